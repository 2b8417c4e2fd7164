"""What an article says that somebody is."""

import pytest

from corpus.articles import read_article
from corpus.document.entities.affiliations import party_of_role
from corpus.document.entities.bodies import Names
from corpus.document.entities.parties import find_mentions
from corpus.document.entities.role_nouns import is_role_noun
from corpus.document.entities.roles import Role, roles_of
from corpus.document.parse import Parse, parse_article
from corpus.extract.extraction import extract


def _parse(text: str) -> Parse:
    return parse_article(read_article(text, source="roles.txt"))


def _role(text: str, name: str) -> Role | None:
    parse = _parse(text)
    first, last = parse.tokens(text.index(name), text.index(name) + len(name))
    return next(iter(roles_of(parse, first, last)), None)


def _party(text: str, role: Role) -> str | None:
    parse = _parse(text)
    return party_of_role(Names(parse, find_mentions(parse)), role)


@pytest.mark.parametrize(
    ("text", "role", "party_id"),
    [
        ("Kremlin spokesman Ivan Orlov coughed.", "Kremlin spokesman", "russia"),
        ("The Norwegian Transport Minister Ivan Orlov coughed.", "Norwegian Transport Minister", "norway"),
        ("Ivan Orlov, a Kenyan negotiator, coughed.", "Kenyan negotiator", "kenya"),
        ("Another Kenyan negotiator at the talks, Ivan Orlov, coughed.", "Kenyan negotiator", "kenya"),
        ("Ivan Orlov, the head of the rowing club, coughed.", "head of the rowing club", None),
        ("The EU envoy to Kenya, Ivan Orlov, coughed.", "EU envoy to Kenya", "european-union"),
        ("Norwegian Attorney General Ivan Orlov coughed.", "Norwegian Attorney General", "norway"),
        ("NATO Secretary-General Ivan Orlov coughed.", "NATO Secretary-General", "nato"),
        ("Norwegian navy spokesman General Ivan Orlov coughed.", "Norwegian navy spokesman", "norway"),
        ("The Taoiseach (Irish premier) Ivan Orlov coughed.", "Taoiseach (Irish premier)", "ireland"),
        ("The Peruvian ombudsman, Ivan Orlov, coughed.", "Peruvian ombudsman", "peru"),
    ],
)
def test_a_role_stands_before_a_name_or_describes_it(text: str, role: str, party_id: str | None) -> None:
    found = _role(text, "Ivan Orlov")
    assert found is not None
    assert (found.text, _party(text, found)) == (role, party_id)


@pytest.mark.parametrize(
    "text",
    [
        "The head of Peru's navy, Major General Ada Byron, coughed.",
        "The head of Peru's navy, Lieutenant-Colonel Ada Byron, coughed.",
    ],
)
def test_an_office_says_more_than_a_rank(text: str) -> None:
    (person,) = extract(read_article(text, source="roles.txt")).people
    assert person.role == "head of Peru's navy"


@pytest.mark.parametrize(
    "text",
    ["Ivan Orlov coughed.", "The minister waited, and Ivan Orlov coughed.", "Mr Ivan Orlov coughed."],
)
def test_what_only_stands_near_is_no_role(text: str) -> None:
    assert _role(text, "Ivan Orlov") is None


def test_roles_are_known_in_singular_and_plural() -> None:
    assert is_role_noun("minister")
    assert is_role_noun("ministers")
    assert not is_role_noun("harbour")
