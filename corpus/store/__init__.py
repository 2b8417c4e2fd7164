"""The corpus in a database: SQLite by default, PostgreSQL by URL."""

from corpus.store.corpus import Corpus, open_corpus

__all__ = ["Corpus", "open_corpus"]
