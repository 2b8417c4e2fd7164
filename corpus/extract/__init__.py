"""The readers of the one document: quotes, positions, talks and events; none needs another's findings to be pure.

`from corpus import extract` is a function, and this room bears its name: the room can be called for it, so that it
does not matter which of the two was imported first.
"""

import sys
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.models import Article, Extraction


class _Room(ModuleType):
    def __call__(self, article: "Article") -> "Extraction":
        from corpus.extract.extraction import extract

        return extract(article)


sys.modules[__name__].__class__ = _Room
