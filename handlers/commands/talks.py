"""/talks: the latest of each story, one round in full, all rounds as a list or over time."""

from collections.abc import Sequence
from typing import NamedTuple

from corpus.asking.rounds import still_to_come
from corpus.excerpts import beginning, short
from corpus.linking.days import days_of
from corpus.linking.rounds import AHEAD, TALKED
from corpus.models import Round, TalkAccount, TalkFilter, Unknown
from corpus.store import Corpus
from corpus.store.kept.meeting import Rounds
from corpus.store.listing import Unfolding
from handlers.blocks.kit import Block, Button, Line, bullets, context, header, letters, line, quotation, rich
from handlers.blocks.pages import page, place, turning
from handlers.blocks.quote_card import said_on
from handlers.blocks.reply import Reply, reply, saying
from handlers.blocks.sources import source_line
from handlers.blocks.text import counted, joined, sentence
from handlers.command import PRINTED, Cells, Command, News, Subject, printed_cells, unsure
from handlers.commands.disambiguation import ask_back, nothing_read
from handlers.commands.next_steps import positions_of
from handlers.commands.round_page import round_page, sources_of, who_said_what
from handlers.commands.rounds import named, one_liner, opening, sources_told, title_of, when, words_on
from handlers.commands.talks_query import Which, read_which
from handlers.commands.timeline import Course, talks_course
from handlers.commands.timeline import shown as over_time
from handlers.query import Query
from handlers.texts import say

MOST_LINES = 8
WIDOWS = 2  # talks that are not worth a page of their own
MOST_STORIES = 5
LONGEST_EVIDENCE = 300
LONGEST_OUTCOME = 90


class Found(NamedTuple):
    """What the words ask for, and every round of talks that it is; the latest of each story where that is wanted."""

    which: Which
    rounds: Rounds | Unfolding[Round] | tuple[Round, ...]


def find(query: Query, corpus: Corpus) -> Found | Reply:
    """The talks asked for, at least one; else the answer that says why there are none, or asks who is meant."""
    which = read_which(query.words, corpus)
    if not isinstance(which, Which):
        return ask_back(query, which, corpus)
    which = which.model_copy(update={"told": joined(which.told, query.window, by=" ")})
    where = which.where.model_copy(update={"since": query.since, "until": query.until} | _ahead(which))
    latest = corpus.latest(where) if which.view in ("latest", "said", "sources") else ()
    if which.view == "latest" and latest:
        return Found(which, latest)
    if not which.view and where == TalkFilter() and (every := corpus.every_round()):
        return Found(which, every)
    if which.view == "next" and not query.bounds and corpus.rounds(where.model_copy(update={"limit": 1})):
        return _to_come(which, where, corpus)
    rounds = corpus.rounds(where)
    if latest or rounds:
        return Found(which, latest if latest and len(rounds) > 1 else rounds)
    if corpus.is_empty():
        return nothing_read()
    none = say("no_such_talks", which=which.told) if which.told else say("no_talks")
    ways = [Button("All talks", "/talks")] if which.told and corpus.rounds(TalkFilter(limit=1)) else []
    return saying(none, *ways, *positions_of(which.where.party_ids[:2], corpus))


def _to_come(which: Which, where: TalkFilter, corpus: Corpus) -> Found | Reply:
    if rounds := still_to_come(where, corpus):
        return Found(which, rounds)
    ways = (Button("The latest", "/talks latest"), Button("All talks", "/talks"))
    return saying(say("none_to_come", which=which.told), *ways)


def render(found: Found, query: Query, corpus: Corpus) -> Reply:
    """One round in full where it is one; the latest of each story; else a list, newest first."""
    which, rounds = found
    one = rounds[0]
    match which.view:
        case "timeline" if isinstance(rounds, Rounds):
            return over_time(talks_course(rounds, which.told), query, query.page)
        case "said":
            return who_said_what(one, query, corpus)
        case "sources":
            return sources_of(one, query)
        case "latest" if rounds[1:2] and one.talk.status in TALKED:
            return _by_story(which, rounds, query, corpus)
    if not rounds[1:2] and (which.told or (one.talk.status in TALKED and which.view == "latest")):
        return round_page(one, query, corpus, _read_as(which, one))
    return _listed(which, rounds, query, corpus)


def _read_as(which: Which, one: Round) -> str:
    """What the words were taken for, where the round that is shown for them does not tell."""
    by_words = say("read_by_words", which=which.told) if which.words else ""
    never_held = say("none_of_these_held") if which.view == "latest" and one.talk.status not in TALKED else ""
    return joined(by_words, never_held, say("as_they_stood") if which.view == "next" else "", by=" ")


def _ahead(which: Which) -> dict[str, object]:
    return {"statuses": tuple(sorted(AHEAD))} if which.view == "next" else {}


def _by_story(which: Which, rounds: Sequence[Round], query: Query, corpus: Corpus) -> Reply:
    """A line a story, and the next talks that any source knows of."""
    shown = page(rounds, query.page, lambda one: (rich(_story(one)),), most=MOST_STORIES, widows=1)
    stories = "Stories" if shown.total is None else counted(shown.total, "story", "stories")
    told = sentence(stories, "newest first", place(shown))
    blocks: list[Block] = [header(joined("Latest talks", which.told, by=" ")), context(told)]
    blocks.append(rich(bullets(map(_story, shown.items))))
    if coming := _coming(rounds[0], which, corpus):
        on, by = when(coming.talk.date, coming.talk.date_end), named(coming.accounts[0].source)
        blocks.append(rich(line(letters("Next known: ", bold=True), letters(f"{title_of(coming.talk)}, {on} ({by})"))))
    opened = [button for one in shown.items if (button := opening(one, corpus))]
    turns = turning(shown, query)
    ways = [*turns, *opened[: 3 - len(turns)], Button("All talks", "/talks"), *opened]
    return reply(blocks, len(shown.records), ways)


def _coming(newest: Round, which: Which, corpus: Corpus) -> Round | None:
    """The first that is planned for a day after the newest, and not past."""
    ahead = which.where.model_copy(update=_ahead(which.model_copy(update={"view": "next"})))
    if (days := days_of(newest.talk.date)) and ahead.since is None:
        ahead = ahead.model_copy(update={"since": days[0]})
    coming = (one for one in still_to_come(ahead, corpus) if (one.talk.date or "") >= (newest.talk.date or ""))
    return min(coming, key=lambda one: one.talk.date or "", default=None)


def _story(one: Round) -> Line:
    """The talks, their day, and what came of them in a source's words, or else what one says of them."""
    on = when(one.talk.date, one.talk.date_end) or say("undated")
    told = joined(on, words_on(one, LONGEST_OUTCOME), sources_told(one))
    return line(letters(title_of(one.talk), bold=True), letters(f" · {told}"))


def _listed(which: Which, rounds: Sequence[Round], query: Query, corpus: Corpus) -> Reply:
    shown = page(rounds, query.page, lambda one: (rich(_line(one)),), most=MOST_LINES, widows=WIDOWS)
    entries = "Entries" if shown.total is None else counted(shown.total, "entry", "entries")
    told = sentence(entries, "newest first", place(shown))
    stood = say("as_they_stood") if which.view == "next" else ""
    told = joined(say("none_held") if which.view == "latest" else "", told, stood, by=" ")
    blocks: list[Block] = [header(joined("Talks", which.told, by=" ")), context(told)]
    blocks.append(rich(bullets(map(_line, shown.items))))
    opened = [button for one in shown.items if (button := opening(one, corpus))]
    timeline = Button("Timeline", str(query.of(f"{query.words} timeline")))
    ways = [*turning(shown, query), Button("The latest", "/talks latest"), *opened[:1], timeline, *opened[1:]]
    return reply(blocks, len(shown.records), ways)


def _line(one: Round) -> Line:
    """The talks with their day and status; a plan without a day with the one on which it was reported."""
    title = title_of(one.talk)
    planned = one.talk.status in AHEAD and not one.talk.date
    told = joined(one_liner(one), said_on(None, one.accounts[0].source) if planned else "")
    return line(letters(title, bold=True), letters(told.removeprefix(title)))


def _subject(words: str, corpus: Corpus) -> Subject | Unknown:
    found = read_which(words, corpus)
    if not isinstance(found, Which):
        return unsure(found)
    states = (corpus.entity(party_id) for party_id in found.where.party_ids)
    ids = (*found.where.party_ids, *(one.id for one in found.people))
    kept = joined(found.where.place, found.where.date, *ids, found.words, by=" ")
    entities = (*(one for one in states if one), *found.people)
    return Subject(entities, found.words, kept=kept, label=f"talks {found.told}" if found.told else "all talks")


def _row(account: TalkAccount) -> Cells:
    talk = account.talk
    present = "; ".join(f"{one.name} ({one.basis})" for one in talk.participants)
    about = (talk.date, talk.date_end, talk.place, "; ".join(talk.party_names), present, talk.level, talk.form)
    outcome = talk.outcome.text if talk.outcome else None
    words = talk.evidence or tuple(span for span in (talk.outcome,) if span)
    return (*about, talk.status, outcome, *printed_cells(account.source, words))


def _news(words: str, article_ids: Sequence[str], corpus: Corpus) -> list[News]:
    """Talks of which one of these articles does more than recall them, and what it says of them in its own words."""
    which, new = read_which(words, corpus), frozenset(article_ids)
    found: list[News] = []
    where = which.where.model_copy(update={"reported_in": tuple(article_ids)}) if isinstance(which, Which) else None
    for one in corpus.rounds(where) if where else ():
        told = (each for each in one.accounts if each.source.id in new and not each.talk.background)
        found += [_told_by(one, account) for account in list(told)[:1]]
    return found


def _told_by(one: Round, account: TalkAccount) -> News:
    words = [span.text for span in (account.talk.outcome, *account.talk.evidence) if span and span.text.strip()]
    shown = [quotation(beginning(text, LONGEST_EVIDENCE)) for text in words[:1]]
    return News(article_id=account.source.id, blocks=(rich(_line(one), *shown, source_line(account.source)),))


def _timeline(found: Found, _: Corpus) -> Course | None:
    which, rounds = found
    return talks_course(rounds, which.told) if which.view == "timeline" and isinstance(rounds, Rounds) else None


TALKS: Command[Found] = Command(
    name="talks",
    find=find,
    render=render,
    subject=_subject,
    columns=("date", "date_end", "place", "parties", "participants", "level", "form", "status", "outcome", *PRINTED),
    rows=lambda found: (_row(account) for one in found.rounds for account in one.accounts),
    named=lambda _, query: short(query.words) or "all",
    news=_news,
    mistakes=lambda form: {"issue": say("talks_by_who")} if form["issue"] else {},
    timeline=_timeline,
    alone=True,
)
