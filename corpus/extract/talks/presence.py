"""Who was at talks: people of whom the text says so, and negotiators who speak after them."""

from collections.abc import Iterable

from corpus.document.entities.actors import Actors
from corpus.document.syntax import nouns_behind, subject_of
from corpus.document.tokens import Token
from corpus.extract.talks.attendance import Side, attendance_of, nouns
from corpus.extract.talks.standing import Standing, standing_of_verb, verbs
from corpus.models import Certainty, Participant, Person

_DEEPEST = 6


def present_people(actors: Actors, mentions: Iterable[int], parties: tuple[Side, ...]) -> tuple[Participant, ...]:
    """The people at the talks that stand at these tokens.

    Explicit: "a negotiator at the talks", "attended the talks", "led by". Inferred: a negotiator of one of the parties
    who speaks after or during them.
    """
    found: dict[str, Participant] = {}
    for number in mentions:
        for person, basis in _around(actors, actors.parse.doc[number], parties):
            if basis == "explicit" or person.id not in found:
                found[person.id] = Participant(name=person.name, person_id=person.id, basis=basis)
    return tuple(found.values())


def _around(actors: Actors, talks: Token, parties: tuple[Side, ...]) -> list[tuple[Person, Certainty]]:
    above = talks.head
    if talks.dep_ == "pobj" and above.lower_ in ("at", "in") and above.head.pos_ in ("NOUN", "PROPN"):
        return [(one, "explicit") for one in _bearers(actors, talks, above.head)]
    verb = _attending_verb(talks)
    if verb is not None:
        return [(one, "explicit") for one in attendance_of(actors, subject_of(verb)).people]
    led = [noun for child in (talks.head, *talks.children) if child.lemma_ == "lead" for noun in _agents(child)]
    if led:
        return [(one, "explicit") for noun in led for one in attendance_of(actors, noun).people]
    return [(one, "inferred") for one in _speakers_after(actors, talks, parties)]


def _bearers(actors: Actors, talks: Token, role: Token) -> tuple[Person, ...]:
    """The person whose role stands there: "another negotiator at the talks, Ada Lind, said"."""
    named = attendance_of(actors, role).people
    if named:
        return named
    behind = (actors.person_at.get(at) for at in (talks.i + 1, talks.i + 2))
    return tuple(person for person in behind if person is not None)[:1]


def _attending_verb(talks: Token) -> Token | None:
    """The verb in "attended the talks", "took part in the talks", if it says that somebody did or will."""
    verb = talks.head
    if talks.dep_ == "pobj" and verb.lower_ in ("in", "at"):
        verb = verb.head
        verb = verb.head if verb.lower_ == "part" else verb
    lemma = verb.lemma_.lower()
    part = lemma != "take" or any(child.lower_ == "part" for child in verb.children)
    if verb.pos_ != "VERB" or lemma not in verbs("attend") or lemma == "represent" or not part:
        return None
    return verb if standing_of_verb(verb) in (Standing.HELD, Standing.AHEAD, Standing.UNDER_WAY) else None


def _agents(verb: Token) -> list[Token]:
    return [noun for child in verb.children if child.dep_ == "agent" for noun in nouns_behind(child)]


def _speakers_after(actors: Actors, talks: Token, parties: tuple[Side, ...]) -> tuple[Person, ...]:
    """Negotiators and envoys of a party who are quoted "after the talks"."""
    preposition = next((child for child in talks.children if child.dep_ == "mark"), talks.head)
    if preposition.lower_ not in ("after", "following", "during"):
        return ()
    node = preposition
    for _ in range(_DEEPEST):
        if node.pos_ == "VERB" and node.i != talks.i:
            break
        node = node.head
    if node.lemma_.lower() not in verbs("saying"):
        return ()
    subject = subject_of(node)
    found = attendance_of(actors, subject)
    if subject is None or not set(found.parties) & set(parties):
        return ()
    roles = {token.lemma_.lower() for token in subject.subtree}
    return found.people if roles & (nouns("delegations") - {"official", "diplomat", "side"}) else ()
