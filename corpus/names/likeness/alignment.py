"""How well the words of a query fit the words of a name: which word stands for which, and what is left over.

A name's words weigh differently: the family name most, then the given name, then the rest. Whether two words are alike
is decided elsewhere; in here likeness is a number between 0 (another word) and 1 (the same).
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from corpus.knowledge import read_table
from corpus.names.likeness.lexicon import is_same_given

NAMES_FILE = "names.toml"

SURNAME, GIVEN, SHORT_SYLLABLE, MIDDLE, PATRONYMIC, INITIAL, PARTICLE = 1.0, 0.6, 0.6, 0.25, 0.12, 0.08, 0.05
INITIAL_ALIKE, SAME_GIVEN = 0.84, 0.93
CLEAR = 0.86
"""From here on two words are taken for one; below, they are merely alike."""


@cache
def words_of(table: str) -> frozenset[str]:
    """The words of one list of the tables: titles, suffixes, particles, honorifics, family_first."""
    return frozenset(read_table(NAMES_FILE)[table].split())


@cache
def _patronymic_endings() -> tuple[str, ...]:
    return tuple(read_table(NAMES_FILE)["patronymics"].split())


def is_patronymic(word: str) -> bool:
    return len(word) > 5 and word.endswith(_patronymic_endings())


class Roles(NamedTuple):
    """Which word of a name is the family name, and what every word weighs."""

    surname: int
    weights: tuple[float, ...]


@lru_cache(maxsize=10_000)
def roles(words: tuple[str, ...], family_first: bool) -> Roles:
    """The roles of a name's words. `family_first` says that its country puts the family name first."""
    core = [at for at, word in enumerate(words) if word not in words_of("particles")] or list(range(len(words)))
    family_first = family_first and len(words) <= 3
    surname, given = (core[0], core[-1]) if family_first else (core[-1], core[0])

    def weight(at: int) -> float:
        word = words[at]
        if at == surname:
            return SURNAME
        if word in words_of("particles"):
            return PARTICLE
        if len(word) == 1:
            return INITIAL
        if is_patronymic(word) and at != given:
            return PATRONYMIC
        return GIVEN if at == given or family_first else MIDDLE

    return Roles(surname, tuple(map(weight, range(len(words)))))


def with_surname(of: Roles, at: int) -> Roles:
    """The same name read with another of its words as the family name, as where there are two of them."""
    weights = [SURNAME if i == at else 0.35 if i == of.surname else w for i, w in enumerate(of.weights)]
    return Roles(at, tuple(weights))


class Fit(NamedTuple):
    """How a query fits a name.

    `score` weighs all words. `surname` and `given` are the likeness of those words, 0 where the query has none;
    `lowest` the least likeness among words that weigh. `evidence` counts the letters that were recognised. `before`,
    `inside` and `after` count the words of the query that stand for nothing in the name, by where they stand, and
    `slight` those that say little (particles, titles, patronymics). `missing` counts the words of the name that weigh
    and are not in the query; `turned` says that family name and given name stand the wrong way round and are not both
    as they should be.
    """

    score: float
    surname: float
    given: float
    lowest: float
    evidence: int
    before: int = 0
    inside: int = 0
    after: int = 0
    slight: int = 0
    missing: int = 0
    turned: bool = False

    @property
    def unexplained(self) -> int:
        return self.before + self.inside + self.after


Alike = Callable[[str, str], float]
Near = Sequence[Mapping[str, float]]


def fit_best(query: Sequence[str], near: Near, name: Sequence[str], of: Roles, alike: Alike) -> Fit:
    """`fit`, with whichever word of the name as its family name fits best, as where there are two of them."""
    found = fit(query, near, name, of, alike)
    if found.surname < 0.7 and len(name) > 2 and len(query) > 1:
        others = (at for at in range(1, len(name)) if at != of.surname and of.weights[at] >= MIDDLE)
        for other in (fit(query, near, name, with_surname(of, at), alike) for at in others):
            if other.surname >= CLEAR and other.score - 0.06 > found.score:
                found = other._replace(score=other.score - 0.06)
    return found


def fit_run_together(query: Sequence[str], name: Sequence[str], found: Fit, alike: Alike) -> Fit:
    """`found`, or the fit of both with their words run together if that is better: words are divided in many ways."""
    typed = "".join(query)
    worth_trying = len(query) != len(name) and len(typed) > 6 and found.score < 0.8
    likeness = alike(typed, "".join(name)) if worth_trying else 0.0
    if likeness < CLEAR or likeness - 0.03 <= found.score:
        return found
    return Fit(likeness - 0.03, likeness, likeness, likeness, len(typed))


class _Pairing:
    """The words of a query set against the words of a name, best pairs first."""

    def __init__(self, query: Sequence[str], name: Sequence[str]) -> None:
        self.query, self.name = query, name
        self.of_query: list[int | None] = [None] * len(query)
        self.of_name: list[int | None] = [None] * len(name)
        self.alike = [0.0] * len(name)

    def pair(self, of_query: Sequence[int], of_name: Sequence[int], alike: float) -> None:
        for at in of_query:
            self.of_query[at] = of_name[0]
        for at in of_name:
            self.of_name[at], self.alike[at] = of_query[0], alike

    def words(self, likeness: Callable[[int, int], float], weights: Sequence[float]) -> None:
        found = [
            (alike + 0.001 * weights[n] - 0.0001 * abs(q - n), alike, q, n)
            for q in range(len(self.query))
            for n in range(len(self.name))
            if (alike := likeness(q, n))
        ]
        for _, alike, q, n in sorted(found, reverse=True):
            if self.of_query[q] is None and self.of_name[n] is None:
                self.pair((q,), (n,), alike)

    def joined_in_query(self, near: Near) -> None:
        """As "abdulrahman" for Abdul Rahman."""
        for q, word in enumerate(self.query):
            if self.of_query[q] is not None or len(word) < 5:
                continue
            for start, end in _runs(self.of_name):
                alike = near[q].get("".join(self.name[start:end]), 0.0)
                if alike >= CLEAR and self.of_query[q] is None:
                    self.pair((q,), range(start, end), alike)

    def joined_in_name(self, alike: Alike) -> None:
        """As "Jin Ping" for Jinping."""
        for start, end in _runs(self.of_query):
            run = "".join(self.query[start:end])
            for n, word in enumerate(self.name):
                if self.of_name[n] is None and self.of_query[start] is None and len(run) >= 5:
                    likeness = alike(run, word)
                    if likeness >= CLEAR:
                        self.pair(range(start, end), (n,), likeness)


def _runs(paired: Sequence[int | None]) -> list[tuple[int, int]]:
    """Stretches of two or three words that stand for nothing yet."""
    spans = [(start, start + size) for size in (2, 3) for start in range(len(paired) - size + 1)]
    return [(start, end) for start, end in spans if all(other is None for other in paired[start:end])]


def fit(query: Sequence[str], near: Near, name: Sequence[str], of: Roles, alike: Alike) -> Fit:
    """How the folded words of a query fit the folded words of a name.

    `near` holds, for every word of the query, the words that are known to be near it with their likeness; `alike`
    compares two words anew and is asked only once the family name fits.
    """
    surname_fits = any(row.get(name[of.surname], 0.0) >= 0.7 for row in near)

    def likeness(q: int, n: int) -> float:
        one, other = query[q], name[n]
        if len(one) == 1 or len(other) == 1:
            ends = (q == len(query) - 1) == (n == len(name) - 1) or len(one) == 1
            return 1.0 if one == other else INITIAL_ALIKE if one[0] == other[0] and ends else 0.0
        known = near[q].get(other, 0.0)
        if known < SAME_GIVEN and is_same_given(one, other):
            known = SAME_GIVEN if n != of.surname else alike(one, other)
        elif not known and surname_fits:
            known = alike(one, other)
        return known if known >= 0.6 else 0.0

    pairing = _Pairing(query, name)
    pairing.words(likeness, of.weights)
    if None in pairing.of_query:
        pairing.joined_in_query(near)
        pairing.joined_in_name(alike)
    return _measure(pairing, of)


def _measure(pairing: _Pairing, of: Roles) -> Fit:
    alike, weights, surname = pairing.alike, of.weights, of.surname
    weighty = [at for at, weight in enumerate(weights) if weight >= MIDDLE and at != surname]
    before, inside, after = _left_over(pairing)
    paired = [alike[at] for at in (*weighty, surname) if pairing.of_name[at] is not None]
    given = max((alike[at] for at in weighty), default=0.0)
    slight = pairing.of_query.count(None) - before - inside - after
    both = min(alike[surname], given) >= CLEAR
    cost = 0.05 * slight + (0.12 if both else 0.20) * inside + (0.35 if both else 0.45) * (before + after)
    total = cost + sum(_share(pairing, of, at) for at in range(len(weights)))
    got = sum(weights[at] * _steep(alike[at]) for at in range(len(weights)) if pairing.of_name[at] is not None)
    turned = _is_turned(pairing, of, weighty)
    return Fit(
        score=got / total - 0.08 * turned if total else 0.0,
        surname=alike[surname],
        given=given,
        lowest=min(paired, default=0.0),
        evidence=sum(len(word) for at, word in enumerate(pairing.query) if pairing.of_query[at] is not None),
        before=before,
        inside=inside,
        after=after,
        slight=slight,
        missing=len(weighty) + 1 - len(paired),
        turned=turned,
    )


def _share(pairing: _Pairing, of: Roles, at: int) -> float:
    """What a word of the name counts for; one that was left out counts for little."""
    weight = of.weights[at]
    if pairing.of_name[at] is not None or at == of.surname:
        return weight
    return weight * (0.10 if weight < 0.5 or len(pairing.query) == 1 else 0.22)


def _steep(alike: float) -> float:
    """Likeness as it counts: what is not clear counts for much less."""
    return alike if alike >= 0.85 else alike - 1.2 * (0.85 - alike)


def _is_slight(word: str) -> bool:
    return (
        word in words_of("particles")
        or word in words_of("titles")
        or word in words_of("suffixes")
        or word in words_of("honorifics")
    )


def _left_over(pairing: _Pairing) -> tuple[int, int, int]:
    paired = [at for at, other in enumerate(pairing.of_query) if other is not None]
    first, last = (paired[0], paired[-1]) if paired else (0, -1)
    left = [
        at
        for at, word in enumerate(pairing.query)
        if pairing.of_query[at] is None and len(word) > 2 and not _is_slight(word) and not is_patronymic(word)
    ]
    return sum(at < first for at in left), sum(first < at < last for at in left), sum(at > last for at in left)


def _is_turned(pairing: _Pairing, of: Roles, weighty: Sequence[int]) -> bool:
    """A family name before its given name is a little less likely, unless both are as they should be."""
    if not weighty or pairing.of_name[of.surname] is None:
        return False
    given = max(weighty, key=lambda at: pairing.alike[at])
    at_given, at_surname = pairing.of_name[given], pairing.of_name[of.surname]
    if at_given is None or at_surname is None or (at_surname < at_given) == (of.surname < given):
        return False
    return min(pairing.alike[of.surname], pairing.alike[given]) < 0.95
