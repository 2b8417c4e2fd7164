"""What the commands do, with examples that work on the corpus as it is."""

import re
from collections.abc import Iterable, Mapping
from itertools import islice
from string import Formatter
from typing import Any

from corpus.excerpts import one_line
from corpus.knowledge.vocabulary import issues, issues_named
from corpus.models import PositionFilter, Quote, QuoteFilter, QuoteKind, Round, SpeakerKind
from corpus.store import Corpus
from handlers.blocks.kit import Block, Button, Note, context, header, note
from handlers.blocks.reply import Reply, reply
from handlers.command import Command
from handlers.query import Query
from handlers.texts import texts

MOST_LOOKED_AT = 200
"""Quotes among which an example is looked for where no talks are known."""

LONGEST_PART = 60
"""Characters of a name, a place or an issue that an example is made of; help stays short."""


def help_on(words: str, commands: Mapping[str, Command[Any]], corpus: Corpus) -> Reply:
    """What every command does; `words` may name one of them ("quote", "/talks")."""
    asked = [one for name, one in commands.items() if words.strip().lower().lstrip("/").startswith(name)]
    return explain(asked or list(commands.values()), corpus)


def wants_help(command: Command[Any], query: Query) -> bool:
    """Whether the words ask what the command does; a command may do something without any."""
    return query.words.casefold() in texts().typed["help"] and bool(query.words or not command.alone)


def explain(commands: Iterable[Command[Any]], corpus: Corpus) -> Reply:
    """How to use these commands, each with a button for every example that this corpus can answer."""
    parts, blocks = _parts(corpus), list[Block]()
    for command in commands:
        lines = tries(command, parts)
        blocks += [header(command.help.title), note(command.help.what)]
        blocks += [note(f"{line}: {says}", Button("Try it", line, about=line)) for line, says in lines.items()]
    of_all = texts().everywhere
    return reply(
        [*blocks, note(f"{of_all['bounds']} {of_all['orders']}"), context(f"{of_all['privacy']} {of_all['words']}")]
    )


def tries(command: Command[Any], parts: Mapping[str, str]) -> dict[str, str]:
    """The examples that can be made of these parts: what each says, by its command line."""
    told = [(one, {name for _, name, _, _ in Formatter().parse(one.words) if name}) for one in command.help.examples]
    made = (one for one, wanted in told if wanted <= parts.keys())
    return {f"/{command.name} {one.words.format_map(parts)}": one.says for one in made}


def examples(commands: Iterable[Command[Any]], corpus: Corpus, each: int) -> list[Note]:
    """Command lines that this corpus can answer, each with a button that asks it; [] when it has nothing."""
    parts = {} if corpus.is_empty() else _parts(corpus)
    told = [(line, says) for one in commands for line, says in list(tries(one, parts).items())[:each] if parts]
    return [note(f"{line}: {says}", Button("Try it", line, about=line)) for line, says in told]


def _parts(corpus: Corpus) -> dict[str, str]:
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
