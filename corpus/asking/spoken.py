"""A printed quote beside the transcripts of its days: both sources' words, and where they are the same."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby, islice
from operator import attrgetter

from corpus.excerpts import cut, headline, one_line
from corpus.models import Article, QuoteFilter, QuoteKind, QuoteRow, Record
from corpus.quote_check.said import Compared, Said, compare_said
from corpus.quote_check.transcripts import paragraphs_of, time_at, turns_of, turns_with
from corpus.store import Corpus

BEFORE, BEHIND = timedelta(days=3), timedelta(days=1)
"""How long before and after a quote was printed, or said, a transcript may be of the same occasion."""


MOST_ARTICLES, MOST_SHOWN, MOST_PIECES = 12, 2, 3


LONGEST = 300


class Beside(Record):
    """What a transcript has in the place of printed words: how they are to it, its words, and `at` which time or page.

    `words` are all from the first that is the same to the last, or the longest stretch where these lie far apart; ""
    where none is, or the transcript tells no time.
    """

    how: Said
    words: str = ""
    at: str = ""
    article: str
    title: str
    published: date | None = None


def transcripts_beside(row: QuoteRow, corpus: Corpus, words: str = "") -> tuple[Beside, ...]:
    """The same for a file or a draft, whose own `words` may be others than the quote's; () where there is none."""
    found = islice(beside_printed(row, words or row.quote.text, corpus), MOST_SHOWN)
    return tuple(_beside(article, compared) for article, compared in found)


def _beside(article: Article, compared: Compared) -> Beside:
    start, end = _stretch([piece.said for piece in compared.pieces])
    return Beside(
        how=compared.how,
        words=cut(one_line(article.text[start:end]), LONGEST) if end else "",
        at=time_at(article, start) if end else "",
        article=article.id,
        title=headline(article),
        published=article.published,
    )


def _stretch(pieces: Sequence[tuple[int, int]]) -> tuple[int, int]:
    if not pieces:
        return 0, 0
    start, end = min(pieces)[0], max(pieces)[1]
    return (start, end) if end - start <= LONGEST else max(pieces, key=lambda one: one[1] - one[0])


def beside_printed(row: QuoteRow, words: str, corpus: Corpus) -> Iterator[tuple[Article, Compared]]:
    """The transcripts of the speaker's days, with what each has in the place of these words of a printed quote.

    None where the quote has no certain speaker or day, or is no direct one.
    """
    on = row.quote.said_on or row.source.published
    if on is None or row.speaker_id is None or row.quote.kind is QuoteKind.INDIRECT:
        return
    spoken = corpus.quotes(QuoteFilter(speaker_id=row.speaker_id, since=on - BEFORE, until=on + BEHIND))
    others = (one for one in spoken if one.source.id != row.source.id)
    for article_id, rows in islice(groupby(others, key=attrgetter("source.id")), MOST_ARTICLES):
        article = corpus.article(article_id)
        turns = turns_with(turns_of(article), rows) if article else ()
        if article and turns:
            yield article, compare_said(words, paragraphs_of(article, turns))
