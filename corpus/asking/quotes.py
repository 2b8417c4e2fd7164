"""Which quotes are shown each for itself, whose they are, and each utterance once."""

from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import NamedTuple

from corpus.linking.people import fold
from corpus.linking.printings import Printing, short_key, utterances
from corpus.models import Entity, QuoteFilter, QuoteKind, QuoteRow, Span
from corpus.store import Corpus


def uttered(text: str) -> str:
    """Words without the comma that belongs to the sentence around them: "We want peace," becomes "We want peace"."""
    return text.removesuffix(",") if len(text) > 1 else text


def sentence_of(row: QuoteRow) -> Span | None:
    """The sentence that a partial quote is a part of; None for a full quote, and where it is not known."""
    sentence = row.quote.sentence or (row.around.sentence if row.around else None)
    if row.quote.kind is not QuoteKind.PARTIAL or sentence is None:
        return None
    start = row.quote.start - sentence.start
    return sentence if start >= 0 and sentence.text[start : row.quote.end - sentence.start] == row.quote.text else None


def words_filter(entity: Entity, narrowed: str = "") -> QuoteFilter:
    """What a person said, or whoever spoke for a party."""
    if entity.kind == "person":
        return QuoteFilter(speaker_id=entity.id, words=narrowed)
    return QuoteFilter(party_id=entity.id, words=narrowed)


def spoken(corpus: Corpus, where: QuoteFilter) -> tuple[QuoteRow, ...]:
    """The quotes that are shown each for itself: no reported speech, and no words quoted inside a quote."""
    return tuple(row for row in corpus.quotes(where) if row.stands_alone)


MOST_FRAGMENTS = 4


MOST_RESPELT = 500
"""Quotes, the newest ones, whose words a misspelt word may be."""


MOST_MEANT = 3


class Told(NamedTuple):
    """A quote, in how many more articles its speaker says the same, and further fragments of its sentence."""

    row: QuoteRow
    more: int = 0
    also: tuple[QuoteRow, ...] = ()


def once(rows: Iterable[QuoteRow]) -> tuple[Told, ...]:
    """Each utterance once, by the newest article that has most of it, however it is punctuated there."""
    told = (Told(same[0], len({row.source.id for row in same}) - 1) for same in utterances(rows))
    return tuple(joined_runs(told))


def told_first(rows: Iterable[QuoteRow]) -> Iterator[Told]:
    """Of what is too short to be known again, the newest by each speaker; the rest stands each for its utterance."""
    seen = set[object]()
    for row in rows:
        key = row.utterance or short_key(row)
        if key not in seen:
            seen.add(key)
            yield Told(row)


def joined_runs(told: Iterable[Told]) -> Iterator[Told]:
    """The fragments of one sentence as one record, as many as a menu has room for."""
    for run in (list(run) for _, run in groupby(told, key=_stretch)):
        for part in (run[at : at + MOST_FRAGMENTS] for at in range(0, len(run), MOST_FRAGMENTS)):
            yield part[0]._replace(also=tuple(one.row for one in part[1:]))


def _stretch(one: Told) -> object:
    """What is shown of a quote: the sentence of a fragment, which several may share, else the quote alone."""
    sentence = sentence_of(one.row)
    return (one.row.source.id, sentence, one.row.speaker_ids, one.more) if sentence else one.row.quote


def in_that_role(entity: Entity, words: str, corpus: Corpus) -> list[str]:
    """Who speaks for a party in a role that has all these words: "Kremlin spokesman"; the newest few."""
    wanted = set(fold(words).split())
    rows = islice(corpus.sayings.once(words_filter(entity)), MOST_RESPELT) if wanted else ()
    told = (row for row in rows if wanted <= set(fold(row.quote.speaker_role or "").split()))
    return list(dict.fromkeys(row.speaker_id for row in told if row.speaker_id))[:MOST_MEANT]


Chain = tuple[Printing, ...]


def chains_of(rows: Iterable[QuoteRow], corpus: Corpus) -> Iterator[Chain]:
    """Each utterance that several articles print, in the order given."""
    seen = set[int]()
    for row in rows:
        if row.utterance is not None and row.utterance not in seen:
            seen.add(row.utterance)
            if articles_of(chain := corpus.printings(row)) > 1:
                yield chain


def articles_of(chain: Chain) -> int:
    return len({one.row.source.id for one in chain})
