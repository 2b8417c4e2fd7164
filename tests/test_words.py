from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.models import Answer, Entity, Extraction, Person, Unknown
from corpus.store import Corpus
from handlers.words import MOST, address, parties, read, resolve, subject_of, understood
from tests.invented import FOUND, PARTIES, article, corpus_of

NORWAY = Entity(id="party:norway", kind="party", name="Norway")


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with corpus_of(tmp_path_factory.mktemp("words"), (article(), FOUND)) as corpus:
        yield corpus


@pytest.mark.parametrize(
    ("typed", "words", "page"),
    [
        ("Peskov", "Peskov", 1),
        ("  Dmitry\tPeskov\n", "Dmitry Peskov", 1),
        ("Dmitry Peskov page 2", "Dmitry Peskov", 2),
        ("page 3", "", 3),
        ("Peskov page 0", "Peskov", 1),
        ("“Dmitry Peskov”", "Dmitry Peskov", 1),
        ("&lt;!channel&gt; &amp;amp;", "<!channel> &amp;", 1),
        ("a\u202eb\u200bc\x00d", "abc d", 1),
        ("Jimmy Page", "Jimmy Page", 1),
    ],
)
def test_words_are_read_as_plain_characters(typed: str, words: str, page: int) -> None:
    asked = read(typed)
    assert (asked.words, asked.page) == (words, page)


@given(st.text(max_size=4_000))
def test_whatever_is_typed_is_read_as_one_short_line(typed: str) -> None:
    asked = read(typed)
    assert len(asked.words) <= MOST
    assert asked.page >= 1
    assert asked.words == " ".join(asked.words.split())


def test_a_name_is_found_before_and_behind_other_words(full: Corpus) -> None:
    for typed in ("Solbakken breakthrough", "breakthrough Solbakken"):
        found = subject_of(typed, full)
        assert isinstance(found.resolution, Answer)
        assert (found.resolution.entity.name, found.rest) == ("Ingrid Solbakken", "breakthrough")


def test_two_names_are_not_read_as_one(full: Corpus) -> None:
    assert isinstance(resolve("Chile and Norway", full), Unknown)
    assert [one.name for one in parties("Chile and Norway", full).entities] == ["Chile", "Norway"]


def test_a_name_with_and_in_it_is_one(full: Corpus) -> None:
    found = parties("Chile and Bosnia and Herzegovina fishing", full)
    assert [one.name for one in found.entities] == ["Chile", "Bosnia and Herzegovina"]
    assert found.rest == "fishing"


def test_a_party_named_twice_counts_once(full: Corpus) -> None:
    assert [one.id for one in parties("Norway Oslo", full).entities] == ["party:norway"]


def test_an_entity_is_addressed_by_its_name_where_that_is_enough(full: Corpus) -> None:
    lund = full.entity("person:marta-lund")
    assert lund is not None
    assert address(lund, full) == "Marta Lund"


def test_one_of_two_namesakes_is_addressed_by_its_id(tmp_path_factory: pytest.TempPathFactory) -> None:
    people = tuple(
        Person(id=f"p{n}", name="Ola Nordmann", party_name=party) for n, party in enumerate(("Norway", "Chile"))
    )
    found = Extraction(people=people, parties=PARTIES)
    with corpus_of(tmp_path_factory.mktemp("ids"), (article(), found)) as corpus:
        entity = corpus.entity("person:ola-nordmann~chile")
        assert entity is not None
        assert address(entity, corpus) == entity.id
        found_again = resolve(address(entity, corpus), corpus)
    assert isinstance(found_again, Answer)
    assert found_again.entity == entity


def test_an_id_that_means_nobody_is_unknown(full: Corpus) -> None:
    assert isinstance(resolve("person:nobody-at-all-xq", full), Unknown)


def test_whom_we_understood_is_said_where_it_was_typed_otherwise() -> None:
    assert understood(NORWAY, "Oslo") == "Norway (you typed Oslo)"
    assert understood(NORWAY, "norway") == "Norway"
    assert understood(NORWAY, "party:norway") == "Norway"
