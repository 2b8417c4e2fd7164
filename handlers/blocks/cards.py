"""One record as blocks: a quote, a position. A source's words stand in them as they were printed, or not at all."""

from collections.abc import Sequence
from datetime import date

from corpus.knowledge.vocabulary import OTHER, issues, stances
from corpus.models import Event, EventRow, PositionRow, Quote, QuoteKind, QuoteRow, Source, Span, SpeakerKind
from handlers.blocks.kit import (
    Element,
    beginning,
    context,
    counted,
    cut,
    day,
    letters,
    line,
    one_line,
    quotation,
    rich,
    short,
)
from handlers.blocks.reply import Block
from handlers.blocks.sources import printed
from handlers.texts import wording

LONGEST_QUOTE = 2_900
"""Characters of a quote that are shown; the rest is counted."""

AROUND = 400
"""Characters of a sentence that are shown on either side of the words quoted from it."""

LONGEST_EVIDENCE = 700
"""Characters of one piece of evidence, of a condition and of a report since that are shown."""

LONGEST_ELSEWHERE = 300
"""Characters of a report since that are shown where its source has to be told with it."""

MOST_EVIDENCE = 3

# -- one quote ---------------------------------------------------------------------------------------------------------


def quote_blocks(row: QuoteRow, known_as: str = "", longest: int = LONGEST_QUOTE) -> tuple[Block, ...]:
    """A quote as printed, its sentence if it is only a part of one, who said it when, and where it was printed.

    `known_as` is what the message has already said of the speaker; only what differs is said again.
    """
    quote = row.quote
    said = uttered(quote.text)
    shown = beginning(said, longest)
    left = len(said) - len(shown)
    parts = [quotation(shown), *_in_sentence(row)]
    badges = quote_badges(quote)
    if left:
        badges.append(f"Cut here; {counted(left, 'more character')} in the source.")
    told = " · ".join([speaker(quote, known_as), _said(quote.said_on, row.source), printed(row.source)])
    return rich(*parts), context(told, *badges)


def quote_badges(quote: Quote) -> list[str]:
    """What a reader must be told beside the words."""
    return [wording().flags[flag] for flag in quote.flags if flag in wording().flags]


def quote_aloud(row: QuoteRow) -> str:
    """The quote with its speaker, date and source in one sentence, for those who do not see the blocks."""
    quote = row.quote
    part = "in part: " if quote.kind is QuoteKind.PARTIAL else ""
    who = f"{speaker(quote, speaker(quote))}, {_said(quote.said_on, row.source)}"
    told = ". ".join([printed(row.source), *(badge.removesuffix(".") for badge in quote_badges(quote))])
    return f"{who}, {part}“{cut(uttered(quote.text), 500)}” ({told})"


def uttered(text: str) -> str:
    """Words without the comma that belongs to the sentence around them: "We want peace," becomes "We want peace"."""
    return text.removesuffix(",") if len(text) > 1 else text


def speaker(quote: Quote, known_as: str = "") -> str:
    """Who said it, as far as the source says: a name and role, a party, or the source's description labelled as one."""
    name, party, role = short(quote.speaker_name), short(quote.party_name), short(quote.speaker_role)
    if quote.speaker_kind is SpeakerKind.UNNAMED and name:
        return f"{name} (not named in the source)"
    if not name or quote.speaker_kind is SpeakerKind.PARTY:
        whom = f"{name}, for {party}" if name and party and name != party else name or party
        return f"{whom} (no named speaker)" if whom else "Speaker not certain"
    new_role = role and role.casefold() not in known_as.casefold()
    return f"{name}, {role}" if new_role else name


def _said(on: date | None, source: Source) -> str:
    """The day it was said where that is known; else, plainly, the day it was printed."""
    if on:
        return f"said {day(on)}"
    return f"printed {day(source.published)}" if source.published else "no date in the source"


def _in_sentence(row: QuoteRow) -> tuple[Element, ...]:
    """The sentence around a partial quote with the quoted words standing out; nothing for a full quote."""
    quote, sentence = row.quote, sentence_of(row)
    if sentence is None:
        return ()
    start, end = quote.start - sentence.start, quote.end - sentence.start
    before, inside, after = sentence.text[:start], sentence.text[start:end], sentence.text[end:]
    pieces = [letters("In its sentence: ", italic=True)]
    pieces += [letters(_end_of(before))] if before else []
    pieces += [letters(cut(inside, AROUND), bold=True)]
    pieces += [letters(cut(after.rstrip(), AROUND))] if after.strip() else []
    return (line(*pieces),)


def sentence_of(row: QuoteRow) -> Span | None:
    """The sentence that a partial quote is a part of; None for a full quote, and where it is not known."""
    sentence = row.quote.sentence or (row.around.sentence if row.around else None)
    if row.quote.kind is not QuoteKind.PARTIAL or sentence is None:
        return None
    return sentence if _stands_in(row.quote, sentence) else None


def _stands_in(quote: Quote, sentence: Span) -> bool:
    start = quote.start - sentence.start
    return start >= 0 and quote.end <= sentence.end and sentence.text[start : start + len(quote.text)] == quote.text


def _end_of(text: str) -> str:
    """The last words of what comes before a quote, with an ellipsis where the beginning is left out."""
    return text if len(text) <= AROUND else "…" + text[-AROUND:].split(maxsplit=1)[-1]


# -- one position ------------------------------------------------------------------------------------------------------


def position_blocks(row: PositionRow, history: Sequence[Element] = (), *small: str) -> tuple[Block, ...]:
    """A position: its stance in a word, the source's words, the condition, who reported it, what was reported since.

    `history` are lines on what it was before, `small` lines of small print on who else reports it.
    """
    position = row.position
    to = f", to {short(position.addressee_name)}" if position.addressee_name else ""
    parts = [line(letters(stance_of(row), bold=True), letters(f"{to} (the source's words):"))]
    parts += [quotation(beginning(uttered(span.text), LONGEST_EVIDENCE)) for span in position.evidence[:MOST_EVIDENCE]]
    if position.condition:
        parts.append(labelled("Condition: ", beginning(position.condition.text, LONGEST_EVIDENCE)))
    parts += [reported(row, event) for event in row.events[:2]]
    told = " · ".join([dated(row), _voice(row), printed(row.source)])
    return rich(*parts, *history), context(told, *position_badges(row), *small)


def stance_of(row: PositionRow) -> str:
    """The party and its stance in a word, as “Ukraine offers”."""
    return f"{short(row.position.party_name)} {stances()[row.position.stance].label}"


def position_aloud(row: PositionRow) -> str:
    """The position in one sentence, for those who do not see the blocks."""
    position = row.position
    evidence = " … ".join(cut(one_line(uttered(span.text)), 250) for span in position.evidence[:2])
    condition = f"; condition: “{cut(one_line(position.condition.text), 150)}”" if position.condition else ""
    since = "".join(f"; {_later(row, event)}: “{cut(one_line(event.evidence.text), 200)}”" for event in row.events[:1])
    said = f"{short(position.party_name)} {stances()[position.stance].label} ({issue_label(row)}): “{evidence}”"
    doubts = "".join(f" ({badge.removesuffix('.')})" for badge in position_badges(row))
    return f"{said}{condition}{since}; {_voice(row)}, {dated(row)}{doubts}"


def position_brief(row: PositionRow, most: int, since: Sequence[EventRow] = ()) -> str:
    """The position on one line: stance, evidence, a condition that was cut off with its end, what was reported since.

    `since` are reports against it in other articles; `most` bounds each part in characters.
    """
    position = row.position
    evidence = cut(one_line(" ".join(uttered(span.text) for span in position.evidence[:1])), most)
    condition = cut(one_line(position.condition.text), most) if position.condition else ""
    told = [f"{stances()[position.stance].label}: “{evidence}”"]
    told += [f"condition: “{condition}”"] if condition and condition not in evidence else []
    told += [f"{_later(row, event)}: “{cut(one_line(event.evidence.text), most)}”" for event in row.events[:1]]
    if since and not row.events:
        words, where = cut(one_line(since[0].event.evidence.text), most), cut(printed(since[0].source), most)
        told.append(f"{_later(row, since[0].event)}: “{words}” ({where})")
    return "; ".join(told)


def _voice(row: PositionRow) -> str:
    name = row.position.speaker_name
    return f"attributed to {short(name)}" if name else "reported by the outlet in its own voice"


def reported(row: PositionRow, event: Event, source: Source | None = None) -> Element:
    """What an outlet reports against it, both in their source's words and without a verdict.

    `source` is where the event was printed, if not in the article of the position.
    """
    when = f" ({day(event.happened_on)})" if event.happened_on else ""
    where = f", {printed(source)}" if source else ""
    most = LONGEST_ELSEWHERE if source else LONGEST_EVIDENCE
    told = f"“{beginning(event.evidence.text, most)}”{where}"
    return labelled(f"{_later(row, event).capitalize()}{when}: ", told)


def _later(row: PositionRow, event: Event) -> str:
    """Not "since" where the event is known to be the earlier of the two."""
    said, happened = row.position.said_on, event.happened_on
    return "also reported" if said and happened and happened < said else "reported since"


def labelled(label: str, text: str) -> Element:
    return line(letters(label, bold=True), letters(text))


def dated(row: PositionRow) -> str:
    """The day it was said, else the day it was printed, said so."""
    return day(row.position.said_on) or _said(None, row.source)


def position_badges(row: PositionRow) -> list[str]:
    """What a reader must be told beside a position and the quotes that it rests on, and that its source goes on."""
    longer = any(len(span.text) > LONGEST_EVIDENCE for span in row.position.evidence)
    told = (wording().modality.get(row.position.modality), wording().strength.get(row.position.strength))
    doubts = dict.fromkeys(badge for quote in row.quotes for badge in quote_badges(quote))
    return [*(badge for badge in told if badge), *doubts, *(["The source goes on."] if longer else [])]


def issue_label(row: PositionRow) -> str:
    """The issue's name; for what is on no issue of the table the words of the source."""
    phrase = row.position.issue_phrase
    known = issues().get(row.position.issue)
    if known and known.id != OTHER:
        return known.label
    return cut(one_line(phrase.text), 100) if phrase and phrase.text.strip() else "Other"
