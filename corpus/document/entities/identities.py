"""The people whom an article names: one record each, with the fullest name, the role as printed and every mention."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from corpus.document.entities.affiliations import is_held
from corpus.document.entities.allegiance import party_of
from corpus.document.entities.bodies import Names
from corpus.document.entities.capitals import NameRun
from corpus.document.entities.english_words import is_english
from corpus.document.entities.given_names import sex_of
from corpus.document.entities.namesakes import fullest_of
from corpus.document.entities.parties import Mentions
from corpus.document.entities.personal_names import find_names
from corpus.document.entities.role_nouns import role_words, word_at
from corpus.document.entities.roles import Role, role_before
from corpus.document.entities.same_person import group, sex_of_title
from corpus.document.parse import Parse
from corpus.knowledge.gazetteer import parties
from corpus.models import Person
from corpus.names.likeness.ids import entity_id


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """A person of the article, with every mention. `sex` is "m", "f" or None where nothing tells."""

    id: str
    runs: tuple[NameRun, ...]
    sex: str | None = None
    party_id: str | None = None

    @property
    def fullest(self) -> NameRun:
        return fullest_of(self.runs)

    @property
    def role(self) -> Role | None:
        return next((run.role for run in self.runs if run.role is not None), None)


@dataclass(frozen=True)
class People:
    """Everybody named in an article, and which tokens name whom."""

    known: tuple[Known, ...]
    names: Names = field(repr=False)
    """What else the article names by its capitals."""
    _by_token: Mapping[int, Known] = field(default_factory=dict, repr=False)
    _rivals: Mapping[int, tuple[Known, ...]] = field(default_factory=dict, repr=False)
    _described: Mapping[int, Known] = field(default_factory=dict, repr=False)
    _unsure: Collection[int] = field(default=frozenset(), repr=False)

    @property
    def tokens(self) -> Collection[int]:
        """All tokens that name somebody; no party is named by them."""
        return self._by_token.keys()

    def at(self, token: int) -> Known | None:
        """The person whom token number `token` names; None if it names nobody, or one of several."""
        return self._by_token.get(token)

    def rivals_at(self, token: int) -> tuple[Known, ...]:
        """All whom a name could mean that several people bear; () for a token that names one person or nobody."""
        return self._rivals.get(token, ())

    def is_unsure(self, token: int) -> bool:
        """Whether a token may be a party's name or somebody's first name, so that neither is meant for certain."""
        return token in self._unsure

    def described_at(self, token: int) -> Known | None:
        """Who is what the noun at a token says («the governor of Jalisco, Ada Byron, …»); None for any other token."""
        return self._described.get(token)

    def holding(self, words: set[str]) -> set[str]:
        """The parties of those in whose roles all the words stand, former ones left out."""
        told = [(person, set(person.role.text.lower().split())) for person in self.known if person.role is not None]
        held = [person for person, role in told if words <= role and not role & role_words("no_longer")]
        return {person.party_id for person in held if person.party_id is not None}

    def within(self, first: int, last: int) -> Known | None:
        """The last person named between two tokens, both included."""
        return next((self._by_token[at] for at in range(last, first - 1, -1) if at in self._by_token), None)


def find_people(parse: Parse, mentions: Mentions) -> People:
    """Everybody whom the article names; nobody where it names nobody."""
    found = group(parse, mentions, find_names(parse, mentions))
    taken = {at for runs in found.groups for run in runs for at in range(run.first, run.last + 1)}
    names = Names(parse, mentions.without(taken), taken)
    groups = _introduced(parse, found.groups, taken)
    known = [_known(names, number, runs) for number, runs in enumerate(groups, 1)]
    people = _people(names, known, found.shared)
    known = [
        replace(person, party_id=person.party_id or _party_through_others(parse, people, person)) for person in known
    ]
    return replace(_people(names, known, found.shared), _unsure=_perhaps_called(parse, mentions, groups, taken))


def _perhaps_called(
    parse: Parse, mentions: Mentions, groups: Sequence[Sequence[NameRun]], taken: Collection[int]
) -> frozenset[int]:
    """The tokens that name a party and may be somebody's first name: "Jordan" in an article with a Jordan Weil.

    Also with one of whom nothing tells that "Jordan Weil" is a person.
    """
    alone = [one.first for one in mentions.found if one.acts and one.first == one.last and one.first not in taken]
    called = {run.given for runs in groups for run in runs if len(run.words) > 1}
    words = {parse.doc[at].text for at in alone}
    called |= {token.lower_ for token in parse.doc if token.text in words and _begins_a_name(parse, mentions, token.i)}
    return frozenset(at for at in alone if parse.doc[at].lower_ in called)


def _begins_a_name(parse: Parse, mentions: Mentions, at: int) -> bool:
    """«Jordan Weil won», but not "Jordan Valley": what follows is a name and no word."""
    behind = parse.doc[at + 1] if at + 1 < len(parse.doc) else None
    if behind is None or behind.pos_ != "PROPN" or not behind.text.istitle() or mentions.at(behind.i) is not None:
        return False
    return not is_english(behind.lower_, "noun", "verb", "adj", "adv")


def _introduced(parse: Parse, groups: Sequence[Sequence[NameRun]], taken: Collection[int]) -> list[list[NameRun]]:
    """The mentions of each person; who is told to be nothing else is what the sentence before the first one tells."""
    held = {role.at for runs in groups for run in runs for role in run.roles}
    others = {run.first: any(one.roles for one in runs) for runs in groups for run in runs}
    found = []
    for runs in groups:
        first = next((run for run in runs if len(run.words) > 1 and run.first >= parse.body_token), None)
        told = first is None or any(run.roles for run in runs)
        role = None if told or first is None else role_before(parse, parse.doc[first.last], {*taken, *held}, others)
        if role is not None and sex_of_title((role.noun,)) not in (None, _sex_of(runs)):
            role = None  # «A mother said her son was brave. Carl Gauss said …»
        found.append([replace(run, roles=(role,)) if role and run is first else run for run in runs])
    return found


def _known(names: Names, number: int, runs: Sequence[NameRun]) -> Known:
    return Known(f"person{number}", tuple(runs), _sex_of(runs), party_of(names, runs))


def _people(names: Names, known: Sequence[Known], shared: Mapping[int, tuple[int, ...]]) -> People:
    by_token = {at: person for person in known for run in person.runs for at in range(run.first, run.last + 1)}
    rivals = {token: tuple(known[number] for number in numbers) for token, numbers in shared.items()}
    described = {role.at: person for person in known for run in person.runs for role in run.roles}
    return People(tuple(known), names, by_token, rivals, described)


def as_records(parse: Parse, people: People) -> tuple[Person, ...]:
    """One record a person, in the order of their first mentions."""
    return tuple(_record(parse, person) for person in people.known)


def name_of(parse: Parse, person: Known) -> str:
    """The fullest name that the article prints, without a title."""
    run = person.fullest
    parts = [(run.first, run.last)]
    if run.aside is not None:
        parts = [(run.first, run.aside[0] - 1), (run.aside[1] + 1, run.last)]
    printed = " ".join(parse.words(first, last) for first, last in parts)
    return printed[:-1] if printed.endswith(".") and len(run.words[-1]) > 3 and not run.generation else printed


def party_name_of(person: Known) -> str | None:
    return party_name(person.party_id)


def party_name(party_id: str | None) -> str | None:
    """The party's name; an organisation that the gazetteer does not hold goes by the name that the article prints."""
    entry = parties().get(party_id or "")
    return entry.name if entry else party_id


def _record(parse: Parse, person: Known) -> Person:
    role = person.role
    return Person(
        id=person.id,
        name=name_of(parse, person),
        role=role.text if role else None,
        role_span=parse.span(role.first, role.last) if role else None,
        party_name=party_name_of(person),
        party_id=entity_id(person.party_id) if person.party_id else None,
        mentions=tuple(parse.span(run.first, run.last) for run in person.runs),
    )


def _sex_of(runs: Sequence[NameRun]) -> str | None:
    """The sex that titles and roles tell, else a first name."""
    told = (sex_of_title((*run.title, *(role.noun for role in run.roles))) for run in runs)
    full = fullest_of(runs)
    by_name = sex_of(full.words[0]) if len(full.words) > 1 or not full.title else None
    return next((sex for sex in told if sex), None) or by_name


# --------------------------------------------------------------------------- parties told by others


def _party_through_others(parse: Parse, people: People, person: Known) -> str | None:
    """The party of whoever a role is bound to: «Moon's security adviser», «His deputy, Simon Coveney»; else None."""
    role = person.role
    words = set(role.text.lower().split()) if role is not None else set()
    if role is None or "campaign" in words or (role.noun not in role_words("bound") and "office" not in words):
        return None
    if not is_held(people.names, role):
        return None
    for at in range(role.first, role.last + 1):
        superior = people.at(at)
        if superior is not None and superior is not person:
            return superior.party_id if word_at(parse.doc, at + 1) != "family" else None
    owner = next((token for token in parse.doc[role.first : role.last + 1] if token.lower_ in ("his", "her")), None)
    return _party_named_before(parse, people, owner.i, "m" if owner.lower_ == "his" else "f") if owner else None


def _party_named_before(parse: Parse, people: People, token: int, sex: str) -> str | None:
    """The one party of the men or women named in this sentence before `token`, or else in the one before it."""
    number = parse.sentence_numbers[token]
    for sentence in parse.sentences[max(0, number - 1) : number + 1][::-1]:
        named = [people.at(at) for at in range(sentence.start, min(token, sentence.end))]
        found = {person.party_id for person in named if person is not None and person.sex in (sex, None)}
        if found:
            return found.pop() if len(found) == 1 else None
    return None
