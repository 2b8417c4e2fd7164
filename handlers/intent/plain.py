"""Questions in plain words: routed by the rules of plain.toml to a command line, or answered with examples.

A wrong answer is worse than none: a question is understood only if a rule fits all of it and the corpus, asked with
the command line, reads the very names and the topic that the question has.
"""

from dataclasses import replace

from corpus.errors import StoreError
from corpus.models import Entity
from corpus.store import Corpus
from handlers.answer import answer
from handlers.blocks.kit import Button, Header, context, note
from handlers.blocks.reply import Reply, reply
from handlers.blocks.text import short
from handlers.commands import COMMANDS
from handlers.commands.disambiguation import is_empty, nothing_read, side_of, unavailable
from handlers.commands.help import examples, help_on
from handlers.commands.next_steps import positions_of, quotes_of
from handlers.intent.meaning import Meant, meaning_of
from handlers.intent.questions import asks_for_help, asks_to_check, book, is_foreign, question_in, without_mentions
from handlers.names import parties
from handlers.texts import say
from handlers.typed_text import as_read

EACH = 2
"""Examples of each command where a question is not understood."""


def line_for(text: str, corpus: Corpus) -> str | None:
    """The command line that a message means, with its slash; None when it is not surely understood.

    None as well for what has no command line: a quotation to check, a call for help. Raises StoreError only.
    """
    meant = meaning_of(text, corpus)
    return meant.line if meant else None


def answer_plain(text: str, corpus: Corpus) -> Reply:
    """The answer to a question in plain words; when it is not understood, examples that work on this corpus."""
    try:
        return _answer(text, corpus)
    except StoreError as error:
        return unavailable(error)


def _answer(text: str, corpus: Corpus) -> Reply:
    if asks_to_check(text):
        from handlers.quote_check.check import check  # what is not asked for is not loaded

        return check(as_read(without_mentions(text)), corpus)
    meant = meaning_of(text, corpus)
    if meant:
        return _widened(meant, answer(meant.line, corpus), corpus)
    question = question_in(text)
    if asks_for_help(question) or (not question and len(text) <= book().longest_text):
        return help_on("", COMMANDS, corpus)
    return nothing_read() if is_empty(corpus) else _not_understood(question, corpus)


# -- the answer ----------------------------------------------------------------------------------------------------


def _widened(meant: Meant, found: Reply, corpus: Corpus) -> Reply:
    """All quotes where none has the words of the topic, and a line that says so: they may be about it all the same."""
    if found.count or not meant.wider:
        return found
    wide = answer(meant.wider, corpus)
    return _beneath(_without_the_words(meant, wide), wide) if wide.count else found


def _without_the_words(meant: Meant, wide: Reply) -> str:
    more = any(way.turns for way in wide.ways)
    alone = say("only_one") if wide.count == 1 else say("all_of_them", number=wide.count)
    rest = say("page_by_page") if more else alone
    return say("no_quote_has", s="s" if " " in meant.topic else "", words=short(meant.topic), rest=rest)


def _beneath(sentence: str, found: Reply) -> Reply:
    """The answer with a sentence under its title."""
    at = 1 if found.blocks and isinstance(found.blocks[0], Header) else 0
    return replace(found, blocks=(*found.blocks[:at], context(sentence), *found.blocks[at:]))


def _not_understood(question: str, corpus: Corpus) -> Reply:
    """A sentence, the ways to whoever is named to the letter, and examples."""
    ways = [way for entity in _named(question, corpus)[:2] for way in _ways(entity, corpus)]
    tries = [] if is_empty(corpus) else examples(COMMANDS.values(), corpus, EACH)
    lead = [note(say("these_work"))] if tries else []
    return reply([note(say("not_understood")), *lead, *tries], ways=ways)


def _ways(entity: Entity, corpus: Corpus) -> list[Button]:
    """To what the corpus has on somebody, a person's positions being those of the party."""
    side = side_of(entity, corpus)
    return [*quotes_of([entity.id], corpus), *positions_of([side.id if side else None], corpus)]


def _named(question: str, corpus: Corpus) -> tuple[Entity, ...]:
    """Whoever a question names beyond doubt, for all that the rest of it means."""
    words = " ".join(token for token in question.split() if not is_foreign(token))
    return parties(words, corpus).entities
