"""An article as the extractors read it: the parse, the quotation marks, the paragraphs."""

from corpus.reading.parsed import OUTSIDE, Reading, read

__all__ = ["OUTSIDE", "Reading", "read"]
