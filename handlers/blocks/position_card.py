"""A position as one line: the stance in a word, the source's words, who said it, on which day, where."""

from collections.abc import Iterable, Sequence

from corpus.asking.positions import WORDS, Reports, stance_of, words_of
from corpus.excerpts import cut, one_line, short
from corpus.linking.moves import Line, Stand, day_of, move_label
from corpus.models import EventRow, Modality, PositionRow, Source, Stance
from handlers.blocks.button_values import position_menu
from handlers.blocks.kit import Note, note
from handlers.blocks.quote_card import quote_badges, said_on
from handlers.blocks.text import day, joined
from handlers.texts import texts

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


def line_note(one: Line, against: Reports, whose: str = "") -> Note:
    """The position as it stands now, what it was before, and what is reported against it."""
    before = one.stands[1] if len(one.stands) > 1 else None
    return position_note(one.stands[0], whose=whose, was=before, since=against(one))
