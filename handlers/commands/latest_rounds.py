"""The latest round of each story, and what comes next in it."""

from collections.abc import Iterable, Sequence

from corpus.knowledge.gazetteer import parties
from corpus.models import PartyKind, Round
from handlers.commands.rounds import AHEAD, TALKED

_LEAST = 2
"""Parties that a round needs, and that two rounds share where their articles are of no story."""


def parties_of(one: Round) -> frozenset[str]:
    """Who talked with whom, without whoever mediated."""
    return frozenset(one.talk.party_ids) - {one.talk.mediator_id}


def latest_of_each(rounds: Iterable[Round]) -> tuple[Round, ...]:
    """The newest round of each story, newest first: held, with a day or a place, told in full and not in passing.

    Where no round is told so well, the one that is told best stands for all; () where none was held.
    """
    held = [one for one in rounds if one.talk.status in TALKED]
    latest: list[Round] = []
    for one in filter(_is_told, held):
        if not any(_are_of_one_story(one, known) for known in latest):
            latest.append(one)
    return tuple(latest) or latest_held(held)


def _are_of_one_story(one: Round, other: Round) -> bool:
    """By two parties that both have; one is enough where their articles are of one story."""
    common = len(parties_of(one) & parties_of(other))
    return common >= _LEAST or (common > 0 and one.story is not None and one.story == other.story)


def latest_held(held: Sequence[Round]) -> tuple[Round, ...]:
    """The newest round, told in full rather than recalled or summed up, as the only one; () for none."""
    single = [one for one in held if not one.talk.several]
    told = [one for one in single if not one.talk.background]
    return tuple([*told, *single, *held][:1])


def next_of(one: Round, rounds: Iterable[Round]) -> list[Round]:
    """What is planned or proposed between the same parties, by any source, from the day of this round on."""
    return [
        other
        for other in rounds
        if other.talk.status in AHEAD
        and other.talk != one.talk
        and len(parties_of(other) & parties_of(one)) >= _LEAST
        and (other.talk.date or "9999") >= (one.talk.date or "")
    ]


def _is_told(one: Round) -> bool:
    talk = one.talk
    told = bool(talk.date or talk.place) and not (talk.several or talk.background)
    return told and (len(parties_of(one)) >= _LEAST or any(map(_is_bloc, parties_of(one))))


def _is_bloc(party_id: str) -> bool:
    """Whether a party's meeting is one of several states: a summit of NATO."""
    entry = parties().get(party_id.removeprefix("party:"))
    return entry is not None and entry.kind is PartyKind.BLOC
