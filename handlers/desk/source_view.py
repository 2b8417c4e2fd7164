"""Modals on one record: the passage that it stands in, and its words as a newsroom prints them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import PurePath
from typing import NamedTuple, TypeVar

from corpus.asking.positions import stance_of
from corpus.asking.quotes import sentence_of
from corpus.excerpts import around, beginning, headline, one_line, short
from corpus.models import Article, PositionRow, Quote, QuoteKind, QuoteRow, Source, Span, SpeakerKind
from corpus.store import Corpus
from handlers.blocks.button_values import SOURCE, Stale, quote_behind, read_ref, wrong
from handlers.blocks.forms import field, form_view
from handlers.blocks.kit import Block, Quotation, actions, context, letters, line, link, note, rich
from handlers.blocks.limits import most_chars
from handlers.blocks.position_card import position_badges
from handlers.blocks.quote_card import quote_badges, speaker
from handlers.blocks.reply import View
from handlers.blocks.sources import outlet
from handlers.blocks.text import counted, day, joined, sendable
from handlers.quote_check.spoken import beside_transcripts
from handlers.texts import say, texts

LONGEST = 2_500
"""Characters of a passage that are shown."""

LONGEST_SENTENCE = 1_500
LONGEST_SHOWN = 600
MOST_PASSAGES = 3
MOST_PARTS = 4
"""Fields that one quote is spread over when it is too long for one."""


Row = TypeVar("Row", bound=QuoteRow | PositionRow)


class Passage(NamedTuple):
    """A stretch of an article, and the stretches of it that are the record."""

    start: int
    end: int
    spans: tuple[Span, ...]


def source_view(ref: str, corpus: Corpus) -> View:
    """A quote or a position in its paragraph, letter by letter, with headline, outlet, day and place in the file.

    A sentence in their stead where the record has changed or is gone.
    """
    found = _opened(read_ref(ref, corpus), corpus)
    if isinstance(found, Stale):
        return View(title=SOURCE, blocks=(note(found.sentence),))
    row, article = found
    passages = passages_of(article.text, _spans(row))
    quoted = [_quoted(article.text, passage) for passage in passages[:MOST_PASSAGES]]
    left = len(passages) - len(quoted)
    more = [f"and {counted(left, 'more passage')}"] if left else []
    at = "; ".join(f"{span.start:,} to {span.end:,}" for span in _spans(row)[:MOST_PASSAGES])
    where = f"Characters {at} of {one_line(PurePath(article.source).name)[:120] or 'the file'}."
    small = context(*_told(row), *more, where)
    said = beside_transcripts(row, corpus) if isinstance(row, QuoteRow) else []
    return View(title=SOURCE, blocks=(_headed(article), rich(*quoted), small, *said, *actions([wrong(ref)])), count=1)


def _opened(row: Row | Stale, corpus: Corpus) -> tuple[Row, Article] | Stale:
    """The record with its article, if that still has the very words."""
    if isinstance(row, Stale):
        return row
    article, spans = corpus.article(row.source.id), _spans(row)
    if article is None or not spans or any(article.text[one.start : one.end] != one.text for one in spans):
        return Stale(sentence=say("source_changed"))
    return row, article


def shown(row: Row) -> tuple[Block, ...]:
    """The words of a record, and who said them, as far as the source says."""
    words = [Quotation((letters(beginning(span.text, LONGEST_SHOWN)),)) for span in _spans(row)[:MOST_PASSAGES]]
    return rich(*words), context(*_told(row))


def _told(row: Row) -> list[str]:
    badges = quote_badges(row.quote) if isinstance(row, QuoteRow) else position_badges(row)
    return [who_said(row), *badges]


def passages_of(text: str, spans: Iterable[Span]) -> list[Passage]:
    """The paragraphs that hold the spans, in their order; spans of one paragraph, or that share one, are together."""
    found: list[Passage] = []
    for span in sorted(spans, key=lambda one: (one.start, one.end)):
        start = text.rfind("\n", 0, span.start) + 1
        end = text.find("\n", span.end)
        end = len(text) if end < 0 else end
        if found and start < found[-1].end:
            before = found.pop()
            found.append(Passage(before.start, max(before.end, end), (*before.spans, span)))
        else:
            found.append(Passage(start, end, (span,)))
    return found


def _quoted(text: str, passage: Passage) -> Quotation:
    """The passage with the record in bold; an ellipsis stands where more of the paragraph is left out."""
    first, last = passage.spans[0].start - passage.start, max(one.end for one in passage.spans) - passage.start
    start, end = (passage.start + one for one in around(text[passage.start : passage.end], first, last, LONGEST))
    pieces = [letters("… ")] if start > passage.start else []
    at = start
    for span in passage.spans:
        low, high = max(span.start, at), min(span.end, end)
        if low < high:
            pieces += [letters(text[at:low])] if at < low else []
            pieces += [letters(text[low:high], bold=True)]
            at = high
    pieces += [letters(text[at:end])] if at < end else []
    pieces += [letters(" …")] if end < passage.end else []
    return Quotation(tuple(pieces) or (letters(""),))


def _spans(row: Row) -> tuple[Span, ...]:
    if isinstance(row, PositionRow):
        return row.position.evidence
    return (Span(start=row.quote.start, end=row.quote.end, text=row.quote.text),)


def _headed(source: Source) -> Block:
    where = joined(outlet(source) or say("outlet_unknown"), day(source.published) or say("no_date"), by=", ")
    return rich(line(link(source.url, headline(source))), line(letters(where, italic=True)))


def who_said(row: Row) -> str:
    """Who said or wants it, and when, as far as the source says."""
    if isinstance(row, PositionRow):
        name = row.position.speaker_name
        voice = f"attributed to {short(name)}" if name else say("outlets_words")
        return joined(f"{short(row.position.party_name)} {stance_of(row)}", voice, day(row.position.said_on))
    on = f"said {day(row.quote.said_on)}" if row.quote.said_on else say("no_day_said")
    return f"{speaker(row.quote)} · {on}"


def copy_view(ref: str, corpus: Corpus) -> View:
    """The quote with its attribution in a field that it is copied from; the words in the marks are the source's.

    A sentence in its stead where the record has changed or is gone, or is a position that rests on no quote.
    """
    row, form = read_ref(ref, corpus), texts().forms["done"]
    if isinstance(row, PositionRow):
        row = quote_behind(row) or Stale(sentence=say("no_quote_to_copy"))
    found = _opened(row, corpus)
    if isinstance(found, Stale):
        return View(title=form.title, blocks=(note(found.sentence),))
    parts = list(_in_parts(sendable(as_printed(*found))))
    blank = texts().forms["part"].fields[0]
    labels = [say("part_of", number=at, total=len(parts)) for at in range(1, len(parts) + 1)]
    labels = labels if len(parts) > 1 else [say("select_all")]
    names = [{"name": f"part:{at}", "label": label} for at, label in enumerate(labels, 1)]
    fields = [field(blank.model_copy(update=named), (), part) for named, part in zip(names, parts, strict=True)]
    return replace(form_view("done", {}, {}, [*fields, context(say("words_unchanged"))]), close="Close", count=1)


def as_printed(row: QuoteRow, article: Article) -> str:
    """The quote with who said it, when and where it was printed; a part of a sentence is marked as one.

    The speaker comes first where the quote ends in a full stop, which no comma may replace.
    A quote longer than the fields can hold is cut at a sentence's end, and what is left out is counted.
    """
    shown = beginning(row.quote.text, MOST_PARTS * most_chars("plain_text_input", "initial_value") - 5_000)
    left = len(row.quote.text) - len(shown)
    cut = say("cut_here", left=counted(left, "more character")) if left else ""
    partial = " (partial quote)" if row.quote.kind is QuoteKind.PARTIAL else ""
    ends = "" if shown[-1:] in ",!?…" and not (cut or partial) else ","
    who, where = _attributed(row.quote, article), _reported(row.source)
    said = f"“{shown}”{partial}{cut}{ends} {who}, as {where}."
    if shown.endswith(".") and not (cut or partial):
        said = f"{who[0].upper()}{who[1:]}: “{shown}” R{where[1:]}."
    sentence, address = sentence_of(row), one_line(row.source.url or "")
    around = beginning(sentence.text, LONGEST_SENTENCE) if sentence else ""
    left = len(sentence.text) - len(around) if sentence else 0
    rest = f" [cut here; {counted(left, 'more character')}]" if left else ""
    whole = say("sentence_printed", sentence=around) + rest if sentence else ""
    return joined(said, whole, *(f"Note: {badge}" for badge in quote_badges(row.quote)), address, by="\n")


def _attributed(quote: Quote, article: Article) -> str:
    """“Kremlin spokesman Dmitry Peskov said on 30 Mar 2022”, with the role where and as the source prints it."""
    on = f" on {day(quote.said_on)}" if quote.said_on else ""
    name, role = short(quote.speaker_name), short(quote.speaker_role)
    if quote.speaker_kind is not SpeakerKind.PERSON or not name:
        who = speaker(quote)
        apart = "," if ", " in who else ""
        return f"{who}{apart} said{on}" if name or quote.party_name else say("speaker_uncertain_in_source")
    if role and f"{role} {name}" in one_line(article.text):
        return f"{role} {name} said{on}"
    return f"{name}, {role}, said{on}" if role else f"{name} said{on}"


def _reported(source: Source) -> str:
    """Where it was printed: an outlet that the source does not name is said to be unknown."""
    by = f"by {outlet(source)} in" if source.outlet else "in"
    about = [day(source.published) or say("no_date")]
    about += [] if source.outlet else [say("outlet_unknown")]
    return f"reported {by} “{headline(source)}” ({'; '.join(about)})"


def _in_parts(text: str) -> Iterator[str]:
    """The text in pieces that a field holds, each to a sentence's or a word's end; put together they are the text."""
    most = most_chars("plain_text_input", "initial_value")
    while text:
        part = beginning(text, most)
        yield part
        text = text[len(part) :]
