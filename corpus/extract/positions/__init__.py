"""Which party takes which stance on which issue, in which words; and the events that speak against it."""

from corpus.extract.positions.extractor import find_positions

__all__ = ["find_positions"]
