"""Whom words mean that point back: "the government", "both sides", "it" and "they". Certain or nobody.

Whom "he" and "she" mean is told by `corpus.document.reference`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from corpus.document.entities.actor import Actor, base, listed
from corpus.document.entities.actors import Actors
from corpus.document.parse import OUTSIDE
from corpus.document.syntax import is_noun, is_verb, nouns_behind, subjects_of, verb_over
from corpus.document.tokens import Token
from corpus.models import PartyKind

_PAIR = 2
_WINDOW = 3
"""Sentences, its own among them, in which a pair that is pointed to must have been named."""


def meant_by(actors: Actors, noun: Token) -> tuple[Actor, ...]:
    """The parties that a noun or a pronoun points back to; () where that is not certain, or it does not point."""
    if noun.pos_ == "PRON":
        found = _subject_before(actors, noun) if noun.lower_ in ("it", "they") else ()
    elif any(is_pair(actors, one) for one in (noun, *_owners(noun))):
        found = pair_before(actors, noun)
    else:
        found = _named_before(actors, noun) or _said_to_own(actors, noun)
    return tuple(replace(actor, first=noun.i, last=noun.i, told=False) for actor in found)


# --------------------------------------------------------------------------- "the government"


def _named_before(actors: Actors, noun: Token) -> tuple[Actor, ...]:
    """Whose "the government" or "the rebels" are: the one party whose they were further up."""
    definite = noun.tag_ == "NNP" or any(child.lower_ == "the" for child in noun.lefts)
    telling = any(child.dep_ in ("amod", "poss") for child in noun.lefts) or noun.n_rights
    if not definite or telling:
        return ()
    named = (actor for at, actor in actors.offices.get(base(noun), ()) if at < noun.i)
    found = {actor.party_id: actor for actor in named}
    return tuple(found.values()) if len(found) == 1 else ()


def _said_to_own(actors: Actors, noun: Token) -> tuple[Actor, ...]:
    """«Chile said its envoy would come»: whose an office is that the one party says to be its own."""
    own = any(child.lower_ == "its" and child.dep_ == "poss" for child in noun.lefts)
    verb = verb_over(noun) if own and base(noun) in listed("offices") else None
    saying = verb_over(verb) if verb is not None else None
    found = tuple(actor for one in subjects_of(saying) for actor in actors.of(one)) if saying is not None else ()
    return found if len(found) == 1 and found[0].person is None else ()


# --------------------------------------------------------------------------- "both sides"


def is_pair(actors: Actors, noun: Token) -> bool:
    """As in "both sides", "the two leaders", "the parties": no name of their own, and two of them."""
    if noun.lower_ == "two" and noun.dep_ != "nummod":
        return any(child.lower_ == "the" for child in noun.lefts)  # «talks between the two»
    if base(noun) not in listed("pairs"):
        return False
    before = [child for child in noun.lefts if child.dep_ in ("det", "nummod", "amod", "poss", "predet", "compound")]
    if any(actors.mentions.at(child.i) or actors.person_at.get(child.i) for child in before):
        return False
    counted = any(child.lower_ in listed("counting") for child in before)
    return counted or (base(noun) in ("side", "party") and noun.tag_ == "NNS" and bool(before))


def _owners(noun: Token) -> list[Token]:
    """The sides in "delegations from both sides"."""
    behind = (child for child in noun.rights if child.lower_ in ("of", "from", "for"))
    return [governed for child in behind for governed in nouns_behind(child)]


def pair_before(actors: Actors, noun: Token) -> tuple[Actor, ...]:
    """The two parties named last before a noun, mediating bodies left out; else the two of the sentence behind it.

    Where there are more than two, those two that the article names most often, if they are among them.
    """
    numbers = actors.parse.sentence_numbers
    number = numbers[noun.i]
    for back in range(_WINDOW):
        near = (one for one in actors.named if one.first < noun.i and number - back <= numbers[one.first] <= number)
        found = _sides(near)
        if len(found) >= _PAIR:
            return tuple(found) if len(found) == _PAIR else _main_pair(actors, found)
    behind = _sides(one for one in actors.named if number == numbers[one.first] - 1)
    return tuple(behind) if len(behind) == _PAIR else _main_pair(actors, found) if found else ()


def _sides(named: Iterable[Actor]) -> list[Actor]:
    found = list({one.party_id: one for one in named}.values())
    told = [one for one in found if one.kind is not PartyKind.ORGANISATION]
    return told if len(found) > _PAIR else found


def _main_pair(actors: Actors, near: list[Actor]) -> tuple[Actor, ...]:
    counted = Counter(one.party_id for one in actors.named).most_common(_PAIR + 1)
    clear = len(counted) == _PAIR or (len(counted) > _PAIR and counted[_PAIR - 1][1] > counted[_PAIR][1])
    main = [name for name, _ in counted[:_PAIR]]
    return tuple(one for one in near if one.party_id in main) if clear else ()


# --------------------------------------------------------------------------- "it", "they"


def _subject_before(actors: Actors, pronoun: Token) -> tuple[Actor, ...]:
    """Who did something last: the subject of the clause around, else of the sentence before in its paragraph.

    Nobody where that subject is no party, or of another number.
    """
    if actors.parse.inside[pronoun.i] != OUTSIDE:
        return ()
    for verb in _verbs_before(actors, pronoun):
        nouns = [noun for noun in subjects_of(verb) if noun.i != pronoun.i]
        if nouns and not all(noun.pos_ == "PRON" for noun in nouns):
            found = tuple(actor for noun in nouns for actor in actors.of(noun))
            several = len(found) > 1 or any(noun.tag_ in ("NNS", "NNPS") for noun in nouns)
            persons = any(actor.person is not None for actor in found)
            fits = several == (pronoun.lower_ == "they") and (several or not persons)
            return _or_addressee(actors, pronoun, verb, found) if fits else ()
    return ()


def _or_addressee(actors: Actors, pronoun: Token, verb: Token, found: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """`found`, who did something last; if to another party, that one where it answers, else nobody."""
    own = {actor.party_id for actor in found}
    others = {one.party_id: one for noun in _done_to(verb) for one in actors.all(noun) if one.party_id not in own}
    if not others or pronoun.lower_ != "it":
        return found
    answer = verb_over(pronoun)
    answers = answer is not None and answer.lemma_.lower() in listed("answering")
    clear = answers and len(others) == 1 and len(found) == 1 and verb.lemma_.lower() in listed("addressing")
    return tuple(others.values()) if clear else ()


def _done_to(verb: Token) -> list[Token]:
    """The nouns that a verb is done to: "asked Chile", "called on Chile", "urged Chile to"."""
    beside = [child for child in verb.children if child.i > verb.i]
    opening = (child for child in beside if child.dep_ in ("prep", "ccomp", "dative"))
    things = [one for child in opening for one in child.children]
    return [one for one in (*beside, *things) if one.dep_ in ("dobj", "dative", "pobj", "nsubj") and is_noun(one)]


def _verbs_before(actors: Actors, pronoun: Token) -> Iterator[Token]:
    parse = actors.parse
    yield from (above for above in pronoun.ancestors if is_verb(above))
    for sentence in reversed(parse.sentences[: parse.sentence_numbers[pronoun.i]]):
        if parse.paragraph[sentence.root.i] != parse.paragraph[pronoun.i]:
            return
        yield sentence.root
