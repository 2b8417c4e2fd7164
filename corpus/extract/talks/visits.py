"""Journeys of those who speak for one party to another: a visit is talks with whoever is visited, at their place."""

from collections.abc import Iterable
from typing import NamedTuple

from corpus.document.entities.actors import Actors
from corpus.document.syntax import clause_over, finite_over, is_infinitive, object_of, subject_of
from corpus.document.tokens import Token
from corpus.extract.talks.attendance import Attendance, Side, are_officials, attendance_of, governed, has_office
from corpus.extract.talks.sides import is_to_talk
from corpus.extract.talks.standing import Standing, is_of, standing_of_verb, verbs
from corpus.extract.talks.talk_nouns import naming
from corpus.extract.talks.venues import goals_of, is_there, listed_with, place_named, venue_of
from corpus.knowledge.gazetteer import party_named
from corpus.models import PartyKind


class Visit(NamedTuple):
    """Guests and host, where it leads, whether it was made, the verb that tells of it, and the word for the place."""

    who: Attendance
    place: str | None
    standing: Standing
    told_by: Token
    goal: Token | None = None


def visits_of(actors: Actors, token: Token) -> tuple[Visit, ...]:
    """The visits that a verb or a noun tells of; () for journeys at home, of others, and to no party's place."""
    if token.pos_ == "VERB" and token.lemma_.lower() in verbs("visit"):
        if _is_on_other_business(token):
            return ()
        return _visits(actors, subject_of(token), goals_of(actors, token), token) or _call_on(actors, token)
    if token.lower_ == "due" and token.dep_ == "acomp" and _is_now(token.head):
        return _visits(actors, subject_of(token.head), governed(token, "in"), token.head, Standing.AHEAD)
    if token.pos_ != "NOUN" or token.lemma_.lower() not in naming("visits"):
        return ()
    verb = clause_over(token)
    owner = _owner(token) or _owner_of_journey(token, verb)
    if verb is None:
        return ()
    undone = is_of(verb, "cancel") and token.dep_ in ("dobj", "nsubjpass")
    announced = undone or is_of(verb, "schedule", "saying")
    paid = token.dep_ == "dobj" and (announced or verb.lemma_.lower() in verbs("pay"))
    during = token.dep_ == "pobj" and token.head.lower_ in ("during", "on")
    own = owner is not None and (owner.pos_ != "PRON" or attendance_of(actors, owner).parties)
    by = finite_over(verb) if during else verb
    guest = owner if own else subject_of(by) if paid or during else None
    verb = verb if own else by
    goes_on = during and by.lemma_ == "be" and _is_now(by)
    within = during or token.lemma_.lower() in naming("stops")
    named = [one for noun in governed(token, "to", *(("in",) if within else ())) for one in listed_with(noun)]
    named += [child for child in token.lefts if child.dep_ == "compound"]
    told = Standing.CANCELLED if undone else Standing.AHEAD if paid and announced else None
    return _visits(actors, guest, named, verb, Standing.UNDER_WAY if goes_on else told)


def _is_now(verb: Token) -> bool:
    return verb.tag_ in ("VBZ", "VBP") and standing_of_verb(verb) == Standing.UNTOLD


def _owner(visit: Token) -> Token | None:
    return next((child for child in visit.lefts if child.dep_ == "poss"), next(governed(visit, "of", "by"), None))


def _owner_of_journey(visit: Token, verb: Token | None) -> Token | None:
    """Whose journey it is that includes a visit: "Lind's tour will include a visit to Peru"."""
    whole = subject_of(verb) if verb is not None and visit.dep_ == "dobj" and is_of(verb, "include") else None
    return _owner(whole) if whole is not None and whole.lemma_.lower() in naming("visits") | naming("tours") else None


def _is_on_other_business(journey: Token) -> bool:
    """Whether a journey is told to be for what nobody talks at: "flew to X for a wedding", "landed on her way to Y"."""
    if journey.lemma_.lower() != "visit" and any(noun.lower_ == "way" for noun in governed(journey, "on")):
        return True
    purposes = [*governed(journey, "for", "on")]
    purposes += [verb for verb in journey.children if verb.dep_ in ("advcl", "xcomp") and is_infinitive(verb)]
    purposes += [verb for verb in journey.subtree if verb.dep_ == "relcl" and is_there(verb)]
    told = (word for one in purposes if not is_to_talk(one) for word in one.subtree)
    return any(word.lemma_.lower() in naming("other_business") for word in told)


def _call_on(actors: Actors, verb: Token) -> tuple[Visit, ...]:
    """As in "visited Lind in May": whoever is visited is met, wherever that was."""
    guests, host = attendance_of(actors, subject_of(verb)), attendance_of(actors, object_of(verb))
    met = verb.lemma_.lower() == "visit" and guests.parties and host.people
    both = guests + host
    place = venue_of(actors, [verb]) if met else None
    return (Visit(both, place, standing_of_verb(verb), verb),) if met and len(both.parties) > 1 else ()


def _visits(
    actors: Actors, guest: Token | None, goals: Iterable[Token], verb: Token, told: Standing | None = None
) -> tuple[Visit, ...]:
    """`told` is whether it was made, where the verb itself does not tell."""
    guests = attendance_of(actors, guest)
    if guest is None or not _is_sent(guest, guests):
        return ()
    standing, found = told or standing_of_verb(verb), dict[str, Visit]()
    for goal in goals:
        place = place_named(actors, goal)
        host = party_named(place) if place else None
        if place is None or host is None or host.kind != PartyKind.STATE or host.id in found:
            continue
        side = Side(f"party:{host.id}", host.name)
        if side not in guests.parties:
            at = _seat_visited(actors, host.id) or place
            found[host.id] = Visit(guests + Attendance((side,)), at, standing, verb, goal)
    return tuple(found.values())


def _seat_visited(actors: Actors, party_id: str) -> str | None:
    """The capital, if the article names it as a place: who is in Ukraine and "in Kyiv" is in Kyiv."""
    seats = (one for one in actors.mentions.found if one.party_id == party_id and one.form == "seat" and not one.acts)
    names = {actors.parse.span(one.first, one.last).text for one in seats}
    return names.pop() if len(names) == 1 else None


def _is_sent(guest: Token, guests: Attendance) -> bool:
    """Whether somebody of an office travels, for one party: tourists and troops hold no talks."""
    return bool(guests.parties) and (has_office(guests.people) or are_officials(guest.subtree))
