"""What is new since the round of talks before: the positions that appeared, moved or went."""

from collections.abc import Callable, Iterable
from datetime import date

from corpus.linking.moves import Line, Move, Stand, day_of, move_between, trace
from corpus.linking.things import is_first_hand, is_of_a_table_issue, is_same_thing
from corpus.models import OUTLOOK, PositionRow, Record, Round, RowKey, TalkStatus

_TALKED = frozenset({TalkStatus.HELD, TalkStatus.UNDER_WAY})


Had = Callable[[PositionRow, str], bool]
"""Whether the party had the stance of a position on the same thing by a day, under whatever issue that was."""


class PositionChange(Record):
    """What a party has put, moved or dropped; `before` is what stood at the round before, None for a new matter."""

    line: Line
    before: Stand | None = None

    @property
    def after(self) -> Stand:
        return self.line.stands[0]

    @property
    def move(self) -> Move:
        """From what stood at the round before to what stands now, whatever came between."""
        if self.before is None:
            return Move.APPEARED
        return move_between(self.before.newest.position, self.after.newest.position) or Move.CHANGED


class PartyNews(Record):
    """What is new of one party, newest first."""

    party_id: str
    changes: tuple[PositionChange, ...] = ()


def round_before(this: Round, rounds: Iterable[Round]) -> Round | None:
    """The last round of the story that at least two of the same parties held before this one; None where none is."""
    earlier = [one for one in rounds if _is_earlier(one, this) and _of_the_same(one, this)]
    return max(earlier, key=last_day, default=None)


def round_after(this: Round, rounds: Iterable[Round]) -> Round | None:
    """The first round of the story that at least two of the same parties held after this one."""
    later = [one for one in rounds if _is_earlier(this, one) and _of_the_same(one, this)]
    return min(later, key=lambda one: one.talk.date or "", default=None)


def new_since(
    before: Round, this: Round, after: Round | None, rows: Iterable[PositionRow], *, had: Had = lambda *_: False
) -> tuple[PartyNews, ...]:
    """For each party of the round what the reports since the round before bring against what stood before it.

    `rows` are positions, newest article first. A position stood before if it is dated no later than that round or
    reported with it; what is dated on the day of the round `after` or later is left out, like what has no date. A party
    of which nothing is known from before is left out: all of it would seem new. `had` tells of what is not among them
    whether the party had a stance on a thing by a day.
    """
    told = [row for row in rows if day_of(row) and row.position.stance not in OUTLOOK and _is_by_then(row, after)]
    old = {row.key for row in told if _stood(row, before, this)}
    known = {row.party_id for row in told if row.key in old}
    sides: dict[str, list[PositionChange]] = {}
    for line in trace(told):
        side = line.newest.party_id
        change = _change(line, old) if side in _parties(this) & known else None
        is_new = change and _is_between(line.newest, this) and not _is_known(line.newest, told, old)
        if change and side and is_new and not had(line.newest, last_day(before)):
            sides.setdefault(side, []).append(change)
    return tuple(PartyNews(party_id=side, changes=tuple(changes)) for side, changes in sides.items())


def _is_between(row: PositionRow, this: Round) -> bool:
    """Whether it is first hand, on a matter of its own, and in a report of the round or said to a party of it.

    What is said to a party counts in an article of the round's story only.
    """
    told_of = row.source.id in {account.source.id for account in this.accounts}
    certain = is_first_hand(row) and is_of_a_table_issue(row)
    of_story = row.story is not None and row.story == this.story
    return certain and (told_of or (of_story and row.position.addressee_id in _parties(this)))


def _is_known(row: PositionRow, rows: Iterable[PositionRow], old: set[RowKey]) -> bool:
    """Whether the party had the same stance on the same thing before, under whatever issue that was."""
    own = (one for one in rows if one.key in old and one.party_id == row.party_id)
    return any(one.position.stance is row.position.stance and is_same_thing(one, row) for one in own)


def _change(line: Line, old: set[RowKey]) -> PositionChange | None:
    """The newest stand of the line against the newest that stood before; None if it is the same."""
    if any(row.key in old for row in line.stands[0].rows):
        return None
    before = next((stand for stand in line.stands[1:] if any(row.key in old for row in stand.rows)), None)
    change = PositionChange(line=line, before=before)
    back_again = before is not None and before.newest.position.stance is line.newest.position.stance
    return None if back_again and change.move is Move.CHANGED else change


def _stood(row: PositionRow, before: Round, this: Round) -> bool:
    """Whether the position was known by the round before: said or printed by its day, or printed in a report of it."""
    later = {account.source.id for account in this.accounts}
    reports = {account.source.id for account in before.accounts if not account.talk.background} - later
    last = last_day(before)
    return str(day_of(row))[: len(last)] <= last or row.source.id in reports


def _is_by_then(row: PositionRow, after: Round | None) -> bool:
    return after is None or (day_of(row) or date.max).isoformat() < (after.talk.date or "")


# --- which round ------------------------------------------------------------------------------------------------------


def _is_earlier(one: Round, other: Round) -> bool:
    """Whether both were held and one was over, by its date, when the other began."""
    held = all(each.talk.status in _TALKED and each.talk.date and not each.talk.several for each in (one, other))
    start = other.talk.date or ""
    return held and last_day(one) < start and not start.startswith(last_day(one))


def last_day(one: Round) -> str:
    """The day on which a round was over, or the beginning of one; "" for none."""
    return one.talk.date_end or one.talk.date or ""


def _of_the_same(one: Round, other: Round) -> bool:
    return one.story is not None and one.story == other.story and len(_parties(one) & _parties(other)) > 1


def _parties(one: Round) -> frozenset[str]:
    """Who talked with whom, without whoever mediated."""
    parties = {party for account in one.accounts for party in account.talk.party_ids}
    return frozenset(parties) - {account.talk.mediator_id for account in one.accounts}
