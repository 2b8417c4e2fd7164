"""A record in a button's value: where it is kept, and a fingerprint that tells whether it is still the same."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Literal

from corpus.models import PositionFilter, PositionRow, QuoteFilter, QuoteRow, Source, TalkAccount, TalkFilter
from corpus.store import Corpus


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


def talk_ref(account: TalkAccount) -> str:
    """What a button holds of what one article says of some talks."""
    talk = account.talk
    told = [talk.date, talk.date_end, talk.place, talk.status, *talk.party_names]
    told += [span.text for span in (*talk.evidence, *([talk.outcome] if talk.outcome else []))]
    return f"talk:{account.source.id}/{talk.id}/{_fingerprint(account.source, told)}"


def _fingerprint(source: Source, told: Iterable[object]) -> str:
    printed = [source.title, source.outlet, source.published, source.url, source.source]
    written = json.dumps([str(part) if part is not None else None for part in (*printed, *told)])
    return hashlib.sha256(written.encode()).hexdigest()[:12]


AnyRow = QuoteRow | PositionRow | TalkAccount

Missing = Literal["gone", "changed"]
"""Why a reference leads to no record any longer, or to one that is another by now."""


def record_at(ref: str, corpus: Corpus) -> AnyRow | Missing:
    """The record that a reference is of; why there is none where it has changed, is gone, or `ref` is none of ours."""
    kind, _, path = ref.partition(":")
    article_id, _, record_id = path.rpartition("/")[0].rpartition("/")
    found = next(_kept(kind, article_id, record_id, corpus), None) if article_id and record_id else None
    if found is None:
        return "gone"
    return found if ref_of(found) == ref else "changed"


def ref_of(row: AnyRow) -> str:
    """The reference of a record as it is now."""
    if isinstance(row, QuoteRow):
        return quote_ref(row)
    return talk_ref(row) if isinstance(row, TalkAccount) else position_ref(row)


def _kept(kind: str, article_id: str, record_id: str, corpus: Corpus) -> Iterator[AnyRow]:
    if kind == "quote":
        yield from corpus.quotes(QuoteFilter(article_id=article_id, id=record_id, indirect=True))
    elif kind == "position":
        yield from corpus.positions(PositionFilter(article_id=article_id, id=record_id))
    elif kind == "talk":
        rounds = corpus.talks(TalkFilter(reported_in=(article_id,)))
        yield from (one for each in rounds for one in each.accounts if one.key == (article_id, record_id))
