"""`readout slack`: the fake Slack with somebody at it, who types commands and reads what the app shows."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from typing import Any

from rich.console import Console

from bot.cli.terminal import buttons, printable, rendered
from bot.fake_slack.exchange import Exchange
from bot.fake_slack.forms import Impossible, held, offered_in
from bot.fake_slack.slack import FakeSlack

Json = dict[str, Any]

HOW = "Start the app in another terminal with:"
THEN = """Then type here, such as "/quote Peskov". Ctrl-D leaves.
  /quote Peskov    a command                     4             presses the button with that number
  @ Peskov         a mention in the channel      home          the app's Home
  > Peskov         a direct message              search, add   the app's shortcuts
  check WORDS      the shortcut on a message     add WORDS     the same, with a message to add
  fill 1 Peskov    fills the first field         submit        sends the form; close leaves it"""
UNKNOWN = 'A command starts with a slash, such as "/quote Peskov"; the lines at the start say what else there is.'

PATIENCE = 5.0  # seconds for an answer after the ack
CALM = 0.1  # seconds between two looks


def run(port: int) -> None:
    """Open the fake Slack on this port, 0 for a free one, until the input ends."""
    try:
        asyncio.run(_open(port, Console(soft_wrap=True, highlight=False)))
    except KeyboardInterrupt:
        return


async def _open(port: int, out: Console) -> None:
    async with FakeSlack(port) as slack:
        out.print(HOW, markup=False)
        out.print("  " + " ".join(f"{name}={value}" for name, value in slack.environment.items()) + " make run")
        out.print(THEN, markup=False)
        desk = Desk(slack, out)
        watching = asyncio.create_task(desk.watch())
        async for line in _lines():
            await desk.do(line)
        watching.cancel()


class Desk:
    """One person at the fake Slack. `shown` is what the numbers stand for: a message, a modal or the Home."""

    def __init__(self, slack: FakeSlack, out: Console) -> None:
        self.slack = slack
        self.shown: Json = {}
        self._out = out
        self._last: Exchange | None = None
        self._told = {"answered": 0, "refused": 0, "posted": 0, "files": 0, "views": 0}

    async def do(self, line: str) -> None:
        """Do what a line says, and wait a while for what comes of it; `watch` shows what comes later."""
        doing = self._doing(line)
        if doing is None:
            self._out.print(UNKNOWN, markup=False)
            return
        before = self._come()
        try:
            self._last = await doing
        except (Impossible, LookupError) as error:
            self._out.print(f"That cannot be done: {error}", markup=False, style="red")
            return
        self._told |= {"answered": 0, "refused": 0}
        if self._last is not None and not self._last.error and not self._last.messages:
            await self._settle(before)
        self.tell()
        self._tell_ack()

    async def watch(self) -> None:
        """Show what comes, whenever it comes."""
        while True:
            await asyncio.sleep(CALM)
            self.tell()

    def _doing(self, line: str) -> Awaitable[Exchange | None] | None:
        word, _, rest = line.partition(" ")
        if word.startswith("/"):
            return self.slack.command(word, rest)
        if word.isdecimal() and 0 < int(word) <= len(buttons(self.shown)):
            return self._press(buttons(self.shown)[int(word) - 1])
        doing = self._doings().get(word)
        return doing(rest.strip()) if doing else None

    def _doings(self) -> Mapping[str, Callable[[str], Awaitable[Exchange | None]]]:
        slack = self.slack
        return {
            "@": slack.mention,
            ">": slack.direct_message,
            "home": lambda _: slack.open_home(),
            "search": lambda _: slack.shortcut("search"),
            "check": lambda words: slack.message_shortcut("check", words),
            "add": lambda words: slack.message_shortcut("add_message", words) if words else slack.shortcut("add"),
            "fill": self._fill,
            "submit": lambda _: slack.submit(),
            "close": lambda _: slack.close_view(),
        }

    async def _press(self, button: Json) -> Exchange:
        if self.shown.get("type") in ("modal", "home"):
            return await self.slack.press_in_view(button, view=self.shown)
        return await self.slack.press(button, self.shown)

    async def _fill(self, words: str) -> Exchange | None:
        """Fill the field with that number; a typeahead and a menu take the first of what they offer that fits."""
        number, _, value = words.partition(" ")
        fields = _fields(self.slack.view or {"blocks": []})
        if not number.isdecimal() or not 0 < int(number) <= len(fields):
            raise LookupError(f"there are {len(fields)} fields")
        block, element = fields[int(number) - 1]
        asked = None
        if element["type"] == "external_select":
            asked = await self.slack.suggest(element["action_id"], block["block_id"], value)
        offered = [*offered_in(element), *offered_in((asked and asked.payload) or {})]
        self.slack.fill(block["block_id"], element["action_id"], _fitting(value, offered))
        self._out.print(_filled(self.slack.view or {}, block, element), markup=False)
        return None

    # -- what comes of it ----------------------------------------------------------------------------------------------

    def _come(self) -> dict[str, int]:
        url = self._last.url if self._last else None
        return {
            "answered": len(self._last.messages) if self._last else 0,
            "refused": len(url.refused) if url else 0,
            "posted": len(self.slack.posted),
            "files": len(self.slack.files),
            "views": self.slack.api.views.changes.count,
        }

    async def _settle(self, before: dict[str, int]) -> None:
        before = before | {"answered": 0, "refused": 0}
        for _ in range(int(PATIENCE / CALM)):
            if self._come() != before:
                break
            await asyncio.sleep(CALM)
        await asyncio.sleep(CALM)

    def tell(self) -> None:
        """Show what has come and was not shown yet."""
        told, self._told = self._told, self._come()
        for why in self._last.url.refused[told["refused"] :] if self._last else ():
            self._out.print(f"refused: {why}", markup=False, style="red")
        messages = self._last.messages[told["answered"] :] if self._last else []
        for message in [*messages, *self.slack.posted[told["posted"] :]]:
            self._tell_payload(message)
        for file in self.slack.files[told["files"] :]:
            self._out.print(f"file {file.name}, {len(file.data or b'')} bytes", markup=False)
        if self._told["views"] > told["views"]:
            self._tell_payload(self.slack.api.views.changes.latest or {})

    def _tell_payload(self, payload: Json) -> None:
        self.shown = payload
        if payload.get("title"):
            self._out.print(printable(payload["title"]["text"]), markup=False, style="bold reverse")
        self._out.print(rendered(payload))
        for number, (block, element) in enumerate(_fields(payload) if payload.get("state") else (), 1):
            self._out.print(f"{number} {_filled(payload, block, element)}", markup=False)

    def _tell_ack(self) -> None:
        if self._last is None:
            return
        if self._last.error:
            self._out.print(f"failed with the error {self._last.error}", markup=False, style="red")
        for block_id, why in ((self._last.payload or {}).get("errors") or {}).items():
            self._out.print(f"{block_id}: {printable(why)}", markup=False, style="red")
        if self._last.seconds is not None:
            self._out.print(f"acked after {1000 * self._last.seconds:.0f} ms", style="dim")


def _fields(view: Json) -> list[tuple[Json, Json]]:
    return list(held(view["blocks"]))


def _filled(view: Json, block: Json, element: Json) -> str:
    """A field by its label, with what is in it."""
    label = (block.get("label") or block.get("text") or {}).get("text", block["block_id"])
    held_now = view["state"]["values"][block["block_id"]][element["action_id"]]
    value = next(value for name, value in held_now.items() if name != "type")
    return printable(f"{label}: {value['text']['text'] if isinstance(value, dict) else value or '–'}")


def _fitting(value: str, offered: Sequence[Json]) -> Any:
    """The first option whose words or value hold what was typed; without options, what was typed; None for nothing."""
    fits = [one for one in offered if value.casefold() in f"{one['text']['text']} {one['value']}".casefold()]
    return fits[0] if fits else value or None


async def _lines() -> AsyncIterator[str]:
    while line := await asyncio.to_thread(sys.stdin.readline):
        if line.strip():
            yield line.strip()
