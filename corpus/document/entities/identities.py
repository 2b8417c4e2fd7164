"""The people whom an article names: one record each, with the fullest name, the role as printed and every mention.

A surname alone is whoever bore it last in full; two people of one surname are told apart by titles and first names.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from corpus.document.entities.allegiance import party_of
from corpus.document.entities.given_names import sex_of
from corpus.document.entities.leaders import party_led_by, surnames
from corpus.document.entities.parties import Mentions
from corpus.document.entities.personal_names import NameRun, find_names
from corpus.document.entities.roles import Role, words_of
from corpus.document.parse import Parse
from corpus.knowledge.gazetteer import parties
from corpus.models import Person, Span
from corpus.names.likeness.alike import alike
from corpus.names.likeness.ids import entity_id
from corpus.names.likeness.romanise import fold

_MISSPELT_SURNAME = 0.7
_SAME_SURNAME = 0.88
"""How alike two surnames of one article must be spelled to be one (Zelensky, Zelenskiy, Zelnski)."""


@dataclass(slots=True)
class Known:
    """A person while the article is being read. `sex` is "m", "f" or None where nothing tells."""

    id: str = ""
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


def find_people(parse: Parse, mentions: Mentions) -> People:
    """Everybody whom the article names; nobody where it names nobody."""
    runs = list(find_names(parse, mentions))
    known = _group(parse, runs)
    known = [person for person in known if not _is_thing_of(person, known)]
    for number, person in enumerate(known, 1):
        person.id = f"person{number}"
        person.party_id = party_of(parse, mentions, person.runs)
        person.sex = _sex_of(person)
    by_token = {at: person for person in known for run in person.runs for at in range(run.first, run.last + 1)}
    people = People(tuple(known), by_token)
    for person in known:
        if person.party_id is None:
            person.party_id = _party_through_others(parse, people, person)
    return people


def as_records(parse: Parse, people: People) -> tuple[Person, ...]:
    """One record a person, in the order of their first mentions."""
    return tuple(_record(parse, person) for person in people.known)


def name_of(parse: Parse, person: Known) -> str:
    """The fullest name that the article prints, without a title."""
    run = person.fullest
    printed = " ".join(parse.span(run.first, run.last).text.split())
    return printed[:-1] if printed.endswith(".") and len(run.words[-1]) > 3 else printed


def party_name_of(person: Known) -> str | None:
    """The party's name; an organisation that the gazetteer does not hold goes by the name that the article prints."""
    if person.party_id is None:
        return None
    entry = parties().get(person.party_id)
    return entry.name if entry else person.party_id


def _record(parse: Parse, person: Known) -> Person:
    role = person.role
    return Person(
        id=person.id,
        name=name_of(parse, person),
        role=role.text if role else None,
        role_span=parse.span(role.first, role.last) if role else None,
        party_name=party_name_of(person),
        party_id=entity_id(person.party_id) if person.party_id else None,
        mentions=tuple(_mention(parse, run) for run in person.runs),
    )


def _mention(parse: Parse, run: NameRun) -> Span:
    return parse.span(run.first, run.last)


def _is_thing_of(person: Known, known: list[Known]) -> bool:
    """«Clinton Camp» in an article on Hillary Clinton: capitals that begin with somebody's surname are no namesake."""
    run, first = person.fullest, person.fullest.words[0]
    if len(person.runs) > 1 or len(run.words) < 2 or run.family_first or run.role or run.title:
        return False
    return any(
        other is not person and len(other.fullest.words) > 1 and other.fullest.surname == first for other in known
    )


# --------------------------------------------------------------------------- who is who


def _group(parse: Parse, runs: list[NameRun]) -> list[Known]:
    """The full names first, then every shorter mention joins the one person it can mean."""
    known: list[Known] = []
    for run in sorted(runs, key=lambda run: (-min(len(run.words), 2), run.first)):
        person = _same_person(known, run)
        if person is None:
            person = Known()
            known.append(person)
        person.runs.append(run)
    _add_bare_surnames(parse, known)
    for person in known:
        person.runs.sort(key=lambda run: run.first)
    return sorted(known, key=lambda person: person.runs[0].first)


def _same_person(known: list[Known], run: NameRun) -> Known | None:
    if len(run.words) > 1:
        whole = [person for person in known if any(_is_end_of(run.words, other.words) for other in person.runs)]
        if len(whole) == 1:
            return whole[0]
    bearers = [person for person in known if any(_same_surname(run.surname, other.surname) for other in person.runs)]
    if not bearers and run.title:
        bearers = [person for person in known if any(_misspelt_surname(run, other) for other in person.runs)]
    if len(run.words) > 1:
        bearers = [person for person in bearers if _given_agrees(person, run)]
    elif len(bearers) == 1 and not _can_be_called(bearers[0], run):
        bearers = []
    elif len(bearers) > 1:
        bearers = [person for person in bearers if _titles_agree(person, run)] or bearers
        leading = [person for person in bearers if party_led_by(person.fullest.words)]
        if len(leading) == 1 and len(bearers) > 1:
            return leading[0]
        bearers = sorted(bearers, key=lambda person: _distance(person, run))[:1] if _one_is_near(bearers, run) else []
    return bearers[0] if len(bearers) == 1 else None


def _is_end_of(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """«Abu Zuhri» of «Sami Abu Zuhri», «Peña Nieto» of «Enrique Peña Nieto»."""
    return len(short) < len(long) and long[-len(short) :] == short


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
        or _is_end_of(other.words, run.words)
        or alike(other.given, run.given) >= _SAME_SURNAME
        or (min(len(other.given), len(run.given)) == 1 and other.given[0] == run.given[0])
        for other in full
    )


def _can_be_called(person: Known, run: NameRun) -> bool:
    """Not «Mr Obama» for Michelle Obama, nor «President Obama» for one who shares only the name of a leader."""
    fullest, own = person.fullest, _sex_of_title(run.title)
    if len(fullest.words) < 2 or party_led_by(fullest.words):
        return True
    if own is not None and sex_of(fullest.given) not in (own, None):
        return False
    leading = run.surname in surnames() and bool(set(run.title) & words_of("leading"))
    return not (leading and fullest.role is None)


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


def _add_bare_surnames(parse: Parse, known: list[Known]) -> None:
    """Every other capital that is the surname of somebody known is a mention of them."""
    taken = {at for person in known for run in person.runs for at in range(run.first, run.last + 1)}
    surnames_of_known = {run.surname for person in known for run in person.runs}
    borne: dict[str, bool] = {}
    for token in parse.doc:
        if token.i in taken or not token.text[:1].isupper() or token.lower_ in words_of("other_capitals"):
            continue
        if token.pos_ not in ("PROPN", "NOUN", "ADJ", "VERB"):
            continue
        words = fold(token.text.removesuffix("'s"))
        if not words:
            continue
        if words[-1] not in borne:
            borne[words[-1]] = any(_same_surname(words[-1], surname) for surname in surnames_of_known)
        if not borne[words[-1]]:
            continue
        run = NameRun(token.i, token.i, words[-1:])
        person = _same_person(known, run)
        if person is not None:
            person.runs.append(run)


def _sex_of(person: Known) -> str | None:
    for run in person.runs:
        told = _sex_of_title(run.title) or (_sex_of_title(tuple(run.role.text.lower().split())) if run.role else None)
        if told:
            return told
    full = person.fullest
    return sex_of(full.words[0]) if len(full.words) > 1 else None


def _sex_of_title(title: tuple[str, ...]) -> str | None:
    if set(title) & words_of("men"):
        return "m"
    return "f" if set(title) & words_of("women") else None


# --------------------------------------------------------------------------- parties told by others


def _party_through_others(parse: Parse, people: "People", person: "Known") -> str | None:
    """The party of a person whose own words tell none; None where no other person tells it either."""
    return _party_of_superior(parse, people, person) or _party_of_colleague(parse, people, person)


def _party_of_superior(parse: Parse, people: "People", person: "Known") -> str | None:
    """The party of whoever a role is bound to: «Moon's security adviser», «His deputy, Simon Coveney»."""
    role = person.role
    if role is None or role.noun not in words_of("bound") or "campaign" in role.text.lower():
        return None
    for at in range(role.first, role.last + 1):
        superior = people.at(at)
        if superior is not None and superior is not person:
            return superior.party_id
    owner = next((token for token in parse.doc[role.first : role.last + 1] if token.tag_ == "PRP$"), None)
    if owner is None or owner.lower_ not in ("his", "her"):
        return None
    return _party_named_before(parse, people, owner.i, "m" if owner.lower_ == "his" else "f")


def _party_of_colleague(parse: Parse, people: "People", person: "Known") -> str | None:
    """«Peru's foreign minister, Ada Byron, said … The defence minister, Carl Gauss, …»: who was named just before."""
    role = person.role
    if role is None or not set(role.text.lower().split()) & {"minister", "ministry"}:
        return None
    if any(word in words_of("no_longer") for word in role.text.lower().split()):
        return None
    number = parse.sentence_numbers[role.first]
    if number == 0 or parse.paragraph[parse.sentences[number - 1].start] != parse.paragraph[role.first]:
        return None
    before = parse.sentences[number - 1]
    named = [people.at(at) for at in range(before.start, before.end)]
    found = {one.party_id for one in named if one is not None and one.role is not None and one.party_id is not None}
    return found.pop() if len(found) == 1 else None


def _party_named_before(parse: Parse, people: "People", token: int, sex: str) -> str | None:
    """The one party of the men or women named in this sentence before `token`, or else in the one before it."""
    number = parse.sentence_numbers[token]
    for sentence in parse.sentences[max(0, number - 1) : number + 1][::-1]:
        named = [people.at(at) for at in range(sentence.start, min(token, sentence.end))]
        found = {person.party_id for person in named if person is not None and person.sex in (sex, None)}
        if found:
            return found.pop() if len(found) == 1 else None
    return None
