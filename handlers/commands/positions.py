"""/positions: what a party demands, offers, accepts or rejects, in the source's words, and what it was before."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from corpus.linking.moves import Line, day_of, trace
from corpus.models import OUTLOOK, Ask, PositionFilter, PositionRow, Unknown
from handlers.blocks.button_values import position_buttons
from handlers.blocks.cards import issue_label
from handlers.blocks.kit import (
    Button,
    actions,
    context,
    counted,
    cut,
    header,
    letters,
    line,
    listed,
    note,
    reply,
    rich,
    short,
)
from handlers.blocks.pages import Page, page, place, turning
from handlers.blocks.reply import Block, Reply
from handlers.commands.compare_parties import side_by_side
from handlers.commands.disambiguation import guarded, is_empty, nobody, nothing_read, ways_to, which_one
from handlers.commands.next_steps import first_few, same_talks
from handlers.commands.position_lines import line_aloud, line_blocks, reports_against
from handlers.commands.positions_query import Topic, command, read_topic
from handlers.words import Asked, address

if TYPE_CHECKING:
    from corpus.store import Corpus

OUTLOOK_TOLD = ": how it is judged; nothing is offered or demanded here"


class Found(NamedTuple):
    """What the words ask about, and every position on it."""

    topic: Topic
    rows: tuple[PositionRow, ...]


def answer(words: str, corpus: "Corpus") -> Reply:
    """A party's positions by issue, every party's on one issue, or two parties side by side."""
    return guarded("positions", words, corpus, _answer)


def _answer(asked: Asked, corpus: "Corpus") -> Reply:
    found = find(asked, corpus)
    if isinstance(found, Reply):
        return found
    lines = in_order(trace(found.rows), by_party=not found.topic.parties)
    if len(found.topic.parties) > 1:
        return side_by_side(found.topic, lines, asked, corpus)
    return _by_issue(found.topic, lines, asked, corpus)


def find(asked: Asked, corpus: "Corpus") -> Found | Reply:
    """The positions that are asked for, at least one; else the answer that says why there are none, or asks who."""
    topic = read_topic(asked.words, corpus)
    if isinstance(topic, Ask):
        return which_one("positions", topic, corpus, bounds=asked.bounds)
    if isinstance(topic, Unknown):
        return nobody("positions", topic, corpus, bounds=asked.bounds)
    rows = corpus.positions(topic.where.model_copy(update={"since": asked.since, "until": asked.until}))
    if rows:
        return Found(topic, rows)
    return nothing_read() if is_empty(corpus) else _nothing(topic, asked, corpus)


def in_order(lines: Iterable[Line], *, by_party: bool) -> tuple[Line, ...]:
    """Proposals before outlook; within each, what is on one issue (or by one party) together, as first met.

    In such a group the newest is first, and what has no date last.
    """
    kept = tuple(lines)
    first = {heading(one.newest, by_party=by_party): number for number, one in reversed(tuple(enumerate(kept)))}
    return tuple(
        sorted(
            kept,
            key=lambda one: (_is_outlook(one), first[heading(one.newest, by_party=by_party)], *_newest_first(one)),
        )
    )


def _newest_first(one: Line) -> tuple[bool, int]:
    day = day_of(one.newest)
    return day is None, -day.toordinal() if day else 0


def heading(row: PositionRow, *, by_party: bool) -> str:
    return short(row.position.party_name) if by_party else issue_label(row)


def _is_outlook(one: Line) -> bool:
    return one.newest.position.stance in OUTLOOK


# -- one party, or one issue -------------------------------------------------------------------------------------------


def _by_issue(topic: Topic, lines: tuple[Line, ...], asked: Asked, corpus: "Corpus") -> Reply:
    by_party = not topic.parties
    against = reports_against(lines, corpus)
    shown = page(
        lines, asked.page, lambda one: (*line_blocks(one, against(one)), *position_buttons(one.stands[0].newest))
    )
    title = _title(topic)
    told = _told(topic, lines, shown, asked)
    said = " ".join(f"{n}. {line_aloud(one, against(one))}." for n, one in enumerate(shown.items, shown.first + 1))
    buttons = first_few([*turning(shown, command(topic, corpus) + asked.bounds), *_others(topic, shown, corpus)])
    blocks = [header(title), context(told), *_under_headings(shown, by_party), *actions(buttons)]
    return reply(f"{title}: {told} {said}", blocks, records=len(shown.records))


def _title(topic: Topic) -> str:
    whose = listed([short(party.name) for party in topic.parties])
    if not whose:
        return f"{topic.label}: every party's positions"
    return f"{whose} on {topic.label}" if topic.label else f"{whose}: positions"


def _told(topic: Topic, lines: tuple[Line, ...], shown: Page[Line], asked: Asked) -> str:
    articles = counted(len({row.source.id for one in lines for row in one.rows}), "article")
    moved = sum(len(one.stands) > 1 for one in lines)
    moves = f", {moved} of them moved" if moved else ""
    printed = f", printed {asked.window}" if asked.window else ""
    leafed = f"; {place(shown)}" if place(shown) else ""
    return " ".join([*topic.notes, f"{counted(len(lines), 'position')} in {articles}{printed}{moves}{leafed}."])


def _under_headings(shown: Page[Line], by_party: bool) -> list[Block]:
    """The page's records, each group under its name, the outlook apart from what is on the table."""
    blocks: list[Block] = []
    outlook, group = False, ""
    for one, found in shown.records:
        if _is_outlook(one) and not outlook:
            blocks.append(rich(line(letters("Outlook", bold=True), letters(OUTLOOK_TOLD))))
            outlook, group = True, ""
        if heading(one.newest, by_party=by_party) != group:
            group = heading(one.newest, by_party=by_party)
            blocks.append(rich(line(letters(cut(group, 100), bold=True))))
        blocks += found
    return blocks


def _others(topic: Topic, shown: Page[Line], corpus: "Corpus") -> list[Button]:
    """Ways to the other sides, one by one and side by side, and to the talks that the newest article shown reports."""
    on = f" on {topic.topic}" if topic.topic else ""
    newest = shown.items[0].newest.source
    mine = {party.id for party in topic.parties} if topic.parties else {one.newest.party_id for one in shown.items}
    beside = corpus.positions(PositionFilter(article_id=newest.id))
    others = ways_to("positions", [row.party_id for row in beside if row.party_id not in mine], corpus, on)[:3]
    return [*others[:1], *_side_by_side(topic, others, corpus), *same_talks(newest, corpus), *others[1:]]


def _side_by_side(topic: Topic, others: list[Button], corpus: "Corpus") -> list[Button]:
    """A way to the party beside the first of the others; [] where it is not one party, or there is no other."""
    if len(topic.parties) != 1 or not others:
        return []
    own, other = topic.parties[0], others[0]
    both = f"{address(own, corpus)} {other.command.removeprefix('/positions ')}"
    label = f"{short(own.name)} side by side with {other.label.partition(' ')[2]}"
    return [Button(label, f"/positions {both}")]


def _nothing(topic: Topic, asked: Asked, corpus: "Corpus") -> Reply:
    """Says what is not there, and leads to what is there without the topic and in all days."""
    whose = listed([short(party.name) for party in topic.parties])
    by = f" by {whose}" if whose else ""
    on = f" on {topic.label}" if topic.label else ""
    printed = f" that was printed {asked.window}" if asked.window else ""
    sentence = " ".join([*topic.notes, f"No position{by}{on}{printed} in the corpus."])
    wider = topic.model_copy(update={"issues": (), "topic": ""}) if topic.parties else topic
    has_wider = asked.window or (topic.topic and topic.parties)
    found = len(trace(corpus.positions(wider.where))) if has_wider else 0
    ways = [Button(f"All {counted(found, 'position')}", command(wider, corpus))] if found else []
    ways += [] if topic.parties else [Button("What can I ask?", "/positions help")]
    ways += ways_to("quote", [party.id for party in topic.parties[:2]], corpus)
    return reply(sentence, [note(sentence), *actions(ways)])
