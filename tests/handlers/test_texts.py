"""Sentences of ours stand in one file, each used; the code has none."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import handlers
from corpus.models import Modality, QuoteFlag, Strength, TalkForm, TalkLevel, TalkStatus
from handlers.commands import COMMANDS
from handlers.texts import texts

FILES = sorted(Path(handlers.__file__).parent.rglob("*.py"))
BOT = sorted((Path(handlers.__file__).parents[1] / "bot").rglob("*.py"))
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
FEWEST = 3
"""Words of a sentence; a label of one or two may stand where it is used."""

SLACKS = {"{date_short_pretty} at {time}"}


def sentences(code: str) -> Iterator[str]:
    """What the code could say to a reader: no docstrings, errors, patterns, values of enumerations, command lines."""
    tree = ast.parse(code)
    aside = {id(one) for node in ast.walk(tree) for one in _aside(node)}
    for node in ast.walk(tree):
        if id(node) in aside or not isinstance(node, ast.Constant | ast.JoinedStr):
            continue
        parts = node.values if isinstance(node, ast.JoinedStr) else [node]
        told = "".join(str(one.value) if isinstance(one, ast.Constant) else "…" for one in parts)
        said = isinstance(node, ast.JoinedStr) or isinstance(node.value, str)
        if said and " " in told and len(WORD.findall(told)) >= FEWEST and not told.startswith("/"):
            yield told


def _aside(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield node.value
    pattern = isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.")
    values = isinstance(node, ast.ClassDef) and any("Enum" in ast.unparse(base) for base in node.bases)
    if isinstance(node, ast.Raise) or pattern or values:
        yield from ast.walk(node)
    if isinstance(node, ast.JoinedStr):
        yield from (part for part in node.values if isinstance(part, ast.Constant))


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(file.parents[2])))
def test_no_sentence_of_ours_stands_in_code(file: Path) -> None:
    assert set(sentences(file.read_text(encoding="utf-8"))) <= SLACKS


def test_what_counts_as_a_sentence() -> None:
    code = '''
"""A docstring is none of these."""
import re
TWO = "Read it"
ASKED = "/talks latest of all"
PATTERN = re.compile("(?:what|who) did they say")
def told(name):
    """Nor is this."""
    if name:
        raise ValueError("this is for programmers")
    return f"The harbour of {name} is closed"
'''
    assert list(sentences(code)) == ["The harbour of … is closed"]


@pytest.mark.parametrize("group", ["say", "elsewhere", "everywhere"])
def test_every_sentence_is_said(group: str) -> None:
    code = "\n".join(file.read_text(encoding="utf-8") for file in (*FILES, *BOT))
    composed = ("verdict_", "recalled_")  # their ends are names of verdicts, and of what is called back and why
    unused = [
        key
        for key in getattr(texts(), group)
        if not re.search(rf"[\"']{key}[\"']", code) and not key.startswith(composed)
    ]

    assert not unused


def test_every_sentence_that_is_said_is_there() -> None:
    code = "\n".join(file.read_text(encoding="utf-8") for file in (*FILES, *BOT))

    assert set(re.findall(r'\bsay\(\s*"(\w+)"', code)) <= set(texts().say)


def test_every_value_that_a_reader_must_be_told_of_has_its_words() -> None:
    told = texts()
    assert set(told.status) == set(TalkStatus)
    assert set(told.level) == set(TalkLevel)
    assert set(told.form) == set(TalkForm)
    assert set(told.modality) == set(Modality) - {Modality.ASSERTED}
    assert set(told.strength) == {Strength.SIGNAL, Strength.ACT}
    assert set(told.flags) == set(QuoteFlag) - {QuoteFlag.NESTED, QuoteFlag.PRONOUN}
    assert set(told.basis) == {"explicit", "inferred"}


def test_help_covers_each_command() -> None:
    assert set(texts().help) == set(COMMANDS)
