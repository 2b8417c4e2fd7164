"""Check this quote: a message's quotations held against the corpus, each with its verdict and its source."""

import re
from collections.abc import Iterator, Sequence

from corpus.errors import StoreError
from corpus.models import Answer, Ask, Entity, QuoteFilter, QuoteRow
from corpus.quote_check import (
    FRAGMENT,
    Quotation,
    find_quotations,
    judge,
    looked_up,
    passages_in,
    sayers,
    trimmed,
)
from corpus.store import Corpus
from handlers.blocks.kit import Block, header, note
from handlers.blocks.payload import room, size
from handlers.blocks.reply import Reply, reply
from handlers.blocks.text import counted
from handlers.commands.disambiguation import is_empty, nothing_read, unavailable
from handlers.quote_check.cards import group
from handlers.quote_check.verdict import Checked, Sayer
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

NAMES_LOOKED_UP = 12
LONGEST_NAME = 4
MOST_SAYERS = 3
LONGEST_SENTENCE = 400
"""Characters of a message without marks that is taken as one sentence, in which the speaker may be named."""


def check(text: str, corpus: Corpus) -> Reply:
    """What the corpus says of every quotation in the words of a message: the first five, in their order.

    `count` is how many of them were found in one way or another. A message without quotation marks is checked as a
    whole. An error of the store is shown in its own sentence.
    """
    try:
        if is_empty(corpus):
            return nothing_read()
        quotations = find_quotations(text[:LONGEST_MESSAGE])
        if not quotations:
            return reply([header(say("check_title")), note(say("nothing_to_check"))])
        found = [one for quotation in quotations[:MOST] for one in checked(quotation, corpus)]
        return _answer(found, quotations, len(text) > LONGEST_MESSAGE, corpus)
    except StoreError as error:
        return unavailable(error)


# -- what is found -----------------------------------------------------------------------------------------------------


def checked(quotation: Quotation, corpus: Corpus) -> list[Checked]:
    """The quotation as a whole; where that is not found, the quotations inside it that are."""
    if not quotation.marked:
        return _checked_whole(quotation.words, corpus)
    whole = judge(quotation.words, _candidates(quotation.words, corpus))
    inner = (
        [] if whole.matches else [judge(words, _candidates(words, corpus)) for words in quotation.inner[:MOST_INSIDE]]
    )
    found = [one for one in inner if one.matches]
    named = _named(quotation.beside, corpus) if whole.matches or found else ()
    told = _sayers(quotation.beside, corpus) if (whole.matches or found) and not named else ()
    return [Checked(one, named, told) for one in (found or [whole])]


def _checked_whole(text: str, corpus: Corpus) -> list[Checked]:
    """A message without marks: the quotations that it holds word for word, else what it is like."""
    words = text.split()
    pieces = [" ".join(words[n : n + PIECE]) for n in range(0, len(words), PIECE)][:MOST_PIECES]
    found = [row for piece in dict.fromkeys(pieces) for row in _candidates(piece, corpus)]
    rows = list({(row.source.id, row.quote.id): row for row in found}.values())
    drafts = passages_in(text, rows)[:MOST] or (trimmed(text, rows),)
    findings = [judge(draft, rows) for draft in drafts]
    beside = text.replace(drafts[0], " … ") if len(drafts) == 1 and len(text) < LONGEST_SENTENCE else ""
    named = _named(beside, corpus) if findings[0].matches else ()
    return [Checked(finding, named) for finding in findings]


def _candidates(words: str, corpus: Corpus) -> tuple[QuoteRow, ...]:
    """Every quote that has all the words, and those that are most like them; reported speech too."""
    asked = looked_up(words)
    tokens = asked.split()[:WORDS_ALL_SHARED]
    most = SOURCES_OF_FEW_WORDS if len(tokens) <= FEW_WORDS else CANDIDATES
    having = corpus.quotes(QuoteFilter(words=" ".join(tokens), indirect=True, limit=most)) if tokens else ()
    like = corpus.alike(asked, CANDIDATES) if len(tokens) > FRAGMENT else ()
    return tuple({(row.source.id, row.quote.id): row for row in (*having, *like)}.values())


def _sayers(beside: str, corpus: Corpus) -> tuple[Sayer, ...]:
    """Whoever the words beside a quotation give it to, with everybody in the corpus who may be meant."""
    return tuple(Sayer(name, _meant(name, corpus)) for name in sayers(beside)[:MOST_SAYERS])


def _meant(name: str, corpus: Corpus) -> frozenset[str]:
    found = corpus.resolve(name)
    if isinstance(found, Answer):
        return frozenset({found.entity.id})
    return frozenset(one.id for one in found.candidates) if isinstance(found, Ask) else frozenset()


_NAME_WORD = re.compile(r"[^\W\d_][\w'’-]*")


def _named(beside: str, corpus: Corpus) -> tuple[Entity, ...]:
    """The people whom the words beside a quotation name for certain, each once."""
    found: dict[str, Entity] = {}
    left = NAMES_LOOKED_UP
    for run in _capitalised(beside):
        at = 0
        while at < len(run) and left > 0:
            taken, entity, asked = _longest_name(run[at:], corpus, left)
            left -= asked
            at += taken
            if entity is not None and entity.kind == "person":
                found.setdefault(entity.id, entity)
    return tuple(found.values())


def _capitalised(text: str) -> Iterator[list[str]]:
    """Runs of words in capitals that only blanks part."""
    run: list[str] = []
    last = 0
    for word in _NAME_WORD.finditer(text):
        joined = not text[last : word.start()].strip()
        if run and not (joined and word.group()[0].isupper()):
            yield run
            run = []
        if word.group()[0].isupper():
            run.append(re.sub("['’]s?$", "", word.group()))
        last = word.end()
    if run:
        yield run


def _longest_name(run: Sequence[str], corpus: Corpus, most: int) -> tuple[int, Entity | None, int]:
    """How many words at the beginning are a name, whose, and how many look-ups it took; one word if they are none."""
    sizes = range(min(len(run), LONGEST_NAME), 0, -1)
    for asked, length in enumerate(sizes, 1):
        answer = corpus.resolve(" ".join(run[:length]))
        if isinstance(answer, Answer) and answer.match in ("exact", "alias"):
            return length, answer.entity, asked
        if asked >= most:
            break
    return 1, None, len(sizes)


# -- the answer --------------------------------------------------------------------------------------------------------


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
