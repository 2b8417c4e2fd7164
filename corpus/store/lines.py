"""What parties hold, as it went on from report to report: read from what is kept, as far as it is looked at."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from corpus.linking.contrary import Word
from corpus.linking.moves import Line
from corpus.models import EventRow, Round, Stance
from corpus.store.kept import held
from corpus.store.kept.held import Group, Head, Held, Kind, Placed, Step
from corpus.store.kept.meeting import Rounds, day_of_place
from corpus.store.listing import Pages

Read = Callable[[Any, Callable[[Any], Any]], Any]


class Lines:
    """Use `Corpus.lines`. Every method may raise `StoreError`; a line has what the filter lets through of it."""

    def __init__(self, read: Read) -> None:
        self._read = read

    def count(self, wanted: Held) -> int:
        """How many lines there are."""
        return sum(group.lines for group in self.by_party(wanted))

    def articles(self, wanted: Held) -> int | None:
        """In how many articles they stand; None where that are too many to be counted."""
        if self.count(wanted) > held.MOST_COUNTED:  # each has a position
            return None
        found: list[str] = self._read(("articles", wanted), lambda one: held.articles_of(one, wanted))
        return len(set(found)) if len(found) <= held.MOST_COUNTED else None

    def by_issue(self, wanted: Held) -> Sequence[Group]:
        """How many there are on each matter, the weightiest first."""
        found: Sequence[Group] = self._read(("by issue", wanted), lambda one: held.groups(one, wanted, "heading"))
        return found

    def by_party(self, wanted: Held) -> Sequence[Group]:
        """How many there are of each party, whose is the weightiest first."""
        if not wanted.where.party_ids:
            found: Sequence[Group] = self._read(("by party", wanted), lambda one: held.groups(one, wanted, "party_id"))
            return found
        both = wanted._replace(leftover=None)
        kinds: Sequence[Kind] = self._read(("kinds", both), lambda one: held.kinds(one, both))
        return _of_parties(kinds, wanted.leftover)

    def firsts(self, wanted: Sequence[Held], most: int) -> Sequence[Sequence[Line]]:
        """The first lines of each, the weightiest first."""
        asked = ("firsts", most, *wanted)
        found: Sequence[Sequence[Line]] = self._read(asked, lambda one: held.firsts(one, wanted, most))
        return found

    def heads(self, wanted: Held, most: int) -> Sequence[Head]:
        """The newest positions of the lines that were told of last, the newest first."""
        found: Sequence[Head] = self._read(("heads", wanted, most), lambda one: held.heads(one, wanted, most))
        return found

    def numbered(self, wanted: Held, numbers: Sequence[int]) -> Mapping[int, Line]:
        """The lines with these numbers, by them, as far as they are there."""
        asked = ("numbered", wanted, *numbers)
        found: Mapping[int, Line] = self._read(asked, lambda one: held.read_lines(one, numbers, wanted.where))
        return found

    def steps(self, wanted: Held) -> Sequence[Step]:
        """Every stand with the one before it, oldest first by the day on which it was first told."""
        total: int = self._read(("stands", wanted), lambda one: held.count_stands(one, wanted))

        def read(first: int, size: int) -> Sequence[Step]:
            most = _enough(first + size)
            places = self._read(("placed", wanted, most), lambda one: held.placed(one, wanted, most))
            return self._steps(wanted, places[first : first + size])

        return Pages(total, read)

    def over_time(self, wanted: Held, rounds: Rounds) -> Sequence[Step | Round]:
        """The stands of `steps` that have a day, and among them the rounds that have one, oldest first."""
        total: int = self._read(("dated", wanted), lambda one: held.count_stands(one, wanted, dated=True))
        met = rounds.dated

        @cache
        def ordered(most: int) -> tuple[Sequence[Placed], Sequence[tuple[str, int, int]]]:
            """The first stands, and in which order these and the first rounds come: by the day, talks before stands."""
            told: Sequence[Placed] = self._read(
                ("placed dated", wanted, most), lambda one: held.placed(one, wanted, most, dated=True)
            )
            talks = ((day_of_place(place), 0, at) for at, place in enumerate(met.keys[:most]))
            return told, sorted([*talks, *((one.day, 1, at) for at, one in enumerate(told))])[:most]

        def read(first: int, size: int) -> Sequence[Step | Round]:
            told, every = ordered(_enough(first + size))
            keys = every[first : first + size]
            steps: Iterator[Step | Round] = iter(self._steps(wanted, [told[at] for _, kind, at in keys if kind]))
            talks: Iterator[Step | Round] = iter(met.read([met.keys[at] for _, kind, at in keys if not kind]))
            found = (next(steps if kind else talks, None) for _, kind, _ in keys)
            return [one for one in found if one is not None]

        return Pages(total + len(met), read)

    def _steps(self, wanted: Held, places: Sequence[Placed]) -> Sequence[Step]:
        asked = ("steps", wanted, *places)
        found: Sequence[Step] = self._read(asked, lambda one: held.read_steps(one, wanted, places))
        return found

    def done(self, word: Word) -> Sequence[EventRow]:
        """What a party is reported to have done to whom it gave its word, in the days in which that counts."""
        found: Sequence[EventRow] = self._read(word, lambda one: held.done(one, word))
        return found

    def things(self, party_id: str, stance: Stance, until: str) -> Sequence[frozenset[str]]:
        """The words of everything on which a party had a stance by a day, each once."""
        asked = ("things", party_id, stance, until)
        found: Sequence[frozenset[str]] = self._read(asked, lambda one: held.things(one, party_id, stance, until))
        return found


def _enough(most: int) -> int:
    """How many places are read for so many: up to twice as many, so that leafing on hardly ever reads them again."""
    return 1 << (most - 1).bit_length()


def _of_parties(kinds: Sequence[Kind], leftover: bool | None) -> list[Group]:
    """The same of leftovers, of the others or, for None, of both; the party with the weightiest line first."""
    weights, numbers = dict[str, str](), Counter[str]()
    for one in kinds:
        if leftover in (None, one.leftover):
            numbers[one.party_id] += one.lines
            weights[one.party_id] = min(one.weight, weights.get(one.party_id, one.weight))
    return [Group(party, numbers[party]) for party in sorted(weights, key=lambda party: (weights[party], party))]
