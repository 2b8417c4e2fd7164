"""Questions in plain words: routed by the rules of plain.toml to a command line, or answered with examples.

A wrong answer is worse than none: a question is understood only if a rule fits all of it and the corpus, asked with
the command line, reads the very names and the topic that the question has.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from corpus.errors import StoreError
from corpus.models import Entity, QuoteFilter
from handlers.blocks.kit import Button, actions, context, note, reply, short, told_first
from handlers.blocks.reply import Block, Reply
from handlers.commands import help as helping
from handlers.commands import positions, quote, talks
from handlers.commands.disambiguation import is_empty, nothing_read, side_of, unavailable, ways_to
from handlers.commands.quotes_query import spoken
from handlers.intent.meaning import Meant, meaning_of
from handlers.intent.questions import asks_for_help, asks_to_check, book, is_foreign, question_in, without_mentions
from handlers.words import address, parties

if TYPE_CHECKING:
    from corpus.store import Corpus

HANDLERS: Mapping[str, Callable[[str, "Corpus"], Reply]] = MappingProxyType(
    {"quote": quote.answer, "positions": positions.answer, "talks": talks.answer}
)

NOT_UNDERSTOOD = "I did not understand that."
EACH = 2
"""Examples of each command where a question is not understood."""


def line_for(text: str, corpus: "Corpus") -> str | None:
    """The command line that a message means, with its slash; None when it is not surely understood.

    None as well for what has no command line: a quotation to check, a call for help. Raises StoreError only.
    """
    meant = meaning_of(text, corpus)
    return meant.line if meant else None


def answer_plain(text: str, corpus: "Corpus") -> Reply:
    """The answer to a question in plain words; when it is not understood, examples that work on this corpus."""
    try:
        return _answer(text, corpus)
    except StoreError as error:
        return unavailable(error)


def _answer(text: str, corpus: "Corpus") -> Reply:
    if asks_to_check(text):
        from handlers.quote_check.check import check  # what is not asked for is not loaded

        return check(without_mentions(text), corpus)
    meant = meaning_of(text, corpus)
    if meant:
        return _widened(meant, _asked(meant.line, corpus), corpus)
    question = question_in(text)
    if asks_for_help(question) or (not question and len(text) <= book().longest_text):
        return helping.answer("", corpus)
    return nothing_read() if is_empty(corpus) else _not_understood(question, corpus)


# -- the answer ----------------------------------------------------------------------------------------------------


def _asked(line: str, corpus: "Corpus") -> Reply:
    name, _, words = line.removeprefix("/").partition(" ")
    return HANDLERS[name](words, corpus)


def _widened(meant: Meant, found: Reply, corpus: "Corpus") -> Reply:
    """All quotes where none has the words of the topic, and a line that says so: they may be about it all the same."""
    if found.count or not meant.wider:
        return found
    wide = _asked(meant.wider, corpus)
    return _beneath(_without_the_words(meant, wide), wide) if wide.count else found


def _without_the_words(meant: Meant, wide: Reply) -> str:
    more = any(" page " in str(one.get("value")) for block in wide.blocks for one in block.get("elements", ()))
    alone = "this is the only one" if wide.count == 1 else f"these are all {wide.count}"
    rest = "all quotes follow, page by page" if more else alone
    return f"No quote has the word{'s' if ' ' in meant.topic else ''} “{short(meant.topic)}”; {rest}."


def _beneath(sentence: str, found: Reply) -> Reply:
    """The answer with a sentence under its title, and before it where it is read aloud."""
    blocks: Sequence[Block] = found.blocks
    at = 1 if blocks and blocks[0]["type"] == "header" else 0
    shown = (*blocks[:at], context(sentence), *blocks[at:])
    return found.model_copy(update={"text": told_first(sentence, found.text), "blocks": shown})


def _not_understood(question: str, corpus: "Corpus") -> Reply:
    """A sentence, the ways to whoever is named to the letter, and examples."""
    ways = [way for entity in _named(question, corpus)[:2] for way in _ways(entity, corpus)]
    tries = examples(corpus)
    lead = [note("These work here:")] if tries else []
    lines = "; ".join(str(block["accessory"]["value"]) for block in tries)
    text = f"{NOT_UNDERSTOOD} These work here: {lines}." if lines else NOT_UNDERSTOOD
    return reply(text, [note(NOT_UNDERSTOOD), *actions(ways), *lead, *tries])


def _ways(entity: Entity, corpus: "Corpus") -> list[Button]:
    """To what the corpus has on somebody, a person's positions being those of the party."""
    side = side_of(entity, corpus)
    quoted = ways_to("quote", [entity.id], corpus) if entity.kind == "party" else _quotes_of(entity, corpus)
    return [*quoted, *ways_to("positions", [side.id if side else None], corpus)]


def _quotes_of(person: Entity, corpus: "Corpus") -> list[Button]:
    found = spoken(corpus, QuoteFilter(speaker_id=person.id))
    return [Button(f"Quotes: {short(person.name)}", f"/quote {address(person, corpus)}")] if found else []


def _named(question: str, corpus: "Corpus") -> tuple[Entity, ...]:
    """Whoever a question names beyond doubt, for all that the rest of it means."""
    words = " ".join(token for token in question.split() if not is_foreign(token))
    return parties(words, corpus).entities


def examples(corpus: "Corpus", each: int = EACH) -> tuple[Block, ...]:
    """Command lines that this corpus can answer, each with a button that asks it; () when it has nothing."""
    if is_empty(corpus):
        return ()
    told = [block for block in helping.answer("", corpus).blocks if "accessory" in block]
    starts = [[one for one in told if one["accessory"]["value"].startswith(f"/{name}")] for name in HANDLERS]
    return tuple(block for one in starts for block in one[:each])
