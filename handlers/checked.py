"""A quotation that was checked, in words and as blocks: its verdict, the source's words, the difference."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from corpus.comparison import FRAGMENT, Change, Finding, Match, Verdict, words_of
from corpus.models import Entity, QuoteKind, QuoteRow
from handlers.blocks import (
    Button,
    Element,
    actions,
    counted,
    cut,
    letters,
    line,
    listed,
    note,
    one_line,
    rich,
    short,
    size,
)
from handlers.cards import quote_aloud, quote_blocks, speaker
from handlers.refs import COPY, SOURCE, quote_ref
from handlers.reply import Block
from handlers.spoken import stands_alone
from handlers.words import address

if TYPE_CHECKING:
    from corpus.store import Corpus

VARIANTS = 3
"""Sources of one quotation that are shown."""

DIFFERENCES = 8
NOT_IN_CORPUS = "No quotation in the corpus has these words, which does not show that nobody said them."


class Sayer(NamedTuple):
    """A name that the message gives a quotation to, and the ids of everybody who may be meant by it."""

    name: str
    meant: frozenset[str] = frozenset()


class Checked(NamedTuple):
    """A quotation with what was found; `named` are the people that the message names beside it.

    `sayers` are parties and strangers that it gives the words to where it names none of these people.
    """

    finding: Finding
    named: tuple[Entity, ...] = ()
    sayers: tuple[Sayer, ...] = ()


# -- what is said of it ------------------------------------------------------------------------------------------------

_VERDICTS = {
    Verdict.VERBATIM: "Verbatim",
    Verdict.ALTERED: "Altered",
    Verdict.REPORTED: "Reported speech",
    Verdict.NOT_FOUND: "Not found",
    Verdict.TOO_SHORT: "Too short to check",
}


def _verdict(checked: Checked) -> str:
    """The verdict in a few words, never a better one than the whole of it."""
    finding = checked.finding
    speaker_differs = "; check the speaker" if finding.matches and _other_speaker(checked) else ""
    return f"{_of_the_words(finding)}{speaker_differs}"


def _of_the_words(finding: Finding) -> str:
    if finding.verdict is not Verdict.VERBATIM:
        return _VERDICTS[finding.verdict]
    first = finding.matches[0]
    told = [
        *([f"cut behind “{short(first.denied)}”"] if first.denied else []),
        *(["from inside a quotation"] if not stands_alone(first.row) else []),
        *(["with words put in"] if first.inserted else []),
        *(["with words left out"] if first.left_out else []),
        *(["from separate quotations"] if first.joined else []),
        *(["punctuated otherwise"] if first.marks_differ else []),
    ]
    return ", ".join([_VERDICTS[finding.verdict], *([listed(told)] if told else [])])


def _explained(checked: Checked) -> str:
    """What the verdict means for this quotation, in whole sentences."""
    finding = checked.finding
    if not finding.matches:
        return NOT_IN_CORPUS if finding.verdict is Verdict.NOT_FOUND else "So few and common words stand in many texts."
    many = len(finding.matches) if len(words_of(finding.draft)) <= FRAGMENT else 0
    few = f"So few words prove little: they stand in {counted(many, 'place')} of the corpus." if many > 1 else ""
    told = [few, *_remarks(finding.matches[0]), _other_speaker(checked)]
    return " ".join(sentence for sentence in told if sentence) or "These very words stand in the source."


def _remarks(match: Match) -> Iterator[str]:
    quote = match.row.quote
    if quote.kind is QuoteKind.INDIRECT:
        yield "The source reports this in its own words; it is not a quotation."
        yield "The words differ from the source's, too." if match.changes else ""
        yield "The source has these words in quotation marks, but not as somebody's own." if match.in_marks else ""
        yield f"Only {_in_marks(match.fragments)} stands in quotation marks." if match.fragments else ""
    elif match.joined:
        yield "The source has these words in separate quotations of the same speaker."
    elif match.changes:
        yield f"The message {_differences(match.changes)}."
    elif not match.whole:
        yield "The words are part of a longer quotation."
    if match.left_out:
        yield f"The source has more: {_in_marks(match.left_out)}."
    if match.inserted:
        yield f"The words in square brackets are the newsroom's own: {_in_marks(match.inserted)}."
    if match.marks_differ:
        yield "The punctuation differs from the source's."
    if match.denied:
        yield f"Earlier in the source's sentence stands “{short(match.denied)}”: read the whole of it."
    if quote.kind is not QuoteKind.INDIRECT and not stands_alone(match.row):
        whose = match.row.around and match.row.around.speaker_name
        yield f"The words are quoted inside a quotation{f' of {short(whose)}' if whose else ''}."


def _in_marks(words: Sequence[str]) -> str:
    shown = [f"“{short(one)}”" for one in words[:3]]
    return listed([*shown, counted(len(words) - 3, "more piece")] if len(words) > 3 else shown)


def _differences(changes: Iterable[Change]) -> str:
    """The differences in words, for those who do not see which are bold and which are struck out."""
    told = [_difference(change) for change in changes if change.kind not in ("same", "left out")]
    rest = len(told) - DIFFERENCES
    return listed(told[:DIFFERENCES] + ([counted(rest, "more difference")] if rest > 0 else []))


def _difference(change: Change) -> str:
    mine, theirs = short(change.draft), short(change.source)
    if not theirs:
        return f"adds “{mine}”"
    return f"has “{mine}” where the source has “{theirs}”" if mine else f"leaves out “{theirs}”"


def _other_speaker(checked: Checked) -> str:
    """That the message names somebody else; "" where it names the speaker, or nobody."""
    others = _others_named(checked)
    if not others:
        return ""
    quote = checked.finding.matches[0].row.quote
    who = short(quote.speaker_name) if checked.finding.matches[0].row.speaker_id else speaker(quote)
    names = listed([short(name) for name in others[:3]])
    whom = f"names {who}" if quote.speaker_name or quote.party_name else "does not name the speaker for certain"
    return f"The message names {names}; the source {whom}."


def _others_named(checked: Checked) -> list[str]:
    """Whom the message names when it names neither the speaker of any source nor, as a party, the speaker's own."""
    rows = [match.row for match in checked.finding.matches]
    if checked.named:
        said = {row.speaker_id for row in rows}
        return [] if said & {entity.id for entity in checked.named} else [one.name for one in checked.named]
    fits = any(_may_be(sayer, row) for sayer in checked.sayers for row in rows)
    return [] if fits else [sayer.name for sayer in checked.sayers]


def _may_be(sayer: Sayer, row: QuoteRow) -> bool:
    """Whether the name may mean the speaker or the party of a source: by the corpus, or by a word that they share."""
    if sayer.meant & {row.speaker_id, row.party_id}:
        return True
    quote = row.quote
    told = [quote.speaker_name, quote.speaker_role, quote.party_name]
    theirs = {word.key.casefold() for part in told if part for word in words_of(part)}
    mine = {word.key.casefold() for word in words_of(sayer.name)}
    return any(one.startswith(other) or other.startswith(one) for one in mine for other in theirs)


# -- which sources are shown -------------------------------------------------------------------------------------------


def _variants(finding: Finding) -> tuple[Match, ...]:
    """The newest sources of each wording and each speaker."""
    once: dict[object, Match] = {}
    for match in finding.matches:
        once.setdefault(_variant(match), match)
    return tuple(once.values())[:VARIANTS]


def _variant(match: Match) -> object:
    row = match.row
    keys = tuple(word.key for word in words_of(row.quote.text))
    return row.speaker_id or row.quote.speaker_name or row.source.id, match.verdict, keys


# -- as blocks ---------------------------------------------------------------------------------------------------------


def group(checked: Checked, label: str, most: int, corpus: "Corpus") -> list[Block]:
    """One quotation in at most so many characters: fewer variants and shorter ones where there is less room."""
    for variants, longest in ((VARIANTS, 900), (VARIANTS, 300), (1, 900), (1, 300)):
        blocks = _composed(checked, label, variants, longest, corpus)
        if size(blocks) <= most:
            return blocks
    return _brief(checked, label, most)


def _composed(checked: Checked, label: str, variants: int, longest: int, corpus: "Corpus") -> list[Block]:
    finding = checked.finding
    shown = _variants(finding)[:variants]
    blocks = [rich(*_head(checked, label, longest))]
    for number, match in enumerate(shown):
        blocks += _record(match, finding, number, longest)
    others = len({match.row.source.id for match in finding.matches} - {match.row.source.id for match in shown})
    blocks += [note(f"Also in {counted(others, 'more source')}.")] if others else []
    return [*blocks, *actions(_buttons(shown, corpus))]


def _head(checked: Checked, label: str, longest: int) -> Iterator[Element]:
    yield line(letters(f"{label}{_verdict(checked)}. ", bold=True), letters(cut(_explained(checked), 1_200)))
    yield line(letters("In the message: ", italic=True), letters(f"“{cut(one_line(checked.finding.draft), longest)}”"))


def _record(match: Match, finding: Finding, number: int, longest: int) -> list[Block]:
    """A source's words with who said them, when and where, and the difference marked."""
    *card, small = quote_blocks(match.row, longest=longest)
    lines = list(_label(match, finding, number))
    if match.row.quote.kind is QuoteKind.INDIRECT:
        lines.append(line(letters("The source's sentence: ", italic=True), letters(cut(_sentence(match.row), longest))))
    else:
        lines += [part for block in card for part in block["elements"]]
        lines += _beyond(match, longest)
    if match.changes:
        lines.append(line(letters("Difference: ", italic=True), *_marked(match.changes, longest)))
    return [rich(*lines), small]


def _label(match: Match, finding: Finding, number: int) -> Iterator[Element]:
    """What a further source is, in which it differs from the first."""
    if number:
        other = match.changes and not finding.matches[0].changes
        label = "Then:" if match.joined else "In other words elsewhere:" if other else "Also:"
        yield line(letters(label, italic=True))


def _sentence(row: QuoteRow) -> str:
    return one_line(row.quote.sentence.text if row.quote.sentence else row.quote.text)


def _beyond(match: Match, longest: int) -> list[Element]:
    """The words in question where the quotation is cut before them."""
    if match.end <= longest // 2 or match.end <= len(match.row.quote.text) <= longest:
        return []
    return [line(letters("The words in the source: ", italic=True), letters(f"“{cut(match.words, longest)}”"))]


def _marked(changes: Sequence[Change], longest: int) -> Iterator[Element]:
    """The draft's words struck out that the source has not, the source's in bold that the draft has not."""
    left = longest
    for number, change in enumerate(changes):
        blank = " " if number else ""
        if left <= 0:
            yield letters(" …")
            return
        if change.kind in ("same", "left out"):
            kept = _shortened(change.source) if change.kind == "same" else "…"
            yield letters(blank + kept)
            left -= len(kept)
            continue
        if change.draft:
            yield from _styled(blank, cut(one_line(change.draft), 200), "strike")
        if change.source:
            yield from _styled(" " if change.draft else blank, cut(one_line(change.source), 200), "bold")
        left -= len(change.draft) + len(change.source)


def _styled(blank: str, words: str, style: str) -> Iterator[Element]:
    if blank:
        yield letters(blank)
    yield {**letters(words), "style": {style: True}}


def _shortened(words: str) -> str:
    """A long run of words that agree: its beginning and its end."""
    tokens = words.split()
    return " ".join([*tokens[:8], "…", *tokens[-8:]]) if len(tokens) > 20 else " ".join(tokens)


def _buttons(shown: Sequence[Match], corpus: "Corpus") -> list[Button]:
    """To the source, to the words with attribution, to the speaker's other quotes; reported speech is not copied."""
    found: list[Button] = []
    for number, match in enumerate(shown, 1):
        which = f" {number}" if len(shown) > 1 else ""
        ref = quote_ref(match.row)
        found.append(Button(f"{SOURCE}{which}", ref, "source"))
        if stands_alone(match.row):
            found.append(Button(f"{COPY}{which}", ref, "copy"))
    speakers = [corpus.entity(match.row.speaker_id) for match in shown if match.row.speaker_id]
    return [
        *found,
        *(Button(f"Quotes: {short(one.name)}", f"/quote {address(one, corpus)}") for one in speakers if one),
    ]


def _brief(checked: Checked, label: str, most: int) -> list[Block]:
    """The verdict alone, where names and headlines leave no room for more."""
    told = f"{label}{_verdict(checked)}. {_explained(checked)} There is no room to show more here."
    return [note(cut(told, max(200, most))), *actions(_references(checked.finding))]


def _references(finding: Finding) -> list[Button]:
    return [Button(SOURCE, quote_ref(match.row), "source") for match in finding.matches[:1]]


# -- aloud -------------------------------------------------------------------------------------------------------------


def aloud(checked: Sequence[Checked]) -> Iterator[str]:
    """Each quotation in a sentence or two."""
    for number, one in enumerate(checked, 1):
        label = f"{number}. " if len(checked) > 1 else ""
        yield f"{label}{_verdict(one)}: “{cut(one_line(one.finding.draft), 200)}”. {cut(_explained(one), 600)}"
        yield from (f"{_source_aloud(match.row).removesuffix('.')}." for match in _variants(one.finding)[:1])


def _source_aloud(row: QuoteRow) -> str:
    if row.quote.kind is QuoteKind.INDIRECT:
        return f"{speaker(row.quote)}, as the source reports it: {cut(_sentence(row), 300)}"
    return quote_aloud(row)
