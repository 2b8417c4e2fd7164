"""A story to look at: rounds, positions, moves and quotes by day; party by issue over time; who is quoted and who not.

Every mark and every cell has the words of a source behind it; what has no day stands in no picture.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple

from corpus.asking.positions import issue_label, stance_of, words_of
from corpus.asking.stories import Grid, Voice, grid_of, name_of, sides_of, title_of_story, voices_of
from corpus.desk.references import position_ref, quote_ref
from corpus.excerpts import cut
from corpus.linking.days import days_of
from corpus.linking.heard import day_of as said_on
from corpus.linking.moves import Move, day_of, move_label, trace
from corpus.linking.stories import Story
from corpus.models import PositionFilter, PositionRow, QuoteFilter, QuoteRow, Record, Round, Source, TalkFilter
from corpus.store import Corpus
from handlers.commands.rounds import status_of, title_of

MOST_ARTICLES = 400
MOST_MARKS = 300
"""Of a picture, the newest; the rest is asked for with a command."""

WORDS = 90
TALKS = "Talks"

Kind = Literal["round", "position", "move", "quote"]


class Mark(Record):
    """Something of a day: `lane` is whose it is, `label` what, `words` the source's own; `ref` leads to the source."""

    day: date
    lane: str
    kind: Kind
    label: str
    words: str = ""
    source: Source
    ref: str = ""


class Look(NamedTuple):
    """All of it; `marks` oldest first, and how many more there are than that."""

    story: Story
    title: str
    lanes: Sequence[str]
    marks: Sequence[Mark]
    more: int
    grid: Grid
    voices: Sequence[Voice]


def look(story_id: str, corpus: Corpus) -> Look | None:
    """A story to look at; None where there is none of that id (any longer)."""
    story = corpus.story(story_id)
    if story is None:
        return None
    ids = tuple(one.id for one in corpus.told_in(story.id))[:MOST_ARTICLES]
    sides = sides_of(story)
    positions = corpus.positions(PositionFilter(story=story.id, party_ids=sides)) if sides else ()
    quotes = corpus.quotes(QuoteFilter(article_ids=ids, indirect=True)) if ids else ()
    names = {party: name_of(party, corpus) for party in sides}
    marks = sorted(
        (*_met(corpus.talks(TalkFilter(story=story.id))), *_held(positions, names), *_said(quotes, names)),
        key=lambda one: (one.day, one.lane, one.kind),
    )
    lanes = (TALKS, *names.values())
    title = title_of_story(story, corpus)
    more = max(0, len(marks) - MOST_MARKS)
    return Look(story, title, lanes, marks[more:], more, grid_of(positions, names), voices_of(quotes, names))


# --- marks ------------------------------------------------------------------------------------------------------------


def _met(rounds: Iterable[Round]) -> Iterator[Mark]:
    for one in rounds:
        days = days_of(one.talk.date)
        if days and not one.talk.background:  # what is only recalled is of another time
            words = next((span.text for account in one.accounts for span in account.talk.evidence), "")
            label = f"{title_of(one.talk)} ({status_of(one.talk)})"
            source = one.accounts[0].source
            yield Mark(day=days[0], lane=TALKS, kind="round", label=label, words=cut(words, WORDS), source=source)


def _held(rows: Sequence[PositionRow], names: dict[str, str]) -> Iterator[Mark]:
    """A stance on the day on which it was first told; a move where one stance became another."""
    for line in trace(rows):
        for stand in line.stands:
            row = stand.rows[-1]
            if (day := day_of(row)) is None or row.party_id not in names:
                continue
            moved = stand.move is not Move.APPEARED
            label = f"{cut(issue_label(row), 60)}: {stance_of(row)}{f' ({move_label(stand.move)})' if moved else ''}"
            kind: Kind = "move" if moved else "position"
            lane, words = names[row.party_id], words_of(row, WORDS)
            ref = position_ref(row)
            yield Mark(day=day, lane=lane, kind=kind, label=label, words=words, source=row.source, ref=ref)


def _said(rows: Iterable[QuoteRow], names: dict[str, str]) -> Iterator[Mark]:
    """Words of somebody who speaks for a side, each utterance once, where it was printed first."""
    seen: set[int] = set()
    for row in sorted(rows, key=lambda one: one.source.published or date.max):
        day, party = said_on(row), row.party_id
        if day is None or party not in names or not row.stands_alone or row.quote.speaker_name is None:
            continue
        if row.utterance is not None and row.utterance in seen:
            continue
        seen.update(() if row.utterance is None else (row.utterance,))
        words, ref = cut(row.quote.text, WORDS), quote_ref(row)
        label = row.quote.speaker_name
        yield Mark(day=day, lane=names[party], kind="quote", label=label, words=words, source=row.source, ref=ref)


# --- party by issue ---------------------------------------------------------------------------------------------------


# --- who is quoted ----------------------------------------------------------------------------------------------------
