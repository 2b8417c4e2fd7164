"""Questions in plain words: routed by the rules of plain.toml to a command line, or answered with examples.

A wrong answer is worse than none: a question is understood only if a rule fits all of it and the corpus, asked with
the command line, reads the very names and the topic that the question has.
"""

from dataclasses import replace

from corpus.asking.names import parties
from corpus.errors import StoreError
from corpus.excerpts import short
from corpus.store import Corpus
from handlers.answer import answer
from handlers.blocks.kit import Header, context, note
from handlers.blocks.reply import Reply, reply
from handlers.blocks.text import as_read
from handlers.commands import COMMANDS
from handlers.commands.disambiguation import nothing_read, side_of, unavailable
from handlers.commands.help import examples, help_on
from handlers.commands.next_steps import positions_of, quotes_of
from handlers.intent.meaning import Meant, meaning_of
from handlers.intent.questions import asks_for_help, asks_to_check, book, is_foreign, question_in, without_mentions
from handlers.texts import say

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
    return nothing_read() if corpus.is_empty() else _not_understood(question, corpus)


def _widened(meant: Meant, found: Reply, corpus: Corpus) -> Reply:
    """All quotes where none has the words of the topic, and a line that says so: they may be about it all the same."""
    wide = answer(meant.wider, corpus) if meant.wider and not found.count else found
    if wide is found or not wide.count:
        return found
    alone = say("only_one") if wide.count == 1 else say("all_of_them", number=wide.count)
    rest = say("page_by_page") if any(way.turns for way in wide.ways) else alone
    told = say("no_quote_has", s="s" if " " in meant.topic else "", words=short(meant.topic), rest=rest)
    at = 1 if wide.blocks and isinstance(wide.blocks[0], Header) else 0
    return replace(wide, blocks=(*wide.blocks[:at], context(told), *wide.blocks[at:]))


def _not_understood(question: str, corpus: Corpus) -> Reply:
    """A sentence, the ways to whoever is named to the letter, and examples."""
    words = " ".join(token for token in question.split() if not is_foreign(token))
    ways = []
    for entity in parties(words, corpus).entities[:2]:  # a person's positions are those of the party
        side = side_of(entity, corpus)
        ways += [*quotes_of([entity.id], corpus), *positions_of([side.id if side else None], corpus)]
    tries = [] if corpus.is_empty() else examples(COMMANDS.values(), corpus, EACH)
    lead = [note(say("these_work"))] if tries else []
    return reply([note(say("not_understood")), *lead, *tries], ways=ways)
