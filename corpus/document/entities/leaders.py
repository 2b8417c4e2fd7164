"""Leaders whom articles name without saying whose they are; from ``knowledge/leaders.toml``.

What comes from here is not in the article: it tells whom a bare surname speaks for, and never a role or a first name.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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
    known = [term for term in _terms("terms") if term.is_of(words)]
    return day is None or not known or any(term.holds_on(day) for term in known)


def offices_of_head(words: tuple[str, ...], day: date | None, *, former: bool = False) -> set[str]:
    """What somebody with this folded name is called as head of a state or government on a day: "prime minister".

    What they were called once if `former`; nothing of who is no head that we know of, or on no day.
    """
    terms = [term for term in _terms("heads") if term.is_of(words)]
    if day is None:
        return set()
    held = {term.office for term in terms if term.holds_on(day)}
    return {term.office for term in terms if term.is_over(day)} - held if former else held


def is_known_head(words: tuple[str, ...]) -> bool:
    """Whether it is known of which state somebody with this folded name was head, and when."""
    return any(term.is_of(words) for term in _terms("heads"))


@dataclass(frozen=True, slots=True)
class _Term:
    """Somebody's time in an office ("" for any), from a day to a day as ISO writes them, "" for one that lasts."""

    name: tuple[str, ...]
    office: str
    first: str
    last: str

    def is_of(self, words: tuple[str, ...]) -> bool:
        return _is_named(words, self.name)

    def holds_on(self, day: date) -> bool:
        return self.first <= day.isoformat() <= (self.last or "9999")

    def is_over(self, day: date) -> bool:
        return "" < self.last < day.isoformat()


def politics_of(words: tuple[str, ...]) -> str | None:
    """The party of politics of the leader with this folded name, for days without an office; None if none is known."""
    found = {party for name, party in _names_in("politics") if _is_named(words, name)}
    return found.pop() if len(found) == 1 else None


def is_dated(words: tuple[str, ...]) -> bool:
    """Whether it is known from when to when the leader with this folded name held an office."""
    return any(term.is_of(words) for term in _terms("terms"))


def _is_named(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    return name[-1] == words[-1] and (len(words) == 1 or alike(name[0], words[0]) >= _SAME_GIVEN_NAME)


@cache
def _terms(kind: str) -> tuple[_Term, ...]:
    table: Mapping[str, list[str]] = read_table("leaders.toml")[kind]
    together: Mapping[str, list[str]] = read_table("leaders.toml")["serving"] if kind == "terms" else {}
    own = ((name, span) for name, spans in table.items() for span in spans)
    served = ((name, span) for span, names in together.items() for name in names)
    return tuple(_term(fold(name), span) for name, span in (*own, *served))


def _term(name: tuple[str, ...], span: str) -> _Term:
    """Of «prime minister 2024-07-05/», or of two days alone."""
    office, _, days = span.rpartition(" ")
    first, _, last = days.partition("/")
    return _Term(name, office, first, last)


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
