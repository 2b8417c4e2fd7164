"""The condition in a clause: "if …", "in exchange for …", as a stretch of the text."""

from collections.abc import Sequence
from functools import cache

from corpus.document.syntax import is_verb
from corpus.document.tokens import Token
from corpus.knowledge import read_table, words_of

_BEGINNINGS_AT_MOST = 6


def find_condition(tokens: Sequence[Token]) -> tuple[int, int] | None:
    """The first and last token of the first condition among these, from its introducing word on; None if there is none.

    `tokens` are those of a sentence's clause, in order.
    """
    for at, token in enumerate(tokens):
        if token.lower_ not in _first_words() or _in_no_case(token):
            continue
        following = [one.lower_ for one in tokens[at : at + _BEGINNINGS_AT_MOST]]
        words = next((words for words in _introducers() if following[: len(words)] == list(words)), None)
        if words is None or _is_no_condition(tokens, at, len(words)):
            continue
        return token.i, _end(tokens, at, len(words))
    return None


def _in_no_case(token: Token) -> bool:
    """As in "even in return for gas", "sent help, providing food": no condition, whatever is provided."""
    gives = token.tag_ == "VBG" and not any(child.dep_ in ("ccomp", "mark") for child in token.children)
    helped = token.i > 0 and (token.nbor(-1).text == "-" or any(child.dep_ == "aux" for child in token.children))
    given = token.tag_ in ("VBN", "VBD") and (token.dep_ in ("acl", "ROOT", "conj", "amod") or helped)
    return gives or given or (token.i > 0 and token.nbor(-1).lower_ in ("even", "not"))


def _is_timed(token: Token) -> bool:
    """Whether a word of time brings a clause of what is not yet so."""
    verb = token.head
    if verb.dep_ != "advcl":
        verb = verb.head
    finite = next((child for child in verb.lefts if child.dep_ in ("aux", "auxpass")), verb)
    return verb.dep_ == "advcl" and finite.tag_ in ("VBZ", "VBP", "NNS")  # «withdraws» is read as a plural, too


def _is_no_condition(tokens: Sequence[Token], at: int, length: int) -> bool:
    """A date ("until Friday"), a question in other words ("asked if"), or an introducer with nothing after it."""
    after = tokens[at + length] if at + length < len(tokens) else None
    if after is None or any(child.lower_ in words_of("conditions.toml", "none") for child in after.children):
        return True
    word = tokens[at].lower_
    if word in ("until", "in") and (after.lower_ in words_of("conditions.toml", "dates") or after.like_num):
        return True
    if word in words_of("conditions.toml", "timed") and not _is_timed(tokens[at + length - 1]):
        return True
    head = tokens[at].head
    if word == "if" and any(child.lemma_ in words_of("factuality.toml", "true", "words") for child in head.children):
        return True
    return word == "if" and head.dep_ == "ccomp" and head.head.lemma_.lower() in ("ask", "wonder", "know", "see", "say")


def _end(tokens: Sequence[Token], at: int, length: int) -> int:
    """The last token of the clause or noun phrase that an introducer begins."""
    starts = {tokens[at].i + offset for offset in range(length)}
    heads = [token for token in tokens[at : at + length] if token.head.i not in starts]
    candidates = [
        head.head if head.dep_ in ("mark", "advmod", "dobj", "prep") and _follows(head, at, tokens) else head
        for head in heads
    ]
    last = max((candidate.right_edge.i for candidate in candidates), default=tokens[at].i)
    inner = tokens[at + length - 1].right_edge.i
    last = max(last, inner)
    last = min(last, tokens[-1].i)
    return _trimmed(tokens, max(last, tokens[at].i + length))


def _follows(marker: Token, at: int, tokens: Sequence[Token]) -> bool:
    return is_verb(marker.head) and marker.head.i > tokens[at].i


def _trimmed(tokens: Sequence[Token], last: int) -> int:
    inside = [token for token in tokens if token.i <= last]
    while len(inside) > 1 and inside[-1].is_punct:
        inside.pop()
    return inside[-1].i


@cache
def _introducers() -> tuple[tuple[str, ...], ...]:
    phrases = (tuple(phrase.split()) for phrase in read_table("conditions.toml")["introducers"])
    return tuple(sorted(phrases, key=len, reverse=True))


@cache
def _first_words() -> frozenset[str]:
    return frozenset(words[0] for words in _introducers())
