"""Whom somebody speaks for: the party that the article gives a person or an unnamed source."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from corpus.document.entities.affiliations import is_held, party_of_role
from corpus.document.entities.beside_names import is_elected, label_after, noun_after, parties_beside
from corpus.document.entities.bodies import Names
from corpus.document.entities.bodies_meant import owner_before, party_of_body, party_pointed
from corpus.document.entities.capital_runs import Capitals
from corpus.document.entities.leaders import is_dated, is_in_office, party_led_by, politics_of
from corpus.document.entities.role_nouns import role_words
from corpus.document.entities.states import body_words
from corpus.knowledge import read_table, united
from corpus.knowledge.gazetteer import parties
from corpus.models import PartyKind

if TYPE_CHECKING:
    from corpus.document.entities.capitals import NameRun
    from corpus.document.entities.roles import Role

_FURTHEST_BODY = 4
"""Sentences, the role's own among them, in which the body stands that a mere "chief executive" is of."""


def party_of(names: Names, runs: Sequence["NameRun"]) -> str | None:
    """The id of the party that a person of these mentions speaks for; None where neither text nor knowledge tells."""
    return next((party for party in _told(names, runs) if party), None)


def _told(names: Names, runs: Sequence["NameRun"]) -> Iterator[str | None]:
    """The role first ("Kremlin spokesman"), then what stands at the name ("of Zambia"), a leader known to everybody,
    the army that an officer's article is about, and the ministry whose country the article has told.
    """
    roles = [role for run in runs for role in run.roles]
    yield from (label_after(names, run) for run in runs)
    yield from (noun_after(names, run) for run in runs if is_elected(names, run))
    yield from (party_of_role(names, role) for role in roles)
    yield from (party for run in runs for party in parties_beside(names, run))
    yield _led(names, runs, roles)
    yield _army(names, runs)
    held = [role for role in roles if is_held(names, role) and not _words(role) & role_words("opposing")]
    yield from (state_of_office(names, role.text) for role in held)
    yield from (names.states.home(_words(role)) for role in held)
    yield from (_body_of_kind(names, role) for role in held)
    yield from (_body_of_sentences(names, role) for role in held)


def party_of_institution(names: Names, first: int, head: int) -> str | None:
    """Whom a named institution speaks for: a body of a state for the state, where that is told; others themselves.

    «The Bank» and «the Commission» are the body whose name was printed in full before.
    """
    name = names.name_at(head) or Capitals(head, head)
    while (
        name.first > first and names.doc[name.first - 1].tag_ == "NNP" and names.doc[name.first - 1].text[0].isupper()
    ):
        name = Capitals(name.first - 1, name.last)  # «the Sunday Post»
    words = names.words(name)
    owner = next((mention for at in range(first, name.first) if (mention := names.mentions.at(at)) is not None), None)
    if owner is not None and (names.is_of_state(name) or not body_words("organs").isdisjoint(words)):
        return owner.party_id
    if len(words) == 1 and names.is_kind(words[0]) and (short := party_pointed(names, words[0], name.first)):
        return short
    told = names.states.run_by(first, head) or names.states.domestic(head, head) or names.party_of(name)
    near = party_of_body(names, {*words, "government"}, name.first)
    return told or near or state_of_office(names, names.text(name.first, name.last)) or names.states.home(words)


# --------------------------------------------------------------------------- what the rest of the article tells


def _led(names: Names, runs: Sequence["NameRun"], roles: Sequence["Role"]) -> str | None:
    """The party of a leader known to everybody; out of office the party of politics, if any.

    Who is only told to have held an office holds it no longer, unless it is known until when.
    """
    words = max(runs, key=lambda run: len(run.words)).words
    led = party_led_by(words, leading=any(role_words("leading").intersection(run.title) for run in runs))
    if any(_words(role) & role_words("opposing") for role in roles):
        return politics_of(words)
    entry, day = parties().get(led or ""), names.parse.article.published
    if entry is None or entry.kind not in (PartyKind.STATE, PartyKind.BLOC):
        return led
    public = any(role.noun in role_words("public") for role in roles)
    former = public and not any(is_held(names, role) for role in roles)
    left = former if day is None or not is_dated(words) else not is_in_office(words, day)
    return politics_of(words) if left else led


def _army(names: Names, runs: Sequence["NameRun"]) -> str | None:
    """An officer of an unnamed force belongs to the one army that the article names."""
    held = {word for run in runs for word in (*run.title, *(run.role.text.lower().split() if run.role else ()))}
    if not held & role_words("ranks"):
        return None
    acting = list(names.mentions.acting())
    armies = {mention.party_id for mention in acting if mention.party_id.split("-")[-1] in role_words("armies")}
    return next(iter(armies & parties().keys()), None) if len(armies) == 1 else None  # «the regular army» is anybody's


def state_of_office(names: Names, office: str) -> str | None:
    """«Commerce Secretary»: of the only named state with such an office; «Home Office»: of the only one that has it."""
    named = {state: title for state, title in _having("of", office).items() if state in names.states.named}
    having = named or _having("alone", office)
    longest = max(map(len, having.values()), default=0)  # «Treasury Secretary»: of no state with a mere "Treasury"
    found = [state for state, title in having.items() if len(title) == longest]
    return found[0] if len(found) == 1 else None


def _having(key: str, office: str) -> dict[str, str]:
    """The states that have such an office, by one list of ``state_offices.toml``, with the longest title for it."""
    offices = read_table("state_offices.toml")[key]
    text = f" {office} {office[:1].lower()}{office[1:]} ".replace(",", " ")
    last = office.split()[-1:]  # «Labour MSP», but not "Pope biographer"
    fitting = (
        (state, title)
        for state, titles in offices.items()
        for title in sorted(titles, key=len)
        if f" {title} " in text and (key == "of" or " " in title or title.isupper() or [title] == last)
    )
    return dict(fitting)


def _body_of_kind(names: Names, role: "Role") -> str | None:
    """«Marr Council sold the hall. Ada Byron, cabinet member for housing, said …»: the article's only body of its kind.

    A parish councillor is of no city's council.
    """
    kinds = _kinds_with(role)
    if kinds is None or _is_named_in(names, role):
        return None
    apart = _words(role) & body_words("local")
    bodies = (name for name in names.all() if names.is_body(name) and not kinds.isdisjoint(names.words(name)))
    found = {names.party_of(name) for name in bodies if apart <= set(names.words(name))}
    return found.pop() if len(found) == 1 else None


def _kinds_with(role: "Role") -> frozenset[str] | None:
    """The kinds of bodies that have such officers, by the table `within`; None for others: «Detective novelist»."""
    table: Mapping[str, list[str]] = read_table("affiliations.toml")["within"]
    text, ranked = f" {role.text.lower()} ", role.noun in united(role_words("titles"), role_words("ranks"))
    fitting = (
        frozenset(kinds.split())
        for kinds, roles in table.items()
        if any(f" {one} " in text and (ranked or role.noun in one.split()) for one in roles)
    )
    return next(fitting, None)


def _is_named_in(names: Names, role: "Role") -> bool:
    """Whether a role's phrase names a body, a party or a person: not «Det Supt»."""
    held = range(role.first, role.last + 1)
    named = (name for at in held if (name := names.name_at(at)) is not None)
    other = any(not role_words("titles").issuperset(names.words(name)) for name in named)
    return other or any(names.mentions.at(at) or at in names.taken for at in held)


def _body_of_sentences(names: Names, role: "Role") -> str | None:
    """«The Tide Bank has cut jobs. Chief executive Ada Byron said …»: the only body named just before.

    Not of an army spokesman, who is a state's.
    """
    own = (body_words(kind) for kind in ("kinds", "premises", "councils", "forces", "bodies_of_state"))
    apart = united(*own, role_words("bodies"))
    pointed = any(token.lower_ in apart for token in names.doc[role.first : role.last + 1])
    if names.doc[role.last + 1 : role.last + 2].text == "and":
        return None  # «founder and chief executive of the Tide Bank»
    if pointed or _is_named_in(names, role) or role.noun not in body_words("within_bodies"):
        return None
    return owner_before(names, role.first, is_state=False, sentences=_FURTHEST_BODY)


def _words(role: "Role") -> set[str]:
    return set(role.text.lower().split())
