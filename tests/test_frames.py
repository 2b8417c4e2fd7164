"""One construction of English with many fillings: each `frames/*.toml` holds the frames of one mechanism.

A file has `names` and any number of ``[[frame]]``. A frame's keys in capitals are slots: every combination of their
words is one case, or, with ``zip = true``, the first of each together, then the second; ``{P0}`` to ``{P5}`` are the
file's names in turn. A case is read as an article of its own, under `header` (a line like that of a seed) or `HEADER`.
What may be asked of it:

- `quote`: the words that are judged. `speaker` must be named for them; with `silent_is_right`, nobody or `speaker`;
  nobody of `never`; `day` is their `said_on` ("" for none); with `whole` they may not be cut short.
- `people` are full names that must be found, `no_people` ones that must not.
- `affiliations` are like "Ada Byron: Chile", with whom a person or an unnamed source speaks for, or "Ada Byron:" where
  nobody is told.
- `positions` are like "Chile demand|propose" and must be found; `no_positions` ("Chile *", "* accept") must not be.
- `talks` is a status that talks must have, `no_talks` those that none may have.

`known_gap` says why a frame is not met yet; the test then has to fail.
"""

import re
import tomllib
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from pydantic import BaseModel, ConfigDict, model_validator

from corpus.articles import read_article
from corpus.extract.extraction import extract
from corpus.models import Extraction, Modality, Quote, QuoteKind

FRAMES = Path(__file__).parent / "frames"
HEADER = " date 2025-06-18 Harbour news"  # a Wednesday
Words = tuple[str, ...]


class Frame(BaseModel):
    """A construction, its slots, and what is asked of every case."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    text: str
    header: str = HEADER
    zip: bool = False
    slots: dict[str, Words] = {}
    known_gap: str | None = None
    quote: str | None = None
    speaker: str | None = None
    silent_is_right: bool = False
    never: Words = ()
    whole: bool = False
    day: str | None = None
    people: Words = ()
    no_people: Words = ()
    affiliations: Words = ()
    positions: Words = ()
    no_positions: Words = ()
    talks: str | None = None
    no_talks: Words = ()

    @model_validator(mode="before")
    @classmethod
    def _gather_slots(cls, keys: dict[str, Any]) -> dict[str, Any]:
        slots = {key: value for key, value in keys.items() if key.isupper()}
        return {key: value for key, value in keys.items() if key not in slots} | {"slots": slots}


class Case(NamedTuple):
    """A frame with its slots filled."""

    frame: Frame
    filling: dict[str, str]

    def put(self, words: str) -> str:
        """The words with every slot filled, the slots of the fillings too, and with real line ends."""
        for _ in range(3):
            words = re.sub(r"\{(\w+)\}", lambda slot: self.filling[slot[1]], words)
        return words.replace(r"\n", "\n")

    def all(self, many: Words) -> Words:
        return tuple(map(self.put, many))

    @property
    def article(self) -> str:
        return f"{self.put(self.frame.header)}\n\n{self.put(self.frame.text)}\n"


# --- what the files hold ----------------------------------------------------------------------------------------------


def _frames() -> Iterator[Any]:
    for path in sorted(FRAMES.glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        for keys in data["frame"]:
            frame = Frame.model_validate(keys)
            marks = pytest.mark.xfail(reason=frame.known_gap, strict=True) if frame.known_gap else ()
            yield pytest.param(frame, data["names"], id=f"{path.stem}: {frame.name}", marks=marks)


def _cases(frame: Frame, names: list[str]) -> Iterator[Case]:
    rows = zip(*frame.slots.values(), strict=True) if frame.zip else product(*frame.slots.values())
    for number, row in enumerate(rows):
        people = {f"P{place}": names[(number + place) % len(names)] for place in range(6)}
        yield Case(frame, people | dict(zip(frame.slots, row, strict=True)))


@pytest.mark.parametrize(("frame", "names"), _frames())
def test_a_construction_is_read_alike_whatever_fills_it(frame: Frame, names: list[str]) -> None:
    failures = []
    for case in _cases(frame, names):
        found = extract(read_article(case.article, source="frame.txt"))
        failures += [f"{case.put(frame.text)!r}\n    {fault}; found {_told(found)}" for fault in _faults(case, found)]
    if failures:
        pytest.fail("\n".join(failures), pytrace=False)


# --- what is wrong with a case ----------------------------------------------------------------------------------------


def _faults(case: Case, found: Extraction) -> Iterator[str]:
    yield from _wrong_words(case, found)
    yield from _wrong_people(case, found)
    yield from _wrong_positions(case, found)
    yield from _wrong_talks(case, found)


def _wrong_words(case: Case, found: Extraction) -> Iterator[str]:
    frame = case.frame
    if frame.quote is None:
        return
    words = case.put(frame.quote)
    shown = [quote for quote in found.quotes if quote.kind is not QuoteKind.INDIRECT and _are_of(words, quote)]
    if frame.day is not None:
        yield from _wrong_day(case.put(frame.day), shown)
    else:
        yield from _wrong_speakers(case, {quote.speaker_name for quote in shown if quote.speaker_name})
    if frame.whole and not any(words in quote.text for quote in shown):
        yield "the words are cut short"


def _are_of(words: str, quote: Quote) -> bool:
    return words in quote.text or (len(quote.text) > 5 and quote.text in words)


def _wrong_day(wanted: str, shown: list[Quote]) -> Iterator[str]:
    days = {str(quote.said_on or "") for quote in shown}
    if days != {wanted}:
        yield f"said on {wanted or 'no day'}"


def _wrong_speakers(case: Case, named: set[str]) -> Iterator[str]:
    """Who is named and should not be; else who should be and is not."""
    frame, never = case.frame, case.all(case.frame.never)
    wanted = case.put(frame.speaker) if frame.speaker else None
    if any(_is_one(name, other) for name in named for other in never):
        yield f"never {', '.join(never)}"
    elif not never and any(not _is_one(name, wanted) for name in named):
        yield f"nobody but {wanted}"
    elif wanted and not frame.silent_is_right and not any(_is_one(name, wanted) for name in named):
        yield f"{wanted} is not named"


def _is_one(name: str, wanted: str | None) -> bool:
    """Whether it is the same name, or a part of it that ends with the surname."""
    one, other = name.lower().split(), (wanted or "").lower().split()
    return one == other or (one[-1:] == other[-1:] and (set(one) <= set(other) or set(other) <= set(one)))


def _wrong_people(case: Case, found: Extraction) -> Iterator[str]:
    people = [person.name for person in found.people]
    yield from (f"{name} is a person" for name in case.all(case.frame.people) if name not in people)
    for name in case.all(case.frame.no_people):
        if any(name in one for one in people):
            yield f"{name} is no person"
    parties = {quote.speaker_name: quote.party_name or "" for quote in found.quotes}
    parties |= {person.name: person.party_name or "" for person in found.people}
    for name, _, party in (one.partition(":") for one in case.all(case.frame.affiliations)):
        if parties.get(name) != party.strip():
            yield f"{name} speaks for {party.strip() or 'nobody'}"


def _wrong_positions(case: Case, found: Extraction) -> Iterator[str]:
    unsaid = (Modality.NEGATED, Modality.HYPOTHETICAL)
    held = {(one.party_name, one.stance.value) for one in found.positions if one.modality not in unsaid}
    yield from (f"{one} is missing" for one in case.all(case.frame.positions) if not _holds(one, held))
    yield from (f"no {one}" for one in case.all(case.frame.no_positions) if _holds(one, held))


def _holds(wanted: str, held: set[tuple[str, str]]) -> bool:
    """Whether a position is as wanted: "Chile demand|propose", "Chile *", "* accept"."""
    party, _, stances = wanted.rpartition(" ")
    return any(party in ("*", one) and (stances == "*" or stance in stances.split("|")) for one, stance in held)


def _wrong_talks(case: Case, found: Extraction) -> Iterator[str]:
    wanted, statuses = case.frame.talks, {talk.status.value for talk in found.talks}
    if wanted and wanted not in statuses:
        yield f"no talks are {wanted}"
    yield from (f"talks are {status}" for status in sorted(statuses.intersection(case.frame.no_talks)))


def _told(found: Extraction) -> str:
    """What was found, for whoever mends it."""
    quotes = [quote for quote in found.quotes if quote.kind is not QuoteKind.INDIRECT]
    told = [f"“{quote.text[:40]}” by {quote.speaker_name} on {quote.said_on}" for quote in quotes]
    told += [f"{one.party_name} {one.stance.value} ({one.modality.value})" for one in found.positions]
    told += [f"talks {talk.status.value}" for talk in found.talks]
    return "; ".join([*told, f"people {[(person.name, person.role, person.party_name) for person in found.people]}"])
