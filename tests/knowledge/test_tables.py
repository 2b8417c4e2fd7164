"""Tables are parsed once, and again when they change."""

import os
import sys
from importlib.util import cache_from_source
from pathlib import Path

import pytest

from corpus.knowledge import read_toml


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    file = tmp_path / "boats.toml"
    file.write_text('[boats]\nnames = ["Vesla"]\n', encoding="utf-8")
    return file


def kept(table: Path) -> Path:
    return Path(cache_from_source(str(table))).with_suffix(".json")


def test_a_table_is_the_same_from_what_was_kept_of_it(table: Path) -> None:
    first = read_toml(table)

    assert kept(table).exists()
    assert read_toml(table) == first == {"boats": {"names": ["Vesla"]}}


def test_a_table_that_changed_is_read_again(table: Path) -> None:
    read_toml(table)
    table.write_text('[boats]\nnames = ["Skarv"]\n', encoding="utf-8")
    os.utime(table, ns=(1, 1))

    assert read_toml(table) == {"boats": {"names": ["Skarv"]}}


@pytest.mark.parametrize("broken", ["", "{", "[1]", "[[0, 0], {}]", "null", "7", "[1, 2, 3]"])
def test_what_was_kept_and_is_broken_is_not_believed(table: Path, broken: str) -> None:
    read_toml(table)
    kept(table).write_text(broken, encoding="utf-8")

    assert read_toml(table) == {"boats": {"names": ["Vesla"]}}


def test_a_table_with_a_day_in_it_is_read_each_time(table: Path) -> None:
    table.write_text("day = 2031-05-04\n", encoding="utf-8")

    assert read_toml(table) == read_toml(table)
    assert not kept(table).exists()


def test_nothing_is_kept_where_python_keeps_nothing(table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    read_toml(table)

    assert not kept(table).exists()
