"""What needs an editor, the most harmful first: what readers object to, what fits no longer, who is uncertain."""

import hashlib
from collections.abc import Iterator
from typing import Literal

from corpus.desk.references import quote_ref, record_at
from corpus.keepings import WIRE, ArticleState, Decision, Objection, Withheld
from corpus.linking.claims import Claim, speakers_claim
from corpus.models import PositionRow, QuoteFilter, QuoteFlag, QuoteRow, Record, TalkAccount
from corpus.store import Corpus

DOUBTFUL = 0.9
"""A speaker less certain is looked at; whom the sentence itself names as the source is more. Chosen by hand."""

NEWEST = 800
"""Quotes that are looked through for uncertain speakers: what was printed last is read most."""

MOST = 100
"""Of each kind; whoever has decided on so many looks again."""

FEW_POSITIONS = 20_000
"""Claims across articles are looked for in so many; with more it would take seconds."""


class Item(Record):
    """One thing to look at, by a `key` that stays the same; `row` is the record that it is about, if there is one.

    `talk` is what an article says of the talks that it is about.
    """

    key: str
    kind: Literal["objection", "unfit", "speaker", "article", "claim"]
    row: QuoteRow | PositionRow | None = None
    talk: TalkAccount | None = None
    ref: str = ""
    objection: Objection | None = None
    decision: Decision | None = None
    article: Withheld | None = None
    claim: Claim | None = None


def queue(corpus: Corpus) -> tuple[Item, ...]:
    """All of it, the most harmful first; () where nothing is to be done. Raises StoreError.

    Claims across articles come when nothing else waits: looking for them takes longest.
    """
    seen = corpus.shared.checked()
    found = (
        *_objections(corpus),
        *_unfit(corpus),
        *_given_to_two(corpus),
        *_speakers(corpus),
        *_articles(corpus),
    )
    waiting = tuple(one for one in found if one.key not in seen)
    return waiting or tuple(one for one in claims(corpus) if one.key not in seen)


def _objections(corpus: Corpus) -> Iterator[Item]:
    """The oldest first; the record is gone or another where there is no row."""
    for one in corpus.shared.objections()[:MOST]:
        found, known = record_at(one.ref, corpus), {"kind": "objection", "objection": one, "ref": one.ref}
        about = {} if isinstance(found, str) else {"talk" if isinstance(found, TalkAccount) else "row": found}
        yield Item(key=f"objection:{one.id}", **known, **about)


def _unfit(corpus: Corpus) -> Iterator[Item]:
    for one in corpus.corrections.of(unfit=True)[:MOST]:
        yield Item(key=f"unfit:{one.id}:{one.unfit}", kind="unfit", decision=one)


def _given_to_two(corpus: Corpus) -> Iterator[Item]:
    """Words that two speakers are said to have said, of those that came last the most harmful first."""
    for two in corpus.two_speakers(MOST)[:MOST]:
        yield _claimed(speakers_claim(two))


def _speakers(corpus: Corpus) -> Iterator[Item]:
    """Whoever is named and may be wrong, the least certain first; then words of nobody, the newest first."""
    rows = [row for row in corpus.quotes(QuoteFilter(limit=NEWEST)) if row.stands_alone and _is_doubtful(row)]
    named = sorted((row for row in rows if row.quote.speaker_name), key=lambda row: row.quote.certainty)
    nobody = [row for row in rows if not row.quote.speaker_name]
    for row in [*named, *nobody][:MOST]:
        ref = quote_ref(row)
        yield Item(key=ref, kind="speaker", row=row, ref=ref)


def _is_doubtful(row: QuoteRow) -> bool:
    quote = row.quote
    return QuoteFlag.DECIDED not in quote.flags and (quote.speaker_name is None or quote.certainty < DOUBTFUL)


def _articles(corpus: Corpus) -> Iterator[Item]:
    """What the wire keeps back: whether it means what we read is an editor's to say."""
    for one in corpus.desk.withheld()[:MOST]:
        if one.ruling.by == WIRE and one.ruling.state is not ArticleState.EMBARGOED:
            yield Item(key=f"article:{one.source.id}:{one.ruling.at.isoformat()}", kind="article", article=one)


def claims(corpus: Corpus) -> Iterator[Item]:
    """What is claimed across articles; nothing in a corpus in which that would take seconds."""
    if corpus.figures().positions > FEW_POSITIONS:
        return
    others = [one for one in corpus.claims() if one.kind != "speakers"]
    yield from map(_claimed, others[:MOST])


def _claimed(one: Claim) -> Item:
    told = [one.kind, one.party, one.issue, one.says, one.was, *(each.source.id for each in one.sources)]
    return Item(key=f"claim:{_short(told)}", kind="claim", claim=one)


def _short(told: list[str | None]) -> str:
    return hashlib.sha256("\x00".join(part or "" for part in told).encode()).hexdigest()[:24]
