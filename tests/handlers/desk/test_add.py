"""Adding an article: the form, the file that comes of it, and what would be found, shown before it is stored."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.faults import faults
from corpus.article_files import file_name, file_text, is_faithful
from corpus.articles import read_article
from corpus.keepings import Draft
from corpus.models import Extraction
from corpus.store import Corpus
from handlers.blocks.reply import Reply, View
from handlers.desk import add
from handlers.desk.preview import MOST_QUOTES, preview
from tests.hostile import hostile, maybe, spoken, stated, talked
from tests.invented import FOUND, POSITIONS, QUOTES, TEXT, article, corpus_of
from tests.replies import blocks, nodes

NOW = datetime(2031, 5, 8, tzinfo=UTC)
BODY = "The boats came in at noon.\n\n“We are back,” said Marta Lund, the prime minister.\n"


@pytest.fixture
def fishing(tmp_path: Path) -> Iterator[Corpus]:
    with corpus_of(tmp_path, (article(), FOUND)) as corpus:
        yield corpus


def draft(**fields: Any) -> Draft:
    given = {"id": "d1", "user": "U1", "title": "Boats are back", "text": BODY, "at": NOW, **fields}
    return Draft(**given)


def typed(**fields: str | None) -> dict[str, dict[str, dict[str, Any]]]:
    """What Slack sends for a form that was filled in."""
    filled = {"headline": "Boats are back", "outlet": None, "url": None, "text": BODY, **fields}
    day = filled.pop("date", "2031-05-07")
    values: dict[str, dict[str, dict[str, Any]]] = {
        block_id: {"typed": {"type": "plain_text_input", "value": value}} for block_id, value in filled.items()
    }
    return values | {"date": {"typed": {"type": "datepicker", "selected_date": day}}}


def read(corpus: Corpus, /, state: str = "", **fields: Any) -> Draft | dict[str, str]:
    return add.read_form(typed(**fields), state, "U1", corpus)


def text_of(made: View | Reply) -> str:
    return "\n".join(node["text"] for node in nodes(blocks(made)) if isinstance(node.get("text"), str))


def assert_sound(made: View | Reply) -> None:
    assert faults(made.payload()) == []
    assert not any(node.get("type") in {"mrkdwn", "markdown"} for node in nodes(blocks(made)))


class TestTheForm:
    def test_it_asks_for_text_day_headline_outlet_and_address(self) -> None:
        made = add.form()
        assert_sound(made)
        asked = {block["block_id"]: block["optional"] for block in blocks(made) if block["type"] == "input"}
        assert asked == {
            "headline": False,
            "outlet": True,
            "date": True,
            "url": True,
            "text": False,
            "text_2": True,
            "text_3": True,
        }
        assert (made.callback_id, made.state) == ("add", "")
        assert "shared with the app as a .txt file" in text_of(made)

    def test_a_long_message_is_parted_between_paragraphs_and_comes_back_whole(self, corpus: Corpus) -> None:
        text = "\n\n".join(f"{number} {'word ' * 150}." for number in range(9))
        made = add.form(text)
        assert_sound(made)
        filled = {
            block["block_id"]: block["element"].get("initial_value")
            for block in blocks(made)
            if str(block.get("block_id")).startswith("text")
        }
        assert all(part and len(part) <= 3_000 and part.endswith(".") for part in filled.values())
        found = read(corpus, **filled)
        assert isinstance(found, Draft)
        assert found.text == text

    @pytest.mark.parametrize("text", ["word " * 2_000, "word " * 700, "a\n\n" + "word " * 3_000 + "\n\nb"])
    def test_what_no_form_holds_is_kept_whole(self, corpus: Corpus, text: str) -> None:
        kept = add.long_text(text, "U1", corpus)
        assert kept is not None
        made = add.form(text, kept)
        assert_sound(made)
        assert made.state == kept.id
        assert not any(str(block.get("block_id")).startswith("text") for block in blocks(made))
        assert f"{len(text):,} characters" in text_of(made)
        found = read(corpus, state=kept.id, text=None)
        assert isinstance(found, Draft)
        assert (found.id, found.text) == (kept.id, text)

    def test_a_short_text_needs_no_draft(self, corpus: Corpus) -> None:
        assert add.long_text(BODY, "U1", corpus) is None

    def test_a_text_that_is_kept_no_longer(self, corpus: Corpus) -> None:
        assert read(corpus, state="gone") == {
            "headline": "The text is not kept any longer. Close this and share it again."
        }


class TestWhatWasTyped:
    def test_all_of_it(self, corpus: Corpus) -> None:
        found = read(corpus, outlet=" The Post ", url="https://a.example/1")
        assert isinstance(found, Draft)
        assert (found.title, found.published, found.outlet, found.url, found.text, found.user) == (
            "Boats are back",
            date(2031, 5, 7),
            "The Post",
            "https://a.example/1",
            BODY,
            "U1",
        )

    def test_a_day_may_be_unknown_or_still_to_come(self, corpus: Corpus) -> None:
        assert isinstance(read(corpus, date=None), Draft)
        assert isinstance(read(corpus, date="2999-01-01"), Draft)

    @pytest.mark.parametrize(
        ("fields", "wrong"),
        [
            ({"headline": "  "}, "headline"),
            ({"headline": "a\u2028b"}, "headline"),
            ({"headline": "x" * 301}, "headline"),
            ({"headline": "Boats are back.", "date": None}, "headline"),
            ({"headline": "date 2031-01-01 Boats", "date": None}, "headline"),
            ({"outlet": "a\nb"}, "outlet"),
            ({"outlet": "x" * 201}, "outlet"),
            ({"url": "a.example"}, "url"),
            ({"url": "javascript:alert(1)"}, "url"),
            ({"url": "https://a.example/a b"}, "url"),
            ({"text": " \n"}, "text"),
            ({"text": "bell \x07"}, "text"),
            ({"text": "half \ud800"}, "text"),
        ],
    )
    def test_what_is_wrong_stands_beside_its_field(self, corpus: Corpus, fields: dict[str, str], wrong: str) -> None:
        found = read(corpus, **fields)
        assert isinstance(found, dict)
        assert list(found) == [wrong]
        assert all(told.endswith(".") for told in found.values())

    @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        headline=maybe,
        outlet=maybe,
        url=maybe,
        text=maybe,
        text_2=maybe,
        day=st.sampled_from([None, "2031-05-07", "x"]),
    )
    def test_whatever_is_typed_is_stored_to_the_letter_or_refused(
        self, corpus: Corpus, day: str | None, **fields: Any
    ) -> None:
        found = read(corpus, date=day, **fields)
        if isinstance(found, Draft):
            stored = read_article(file_text(found), source="a.txt")
            assert stored.text.endswith(found.text)
            assert stored.text[stored.body_start :] in (found.text, f"\n{found.text}")
            assert (stored.title, stored.published, stored.outlet, stored.url) == (
                found.title,
                found.published,
                found.outlet,
                found.url,
            )
        else:
            assert set(found) <= {"headline", "outlet", "url", "text"}
            assert all(found.values())


class TestTheFile:
    def test_it_has_the_header_lines_and_the_text(self) -> None:
        made = draft(published=date(2031, 5, 7), outlet="The Post", url="https://a.example")
        assert file_text(made) == f" date 2031-05-07 Boats are back\n outlet The Post\n url https://a.example\n\n{BODY}"
        assert is_faithful(made)
        assert file_text(draft(title=None)) == BODY

    @pytest.mark.parametrize(
        ("title", "slug"),
        [
            ("Boats are back!", "boats-are-back"),
            ("../../etc/passwd", "etc-passwd"),
            ("Лодки вернулись", "lodki-vernulis"),
            (None, "article"),
        ],
    )
    def test_its_name_is_made_of_safe_letters(self, title: str | None, slug: str) -> None:
        day, rest = file_name(draft(title=title, published=date(2031, 5, 7)))[:10], file_name(draft(title=title))
        assert day == "2031-05-07"
        assert rest.startswith(f"undated-{slug}-")

    @given(title=maybe, text=hostile)
    def test_no_text_makes_a_path_of_it(self, title: str | None, text: str) -> None:
        made = file_name(draft(title=title, text=text.encode("utf-8", "replace").decode()))
        assert set(made.removesuffix(".txt")) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
        assert len(made) <= 100

    @given(title=maybe, outlet=maybe, text=hostile, day=st.one_of(st.none(), st.dates()))
    def test_what_is_faithful_holds_the_body_exactly(
        self, title: str | None, outlet: str | None, text: str, day: date | None
    ) -> None:
        made = draft(title=title, outlet=outlet, text=text, published=day)
        if is_faithful(made):
            stored = read_article(file_text(made), source="a.txt")
            assert stored.text[len(stored.text) - len(text) :] == text
            assert len(stored.text) - len(text) in (stored.body_start, stored.body_start + 1)


class TestThePreview:
    def test_it_shows_what_would_be_found(self, corpus: Corpus) -> None:
        made = preview(draft(text=TEXT, title=None), article(), FOUND, corpus)
        assert_sound(made)
        assert (made.callback_id, made.submit, made.state) == ("confirm", "Add it", "d1")
        told = text_of(made)
        assert "6 quotes, 3 people, 6 positions and 2 accounts of talks" in told
        assert "Nothing is added yet." in told
        assert "Ingrid Solbakken, Foreign ministry spokeswoman" in told
        assert "a European diplomat (not named in the source)" in told
        assert "Lisbon talks" in told
        quoted = [node for node in nodes(blocks(made)) if node.get("type") == "rich_text_quote"]
        assert all(node["elements"][0]["text"] in TEXT for node in quoted)
        assert len(quoted) == made.count == 6

    def test_it_says_what_looks_odd(self, corpus: Corpus) -> None:
        nobody = QUOTES[5].model_copy(update={"speaker_name": None, "speaker_kind": None, "party_name": None})
        plain = article().model_copy(update={"published": None, "title": None})
        told = text_of(preview(draft(), plain, Extraction(quotes=(nobody,)), corpus))
        assert "It has no date" in told
        assert "It has no headline." in told
        assert "1 quote without a certain speaker" in told
        assert "Speaker not certain" in told
        assert "No quote was found in it." in text_of(preview(draft(), article(), Extraction(), corpus))
        assert "Look at this first" not in text_of(preview(draft(), article(), FOUND, corpus))

    def test_it_says_that_the_corpus_has_the_text(self, fishing: Corpus) -> None:
        again = read_article(TEXT.replace("date 2031-05-07 Norway", "date 2031-05-09 Now Norway"), source="b.txt")
        told = text_of(preview(draft(), again, FOUND, fishing))
        assert "An article has this text already: “Norway plays down hopes" in told
        other = read_article(TEXT + "\n\nMore of it.", source="b.txt")
        assert "already" not in text_of(preview(draft(), other, FOUND, fishing))

    def test_much_is_counted_rather_than_shown(self, corpus: Corpus) -> None:
        quotes = tuple(QUOTES[5].model_copy(update={"id": f"q{number}"}) for number in range(24))
        positions = tuple(POSITIONS[4].model_copy(update={"id": f"s{number}"}) for number in range(200))
        made = preview(draft(), article(), Extraction(quotes=quotes, positions=positions), corpus)
        assert_sound(made)
        assert made.count == MOST_QUOTES
        assert "and 12 more quotes" in text_of(made)

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        quotes=st.lists(spoken, max_size=20),
        positions=st.lists(stated, max_size=20),
        talks=st.lists(talked, max_size=20),
        title=maybe,
    )
    def test_whatever_is_found_slack_takes_it(
        self, corpus: Corpus, quotes: list[Any], positions: list[Any], talks: list[Any], title: str | None
    ) -> None:
        found = Extraction(quotes=tuple(quotes), positions=tuple(positions), talks=tuple(talks))
        assert_sound(preview(draft(), article().model_copy(update={"title": title}), found, corpus))


class TestWhatIsSaidOnTheWay:
    @settings(max_examples=60, deadline=None)
    @given(title=maybe, why=hostile, text=hostile)
    def test_slack_takes_all_of_it(self, title: str | None, why: str, text: str) -> None:
        one = draft(title=title, text=text)
        printed = article().model_copy(update={"title": title})
        for made in (add.working(one), add.failed(one, why), add.gone(), add.added(printed, FOUND)):
            assert_sound(made)
        for told in (add.offer(why, one), add.refused(why, text), add.form(text), add.form(text, one)):
            assert_sound(told)

    def test_in_plain_sentences(self) -> None:
        assert "Reading the article “Boats are back”; this takes a few seconds." in text_of(add.working(draft()))
        told = text_of(add.failed(draft(), "could not be understood: no verb"))
        assert "The article “Boats are back” could not be understood: no verb." in told
        assert "Nothing is lost" in told
        assert "The database is locked." in text_of(add.failed(draft(), "The database is locked"))
        assert add.refused("a.txt", "is empty").text == "“a.txt” is empty."
        assert add.refused("a.txt", "The database is locked.").text == "“a.txt” was not read. The database is locked."
        offered = add.offer("a.txt", draft())
        assert offered.text.startswith("“a.txt” holds “Boats are back”, 15 words.")
        (button,) = [node for node in nodes(blocks(offered)) if node.get("type") == "button"]
        assert (button["action_id"], button["value"]) == ("draft:1", "d1")
