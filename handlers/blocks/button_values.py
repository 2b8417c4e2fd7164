"""A record in a button's value: where it is kept, and a fingerprint that tells whether it is still the same."""

import hashlib
import json
from collections.abc import Iterable

from corpus.excerpts import short
from corpus.models import (
    PositionFilter,
    PositionRow,
    QuoteFilter,
    QuoteKind,
    QuoteRow,
    Record,
    Source,
    TalkAccount,
    TalkFilter,
)
from corpus.store import Corpus
from handlers.blocks.kit import Button, Menu, menu
from handlers.texts import say

COPY, SOURCE = "Copy", "Source"


class Stale(Record):
    """What a reference no longer leads to, and why, in one sentence."""

    sentence: str


def quote_ref(row: QuoteRow) -> str:
    """What a button holds of a quote."""
    quote = row.quote
    told = [quote.text, quote.kind, quote.speaker_name, quote.speaker_kind, quote.speaker_role, quote.party_name]
    return f"quote:{row.source.id}/{quote.id}/{_fingerprint(row.source, [*told, quote.said_on])}"


def position_ref(row: PositionRow) -> str:
    """What a button holds of a position."""
    position = row.position
    told = [position.party_name, position.stance, position.issue, position.speaker_name, position.addressee_name]
    told += [span.text for span in position.evidence]
    told += [position.condition.text if position.condition else None, str(position.said_on)]
    return f"position:{row.source.id}/{position.id}/{_fingerprint(row.source, told)}"


def read_ref(ref: str, corpus: Corpus) -> QuoteRow | PositionRow | Stale:
    """The record that a button is about; `Stale` where it has changed, is gone, or `ref` is none of ours."""
    kind, _, path = ref.partition(":")
    article_id, _, record_id = path.rpartition("/")[0].rpartition("/")
    rows: Iterable[QuoteRow | PositionRow] = ()
    if kind == "quote" and article_id and record_id:
        rows = corpus.quotes(QuoteFilter(article_id=article_id, id=record_id, indirect=True))
    elif kind == "position" and article_id and record_id:
        rows = corpus.positions(PositionFilter(article_id=article_id, id=record_id))
    found = next(iter(rows), None)
    if found is None:
        return Stale(sentence=say("button_gone"))
    now = quote_ref(found) if isinstance(found, QuoteRow) else position_ref(found)
    return found if now == ref else Stale(sentence=say("button_changed"))


def talk_ref(account: TalkAccount) -> str:
    """What a button holds of what one article says of some talks."""
    talk = account.talk
    told = [talk.date, talk.date_end, talk.place, talk.status, *talk.party_names]
    told += [span.text for span in (*talk.evidence, *([talk.outcome] if talk.outcome else []))]
    return f"talk:{account.source.id}/{talk.id}/{_fingerprint(account.source, told)}"


def read_talk(ref: str, corpus: Corpus) -> TalkAccount | Stale:
    """What an article says of the talks that a button is about; `Stale` where that has changed or is gone."""
    article_id, _, talk_id = ref.removeprefix("talk:").rpartition("/")[0].rpartition("/")
    rounds = corpus.talks(TalkFilter(reported_in=(article_id,))) if article_id else ()
    found = (one for each in rounds for one in each.accounts if one.key == (article_id, talk_id))
    known = next(found, None)
    if known is None:
        return Stale(sentence=say("button_gone"))
    return known if talk_ref(known) == ref else Stale(sentence=say("button_changed"))


def is_of_talks(ref: str) -> bool:
    """Whether a button is about talks, which `read_talk` reads."""
    return ref.startswith("talk:")


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


def _fingerprint(source: Source, told: Iterable[object]) -> str:
    printed = [source.title, source.outlet, source.published, source.url, source.source]
    written = json.dumps([str(part) if part is not None else None for part in (*printed, *told)])
    return hashlib.sha256(written.encode()).hexdigest()[:12]
