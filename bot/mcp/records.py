"""Records for programs that quote: each with the very words, who says them, and the place that they are cited from."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from corpus.asking.positions import issue_label, stance_of
from corpus.asking.quotes import sentence_of
from corpus.linking.printings import is_reprint
from corpus.models import PositionRow, Quote, QuoteRow, Record, Round, Source, Span, SpeakerKind, TalkAccount
from handlers.blocks.position_card import position_badges
from handlers.blocks.quote_card import quote_badges, speaker
from handlers.commands.rounds import title_of

MOST_PLACES = 20
"""Further articles with the same words that are named; they are counted all."""

MOST_ACCOUNTS = 10


class Printed(Record):
    """An article: `article` is the id that it is asked for by, `address` the page where it was printed, if known."""

    article: str
    headline: str | None
    outlet: str | None
    printed_on: date | None
    address: str | None
    file: str


class Cited(Printed):
    """Words and where they stand: code points `start` to `end` (exclusive) of the article's text are just these."""

    words: str
    start: int
    end: int


class QuoteTold(Record):
    """A quotation. `said_by` says in words how certain the speaker is; `speaker` is None where no person is named.

    `id` is what `readout prove` takes, `sentence` the one that a fragment stands in, `notes` what must be told beside
    the words, `also` further articles that have them with nothing altered, of `printed_in` in all.
    """

    id: str
    said_by: str
    speaker: str | None
    party: str | None
    said_on: date | None
    kind: str
    cited: Cited
    sentence: Cited | None
    notes: tuple[str, ...]
    also: tuple[Cited, ...]
    printed_in: int


class PositionTold(Record):
    """A party's stance on an issue, and the words that show it; `reported_since` speaks against it."""

    party: str
    stance: str
    issue: str
    evidence: tuple[Cited, ...]
    condition: Cited | None
    speaker: str | None
    addressee: str | None
    said_on: date | None
    notes: tuple[str, ...]
    reported_since: tuple[Cited, ...]


class PresentTold(Record):
    """Somebody at the talks; `basis` says whether the article names them there, or it follows from what it says."""

    name: str
    basis: str


class AccountTold(Record):
    """What one article says of talks. `recalled` where it only looks back on them, `several` where it sums some up."""

    printed: Printed
    status: str
    date: str | None
    date_end: str | None
    place: str | None
    parties: tuple[str, ...]
    present: tuple[PresentTold, ...]
    outcome: Cited | None
    evidence: tuple[Cited, ...]
    recalled: bool
    several: bool


class RoundTold(Record):
    """Talks by all articles that tell of them: the newest accounts, of `accounts_in_all`; they may differ."""

    title: str
    date: str | None
    date_end: str | None
    place: str | None
    status: str
    accounts: tuple[AccountTold, ...]
    accounts_in_all: int


def quote_told(same: Sequence[QuoteRow]) -> QuoteTold:
    """An utterance, from the quotes that are it, the one that is shown first."""
    row = same[0]
    quote, sentence = row.quote, sentence_of(row)
    again = [other for other in same[1:] if other.source.id != row.source.id and is_reprint(row, other)]
    others = {other.source.id: other for other in again}
    return QuoteTold(
        id=f"{row.source.id}/{quote.id}",
        said_by=speaker(quote),
        speaker=quote.speaker_name if quote.speaker_kind is SpeakerKind.PERSON else None,
        party=quote.party_name,
        said_on=quote.said_on,
        kind=quote.kind.value,
        cited=_cited(row.source, quote),
        sentence=_cited(row.source, sentence) if sentence else None,
        notes=tuple(quote_badges(quote)),
        also=tuple(_cited(other.source, other.quote) for other in list(others.values())[:MOST_PLACES]),
        printed_in=len(others) + 1,
    )


def position_told(row: PositionRow) -> PositionTold:
    position = row.position
    return PositionTold(
        party=position.party_name,
        stance=stance_of(row),
        issue=issue_label(row),
        evidence=_all_cited(row.source, position.evidence),
        condition=_cited(row.source, position.condition) if position.condition else None,
        speaker=position.speaker_name,
        addressee=position.addressee_name,
        said_on=position.said_on,
        notes=tuple(position_badges(row)),
        reported_since=_all_cited(row.source, [event.evidence for event in row.events]),
    )


def round_told(one: Round) -> RoundTold:
    talk = one.talk
    return RoundTold(
        title=title_of(talk),
        date=talk.date,
        date_end=talk.date_end,
        place=talk.place,
        status=talk.status.value,
        accounts=tuple(map(_account, one.accounts[:MOST_ACCOUNTS])),
        accounts_in_all=len(one.accounts),
    )


def printed(source: Source) -> Printed:
    return Printed(**_printed(source))


def _account(account: TalkAccount) -> AccountTold:
    talk, source = account.talk, account.source
    return AccountTold(
        printed=printed(source),
        status=talk.status.value,
        date=talk.date,
        date_end=talk.date_end,
        place=talk.place,
        parties=talk.party_names,
        present=tuple(PresentTold(name=one.name, basis=one.basis) for one in talk.participants),
        outcome=_cited(source, talk.outcome) if talk.outcome else None,
        evidence=_all_cited(source, talk.evidence),
        recalled=talk.background,
        several=talk.several,
    )


def _all_cited(source: Source, spans: Iterable[Span]) -> tuple[Cited, ...]:
    return tuple(_cited(source, span) for span in spans)


def _cited(source: Source, words: Span | Quote) -> Cited:
    return Cited(**_printed(source), words=words.text, start=words.start, end=words.end)


def _printed(source: Source) -> dict[str, Any]:
    return {
        "article": source.id,
        "headline": source.title,
        "outlet": source.outlet,
        "printed_on": source.published,
        "address": source.url,
        "file": source.source,
    }
