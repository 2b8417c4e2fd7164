"""What somebody may mean who has begun to type the name of an issue."""

import re
from collections.abc import Iterable, Sequence

from corpus.knowledge.vocabulary import OTHER, Issue, issues, issues_named

TWO_LETTERS = 2

_WORD = re.compile(r"\w+")


def issues_begun(typed: str) -> tuple[Issue, ...]:
    """Those whose label or a term has a word that begins so, then those that the words mean; () for no words."""
    words = _WORD.findall(typed.casefold())
    if not words:
        return ()
    begun = [one for one in issues().values() if _begins(words, (one.label, *one.terms))]
    by_label = sorted(begun, key=lambda one: not _begins(words, (one.label,)))
    meant = issues_named(typed) if len(typed) > TWO_LETTERS else ()
    return tuple({one.id: one for one in (*by_label, *meant) if one.id != OTHER}.values())


def _begins(words: Sequence[str], phrases: Iterable[str]) -> bool:
    """Whether one phrase has a word for each of these that begins with it."""
    named = (_WORD.findall(phrase.casefold()) for phrase in phrases)
    return any(all(any(one.startswith(word) for one in told) for word in words) for told in named)
