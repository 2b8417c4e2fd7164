"""A whole draft held against the corpus: each of its quotations with its line, its verdict and what the source has."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum

from corpus.models import Record
from corpus.quote_check import Match, Verdict, find_quotations
from corpus.store import Corpus
from handlers.blocks.text import one_line
from handlers.quote_check.check import checked
from handlers.quote_check.verdict import Checked, explained, others_named, verdict

MOST_MARKS = 20_000
"""Quotation marks of a draft that are read: a book has as many."""

MOST_SOURCES = 3
"""Sources told of one quotation."""


class DraftVerdict(StrEnum):
    """What becomes of a quotation of a draft. `UNPROVED` is no fault: the corpus may not have its source."""

    PROVED = "verbatim"
    ALTERED = "altered"
    OTHER_SPEAKER = "other speaker"
    REPORTED = "reported speech in marks"
    UNPROVED = "not in the corpus"
    TOO_SHORT = "too short to check"


FAULTS = frozenset({DraftVerdict.ALTERED, DraftVerdict.OTHER_SPEAKER, DraftVerdict.REPORTED})
"""What must not be printed as it stands."""


class SourceWords(Record):
    """A source that answers a quotation: its very words, who said them, and where they stand.

    `quote` is what `readout prove` takes; `start` and `end` are code points into the article's text.
    """

    quote: str
    words: str
    start: int
    end: int
    speaker: str | None = None
    article: str
    title: str | None = None
    outlet: str | None = None
    published: date | None = None
    url: str | None = None


class DraftQuotation(Record):
    """A quotation of a draft: `line` counts from 1; `why` says in sentences what the verdict means."""

    line: int
    words: str
    verdict: DraftVerdict
    told: str
    why: str
    sources: tuple[SourceWords, ...] = ()


class DraftReport(Record):
    """All quotations of a draft, in their order; `whole` is False where it has more marks than are read."""

    quotations: tuple[DraftQuotation, ...] = ()
    whole: bool = True

    def exit_code(self, *, strict: bool = False) -> int:
        """0 where nothing is wrong; 1 where words are altered or somebody else's; 2, if `strict`, where some are not
        proved or not all of the draft was read.
        """
        verdicts = {one.verdict for one in self.quotations}
        if verdicts & FAULTS:
            return 1
        return 2 if strict and (DraftVerdict.UNPROVED in verdicts or not self.whole) else 0


def check_draft(text: str, corpus: Corpus, *, unmarked: bool = False) -> DraftReport:
    """Every quotation of the draft held against the corpus; none for a text without quotation marks.

    With `unmarked` such a text is taken as one quotation. Raises `StoreError` where the corpus cannot be read.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = find_quotations(text, MOST_MARKS)
    told = [_told(one.line, part) for one in found if one.marked or unmarked for part in checked(one, corpus)]
    return DraftReport(quotations=tuple(told), whole=find_quotations(text, MOST_MARKS + 1) == found)


def _told(line: int, part: Checked) -> DraftQuotation:
    return DraftQuotation(
        line=line,
        words=one_line(part.finding.draft),
        verdict=_verdict(part),
        told=verdict(part),
        why=explained(part),
        sources=tuple(_source_words(part.finding.matches)),
    )


def _verdict(part: Checked) -> DraftVerdict:
    """The gravest that is true of it. Whom a draft names is not proved by a source that names nobody."""
    finding = part.finding
    of_words = _OF_WORDS[finding.verdict]
    if not finding.matches or not others_named(part):
        return of_words
    if any(match.row.quote.speaker_name for match in finding.matches):
        return DraftVerdict.OTHER_SPEAKER
    return of_words if of_words in FAULTS else DraftVerdict.UNPROVED


_OF_WORDS = {
    Verdict.VERBATIM: DraftVerdict.PROVED,
    Verdict.ALTERED: DraftVerdict.ALTERED,
    Verdict.REPORTED: DraftVerdict.REPORTED,
    Verdict.NOT_FOUND: DraftVerdict.UNPROVED,
    Verdict.TOO_SHORT: DraftVerdict.TOO_SHORT,
}


def _source_words(matches: Iterable[Match]) -> Iterator[SourceWords]:
    for match in list(matches)[:MOST_SOURCES]:
        quote, source = match.row.quote, match.row.source
        yield SourceWords(
            quote=f"{source.id}/{quote.id}",
            words=match.words,
            start=quote.start + match.start,
            end=quote.start + match.end,
            speaker=quote.speaker_name,
            article=source.source,
            title=source.title,
            outlet=source.outlet,
            published=source.published,
            url=source.url,
        )
