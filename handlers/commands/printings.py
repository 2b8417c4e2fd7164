"""/quote … printings: everywhere that the same words are printed, oldest first, with what differs."""

from collections.abc import Sequence

from corpus.asking.quotes import Chain, articles_of
from corpus.excerpts import one_line, short
from corpus.linking.lineage import Difference, Kinship
from corpus.linking.printings import Link, Printing
from corpus.models import QuoteRow
from corpus.store import Corpus
from handlers.blocks.kit import Block, Button, Line, bullets, context, header, letters, line, note, rich
from handlers.blocks.pages import page, place, turning
from handlers.blocks.quote_card import quoted_words, speaker
from handlers.blocks.reply import Reply, reply
from handlers.blocks.sources import outlet, source_line
from handlers.blocks.text import counted, day
from handlers.query import Query
from handlers.texts import say, texts

MOST_SHOWN = 12
"""Printings of one utterance that are shown, what is altered before what is not; the export has all."""

MOST_DIFFERENCES, MOST_TRANSLATED = 3, 3
LONGEST = 80

PRINTINGS = "printings"
"""What stands at the end of a command line that asks for them."""


def wants_printings(words: str) -> str | None:
    """The words before "printings"; None where they do not end with it."""
    kept, _, last = words.rpartition(" ")
    return kept if kept and last.casefold() in texts().typed["printings"] else None


def more_printings(chain: Chain, shown: QuoteRow) -> str:
    """How many articles more print it, and how many otherwise: "+12 printings, 2 of them altered"; "" for none."""
    others = {one.row.source.id for one in chain} - {shown.source.id}
    altered = {one.row.source.id for one in chain if one.is_altered} & others
    if not others:
        return ""
    told = [f"+{counted(len(others), 'printing')}", say("of_them_altered", number=len(altered)) if altered else ""]
    itself = any(one.is_altered for one in chain if one.row == shown)
    return ", ".join(filter(None, [*told, say("itself_altered") if itself else ""]))


def shown_printings(title: str, chains: Sequence[Chain], asked: Query, corpus: Corpus) -> Reply:
    """The chains, as many on a page as it holds."""
    query = asked.of(f"{asked.words} {PRINTINGS}", asked.page)
    if not chains:
        return reply(
            [header(title), note(say("printed_once"))], ways=[Button(say("quotes"), str(asked.of(asked.words)))]
        )
    shown = page(chains, query.page, lambda chain: _chain_blocks(chain, corpus))
    where = place(shown)
    blocks: list[Block] = [
        header(title),
        context(f"{say('printed_often')}{f' {where}.' if where else ''}"),
        *shown.blocks,
    ]
    return reply(blocks, len(shown.records), turning(shown, query))


def _chain_blocks(chain: Chain, corpus: Corpus) -> tuple[Block, ...]:
    first, others = chain[0], [one for one in chain if one.links]
    place = outlet(first.row.source) or say("outlet_unknown")
    on = day(first.row.source.published)
    began = say("first_here", where=f"{place}, {on}") if on else say("first_unknown")
    altered = sum(one.is_altered for one in others)
    told = [counted(articles_of(chain), "article"), say("of_them_altered", number=altered) if altered else ""]
    told_first = sorted(range(len(others)), key=lambda at: not others[at].is_altered)[:MOST_SHOWN]
    lines = [_line(others[at], chain) for at in sorted(told_first)]
    left = len(others) - MOST_SHOWN
    return (
        rich(quoted_words(first.row)),
        note(f"{speaker(first.row.quote)} · {began} {', '.join(filter(None, told))}."),
        rich(source_line(first.row.source), bullets(lines)) if lines else rich(source_line(first.row.source)),
        *((context(say("more_printings_left", number=left)),) if left > 0 else ()),
        *_translations(first.row, corpus),
    )


def _translations(first: QuoteRow, corpus: Corpus) -> tuple[Block, ...]:
    """What may be the same in another translation, with a word that nobody claims it."""
    rows = corpus.translated(first)[:MOST_TRANSLATED]
    lines = [line(letters(f"“{short(row.quote.text, LONGEST)}” · "), *source_line(row.source).elements) for row in rows]
    return (context(say("perhaps_translated")), rich(bullets(lines))) if lines else ()


def _line(one: Printing, chain: Chain) -> Line:
    told = f" · {' · '.join(told_of(one, chain))}"
    return line(*source_line(one.row.source).elements, letters(told, bold=one.is_altered))


def told_of(one: Printing, chain: Chain) -> list[str]:
    """How a printing differs from what it is held against, in words; whom it gives no words to may be another."""
    told = [texts().kinship[one.kind]] if one.kind and one.kind in texts().kinship else []
    told += [say("given_to", whom=speaker(one.row.quote))] if one.kind is Kinship.OTHER_SPEAKER else []
    found = [words for link in one.links for difference in link.differences if (words := _difference(difference))]
    cut_off = [words for link in one.links if (words := _part(link, one.row))]
    named = any(other.row.quote.speaker_name for other in chain)
    unnamed = [say("not_named_there")] if named and not one.row.quote.speaker_name else []
    return [*told, *unnamed, *cut_off[:1], *dict.fromkeys(found[:MOST_DIFFERENCES])]


def _difference(difference: Difference) -> str:
    mine, theirs = (short(one_line(each), LONGEST) for each in (difference.other, difference.one))
    if difference.what in ("cut off", "asked"):
        return say("cut_off_from", words=mine or theirs) if mine or theirs else say("asked_otherwise")
    if mine and theirs:
        return say("has_for", mine=mine, theirs=theirs)
    return say("puts_in", words=mine) if mine else say("leaves_out", words=theirs)


def _part(link: Link, row: QuoteRow) -> str:
    """That it is only a part, or more than what it is held against; "" where both are whole."""
    if link.whole == (True, True):
        return ""
    start, end = (at - row.quote.start for at in link.span)
    if link.whole[1]:
        return say("only_part", words=short(row.quote.text, LONGEST))
    more = [part.strip(" ,.") for part in (row.quote.text[:start], row.quote.text[end:])]
    return say("has_more", words=short(" … ".join(filter(None, more)), LONGEST))


COLUMNS = ("printing", "of", "difference", "first_printed_on", "first_outlet")


def cells_of(row: QuoteRow, chain: Chain) -> tuple[object, ...]:
    """The place of a quote in its chain, of how many, how it differs, and where the words were first printed."""
    number, one = next((number, one) for number, one in enumerate(chain, 1) if one.row == row)
    first = chain[0].row.source
    return number, len(chain), "; ".join(told_of(one, chain)), first.published, first.outlet
