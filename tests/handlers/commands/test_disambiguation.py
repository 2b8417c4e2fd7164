from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus.models import Entity, Extraction, Person, Unknown
from corpus.store import Corpus, open_corpus
from handlers.blocks.kit import Button
from handlers.blocks.reply import Reply
from handlers.commands.disambiguation import nobody, side_of, whois
from handlers.commands.next_steps import positions_of, quotes_of
from handlers.query import Query
from tests.asked import positions, quotes, talks
from tests.invented import FOUND, PARTIES, PEOPLE, QUOTES, article, corpus_of, quote
from tests.replies import assert_sendable, buttons, presses, quoted, title, words

Handler = Callable[[str, Corpus], Reply]
HANDLERS = [quotes.answer, positions.answer, talks.answer]


@pytest.fixture(scope="module")
def namesakes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    """Two people called Solbakken, and two called Ola Nordmann, of different parties."""
    people = (
        *PEOPLE,
        Person(id="p4", name="Ane Solbakken", role="skipper", party_name="Chile"),
        Person(id="p5", name="Ola Nordmann", role="minister", party_name="Norway"),
        Person(id="p6", name="Ola Nordmann", role="envoy", party_name="Chile"),
    )
    envoy = {"speaker_name": "Ola Nordmann", "speaker_kind": "person", "party_name": "Chile"}
    found = Extraction(people=people, parties=PARTIES, quotes=(*QUOTES, quote("q9", "a quick deal", **envoy)))
    with corpus_of(tmp_path_factory.mktemp("namesakes"), (article(), found)) as corpus:
        yield corpus


def test_a_shared_name_asks_which_one_with_the_role_beside_each(namesakes: Corpus) -> None:
    reply = quotes.answer("Solbakken", namesakes)
    assert title(reply) == "Which one?"
    assert "Ingrid Solbakken, Foreign ministry spokeswoman" in words(reply)
    assert set(buttons(reply).values()) == {"/quote Ingrid Solbakken", "/quote Ane Solbakken"}
    assert quoted(reply) == []
    assert_sendable(reply)


def test_the_words_that_narrow_are_kept_when_one_is_chosen(namesakes: Corpus) -> None:
    commands = buttons(quotes.answer("Solbakken breakthrough", namesakes)).values()
    assert "/quote Ingrid Solbakken breakthrough" in commands


def test_an_issue_is_kept_when_one_of_several_is_chosen(namesakes: Corpus) -> None:
    commands = set(buttons(positions.answer("Solbakken on NATO", namesakes)).values())
    assert commands == {"/positions Ingrid Solbakken on NATO", "/positions Ane Solbakken on NATO"}


def test_the_days_that_bound_are_kept_when_one_is_chosen(namesakes: Corpus) -> None:
    commands = buttons(quotes.answer("Solbakken since May 2031", namesakes)).values()
    assert "/quote Ingrid Solbakken since 2031-05-01" in commands


def test_two_people_of_one_name_can_each_be_chosen(namesakes: Corpus) -> None:
    ask = quotes.answer("Ola Nordmann", namesakes)
    commands = [str(button["value"]) for button in presses(ask, "ask")]
    titles = [title(quotes.answer(command.removeprefix("/quote "), namesakes)) for command in commands]
    assert sorted(titles) == ["Ola Nordmann, envoy", "Ola Nordmann, minister"]
    named = {button["text"]["text"] for button in presses(ask, "ask")}
    assert named == {"Ola Nordmann, envoy, Chile", "Ola Nordmann, minister, Norway"}
    assert not any("you typed" in words(quotes.answer(command[7:], namesakes)) for command in commands)


def test_a_shared_party_name_asks_too(namesakes: Corpus) -> None:
    reply = positions.answer("Korea", namesakes)
    assert title(reply) == "Which one?"
    assert {"/positions South Korea", "/positions North Korea"} <= set(buttons(reply).values())


def test_a_name_that_nobody_has_is_said_to_be_unknown(namesakes: Corpus) -> None:
    reply = quotes.answer("Xqzzyv", namesakes)
    assert "Nobody and nothing called “Xqzzyv” in the articles." in words(reply)
    assert buttons(reply)["What can I ask?"] == "/quote help"
    assert_sendable(reply)


def test_the_nearest_names_are_one_button_away(namesakes: Corpus) -> None:
    near = (Entity(id="person:ane-solbakken", kind="person", name="Ane Solbakken"),)
    reply = nobody(Query(command="quote"), Unknown(query="Solbaccus", nearest=near), namesakes)
    assert "Did you mean Ane Solbakken?" in words(reply)
    command = buttons(reply)["Ane Solbakken"]
    assert command == "/quote Ane Solbakken picked person:ane-solbakken for Solbaccus"
    assert "Did you mean Ane Solbakken?" in reply.text


MISSPELT = "/quote Ingrid Solbakken picked person:ingrid-solbakken for Madame Quirrel"


def test_a_spelling_that_somebody_was_picked_for_is_offered_to_be_kept(namesakes: Corpus) -> None:
    reply = quotes.answer(MISSPELT.removeprefix("/quote "), namesakes)
    assert "“Madame Quirrel” was read as Ingrid Solbakken." in words(reply)
    (offer,) = presses(reply, "remember")
    assert offer["text"]["text"] == "Remember this spelling"
    assert offer["value"] == "person:ingrid-solbakken Madame Quirrel"
    assert_sendable(reply)


@pytest.mark.parametrize(
    "typed",
    [
        "Solbakken picked person:ane-solbakken for Solbakken",  # two are called so
        "Ane Solbakken picked person:ane-solbakken for Lund",  # another is called so
        "Ane Solbakken picked person:ane-solbakken for Ane Solbakken",
        "Norway picked party:norway for Oslo",  # an alias
        "Norway picked person:ane-solbakken for Qwertzu",  # not whom the line asks for
        "Norway picked person:nobody-at-all for Qwertzu",
        "Ane Solbakken",
    ],
)
def test_a_spelling_that_may_be_anothers_name_is_never_offered(namesakes: Corpus, typed: str) -> None:
    assert presses(quotes.answer(typed, namesakes), "remember") == []


def test_namesakes_are_offered_without_a_spelling_to_keep(namesakes: Corpus) -> None:
    assert not any("picked" in command for command in buttons(quotes.answer("Solbakken", namesakes)).values())


def test_no_button_leads_to_quotes_that_are_not_there(namesakes: Corpus) -> None:
    asked = ["party:peru", "party:norway", "party:norway", None]
    assert quotes_of(asked, namesakes) == [Button("Quotes: Norway", "/quote Norway")]
    assert positions_of(["party:norway"], namesakes) == []


@pytest.mark.parametrize("handler", HANDLERS)
@pytest.mark.parametrize("asked", ["Solbakken", "Norway", "latest", "Norway Chile", "2031"])
def test_an_empty_corpus_says_what_to_run(handler: Handler, asked: str, corpus: Corpus) -> None:
    reply = handler(asked, corpus)
    assert "No article has been read yet" in reply.text
    assert "readout ingest seeds/" in words(reply)
    assert_sendable(reply)


@pytest.mark.parametrize("handler", HANDLERS)
def test_a_store_that_cannot_be_read_is_told_in_its_own_sentence(handler: Handler, tmp_path: Path) -> None:
    broken = tmp_path / "readout.db"
    broken.write_bytes(b"this is no database" * 100)
    with open_corpus(f"sqlite:///{broken}") as corpus:
        reply = handler("Norway", corpus)
    assert str(tmp_path) in reply.text or "readout.db" in reply.text
    assert "Traceback" not in reply.text
    assert_sendable(reply)


def test_whois_gives_the_role_that_the_newest_article_prints(namesakes: Corpus) -> None:
    lund = namesakes.entity("person:marta-lund")
    assert lund is not None
    assert whois(lund, namesakes) == "Marta Lund, prime minister"


def test_somebody_without_a_role_is_told_by_party(tmp_path: Path) -> None:
    found = FOUND.model_copy(update={"people": (Person(id="p1", name="Marta Lund", party_name="Norway"),)})
    with corpus_of(tmp_path, (article(), found)) as corpus:
        lund = corpus.entity("person:marta-lund")
        assert lund is not None
        assert whois(lund, corpus) == "Marta Lund, Norway"
        side = side_of(lund, corpus)
        assert side is not None
        assert side.id == "party:norway"
