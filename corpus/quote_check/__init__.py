"""Words held against the corpus: the quotations in a draft, and what its sources say of each."""

from corpus.quote_check.changes import Change
from corpus.quote_check.drafts import in_capitals, in_title_case, looked_up
from corpus.quote_check.messages import passages_in, trimmed
from corpus.quote_check.quotations import Quotation, find_quotations
from corpus.quote_check.sayers import described, names_in, pronoun, sayers
from corpus.quote_check.verdicts import FRAGMENT, Finding, Match, Verdict, judge, without
from corpus.words import words_of

__all__ = [
    "FRAGMENT",
    "Change",
    "Finding",
    "Match",
    "Quotation",
    "Verdict",
    "described",
    "find_quotations",
    "in_capitals",
    "in_title_case",
    "judge",
    "looked_up",
    "names_in",
    "passages_in",
    "pronoun",
    "sayers",
    "trimmed",
    "without",
    "words_of",
]
