"""What examples of questions can be made of in a corpus as it is: who speaks there, of what, where and when."""

import re
from itertools import islice

from corpus.excerpts import one_line
from corpus.knowledge.vocabulary import issues, issues_named
from corpus.models import PositionFilter, Quote, QuoteFilter, QuoteKind, Round, SpeakerKind
from corpus.store import Corpus

MOST_LOOKED_AT = 200
"""Quotes among which an example is looked for where no talks are known."""


LONGEST_PART = 60
"""Characters of a name, a place or an issue that an example is made of; help stays short."""


def parts_of(corpus: Corpus) -> dict[str, str]:
    """What the examples are made of: the newest talks and what their article quotes; none that is missing or long."""
    rounds = islice(corpus.every_round(), MOST_LOOKED_AT)
    newest = next((one for one in rounds if one.talk.party_names and not one.talk.background), None)
    found = _of_round(newest, corpus) if newest else _of_quotes(corpus)
    return {name: value for name, value in found.items() if 0 < len(value) <= LONGEST_PART}


def _of_round(newest: Round, corpus: Corpus) -> dict[str, str]:
    """Where, when and between whom the talks were, and what the article that tells of them quotes and is about."""
    talk, article_id = newest.talk, newest.accounts[0].source.id
    quotes = [row.quote for row in corpus.quotes(QuoteFilter(article_id=article_id)) if row.speaker_id]
    rows = corpus.positions(PositionFilter(article_id=article_id))
    labels = [issues()[row.position.issue].label for row in rows if row.position.issue in issues()]
    names = dict(zip(("party", "other"), map(one_line, talk.party_names), strict=False))
    month = talk.date[:7] if talk.date and re.match(r"\d{4}-\d\d", talk.date) else ""
    issue = next((label for label in labels if issues_named(label)), "")
    return {"place": one_line(talk.place or ""), "month": month, **names, **_spoken(quotes), "issue": issue}


def _of_quotes(corpus: Corpus) -> dict[str, str]:
    rows = [row for row in corpus.quotes(QuoteFilter(limit=MOST_LOOKED_AT)) if row.speaker_id]
    party = next((row.quote.party_name for row in rows if row.party_id and row.quote.party_name), "")
    return _spoken([row.quote for row in rows[:20]]) | {"party": one_line(party or "")}


def _spoken(quotes: list[Quote]) -> dict[str, str]:
    """A quoted speaker, and the longest word of the quote, which is likely to tell it from others."""
    said = (one for one in quotes if one.speaker_name and one.kind is not QuoteKind.INDIRECT)
    quote = next((one for one in said if one.speaker_kind is SpeakerKind.PERSON), None)
    words = re.findall(r"[^\W\d_]{4,20}", quote.text) if quote else []
    return {"person": one_line(quote.speaker_name or ""), "word": max(words, key=len, default="")} if quote else {}
