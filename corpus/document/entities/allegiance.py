"""Whom somebody speaks for: the party that the article gives a person or an unnamed source."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from corpus.document.entities.affiliations import is_held, label_after, parties_beside, party_of_role
from corpus.document.entities.bodies import Capitals, Names, body_words
from corpus.document.entities.bodies_meant import owner_before, party_of_body
from corpus.document.entities.leaders import party_led_by
from corpus.document.entities.role_nouns import role_words
from corpus.knowledge import read_table

if TYPE_CHECKING:
    from corpus.document.entities.capitals import NameRun
    from corpus.document.entities.roles import Role

_FURTHEST_BODY = 3
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
    yield from (party_of_role(names, role) for role in roles)
    yield from (party for run in runs for party in parties_beside(names, run))
    if not any(_words(role) & role_words("opposing") for role in roles):
        yield party_led_by(max(runs, key=lambda run: len(run.words)).words)
    yield _army(names, runs)
    held = [role for role in roles if is_held(names, role)]
    yield from (_state_of_office(names, role) for role in held)
    yield from (_place_of_sentence(names, role) for role in held)
    yield from (names.home(_words(role)) for role in held)
    yield from (_body_of_sentences(names, role) for role in held)


def party_of_institution(names: Names, first: int, last: int) -> str | None:
    """Whom a named institution speaks for: a body of a state for the state, where that is told; others themselves."""
    doc = names.doc
    while first < last and not doc[first].text[:1].isupper():
        first += 1
    words = [token.lower_ for token in doc[first : last + 1]]
    told = names.domestic(last, last) or names.party_of(Capitals(first, last))
    return told or party_of_body(names, {*words, "government"}, first) or names.home(words)


# --------------------------------------------------------------------------- what the rest of the article tells


def _army(names: Names, runs: Sequence["NameRun"]) -> str | None:
    """An officer of an unnamed force belongs to the one army that the article names."""
    held = {word for run in runs for word in (*run.title, *(run.role.text.lower().split() if run.role else ()))}
    if not held & role_words("ranks"):
        return None
    acting = list(names.mentions.acting())
    armies = {mention.party_id for mention in acting if mention.party_id.split("-")[-1] in role_words("armies")}
    return armies.pop() if len(armies) == 1 else None


def _state_of_office(names: Names, role: "Role") -> str | None:
    """«Commerce Secretary», «Taoiseach»: of the only state with such an office that the article names."""
    offices = read_table("state_offices.toml")["of"]
    text = f" {role.text} ".replace(",", " ")
    found = {state for state, titles in offices.items() if any(f" {title} " in text for title in titles)}
    named = found & names.states
    return named.pop() if len(named) == 1 else None


def _place_of_sentence(names: Names, role: "Role") -> str | None:
    """«In Tehran, a foreign ministry spokesman, Ada Byron, said …»."""
    start = names.parse.sentence_of(names.doc[role.at]).start
    of_government = not _words(role).isdisjoint(role_words("government"))
    mention = names.mentions.at(start + 1) if names.doc[start].lower_ == "in" and of_government else None
    return mention.party_id if mention is not None and mention.form == "seat" else None


def _body_of_sentences(names: Names, role: "Role") -> str | None:
    """«The Tide Bank has cut jobs. Chief executive Ada Byron said …»: the only body named just before."""
    named = any(
        names.name_at(at) or names.mentions.at(at) or at in names.taken for at in range(role.first, role.last + 1)
    )
    pointed = any(token.lower_ in body_words("kinds") for token in names.doc[role.first : role.last + 1])
    if named or pointed or role.noun not in body_words("within_bodies"):
        return None
    return owner_before(names, role.first, is_state=False, sentences=_FURTHEST_BODY)


def _words(role: "Role") -> set[str]:
    return set(role.text.lower().split())
