"""Rounds, positions and moves over time: as lines that tell the same as the picture that can be drawn of them."""

from collections.abc import Iterable
from operator import attrgetter

from corpus.linking.moves import Line, Move, Stand, day_of, move_label
from corpus.models import Record, Round, TalkFilter
from corpus.store import Corpus
from handlers.blocks.kit import Block, Button, bullets, context, header, letters, line, rich
from handlers.blocks.kit import Line as Text
from handlers.blocks.pages import page, place, turning
from handlers.blocks.position_card import issue_label, stance_of, words_of
from handlers.blocks.reply import Reply, reply
from handlers.blocks.text import counted, cut, day, listed, sentence, short
from handlers.commands.position_lines import is_leftover
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


def talks_timeline(rounds: Iterable[Round], told: str) -> Timeline:
    return Timeline(
        title=f"Talks {told}".strip() + " over time", entries=tuple(sorted(_rounds(rounds), key=attrgetter("day")))
    )


def positions_timeline(topic: Topic, lines: Iterable[Line], corpus: Corpus) -> Timeline:
    ids = tuple(party.id for party in topic.parties)
    met = _rounds(corpus.talks(TalkFilter(party_ids=ids))) if len(ids) > 1 else []
    stands = [entry for one in lines if not is_leftover(one) for stand in one.stands if (entry := _stand(stand))]
    title = f"{listed([short(party.name) for party in topic.parties])} over time"
    return Timeline(title=title, entries=tuple(sorted([*met, *stands], key=attrgetter("day"))))


def _rounds(rounds: Iterable[Round]) -> list[Entry]:
    return [
        Entry(day=one.talk.date, lane=TALKS, label=f"{title_of(one.talk)} ({status_of(one.talk)})")
        for one in rounds
        if one.talk.date
    ]


def _stand(stand: Stand) -> Entry | None:
    """A stance on the day on which it was first told."""
    row = stand.rows[-1]
    said = day_of(row)
    moved = stand.move is not Move.APPEARED
    label = f"{cut(issue_label(row), 40)}: {stance_of(row)} “{words_of(row, WORDS)}”"
    label += f" ({move_label(stand.move)})" if moved else ""
    lane = short(row.position.party_name)
    return Entry(day=said.isoformat(), lane=lane, label=label, step=moved) if said else None


def shown(timeline: Timeline, query: Query, number: int) -> Reply:
    """The entries as lines, and a button that asks for the picture."""
    leaf = page(timeline.entries, number, lambda one: (rich(_line(one)),), most=MOST_LINES, widows=2)
    told = sentence(counted(len(timeline.entries), "entry", "entries"), place(leaf))
    lines = [rich(bullets(_line(one) for one in leaf.items))] if leaf.records else []
    blocks: list[Block] = [header(timeline.title), context(f"{told} {say('oldest_first')}"), *lines]
    picture = [Button("Picture", str(query.of(query.words)), "picture")] if len(timeline.entries) > 1 else []
    return reply(blocks, len(leaf.records), [*turning(leaf, query), *picture])


def _line(one: Entry) -> Text:
    return line(letters(f"{day(one.day)}  ", bold=True), letters(f"{one.lane}: {one.label}"))
