"""Where an answer leads: what other parties say and want, and the talks that its newest article reports."""

from collections.abc import Iterable

from corpus.linking.rounds import TALKED
from corpus.models import Entity, PositionFilter, Source, TalkFilter
from corpus.store import Corpus
from corpus.store.kept.held import Held
from handlers.blocks.kit import Button
from handlers.blocks.text import short
from handlers.commands.quotes_query import is_quoted
from handlers.commands.rounds import opening
from handlers.names import address
from handlers.query import Query


def quotes_of(entity_ids: Iterable[str | None], corpus: Corpus) -> list[Button]:
    """Buttons to what these people and parties are quoted with, each once; none to an empty answer."""
    known = (corpus.entity(one) for one in dict.fromkeys(entity_ids) if one)
    return [_way("quote", "Quotes", one, corpus) for one in known if one and is_quoted(one, corpus)]


def positions_of(party_ids: Iterable[str | None], corpus: Corpus, on: str = "") -> list[Button]:
    """Buttons to the positions of these parties, each once; `on` is a topic that narrows them."""
    known = (corpus.entity(one) for one in dict.fromkeys(party_ids) if one)
    held = (one for one in known if one and corpus.lines.count(Held(PositionFilter(party_ids=(one.id,)))))
    return [_way("positions", "Positions", one, corpus, on) for one in held]


def _way(command: str, title: str, one: Entity, corpus: Corpus, on: str = "") -> Button:
    words = f"{address(one, corpus)} {on}".strip()
    return Button(f"{title}: {short(one.name)}", str(Query(command=command, words=words)))


def other_side(article: Source, own: Iterable[str | None], corpus: Corpus) -> list[str]:
    """The one other party that has positions in the article; [] where there is none, or more than one."""
    mine = set(own)
    beside = corpus.positions(PositionFilter(article_id=article.id))
    others = {row.party_id for row in beside if row.party_id and row.party_id not in mine}
    return list(others) if len(others) == 1 else []


def same_talks(article: Source, corpus: Corpus) -> list[Button]:
    """A button to the talks that the article tells of as held, not in a summary or in passing.

    [] where it reports none, or no words lead to just these.
    """
    for one in corpus.rounds(TalkFilter(reported_in=(article.id,))):
        told = [account.talk for account in one.accounts if account.source.id == article.id]
        if any(talk.status in TALKED and not talk.several and not talk.background for talk in told):
            found = opening(one, corpus)
            return [found._replace(label="Same talks")] if found else []
    return []
