"""The word lists are clean: nothing stands in one twice, and nothing is empty; what builds them is not shipped."""

from collections import Counter
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from hatchling.builders.wheel import WheelBuilder

from corpus.knowledge import read_table, words_of

TABLES = sorted(file.name for file in resources.files("corpus.knowledge").iterdir() if file.name.endswith(".toml"))
FAMILIES = {("names.toml", "given"), ("names.toml", "short")}
"""One line a family of forms; a short form ("Ted") may belong to several."""


def _lists(table: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """Every list of words of a table, in square brackets or over several lines."""
    if isinstance(table, dict):
        for key, value in table.items():
            yield from _lists(value, (*path, key))
    elif isinstance(table, str) and "\n" in table:
        lines = [" ".join(sorted(line.split())) for line in table.strip().splitlines()]
        yield path, lines if path in FAMILIES else table.split()
    elif isinstance(table, list) and all(isinstance(one, str) for one in table):
        yield path, table
    elif isinstance(table, list):
        for number, value in enumerate(table):
            yield from _lists(value, (*path, str(number)))


@pytest.mark.parametrize("name", TABLES)
def test_no_list_holds_a_word_twice_or_an_empty_one(name: str) -> None:
    for path, words in _lists(read_table(name), (name,)):
        twice = [word for word, count in Counter(words).items() if count > 1]
        assert not twice, f"{path}: {twice}"
        assert all(word and word == word.strip() for word in words), path


@pytest.mark.parametrize(
    ("name", "key"),
    [
        *(("attribution.toml", key) for key in ("speech", "strong", "thought", "infinitive", "object", "nouns")),
        *(("roles.toml", key) for key in ("roles", "titles", "organisations", "other_capitals", "particles")),
        ("marks.toml", "elisions"),
    ],
)
def test_what_is_looked_up_in_lower_case_is_written_so(name: str, key: str) -> None:
    assert words_of(name, key)
    assert all(word == word.lower() for word in words_of(name, key))


def test_words_are_read_from_a_list_and_from_running_text() -> None:
    assert "till" in words_of("marks.toml", "elisions")
    assert "say" in words_of("attribution.toml", "speech")
    with pytest.raises(KeyError):
        words_of("marks.toml", "no such list")


def test_the_cues_that_always_speak_are_cues_of_speech_or_thought() -> None:
    known = words_of("attribution.toml", "speech") | words_of("attribution.toml", "thought")
    assert words_of("attribution.toml", "strong") <= known
    assert words_of("attribution.toml", "going_on") <= words_of("attribution.toml", "strong")


def test_the_scripts_that_build_tables_stay_at_home() -> None:
    """They need packages that no user of the app has."""
    shipped = {file.relative_path for file in WheelBuilder(str(Path(__file__).parents[2])).recurse_included_files()}
    assert "corpus/knowledge/parties.toml" in shipped
    assert not [path for path in shipped if path.startswith("corpus/knowledge/build") or path.endswith("curated.toml")]
    assert {path.split("/")[0] for path in shipped} == {"bot", "handlers", "corpus"}
