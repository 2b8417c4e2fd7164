"""Who can hold a position: which of those named speak for a party, or for themselves in public life."""

from dataclasses import replace
from datetime import date

from corpus.document.entities.actor import Actor, held_by, listed, speaks_for_party
from corpus.document.entities.leaders import is_in_office, party_led_by
from corpus.document.entities.role_nouns import role_words
from corpus.knowledge.gazetteer import parties
from corpus.models import PartyKind, Stance
from corpus.names.likeness.ids import party_id
from corpus.names.likeness.romanise import fold

_FULL_NAME = 2
"""Words."""
_RANKS = frozenset(["prime", "foreign", "vice", "deputy", "the"])
_AGAINST = frozenset([Stance.REJECT, Stance.CRITICISE])
"""What somebody of no party and no office can hold."""


def in_person(actor: Actor) -> Actor:
    """Somebody of no party, by their full name, for themselves."""
    name = actor.person.name if actor.person is not None else ""
    words = name.lower().split()
    if actor.party_id is not None or len(words) < _FULL_NAME or not listed("offices").isdisjoint(words):
        return actor
    return replace(actor, party_id=party_id(name), party_name=name)


def is_outlet(actor: Actor) -> bool:
    return (actor.party_name or "").lower().split(" ")[-1] in listed("outlets")


def is_nameless(actor: Actor) -> bool:
    """Whether a party is called by an office alone, "Prime Minister": of which state the article tells elsewhere."""
    words = (actor.party_name or "").lower().split()
    known = (actor.party_id or "").removeprefix("party:") in parties()
    return not known and bool(words) and words[-1] in listed("offices") and set(words[:-1]) <= _RANKS


def is_heard(actor: Actor, stance: Stance) -> bool:
    """Whether a stance is a matter for more than who takes it: a party's, or that of somebody in public life.

    What a witness, a student or an analyst calls for or looks forward to is their own affair; what they hold against
    others can make them a side in a dispute.
    """
    person = actor.person
    if person is not None and _is_of_a_house(actor) and held_by(person) & listed("for_themselves"):
        return False
    if person is None or speaks_for_party(person) or stance in _AGAINST:
        return True
    in_office = held_by(person) & (role_words("public") - listed("for_others"))
    return bool(in_office) or party_led_by(fold(person.name)) is not None


def _is_of_a_house(actor: Actor) -> bool:
    """Whether somebody is of a body that is no state: a university, a bank."""
    told = actor.person is not None and actor.person.party_id is not None
    return told and actor.kind not in (PartyKind.STATE, PartyKind.BLOC)


def is_of_no_office(actor: Actor, day: date | None) -> bool:
    """Whether somebody is of a state, for which only who holds an office on that day speaks, or its leader, by name."""
    person = actor.person
    if person is None or person.role is not None or actor.kind is not PartyKind.STATE:
        return False
    words = fold(person.name)
    led = party_led_by(words) or party_led_by(words, leading=True)
    return f"party:{led}" != actor.party_id or not is_in_office(words, day)
