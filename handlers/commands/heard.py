"""/heard: of the parties to a story, who is quoted, in what way and when last; what is not certain stands apart."""

from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from corpus.asking.names import parties
from corpus.asking.stories import name_of
from corpus.excerpts import beginning, cut, headline, short
from corpus.linking.heard import Heard, PartyHeard, Way, at_the_table, day_of, heard, own_words
from corpus.models import QuoteFilter, QuoteRow, Source, TalkFilter
from corpus.store import Corpus
from handlers.blocks.kit import Block, Button, Line, bullets, context, header, letters, line, note, rich
from handlers.blocks.reply import Reply, reply
from handlers.blocks.sources import outlet
from handlers.blocks.text import counted, day, joined, listed
from handlers.command import Cells, Command, News, Subject
from handlers.commands.disambiguation import nothing_read
from handlers.commands.next_steps import quotes_of
from handlers.commands.quote import told_by
from handlers.commands.talks_query import without_preposition
from handlers.commands.timeline import Course, Entry
from handlers.commands.timeline import shown as over_time
from handlers.query import Query
from handlers.texts import say, texts

MOST_SIDES, MOST_ARTICLES, SHOWN, HEADLINE = 8, 2_000, 60, 60


class Found(NamedTuple):
    """The story in words, its articles, all that is said in them, and who is heard; `drawn` is it over time."""

    told: str
    sources: Sequence[Source]
    rows: Sequence[QuoteRow]
    heard: Heard
    drawn: bool


def find(query: Query, corpus: Corpus) -> Found | Reply:
    """The stories that the words mean, by parties, by words of them or by days, the newest without any of these."""
    words = " ".join(word for word in query.words.split() if word.casefold() not in texts().typed["timeline"])
    asked = _subject(words, corpus)
    by_words = Subject(topic=without_preposition(words))  # a capital means its country, and may be a place only
    found = (_found(one, query, words != query.words, corpus) for one in (asked, by_words))
    nothing = note(say("no_such_story", which=words or query.window))
    return next((one for one in found if one), nothing_read() if corpus.is_empty() else reply([nothing]))


def _found(asked: Subject, query: Query, drawn: bool, corpus: Corpus) -> Found | None:
    ids, days = tuple(one.id for one in asked.entities), {"since": query.since, "until": query.until}
    rounds = corpus.rounds(TalkFilter(party_ids=ids, words=asked.topic, **days))
    stories = (one for one in corpus.stories() if query.meets(one.first, one.last))
    table = at_the_table(ids, asked.topic, stories, rounds, newest=not any(days.values()))
    told = [*table.sources, *(source for story in table.stories for source in corpus.told_in(story))]
    once = {source.id: source for source in told if query.holds(source.published)}
    sources = tuple(once.values())[:MOST_ARTICLES]
    rows = corpus.quotes(QuoteFilter(article_ids=tuple(once)[:MOST_ARTICLES], indirect=True)) if sources else ()
    title = joined(listed([short(one.name) for one in asked.entities]), asked.topic, query.window, by=" ")
    who = heard(rows, table.sides[:MOST_SIDES])
    return Found(title or say("newest_story"), sources, rows, who, drawn) if sources else None


def _subject(words: str, corpus: Corpus) -> Subject:
    known = parties(words, corpus)
    sides, topic = tuple(one for one in known.entities if one.kind == "party"), without_preposition(known.rest)
    label = say("who_is_heard", which=words or say("newest_story"))
    return Subject(sides, topic, kept=joined(*(one.id for one in sides), topic, by=" "), label=label)


def render(found: Found, query: Query, corpus: Corpus) -> Reply:
    """A line a party, then what is apart; over time where that is asked for."""
    if found.drawn:
        return over_time(_over_time(found, corpus), query, query.page)
    days = sorted({one.published for one in found.sources if one.published})
    span = joined(*dict.fromkeys(day(end) for end in (*days[:1], *days[-1:])), by=" to ")
    small = joined(
        counted(len(found.sources), "article"), span, say("once_each", number=found.heard.quotations), by=", "
    )
    apart = say("heard_apart", others=counted(found.heard.others, "quotation"), uncertain=found.heard.uncertain)
    lines = rich(bullets(_line(one, found.heard, corpus) for one in found.heard.parties))
    blocks: list[Block] = [header(say("who_is_heard", which=found.told)), context(small), lines, context(apart)]
    ways = quotes_of((one.party_id for one in found.heard.parties), corpus)[:4]
    if any(one.last for one in found.heard.parties):
        ways.append(Button("Timeline", str(query.of(f"{query.words} timeline"))))
    return reply(blocks, len(found.heard.parties), ways)


def _line(one: PartyHeard, among: Heard, corpus: Corpus) -> Line:
    ways = listed([f"{number} {way}" for way, number in one.ways]) or say("not_quoted")
    ends = " to ".join(dict.fromkeys(f"{share:.0%}" for share in among.share(one)))
    newest = one.last or one.last_at_all
    where = joined(f"“{cut(headline(newest.source), HEADLINE)}”", outlet(newest.source), by=", ") if newest else ""
    last = say("heard_last", day=day(day_of(newest)), source=where) if newest else ""
    told = joined(ways, ends if one.last else "", last)
    return line(letters(name_of(one.party_id, corpus), bold=True), letters(f": {told}"))


def _over_time(found: Found, corpus: Corpus) -> Course:
    dated = [(on, one, row) for one, row in own_words(found.heard, found.rows) if (on := day_of(row))]
    entries = [
        Entry(day=on.isoformat(), lane=name_of(one.party_id, corpus), label=f"“{beginning(row.quote.text, SHOWN)}”")
        for on, one, row in sorted(dated, key=itemgetter(0))
    ]
    return Course(say("heard_over_time", which=found.told), entries)


def _rows(found: Found) -> Iterator[Cells]:
    for one in found.heard.parties:
        last = (day_of(row) if row else None for row in (one.last, one.last_at_all))
        shares = (round(share, 3) for share in found.heard.share(one))
        yield (one.party_id, *map(one.count, Way), *last, *shares, found.heard.quotations, found.heard.uncertain)


def _news(words: str, article_ids: Sequence[str], corpus: Corpus) -> list[News]:
    """The first words of each party to the story in each of these articles."""
    found, new = find(Query(command="heard", words=words), corpus), frozenset(article_ids)
    said = list(own_words(found.heard, found.rows)) if isinstance(found, Found) else []
    once = {(one.party_id, row.source.id): row for one, row in reversed(said) if row.source.id in new}
    return [News(row.source.id, told_by(row)) for row in once.values()]


HEARD: Command[Found] = Command(
    name="heard",
    find=find,
    render=render,
    subject=_subject,
    columns=("party", *map(str, Way), "last_own", "last", "least_share", "most_share", "quotations", "uncertain"),
    rows=_rows,
    named=lambda found, _: found.told,
    news=_news,
    timeline=lambda found, corpus: _over_time(found, corpus) if found.drawn else None,
    alone=True,
)
