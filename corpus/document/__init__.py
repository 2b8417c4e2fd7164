"""The article as everything else reads it: the parse, the marks, who is named, whom a word means, and when.

`annotate` is imported when it is first used: what only needs quotation marks shall not load what reads articles.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from corpus.document.document import annotate

__all__ = ["annotate"]


def __getattr__(name: str) -> Any:
    if name != "annotate":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from corpus.document.document import annotate

    return annotate
