"""`readout slack`: the loopback Slack with somebody at it, who types commands and reads the answers."""

import asyncio
import sys
from collections.abc import AsyncIterator

from rich.console import Console

from bot.loopback.exchange import Exchange
from bot.loopback.slack import LoopbackSlack
from bot.terminal import buttons, rendered

HOW = "Start the app in another terminal with:"
THEN = 'Then type commands here, such as "/quote Peskov"; a number presses that button, Ctrl-D leaves.'


def run(port: int) -> None:
    """Open the loopback Slack on this port, 0 for a free one, until the input ends."""
    try:
        asyncio.run(_open(port, Console(soft_wrap=True, highlight=False)))
    except KeyboardInterrupt:
        return


async def _open(port: int, out: Console) -> None:
    async with LoopbackSlack(port) as slack:
        out.print(HOW, markup=False)
        out.print("  " + " ".join(f"{name}={value}" for name, value in slack.environment.items()) + " readout serve")
        out.print(THEN, markup=False)
        await _converse(slack, out)


async def _converse(slack: LoopbackSlack, out: Console) -> None:
    last: Exchange | None = None
    async for line in _lines():
        if not line.startswith("/") and not _button_of(line, last):
            out.print('A command starts with a slash, such as "/quote Peskov".', markup=False)
            continue
        last = await _exchange(slack, line, last)
        _show(last, out)


async def _exchange(slack: LoopbackSlack, line: str, last: Exchange | None) -> Exchange:
    button = _button_of(line, last)
    if button is not None and last is not None and last.message is not None:
        pressed = await slack.press(button, last.message)
        await pressed.answered(within=5)
        return pressed
    command, _, text = line.partition(" ")
    return await slack.command(command, text)


def _button_of(line: str, last: Exchange | None) -> dict[str, object] | None:
    pressable = buttons(last.message) if last and last.message else []
    return pressable[int(line) - 1] if line.isdecimal() and 0 < int(line) <= len(pressable) else None


def _show(exchange: Exchange, out: Console) -> None:
    if exchange.error:
        out.print(f"failed with the error {exchange.error}", markup=False, style="red")
    elif exchange.message:
        out.print(rendered(exchange.message))
    if exchange.seconds is not None:
        out.print(f"acked after {1000 * exchange.seconds:.0f} ms", style="dim")


async def _lines() -> AsyncIterator[str]:
    while line := await asyncio.to_thread(sys.stdin.readline):
        if line.strip():
            yield line.strip()
