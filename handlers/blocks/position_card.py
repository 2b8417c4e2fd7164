"""A position as one line: the stance in a word, the source's words, who said it, on which day, where."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from corpus.excerpts import cut, cut_around, one_line, short
from corpus.knowledge.vocabulary import OTHER, issues, stances
from corpus.linking.contrary import contrary_reports, word_of
from corpus.linking.moves import Line, Stand, day_of, move_label
from corpus.linking.tellings import tellings, words_told
from corpus.linking.weight import weight_of
from corpus.models import EventRow, Modality, PositionRow, Source, Stance
from corpus.store import Corpus
from handlers.blocks.button_values import position_menu
from handlers.blocks.kit import Note, note
from handlers.blocks.quote_card import quote_badges, said_on, uttered
from handlers.blocks.text import day, joined
from handlers.texts import texts

WORDS = 100
"""Characters of a position's words that stand on its line; all of them stand in its source."""

BEFORE = 20
"""Characters before the word that tells the stance that stand with it: it may be put in the negative there."""

OF_A_CONDITION = 60
"""Characters of its condition that stand beneath."""

MOST_AGAIN = 3

_OF_WHAT_IS_TO_COME = frozenset({Stance.PLEDGE, Stance.PROPOSE, Stance.OFFER, Stance.THREATEN, Stance.DEMAND})
"""Stances that say by themselves that something has not happened yet."""


def position_note(
    now: Stand, *, whose: str = "", was: Stand | None = None, since: Sequence[EventRow] = (), words: int = WORDS
) -> Note:
    """The newest report of a stance on its line, who says it again; beneath, its condition and what speaks against it.

    `whose` names the party where no heading does, `was` is the stance that it moved on from.
    """
    row = now.newest
    told = [position_line(row, words), *again(now.rows[1:])]
    beneath = [*_condition(row), *_against(row, since, words), *(_was(was, now, words) if was else [])]
    about = joined(
        f"{short(row.position.party_name, 30)} {stance_of(row)}",
        day(row.position.said_on or row.source.published),
        by=", ",
    )
    return note("\n".join([joined(whose, joined(*told), by=" "), *beneath]), position_menu(row, about))


def position_line(row: PositionRow, words: int = WORDS) -> str:
    """The position on one line: «demands “the quota of 2019” · Ada Byron · 25 Aug 2031 · Harbour Gazette»."""
    to = f", to {short(row.position.addressee_name, 60)}" if row.position.addressee_name else ""
    told = f"{stance_of(row)}{to} “{words_of(row, words)}”"
    said = short(row.position.speaker_name, 60)
    return joined(told, said, dated(row), outlet_of(row.source), *position_badges(row))


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


def outlet_of(source: Source) -> str:
    """The outlet that printed it; "" where the source names none, which an answer says once."""
    return short(source.outlet, 60)


def again(rows: Iterable[PositionRow]) -> list[str]:
    """On which days other articles report the same: ["again 15 Aug 2031, 21 Aug 2031"]; [] for none."""
    days = list(dict.fromkeys(day(day_of(row)) for row in rows if day_of(row)))
    left = len(days) - MOST_AGAIN
    return [f"again {', '.join(days[:MOST_AGAIN])}{f' (+{left})' if left > 0 else ''}"] if days else []


def dated(row: PositionRow) -> str:
    """The day it was said, else the day it was reported, said so."""
    return said_on(row.position.said_on, row.source)


def position_badges(row: PositionRow) -> list[str]:
    """What a reader must be told beside a position and the quotes that it rests on."""
    position = row.position
    is_meant_so = position.modality is Modality.FUTURE and position.stance in _OF_WHAT_IS_TO_COME
    put = "" if is_meant_so else texts().modality.get(position.modality)
    told = (put, texts().strength.get(position.strength))
    doubts = dict.fromkeys(badge for quote in row.quotes for badge in quote_badges(quote))
    return [*(badge for badge in told if badge), *doubts]


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


def _condition(row: PositionRow) -> list[str]:
    """The condition, where the words that are shown do not hold it already."""
    condition = one_line(row.position.condition.text) if row.position.condition else ""
    shown = cut(condition, OF_A_CONDITION)
    return [f"condition: “{shown}”"] if condition and shown.removesuffix("…") not in words_of(row) else []


def _against(row: PositionRow, since: Sequence[EventRow], words: int) -> list[str]:
    """What its own article, or else another one, reports against it."""
    found = [(event, row.source) for event in row.events[:1]] or [(one.event, one.source) for one in since[:1]]
    told = []
    for event, source in found:
        said, happened = row.position.said_on, event.happened_on
        label = "also reported" if said and happened and happened < said else "reported since"
        elsewhere = [day(source.published), outlet_of(source)] if source.id != row.source.id else []
        told.append(joined(f"{label}: “{cut(one_line(event.evidence.text), words)}”", *elsewhere))
    return told


def _was(before: Stand, now: Stand, words: int) -> list[str]:
    """What it was before, and what kind of step led on from it."""
    row = before.newest
    told = joined(f"{stance_of(row)} “{words_of(row, words)}”", dated(row), outlet_of(row.source))
    return [f"{move_label(now.move)}; was: {told}"]


Reports = Callable[[Line], Sequence[EventRow]]
"""What other articles report against a position."""


def reports_against(corpus: Corpus) -> Reports:
    """Looks up for each line what the party has done to whom it gave its word: what speaks against it."""

    def look(matter: Line) -> Sequence[EventRow]:
        word = word_of(matter)
        return contrary_reports(matter, corpus.lines.done(word)) if word else ()

    return look


def line_note(one: Line, against: Reports, whose: str = "") -> Note:
    """The position as it stands now, what it was before, and what is reported against it."""
    before = one.stands[1] if len(one.stands) > 1 else None
    return position_note(one.stands[0], whose=whose, was=before, since=against(one))


def by_weight(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The weightiest first, and what is on one issue together, where its weightiest stands."""
    ranked = sorted(lines, key=_weight)
    order = list(dict.fromkeys(issue_label(one.newest) for one in ranked))
    return tuple(sorted(ranked, key=lambda one: order.index(issue_label(one.newest))))


def _weight(one: Line) -> tuple[int, ...]:
    told = tellings((each.source.id, words_told(each.position.evidence)) for each in one.stands[0].rows)
    return weight_of(one.newest, told=told > 1)
