"""What the field offers while somebody types: whole lines, so that one of them is an answer when it is chosen."""

from collections.abc import Iterator

from corpus.models import Entity
from corpus.store import Corpus
from handlers.commands import COMMANDS

MOST = 8


def suggestions(typed: str, corpus: Corpus) -> list[str]:
    """Lines that go on from what is typed, likeliest first: names after a command, a command with a name before one."""
    name, blank, words = typed.strip("\n").lstrip().partition(" ")
    command = name.lower().removeprefix("/")
    if not name:
        return []
    if not blank and name.startswith("/"):
        return [f"/{one} " for one in COMMANDS if one.startswith(command)]
    if command in COMMANDS:
        before, _, last = words.rpartition(" ")
        lead = f"/{command} {before} " if before else f"/{command} "
        longer = [f"/{command} {one.name}" for one in corpus.suggest(words, MOST)] if words.strip() else []
        single = [f"{lead}{one.name}" for one in corpus.suggest(last, MOST)] if before and last else []
        return list(dict.fromkeys([*longer, *single]))[:MOST]
    return list(dict.fromkeys(line for one in corpus.suggest(typed, MOST) for line in _asking(one)))[:MOST]


def _asking(entity: Entity) -> Iterator[str]:
    yield f"/quote {entity.name}"
    if entity.kind == "party":
        yield f"/positions {entity.name}"
