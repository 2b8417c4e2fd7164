"""What a command finds as a table for a spreadsheet: all of it, not a page."""

import csv
import io
import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from corpus.errors import StoreError
from corpus.linking.people import fold
from corpus.models import Record
from corpus.store import Corpus
from handlers.answer import command_named
from handlers.blocks.reply import Reply
from handlers.blocks.text import joined, sendable
from handlers.command import Command
from handlers.commands import COMMANDS
from handlers.commands.disambiguation import unavailable
from handlers.commands.help import explain, help_on, wants_help
from handlers.query import Query, order_of, read

LONGEST_SLUG = 80
BOM = "\ufeff"
"""Without it a spreadsheet takes UTF-8 for something else."""


class Export(Record):
    """A file for whoever asked: its name, what it holds in words, its text with a byte order mark, how many records."""

    filename: str
    title: str
    text: str
    count: int


def export(line: str, corpus: Corpus, on: date | None = None) -> Export | Reply:
    """Everything that a command line asks for as CSV, or the answer that it gets where there is nothing to list.

    `on` is the day in the file's name. What a spreadsheet would run as a formula, because it starts with = + - @ or a
    tab or carriage return, gets an apostrophe before it; all else is as the source has it.
    """
    name, _, words = order_of(line)[0].strip().partition(" ")
    command = command_named(name)
    if command is None or not command.columns:
        return help_on("", COMMANDS, corpus)
    query = read(words, command.name)
    try:
        found = explain((command,), corpus) if wants_help(command, query) else command.find(query, corpus)
        return found if isinstance(found, Reply) else _exported(command, found, query, on)
    except StoreError as error:
        return unavailable(error)


def _exported(command: Command[Any], found: Any, query: Query, on: date | None) -> Export:
    rows, named = list(command.rows(found)), command.named(found, query)
    slug = _slug(f"{command.title} {named} {query.bounds}")
    filename = joined("readout", slug, str(on or ""), by="-") + ".csv"
    title = joined(f"{command.title}: {named}", query.window, by=" ")
    return Export(filename=filename, title=title, text=_written(command.columns, rows), count=len(rows))


def _written(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([harmless(sendable(str(part))) if part is not None else "" for part in row] for row in rows)
    return BOM + out.getvalue()


_FORMULA = re.compile(r"(?:^|(?<=[;\t\r\n]))(?=[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])")
"""Where a spreadsheet would begin a formula: at the start of a cell, which can lie behind a semicolon or a tab."""


def harmless(text: str) -> str:
    """The text as a spreadsheet takes for text, never for a formula, whatever its list separator is."""
    return _FORMULA.sub("'", text)


def _slug(text: str) -> str:
    """The words in small letters and digits, joined by hyphens, as a file's name can have them; never empty."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(text)))[:LONGEST_SLUG].strip("-") or "records"
