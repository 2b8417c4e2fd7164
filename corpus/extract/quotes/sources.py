"""Who a cue says it is: the words that name its subject, as the grammar of the sentence tells."""

from dataclasses import dataclass

from corpus.document.parse import OUTSIDE, Parse
from corpus.document.syntax import RELATIVES, agent_of, is_beside, is_called, is_passive, makers_of
from corpus.document.syntax.words import age_of
from corpus.document.tokens import Token
from corpus.knowledge.attribution import cues

_SUBJECTS = frozenset({"nsubj", "csubj"})
_BESIDE_THE_NOUN = frozenset({"case", "relcl", "acl", "punct", "advcl", "parataxis", "conj", "cc", "appos"})
_LONGEST_SOURCE = 25


@dataclass(frozen=True, slots=True)
class Source:
    """The words that name who said it; `head` is the token that the phrase hangs on."""

    first: int
    last: int
    head: int


def source_of(parse: Parse, verb: Token) -> Source | None:
    """The words that name the subject of a cue; None for a passive without an agent, "there" and the like."""
    subject = speaking(verb)
    if subject is not None and not _can_speak(parse, subject, verb):
        own = [child for child in (*reversed([*verb.lefts]), *verb.rights) if child.dep_ in _SUBJECTS]
        own += [other for other in subject.conjuncts if other.i < verb.i]  # «… this winter, the bank has warned»
        subject = next((child for child in own if _can_speak(parse, child, verb)), None)
    if subject is None and verb.lemma_.lower() in cues("strong"):
        subject = noun_beside(parse, verb)
    if subject is None or not _can_speak(parse, subject, verb):
        return None
    if subject.lower_ in cues("no_source") and not is_one_of(subject):
        return None
    return noun_phrase(subject)


def is_one_of(head: Token) -> bool:
    """«one of the dockers», «one, Ada Byron», and not "one" alone, through which nobody speaks."""
    named = any(map(is_called, head.rights))
    return head.lower_ == "one" and (named or any(child.lower_ == "of" for child in head.rights))


def _can_speak(parse: Parse, subject: Token, verb: Token) -> bool:
    """Not a day, not an address, and not a word of the quotation that the cue introduces."""
    if subject.lower_ in cues("times") or subject.like_url:
        return False
    return parse.inside[subject.i] in (OUTSIDE, parse.inside[verb.i])


def noun_beside(parse: Parse, verb: Token) -> Token | None:
    """The noun right after the cue («said the diplomat …») or right before it, where the parse gives it no subject."""
    doc = verb.doc
    if is_passive(verb):
        return None
    after = doc[verb.i + 1] if verb.i + 1 < len(doc) else None
    named = verb.i > 0 and doc[verb.i - 1].pos_ == "PROPN" and _is_name_beside(doc[verb.i - 1], verb)
    acted_on = verb.tag_ == "VBG" and bool(verb.is_sent_start)  # «Answering Byron, …»
    acted_on |= verb.lemma_.lower() in cues("addressing")  # «his aide, Byron, told Gauss»
    if after is not None and not named and not acted_on and _begins_noun_phrase(after):
        return top_of_phrase(after)
    at = verb.i - 1
    while at > 0 and (doc[at].pos_ in ("ADV", "AUX") or doc[at].text == ","):
        at -= 1
    before = doc[at]
    named = before.pos_ in ("PROPN", "NOUN") or age_of(before) is not None  # «the 84-year-old said»
    if at < 0 or not named or before.dep_ == "poss" or before.is_sent_end:
        return None
    governed = before.dep_ in ("pobj", "dobj") and not _is_name_beside(before, verb)
    return before if parse.inside[at] == OUTSIDE and not governed else None


def _is_name_beside(noun: Token, verb: Token) -> bool:
    """«Asked by Lind, engineer Paul Denny replied»: a name right before a finite verb, that no preposition governs."""
    named = noun.pos_ == "PROPN" and verb.tag_ in ("VBD", "VBZ", "VBP") and noun.i == verb.i - 1
    return named and noun.left_edge.nbor(-1).pos_ != "ADP" if noun.left_edge.i else named


def _begins_noun_phrase(token: Token) -> bool:
    named = token.pos_ in ("DET", "PROPN") or token.tag_ == "PRP"
    top = top_of_phrase(token)
    verb = top.head  # «said Oslo must go», «claiming they were lost»: of what is said; not «said Lind waving a flag»
    finite = verb.tag_ != "VBG" or any(one.dep_ == "aux" and one.i == top.i + 1 for one in verb.lefts)
    told = top.dep_ == "nsubj" and verb.i > top.i and finite
    return named and not told and token.lower_ not in ("it", "them") and top.lower_ not in cues("times")


def top_of_phrase(token: Token) -> Token:
    while token.dep_ in ("compound", "det", "amod", "nmod", "poss", "nummod", "npadvmod") and token.head.i > token.i:
        token = token.head
    return token


def speaking(verb: Token) -> Token | None:
    """The word for who says it: its agent, or its "who"; None if the sentence does not tell."""
    named = [child for child in verb.lefts if child.dep_ == "nsubj"]
    return named[0] if len(named) == 1 and named[0].lower_ in RELATIVES else agent_of(verb)


def sender_of(parse: Parse, head: Token) -> Source | None:
    """Whose a statement is: «a statement from the ministry said», «X said in a statement that …». None for no paper."""
    if head.pos_ != "NOUN" or not any(head.lemma_.lower() in cues(kind) for kind in ("carriers", "verdicts", "nouns")):
        return None
    owner = (child for child in head.lefts if child.dep_ == "poss")
    if (maker := next(owner, None) or next(makers_of(head), None)) is not None:
        return noun_phrase(maker)
    if head.dep_ not in ("pobj", "dobj"):
        return None
    verb = next((above for above in head.ancestors if above.pos_ in ("VERB", "AUX")), None)
    subject = speaking(verb) if verb is not None and verb.i < head.i else None
    apart = subject is not None and subject.i != head.i and parse.inside[subject.i] == parse.inside[head.i]
    return noun_phrase(subject) if subject is not None and apart else None


def noun_phrase(head: Token) -> Source:
    """The phrase that hangs on `head`, without relative clauses, with nouns joined to it ("Graham and Cruz")."""
    first, last = head.left_edge.i, head.i
    for child in head.rights:
        if child.dep_ not in _BESIDE_THE_NOUN or (child.dep_ in ("conj", "cc") and _joins_short(head, child)):
            last = max(last, child.right_edge.i) if child.right_edge.i - head.i <= _LONGEST_SOURCE else last
    doc = head.doc
    while last > head.i and (doc[last].is_punct or doc[last].is_space):
        last -= 1
    while first < head.i and (doc[first].is_punct or doc[first].is_space or not is_beside(doc[first], head)):
        first += 1
    return Source(max(first, head.i - _LONGEST_SOURCE), last, head.i)


def _joins_short(head: Token, child: Token) -> bool:
    return child.right_edge.i - head.i < 8 and (child.dep_ == "cc" or child.pos_ in ("PROPN", "NOUN", "PRON"))
