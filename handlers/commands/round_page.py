"""One round of talks in full: who met, what came of it, what is new, who said what, what is wanted, what comes next."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from corpus.knowledge.vocabulary import stances
from corpus.linking.moves import trace
from corpus.models import OUTLOOK, PositionFilter, PositionRow, QuoteFilter, QuoteRow, Round, TalkStatus
from handlers.blocks.cards import issue_label, position_brief, quote_aloud, quote_blocks
from handlers.blocks.kit import (
    Element,
    actions,
    bullets,
    counted,
    cut,
    header,
    letters,
    line,
    one_line,
    reply,
    rich,
    room,
    short,
    size,
)
from handlers.blocks.reply import Block, Reply
from handlers.blocks.sources import listed_sources, printed
from handlers.commands.changes_since import since_before
from handlers.commands.disambiguation import ways_to
from handlers.commands.quotes_query import spoken
from handlers.commands.rounds import AHEAD, EVIDENCE, MOST_ACCOUNTS, facts, one_liner, outcomes, title_of, when
from handlers.texts import wording

if TYPE_CHECKING:
    from corpus.store import Corpus

MOST_QUOTES = 4
MOST_POSITIONS = 3
MOST_PARTIES = 3
MOST_PLANS = 3
LONGEST_SAID = 900
FOR_QUOTES = 1_200
"""Characters of a message that what is on the table leaves to what was said."""

_OFF = frozenset({TalkStatus.CANCELLED, TalkStatus.REFUSED})


def account_of(one: Round, corpus: "Corpus") -> Reply:
    """Everything that the articles on these talks give, every side of it, with a way to the rest."""
    articles = tuple(dict.fromkeys(account.source.id for account in one.accounts))[:MOST_ACCOUNTS]
    quotes = [row for key in articles for row in spoken(corpus, QuoteFilter(article_id=key))]
    terms = _by_party(row for key in articles for row in corpus.positions(PositionFilter(article_id=key)))
    plans = _ahead(one, articles, corpus)
    met = [header(title_of(one.talk)), facts(one), *outcomes(one)]
    last = [*_next(plans), listed_sources(account.source for account in one.accounts)]
    new = since_before(one, corpus, room() - size([*met, *last]))
    before = [*met, *new.blocks]
    after = [*_on_the_table(terms, room() - FOR_QUOTES - size([*before, *last])), *last]
    few = _as_many_as_fit(quotes, size([*before, *after]))
    sides = dict.fromkeys([*(row.party_id for row in quotes), *(rows[0].party_id for rows in terms.values())])
    ways = [*ways_to("quote", list(sides)[:2], corpus), *ways_to("positions", list(sides)[:2], corpus)]
    told = _aloud(one, few, terms, plans, new.text)
    return reply(told, [*before, *_said(few), *after, *actions(ways)], records=1)


def _as_many_as_fit(quotes: Sequence[QuoteRow], used: int) -> Sequence[QuoteRow]:
    """The first quotes of every side, in the order of the articles."""
    chosen = _of_every_side(quotes)[:MOST_QUOTES]
    fitting = ([row for row in quotes if row in chosen[:number]] for number in range(len(chosen), 0, -1))
    return next((few for few in fitting if used + size(_said(few)) <= room()), ())


# -- what was said and what is wanted ----------------------------------------------------------------------------------


def _of_every_side(rows: Iterable[QuoteRow]) -> tuple[QuoteRow, ...]:
    """The quotes with the sides taking turns, so that the first few are not all of one; each side in its own order."""
    sides: dict[str | None, list[QuoteRow]] = {}
    for row in rows:
        sides.setdefault(row.party_id, []).append(row)
    return tuple(row for turn in zip_longest(*sides.values()) for row in turn if row)


def _by_party(rows: Iterable[PositionRow]) -> dict[str, list[PositionRow]]:
    """What each party has on the table, each thing once; what it merely thinks of things is left out."""
    sides: dict[str, list[PositionRow]] = {}
    for row in (one.newest for one in trace(rows)):
        if row.position.stance not in OUTLOOK:
            sides.setdefault(short(row.position.party_name), []).append(row)
    return dict(list(sides.items())[:MOST_PARTIES])


def _said(rows: Sequence[QuoteRow]) -> list[Block]:
    if not rows:
        return []
    found = [block for row in rows for block in quote_blocks(row, longest=LONGEST_SAID)]
    return [rich(line(letters("Who said what in these reports", bold=True))), *found]


def _on_the_table(terms: dict[str, list[PositionRow]], left: int) -> list[Block]:
    """As many positions of each party as there is room for; how many are left out is said."""
    drafts = (_terms_of(terms, most) for most in range(MOST_POSITIONS, 0, -1))
    return next((blocks for blocks in drafts if size(blocks) <= left), []) if terms else []


def _terms_of(terms: dict[str, list[PositionRow]], most: int) -> list[Block]:
    parts: list[Element] = []
    for party, rows in terms.items():
        parts += [line(letters(party, bold=True)), bullets(_term(row) for row in rows[:most])]
        more = len(rows) - most
        parts += [line(letters(f"and {counted(more, 'more position')}"))] if more > 0 else []
    return [rich(line(letters("On the table, in the source's words", bold=True))), rich(*parts)]


def _term(row: PositionRow) -> Element:
    return line(letters(f"{issue_label(row)}: ", italic=True), letters(position_brief(row, EVIDENCE)))


# -- what comes next ---------------------------------------------------------------------------------------------------


def _ahead(one: Round, articles: Sequence[str], corpus: "Corpus") -> tuple[Round, ...]:
    """Talks that the same articles know as planned or proposed, also if they have been called off since."""
    found = (other for other in corpus.talks() if other.talk != one.talk and _is_ahead(other, articles))
    return tuple(found)[:MOST_PLANS]


def _is_ahead(other: Round, articles: Sequence[str]) -> bool:
    told = {account.talk.status for account in other.accounts if account.source.id in articles}
    return bool(told & AHEAD) and other.talk.status in AHEAD | _OFF


def plan(one: Round) -> str:
    """What is planned, with its date, or proposed without one: never a date that no source gives."""
    talk = one.talk
    if talk.status in _OFF and talk.date:
        return f"{wording().status[talk.status]}, once planned for {when(talk.date, talk.date_end)}: {title_of(talk)}"
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
    """The words that tell of it, with their source where it may be another than those listed."""
    where = f" ({cut(printed(one.accounts[0].source), EVIDENCE)})" if one.talk.status in _OFF else ""
    words = [cut(one_line(span.text), EVIDENCE) for span in one.talk.evidence[:1]]
    return [letters(f" – “{text}”{where}") for text in words]


def _aloud(
    one: Round, quotes: Sequence[QuoteRow], terms: dict[str, list[PositionRow]], plans: Sequence[Round], new: str
) -> str:
    outcomes = [account.talk.outcome.text for account in one.accounts if account.talk.outcome][:MOST_ACCOUNTS]
    parts = [f"{one_liner(one)}."]
    parts += [f"Outcome: “{cut(one_line(text), EVIDENCE)}”." for text in outcomes]
    parts += [new] if new else []
    parts += [f"{quote_aloud(row)}." for row in quotes]
    for party, rows in terms.items():
        told = [f"{stances()[row.position.stance].label} ({issue_label(row)})" for row in rows[:MOST_POSITIONS]]
        parts.append(f"On the table, {party} {', '.join(told)}.")
    parts += [f"Next, {plan(other)}." for other in plans]
    return " ".join(parts)
