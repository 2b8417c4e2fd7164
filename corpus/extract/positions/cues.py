"""The words by which a position is recognised, from ``knowledge/cues.toml``, and whether they stand at a token."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal

from corpus.document.tokens import Doc, Token
from corpus.extract.positions.claims import strength_of
from corpus.extract.positions.clauses import is_time
from corpus.knowledge import read_table, words_of
from corpus.models import MoveKind, Record, Stance, Strength

_ONE_CONSONANT = re.compile(r"[^aeiou]+[aeiou][^aeiouwxy]")
"""Verbs of this form double their last letter: "hopped" is of "hop", "hoped" is not."""

Kind = Literal["verb", "adjective", "noun"]

_REACH = 6
"""How many tokens on a further word of a cue may stand: "reached a broad political agreement"."""

_GRAMMAR = frozenset(["have", "need", "let", "go"])
_KIND_OF = {"VERB": "verb", "AUX": "verb", "ADJ": "adjective", "NOUN": "noun", "PROPN": "noun"}


class Cue(Record):
    """One lemma with the words that must follow it, and what it means. See the head of the table for the fields."""

    stance: Stance
    kind: Kind
    words: tuple[str, ...]
    needs: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    negated: Stance | None = None
    harmful: Stance | None = None
    withheld: Stance | None = None
    bare: bool = False
    act: bool = False
    future: bool = False
    of_others: bool = False
    announced: bool = False
    inner: bool = False
    by_paper: bool = False
    aside: bool = False
    drawn: bool = False
    of: bool = False
    strength: Strength | None = None
    move: MoveKind | None = None


class Verdict(Record):
    """Words that judge something, in the mouth of a party: "unacceptable"; `kinds` are classes of deeds.toml."""

    stance: Stance
    words: tuple[str, ...]
    kinds: tuple[str, ...] = ()

    @property
    def all(self) -> frozenset[str]:
        return frozenset(self.words).union(*(words_of("deeds.toml", kind) for kind in self.kinds))


def beginnings(doc: Doc) -> list[Token]:
    """The tokens of a document at which a cue or a modal can stand: one in ten, told by its lemma."""
    lemmas = _beginning()
    return [token for token in doc if token.tag_ == "MD" or token.lemma_.lower() in lemmas]


@cache
def _beginning() -> frozenset[str]:
    words = frozenset(lemma for _, lemma in _index())
    return words | {word[:-1] for word in words if word.endswith("e")} | _GRAMMAR


def cues_at(token: Token) -> Sequence[Cue]:
    """The cues that may begin at this token, those of several words first; () for nearly every token."""
    kind = _KIND_OF.get(token.pos_)
    cues = _index().get((kind, lemma_of(token)), ()) if kind else ()
    if not cues or not cues[0].words:
        return cues
    near = _words_near(token)
    return [cue for cue in cues if near.issuperset(cue.words)]


def _words_near(token: Token) -> set[str]:
    """The words that a cue beginning here could go on with: a look at them spares a closer one at most cues."""
    after = token.doc[token.i + 1 : token.i + 1 + 2 * _REACH]
    passive = (child.lemma_ for child in token.lefts if child.dep_ == "nsubjpass")
    return {*(one.lower_ for one in after), *(one.lemma_ for one in after), *passive}


def lemma_of(token: Token) -> str:
    """The lemma; of "hoped" and "hoping", for which the tagger knows no verb with an e, with the e."""
    lemma = str(token.lemma_.lower())
    silent = token.tag_ in ("VBG", "VBD", "VBN") and token.lower_ in (f"{lemma}ing", f"{lemma}ed")
    return f"{lemma}e" if silent and _ONE_CONSONANT.fullmatch(lemma) else lemma


def followed_by(token: Token, words: Sequence[str]) -> list[Token] | None:
    """The tokens for the further words of a cue that begins at `token`; None if one of them is missing."""
    found = [token]
    for word in words:
        following = _following(token, found, word)
        if following is None:
            return None
        found.append(following)
    return found[1:]


def _following(start: Token, found: Sequence[Token], word: str) -> Token | None:
    last = max(token.i for token in found)
    for token in start.doc[last + 1 : last + 1 + _REACH]:
        if word in (token.lower_, token.lemma_) and _hangs_on(token, found, last):
            return token
    passive = (child for child in start.lefts if child.dep_ == "nsubjpass" and child.lemma_ == word)
    return next(passive, None)


def _hangs_on(token: Token, found: Sequence[Token], last: int) -> bool:
    """Whether a word belongs to the cue's words by the parse, or stands right beside them."""
    if token.pos_ == "ADP" and token.n_rights and all(is_time(child) for child in token.children):
        return token.dep_ == "prt"
    above = token.head.head if token.dep_ == "mark" else token.head  # «pleads for the siege to be lifted»
    return any(above.i == other.i for other in found) or token.i == last + 1


@cache
def _index() -> Mapping[tuple[str, str], tuple[Cue, ...]]:
    table: dict[tuple[str, str], list[Cue]] = defaultdict(list)
    for row in read_table("cues.toml")["cue"]:
        shared = {name: value for name, value in row.items() if name in Cue.model_fields and value != ""}
        for kind in ("verb", "adjective", "noun"):
            for phrase in row.get(f"{kind}s", ()):
                first, *words = phrase.split()
                table[kind, first].append(Cue(kind=kind, words=tuple(words), **shared))
    return {key: tuple(sorted(cues, key=lambda cue: -len(cue.words))) for key, cues in table.items()}


@cache
def taken_back() -> Mapping[Stance, Stance]:
    """What somebody holds who no longer holds a stance."""
    return {Stance(before): Stance(after) for before, after in read_table("cues.toml")["taken_back"].items()}


@cache
def verdicts() -> tuple[Verdict, ...]:
    fields = Verdict.model_fields
    rows = read_table("cues.toml")["verdict"]
    return tuple(Verdict(**{name: value for name, value in row.items() if name in fields}) for row in rows)


def strength_with(cue: Cue, stance: Stance) -> Strength:
    """How far a party goes that takes this stance with this cue."""
    if cue.act:
        return Strength.ACT
    if stance is Stance.DEFER and cue.stance is Stance.PROPOSE:
        return Strength.OFFER
    return cue.strength or strength_of(stance)
