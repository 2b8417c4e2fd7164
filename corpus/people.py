"""The people whom an article names: one record each, with the fullest name, the role as printed and every mention.

A name is told from other capitals by what stands with it: a first name that people bear, a title or a role ("Kremlin
spokesman"), a description ("…, a Ukrainian negotiator"), or being the subject of a verb of saying. A surname alone is
whoever bore it last in full; two people of one surname are told apart by their titles and first names.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from corpus.attributions import cues
from corpus.gazetteer import parties
from corpus.knowledge import read_table
from corpus.models import Person, Span
from corpus.names import alike
from corpus.parties import Mentions
from corpus.reading import Reading
from corpus.roles import Role, is_role_noun, role_of, words_of
from corpus.romanise import fold

if TYPE_CHECKING:
    from spacy.tokens import Token

_LONGEST_NAME = 6
_MISSPELT_SURNAME = 0.7
_SAME_SURNAME = 0.88
"""How alike two surnames of one article must be spelled to be one (Zelensky, Zelenskiy, Zelnski)."""


@dataclass(frozen=True, slots=True)
class NameRun:
    """A run of capitals from token `first` to `last` that may name a person; `title` holds what stands before it."""

    first: int
    last: int
    words: tuple[str, ...]
    title: tuple[str, ...] = ()
    role: Role | None = None

    @property
    def surname(self) -> str:
        """The family name, which stands first in Chinese, Korean and Vietnamese names."""
        return self.words[0] if self.family_first else self.words[-1]

    @property
    def given(self) -> str:
        return self.words[-1] if self.family_first else self.words[0]

    @property
    def family_first(self) -> bool:
        return len(self.words) in (2, 3) and self.words[0] in words_of("family_first") and not is_given(self.words[-1])


@dataclass(slots=True)
class Known:
    """A person while the article is being read. `sex` is "m", "f" or None where nothing tells."""

    runs: list[NameRun] = field(default_factory=list)
    party_id: str | None = None
    sex: str | None = None

    @property
    def fullest(self) -> NameRun:
        return max(self.runs, key=lambda run: (len(run.words), -run.first))

    @property
    def role(self) -> Role | None:
        return next((run.role for run in self.runs if run.role is not None), None)


@dataclass(frozen=True)
class People:
    """Everybody named in an article, and which tokens name whom."""

    known: tuple[Known, ...]
    _by_token: Mapping[int, Known] = field(default_factory=dict, repr=False)

    def at(self, token: int) -> Known | None:
        """The person whom token number `token` names; None if it names nobody."""
        return self._by_token.get(token)

    def within(self, first: int, last: int) -> Known | None:
        """The last person named between two tokens, both included."""
        return next((self._by_token[at] for at in range(last, first - 1, -1) if at in self._by_token), None)


def find_people(reading: Reading, mentions: Mentions) -> People:
    """Everybody whom the article names; nobody where it names nobody."""
    runs = list(_runs(reading, mentions))
    known = _group(reading, runs)
    for person in known:
        after = (_party_after(reading, mentions, run) for run in person.runs)
        person.party_id = _party_of(person) or next((party for party in after if party), None)
        person.sex = _sex_of(person)
    by_token = {at: person for person in known for run in person.runs for at in range(run.first, run.last + 1)}
    return People(tuple(known), by_token)


def as_records(reading: Reading, people: People) -> tuple[Person, ...]:
    """One record a person, in the order of their first mentions."""
    ordered = sorted(people.known, key=lambda person: person.runs[0].first)
    return tuple(_record(reading, person, number) for number, person in enumerate(ordered, 1))


def name_of(reading: Reading, person: Known) -> str:
    """The fullest name that the article prints, without a title."""
    run = person.fullest
    return " ".join(reading.span(run.first, run.last).text.split())


def party_name_of(person: Known) -> str | None:
    """The party's name; an organisation that the gazetteer does not hold goes by the name that the article prints."""
    if person.party_id is None:
        return None
    entry = parties().get(person.party_id)
    return entry.name if entry else person.party_id


def _record(reading: Reading, person: Known, number: int) -> Person:
    role = person.role
    return Person(
        id=f"person{number}",
        name=name_of(reading, person),
        role=role.text if role else None,
        role_span=reading.span(role.first, role.last) if role else None,
        party_name=party_name_of(person),
        mentions=tuple(_mention(reading, run) for run in person.runs),
    )


def _mention(reading: Reading, run: NameRun) -> Span:
    return reading.span(run.first, run.last)


# --------------------------------------------------------------------------- runs of capitals


def _runs(reading: Reading, mentions: Mentions) -> Iterator[NameRun]:
    at = 0
    while at < len(reading.doc):
        if not _is_name_word(reading.doc[at], mentions):
            at += 1
            continue
        end = _run_end(reading, at, mentions)
        run = _without_title(reading, at, end)
        if run is not None:
            run = replace(run, role=role_of(reading, mentions, run.first, run.last))
            if _is_person(reading, run):
                yield run
        at = end + 1


def _is_name_word(token: "Token", mentions: Mentions) -> bool:
    if (
        not token.text[:1].isupper()
        or token.lower_ in words_of("other_capitals")
        or token.pos_ in ("NUM", "PUNCT", "DET")
    ):
        return False
    return mentions.at(token.i) is None and (
        token.pos_ == "PROPN" or (fold(token.text)[-1:] != () and is_given(token.text))
    )


def _run_end(reading: Reading, start: int, mentions: Mentions) -> int:
    doc, end, at = reading.doc, start, start + 1
    while at < len(doc) and at - start < _LONGEST_NAME + 3:
        token = doc[at]
        glued = token.text in ("-", "’", "'") and not doc[at - 1].whitespace_ and not token.whitespace_
        if token.is_space or reading.inside[at] != reading.inside[start]:
            break
        if _is_name_word(token, mentions) or _is_given_after_family(doc[at - 1], token):
            end = at
        elif not (glued or token.lower_ in words_of("particles") or (token.text in (".",) and len(doc[at - 1]) == 1)):
            break
        at += 1
    return end


def _is_given_after_family(before: "Token", token: "Token") -> bool:
    """«Liu He»: a given name that English knows as another word."""
    return token.text in ("He", "You", "An", "So", "Do") and before.lower_ in words_of("family_first")


def _without_title(reading: Reading, first: int, last: int) -> NameRun | None:
    """The run after its last title or role ("Commerce Secretary Wilbur Ross"); None if nothing is left of it."""
    doc = reading.doc
    title: list[str] = []
    for at in range(first, last + 1):
        plain = doc[at].lower_.rstrip(".")
        if plain in words_of("titles") or (is_role_noun(plain) and at < last):
            title = [doc[number].lower_.rstrip(".") for number in range(first, at + 1)]
            start = at + 1
    start = first + len(title)
    while start <= last and not doc[start].text[:1].isalpha():
        start += 1
    words = tuple(word for number in range(start, last + 1) for word in fold(doc[number].text))
    if not words or start > last:
        return None
    before = doc[start - 1].lower_.rstrip(".") if start else ""
    if not title and before in words_of("titles"):
        title = [before]
    return NameRun(start, last, words, tuple(title))


def _is_person(reading: Reading, run: NameRun) -> bool:
    """Whether what stands with a run of capitals says that it names a person."""
    doc = reading.doc
    printed = [doc[at].lower_.rstrip(".") for at in range(run.first, run.last + 1)]
    if any(word in words_of("organisations") for word in printed) or len(run.words) > _LONGEST_NAME:
        return False
    if run.title or (run.role is not None and len(run.words) > 1):
        return len(run.surname) > 1
    before = doc[run.first - 1].lower_ if run.first else ""
    after = doc[run.last + 1].text if run.last + 1 < len(doc) else ""
    if len(run.words) == 1:
        return run.surname in _leaders_surnames() and doc[run.last].pos_ == "PROPN"
    if before in ("the", "a", "an") or "/" in (before, after):
        return False
    if before in ("in", "at", "near") and not is_given(printed[0]):
        return False
    return is_given(printed[0]) or _speaks(doc[run.last])


def _speaks(token: "Token") -> bool:
    return token.dep_ == "nsubj" and token.head.lemma_.lower() in cues("strong") and token.ent_type_ != "ORG"


def is_given(word: str) -> bool:
    """Whether a word is a first name, or two of them joined by a hyphen."""
    return any(part in _given_names() for part in fold(word))


@cache
def _given_names() -> Mapping[str, str]:
    """First names, folded, with "m", "f" or "" where both bear them."""
    table = read_table("given_names.toml")
    men, women = set(table["men"].split()), set(table["women"].split())
    for family in read_table("names.toml")["given"].strip().splitlines():
        unlisted = set(family.split()) - men - women
        listed = set(family.split()) - unlisted
        men |= unlisted if listed & men or not listed else set()
        women |= unlisted if listed & women or not listed else set()
    return {name: "" if name in men and name in women else "m" if name in men else "f" for name in men | women}


# --------------------------------------------------------------------------- who is who


def _group(reading: Reading, runs: list[NameRun]) -> list[Known]:
    """The full names first, then every shorter mention joins the one person it can mean."""
    known: list[Known] = []
    for run in sorted(runs, key=lambda run: (-min(len(run.words), 2), run.first)):
        person = _same_person(known, run)
        if person is None:
            person = Known()
            known.append(person)
        person.runs.append(run)
    _add_bare_surnames(reading, known)
    for person in known:
        person.runs.sort(key=lambda run: run.first)
    return sorted(known, key=lambda person: person.runs[0].first)


def _same_person(known: list[Known], run: NameRun) -> Known | None:
    bearers = [person for person in known if any(_same_surname(run.surname, other.surname) for other in person.runs)]
    if not bearers and run.title:
        bearers = [person for person in known if any(_misspelt_surname(run, other) for other in person.runs)]
    if len(run.words) > 1:
        bearers = [person for person in bearers if _given_agrees(person, run)]
    elif len(bearers) > 1:
        bearers = [person for person in bearers if _titles_agree(person, run)] or bearers
        bearers = sorted(bearers, key=lambda person: _distance(person, run))[:1] if _one_is_near(bearers, run) else []
    return bearers[0] if len(bearers) == 1 else None


def _same_surname(one: str, other: str) -> bool:
    if one == other:
        return True
    return min(len(one), len(other)) >= 5 and one[0] == other[0] and alike(one, other) >= _SAME_SURNAME


def _misspelt_surname(one: NameRun, other: NameRun) -> bool:
    """A surname under the same title that no other person of the article comes near ("Gen Gabir", "Gen Gabril")."""
    titled = bool(one.title and other.title and one.title[-1] == other.title[-1])
    return titled and one.surname[:3] == other.surname[:3] and alike(one.surname, other.surname) >= _MISSPELT_SURNAME


def _given_agrees(person: Known, run: NameRun) -> bool:
    full = [other for other in person.runs if len(other.words) > 1]
    return not full or any(
        other.given == run.given
        or alike(other.given, run.given) >= _SAME_SURNAME
        or (min(len(other.given), len(run.given)) == 1 and other.given[0] == run.given[0])
        for other in full
    )


def _titles_agree(person: Known, run: NameRun) -> bool:
    sexes = {_sex_of_title(other.title) for other in person.runs} - {None}
    own = _sex_of_title(run.title)
    return own is None or not sexes or own in sexes


def _one_is_near(bearers: list[Known], run: NameRun) -> bool:
    """Whether one bearer of the surname has been named in full and no other has been since."""
    return any(other.first < run.first for person in bearers for other in person.runs)


def _distance(person: Known, run: NameRun) -> int:
    before = [run.first - other.last for other in person.runs if other.last < run.first]
    return min(before, default=1_000_000)


def _add_bare_surnames(reading: Reading, known: list[Known]) -> None:
    """Every other capital that is the surname of somebody known is a mention of them."""
    taken = {at for person in known for run in person.runs for at in range(run.first, run.last + 1)}
    for token in reading.doc:
        if token.i in taken or not token.text[:1].isupper() or token.lower_ in words_of("other_capitals"):
            continue
        if token.pos_ not in ("PROPN", "NOUN", "ADJ", "VERB"):
            continue
        words = fold(token.text.removesuffix("'s"))
        if not words:
            continue
        run = NameRun(token.i, token.i, words[-1:])
        person = _same_person(known, run)
        if person is not None:
            person.runs.append(run)


def _party_of(person: Known) -> str | None:
    role_party = next((run.role.party_id for run in person.runs if run.role and run.role.party_id), None)
    return role_party or _led_party(person)


def _party_after(reading: Reading, mentions: Mentions, run: NameRun) -> str | None:
    """«Presidents Macky Sall of Senegal and Hakainde Hichilema of Zambia»."""
    doc, at = reading.doc, run.last + 1
    if at + 1 >= len(doc) or doc[at].lower_ != "of":
        return None
    mention = mentions.at(at + 1) or (mentions.at(at + 2) if at + 2 < len(doc) else None)
    return mention.party_id if mention is not None and mention.form == "name" else None


def _led_party(person: Known) -> str | None:
    """The party of a leader whom everybody knows, if no other bears the surname and the first name does not differ."""
    run = person.fullest
    fits = {
        party
        for words, party in _leaders()
        if (words[-1] == run.surname or (len(run.surname) > 5 and alike(words[-1], run.surname) >= 0.93))
        and (len(run.words) == 1 or words[0] == run.words[0] or alike(words[0], run.words[0]) >= _SAME_SURNAME)
    } | {party for words, party in _leaders() if run.words[:2] == words[:2]}
    return next(iter(fits)) if len(fits) == 1 else None


@cache
def _leaders() -> tuple[tuple[tuple[str, ...], str], ...]:
    table: Mapping[str, list[str]] = read_table("leaders.toml")["parties"]
    return tuple((fold(name), party) for party, names in table.items() for name in names)


@cache
def _leaders_surnames() -> frozenset[str]:
    """The surnames that only one party's leaders bear; given names that are surnames too ("Xi") are left out."""
    bearers: dict[str, set[str]] = {}
    for words, party in _leaders():
        bearers.setdefault(words[-1], set()).add(party)
    return frozenset(name for name, of in bearers.items() if len(of) == 1 and not is_given(name) and len(name) > 3)


def _sex_of(person: Known) -> str | None:
    for run in person.runs:
        told = _sex_of_title(run.title) or (_sex_of_title(tuple(run.role.text.lower().split())) if run.role else None)
        if told:
            return told
    full = person.fullest
    return (_given_names().get(full.words[0]) or None) if len(full.words) > 1 else None


def _sex_of_title(title: tuple[str, ...]) -> str | None:
    if set(title) & words_of("men"):
        return "m"
    return "f" if set(title) & words_of("women") else None
