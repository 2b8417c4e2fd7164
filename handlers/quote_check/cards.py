"""A quotation that was checked, as blocks and aloud: its verdict, the source's words, the difference."""

from collections.abc import Iterator, Sequence

from corpus.asking.checked import Checked
from corpus.desk.references import quote_ref
from corpus.excerpts import cut, one_line, short
from corpus.models import QuoteKind
from corpus.quote_check import Change, Finding, Match, words_of
from corpus.store import Corpus
from handlers.blocks import kit
from handlers.blocks.button_values import COPY, SOURCE
from handlers.blocks.kit import Block, Button, Element, Line, actions, context, letters, line, note, rich
from handlers.blocks.payload import size
from handlers.blocks.quote_card import quoted_words, said
from handlers.blocks.sources import printed
from handlers.blocks.text import counted
from handlers.names import address
from handlers.quote_check.verdict import explained, verdict
from handlers.texts import say

VARIANTS = 3
"""Sources of one quotation that are shown."""


def _variants(finding: Finding) -> tuple[Match, ...]:
    """The newest sources of each wording and each speaker."""
    once: dict[object, Match] = {}
    for match in finding.matches:
        row = match.row
        keys = tuple(word.key for word in words_of(row.quote.text))
        whose = row.speaker_ids or row.quote.speaker_name or row.source.id
        once.setdefault((whose, match.verdict, keys), match)
    return tuple(once.values())[:VARIANTS]


def group(checked: Checked, label: str, most: int, corpus: Corpus) -> list[Block]:
    """One quotation in at most so many characters: fewer variants and shorter ones where there is less room."""
    for variants, longest in ((VARIANTS, 900), (VARIANTS, 300), (1, 900), (1, 300)):
        blocks = _composed(checked, label, variants, longest, corpus)
        if size(blocks) <= most:
            return blocks
    return _brief(checked, label, most)


def _composed(checked: Checked, label: str, variants: int, longest: int, corpus: Corpus) -> list[Block]:
    finding = checked.finding
    shown = _variants(finding)[:variants]
    told = line(letters(f"{label}{verdict(checked)}. ", bold=True), letters(cut(explained(checked), 1_200)))
    draft = line(letters(say("in_message"), italic=True), letters(f"“{cut(one_line(finding.draft), longest)}”"))
    blocks: list[Block] = [rich(told, draft)]
    for number, match in enumerate(shown):
        blocks += _record(match, finding, number, longest)
    others = len({match.row.source.id for match in finding.matches} - {match.row.source.id for match in shown})
    blocks += [note(f"Also in {counted(others, 'more source')}.")] if others else []
    return [*blocks, *actions(_buttons(shown, corpus))]


def _record(match: Match, finding: Finding, number: int, longest: int) -> list[Block]:
    """A source's words with who said them, when and where, and the difference marked; how a further one differs."""
    quote = match.row.quote
    lines: list[Line | kit.Quotation | kit.Bullets] = []
    if number:
        other = match.changes and not finding.matches[0].changes
        label = "Then:" if match.joined else say("elsewhere_otherwise") if other else "Also:"
        lines.append(line(letters(label, italic=True)))
    if quote.kind is QuoteKind.INDIRECT:
        told = one_line(quote.sentence.text if quote.sentence else quote.text)
        lines.append(line(letters(say("sources_sentence"), italic=True), letters(cut(told, longest))))
    else:
        lines.append(quoted_words(match.row, longest))
        if match.end > longest // 2 and not match.end <= len(quote.text) <= longest:  # it is cut before them
            lines.append(line(letters(say("words_in_source"), italic=True), letters(f"“{cut(match.words, longest)}”")))
    if match.changes:
        lines.append(line(letters("Difference: ", italic=True), *_marked(match.changes, longest)))
    return [rich(*lines), context(" · ".join([said(match.row, longest=longest), printed(match.row.source)]))]


def _marked(changes: Sequence[Change], longest: int) -> Iterator[Element]:
    """The draft's words struck out that the source has not, the source's in bold that the draft has not."""
    left = longest
    for number, change in enumerate(changes):
        blank = " " if number else ""
        if left <= 0:
            yield letters(" …")
            return
        if change.kind in ("same", "left out"):
            tokens = change.source.split() if change.kind == "same" else ["…"]
            kept = " ".join([*tokens[:8], "…", *tokens[-8:]] if len(tokens) > 20 else tokens)
            yield letters(blank + kept)
            left -= len(kept)
            continue
        for words, style in ((change.draft, "strike"), (change.source, "bold")):
            if words:
                yield from [letters(blank)] if blank else []
                yield letters(cut(one_line(words), 200), bold=style == "bold", strike=style == "strike")
                blank = " "
        left -= len(change.draft) + len(change.source)


def _buttons(shown: Sequence[Match], corpus: Corpus) -> list[Button]:
    """To the source, to the words with attribution, to the speaker's other quotes; reported speech is not copied."""
    found: list[Button] = []
    for number, match in enumerate(shown, 1):
        which = f" {number}" if len(shown) > 1 else ""
        ref = quote_ref(match.row)
        found.append(Button(f"{SOURCE}{which}", ref, "source"))
        if match.row.stands_alone:
            found.append(Button(f"{COPY}{which}", ref, "copy"))
    speakers = [corpus.entity(speaker_id) for match in shown for speaker_id in match.row.speaker_ids]
    return [
        *found,
        *(Button(f"Quotes: {short(one.name)}", f"/quote {address(one, corpus)}") for one in speakers if one),
    ]


def _brief(checked: Checked, label: str, most: int) -> list[Block]:
    """The verdict alone, where names and headlines leave no room for more."""
    told = say("no_room", label=label, verdict=verdict(checked), why=explained(checked))
    return [
        note(cut(told, max(200, most))),
        *actions(Button(SOURCE, quote_ref(match.row), "source") for match in checked.finding.matches[:1]),
    ]
