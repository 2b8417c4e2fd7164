"""What a command finds as a table for a spreadsheet: all of it, not a page."""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from corpus.errors import StoreError
from corpus.models import PositionRow, QuoteRow, Record, Source, Span, TalkAccount
from handlers.blocks.cards import issue_label, position_badges, quote_badges, sentence_of
from handlers.blocks.kit import sendable, short
from handlers.blocks.reply import Reply
from handlers.commands import help as helping
from handlers.commands import positions, quote, talks
from handlers.commands.disambiguation import unavailable, wants_help
from handlers.texts import Command
from handlers.words import Asked, order_of, read

if TYPE_CHECKING:
    from corpus.store import Corpus

LONGEST_SLUG = 80
BOM = "\ufeff"
"""Without it a spreadsheet takes UTF-8 for something else."""

_PRINTED = ("printed_on", "outlet", "headline", "url", "source_file", "start", "end")
QUOTES = (
    *("text", "kind", "speaker", "speaker_kind", "role", "party", "said_on"),
    *(*_PRINTED, "flags", "sentence", "notes"),
)
POSITIONS = (
    *("party", "stance", "issue", "evidence", "condition", "addressee", "speaker", "said_on"),
    *(*_PRINTED, "reported_since", "notes"),
)
TALKS = ("date", "date_end", "place", "parties", "participants", "level", "form", "status", "outcome", *_PRINTED)


class Export(Record):
    """A file for whoever asked: its name, what it holds in words, its text with a byte order mark, how many records."""

    filename: str
    title: str
    text: str
    count: int


class _Table(Record):
    """What a command found, before it is written down."""

    named: str
    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


def export(line: str, corpus: "Corpus", on: date | None = None) -> Export | Reply:
    """Everything that a command line asks for as CSV, or the answer that it gets where there is nothing to list.

    `on` is the day in the file's name. What a spreadsheet would run as a formula, because it starts with = + - @ or a
    tab or carriage return, gets an apostrophe before it; all else is as the source has it.
    """
    command, _, words = order_of(line)[0].strip().partition(" ")
    name = command.casefold().removeprefix("/")
    if name not in _TABLES:
        return helping.answer("", corpus)
    try:
        return _export(name, read(words), corpus, on)
    except StoreError as error:
        return unavailable(error)


def _export(name: str, asked: Asked, corpus: "Corpus", on: date | None) -> Export | Reply:
    kind, make = _TABLES[name]
    if wants_help(kind, asked):
        return helping.explain((kind,), corpus)
    table = make(asked, corpus)
    if isinstance(table, Reply):
        return table
    title = " ".join(part for part in (f"{_TITLES[kind]}: {table.named}", asked.window) if part)
    slug = _slug(f"{_TITLES[kind]} {table.named}{asked.bounds}")
    filename = "-".join(["readout", slug, *([on.isoformat()] if on else [])]) + ".csv"
    return Export(filename=filename, title=title, text=_written(table), count=len(table.rows))


# -- what each command lists -------------------------------------------------------------------------------------------


def _quotes(asked: Asked, corpus: "Corpus") -> _Table | Reply:
    found = quote.find(asked, corpus)
    if isinstance(found, Reply):
        return found
    named = f"{short(found.entity.name)} {found.subject.rest}".strip()
    return _Table(named=named, columns=QUOTES, rows=tuple(_quote(row) for row in found.rows))


def _quote(row: QuoteRow) -> tuple[object, ...]:
    quote = row.quote
    said = (quote.text, quote.kind, quote.speaker_name, quote.speaker_kind, quote.speaker_role, quote.party_name)
    where = Span(start=quote.start, end=quote.end, text=quote.text)
    sentence = sentence_of(row)
    told = ("; ".join(quote.flags), sentence.text if sentence else None, " ".join(quote_badges(quote)))
    return (*said, quote.said_on, *_printed(row.source, [where]), *told)


def _positions(asked: Asked, corpus: "Corpus") -> _Table | Reply:
    found = positions.find(asked, corpus)
    if isinstance(found, Reply):
        return found
    named = " ".join(party.name for party in found.topic.parties) or "every party"
    named += f" on {found.topic.topic}" if found.topic.topic else ""
    return _Table(named=named, columns=POSITIONS, rows=tuple(_position(row) for row in found.rows))


def _position(row: PositionRow) -> tuple[object, ...]:
    position = row.position
    evidence = " … ".join(span.text for span in position.evidence)
    condition = position.condition.text if position.condition else None
    told = (position.party_name, position.stance, issue_label(row), evidence, condition, position.addressee_name)
    since = " … ".join(event.evidence.text for event in row.events)
    said = (position.speaker_name, position.said_on, *_printed(row.source, position.evidence))
    return (*told, *said, since, " ".join(position_badges(row)))


def _talks(asked: Asked, corpus: "Corpus") -> _Table | Reply:
    found = talks.find(asked, corpus)
    if isinstance(found, Reply):
        return found
    accounts = [_account(account) for one in found.rounds for account in one.accounts]
    return _Table(named=short(asked.words) or "all", columns=TALKS, rows=tuple(accounts))


def _account(account: TalkAccount) -> tuple[object, ...]:
    talk = account.talk
    present = "; ".join(f"{one.name} ({one.basis})" for one in talk.participants)
    about = (talk.date, talk.date_end, talk.place, "; ".join(talk.party_names), present, talk.level, talk.form)
    outcome = talk.outcome.text if talk.outcome else None
    words = talk.evidence or tuple(span for span in (talk.outcome,) if span)
    return (*about, talk.status, outcome, *_printed(account.source, words))


def _printed(source: Source, spans: Sequence[Span]) -> tuple[object, ...]:
    """Where it was printed, and from where to where in the file the words stand, in code points."""
    start = min((span.start for span in spans), default=None)
    end = max((span.end for span in spans), default=None)
    return source.published, source.outlet, source.title, source.url, source.source, start, end


_TABLES: Mapping[str, tuple[Command, Callable[[Asked, "Corpus"], _Table | Reply]]] = MappingProxyType(
    {"quote": ("quote", _quotes), "positions": ("positions", _positions), "talks": ("talks", _talks)}
)
_TITLES: Mapping[Command, str] = MappingProxyType({"quote": "Quotes", "positions": "Positions", "talks": "Talks"})


# -- the file ----------------------------------------------------------------------------------------------------------


def _written(table: _Table) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows(_cells(row) for row in table.rows)
    return BOM + out.getvalue()


def _cells(row: Iterable[object]) -> list[str]:
    return [harmless(sendable(str(part))) if part is not None else "" for part in row]


_FORMULA = re.compile(r"(?:^|(?<=[;\t\r\n]))(?=[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])")
"""Where a spreadsheet would begin a formula: at the start of a cell, which can lie behind a semicolon or a tab."""


def harmless(text: str) -> str:
    """The text as a spreadsheet takes for text, never for a formula, whatever its list separator is."""
    return _FORMULA.sub("'", text)


def _slug(text: str) -> str:
    """The words in small letters and digits, joined by hyphens, as a file's name can have them; never empty."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return "-".join(re.findall(r"[a-z0-9]+", bare))[:LONGEST_SLUG].strip("-") or "records"
