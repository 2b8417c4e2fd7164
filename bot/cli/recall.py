"""`readout recall`: calls back what shows an article, and says what was reached and what was not."""

import asyncio
from typing import TYPE_CHECKING

from bot.cli.terminal import printable

if TYPE_CHECKING:
    from bot.settings import Settings
    from corpus.keepings import Step
    from corpus.store import Corpus


def work_off(settings: "Settings", corpus: "Corpus") -> None:
    """Call back all that is left, here and now. Raises SettingsError without good tokens."""
    from bot.app import posting_client
    from bot.recalls import Recalls
    from bot.tasks import Tasks

    tasks = Tasks()
    try:
        asyncio.run(Recalls(corpus, posting_client(settings), tasks).work_off())
    finally:
        tasks.close()


def receipt(steps: "tuple[Step, ...]") -> str:
    """A line for all that was shown of an article: where, to whom, when, and whether it was reached."""
    from corpus.keepings import REACHED

    lines = [f"{_what(one)}  {outcome(one)}" for one in steps]
    could = [one for one in steps if one.shown.kind in REACHED]
    reached = sum(outcome(one).startswith("reached") for one in could)
    beyond = len(steps) - len(could)
    told = f"; {beyond} shown where nothing can be changed: tell those who are named there" if beyond else ""
    return printable("\n".join([*lines, f"{reached} of {len(could)} reached{told}."]))


def _what(one: "Step") -> str:
    why = f"{one.recall.at:%Y-%m-%d %H:%M} UTC  {one.recall.state}, by {one.recall.by}"
    return f"{why}  {where(one)}  {one.shown.line}"


def where(one: "Step") -> str:
    """What was shown, where, to whom and when."""
    shown = one.shown
    place = f"{shown.channel}/{shown.ts}" if shown.ts else shown.channel or "-"
    return f"{shown.kind} {place}, {shown.at:%Y-%m-%d %H:%M} UTC{f', {shown.user}' if shown.user else ''}"


def outcome(one: "Step") -> str:
    """What became of it, in words."""
    from corpus.keepings import REACHED

    if one.shown.kind not in REACHED:
        return f"was shown to {one.shown.user or 'somebody'}, cannot be edited: {one.trouble}"
    if one.trouble:
        return f"not reached: {one.trouble}"
    if one.is_open:
        return "waiting"
    told = "told" if one.answered == "done" else "perhaps told"
    return f"reached: {told}" if one.shown.kind == "file" else f"reached: edited, {told}"
