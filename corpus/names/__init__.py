"""Names as people type them, in any spelling or script: one entity, a question, or nobody."""

from corpus.names.index import NameIndex, alike

__all__ = ["NameIndex", "alike"]
