"""Stories: articles that share parties and a topic within a time, grown as articles come.

An article is sketched by its sides, the parties that act in it, and by its terms, the names and headline words that
tell its topic from others. It joins the story whose sides and terms it shares, or begins one of its own.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from math import log, sqrt

from corpus.knowledge import read_table
from corpus.linking.people import fold
from corpus.linking.things import is_catch_all, telling_words, words_of_thing
from corpus.models import Article, Extraction, Record

WITHIN = timedelta(days=120)
"""How long after its newest article, or before its oldest, a story still takes one in."""

_SOON = timedelta(days=21)
_ALIKE, _VERY_ALIKE = 0.22, 0.35
"""The least likeness of terms, from 0 to 1, soon and later, found on archives of mixed news: below, two subjects of one
war meet."""

_OTHERS = 100
"""Articles on other matters that are thought beside those that came: an archive of one story knows no common words."""

SHARED = 2
"""Sides that an article and its story share: one alone has many stories."""

_MOST_SIDES, _MOST_TERMS = 5, 120
_LEAST_MENTIONS = 3
_NAME = re.compile(r"(?<=[a-z,;:’'] )[A-Z][\w-]+")
_SHORTEST = 4
"""Letters of a word of a headline that tells something."""

Rarity = Callable[[str], float]
"""How much a term tells: the more, the fewer articles have it."""


class Sketch(Record):
    """What tells which story an article belongs to; `terms` says how often each stands there."""

    article_id: str
    day: date
    sides: tuple[str, ...]
    terms: Mapping[str, int]


class Story(Record):
    """Articles of one story: how many there are, from which day to which, and how many have each side and each term."""

    id: str
    first: date
    last: date
    articles: int
    sides: Mapping[str, int]
    terms: Mapping[str, int]

    @property
    def main_sides(self) -> tuple[str, ...]:
        """The parties that act in more than half of its articles, those in most of them first."""
        return tuple(side for side, count in Counter(self.sides).most_common() if 2 * count > self.articles)


def sketch_of(article: Article, found: Extraction) -> Sketch | None:
    """The sketch of an article; None for one without a day, or in which no two parties act: it is of no story."""
    sides = _sides(article, found)
    if article.published is None or len(sides) < SHARED:
        return None
    return Sketch(article_id=article.id, day=article.published, sides=sides, terms=_terms(article, found))


def stories_of(sketch: Sketch, stories: Iterable[Story], rarity: Rarity) -> tuple[Story, ...]:
    """The stories that the article belongs to, the likest first: several turn out to be one, () begins a new one."""
    near = [one for one in stories if one.first - WITHIN <= sketch.day <= one.last + WITHIN]
    fitting = [one for one in near if shares_sides(sketch.sides, one)]
    likeness = {one.id: _likeness(sketch.terms, one.terms, rarity) for one in fitting}
    alike = (one for one in fitting if likeness[one.id] >= _least(max(one.first - sketch.day, sketch.day - one.last)))
    found = sorted(alike, key=lambda one: (-likeness[one.id], one.id))
    return tuple(one for one in found if one is found[0] or _are_one(one, found[0], rarity))


def id_of(article_id: str) -> str:
    """What a story goes by that begins with an article."""
    return f"story:{article_id}"


def shares_sides(sides: Iterable[str], story: Story) -> bool:
    """Whether enough of these parties are main sides of a story."""
    return len(set(sides) & set(story.main_sides)) >= SHARED


def grown(sketches: Sequence[Sketch], stories: Sequence[Story] = ()) -> Story:
    """One story of these articles and of what these stories hold; it goes by the id of the largest of them."""
    days = [one.day for one in sketches] + [day for one in stories for day in (one.first, one.last)]
    sides = Counter(side for one in sketches for side in one.sides)
    terms: Counter[str] = Counter()
    for told in (*(one.terms for one in sketches), *(one.terms for one in stories)):
        terms.update(told)
    for story in stories:
        sides.update(story.sides)
    eldest = max(stories, key=lambda one: (one.articles, one.id), default=None)
    return Story(
        id=eldest.id if eldest else id_of(min(one.article_id for one in sketches)),
        first=min(days),
        last=max(days),
        articles=len(sketches) + sum(one.articles for one in stories),
        sides=dict(sides),
        terms=dict(sorted(terms.items(), key=lambda term: (-term[1], term[0]))[:_MOST_TERMS]),
    )


def rarity_of(articles: int, having: Mapping[str, int]) -> Rarity:
    """How much terms tell among so many articles, and as many others as an archive has, from how many have each."""
    return lambda term: log(1 + (articles + _OTHERS) / max(1, having.get(term, 1)))


def _sides(article: Article, found: Extraction) -> tuple[str, ...]:
    """The parties that act, those that are told of most first: they want something, they talk, they are named often."""
    weight = Counter({party.id: len(party.mentions) for party in found.parties})
    acting = {one for one, count in weight.items() if count >= _LEAST_MENTIONS}
    for party in (*(one.party_id for one in found.positions), *(one for talk in found.talks for one in talk.party_ids)):
        if party:
            acting.add(party)
            weight[party] += 1
    return tuple(party for party, _ in weight.most_common() if party in acting)[:_MOST_SIDES]


def _terms(article: Article, found: Extraction) -> dict[str, int]:
    """Names in the text, words of the headline, issues and what is wanted, without the parties: those are its sides."""
    named = {word for party in found.parties for span in party.mentions for word in fold(span.text).split()}
    told = Counter(fold(word) for word in _NAME.findall(article.text[article.body_start :]))
    told.update(2 * [word for word in telling_words(article.title or "") if len(word) >= _SHORTEST])
    for one in found.positions:
        told.update(words_of_thing(one))
        told.update([] if is_catch_all(one.issue) else [f"issue:{one.issue}"])
    return {term: count for term, count in told.items() if term not in named and term not in _days()}


@cache
def _days() -> frozenset[str]:
    table = read_table("dates.toml")
    return frozenset(fold(name) for kind in ("weekdays", "months") for name in table[kind])


def _likeness(one: Mapping[str, int], other: Mapping[str, int], rarity: Rarity) -> float:
    """The cosine between two counts of terms, each weighed by its rarity and, less and less, by how often it stands."""
    mine, theirs = ({term: (1 + log(count)) * rarity(term) for term, count in each.items()} for each in (one, other))
    shared = sum(weight * theirs.get(term, 0) for term, weight in mine.items())
    lengths = (sqrt(sum(weight * weight for weight in each.values())) for each in (mine, theirs))
    return shared / (next(lengths) * next(lengths) or 1)


def _are_one(one: Story, other: Story, rarity: Rarity) -> bool:
    least = _least(max(one.first - other.last, other.first - one.last))
    return shares_sides(one.main_sides, other) and _likeness(one.terms, other.terms, rarity) >= least


def _least(apart: timedelta) -> float:
    return _ALIKE if apart <= _SOON else _VERY_ALIKE
