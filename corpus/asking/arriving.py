"""An article before it is stored: its quotes as the store would give them back, and whether it is there already."""

from corpus.models import (
    Article,
    Extraction,
    QuoteFilter,
    QuoteRow,
    Source,
)
from corpus.store import Corpus

ALIKE = 20
"""Quotes of the corpus whose articles are compared with this one."""


def rows_of(article: Article, found: Extraction) -> tuple[QuoteRow, ...]:
    """The quotes that /quote would show, as the store would give them back, without entities."""
    by_id = {quote.id: quote for quote in found.quotes}
    source = source_of(article)
    rows = (QuoteRow(quote=one, source=source, around=by_id.get(one.within or "")) for one in found.quotes)
    return tuple(row for row in rows if row.stands_alone)


def source_of(article: Article) -> Source:
    return Source(**article.model_dump(include=set(Source.model_fields)))


def same_text(article: Article, found: Extraction, corpus: Corpus) -> Source | None:
    """An article of the corpus with the same text below its header; None for none.

    Articles are compared that have the same longest quote; a text without quotes is not looked for.
    """
    spoken = max(found.quotes, key=lambda quote: len(quote.text), default=None)
    if spoken is None:
        return None
    where = QuoteFilter(words=" ".join(spoken.text.split()[:ALIKE]), indirect=True, limit=ALIKE)
    alike = dict.fromkeys(row.source.id for row in corpus.quotes(where))
    known = (corpus.article(article_id) for article_id in alike)
    return next((source_of(one) for one in known if one and _body(one) == _body(article)), None)


def _body(article: Article) -> list[str]:
    return article.text[article.body_start :].split()
