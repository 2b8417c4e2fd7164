"""Words held against the corpus: the quotations in a draft, and what its sources say of each."""

from corpus.comparison.changes import Change
from corpus.comparison.drafts import looked_up
from corpus.comparison.messages import passages_in, trimmed
from corpus.comparison.quotations import Quotation, find_quotations
from corpus.comparison.sayers import sayers
from corpus.comparison.verdicts import FRAGMENT, Finding, Match, Verdict, judge
from corpus.comparison.words import words_of

__all__ = [
    "FRAGMENT",
    "Change",
    "Finding",
    "Match",
    "Quotation",
    "Verdict",
    "find_quotations",
    "judge",
    "looked_up",
    "passages_in",
    "sayers",
    "trimmed",
    "words_of",
]
