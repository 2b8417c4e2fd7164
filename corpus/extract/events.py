"""What the outlet itself reports of a party that speaks against what the party has promised.

"The shelling by Russian forces continued" after "Russia promised it would scale back its operations": both are the
text's, and nothing in here says who is right. What somebody says of somebody else's acts is no event.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from corpus.document.dates import DatePhrase, date_of, find_dates
from corpus.document.entities.parties import Mention, Mentions
from corpus.document.factuality import Factuality, factuality_of
from corpus.document.parse import OUTSIDE, Parse
from corpus.document.syntax import agents_of, is_noun, is_verb, verb_over
from corpus.extract.positions.clauses import is_time, phrase_edges
from corpus.extract.positions.cues import lemma_numbers
from corpus.extract.positions.modality import modal_of, saying_over
from corpus.knowledge import read_table
from corpus.models import Event, Position, Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

_PROMISES = frozenset([Stance.PLEDGE, Stance.OFFER, Stance.ACCEPT])
_OPENING = frozenset(["nsubj", "nsubjpass", "npadvmod"])
_PLACES = frozenset(["in", "near", "at", "around", "outside", "across", "on"])


@dataclass(frozen=True, slots=True)
class _Act:
    """The word for an act, the verb of its clause and the party that does it."""

    word: "Token"
    verb: "Token"
    mention: Mention


def find_events(
    parse: Parse,
    mentions: Mentions,
    positions: Sequence[Position],
    dates: tuple[DatePhrase, ...] | None = None,
) -> tuple[tuple[Event, ...], tuple[Position, ...]]:
    """The acts that speak against a pledge, an offer or an agreement of their party, and the positions with their ids.

    An act counts if the outlet reports it in its own voice further down than the promise, and not on an earlier day.
    Without any the positions come back as they are.
    """
    promises = [one for one in positions if one.stance in _PROMISES]
    if not promises:
        return (), tuple(positions)
    dates = find_dates(parse) if dates is None else dates
    events: list[Event] = []
    against: dict[str, list[str]] = {}
    for act in _acts(parse, mentions):
        event = _event(parse, act, dates, f"event{len(events) + 1}")
        broken = [one for one in promises if _breaks(event, one)]
        if broken:
            events.append(event)
            for promise in broken:
                against.setdefault(promise.id, []).append(event.id)
    marked = (one.model_copy(update={"contradicted_by": tuple(against.get(one.id, ()))}) for one in positions)
    return tuple(events), tuple(marked)


def find_other_acts(
    parse: Parse, mentions: Mentions, known: Sequence[Event], dates: tuple[DatePhrase, ...]
) -> tuple[Event, ...]:
    """The acts that are not among the events known already: a promise in another article may be held against them.

    Every act is told once, by its clause; the ids go on from those of the known events.
    """
    seen = {(one.kind, one.evidence.start) for one in known}
    others: list[Event] = []
    for act in _acts(parse, mentions):
        event = _event(parse, act, dates, f"event{len(known) + len(others) + 1}")
        if (event.kind, event.evidence.start) not in seen:
            seen.add((event.kind, event.evidence.start))
            others.append(event)
    return tuple(others)


def _acts(parse: Parse, mentions: Mentions) -> Iterator[_Act]:
    """Every act that the outlet reports in its own voice and that a party does."""
    doc = parse.doc
    lemmas = lemma_numbers(doc, frozenset(_kinds()))
    for at in [at for at, lemma in enumerate(doc.to_array("LEMMA").tolist()) if lemma in lemmas]:
        token = doc[at]
        if parse.inside[at] != OUTSIDE:
            continue
        verb = token if is_verb(token) else verb_over(token)
        if verb is None or token.i < parse.body_token or not _is_reported(parse, token, verb):
            continue
        mention = _agent(mentions, token, verb)
        if mention is not None:
            yield _Act(token, verb, mention)


def _is_reported(parse: Parse, act: "Token", verb: "Token") -> bool:
    """Whether the outlet says that it happened: not hoped, not told by others, not ended, not long ago."""
    told = saying_over(verb) is not None or bool(modal_of(verb)) or verb.dep_ in ("relcl", "xcomp")
    if told or factuality_of(verb) is not Factuality.REAL:
        return False
    if verb.lemma_.lower() in _words("ending") or any(child.lower_ == "had" for child in verb.lefts):
        return False
    return is_verb(act) or act.dep_ in ("nsubj", "nsubjpass", "dobj")


def _agent(mentions: Mentions, act: "Token", verb: "Token") -> Mention | None:
    """Who does it: the subject, or what "by" or a genitive names beside the noun."""
    if is_verb(act):
        return next((found for noun in agents_of(verb) if (found := mentions.of(noun)) and found.acts), None)
    agents = [noun for by in act.rights if by.lower_ in ("by", "from") for noun in by.children if is_noun(noun)]
    owners = [child for child in act.lefts if child.dep_ in ("poss", "amod")]
    launched = agents_of(verb) if act.dep_ == "dobj" else []
    for noun in [*agents, *owners, *launched]:
        mention = mentions.at(noun.i) or mentions.of(noun)
        if mention is not None and mention.acts:
            return mention
    return None


def _event(parse: Parse, act: _Act, dates: tuple[DatePhrase, ...], event_id: str) -> Event:
    phrase = date_of(parse, act.verb.i, dates)
    first, last = _clause(parse, act.verb)
    return Event(
        id=event_id,
        kind=_kinds()[act.word.lemma_.lower()],
        party_name=act.mention.name,
        evidence=parse.span(first, last),
        happened_on=phrase.day if phrase else None,
        place=_place(parse, act.verb),
    )


def _clause(parse: Parse, verb: "Token") -> tuple[int, int]:
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


def _is_date(child: "Token") -> bool:
    return child.dep_ == "prep" and any(is_time(noun) for noun in child.children)


def _place(parse: Parse, verb: "Token") -> str | None:
    for child in verb.rights:
        if child.dep_ == "prep" and child.lower_ in _PLACES and not _is_date(child):
            noun = next((noun for noun in child.children if noun.dep_ == "pobj"), None)
            if noun is not None:
                return " ".join(parse.span(phrase_edges(noun)[0], noun.right_edge.i).text.split())
    return None


def _breaks(event: Event, promise: Position) -> bool:
    """Whether an act speaks against a promise: the same party, a matter it touches, told later and not done before."""
    same = event.party_name == promise.party_name and promise.issue in _against(event.kind)
    told_later = event.evidence.start > promise.evidence[0].end
    return same and told_later and not _before(event.happened_on, promise.said_on)


def _before(day: date | None, other: date | None) -> bool:
    return day is not None and other is not None and day < other


@cache
def _kinds() -> Mapping[str, str]:
    """The kind of act by the lemma of its noun or verb."""
    kinds = {name: row for name, row in read_table("events.toml").items() if "against" in row}
    return {lemma: name for name, row in kinds.items() for lemma in (*row["nouns"], *row["verbs"])}


def _against(kind: str) -> frozenset[str]:
    return frozenset(read_table("events.toml")[kind]["against"])


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(read_table("events.toml")["words"][kind])
