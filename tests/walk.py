"""Every surface of the app once, against the fake Slack; each payload that Slack got becomes a JSON file.

    python -m tests.walk FOLDER

The app runs in a process of its own over the seeds. A message is written as it was sent. A view has no fallback text of
its own: its title stands as `text` beside it, for that is what is read aloud; the options of a menu are written as the
menu that shows them. Stops with an error at the first payload that Slack would refuse, and at anything that fails.
"""

import asyncio
import json
import os
import shutil
import sys
import tempfile
from asyncio.subprocess import DEVNULL
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bot.cli.doctor import report
from bot.cli.terminal import buttons
from bot.fake_slack.exchange import Exchange
from bot.fake_slack.slack import FakeSlack
from bot.fake_slack.workspace import new_ts
from bot.faults import faults
from bot.settings import Settings
from corpus.store import open_corpus
from tests.running import button, changed

Json = dict[str, Any]

ROOT = Path(__file__).parents[1]
PATIENCE = 60.0  # seconds; reading an article loads the language model first

MESSAGE = (
    'Peskov told reporters Moscow had "not noticed anything very promising or that looked like a breakthrough", and '
    '"there is still a lot of work remains before a deal is possible". Lavrov added: "The sea is made of lemonade."'
)
ARTICLE = (
    "Delegations from Norway and Russia met in Oslo on Monday.\n\n"
    '"We are ready to share the cod quota," said Norwegian fisheries minister Ingrid Solbakken. '
    "Russia demanded that the quota be doubled.\n\n"
    '"There will be no deal this week," Kremlin spokesman Dmitry Peskov told reporters in Moscow.\n'
)


class Walk:
    """What has been seen so far, written down in the order it came."""

    def __init__(self, slack: FakeSlack, folder: Path, home: Path) -> None:
        self.slack = slack
        self.home = home
        """Where the app runs."""
        self._folder = folder
        self._number = 0

    def message(self, name: str, payload: Json | None) -> Json:
        """Write a message down. Raises RuntimeError for one that Slack would refuse."""
        if payload is None:
            raise RuntimeError(f"{name}: nothing came")
        self._write(name, payload, payload)
        return payload

    def answer(self, name: str, asked: Exchange) -> Json:
        """Write the message of an exchange down. Raises RuntimeError where the person would have read an error."""
        if asked.error or asked.url.refused:
            raise RuntimeError(f"{name}: {asked.error or asked.url.refused}")
        return self.message(name, asked.message)

    async def answered(self, name: str, asked: Exchange) -> Json:
        """Write down what an exchange is answered with, in its ack or after it."""
        if not asked.error:
            await asked.seen(PATIENCE)
        return self.answer(name, asked)

    def view(self, name: str, view: Json) -> Json:
        """Write a view down."""
        sent = {part: view[part] for part in ("type", "title", "submit", "close", "blocks") if view.get(part)}
        title = (view.get("title") or {}).get("text") or "Readout"
        self._write(name, {**sent, "text": title}, {**sent, "text": title})
        return view

    def options(self, name: str, asked: Exchange) -> None:
        """Write down what a menu offers."""
        if asked.error or not asked.payload:
            raise RuntimeError(f"{name}: {asked.error}")
        menu = {"type": "static_select", "action_id": name, **asked.payload}
        shown = {"text": f"Offered: {name}", "blocks": [{"type": "actions", "elements": [menu]}]}
        self._write(name, shown, shown)

    def _write(self, name: str, payload: Json, checked: Json) -> None:
        if wrong := [] if payload.get("type") in ("modal", "home") else faults(checked):
            raise RuntimeError(f"{name}: {'; '.join(wrong)}")
        self._number += 1
        path = self._folder / f"{self._number:02}-{name}.json"
        path.write_text(json.dumps(payload, ensure_ascii=False, indent=2), encoding="utf-8")
        print(f"{path.name:<44} {payload['text'][:90]}".replace("\n", " "))


# -- the surfaces ------------------------------------------------------------------------------------------------------


async def commands(walk: Walk) -> None:
    lines = {
        "quote": "/quote Peskov",
        "quote-in-cyrillic": "/quote Песков",
        "quote-between-days": "/quote Peskov since 2022-03-01 until 2022-03-31",
        "quote-nothing": "/quote Peskov lemonade",
        "which-one": "/positions Korea",
        "nobody": "/quote Nobody",
        "positions": "/positions Ukraine",
        "positions-of-an-issue": "/positions NATO",
        "side-by-side": "/positions Ukraine Russia",
        "talks-latest": "/talks latest",
        "talks": "/talks",
        "help": "/quote help",
        "help-positions": "/positions",
    }
    for name, line in lines.items():
        command, _, text = line.partition(" ")
        await walk.answered(name, await walk.slack.command(command, text))


async def acts(walk: Walk) -> None:
    slack = walk.slack
    quotes = await walk.answered("quote-again", await slack.command("/quote", "Peskov"))
    for does in ("source", "copy"):
        await slack.press(button(quotes, does), quotes)
        walk.view(does, await slack.shown(PATIENCE))
        await slack.close_view()
    count = len(slack.posted) + 1
    await slack.press(button(quotes, "share"), quotes)
    in_channel = walk.message("shared", (await slack.posted(count, PATIENCE))[count - 1])
    beside = await (await slack.press(button(in_channel, "ask"), in_channel)).answered(PATIENCE)
    walk.answer("asked-in-a-shared-message", beside)
    await slack.press(changed(button(quotes, "source")), quotes)
    walk.view("a-button-of-yesterday", await slack.shown(PATIENCE))
    await slack.close_view()
    old = {**button(quotes, "share"), "value": "0000000000 /quote Peskov"}
    walk.answer("changed-since", await (await slack.press(old, quotes)).answered(PATIENCE))


async def undo(walk: Walk) -> None:
    """What was done is taken back beside where it says so."""
    slack = walk.slack
    quotes = await (await slack.command("/quote", "Peskov")).seen(PATIENCE)
    seen = {**quotes, "ts": new_ts(), "is_ephemeral": True}
    kept = len(slack.posted) + 1
    walk.answer("kept-told", await (await slack.press(button(quotes, "keep"), seen)).answered(PATIENCE))
    walk.message("kept", (await slack.posted(kept, PATIENCE))[-1])
    before = len(slack.posted)
    await slack.press(button(quotes, "share"), seen)
    in_channel = (await slack.posted(before + 1, PATIENCE))[-1]
    walk.answer("shared-already", await (await slack.press(button(quotes, "share"), seen)).answered(PATIENCE))
    others = await slack.press(button(in_channel, "unshare"), in_channel, user="U0REPORTER")
    walk.answer("not-its-sharer", await others.answered(PATIENCE))
    if not (await (await slack.press(button(in_channel, "unshare"), in_channel)).answered(PATIENCE)).url.deleted:
        raise RuntimeError("unshared: the message is still there")


async def wrong(walk: Walk) -> None:
    """What a reader says is wrong, and takes back."""
    slack = walk.slack
    quotes = await (await slack.command("/quote", "Peskov")).seen(PATIENCE)
    await slack.press(button(quotes, "wrong"), quotes)
    walk.view("wrong", await slack.shown(PATIENCE))
    slack.fill("what", "what", "speaker")
    await slack.submit()
    said = walk.view("wrong-noted", await slack.shown(PATIENCE))
    await slack.press_in_view(button(said, "withdraw"))
    walk.view("wrong-taken-back", await slack.shown(PATIENCE))
    await slack.close_view()


async def did_you_mean(walk: Walk) -> None:
    slack = walk.slack
    asked = await slack.command("/quote", "Piskov")
    question = await walk.answered("did-you-mean", asked)
    answer = await (await slack.press(button(question, "ask", "Peskov"), question)).answered(PATIENCE)
    picked = walk.answer("picked", answer)
    kept = await (await slack.press(button(picked, "remember"), picked)).answered(PATIENCE)
    remembered = walk.answer("remembered", kept)
    await walk.answered("by-a-remembered-spelling", await slack.command("/quote", "Piskov"))
    walk.answer("forgotten", await (await slack.press(button(remembered, "forget"), remembered)).answered(PATIENCE))


async def search(walk: Walk) -> None:
    slack = walk.slack
    await slack.shortcut("search")
    form = walk.view("search", await slack.shown(PATIENCE))
    menus = {element["action_id"]: block["block_id"] for block, element in _typeaheads(form)}
    for typed in ("pesk", "Пес", "ukr"):
        walk.options(f"typing-{typed}", await slack.suggest("who", menus["who"], typed))
    people = await slack.suggest("who", menus["who"], "pesk")
    walk.options("typing-an-issue", await slack.suggest("issue", menus["issue"], "nat"))
    slack.fill(menus["who"], "who", _values(people)[0])
    await slack.submit()
    found = walk.view("search-result", await slack.shown(PATIENCE))
    await slack.press_in_view(button(found, "source"))
    walk.view("source-from-the-search", await slack.shown(PATIENCE))
    await slack.close_view()
    await slack.press_in_view(button(slack.view or {}, "ask"))
    walk.view("asked-in-a-modal", await slack.shown(PATIENCE))
    await slack.close_view()


def _typeaheads(view: Json) -> list[tuple[Json, Json]]:
    held = [(block, block.get("element") or block.get("accessory") or {}) for block in view["blocks"]]
    return [(block, element) for block, element in held if element.get("type") == "external_select"]


def _values(offered: Exchange) -> list[str]:
    payload = offered.payload or {}
    groups = [group["options"] for group in payload.get("option_groups", [])] or [payload.get("options", [])]
    return [str(option["value"]) for group in groups for option in group]


async def plain_words(walk: Walk) -> None:
    slack = walk.slack
    for name, text in {
        "mention": "what did Peskov say about the talks?",
        "mention-positions": "where does Ukraine stand on NATO?",
        "mention-talks": "when did they last meet?",
        "mention-not-understood": "who will win?",
    }.items():
        before = len(slack.posted)
        await slack.mention(text, thread_ts="1.000001")
        walk.message(name, (await slack.posted(before + 1, PATIENCE))[-1])
    before = len(slack.posted)
    await slack.direct_message("what does Russia want?")
    walk.message("direct-message", (await slack.posted(before + 1, PATIENCE))[-1])


async def check(walk: Walk) -> None:
    await walk.slack.message_shortcut("check", MESSAGE)
    walk.view("check-this-quote", await walk.slack.shown(PATIENCE))
    await walk.slack.close_view()


async def add(walk: Walk) -> None:
    slack = walk.slack
    await slack.message_shortcut("add_message", ARTICLE)
    form = walk.view("add-article", await slack.shown(PATIENCE))
    for block, element in _inputs(form):
        wanted = {"plain_text_input": "Ministers talk about cod", "datepicker": "2022-04-05"}.get(element["type"])
        if "initial_value" not in element and wanted and not block.get("optional"):
            slack.fill(block["block_id"], element["action_id"], wanted)
    await slack.submit()
    walk.view("reading", await slack.shown(PATIENCE))
    walk.view("what-would-be-found", await slack.shown(PATIENCE))
    await slack.submit()
    added = await slack.shown(PATIENCE)
    if "Adding it" in str(added):
        added = await slack.shown(PATIENCE)
    added = walk.view("added", added)
    for does in ("remove", "restore"):
        await slack.press_in_view(button(added, does))
        added = walk.view(f"{does}d", await slack.shown(PATIENCE))
    await slack.close_view()


def _inputs(view: Json) -> list[tuple[Json, Json]]:
    return [(block, block["element"]) for block in view["blocks"] if block["type"] == "input"]


async def a_file(walk: Walk) -> None:
    slack = walk.slack
    before = len(slack.posted)
    file = slack.share_file("cod.txt", f" date 2022-04-06 Cod talks end early\n\n{ARTICLE}".encode())
    await slack.direct_message("", files=[file])
    offer = walk.message("a-text-file", (await slack.posted(before + 1, PATIENCE))[-1])
    await slack.press(button(offer, "draft"), offer)
    walk.view("reading-a-file", await slack.shown(PATIENCE))
    walk.view("what-the-file-holds", await slack.shown(PATIENCE))
    await slack.close_view()


async def orders(walk: Walk) -> None:
    slack = walk.slack
    for line in ("/quote Peskov", "/positions Norway", "/talks"):
        before = len(slack.posted)
        command, _, text = line.partition(" ")
        typed = await slack.command(command, f"{text} follow")
        if not slack.posted[before:] and line == "/quote Peskov":
            asked = (await typed.answered(PATIENCE)).message or {}
            walk.answer("asked-before-the-first-follow", typed)
            await slack.press(button(asked, "order"), asked)
        walk.message(f"follow{command.replace('/', '-')}", (await slack.posted(before + 1, PATIENCE))[-1])
    elsewhere = await (await slack.command("/quote", "Peskov follow", channel="C0ELSEWHERE")).answered(PATIENCE)
    walk.answer("follow-where-the-app-is-not", elsewhere)
    exported = await (await slack.command("/quote", "Peskov export")).answered(PATIENCE)
    walk.answer("export", exported)
    sent = slack.files[-1]
    print(f"{'':<44} {sent.name}: {len(sent.data or b'')} bytes")


async def news(walk: Walk) -> None:
    before = len(walk.slack.posted)
    await add(walk)
    alert = walk.message("news", (await walk.slack.posted(before + 1, PATIENCE))[-1])
    ended = await (await walk.slack.press(button(alert, "unfollow"), alert)).answered(PATIENCE)
    over = walk.answer("unfollowed", ended)
    before = len(walk.slack.posted)
    await walk.slack.press(button(over, "order"), over)
    walk.message("followed-again", (await walk.slack.posted(before + 1, PATIENCE))[-1])


async def first_look(walk: Walk) -> None:
    before = len(walk.slack.posted)
    await walk.slack.open_messages("U0REPORTER")
    walk.message("welcome", (await walk.slack.posted(before + 1, PATIENCE))[-1])


async def home(walk: Walk) -> None:
    await walk.slack.open_home()
    shown = walk.view("home", await walk.slack.shown(PATIENCE))
    if [one.get("value") for one in buttons(shown)][:3] != ["search", "add", "follow"]:
        raise RuntimeError("home: it does not begin with what can be done")
    await walk.slack.press_in_view(button(shown, "ask"), view=shown)
    walk.view("asked-in-the-home", await walk.slack.shown(PATIENCE))
    await walk.slack.close_view()


async def open_from_home(walk: Walk, form: str) -> None:
    await walk.slack.open_home()
    home = await walk.slack.shown(PATIENCE)
    (opening,) = [one for one in buttons(home) if one.get("value") == form]
    await walk.slack.press_in_view(opening, view=home)
    walk.view(f"form-{form}", await walk.slack.shown(PATIENCE))


async def follow_form(walk: Walk) -> None:
    slack = walk.slack
    await open_from_home(walk, "follow")
    offers = await slack.suggest("who", "who", "ukr")
    slack.fill("who", "who", _values(offers)[0])
    slack.fill("channel", "channel", "C0NEWSROOM")
    before = len(slack.posted)
    await slack.submit()
    walk.message("follow-form-announced", (await slack.posted(before + 1, PATIENCE))[-1])
    while "Looking it up" in str(slack.view):
        await slack.shown(PATIENCE)
    walk.view("follow-form-done", slack.view or {})
    await slack.close_view()


async def settings(walk: Walk) -> None:
    slack = walk.slack
    await open_from_home(walk, "settings")
    slack.fill("zone", "zone", "Atlantis")
    if not ((await slack.submit()).payload or {}).get("errors"):
        raise RuntimeError("settings: a zone that is none was taken")
    slack.fill("zone", "zone", "Europe/Oslo")
    slack.fill("quiet_from", "quiet_from", "22")
    slack.fill("quiet_until", "quiet_until", "6")
    await slack.submit()
    walk.view("settings-kept", await slack.shown(PATIENCE))
    await slack.close_view()


async def doctor(walk: Walk) -> None:
    """What is wrong with an install is asked of the same Slack, which has posted nothing afterwards."""
    posted = len(walk.slack.posted)
    lines: list[str] = []
    with open_corpus(f"sqlite:///{walk.home / 'readout.db'}") as corpus:
        own = {name.lower().removeprefix("slack_"): value for name, value in walk.slack.environment.items()}
        if not await report(Settings(_env_file=None, **own), corpus, lines.append):  # type: ignore[arg-type]
            raise RuntimeError("doctor: " + "; ".join(lines))
    if len(walk.slack.posted) != posted:
        raise RuntimeError("doctor: it posted something")
    print(f"{'':<44} {lines[-1]}")


SURFACES: tuple[Callable[[Walk], Any], ...] = (
    *(first_look, commands, acts, undo, wrong, did_you_mean, search, plain_words, check, orders, news, a_file, home),
    *(follow_form, settings, doctor),
)


# -- the app -----------------------------------------------------------------------------------------------------------


@asynccontextmanager
async def running(folder: Path) -> AsyncIterator[FakeSlack]:
    """A fake Slack with the app over the seeds connected to it, in a folder of its own."""
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    async with FakeSlack() as slack:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("SLACK_", "READOUT_"))}
        own = {"READOUT_MINUTES_BETWEEN_ALERTS": "0", "PYTHONPATH": str(ROOT)}
        env = {**kept, **slack.environment, **own}
        reading = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", "ingest", cwd=folder, env=env)
        await reading.wait()
        serving = [sys.executable, "-m", "tests.hurried", "serve"]
        app = await asyncio.create_subprocess_exec(*serving, cwd=folder, env=env, stdout=DEVNULL)
        try:
            await slack.connected(PATIENCE)
            yield slack
        finally:
            app.terminate()
            await app.wait()


async def walk(folder: Path) -> None:
    """Walk over every surface; the payloads are in the folder afterwards."""
    with tempfile.TemporaryDirectory() as scratch:
        async with running(Path(scratch)) as slack:
            walking = Walk(slack, folder, Path(scratch))
            for surface in SURFACES:
                await surface(walking)


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        sys.exit(f"usage: {sys.executable} -m tests.walk FOLDER")
    Path(sys.argv[1]).mkdir(parents=True, exist_ok=True)
    asyncio.run(walk(Path(sys.argv[1])))
