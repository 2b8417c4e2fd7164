"""Where an answer leads: what other parties say and want, and the talks that its newest article reports."""

from collections.abc import Iterable

from corpus.excerpts import short
from corpus.linking.rounds import TALKED
from corpus.linking.things import is_catch_all
from corpus.models import Entity, PositionFilter, Round, Source, Talk, TalkFilter
from corpus.store import Corpus
from corpus.store.kept.held import Held
from handlers.blocks.kit import Button
from handlers.commands.quotes_query import words_filter
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


def across_from(own: Iterable[str | None], article: Source, corpus: Corpus) -> list[str]:
    """The other parties to what the article tells of these, whoever wants most there first; [] for none.

    They talk with them, want something of them or are wanted something of, or want something on the same issue. A party
    that only stands in the same article has a story of its own.
    """
    mine = {one for one in own if one}
    rows = [row for row in corpus.positions(PositionFilter(article_id=article.id)) if row.party_id]
    met = (talk.party_ids for one in _rounds_in(article, corpus) for talk in _told_of(one, article))
    found = {one for ids in met if not mine.isdisjoint(ids) for one in ids}
    issues = {row.position.issue for row in rows if row.party_id in mine and not is_catch_all(row.position.issue)}
    for row in rows:
        ends = {one for one in (row.party_id, row.position.addressee_id) if one}
        found |= ends if row.position.issue in issues or not mine.isdisjoint(ends) else set()
    wanting = [row.party_id for row in rows]
    return sorted(found - mine, key=lambda one: (-wanting.count(one), one))


def same_talks(article: Source, corpus: Corpus) -> list[Button]:
    """A button to the talks that the article tells of as held, not in a summary or in passing.

    [] where it reports none, or no words lead to just these.
    """
    for one in _rounds_in(article, corpus):
        if any(talk.status in TALKED and not talk.several and not talk.background for talk in _told_of(one, article)):
            found = opening(one, corpus)
            return [found._replace(label="Same talks")] if found else []
    return []


def _rounds_in(article: Source, corpus: Corpus) -> Iterable[Round]:
    return corpus.rounds(TalkFilter(reported_in=(article.id,)))


def _told_of(one: Round, article: Source) -> list[Talk]:
    """What the article itself says of the talks."""
    return [account.talk for account in one.accounts if account.source.id == article.id]
