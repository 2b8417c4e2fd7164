"""What was said in an article, as spans: full quotations, fragments, and the reported speech around them.

A stretch between quotation marks becomes a quote only if something introduces it or it is a sentence of its own; a
term, a title or a scare quote becomes none. Who the source is, as a person, is for `speakers` to tell.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from corpus.document.document import Document
from corpus.document.marks import Quoted
from corpus.document.parse import OUTSIDE, Parse
from corpus.extract.quotes.attributions import Attribution, find_attributions
from corpus.extract.quotes.dialogue import Turn, find_turns, overlapping
from corpus.extract.quotes.going_on import Introduced
from corpus.extract.quotes.quotations import Introducer
from corpus.extract.quotes.sources import Source, speaking
from corpus.extract.quotes.terms import is_term
from corpus.knowledge.attribution import cues
from corpus.models import QuoteFlag, QuoteKind

_EDGES = " \t\r\n\u00a0,;:-–—"


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


def find_quotes(document: Document) -> list[Draft]:
    """Every quote of the article in the order of the text, the outer before the inner; `Draft.within` links them."""
    parse = document.parse
    attributions = [_with_fragment(parse, one) for one in find_attributions(parse)]
    turns = find_turns(parse)
    introduced = Introducer(document, attributions).introduce_all()
    outside = [one for one in introduced if not overlapping(turns, one.stretch.quoted.start, one.stretch.quoted.end)]
    reported = _reported(parse, attributions, turns)
    quotations = [draft for one in outside for draft in _quotations(one, reported, introduced, turns)]
    spoken = [Draft(turn.start, turn.end, QuoteKind.DIRECT, turn.source, turn.cue) for turn in turns]
    return sorted([*reported, *quotations, *spoken], key=lambda draft: (draft.start, -draft.end))


def _with_fragment(parse: Parse, one: Attribution) -> Attribution:
    """A content takes in the fragment that goes on from it: «offered to leave "if the others do"»."""
    following = one.last + 1
    if following >= len(parse.doc) or parse.inside[one.last] != OUTSIDE or parse.inside[following] == OUTSIDE:
        return one
    quoted = parse.quoted[parse.inside[following]]
    fragment = parse.article.text[quoted.start : quoted.end][:1].islower()
    last = parse.tokens(quoted.outer_start, quoted.outer_end)[1]
    same_sentence = parse.sentence_numbers[one.last] == parse.sentence_numbers[last]
    return replace(one, last=last) if fragment and same_sentence else one


def _reported(parse: Parse, attributions: Sequence[Attribution], turns: Sequence[Turn]) -> list[Draft]:
    """The contents that are not quotations themselves, the longer first; one that crosses a longer one is left out."""
    kept: list[Draft] = []
    """In the order of their beginnings, of those that begin together the longer first; none crosses another."""
    sources = {one.source.first for one in attributions}
    contents = [replace(one, last=_before_description(parse, one, sources)) for one in attributions]
    for one in sorted(contents, key=lambda one: one.first - one.last):
        start, end = _outline(parse, one)
        if end <= start or overlapping(turns, start, end):
            continue
        if _quoted_share(parse, start, end) >= 0.9:
            continue
        at, around = _after(kept, start), _smallest_around(kept, start, start + 1)
        crosses = (around is not None and around.end < end) or (at < len(kept) and kept[at].start < end)
        if crosses or (around is not None and (around.start, around.end) == (start, end)):
            continue
        kept.insert(at, Draft(start, end, QuoteKind.INDIRECT, one.source, one.cue, within=around))
    return kept


def _before_description(parse: Parse, one: Attribution, sources: set[int]) -> int:
    """The last token of what was said in «it "…", another negotiator at the talks, Ada Byron said»."""
    if one.last + 2 not in sources or parse.doc[one.last + 1].text != ",":
        return one.last
    for at in range(one.last, one.first, -1):
        if parse.inside[at] != OUTSIDE:
            return at if parse.doc[at + 1].text == "," else one.last
        if parse.doc[at].pos_ in ("VERB", "AUX"):
            break
    return one.last


def _outline(parse: Parse, one: Attribution) -> tuple[int, int]:
    """The content in code points, never through the middle of a quotation, without the punctuation at its edges."""
    start, end = parse.start(one.first), parse.end(one.last)
    for number in (parse.inside[one.first], parse.inside[one.last]):
        if number != OUTSIDE:
            quoted = parse.quoted[number]
            covered = min(end, quoted.outer_end) - max(start, quoted.outer_start)
            if covered >= 0.5 * (quoted.outer_end - quoted.outer_start):
                start, end = min(start, quoted.outer_start), max(end, quoted.outer_end)
            elif start >= quoted.outer_start and end > quoted.outer_end:
                start = quoted.outer_end
            elif end <= quoted.outer_end and start < quoted.outer_start:
                end = quoted.outer_start
    return _trim(parse.article.text, start, end)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    start += len(words) - len(words.lstrip(_EDGES + "."))
    return start, max(start, start + len(text[start:end].rstrip(_EDGES + ".")))


def _quoted_share(parse: Parse, start: int, end: int) -> float:
    text = parse.article.text
    letters = sum(character.isalnum() for character in text[start:end])
    first, last = parse.tokens(start, end)
    quotations = (parse.quoted[number] for number in {*parse.inside[first : last + 1]} - {OUTSIDE})
    words = (text[max(start, quoted.start) : min(end, quoted.end)] for quoted in quotations)
    inside = sum(character.isalnum() for quoted in words for character in quoted)
    return inside / letters if letters else 1.0


def _after(drafts: Sequence[Draft], start: int) -> int:
    return bisect_right(drafts, start, key=lambda draft: draft.start)


def _smallest_around(drafts: Sequence[Draft], start: int, end: int) -> Draft | None:
    """The smallest that holds a stretch, of drafts in order of which none crosses another; None if none does."""
    at = _after(drafts, start)
    found = drafts[at - 1] if at else None
    while found is not None and found.end < end:
        found = found.within
    return found


def _quotations(
    one: Introduced, reported: Sequence[Draft], introduced: Sequence[Introduced], turns: Sequence[Turn]
) -> Iterator[Draft]:
    """A quotation, then those nested in it; nothing if nobody is quoted."""
    parse, quoted = one.stretch.parse, one.stretch.quoted
    if quoted.start < parse.article.body_start or is_term(one):
        return
    around = _smallest_around(reported, quoted.start, quoted.end)
    alone = around is None or quoted.end - quoted.start >= 0.8 * (around.end - around.start)
    kind = QuoteKind.DIRECT if one.stretch.is_whole and not one.disowned and alone else QuoteKind.PARTIAL
    by: Introduced | Draft | Turn = one
    if one.source is None and not one.disowned:
        by = around or _said_again(one, introduced, turns)
    following = enumerate(parse.quoted[one.stretch.number + 1 :], one.stretch.number + 1)
    inner = [at for at, nested in following if nested.depth and nested.outer_end <= quoted.outer_end]
    flags = _flags(quoted, [parse.quoted[at] for at in inner])
    draft = Draft(quoted.start, quoted.end, kind, by.source, by.cue, one.stretch.number, flags, around, one.disowned)
    yield draft
    for at in inner:
        nested = parse.quoted[at]
        source, cue = (None, None) if _is_of_another(parse, nested) else (by.source, by.cue)
        flags = (QuoteFlag.NESTED,)
        yield Draft(nested.start, nested.end, QuoteKind.PARTIAL, source, cue, at, flags, draft, one.disowned)


def _said_again(one: Introduced, introduced: Sequence[Introduced], turns: Sequence[Turn]) -> Introduced | Turn:
    """The one quotation, or turn, that holds its words again and names who said them; itself where there is none."""
    words, text = one.stretch.text.strip(_EDGES + "."), one.stretch.parse.article.text
    again: dict[Source, Introduced | Turn] = {by.source: by for by in turns if words in text[by.start : by.end]}
    again |= {by.source: by for by in introduced if by.source is not None and words in by.stretch.text}
    return next(iter(again.values())) if len(again) == 1 else one


def _is_of_another(parse: Parse, nested: Quoted) -> bool:
    """«"A man said, 'I am lost,'" she said»: words that the speaker puts in somebody else's mouth."""
    first, last = parse.tokens(nested.outer_start, nested.outer_end)
    beside = [*parse.doc[max(0, first - 6) : first], *parse.doc[last + 1 : last + 4]]
    verbs = [token for token in beside if token.pos_ == "VERB" and parse.inside[token.i] == parse.inside[first]]
    spoken = [speaking(verb) for verb in verbs if verb.lemma_.lower() in cues("strong")]
    return any(subject is not None and subject.lower_ not in ("i", "we") for subject in spoken)


def _flags(quoted: Quoted, inner: Sequence[Quoted]) -> tuple[QuoteFlag, ...]:
    irregular = any(one.irregular for one in (quoted, *inner))
    flags = [
        (QuoteFlag.IRREGULAR_MARKS, irregular),
        (QuoteFlag.PROBABLY_INDIRECT, bool(inner) and irregular),
        (QuoteFlag.UNCLOSED, not quoted.closed),
        (QuoteFlag.CONTINUED, quoted.continued),
    ]
    return tuple(flag for flag, holds in flags if holds)
