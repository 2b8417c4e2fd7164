"""Where an answer leads: what other parties say and want, and the talks that its newest article reports."""

from collections.abc import Iterable

from corpus.asking.beside import rounds_in, told_of
from corpus.asking.quotes import words_filter
from corpus.excerpts import short
from corpus.linking.rounds import TALKED
from corpus.models import Entity, PositionFilter, Source
from corpus.store import Corpus
from corpus.store.kept.held import Held
from handlers.blocks.kit import Button
from handlers.commands.rounds import opening
from handlers.names import address
from handlers.query import Query


def quotes_of(entity_ids: Iterable[str | None], corpus: Corpus) -> list[Button]:
    """Buttons to what these people and parties are quoted with, each once; none to an empty answer."""
    known = (corpus.entity(one) for one in dict.fromkeys(entity_ids) if one)
    return [_way("quote", "Quotes", one, corpus) for one in known if one and corpus.sayings.count(words_filter(one))[0]]


def positions_of(
    party_ids: Iterable[str | None],
    corpus: Corpus,
    on: str = "",
    within: PositionFilter = PositionFilter(),  # noqa: B008
) -> list[Button]:
    """Buttons to the positions of these parties, each once, none to an empty answer; `on` and `within` narrow them."""
    known = (corpus.entity(one) for one in dict.fromkeys(party_ids) if one)
    held = (one for one in known if one and corpus.lines.count(Held(within).of(one.id)))
    return [_way("positions", "Positions", one, corpus, on) for one in held]


def _way(command: str, title: str, one: Entity, corpus: Corpus, on: str = "") -> Button:
    words = f"{address(one, corpus)} {on}".strip()
    return Button(f"{title}: {short(one.name)}", str(Query(command=command, words=words)))


def same_talks(article: Source, corpus: Corpus) -> list[Button]:
    """A button to the talks that the article tells of as held, not in a summary or in passing.

    [] where it reports none, or no words lead to just these.
    """
    for one in rounds_in(article, corpus):
        if any(talk.status in TALKED and not talk.several and not talk.background for talk in told_of(one, article)):
            found = opening(one, corpus)
            return [found._replace(label="Same talks")] if found else []
    return []
