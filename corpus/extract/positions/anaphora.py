"""What points back: pronouns, "the government", "both sides", and whom they mean.

Nobody is meant where more than one could be.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.document.syntax import agents_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from corpus.extract.positions.actors import Cast

_FIRST_PERSON = frozenset(["i", "we", "us", "me", "our", "my", "ours", "ourselves"])
_SINGULAR = frozenset(["he", "she"])
_THINGS = frozenset(["it", "they"])
_LOOK_BACK = 2
"""Sentences of the paragraph before in which a pronoun's meaning is looked for."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A party at work: the tokens that name it, and the person who speaks or acts for it, if one is named."""

    party_name: str
    first: int
    last: int
    speaker_name: str | None = None


def meant_by(cast: "Cast", pronoun: "Token", frame: Sequence[Actor]) -> list[Actor]:
    """The parties that a pronoun stands for: who is quoted, who says so, or who acted in the sentence before."""
    word = pronoun.lower_
    quote = cast.quote_over(pronoun)
    if word in _FIRST_PERSON:
        speaker = cast.speaker_of(quote) if quote else None
        return [replace(speaker, first=pronoun.i, last=pronoun.i)] if speaker else list(frame)
    if quote is not None or word not in _THINGS | _SINGULAR:
        return []
    if not frame:
        return _subject_before(cast, pronoun)
    fitting = [actor for actor in frame if word == "they" or (actor.speaker_name is not None) == (word in _SINGULAR)]
    return fitting or (list(frame) if len(frame) == 1 else [])


def _subject_before(cast: "Cast", pronoun: "Token") -> list[Actor]:
    """Who did something in the sentence before, if that can be what the pronoun means."""
    parse, word = cast.parse, pronoun.lower_
    number = parse.sentence_numbers[pronoun.i]
    for sentence in reversed(parse.sentences[max(0, number - _LOOK_BACK) : number]):
        if parse.paragraph[sentence.root.i] != parse.paragraph[pronoun.i]:
            break
        nouns = [noun for noun in agents_of(sentence.root) if noun.pos_ != "PRON"]
        actors = [actor for noun in nouns for actor in cast.acting(noun)]
        if word != "they":
            actors = [actor for actor in actors if (actor.speaker_name is not None) == (word in _SINGULAR)]
        if len(actors) == 1 or (actors and word == "they"):
            return actors
    return []


def named_earlier(cast: "Cast", noun: "Token") -> Actor | None:
    """Whom "the government" or "the general" means: the one party whose it was further up; None if there are two."""
    lemma = noun.lemma_.lower()
    found: dict[str, Actor] = {}
    for token in cast.parse.doc[: noun.i]:
        if token.lemma_.lower() == lemma:
            for mention in cast.parties_beside(token):
                found[mention.name] = Actor(mention.name, noun.i, noun.i)
    for person in {person.id: person for person in cast.people.values()}.values():
        if person.role and lemma in person.role.lower().split() and person.party_name:
            found[person.party_name] = Actor(person.party_name, noun.i, noun.i, person.name)
    return next(iter(found.values())) if len(found) == 1 else None


def both_parties(cast: "Cast", noun: "Token") -> list[Actor]:
    """The two parties that the text has named; nobody where there are more than two to choose from."""
    number = cast.parse.sentence_numbers
    named = [mention for mention in cast.mentions.acting() if mention.form != "described" and mention.first < noun.i]
    for reach in (0, 1, 2, len(cast.parse.sentences)):
        near = {mention.party_id: mention for mention in named if number[noun.i] - number[mention.first] <= reach}
        if len(near) == 2:
            return [Actor(mention.name, noun.i, noun.i) for mention in near.values()]
        if len(near) > 2:
            break
    return []
