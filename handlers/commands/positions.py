"""/positions: what a party demands, offers, accepts or rejects, in the source's words, weightiest first."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from corpus.asking.beside import across_from
from corpus.asking.positions import MOST_OF_ONE, Placed, firsts_of, issue_label, reports_against
from corpus.excerpts import cut, one_line, short
from corpus.knowledge.vocabulary import issues_named
from corpus.linking.moves import Line, trace
from corpus.models import PositionFilter, PositionRow, Unknown
from corpus.store import Corpus
from corpus.store.kept.held import Held, Step
from handlers.blocks.kit import Block, Button, context, header, letters, line, rich
from handlers.blocks.pages import page, place, turning
from handlers.blocks.position_card import line_note, position_badges, position_note
from handlers.blocks.reply import Reply, reply, saying
from handlers.blocks.sources import source_line, unnamed_outlets
from handlers.blocks.text import counted, joined, listed, sentence
from handlers.command import PRINTED, Cells, Command, Errors, News, Subject, printed_cells, unsure
from handlers.commands.compare_parties import side_by_side
from handlers.commands.disambiguation import ask_back, nothing_read
from handlers.commands.next_steps import positions_of, quotes_of, same_talks
from handlers.commands.positions_query import Topic, asking, read_view, respelt_topic, topic_typed
from handlers.commands.timeline import Course, positions_course
from handlers.commands.timeline import shown as shown_over_time
from handlers.names import address
from handlers.query import Query
from handlers.texts import say

MOST_BESIDE = 2
MOST_LINES = 10
ROOM = 98
"""Words of a page: with its title and its small print at most 120 before the buttons."""

FEWEST = 3
"""Positions that are shown first, whatever room they take."""


class Found(NamedTuple):
    """What the words ask about, the positions on it, and how to read each report of them."""

    topic: Topic
    wanted: Held
    rows: Callable[[], Iterable[PositionRow]]


def find(query: Query, corpus: Corpus) -> Found | Reply:
    """The positions that are asked for, at least one; else the answer that says why there are none, or asks who."""
    topic = read_view(query.words, corpus)
    if not isinstance(topic, Topic):
        return ask_back(query, topic, corpus, f"on {on}" if (on := topic_typed(query.words)) else "")
    where = topic.where.model_copy(update={"since": query.since, "until": query.until})
    if corpus.lines.count(Held(where)):
        return Found(topic, Held(where), lambda: corpus.positions(where))
    if meant := respelt_topic(topic, corpus):
        return find(asking(meant, corpus, query), corpus)
    return nothing_read() if corpus.is_empty() else _nothing(topic, query, corpus)


def render(found: Found, query: Query, corpus: Corpus) -> Reply:
    """By issue; one issue of one party over time; parties side by side; every party's on one issue."""
    topic, asked = found.topic, asking(found.topic, corpus, query)
    if topic.view == "timeline":
        return shown_over_time(positions_course(topic, found.wanted, corpus), asked, query.page)
    if len(topic.parties) > 1:
        return side_by_side(topic, found.wanted, query, corpus)
    wanted, folded = _folded(topic, found.wanted, corpus)
    rest = str(asking(topic.model_copy(update={"view": "rest"}), corpus, query))
    ways = [Button(say("and_rest", number=folded), rest)] if folded else []
    ways += _others(topic, found.wanted, corpus)
    told = _over_time if topic.parties and topic.topic else _by_issue
    return told(topic, wanted, query, corpus, ways)


def _by_issue(topic: Topic, wanted: Held, query: Query, corpus: Corpus, ways: Sequence[Button]) -> Reply:
    """The weightiest lines of each issue, or of each party where an issue is asked for; the rest is a press away."""
    heading = issue_label if topic.parties else _party
    against = reports_against(corpus)
    groups = corpus.lines.by_issue(wanted) if topic.parties else corpus.lines.by_party(wanted)

    def compose(one: Placed) -> tuple[Block, ...]:
        head = () if one.at else (_heading(heading(one.line.newest), one.group.lines - MOST_OF_ONE),)
        return (*head, line_note(one.line, against))

    firsts = firsts_of(groups, wanted, corpus)
    shown = page(firsts, query.page, compose, most=MOST_LINES, room=ROOM, least=FEWEST)
    again = [_heading(heading(shown.items[0].line.newest), 0)] if shown.items[0].at else []
    first, last = (groups.index(one.group) + 1 for one in (shown.items[0], shown.items[-1]))
    where = f"{'issues' if topic.parties else 'parties'} {first} to {last} of {len(groups)}" if place(shown) else ""
    articles = corpus.lines.articles(wanted)
    counts = (counted(corpus.lines.count(wanted), "position"), counted(articles, "article") if articles else "")
    told = joined(*topic.notes, sentence(*counts, query.printed, where), say("weightiest_first"), by=" ")
    blocks: list[Block] = [header(title_of(topic)), context(told), *again, *shown.blocks]
    blocks += unnamed_outlets(one.line.newest.source for one in shown.items)
    seen = {one.group: one.line for one in reversed(shown.items)}
    cut_short = [(group.lines, line) for group, line in reversed(seen.items()) if group.lines > MOST_OF_ONE]
    turns = turning(shown, asking(topic, corpus, query))
    return reply(blocks, len(shown.records), [*turns, *ways, *_whole(topic, cut_short, query, corpus)])


def _over_time(topic: Topic, wanted: Held, query: Query, corpus: Corpus, ways: Sequence[Button]) -> Reply:
    """Every stance on the issue with the articles that repeat it, and a step only where the sources make it certain."""

    def compose(step: Step) -> tuple[Block, ...]:
        """The first report of a stance, which the later ones repeat."""
        return (position_note(step.now.model_copy(update={"rows": step.now.rows[::-1]}), was=step.before),)

    shown = page(corpus.lines.steps(wanted), query.page, compose)
    told = sentence(counted(corpus.lines.count(wanted), "position"), query.printed, place(shown))
    blocks: list[Block] = [header(title_of(topic)), context(joined(*topic.notes, told, say("oldest_first"), by=" "))]
    blocks += [*shown.blocks, *unnamed_outlets(step.now.newest.source for step in shown.items)]
    return reply(blocks, len(shown.records), [*turning(shown, asking(topic, corpus, query)), *ways])


def _heading(told: str, left: int) -> Block:
    more = [letters(f"  +{left}")] if left > 0 else []
    return rich(line(letters(cut(told, 100), bold=True), *more))


def _whole(topic: Topic, cut_short: Sequence[tuple[int, Line]], query: Query, corpus: Corpus) -> list[Button]:
    """Ways to all that stands under a heading of which not all is shown."""
    if not topic.parties:
        return positions_of([line.newest.party_id for _, line in cut_short], corpus, f"on {topic.topic}")
    named = [(issue_label(line.newest), number) for number, line in cut_short]
    narrowed = ((topic.model_copy(update={"topic": label, "view": ""}), label, number) for label, number in named)
    return [Button(f"{label} ({number})", str(asking(one, corpus, query))) for one, label, number in narrowed]


def _folded(topic: Topic, wanted: Held, corpus: Corpus) -> tuple[Held, int]:
    """What is shown, and how much is folded behind a button: judgements and leftovers, where there is more."""
    if not topic.parties:
        return wanted, 0
    main, rest = wanted._replace(leftover=False), wanted._replace(leftover=True)
    left = corpus.lines.count(rest)
    if topic.view == "rest":
        return rest if left else wanted, 0
    return (main, left) if corpus.lines.count(main) >= FEWEST else (wanted, 0)


def _party(row: PositionRow) -> str:
    return short(row.position.party_name)


def title_of(topic: Topic) -> str:
    """Whose positions, and on what: "Ukraine on NATO membership"."""
    whose = _whose(topic)
    return joined(whose, topic.label, by=" on ") if whose else say("on_issue_of_every_party", issue=topic.label)


def _whose(topic: Topic) -> str:
    return listed([short(party.name) for party in topic.parties])


def _others(topic: Topic, wanted: Held, corpus: Corpus) -> list[Button]:
    """Ways to the other sides, side by side and one by one, and to the talks that the newest article reports."""
    newest = next((head.row.source for head in corpus.lines.heads(wanted, 1)), None)
    if newest is None:
        return []
    mine = [party.id for party in topic.parties] or [group.heading for group in corpus.lines.by_party(wanted)]
    found = across_from(mine, newest, corpus)[:MOST_BESIDE]
    others = [other for party_id in found if (other := corpus.entity(party_id))]
    both = []
    if len(topic.parties) == 1 and others:
        words = f"{address(topic.parties[0], corpus)} {address(others[0], corpus)}"
        both = [Button(f"Beside {short(others[0].name)}", str(Query(command="positions", words=words)))]
    on = f"on {topic.topic}" if topic.topic else ""
    theirs = positions_of([other.id for other in others], corpus, on, topic.where)
    return [*both, *theirs, *same_talks(newest, corpus)]


def _nothing(topic: Topic, query: Query, corpus: Corpus) -> Reply:
    """Says what is not there, and leads to what is there without the topic and in all days."""
    by = f" by {_whose(topic)}" if topic.parties else ""
    on = f" on {topic.label}" if topic.label else ""
    printed = say("printed_in", window=query.window) if query.window else ""
    wider = topic.model_copy(update={"issues": (), "topic": ""}) if topic.parties else topic
    has_wider = query.window or (topic.topic and topic.parties)
    found = corpus.lines.count(Held(wider.where)) if has_wider else 0
    everything = str(asking(wider, corpus, Query(command="positions")))
    ways = [Button(f"All {counted(found, 'position')}", everything)] if found else []
    ways += [] if topic.parties else [Button(say("what_can_i_ask"), "/positions help")]
    ways += quotes_of([party.id for party in topic.parties[:2]], corpus)
    return saying(" ".join([*topic.notes, say("no_position", by=by, on=on, printed=printed)]), *ways)


def _subject(words: str, corpus: Corpus) -> Subject | Unknown:
    found = read_view(words, corpus)
    if not isinstance(found, Topic):
        return unsure(found, topic_typed(words))
    whose = f"positions of {_whose(found)}" if found.parties else say("of_every_party")
    on = f"on {one_line(found.topic)}" if found.topic else ""
    kept = joined(*(party.id for party in found.parties), on, by=" ")
    label = "" if any(one.kind == "person" for one in found.parties) else joined(whose, found.label, by=" on ")
    return Subject(found.parties, found.topic, kept=kept, label=label)


def _row(row: PositionRow) -> Cells:
    position = row.position
    evidence = " … ".join(span.text for span in position.evidence)
    condition = position.condition.text if position.condition else None
    told = (position.party_name, position.stance, issue_label(row), evidence, condition, position.addressee_name)
    since = " … ".join(event.evidence.text for event in row.events)
    said = (position.speaker_name, position.said_on, *printed_cells(row.source, position.evidence))
    return (*told, *said, since, "; ".join(position_badges(row)))


def _named(found: Found, _: Query) -> str:
    whose = " ".join(party.name for party in found.topic.parties) or "every party"
    return joined(whose, found.topic.topic, by=" on ")


def _news(words: str, article_ids: Sequence[str], corpus: Corpus) -> list[News]:
    whose, _, topic = f" {words}".partition(" on ")
    issues = issues_named(topic) if topic else ()
    where = PositionFilter(party_ids=tuple(whose.split()), issues=tuple(issue.id for issue in issues))
    narrowed = {"words": "" if issues else topic, "article_ids": tuple(article_ids)}
    found = [one.stands[0] for one in trace(corpus.positions(where.model_copy(update=narrowed)))]
    told = ((now.newest.source, position_note(now, whose=_party(now.newest))) for now in found)
    return [News(article_id=source.id, blocks=(card, rich(source_line(source)))) for source, card in told]


def _timeline(found: Found, corpus: Corpus) -> Course | None:
    return positions_course(found.topic, found.wanted, corpus) if found.topic.view == "timeline" else None


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
    rows=lambda found: map(_row, found.rows()),
    named=_named,
    news=_news,
    mistakes=_mistakes,
    timeline=_timeline,
    on="on",
)
