"""The corpus in a database: SQLite by default, PostgreSQL by URL."""

from corpus.store.corpus import Corpus, open_corpus
from corpus.store.dialects.engines import missing_file

__all__ = ["Corpus", "missing_file", "open_corpus"]
