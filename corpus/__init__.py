"""The corpus: articles in, people, parties, quotes, positions and talks out."""

from corpus.articles import read_article
from corpus.extraction import extract

__all__ = ["extract", "read_article"]
