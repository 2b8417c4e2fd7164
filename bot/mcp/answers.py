"""What a program that quotes may ask of the corpus: the commands' own records, their citations instead of blocks."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

from bot.mcp.records import (
    Cited,
    PositionTold,
    Printed,
    QuoteTold,
    RoundTold,
    position_told,
    printed,
    quote_told,
    round_told,
)
from corpus.asking.report import DraftQuotation
from corpus.excerpts import one_line
from corpus.ingest.drafts import plain_draft
from corpus.models import Record
from corpus.quote_check.proof import Evidence
from corpus.store import Corpus
from corpus.store.listing import Unfolding
from handlers.blocks.kit import Button, Note
from handlers.blocks.reply import Reply
from handlers.command import Command
from handlers.commands import positions as position
from handlers.commands import quote
from handlers.commands import talks as talk
from handlers.commands.positions import POSITIONS
from handlers.commands.quote import QUOTE
from handlers.commands.talks import TALKS
from handlers.query import MOST, Query, read
from handlers.quote_check.draft import check_draft

MOST_MARKS = 400
"""Quotation marks of a text that are read at once: an assistant waits for the answer."""


class Instead(Record):
    """What can be asked in place of words that are not certain: `words` go where the name went."""

    label: str
    words: str


class Told(Record):
    """An answer. `note` says in a sentence why there is nothing, or asks who is meant: then choose from `instead`.

    `in_all` counts the records that there are, None where they are so many that nobody has; those before `skipped`
    can be asked for, and those beyond the ones given, if there are `more`.
    """

    note: str = ""
    instead: tuple[Instead, ...] = ()
    in_all: int | None = 0
    skipped: int = 0
    more: bool = False


class QuotesTold(Told):
    quotes: tuple[QuoteTold, ...] = ()


class PositionsTold(Told):
    positions: tuple[PositionTold, ...] = ()


class TalksTold(Told):
    rounds: tuple[RoundTold, ...] = ()


class SourceTold(Cited):
    """The words of an article that answer a quotation, and who says them, if somebody is named."""

    id: str
    speaker: str | None


class CheckedTold(Record):
    """A quotation of a text: its line from 1, the verdict, what that means in sentences, and what articles have."""

    line: int
    words: str
    verdict: str
    told: str
    why: str
    sources: tuple[SourceTold, ...]


class ChecksTold(Record):
    """All quotations of a text; `whole` is False where it has more marks than are read."""

    quotations: tuple[CheckedTold, ...]
    whole: bool


class ArticleTold(Record):
    """From `start` to `end` of an article's text, which has `length` code points; `printed` is None for no article."""

    note: str = ""
    printed: Printed | None = None
    text: str = ""
    start: int = 0
    end: int = 0
    length: int = 0


class Part(Record):
    """Which of the records: so many, from the newest on or behind so many."""

    limit: int = 10
    skip: int = 0


def quotes(query: Query, part: Part, corpus: Corpus) -> QuotesTold:
    """What somebody said, each utterance once, newest article first. Raises `StoreError`."""

    def records(found: quote.Found) -> Records:
        return Records(quote.each_once(found), lambda same: quote_told(quote.with_printings(found, same)))

    return QuotesTold(**_told(QUOTE, records, "quotes", query=query, part=part, corpus=corpus))


def positions(query: Query, part: Part, corpus: Corpus) -> PositionsTold:
    """What a party demands, offers or rejects, newest article first. Raises `StoreError`."""

    def records(found: position.Found) -> Records:
        return Records(corpus.every_position(found.wanted.where), position_told)

    return PositionsTold(**_told(POSITIONS, records, "positions", query=query, part=part, corpus=corpus))


def talks(query: Query, part: Part, corpus: Corpus) -> TalksTold:
    """Rounds of talks, newest first. Raises `StoreError`."""

    def records(found: talk.Found) -> Records:
        return Records(found.rounds, round_told)

    return TalksTold(**_told(TALKS, records, "rounds", query=query, part=part, corpus=corpus))


class Records(NamedTuple):
    """What a command found, read as far as it is looked at, and how one of it is told."""

    found: Sequence[Any]
    told: Callable[[Any], Record]


def _told(  # noqa: PLR0913
    command: Command[Any],
    records: Callable[[Any], Records],
    name: str,
    *,
    query: Query,
    part: Part,
    corpus: Corpus,
) -> dict[str, Any]:
    """A part of what a command finds, under a name, or why there is nothing."""
    found = command.find(query, corpus)
    if isinstance(found, Reply):
        return _nothing(found, query)
    every, told = records(found)
    some = every[part.skip : part.skip + part.limit + 1]
    is_open = isinstance(every, Unfolding) and not every.is_whole
    count = None if is_open else len(every)
    skipped = part.skip if count is None else min(part.skip, count)
    return {
        name: tuple(map(told, some[: part.limit])),
        "in_all": count,
        "skipped": skipped,
        "more": len(some) > part.limit,
    }


def checked(text: str, corpus: Corpus) -> ChecksTold:
    """Every quotation of a text held against the corpus; a text without quotation marks is taken as one quotation."""
    report = check_draft(plain_draft(text), corpus, unmarked=True, most_marks=MOST_MARKS)
    return ChecksTold(quotations=tuple(map(_checked, report.quotations)), whole=report.whole)


def _checked(one: DraftQuotation) -> CheckedTold:
    return CheckedTold(
        line=one.line,
        words=one.words,
        verdict=one.verdict.value,
        told=one.told,
        why=one.why,
        sources=tuple(map(_source, one.sources)),
    )


def _source(one: Evidence) -> SourceTold:
    return SourceTold(
        id=one.id,
        speaker=one.speaker,
        article=one.id.rpartition("/")[0],
        headline=one.title,
        outlet=one.outlet,
        printed_on=one.published,
        address=one.url,
        file=one.source,
        words=one.quote.exact,
        start=one.position.start,
        end=one.position.end,
    )


def article(article_id: str, start: int, most: int, corpus: Corpus) -> ArticleTold:
    """At most so many code points of an article from `start` on, letter by letter."""
    found = corpus.article(article_id)
    if found is None:
        return ArticleTold(note="The corpus has no such article, or it may not be shown.")
    text = found.text[start : start + most]
    return ArticleTold(printed=printed(found), text=text, start=start, end=start + len(text), length=len(found.text))


def asking(command: str, words: str, since: date | None = None, until: date | None = None) -> Query:
    """The query of a command for words that come from a program."""
    return Query(command=command, words=one_line(words)[:MOST], since=since, until=until)


def _nothing(reply: Reply, query: Query) -> dict[str, Any]:
    beside = (block.beside for block in reply.blocks if isinstance(block, Note))
    offered = [one for one in (*beside, *reply.ways) if isinstance(one, Button)]
    asked = [(one.label, read(one.command)) for one in offered if one.command.startswith(f"/{query.command} ")]
    known = (Instead(label=label, words=one.words.partition(" ")[2]) for label, one in asked)
    return {"note": reply.spoken, "instead": tuple(one for one in known if one.words not in ("", "help"))}
