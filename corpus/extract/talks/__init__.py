"""Who met whom, when, where, and what came of it."""

from corpus.extract.talks.extractor import find_talks

__all__ = ["find_talks"]
