"""Which quotes are shown each for itself, and whose they are."""

from corpus.models import Entity, QuoteFilter, QuoteRow
from corpus.store import Corpus


def words_filter(entity: Entity, narrowed: str = "") -> QuoteFilter:
    """What a person said, or whoever spoke for a party."""
    if entity.kind == "person":
        return QuoteFilter(speaker_id=entity.id, words=narrowed)
    return QuoteFilter(party_id=entity.id, words=narrowed)


def spoken(corpus: Corpus, where: QuoteFilter) -> tuple[QuoteRow, ...]:
    """The quotes that are shown each for itself: no reported speech, and no words quoted inside a quote."""
    return tuple(row for row in corpus.quotes(where) if row.stands_alone)
