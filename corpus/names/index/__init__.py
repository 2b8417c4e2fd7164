"""Names as people type them, in any spelling or script: one entity, a question, or nobody."""

from corpus.names.index.name_index import NameIndex

__all__ = ["NameIndex"]
