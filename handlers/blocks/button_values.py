"""A record in a button's value: where it is kept, and a fingerprint that tells whether it is still the same."""

from collections.abc import Iterable

from corpus.desk.references import AnyRow, position_ref, quote_ref, record_at
from corpus.excerpts import short
from corpus.models import (
    PositionRow,
    QuoteKind,
    QuoteRow,
    Record,
    TalkAccount,
)
from corpus.store import Corpus
from handlers.blocks.kit import Button, Menu, menu
from handlers.texts import say

COPY, SOURCE = "Copy", "Source"


class Stale(Record):
    """What a reference no longer leads to, and why, in one sentence."""

    sentence: str


def read_ref(ref: str, corpus: Corpus) -> QuoteRow | PositionRow | Stale:
    """The quote or position that a button is about; `Stale` where it has changed, is gone, or `ref` is none of ours."""
    found = read_any(ref, corpus)
    return Stale(sentence=say("button_gone")) if isinstance(found, TalkAccount) else found


def read_any(ref: str, corpus: Corpus) -> AnyRow | Stale:
    """The record of whatever kind that a button is about."""
    found = record_at(ref, corpus)
    if isinstance(found, str):
        return Stale(sentence=say("button_gone") if found == "gone" else say("button_changed"))
    return found


def quote_behind(row: PositionRow) -> QuoteRow | None:
    """The quote that a position rests on, if it may be shown for itself; None for none."""
    kept = (QuoteRow(quote=quote, source=row.source) for quote in row.quotes if quote.kind is not QuoteKind.INDIRECT)
    return next((one for one in kept if one.stands_alone), None)


def quote_menu(row: QuoteRow, about: str = "", also: Iterable[QuoteRow] = ()) -> Menu | None:
    """The menu beside a quote; `about` names it. What stands beside it `also` is copied by its own words."""
    more = [Button(COPY, quote_ref(one), "copy", about=short(one.quote.text, 40)) for one in also]
    ref = quote_ref(row)
    source = Button(SOURCE, ref, "source", about=about)
    return menu([source, Button(COPY, ref, "copy", about=about), wrong(ref, about), *more])


def position_menu(row: PositionRow, about: str = "") -> Menu | None:
    """The menu beside a position; there is something to copy only where it rests on a quote."""
    quote = quote_behind(row)
    copy = [Button(COPY, quote_ref(quote), "copy", about=about)] if quote else []
    ref = position_ref(row)
    return menu([Button(SOURCE, ref, "source", about=about), *copy, wrong(ref, about)])


def wrong(ref: str, about: str = "") -> Button:
    """The button that lets a reader say what is wrong with a record."""
    return Button(say("wrong"), ref, "wrong", about=about)
