"""Who is who: which mentions of one article name the same person.

Full names come first, then shorter ones in the order of the text. A part that contradicts (another middle name, initial
or number) parts two people, a part that is missing does not. A surname that several bear is nobody, unless a title, a
first name, or the use that the article has made of it before tells.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from corpus.document.entities.capitals import NameRun
from corpus.document.entities.given_names import is_short_form, sex_of
from corpus.document.entities.leaders import party_led_by, surnames
from corpus.document.entities.namesakes import fullest_of, meant_by
from corpus.document.entities.parties import Mentions
from corpus.document.entities.personal_names import is_alone, is_credit
from corpus.document.entities.role_nouns import role_words, word_at
from corpus.document.parse import Parse
from corpus.knowledge import words_of
from corpus.names.likeness.alike import alike
from corpus.names.likeness.romanise import fold

_MISSPELT_SURNAME = 0.7
_SAME_SURNAME = 0.88
"""How alike two surnames of one article must be spelled to be one (Zelensky, Zelenskiy, Zelnski)."""

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


@dataclass(frozen=True)
class Grouping:
    """The mentions of each person; `shared` has, by token, the numbers of all whom an unclear mention could mean."""

    parse: Parse
    groups: list[list[NameRun]] = field(default_factory=list)
    shared: dict[int, tuple[int, ...]] = field(default_factory=dict)
    settled: dict[str, int] = field(default_factory=dict)
    """Whom a surname alone has meant while only one bore it."""

    begun: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    """By the letter that a first or last name begins with, who bears one: no others can be the same."""

    def add_full(self, run: NameRun) -> None:
        """Adds a full name to the one person whom it fits, or as a new one."""
        near = sorted(set[int]().union(*(self.begun[letter] for letter in _initials(run))))
        fitting = [number for number in near if _fits(self.groups[number], run) and not self._is_beside(number, run)]
        exact = [number for number in fitting if any(other.words == run.words for other in self.groups[number])]
        self._join(exact if len(exact) == 1 else fitting, run, is_new=True)

    def _is_beside(self, number: int, run: NameRun) -> bool:
        """«Bob Marlow and his son, Robert Marlow»: whether somebody is named in this sentence by another first name."""
        at = self.parse.sentence_numbers
        here = (other for other in self.groups[number] if at[other.first] == at[run.first])
        return any(is_short_form(other.given, run.given) for other in here)

    def add_single(self, run: NameRun, *, is_new: bool) -> None:
        """Adds a single word to the one person whom it can mean; as a new one with `is_new` if it can mean nobody."""
        bearers = self._bearers(run) or self._called(run)
        if len(bearers) > 1:
            bearers = self._as_settled(bearers, run)
        if len(bearers) == 1 and not run.title:
            self.settled.setdefault(run.surname, bearers[0])
        self._join(bearers, run, is_new=is_new)

    def in_order(self) -> "Grouping":
        """The same in the order of the text, without those who only made the article."""
        people = (number for number, group in enumerate(self.groups) if not self._is_of_credits(group))
        order = sorted(people, key=lambda number: min(run.first for run in self.groups[number]))
        groups = [sorted(self.groups[number], key=lambda run: run.first) for number in order]
        places = {number: place for place, number in enumerate(order)}
        shared = {at: tuple(sorted(places[one] for one in numbers)) for at, numbers in self.shared.items()}
        return Grouping(self.parse, groups, shared)

    def _is_of_credits(self, group: Sequence[NameRun]) -> bool:
        """Whether somebody is only named among those who made the article."""
        alone = not any(group is self.groups[number] for numbers in self.shared.values() for number in numbers)
        return alone and all(is_credit(self.parse, run) for run in group)

    def _join(self, numbers: Sequence[int], run: NameRun, *, is_new: bool) -> None:
        if len(numbers) == 1:
            self.groups[numbers[0]].append(run)
        elif numbers:
            self.shared.update(dict.fromkeys(range(run.first, run.last + 1), tuple(numbers)))
        elif is_new:
            self.groups.append([run])
            numbers = [len(self.groups) - 1]
        for letter in _initials(run) if len(numbers) == 1 else ():
            self.begun[letter].add(numbers[0])

    def _where(self, fits: Callable[[NameRun], bool]) -> list[int]:
        return [number for number, group in enumerate(self.groups) if any(map(fits, group))]

    def _bearers(self, run: NameRun) -> list[int]:
        """Who bears a single word as a surname and can be called by it as it stands here."""
        found = self._where(lambda other: _is_same_surname(run.surname, other.surname))
        if not found and run.title:
            found = self._where(lambda other: _is_misspelt(run, other))
        return [number for number in found if _can_be_called(self.groups[number], run)]

    def _called(self, run: NameRun) -> list[int]:
        """Who has been named before with the word as a first name or nickname: «Meg Marlow …», then «Meg»."""
        if run.title and set(run.title) & role_words("courtesies") != set(run.title) & {"sir", "dame", "lord", "lady"}:
            return []
        return self._where(lambda other: other.first < run.first and run.surname in (other.given, *other.nickname))

    def _as_settled(self, bearers: list[int], run: NameRun) -> list[int]:
        """The only one named before, or whom the surname means for certain; all named before where that is nobody."""
        named = [number for number in bearers if any(other.first < run.first for other in self.groups[number])]
        if len(named) < 2:
            return named or bearers
        before = {number: [one for one in self.groups[number] if one.first < run.first] for number in named}
        return meant_by(self.parse, before, run, self.settled.get(run.surname))


def group(parse: Parse, mentions: Mentions, runs: Sequence[NameRun]) -> Grouping:
    """Every mention with the others of its person; the capitals that are somebody's surname or first name, too."""
    found = Grouping(parse)
    full = [run for run in runs if _is_full(run)]
    for run in sorted(full, key=lambda run: (-len(run.words), -bool(run.generation), run.first)):
        found.add_full(run)
    for run in runs:
        if not _is_full(run):
            found.add_single(run, is_new=True)
    for run in _bare_names(parse, mentions, runs):
        found.add_single(run, is_new=False)
    return found.in_order()


def sex_of_title(title: Sequence[str]) -> str | None:
    """The "m" or "f" that a title or a role tells of; None if it tells neither."""
    if set(title) & role_words("men"):
        return "m"
    return "f" if set(title) & role_words("women") else None


# --------------------------------------------------------------------------- full names


def _initials(run: NameRun) -> set[str]:
    return {run.words[0][:1], run.words[-1][:1]}


def _is_full(run: NameRun) -> bool:
    return len(run.words) > 1 or bool(run.generation)


def _fits(group: Sequence[NameRun], run: NameRun) -> bool:
    """Whether a full name is one of a person's and contradicts none of them, as the same name again never does."""
    if any((other.words, other.generation) == (run.words, run.generation) for other in group):
        return True
    return any(_is_same(run, other) for other in group) and not any(_contradict(run, other) for other in group)


def _is_same(one: NameRun, other: NameRun) -> bool:
    if _is_end_of(one.words, other.words) or _is_end_of(other.words, one.words) or _begins(one.words, other.words):
        return True
    if one.given != other.given and not _agree(one, other):
        return False
    if one.surname == other.surname and is_short_form(one.given, other.given):
        return True
    return _is_same_surname(one.surname, other.surname) and _is_same_word(one.given, other.given)


def _agree(one: NameRun, other: NameRun) -> bool:
    """Whether nothing tells a «Mike Marlow» from a «Michael Marlow»: no number, and no other sex."""
    sexes = {sex_of_title(one.title) or sex_of(one.given), sex_of_title(other.title) or sex_of(other.given)} - {None}
    return one.generation == other.generation and len(sexes) < 2


def _contradict(one: NameRun, other: NameRun) -> bool:
    """Another number, or a middle name or initial that the other has otherwise: «John A.» and «John B. Smith»."""
    if one.generation and other.generation and one.generation != other.generation:
        return True
    if one.given != other.given and (_is_end_of(one.words, other.words) or _is_end_of(other.words, one.words)):
        return False
    short, long = sorted((_middle(one), _middle(other)), key=len)
    if any(len(word) == 1 for word in (*short, *long)):
        return not all(map(_is_same_word, short, long))
    rest = iter(long)
    return not all(any(_is_same_word(word, candidate) for candidate in rest) for word in short)


def _middle(run: NameRun) -> tuple[str, ...]:
    return () if run.family_first else tuple(word for word in run.words[1:-1] if word not in role_words("particles"))


def _is_end_of(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """«Abu Zuhri» of «Sami Abu Zuhri», «Peña Nieto» of «Enrique Peña Nieto»."""
    return 1 < len(short) < len(long) and long[-len(short) :] == short


def _begins(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """«Enrique Peña» for «Enrique Peña Nieto»."""
    short, long = sorted((one, other), key=len)
    return 1 < len(short) < len(long) and long[: len(short)] == short and len(short[-1]) > 1


def _is_same_word(one: str, other: str) -> bool:
    """One first or middle name, or the initial of it."""
    if min(len(one), len(other)) == 1:
        return one[0] == other[0]
    return one == other or alike(one, other) >= _SAME_SURNAME


def _is_same_surname(one: str, other: str) -> bool:
    if one == other:
        return True
    return min(len(one), len(other)) >= 5 and one[0] == other[0] and alike(one, other) >= _SAME_SURNAME


def _is_misspelt(one: NameRun, other: NameRun) -> bool:
    """A surname under the same rank: «Gen Gabir», «Gen Gabril»; every article may have a Mr Carter and a Mr Carver."""
    titled = bool(one.title and other.title and one.title[-1] == other.title[-1] not in role_words("courtesies"))
    return titled and one.surname[:2] == other.surname[:2] and alike(one.surname, other.surname) >= _MISSPELT_SURNAME


# --------------------------------------------------------------------------- single words


def _can_be_called(group: Sequence[NameRun], run: NameRun) -> bool:
    """Not «Mr Obama» for Michelle Obama, nor «President Obama» for one who shares only the name of a leader."""
    fullest, own = fullest_of(group), sex_of_title(run.title)
    if len(fullest.words) < 2 or party_led_by(fullest.words):
        return True
    if own is not None and _sex_of(group) not in (own, None):
        return False
    leading = run.surname in surnames() and bool(set(run.title) & role_words("leading"))
    return not (leading and all(other.role is None for other in group))


def _sex_of(group: Sequence[NameRun]) -> str | None:
    titled = (sex_of_title(run.title) for run in group)
    return next((sex for sex in titled if sex), None) or sex_of(fullest_of(group).given)


def _bare_names(parse: Parse, mentions: Mentions, known: Sequence[NameRun]) -> Iterator[NameRun]:
    """Every other capital that stands alone and is the surname, first name or nickname of somebody known."""
    taken = {at for run in known for at in range(run.first, run.last + 1)}
    families = {run.surname for run in known}
    called = {word for run in known if len(run.words) > 1 for word in (run.given, *run.nickname)}
    alone = {token.lower_ for token in parse.doc if token.i not in taken}
    formal = {run.given for run in known if run.roles or run.title or run.surname in alone}
    """Who has an office, or goes by the surname: a state's name alone is not for certain Jordan Weil's."""
    told_of = _told_of(parse, mentions, taken)
    borne: dict[str, bool] = {}
    for token in parse.doc:
        at = token.i
        if at in taken or not token.text[:1].isupper() or token.pos_ not in ("PROPN", "NOUN", "ADJ", "VERB"):
            continue
        words = fold(token.text.removesuffix("'s"))
        if not words or token.lower_ in role_words("other_capitals") or not is_alone(parse, at):
            continue
        if word_at(parse.doc, at + 1) in words_of("offices.toml", "ranks_and_file"):
            continue  # «the Amal movement», where somebody's first name is Amal
        word = words[-1]
        if word not in borne:
            borne[word] = any(_is_same_surname(word, surname) for surname in families)
        own = mentions.at(at)
        by_party = own is not None
        told = told_of.get(own.party_id, set()) - {token.text} if own is not None else set()
        if (borne[word] and (not by_party or (word in families and _is_shadowed(parse, mentions, at)))) or (
            word in called
            and not borne[word]
            and not (by_party and (word in formal or told))
            and _is_called(parse, at, by_party=by_party)
        ):
            yield NameRun(at, at, (word,))


def _is_shadowed(parse: Parse, mentions: Mentions, at: int) -> bool:
    """Whether a party's name is a person's here, whose surname it is too: «West said», not «the West», «in West»."""
    mention, before = mentions.at(at), parse.doc[at - 1].lower_ if at else ""
    if mention is None or mention.first != mention.last or not mention.acts or before == "the":
        return False
    return mention.form != "adjective" or parse.doc[at].dep_ in _SUBJECTS or parse.doc[at].dep_ == "poss"


def _told_of(parse: Parse, mentions: Mentions, names: Collection[int]) -> Mapping[str, set[str]]:
    """By what an article tells of each party outside of names: the words for it, "" where it stands for a place."""
    told: dict[str, set[str]] = defaultdict(set)
    for one in mentions.found:
        if one.first not in names:
            told[one.party_id].add(parse.doc[one.first].text if one.acts else "")
    return told


def _is_called(parse: Parse, at: int, *, by_party: bool) -> bool:
    """Whether a first name alone is somebody's here: «Meg said», «Meg's», «with Meg», not «in Virginia»."""
    token = parse.doc[at]
    if token.dep_ in _SUBJECTS:
        return True
    if by_party:
        return False
    with_whom = token.dep_ == "pobj" and token.head.lower_ in ("with", "by", "for", "about")
    return with_whom or token.dep_ in ("dobj", "dative", "poss", "conj", "appos")
