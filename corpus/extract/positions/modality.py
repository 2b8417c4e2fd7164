"""In whose voice a clause stands, and of what time: said by whom, to be done, of today or of history."""

import re
from datetime import date
from functools import partial

from corpus.document.dates.focus import Stretch
from corpus.document.syntax import is_infinitive, is_verb, says, verb_over
from corpus.document.tokens import Token
from corpus.knowledge import words_of
from corpus.knowledge.attribution import cues

voicing = partial(words_of, "actors.toml")
_CONTENT = frozenset({"ccomp", "parataxis", "xcomp", "acomp", "attr", "dep", "csubj"})
_LONGEST_WALK = 12
_OLD = 2
"""Years: what is dated further back than this is history, and no position of today."""

_RECALLED = 30
"""Days: what a narrative tells of that ends longer ago is background."""

_PAST = re.compile(
    r"\b(?:(?:19|20)\d\d|last (?:year|century)|(?:years|decades|centuries) ago|cold war|world war)\b", re.IGNORECASE
)


def saying_over(verb: Token) -> Token | None:
    """The verb of saying or thinking whose content a clause is; None where the outlet itself says it."""
    for _ in range(_LONGEST_WALK):
        head = verb.head
        if verb.dep_ in ("ROOT", "relcl"):
            return None
        if verb.dep_ in _CONTENT and is_verb(head) and _brings(head) and not _goes_on(head, verb):
            return head
        above = verb_over(verb)
        if above is None:
            return None
        verb = above
    return None


def _goes_on(verb: Token, content: Token) -> bool:
    """«continues to use»: no word of saying, as it is before what is said."""
    return content.dep_ == "xcomp" and verb.lemma_.lower() in words_of("deeds.toml", "going_on")


def _brings(verb: Token) -> bool:
    """«says», «believes», «is adamant», «made clear»."""
    told = says(verb) or verb.lemma_.lower() in cues("thought")
    return told or any(child.pos_ == "ADJ" and child.lemma_.lower() in cues("adjectives") for child in verb.rights)


def is_purpose(clause: Token) -> bool:
    """Whether a clause says what something is done for: "went on strike to demand …"."""
    return clause.dep_ == "advcl" and clause.tag_ == "VB" and is_infinitive(clause)


def is_long_past(verb: Token, sentence: str, published: date | None) -> bool:
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


def modal_of(verb: Token) -> str:
    """The modal of a verb in full ("will" for "'ll" and "wo"); "" if it has none."""
    for child in verb.children:
        if child.tag_ == "MD":
            return _MODALS.get(child.lower_, child.lower_)
    return ""


_MODALS = {"'ll": "will", "wo": "will", "ll": "will", "'d": "would", "ca": "can", "sha": "shall"}
