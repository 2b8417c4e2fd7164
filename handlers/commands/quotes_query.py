"""Which quotes are shown each for itself, and whose they are."""

from corpus.models import Entity, QuoteFilter, QuoteRow
from corpus.store import Corpus
from handlers.blocks.button_values import stands_alone

LOOKED_AT = 20
"""Quotes of a party among which one is looked for that is shown for itself."""


def words_filter(entity: Entity, narrowed: str = "") -> QuoteFilter:
    """What a person said, or whoever spoke for a party."""
    if entity.kind == "person":
        return QuoteFilter(speaker_id=entity.id, words=narrowed)
    return QuoteFilter(party_id=entity.id, words=narrowed)


def spoken(corpus: Corpus, where: QuoteFilter) -> tuple[QuoteRow, ...]:
    """The quotes that are shown each for itself: no reported speech, and no words quoted inside a quote."""
    return tuple(row for row in corpus.quotes(where) if stands_alone(row))


def is_quoted(entity: Entity, corpus: Corpus) -> bool:
    """Whether there is anything to show for somebody under /quote; of a party the newest quotes are looked at."""
    where = words_filter(entity)
    return bool(spoken(corpus, where.model_copy(update={"limit": LOOKED_AT}) if entity.kind == "party" else where))
