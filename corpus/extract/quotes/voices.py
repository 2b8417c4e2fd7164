"""Who could speak, and which words bring what is said: the small questions about a verb beside a quotation."""

from collections.abc import Iterator

from corpus.document.document import Document
from corpus.document.entities.role_nouns import is_role_noun
from corpus.document.syntax import is_verb, nouns_behind, object_of, says
from corpus.document.syntax.words import age_of
from corpus.document.tokens import Token
from corpus.extract.quotes.sources import Source, is_one_of, noun_phrase
from corpus.knowledge import united, words_of
from corpus.knowledge.attribution import cues

Hit = tuple[Source, int]
"""The source, and the token of its cue."""


def can_speak(document: Document, head: Token) -> bool:
    """Whether a noun may be a source: somebody, a body, a group or a document, and no "peace" or "matter"."""
    if is_one_of(head):
        several = [noun for child in head.rights for noun in nouns_behind(child)]
        return not several or any(can_speak(document, one) or one.lower_ in cues("several") for one in several)
    if head.lower_ in cues("no_source") | cues("times") or head.like_url:
        return False
    if head.pos_ == "PRON" or head.lower_ in words_of("reference.toml", "stand_ins"):
        return True
    if document.people.at(head.i) is not None or head.pos_ == "PROPN" or age_of(head) is not None:
        return True
    mention = document.mentions.at(head.i)
    lemma = head.lemma_.lower()
    known = mention is not None and mention.acts
    return known or is_role_noun(head.lower_) or any(lemma in kind for kind in _speaking_nouns())


def brings_words(verb: Token) -> bool:
    """Whether a verb says, thinks, calls something so, or has what is said for its object."""
    known = united(cues("thought"), cues("object"), cues("calling"), cues("performing"))
    return says(verb) or verb.lemma_.lower() in known or given_by(verb) is not None


def given_by(verb: Token) -> Token | None:
    """The thanks, regret or doubt that somebody gives, and gives by saying so; None where a thing is given."""
    if verb.lemma_.lower() not in cues("giving"):
        return None
    objects = (child for child in verb.rights if child.dep_ in ("dobj", "npadvmod"))
    return next((child for child in objects if child.lemma_.lower() in cues("given")), None)


def _speaking_nouns() -> Iterator[frozenset[str]]:
    yield words_of("nouns.toml", "persons")
    yield words_of("nouns.toml", "groups")
    yield words_of("reference.toml", "institutions")
    yield words_of("affiliations.toml", "kinds")
    yield words_of("actors.toml", "officials")
    yield words_of("groups.toml", "described")
    yield words_of("actors.toml", "groups")
    yield words_of("actors.toml", "documents")
    yield from (cues(kind) for kind in ("carriers", "outlets", "verdicts", "nouns", "anonymous"))


def is_predicated(preposition: Token) -> bool:
    """Whether a phrase hangs on what is said of a subject, and on no noun nor what describes one."""
    over = preposition.head
    return is_verb(over) or (over.dep_ in ("acomp", "advmod", "attr") and over.pos_ == "ADJ" and is_verb(over.head))


def is_closed(verb: Token, first: int) -> bool:
    """«After Holt said no, a "mad rush" began»: whether a comma parts a clause of time or ground from the words.

    Not «as Holt said, "…"», which tells whose they are.
    """
    opening = [child.lower_ for child in verb.lefts if child.dep_ == "mark" or child.tag_ == "WRB"]
    subordinate = verb.dep_ == "pcomp" or (verb.dep_ == "advcl" and bool(opening) and opening != ["as"])
    return subordinate and any(token.text == "," for token in verb.doc[verb.i + 1 : first - 1])


def owner_of_words(noun: Token) -> Hit | None:
    """«the last words of her uncle, Pal Benko: "…"», «Benko's rule: "…"»; None for "his" and «mocked the rule of»."""
    if noun.lemma_.lower() not in cues("owned_words") or noun.dep_ not in ("dobj", "pobj", "attr"):
        return None
    if noun.head.lemma_.lower() in cues("object"):
        return None
    owners = [child for child in noun.lefts if child.dep_ == "poss" and child.pos_ != "PRON"]
    owners += [one for of in noun.rights if of.dep_ == "prep" and of.lower_ == "of" for one in nouns_behind(of)]
    return (noun_phrase(owners[0]), noun.i) if owners else None


def is_told_by(verb: Token, lower: Token) -> bool:
    """Whether a verb of saying stands in what another tells: as its complement, its object's, or behind "as"."""
    above = lower.head if lower.dep_ in ("ccomp", "xcomp", "acl", "advcl", "pcomp") else lower
    near = {verb.i, *(child.i for child in verb.rights if child.dep_ in ("dobj", "prep", "ccomp"))}
    set_off = lower.left_edge.i > 0 and lower.left_edge.nbor(-1).text == ","
    return above.i in near and not set_off


def bears_words(noun: Token) -> bool:
    """«a placard», «the letter», «one line of it»: what is told of by its words, whoever tells of it."""
    bearing = cues("inscribed") | cues("carriers") | cues("worn") | cues("told_by_words")
    return noun.pos_ in ("NOUN", "PROPN") and noun.lemma_.lower() in bearing


def meets_words(verb: Token) -> bool:
    """«Byron read the message twice.»: words behind it may be its own, and are not certain to be his."""
    met = [object_of(verb)] if verb.lemma_.lower() in cues("meeting") else []
    if verb.lemma_.lower() in cues("standing"):  # «Byron sighed over the headline.»
        met = [noun for child in verb.rights for noun in nouns_behind(child)]
    return any(noun is not None and bears_words(noun) for noun in met)
