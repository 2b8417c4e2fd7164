"""Which story each article belongs to: worked out once, when the article comes, and undone when it goes."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Date, Integer, Text, bindparam, delete, func, select, update

from corpus.linking.stories import SHARED, WITHIN, Sketch, Story, grown, id_of, rarity_of, sketch_of, stories_of
from corpus.models import Article, Extraction
from corpus.store.dialects.numbers import add_up, insert_rows
from corpus.store.dialects.pairs import given
from corpus.store.kept import upkeep
from corpus.store.kept.among import among, parts
from corpus.store.tables import ANY_TERM, sketches, stories, story_sides, terms


def put_in_stories(connection: Connection, told: Iterable[tuple[Article, Extraction]]) -> None:
    """Puts new articles in their stories, one after the other; one without a sketch is in none."""
    drawn = [sketch for article, found in told if (sketch := sketch_of(article, found)) is not None]
    if drawn:
        shelf = _Shelf(connection, drawn)
        for sketch in drawn:
            shelf.put(sketch)
        shelf.write()


def take_out_of_story(connection: Connection, article_id: str) -> None:
    """Takes an article out of its story, which goes on without it, or ends."""
    row = connection.execute(select(sketches).where(sketches.c.article_id == article_id)).one_or_none()
    if row is None:
        return
    _count(connection, [Sketch.model_validate_json(row.record)], -1)
    connection.execute(delete(sketches).where(sketches.c.article_id == article_id))
    left = connection.scalars(select(sketches.c.record).where(sketches.c.story == row.story)).all()
    _drop(connection, [row.story])
    if left:
        story = grown([Sketch.model_validate_json(one) for one in left]).model_copy(update={"id": row.story})
        _keep(connection, [story])


def read_stories(connection: Connection) -> tuple[Story, ...]:
    """All stories of two articles or more, the newest first."""
    rows = connection.scalars(select(stories.c.record).order_by(stories.c.last.desc(), stories.c.id))
    return tuple(one for one in map(Story.model_validate_json, rows) if one.articles > 1)


def read_newest_stories(connection: Connection, limit: int) -> tuple[Story, ...]:
    """The newest of them, as far as it takes."""
    query = select(stories.c.record).order_by(stories.c.last.desc(), stories.c.id)
    rows = connection.scalars(query.execution_options(yield_per=limit))
    return tuple(islice((one for one in map(Story.model_validate_json, rows) if one.articles > 1), limit))


def read_story(connection: Connection, story_id: str) -> Story | None:
    row = connection.scalar(select(stories.c.record).where(stories.c.id == story_id))
    return Story.model_validate_json(row) if row else None


class _Shelf:
    """The stories that some articles can join, as they stand while one article after the other does."""

    def __init__(self, connection: Connection, drawn: Sequence[Sketch]) -> None:
        self._connection = connection
        self._having: dict[str, int] = _having(connection, {ANY_TERM, *(term for one in drawn for term in one.terms)})
        self._near_ids = _near(connection, drawn)
        self._read: dict[str, Story] = {}
        self._changed: dict[str, Story] = {}
        self._acting = defaultdict[str, set[str]](set)
        self._joined: dict[str, str] = {}
        self._placed: list[tuple[Sketch, str]] = []
        self._look_at({one for ids in self._near_ids.values() for one in ids})
        own = among(connection, select(stories.c.id), stories.c.id, (id_of(one.article_id) for one in drawn))
        self._there = {row.id for row in own}

    def put(self, sketch: Sketch) -> None:
        """Puts an article in its story, which may join stories to one."""
        for term in (ANY_TERM, *sketch.terms):
            self._having[term] = self._having.get(term, 0) + 1
        found = stories_of(sketch, self._near(sketch), rarity_of(self._having[ANY_TERM], self._having))
        story = grown([sketch], found) if found else self._begun(sketch)
        for other in found:
            if other.id != story.id:
                self._joined[other.id] = story.id
                self._changed.pop(other.id, None)
        self._changed[story.id] = story
        for side in story.main_sides:
            self._acting[side].add(story.id)
        self._placed.append((sketch, story.id))

    def write(self) -> None:
        """Writes down what has changed; the articles that were there before are of their stories' new ones, if any."""
        _count(self._connection, [one for one, _ in self._placed], 1)
        _drop(self._connection, {*self._changed, *self._joined} & self._read.keys())
        _keep(self._connection, self._changed.values())
        _join(self._connection, {gone: self._as_now(gone) for gone in self._joined.keys() & self._read.keys()})
        rows = [
            {"article_id": one.article_id, "story": self._as_now(story), "record": one.model_dump_json()}
            for one, story in self._placed
        ]
        insert_rows(self._connection, sketches, rows)

    def _as_now(self, story: str) -> str:
        while story in self._joined:
            story = self._joined[story]
        return story

    def _near(self, sketch: Sketch) -> list[Story]:
        """The stories near the article's day in which as many of its sides act as must, and those that have changed."""
        near = self._near_ids.get(sketch.article_id, ())
        there = [one for one in near if one not in self._changed and one not in self._joined]
        shared = Counter(story for side in sketch.sides for story in self._acting[side])
        changed = [one for one, count in shared.items() if count >= SHARED and one in self._changed]
        return [*(self._read[one] for one in there), *(self._changed[one] for one in changed)]

    def _look_at(self, ids: Collection[str]) -> None:
        rows = among(self._connection, select(stories.c.record), stories.c.id, ids)
        found = {story.id: story for story in (Story.model_validate_json(row.record) for row in rows)}
        self._read |= found
        wanted = {term for story in found.values() for term in story.terms} - self._having.keys()
        self._having |= _having(self._connection, wanted)

    def _begun(self, sketch: Sketch) -> Story:
        """A story of its own. One that began with the same article may go on without it, and keeps its id."""
        story = grown([sketch])
        taken = {*self._changed, *self._joined, *self._there}
        if story.id not in taken:
            return story
        like = stories.c.id.startswith(f"{story.id}~", autoescape=True)
        taken |= set(self._connection.scalars(select(stories.c.id).where(like)))
        free = (f"{story.id}~{number}" for number in range(1, len(taken) + 1))
        return story.model_copy(update={"id": next(one for one in free if one not in taken)})


def _near(connection: Connection, drawn: Sequence[Sketch]) -> Mapping[str, Sequence[str]]:
    """For each article, by its id, the stories near its day in which as many of its sides act as must."""
    asked = [(at, side, one.day - WITHIN, one.day + WITHIN) for at, one in enumerate(drawn) for side in one.sides]
    wanted = given(connection, asked, at=Integer(), side=Text(), since=Date(), until=Date())
    acts = (story_sides.c.party_id == wanted.c.side) & (story_sides.c.last >= wanted.c.since)
    joined = wanted.join(story_sides, acts & (story_sides.c.first <= wanted.c.until))
    query = select(wanted.c.at, story_sides.c.story).select_from(joined)
    found = defaultdict[str, list[str]](list)
    shared = query.group_by(wanted.c.at, story_sides.c.story).having(func.count() >= SHARED)
    for at, story in connection.execute(shared).all():
        found[drawn[at].article_id].append(story)
    return found


def _join(connection: Connection, joined: Mapping[str, str]) -> None:
    """Puts the articles of some stories into those that they are of now."""
    ids = [row.article_id for row in among(connection, select(sketches.c.article_id), sketches.c.story, joined)]
    moved = [{"gone": gone, "now": now} for gone, now in joined.items()]
    change = update(sketches).where(sketches.c.story == bindparam("gone")).values(story=bindparam("now"))
    if ids:
        upkeep.change_story(connection, ids, lambda: connection.execute(change, moved))


def _having(connection: Connection, wanted: Iterable[str]) -> dict[str, int]:
    rows = among(connection, select(terms.c.term, terms.c.articles), terms.c.term, wanted)
    return {row.term: row.articles for row in rows}


def _count(connection: Connection, told: Iterable[Sketch], sign: int) -> None:
    having = Counter(term for one in told for term in (ANY_TERM, *one.terms))
    add_up(connection, terms, [{"term": term, "articles": sign * having[term]} for term in sorted(having)])


def _keep(connection: Connection, told: Collection[Story]) -> None:
    rows = [
        {"id": story.id, "first": story.first, "last": story.last, "record": story.model_dump_json()} for story in told
    ]
    insert_rows(connection, stories, rows)
    insert_rows(connection, story_sides, [row for story in told for row in side_rows(story)])


def side_rows(story: Story) -> Iterator[dict[str, Any]]:
    """The rows of the parties that act in it."""
    for side in story.main_sides:
        yield {"story": story.id, "party_id": side, "first": story.first, "last": story.last}


def _drop(connection: Connection, ids: Collection[str]) -> None:
    for some in parts(ids):
        connection.execute(delete(story_sides).where(story_sides.c.story.in_(some)))
        connection.execute(delete(stories).where(stories.c.id.in_(some)))
