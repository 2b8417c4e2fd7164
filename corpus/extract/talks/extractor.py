"""The talks that an article tells of: rounds, meetings, summits and calls, one record for each however often named.

``encounters`` finds the mentions; here those of the same talks come together, by day, place and parties, and those that
tell too little to be talks of their own fall away.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from corpus.document.dates import DatePhrase
from corpus.document.dates.days import numbers
from corpus.document.entities.actors import Actors
from corpus.document.parse import Parse
from corpus.extract.talks.attendance import Side
from corpus.extract.talks.encounters import Encounter, find_encounters
from corpus.extract.talks.presence import present_people
from corpus.extract.talks.standing import Standing
from corpus.extract.talks.talk_identity import AHEAD, PAST, Draft, gathered
from corpus.models import Participant, Span, Talk, TalkStatus

_RECALLED = 45
"""Days; what lies further back than this is background of the article, not its news."""


def find_talks(actors: Actors, dates: tuple[DatePhrase, ...]) -> tuple[Talk, ...]:
    """All talks of the article, in the order of their first mention; () where it tells of none.

    What is only supposed or denied is no talk, and what is wished none unless it says with whom and when or where; a
    party that the text does not name with the talks is left out, and a date that it does not tell stays None, with the
    words for it kept.
    """
    parse = actors.parse
    found = list(find_encounters(actors, dates))
    body = [one for one in found if one.token >= parse.body_token]
    drafts = gathered(parse, body, [])
    for headline in (_as_headline(parse, one) for one in found if one.token < parse.body_token):
        drafts = gathered(parse, [headline], drafts)
    talks = [_as_talk(actors, draft) for draft in drafts if _tells_enough(draft)]
    ordered = sorted(talks, key=lambda talk: talk.evidence[0].start)
    return tuple(talk.model_copy(update={"id": f"t{number}"}) for number, talk in enumerate(ordered, 1))


# --------------------------------------------------------------------------- the record


def _as_headline(parse: Parse, one: Encounter) -> Encounter:
    """A headline tells what has happened in the present tense: "Chile-Peru summit opens"."""
    present = parse.doc[one.token].head.tag_ in ("VBZ", "VBP") and one.standing == Standing.AHEAD
    standing = Standing.UNTOLD if present else one.standing
    return replace(one, standing=standing, definite=one.definite or len(one.parties) > 1)


def _tells_enough(draft: Draft) -> bool:
    """Whether anybody is told to talk, or when or where it was: "talks this weekend" of nobody are none to keep."""
    return bool(draft.parties or draft.place or (draft.date and draft.date.value))


def _as_talk(actors: Actors, draft: Draft) -> Talk:
    printed = actors.parse.article.published
    day, place, parties = draft.date, draft.place, draft.parties
    status = _status(draft, day, printed)
    values = {kind: next((value for value in kinds if value is not None), None) for kind, kinds in _details(draft)}
    mediators = next((one.mediators for one in draft.encounters if one.mediators), ())
    mediators = () if set(mediators) & set(parties) else mediators
    return Talk(
        id="",
        name=next((one.name for one in draft.encounters if one.name), None),
        date=day.value if day else None,
        date_end=day.end if day else None,
        date_phrase=day.span if day else None,
        place=place,
        party_names=tuple(one.name for one in parties),
        party_ids=tuple(one.id for one in parties),
        mediator=" and ".join(one.name for one in mediators) or None,
        mediator_id=mediators[0].id if len(mediators) == 1 else None,
        participants=_participants(actors, draft, parties),
        status=status,
        evidence=_evidence(draft),
        several=draft.several,
        background=_is_recalled(draft, day, printed, status),
        **values,
    )


def _details(draft: Draft) -> Iterator[tuple[str, list[object]]]:
    for kind in ("level", "form", "outcome", "announced_by"):
        yield kind, [getattr(one, kind) for one in draft.encounters]


def _evidence(draft: Draft) -> tuple[Span, ...]:
    spans = sorted((one.evidence for one in draft.encounters), key=lambda span: (span.start, -span.end))
    kept: list[Span] = []
    for span in spans:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return tuple(kept)


def _status(draft: Draft, day: DatePhrase | None, printed: date | None) -> TalkStatus:
    """What became of the talks: the last that the article says of it, held against the day that it gives."""
    told = draft.standings
    for standing, status in ((Standing.CANCELLED, TalkStatus.CANCELLED), (Standing.REFUSED, TalkStatus.REFUSED)):
        if standing in told:
            return status
    over = _is_over(day, printed)
    if Standing.UNDER_WAY in told and over is not True:
        return TalkStatus.UNDER_WAY
    if told & PAST and over is not False:
        return TalkStatus.HELD
    went = over and (draft.journey or any(one.sought for one in draft.encounters))
    if told & AHEAD and not went and not (over and Standing.UNTOLD in told):
        return TalkStatus.PLANNED if day and not over else TalkStatus.PROPOSED
    return TalkStatus.HELD if over or day is None else TalkStatus.PLANNED


def _is_over(day: DatePhrase | None, printed: date | None) -> bool | None:
    """Whether the talks' day lies behind (True) or ahead (False) of the article's; None if it is the same or untold."""
    if day is None:
        return None
    if day.value is None:
        side = numbers("sides").get(day.span.text.lower().split()[0], 0)
        return side < 0 if side else None
    if printed is None:
        return None
    now = printed.isoformat()[: len(day.value)]
    return None if day.value == now else day.value < now


def _is_recalled(draft: Draft, day: DatePhrase | None, printed: date | None, status: TalkStatus) -> bool:
    if draft.several:
        return status == TalkStatus.HELD
    if day is None or day.value is None or printed is None or status == TalkStatus.PLANNED:
        return False
    return day.value < date.fromordinal(max(1, printed.toordinal() - _RECALLED)).isoformat()[: len(day.value)]


def _participants(actors: Actors, draft: Draft, parties: tuple[Side, ...]) -> tuple[Participant, ...]:
    named = [person for one in draft.encounters for person in one.who.people]
    others = present_people(actors, [one.token for one in draft.encounters], parties)
    sure = [Participant(name=one.name, person_id=one.id, basis="explicit") for one in named]
    return tuple({one.person_id: one for one in (*others, *sure)}.values())
