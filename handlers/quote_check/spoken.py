"""A printed quote beside the transcripts of its days: both sources' words, and where they are the same."""

from collections.abc import Iterator
from itertools import islice

from corpus.asking.spoken import LONGEST, MOST_PIECES, MOST_SHOWN, beside_printed
from corpus.excerpts import cut, headline, one_line
from corpus.models import Article, QuoteRow
from corpus.quote_check.said import Compared
from corpus.quote_check.transcripts import time_at
from corpus.store import Corpus
from handlers.blocks.kit import Block, Bullets, Line, bullets, letters, line, rich
from handlers.blocks.text import day, joined
from handlers.texts import say


def beside_transcripts(row: QuoteRow, corpus: Corpus) -> list[Block]:
    """What transcripts of the same speaker and days have in the place of a quote; [] where there is none."""
    found = list(islice(beside_printed(row, row.quote.text, corpus), MOST_SHOWN))
    return [rich(*(part for article, compared in found for part in _told(article, compared)))] if found else []


def _told(article: Article, compared: Compared) -> Iterator[Line | Bullets]:
    where = joined(headline(article), day(article.published) or "", by=", ")
    yield line(letters(say("in_transcript"), italic=True), letters(f"{where}: {compared.how}", bold=True))
    pieces = compared.pieces[:MOST_PIECES]
    words = [(time_at(article, piece.said[0]), one_line(article.text[slice(*piece.said)])) for piece in pieces]
    if words:
        yield bullets(line(letters(joined(at, f"“{cut(said, LONGEST)}”", by="  "))) for at, said in words)
    for printed, said in compared.differ[:MOST_PIECES]:
        yield line(letters(say("said_and_printed", said=cut(said, 80) or "…", printed=cut(printed, 80) or "…")))
