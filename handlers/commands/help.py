"""What the commands do, with examples that work on the corpus as it is."""

from collections.abc import Iterable, Mapping
from string import Formatter
from typing import Any

from corpus.asking.examples import parts_of
from corpus.store import Corpus
from handlers.blocks.kit import Block, Button, Note, context, header, note
from handlers.blocks.reply import Reply, reply
from handlers.command import Command
from handlers.query import Query
from handlers.texts import texts


def help_on(words: str, commands: Mapping[str, Command[Any]], corpus: Corpus) -> Reply:
    """What every command does; `words` may name one of them ("quote", "/talks")."""
    asked = [one for name, one in commands.items() if words.strip().lower().lstrip("/").startswith(name)]
    return explain(asked or list(commands.values()), corpus)


def wants_help(command: Command[Any], query: Query) -> bool:
    """Whether the words ask what the command does; a command may do something without any."""
    return query.words.casefold() in texts().typed["help"] and bool(query.words or not command.alone)


def explain(commands: Iterable[Command[Any]], corpus: Corpus) -> Reply:
    """How to use these commands, each with a button for every example that this corpus can answer."""
    parts, blocks = parts_of(corpus), list[Block]()
    for command in commands:
        lines = tries(command, parts)
        blocks += [header(command.help.title), note(command.help.what)]
        blocks += [note(f"{line}: {says}", Button("Try it", line, about=line)) for line, says in lines.items()]
    of_all = texts().everywhere
    return reply(
        [*blocks, note(f"{of_all['bounds']} {of_all['orders']}"), context(f"{of_all['privacy']} {of_all['words']}")]
    )


def tries(command: Command[Any], parts: Mapping[str, str]) -> dict[str, str]:
    """The examples that can be made of these parts: what each says, by its command line."""
    told = [(one, {name for _, name, _, _ in Formatter().parse(one.words) if name}) for one in command.help.examples]
    made = (one for one, wanted in told if wanted <= parts.keys())
    return {f"/{command.name} {one.words.format_map(parts)}": one.says for one in made}


def examples(commands: Iterable[Command[Any]], corpus: Corpus, each: int) -> list[Note]:
    """Command lines that this corpus can answer, each with a button that asks it; [] when it has nothing."""
    parts = {} if corpus.is_empty() else parts_of(corpus)
    told = [(line, says) for one in commands for line, says in list(tries(one, parts).items())[:each] if parts]
    return [note(f"{line}: {says}", Button("Try it", line, about=line)) for line, says in told]
