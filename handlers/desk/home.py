"""The app's Home: the latest talks, what came in, what is followed, and what can be asked."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from corpus.errors import StoreError
from corpus.keepings import Follow, Recent
from corpus.models import Figures, PositionFilter
from handlers.blocks.kit import (
    Button,
    actions,
    channel,
    context,
    counted,
    cut,
    day,
    header,
    letters,
    line,
    link,
    listed,
    moment,
    note,
    numbered,
    one_line,
    rich,
)
from handlers.blocks.reply import Block, View
from handlers.blocks.sources import headline, outlet
from handlers.commands.disambiguation import is_empty, ways_to
from handlers.commands.rounds import facts, one_liner, outcomes
from handlers.commands.talks import latest_held
from handlers.desk.follow import ending
from handlers.intent.plain import examples

if TYPE_CHECKING:
    from corpus.store import Corpus

MOST_RECENT = 5
MOST_FOLLOWS = 20  # two blocks each, of the hundred that a Home takes
MOST_PARTIES = 2
LABEL = 100

DIVIDER: Block = {"type": "divider"}
HOW = (
    "Search by name, issue, days and words: the shortcut “Search Readout”.",
    "Check a quotation in a message: the menu of the message, “Check this quote”.",
    "Add an article: the shortcut “Add an article”, or send its text to Readout as a file.",
    "Follow: write “follow” behind a command, in the channel that is to hear what is new.",
    "Ask in plain words: mention Readout in a channel, or write to it directly.",
)
EMPTY = "No article has been read yet, so there is nothing to quote."
FILL = "Add one with the shortcut “Add an article”, or on the server: readout ingest seeds/"


def home(follows: Sequence[Follow], corpus: "Corpus") -> View:
    """The Home. With an empty corpus it says how to fill it; when the corpus cannot be read, that it cannot."""
    try:
        blocks = _nothing_yet() if is_empty(corpus) else _in_full(corpus)
        told = [*blocks, *_followed(follows), *_how(corpus)]
    except StoreError as error:
        told = [header("Readout"), note(str(error))]
    return View(kind="home", blocks=numbered(told))


def _nothing_yet() -> list[Block]:
    return [header("Readout"), note(EMPTY), note(FILL)]


def _in_full(corpus: "Corpus") -> list[Block]:
    figures = corpus.figures()
    return [header("Readout"), context(_figures(figures)), *_latest(corpus), *_arrived(corpus)]


def _figures(figures: Figures) -> str:
    counts = [
        counted(figures.articles, "article"),
        counted(figures.people, "person", "people"),
        counted(figures.parties, "party", "parties"),
        counted(figures.quotes, "quote"),
        counted(figures.positions, "position"),
        counted(figures.talks, "round of talks", "rounds of talks"),
    ]
    newest = f" The newest article is of {day(figures.newest)}." if figures.newest else ""
    return f"{listed(counts)}.{newest}"


# -- the latest talks --------------------------------------------------------------------------------------------------


def _latest(corpus: "Corpus") -> list[Block]:
    """The newest round that was held, in short; nothing where no talks are known to have been held."""
    latest = latest_held(corpus.talks())
    if latest is None:
        return []
    title = rich(line(letters(one_liner(latest), bold=True)))
    ways = [Button("Read more", "/talks latest"), Button("All talks", "/talks")]
    return [DIVIDER, header("The latest talks"), title, facts(latest), *outcomes(latest), *actions(ways)]


# -- what came in ------------------------------------------------------------------------------------------------------


def _arrived(corpus: "Corpus") -> list[Block]:
    recent = corpus.recent(MOST_RECENT)
    articles = [block for one in recent for block in _arrival(one, corpus)]
    return [DIVIDER, header("New in Readout"), *articles] if articles else []


def _arrival(one: Recent, corpus: "Corpus") -> list[Block]:
    """The headline with its source, what was found, and ways to the parties that the article gives positions of."""
    printed = ", ".join(part for part in (outlet(one.source), day(one.source.published)) if part)
    title = rich(line(link(one.source.url, headline(one.source)), letters(f", {printed}")))
    rows = corpus.positions(PositionFilter(article_id=one.source.id))
    parties = list(dict.fromkeys(row.party_id for row in rows))[:MOST_PARTIES]
    ways = [*ways_to("quote", parties, corpus), *ways_to("positions", parties, corpus)]
    return [title, context(_found(one)), *actions(ways)]


def _found(one: Recent) -> str:
    counts = ((one.quotes, "quote"), (one.positions, "position"), (one.talks, "account of talks"))
    many = {"account of talks": "accounts of talks"}
    told = [counted(number, noun, many.get(noun)) for number, noun in counts if number]
    return f"{listed(told)}." if told else "Nobody is quoted in it."


# -- what is followed --------------------------------------------------------------------------------------------------


def _followed(follows: Sequence[Follow]) -> list[Block]:
    if not follows:
        return []
    shown = [block for one in follows[:MOST_FOLLOWS] for block in (_told(one), *actions([ending(one, "Unfollow")]))]
    more = len(follows) - MOST_FOLLOWS
    rest = [context(f"and {counted(more, 'other', 'others')}.")] if more > 0 else []
    return [DIVIDER, header("Followed"), *shown, *rest]


def _told(one: Follow) -> Block:
    """What is followed, where, and when something was last heard of it."""
    heard = [letters("; last told "), moment(one.told_at)] if one.told_at else []
    return rich(line(letters(f"{cut(one_line(one.label or one.line), LABEL)}, in "), channel(one.channel), *heard))


# -- how to ask --------------------------------------------------------------------------------------------------------


def _how(corpus: "Corpus") -> list[Block]:
    return [DIVIDER, header("How to ask"), *examples(corpus), *map(note, HOW)]
