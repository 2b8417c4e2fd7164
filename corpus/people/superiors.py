"""Whom somebody speaks for, told by the people named beside: a superior, or a minister of the same government."""

from typing import TYPE_CHECKING

from corpus.people.roles import words_of
from corpus.reading import Reading

if TYPE_CHECKING:
    from corpus.people.identities import Known, People


def party_through_others(reading: Reading, people: "People", person: "Known") -> str | None:
    """The party of a person whose own words tell none; None where no other person tells it either."""
    return _party_of_superior(reading, people, person) or _party_of_colleague(reading, people, person)


def _party_of_superior(reading: Reading, people: "People", person: "Known") -> str | None:
    """The party of whoever a role is bound to: «Moon's security adviser», «His deputy, Simon Coveney»."""
    role = person.role
    if role is None or role.noun not in words_of("bound") or "campaign" in role.text.lower():
        return None
    for at in range(role.first, role.last + 1):
        superior = people.at(at)
        if superior is not None and superior is not person:
            return superior.party_id
    owner = next((token for token in reading.doc[role.first : role.last + 1] if token.tag_ == "PRP$"), None)
    if owner is None or owner.lower_ not in ("his", "her"):
        return None
    return _party_named_before(reading, people, owner.i, "m" if owner.lower_ == "his" else "f")


def _party_of_colleague(reading: Reading, people: "People", person: "Known") -> str | None:
    """«Peru's foreign minister, Ada Byron, said … The defence minister, Carl Gauss, …»: who was named just before."""
    role = person.role
    if role is None or not set(role.text.lower().split()) & {"minister", "ministry"}:
        return None
    if any(word in words_of("no_longer") for word in role.text.lower().split()):
        return None
    number = reading.sentence_numbers[role.first]
    if number == 0 or reading.paragraph[reading.sentences[number - 1].start] != reading.paragraph[role.first]:
        return None
    before = reading.sentences[number - 1]
    named = [people.at(at) for at in range(before.start, before.end)]
    found = {one.party_id for one in named if one is not None and one.role is not None and one.party_id is not None}
    return found.pop() if len(found) == 1 else None


def _party_named_before(reading: Reading, people: "People", token: int, sex: str) -> str | None:
    """The one party of the men or women named in this sentence before `token`, or else in the one before it."""
    number = reading.sentence_numbers[token]
    for sentence in reading.sentences[max(0, number - 1) : number + 1][::-1]:
        named = [people.at(at) for at in range(sentence.start, min(token, sentence.end))]
        found = {person.party_id for person in named if person is not None and person.sex in (sex, None)}
        if found:
            return found.pop() if len(found) == 1 else None
    return None
