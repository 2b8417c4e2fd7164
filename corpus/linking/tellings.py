"""How many articles tell of something in words of their own: what is printed again is no second source."""

from collections.abc import Iterable

from corpus.linking.wordings import wording_of
from corpus.models import Span


def words_told(spans: Iterable[Span]) -> str:
    """Under what the words of an article are known again; "" for too few of them."""
    wording = wording_of(" ".join(span.text for span in spans))
    return f"{wording.number:x}" if wording.is_enough else ""


def tellings(told: Iterable[tuple[str, str]]) -> int:
    """How many of these articles do not print the words of another, each given with its `words_told`."""
    own: dict[str, str] = {}
    for article, words in told:
        own.setdefault(article, words or article)
    return len(set(own.values()))
