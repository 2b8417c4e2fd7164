"""Who a draft says has said a quotation, by the words beside it alone: nobody is looked up in here."""

import re
from collections.abc import Sequence

from corpus.quote_check.words import is_common, names_nobody, says, stands_before_saying, stands_for_somebody

_TOKEN = re.compile(r"[^\W\d_][\w'’-]*|…|[^\w\s]")
_POSSESSIVE = re.compile("['’]s?$")
_DASHES = frozenset("-–—―")
_SIGNED = _DASHES | {"("}
MOST_BETWEEN = 2
"""Words of a role that may stand between the verb and the name ("said foreign minister Marta Lund")."""


LONGEST_ROLE = 12
"""Tokens, both commas with it."""


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
    return signed or before == ["according", "to"] or (behind[-1:] == ["…"] and behind[0] in _DASHES)
