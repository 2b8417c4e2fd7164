"""The commands as tests ask them: `quotes.answer("Peskov", corpus)` answers what "/quote Peskov" does."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from corpus.store import Corpus
from handlers.answer import respond
from handlers.blocks.reply import Reply
from handlers.commands import COMMANDS


class Asked(NamedTuple):
    answer: Callable[[str, Corpus], Reply]


quotes, positions, talks = (Asked(partial(respond, COMMANDS[name])) for name in ("quote", "positions", "talks"))
