"""What stands in the place of what is called back, and what those who saw it are told: never a word of the article."""

from dataclasses import replace

from corpus.keepings import Step
from handlers.blocks.kit import Button, note
from handlers.blocks.reply import Reply, reply
from handlers.blocks.text import day
from handlers.texts import say


def in_its_place(step: Step) -> Reply:
    """The message as it is from now on, with the way to ask again."""
    told = note(_said(step, "recalled"))
    again = [Button(step.shown.line, step.shown.line, "ask")] if step.shown.line else []
    return replace(reply([told], ways=again), shared=True)


def beneath(step: Step) -> Reply:
    """What is said in the thread of a message, or to whoever had a file."""
    kind = "recalled_file" if step.shown.kind == "file" else "recalled_reply"
    return replace(reply([note(_said(step, kind))]), shared=True)


def _said(step: Step, what: str) -> str:
    known = {"day": day(step.recall.at.date()), "state": step.recall.state, "file": step.shown.line}
    return say(f"{what}_{'corrected' if step.recall.state == 'corrected' else 'gone'}", **known)
