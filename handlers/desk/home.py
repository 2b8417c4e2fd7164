"""The app's Home: the latest talks, what came in, what is followed, and what can be asked."""

from collections.abc import Sequence

from corpus.errors import StoreError
from corpus.excerpts import cut, one_line
from corpus.keepings import Follow, Recent
from corpus.models import Figures, PositionFilter
from corpus.store import Corpus
from handlers.blocks import kit
from handlers.blocks.kit import Block, Button, actions, context, header, letters, line, menu, note, rich
from handlers.blocks.reply import Reply, View, reply
from handlers.blocks.sources import source_line
from handlers.blocks.text import counted, counts, day
from handlers.commands import COMMANDS
from handlers.commands.help import examples
from handlers.commands.next_steps import positions_of, quotes_of
from handlers.commands.rounds import dated, outcomes, title_of
from handlers.desk.follow import ending
from handlers.texts import say

MOST_RECENT = 5
MOST_STORIES = 3
MOST_FOLLOWS = 20
MOST_PARTIES = 2
LABEL = 100


def _forms(*, may_choose: bool) -> tuple[Button, ...]:
    """What can be done from here; the app opens the form of that name."""
    forms = (
        Button("Search", "search", "open", primary=True),
        Button(say("add_article"), "add", "open"),
        Button(say("follow"), "follow", "open"),
    )
    return (*forms, Button(say("settings"), "settings", "open")) if may_choose else forms


def welcoming(corpus: Corpus) -> Reply:
    """What somebody is told who looks at the app for the first time: what it is, and what to try."""
    tries = [] if corpus.is_empty() else examples(COMMANDS.values(), corpus, 1)
    return reply([note(say("welcome")), *tries, context(say("how_else"))], ways=_forms(may_choose=False)[:1])


def home(follows: Sequence[Follow], corpus: Corpus, *, may_choose: bool = False) -> View:
    """The Home. With an empty corpus it says how to fill it; when the corpus cannot be read, that it cannot.

    Who `may_choose` is led to the settings.
    """
    try:
        nothing = [header("Readout"), note(say("nothing_read")), note(say("how_to_fill"))]
        blocks = nothing if corpus.is_empty() else [*_arrived(corpus), *_latest(corpus)]
        figures = [] if corpus.is_empty() else [kit.Divider(), context(_figures(corpus.figures()))]
        how = [kit.Divider(), header(say("how_to_ask")), *examples(COMMANDS.values(), corpus, 2), note(say("how_else"))]
        told = [*actions(_forms(may_choose=may_choose)), *blocks, *_followed(follows), *how, *figures]
    except StoreError as error:
        told = [header("Readout"), note(str(error))]
    return View(tuple(told), kind="home")


def _figures(one: Figures) -> str:
    told = {kind: getattr(one, kind) for kind in ("articles", "people", "parties", "quotes", "positions")}
    newest = say("newest_of", day=day(one.newest)) if one.newest else ""
    return f"{counts({**told, 'rounds': one.talks}, every=True)}.{newest}"


def _latest(corpus: Corpus) -> list[Block]:
    """The newest round of each story, with what came of it; nothing where no talks are known to have been held."""
    rounds = corpus.latest()[:MOST_STORIES]
    if not rounds:
        return []
    blocks = [rich(line(letters(f"{title_of(one.talk)} · {dated(one)}", bold=True)), *outcomes(one)) for one in rounds]
    ways = actions([Button("Read more", "/talks latest"), Button("All talks", "/talks")])
    return [header("Latest talks"), *blocks, *ways]


def _arrived(corpus: Corpus) -> list[Block]:
    """What came last, by the day of publication."""
    recent = sorted(corpus.recent(MOST_RECENT), key=lambda one: str(one.source.published or ""), reverse=True)
    articles = [block for one in recent for block in _arrival(one, corpus)]
    return [kit.Divider(), header(say("new_here")), *articles] if articles else []


def _arrival(one: Recent, corpus: Corpus) -> list[Block]:
    """The headline, and what was found with a menu of ways to the parties that the article gives positions of."""
    rows = corpus.positions(PositionFilter(article_id=one.source.id))
    parties = list(dict.fromkeys(row.party_id for row in rows))[:MOST_PARTIES]
    ways = menu([*quotes_of(parties, corpus), *positions_of(parties, corpus)])
    told = counts({"quotes": one.quotes, "positions": one.positions, "accounts": one.talks})
    return [rich(source_line(one.source)), note(f"{told}." if told else say("nobody_quoted"), ways)]


def _followed(follows: Sequence[Follow]) -> list[Block]:
    if not follows:
        return []
    shown = [block for one in follows[:MOST_FOLLOWS] for block in (_told(one), *actions([ending(one, "Unfollow")]))]
    more = len(follows) - MOST_FOLLOWS
    rest = [context(f"and {counted(more, 'other')}.")] if more > 0 else []
    return [kit.Divider(), header("Followed"), *shown, *rest]


def _told(one: Follow) -> Block:
    """What is followed, where, and when something was last heard of it."""
    heard: list[kit.Element] = [letters("; last told "), kit.Moment(one.told_at)] if one.told_at else []
    return rich(line(letters(f"{cut(one_line(one.label or one.line), LABEL)}, in "), kit.channel(one.channel), *heard))
