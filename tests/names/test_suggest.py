"""Names for menus while somebody types: by any word, in any script, those first of whom the corpus has something."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.models import Entity, Extraction, Person
from corpus.names.index.suggestions import Suggestions
from corpus.names.index.titles import names_of
from corpus.names.likeness.romanise import fold
from corpus.store import Corpus, open_corpus
from tests import invented
from tests.identified import identified

PESKOV = Entity(id="person:dmitry-peskov", kind="person", name="Dmitry Peskov", aliases=("Dmitri Peskow",))
PESHKOV = Entity(id="person:maxim-peshkov", kind="person", name="Maxim Peshkov")
OTHERS = (
    Entity(id="person:tor-dahl", kind="person", name="Tor Åge Dahl"),
    Entity(id="party:peru", kind="party", name="Peru", country="PE"),
    Entity(id="party:north-fishers", kind="party", name="North Fishers’ League"),
)
SUGGESTIONS = Suggestions((PESKOV, PESHKOV, *OTHERS))


def suggested(typed: str, *first: str, limit: int = 20) -> list[str]:
    return [entity.name for entity in SUGGESTIONS.of(typed, first, limit)]


@pytest.mark.parametrize(
    "typed", ["Пес", "pesk", "dmit", "PESKOW", "Dmitri Peskow", "peskov d", "д. песк", "Mr Pesko", "Песко́в", "пеСКов"]
)
def test_a_name_is_found_by_the_beginnings_of_its_words(typed: str) -> None:
    assert "Dmitry Peskov" in suggested(typed)


@pytest.mark.parametrize(
    ("typed", "name"), [("age", "Tor Åge Dahl"), ("fishers", "North Fishers’ League"), ("pé", "Peru")]
)
def test_marks_on_letters_do_not_matter(typed: str, name: str) -> None:
    assert name in suggested(typed)


@pytest.mark.parametrize("typed", ["", " ", "?!", "\x00", "eskov", "peskov maxim", "pesk zzz"])
def test_what_no_name_begins_with_finds_nobody(typed: str) -> None:
    assert suggested(typed) == []


def test_those_with_records_come_first_then_the_alphabet() -> None:
    assert suggested("pe") == ["Dmitry Peskov", "Maxim Peshkov", "Peru"]
    assert suggested("pe", "party:peru") == ["Peru", "Dmitry Peskov", "Maxim Peshkov"]
    assert suggested("pe", "party:peru", limit=2) == ["Peru", "Dmitry Peskov"]
    assert suggested("pe", "party:peru", limit=1) == ["Peru"]


def test_whose_names_have_all_of_the_words() -> None:
    assert SUGGESTIONS.bearing("peskov") == (PESKOV,)
    assert SUGGESTIONS.bearing("Пешков") == (PESHKOV,)
    assert SUGGESTIONS.bearing("pesk") == SUGGESTIONS.bearing("?!") == ()


@given(st.text(max_size=30))
def test_whoever_is_suggested_has_every_typed_word_at_the_beginning_of_one(typed: str) -> None:
    for entity in SUGGESTIONS.of(typed, (), 5):
        words = {word for name in names_of(entity) for word in (*fold(name), *fold(name, spoken=True))}
        begun = fold(typed)
        assert any(word.startswith(begun[-1]) for word in words)


class TestOfTheCorpus:
    @pytest.fixture(autouse=True)
    def _filled(self, any_corpus: Corpus) -> None:
        silent = tuple(
            Person(id=f"m{at}", name=name, party_name="Chile") for at, name in enumerate(("Ines Arra", "Sol Soto"))
        )
        found = invented.FOUND.model_copy(update={"people": (*invented.PEOPLE, *silent)})
        any_corpus.save(invented.article(), identified(found), "1")

    def test_people_and_parties_with_records_come_first(self, any_corpus: Corpus) -> None:
        assert [entity.id for entity in any_corpus.suggest("arr")] == ["person:tomas-arriagada", "person:ines-arra"]
        assert [entity.id for entity in any_corpus.suggest("Сол")][:2] == ["person:ingrid-solbakken", "person:sol-soto"]
        assert any_corpus.suggest("chi", limit=1)[0].id == "party:chile"

    def test_a_misspelt_name_is_looked_up(self, any_corpus: Corpus) -> None:
        assert any_corpus.suggest("Solbaken")[0].id == "person:ingrid-solbakken"
        assert any_corpus.suggest("zzzzzz") == ()

    def test_with_nothing_typed_those_with_the_most_records(self, any_corpus: Corpus) -> None:
        most = [entity.id for entity in any_corpus.suggest(" ", limit=3)]
        assert most == ["party:chile", "party:norway", "person:ingrid-solbakken"]

    def test_a_remembered_spelling_is_suggested_too(self, any_corpus: Corpus) -> None:
        any_corpus.notebook.remember("Herring Lady", "person:ingrid-solbakken", by="U1")
        assert [entity.id for entity in any_corpus.suggest("herr")] == ["person:ingrid-solbakken"]

    def test_whoever_comes_is_suggested_at_once(self, any_corpus: Corpus) -> None:
        assert all(entity.name != "Qadir Quist" for entity in any_corpus.suggest("qu"))
        newcomer = Person(id="p1", name="Qadir Quist", party_name="Norway")
        any_corpus.save(invented.article(source="new.txt"), identified(Extraction(people=(newcomer,))), "1")
        assert any_corpus.suggest("quist")[0].name == "Qadir Quist"


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=60))
def test_anything_may_be_typed(corpus: Corpus, typed: str) -> None:
    if not corpus.digests():
        corpus.save(invented.article(), invented.FOUND, "1")
    found = corpus.suggest(typed, limit=7)
    assert len(found) <= 7
    assert len({entity.id for entity in found}) == len(found)


def test_looking_up_a_name_builds_no_suggestions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Suggestions, "__init__", lambda *_: pytest.fail("built"))
    with open_corpus(f"sqlite:///{tmp_path / 'readout.db'}") as corpus:
        corpus.save(invented.article(), invented.FOUND, "1")
        corpus.resolve("Solbakken")
