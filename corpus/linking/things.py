"""What a position is about, and whether two of them are about the same thing between the same parties."""

from functools import cache, lru_cache

from corpus.knowledge import read_table
from corpus.linking.people import fold
from corpus.models import Modality, Position, PositionRow

_FIRST_HAND = (Modality.ASSERTED, Modality.FUTURE)


def thing_of(row: PositionRow) -> frozenset[str]:
    """The words that tell the object from others, folded; of a position without an object those of its evidence."""
    evidence = " ".join(span.text for span in row.position.evidence)
    return words_of_thing(row.position) if row.position.issue_phrase else telling_words(evidence)


def words_of_thing(position: Position) -> frozenset[str]:
    """The words of the object that tell it from others, folded; none where the position has no object."""
    return telling_words(position.issue_phrase.text if position.issue_phrase else "")


@lru_cache(maxsize=4096)
def telling_words(text: str) -> frozenset[str]:
    """The words of a text that tell one thing from another, folded and in the singular."""
    return frozenset(_singular(word) for word in fold(text).split()) - _passing()


def is_same_thing(one: PositionRow, other: PositionRow) -> bool:
    """Whether all words of the shorter object stand in the other one."""
    mine, theirs = thing_of(one), thing_of(other)
    return bool(mine and theirs) and (mine <= theirs or theirs <= mine)


def are_of_one_story(one: PositionRow, other: PositionRow) -> bool:
    """Whether they stand in one article, or in articles of the same story."""
    return one.source.id == other.source.id or (one.story is not None and one.story == other.story)


def is_first_hand(row: PositionRow) -> bool:
    """Whether the party itself, or the outlet in its own voice, says so: nobody of another side, and no hearsay."""
    return row.position.modality in _FIRST_HAND and not row.position.background


def is_of_a_table_issue(row: PositionRow) -> bool:
    """Whether the issue is a matter of its own: under those that gather leftovers two things meet by chance."""
    return not is_catch_all(row.position.issue)


def is_catch_all(issue: str) -> bool:
    return issue in _catch_all()


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@cache
def _passing() -> frozenset[str]:
    return frozenset(map(_singular, read_table("things.toml")["passing"]))


@cache
def _catch_all() -> frozenset[str]:
    return frozenset(read_table("things.toml")["catch_all"])
