"""Answers that are not records: which one, nobody, nothing read yet, not now; and who somebody is."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from corpus.errors import StoreError
from corpus.models import Answer, Ask, Entity, PositionFilter, Unknown
from handlers.blocks.kit import Button, actions, context, counted, header, note, reply, short
from handlers.blocks.reply import Reply
from handlers.commands.help import explain
from handlers.commands.quotes_query import is_quoted
from handlers.desk.share import with_share
from handlers.desk.spelling import picked_for, with_spelling
from handlers.texts import Command, wording
from handlers.words import Asked, address, read

if TYPE_CHECKING:
    from corpus.store import Corpus

Line = Callable[[str], str]
"""Makes a command's words from the name of whoever is chosen."""

MOST = 8
"""How many candidates are offered; whoever has more in mind types more of the name."""

MOST_NEAR = 4


def guarded(command: Command, words: str, corpus: "Corpus", reply_to: Callable[[Asked, "Corpus"], Reply]) -> Reply:
    """What every command shares: help when it is asked for, a word when the corpus is empty or cannot be read.

    An answer with records can be shared, and a spelling that somebody was picked for can be kept. An error of the store
    is shown in its own sentence; any other is a fault of ours and goes up.
    """
    try:
        asked = read(words)
        if wants_help(command, asked):
            return explain((command,), corpus)
        found = with_spelling(reply_to(asked, corpus), asked, corpus)
        return with_share(found, f"/{command} {words}".strip())
    except StoreError as error:
        return unavailable(error)


def wants_help(command: Command, asked: Asked) -> bool:
    """Whether the words ask what the command does; /talks alone lists all talks."""
    return asked.words.casefold() in wording().typed["help"] and bool(asked.words or command != "talks")


def which_one(command: Command, ask: Ask, corpus: "Corpus", line: Line = str, bounds: str = "") -> Reply:
    """Asks which of the candidates is meant; `line` makes the command's words from the name of the one chosen.

    `bounds` are the days that were asked for, as `Asked.bounds` has them.
    """
    shown = ask.candidates[:MOST]
    known = [whois(entity, corpus) for entity in shown]
    commands = [f"/{command} {line(address(one, corpus))}{bounds}{picked_for(one, ask.query, shown)}" for one in shown]
    blocks = [
        note(who, Button(short(entity.name), chosen))
        for entity, who, chosen in zip(shown, known, commands, strict=True)
    ]
    more = len(ask.candidates) - len(shown)
    title = "Which one?" if len(ask.candidates) > 1 else "Did you mean this?"
    question = f"“{short(ask.query)}” may mean:"
    rest = [context(f"and {counted(more, 'other', 'others')}: type more of the name.")] if more else []
    text = f"{title} {question} {'; '.join(known)}."
    return reply(text, [header(title), note(question), *blocks, *rest])


def nobody(command: Command, unknown: Unknown, corpus: "Corpus", line: Line = str, bounds: str = "") -> Reply:
    """Says that the corpus knows nobody of that name, and who is spelled most alike; `bounds` as in `which_one`."""
    if is_empty(corpus):
        return nothing_read()
    what = "place, person or party" if command == "talks" else "person or party"
    sentence = f"No {what} called “{short(unknown.query)}” in the corpus."
    near = unknown.nearest[:MOST_NEAR]
    buttons = [
        Button(
            short(one.name), f"/{command} {line(address(one, corpus))}{bounds}{picked_for(one, unknown.query, near)}"
        )
        for one in near
    ]
    meant = f"Did you mean {' or '.join(button.label for button in buttons)}?" if buttons else ""
    helping = Button("What can I ask?", f"/{command} help")
    blocks = [note(sentence), *([note(meant)] if meant else []), *actions([*buttons, helping])]
    return reply(f"{sentence} {meant or f'/{command} help says what can be asked.'}", blocks)


def is_empty(corpus: "Corpus") -> bool:
    """Whether no article has been read yet, which is another answer than having nothing on somebody."""
    return not corpus.digests()


def nothing_read() -> Reply:
    """The corpus is empty: which command fills it."""
    sentence = "No article has been read yet, so there is nothing to quote."
    how = "To read the articles of a folder, run on the server: readout ingest seeds/"
    return reply(f"{sentence} {how}", [note(sentence), context(how)])


def unavailable(error: StoreError) -> Reply:
    """The store's own sentence; nothing that was asked for is guessed at."""
    return reply(str(error), [note(str(error))])


def whois(entity: Entity, corpus: "Corpus") -> str:
    """Somebody with the role that the newest article to give one prints: "Dmitry Peskov, Kremlin spokesman".

    The party's name where no article gives a role, and the name alone where neither is known or a party is meant.
    """
    if entity.kind == "party":
        return short(entity.name)
    people = [row.person for row in corpus.person(entity.id)]
    told = next((one.role for one in people if one.role), None) or party_of(entity, corpus)
    return ", ".join(short(part) for part in (entity.name, told) if part)


_BUTTON: Mapping[Command, str] = {"quote": "Quotes", "positions": "Positions", "talks": "Talks"}


def ways_to(command: Command, party_ids: Iterable[str | None], corpus: "Corpus", on: str = "") -> list[Button]:
    """Buttons to what the corpus has on these parties, each once; `on` is a topic that narrows it.

    A party that is not quoted, or has no position, gets no button to an empty answer.
    """
    wanted = [party_id for party_id in dict.fromkeys(party_ids) if party_id and _has(command, party_id, corpus)]
    found = [corpus.entity(party_id) for party_id in wanted]
    return [
        Button(f"{_BUTTON[command]}: {short(party.name)}", f"/{command} {address(party, corpus)}{on}")
        for party in found
        if party
    ]


def _has(command: Command, party_id: str, corpus: "Corpus") -> bool:
    if command == "quote":
        return is_quoted(party_id, corpus)
    return command != "positions" or bool(corpus.positions(PositionFilter(party_ids=(party_id,), limit=1)))


def side_of(entity: Entity, corpus: "Corpus") -> Entity | None:
    """The party itself, or the one that a person is of by the newest article to say so; None when none is known."""
    if entity.kind == "party":
        return entity
    found = corpus.resolve(name) if (name := party_of(entity, corpus)) else None
    return found.entity if isinstance(found, Answer) else None


def party_of(entity: Entity, corpus: "Corpus") -> str | None:
    """The party that the newest article to say so gives this person, if any does."""
    return next((row.person.party_name for row in corpus.person(entity.id) if row.person.party_name), None)
