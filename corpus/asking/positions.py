"""What of a position is shown: the stance in a word, the words that show it, its issue; which comes first."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import NamedTuple

from corpus.asking.quotes import uttered
from corpus.excerpts import cut, cut_around, one_line
from corpus.knowledge.vocabulary import OTHER, issues, stances
from corpus.linking.contrary import contrary_reports, word_of
from corpus.linking.moves import Line
from corpus.linking.tellings import tellings, words_told
from corpus.linking.weight import weight_of
from corpus.models import EventRow, PositionRow, Stance
from corpus.store import Corpus
from corpus.store.kept.held import Group, Held
from corpus.store.listing import Pages

WORDS = 100
"""Characters of a position's words that stand on its line; all of them stand in its source."""


BEFORE = 20
"""Characters before the word that tells the stance that stand with it: it may be put in the negative there."""


def stance_of(row: PositionRow) -> str:
    """The stance in a word, as "demands"."""
    return stances()[row.position.stance].label


def words_of(row: PositionRow, most: int = WORDS) -> str:
    """The words that show it, as many as there is room for: what they are about, and the word that tells the stance.

    Where these two stand further apart they take more room, up to eight fifths; else what it is about is shown.
    """
    told = one_line(" … ".join(uttered(span.text) for span in row.position.evidence))
    point, cue = _point(row, told), _cue(row.position.stance).search(told.lower())
    first, high = min(point[0], cue.start() if cue else point[0]), max(point[1], cue.end() if cue else point[1])
    low = told.rfind(" ", 0, max(0, first - BEFORE)) + 1
    if point[1] and high - low < most * 8 // 5:
        return cut_around(told, low, high, max(most, high - low + 2))
    return cut_around(told, *point, most)


def _point(row: PositionRow, told: str) -> tuple[int, int]:
    """Where the words say what it is about; (0, 0) where they do not."""
    known, phrase = issues().get(row.position.issue), row.position.issue_phrase
    points = [*([one_line(phrase.text)] if phrase else []), *(known.terms if known else ())]
    found = ((told.lower().find(one), len(one)) for point in points if (one := point.removesuffix("*").lower()))
    return next(((at, at + length) for at, length in found if at >= 0), (0, 0))


@cache
def _cue(stance: Stance) -> re.Pattern[str]:
    """The word of each cue of the stance that is likeliest its own, in any form."""
    words = {max(cue.split(), key=len).removesuffix("e") for cue in stances()[stance].cues}
    return re.compile("|".join(rf"\b{re.escape(word)}\w*" for word in sorted(words) if len(word) > 3) or r"(?!)")


def issue_label(row: PositionRow) -> str:
    """The issue's name; for what is on no issue of the table the words of the source."""
    phrase = row.position.issue_phrase
    known = issues().get(row.position.issue)
    if known and known.id != OTHER:
        return known.label
    return cut(one_line(phrase.text), 100) if phrase and phrase.text.strip() else issues()[OTHER].label


def label_of(heading: str) -> str:
    """The name of what lines stand under, where no position is at hand."""
    known = issues().get(heading)
    words = heading.removeprefix(f"{OTHER}: ")
    return known.label if known else cut(words, 100) if words else issues()[OTHER].label


Reports = Callable[[Line], Sequence[EventRow]]
"""What other articles report against a position."""


def reports_against(corpus: Corpus) -> Reports:
    """Looks up for each line what the party has done to whom it gave its word: what speaks against it."""

    def look(matter: Line) -> Sequence[EventRow]:
        word = word_of(matter)
        return contrary_reports(matter, corpus.lines.done(word)) if word else ()

    return look


def by_weight(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The weightiest first, and what is on one issue together, where its weightiest stands."""
    ranked = sorted(lines, key=_weight)
    order = list(dict.fromkeys(issue_label(one.newest) for one in ranked))
    return tuple(sorted(ranked, key=lambda one: order.index(issue_label(one.newest))))


def _weight(one: Line) -> tuple[int, ...]:
    told = tellings((each.source.id, words_told(each.position.evidence)) for each in one.stands[0].rows)
    return weight_of(one.newest, told=told > 1)


MOST_OF_ONE = 2
"""Lines under one heading; whoever wants more of one issue asks for it."""


class Placed(NamedTuple):
    """A line, the group that it stands in, and at which place there."""

    line: Line
    group: Group
    at: int


def firsts_of(groups: Sequence[Group], wanted: Held, corpus: Corpus) -> Sequence[Placed]:
    """The weightiest lines of every group, read as far as they are looked at."""
    places = [(group, at) for group in groups for at in range(min(MOST_OF_ONE, group.lines))]

    def under(group: Group) -> Held:
        return wanted._replace(heading=group.heading) if wanted.where.party_ids else wanted.of(group.heading)

    def read(first: int, size: int) -> Sequence[Placed]:
        some = places[first : first + size]
        seen = list(dict.fromkeys(group for group, _ in some))
        found = dict(zip(seen, corpus.lines.firsts([under(group) for group in seen], MOST_OF_ONE), strict=True))
        return [Placed(found[group][at], group, at) for group, at in some if at < len(found[group])]

    return Pages(len(places), read)
