"""A message's words: what people read in it, whatever blocks they stand in, and never what only stands in for them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.message_words import unquoted, words_of
from handlers.blocks.text import as_read

SAID = "We want the boats back"


def rich(*elements: dict[str, Any], kind: str = "rich_text_section") -> dict[str, Any]:
    return {"type": "rich_text", "elements": [{"type": kind, "elements": list(elements)}]}


def run(text: str, **style: bool) -> dict[str, Any]:
    return {"type": "text", "text": text, **({"style": style} if style else {})}


@pytest.mark.parametrize(
    "block",
    [
        rich(run("“We want "), run("the boats", bold=True), run(" back”")),
        rich(run("“"), {"type": "link", "url": "https://a.example", "text": SAID}, run("”")),
        {"type": "section", "text": {"type": "mrkdwn", "text": "“We want *the boats* back”"}},
        {"type": "section", "fields": [{"type": "plain_text", "text": f"“{SAID}”"}]},
        {"type": "header", "text": {"type": "plain_text", "text": f"“{SAID}”"}},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": f"_“{SAID}”_"}]},
        {"type": "markdown", "text": f"**“{SAID}”**"},
        {"type": "table", "rows": [[{"type": "raw_text", "text": f"“{SAID}”"}]]},
        {"type": "table", "rows": [[rich(run(f"“{SAID}”"))]]},
    ],
)
def test_blocks_are_read_and_the_text_beside_them_is_not(block: dict[str, Any]) -> None:
    assert words_of({"text": "“A new story”", "blocks": [block]}) == f"“{SAID}”"


def test_lists_and_quoted_lines_keep_their_lines() -> None:
    items = [{"type": "rich_text_section", "elements": [run(text)]} for text in ("one", "two")]
    listed = {"type": "rich_text", "elements": [{"type": "rich_text_list", "style": "bullet", "elements": items}]}
    assert words_of({"blocks": [listed]}) == "one\ntwo"
    assert words_of({"blocks": [rich(run("one\ntwo"), kind="rich_text_quote")]}) == "> one\n> two"
    assert unquoted("> one\n> two\n5 > 4") == "one\ntwo\n5 > 4"


def test_what_is_attached_or_forwarded_is_read_too() -> None:
    attached = {"pretext": "From the wire", "title": "Boats", "text": SAID, "fallback": "[no preview available]"}
    assert words_of({"text": "Look:", "attachments": [attached]}) == f"Look:\n\nFrom the wire\n\nBoats\n\n{SAID}"
    fields = {"fields": [{"title": "Who", "value": "The harbour"}]}
    assert words_of({"attachments": [fields]}) == "Who\n\nThe harbour"
    assert words_of({"attachments": [{"blocks": [rich(run(SAID))], "text": "other"}]}) == SAID
    forwarded = {"message_blocks": [{"message": {"blocks": [rich(run(SAID))]}}]}
    assert words_of({"attachments": [forwarded]}) == SAID


@pytest.mark.parametrize(
    "message",
    [
        {"text": "New story", "blocks": [{"type": "image", "image_url": "https://a.example/1.png", "alt_text": "x"}]},
        {"text": "", "attachments": [{"fallback": "“Bye”"}]},
    ],
)
def test_what_stands_in_for_something_else_is_never_read(message: dict[str, Any]) -> None:
    assert words_of(message) is None


@pytest.mark.parametrize("message", [{}, {"text": ""}, {"text": " ", "attachments": []}])
def test_a_message_without_words(message: dict[str, Any]) -> None:
    assert words_of(message) == ""


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("A &amp; B &lt;c&gt; &amp;lt;", "A & B <c> &lt;"),
        ("see <https://a.example/x?b=1&amp;c=2>", "see https://a.example/x?b=1&c=2"),
        ("the <https://a.example|Post> says", "the Post says"),
        ("<@U123> and <@U124|kari> in <#C1|fish>", " and kari in fish"),
        ("*“We* _stay_” and `wait`", "“We stay” and wait"),
        ("snake_case at 10:30:45 :tada:", "snake_case at 10:30:45 "),
        ("&gt; We stay", "> We stay"),
    ],
)
def test_markup_is_read_as_its_writer_sees_it(text: str, read: str) -> None:
    assert as_read(text) == read


KINDS = ("rich_text", "section", "context", "table", "markdown", "rich_text_list", "rich_text_quote", "text", "link")
json = st.recursive(
    st.none() | st.booleans() | st.sampled_from([*KINDS, "words"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["type", "text", "elements", "rows", "fields", "blocks"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(blocks=st.lists(st.dictionaries(st.sampled_from(["type", "text", "elements", "rows"]), json, max_size=4)))
def test_no_shape_of_blocks_breaks_it(blocks: list[dict[str, Any]]) -> None:
    assert isinstance(words_of({"blocks": blocks}), str | None)
