"""What is new since the round before: per party what appeared, moved or went, each beside what stood before."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from corpus.knowledge.vocabulary import stances
from corpus.linking.moves import Stand, move_label
from corpus.linking.news import PartyNews, PositionChange, new_since, round_after, round_before
from corpus.models import EventRow, PositionFilter, PositionRow, Round
from handlers.blocks.cards import dated, issue_label, position_brief
from handlers.blocks.kit import Element, bullets, counted, cut, letters, line, rich, short, size
from handlers.blocks.reply import Block
from handlers.blocks.sources import headline
from handlers.commands.position_lines import Reports, reports_against
from handlers.commands.rounds import date_of, title_of

if TYPE_CHECKING:
    from corpus.store import Corpus

MOST_CHANGES = 4
MOST_PARTIES = 3
EVIDENCE = 120
HEADLINE = 80
MOST_TEXT = 3_200
"""Characters that the section may take of a message."""


class Section(NamedTuple):
    """A part of an answer: its blocks and what they say in one sentence, "" for nothing."""

    blocks: Sequence[Block] = ()
    text: str = ""


def since_before(one: Round, corpus: "Corpus", left: int = MOST_TEXT) -> Section:
    """The section for a round; an empty one where no round of the same parties is known from before.

    `left` is how many characters the message has room for.
    """
    rounds = corpus.talks()
    before = round_before(one, rounds)
    sides = tuple(dict.fromkeys(one.talk.party_ids))
    if before is None or not sides:
        return Section()
    rows = corpus.positions(PositionFilter(party_ids=sides))
    after = round_after(one, rounds)
    news = new_since(before, one, after, rows)[:MOST_PARTIES]
    if not news:
        return Section()
    title = f"New since {title_of(before.talk)}, {date_of(before.talk)}"
    changed = [change.line for one in news for change in one.changes] if after is None else []
    against = reports_against(changed, corpus)
    return Section(_fitting(title, news, against, min(left, MOST_TEXT)), f"{title}: {' '.join(map(_aloud, news))}")


def _fitting(title: str, news: Sequence[PartyNews], against: Reports, left: int) -> list[Block]:
    """As many changes of each party as there is room for; how many are left out is said."""
    drafts = (_composed(title, news, against, most) for most in range(MOST_CHANGES, -1, -1))
    return next((blocks for blocks in drafts if size(blocks) <= left), [])


def _composed(title: str, news: Sequence[PartyNews], against: Reports, most: int) -> list[Block]:
    parts: list[Element] = []
    for one in news:
        shown = [_entry(change, against(change.line)) for change in one.changes[:most]]
        more = len(one.changes) - len(shown)
        parts += [line(letters(_name(one), bold=True))]
        parts += [bullets(shown)] if shown else []
        parts += [line(letters(f"and {counted(more, 'more change')}"))] if more else []
    return [rich(line(letters(title, bold=True))), rich(*parts)]


def _entry(change: PositionChange, since: Sequence[EventRow]) -> Element:
    now = change.after.newest
    told = f"{position_brief(now, EVIDENCE, since)} ({_where(now)})"
    was = f"; was {_was(change.before)}" if change.before else ""
    return line(letters(f"{issue_label(now)}, {move_label(change.move)}: ", italic=True), letters(told + was))


def _was(before: Stand) -> str:
    return f"{position_brief(before.newest, EVIDENCE)} ({_where(before.newest)})"


def _where(row: PositionRow) -> str:
    return f"{dated(row)}, “{cut(headline(row.source), HEADLINE)}”"


def _name(one: PartyNews) -> str:
    return short(one.changes[0].after.newest.position.party_name)


def _aloud(one: PartyNews) -> str:
    """The changes of a party in a sentence, without the evidence."""
    told = []
    for change in one.changes[:MOST_CHANGES]:
        now = change.after.newest
        was = f", was {stances()[change.before.newest.position.stance].label}" if change.before else ""
        told.append(f"{issue_label(now)}, {move_label(change.move)}: {stances()[now.position.stance].label}{was}")
    return f"{_name(one)}: {'; '.join(told)}."
