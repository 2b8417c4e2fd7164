"""A quotation held against the corpus: what was found, whom the text gives it to, and whether that is who said it."""

from typing import NamedTuple

from corpus.asking.speakers import Given, Sayer, given, named_in
from corpus.models import QuoteFilter, QuoteRow
from corpus.quote_check import (
    FRAGMENT,
    Finding,
    Quotation,
    Verdict,
    judge,
    looked_up,
    passages_in,
    trimmed,
    without,
    words_of,
)
from corpus.store import Corpus

ROOT = 4
"""Letters that words made of one another share at their beginning."""


class Checked(NamedTuple):
    """A quotation with what was found, and whom the message gives it to; `inside` is it where it stands in another."""

    finding: Finding
    given: Given = Given()
    inside: Quotation | None = None


def others_named(checked: Checked) -> list[str]:
    """Whom the message names when it names neither the speaker of any source nor, as a party, the speaker's own."""
    said, rows = checked.given, _rows(checked)
    speakers = {speaker_id for row in rows for speaker_id in row.speaker_ids}
    fits = any(_may_be(sayer, row) for sayer in said.sayers for row in rows)
    if fits or speakers & {one.id for one in said.named}:
        return []
    return [*(one.name for one in said.named), *(one.name for one in said.sayers)]


def unclear(checked: Checked) -> str:
    """The word or words for whoever speaks of which nobody can tell whom they mean; "" where the source's role fits."""
    words = checked.given.described
    fits = any(_may_be(Sayer(words), row) for row in _rows(checked)) if words else True
    return checked.given.pronoun or ("" if fits else words)


def _rows(checked: Checked) -> list[QuoteRow]:
    """The quotes that the verdict rests on."""
    return [match.row for match in checked.finding.matches if match.verdict is checked.finding.verdict]


def _may_be(sayer: Sayer, row: QuoteRow) -> bool:
    """Whether the name may mean the speaker or the party of a source: by the corpus, or because all its words do."""
    if sayer.meant & {*row.speaker_ids, row.party_id}:
        return True
    quote = row.quote
    told = [quote.speaker_name, quote.speaker_role, quote.party_name]
    theirs = {word.key.casefold() for part in told if part for word in words_of(part)}
    mine = {word.key.casefold() for word in words_of(sayer.name)}
    return bool(mine) and all(any(_is_of_one(one, other) for other in theirs) for one in mine)


def _is_of_one(one: str, other: str) -> bool:
    """Whether words are the same, or one is made of the other, as "Norwegian" is of "Norway" at its beginning."""
    short_one, long_one = sorted((one, other), key=len)
    return one == other or (len(short_one) >= ROOT and long_one[:ROOT] == short_one[:ROOT])


MOST = 5
"""Quotations of one message that are checked."""


MOST_INSIDE = 2
"""Quotations inside one that is not found that are checked in its place."""


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
