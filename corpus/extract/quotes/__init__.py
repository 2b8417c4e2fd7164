"""What was said in an article, and by whom."""

from corpus.extract.quotes.drafts import Draft, find_quotes

__all__ = ["Draft", "find_quotes"]
