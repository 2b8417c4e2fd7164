"""One round of talks: what came of it, what is on the table, what is new, what comes next; behind buttons the rest."""

from collections.abc import Sequence
from functools import partial
from itertools import zip_longest

from corpus.asking.positions import by_weight, issue_label, stance_of, words_of
from corpus.asking.rounds import OFF, had, is_ahead, near, next_of, said_of
from corpus.desk.references import talk_ref
from corpus.excerpts import cut, one_line, short
from corpus.linking.days import days_of
from corpus.linking.moves import move_label, trace
from corpus.linking.news import PositionChange, new_since, round_after, round_before
from corpus.linking.rounds import parties_of
from corpus.linking.weight import is_leftover
from corpus.models import PositionFilter, PositionRow, QuoteRow, Round, TalkAccount, TalkFilter, TalkStatus
from corpus.store import Corpus
from handlers.blocks.button_values import wrong
from handlers.blocks.kit import Block, Button, Line, bullets, context, header, letters, line, rich
from handlers.blocks.pages import page, place, turning
from handlers.blocks.position_card import dated
from handlers.blocks.quote_card import quote_card
from handlers.blocks.reply import Reply, reply
from handlers.blocks.sources import listed_sources, source_line, unnamed_outlets
from handlers.blocks.text import counted, day, listed
from handlers.commands.next_steps import positions_of, quotes_of
from handlers.commands.rounds import (
    EVIDENCE,
    MOST_ACCOUNTS,
    date_of,
    facts,
    named,
    outcomes,
    sources_told,
    title_of,
    when,
)
from handlers.names import address
from handlers.query import Query
from handlers.texts import say, texts

MOST_PARTIES = 3
MOST_TERMS = 6
MOST_PLANS = 3
MOST_CHANGES = 3
CHANGE = 90
"""Characters of the words of a change."""


MOST_LOOKED_AT = 150
"""Positions of the parties in the story, the newest by then."""


def round_page(one: Round, query: Query, corpus: Corpus, read_as: str = "") -> Reply:
    """The round in full on one screen; who said what and the sources are a press away."""
    sources = {account.source.id: account.source for account in one.accounts}
    blocks: list[Block] = [header(title_of(one.talk)), *([context(read_as)] if read_as else [])]
    blocks.append(context(facts(one)))
    outcome = list(outcomes(one))
    blocks += [rich(*outcome)] if outcome else []
    blocks += [*_on_the_table(one, corpus), *_since_before(one, corpus), *_next(one, corpus)]
    if len(sources) == 1:
        blocks.append(rich(source_line(next(iter(sources.values())))))
    blocks += unnamed_outlets(sources.values())
    return reply(blocks, 1, _ways(one, query, len(sources), corpus))


def _ways(one: Round, query: Query, sources: int, corpus: Corpus) -> list[Button]:
    sides = [entity for party in one.talk.party_ids if (entity := corpus.entity(party))]
    both = " ".join(address(entity, corpus) for entity in sides[:2])
    said = [Button(say("who_said_what"), str(query.of(f"{query.words} said")))] if said_of(one, corpus) else []
    known = len(sides) > 1 and positions_of(one.talk.party_ids, corpus)
    positions = [Button("Positions", f"/positions {both}")] if known else []
    listed_all = [Button(f"Sources ({sources})", str(query.of(f"{query.words} sources")))] if sources > 1 else []
    ways = [*said, *positions, *listed_all, *quotes_of(one.talk.party_ids[:2], corpus)]
    return [*ways, wrong(talk_ref(one.accounts[0]))]  # the whole message is about it


def _wrong(account: TalkAccount) -> Button:
    """Lets a reader say what is wrong with the talks by one article of several."""
    which = short(account.source.outlet, 30) or day(account.source.published)
    button = wrong(talk_ref(account), named(account.source))
    return button._replace(label=f"{button.label} {which}".strip())


def who_said_what(one: Round, query: Query, corpus: Corpus) -> Reply:
    """What the articles on these talks quote, the sides taking turns, so that the first few are not all of one."""
    sides: dict[str | None, list[QuoteRow]] = {}
    for row in said_of(one, corpus):
        sides.setdefault(row.party_id, []).append(row)
    rows = [row for turn in zip_longest(*sides.values()) for row in turn if row]
    shown = page(rows, query.page, quote_card)
    told = say("in_the_reports", quotes=counted(len(rows), "quote"), place="; " + place(shown) if place(shown) else "")
    blocks = [header(say("who_said_what_at", talks=title_of(one.talk))), context(told), *shown.blocks]
    blocks += unnamed_outlets(row.source for row in shown.items)
    talks = Button("The talks", str(query.of(query.words.removesuffix(" said"))))
    return reply(blocks, len(shown.records), [*turning(shown, query), talks])


def sources_of(one: Round, query: Query) -> Reply:
    """Every article that tells of the talks."""
    told = sources_told(one)
    talks = Button("The talks", str(query.of(query.words.removesuffix(" sources"))))
    listed_all = listed_sources(account.source for account in one.accounts)
    wrongs = [_wrong(account) for account in one.accounts[:MOST_ACCOUNTS]]
    return reply([header(f"{title_of(one.talk)}: sources"), context(told), listed_all], 1, [talks, *wrongs])


def _on_the_table(one: Round, corpus: Corpus) -> list[Block]:
    """A line a side: what it has put on the table, towards another or nobody in particular, by the issues' names."""
    articles = dict.fromkeys(account.source.id for account in one.accounts)
    sides = parties_of(one)
    rows = [
        row for key in articles for row in corpus.positions(PositionFilter(article_id=key)) if row.party_id in sides
    ]
    terms: dict[str, list[PositionRow]] = {}
    for each in by_weight(trace(row for row in rows if row.position.addressee_id in (None, *sides))):
        if not is_leftover(each.newest):
            terms.setdefault(short(each.newest.position.party_name), []).append(each.newest)
    lines = [_terms(party, told) for party, told in list(terms.items())[:MOST_PARTIES]]
    return [rich(line(letters(say("on_the_table"), bold=True))), *(rich(each) for each in lines)] if lines else []


def _terms(party: str, rows: Sequence[PositionRow]) -> Line:
    """A side and its terms: "Ukraine  Security guarantees: demands · Neutrality: offers on a condition"."""
    by_issue: dict[str, list[str]] = {}
    for row in rows[:MOST_TERMS]:
        condition = say("on_a_condition") if row.position.condition else ""
        by_issue.setdefault(cut(issue_label(row), 60), []).append(f"{stance_of(row)}{condition}")
    told = " · ".join(f"{label}: {listed(list(dict.fromkeys(stances)))}" for label, stances in by_issue.items())
    left = len(rows) - MOST_TERMS
    return line(letters(party, bold=True), letters(f"  {told}{f' (+{left})' if left > 0 else ''}"))


def _since_before(one: Round, corpus: Corpus) -> list[Block]:
    """The section for a round; [] where no round of the same parties is known from before, or nothing is certain."""
    rounds = near(one, corpus)
    before, after = round_before(one, rounds), round_after(one, rounds)
    sides = tuple(dict.fromkeys(one.talk.party_ids))
    if before is None or not sides:
        return []
    days = days_of(after.talk.date) if after else None
    where = PositionFilter(party_ids=sides, story=one.story, until=days[1] if days else None, limit=MOST_LOOKED_AT)
    news = new_since(before, one, after, corpus.positions(where), had=partial(had, corpus))
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
    return f"{stance_of(row)} “{words_of(row, CHANGE)}” ({dated(row)})"


def _next(one: Round, corpus: Corpus) -> list[Block]:
    """What is known of the next talks: from the same articles, even if called off since, and from all others."""
    articles = {account.source.id for account in one.accounts}
    reported = corpus.talks(TalkFilter(reported_in=tuple(sorted(articles))))
    own = [other for other in reported if other.talk != one.talk and is_ahead(other, articles)]
    found = {title_of(other.talk) + str(other.talk.date): other for other in [*own, *next_of(one, corpus)]}
    lines = [_plan_line(other, articles) for other in list(found.values())[:MOST_PLANS]]
    return [rich(line(letters("Next", bold=True)), *lines)] if lines else []


def _plan_line(other: Round, articles: set[str]) -> Line:
    """The plan with the words that tell of it, and its source where that is another than the round's only one."""
    source = other.accounts[0].source
    words = [f" – “{cut(one_line(span.text), EVIDENCE)}”" for span in other.talk.evidence[:1]]
    where = [] if articles == {source.id} else [f" ({named(source)})"]
    return line(letters(plan(other)), *(letters(text) for text in (*words, *where)))


def plan(one: Round) -> str:
    """What is planned, with its date, or proposed without one: never a date that no source gives."""
    talk = one.talk
    if talk.status in OFF and talk.date:
        on = when(talk.date, talk.date_end)
        return say("called_off", status=texts().status[talk.status], day=on, title=title_of(talk))
    if talk.status is TalkStatus.PLANNED and talk.date:
        return f"{when(talk.date, talk.date_end)}, planned: {title_of(talk)}"
    status = say("planned_undated") if talk.status is TalkStatus.PLANNED else texts().status[talk.status]
    return f"{status}: {title_of(talk)}"
