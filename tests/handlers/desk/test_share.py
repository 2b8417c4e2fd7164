from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.faults import faults
from corpus.models import Article, Extraction
from corpus.store import Corpus, open_corpus
from handlers.blocks.forms import as_modal
from handlers.blocks.kit import Button, header, note, person, quotation, rich
from handlers.blocks.limits import most_text
from handlers.blocks.payload import size
from handlers.blocks.reply import Reply, reply
from handlers.commands import COMMANDS
from handlers.commands.help import help_on
from handlers.desk.share import digest, posted, shared, shared_line, with_share
from handlers.texts import say
from tests.asked import positions, quotes, talks
from tests.hostile import hostile_throughout
from tests.invented import FOUND, SOLBAKKEN, TEXT, article, corpus_of, in_another_article, quote
from tests.replies import assert_sendable, buttons, labels, nodes, presses, quoted, words

ANA = person("U0ANA", "Ana")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with corpus_of(tmp_path_factory.mktemp("sharing"), (article(), FOUND)) as corpus:
        yield corpus


def answer(line: str, corpus: Corpus) -> Reply:
    command, _, asked = line.removeprefix("/").partition(" ")
    handler = {"quote": quotes.answer, "positions": positions.answer, "talks": talks.answer}[command]
    return handler(asked, corpus)


def without(found: Reply, name: str) -> dict[str, str]:
    """The buttons but one, by their labels."""
    return {label: value for label, value in buttons(found).items() if label != say(name)}


def value_of(found: Reply) -> str:
    (button,) = presses(found, "share")
    return str(button["value"])


def again(value: str, corpus: Corpus) -> Reply:
    """What the line of the button is answered with by now."""
    return answer(shared_line(value), corpus)


@pytest.mark.parametrize("line", ["/quote Solbakken", "/positions Chile", "/positions Chile Norway", "/talks latest"])
def test_an_answer_with_records_can_be_shared_by_its_one_primary_button(line: str, corpus: Corpus) -> None:
    found = answer(line, corpus)
    assert found.count > 0
    assert labels(found)[0] == "Share in channel"
    assert [button["action_id"][:6] for button in presses(found) if button.get("style")] == ["share:"]
    assert value_of(found) == f"{digest(found)} {line}"
    assert len(found.payload()["blocks"][-1]["elements"]) <= 5
    assert_sendable(found)


@pytest.mark.parametrize(
    "line", ["/quote help", "/quote Xqzzyv", "/positions Korea", "/quote Marta Lund", "/talks 1999"]
)
def test_what_shows_no_records_cannot_be_shared(line: str, corpus: Corpus) -> None:
    found = answer(line, corpus)
    assert (found.count, presses(found, "share")) == (0, [])


@pytest.mark.parametrize("line", ["/quote Solbakken", "/positions Chile", "/positions Chile Norway", "/talks latest"])
def test_what_is_shared_is_what_was_seen_and_says_who_shared_it(line: str, corpus: Corpus) -> None:
    found = answer(line, corpus)
    sent = shared(value_of(found), person("U0ANA", "Ana <!channel> Rojas"), answer(line, corpus))
    assert sent.shared
    assert quoted(sent) == quoted(found)
    assert {"type": "user", "user_id": "U0ANA"} in list(nodes(sent.payload()["blocks"]))
    assert [one["value"] for one in presses(sent, "unshare")] == ["U0ANA"]
    assert sent.text.endswith("Shared by Ana &lt;!channel&gt; Rojas.")
    assert presses(sent, "share") == []
    assert without(sent, "take_back") == without(found, "keep")
    assert [one["value"] for one in presses(sent, "source")] == [one["value"] for one in presses(found, "source")]
    assert_sendable(sent)


def test_pages_are_not_turned_in_a_shared_message(tmp_path_factory: pytest.TempPathFactory) -> None:
    many = [quote(f"q{n}", word, **SOLBAKKEN) for n, word in enumerate(TEXT.split()[10:26])]
    with corpus_of(tmp_path_factory.mktemp("pages"), in_another_article(1, *many)) as corpus:
        found = answer("/quote Solbakken page 2", corpus)
        sent = shared(value_of(found), ANA, again(value_of(found), corpus))
    assert {"Next", "Previous"} <= set(buttons(found))
    assert not {"Next", "Previous"} & set(buttons(sent))
    assert quoted(sent) == quoted(found)


def test_what_has_changed_since_is_not_shared_but_shown(tmp_path_factory: pytest.TempPathFactory) -> None:
    with corpus_of(tmp_path_factory.mktemp("changed"), (article(), FOUND)) as corpus:
        value = value_of(answer("/quote Solbakken", corpus))
        kept = tuple(one for one in FOUND.quotes if one.id != "q4")
        corpus.save(article(), FOUND.model_copy(update={"quotes": kept}), "later")
        now = shared(value, ANA, again(value, corpus))
        assert not now.shared
        assert say("changed") in words(now)
        assert len(quoted(now)) == 2
        assert_sendable(now)
        assert shared(value_of(now), ANA, again(value_of(now), corpus)).shared


def test_what_is_gone_since_is_not_shared(tmp_path_factory: pytest.TempPathFactory) -> None:
    with corpus_of(tmp_path_factory.mktemp("gone"), (article(), FOUND)) as corpus:
        value = value_of(answer("/quote Solbakken", corpus))
        corpus.save(article(), Extraction(people=FOUND.people), "later")
        now = shared(value, ANA, again(value, corpus))
    assert not now.shared
    assert now.text.startswith(say("changed"))
    assert quoted(now) == []


def test_the_digest_is_of_what_is_shown_and_not_of_its_buttons(corpus: Corpus) -> None:
    found = answer("/quote Solbakken", corpus)
    assert digest(found) == digest(posted(found))
    fewer = reply([header("a"), rich(quotation("b"))])
    other = reply([header("a"), rich(quotation("c"))])
    with_button = reply([header("a"), rich(quotation("b"))], ways=[Button("Next", "/talks")])
    assert digest(fewer) == digest(with_button) != digest(other)


def test_a_spelling_that_was_kept_in_between_hinders_no_sharing(corpus: Corpus) -> None:
    line = "/quote Ingrid Solbakken picked person:ingrid-solbakken for Madame Quirrel"
    found = answer(line, corpus)
    assert presses(found, "remember")
    plain = answer("/quote Ingrid Solbakken", corpus)
    assert digest(plain) == digest(found)
    sent = shared(value_of(found), ANA, again(value_of(found), corpus))
    assert "Madame Quirrel" not in words(sent)


def test_an_answer_that_the_app_posts_itself_keeps_its_pages_and_loses_what_serves_one_reader(corpus: Corpus) -> None:
    found = posted(answer("/quote Solbakken", corpus))
    assert presses(found, "share") == []
    assert presses(found, "source")
    assert found.shared


def test_help_is_posted_as_it_is(corpus: Corpus) -> None:
    explained = help_on("", COMMANDS, corpus)
    assert posted(explained).blocks == explained.blocks


@given(
    texts=st.lists(st.text(max_size=60) | st.just("word " * 600), max_size=6),
    name=st.text(max_size=200),
    line=st.text(min_size=1, max_size=60) | st.just("/quote " + "x" * 2_500),
    ways=st.integers(0, 9),
)
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_can_be_shared_fits(texts: list[str], name: str, line: str, ways: int) -> None:
    row = [Button(f"Way {n}", f"/talks {n}") for n in range(ways)]
    found = with_share(reply([*(note(text) for text in texts)], 1, row), line)
    if size(found.blocks) <= 10_000:
        assert faults(found.payload()) == []
    for button in presses(found, "share"):
        sent = shared(button["value"], person("U0ANA", name), found)
        assert sent.shared
        assert_sendable(sent)
        assert_sendable(shared(button["value"], person("U0ANA", name), replace(found, blocks=(note("y"),))))


@pytest.mark.parametrize("attack", ["<!channel>", "word " * 900, "&<>" * 900])
@pytest.mark.parametrize(
    "line", ["/quote Norway", "/positions Norway", "/positions Norway Chile", "/talks", "/talks latest"]
)
def test_an_answer_from_a_hostile_article_can_be_shared_posted_and_shown_in_a_modal(line: str, attack: str) -> None:
    printed = Article(id="a1", title=attack, outlet=attack, url=attack, source=attack, text=attack)
    with open_corpus("sqlite://") as corpus:
        corpus.save(printed, hostile_throughout(attack), "1")
        found = answer(line, corpus)
        sent = shared(value_of(found), person("U0ANA", attack), answer(line, corpus))
        changed = shared(f"0 {line}", person("U0ANA", attack), answer(line, corpus))
    assert (sent.shared, changed.shared) == (True, False)
    for one in (found, sent, changed, posted(found)):
        assert_sendable(one)
    assert faults(as_modal(found, attack).payload()) == []


def test_what_has_no_room_to_be_shared_can_be_kept(corpus: Corpus) -> None:
    """Only one person sees it, and Slack forgets it."""
    room = most_text() - size([note("x")])
    parts = [note("x" * 2900)] * (room // 2900)
    long = reply([*parts, note("x" * (room % 2900 - 150))], 1)
    made = with_share(long, "/quote Norway")
    assert made.share is None
    assert [way.does for way in made.ways] == ["keep"]
    assert_sendable(made)
    full = reply([note("x" * 2900)] * 4, 1)
    assert with_share(full, "/quote Norway") == full
    assert with_share(replace(long, count=0), "/quote Norway").ways == ()
