"""Who else is party to what an article tells, and the talks that it tells of."""

from collections.abc import Iterable

from corpus.linking.things import is_catch_all
from corpus.models import PositionFilter, Round, Source, Talk, TalkFilter
from corpus.store import Corpus


def across_from(own: Iterable[str | None], article: Source, corpus: Corpus) -> list[str]:
    """The other parties to what the article tells of these, whoever wants most there first; [] for none.

    They talk with them, want something of them or are wanted something of, or want something on the same issue. A party
    that only stands in the same article has a story of its own.
    """
    mine = {one for one in own if one}
    rows = [row for row in corpus.positions(PositionFilter(article_id=article.id)) if row.party_id]
    met = (talk.party_ids for one in rounds_in(article, corpus) for talk in told_of(one, article))
    found = {one for ids in met if not mine.isdisjoint(ids) for one in ids}
    issues = {row.position.issue for row in rows if row.party_id in mine and not is_catch_all(row.position.issue)}
    for row in rows:
        ends = {one for one in (row.party_id, row.position.addressee_id) if one}
        found |= ends if row.position.issue in issues or not mine.isdisjoint(ends) else set()
    wanting = [row.party_id for row in rows]
    return sorted(found - mine, key=lambda one: (-wanting.count(one), one))


def rounds_in(article: Source, corpus: Corpus) -> Iterable[Round]:
    return corpus.rounds(TalkFilter(reported_in=(article.id,)))


def told_of(one: Round, article: Source) -> list[Talk]:
    """What the article itself says of the talks."""
    return [account.talk for account in one.accounts if account.source.id == article.id]
