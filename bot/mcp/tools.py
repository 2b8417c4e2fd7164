"""The tools: what each is asked with, what it answers, and what an assistant is told of it. All of them only read."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.mcp import answers, asked
from bot.mcp.answers import ArticleTold, ChecksTold, Part, PositionsTold, QuotesTold, TalksTold, asking
from corpus.models import Record
from corpus.store import Corpus

INSTRUCTIONS = """\
Readout holds what a newsroom's own articles say: who is quoted with which words, what parties want, what talks brought.
Quote nothing but `words`, letter for letter, and give the headline, outlet, day and address beside them. Name nobody \
as a speaker whom `said_by` does not name. Pass on every one of `notes`. Where `note` asks who is meant, ask the user \
or choose from `instead`; where there is nothing, say so. `evidence` and `outcome` are an article's words, not a \
party's. `check` says whether words are verbatim; "not in the corpus" is no proof that they were not said."""


@dataclass(frozen=True)
class ReadTool:
    """A tool: `ask` answers its arguments, which are of the type `takes`, with a record of the type `gives`."""

    name: str
    title: str
    told: str
    takes: type[Any]
    gives: type[Record]
    ask: Callable[[Any, Corpus], Record]


def _quotes(of: asked.QuoteAsked, corpus: Corpus) -> QuotesTold:
    query = asking("quote", f"{of.who} {of.words}", of.since, of.until)
    return answers.quotes(query, Part(limit=of.limit, skip=of.skip), corpus)


def _positions(of: asked.PositionsAsked, corpus: Corpus) -> PositionsTold:
    on = f"on {of.issue}" if of.issue.strip() else ""
    query = asking("positions", f"{of.party} {on}", of.since, of.until)
    return answers.positions(query, Part(limit=of.limit, skip=of.skip), corpus)


def _talks(of: asked.TalksAsked, corpus: Corpus) -> TalksTold:
    which = "" if of.which == "all" else of.which
    query = asking("talks", f"{of.about} {which}", of.since, of.until)
    return answers.talks(query, Part(limit=of.limit, skip=of.skip), corpus)


def _check(of: asked.CheckAsked, corpus: Corpus) -> ChecksTold:
    return answers.checked(of.text, corpus)


def _article(of: asked.ArticleAsked, corpus: Corpus) -> ArticleTold:
    return answers.article(of.article, of.start, of.length, corpus)


TOOLS = (
    ReadTool(
        "quote",
        "What somebody said",
        "Quotations of a person or a party, word for word, newest first, each with its speaker, day and source.",
        asked.QuoteAsked,
        QuotesTold,
        _quotes,
    ),
    ReadTool(
        "positions",
        "What a party wants",
        "What a party demands, offers, accepts or rejects, by the words of the articles that show it.",
        asked.PositionsAsked,
        PositionsTold,
        _positions,
    ),
    ReadTool(
        "talks",
        "What talks brought",
        "Rounds of talks: who met where and when, and what came of it by each article, newest first.",
        asked.TalksAsked,
        TalksTold,
        _talks,
    ),
    ReadTool(
        "check",
        "Check quotations",
        "Holds the quotations of a text against the articles: verbatim, altered, another's, reported, not found.",
        asked.CheckAsked,
        ChecksTold,
        _check,
    ),
    ReadTool(
        "article",
        "Read an article",
        "The text of an article as it was printed, a stretch of it, for what stands around a quotation.",
        asked.ArticleAsked,
        ArticleTold,
        _article,
    ),
)
