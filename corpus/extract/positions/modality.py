"""In whose voice a clause stands, and whether anybody stands for it: said, hoped, denied, supposed, asked."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from corpus.document.dates.focus import Stretch
from corpus.document.syntax import is_passive, is_verb, verb_over
from corpus.extract.positions.clauses import markers
from corpus.extract.positions.deeds import is_negated
from corpus.knowledge import read_table

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUPPOSING = frozenset(["if", "unless", "whether", "until", "lest", "till", "once", "should", "before"])
_WITHOUT = frozenset(["before", "without", "instead", "about", "than", "against", "from", "despite"])
_LONGEST_WALK = 12
_OLD = 2
"""Years: what is dated further back than this is history, and no position of today."""

_RECALLED = 30
"""Days: what a narrative tells of that ends longer ago is background."""

_PAST = re.compile(
    r"\b(?:(?:19|20)\d\d|last (?:year|century)|(?:years|decades|centuries) ago|cold war|world war)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Voice:
    """How a clause is embedded: the verb of saying over it, if there is one, and whether it holds at all."""

    saying: "Token | None" = None
    holds: bool = True


def voice_of(verb: "Token") -> Voice:
    """Climbs from a verb to the one that says it. It does not hold under an "if", a hope, a denial or a myth."""
    for _ in range(_LONGEST_WALK):
        if _SUPPOSING.intersection(markers(verb)):
            return Voice(holds=False)
        above = _above(verb)
        if above is None:
            return Voice()
        if isinstance(above, Voice):
            return above
        verb = above
    return Voice()


def _above(verb: "Token") -> "Token | Voice | None":
    """The verb to climb on to, or what the climb has found, or None at the top."""
    head, dep = verb.head, verb.dep_
    told_of = head.lemma_.lower() in words_of("not_holding_nouns")
    if dep == "relcl" and verb.tag_ == "VB" and verb.left_edge.lower_ == "to":
        return Voice(holds=False)
    if dep == "relcl" and told_of and verb.left_edge.lower_ == "that":
        return Voice(holds=False)
    if dep in ("ROOT", "relcl"):
        return None
    if dep == "xcomp" and verb.tag_ == "VB" and is_verb(head) and head.lemma_.lower() not in words_of("carrying"):
        return Voice(holds=False)
    if dep in ("ccomp", "parataxis", "xcomp", "acomp", "attr", "dep", "csubj"):
        return _through(head) if is_verb(head) or head.pos_ in ("ADJ", "NOUN") else None
    if dep in ("acl", "appos"):
        meant = verb.tag_ == "VB" and head.lemma_.lower() not in words_of("carrying_nouns")
        return Voice(holds=False) if told_of or meant else verb_over(head)
    if is_purpose(verb):
        return Voice(holds=False)
    if dep == "pcomp":
        return Voice(holds=False) if head.lower_ in _WITHOUT else verb_over(head)
    return head if is_verb(head) and dep in ("conj", "advcl", "aux") else verb_over(verb)


def _through(head: "Token") -> "Token | Voice":
    lemma = head.lemma_.lower()
    if lemma in ("believe", "think", "understand") and is_passive(head):
        return Voice(saying=head)
    if lemma in words_of("not_holding"):
        return Voice(holds=False)
    if is_verb(head) and lemma in words_of("speech"):
        return Voice(holds=False) if is_negated(head) else Voice(saying=head)
    return head


def is_purpose(clause: "Token") -> bool:
    """Whether a clause says what something is done for: "went on strike to demand …"."""
    return clause.dep_ == "advcl" and clause.tag_ == "VB" and any(child.lower_ == "to" for child in clause.lefts)


def is_asked(sentence: str) -> bool:
    """Whether a sentence is a question."""
    return sentence.rstrip("\"'”’) \n").endswith("?")


def is_refuted(sentence: str) -> bool:
    """Whether a sentence is put up only to be knocked down: "Myth: …", "False: …"."""
    return sentence.lstrip().lower().startswith(("myth", "false:", "claim:", "fake:", "misleading:", "fiction:"))


def is_long_past(verb: "Token", sentence: str, published: date | None) -> bool:
    """Whether a clause is dated years back and tells history: "which it rejected in 2014", "during the cold war"."""
    if not _PAST.search(sentence):
        return False
    own = " ".join(token.lower_ for token in verb.subtree if verb_over(token) == verb)
    years = [int(found.group()) for found in _PAST.finditer(own) if found.group().isdigit()]
    if any(not found.group().isdigit() for found in _PAST.finditer(own)):
        return True
    told = verb.dep_ in ("relcl", "acl") or verb.tag_ in ("VBD", "VBN")
    return bool(years) and told and published is not None and max(years) <= published.year - _OLD


def is_recalled(published: date | None, told_of: Stretch | None) -> bool:
    """Whether a clause is part of a story of months ago, as its article tells: no position of the day of printing."""
    return published is not None and told_of is not None and (published - told_of[1]).days > _RECALLED


def modal_of(verb: "Token") -> str:
    """The modal of a verb in full ("will" for "'ll" and "wo"); "" if it has none."""
    for child in verb.children:
        if child.tag_ == "MD":
            return _MODALS.get(child.lower_, child.lower_)
    return ""


_MODALS = {"'ll": "will", "wo": "will", "ll": "will", "'d": "would", "ca": "can", "sha": "shall"}


@cache
def words_of(kind: str) -> frozenset[str]:
    """The words of ``knowledge/actors.toml`` of one kind."""
    return frozenset(read_table("actors.toml")[kind])
