"""Leaders whom articles name without saying whose they are; from ``knowledge/leaders.toml``.

What comes from here is not in the article: it tells whom a bare surname speaks for, and never a role or a first name.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache, lru_cache

from corpus.document.entities.given_names import family_first, is_given
from corpus.knowledge import read_table
from corpus.names.likeness.alike import alike
from corpus.names.likeness.romanise import fold

_SAME_SURNAME = 0.93
_SAME_GIVEN_NAME = 0.88
_KIN = frozenset(["bin", "ben", "ibn", "al", "el", "abu", "abdul", "abdel", "von", "van", "de"])
"""Words inside names that many names share."""


@lru_cache(maxsize=4096)
def party_led_by(words: tuple[str, ...], *, leading: bool = False) -> str | None:
    """The party of the leader with this folded name; None if nobody bears it, or leaders of two parties do.

    A family name that stands first is shared by millions: alone it is the leader's if an office goes before it, which
    `leading` says («President Xi»).
    """
    surname, given = words[-1], words[0]
    fits = {
        party
        for name, party in _leaders()
        if _is_surname(surname, name[-1])
        and (len(words) == 1 or given == name[0] or alike(name[0], given) >= _SAME_GIVEN_NAME)
    }
    fits |= {party for name, party in _leaders() if words[:2] == name[:2] and not set(words[:2]) & _KIN}
    if leading and len(words) == 1:
        fits |= {party for name, party in _leaders() if family_first(name) and name[0] == surname}
    fits |= _by_full_name().get(words, set()) if not fits else set()
    return next(iter(fits)) if len(fits) == 1 else None


def is_in_office(words: tuple[str, ...], day: date | None) -> bool:
    """Whether the leader with this folded name may speak for the state on a day: unless their terms are known, yes."""
    known = [
        spans
        for name, spans in _terms()
        if name[-1] == words[-1] and (len(words) == 1 or alike(name[0], words[0]) >= _SAME_GIVEN_NAME)
    ]
    if day is None or not known:
        return True
    return any(first <= day.isoformat() <= (last or "9999") for spans in known for first, last in spans)


@cache
def _terms() -> tuple[tuple[tuple[str, ...], tuple[tuple[str, str], ...]], ...]:
    """The folded names with their terms, each from a day to a day as ISO writes them, "" for one that lasts."""
    table: Mapping[str, list[str]] = read_table("leaders.toml")["terms"]
    return tuple((fold(name), tuple(_term(span) for span in spans)) for name, spans in table.items())


def _term(span: str) -> tuple[str, str]:
    first, _, last = span.partition("/")
    return first, last


@cache
def surnames() -> frozenset[str]:
    """The folded surnames that leaders of only one party bear, without those that are first names too."""
    bearers: dict[str, set[str]] = {}
    for name, party in _leaders():
        bearers.setdefault(name[-1], set()).add(party)
    return frozenset(name for name, of in bearers.items() if len(of) == 1 and not is_given(name) and len(name) > 3)


def _is_surname(printed: str, known: str) -> bool:
    spelled = len(printed) > 5 and not is_given(printed) and alike(known, printed) >= _SAME_SURNAME
    return printed == known or spelled


@cache
def _leaders() -> tuple[tuple[tuple[str, ...], str], ...]:
    return tuple(_names_in("parties"))


@cache
def _by_full_name() -> Mapping[tuple[str, ...], set[str]]:
    """Those whom only their full name tells, with or without what stands between its first and its last word."""
    found: dict[tuple[str, ...], set[str]] = {}
    for name, party in _names_in("full_names"):
        for words in {name, (name[0], name[-1])}:
            found.setdefault(words, set()).add(party)
    return found


def _names_in(key: str) -> Iterator[tuple[tuple[str, ...], str]]:
    table: Mapping[str, list[str]] = read_table("leaders.toml")[key]
    return ((fold(name), party) for party, names in table.items() for name in names)
