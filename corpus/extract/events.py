"""What the outlet itself reports of a party that speaks against what the party has promised.

"The shelling by Russian forces continued" after "Russia promised it would scale back its operations": both are the
text's, and nothing in here says who is right. What somebody says of somebody else's acts is no event.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from corpus.document.document import Document
from corpus.document.entities.actor import Actor
from corpus.document.entities.actors import Actors
from corpus.document.factuality import Factuality, factuality_of
from corpus.document.parse import OUTSIDE, Parse
from corpus.document.syntax import agents_of, is_verb, nouns_behind, object_of, verb_over
from corpus.document.tokens import Token
from corpus.extract.positions.clauses import is_time, phrase_edges
from corpus.extract.positions.deeds import deed_words
from corpus.extract.positions.modality import modal_of, saying_over
from corpus.knowledge import read_table, words_of
from corpus.models import Event, Position, Stance

_PROMISES = frozenset([Stance.PLEDGE, Stance.OFFER, Stance.ACCEPT])
_OPENING = frozenset(["nsubj", "nsubjpass", "npadvmod"])
_PLACES = frozenset(["in", "near", "at", "around", "outside", "across", "on"])


@dataclass(frozen=True, slots=True)
class _Act:
    """The word for an act, the verb of its clause and the party that does it."""

    word: Token
    verb: Token
    agent: Actor


def find_events(document: Document, positions: Sequence[Position]) -> tuple[tuple[Event, ...], tuple[Position, ...]]:
    """The acts that the outlet reports, each once by its clause, and the positions with the ids of those against them.

    An act speaks against a pledge, an offer or an agreement of its party that stands further up, and not on an earlier
    day, where the article itself holds the one against the other ("despite its pledge"). Those in other articles are
    for `corpus.linking` to compare.
    """
    events: dict[tuple[str, int], Event] = {}
    held = set()
    for act in _acts(document):
        event = _event(document, act, f"event{len(events) + 1}")
        events.setdefault((event.kind, event.evidence.start), event)
        held |= {event.id} if _is_held_against_words(act) else set()
    found = tuple(sorted(events.values(), key=lambda event: event.evidence.start))
    return found, tuple(_marked(one, [event for event in found if event.id in held]) for one in positions)


def _marked(position: Position, events: Sequence[Event]) -> Position:
    if position.stance not in _PROMISES:
        return position
    against = tuple(event.id for event in events if _breaks(event, position))
    return position.model_copy(update={"contradicted_by": against})


def _is_held_against_words(act: _Act) -> bool:
    """As in "despite its declaration", "in breach of the truce"."""
    named = (noun for child in act.verb.subtree if child.dep_ == "prep" for noun in _held_against(child))
    return any(noun.lemma_.lower() in words_of("events.toml", "words", "given") for noun in named)


def _held_against(preposition: Token) -> Iterator[Token]:
    for noun in nouns_behind(preposition):
        if preposition.lower_ in words_of("events.toml", "words", "contrast"):
            yield noun
        elif noun.lemma_.lower() in words_of("events.toml", "words", "breach"):
            yield from (other for child in noun.children if child.lower_ == "of" for other in nouns_behind(child))


def _acts(document: Document) -> Iterator[_Act]:
    """Every act that the outlet reports in its own voice and that a party does."""
    parse, doc = document.parse, document.parse.doc
    lemmas = _kinds()
    for token in [token for token in doc if token.lemma_.lower() in lemmas]:
        verb = token if is_verb(token) else verb_over(token)
        outside = parse.inside[token.i] == OUTSIDE and token.i >= parse.body_token
        if verb is None or not outside or not _is_reported(token, verb):
            continue
        agent = _agent(document.actors, token, verb)
        if agent is not None:
            yield _Act(token, verb, agent)


def _is_reported(act: Token, verb: Token) -> bool:
    """Whether the outlet says that it happened: not hoped, not told by others, not ended, not long ago."""
    told = saying_over(verb) is not None or bool(modal_of(verb)) or verb.dep_ in ("relcl", "xcomp")
    if told or factuality_of(verb) is not Factuality.REAL:
        return False
    if verb.lemma_.lower() in words_of("events.toml", "words", "ending") or any(
        child.lower_ == "had" for child in verb.lefts
    ):
        return False
    launched = act.dep_ == "dobj" and verb.lemma_.lower() in deed_words("impose_verbs")
    return is_verb(act) or launched or act.dep_ in ("nsubj", "nsubjpass")


def _agent(actors: Actors, act: Token, verb: Token) -> Actor | None:
    """Who does it: the subject, or what "by" or a genitive names beside the noun."""
    found = [] if is_verb(act) else list(actors.makers(act))
    if is_verb(act) or (not found and act.dep_ == "dobj"):
        found = [actor for noun in agents_of(verb) for actor in actors.of(noun)]
    return next((actor for actor in found if actor.party_id is not None), None)


def _target(actors: Actors, act: _Act) -> str | None:
    """The one party that it is done to: the object, what stands behind "on" or "against", or whose it is."""
    done_to = object_of(act.word) if is_verb(act.word) else None
    behind = (child for child in act.word.children if child.dep_ == "prep" and child.lower_ in ("on", "against"))
    nouns = [done_to] if done_to is not None else [noun for child in behind for noun in nouns_behind(child)]
    named = {party for noun in nouns for party in _parties_at(actors, noun)} - {act.agent.party_id}
    return named.pop() if len(named) == 1 else None


def _parties_at(actors: Actors, noun: Token) -> set[str]:
    """The parties that a noun stands for, or that its phrase names: "a Norwegian trawler"."""
    meant = {actor.party_id for actor in actors.of(noun) if actor.party_id}
    named = (actors.mentions.at(child.i) for child in noun.lefts)
    return meant or {f"party:{one.party_id}" for one in named if one is not None}


def _event(document: Document, act: _Act, event_id: str) -> Event:
    parse = document.parse
    phrase = document.days.get(act.verb.i)
    first, last = _clause(parse, act.verb)
    return Event(
        id=event_id,
        kind=_kinds()[act.word.lemma_.lower()],
        party_name=act.agent.party_name,
        party_id=act.agent.party_id,
        target_id=_target(document.actors, act),
        evidence=parse.span(first, last),
        happened_on=phrase.day if phrase else None,
        place=_place(parse, act.verb),
    )


def _clause(parse: Parse, verb: Token) -> tuple[int, int]:
    """The clause from its date or its subject to its end, without its full stop."""
    doc = parse.doc
    opening = [child for child in verb.lefts if child.dep_ in _OPENING or _is_date(child)]
    starts = [child.left_edge.i for child in opening]
    first = min([verb.i, *starts])
    joined = [child.left_edge.i - 1 for child in verb.rights if child.dep_ == "conj"]
    last = min([verb.right_edge.i, *joined])
    while last > first and (doc[last].is_punct or doc[last].is_space or doc[last].dep_ == "cc"):
        last -= 1
    return first, last


def _is_date(child: Token) -> bool:
    return child.dep_ == "prep" and any(is_time(noun) for noun in child.children)


def _place(parse: Parse, verb: Token) -> str | None:
    for child in verb.rights:
        if child.dep_ == "prep" and child.lower_ in _PLACES and not _is_date(child):
            noun = next(iter(nouns_behind(child)), None)
            if noun is not None:
                return parse.words(phrase_edges(noun)[0], noun.right_edge.i)
    return None


def _breaks(event: Event, promise: Position) -> bool:
    """Whether an act speaks against a promise: the same party, a matter it touches, told later and not done before."""
    same = event.party_id == promise.party_id and promise.issue in words_of("events.toml", event.kind, "against")
    told_later = event.evidence.start > promise.evidence[0].end
    return same and told_later and not _before(event.happened_on, promise.said_on)


def _before(day: date | None, other: date | None) -> bool:
    return day is not None and other is not None and day < other


@cache
def _kinds() -> Mapping[str, str]:
    """The kind of act by the lemma of its noun or verb."""
    kinds = {name: row for name, row in read_table("events.toml").items() if "against" in row}
    return {lemma: name for name, row in kinds.items() for lemma in (*row["nouns"], *row["verbs"])}
