"""A position as far as it takes to place it among others, as it is kept."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from corpus.knowledge.vocabulary import OTHER, issues
from corpus.linking.moves import Report, day_of, matter, report_of
from corpus.linking.things import thing_of
from corpus.linking.weight import is_leftover, weight_of
from corpus.models import PositionRow, Stance
from corpus.store.kept.tables import NO_DAY, UNDATED

_LONGEST_HEADING = 100
_LONGEST_THING = 1000

LOOSE = f"{OTHER}: "
"""How the heading of a position begins whose issue the table has not."""


class Strand(NamedTuple):
    """A position as far as it takes to place it: its report, None for one that stands for itself, and its line's row.

    `weight` is that of a line of which one article tells, `again` that of one of which several do.
    """

    report: Report | None
    party_id: str
    issue: str
    heading: str
    leftover: bool
    weight: str
    again: str
    stance: str
    thing: str
    day: str
    printed: int


def matter_of(row: PositionRow) -> str:
    return "\x1f".join(matter(row))


def strand_of(row: PositionRow, number: int) -> Strand:
    """What is kept of a position whose row has this number."""
    day, printed, heading = day_of(row), row.source.published, heading_of(row)
    return Strand(
        report=report_of(row, number),
        party_id=row.party_id or "",
        issue=issue_under(heading),
        heading=heading,
        leftover=is_leftover(row),
        weight=_written(weight_of(row, told=False)),
        again=_written(weight_of(row, told=True)),
        stance=row.position.stance.value,
        thing=" ".join(sorted(thing_of(row)))[:_LONGEST_THING],
        day=day.isoformat() if day else UNDATED,
        printed=printed.toordinal() if printed else 0,
    )


def heading_of(row: PositionRow) -> str:
    """What a position stands under: its issue or, where the table has none, the words of the object."""
    phrase = row.position.issue_phrase
    if row.position.issue in issues() and row.position.issue != OTHER:
        return row.position.issue
    return f"{LOOSE}{' '.join(phrase.text.split())[:_LONGEST_HEADING] if phrase else ''}"


def issue_under(heading: str) -> str:
    """The issue of all that stands under a heading."""
    return OTHER if heading.startswith(LOOSE) else heading


def _written(weight: Sequence[int]) -> str:
    *reasons, day = weight
    return "".join(map(str, reasons)) + f"{NO_DAY + day:07}"


def row_of(number: int, own: str, strand: Strand) -> dict[str, Any]:
    report = strand.report
    return {
        "position": number,
        "matter": own if report else "",
        "story": (report.story or "") if report else "",
        "line": number,
        "stand": -1 if report else 0,
        "party_id": strand.party_id,
        "stance": strand.stance,
        "thing": strand.thing,
        "day": strand.day,
        "told": _dumped(strand),
    }


def _dumped(strand: Strand) -> str:
    report = strand.report
    told = [
        *(report.article, report.day.toordinal(), report.printed.toordinal(), report.stance, report.drops),
        *(" ".join(sorted(report.thing)), report.addressee, report.story, report.first_hand, report.on_table),
        report.words,
    ] if report else None  # fmt: skip
    return json.dumps([told, *strand[1:]], ensure_ascii=False, separators=(",", ":"))


def strand_again(number: int, told: str) -> Strand:
    report, *rest = json.loads(told)
    return Strand(_report(number, report) if report else None, *rest)


def _report(number: int, told: Sequence[Any]) -> Report:
    article, day, printed, stance, drops, thing, *rest = told
    days = date.fromordinal(day), date.fromordinal(printed)
    return Report(number, article, *days, Stance(stance), drops, frozenset(thing.split()), *rest)
