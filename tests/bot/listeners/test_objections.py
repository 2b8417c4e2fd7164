"""What a reader says is wrong with a record, from the menu beside it to the editors' list."""

from typing import Any

import pytest

from bot.fake_slack.slack import FakeSlack
from corpus.desk.queue import queue
from corpus.store import Corpus
from tests.running import button, shared, shown, viewed

pytestmark = pytest.mark.usefixtures("app")

Json = dict[str, Any]


async def asked(slack: FakeSlack, line: str = "Nordmann", command: str = "/quote") -> Json:
    return shown(await slack.command(command, line))


def entry(message: Json, does: str) -> tuple[Json, Json]:
    """The first menu of a message that offers this, and the entry."""
    for block in message["blocks"]:
        for option in (block.get("accessory") or {}).get("options", []):
            if option["value"].startswith(f"{does} "):
                return block["accessory"], option
    raise LookupError(does)


async def opened(slack: FakeSlack, message: Json, **who: Any) -> Json:
    menu, option = entry(message, "wrong")
    await slack.press({**menu, "selected_option": option}, message, **who)
    return await viewed(slack)


async def sent(slack: FakeSlack, what: str, note: str = "") -> Json:
    slack.fill("what", "what", what)
    if note:
        slack.fill("note", "note", note)
    await slack.submit()
    return await viewed(slack)


@pytest.mark.parametrize(("command", "line"), [("/quote", "Nordmann"), ("/positions", "Norway")])
async def test_every_record_can_be_objected_to(slack: FakeSlack, corpus: Corpus, command: str, line: str) -> None:
    form = await opened(slack, await asked(slack, line, command))
    assert form["title"]["text"] == "Wrong?"
    told = await sent(slack, "speaker", "It was her deputy.")
    assert "on the editors' list: Somebody else said it" in str(told["blocks"])
    (kept,) = corpus.shared.objections()
    assert (kept.what, kept.note, kept.user, kept.ref) == (
        "speaker",
        "It was her deputy.",
        "U0EDITOR",
        form["private_metadata"],
    )


async def test_talks_can_be_objected_to_too(slack: FakeSlack, corpus: Corpus) -> None:
    message = await asked(slack, "latest", "/talks")
    await slack.press(button(message, "wrong"), message)
    form = await viewed(slack)
    assert "Delegations from Norway and Iceland met on Tuesday." in str(form["blocks"])
    assert "on the editors' list: The day is another one" in str((await sent(slack, "day", "It was Monday."))["blocks"])
    (kept,) = corpus.shared.objections()
    (item,) = (one for one in queue(corpus) if one.kind == "objection")
    assert kept.ref.startswith("talk:norway-iceland/")
    assert item.talk is not None
    assert item.talk.talk.place == "Geneva"


@pytest.mark.parametrize(
    "ref", ["talk:", "talk:norway-iceland/t1/000000000000", "talk:gone/t1/0", "talk:norway-iceland/none/0", "talk:a/b"]
)
async def test_talks_that_have_changed_or_are_gone_get_a_sentence(slack: FakeSlack, ref: str) -> None:
    message = await asked(slack, "latest", "/talks")
    await slack.press({"type": "button", "action_id": "wrong:1", "value": ref, "text": {"text": "x"}}, message)
    assert "What this button shows" in str((await viewed(slack))["blocks"])


async def test_the_form_shows_the_words_that_it_is_about(slack: FakeSlack) -> None:
    form = await opened(slack, await asked(slack))
    assert "fishing grounds in June" in str(form["blocks"])


async def test_the_same_said_again_counts_once(slack: FakeSlack, corpus: Corpus) -> None:
    message = await asked(slack)
    await opened(slack, message)
    await sent(slack, "words")
    await opened(slack, message)
    assert "You have said so before" in str((await sent(slack, "words"))["blocks"])
    assert corpus.shared.objected() == {"words": 1}


async def test_it_can_be_taken_back_and_said_again(slack: FakeSlack, corpus: Corpus) -> None:
    await opened(slack, await asked(slack))
    told = await sent(slack, "day")
    await slack.press_in_view(button(told, "withdraw"))
    assert "It is taken back" in str((await viewed(slack))["blocks"])
    assert not corpus.shared.objections()


async def test_what_an_editor_has_settled_cannot_be_taken_back(slack: FakeSlack, corpus: Corpus) -> None:
    await opened(slack, await asked(slack))
    told = await sent(slack, "party")
    (kept,) = corpus.shared.objections()
    corpus.shared.settle(kept.id, "U0CHIEF")
    await slack.press_in_view(button(told, "withdraw"))
    assert "nothing to take back" in str((await viewed(slack))["blocks"])


async def test_from_the_passage_too(slack: FakeSlack) -> None:
    message = await asked(slack)
    menu, option = entry(message, "source")
    await slack.press({**menu, "selected_option": option}, message)
    source = await viewed(slack)
    await slack.press_in_view(button(source, "wrong"))
    assert (await viewed(slack))["callback_id"] == "objection"


async def test_a_record_that_has_changed_is_not_objected_to(slack: FakeSlack) -> None:
    message = await asked(slack)
    menu, option = entry(message, "wrong")
    gone = {**option, "value": option["value"][:-4] + "beef"}
    await slack.press({**menu, "options": [gone], "selected_option": gone}, message)
    view = await viewed(slack)
    assert "has changed since" in str(view["blocks"])
    assert view["submit"] is None


async def test_readers_of_a_shared_answer_can_object_to_it(slack: FakeSlack) -> None:
    message = await asked(slack)
    everybodys = await shared(slack, message)
    assert entry(everybodys, "wrong")
