"""Journeys of those who speak for one party to another: a visit is talks with whoever is visited, at their place."""

from typing import TYPE_CHECKING, NamedTuple

from corpus.document.entities.actors import Actors
from corpus.document.syntax import clause_over, finite_over, object_of, subject_of
from corpus.extract.talks.attendance import Attendance, Side, are_officials, attendance_of, governed, has_office
from corpus.extract.talks.standing import Standing, is_of, standing_of_verb, verbs
from corpus.extract.talks.talk_nouns import naming
from corpus.extract.talks.venues import destination_of, place_named, venue_of
from corpus.knowledge.gazetteer import party_named
from corpus.models import PartyKind

if TYPE_CHECKING:
    from spacy.tokens import Token


class Visit(NamedTuple):
    """Guests and host, where the journey leads, whether it was made, and the verb that tells of it, with its day."""

    who: Attendance
    place: str | None
    standing: Standing
    told_by: "Token"


def visit_of(actors: Actors, token: "Token") -> Visit | None:
    """The visit that a verb or a noun tells of; None for journeys at home, of others, and to no party's place."""
    if token.pos_ == "VERB" and token.lemma_.lower() in verbs("visit"):
        return _visit(actors, subject_of(token), destination_of(actors, token), token) or _call_on(actors, token)
    if token.pos_ != "NOUN" or token.lemma_.lower() not in naming("visits"):
        return None
    verb = clause_over(token)
    owner = next((child for child in token.lefts if child.dep_ == "poss"), next(governed(token, "of", "by"), None))
    if verb is None:
        return None
    undone = is_of(verb, "cancel") and token.dep_ in ("dobj", "nsubjpass")
    announced = undone or is_of(verb, "schedule", "saying")
    paid = token.dep_ == "dobj" and (announced or verb.lemma_.lower() in verbs("pay"))
    during = token.dep_ == "pobj" and token.head.lower_ in ("during", "on")
    own = owner is not None and (owner.pos_ != "PRON" or attendance_of(actors, owner).parties)
    by = finite_over(verb) if during else verb
    guest = owner if own else subject_of(by) if paid or during else None
    verb = verb if own else by
    named = [
        *governed(token, "to", *(("in",) if during else ())),
        *(child for child in token.lefts if child.dep_ == "compound"),
    ]
    place = next((name for name in (place_named(actors, noun) for noun in named) if name), None)
    visit = _visit(actors, guest, place, verb)
    if visit and (undone or (paid and announced)):
        return visit._replace(standing=Standing.CANCELLED if undone else Standing.AHEAD)
    return visit


def _call_on(actors: Actors, verb: "Token") -> Visit | None:
    """As in "visited Lind in May": whoever is visited is met, wherever that was."""
    guests, host = attendance_of(actors, subject_of(verb)), attendance_of(actors, object_of(verb))
    met = verb.lemma_.lower() == "visit" and guests.parties and host.people
    both = guests + host
    place = venue_of(actors, [verb]) if met else None
    return Visit(both, place, standing_of_verb(verb), verb) if met and len(both.parties) > 1 else None


def _visit(actors: Actors, guest: "Token | None", place: str | None, verb: "Token") -> Visit | None:
    host = party_named(place) if place else None
    guests = attendance_of(actors, guest)
    if guest is None or place is None or host is None or host.kind != PartyKind.STATE or not _is_sent(guest, guests):
        return None
    side = Side(f"party:{host.id}", host.name)
    if side in guests.parties:
        return None
    return Visit(guests + Attendance((side,)), _seat_visited(actors, host.id) or place, standing_of_verb(verb), verb)


def _seat_visited(actors: Actors, party_id: str) -> str | None:
    """The capital, if the article names it as a place: who is in Ukraine and "in Kyiv" is in Kyiv."""
    seats = (one for one in actors.mentions.found if one.party_id == party_id and one.form == "seat" and not one.acts)
    names = {actors.parse.span(one.first, one.last).text for one in seats}
    return names.pop() if len(names) == 1 else None


def _is_sent(guest: "Token", guests: Attendance) -> bool:
    """Whether somebody of an office travels, for one party: tourists and troops hold no talks."""
    return bool(guests.parties) and (has_office(guests.people) or are_officials(guest.subtree))
