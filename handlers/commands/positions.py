"""/positions: what a party demands, offers, accepts or rejects, in the source's words, weightiest first."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from corpus.knowledge.vocabulary import issues_named
from corpus.linking.moves import Line, Stand, day_of, trace
from corpus.models import PositionFilter, PositionRow, Unknown
from corpus.store import Corpus
from handlers.blocks.kit import Block, Button, context, header, letters, line, note, rich
from handlers.blocks.pages import page, place, turning
from handlers.blocks.position_card import issue_label, position_badges, position_note
from handlers.blocks.reply import Reply, reply
from handlers.blocks.sources import source_line, unnamed_outlets
from handlers.blocks.text import counted, cut, joined, listed, one_line, sentence, short
from handlers.command import Cells, Command, Errors, Followed, News, Subject, unsure
from handlers.commands.columns import PRINTED, printed_cells
from handlers.commands.compare_parties import side_by_side
from handlers.commands.disambiguation import ask_back, is_empty, nothing_read
from handlers.commands.next_steps import positions_of, quotes_of, same_talks
from handlers.commands.position_lines import by_weight, is_leftover, line_note, reports_against
from handlers.commands.positions_query import Topic, asking, read_topic, read_view, respelt_topic, topic_typed
from handlers.commands.timeline import Timeline, positions_timeline
from handlers.commands.timeline import shown as shown_over_time
from handlers.names import address
from handlers.query import Query
from handlers.texts import say

MOST_BESIDE = 2
MOST_LINES = 10
ROOM = 98
"""Words of a page: with its title and its small print at most 120 before the buttons."""
MOST_OF_ONE = 2
"""Lines under one heading; whoever wants more of one issue asks for it."""

FEWEST = 3
"""Positions that are shown first, whatever room they take."""


class Found(NamedTuple):
    """What the words ask about, and every position on it."""

    topic: Topic
    rows: tuple[PositionRow, ...]


def find(query: Query, corpus: Corpus) -> Found | Reply:
    """The positions that are asked for, at least one; else the answer that says why there are none, or asks who."""
    topic = read_view(query.words, corpus)
    if not isinstance(topic, Topic):
        return ask_back(query, topic, corpus, f"on {on}" if (on := topic_typed(query.words)) else "")
    rows = corpus.positions(topic.where.model_copy(update={"since": query.since, "until": query.until}))
    if rows:
        return Found(topic, rows)
    if meant := respelt_topic(topic, corpus):
        return find(asking(meant, corpus, query), corpus)
    return nothing_read() if is_empty(corpus) else _nothing(topic, query, corpus)


def render(found: Found, query: Query, corpus: Corpus) -> Reply:
    """By issue; one issue of one party over time; parties side by side; every party's on one issue."""
    topic, lines = found.topic, trace(found.rows)
    if topic.view == "timeline":
        return shown_over_time(positions_timeline(topic, lines, corpus), asking(topic, corpus, query), query.page)
    if len(topic.parties) > 1:
        return side_by_side(topic, lines, query, corpus)
    kept, folded = _folded(topic, lines)
    rest = str(asking(topic.model_copy(update={"view": "rest"}), corpus, query))
    ways = [Button(say("and_rest", number=len(folded)), rest)] if folded else []
    ways += _others(topic, lines, corpus)
    told = _over_time if topic.parties and topic.topic else _by_issue
    return told(topic, kept, query, corpus, ways)


def _by_issue(topic: Topic, kept: Sequence[Line], query: Query, corpus: Corpus, ways: Sequence[Button]) -> Reply:
    """The weightiest lines of each issue, or of each party where an issue is asked for; the rest is a press away."""
    heading = issue_label if topic.parties else _party
    against = reports_against(kept, corpus)
    ranked = by_weight(kept, heading)
    groups = {key: tuple(group) for key, group in groupby(ranked, key=lambda one: heading(one.newest))}
    firsts = [one for group in groups.values() for one in group[:MOST_OF_ONE]]

    def compose(one: Line) -> tuple[Block, ...]:
        group = groups[heading(one.newest)]
        head = (_heading(heading(one.newest), len(group) - MOST_OF_ONE),) if one is group[0] else ()
        return (*head, line_note(one, against))

    shown = page(firsts, query.page, compose, most=MOST_LINES, room=ROOM, least=FEWEST)
    seen = list(dict.fromkeys(heading(one.newest) for one in shown.items))
    again = [] if shown.items[0] is groups[seen[0]][0] else [_heading(seen[0], 0)]
    first, last = (list(groups).index(seen[at]) + 1 for at in (0, -1))
    where = f"{'issues' if topic.parties else 'parties'} {first} to {last} of {len(groups)}" if place(shown) else ""
    articles = counted(len({row.source.id for one in kept for row in one.rows}), "article")
    told = sentence(counted(len(kept), "position"), articles, query.printed, where)
    blocks = [*_headed(topic, told, say("weightiest_first")), *again, *shown.blocks]
    blocks += unnamed_outlets(one.newest.source for one in shown.items)
    whole = _whole(topic, [groups[key] for key in seen], query, corpus)
    return reply(blocks, len(shown.records), [*turning(shown, asking(topic, corpus, query)), *ways, *whole])


def _over_time(topic: Topic, lines: Sequence[Line], query: Query, corpus: Corpus, ways: Sequence[Button]) -> Reply:
    """Every stance on the issue with the articles that repeat it, and a step only where the sources make it certain."""
    steps = [(now, then) for one in lines for now, then in zip(one.stands, (*one.stands[1:], None), strict=True)]
    steps.sort(key=lambda step: min((on for row in step[0].rows if (on := day_of(row))), default=date.max))

    def compose(step: tuple[Stand, Stand | None]) -> tuple[Block, ...]:
        """The first report of a stance, which the later ones repeat."""
        now, before = step
        return (position_note(now.model_copy(update={"rows": now.rows[::-1]}), was=before),)

    shown = page(steps, query.page, compose)
    told = sentence(counted(len(lines), "position"), query.printed, place(shown))
    blocks = [*_headed(topic, told, say("oldest_first")), *shown.blocks]
    blocks += unnamed_outlets(now.newest.source for now, _ in shown.items)
    return reply(blocks, len(shown.records), [*turning(shown, asking(topic, corpus, query)), *ways])


def _heading(told: str, left: int) -> Block:
    more = [letters(f"  +{left}")] if left > 0 else []
    return rich(line(letters(cut(told, 100), bold=True), *more))


def _whole(topic: Topic, groups: Sequence[Sequence[Line]], query: Query, corpus: Corpus) -> list[Button]:
    """Ways to all that stands under a heading of which not all is shown."""
    cut_short = [group for group in groups if len(group) > MOST_OF_ONE]
    if not topic.parties:
        return positions_of([group[0].newest.party_id for group in cut_short], corpus, f"on {topic.topic}")
    named = [(issue_label(group[0].newest), len(group)) for group in cut_short]
    narrowed = ((topic.model_copy(update={"topic": label, "view": ""}), label, number) for label, number in named)
    return [Button(f"{label} ({number})", str(asking(one, corpus, query))) for one, label, number in narrowed]


def _folded(topic: Topic, lines: Sequence[Line]) -> tuple[Sequence[Line], Sequence[Line]]:
    """What is shown, and what is folded behind a button: judgements and leftovers, where there is more than those."""
    if not topic.parties:
        return lines, ()
    rest = [one for one in lines if is_leftover(one)]
    main = [one for one in lines if not is_leftover(one)]
    if topic.view == "rest":
        return rest or lines, ()
    return (main, rest) if len(main) >= FEWEST else (lines, ())


def _party(row: PositionRow) -> str:
    return short(row.position.party_name)


def _headed(topic: Topic, told: str, order: str) -> list[Block]:
    """Whose positions, on what; how many there are, and in which order, which is said once."""
    whose = listed([short(party.name) for party in topic.parties])
    title = joined(whose, topic.label, by=" on ") if whose else say("on_issue_of_every_party", issue=topic.label)
    return [header(title), context(joined(*topic.notes, told, order, by=" "))]


def _others(topic: Topic, lines: Sequence[Line], corpus: Corpus) -> list[Button]:
    """Ways to the other sides, side by side and one by one, and to the talks that the newest article reports."""
    newest = lines[0].newest.source
    shown = {row.party_id for one in lines for row in one.rows}
    mine = {party.id for party in topic.parties} if topic.parties else shown
    beside = corpus.positions(PositionFilter(article_id=newest.id))
    found = dict.fromkeys(row.party_id for row in beside if row.party_id and row.party_id not in mine)
    others = [other for party_id in list(found)[:MOST_BESIDE] if (other := corpus.entity(party_id))]
    both = []
    if len(topic.parties) == 1 and others:
        words = f"{address(topic.parties[0], corpus)} {address(others[0], corpus)}"
        both = [Button(f"Beside {short(others[0].name)}", str(Query(command="positions", words=words)))]
    on = f" on {topic.topic}" if topic.topic else ""
    return [*both, *positions_of([other.id for other in others], corpus, on), *same_talks(newest, corpus)]


def _nothing(topic: Topic, query: Query, corpus: Corpus) -> Reply:
    """Says what is not there, and leads to what is there without the topic and in all days."""
    whose = listed([short(party.name) for party in topic.parties])
    by = f" by {whose}" if whose else ""
    on = f" on {topic.label}" if topic.label else ""
    printed = say("printed_in", window=query.window) if query.window else ""
    wider = topic.model_copy(update={"issues": (), "topic": ""}) if topic.parties else topic
    has_wider = query.window or (topic.topic and topic.parties)
    found = len(trace(corpus.positions(wider.where))) if has_wider else 0
    everything = str(asking(wider, corpus, Query(command="positions")))
    ways = [Button(f"All {counted(found, 'position')}", everything)] if found else []
    ways += [] if topic.parties else [Button(say("what_can_i_ask"), "/positions help")]
    ways += quotes_of([party.id for party in topic.parties[:2]], corpus)
    return reply([note(" ".join([*topic.notes, say("no_position", by=by, on=on, printed=printed)]))], ways=ways)


def _subject(words: str, corpus: Corpus) -> Subject | Unknown:
    found = read_view(words, corpus)
    if not isinstance(found, Topic):
        return unsure(found, topic_typed(words))
    return Subject(entities=found.parties, topic=found.topic)


def _row(row: PositionRow) -> Cells:
    position = row.position
    evidence = " … ".join(span.text for span in position.evidence)
    condition = position.condition.text if position.condition else None
    told = (position.party_name, position.stance, issue_label(row), evidence, condition, position.addressee_name)
    since = " … ".join(event.evidence.text for event in row.events)
    said = (position.speaker_name, position.said_on, *printed_cells(row.source, position.evidence))
    return (*told, *said, since, "; ".join(position_badges(row)))


def _followed(words: str, corpus: Corpus) -> Followed | Reply:
    topic = read_topic(words, corpus)
    if not isinstance(topic, Topic):
        return ask_back(Query(command="positions"), topic, corpus)
    if people := [one for one in topic.parties if one.kind == "person"]:
        name = short(people[0].name)
        return reply([note(say("no_party", name=name))], ways=quotes_of([people[0].id], corpus))
    names = listed([short(one.name) for one in topic.parties])
    whose = f"positions of {names}" if topic.parties else say("of_every_party")
    on = f"on {one_line(topic.topic)}" if topic.topic else ""
    kept = joined(*(party.id for party in topic.parties), on, by=" ")
    return Followed(words=kept, label=f"{whose} on {topic.label}" if topic.label else whose)


def _news(words: str, article_ids: Sequence[str], corpus: Corpus) -> list[News]:
    whose, _, topic = f" {words}".partition(" on ")
    issues = issues_named(topic) if topic else ()
    where = PositionFilter(party_ids=tuple(whose.split()), issues=tuple(issue.id for issue in issues))
    narrowed = {"words": "" if issues else topic, "article_ids": tuple(article_ids)}
    found = [one.stands[0] for one in trace(corpus.positions(where.model_copy(update=narrowed)))]
    told = ((now.newest.source, position_note(now, whose=_party(now.newest))) for now in found)
    return [News(article_id=source.id, blocks=(card, rich(source_line(source)))) for source, card in told]


def _timeline(found: Found, corpus: Corpus) -> Timeline | None:
    return positions_timeline(found.topic, trace(found.rows), corpus) if found.topic.view == "timeline" else None


def _mistakes(form: Mapping[str, Any]) -> Errors:
    if form["issue"] and form["words"]:
        return {"words": say("issue_or_words")}
    return {} if any(form[name] for name in ("who", "other", "issue", "words")) else {"who": say("days_too_little")}


POSITIONS: Command[Found] = Command(
    name="positions",
    find=find,
    render=render,
    subject=_subject,
    columns=(
        *("party", "stance", "issue", "evidence", "condition", "addressee", "speaker", "said_on"),
        *(*PRINTED, "reported_since", "notes"),
    ),
    rows=lambda found: map(_row, found.rows),
    named=lambda found, _: joined(
        " ".join(party.name for party in found.topic.parties) or "every party", found.topic.topic, by=" on "
    ),
    followed=_followed,
    news=_news,
    mistakes=_mistakes,
    timeline=_timeline,
    on="on",
)
