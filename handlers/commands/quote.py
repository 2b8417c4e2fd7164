"""/quote: what somebody is quoted with, word for word, in the order of the articles."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby, islice
from typing import Any, NamedTuple

from corpus.asking.beside import across_from
from corpus.asking.names import Named, subject_of
from corpus.asking.quotes import (
    MOST_RESPELT,
    Chain,
    Told,
    chains_of,
    in_that_role,
    joined_runs,
    once,
    sentence_of,
    spoken,
    told_first,
    uttered,
    words_filter,
)
from corpus.asking.spoken import Beside, transcripts_beside
from corpus.excerpts import one_line, short
from corpus.linking.printings import key_of, utterances
from corpus.models import Answer, Entity, QuoteFilter, QuoteRow, RowKey, Span, Unknown
from corpus.names.index.near_words import respelt
from corpus.store import Corpus
from corpus.store.listing import Unfolding
from handlers.blocks.kit import Block, Button, context, header, letters, line, note, rich
from handlers.blocks.pages import Page, page, place, turning
from handlers.blocks.quote_card import quote_badges, quote_card, speaker
from handlers.blocks.reply import Reply, reply, saying
from handlers.blocks.sources import source_line, unnamed_outlets
from handlers.blocks.text import counted, day, joined, sentence
from handlers.command import PRINTED, Cells, Command, Errors, News, Subject, printed_cells, unsure
from handlers.commands.disambiguation import ask_back, nothing_read, side_of, whois
from handlers.commands.next_steps import positions_of, quotes_of, same_talks
from handlers.commands.printings import COLUMNS as OF_PRINTINGS
from handlers.commands.printings import PRINTINGS, cells_of, more_printings, shown_printings, wants_printings
from handlers.names import address, understood
from handlers.query import Query
from handlers.texts import say, texts

MOST_NEWEST, NEWEST_ROOM = 5, 180
MOST_LOOKED_AT = 50
"""Quotes, the newest ones; those within others' are not shown."""

MOST_TRIED = 1000
"""Utterances, the newest ones, of which it is told whether they are printed more than once."""


class Found(NamedTuple):
    """Whom the words mean, what they ask for, and the printings of each; `chains` where those are asked for.

    `quotes` are all of them, or the ones that stand each for its utterance where there are `many`: so many, in so many
    articles, as far as that is known.
    """

    entity: Entity
    named: Named
    quotes: Iterable[QuoteRow]
    rows: Callable[[], Iterable[QuoteRow]]
    printings: Callable[[QuoteRow], Chain]
    said: Callable[[QuoteRow], tuple[Beside, ...]]
    many: tuple[int | None, int | None] | None = None
    chains: Sequence[Chain] | None = None


def find(query: Query, corpus: Corpus) -> Found | Reply:
    """The quotes asked for, at least one; else the answer that says why there are none, or asks who is meant."""
    kept = wants_printings(query.words)
    found = _find(query if kept is None else query.of(kept, query.page), corpus)
    if kept is None or not isinstance(found, Found):
        return found
    quotes = found.quotes if found.many is None else islice(found.quotes, MOST_TRIED)
    return found._replace(chains=Unfolding(chains_of(quotes, corpus)))


def _find(query: Query, corpus: Corpus) -> Found | Reply:
    if query.words.casefold() in texts().typed["everybody"]:
        return _newest(query, corpus)
    named = subject_of(query.words, corpus)
    if not isinstance(named.resolution, Answer):
        return ask_back(query, named.resolution, corpus, named.rest)
    entity = named.resolution.entity
    where = words_filter(entity, named.rest).model_copy(update={"since": query.since, "until": query.until})
    few = corpus.sayings.few(where)
    rows, said = partial(spoken, corpus, where), partial(transcripts_beside, corpus=corpus)
    if few is None:
        count = corpus.sayings.count(where)
        return Found(entity, named, corpus.sayings.once(where), rows, corpus.printings, said, many=count)
    if few:
        return Found(entity, named, few, rows, corpus.printings, said)
    newest = islice(corpus.sayings.once(words_filter(entity)), MOST_RESPELT)
    if named.rest and (meant := respelt(named.rest, (row.quote.text for row in newest))):
        return _find(query.of(f"{entity.id} {meant}", query.page), corpus)
    return nothing_read() if corpus.is_empty() else _nothing(entity, named, query, corpus)


def _newest(query: Query, corpus: Corpus) -> Reply:
    """What is quoted in the newest articles, whoever said it: a look at what there is, with no further pages."""
    if corpus.is_empty():
        return nothing_read()
    within = QuoteFilter(since=query.since, until=query.until, limit=MOST_LOOKED_AT)
    rows = spoken(corpus, within)[:MOST_NEWEST]
    if not rows:
        bounded = say("in_what_was_printed", window=query.window) if query.window else ""
        return saying(f"{say('nobody_at_all')}{bounded}.")
    shown = page(rows, 1, told_by, room=NEWEST_ROOM)
    told = [context(sentence(query.printed))] if query.printed else []
    blocks = [header(say("newest_of_all")), *told, *shown.blocks, *unnamed_outlets(row.source for row in shown.items)]
    return reply(blocks, len(shown.records), quotes_of((row.speaker_id or row.party_id for row in shown.items), corpus))


def render(found: Found, query: Query, corpus: Corpus) -> Reply:
    """The words first, newest article first; a run of quotes of one article shares one line on its source."""
    title = whois(found.entity, corpus)
    asked = query.of(f"{address(found.entity, corpus)} {found.named.rest}", query.page)
    if found.chains is not None:
        return shown_printings(title, found.chains, asked, corpus)
    told = once(found.quotes) if found.many is None else Unfolding(joined_runs(told_first(found.quotes)))
    shown = page(told, query.page, lambda one: quote_card(one.row, title, also=one.also))
    rows = [row for one in shown.items for row in (one.row, *one.also)]
    chains = {key_of(row): chain for row, chain in zip(rows, corpus.printings_of(rows), strict=True)}
    printed = {id(one): _printed_more(one, chains) for one in shown.items}
    blocks = [header(title), context(_told(found, query, shown)), *_by_article(shown, printed)]
    blocks += unnamed_outlets(one.row.source for one in shown.items)
    again = [Button(say("printings"), str(asked.of(f"{asked.words} {PRINTINGS}")))] if any(printed.values()) else []
    return reply(blocks, len(shown.records), [*turning(shown, asked), *again, *_others(shown, corpus)])


def each_once(found: Found) -> Sequence[tuple[QuoteRow, ...]]:
    """Each utterance, by the quote that stands for it, with those of its others that are known without reading more."""
    if found.many is None:
        return utterances(found.quotes)
    return Unfolding((one.row,) for one in told_first(found.quotes))


def with_printings(found: Found, same: Sequence[QuoteRow]) -> Sequence[QuoteRow]:
    """An utterance of `each_once` with all of its quotes by whoever says it."""
    if found.many is None:
        return same
    first = same[0]
    others = (one.row for one in found.printings(first))
    return [first, *(row for row in others if row.speaker_ids == first.speaker_ids and key_of(row) != key_of(first))]


def _printed_more(one: Told, chains: Mapping[RowKey, Chain]) -> str:
    """How often it is printed besides; of fragments of one sentence, what is told of the first that is."""
    told = (more_printings(chains[key_of(row)], row) for row in (one.row, *one.also))
    return next(filter(None, told), "") or (say("same_words", number=one.more) if one.more else "")


def _by_article(shown: Page[Told], printed: Mapping[int, str]) -> Iterator[Block]:
    for (_, more), run in groupby(shown.records, key=lambda record: (record[0].row.source.id, printed[id(record[0])])):
        told = list(run)
        yield from (block for _, blocks in told for block in blocks)
        first, is_said = told[0][0], any(one.row.quote.said_on for one, _ in told)
        yield rich(source_line(first.row.source, more, dated=is_said))


def _told(found: Found, query: Query, shown: Page[Told]) -> str:
    """How many quotes, and whom and what the words were understood to mean."""
    rows = () if found.many else tuple(found.quotes)
    quotes, articles = found.many or (len(utterances(rows)), len({row.source.id for row in rows}))
    with_words = f" with “{found.named.rest}”" if found.named.rest else ""
    whom = understood(found.entity, found.named.typed)
    number = "Quotes" if quotes is None else counted(quotes, "quote")
    where = f" in {counted(articles, 'article')}" if articles else ""
    reprints = say("reprints_counted") if found.many and quotes else ""
    order = "newest first" if articles != 1 else ""
    counts = sentence(f"{number}{with_words}{where}", reprints, query.printed, order, place(shown))
    return counts if whom == found.entity.name else f"{whom}. {counts}"


def _others(shown: Page[Told], corpus: Corpus) -> list[Any]:
    """Ways on: what the parties to the story want, whom the same article quotes for another, and its talks."""
    newest = shown.items[0].row
    others = across_from([newest.party_id], newest.source, corpus)
    beside = spoken(corpus, QuoteFilter(article_id=newest.source.id))
    quoted = [row.party_id for row in beside if row.party_id in others]
    parties = [newest.party_id, *(others if len(others) == 1 else [])]
    return [*positions_of(parties, corpus), *quotes_of(quoted, corpus)[:2], *same_talks(newest.source, corpus)]


def _nothing(entity: Entity, named: Named, query: Query, corpus: Corpus) -> Reply:
    whom, side = understood(entity, named.typed), side_of(entity, corpus)
    bounded = say("in_what_was_printed", window=query.window) if query.window else ""
    everything = corpus.sayings.count(words_filter(entity))[0] if named.rest or bounded else 0
    if everything:
        missing = say("no_quote_with", whom=whom, words=named.rest) if named.rest else say("no_quote", whom=whom)
        without = "Without them" if named.rest else say("without_days")
        told = f"{missing}{bounded}. {without} there {'is' if everything == 1 else 'are'} {everything}."
        meant = [*in_that_role(entity, named.rest, corpus), entity.id]
        return reply([header(whois(entity, corpus)), note(told)], ways=quotes_of(meant, corpus))
    told = say("party_unquoted" if entity.kind == "party" else "person_unquoted", whom=whom)
    ways = positions_of([side.id if side else None], corpus)
    ways += quotes_of([side.id if side and side != entity else None], corpus)
    return reply([header(whois(entity, corpus)), note(told)], ways=ways)


def _subject(words: str, corpus: Corpus) -> Subject | Unknown:
    named = subject_of(words, corpus)
    if not isinstance(named.resolution, Answer):
        return unsure(named.resolution, named.rest)
    entity, rest = named.resolution.entity, one_line(named.rest)
    label = f"quotes of {short(entity.name)}{f' with “{rest}”' if rest else ''}"
    return Subject((entity,), named.rest, kept=f"{entity.id} {rest}".strip(), label=label)


def _row(row: QuoteRow, said: Iterable[Beside]) -> Cells:
    quote, sentence = row.quote, sentence_of(row)
    words = (quote.text, quote.kind, quote.speaker_name, quote.speaker_kind, quote.speaker_role, quote.party_name)
    where = Span(start=quote.start, end=quote.end, text=quote.text)
    told = ("; ".join(quote.flags), sentence.text if sentence else None, "; ".join(quote_badges(quote)))
    heard = "; ".join(joined(one.how, one.at, one.title, day(one.published), by=", ") for one in said)
    return (*words, quote.said_on, *printed_cells(row.source, [where]), *told, heard)


def _rows(found: Found) -> Iterator[Cells]:
    """Each quote with its place among its printings; where printings are asked for, all of them."""
    if found.chains is not None:
        yield from (
            (*_row(one.row, found.said(one.row)), *cells_of(one.row, chain)) for chain in found.chains for one in chain
        )
    else:
        yield from ((*_row(row, found.said(row)), *cells_of(row, found.printings(row))) for row in found.rows())


def _news(words: str, article_ids: Sequence[str], corpus: Corpus) -> list[News]:
    who, _, rest = words.partition(" ")
    entity = corpus.entity(who)
    where = words_filter(entity, rest).model_copy(update={"article_ids": tuple(article_ids)}) if entity else None
    once: dict[tuple[str | None, str], QuoteRow] = {}
    for row in spoken(corpus, where) if where else ():
        once.setdefault((row.quote.speaker_name, one_line(uttered(row.quote.text))), row)
    return [News(article_id=row.source.id, blocks=told_by(row)) for row in once.values()]


def told_by(row: QuoteRow) -> tuple[Block, ...]:
    """Who, which words, where: a telephone shows the first line of a message."""
    who = speaker(row.quote)
    where = rich(source_line(row.source, dated=row.quote.said_on is not None))
    return (rich(line(letters(who, bold=True))), *quote_card(row, who), where)


def _mistakes(form: Mapping[str, Any]) -> Errors:
    errors = {} if form["who"] else {"who": say("quotes_need_who")}
    errors |= {"other": say("quotes_of_one")} if form["other"] else {}
    return errors | ({"issue": say("quotes_by_words")} if form["issue"] else {})


QUOTE: Command[Found] = Command(
    name="quote",
    find=find,
    render=render,
    subject=_subject,
    columns=(
        *("text", "kind", "speaker", "speaker_kind", "role", "party", "said_on"),
        *(*PRINTED, "flags", "sentence", "notes", "said"),
        *OF_PRINTINGS,
    ),
    rows=_rows,
    named=lambda found, _: f"{short(found.entity.name)} {found.named.rest}".strip(),
    news=_news,
    mistakes=_mistakes,
)
