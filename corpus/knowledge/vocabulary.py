"""What positions are about and what they say of it: the issues and the stances, as data.

The tables are ``knowledge/issues.toml`` and ``knowledge/stances.toml``. Nothing in here needs the parser, so whoever
only shows positions can use it too.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from corpus.knowledge import read_table
from corpus.models import Record, Stance

OTHER = "other"
"""The issue of a position that is about none of the table's: its label is the phrase itself."""

_EMPTY_WORDS = frozenset(["the", "a", "an", "of", "and", "in", "on", "for", "to", "with", "about", "issue", "question"])
_WORD = re.compile(r"\w+")
_HISSING = ("s", "x", "z", "ch", "sh")
"""Endings of words that take "es" for more than one."""


class Issue(Record):
    """Something that is negotiated about. A term that ends in "*" means every word that begins so.

    Beside one of the words of `unless` its terms are said of something else: the truce of a trade war.
    """

    id: str
    label: str
    terms: tuple[str, ...] = ()
    common: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    spellings: tuple[str, ...] = ()
    pax: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()


class StanceEntry(Record):
    """A stance as readers know it; `label` is the verb after the party's name ("Russia demands")."""

    stance: Stance
    label: str
    definition: str
    cues: tuple[str, ...] = ()
    plover: tuple[str, ...] = ()
    cameo: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()


@cache
def issues() -> Mapping[str, Issue]:
    """Every issue by its id ("nato_membership"), `OTHER` last. An id never changes once it is given."""
    table = read_table("issues.toml")
    return MappingProxyType({issue_id: Issue(id=issue_id, **fields) for issue_id, fields in table.items()})


@cache
def stances() -> Mapping[Stance, StanceEntry]:
    """Every stance, in the order of `Stance`."""
    table = read_table("stances.toml")
    return MappingProxyType({stance: StanceEntry(stance=stance, **table[stance.value]) for stance in Stance})


def issues_named(query: str) -> tuple[Issue, ...]:
    """The issues that a typed topic means ("NATO", "prisoner swap"), best first; () when it means none.

    All words of the topic must be words of one label or term, whatever their endings and their case; an issue whose
    very label, id or term the topic is comes before one that only has its words. Failing that, what `issue_in` finds.
    """
    asked = _stems(query)
    if not asked:
        return ()
    ranked = [(_closeness(asked, phrases), issue_id) for issue_id, phrases in _stemmed_phrases().items()]
    found = sorted((rank, number) for number, (rank, _) in enumerate(ranked) if rank is not None)
    if not found:
        within = issue_in(query)
        return (issues()[within],) if within else ()
    return tuple(issues()[ranked[number][1]] for _, number in found)


def is_issue_name(query: str) -> bool:
    """Whether the words are the very label or term of an issue ("NATO"), and not only some words of one ("China")."""
    asked = _stems(query)
    return any(_closeness(asked, phrases) == 0 for phrases in _stemmed_phrases().values())


def issue_in(text: str, around: str = "") -> str | None:
    """The id of the issue that the words are about, by the longest term in them; None when they have none.

    Where they have none, a word of everyday use decides that has one of its issue's words beside it, also `around`.
    """
    words, beside = _fold(text), _fold(f"{text} {around}")
    found = _longest(_patterns("terms"), words, unless=beside)
    return found or _longest(_patterns("common"), words, beside, beside)


def tells_of(issue_id: str, text: str) -> bool:
    """Whether a term of that issue stands in the text, whatever else the text is about."""
    pattern = _patterns("terms").get(issue_id)
    return pattern is not None and pattern.search(_fold(text)) is not None


def is_of_an_issue(word: str) -> bool:
    """Whether a word can be about any issue at all, be it one of everyday use."""
    kinds = (_patterns("terms"), _patterns("common"))
    return any(pattern.search(_fold(word)) for kind in kinds for pattern in kind.values())


def _longest(
    patterns: Mapping[str, re.Pattern[str]], words: str, around: str | None = None, unless: str = ""
) -> str | None:
    other = {issue_id for issue_id, pattern in _patterns("unless").items() if pattern.search(unless)}
    matches = [
        (len(match.group()), -number, issue_id)
        for number, (issue_id, pattern) in enumerate(patterns.items())
        if issue_id not in other
        for match in pattern.finditer(words)
        if around is None or _has_context(issue_id, around, match.group())
    ]
    return max(matches)[2] if matches else None


def _has_context(issue_id: str, around: str, word: str) -> bool:
    beside = around.replace(word, " ")
    return any(kind[issue_id].search(beside) for kind in (_patterns("context"), _patterns("terms")))


@cache
def _patterns(kind: str) -> Mapping[str, re.Pattern[str]]:
    return {issue.id: _pattern(getattr(issue, kind)) for issue in issues().values() if getattr(issue, kind)}


def _pattern(terms: Iterable[str]) -> re.Pattern[str]:
    """One expression for all terms of an issue, longer ones first."""
    ordered = sorted(terms, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(_expression(term) for term in ordered) + r")\b")


def _expression(term: str) -> str:
    words = [re.escape(word).replace(r"\*", r"[\w'-]*") for word in term.split()]
    plural = "" if term.endswith(("*", "s")) else "(?:es)?" if term.endswith(_HISSING) else "s?"
    return r"\s+".join(words) + plural


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace("\u2019", "'").lower()


@cache
def _stemmed_phrases() -> Mapping[str, tuple[frozenset[str], ...]]:
    return {
        issue.id: tuple(
            _stems(phrase.replace("_", " ")) for phrase in (issue.id, issue.label, *issue.terms, *issue.common)
        )
        for issue in issues().values()
        if issue.id != OTHER
    }


def _closeness(asked: frozenset[str], phrases: Iterable[frozenset[str]]) -> int | None:
    """How many words the best phrase has beyond those asked for; None if no phrase has them all."""
    return min((len(phrase - asked) for phrase in phrases if asked <= phrase), default=None)


def _stems(phrase: str) -> frozenset[str]:
    words = [word for word in _WORD.findall(_fold(phrase)) if word not in _EMPTY_WORDS]
    return frozenset(_stemmer().stemWords(words))


def _stemmer() -> Any:
    """A new one each time, for a stemmer holds the word that it works on, and answers are found in many threads."""
    import snowballstemmer  # type: ignore[import-untyped]  # every language's; most answers need none

    return snowballstemmer.stemmer("english")
