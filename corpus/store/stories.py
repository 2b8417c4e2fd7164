"""Which story each article belongs to: worked out once, when the article comes, and undone when it goes."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from corpus.linking.stories import WITHIN, Rarity, Sketch, Story, grown, rarity_of, shares_sides, sketch_of, stories_of
from corpus.models import Article, Extraction
from corpus.store.kept import upkeep
from corpus.store.tables import sketches, stories, story_sides, terms


def put_in_story(connection: Connection, article: Article, found: Extraction) -> None:
    """Puts a new article in its story, which may join stories to one; an article without a sketch is in none."""
    sketch = sketch_of(article, found)
    if sketch is None:
        return
    _count(connection, sketch.terms, 1)
    near = _near(connection, sketch)
    joined = stories_of(sketch, near, _rarity(connection, [sketch, *near]))
    story = grown([sketch], joined) if joined else _begun(connection, sketch)
    connection.execute(
        insert(sketches), {"article_id": article.id, "story": story.id, "record": sketch.model_dump_json()}
    )
    for other in joined:
        _join(connection, other.id, story.id)
        _drop(connection, other.id)
    _keep(connection, story)


def _join(connection: Connection, other: str, story: str) -> None:
    """Puts the articles of one story into another."""
    if other != story:
        ids = connection.scalars(select(sketches.c.article_id).where(sketches.c.story == other)).all()
        joined = update(sketches).where(sketches.c.story == other).values(story=story)
        upkeep.change_story(connection, ids, lambda: connection.execute(joined))


def take_out_of_story(connection: Connection, article_id: str) -> None:
    """Takes an article out of its story, which goes on without it, or ends."""
    row = connection.execute(select(sketches).where(sketches.c.article_id == article_id)).one_or_none()
    if row is None:
        return
    _count(connection, Sketch.model_validate_json(row.record).terms, -1)
    connection.execute(delete(sketches).where(sketches.c.article_id == article_id))
    left = connection.scalars(select(sketches.c.record).where(sketches.c.story == row.story)).all()
    _drop(connection, row.story)
    if left:
        _keep(connection, grown([Sketch.model_validate_json(one) for one in left]).model_copy(update={"id": row.story}))


def read_stories(connection: Connection) -> tuple[Story, ...]:
    """All stories of two articles or more, the newest first."""
    rows = connection.scalars(select(stories.c.record).order_by(stories.c.last.desc(), stories.c.id))
    return tuple(one for one in map(Story.model_validate_json, rows) if one.articles > 1)


def _begun(connection: Connection, sketch: Sketch) -> Story:
    """A story of its own. One that began with the same article may go on without it, and keeps its id."""
    story = grown([sketch])
    taken = set(connection.scalars(select(stories.c.id).where(stories.c.id.startswith(story.id, autoescape=True))))
    free = (f"{story.id}~{number}" if number else story.id for number in range(len(taken) + 1))
    return story.model_copy(update={"id": next(one for one in free if one not in taken)})


def _near(connection: Connection, sketch: Sketch) -> list[Story]:
    """The stories near the article's day in which as many of its sides act as must."""
    acting = select(story_sides.c.story).where(story_sides.c.party_id.in_(sketch.sides))
    near = (stories.c.last >= sketch.day - WITHIN) & (stories.c.first <= sketch.day + WITHIN)
    rows = connection.scalars(select(stories.c.record).where(near, stories.c.id.in_(acting)))
    return [story for story in map(Story.model_validate_json, rows) if shares_sides(sketch.sides, story)]


def _rarity(connection: Connection, told: Iterable[Sketch | Story]) -> Rarity:
    total = connection.scalar(select(func.count()).select_from(sketches)) or 0
    return rarity_of(total + 1, _having(connection, {term for one in told for term in one.terms}))


def _having(connection: Connection, wanted: Iterable[str]) -> dict[str, int]:
    rows = connection.execute(select(terms.c.term, terms.c.articles).where(terms.c.term.in_(list(wanted))))
    return {row.term: row.articles for row in rows}


def _count(connection: Connection, told: Iterable[str], by: int) -> None:
    known = _having(connection, told)
    more = [{"which": term, "by": by} for term in told if term in known]
    if more:
        counted = update(terms).where(terms.c.term == bindparam("which"))
        connection.execute(counted.values(articles=terms.c.articles + bindparam("by")), more)
    if new := [{"term": term, "articles": by} for term in told if term not in known]:
        connection.execute(insert(terms), new)


def _keep(connection: Connection, story: Story) -> None:
    row = {"id": story.id, "first": story.first, "last": story.last, "record": story.model_dump_json()}
    connection.execute(insert(stories), row)
    sides: Sequence[dict[str, str]] = [{"story": story.id, "party_id": side} for side in story.main_sides]
    if sides:
        connection.execute(insert(story_sides), sides)


def _drop(connection: Connection, story_id: str) -> None:
    connection.execute(delete(story_sides).where(story_sides.c.story == story_id))
    connection.execute(delete(stories).where(stories.c.id == story_id))
