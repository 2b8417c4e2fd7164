"""Words that one article gives to one speaker and another to somebody else: one of the two is wrong, or we are."""

from collections.abc import Iterable

from corpus.linking.lineage import Kinship
from corpus.linking.printings import Link, are_two, day_of, link
from corpus.linking.wordings import wording_of
from corpus.models import QuoteRow, Record


class TwoSpeakers(Record):
    """The first printing known, and the first one that gives its words to somebody else."""

    one: QuoteRow
    other: QuoteRow
    link: Link


def given_to_two(rows: Iterable[QuoteRow]) -> tuple[TwoSpeakers, ...]:
    """For each speaker of an utterance but the first one what makes them two; () where they may well be one."""
    told = sorted(rows, key=lambda row: (day_of(row) or 0, row.source.id, row.quote.start))
    first: dict[tuple[str, ...], QuoteRow] = {}
    for row in told:
        if row.speaker_ids:
            first.setdefault(row.speaker_ids, row)
    one, *others = first.values() or (None,)
    if one is None:
        return ()
    links = ((other, link(one, other)) for other in others if other.source.id != one.source.id and are_two(one, other))
    return tuple(
        TwoSpeakers(one=one, other=other, link=found)
        for other, found in links
        if found and found.kind is Kinship.OTHER_SPEAKER
    )


def harm(two: TwoSpeakers) -> tuple[bool, int, int]:
    """What orders them, the most harmful first: two of different parties, then the most words, then the newest."""
    sides = {two.one.party_id, two.other.party_id} - {None}
    return len(sides) < 2, -wording_of(two.one.quote.text).size, -max(day_of(two.one) or 0, day_of(two.other) or 0)
