"""The words that bring in what somebody says."""

from corpus.knowledge import words_of


def cues(kind: str) -> frozenset[str]:
    """The lemmas of one kind of cue in ``knowledge/attribution.toml``."""
    return words_of("attribution.toml", kind)
