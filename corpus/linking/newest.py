"""Which rounds are told as the latest, and the newest of each story."""

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from corpus.knowledge.gazetteer import parties
from corpus.linking.rounds import LEAST, TALKED, parties_of
from corpus.models import PartyKind, Round


class Glimpse(NamedTuple):
    """A round as far as it takes to tell which others are of its story."""

    id: str
    parties: frozenset[str]
    story: str | None


def is_told(one: Round) -> bool:
    """Whether it was held by two parties or a bloc, with a day or a place, and is told in full and not in passing."""
    talk = one.talk
    sides = parties_of(one)
    told = talk.status in TALKED and bool(talk.date or talk.place) and not (talk.several or talk.background)
    return told and (len(sides) >= LEAST or any(map(_is_bloc, sides)))


def _is_bloc(party_id: str) -> bool:
    """Whether a party's meeting is one of several states: a summit of NATO."""
    entry = parties().get(party_id.removeprefix("party:"))
    return entry is not None and entry.kind is PartyKind.BLOC


def newest_of_stories(told: Iterable[Glimpse]) -> Iterator[str]:
    """The first round of each story; two are of one by two parties that both have, or by one and their articles'."""
    pairs, stories = set[tuple[str, ...]](), set[tuple[str, str]]()
    for one in told:
        both = set(combinations(sorted(one.parties), LEAST))
        alike = {(one.story, party) for party in one.parties} if one.story else set()
        if not both & pairs and not alike & stories:
            yield one.id
            pairs |= both
            stories |= alike
