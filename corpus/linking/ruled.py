"""A reading as editors have decided and ruled: its parties, its records, its people, and which talks are not others."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from corpus.keepings import AnyRuling, Decision, PartyRuling, PeopleRuling, RoundRuling, Told
from corpus.linking.decided import Decided, decided, record_of, unnamed, with_quote
from corpus.linking.decided_parties import Rulings, with_parties
from corpus.linking.decided_talks import exchanged
from corpus.linking.figures import key_of, parts_of
from corpus.linking.people import bearer_of
from corpus.models import Article, Extraction, Talk


class Standing(NamedTuple):
    """All that stands by now, in the order in which it was said; the decisions are of one article."""

    decisions: Sequence[Decision]
    rulings: Sequence[AnyRuling]


def as_ruled(article: Article, found: Extraction, standing: Standing) -> Decided:
    """The reading with everything applied: the same, whenever and however often the article is read."""
    rulings = in_their_parties(standing.rulings)
    parties = Rulings([one for one in rulings if isinstance(one, PartyRuling)], article.id, article.outlet)
    moved = moves_of(rulings)
    known = [one.model_copy(update={"as_read": _moved(one.as_read, moved)}) for one in standing.decisions]
    made = decided(article.text, with_parties(found, parties), known)
    found = with_parties(made.found, parties)  # an editor may have named one that another has ruled of
    people = [one for one in rulings if isinstance(one, PeopleRuling)]
    found = told_apart(found, (one for one in people if one.what == "another" and article.id in one.articles))
    found = without(found, (key for one in people if one.what == "nobody" for key in one.keys))
    return made._replace(found=held_apart(article, found, (one for one in rulings if isinstance(one, RoundRuling))))


# --- people -----------------------------------------------------------------------------------------------------------


def without(found: Extraction, nobody: Iterable[str]) -> Extraction:
    """The reading without the people who have one of these bearer keys: whoever speaks by that name is not known."""
    hidden = set(nobody)
    gone = {one.id for one in found.people if bearer_of(one) in hidden}
    if not gone:
        return found
    made = found.model_copy(update={"people": tuple(one for one in found.people if one.id not in gone)})
    for quote in found.quotes:
        if gone.intersection(quote.speaker_ids):
            made = with_quote(made, quote, unnamed(quote))
    return made


def told_apart(found: Extraction, ruled: Iterable[PeopleRuling]) -> Extraction:
    """The reading whose people are told from namesakes of the same party, where it is ruled that they are others."""
    people = list(found.people)
    for ruling in ruled:
        for at, one in enumerate(people):
            if bearer_of(one) in ruling.keys:
                people[at] = one.model_copy(update={"told_apart": ruling.told_apart})
    return found if people == list(found.people) else found.model_copy(update={"people": tuple(people)})


# --- rounds -----------------------------------------------------------------------------------------------------------


def held_apart(article: Article, found: Extraction, ruled: Iterable[RoundRuling]) -> Extraction:
    """The reading whose talks know which rulings hold them apart from others, and on which side each is."""
    for ruling in ruled:
        for told, side in _sides_in(ruling, article.id):
            talk = record_of(article.text, found, told)
            if isinstance(talk, Talk):
                found = exchanged(found, talk, talk.model_copy(update={"apart": (*talk.apart, f"{ruling.id} {side}")}))
    return found


def _sides_in(ruling: RoundRuling, article_id: str) -> Iterator[tuple[Told, str]]:
    for side, told in (("one", ruling.one), ("other", ruling.other)):
        yield from ((each, side) for each in told if each.article_id == article_id)


# --- parties that have become others since ----------------------------------------------------------------------------


def in_their_parties(rulings: Iterable[AnyRuling]) -> list[AnyRuling]:
    """The rulings, those of people also by the keys that these have in the parties that theirs were ruled to be."""
    kept = list(rulings)
    moved = moves_of(kept)
    return [_in_its_party(one, moved) if isinstance(one, PeopleRuling) else one for one in kept] if moved else kept


def moves_of(rulings: Iterable[AnyRuling]) -> Mapping[str, str]:
    """Which parties are others wherever they stand; a chain of them is followed to its end."""
    moved: dict[str, str] = {}
    for one in rulings:
        if isinstance(one, PartyRuling) and one.what == "one" and one.party not in moved:
            moved = {party: one.other if to == one.party else to for party, to in moved.items()} | {
                one.party: one.other
            }
    return {party: to for party, to in moved.items() if party != to}


def _in_its_party(one: PeopleRuling, moved: Mapping[str, str]) -> PeopleRuling:
    return one.model_copy(update={"keys": _both(one.keys, moved), "others": _both(one.others, moved)})


def _both(keys: Iterable[str], moved: Mapping[str, str]) -> tuple[str, ...]:
    kept = tuple(keys)
    parts = map(parts_of, kept)
    also = (key_of(folded, moved.get(party or "", party), apart) for folded, party, apart in parts)
    return tuple(dict.fromkeys((*kept, *also)))


def _moved(as_read: str, moved: Mapping[str, str]) -> str:
    """What tells records apart, by the parties as they are called now."""
    return " ".join(moved.get(word, word) for word in as_read.split(" "))
