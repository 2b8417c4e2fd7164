"""Slack's rules: what it takes passes, and each thing that it refuses is named with its place."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.faults import faults, limits
from handlers.blocks.kit import note
from handlers.blocks.limits import most_chars, most_items
from handlers.blocks.reply import Reply

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def button(**more: Any) -> Json:
    return {"type": "button", "text": plain("Next"), "action_id": "ask:1", "value": "/quote x", **more}


def message(*blocks: Json, **more: Any) -> Json:
    return {"text": "An answer", "blocks": list(blocks), "response_type": "ephemeral", **more}


def rich(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}


def letters(text: str) -> Json:
    return {"type": "text", "text": text}


def rows(number: int, width: int = 2) -> Json:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * width] * number}


def option(value: str = "x", **more: Any) -> Json:
    return {"text": plain("x"), "value": value, **more}


def field(element: Json, **more: Any) -> Json:
    return {"type": "input", "label": plain("x"), "element": element, **more}


def typed(**more: Any) -> Json:
    return {"type": "plain_text_input", "action_id": "a", **more}


def select(**more: Any) -> Json:
    return {"type": "static_select", "action_id": "a", "options": [option()], **more}


def boxes(number: int, kind: str = "checkboxes", text: Json | None = None) -> Json:
    options = [{"text": text or plain("x"), "value": str(n)} for n in range(number)]
    return {"type": kind, "action_id": "a", "options": options}


def form(*blocks: Json, **more: Any) -> Json:
    return {"type": "modal", "title": plain("x"), "submit": plain("x"), "blocks": list(blocks), **more}


def section(accessory: Json) -> Json:
    return {"type": "section", "text": plain("x"), "accessory": accessory}


WELL = {
    "every kind of block": message(
        {"type": "header", "text": plain("x" * 150)},
        {"type": "section", "text": mrkdwn("x" * 3000), "accessory": button()},
        {"type": "section", "fields": [plain("x")] * 10},
        {
            "type": "context",
            "elements": [mrkdwn("x"), {"type": "image", "image_url": "https://x.org/a", "alt_text": "a"}],
        },
        {"type": "divider", "block_id": "b" * 255},
        {"type": "actions", "elements": [button(action_id=f"ask:{n}") for n in range(25)]},
        rich(letters("<!channel> *literal*"), {"type": "link", "url": "https://x.org", "text": "x"}),
        {"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": [letters("“No.”")]}]},
        rows(100, 20),
    ),
    "the longest button": message({"type": "actions", "elements": [button(text=plain("x" * 75), value="x" * 2000)]}),
    "as many blocks as fit": message(*[{"type": "divider"}] * 50),
    "a date in markup": message({"type": "section", "text": mrkdwn("<!date^1^{date}|1 Jan>")}),
    "no blocks": {"text": "x" * 4000},
    "a modal": {"type": "modal", "title": plain("x" * 24), "blocks": [{"type": "divider"}] * 100},
    "a Home": {"type": "home", "blocks": [{"type": "divider"}] * 100, "private_metadata": "x" * 3000},
    "options": {"options": [{"text": plain("x" * 75), "value": "x" * 150}] * 100},
    "no options": {"options": []},
    "options in groups": {"option_groups": [{"label": plain("x"), "options": [option()]}]},
    "every kind of input": form(
        field(typed(multiline=True, min_length=1, max_length=3000, initial_value="x" * 3000)),
        field(select(initial_option=option())),
        field({"type": "external_select", "action_id": "a", "min_query_length": 2, "focus_on_load": True}),
        field({"type": "multi_static_select", "action_id": "a", "options": [option()], "max_selected_items": 3}),
        field({"type": "multi_external_select", "action_id": "a"}, optional=True),
        field({"type": "datepicker", "action_id": "a", "initial_date": "2022-03-29"}, hint=plain("x" * 2000)),
        field(boxes(10, text=mrkdwn("*x*"))),
        field(boxes(10, "radio_buttons")),
        field({"type": "file_input", "action_id": "a", "filetypes": ["txt", "md"], "max_files": 10}),
        field({"type": "conversations_select", "action_id": "a", "filter": {"include": ["im", "public"]}}),
    ),
    "a form in the Home": {"type": "home", "blocks": [field(typed())]},
    "an accessory to choose from": message(section(select()), section(boxes(2, "radio_buttons"))),
    "a submission's errors": {"response_action": "errors", "errors": {"who": "x" * 2000}},
    "a submission's next view": {"response_action": "push", "view": form(field(typed()))},
    "a submission that closes all": {"response_action": "clear"},
}


@pytest.mark.parametrize("payload", WELL.values(), ids=WELL)
def test_slack_takes_what_keeps_to_its_limits(payload: Json) -> None:
    assert faults(payload) == []


REFUSED = {
    "no text": ({"blocks": [{"type": "divider"}]}, "/text"),
    "blank text": ({"text": "  "}, "/text"),
    "text too long": ({"text": "x" * 4001}, "/text"),
    "live text": ({"text": "see <!channel>"}, "live"),
    "live text in capitals": ({"text": "<!HERE>"}, "live"),
    "51 blocks": (message(*[{"type": "divider"}] * 51), "/blocks"),
    "101 blocks in a modal": ({"type": "modal", "title": plain("x"), "blocks": [{"type": "divider"}] * 101}, "/blocks"),
    "a modal without a title": ({"type": "modal", "blocks": [{"type": "divider"}]}, "/title"),
    "a modal's long title": ({"type": "modal", "title": plain("x" * 25), "blocks": [{"type": "divider"}]}, "/title"),
    "metadata too long": ({"type": "home", "blocks": [], "private_metadata": "x" * 3001}, "/private_metadata"),
    "an unknown block": (message({"type": "marquee"}), "/blocks/0"),
    "an input in a message": (message({"type": "input", "label": plain("x"), "element": {}}), "/blocks/0"),
    "an unknown property": (message({"type": "divider", "colour": "red"}), "/blocks/0/colour"),
    "an empty section": (message({"type": "section"}), "/blocks/0"),
    "a section's empty text": (message({"type": "section", "text": mrkdwn("")}), "/blocks/0/text"),
    "a section's long text": (message({"type": "section", "text": mrkdwn("x" * 3001)}), "/blocks/0/text"),
    "11 fields": (message({"type": "section", "fields": [plain("x")] * 11}), "/blocks/0/fields"),
    "a long field": (message({"type": "section", "fields": [plain("x" * 2001)]}), "/blocks/0/fields/0"),
    "a mrkdwn header": (message({"type": "header", "text": mrkdwn("x")}), "/blocks/0/text"),
    "a long header": (message({"type": "header", "text": plain("x" * 151)}), "/blocks/0/text"),
    "11 context elements": (message({"type": "context", "elements": [plain("x")] * 11}), "/blocks/0/elements"),
    "no context elements": (message({"type": "context", "elements": []}), "/blocks/0/elements"),
    "26 buttons": (
        message({"type": "actions", "elements": [button(action_id=str(n)) for n in range(26)]}),
        "/blocks/0/elements",
    ),
    "a button's long text": (message({"type": "actions", "elements": [button(text=plain("x" * 76))]}), "/text"),
    "a button's mrkdwn": (message({"type": "actions", "elements": [button(text=mrkdwn("x"))]}), "/text"),
    "a button's long value": (message({"type": "actions", "elements": [button(value="x" * 2001)]}), "/value"),
    "a button's style": (message({"type": "actions", "elements": [button(style="pink")]}), "/style"),
    "an accessory's long value": (
        message({"type": "section", "text": plain("x"), "accessory": button(value="x" * 2001)}),
        "/blocks/0/accessory/value",
    ),
    "an action_id twice": (message({"type": "actions", "elements": [button(), button()]}), "action_id"),
    "a block_id twice": (message(*[{"type": "divider", "block_id": "b"}] * 2), "block_id"),
    "a long block_id": (message({"type": "divider", "block_id": "b" * 256}), "block_id"),
    "a long option": ({"options": [{"text": plain("x" * 76), "value": "x"}]}, "/options/0/text"),
    "a long option value": ({"options": [{"text": plain("x"), "value": "x" * 151}]}, "/options/0/value"),
    "101 options": ({"options": [{"text": plain("x"), "value": "x"}] * 101}, "/options"),
    "a select without options": (
        message({"type": "actions", "elements": [{"type": "static_select", "action_id": "a"}]}),
        "/blocks/0/elements/0",
    ),
    "101 rows": (message(rows(101)), "/rows"),
    "21 cells": (message(rows(1, 21)), "/rows/0"),
    "rows that differ": (
        message({"type": "table", "rows": [[{"type": "raw_text", "text": "x"}], []]}),
        "differ",
    ),
    "two tables": (message(rows(1), rows(1)), "tables"),
    "too much text": (message(*[{"type": "section", "text": plain("x" * 2600)}] * 4), "/blocks"),
    "live markup": (message({"type": "section", "text": mrkdwn("<@U123>")}), "live"),
    "a masked link": (message({"type": "context", "elements": [mrkdwn("<https://x.org|bank>")]}), "live"),
    "a live markdown block": (message({"type": "markdown", "text": "<!here>"}), "live"),
    "a pinging element": (message(rich({"type": "broadcast", "range": "channel"})), "broadcast"),
    "an empty letter element": (message(rich(letters(""))), "/text"),
    "a script's address": (message(rich({"type": "link", "url": "javascript:alert(1)"})), "/url"),
    "NUL": (message(rich(letters("a\0b"))), "NUL"),
    "half a surrogate pair": (message(rich(letters("a\ud800b"))), "surrogate"),
    "an unknown response_type": ({"text": "x", "response_type": "public"}, "/response_type"),
    "a text that is none": ({"text": 7}, "/text"),
    "blocks that are none": ({"text": "x", "blocks": "no"}, "/blocks"),
    "a block that is none": ({"text": "x", "blocks": ["no"]}, "/blocks/0"),
    "no object": ([], "/"),
    "an input without a button to submit": ({**form(field(typed())), "submit": None}, "/submit"),
    "a table in a modal": (form(rows(1)), "'table' does not belong here"),
    "markdown in a modal": (form({"type": "markdown", "text": "x"}), "'markdown' does not belong here"),
    "a table in the Home": ({"type": "home", "blocks": [rows(1)]}, "'table' does not belong here"),
    "a modal's hash": (form(hash="1"), "/hash: no property of modal"),
    "a modal's view_id": (form(view_id="V1"), "/view_id: no property of modal"),
    "a Home's title": ({"type": "home", "blocks": [], "title": plain("x")}, "/title: no property of home"),
    "an input without a label": (form({"type": "input", "element": typed()}), "/label: missing"),
    "an input without an element": (form({"type": "input", "label": plain("x")}), "/element: missing"),
    "a mrkdwn label": (form(field(typed(), label=mrkdwn("x"))), "/label"),
    "a button as an input": (form(field(button())), "'button' does not belong here"),
    "a text input outside an input": (form({"type": "actions", "elements": [typed()]}), "does not belong here"),
    "several chosen outside a form": (
        message({"type": "actions", "elements": [{"type": "multi_static_select", "options": [option()]}]}),
        "does not belong here",
    ),
    "a text of more than 3000": (form(field(typed(max_length=3001))), "/max_length: 3001"),
    "no text at all": (form(field(typed(max_length=0))), "/max_length: 0"),
    "a text that starts too long": (form(field(typed(initial_value="x" * 3001))), "/initial_value"),
    "more at least than at most": (
        form(field(typed(min_length=3, max_length=2))),
        "min_length is more than max_length",
    ),
    "a length in words": (form(field(typed(max_length="9"))), "/max_length: not a whole number"),
    "multiline in words": (form(field(typed(multiline="true"))), "/multiline: neither true nor false"),
    "a long placeholder": (form(field(typed(placeholder=plain("x" * 151)))), "/placeholder"),
    "a date that is none": (form(field({"type": "datepicker", "initial_date": "2022-13-01"})), "/initial_date"),
    "a query of -1": (form(field({"type": "external_select", "min_query_length": -1})), "/min_query_length: -1"),
    "an external select's options": (
        form(field({"type": "external_select", "options": [option()]})),
        "/options: no property of external_select",
    ),
    "11 boxes": (form(field(boxes(11))), "/options: 11 items"),
    "no radio buttons": (form(field(boxes(0, "radio_buttons"))), "/options: 0 items"),
    "a menu's mrkdwn": (form(field(select(options=[{"text": mrkdwn("x"), "value": "x"}]))), "/options/0/text"),
    "6 in an overflow": (message(section({"type": "overflow", "options": [option()] * 6})), "/options: 6 items"),
    "options and groups": (form(field(select(option_groups=[]))), "not both options and option_groups"),
    "options and groups to choose from": ({"options": [], "option_groups": []}, "not both"),
    "what is chosen but not offered": (form(field(select(initial_option=option("y")))), "not offered"),
    "ticked but not offered": (form(field({**boxes(1), "initial_options": [option("y")]})), "not offered"),
    "a group without a label": ({"option_groups": [{"options": [option()]}]}, "/option_groups/0/label"),
    "101 in a group": ({"option_groups": [{"label": plain("x"), "options": [option()] * 101}]}, "/options: 101"),
    "11 files": (form(field({"type": "file_input", "max_files": 11})), "/max_files: 11"),
    "a kind of conversation": (
        form(field({"type": "conversations_select", "filter": {"include": ["secret"]}})),
        "'secret' is none of",
    ),
    "two in focus": (
        form(*(field(typed(focus_on_load=True), block_id=str(n)) for n in range(2))),
        "focus_on_load more than once",
    ),
    "a block_id twice in a form": (form(*[field(typed(), block_id="b")] * 2), "block_id 'b' used 2 times"),
    "a table's alignment": (
        message({**rows(1), "column_settings": [{"align": "middle"}]}),
        "/column_settings/0/align",
    ),
    "errors without a word": ({"response_action": "errors"}, "/errors: missing"),
    "an empty error": ({"response_action": "errors", "errors": {"who": ""}}, "/errors/who"),
    "an update without a view": ({"response_action": "update"}, "/view: missing"),
    "a Home pushed": ({"response_action": "push", "view": {"type": "home", "blocks": []}}, "'home' does not belong"),
    "a pushed view's block_id twice": (
        {"response_action": "push", "view": form(*[{"type": "divider", "block_id": "b"}] * 2)},
        "/view/blocks: block_id",
    ),
    "another response_action": ({"response_action": "vanish"}, "/response_action"),
}


@pytest.mark.parametrize(("payload", "where"), REFUSED.values(), ids=REFUSED)
def test_each_thing_that_slack_refuses_is_named(payload: Json, where: str) -> None:
    assert any(where in fault for fault in faults(payload)), faults(payload)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["type", "text", "blocks", "elements"]), inner),
    )
)
def test_any_json_gets_a_verdict(payload: Any) -> None:
    assert isinstance(faults(payload), list)


@given(st.text(min_size=1, max_size=300).filter(lambda text: "\0" not in text))
def test_quoted_words_are_taken_as_they_are(words: str) -> None:
    quote = {"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": [letters(words)]}]}
    assert faults(message(quote)) == []


@pytest.mark.parametrize("payload", [None, {}, {"text": "x"}, {"blocks": []}])
def test_a_typeahead_is_answered_with_options(payload: Json | None) -> None:
    assert faults(payload, "choices") != []
    assert faults({"options": []}, "choices") == []


def test_handlers_cut_by_the_same_limits() -> None:
    assert most_chars("button", "value") == 2000
    assert most_items("message", "blocks") == 50
    with pytest.raises(KeyError):
        most_chars("button", "style")


def test_every_type_that_a_rule_allows_is_described() -> None:
    described = limits().has
    for shape, rules in described.items():
        for name, rule in rules.items():
            assert {*rule.of, *([rule.shape] if rule.shape else [])} <= described.keys(), f"{shape}.{name}"


def test_a_reply_is_private_and_unfurls_nothing_unless_shared() -> None:
    private = Reply((note("x"),)).payload()
    assert private["response_type"] == "ephemeral"
    assert private["unfurl_links"] is False
    assert private["unfurl_media"] is False
    assert Reply((note("x"),), shared=True).payload()["response_type"] == "in_channel"
    assert faults(private) == []
