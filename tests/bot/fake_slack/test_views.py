"""The fake Slack's views: opened with triggers, stacked, filled, submitted and closed as in Slack's client."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.fake_slack import views
from bot.fake_slack.forms import Impossible
from bot.fake_slack.slack import FakeSlack
from tests.socket_app import EVERY_SCOPE, BareApp, answering

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def field(block_id: str, element: Json, **more: Any) -> Json:
    return {"type": "input", "block_id": block_id, "label": plain(block_id), "element": element, **more}


def typed(action_id: str = "a", **more: Any) -> Json:
    return {"type": "plain_text_input", "action_id": action_id, **more}


def option(value: str) -> Json:
    return {"text": plain(value.title()), "value": value}


def modal(*blocks: Json, **more: Any) -> Json:
    view = {"type": "modal", "title": plain("Search"), "submit": plain("Show"), "callback_id": "search"}
    return {**view, "blocks": list(blocks) or [{"type": "divider"}], **more}


def home(text: str = "Welcome", **more: Any) -> Json:
    return {"type": "home", "blocks": [{"type": "section", "text": plain(text)}], **more}


WHO = field("who", {"type": "external_select", "action_id": "who", "min_query_length": 2})
WORDS = field("words", typed("words", max_length=20), optional=True)
SINCE = field("since", {"type": "datepicker", "action_id": "since"}, optional=True)
MORE: Json = {
    "type": "actions",
    "block_id": "more",
    "elements": [{"type": "button", "text": plain("More"), "value": "2", "action_id": "ask:1"}],
}


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack(scopes=EVERY_SCOPE) as running:
        yield running


@pytest.fixture
async def app(slack: FakeSlack) -> AsyncIterator[BareApp]:
    async with BareApp.connected(slack) as connected:
        yield connected


async def trigger(slack: FakeSlack, app: BareApp) -> str:
    await slack.shortcut("search")
    return str(app.last["trigger_id"])


async def opened(slack: FakeSlack, app: BareApp, *blocks: Json, **more: Any) -> Json:
    """A modal on the editor's screen."""
    answer = await app.call("views.open", trigger_id=await trigger(slack, app), view=modal(*blocks, **more))
    assert answer["ok"], answer
    return dict(answer["view"])


# -- opening -----------------------------------------------------------------------------------------------------------


async def test_a_global_shortcut_has_a_trigger_and_no_channel(slack: FakeSlack, app: BareApp) -> None:
    assert (await slack.shortcut("search")).error is None
    assert (app.last["type"], app.last["callback_id"]) == ("shortcut", "search")
    assert app.last["user"]["username"] == "editor"
    assert not {"channel", "response_url"} & app.last.keys()


async def test_a_view_opens_as_slack_returns_it(slack: FakeSlack, app: BareApp) -> None:
    view = await opened(slack, app, WORDS, private_metadata="kept")
    assert {"id", "hash", "state", "root_view_id", "previous_view_id", "bot_id", "external_id"} <= view.keys()
    assert view["private_metadata"] == "kept"
    assert slack.view is not None
    assert slack.view["id"] == view["id"] == (await slack.shown(within=1))["id"]
    assert len(slack.views) == 1


async def test_a_trigger_serves_once(slack: FakeSlack, app: BareApp) -> None:
    trigger_id = await trigger(slack, app)
    assert (await app.call("views.open", trigger_id=trigger_id, view=modal()))["ok"]
    assert (await app.call("views.open", trigger_id=trigger_id, view=modal()))["error"] == "exchanged_trigger_id"
    assert (await app.call("views.open", trigger_id="1.2.x", view=modal()))["error"] == "invalid_trigger_id"


async def test_a_trigger_expires(slack: FakeSlack, app: BareApp, monkeypatch: pytest.MonkeyPatch) -> None:
    trigger_id = await trigger(slack, app)
    monkeypatch.setattr(views, "TRIGGER_FOR", 0.0)
    assert (await app.call("views.open", trigger_id=trigger_id, view=modal()))["error"] == "expired_trigger_id"


@pytest.mark.parametrize("kind", ["command", "press", "message_shortcut"])
async def test_every_doing_gives_a_trigger(slack: FakeSlack, app: BareApp, kind: str) -> None:
    if kind == "command":
        await slack.command("/quote")
    elif kind == "press":
        await slack.press(MORE["elements"][0], {"text": "x", "blocks": [MORE]})
    else:
        await slack.message_shortcut("check", "They said so.")
    assert (await app.call("views.open", trigger_id=app.last["trigger_id"], view=modal()))["ok"]


@pytest.mark.parametrize(
    ("view", "says"),
    [
        (None, "not a view"),
        (home(), "not a view of type modal"),
        (modal(title=plain("x" * 25)), "/view/title"),
        (modal(hash="1"), "/view/hash"),
        (modal({"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]}), "'table' does not belong here"),
        ({**modal(WORDS), "submit": None}, "/view/submit: missing"),
    ],
)
async def test_a_broken_view_is_refused_and_the_trigger_stays_good(
    slack: FakeSlack, app: BareApp, view: Json | None, says: str
) -> None:
    trigger_id = await trigger(slack, app)
    refused = await app.call("views.open", trigger_id=trigger_id, view=view)
    assert refused["error"] == "invalid_arguments"
    assert says in str(refused["response_metadata"]["messages"])
    assert slack.view is None
    assert (await app.call("views.open", trigger_id=trigger_id, view=modal()))["ok"]


async def test_three_views_are_the_most(slack: FakeSlack, app: BareApp) -> None:
    assert (await app.call("views.push", trigger_id=await trigger(slack, app), view=modal()))["error"] == "not_found"
    await opened(slack, app)
    for _ in range(2):
        pushed = await app.call("views.push", trigger_id=await trigger(slack, app), view=modal())
        assert pushed["view"]["previous_view_id"] == slack.views[-2]["id"]
        assert pushed["view"]["root_view_id"] == slack.views[0]["id"]
    refused = await app.call("views.push", trigger_id=await trigger(slack, app), view=modal())
    assert refused["error"] == "push_limit_reached"


async def test_a_view_in_a_form_is_json_in_a_string(slack: FakeSlack, app: BareApp) -> None:
    url = slack.environment["SLACK_API_URL"] + "views.publish"
    form = {"token": slack.api.bot_token, "user_id": "U0DESK", "view": '{"type": "home", "blocks": []}'}
    async with app.http.post(url, data=form) as answer:
        assert (await answer.json())["ok"]


# -- changing ----------------------------------------------------------------------------------------------------------


async def test_an_update_keeps_the_id_and_what_was_typed_and_changes_the_hash(slack: FakeSlack, app: BareApp) -> None:
    view = await opened(slack, app, WORDS)
    slack.fill("words", "words", "fish")
    updated = await app.call("views.update", view_id=view["id"], hash=view["hash"], view=modal(WORDS, SINCE))
    assert updated["view"]["id"] == view["id"]
    assert updated["view"]["hash"] != view["hash"]
    assert updated["view"]["state"]["values"]["words"]["words"]["value"] == "fish"
    late = await app.call("views.update", view_id=view["id"], hash=view["hash"], view=modal())
    assert late["error"] == "hash_conflict"


async def test_a_view_is_found_by_its_own_name_too(slack: FakeSlack, app: BareApp) -> None:
    await opened(slack, app, external_id="mine")
    assert (await app.call("views.update", external_id="mine", view=modal(external_id="mine")))["ok"]
    again = await app.call("views.open", trigger_id=await trigger(slack, app), view=modal(external_id="mine"))
    assert again["error"] == "duplicate_external_id"
    assert (await app.call("views.update", view=modal()))["error"] == "invalid_arguments"


async def test_a_closed_view_cannot_be_updated(slack: FakeSlack, app: BareApp) -> None:
    view = await opened(slack, app)
    assert await slack.close_view() is None
    assert (await app.call("views.update", view_id=view["id"], view=modal()))["error"] == "not_found"


async def test_closing_is_told_to_an_app_that_wants_to_know(slack: FakeSlack, app: BareApp) -> None:
    await opened(slack, app, notify_on_close=True, clear_on_close=True)
    closed = await slack.close_view()
    assert closed is not None
    assert (app.last["type"], app.last["is_cleared"]) == ("view_closed", True)
    assert slack.view is None


async def test_the_home_is_published_for_one_person(slack: FakeSlack, app: BareApp) -> None:
    assert (await slack.open_home("U0REPORTER")).error is None
    assert app.last["event"]["tab"] == "home"
    assert "view" not in app.last["event"]
    first = await app.call("views.publish", user_id="U0REPORTER", view=home())
    assert (await slack.shown(within=1))["id"] == first["view"]["id"]
    assert slack.home.keys() == {"U0REPORTER"}
    await app.call("views.publish", user_id="U0REPORTER", view=home("Later"), hash=first["view"]["hash"])
    assert slack.home["U0REPORTER"]["blocks"][0]["text"]["text"] == "Later"
    stale = await app.call("views.publish", user_id="U0REPORTER", view=home(), hash=first["view"]["hash"])
    assert stale["error"] == "hash_conflict"
    assert (await app.call("views.publish", user_id="U0NOBODY", view=home()))["error"] == "invalid_arguments"


async def test_what_was_shown_stays_as_it_was(slack: FakeSlack, app: BareApp) -> None:
    view = await opened(slack, app, MORE)
    first = await slack.shown(within=1)
    await app.call("views.update", view_id=view["id"], view=modal(MORE, title=plain("Later")))
    assert (await slack.shown(within=1))["title"]["text"] == "Later"
    assert first["title"]["text"] == "Search"
    assert (await slack.press_in_view(MORE["elements"][0], view=first)).error is None
    assert app.last["view"]["title"]["text"] == "Later"


async def test_nothing_shown_is_a_timeout(slack: FakeSlack, app: BareApp) -> None:
    await opened(slack, app)
    await slack.shown(within=1)
    with pytest.raises(TimeoutError):
        await slack.shown(within=0.05)


# -- typing and choosing -----------------------------------------------------------------------------------------------


async def test_a_typeahead_is_asked_and_only_what_it_offered_can_be_chosen(slack: FakeSlack, app: BareApp) -> None:
    app.on["block_suggestion"] = answering({"options": [option("nord"), option("north")]})
    view = await opened(slack, app, WHO)
    asked = await slack.suggest("who", "who", "no")
    assert asked.payload == {"options": [option("nord"), option("north")]}
    assert (app.last["type"], app.last["value"], app.last["action_id"]) == ("block_suggestion", "no", "who")
    assert app.last["container"] == {"type": "view", "view_id": view["id"]}
    slack.fill("who", "who", "north")
    assert slack.view is not None
    assert slack.view["state"]["values"]["who"]["who"]["selected_option"] == option("north")
    with pytest.raises(Impossible, match="was not offered"):
        slack.fill("who", "who", "south")


async def test_a_typeahead_waits_for_enough_letters(slack: FakeSlack, app: BareApp) -> None:
    await opened(slack, app, WHO)
    assert (await slack.suggest("who", "who", "n")).error == "query_too_short"
    with pytest.raises(Impossible):
        await slack.suggest("words", "words", "north")


@pytest.mark.parametrize("payload", [None, {"text": "x"}, {"options": [option("x" * 151)]}, {"options": "x"}])
async def test_options_over_the_limits_are_refused(slack: FakeSlack, app: BareApp, payload: Json | None) -> None:
    app.on["block_suggestion"] = answering(payload)
    await opened(slack, app, WHO)
    asked = await slack.suggest("who", "who", "nor")
    assert str(asked.error).startswith("invalid_options")


async def test_a_person_types_only_what_the_form_takes(slack: FakeSlack, app: BareApp) -> None:
    await opened(slack, app, WORDS, SINCE)
    for block_id, value in (("words", "x" * 21), ("words", "two\nlines"), ("since", "2022-02-30"), ("nowhere", "x")):
        with pytest.raises(Impossible):
            slack.fill(block_id, block_id, value)
    slack.fill("since", "since", "2022-03-29")
    slack.fill("words", "words", "fish")
    slack.fill("words", "words", "")
    assert slack.view is not None
    assert slack.view["state"]["values"]["words"]["words"]["value"] is None
    assert slack.view["state"]["values"]["since"]["since"] == {"type": "datepicker", "selected_date": "2022-03-29"}


async def test_several_can_be_ticked_and_files_given(slack: FakeSlack, app: BareApp) -> None:
    kinds = {"type": "checkboxes", "action_id": "a", "options": [option("direct"), option("indirect")]}
    file = {"type": "file_input", "action_id": "a", "filetypes": ["text"]}
    await opened(slack, app, field("kinds", kinds), field("file", file))
    slack.fill("kinds", "a", ["direct"])
    slack.fill("file", "a", [slack.share_file("note.txt", b"x")])
    with pytest.raises(Impossible):
        slack.fill("file", "a", [slack.share_file("note.pdf", b"x")])
    await slack.submit()
    values = app.last["view"]["state"]["values"]
    assert values["kinds"]["a"]["selected_options"] == [option("direct")]
    assert values["file"]["a"]["files"][0]["name"] == "note.txt"


async def test_what_is_chosen_at_first_is_in_the_state(slack: FakeSlack, app: BareApp) -> None:
    select = {"type": "static_select", "action_id": "a", "options": [option("x")], "initial_option": option("x")}
    view = await opened(slack, app, field("b", select), field("c", typed(initial_value="seven")))
    assert view["state"]["values"]["b"]["a"] == {"type": "static_select", "selected_option": option("x")}
    assert view["state"]["values"]["c"]["a"] == {"type": "plain_text_input", "value": "seven"}


async def test_a_press_in_a_view_tells_the_view_and_no_channel(slack: FakeSlack, app: BareApp) -> None:
    view = await opened(slack, app, WORDS, MORE)
    slack.fill("words", "words", "fish")
    assert (await slack.press_in_view(MORE["elements"][0])).error is None
    assert app.last["container"] == {"type": "view", "view_id": view["id"]}
    assert app.last["view"]["state"]["values"]["words"]["words"]["value"] == "fish"
    assert app.last["actions"][0]["block_id"] == "more"
    assert not {"channel", "response_url", "message"} & app.last.keys()
    with pytest.raises(Impossible):
        await slack.press_in_view({"type": "button", "action_id": "elsewhere"})


async def test_a_press_in_the_home(slack: FakeSlack, app: BareApp) -> None:
    await app.call("views.publish", user_id="U0EDITOR", view={"type": "home", "blocks": [MORE]})
    await slack.press_in_view(MORE["elements"][0])
    assert app.last["view"]["type"] == "home"
    with pytest.raises(Impossible):
        await slack.press_in_view(MORE["elements"][0], user="U0DESK")


# -- submitting --------------------------------------------------------------------------------------------------------


async def test_a_form_with_a_blank_is_not_sent(slack: FakeSlack, app: BareApp) -> None:
    await opened(slack, app, WHO, WORDS)
    before = len(app.came)
    assert (await slack.submit()).error == "required: who"
    assert len(app.came) == before


async def test_a_submitted_form_closes(slack: FakeSlack, app: BareApp) -> None:
    await opened(slack, app, WORDS, SINCE)
    slack.fill("words", "words", "fish")
    submitted = await slack.submit()
    assert submitted.error is None
    assert (app.last["type"], app.last["view"]["callback_id"]) == ("view_submission", "search")
    assert app.last["response_urls"] == []
    assert app.last["view"]["state"]["values"] == {
        "words": {"words": {"type": "plain_text_input", "value": "fish"}},
        "since": {"since": {"type": "datepicker", "selected_date": None}},
    }
    assert slack.view is None


async def test_errors_leave_the_form_open(slack: FakeSlack, app: BareApp) -> None:
    app.on["view_submission"] = answering({"response_action": "errors", "errors": {"words": "Write a word."}})
    await opened(slack, app, WORDS)
    submitted = await slack.submit()
    assert submitted.error is None
    assert submitted.payload == {"response_action": "errors", "errors": {"words": "Write a word."}}
    assert slack.view is not None


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "errors", "errors": {"nowhere": "x"}},
        {"response_action": "errors", "errors": {"more": "x"}},
        {"response_action": "errors", "errors": {"words": ""}},
        {"response_action": "errors"},
        {"response_action": "update"},
        {"response_action": "update", "view": modal(title=plain("x" * 25))},
        {"response_action": "push", "view": home()},
        {"response_action": "vanish"},
        {"text": "x"},
    ],
)
async def test_an_answer_that_slack_would_not_take_leaves_the_form_open(
    slack: FakeSlack, app: BareApp, answer: Json
) -> None:
    app.on["view_submission"] = answering(answer)
    await opened(slack, app, WORDS, MORE)
    assert str((await slack.submit()).error).startswith("invalid_response_action")
    assert slack.view is not None


async def test_an_answer_may_change_the_view_or_put_one_on_top_or_clear_all(slack: FakeSlack, app: BareApp) -> None:
    view = await opened(slack, app, WORDS)
    app.on["view_submission"] = answering({"response_action": "update", "view": modal(title=plain("Found"))})
    assert (await slack.submit()).error is None
    shown = await slack.shown(within=1)
    assert (shown["id"], shown["title"]["text"]) == (view["id"], "Found")
    app.on["view_submission"] = answering({"response_action": "push", "view": modal(title=plain("Source"))})
    await slack.submit()
    assert [one["title"]["text"] for one in slack.views] == ["Found", "Source"]
    await slack.submit()
    assert (await slack.submit()).error == "push_limit_reached"
    app.on["view_submission"] = answering({"response_action": "clear"})
    await slack.submit()
    assert slack.views == []


async def test_a_view_without_a_button_is_not_submitted(slack: FakeSlack, app: BareApp) -> None:
    with pytest.raises(Impossible, match="no modal"):
        await slack.submit()
    trigger_id = await trigger(slack, app)
    bare = {name: value for name, value in modal().items() if name != "submit"}
    await app.call("views.open", trigger_id=trigger_id, view=bare)
    with pytest.raises(Impossible, match="no submit"):
        await slack.submit()
