"""What was said in an article, as spans: full quotations, fragments, and the reported speech around them.

A stretch between quotation marks becomes a quote only if something introduces it or it is a sentence of its own; a
term, a title or a scare quote becomes none. Who the source is, as a person, is for `speakers` to tell.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from corpus.knowledge import words_of
from corpus.models import QuoteFlag, QuoteKind
from corpus.parties import Mentions
from corpus.quotes.attributions import Attribution, find_attributions
from corpus.quotes.dialogue import find_turns, overlapping
from corpus.quotes.quotations import Introduced, Introducer
from corpus.quotes.sources import Source, cues, subject_of
from corpus.reading import OUTSIDE, Reading
from corpus.reading.marks import Quoted

_EDGES = " \t\r\n\u00a0,;:-–—"
_LONGEST_TERM = 4
"""Words; what is no longer and only a noun phrase may be a term, which nobody said."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A quote before its speaker is known. `start`/`end` are code points, `cue` a token, `within` another draft.

    What is `disowned` has no source and finds none.
    """

    start: int
    end: int
    kind: QuoteKind
    source: Source | None
    cue: int | None
    quoted: int | None = None
    flags: tuple[QuoteFlag, ...] = ()
    within: "Draft | None" = field(default=None, repr=False)
    disowned: bool = False


def find_quotes(reading: Reading, mentions: Mentions) -> list[Draft]:
    """Every quote of the article in the order of the text, the outer before the inner; `Draft.within` links them."""
    attributions = [_with_fragment(reading, one) for one in find_attributions(reading)]
    turns = find_turns(reading)
    introduced = Introducer(reading, mentions, attributions).introduce_all()
    outside = [one for one in introduced if not overlapping(turns, *_words(reading, one))]
    reported = [draft for draft in _reported(reading, attributions) if not overlapping(turns, draft.start, draft.end)]
    quotations = [draft for one in outside for draft in _quotations(reading, one, reported)]
    spoken = [Draft(turn.start, turn.end, QuoteKind.DIRECT, turn.source, turn.cue) for turn in turns]
    repeated = _repeated(reading, quotations + spoken)
    return sorted([*reported, *repeated], key=lambda draft: (draft.start, -draft.end))


def _with_fragment(reading: Reading, one: Attribution) -> Attribution:
    """A content takes in the fragment that goes on from it: «offered to leave "if the others do"»."""
    following = one.last + 1
    if following >= len(reading.doc) or reading.inside[one.last] != OUTSIDE or reading.inside[following] == OUTSIDE:
        return one
    quoted = reading.quoted[reading.inside[following]]
    fragment = reading.article.text[quoted.start : quoted.end][:1].islower()
    last = reading.tokens(quoted.outer_start, quoted.outer_end)[1]
    same_sentence = reading.sentence_numbers[one.last] == reading.sentence_numbers[last]
    return replace(one, last=last) if fragment and same_sentence else one


def _words(reading: Reading, one: Introduced) -> tuple[int, int]:
    quoted = reading.quoted[one.number]
    return quoted.start, quoted.end


def _repeated(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """A quotation that names nobody and stands again, word for word, in one that does is by the same source."""
    named = [draft for draft in drafts if draft.source is not None]
    return [_with_source(reading, draft, named) if _is_anybodys(draft) else draft for draft in drafts]


def _is_anybodys(draft: Draft) -> bool:
    return draft.source is None and not draft.disowned and QuoteFlag.NESTED not in draft.flags


def _with_source(reading: Reading, draft: Draft, named: list[Draft]) -> Draft:
    words = reading.article.text[draft.start : draft.end].strip(_EDGES + ".")
    again = {one.source: one for one in named if words in reading.article.text[one.start : one.end]}
    if len(again) != 1:
        return draft
    other = next(iter(again.values()))
    return replace(draft, source=other.source, cue=other.cue)


# --------------------------------------------------------------------------- reported speech


def _reported(reading: Reading, attributions: Sequence[Attribution]) -> list[Draft]:
    """The contents that are not quotations themselves, the longer first; one that crosses a longer one is left out."""
    kept: list[Draft] = []
    sources = {one.source.first for one in attributions if one.source is not None}
    contents = [replace(one, last=_before_description(reading, one, sources)) for one in attributions]
    for one in sorted(contents, key=lambda one: one.first - one.last):
        start, end = _outline(reading, one)
        if end <= start or one.source is None or _quoted_share(reading, start, end) >= 0.9:
            continue
        around = _smallest_around(kept, start, end)
        if any(draft.start < end and start < draft.end and not _holds(draft, start, end) for draft in kept):
            continue
        if around is not None and (around.start, around.end) == (start, end):
            continue
        kept.append(Draft(start, end, QuoteKind.INDIRECT, one.source, one.cue, within=around))
    return kept


def _before_description(reading: Reading, one: Attribution, sources: set[int]) -> int:
    """The last token of what was said in «it "…", another negotiator at the talks, Ada Byron said»."""
    if one.last + 2 not in sources or reading.doc[one.last + 1].text != ",":
        return one.last
    for at in range(one.last, one.first, -1):
        if reading.inside[at] != OUTSIDE:
            return at if reading.doc[at + 1].text == "," else one.last
        if reading.doc[at].pos_ in ("VERB", "AUX"):
            break
    return one.last


def _outline(reading: Reading, one: Attribution) -> tuple[int, int]:
    """The content in code points, never through the middle of a quotation, without the punctuation at its edges."""
    start, last = reading.doc[one.first].idx, reading.doc[one.last]
    end = last.idx + len(last)
    for number in (reading.inside[one.first], reading.inside[one.last]):
        if number != OUTSIDE:
            quoted = reading.quoted[number]
            covered = min(end, quoted.outer_end) - max(start, quoted.outer_start)
            if covered >= 0.5 * (quoted.outer_end - quoted.outer_start):
                start, end = min(start, quoted.outer_start), max(end, quoted.outer_end)
            elif start >= quoted.outer_start and end > quoted.outer_end:
                start = quoted.outer_end
            elif end <= quoted.outer_end and start < quoted.outer_start:
                end = quoted.outer_start
    return _trim(reading.article.text, start, end)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    start += len(words) - len(words.lstrip(_EDGES + "."))
    return start, max(start, start + len(text[start:end].rstrip(_EDGES + ".")))


def _quoted_share(reading: Reading, start: int, end: int) -> float:
    text = reading.article.text
    letters = sum(character.isalnum() for character in text[start:end])
    inside = 0
    for quoted in reading.quoted:
        if not quoted.depth and quoted.start < end and start < quoted.end:
            inside += sum(character.isalnum() for character in text[max(start, quoted.start) : min(end, quoted.end)])
    return inside / letters if letters else 1.0


def _holds(draft: Draft, start: int, end: int) -> bool:
    return draft.start <= start and end <= draft.end


def _smallest_around(drafts: Sequence[Draft], start: int, end: int) -> Draft | None:
    return min(
        (draft for draft in drafts if _holds(draft, start, end)), key=lambda one: one.end - one.start, default=None
    )


# --------------------------------------------------------------------------- quotations


def _quotations(reading: Reading, one: Introduced, reported: Sequence[Draft]) -> Iterator[Draft]:
    """The quote that a stretch of marks is, with those nested in it; nothing if nobody is quoted."""
    quoted = reading.quoted[one.number]
    if quoted.start < reading.article.body_start or _is_term(reading, one):
        return
    around = _smallest_around(reported, quoted.start, quoted.end)
    kind = (
        QuoteKind.DIRECT
        if one.whole and (around is None or _fills(around, quoted.start, quoted.end))
        else QuoteKind.PARTIAL
    )
    source, cue = one.source, one.cue
    if source is None and around is not None and not one.disowned:
        source, cue = around.source, around.cue
    inner = _nested(reading, one.number)
    flags = _flags(reading, one, bool(inner))
    draft = Draft(quoted.start, quoted.end, kind, source, cue, one.number, flags, around, one.disowned)
    yield draft
    for number in inner:
        nested = reading.quoted[number]
        own, by = (None, None) if _is_of_another(reading, nested) else (source, cue)
        flags = (QuoteFlag.NESTED,)
        yield Draft(nested.start, nested.end, QuoteKind.PARTIAL, own, by, number, flags, draft, one.disowned)


def _is_of_another(reading: Reading, nested: Quoted) -> bool:
    """«"A man said, 'I am lost,'" she said»: words that the speaker puts in somebody else's mouth."""
    first, last = reading.tokens(nested.outer_start, nested.outer_end)
    beside = [*reading.doc[max(0, first - 6) : first], *reading.doc[last + 1 : last + 4]]
    verbs = [token for token in beside if token.pos_ == "VERB" and reading.inside[token.i] == reading.inside[first]]
    spoken = [subject_of(verb) for verb in verbs if verb.lemma_.lower() in cues("strong")]
    return any(subject is not None and subject.lower_ not in ("i", "we") for subject in spoken)


def _fills(around: Draft, start: int, end: int) -> bool:
    return end - start >= 0.8 * (around.end - around.start)


def _nested(reading: Reading, number: int) -> list[int]:
    outer = reading.quoted[number]
    following = range(number + 1, len(reading.quoted))
    return [at for at in following if reading.quoted[at].depth and reading.quoted[at].outer_end <= outer.outer_end]


def _flags(reading: Reading, one: Introduced, nests: bool) -> tuple[QuoteFlag, ...]:
    quoted = reading.quoted[one.number]
    inner = [reading.quoted[number] for number in _nested(reading, one.number)]
    irregular = quoted.irregular or any(nested.irregular for nested in inner)
    flags = [
        (QuoteFlag.IRREGULAR_MARKS, irregular),
        (QuoteFlag.PROBABLY_INDIRECT, nests and irregular),
        (QuoteFlag.UNCLOSED, not quoted.closed),
        (QuoteFlag.CONTINUED, quoted.continued),
    ]
    return tuple(flag for flag, holds in flags if holds)


def _is_term(reading: Reading, one: Introduced) -> bool:
    """Whether the stretch is a term, a title or a scare quote: short, no sentence, and no cue's own content."""
    quoted = reading.quoted[one.number]
    printed = reading.article.text[quoted.start : quoted.end].strip()
    if _in_pointer(reading, quoted) or (printed.startswith("(") and printed.rstrip(".").endswith(")")):
        return True
    words = re.findall(r"\w+", reading.article.text[quoted.start : quoted.end])
    if one.whole and (one.source is not None or len(words) > _LONGEST_TERM):
        return False
    if one.source is None:
        return len(words) <= 2 * _LONGEST_TERM and not _is_heading(reading, one)
    if len(words) > _LONGEST_TERM:
        return False
    return not _is_spoken(reading, one)


def _in_pointer(reading: Reading, quoted: Quoted) -> bool:
    """Whether the paragraph points to another article ("READ MORE: …", "Related: …")."""
    text = reading.article.text
    paragraph = text[text.rfind("\n", 0, quoted.outer_start) + 1 : quoted.outer_start].strip().lower()
    return any(paragraph.startswith(words) for words in words_of("marks.toml", "pointers"))


def _is_heading(reading: Reading, one: Introduced) -> bool:
    """Whether the quotation is a paragraph of its own, as a subheading is."""
    text, quoted = reading.article.text, reading.quoted[one.number]
    before, after = text[: quoted.outer_start].rstrip(" \t"), text[quoted.outer_end :].lstrip(" \t\r")
    return (not before or before.endswith("\n")) and (not after or after.startswith("\n"))


def _is_spoken(reading: Reading, one: Introduced) -> bool:
    """Whether a verb of saying, not of wanting or thinking, governs a short stretch."""
    if one.cue is None:
        return True
    cue = reading.doc[one.cue]
    return cue.lower_ == "according" or cue.lemma_.lower() in cues("strong") | cues("uttering")
