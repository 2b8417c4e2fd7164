"""What the model's attribute ruler makes of a text, in a fraction of its time: parts of speech, forms, some lemmas.

Its rules see words, tags and dependencies, and all but a few those of one token: what they make of these is remembered.
Of most words they see nothing but the tag; one word stands for all of these.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Doc

Seen = tuple[int, int, int]
"""The numbers of a token's word in small letters, its tag and its dependency."""

_TOLD: list[int | str] = ["TAG", "POS", "MORPH", "LEMMA"]
_REMEMBERED = 50_000
"""Tokens; there are some thousands of combinations."""


class AttributeRules:
    """A part of the pipeline that takes the place of the ruler in it."""

    def __init__(self, ruler: Any, text: Any) -> None:
        """Of the model's ruler, and of the class of its texts."""
        self.ruler, self.text, self.strings = ruler, text, ruler.vocab.strings
        self.any_word = self.strings.add("x")
        self.longer = type(ruler.matcher)(ruler.vocab)
        for number, rule in enumerate(ruler.patterns):
            if any(len(words) > 1 for words in rule["patterns"]):
                self.longer.add(str(number), rule["patterns"])
        named = list(_words_named(ruler.patterns))
        self.words = {word for one in named for word in ([one] if isinstance(one, str) else one.get("IN", ()))}
        self.forms = [re.compile(one["REGEX"]) for one in named if "REGEX" in one]
        self.word = lru_cache(_REMEMBERED)(self._word)
        self.told = lru_cache(_REMEMBERED)(self._told)

    def __call__(self, doc: "Doc") -> "Doc":
        columns = doc.to_array(["LOWER", "TAG", "DEP"]).tolist()
        tokens = [(self.word(word), tag, dependency) for word, tag, dependency in columns]
        rows: Any = doc.to_array(_TOLD)
        for at, token in enumerate(tokens):
            rows[at] = self.told(token)[0]
        for _, start, end in self.longer(doc):
            rows[start:end] = self.told(*tokens[start:end])
        for at in (rows[:, 0] == self.strings["_SP"]).nonzero()[0].tolist():
            doc[at].dep_ = "dep"
        return doc.from_array(_TOLD, rows)

    def _word(self, number: int) -> int:
        """The word's own number if a rule may see it, else that of any word."""
        word = self.strings[number]
        seen = word in self.words or word.isspace() or any(form.search(word) for form in self.forms)
        return number if seen else self.any_word

    def _told(self, *tokens: Seen) -> Any:
        """What the ruler tells of tokens alone, a row for each."""
        words, tags, deps = ([self.strings[number] for number in column] for column in zip(*tokens, strict=True))
        heads, spaces = list(range(len(tokens))), [False] * len(tokens)
        alone = self.text(self.ruler.vocab, words, spaces, tags=tags, deps=deps, heads=heads)
        return self.ruler(alone).to_array(_TOLD)


def _words_named(rules: Any) -> Iterator[Any]:
    """The conditions that rules set to words."""
    for rule in rules:
        for words in rule["patterns"]:
            yield from (word["LOWER"] for word in words if "LOWER" in word)
