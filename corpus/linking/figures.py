"""Spellings that can only be one person, and what editors have ruled of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from corpus.keepings import PeopleRuling
from corpus.models import Record

_APART = "\x1e"
"""Between a folded name and what tells a namesake apart: no folded name holds it, as it counts for a blank."""


def key_of(folded: str, party_id: str | None, told_apart: str = "") -> str:
    """The bearer key of a folded name."""
    return f"{folded}{_APART + told_apart if told_apart else ''}@{party_id or ''}"


def parts_of(bearer: str) -> tuple[str, str | None, str]:
    """What a bearer key is made of: the folded name, the party, and what tells from a namesake, "" for nothing."""
    named, _, party = bearer.rpartition("@")
    folded, _, apart = named.partition(_APART)
    return folded, party or None, apart


class Spelling(Record):
    """A person as some articles print the name: `count` of them, all for the party `party_id` (None: no party)."""

    bearer: str
    name: str
    party_id: str | None = None
    count: int = 1


@dataclass(frozen=True)
class Figure:
    """The spellings that can only be one person, all of one party or of none."""

    folded: str
    party_id: str | None
    spellings: tuple[Spelling, ...]
    full: bool
    other: str | None = None
    """The folded name in another spelling, of the two the later in the alphabet."""
    joined: tuple["Figure", ...] = ()
    """Those whom an editor has declared to be the same person."""
    apart: str = ""
    """What tells this one from a namesake of the same party."""

    @property
    def bearers(self) -> tuple[str, ...]:
        return tuple(sorted({spelling.bearer for one in self.all for spelling in one.spellings}))

    @property
    def all(self) -> tuple["Figure", ...]:
        """The figure, and those joined to it."""
        return (self, *self.joined)


def ruled(figures: list[Figure], ruling: PeopleRuling, is_full: Callable[[Spelling], bool]) -> list[Figure]:
    """The figures as an editor has ruled; as they are where nobody has the keys any longer."""
    if ruling.what == "apart":
        return [part for figure in figures for part in _parted(figure, frozenset(ruling.keys), is_full)]
    one = next((figure for figure in figures if not {*ruling.keys}.isdisjoint(figure.bearers)), None)
    more = [figure for figure in figures if figure is not one and not {*ruling.others}.isdisjoint(figure.bearers)]
    if ruling.what != "one" or one is None or not more:
        return figures
    both = replace(one, joined=(*one.joined, *(each for figure in more for each in figure.all)))
    return [both if figure is one else figure for figure in figures if figure not in more]


def _parted(figure: Figure, keys: frozenset[str], is_full: Callable[[Spelling], bool]) -> list[Figure]:
    """The figure without the spellings of these keys, and those by themselves; the figure where that leaves nobody."""
    if keys.isdisjoint(figure.bearers) or keys.issuperset(figure.bearers):
        return [figure]
    halves = []
    for inside in (False, True):
        kept = [[each for each in one.spellings if (each.bearer in keys) is inside] for one in figure.all]
        parts = [_only(one, some, is_full) for one, some in zip(figure.all, kept, strict=True) if some]
        halves.append(replace(parts[0], joined=tuple(parts[1:])))
    return halves


def _only(figure: Figure, spellings: Sequence[Spelling], is_full: Callable[[Spelling], bool]) -> Figure:
    """The figure with these of its spellings, one at least."""
    if len(spellings) == len(figure.spellings):
        return replace(figure, joined=())
    parties = {parts_of(one.bearer)[0]: one.party_id for one in reversed(spellings)}
    folded = next((name for name in (figure.folded, figure.other) if name in parties), [*parties][-1])
    other = figure.other if figure.other in parties and figure.other != folded else None
    full = any(map(is_full, spellings))
    return Figure(folded, parties[folded], tuple(spellings), full, other, apart=figure.apart)
