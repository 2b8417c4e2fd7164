"""One round of talks in full: who met, what came of it, what was said, what is on the table, what comes next."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from corpus.models import OUTLOOK, PositionFilter, PositionRow, QuoteFilter, QuoteRow, Round, Talk, TalkStatus
from corpus.vocabulary import stances
from handlers.blocks import (
    Element,
    actions,
    beginning,
    bullets,
    counted,
    cut,
    day,
    header,
    letters,
    line,
    listed,
    one_line,
    quotation,
    reply,
    rich,
    room,
    short,
    size,
)
from handlers.cards import issue_label, position_brief, quote_aloud, quote_blocks
from handlers.choices import ways_to
from handlers.quotes import spoken
from handlers.reply import Block, Reply
from handlers.sources import headline, listed_sources, outlet
from handlers.wording import wording

if TYPE_CHECKING:
    from corpus.store import Corpus

MOST_ACCOUNTS = 2
MOST_QUOTES = 4
MOST_POSITIONS = 3
MOST_PARTIES = 3
MOST_PLANS = 3
EVIDENCE = 150
LONGEST_SAID = 900

TALKED = frozenset({TalkStatus.HELD, TalkStatus.UNDER_WAY})
_AHEAD = frozenset({TalkStatus.PLANNED, TalkStatus.PROPOSED})


def account_of(one: Round, corpus: "Corpus") -> Reply:
    """Everything that the articles on these talks give, every side of it, with a way to the rest."""
    articles = tuple(dict.fromkeys(account.source.id for account in one.accounts))[:MOST_ACCOUNTS]
    quotes = _of_every_side(row for key in articles for row in spoken(corpus, QuoteFilter(article_id=key)))
    terms = _by_party(row for key in articles for row in corpus.positions(PositionFilter(article_id=key)))
    plans = _ahead(one, articles, corpus)
    before = [header(title_of(one.talk)), _facts(one.talk), *_outcomes(one)]
    after = [*_on_the_table(terms), *_next(plans), listed_sources(account.source for account in one.accounts)]
    few = _as_many_as_fit(quotes[:MOST_QUOTES], size([*before, *after]))
    sides = dict.fromkeys([*(row.party_id for row in quotes), *(rows[0].party_id for rows in terms.values())])
    ways = [*ways_to("quote", list(sides)[:2], corpus), *ways_to("positions", list(sides)[:2], corpus)]
    return reply(_aloud(one, few, terms, plans), [*before, *_said(few), *after, *actions(ways)])


def _as_many_as_fit(quotes: Sequence[QuoteRow], used: int) -> Sequence[QuoteRow]:
    fitting = (quotes[:number] for number in range(len(quotes), 0, -1))
    return next((few for few in fitting if used + size(_said(few)) <= room()), ())


# -- the talks themselves ----------------------------------------------------------------------------------------------


def title_of(talk: Talk) -> str:
    """The name that the source gives the talks, else one from their place or parties."""
    if talk.name:
        return short(talk.name)
    if talk.place:
        return f"Talks in {short(talk.place)}"
    return f"Talks between {_sides(talk)}" if talk.party_names else "Talks"


def one_liner(one: Round) -> str:
    """The talks on one line: title, date, place, parties, status."""
    talk = one.talk
    place = short(talk.place) if talk.place and talk.place not in title_of(talk) else ""
    several = "several rounds" if talk.several else ""
    dated = _date_of(talk) if talk.date or talk.date_phrase or talk.status is not TalkStatus.PROPOSED else ""
    sides = "" if _sides(talk) in title_of(talk) else _sides(talk)
    parts = [title_of(talk), dated, place, sides, several, wording().status[talk.status]]
    return " · ".join(part for part in parts if part)


def when(start: str | None, end: str | None) -> str:
    """One day or two: "29 Mar 2022", "29 Mar 2022 to 30 Mar 2022"; "" for no date."""
    return " to ".join(dict.fromkeys(day(value) for value in (start, end) if value))


def _date_of(talk: Talk) -> str:
    """The date, or the words that the source has for it, or that it has none."""
    if talk.date:
        return when(talk.date, talk.date_end)
    return f"“{short(talk.date_phrase.text)}”" if talk.date_phrase else "no date given"


def _sides(talk: Talk) -> str:
    return listed([short(name) for name in talk.party_names[:8]])


def _facts(talk: Talk) -> Block:
    about = {
        "When": _date_of(talk),
        "Where": short(talk.place) or "not stated",
        "Parties": _sides(talk) or "not stated",
        "Level": wording().level[talk.level] if talk.level else "",
        "Form": wording().form[talk.form] if talk.form else "",
        "Mediator": short(talk.mediator),
        "Announced by": short(talk.announced_by),
        "Took part" if talk.status in TALKED else "Named for them": _participants(talk),
        "Status": "several rounds, summed up" if talk.several else wording().status[talk.status],
    }
    return rich(bullets(line(letters(f"{name}: ", bold=True), letters(told)) for name, told in about.items() if told))


def _participants(talk: Talk) -> str:
    """Who took part and how we know; of talks that were not held, only whom the source names for them."""
    names = [short(one.name) for one in talk.participants[:8]]
    if talk.status not in TALKED:
        return listed(names)
    known = [wording().basis[one.basis] for one in talk.participants[:8]]
    return "; ".join(f"{name} ({basis})" for name, basis in zip(names, known, strict=True))


def _outcomes(one: Round) -> list[Block]:
    """What came of it, in the words of each source that says so."""
    told = [account for account in one.accounts if account.talk.outcome][:MOST_ACCOUNTS]
    if not told:
        return [_without_outcome(one)]
    parts = [line(letters("Outcome, in the source's words", bold=True))]
    for account in told:
        outcome = account.talk.outcome
        parts += [quotation(beginning(outcome.text, 2 * EVIDENCE))] if outcome else []
        parts += [line(letters(f"{headline(account.source)}, {outlet(account.source)}"))] if len(told) > 1 else []
    return [rich(*parts)]


def _without_outcome(one: Round) -> Block:
    """What the sources do say of the talks, where they give no outcome or there was none to give."""
    title = "Outcome: the sources do not say" if one.talk.status in TALKED else "In the source's words"
    shown = [quotation(beginning(span.text, 2 * EVIDENCE)) for span in one.talk.evidence[:1]]
    return rich(line(letters(title, bold=True)), *shown)


# -- what was said and what is wanted ----------------------------------------------------------------------------------


def _of_every_side(rows: Iterable[QuoteRow]) -> tuple[QuoteRow, ...]:
    """The quotes with the sides taking turns, so that the first few are not all of one; each side in its own order."""
    sides: dict[str | None, list[QuoteRow]] = {}
    for row in rows:
        sides.setdefault(row.party_id, []).append(row)
    return tuple(row for turn in zip_longest(*sides.values()) for row in turn if row)


def _by_party(rows: Iterable[PositionRow]) -> dict[str, list[PositionRow]]:
    """What each party has on the table; what it merely thinks of things is left out."""
    sides: dict[str, list[PositionRow]] = {}
    for row in rows:
        if row.position.stance not in OUTLOOK:
            sides.setdefault(short(row.position.party_name), []).append(row)
    return dict(list(sides.items())[:MOST_PARTIES])


def _said(rows: Sequence[QuoteRow]) -> list[Block]:
    if not rows:
        return []
    found = [block for row in rows for block in quote_blocks(row, longest=LONGEST_SAID)]
    return [rich(line(letters("Who said what in these reports", bold=True))), *found]


def _on_the_table(terms: dict[str, list[PositionRow]]) -> list[Block]:
    parts: list[Element] = []
    for party, rows in terms.items():
        parts += [line(letters(party, bold=True)), bullets(_term(row) for row in rows[:MOST_POSITIONS])]
        more = len(rows) - MOST_POSITIONS
        parts += [line(letters(f"and {counted(more, 'more position')}"))] if more > 0 else []
    return [rich(line(letters("On the table, in the source's words", bold=True))), rich(*parts)] if parts else []


def _term(row: PositionRow) -> Element:
    return line(letters(f"{issue_label(row)}: ", italic=True), letters(position_brief(row, EVIDENCE)))


# -- what comes next ---------------------------------------------------------------------------------------------------


def _ahead(one: Round, articles: Sequence[str], corpus: "Corpus") -> tuple[Round, ...]:
    """Talks planned or proposed in the same articles."""
    found = (other for other in corpus.talks() if other.talk.status in _AHEAD and other.talk != one.talk)
    same = (other for other in found if {account.source.id for account in other.accounts} & set(articles))
    return tuple(same)[:MOST_PLANS]


def plan(one: Round) -> str:
    """What is planned, with its date, or proposed without one: never a date that no source gives."""
    talk = one.talk
    if talk.status is TalkStatus.PLANNED and talk.date:
        return f"planned for {when(talk.date, talk.date_end)}: {title_of(talk)}"
    status = "planned, no date given" if talk.status is TalkStatus.PLANNED else wording().status[talk.status]
    return f"{status}: {title_of(talk)}"


def _next(plans: Sequence[Round]) -> list[Block]:
    if not plans:
        return []
    lines = [line(letters(plan(one)), *_shown_by(one)) for one in plans]
    return [rich(line(letters("Next", bold=True)), bullets(lines))]


def _shown_by(one: Round) -> list[Element]:
    words = [cut(one_line(span.text), EVIDENCE) for span in one.talk.evidence[:1]]
    return [letters(f" – “{text}”") for text in words]


def _aloud(one: Round, quotes: Sequence[QuoteRow], terms: dict[str, list[PositionRow]], plans: Sequence[Round]) -> str:
    outcomes = [account.talk.outcome.text for account in one.accounts if account.talk.outcome][:MOST_ACCOUNTS]
    parts = [f"{one_liner(one)}."]
    parts += [f"Outcome: “{cut(one_line(text), EVIDENCE)}”." for text in outcomes]
    parts += [f"{quote_aloud(row)}." for row in quotes]
    for party, rows in terms.items():
        told = [f"{stances()[row.position.stance].label} ({issue_label(row)})" for row in rows[:MOST_POSITIONS]]
        parts.append(f"On the table, {party} {', '.join(told)}.")
    parts += [f"Next, {plan(other)}." for other in plans]
    return " ".join(parts)
