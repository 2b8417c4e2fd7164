"""What somebody types on a terminal: a command line, a slip of one, or a question in plain words."""

import difflib

from corpus.store import Corpus
from handlers.answer import answer, cleaned, command_named
from handlers.blocks.kit import Button, note
from handlers.blocks.reply import Reply, reply, saying
from handlers.commands import COMMANDS
from handlers.query import order_of
from handlers.texts import texts


def answer_typed(line: str, corpus: Corpus) -> Reply:
    """Answer a line where nothing can be followed and no file be sent; one without a command is a question."""
    text = cleaned(line)
    if order := order_of(text)[1]:
        return saying(texts().elsewhere[order])
    name, _, words = text.partition(" ")
    if command_named(name) or not text:
        return answer(line, corpus)
    if name.startswith("/"):
        return _unknown(name, words)
    from handlers.intent.plain import answer_plain  # what is not asked for is not loaded

    return answer_plain(text, corpus)


def _unknown(name: str, words: str) -> Reply:
    unknown = texts().elsewhere["unknown"].format(name=name)
    near = difflib.get_close_matches(name[1:].lower(), COMMANDS, 1)
    if not near:
        return saying(f"{unknown} {texts().elsewhere['known']}")
    line = f"/{near[0]} {words}".strip()
    return reply([note(unknown, Button(line, line, about=line))])
