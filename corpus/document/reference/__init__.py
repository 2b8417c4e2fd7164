"""Whom a word means: certain, or nobody."""

from corpus.document.reference.pronouns import Meant, certain_from, find_meant

__all__ = ["Meant", "certain_from", "find_meant"]
