"""A message without quotation marks: which of its words are a source's."""

from collections.abc import Iterable, Sequence
from operator import attrgetter

from corpus.models import QuoteKind, QuoteRow
from corpus.quote_check.changes import compare, cut_out
from corpus.quote_check.drafts import DraftQuotation
from corpus.quote_check.verbatim import find
from corpus.quote_check.verdicts import likeliest, worth_comparing
from corpus.words import Word, is_content, negation_before, read_words, words_of


def passages_in(text: str, rows: Iterable[QuoteRow]) -> tuple[str, ...]:
    """The words of a text without quotation marks that are whole quotations of these sources, in their order."""
    words = read_words(text)
    spans = [span for row in rows if row.quote.kind is not QuoteKind.INDIRECT and (span := _passage(words, row))]
    kept: list[tuple[int, int]] = []
    for first, end in sorted(set(spans), key=lambda span: (span[0] - span[1], span)):
        if all(end <= other[0] or other[1] <= first for other in kept):
            kept.append((first, end))
    return tuple(cut_out(text, words, *span) for span in sorted(kept))


def trimmed(text: str, rows: Iterable[QuoteRow]) -> str:
    """The words of a whole message that are like a quotation, without those around them; the text where none are."""
    draft = DraftQuotation(text)
    if not worth_comparing(draft):
        return text
    likes = [like for row in likeliest(draft, rows) if (like := compare(draft, words_of(row.quote.text), loose=True))]
    best = max(likes, key=attrgetter("score"), default=None)
    return cut_out(text, draft.bare, best.draft_first, best.draft_end) if best else text


def _passage(words: Sequence[Word], row: QuoteRow) -> tuple[int, int] | None:
    """Where the text has all the words of a quotation that is long enough to be known again."""
    quoted = DraftQuotation(row.quote.text)
    if len(quoted.words) <= 3 or sum(map(is_content, quoted.words)) < 2:
        return None
    stretch = find(quoted, words)
    if stretch is None or stretch.gaps or negation_before(words, stretch.first) is not None:
        return None
    return stretch.first, stretch.end
