"""A reading of an article as editors have decided it: pure, so that it is the same after every new reading.

A decision holds for its words as long as they and what is around them stay as they were. Where one fits no longer, what
it was about is not shown as the reading has it either: nobody is named, and a position or talks are left out.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple

from corpus.keepings import Decision, Told
from corpus.linking.decided_talks import told_as, with_talk, without_talk
from corpus.linking.people import fold
from corpus.linking.selectors import core, place, places
from corpus.models import Extraction, Person, Position, Quote, QuoteFlag, SpeakerKind, Stance, Talk
from corpus.names.likeness.ids import party_id

Unfit = Literal["gone", "around", "unread", "several", "value"]
"""Why a decision was not applied: its words are gone, what is around them has changed, the reading has no such record
there or several, or what it says is not in the text."""

Found = Quote | Position | Talk


class Decided(NamedTuple):
    """A reading as decided; of the decisions by their ids, which record each is about, and why some do not fit."""

    found: Extraction
    about: Mapping[int, str]
    unfit: Mapping[int, Unfit]


def decided(text: str, found: Extraction, decisions: Sequence[Decision]) -> Decided:
    """The reading with the decisions applied in their order; each is about the record as those before it leave it."""
    about: dict[int, str] = {}
    unfit: dict[int, Unfit] = {}
    for one in decisions:
        record = record_of(text, found, one)
        if not isinstance(record, str):
            made = _applied(text, found, one, record, decisions)
            if not isinstance(made, str):
                found, about[one.id] = made, record.id
                continue
            record = made
        if not _is_so_already(text, found, one):
            unfit[one.id] = record
            found = _held_back(found, one)
    return Decided(found, about, unfit)


# --- which record -----------------------------------------------------------------------------------------------------


def record_of(text: str, found: Extraction, one: Decision | Told) -> Found | Unfit:
    """The record that a decision is about, or what a ruling calls talks; why there is none for certain."""
    at = place(one.of, text)
    if at is None:
        return "around" if places(one.of, text) else "gone"
    records = _records(found, one.record if isinstance(one, Decision) else "talk")
    same = [record for record in records if _stands_at(record, at, one.of.exact)]
    if len(same) > 1:
        same = [record for record in same if as_read(record) == one.as_read] or same
    return same[0] if len(same) == 1 else "several" if same else "unread"


def as_read(record: Found) -> str:
    """What tells records of the same words apart."""
    if isinstance(record, Quote):
        return record.kind
    if isinstance(record, Talk):
        return told_as(record)
    return " ".join((record.party_id or record.party_name, record.stance, record.issue))


def bounds(record: Found) -> tuple[int, int]:
    """Where the words of a record stand that it is known by; (0, 0) for talks that no words show."""
    if isinstance(record, Quote):
        return record.start, record.end
    return (record.evidence[0].start, record.evidence[0].end) if record.evidence else (0, 0)


def _records(found: Extraction, kind: str) -> Sequence[Found]:
    kinds: Mapping[str, Sequence[Found]] = {"quote": found.quotes, "position": found.positions, "talk": found.talks}
    return kinds[kind]


def _stands_at(record: Found, at: int, words: str) -> bool:
    """Whether a record's words are these, the marks at their ends aside."""
    start, end = bounds(record)
    return start < at + len(words) and end > at and core(_words(record)) == core(words)


def _is_so_already(text: str, found: Extraction, one: Decision) -> bool:
    """Whether the reading says by itself what was decided: of words that it holds for none, or of a speaker."""
    alike = [record for record in _records(found, one.record) if core(_words(record)) == core(one.of.exact)]
    if one.what == "gone":
        return not alike
    spoken = [record for record in alike if isinstance(record, Quote)]
    return one.what == "speaker" and len(spoken) == 1 and fold(spoken[0].speaker_name or "") == fold(one.value) != ""


def _words(record: Found) -> str:
    if isinstance(record, Quote):
        return record.text
    return record.evidence[0].text if record.evidence else ""


def _held_back(found: Extraction, one: Decision) -> Extraction:
    """What is not shown as the reading has it, as an editor once found that wrong."""
    for record in _records(found, one.record):
        if core(_words(record)) == core(one.of.exact):
            found = _without(found, record)
    return found


def _without(found: Extraction, record: Found) -> Extraction:
    """The reading with nobody named for a quote, and without a position or talks."""
    if isinstance(record, Quote):
        return with_quote(found, record, unnamed(record))
    return without_talk(found, record) if isinstance(record, Talk) else _without_position(found, record)


# --- what becomes of it -----------------------------------------------------------------------------------------------


def _applied(
    text: str, found: Extraction, one: Decision, record: Found, others: Sequence[Decision]
) -> Extraction | Unfit:
    if isinstance(record, Position):
        return _with_position(found, record, one)
    if isinstance(record, Talk):
        return with_talk(found, record, one) or "value"
    if one.what == "gone":
        return _without_quote(found, record)
    if one.what == "words":
        return _with_words(text, found, record, one.value)
    if one.what != "speaker":
        made = _QUOTE[one.what](record, one.value)
        return with_quote(found, record, _marked(made))
    found, speaking = _spoken(found, one)
    for each in _of_one_source(text, found, record, others):
        found = with_quote(found, each, _marked(each.model_copy(update=speaking)))
    return found


def _of_one_source(text: str, found: Extraction, quote: Quote, others: Sequence[Decision]) -> list[Quote]:
    """The quote with those that the same words in the article give to the same source, unless decided by themselves."""
    span = quote.speaker_span
    own = [record_of(text, found, one) for one in others if one.what == "speaker" and one.record == "quote"]
    decided_on = {one.id for one in own if isinstance(one, Quote)} - {quote.id}
    same = [one for one in found.quotes if span and one.speaker_span == span and one.cue == quote.cue]
    return [quote, *(one for one in same if one.id != quote.id and one.id not in decided_on)]


def _spoken(found: Extraction, one: Decision) -> tuple[Extraction, dict[str, object]]:
    """What a quote says of its speaker, as decided; the reading knows whoever it did not name."""
    nobody = _speaker(None, None, None)
    if one.kind is None or not one.value:
        return found, nobody
    if one.kind is SpeakerKind.PARTY:
        party = party_id(one.value)
        return found, nobody | {
            "speaker_name": one.value, "speaker_kind": one.kind, "speaker_ids": (party,), "certainty": 1.0,
            "party_name": one.value, "party_id": party,
        }  # fmt: skip
    if one.kind is SpeakerKind.UNNAMED:
        return found, nobody | {"speaker_name": one.value, "speaker_kind": one.kind, "certainty": 1.0}
    known = [person for person in found.people if fold(person.name) == fold(one.value)]
    person = known[0] if known else Person(id=f"e{len(found.people) + 1}", name=one.value)
    if not known:
        found = found.model_copy(update={"people": (*found.people, person)})
    return found, _speaker(person, SpeakerKind.PERSON, 1.0)


def _speaker(person: Person | None, kind: SpeakerKind | None, certainty: float | None) -> dict[str, object]:
    return {
        "speaker_name": person.name if person else None,
        "speaker_kind": kind,
        "speaker_role": person.role if person else None,
        "speaker_ids": (person.id,) if person else (),
        "certainty": certainty or 0.0,
        "party_name": person.party_name if person else None,
        "party_id": person.party_id if person else None,
    }


def unnamed(quote: Quote) -> Quote:
    """The quote of somebody whom nobody is certain of."""
    return quote.model_copy(update=_speaker(None, None, None))


_QUOTE: Mapping[str, Callable[[Quote, str], Quote]] = {
    "role": lambda quote, value: quote.model_copy(update={"speaker_role": value or None}),
    "party": lambda quote, value: quote.model_copy(
        update={"party_name": value or None, "party_id": party_id(value) if value else None}
    ),
    "day": lambda quote, value: quote.model_copy(update={"said_on": date.fromisoformat(value) if value else None}),
}


def _with_words(text: str, found: Extraction, quote: Quote, words: str) -> Extraction | Unfit:
    """The quote with other bounds, which must meet those that it has: its words stay a stretch of the text."""
    near = (text.find(words, at) for at in range(max(0, quote.start - len(words)), quote.end)) if words else ()
    starts = sorted({at for at in near if 0 <= at < quote.end and at + len(words) > quote.start})
    if len(starts) != 1:
        return "value"
    made = quote.model_copy(update={"start": starts[0], "end": starts[0] + len(words), "text": words})
    return with_quote(found, quote, _marked(made))


def _marked(quote: Quote) -> Quote:
    """The quote with the mark that an editor has looked at it."""
    return quote.model_copy(update={"flags": tuple(dict.fromkeys((*quote.flags, QuoteFlag.DECIDED)))})


def with_quote(found: Extraction, before: Quote, after: Quote) -> Extraction:
    """The reading with a quote changed, and with what rests on it."""
    quotes = tuple(after if one.id == before.id else one for one in found.quotes)
    positions = (_following(one, before, after) for one in found.positions)
    return found.model_copy(update={"quotes": quotes, "positions": tuple(one for one in positions if one)})


def _following(position: Position, before: Quote, after: Quote) -> Position | None:
    """A position that rests on a quote is held by whoever says that now; None where that is not known any longer."""
    if before.id not in position.quote_ids:
        return position
    said = {"speaker_name": after.speaker_name} if position.speaker_name == before.speaker_name else {}
    kept = position.model_copy(update=said)
    names_itself = fold(position.actor.text) == fold(position.party_name)  # the words beside say whose it is
    if before.party_id == after.party_id or position.party_id != before.party_id or names_itself:
        return kept
    if not after.party_id or not after.party_name:
        return None
    return kept.model_copy(update={"party_name": after.party_name, "party_id": after.party_id})


def _without_quote(found: Extraction, quote: Quote) -> Extraction:
    """The reading without words that nobody said, and without the positions that they alone show."""

    def stands(one: Position) -> bool:
        inside = all(quote.start <= span.start and span.end <= quote.end for span in one.evidence)
        return quote.id not in one.quote_ids or not inside

    left = (one for one in found.quotes if one.id != quote.id)
    quotes = tuple(one.model_copy(update={"within": None}) if one.within == quote.id else one for one in left)
    kept = (one for one in found.positions if stands(one))
    positions = tuple(
        one.model_copy(update={"quote_ids": tuple(each for each in one.quote_ids if each != quote.id)}) for one in kept
    )
    return found.model_copy(update={"quotes": quotes, "positions": positions})


def _with_position(found: Extraction, position: Position, one: Decision) -> Extraction | Unfit:
    if one.what == "gone":
        return _without_position(found, position)
    if one.what == "party":
        made = {"party_name": one.value, "party_id": party_id(one.value)} if one.value else None
    elif one.what == "stance":
        made = {"stance": Stance(one.value)} if one.value in list(Stance) else None
    else:
        made = {"issue": one.value} if one.what == "issue" and one.value else None
    if made is None:
        return "value"
    mended = position.model_copy(update=made)
    return found.model_copy(
        update={"positions": tuple(mended if each.id == position.id else each for each in found.positions)}
    )


def _without_position(found: Extraction, position: Position) -> Extraction:
    return found.model_copy(update={"positions": tuple(one for one in found.positions if one.id != position.id)})
