"""What new articles bring for what a channel follows, and the one message that tells of it: the news comes first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.excerpts import cut
from corpus.keepings import Follow
from corpus.store import Corpus
from handlers.answer import command_named
from handlers.blocks.kit import Actions, Block, Button, context, menu, note
from handlers.blocks.payload import fit
from handlers.blocks.reply import Reply, reply
from handlers.blocks.text import counted
from handlers.command import News as Brought
from handlers.desk.follow import ending
from handlers.names import address
from handlers.texts import say

MOST_RECORDS = 3
MOST_ENDINGS = 5
LONGEST_LABEL = 200
AT_ONCE = 500
"""Articles that are asked for in one query."""

_BESIDES = 3
"""Blocks of an alert beside what it tells."""


@dataclass(frozen=True)
class News:
    """What new articles bring for one follow, newest article first; nothing for no news."""

    follow: Follow
    brought: tuple[Brought, ...] = ()

    @property
    def count(self) -> int:
        return len(self.brought)


def news_of(follow: Follow, article_ids: Sequence[str], corpus: Corpus) -> News:
    """What these articles bring for a follow; nothing where its person or party is in the corpus no more.

    Give it new arrivals only: of an article that the corpus knew before it cannot tell what is new in it.
    """
    name, _, words = follow.line.partition(" ")
    command = command_named(name)
    if not article_ids or command is None or command.news is None:
        return News(follow=follow)
    portions = [article_ids[start : start + AT_ONCE] for start in range(0, len(article_ids), AT_ONCE)]
    return News(follow=follow, brought=tuple(one for ids in portions for one in command.news(words, ids, corpus)))


def alert(news: Sequence[News], corpus: Corpus) -> Reply | None:
    """One message on all that is new in a channel, for everybody there; None where nothing is.

    As many records of each follow as there is room for, at most three; the rest is behind a button, and a menu ends
    what is followed.
    """
    told = [one for one in news if one.count]
    if not told:
        return None
    fewer = [(most, len(told)) for most in range(MOST_RECORDS, -1, -1)]
    drafts = [*fewer, *((0, at) for at in range(len(told), 0, -1))]
    made = ((most, at, [block for one in told[:at] for block in _part(one, most, corpus)]) for most, at in drafts)
    most, shown, blocks = next(draft for draft in made if fit(draft[2], _BESIDES))
    left = len(told) - shown
    more = [context(say("news_for_more", follows=counted(left, "more follow")))] if left else []
    count = sum(min(one.count, most) for one in told[:shown])
    ends = menu(ending(one.follow) for one in told)
    home = [context(say("all_followed_by"))] if ends and len(told) > MOST_ENDINGS else []
    return replace(reply([*blocks, *more, *([Actions((ends,))] if ends else []), *home], count), shared=True)


def _part(one: News, most: int, corpus: Corpus) -> list[Block]:
    """The newest records of a follow, then for what they are told, and a menu that shows all or ends it."""
    shown = one.brought[:most]
    left = one.count - len(shown)
    count = f"{left} more" if shown and left else f"{left} new" if left else ""
    told = f"Followed: {cut(one.follow.label, LONGEST_LABEL)}{f'; {count}' if count else ''}"
    every = Button("Show all", _asking(one.follow, corpus)) if left else None
    return [*(block for record in shown for block in record.blocks), note(told, every)]


def _asking(one: Follow, corpus: Corpus) -> str:
    """The line of a follow as people type it: with names where they are enough."""
    found = ((word, corpus.entity(word)) for word in one.line.split())
    return " ".join(address(entity, corpus) if entity else word for word, entity in found)
