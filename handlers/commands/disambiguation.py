"""Answers that are not records: which one, nobody, nothing read yet, not now; and who somebody is."""

from collections.abc import Iterable, Sequence

from corpus.asking.names import bears
from corpus.errors import StoreError
from corpus.excerpts import one_line, short
from corpus.models import Answer, Ask, Entity, Unknown
from corpus.store import Corpus
from handlers.blocks.kit import Block, Button, context, header, note
from handlers.blocks.reply import Reply, reply, saying
from handlers.blocks.text import counted, day, joined
from handlers.names import address
from handlers.query import Picked, Query
from handlers.texts import say

MOST = 8
"""How many candidates are offered; whoever has more in mind types more of the name."""

MOST_NEAR = 3

LOOKED_AT = 30
"""Articles, the newest that have somebody, among which one is looked for that gives a role or a party."""


def ask_back(query: Query, found: Ask | Unknown, corpus: Corpus, rest: str = "") -> Reply:
    """What is answered where nobody is named for certain."""
    return which_one(query, found, corpus, rest) if isinstance(found, Ask) else nobody(query, found, corpus)


def which_one(query: Query, ask: Ask, corpus: Corpus, rest: str = "") -> Reply:
    """Asks which of the candidates is meant; `rest` are the words beside the name."""
    shown = ask.candidates[:MOST]
    chosen = ((entity, _chosen(query, entity, corpus, picked(entity, ask.query, shown), rest)) for entity in shown)
    ways = [way._replace(label=_told_apart(entity, shown, corpus)) for entity, way in chosen]
    more = len(ask.candidates) - len(shown)
    title = "Which one?" if len(ask.candidates) > 1 else say("did_you_mean_this")
    blocks: list[Block] = [header(title), note(say("may_mean", typed=short(ask.query)))]
    blocks += [note(whois(entity, corpus), way) for entity, way in zip(shown, ways, strict=True)]
    return reply([*blocks, *([context(say("more_of_the_name", more=counted(more, "other")))] if more else [])])


def _told_apart(entity: Entity, shown: Sequence[Entity], corpus: Corpus) -> str:
    """The name, and of namesakes the role and the party too."""
    if sum(one.name == entity.name for one in shown) == 1:
        return short(entity.name)
    return joined(*dict.fromkeys((whois(entity, corpus), short(party_of(entity, corpus)))), by=", ")


def nobody(query: Query, unknown: Unknown, corpus: Corpus) -> Reply:
    """Says that the corpus knows nobody of that name, and who is spelled most alike."""
    if corpus.is_empty():
        return nothing_read()
    near = unknown.nearest[:MOST_NEAR]
    ways = [_chosen(query, entity, corpus, picked(entity, unknown.query, near)) for entity in near]
    meant = [note(say("did_you_mean", names=" or ".join(way.label for way in ways)))] if ways else []
    helping = Button(say("what_can_i_ask"), f"/{query.command} help")
    newest = say("newest_of", day=day(on)) if (on := corpus.newest_day()) else ""
    read = context(f"{say('read_so_far', articles=counted(corpus.articles_read(), 'article'))}{newest}")
    return reply([note(say("nobody", typed=short(unknown.query))), *meant, read], ways=[*ways, helping])


def _chosen(query: Query, entity: Entity, corpus: Corpus, known: Picked | None, rest: str = "") -> Button:
    asked = query.of(f"{address(entity, corpus)} {rest}").model_copy(update={"picked": known})
    return Button(short(entity.name), str(asked))


def picked(entity: Entity, typed: str, near: Iterable[Entity]) -> Picked | None:
    """What tells the next command line that this one was picked, and for which words.

    None where the words are part of the name of another of those `near`: such a spelling is never kept.
    """
    words = one_line(typed)
    others = any(bears(one, words) for one in near if one.id != entity.id)
    return Picked(entity_id=entity.id, typed=words) if words and not others else None


def nothing_read() -> Reply:
    """The corpus is empty: which command fills it."""
    return reply([note(say("nothing_read")), context(say("how_to_read"))])


def unavailable(error: StoreError) -> Reply:
    """The store's own sentence; nothing that was asked for is guessed at."""
    return saying(str(error))


def whois(entity: Entity, corpus: Corpus) -> str:
    """Somebody with the role that the newest article to give one prints: "Dmitry Peskov, Kremlin spokesman".

    The party's name where no article gives a role, and the name alone where neither is known or a party is meant.
    """
    if entity.kind == "party":
        return short(entity.name)
    people = [row.person for row in corpus.person(entity.id, LOOKED_AT)]
    told = next((one.role for one in people if one.role), None) or party_of(entity, corpus)
    return joined(short(entity.name), short(told), by=", ")


def side_of(entity: Entity, corpus: Corpus) -> Entity | None:
    """The party itself, or the one that a person is of by the newest article to say so; None when none is known."""
    if entity.kind == "party":
        return entity
    found = corpus.resolve(name) if (name := party_of(entity, corpus)) else None
    return found.entity if isinstance(found, Answer) else None


def party_of(entity: Entity, corpus: Corpus) -> str | None:
    """The party that the newest article to say so gives this person, if any does."""
    return next((row.person.party_name for row in corpus.person(entity.id, LOOKED_AT) if row.person.party_name), None)
