from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.faults import faults
from corpus.excerpts import beginning, cut, one_line
from handlers.blocks.kit import (
    Block,
    Button,
    Header,
    Menu,
    Moment,
    actions,
    context,
    header,
    letters,
    line,
    link,
    menu,
    note,
    quotation,
    rich,
)
from handlers.blocks.payload import fallback, payload_of, size
from handlers.blocks.reply import reply
from handlers.blocks.text import counted, day, escaped, listed
from tests.replies import blocks, nodes


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (date(2022, 3, 30), "30 Mar 2022"),
        ("2022-03-05", "5 Mar 2022"),
        ("2022-03", "Mar 2022"),
        ("2022", "2022"),
        (None, ""),
        ("spring 2022", "spring 2022"),
        ("2022-13", "2022-13"),
        ("late\nin 2022 " * 9, "late in 2022 late in 2022 late in 2022…"),
    ],
)
def test_a_date_is_written_as_far_as_it_is_known(value: date | str | None, written: str) -> None:
    assert day(value) == written


@given(st.text(), st.integers(1, 60))
def test_cut_text_fits_and_ends_with_an_ellipsis(text: str, most: int) -> None:
    short = cut(text, most)
    assert len(short) <= most
    assert short == text or short.endswith("…")


def test_text_is_cut_at_a_words_end() -> None:
    assert cut("nobody slept at all", 13) == "nobody slept…"
    assert cut("nobody slept at all", 12) == "nobody…"
    assert cut("nobody slept … at all", 17) == "nobody slept…"


@given(st.text(), st.integers(1, 60))
def test_the_beginning_of_a_quote_is_a_span_of_it(text: str, most: int) -> None:
    shown = beginning(text, most)
    assert text.startswith(shown)
    assert len(shown) <= most
    assert shown or not text


def test_a_quote_is_cut_where_a_sentence_or_else_a_word_ends() -> None:
    assert beginning("We waited. We slept. We left.", 22) == "We waited. We slept."
    assert beginning("We waited and waited and waited.", 22) == "We waited and waited"


@given(st.text(max_size=9_000))
def test_the_fallback_text_is_escaped_and_within_the_limit(text: str) -> None:
    safe = fallback([note(text)])
    assert 1 <= len(safe) <= 4_000
    assert "<" not in safe
    assert ">" not in safe
    assert faults({"text": safe}) == []


def test_escaping_is_not_cut_in_two() -> None:
    assert fallback([Header("&" * 5_000)]).endswith("&amp;…")


def test_only_what_slack_reads_as_markup_is_escaped() -> None:
    assert escaped("*a* <b> & _c_") == "*a* &lt;b&gt; &amp; _c_"


def test_names_lose_line_breaks_and_marks_that_turn_the_line_around() -> None:
    assert one_line("Ingrid\n\u202eSol\u200bbakken\u2069\x00 ") == "Ingrid Solbakken"


@given(st.text())
def test_quoted_words_are_kept_letter_by_letter(text: str) -> None:
    (element,) = payload_of([rich(quotation(text))])[0]["elements"][0]["elements"]
    assert element["text"] == (text.replace("\0", "\ufffd") or "–")


def test_headers_and_notes_are_plain_and_never_too_long() -> None:
    blocks = payload_of([header("word " * 100), note("word " * 2_000), context("word " * 500, "", "x")])
    assert faults({"text": "x", "blocks": blocks}) == []
    assert {node["emoji"] for node in nodes(blocks) if node.get("type") == "plain_text"} == {False}


def test_buttons_that_slack_would_refuse_are_left_out() -> None:
    assert actions([Button("Next", "/quote " + "x" * 2_000)]) == ()
    assert note("text", Button("Next", "/quote " + "x" * 2_000)).beside is None


def test_one_command_is_one_button() -> None:
    (row,) = actions([Button("A", "/talks"), Button("B", "/talks"), Button("C", "/talks latest")])
    assert [one.command for one in row.elements if isinstance(one, Button)] == ["/talks", "/talks latest"]


def test_what_is_beyond_four_buttons_stands_in_a_menu_behind_them() -> None:
    (row,) = actions(Button(str(number), f"/talks {number}") for number in range(9))
    *weighty, more = row.elements
    assert [one.command for one in weighty if isinstance(one, Button)] == [f"/talks {number}" for number in range(4)]
    assert isinstance(more, Menu)
    assert [one.label for one in more.buttons] == ["4", "5", "6", "7", "8"]
    assert faults({"text": "x", "blocks": payload_of([row])}) == []


def test_an_entry_of_a_menu_names_its_record_and_asks_where_it_must() -> None:
    ends = Button("Unfollow", "7", "unfollow", confirm="All will hear no more.")
    (shown,) = payload_of(
        [note("x", menu([Button("Source", "quote:a/b/c", "source", about="Byron, 7 May 2031"), ends]))]
    )
    entries = shown["accessory"]["options"]
    assert [entry["text"]["text"] for entry in entries] == ["Source: Byron, 7 May 2031", "Unfollow"]
    assert [entry["value"] for entry in entries] == ["source quote:a/b/c", "unfollow 7"]
    assert shown["accessory"]["confirm"]["text"]["text"] == "All will hear no more."
    assert faults({"text": "x", "blocks": [shown]}) == []


def test_a_button_tells_those_who_do_not_see_it_which_record_it_is_about() -> None:
    (row,) = payload_of(actions([Button("Try it", "/talks", about="/talks")]))
    assert row["elements"][0]["accessibility_label"] == "Try it: /talks"


def test_every_button_of_a_message_has_an_id_of_its_own() -> None:
    sent = reply([note("a", Button("A", "/talks"))], ways=[Button("A", "/talks"), Button("B", "/quote")])
    ids = [node["action_id"] for node in nodes(blocks(sent)) if node.get("type") == "button"]
    assert ids == ["ask:1", "ask:2", "ask:3"]


@pytest.mark.parametrize("url", [None, "javascript:alert(1)", "https://x|y", "https://x>y", "https://a b", "ftp://x"])
def test_an_address_that_is_no_web_page_stays_text(url: str | None) -> None:
    assert link(url, "Headline") == letters("Headline")


def test_a_web_page_is_linked() -> None:
    assert link("https://example.org/a?b=c", "Headline").url == "https://example.org/a?b=c"


def test_words_for_numbers_and_lists() -> None:
    assert (counted(1, "quote"), counted(2_000, "entry", "entries")) == ("1 quote", "2,000 entries")
    assert listed(["A", "B", "C"]) == "A, B and C"
    assert (listed(["A"]), listed([])) == ("A", "")


def test_size_counts_all_text_however_deep() -> None:
    assert size([header("four"), rich(quotation("seven 7"))]) == 11


@pytest.mark.parametrize(
    "at",
    [
        datetime(2031, 5, 7, 14, 5),
        datetime(2031, 5, 7, 14, 5, tzinfo=UTC),
        datetime(2031, 5, 7, 23, 5, tzinfo=timezone(timedelta(hours=9))),
    ],
)
def test_a_moment_is_shown_in_the_readers_zone_and_in_utc_where_that_is_not_known(at: datetime) -> None:
    (block,) = payload_of([rich(line(letters("Added "), Moment(at)))])
    shown = block["elements"][0]["elements"][1]
    assert shown["timestamp"] == int(datetime(2031, 5, 7, 14, 5, tzinfo=UTC).timestamp())
    assert shown["fallback"] == "7 May 2031, 14:05 UTC"
    assert faults({"text": "x", "blocks": [block]}) == []


def test_what_is_read_aloud_is_what_is_shown_in_its_order() -> None:
    shown: list[Block] = [
        header("Talks"),
        note("Two lines\nof ours"),
        rich(quotation("nothing <new>"), line(letters("30 Mar"))),
        context("x"),
    ]
    assert fallback(shown) == "Talks. Two lines. of ours. “nothing &lt;new&gt;”. 30 Mar. x."
