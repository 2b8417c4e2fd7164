"""What the corpus says of a quotation: verbatim, altered, reported speech, or not found, which proves nothing."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from enum import StrEnum

from corpus.document.marks import find_quoted
from corpus.models import QuoteKind, QuoteRow, Record
from corpus.quote_check.changes import LONGEST, Change, Likeness, changes, compare, cut_out
from corpus.quote_check.drafts import DraftQuotation, in_capitals, in_title_case, recased
from corpus.quote_check.verbatim import Stretch, find
from corpus.words import (
    NEAR,
    Word,
    is_content,
    marks,
    negation_after,
    negation_before,
    negation_in_sentence,
    words_of,
)

FRAGMENT = 2
"""Words of a draft that are never like others: so few stand in many statements by chance."""

MOST_COMPARED = 8
"""Sources that are compared word by word."""

NEARLY_AS_GOOD = 0.1
ANOTHER_WORDING = 0.8
"""How like a verbatim draft the words of another source must be to be shown beside it."""


class Verdict(StrEnum):
    VERBATIM = "verbatim"
    REPORTED = "reported"  # the source's own words for what was said: no quotation
    ALTERED = "altered"
    NOT_FOUND = "not_found"
    TOO_SHORT = "too_short"  # words that stand in any text


class Match(Record):
    """A source beside a draft. `start` and `end` are code points into `row.quote.text`: the words that answer it.

    `whole` is False where they are only a part of the source's quotation. `left_out` are words of the source for which
    the draft has an ellipsis or square brackets, `inserted` what it has in brackets. `denied` is a word before them in
    the same sentence that may turn them round. `in_marks` tells of reported speech that has them in quotation marks,
    `fragments` are the words of it that are. `joined` matches have the draft's words together, one behind the other.
    """

    row: QuoteRow
    verdict: Verdict
    start: int
    end: int
    whole: bool = True
    left_out: tuple[str, ...] = ()
    inserted: tuple[str, ...] = ()
    marks_differ: bool = False
    denied: str = ""
    in_marks: bool = False
    fragments: tuple[str, ...] = ()
    joined: bool = False
    changes: tuple[Change, ...] = ()
    score: float = 1.0

    @property
    def words(self) -> str:
        """The source's words that answer the draft, exactly."""
        return self.row.quote.text[self.start : self.end]


class Finding(Record):
    """The verdict on a draft with what it rests on, newest source first; every match in it is to be shown."""

    draft: str
    verdict: Verdict
    matches: tuple[Match, ...] = ()


def judge(text: str, rows: Iterable[QuoteRow]) -> Finding:
    """What these quotes of the corpus say of a quotation. Verbatim is never fuzzy; altered needs strong evidence.

    One that is set in capitals, or in title case, is read as the source that is most like it writes its words.
    """
    draft, rows = DraftQuotation(text), tuple(rows)
    if rows and (in_capitals(text) or in_title_case(text)):
        written = recased(text, words_of(likeliest(draft, rows)[0].quote.text))
        return _judged(DraftQuotation(written), rows).model_copy(update={"draft": text})
    return _judged(draft, rows)


def _judged(draft: DraftQuotation, rows: Sequence[QuoteRow]) -> Finding:
    text = draft.text
    if not any(map(is_content, draft.words)) and len(draft.words) <= FRAGMENT:
        return Finding(draft=text, verdict=Verdict.TOO_SHORT)
    exact = _each_once(match for row in rows if (match := _exactly(draft, row)))
    if len(draft.bare) <= FRAGMENT:
        return _finding(text, exact)
    if not exact and (joined := _joined(draft, rows)):
        return Finding(draft=text, verdict=Verdict.VERBATIM, matches=joined)
    near = _nearly(draft, [row for row in rows if not _is_among(row, exact)]) if worth_comparing(draft) else []
    return _finding(text, [*exact, *_worth_showing(near, exact)])


def without(finding: Finding, inner: Sequence[Match]) -> Finding:
    """The finding without those of its matches that answer a quotation inside it, and no more than that."""
    own = [match for match in finding.matches if not any(_covers(other, match) for other in inner)]
    return _finding(finding.draft, own) if len(own) < len(finding.matches) else finding


def _covers(one: Match, other: Match) -> bool:
    mine, theirs = one.row.quote.start, other.row.quote.start
    within = mine + one.start <= theirs + other.start and theirs + other.end <= mine + one.end
    return within and one.row.source.id == other.row.source.id


# -- exact -------------------------------------------------------------------------------------------------------------


def _exactly(draft: DraftQuotation, row: QuoteRow) -> Match | None:
    words = words_of(row.quote.text)
    stretch = find(draft, words)
    if stretch is None:
        return None
    match = _match(draft, row, words, stretch)
    near = 1 if len(draft.bare) <= FRAGMENT else NEAR
    if (before := negation_before(words, stretch.first, near)) is not None:
        return _cut_off(match, draft, words, before, stretch.end)
    if (after := negation_after(words, stretch.end)) is not None:
        return _cut_off(match, draft, words, stretch.first, after + 1)
    return match


def _match(draft: DraftQuotation, row: QuoteRow, words: Sequence[Word], stretch: Stretch) -> Match:
    source = row.quote.text
    denial = negation_in_sentence(words, stretch.first)
    start, end = words[stretch.first].start, words[stretch.end - 1].end
    indirect = row.quote.kind is QuoteKind.INDIRECT
    return Match(
        row=row,
        verdict=Verdict.REPORTED if indirect else Verdict.VERBATIM,
        start=start,
        end=end,
        whole=(stretch.first, stretch.end) == (0, len(words)),
        left_out=tuple(cut_out(source, words, *gap) for gap in stretch.gaps),
        inserted=draft.inserted if stretch.bracketed or len(draft.bare) < len(draft.words) else (),
        marks_differ=stretch.marks_differ or _ends_otherwise(draft, source, end),
        denied="" if denial is None else cut_out(source, words, denial, denial + 1),
        in_marks=indirect and _in_marks(source, start, end),
        fragments=_fragments(source[start:end]) if indirect else (),
    )


def _ends_otherwise(draft: DraftQuotation, source: str, end: int) -> bool:
    """Whether a question or an exclamation was made of it, or unmade."""
    mine = marks(draft.text[draft.words[-1].end :])
    theirs = marks(source[end : end + 4].partition(" ")[0])
    return any((sign in mine) != (sign in theirs) for sign in "?!")


def _in_marks(source: str, start: int, end: int) -> bool:
    return any(one.start <= start and end <= one.end for one in find_quoted(source))


def _fragments(words: str) -> tuple[str, ...]:
    """What stands in quotation marks inside reported speech: that much of it is a quotation."""
    return tuple(words[one.start : one.end] for one in find_quoted(words) if one.depth == 0 and one.closed)


def _cut_off(match: Match, draft: DraftQuotation, words: Sequence[Word], first: int, end: int) -> Match:
    """The same words, but cut so that a negation beside them is lost: that alters them."""
    source = match.row.quote.text
    start, stop = words[first].start, words[end - 1].end
    lost = [Change("same", cut_out(draft.text, draft.words, 0, len(draft.words)), match.words)]
    if start < match.start:
        lost.insert(0, Change("missing", "", source[start : match.start].strip()))
    if stop > match.end:
        lost.append(Change("missing", "", source[match.end : stop].strip()))
    verdict = match.verdict if match.verdict is Verdict.REPORTED else Verdict.ALTERED
    return match.model_copy(
        update={"verdict": verdict, "start": start, "end": stop, "changes": tuple(lost), "denied": ""}
    )


# -- in several quotations ---------------------------------------------------------------------------------------------


def _joined(draft: DraftQuotation, rows: Iterable[QuoteRow]) -> tuple[Match, ...]:
    """The quotations of one speaker in one article that have the words when they are read as one; () for none.

    Newspapers break a quotation up ("We lose a third," she said, "before it reaches a tap."), and drafts mend it.
    """
    for spoken in _by_speaker(rows):
        words = [(row, word) for row in spoken for word in words_of(row.quote.text)]
        stretch = find(draft, [word for _, word in words])
        touched = words[stretch.first : stretch.end] if stretch and not stretch.gaps else []
        found = [row for row in spoken if any(row is other for other, _ in touched)]
        if len(found) > 1 and not _is_turned_round(touched):
            return tuple(_piece(row, [word for other, word in touched if other is row]) for row in found)
    return ()


def _by_speaker(rows: Iterable[QuoteRow]) -> list[list[QuoteRow]]:
    """The quotations of each speaker in each article that has several, in the order of the text, newest first."""
    groups: dict[tuple[str, str], list[QuoteRow]] = defaultdict(list)
    for row in rows:
        name = row.speaker_id or row.quote.speaker_name
        if name and row.quote.kind is QuoteKind.DIRECT:
            groups[row.source.id, name].append(row)
    several = [sorted(group, key=lambda row: row.quote.start) for group in groups.values() if len(group) > 1]
    return sorted(several, key=lambda group: _age(group[0]))


def _is_turned_round(touched: Sequence[tuple[QuoteRow, Word]]) -> bool:
    (first_row, first), (last_row, last) = touched[0], touched[-1]
    before, behind = words_of(first_row.quote.text), words_of(last_row.quote.text)
    return (
        negation_before(before, before.index(first)) is not None
        or negation_after(behind, behind.index(last) + 1) is not None
    )


def _piece(row: QuoteRow, words: Sequence[Word]) -> Match:
    whole = len(words) == len(words_of(row.quote.text))
    start, end = words[0].start, words[-1].end
    return Match(row=row, verdict=Verdict.VERBATIM, start=start, end=end, whole=whole, joined=True)


# -- nearly ------------------------------------------------------------------------------------------------------------


def worth_comparing(draft: DraftQuotation) -> bool:
    """Whether a draft is neither too short nor too long to be held against others word by word."""
    return FRAGMENT < len(draft.bare) <= LONGEST and sum(map(is_content, draft.bare)) >= 2


def _nearly(draft: DraftQuotation, rows: Iterable[QuoteRow]) -> list[Match]:
    return _each_once(match for row in likeliest(draft, rows) if (match := _alike(draft, row)))


def likeliest(draft: DraftQuotation, rows: Iterable[QuoteRow]) -> list[QuoteRow]:
    """The sources that share most words with content, short ones first among equals."""
    asked = {word.key.casefold() for word in draft.bare if is_content(word)}

    def rank(row: QuoteRow) -> tuple[int, int]:
        words = words_of(row.quote.text)
        return -len(asked & {word.key.casefold() for word in words}), len(words)

    return sorted(rows, key=rank)[:MOST_COMPARED]


def _alike(draft: DraftQuotation, row: QuoteRow) -> Match | None:
    words = words_of(row.quote.text)
    like = compare(draft, words)
    return _altered(draft, row, words, like) if like else None


def _altered(draft: DraftQuotation, row: QuoteRow, words: Sequence[Word], like: Likeness) -> Match:
    source = row.quote.text
    indirect = row.quote.kind is QuoteKind.INDIRECT
    told = changes(like, draft, words, source)
    return Match(
        row=row,
        verdict=Verdict.REPORTED if indirect else Verdict.ALTERED,
        start=words[like.first].start,
        end=words[like.end - 1].end,
        whole=(like.first, like.end) == (0, len(words)),
        left_out=tuple(change.source for change in told if change.kind == "left out"),
        inserted=draft.inserted,
        fragments=_fragments(source[words[like.first].start :]) if indirect else (),
        changes=told,
        score=like.score,
    )


# -- together ----------------------------------------------------------------------------------------------------------


def _finding(text: str, matches: Sequence[Match]) -> Finding:
    if not matches:
        return Finding(draft=text, verdict=Verdict.NOT_FOUND)
    exact = [match for match in matches if not match.changes]
    best = max(exact or matches, key=lambda match: (match.verdict is Verdict.VERBATIM, _weight(match)))
    ordered = sorted(_newest_first(matches), key=lambda match: (match.verdict is not best.verdict, bool(match.changes)))
    return Finding(draft=text, verdict=best.verdict, matches=tuple(ordered))


def _weight(match: Match) -> float:
    """Likeness; of two that are nearly as good, a quotation counts before reported speech."""
    return match.score - (NEARLY_AS_GOOD if match.verdict is Verdict.REPORTED else 0)


def _worth_showing(near: Sequence[Match], exact: Sequence[Match]) -> list[Match]:
    """Without anything exact the best and what is nearly as good; else only other wordings of a quotation."""
    if exact:
        return [one for one in near if one.score >= ANOTHER_WORDING and one.verdict is Verdict.ALTERED]
    best = max(map(_weight, near), default=0.0)
    return [one for one in near if _weight(one) >= best - NEARLY_AS_GOOD]


def _is_among(row: QuoteRow, matches: Iterable[Match]) -> bool:
    """Whether the row overlaps with what was found already in its article."""
    return any(_overlap(row, match.row) for match in matches)


def _overlap(one: QuoteRow, other: QuoteRow) -> bool:
    same_article = one.source.id == other.source.id
    return same_article and one.quote.start < other.quote.end and other.quote.start < one.quote.end


def _each_once(matches: Iterable[Match]) -> list[Match]:
    """Each place of an article once: as a quotation rather than reported speech, and in the shortest that has it."""
    kept: list[Match] = []
    for match in sorted(matches, key=_closeness):
        if not any(_overlap(match.row, other.row) for other in kept):
            kept.append(match)
    return _newest_first(kept)


def _closeness(match: Match) -> tuple[bool, float, bool, int]:
    return bool(match.changes), -match.score, match.verdict is Verdict.REPORTED, len(match.row.quote.text)


def _newest_first(matches: Iterable[Match]) -> list[Match]:
    return sorted(matches, key=lambda match: _age(match.row))


def _age(row: QuoteRow) -> tuple[bool, int, str, int]:
    published = row.source.published
    return published is None, -published.toordinal() if published else 0, row.source.id, row.quote.start
