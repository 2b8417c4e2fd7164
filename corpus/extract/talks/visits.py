"""Journeys of one party to another: they tell where two met whose meeting the article reports without a place."""

from dataclasses import dataclass

from corpus.document.dates import DatePhrase, days_by_governor
from corpus.document.entities.actors import Actors
from corpus.document.entities.parties import Mention
from corpus.document.syntax import subject_of
from corpus.extract.talks.attendance import Side, attendance_of
from corpus.extract.talks.standing import Standing, standing_of_verb, verbs
from corpus.extract.talks.venues import destination_of
from corpus.knowledge.gazetteer import party_named
from corpus.models import PartyKind


@dataclass(frozen=True, slots=True)
class Visit:
    """Who came to whom, and where; the day only if the whole visit is told to have been on it."""

    guests: tuple[Side, ...]
    host: Side
    place: str
    date: DatePhrase | None = None


def find_visits(actors: Actors, dates: tuple[DatePhrase, ...]) -> tuple[Visit, ...]:
    """Every journey that was made to another country, with the most particular name of the place that the text has."""
    by_governor = days_by_governor(actors.parse, dates)
    found = []
    for verb in actors.parse.doc:
        if verb.pos_ != "VERB" or verb.lemma_.lower() not in verbs("visit") or standing_of_verb(verb) != Standing.HELD:
            continue
        place, subject = destination_of(actors, verb), subject_of(verb)
        host = party_named(place) if place else None
        if place is None or subject is None or host is None:
            continue
        guests = attendance_of(actors, subject).parties
        day = by_governor.get(verb.i) if verb.lemma_ == "visit" else None
        found.append(Visit(guests, Side(f"party:{host.id}", host.name), _seat_visited(actors, host.id) or place, day))
    return tuple(found)


def _seat_visited(actors: Actors, party_id: str) -> str | None:
    """The capital, if the article names it as a place: who is in Ukraine and "in Kyiv" is in Kyiv."""
    seats = [one for one in actors.mentions.found if one.party_id == party_id and _is_place(one)]
    names = {actors.parse.span(one.first, one.last).text for one in seats}
    return names.pop() if len(names) == 1 else None


def _is_place(mention: Mention) -> bool:
    return mention.form == "seat" and not mention.acts and mention.kind == PartyKind.STATE
