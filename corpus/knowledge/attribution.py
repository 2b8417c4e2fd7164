"""The words that bring in what somebody says."""

from functools import partial

from corpus.knowledge import words_of

cues = partial(words_of, "attribution.toml")
"""The lemmas of one kind of cue."""
