"""Check this quote: a message's quotations held against the corpus, each with its verdict and its source."""

from collections.abc import Sequence

from corpus.errors import StoreError
from corpus.models import QuoteFilter, QuoteRow
from corpus.quote_check import (
    FRAGMENT,
    Quotation,
    Verdict,
    find_quotations,
    judge,
    looked_up,
    passages_in,
    trimmed,
    without,
)
from corpus.store import Corpus
from handlers.blocks.kit import Block, header, note
from handlers.blocks.payload import room, size
from handlers.blocks.reply import Reply, reply
from handlers.blocks.text import counted
from handlers.commands.disambiguation import nothing_read, unavailable
from handlers.quote_check.cards import group
from handlers.quote_check.speakers import Given, given, named_in
from handlers.quote_check.verdict import Checked
from handlers.texts import say

MOST = 5
"""Quotations of one message that are checked."""

MOST_INSIDE = 2
"""Quotations inside one that is not found that are checked in its place."""

LONGEST_MESSAGE = 40_000
CANDIDATES = 40
"""Sources of a quotation that are looked at."""

FEW_WORDS = 5
SOURCES_OF_FEW_WORDS = 300
"""A few words stand in many quotes in another order or form; so many are looked through for the very words."""

WORDS_ALL_SHARED = 30
"""Words of a draft that a source must have, all of them, to be found as verbatim however many others are like it."""

PIECE = 40
MOST_PIECES = 12
"""A message without quotation marks is looked up in so many pieces of so many words."""

LONGEST_SENTENCE = 400
"""Characters of a message without marks that is taken as one sentence, in which the speaker may be named."""


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


def checked(quotation: Quotation, corpus: Corpus, *, otherwise: bool = True) -> list[Checked]:
    """The quotation as a whole, and where that is not found, the quotations inside it that are.

    What sources have in other words is looked for beside its very words too, unless `otherwise` is not wanted.
    """
    if not quotation.marked:
        return _checked_whole(quotation.words, corpus)
    whole = judge(quotation.words, _candidates(quotation.words, corpus, otherwise=otherwise))
    if whole.verdict is Verdict.VERBATIM:
        return [Checked(whole, given(quotation, corpus))]
    inner = [(one, judge(one.words, _candidates(one.words, corpus))) for one in quotation.inner[:MOST_INSIDE]]
    own = without(whole, [match for _, found in inner for match in found.matches])
    if own.matches:
        return [Checked(own, given(quotation, corpus))]
    return [Checked(own), *(Checked(found, given(one, corpus), one) for one, found in inner if found.matches)]


def _checked_whole(text: str, corpus: Corpus) -> list[Checked]:
    """A message without marks: the quotations that it holds word for word, else what it is like."""
    words = text.split()
    pieces = [" ".join(words[n : n + PIECE]) for n in range(0, len(words), PIECE)][:MOST_PIECES]
    found = [row for piece in dict.fromkeys(pieces) for row in _candidates(piece, corpus)]
    rows = list({(row.source.id, row.quote.id): row for row in found}.values())
    drafts = passages_in(text, rows)[:MOST] or (trimmed(text, rows),)
    findings = [judge(draft, rows) for draft in drafts]
    beside = text.replace(drafts[0], " … ") if len(drafts) == 1 and len(text) < LONGEST_SENTENCE else ""
    said = Given(named_in(beside, corpus)) if findings[0].matches else Given()
    return [Checked(finding, said) for finding in findings]


def _candidates(words: str, corpus: Corpus, *, otherwise: bool = True) -> tuple[QuoteRow, ...]:
    """Every quote that has all the words, and those that are most like them; reported speech too."""
    asked = looked_up(words)
    tokens = asked.split()[:WORDS_ALL_SHARED]
    most = SOURCES_OF_FEW_WORDS if len(tokens) <= FEW_WORDS else CANDIDATES
    having = corpus.quotes(QuoteFilter(words=" ".join(tokens), indirect=True, limit=most)) if tokens else ()
    if not otherwise and judge(words, having).verdict is Verdict.VERBATIM:
        return having
    like = corpus.alike(asked, CANDIDATES) if len(tokens) > FRAGMENT else ()
    return tuple({(row.source.id, row.quote.id): row for row in (*having, *like)}.values())


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
