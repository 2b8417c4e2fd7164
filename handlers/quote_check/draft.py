"""A whole draft held against the corpus: each of its quotations with its line, its verdict and what the source has."""

from collections.abc import Iterator

from corpus.asking.checked import Checked, checked, unclear
from corpus.asking.report import MOST_SOURCES, DraftQuotation, DraftReport, DraftVerdict, _verdict
from corpus.asking.spoken import Beside, transcripts_beside
from corpus.excerpts import one_line, short
from corpus.keepings import ArticleState
from corpus.quote_check import Quotation, Verdict, find_quotations
from corpus.quote_check.draft_text import DraftText
from corpus.quote_check.proof import Evidence
from corpus.quote_check.withdrawn import telling_words, withdrawn
from corpus.store import Corpus
from handlers.quote_check.verdict import explained, verdict
from handlers.texts import say

MOST_MARKS = 20_000
"""Quotation marks of a draft that are read: a book has as many."""


def check_draft(  # noqa: PLR0913
    draft: DraftText,
    corpus: Corpus,
    *,
    for_editors: bool = False,
    said: bool = False,
    unmarked: bool = False,
    most_marks: int = MOST_MARKS,
) -> DraftReport:
    """Every quotation of the draft held against the corpus; none for a text without quotation marks.

    Only `for_editors` is it said that words are those of an article which may not be shown: whoever guesses them would
    learn so that they stand in one. For others they are not in the corpus, as in every answer.
    With `said` it tells too what transcripts of the speaker and those days have, for which their articles are read.
    With `unmarked` a text without marks is taken as one quotation. One that stands in another which is not found has a
    verdict of its own. No more marks are read than `most_marks`. Raises `StoreError` where the corpus cannot be read.
    """
    found = find_quotations(draft.text, most_marks)
    asked = [one for one in found if one.marked or unmarked]
    told = [part for one in asked for part in _told(one, draft, corpus, for_editors=for_editors, said=said)]
    return DraftReport(quotations=tuple(told), whole=find_quotations(draft.text, most_marks + 1) == found)


def _told(
    quotation: Quotation, draft: DraftText, corpus: Corpus, *, for_editors: bool, said: bool
) -> Iterator[DraftQuotation]:
    for part in checked(quotation, corpus, otherwise=False):
        words = part.finding.draft
        line = draft.line_at((part.inside or quotation).start)
        proved = part.finding.verdict is Verdict.VERBATIM
        if for_editors and not proved and (state := _withdrawn(words, corpus)):
            yield DraftQuotation(
                line=line,
                words=one_line(words),
                verdict=DraftVerdict.WITHDRAWN,
                told=say("verdict_withdrawn"),
                why=say("from_withdrawn", state=state),
            )
        else:
            yield _judged(part, line, _said(part, corpus) if said else ())


def _said(part: Checked, corpus: Corpus) -> tuple[Beside, ...]:
    """What transcripts have of the draft's words, by the first source whose speaker and days have any."""
    rows = (match.row for match in part.finding.matches[:MOST_SOURCES])
    found = (transcripts_beside(row, corpus, part.finding.draft) for row in rows)
    return next((beside for beside in found if beside), ())


def _withdrawn(words: str, corpus: Corpus) -> ArticleState | None:
    return withdrawn(words, corpus.desk.held_back(telling_words(words)))


def _judged(part: Checked, line: int, said: tuple[Beside, ...]) -> DraftQuotation:
    judged = _verdict(part)
    matches = part.finding.matches[:MOST_SOURCES]
    why = explained(part)
    if judged is DraftVerdict.UNCERTAIN and (word := unclear(part)):
        why = f"{why} {say('whom_it_means', word=short(word))}"
    return DraftQuotation(
        line=line,
        words=one_line(part.finding.draft),
        verdict=judged,
        told=verdict(part),
        why=why,
        sources=tuple(Evidence.of(one.row.quote, one.row.source, one.start, one.end) for one in matches),
        said=said,
    )
