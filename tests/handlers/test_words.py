from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.asking.names import parties, resolve, subject_of
from corpus.models import Answer, Entity, Extraction, Person, Unknown
from corpus.store import Corpus
from handlers.names import address, understood
from handlers.query import MOST, Picked, order_of, read
from tests.identified import identified
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


@pytest.mark.parametrize(
    ("typed", "words", "window"),
    [
        ("Peskov since last week", "Peskov", "from 21 Apr 2031 on"),
        ("Peskov until yesterday", "Peskov", "up to 3 May 2031"),
        ("Peskov since March", "Peskov", "from 1 Mar 2031 on"),
        ("Ukraine last month", "Ukraine", "from 1 Apr 2031 to 30 Apr 2031"),
        ("today", "", "on 4 May 2031"),
        ("Peskov since the war", "Peskov since the war", ""),
        ("Peskov last stand", "Peskov last stand", ""),
    ],
)
def test_days_are_read_by_the_day_of_asking(typed: str, words: str, window: str) -> None:
    asked = read(typed, "quote", date(2031, 5, 4))
    assert (asked.words, asked.window) == (words, window)
    assert read(str(asked).removeprefix("/quote"), "quote") == asked


@pytest.mark.parametrize(
    ("typed", "words", "window", "bounds"),
    [
        ("Peskov since March 2022", "Peskov", "from 1 Mar 2022 on", "since 2022-03-01"),
        ("Peskov until 30 Mar 2022", "Peskov", "up to 30 Mar 2022", "until 2022-03-30"),
        ("Peskov until February 2024", "Peskov", "up to 29 Feb 2024", "until 2024-02-29"),
        (
            "Peskov Since 2022-03-01 until 2022 page 2",
            "Peskov",
            "from 1 Mar 2022 to 31 Dec 2022",
            "since 2022-03-01 until 2022-12-31",
        ),
        ("until 2022 since 2021", "", "from 1 Jan 2021 to 31 Dec 2022", "since 2021-01-01 until 2022-12-31"),
        ("Peskov since the war", "Peskov since the war", "", ""),
        ("Peskov since 31 Feb 2022", "Peskov since 31 Feb 2022", "", ""),
        ("since", "since", "", ""),
    ],
)
def test_days_behind_the_words_bound_them(typed: str, words: str, window: str, bounds: str) -> None:
    asked = read(typed)
    assert (asked.words, asked.window, asked.bounds) == (words, window, bounds)
    assert read(f"{asked.words} {asked.bounds}").bounds == bounds


def test_whom_a_button_picked_is_read_whatever_was_typed() -> None:
    asked = read("Dmitry Peskov since 2022 page 2 picked person:dmitry-peskov for peskof page 3 for")
    assert (asked.words, asked.page, asked.bounds) == ("Dmitry Peskov", 2, "since 2022-01-01")
    assert asked.picked == Picked(entity_id="person:dmitry-peskov", typed="peskof page 3 for")
    assert read("who picked the date for talks").picked is None


@pytest.mark.parametrize(
    ("line", "split"),
    [
        ("/quote Peskov follow", ("/quote Peskov", "follow")),
        ("/talks EXPORT ", ("/talks", "export")),
        ("/positions Ukraine on NATO unfollow", ("/positions Ukraine on NATO", "unfollow")),
        ("/quote Peskov", ("/quote Peskov", None)),
        ("export", ("export", None)),
        ("/quote follow the money", ("/quote follow the money", None)),
        ("", ("", None)),
    ],
)
def test_an_order_is_the_last_word(line: str, split: tuple[str, str | None]) -> None:
    assert order_of(line) == split


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
    found = identified(Extraction(people=people, parties=PARTIES))
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
