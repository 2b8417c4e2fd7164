"""What is new since the round before: what a party put, moved or dropped, only where the sources make that certain."""

from corpus.linking.moves import move_label
from corpus.linking.news import PositionChange, new_since, round_after, round_before
from corpus.models import PositionFilter, PositionRow, Round, TalkFilter
from corpus.store import Corpus
from handlers.blocks.kit import Block, Line, bullets, letters, line, rich
from handlers.blocks.position_card import dated, issue_label, stance_of, words_of
from handlers.blocks.text import counted, cut, short
from handlers.commands.rounds import date_of, title_of

MOST_CHANGES = 3
WORDS = 90


def since_before(one: Round, corpus: Corpus) -> list[Block]:
    """The section for a round; [] where no round of the same parties is known from before, or nothing is certain."""
    rounds = corpus.talks(TalkFilter(story=one.story)) if one.story else ()
    before = round_before(one, rounds)
    sides = tuple(dict.fromkeys(one.talk.party_ids))
    if before is None or not sides:
        return []
    news = new_since(before, one, round_after(one, rounds), corpus.positions(PositionFilter(party_ids=sides)))
    changes = [change for each in news for change in each.changes]
    if not changes:
        return []
    left = len(changes) - MOST_CHANGES
    more = [line(letters(f"and {counted(left, 'more change')}"))] if left > 0 else []
    title = line(letters(f"New since {title_of(before.talk)}, {date_of(before.talk)}", bold=True))
    return [rich(title, bullets([*map(_entry, changes[:MOST_CHANGES]), *more]))]


def _entry(change: PositionChange) -> Line:
    now = change.after.newest
    label = f"{short(now.position.party_name)}, {cut(issue_label(now), 60)}, {move_label(change.move)}: "
    was = f"; was {_told(change.before.newest)}" if change.before else ""
    return line(letters(label, italic=True), letters(_told(now) + was))


def _told(row: PositionRow) -> str:
    return f"{stance_of(row)} “{words_of(row, WORDS)}” ({dated(row)})"
