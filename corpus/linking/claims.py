"""Every claim that is made across articles, each with its sources: what an editor must be able to check.

A claim is what no single article says: that words are given to two speakers, that a party moved, that an act speaks
against a word, that something is new since the round before, that two agree or are apart, that accounts are of one
round, names of one person, articles of one story.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from typing import Literal

from corpus.knowledge.vocabulary import issues, stances
from corpus.linking.contrary import contrary_reports
from corpus.linking.ground import agreed, apart
from corpus.linking.moves import Line, move_label, told_move, trace
from corpus.linking.news import new_since, round_after, round_before
from corpus.linking.stories import Story
from corpus.linking.two_speakers import TwoSpeakers
from corpus.models import Entity, EventRow, PersonRow, PositionRow, Record, Round, Source, Span

ClaimKind = Literal["move", "contrary", "new", "agreed", "apart", "round", "person", "story", "speakers"]


class Cited(Record):
    """An article that a claim rests on, with its words; "" where the claim is of the article as a whole."""

    source: Source
    words: str = ""


class Claim(Record):
    """What is claimed of whom: `says` is what holds now, `was` what it is held against; None where there is none."""

    kind: ClaimKind
    party: str
    issue: str | None = None
    says: str
    was: str | None = None
    sources: tuple[Cited, ...]


def find_claims(
    positions: Iterable[PositionRow],
    events: Iterable[EventRow],
    rounds: Sequence[Round],
    people: Iterable[tuple[Entity, Sequence[PersonRow]]],
    stories: Iterable[tuple[Story, Sequence[Source]]],
) -> tuple[Claim, ...]:
    """All claims, kind by kind; () where every article stands for itself. `positions` come newest article first."""
    rows, acts = tuple(positions), tuple(events)
    lines = trace(rows)
    found = (
        *(claim for line in lines for claim in _moves(line)),
        *(claim for line in lines for claim in _against(line, contrary_reports(line, acts))),
        *(claim for one in rounds for claim in _news(one, rounds, rows)),
        *_grounds(lines),
        *(claim for one in rounds for claim in _round(one)),
        *(claim for person, told in people for claim in _person(person, told)),
        *(_story(story, sources) for story, sources in stories),
    )
    return tuple(found)


# --- of positions -----------------------------------------------------------------------------------------------------


def _moves(line: Line) -> Iterator[Claim]:
    """Each step of a line, and each move that a source itself tells, if nothing is known from before."""
    for after, before in pairwise(line.stands):
        now, then = after.newest, before.newest
        says = f"{move_label(after.move)}: {_told(now)}"
        yield _of(now, "move", says=says, was=_told(then), sources=(_cited(now), _cited(then)))
    first = line.stands[-1]
    for row in first.rows:
        if move := told_move(row):
            yield _of(row, "move", says=f"{move_label(move)}: “{_cited(row).words}”", was=None, sources=(_cited(row),))


def _against(line: Line, reports: Iterable[EventRow]) -> Iterator[Claim]:
    promise = line.newest
    for one in reports:
        act = _quoted(one.source, [one.event.evidence])
        yield _of(promise, "contrary", says=act.words, was=_told(promise), sources=(act, _cited(promise)))


def _news(this: Round, rounds: Sequence[Round], rows: Sequence[PositionRow]) -> Iterator[Claim]:
    before = round_before(this, rounds)
    if before is None:
        return
    wanted = [row for row in rows if row.party_id in this.talk.party_ids]
    for party in new_since(before, this, round_after(this, rounds), wanted):
        for change in party.changes:
            now = change.after.newest
            was = _told(change.before.newest) if change.before else None
            accounts = [_quoted(one.source, one.talk.evidence) for one in (this.accounts[0], before.accounts[0])]
            yield _of(now, "new", says=_told(now), was=was, sources=(_cited(now), *accounts))


def _grounds(lines: Iterable[Line]) -> Iterator[Claim]:
    """Of every two parties that speak in one story, on each issue, in the order of the newest."""
    told: dict[tuple[str, str], list[PositionRow]] = defaultdict(list)
    met: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for row in (line.newest for line in lines):
        if row.party_id:
            told[row.party_id, row.position.issue].append(row)
            met[row.story or row.source.id, row.position.issue][row.party_id] = None
    pairs = {(issue, *sorted(pair)): None for (_, issue), sides in met.items() for pair in combinations(sides, 2)}
    for issue, one, other in pairs:
        yield from _ground(told[one, issue], told[other, issue])


def _ground(mine: Sequence[PositionRow], theirs: Sequence[PositionRow]) -> Iterator[Claim]:
    split = apart(mine, theirs)
    pair = split or agreed(mine, theirs)
    if pair:
        one, other = pair
        kind: ClaimKind = "apart" if split else "agreed"
        party = f"{one.position.party_name} and {other.position.party_name}"
        claim = _of(one, kind, says=_told(one), was=_told(other), sources=(_cited(one), _cited(other)))
        yield claim.model_copy(update={"party": party})


def _of(row: PositionRow, kind: ClaimKind, *, says: str, was: str | None, sources: tuple[Cited, ...]) -> Claim:
    label = issues()[row.position.issue].label
    return Claim(kind=kind, party=row.position.party_name, issue=label, says=says, was=was, sources=sources)


def _told(row: PositionRow) -> str:
    return f"{stances()[row.position.stance].label}: “{_cited(row).words}”"


def _cited(row: PositionRow) -> Cited:
    return _quoted(row.source, row.position.evidence)


def _quoted(source: Source, spans: Iterable[Span]) -> Cited:
    return Cited(source=source, words=" … ".join(" ".join(span.text.split()) for span in spans))


# --- of what is one ---------------------------------------------------------------------------------------------------


def _round(one: Round) -> Iterator[Claim]:
    if len(one.accounts) > 1:
        told = [one.talk.date, one.talk.place, one.talk.status.value]
        sources = tuple(_quoted(account.source, account.talk.evidence) for account in one.accounts)
        parties = ", ".join(one.talk.party_names)
        yield Claim(kind="round", party=parties, says=", ".join(part for part in told if part), sources=sources)


def _person(person: Entity, rows: Sequence[PersonRow]) -> Iterator[Claim]:
    """One claim for a person who is printed in several ways, with an article for each."""
    printed: dict[str, PersonRow] = {row.person.name: row for row in reversed(rows)}
    if len(printed) > 1:
        party = next((row.person.party_name for row in printed.values() if row.person.party_name), "")
        sources = tuple(Cited(source=row.source, words=name) for name, row in printed.items())
        others = ", ".join(name for name in printed if name != person.name)
        yield Claim(kind="person", party=party, says=person.name, was=others, sources=sources)


def speakers_claim(two: TwoSpeakers) -> Claim:
    """That the same words are given to two speakers: the one of the first printing known is what it was."""
    one, other = (Cited(source=row.source, words=" ".join(row.quote.text.split())) for row in (two.one, two.other))
    sides = dict.fromkeys(filter(None, (two.one.quote.party_name, two.other.quote.party_name)))
    says, was = (f"{row.quote.speaker_name}: “{told.words}”" for row, told in ((two.other, other), (two.one, one)))
    return Claim(kind="speakers", party=" and ".join(sides), says=says, was=was, sources=(other, one))


def _story(story: Story, sources: Sequence[Source]) -> Claim:
    topic = sorted(story.terms, key=lambda term: (-story.terms[term], term))[:_TOPIC]
    sides = ", ".join(side.removeprefix("party:") for side in story.main_sides)
    return Claim(kind="story", party=sides, says=", ".join(topic), sources=tuple(Cited(source=one) for one in sources))


_TOPIC = 8
"""Terms by which a story is told."""
