"""The corpus: articles in; people, parties, quotes, positions and talks out.

The names below are the public surface. Each is imported when it is first used, so that a process that only serves
answers never loads what reads articles.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from corpus.articles import read_article
    from corpus.extract.extraction import extract
    from corpus.names.index import NameIndex
    from corpus.store import open_corpus

_HOMES = {
    "NameIndex": "corpus.names.index",
    "extract": "corpus.extract.extraction",
    "open_corpus": "corpus.store",
    "read_article": "corpus.articles",
}

__all__ = ["NameIndex", "extract", "open_corpus", "read_article"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
