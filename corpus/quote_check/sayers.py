"""Who a draft says has said a quotation, by the words beside it alone: nobody is looked up in here."""

import re
from collections.abc import Sequence

from corpus.words import (
    begins_clause,
    begins_phrase,
    is_common,
    names_nobody,
    says,
    stands_before_saying,
    stands_for_somebody,
)

_TOKEN = re.compile(r"[^\W\d_][\w'’-]*|…|[^\w\s]")
_POSSESSIVE = re.compile("['’]s?$")
_DASHES = frozenset("-–—―")
_SIGNED = _DASHES | {"("}
MOST_BETWEEN = 2
"""Words of a role that may stand between the verb and the name ("said foreign minister Marta Lund")."""


LONGEST_PHRASE = 5
"""Words that describe whoever speaks, behind their article."""

LONGEST_ROLE = 12
"""Tokens, both commas with it."""


def nearest(before: str, behind: str, beside: str) -> str:
    """Of a sentence with several quotations the part that gives one of them to somebody; all of it where none does.

    `before` and `behind` reach to its neighbours: «she said …, while he said …» has a part for each.
    """
    leading, trailing = f"{before} …", f"… {behind}"
    if _gives(leading) and not _turns_away(before):
        return leading
    return trailing if _gives(trailing) else beside


def _gives(part: str) -> bool:
    return bool(sayers(part) or pronoun(part) or described(part))


def _turns_away(before: str) -> bool:
    """Whether another clause begins behind the verb of saying, as in «… she said, while …»."""
    tokens = _TOKEN.findall(before)
    last = next((at for at in range(len(tokens) - 1, -1, -1) if says(tokens[at])), None)
    return last is not None and any(begins_clause(token) for token in tokens[last + 1 :])


def sayers(beside: str) -> tuple[str, ...]:
    """Names right before a verb of saying or a colon, behind the verb that follows the quotation, or that sign it.

    `beside` is the sentence with an ellipsis in the quotation's place. () where it names nobody in such a place.
    """
    tokens = _TOKEN.findall(beside)
    found: list[tuple[int, int]] = []
    for start, end in reversed(_runs(tokens)):
        joins = bool(found) and tokens[end : found[-1][0]] == ["and"]
        says_it = _is_before_saying(tokens, end) or _is_behind_saying(tokens, start) or _signs(tokens, start, end)
        found += [(start, end)] if joins or says_it else []
    names = (" ".join(tokens[start:end]) for start, end in reversed(found))
    return tuple(dict.fromkeys(_POSSESSIVE.sub("", name) for name in names))


def pronoun(beside: str) -> str:
    """The pronoun in such a place, as it is written; "" where there is none, or a name stands in one too."""
    tokens = _TOKEN.findall(beside)
    found = (
        token
        for at, token in enumerate(tokens)
        if stands_for_somebody(token) and (_is_before_saying(tokens, at + 1) or _is_behind_saying(tokens, at))
    )
    return "" if sayers(beside) else next(found, "")


def described(beside: str) -> str:
    """Whoever is given the words without a name, as in "the prime minister said": the words behind the article.

    "" where nobody is, or a name or a pronoun stands in such a place too.
    """
    tokens = _TOKEN.findall(beside)
    found = (
        phrase
        for at, token in enumerate(tokens)
        if says(token) and (phrase := _phrase_before(tokens, at) or _phrase_behind(tokens, at))
    )
    return "" if sayers(beside) or pronoun(beside) else next(found, "")


def _phrase_before(tokens: Sequence[str], verb: int) -> str:
    while verb and stands_before_saying(tokens[verb - 1]):
        verb -= 1
    for at in range(verb - 2, max(-1, verb - LONGEST_PHRASE - 2), -1):
        if not tokens[at].isalpha():
            return ""
        if begins_phrase(tokens[at]):
            return " ".join(tokens[at + 1 : verb]) if tokens[verb - 1].isalpha() else ""
    return ""


def _phrase_behind(tokens: Sequence[str], verb: int) -> str:
    beside_it = tokens[verb - 1 : verb] == ["…"] or tokens[max(0, verb - 2) : verb] == ["…", ","]
    if not beside_it or not tokens[verb + 1 : verb + 2] or not begins_phrase(tokens[verb + 1]):
        return ""
    rest = tokens[verb + 2 : verb + 2 + LONGEST_PHRASE]
    end = next((n for n, token in enumerate(rest) if not token.isalpha() or is_common(token)), len(rest))
    return " ".join(rest[:end])


def names_in(told: str) -> tuple[str, ...]:
    """Every name in a text, whatever place it stands in, in its order; a capital that begins a sentence may be none."""
    tokens = _TOKEN.findall(told)
    return tuple(_POSSESSIVE.sub("", " ".join(tokens[start:end])) for start, end in _runs(tokens))


def _runs(tokens: Sequence[str]) -> list[tuple[int, int]]:
    """Capitals that stand side by side, without an article, a pronoun or a label at their head."""
    found: list[tuple[int, int]] = []
    for at, token in enumerate(tokens):
        if not token[0].isupper():
            continue
        if found and found[-1][1] == at:
            found[-1] = (found[-1][0], at + 1)
        elif not names_nobody(token):
            found.append((at, at + 1))
    return found


def _is_before_saying(tokens: Sequence[str], end: int) -> bool:
    end += len(tokens[end : end + 1]) and _apposition(tokens, end)
    while end < len(tokens) and stands_before_saying(tokens[end]):
        end += 1
    return end < len(tokens) and (tokens[end] == ":" or says(tokens[end]))


def _apposition(tokens: Sequence[str], at: int) -> int:
    """How many tokens a role behind a name takes with its commas (", the prime minister,"); 0 for none."""
    if tokens[at] != ",":
        return 0
    closing = next((n for n, token in enumerate(tokens[at + 1 :], 2) if not token[0].isalpha()), 0)
    return closing if 2 < closing <= LONGEST_ROLE and tokens[at + closing - 1] == "," else 0


def _is_behind_saying(tokens: Sequence[str], start: int) -> bool:
    """Only in a clause such as “…, said foreign minister Marta Lund”: else the name may be what is spoken of."""
    before = list(tokens[max(0, start - MOST_BETWEEN - 3) : start])
    while before and before[-1].isalpha() and not says(before[-1]):
        if is_common(before[-1]):
            return False
        before.pop()
    if not before or not says(before.pop()):
        return False
    return before[-1:] == ["…"] or before[-2:] == ["…", ","]


def _signs(tokens: Sequence[str], start: int, end: int) -> bool:
    """As in “… — Marta Lund”, “Marta Lund — …”, “… (Lund)” and “…, according to Lund”."""
    before, behind = list(tokens[max(0, start - 2) : start]), list(tokens[end : end + 2])
    signed = before[:1] == ["…"] and before[-1] in _SIGNED
    return (
        signed
        or [token.casefold() for token in before] == ["according", "to"]
        or (behind[-1:] == ["…"] and behind[0] in _DASHES)
    )
