"""A command is one value: add one, and all that commands share works with it."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.store import Corpus
from handlers.answer import answer
from handlers.blocks.kit import header, note
from handlers.blocks.reply import Reply, reply
from handlers.command import Command, News, Subject
from handlers.commands import COMMANDS
from handlers.desk.alerts import news_of
from handlers.desk.export import Export, export
from handlers.desk.follow import Following, Where, follow
from handlers.desk.search import line_of, search_view
from handlers.intent.plain import line_for
from handlers.query import Query, read
from handlers.texts import Example, Help
from tests.invented import FOUND, article, corpus_of
from tests.replies import buttons, words


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with corpus_of(tmp_path_factory.mktemp("command"), (article(), FOUND)) as corpus:
        yield corpus


HELP = Help(
    records="Places",
    title="Places of talks",
    what="/places lists them.",
    examples=(Example(words="all", says="all"),),
)
PLACES: Command[tuple[str, ...]] = Command(
    name="places",
    find=lambda query, corpus: corpus.places() or reply([note(f"No place {query.words}.")]),
    render=lambda found, _, __: reply([header("Places"), *map(note, found)], len(found)),
    columns=("place",),
    rows=lambda found: [(place,) for place in found],
    subject=lambda words, _: Subject(topic=words, kept=words, label="places of talks"),
    news=lambda _, ids, corpus: [News(article_id=ids[0], blocks=(note(place),)) for place in corpus.places()],
    told=HELP,
)
"""A command in ten lines; the help of those in the house stands in texts.toml."""


@pytest.fixture
def fourth(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(COMMANDS, "places", PLACES)


@pytest.mark.usefixtures("fourth")
class TestAFourthCommand:
    def test_it_is_answered_and_shared(self, corpus: Corpus) -> None:
        reply = answer("/places all", corpus)
        assert words(reply).splitlines()[:2] == ["Places", "Lisbon"]
        assert reply.share is not None

    def test_it_has_help_and_stands_in_that_of_all(self, corpus: Corpus) -> None:
        assert "/places lists them." in words(answer("/places help", corpus))
        assert buttons(answer("/help", corpus))
        assert "/places all: all" in words(answer("/help", corpus))

    def test_it_is_exported(self, corpus: Corpus) -> None:
        made = export("/places all export", corpus)
        assert isinstance(made, Export)
        assert made.text.splitlines() == [b"\\ufeffplace".decode("unicode_escape"), "Lisbon"]

    def test_it_is_followed_and_brings_news(self, corpus: Corpus) -> None:
        found = follow("/places all", Where("T1", "C1", "U1"), corpus)
        assert isinstance(found, Following)
        assert found.follow.label == "places of talks"
        assert news_of(found.follow, ["a1"], corpus).count == 1

    def test_it_can_be_searched_and_asked_for_without_its_slash(self, corpus: Corpus) -> None:
        assert "Places" in str(search_view().payload())
        chosen: dict[str, Any] = {"what": {"what": {"selected_option": {"value": "places"}}}}
        assert line_of({**chosen, "words": {"words": {"value": "north"}}}) == "/places north"
        assert line_for("places all", corpus) == "/places all"


@given(
    words=st.lists(st.sampled_from(["Ada", "Norway", "on", "fish", "and", "Łódź"]), max_size=5).map(" ".join),
    page=st.integers(1, 99),
    days=st.tuples(st.dates().filter(lambda day: 1900 < day.year < 2100), st.none()),
)
def test_a_query_is_read_back_from_its_command_line(words: str, page: int, days: tuple[Any, None]) -> None:
    query = Query(command="quote", words=words, page=page, since=days[0], until=days[1])
    name, _, rest = str(query).removeprefix("/").partition(" ")
    assert read(rest, name) == query


def test_an_unknown_command_gets_help(corpus: Corpus) -> None:
    assert isinstance(answer("/places", corpus), Reply)
    assert "/quote" in words(answer("/places", corpus))
