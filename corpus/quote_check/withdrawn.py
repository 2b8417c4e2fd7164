"""Whether words come from an article that may not be shown. That they do is all that is ever told of it."""

from collections.abc import Iterable

from corpus.keepings import ArticleState, HeldBack
from corpus.models import QuoteRow
from corpus.quote_check.drafts import DraftQuotation
from corpus.quote_check.verbatim import find
from corpus.quote_check.verdicts import FRAGMENT, judge
from corpus.words import is_content, words_of

MOST_LOOKED_UP = 3


def telling_words(text: str) -> tuple[str, ...]:
    """The longest words of a quotation, by which articles that may have it are looked up; () for too short a one."""
    words = DraftQuotation(text).bare
    if len(words) <= FRAGMENT:
        return ()
    content = dict.fromkeys(word.key for word in words if is_content(word) and word.key.isalpha())
    return tuple(sorted(content, key=len, reverse=True)[:MOST_LOOKED_UP])


def withdrawn(text: str, kept: Iterable[HeldBack]) -> ArticleState | None:
    """The state of the first article that has these words, or nearly these as a quotation; None for none."""
    return next((one.ruling.state for one in kept if _has(text, one)), None)


def _has(text: str, one: HeldBack) -> bool:
    if find(DraftQuotation(text), words_of(one.text)) is not None:
        return True
    return bool(judge(text, (QuoteRow(quote=quote, source=one.source) for quote in one.quotes)).matches)
