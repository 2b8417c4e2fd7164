"""The README is true: what it shows is what the commands print, and what it names is there."""

import importlib
import os
import re
import shlex
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.cli.main import cli
from handlers.commands import COMMANDS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = {
    name: (ROOT / name).read_text(encoding="utf-8")
    for name in ("ARCHITECTURE.md", "CONTRIBUTING.md", "docs/running.md")
}
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")


def shown_commands() -> list[tuple[str, str]]:
    """Each command of a console block with what the README says it prints."""
    blocks = re.findall(r"```console\n\$ ([^\n]+)\n(.*?)```", README, re.DOTALL)
    return [(command, printed.strip()) for command, printed in blocks]


@pytest.fixture(scope="module")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The corpus that `make run` builds from seeds/."""
    url = f"sqlite:///{tmp_path_factory.mktemp('readme') / 'readout.db'}"
    run_readout(["ingest"], url)
    return url


def run_readout(words: list[str], url: str) -> str:
    """What `readout` with these words prints."""
    environment = {**os.environ, "READOUT_DATABASE_URL": url, "COLUMNS": "200"}
    done = subprocess.run(
        [sys.executable, "-m", "bot", *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.mark.parametrize(("command", "printed"), shown_commands())
def test_commands_print_what_the_readme_shows(command: str, printed: str, database_url: str) -> None:
    program, *words = shlex.split(command)

    assert program == "./readout"
    assert run_readout(words, database_url).strip() == printed


def test_every_row_of_its_table_of_questions_is_answered(database_url: str) -> None:
    questions = [
        line for row in re.findall(r"^\| (`/.*?) \|", README, re.MULTILINE) for line in re.findall(r"`(.*?)`", row)
    ]

    assert len(questions) >= 10
    with ThreadPoolExecutor(os.cpu_count()) as several:
        answers = several.map(lambda question: run_readout(["ask", question], database_url), questions)
        for question, answer in zip(questions, answers, strict=True):
            assert "Nobody and nothing called" not in answer, question


def test_the_make_targets_that_it_names_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))

    assert set(re.findall(r"make (?:-s )?([a-z]+)", README)) - {"on"} <= targets


def test_the_files_and_commands_that_it_names_exist() -> None:
    named = re.findall(r"`((?:corpus|handlers|bot|tests|seeds|docs)/[\w./]*|manifest\.json|\.env\.sample)`", README)
    for path in named:
        assert (ROOT / path).exists(), path
    assert {f"`/{command}`" for command in COMMANDS} <= set(re.findall(r"`/\w+`", README))


@pytest.mark.parametrize("name", sorted(DOCS))
def test_the_files_targets_and_commands_that_the_other_pages_name_exist(name: str) -> None:
    there = set(re.findall(r"(?:corpus|handlers|bot|tests|docs|deploy)/[\w./]*\w", DOCS[name]))
    assert there
    assert {path for path in there if not (ROOT / path).exists()} == set()
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z]+)`", DOCS[name])) <= targets
    commands = {command.name or command.callback.__name__ for command in cli.registered_commands if command.callback}
    commands |= {group.name for group in cli.registered_groups if group.name}
    assert set(re.findall(r"(?m)(?:^|`)readout ([a-z]+)", DOCS[name])) <= commands


@pytest.mark.parametrize("named", sorted(set(re.findall(r"`([a-z_]+(?:[./]\w+)+)`", GLOSSARY))))
def test_what_the_glossary_names_is_there(named: str) -> None:
    module, _, attribute = f"corpus.{named}".rpartition(".")
    there = (ROOT / named).exists() or (ROOT / f"corpus.{named}".replace(".", "/")).is_dir()
    there = there or (ROOT / f"{module.replace('.', '/')}/{attribute}.py").is_file()
    assert there or hasattr(importlib.import_module(module), attribute)
