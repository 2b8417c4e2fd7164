"""What a claim is about: its issue, and the words of the source for it.

Asked are the things themselves first, then the clause, then what the sentence and the one before it are about. The
words are of a noun that names a matter: no pronoun, no person, no party, no time.
"""

from collections.abc import Iterator, Sequence

from corpus.document.entities.actor import Actor
from corpus.document.entities.actors import Actors
from corpus.document.parse import Parse
from corpus.document.syntax import conjuncts, is_noun, nouns_behind, subjects_of
from corpus.document.tokens import Token
from corpus.extract.positions.claims import Claim
from corpus.extract.positions.clauses import is_pointer, is_time, objects, phrase_edges
from corpus.extract.positions.deeds import deed_words, kinds
from corpus.extract.positions.modality import saying_over
from corpus.knowledge.vocabulary import OTHER, issue_in, tells_of
from corpus.models import Span, Stance

_OF_THE_ARTICLE = 0.12
"""The part of its sentences that tell of an issue from which on an article is about it."""


def labels(
    actors: Actors, claim: Claim, actor: Actor, clause: tuple[int, int], cut: range
) -> Sequence[tuple[str, Span | None]]:
    """The issue and the words for it, one for each of several; `OTHER` and None where the text names no matter.

    `cut` is the condition, which says nothing of it: "dropping its bid in exchange for guarantees" is about the bid.
    """
    parse = actors.parse
    aside = {*cut, *range(actor.first, actor.last + 1)}
    nouns = [noun for noun in _things(claim) if noun.i not in aside and _is_matter(actors, noun)]
    outside = _told_around(claim) | frozenset(cut)
    own = {claim.anchor.i, *(word.i for word in claim.words), *range(actor.first, actor.last + 1), *outside}
    words = "".join(one.text_with_ws for one in parse.doc[clause[0] : clause[1] + 1] if one.i not in own)
    phrases = [_phrase(parse, noun, nouns) for noun in nouns]
    known = [(issue, phrase) for phrase in phrases if (issue := issue_in(phrase.text, words))]
    if known:
        several = {issue: (issue, phrase) for issue, phrase in reversed(known)}
        return list(several.values())[::-1] if claim.stance is Stance.DEFER else known[:1]
    phrase = phrases[0] if phrases else _nearest(actors, claim, clause[1], own)
    return [(issue_in(words, words) or _topic(parse, claim, phrase, outside) or OTHER, phrase)]


def _told_around(claim: Claim) -> frozenset[int]:
    """The words that tell who says it, and to whom: no part of what it is about."""
    saying = saying_over(claim.verb)
    if saying is None:
        return frozenset()
    told = next(child for child in saying.children if child.i == claim.verb.i or child.is_ancestor(claim.verb))
    return frozenset(one.i for one in saying.subtree) - {one.i for one in told.subtree}


def _topic(parse: Parse, claim: Claim, phrase: Span | None, cut: frozenset[int]) -> str | None:
    """What the sentence is about; without words for the matter also what the one before in its paragraph is about.

    Only what the whole article is about: a word beside a claim that nothing else takes up is of another matter.
    """
    at = parse.sentence_numbers[claim.anchor.i]
    near = parse.sentences[max(at - (phrase is None), 0) : at + 1]
    beside = [one for one in near if parse.paragraph[one.root.i] == parse.paragraph[claim.anchor.i]]
    told = ("".join(word.text_with_ws for word in one if word.i not in cut) for one in reversed(beside))
    return next((issue for words in told if (issue := issue_in(words)) and _is_of_article(parse, issue)), None)


def _is_of_article(parse: Parse, issue: str) -> bool:
    """Whether the headline tells of an issue, or so many of the sentences that the article is about it."""
    if tells_of(issue, parse.article.title or ""):
        return True
    return sum(tells_of(issue, one.text) for one in parse.sentences) >= len(parse.sentences) * _OF_THE_ARTICLE


def _is_matter(actors: Actors, noun: Token) -> bool:
    """Whether a noun names what can be negotiated, and not who negotiates, or when, or nothing in particular."""
    one = noun.tag_ == "NN" and noun.lemma_.lower() in kinds("persons")
    somebody = one or noun.i in actors.person_at or actors.mentions.at(noun.i) is not None
    empty = noun.pos_ in ("PRON", "NUM") or is_pointer(noun) or noun.lemma_.lower() in deed_words("empty")
    return not somebody and not empty and not is_time(noun)


def _things(claim: Claim) -> list[Token]:
    """The nouns that a claim is about, from its clauses before its objects: the deed, not whom it is done to."""
    clauses = [root for root in claim.roots if not is_noun(root)]
    heads = [root for root in claim.roots if is_noun(root)]
    found = [noun for root in clauses for noun in objects(root)] + heads
    everything = [one for head in found for one in _parts(head)]
    return list({noun.i: noun for noun in everything}.values())


def _parts(noun: Token) -> Iterator[Token]:
    """A noun, what is joined to it and to what it is of; of a question only what it is of, if that is several."""
    behind = [thing for of in noun.rights if of.lower_ in ("of", "on") for thing in nouns_behind(of)]
    several = [one for thing in behind for one in conjuncts(thing)]
    if len(several) < 2 or noun.lemma_.lower() not in deed_words("questions"):
        yield from conjuncts(noun)
        several = [one for one in several if one not in behind and one.head.head.lower_ != "on"]
    yield from several


def _nearest(actors: Actors, claim: Claim, last: int, own: set[int]) -> Span | None:
    """The first matter that is named behind the cue in its clause."""
    behind = actors.parse.doc[claim.anchor.i : last + 1]
    nouns = [one for one in behind if one.pos_ == "NOUN" and one.i not in own and one.dep_ != "compound"]
    noun = next((one for one in nouns if _is_matter(actors, one)), None) or _asked(actors, claim)
    return None if noun is None else _phrase(actors.parse, noun, nouns)


def _asked(actors: Actors, claim: Claim) -> Token | None:
    """«The settlers must go»: who is to do it, where that names the matter."""
    subjects = subjects_of(claim.verb) if claim.by_speaker else []
    return next((one for one in subjects if one.pos_ == "NOUN" and _is_matter(actors, one)), None)


def _phrase(parse: Parse, noun: Token, others: Sequence[Token]) -> Span:
    """The words of one thing, up to the next one that is joined to it."""
    first, last = phrase_edges(noun)
    joined = [child.left_edge.i for child in noun.rights if child.dep_ == "conj" and child in others]
    last = min([last, *(number - 1 for number in joined)])
    while last > first and parse.doc[last].dep_ == "cc":
        last -= 1
    return parse.span(*trimmed(parse, first, max(first, last)))


def trimmed(parse: Parse, first: int, last: int) -> tuple[int, int]:
    """A stretch without marks and joining words at its ends."""
    doc = parse.doc
    while last > first and (doc[last].is_space or (doc[last].is_punct and doc[last].text not in ")]")):
        last -= 1
    while first < last and (doc[first].is_space or doc[first].is_punct or doc[first].dep_ in ("cc", "mark")):
        first += 1
    return first, last
