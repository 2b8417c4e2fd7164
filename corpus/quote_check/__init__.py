"""Words held against the corpus: the quotations in a draft, and what its sources say of each."""

from corpus.quote_check.changes import Change
from corpus.quote_check.drafts import looked_up
from corpus.quote_check.messages import passages_in, trimmed
from corpus.quote_check.quotations import Quotation, find_quotations
from corpus.quote_check.sayers import sayers
from corpus.quote_check.verdicts import FRAGMENT, Finding, Match, Verdict, judge
from corpus.quote_check.words import words_of

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
