"""Check this quote: a message's quotations held against the corpus, each with its verdict and its source."""

from collections.abc import Sequence

from corpus.asking.checked import MOST, Checked, checked
from corpus.errors import StoreError
from corpus.quote_check import (
    Quotation,
    find_quotations,
)
from corpus.store import Corpus
from handlers.blocks.kit import Block, header, note
from handlers.blocks.payload import room, size
from handlers.blocks.reply import Reply, reply
from handlers.blocks.text import counted
from handlers.commands.disambiguation import nothing_read, unavailable
from handlers.quote_check.cards import group
from handlers.texts import say

LONGEST_MESSAGE = 40_000


def check(text: str, corpus: Corpus) -> Reply:
    """What the corpus says of every quotation in the words of a message: the first five, in their order.

    `count` is how many of them were found in one way or another. A message without quotation marks is checked as a
    whole. An error of the store is shown in its own sentence.
    """
    try:
        if corpus.is_empty():
            return nothing_read()
        quotations = find_quotations(text[:LONGEST_MESSAGE])
        if not quotations:
            return reply([header(say("check_title")), note(say("nothing_to_check"))])
        found = [one for quotation in quotations[:MOST] for one in _best(checked(quotation, corpus))]
        return _answer(found, quotations, len(text) > LONGEST_MESSAGE, corpus)
    except StoreError as error:
        return unavailable(error)


def _best(found: Sequence[Checked]) -> Sequence[Checked]:
    """A quotation as a whole, or in its place those inside it that were found."""
    return found[1:] or found


def _answer(checked: Sequence[Checked], quotations: Sequence[Quotation], too_long: bool, corpus: Corpus) -> Reply:
    shown = checked[:MOST]
    intro = _intro(shown, quotations, too_long)
    blocks: list[Block] = [header(say("check_title")), *([note(intro)] if intro else [])]
    left = room()
    for number, one in enumerate(shown):
        label = f"{number + 1}. " if len(shown) > 1 else ""
        composed = group(one, label, left // (len(shown) - number), corpus)
        left -= size(composed)
        blocks += composed
    found = sum(bool(one.finding.matches) for one in shown)
    return reply(blocks, found)


def _intro(shown: Sequence[Checked], quotations: Sequence[Quotation], too_long: bool) -> str:
    told = [f"Checked: {counted(len(shown), 'quotation')}."] if len(shown) > 1 else []
    if len(quotations) > MOST:
        told.append(say("first_quotations", number=len(quotations)))
    if not quotations[0].marked:
        told.append(say("no_marks"))
    if too_long:
        told.append(say("first_characters", most=LONGEST_MESSAGE))
    return " ".join(told)
