"""A reading with its parties as editors have ruled: two that are one, one that is two, and what is no party at all."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from corpus.keepings import PartyRuling
from corpus.linking.decided import unnamed
from corpus.models import Event, Extraction, Party, Person, Position, Quote, SpeakerKind, Talk


class Called(NamedTuple):
    """A party by its id, and as it is called."""

    id: str
    name: str


class Rulings(NamedTuple):
    """What is ruled of parties, in the order in which it was, for one article of some outlet."""

    ruled: Sequence[PartyRuling]
    article_id: str = ""
    outlet: str | None = None

    def meant(self, party_id: str | None, name: str | None) -> Called | None:
        """Which party is meant by what is read as this one; None where it is none."""
        if party_id is None:
            return None
        party = Called(party_id, name or "")
        for one in self.ruled:
            if not self._is_of(one, party):
                continue
            if one.what == "nobody":
                return None
            party = Called(one.other, one.other_name)
        return party

    def _is_of(self, one: PartyRuling, party: Called) -> bool:
        everywhere = not one.articles and not one.outlet
        here = self.article_id in one.articles or one.outlet == self.outlet
        return one.party == party.id and (everywhere or here)


def with_parties(found: Extraction, rulings: Rulings) -> Extraction:
    """The reading as ruled; the very same where nothing is ruled of its parties. Twice does what once does."""
    if not any(one.party in _ids(found) for one in rulings.ruled):
        return found
    quotes = tuple(_quote(one, rulings) for one in found.quotes)
    lost = frozenset(one.id for one in found.quotes if one.speaker_name)
    lost -= {one.id for one in quotes if one.speaker_name}
    return Extraction(
        people=tuple(_person(one, rulings) for one in found.people),
        parties=_parties(found.parties, rulings),
        quotes=quotes,
        positions=tuple(filter(None, (_position(one, rulings, lost) for one in found.positions))),
        talks=tuple(filter(None, (_talk(one, rulings) for one in found.talks))),
        events=tuple(_event(one, rulings) for one in found.events),
    )


def _ids(found: Extraction) -> set[str | None]:
    """Every party that a reading has."""
    ids = set[str | None]({one.id for one in found.parties})
    ids.update(one.party_id for one in found.people)
    for quote in found.quotes:
        ids.update((quote.party_id, *quote.speaker_ids))
    for position in found.positions:
        ids.update((position.party_id, position.addressee_id))
    for event in found.events:
        ids.update((event.party_id, event.target_id))
    for talk in found.talks:
        ids.update((*talk.party_ids, talk.mediator_id))
    return ids


def _belonging(party_id: str | None, name: str | None, rulings: Rulings) -> dict[str, str | None]:
    """The fields of a record that tell its party."""
    if party_id is None:
        return {"party_id": None, "party_name": name}
    meant = rulings.meant(party_id, name)
    return {"party_id": meant.id, "party_name": meant.name} if meant else {"party_id": None, "party_name": None}


def _person(one: Person, rulings: Rulings) -> Person:
    return one.model_copy(update=_belonging(one.party_id, one.party_name, rulings))


def _parties(parties: Iterable[Party], rulings: Rulings) -> tuple[Party, ...]:
    """Each once, with every mention."""
    kept: dict[str, Party] = {}
    for one in parties:
        meant = rulings.meant(one.id, one.name)
        if meant is None:
            continue
        before = kept.get(meant.id)
        mentions = (*(before.mentions if before else ()), *one.mentions)
        ordered = tuple(sorted(mentions, key=lambda span: span.start))
        kept[meant.id] = (before or one).model_copy(update={"id": meant.id, "name": meant.name, "mentions": ordered})
    return tuple(kept.values())


def _quote(one: Quote, rulings: Rulings) -> Quote:
    """The quote; nobody speaks in it where a party was said to that is none."""
    made = one.model_copy(update=_belonging(one.party_id, one.party_name, rulings))
    if one.speaker_kind is not SpeakerKind.PARTY:
        return made
    speaking = [rulings.meant(each, one.party_name) for each in one.speaker_ids]
    if not all(speaking):
        return unnamed(made)
    return made.model_copy(update={"speaker_ids": tuple(dict.fromkeys(each.id for each in speaking if each))})


def _position(one: Position, rulings: Rulings, lost: frozenset[str]) -> Position | None:
    """The position; None where it is held by what is no party. `lost` are the quotes that nobody speaks any longer."""
    if one.party_id and rulings.meant(one.party_id, one.party_name) is None:
        return None
    told = rulings.meant(one.addressee_id, one.addressee_name)
    name = told.name if told else None if one.addressee_id else one.addressee_name
    return one.model_copy(
        update={
            **_belonging(one.party_id, one.party_name, rulings),
            "addressee_id": told.id if told else None,
            "addressee_name": name,
            "speaker_name": None if lost.intersection(one.quote_ids) else one.speaker_name,
        }
    )


def _event(one: Event, rulings: Rulings) -> Event:
    target = rulings.meant(one.target_id, None)
    update = {**_belonging(one.party_id, one.party_name, rulings), "target_id": target.id if target else None}
    return one.model_copy(update=update)


def _talk(one: Talk, rulings: Rulings) -> Talk | None:
    """The talks with whoever is left; None where there were parties and none is."""
    pairs = zip(one.party_ids, one.party_names, strict=True)
    sides = {meant.id: meant.name for party_id, name in pairs if (meant := rulings.meant(party_id, name))}
    if one.party_ids and not sides:
        return None
    between = rulings.meant(one.mediator_id, one.mediator)
    return one.model_copy(
        update={
            "party_ids": tuple(sides),
            "party_names": tuple(sides.values()),
            "mediator": between.name if between else None if one.mediator_id else one.mediator,
            "mediator_id": between.id if between else None,
        }
    )
