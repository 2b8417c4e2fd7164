"""Rounds, positions and moves over time: as lines that tell the same as the picture that can be drawn of them."""

from collections.abc import Sequence
from typing import NamedTuple

from corpus.asking.positions import issue_label, stance_of, words_of
from corpus.excerpts import cut, short
from corpus.linking.moves import Move, Stand, day_of, move_label
from corpus.models import Record, Round, TalkFilter
from corpus.store import Corpus
from corpus.store.kept.held import Held, Step
from corpus.store.kept.meeting import Rounds
from corpus.store.listing import Pages
from handlers.blocks.kit import Block, Button, bullets, context, header, letters, line, rich
from handlers.blocks.kit import Line as Text
from handlers.blocks.pages import page, place, turning
from handlers.blocks.reply import Reply, reply
from handlers.blocks.text import counted, day, listed
from handlers.commands.positions_query import Topic
from handlers.commands.rounds import status_of, title_of
from handlers.query import Query
from handlers.texts import say

TALKS = "Talks"
MOST_LINES = 10
WORDS = 60


class Entry(Record):
    """Something that has a day ("2022-03-29", or the beginning of one); `lane` is whose it is, `step` marks a move."""

    day: str
    lane: str
    label: str
    step: bool = False


class Timeline(Record):
    """A title and its entries, oldest first."""

    title: str
    entries: tuple[Entry, ...] = ()

    @property
    def told(self) -> str:
        """All of it in words, for those who do not see the picture."""
        return " ".join([f"{self.title}.", *(f"{day(one.day)}, {one.lane}: {one.label}." for one in self.entries)])


class Course(NamedTuple):
    """What goes on over time, oldest first, read as far as it is looked at."""

    title: str
    entries: Sequence[Entry]

    def newest(self, most: int) -> Timeline:
        """The newest entries, as they can be drawn."""
        return Timeline(title=self.title, entries=tuple(self.entries[max(0, len(self.entries) - most) :]))


def talks_course(rounds: Rounds, told: str) -> Course:
    met = rounds.dated
    entries = Pages(len(met), lambda first, size: list(map(_met, met[first : first + size])))
    return Course(f"Talks {told}".strip() + " over time", entries)


def positions_course(topic: Topic, wanted: Held, corpus: Corpus) -> Course:
    ids = tuple(party.id for party in topic.parties)
    met = corpus.rounds(TalkFilter(party_ids=ids)) if len(ids) > 1 else Rounds((), lambda _: ())
    told = corpus.lines.over_time(wanted._replace(leftover=False), met)
    title = f"{listed([short(party.name) for party in topic.parties])} over time"
    return Course(title, Pages(len(told), lambda first, size: list(map(_entry, told[first : first + size]))))


def _entry(told: Step | Round) -> Entry:
    return _met(told) if isinstance(told, Round) else _stand(told.now)


def _met(one: Round) -> Entry:
    title = title_of(one.talk).removeprefix(f"{TALKS}, ")  # which its lane says
    return Entry(day=one.talk.date or "", lane=TALKS, label=f"{title} ({status_of(one.talk)})")


def _stand(stand: Stand) -> Entry:
    """A stance on the day on which it was first told."""
    row = stand.rows[-1]
    moved = stand.move is not Move.APPEARED
    label = f"{cut(issue_label(row), 40)}: {stance_of(row)} “{words_of(row, WORDS)}”"
    label += f" ({move_label(stand.move)})" if moved else ""
    return Entry(day=str(day_of(row) or ""), lane=short(row.position.party_name), label=label, step=moved)


def shown(course: Course, query: Query, number: int) -> Reply:
    """The entries as lines, and a button that asks for the picture."""
    leaf = page(course.entries, number, lambda one: (rich(_line(one)),), most=MOST_LINES, widows=2)
    told = ", ".join(part for part in (counted(len(course.entries), "entry", "entries"), place(leaf)) if part)
    lines = [rich(bullets(_line(one) for one in leaf.items))] if leaf.records else []
    blocks: list[Block] = [header(course.title), context(f"{told}. {say('oldest_first')}"), *lines]
    picture = [Button("Picture", str(query.of(query.words)), "picture")] if len(course.entries) > 1 else []
    return reply(blocks, len(leaf.records), [*turning(leaf, query), *picture])


def _line(one: Entry) -> Text:
    return line(letters(f"{day(one.day)}  ", bold=True), letters(f"{one.lane}: {one.label}"))
