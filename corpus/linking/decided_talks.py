"""What one article says of talks as editors have decided it."""

import re

from corpus.keepings import Decision
from corpus.linking.days import days_of
from corpus.models import Extraction, Talk
from corpus.names.likeness.ids import party_id

_DAY = re.compile(r"[12]\d{3}(-\d\d(-\d\d)?)?")


def told_as(talk: Talk) -> str:
    """What tells accounts of the same words apart."""
    return " ".join([talk.date or "", talk.place or "", *talk.party_ids])


def with_talk(found: Extraction, talk: Talk, one: Decision) -> Extraction | None:
    """The reading with a part of some talks as decided; None where the value is none for it."""
    if one.what == "gone":
        return without_talk(found, talk)
    if one.what == "parties":
        names = names_in(one.value)
        made: dict[str, object] = {"party_names": names, "party_ids": tuple(map(party_id, names))}
    elif one.what == "place":
        made = {"place": one.value or None}
    elif one.what == "day" and (not one.value or days_in(one.value)):
        first, last = days_in(one.value) or ("", "")
        made = {"date": first or None, "date_end": last or None, "date_phrase": None}
    else:
        return None
    return exchanged(found, talk, talk.model_copy(update=made))


def without_talk(found: Extraction, talk: Talk) -> Extraction:
    return found.model_copy(update={"talks": tuple(one for one in found.talks if one.id != talk.id)})


def names_in(value: str) -> tuple[str, ...]:
    """The parties that an editor names, each once; () for none."""
    return tuple(dict.fromkeys(filter(None, (" ".join(one.split()) for one in value.split(";")))))


def days_in(value: str) -> tuple[str, str] | None:
    """The first and the last day as talks have them, the last "" for one alone; None for what no calendar has."""
    first, slash, last = value.partition("/")
    spans = [days_of(one) if _DAY.fullmatch(one) else None for one in ([first, last] if slash else [first])]
    if not all(spans):
        return None
    begins, ends = spans[0], spans[-1]
    return (first, last) if begins and ends and begins[0] <= ends[1] else None


def exchanged(found: Extraction, before: Talk, after: Talk) -> Extraction:
    """The reading with some talks in the place of others."""
    return found.model_copy(update={"talks": tuple(after if one.id == before.id else one for one in found.talks)})
