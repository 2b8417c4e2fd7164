"""What stands between a fronted phrase and its verb: commas tell the subject where the parse loses it.

«Speaking for Byron, the mayor, Ada Gauss, said», «Through his agent, Ada Gauss, Byron said»: whatever opens with a
participle or a preposition can do nothing itself, and the words right before the finite verb are the subject.
"""

from corpus.document.syntax.words import is_beside, listed, word_before
from corpus.document.tokens import Token, Tokens
from corpus.knowledge.attribution import cues

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_HELPERS = frozenset({"ADV", "AUX", "PART"})
_SMALL = frozenset({"aux", "advmod"})
_NO_NAME = frozenset({"ADP", "VERB", "AUX", "CCONJ", "SCONJ", "PRON", "NUM"})
_NO_DESCRIPTION = frozenset({"VERB", "AUX", "CCONJ", "SCONJ"})
_SPECIFIC = frozenset({"DT", "PRP$", "POS"})
_LONGEST = 45
"""Tokens between the sentence's start and the verb; what is longer has more clauses than one."""


def describes_next(noun: Token) -> bool:
    """Whether a description between commas is that of the name behind it, and not of the one before.

    «Speaking for Byron, the mayor, Ada Gauss, said»: of the subject, by the parse or behind a fronted phrase.
    """
    if noun.dep_ in ("nsubj", "nsubjpass"):
        return any(child.dep_ == "appos" and child.pos_ == "PROPN" for child in noun.rights)
    verb = next((token for token in noun.doc[noun.i + 1 : noun.sent.end] if token.tag_ in _FINITE), noun)
    start = _start(verb)
    if verb.i == noun.i or start is None:
        return False
    parts = _parts(start, verb)
    subject = _named(parts[1:], verb)
    if len(parts) < 4 or subject is None:
        return False
    description, name = parts[-3:-1]
    return description.start <= noun.i < description.end and name.start <= subject.i < name.end


def behind_fronted(verb: Token, own: Token | None) -> Token | None:
    """The subject behind a fronted phrase, where the parse takes a word before it for `own`; else `own`.

    None where the parse takes a word of a fronted participle's phrase, and the commas do not tell who is.
    """
    start = _start(verb)
    if start is None:
        return own
    front, *rest = _parts(start, verb)
    behind = rest[1:] if len(rest) > 1 and front[-1].pos_ == "NOUN" and _is_name(rest[0]) else rest
    if not behind or (own is not None and not start.i <= own.i < (behind[-1] or behind[0]).start):
        return own
    named = _named(behind, verb)
    told = start.tag_ == "NNP" and not behind[-1]  # «Sterling Byron, the actor, said»
    lost = own is not None and own.i < rest[0].start and _is_participle(start) and not told
    return None if named is None and lost else named or own


def _start(verb: Token) -> Token | None:
    """The word that a sentence opens with, where it fronts a phrase before the verb; else None."""
    start = next((token for token in verb.sent if token.is_alpha or token.is_punct), verb)
    near = start.i < verb.i <= start.i + _LONGEST and is_beside(start, verb)
    return start if near and _is_fronted(start, verb) else None


def _is_fronted(start: Token, verb: Token) -> bool:
    """Whether a sentence opens with a participle or a preposition, and no conjunction of the verb's own clause."""
    governs = start.dep_ not in ("mark", "advmod") and start.nbor().text != ","
    return governs and (start.tag_ in ("IN", "TO") or start.lower_ in listed("fronted") or _is_participle(start))


def _is_participle(start: Token) -> bool:
    """«Greeting Byron, …», which the parse may take for a noun or a name."""
    nominal = start.tag_ in ("NN", "NNP") and start.lower_.endswith("ing") and start.nbor().pos_ in ("ADP", "PROPN")
    return start.tag_ in ("VBG", "VBN") or nominal


def _parts(start: Token, verb: Token) -> list[Tokens]:
    """What commas part between the start and the verb, its helpers left out; an empty last one where one ends it."""
    doc, end = verb.doc, verb.i
    while end > start.i and doc[end - 1].pos_ in _HELPERS:
        end -= 1
    commas = [token.i for token in doc[start.i : end] if token.text == "," and is_beside(token, verb)]
    edges = zip([start.i, *(comma + 1 for comma in commas)], [*commas, end], strict=True)
    return [doc[first:last] for first, last in edges]


def _named(parts: list[Tokens], verb: Token) -> Token | None:
    """The subject among the parts behind the fronted phrase; None where they do not tell."""
    if any(token.tag_ in _FINITE for part in parts for token in part) or verb.tag_ not in _FINITE:
        return None
    if parts[-1]:  # no comma before the verb
        if len(parts) == 1 and (joint := _first_of_several(parts[-1])) is not None:
            return joint
        alone = len(parts) == 1 and _is_description(parts[-1])
        return _top(parts[-1]) if alone or _is_name(parts[-1], titled=True) else None
    if len(parts) < 3 or any(_is_name(part) for part in parts[:-3]):
        return None
    description, name = parts[-3:-1]
    if _is_name(name) and _is_description(description) and not _has_preposition(description):
        return _top(name)
    return _top(description) if _is_name(description, titled=True) and _is_description(name) else None


def _is_name(part: Tokens, *, titled: bool = False) -> bool:
    """Whether a part is a name and nothing else, but for what it is called before it."""
    words = [token.pos_ for token in part]
    return bool(words) and words[-1] == "PROPN" and (titled or words[0] == "PROPN") and _NO_NAME.isdisjoint(words)


def _first_of_several(part: Tokens) -> Token | None:
    """«Ada Byron and Carl Gauss»: the first of names that "and" joins; None for any other part."""
    words = [token.pos_ for token in part]
    joined = words.count("CCONJ") == 1 and {*words} == {"PROPN", "CCONJ"} and words[0] == words[-1] == "PROPN"
    return part[words.index("CCONJ") - 1] if joined else None


def _is_description(part: Tokens) -> bool:
    """«the mayor», «his agent», «the firm's owner»: somebody made out by an article or an owner."""
    tags = {token.tag_ for token in part}
    noun = any(token.pos_ == "NOUN" for token in part)
    return noun and bool(tags & _SPECIFIC) and _NO_DESCRIPTION.isdisjoint(token.pos_ for token in part)


def _has_preposition(part: Tokens) -> bool:
    return any(token.pos_ == "ADP" for token in part)


def _top(part: Tokens) -> Token:
    """The token that a part hangs on the rest with; of a name the last."""
    top = part[-1]
    while top.head.i != top.i and part.start <= top.head.i < part.end:
        top = top.head
    return top


def behind_day(verb: Token) -> Token | None:
    """«On Tuesday Peru published»: the name right before a verb, which the parse takes for one with the day."""
    name = word_before(verb)
    day = any(child.dep_ == "compound" and child.lower_ in cues("times") for child in name.lefts)
    return name if day and name.pos_ == "PROPN" and name.dep_ == "pobj" and verb.tag_ in ("VBD", "VBZ", "VBP") else None


def is_free_name(word: Token) -> bool:
    """Whether a word is a name's last, and no preposition stands before the name."""
    return word.pos_ == "PROPN" and word_before(word.left_edge).pos_ != "ADP"


def behind_participle(subject: Token, verb: Token) -> Token:
    """«Echoing Byron, Gauss said»: what an apposition would be, had it a comma behind it, is the subject."""
    between = map(verb.doc.__getitem__, range(verb.i - 1, subject.i - 1, -1))
    before = next((token for token in between if token.dep_ not in _SMALL), verb)
    ahead = word_before(subject.left_edge)  # «Having quoted Byron, Gauss said»
    opens = subject.left_edge.i == verb.sent.start or (ahead.dep_ == "advcl" and ahead.head.i == verb.i)
    if opens and before.dep_ == "appos" and word_before(before.left_edge).text == ",":
        return before
    return subject


def of_reduced(subject: Token) -> Token:
    """«Tweets shared by Byron call it a farce», where the parse takes the participle for the subject."""
    own = (child for child in subject.lefts if child.dep_ == "nsubj" and subject.tag_ in ("VBN", "VBD", "VBG"))
    return next(own, subject)
