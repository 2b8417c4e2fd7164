"""Where parties stand to each other on an issue, and by which of their lines that is shown."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import combinations

from corpus.linking.ground import Ground, agreed, apart, ground
from corpus.linking.moves import Line, day_of
from corpus.models import Entity
from corpus.store import Corpus
from corpus.store.kept.held import Head, Held
from corpus.store.kept.strands import heading_of

LOOKED_AT = 100
"""Lines of each party, the newest, by which it is told where they stand to each other."""


_SHOWN_BY = {Ground.APART: apart, Ground.AGREED: agreed}


Heads = Mapping[str, Mapping[str, Sequence[Head]]]
"""The newest of what each party, by its id, has on each matter, newest first."""


Counts = Mapping[str, Mapping[str, int]]
"""How many lines each party has on each matter, the weightiest matter first."""


def counts_of(terms: Held, sides: Sequence[Entity], corpus: Corpus) -> Counts:
    order = [group.heading for group in corpus.lines.by_issue(terms)]
    own = {side.id: {one.heading: one.lines for one in corpus.lines.by_issue(terms.of(side.id))} for side in sides}
    return {heading: {side: held[heading] for side, held in own.items() if heading in held} for heading in order}


def heads_of(terms: Held, sides: Sequence[Entity], corpus: Corpus) -> Heads:
    found: dict[str, dict[str, list[Head]]] = {}
    for side in sides:
        for head in corpus.lines.heads(terms.of(side.id), LOOKED_AT):
            found.setdefault(heading_of(head.row), {}).setdefault(side.id, []).append(head)
    return found


def stand_of(heads: Mapping[str, Sequence[Head]]) -> Ground:
    """How those who have something stand to each other."""
    return ground({side: [one.row for one in found] for side, found in heads.items()})


def choice(stand: Ground, heads: Mapping[str, Sequence[Head]]) -> dict[str, int]:
    """The line of each party that shows how they stand, else its newest."""
    newest = {
        side: sorted(found, key=lambda one: day_of(one.row) or date.min, reverse=True) for side, found in heads.items()
    }
    chosen = {side: found[0].line for side, found in newest.items()}
    for two in combinations(newest, 2) if stand in _SHOWN_BY else ():
        pair = _SHOWN_BY[stand](*([one.row for one in newest[side]] for side in two))
        for side, row in zip(two, pair or (), strict=False):
            chosen[side] = next(one.line for one in newest[side] if one.row is row)
    return chosen


def showing(
    known: Mapping[str, Mapping[str, int]], terms: Held, counts: Counts, corpus: Corpus
) -> Mapping[str, Mapping[str, Line]]:
    """On each of some matters a line of each party that has one, the weightiest where no newer one is known."""
    there = corpus.lines.numbered(terms, [number for chosen in known.values() for number in chosen.values()])
    found = {
        (matter, side): there[number]
        for matter, chosen in known.items()
        for side, number in chosen.items()
        if number in there
    }
    rest = [(matter, side) for matter in known for side in counts[matter] if (matter, side) not in found]
    firsts = corpus.lines.firsts([terms.of(side)._replace(heading=matter) for matter, side in rest], 1)
    found.update((key, one) for key, told in zip(rest, firsts, strict=True) for one in told)
    return {
        matter: {side: found[matter, side] for side in counts[matter] if (matter, side) in found} for matter in known
    }
