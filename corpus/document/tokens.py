"""The parse as the readers see it: tokens that hold what they are, and point at one another.

The attributes bear spaCy's names and hold what spaCy tells. A token of spaCy's is made anew each time that it is asked
for, and its strings are looked up each time: this took the readers half of their time.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import overload


@dataclass(slots=True, eq=False, repr=False)
class Token:
    """A word or mark of a `Doc`, of which it is token number `i`, from code point `idx` on."""

    doc: "Doc"
    i: int
    idx: int
    whitespace_: str
    text: str
    lower_: str
    is_alpha: bool
    is_punct: bool
    is_space: bool
    like_num: bool
    like_url: bool
    lemma_: str
    tag_: str
    pos_: str
    dep_: str
    is_sent_start: bool = False
    is_sent_end: bool = False
    sent: "Tokens" = field(init=False)
    head: "Token" = field(init=False)
    lefts: "list[Token]" = field(default_factory=list)
    rights: "list[Token]" = field(default_factory=list)
    children: "list[Token]" = field(init=False)
    left_edge: "Token" = field(init=False)
    right_edge: "Token" = field(init=False)

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    @property
    def text_with_ws(self) -> str:
        return self.text + self.whitespace_

    @property
    def is_upper(self) -> bool:
        return self.text.isupper()

    @property
    def is_lower(self) -> bool:
        return self.text.islower()

    @property
    def is_title(self) -> bool:
        return self.text.istitle()

    @property
    def is_digit(self) -> bool:
        return self.text.isdigit()

    @property
    def n_rights(self) -> int:
        return len(self.rights)

    @property
    def is_mark(self) -> bool:
        """A mark or blank on which nothing hangs."""
        return not self.children and (self.is_punct or self.is_space)

    @property
    def depth(self) -> int:
        """How many tokens are above it."""
        return sum(1 for _ in self.ancestors)

    @property
    def ancestors(self) -> Iterator["Token"]:
        """What the token hangs on, what that hangs on, and so on."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    def is_ancestor(self, descendant: "Token") -> bool:
        return any(above is self for above in descendant.ancestors)

    @property
    def subtree(self) -> Iterator["Token"]:
        """The token and all that hangs on it, in the order of the text."""
        waiting = [(self, False)]
        while waiting:
            token, behind_lefts = waiting.pop()
            if behind_lefts or not token.children:
                yield token
            else:
                waiting += [(right, False) for right in reversed(token.rights)]
                waiting += [(token, True), *((left, False) for left in reversed(token.lefts))]

    @property
    def conjuncts(self) -> tuple["Token", ...]:
        """What is joined to the token, before and behind it, itself left out."""
        first = self
        while first.dep_ == "conj" and first.head is not first:
            first = first.head
        joined = [first]
        for one in joined:
            joined.extend(child for child in one.rights if child.dep_ == "conj")
        return tuple(one for one in joined if one is not self)

    def nbor(self, steps: int = 1) -> "Token":
        """The token so many steps further; `IndexError` where the text ends before."""
        if self.i + steps < 0:
            raise IndexError(self.i + steps)
        return self.doc[self.i + steps]


class Tokens(Sequence[Token]):
    """Tokens in a row, from number `start` up to number `end`."""

    __slots__ = ("doc", "end", "start")

    def __init__(self, doc: "Doc", start: int, end: int) -> None:
        self.doc, self.start, self.end = doc, start, end

    def __len__(self) -> int:
        return self.end - self.start

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> "Tokens": ...
    def __getitem__(self, at: int | slice) -> "Token | Tokens":
        if isinstance(at, slice):
            start, end, _ = at.indices(len(self))
            return Tokens(self.doc, self.start + start, self.start + max(start, end))
        return self.doc[range(self.start, self.end)[at]]

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc.all[self.start : self.end])

    def __reversed__(self) -> Iterator[Token]:
        return reversed(self.doc.all[self.start : self.end])

    def __contains__(self, token: object) -> bool:
        return isinstance(token, Token) and token.doc is self.doc and self.start <= token.i < self.end

    @property
    def text(self) -> str:
        """The text from the first to the last token; "" of none."""
        if self.start == self.end:
            return ""
        last = self.doc[self.end - 1]
        return self.doc.text[self.doc[self.start].idx : last.idx + len(last.text)]

    @property
    def root(self) -> Token:
        """What the others hang on: of several the nearest to its sentence's root, a mark only of marks."""
        top = [one for one in self if one.head is one]
        outer = [one for one in self if not self.start <= one.head.i < self.end]
        return top[0] if top else min(outer, key=lambda one: len(self.doc) if one.is_mark else one.depth)


class Doc(Sequence[Token]):
    """A text's tokens. `inside` has for each the number of the quotation that it stands in, once that is known."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.all: list[Token] = []
        self.sents: list[Tokens] = []
        self.inside: list[int] = []

    def __len__(self) -> int:
        return len(self.all)

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> Tokens: ...
    def __getitem__(self, at: int | slice) -> Token | Tokens:
        if isinstance(at, slice):
            start, end, _ = at.indices(len(self.all))
            return Tokens(self, start, max(start, end))
        return self.all[at]

    def __iter__(self) -> Iterator[Token]:
        return iter(self.all)


def join(doc: Doc, heads: Sequence[int], starts: Sequence[int]) -> None:
    """Hangs each token of a text on that of its number in `heads`; a sentence begins at each of `starts`."""
    tokens, numbers = doc.all, range(len(heads))
    first, last = [*numbers], [*numbers]
    for order in (numbers, reversed(numbers)):
        for child in order:
            head = heads[child]
            first[head], last[head] = min(first[head], first[child]), max(last[head], last[child])
    for at, (token, head) in enumerate(zip(tokens, heads, strict=True)):
        token.head, token.left_edge, token.right_edge = tokens[head], tokens[first[at]], tokens[last[at]]
        if head != at:
            (token.head.lefts if at < head else token.head.rights).append(token)
    for token in tokens:
        token.children = token.lefts + token.rights
    for start, end in pairwise([*starts, len(tokens)]):
        doc.sents.append(Tokens(doc, start, end))
        tokens[start].is_sent_start = tokens[end - 1].is_sent_end = True
        for token in doc.sents[-1]:
            token.sent = doc.sents[-1]
