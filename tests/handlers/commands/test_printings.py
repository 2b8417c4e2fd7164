"""/quote … printings: the chain of an utterance, the first printing named, every difference told."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.store import Corpus, open_corpus
from handlers.commands.printings import told_of
from handlers.desk.export import Export, export
from tests.asked import quotes
from tests.replies import assert_sendable, notes, paragraphs, quoted
from tests.store.test_lineage import LOST, SAID, put

answer = quotes.answer
PART = "leave the harbour before the last of your boats has sailed"
OTHER = "Nobody has asked the ministry for a single lifeboat since the storm of last winter"
EVIL = "<!channel> *all* of <https://evil.example|it> & `rm -rf` must leave the northern harbour at once"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with open_corpus(f"sqlite:///{tmp_path_factory.mktemp('printings') / 'r.db'}") as corpus:
        put(corpus, 1, SAID)
        put(corpus, 2, LOST, day=1)
        put(corpus, 3, SAID.replace("boats", "[Danish] boats"), day=2)
        put(corpus, 4, PART, day=3)
        put(corpus, 5, SAID, who="Odd Berg", party="Chile", day=4)
        put(corpus, 6, OTHER, day=5)
        put(corpus, 7, EVIL, who="Kari Vik", party="Peru", day=6)
        put(corpus, 8, EVIL.replace("northern", "southern"), who="Kari Vik", party="Peru", day=7)
        yield corpus


def test_an_utterance_is_shown_once_as_it_was_first_printed_with_how_often_it_is_printed(corpus: Corpus) -> None:
    reply = answer("Lund", corpus)
    assert quoted(reply) == [OTHER, SAID]
    assert any(text.endswith("+4 printings, 3 of them altered") for text in paragraphs(reply))
    assert ("Printings", "/quote Vera Lund printings") in [(one.label, one.command) for one in reply.ways]
    assert_sendable(reply)


def test_the_chain_is_told_oldest_first_with_each_difference(corpus: Corpus) -> None:
    reply = answer("Lund printings", corpus)
    assert quoted(reply) == [SAID]
    (told,) = [text for text in notes(reply) if "first here" in text]
    assert "2 Apr 2031; the first may be in an article that is not here" in told
    assert "5 articles, 3 of them altered" in told
    chain = " ".join(paragraphs(reply))
    expected = (
        "3 Apr 2031 · altered · leaves out “not”",
        "4 Apr 2031 · with words in brackets · puts in “Danish”",
        f"5 Apr 2031 · altered · a part: “{PART}” · cut off from “not”",
        "6 Apr 2031 · given to Odd Berg",
    )
    places = [chain.index(words) for words in expected]
    assert places == sorted(places)
    assert_sendable(reply)


def test_who_is_given_anothers_words_is_shown_with_the_first_printing(corpus: Corpus) -> None:
    reply = answer("Berg", corpus)
    assert any("this one not as the first" in text for text in paragraphs(reply))
    assert "given to Odd Berg" in " ".join(paragraphs(answer("Berg printings", corpus)))


def test_where_nothing_is_printed_twice_that_is_said_and_the_quotes_are_a_press_away(corpus: Corpus) -> None:
    reply = answer("Lund lifeboat printings", corpus)
    assert not quoted(reply)
    assert "None of these words are printed in two of the articles." in notes(reply)
    assert reply.ways[0].command == "/quote Vera Lund lifeboat"


def test_without_a_day_no_printing_is_called_the_first(tmp_path: Path) -> None:
    with open_corpus(f"sqlite:///{tmp_path / 'r.db'}") as corpus:
        for number in (1, 2):
            put(corpus, number, SAID, day=None)
        (told,) = [text for text in notes(answer("Lund printings", corpus)) if "Vera Lund" in text]
    assert "first here" not in told
    assert "it is not certain which came first" in told


def test_words_narrow_which_utterances_are_shown(corpus: Corpus) -> None:
    assert quoted(answer("Lund boats printings", corpus)) == [SAID]


def test_hostile_words_stay_words(corpus: Corpus) -> None:
    reply = answer("Vik printings", corpus)
    assert quoted(reply) == [EVIL]
    assert "has “southern” for “northern”" in " ".join(paragraphs(reply))
    assert_sendable(reply)


def test_the_export_has_the_whole_chain(corpus: Corpus) -> None:
    made = export("/quote Lund printings", corpus)
    assert isinstance(made, Export)
    assert made.count == 5
    rows = made.text.splitlines()[1:]
    assert [row.split(",")[-5:-2] for row in rows][:2] == [["1", "5", ""], ["2", "5", "altered; leaves out “not”"]]
    assert all(",2031-04-02," in row for row in rows)


def test_a_printing_that_names_no_speaker_is_not_taken_for_a_plain_one(tmp_path: Path) -> None:
    with open_corpus(f"sqlite:///{tmp_path / 'r.db'}") as corpus:
        put(corpus, 1, SAID)
        put(corpus, 2, SAID, who=None, day=1)
        put(corpus, 3, SAID, day=2)
        told = [text for text in paragraphs(answer("Lund printings", corpus)) if "Apr 2031 · " in text]
        assert [("speaker not named there" in text) for text in " ".join(told).split("Fishing · ")[1:]][-2:] == [
            True,
            False,
        ]
        exported = export("/quote Lund printings", corpus)
        assert isinstance(exported, Export)
        assert exported.text.count("speaker not named there") == 1


def test_where_no_printing_names_a_speaker_none_is_held_against_another(tmp_path: Path) -> None:
    with open_corpus(f"sqlite:///{tmp_path / 'r.db'}") as corpus:
        put(corpus, 1, SAID, OTHER)
        for number in (2, 3):
            put(corpus, number, SAID, who=None, day=number)
        corpus.remove("a1")
        (row, *_) = corpus.quotes()
        chain = corpus.printings(row)
        assert len(chain) == 2
        assert not any("speaker not named there" in told_of(one, chain) for one in chain)
