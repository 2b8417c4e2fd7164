"""What new articles bring for what a channel follows, and the one message that tells of it."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from corpus.keepings import Follow
from corpus.knowledge.vocabulary import issues_named
from corpus.models import Entity, PositionFilter, PositionRow, QuoteRow, Record, Round, TalkAccount
from handlers.blocks.cards import position_aloud, position_blocks, quote_aloud, quote_blocks, uttered
from handlers.blocks.kit import (
    Button,
    actions,
    beginning,
    context,
    counted,
    cut,
    header,
    letters,
    line,
    listed,
    note,
    one_line,
    quotation,
    reply,
    rich,
    room,
    size,
)
from handlers.blocks.limits import most_items
from handlers.blocks.reply import Block, Reply
from handlers.blocks.sources import printed
from handlers.commands.quotes_query import spoken, words_filter
from handlers.commands.rounds import one_liner, title_of
from handlers.commands.talks import Which, read_which
from handlers.desk.follow import MOST_BUTTONS, ending
from handlers.words import address

if TYPE_CHECKING:
    from corpus.store import Corpus

MOST_RECORDS = 3
LONGEST_QUOTE = 600
"""Characters of a quote that an alert shows; whoever wants the rest has a button."""

LONGEST_LABEL = 200
LONGEST_ALOUD = 300
AT_ONCE = 500
"""Articles that are asked for in one query."""

_BESIDES = 4
"""Blocks of an alert beside what it tells: the header, the buttons, two lines on further follows."""


class TalkNews(Record):
    """Talks that a new article tells of, and what it tells."""

    talks: Round
    account: TalkAccount


class News(Record):
    """What new articles bring for one follow: of its kind, newest article first; all empty for nothing."""

    follow: Follow
    quotes: tuple[QuoteRow, ...] = ()
    positions: tuple[PositionRow, ...] = ()
    talks: tuple[TalkNews, ...] = ()

    @property
    def count(self) -> int:
        return len(self.quotes) + len(self.positions) + len(self.talks)


def news_of(follow: Follow, article_ids: Sequence[str], corpus: "Corpus") -> News:
    """What these articles bring for a follow; nothing where its person or party is in the corpus no more.

    Give it new arrivals only: of an article that the corpus knew before it cannot tell what is new in it.
    """
    command, _, words = follow.line.partition(" ")
    if not article_ids:
        return News(follow=follow)
    if command == "/quote":
        return News(follow=follow, quotes=_quotes(words, article_ids, corpus))
    if command == "/positions":
        return News(follow=follow, positions=_positions(words, article_ids, corpus))
    return News(follow=follow, talks=_talks(words, article_ids, corpus))


def _quotes(words: str, article_ids: Sequence[str], corpus: "Corpus") -> tuple[QuoteRow, ...]:
    who, _, rest = words.partition(" ")
    entity = corpus.entity(who)
    if entity is None:
        return ()
    where = words_filter(entity, rest)
    portions = (where.model_copy(update={"article_ids": ids}) for ids in _portions(article_ids))
    once: dict[tuple[str | None, str], QuoteRow] = {}
    for row in (row for portion in portions for row in spoken(corpus, portion)):
        once.setdefault((row.quote.speaker_name, one_line(uttered(row.quote.text))), row)
    return tuple(once.values())


def _positions(words: str, article_ids: Sequence[str], corpus: "Corpus") -> tuple[PositionRow, ...]:
    whose, _, topic = f" {words}".partition(" on ")
    issues = issues_named(topic) if topic else ()
    where = PositionFilter(
        party_ids=tuple(whose.split()),
        issues=tuple(issue.id for issue in issues),
        words="" if issues else topic,
    )
    portions = (where.model_copy(update={"article_ids": ids}) for ids in _portions(article_ids))
    return tuple(row for portion in portions for row in corpus.positions(portion))


def _talks(words: str, article_ids: Sequence[str], corpus: "Corpus") -> tuple[TalkNews, ...]:
    which, new = read_which(words, corpus), frozenset(article_ids)
    if not isinstance(which, Which):
        return ()
    told = ((one, _told_by(one, new)) for one in corpus.talks(which.where) if _with_all(one, which.people))
    return tuple(TalkNews(talks=one, account=account) for one, account in told if account)


def _told_by(one: Round, new: frozenset[str]) -> TalkAccount | None:
    """The newest account in these articles that does more than recall the talks."""
    return next((told for told in one.accounts if told.source.id in new and not told.talk.background), None)


def _with_all(one: Round, people: Iterable[Entity]) -> bool:
    names = {participant.name.casefold() for participant in one.talk.participants}
    return all({name.casefold() for name in (person.name, *person.aliases)} & names for person in people)


def _portions(article_ids: Sequence[str]) -> list[tuple[str, ...]]:
    """The articles in portions that a query takes."""
    return [tuple(article_ids[start : start + AT_ONCE]) for start in range(0, len(article_ids), AT_ONCE)]


# -- the message -------------------------------------------------------------------------------------------------------


class _Card(NamedTuple):
    """A record in an alert, and what it says to those who do not see the blocks."""

    blocks: tuple[Block, ...]
    aloud: str


def alert(news: Sequence[News], corpus: "Corpus") -> Reply | None:
    """One message on all that is new in a channel, for everybody there; None where nothing is.

    As many records of each follow as there is room for, at most three; the rest is behind a button.
    """
    told = [one for one in news if one.count]
    if not told:
        return None
    most, shown = next(draft for draft in _drafts(told, corpus) if _fits(draft[1]))
    left = len(told) - len(shown)
    blocks = [block for part in shown for block in part]
    more = [context(f"There is news for {counted(left, 'more follow')} of this channel.")] if left else []
    count = sum(min(one.count, most) for one in told[: len(shown)])
    made = reply(_aloud(told), [header(_title(told)), *blocks, *more, *_endings(told)], count)
    return made.model_copy(update={"shared": True})


def _drafts(told: Sequence[News], corpus: "Corpus") -> Iterable[tuple[int, list[list[Block]]]]:
    """Fewer and fewer records, then fewer follows; the last draft always fits."""
    for most in range(MOST_RECORDS, -1, -1):
        yield most, [_part(one, most, corpus) for one in told]
    for number in range(len(told), 0, -1):
        yield 0, [_part(one, 0, corpus) for one in told[:number]]


def _fits(parts: list[list[Block]]) -> bool:
    blocks = [block for part in parts for block in part]
    return len(blocks) + _BESIDES <= most_items("message", "blocks") and size(blocks) <= room()


def _part(one: News, most: int, corpus: "Corpus") -> list[Block]:
    """A follow with its newest records, and a way to those that are not shown."""
    cards = _cards(one)[:most]
    left = one.count - len(cards)
    label = _capital(cut(one.follow.label, LONGEST_LABEL))
    if not cards:
        return [note(f"{label}: {left} new.", Button("Show", _asking(one.follow, corpus)))]
    rest = [note(f"and {left} more.", Button("Show all", _asking(one.follow, corpus)))] if left else []
    return [rich(line(letters(label, bold=True))), *(block for card in cards for block in card.blocks), *rest]


def _asking(one: Follow, corpus: "Corpus") -> str:
    """The line of a follow as people type it: with names where they are enough."""
    found = ((word, corpus.entity(word)) for word in one.line.split())
    return " ".join(address(entity, corpus) if entity else word for word, entity in found)


def _cards(one: News) -> list[_Card]:
    return [
        *(_Card(quote_blocks(row, longest=LONGEST_QUOTE), quote_aloud(row)) for row in one.quotes[:MOST_RECORDS]),
        *(_Card(position_blocks(row), position_aloud(row)) for row in one.positions[:MOST_RECORDS]),
        *(_talk_card(talk) for talk in one.talks[:MOST_RECORDS]),
    ]


def _talk_card(one: TalkNews) -> _Card:
    """The talks on a line, and what the new article says of them in its own words."""
    title, told, source = title_of(one.talks.talk), one_liner(one.talks), printed(one.account.source)
    words = [span.text for span in (one.account.talk.outcome, *one.account.talk.evidence) if span and span.text.strip()]
    shown = [quotation(beginning(text, LONGEST_QUOTE)) for text in words[:1]]
    head = line(letters(title, bold=True), letters(told.removeprefix(title) or "."))
    return _Card((rich(head, *shown), context(source)), f"{told} ({source})")


def _title(told: Sequence[News]) -> str:
    articles = {source for one in told for source in _sources(one)}
    return f"New in {counted(len(articles), 'article')}"


def _sources(one: News) -> list[str]:
    quoted, stated = (row.source.id for row in one.quotes), (row.source.id for row in one.positions)
    return [*quoted, *stated, *(talk.account.source.id for talk in one.talks)]


def _endings(told: Sequence[News]) -> list[Block]:
    buttons = actions(ending(one.follow) for one in told[:MOST_BUTTONS])
    home = [context("To see all that is followed here, type /quote unfollow.")] if len(told) > MOST_BUTTONS else []
    return [*buttons, *home]


def _aloud(told: Sequence[News]) -> str:
    labels = listed([f"{cut(one.follow.label, 80)} ({one.count})" for one in told[:MOST_BUTTONS]])
    said = [cut(card.aloud, LONGEST_ALOUD) for one in told[:MOST_BUTTONS] for card in _cards(one)[:1]]
    return " ".join([f"{_title(told)}: {labels}.", *said])


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]
