"""Who bears which name, to the letter: whole names, single words, and Korean syllables."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from corpus.models import Entity
from corpus.names.index import korean
from corpus.names.index.titles import listed_parties, names_of, without_titles
from corpus.names.likeness.alignment import roles, words_of
from corpus.names.likeness.romanise import Writing, fold, writing

LONGEST_QUERY = 200
"""How many characters of a query are read; no name is longer."""


Rank = tuple[int, str]
"""The place of an entity among others of equal merit: people first, then parties as they came."""


class Query(NamedTuple):
    """What was asked: the text, its folded words, and its writing."""

    text: str
    words: tuple[str, ...]
    writing: Writing


class Form(NamedTuple):
    """One way to write a person's name; `who` is the person's place among the entities."""

    who: int
    words: tuple[str, ...]
    family_first: bool

    @property
    def surname(self) -> str:
        return self.words[roles(self.words, self.family_first).surname]


class Bearers:
    """The names of some entities, which may come and go. An entity is its number; `forms` are those of people only.

    Whoever has come later has a higher number, so what is found is put in the order of `rank`.
    """

    def __init__(self, rank: Callable[[int], Rank]) -> None:
        self.forms: list[Form] = []
        self.party_names: dict[str, tuple[int, ...]] = {}
        self._rank = rank
        self._whole_names: dict[str, tuple[int, ...]] = {}
        self._having: dict[str, array[int]] = {}
        self._koreans: dict[str, list[int]] = defaultdict(list)
        self._forms_of: dict[int, range] = {}

    def add(self, who: int, entity: Entity) -> None:
        """Takes in all names of an entity under a number that no other had."""
        first = len(self.forms)
        for words in written(entity):
            if entity.kind == "party":
                _add(self.party_names, "".join(words), who)
            else:
                self._keep_person(who, words, (entity.country or "").lower())
        self._forms_of[who] = range(first, len(self.forms))

    def remove(self, who: int, entity: Entity) -> None:
        """Lets go of all names of an entity, given as it was taken in."""
        for words in written(entity):
            table = self.party_names if entity.kind == "party" else self._whole_names
            for whole in dict.fromkeys((words, without_titles(words))):
                _take(table, "".join(whole), who)
        for at in self._forms_of.pop(who):
            core = self.forms[at].words
            for word in dict.fromkeys((*core, *joined(core))):
                self._having[word].remove(at)
                if not self._having[word]:
                    del self._having[word]
            if at in (koreans := self._koreans.get(korean.frame(korean.syllables(core)), [])):
                koreans.remove(at)

    def _keep_person(self, who: int, words: tuple[str, ...], country: str) -> None:
        core = without_titles(words)
        for whole in dict.fromkeys((words, core)):
            _add(self._whole_names, "".join(whole), who)
        for word in dict.fromkeys((*core, *joined(core))):
            self._having.setdefault(word, array("I")).append(len(self.forms))
        if country in korean.COUNTRIES and (name := korean.syllables(core)):
            self._koreans[korean.frame(name)].append(len(self.forms))
        self.forms.append(Form(who, core, country in words_of("family_first")))

    def words_of(self, entity: Entity) -> Iterator[str]:
        """The words of a person's names, as `words` has them."""
        for words in written(entity):
            core = without_titles(words)
            yield from (*core, *joined(core))

    def __contains__(self, word: str) -> bool:
        return word in self._having

    def words(self) -> Iterable[str]:
        """Every word of people's names, and neighbouring words run together where one of them is short."""
        return self._having

    def having(self, word: str) -> Sequence[int]:
        """The places among `forms` of the names with that word; none for a word that is in no name."""
        return self._having.get(word, ())

    def of_whole_name(self, words: Sequence[str]) -> list[int]:
        """All that are called so; parties alone, if the gazetteer lists one.

        One word may also be a part of other people's names, and a party that only articles name may be a person.
        """
        key = "".join(words)
        parties = self._ordered(self.party_names.get(key, ()))
        if parties and key in listed_parties():
            return parties
        people = self._ordered(self._whole_names.get(key, ()))
        shared = self.sharing(words) if (people or parties) and len(words) == 1 else []
        return list(dict.fromkeys((*people, *shared, *parties)))

    def sharing(self, words: Sequence[str]) -> list[int]:
        """Everybody with all of the words in one name, those first whose family name is among them."""
        few, *others = sorted(map(self.having, words), key=len) if words else [()]
        shared = set(few).intersection(*others)
        forms = [self.forms[at] for at in few if at in shared]
        surnamed = self._ordered(form.who for form in forms if form.surname in words)
        return list(dict.fromkeys((*surnamed, *self._ordered(form.who for form in forms))))

    def _ordered(self, who: Iterable[int]) -> list[int]:
        return sorted(who, key=self._rank)

    def is_surnamed(self, who: int, words: Sequence[str]) -> bool:
        """Whether one of the words is the family name of `who`."""
        places = (at for word in words for at in self.having(word))
        return any(self.forms[at].who == who and self.forms[at].surname in words for at in places)

    def of_syllables(self, query: Query) -> list[int]:
        """Koreans whose names are of the same syllables, however they are spelled."""
        name = korean.syllables(korean.read(query.words, query.text, query.writing))
        forms = [self.forms[at] for at in self._koreans.get(korean.frame(name), ())] if name else []
        exact = query.writing in (Writing.LATIN, Writing.HANGUL, Writing.HAN)
        same = (form.who for form in forms if korean.are_alike(name, korean.syllables(form.words), exact=exact))
        return list(dict.fromkeys(self._ordered(same)))


def written(entity: Entity) -> Iterator[tuple[str, ...]]:
    """The folded words of each name of an entity."""
    for name in dict.fromkeys(names_of(entity)):
        plain = fold(name)
        if plain:
            yield plain
        if not name.isascii() and (spoken := fold(name, spoken=True)) and spoken != plain:
            yield spoken


def _take(table: dict[str, tuple[int, ...]], key: str, who: int) -> None:
    left = tuple(one for one in table.get(key, ()) if one != who)
    if left:
        table[key] = left
    else:
        table.pop(key, None)


def _add(table: dict[str, tuple[int, ...]], key: str, who: int) -> None:
    table[key] = tuple(dict.fromkeys((*table.get(key, ()), who)))


def joined(words: Sequence[str], *, always: bool = False) -> Iterator[str]:
    """Neighbouring words run together, as they are often written where one of them is short."""
    return (one + other for one, other in pairwise(words) if always or min(len(one), len(other)) <= 4)


def read(text: str) -> Query:
    """A query's words; the rest of an overlong text is not read."""
    text = text[:LONGEST_QUERY]
    return Query(text, fold(text), writing(text))
