"""A quote as blocks: the words lead, as they were printed or not at all; who said them, and where, comes after."""

from collections.abc import Sequence
from datetime import date

from corpus.asking.quotes import sentence_of, uttered
from corpus.excerpts import beginning, cut, short
from corpus.models import Quote, QuoteRow, Source, SpeakerKind
from handlers.blocks.button_values import quote_menu
from handlers.blocks.kit import Block, Letters, Quotation, letters, note, rich
from handlers.blocks.text import counted, day, joined
from handlers.texts import say, texts

LONGEST_QUOTE = 450
"""Characters of a quote that are shown; the rest is counted, and stands in its source."""

AROUND = 160
"""Characters of a sentence that are shown on either side of the words quoted from it."""


def quote_card(
    row: QuoteRow, known_as: str = "", longest: int = LONGEST_QUOTE, also: Sequence[QuoteRow] = ()
) -> tuple[Block, ...]:
    """The words, and a line on who said them and when, with a menu that leads to the source.

    `known_as` is what the message has already said of the speaker; only what differs is said again. `also` are further
    fragments of the same sentence, which is shown once.
    """
    words = quoted_words(row, longest, [one.quote for one in also])
    return rich(words), note(said(row, known_as, longest), quote_menu(row, about(row), also))


def quoted_words(row: QuoteRow, longest: int = LONGEST_QUOTE, also: Sequence[Quote] = ()) -> Quotation:
    """The words as printed; those of fragments in bold, inside the one sentence that they stand in."""
    quote, sentence = row.quote, sentence_of(row)
    shown = beginning(uttered(quote.text), longest)
    if sentence is None:
        return Quotation((letters(shown),))
    pieces, at = list[Letters](), 0
    for one in sorted((quote, *also), key=lambda each: each.start):
        start, end = max(at, one.start - sentence.start), one.end - sentence.start
        before = sentence.text[at:start]
        if not at and len(before) > AROUND:
            before = "…" + before[-AROUND:].split(maxsplit=1)[-1]
        pieces += [letters(before)] if before else []
        pieces += [letters(cut(sentence.text[start:end], longest), bold=True)] if start < end else []
        at = max(at, end)
    after = sentence.text[at:].rstrip()
    pieces += [letters(cut(after, AROUND))] if after.strip() else []
    return Quotation(tuple(pieces))


def said(row: QuoteRow, known_as: str = "", longest: int = LONGEST_QUOTE) -> str:
    """Who said it, where that is not known yet, on which day, and what a reader must be told beside the words."""
    quote = row.quote
    who = speaker(quote, known_as)
    left = len(uttered(quote.text)) - len(beginning(uttered(quote.text), longest))
    cut_here = [say("longer_in_source", left=counted(left, "more character"))] if left and not sentence_of(row) else []
    whom = "" if who in known_as else who
    return joined(whom, said_on(quote.said_on, row.source), *quote_badges(quote), *cut_here)


def about(row: QuoteRow) -> str:
    """The quote in a few words, for the menu that belongs to it: "Dmitry Peskov, 30 Mar 2022"."""
    name = row.quote.speaker_name or row.quote.party_name
    return joined(short(name, 40), day(row.quote.said_on or row.source.published), by=", ")


def quote_badges(quote: Quote) -> list[str]:
    """What a reader must be told beside the words."""
    return [texts().flags[flag] for flag in quote.flags if flag in texts().flags]


def speaker(quote: Quote, known_as: str = "") -> str:
    """Who said it, as far as the source says: a name and role, a party, or the source's description labelled as one."""
    name, party, role = short(quote.speaker_name), short(quote.party_name), short(quote.speaker_role)
    if quote.speaker_kind is SpeakerKind.UNNAMED and name:
        return say("unnamed_in_source", name=name)
    if not name or quote.speaker_kind is SpeakerKind.PARTY:
        whom = f"{name}, for {party}" if name and party and name != party else name or party
        return say("no_named_speaker", whom=whom) if whom else say("speaker_uncertain")
    return f"{name}, {role}" if role and not _is_known(role, known_as) else name


def _is_known(role: str, known_as: str) -> bool:
    """Whether what is known already says the role, or the role only says more of the same: "Ukrainian President"."""
    words, known = set(role.casefold().split()), set(known_as.casefold().replace(",", " ").split())
    told = set(known_as.casefold().partition(", ")[2].split())
    return words <= known or (bool(told) and told <= words)


def said_on(on: date | None, source: Source) -> str:
    """The day it was said where that is known; else, plainly, the day it was reported."""
    if on:
        return day(on)
    return f"reported {day(source.published)}" if source.published else say("no_date")
