"""Which mentions are of the same talks: by day, place and parties, and by "the talks" that points back."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain

from corpus.document.dates import DatePhrase
from corpus.document.parse import Parse
from corpus.extract.talks.attendance import Attendance, Side
from corpus.extract.talks.encounters import Encounter
from corpus.extract.talks.standing import Standing
from corpus.extract.talks.venues import is_within
from corpus.models import TalkForm

PAST = frozenset({Standing.HELD, Standing.UNDER_WAY})
_DAYS_OF_A_VISIT = timedelta(days=3)
AHEAD = frozenset({Standing.AHEAD, Standing.OFFERED, Standing.WISHED})
_SENTENCES = 2
"""Within so many the next round is one of the talks that were named."""
_REMEMBERED = 30
"""Talks named before that a mention may be of; no article tells of so many."""


class Draft:
    """Mentions of the same talks, in the order in which they were found, and what they tell together."""

    def __init__(self, *encounters: Encounter) -> None:
        self.encounters: list[Encounter] = []
        self._dated: Encounter | None = None
        self.standings: set[Standing] = set()
        self.several = self.by_call = self.journey = False
        self._places: dict[str, None] = {}
        self._told: dict[Side, None] = {}
        self._pointed: dict[Side, None] = {}
        for one in encounters:
            self.add(one)

    def add(self, one: Encounter) -> None:
        self.encounters.append(one)
        dated = (other for other in (self._dated, one) if other is not None and other.date is not None)
        self._dated = max(dated, key=_tells, default=None)
        self.standings.add(one.standing)
        self.several = self.several or one.several
        self.by_call = self.by_call or is_call(one)
        self.journey = self.journey or one.journey
        self._places.update({one.place: None} if one.place else {})
        (self._told if one.who.told else self._pointed).update(dict.fromkeys(one.parties))

    @property
    def date(self) -> DatePhrase | None:
        return self._dated.date if self._dated is not None else None

    @property
    def place(self) -> str | None:
        """The most exact of the places."""
        inner = (one for one in self._places if any(one != other and is_within(one, other) for other in self._places))
        return next(chain(inner, self._places), None)

    @property
    def parties(self) -> tuple[Side, ...]:
        return tuple(self._told if len(self._told) > 1 else self._told | self._pointed)


def _tells(one: Encounter) -> tuple[bool, bool, bool, int]:
    """How exactly a mention tells the day of the talks; that of a journey to them is worth less."""
    day = one.date
    return not one.journey, *((day.value is not None, day.precise, len(day.value or "")) if day else (False, False, 0))


def gathered(parse: Parse, encounters: Iterable[Encounter], known: list[Draft]) -> list[Draft]:
    """The mentions joined to the talks that are known already, and to each other; "the talks" are those named last."""
    drafts, latest = list(known), list(known)
    rounds: list[Encounter] = []
    for mentioned in encounters:
        if mentioned.standing == Standing.UNREAL:
            continue
        goes_on = _goes_on(parse, mentioned, latest)
        encounter = replace(mentioned, who=Attendance(latest[0].parties)) if goes_on else mentioned
        draft = _same_talks(encounter, latest[:_REMEMBERED])
        if draft is None and _stands_alone(encounter):
            draft = Draft()
            drafts.append(draft)
        elif draft is None and encounter.several and _follows_on(parse, encounter):
            rounds.append(encounter)
        if draft is not None:
            draft.add(encounter)
            latest = [draft, *(one for one in latest if one is not draft)]
            drafts += [_earlier(rounds.pop(), draft) for _ in rounds[:1] if encounter.strong and draft.parties]
    return drafts


def _goes_on(parse: Parse, one: Encounter, latest: list[Draft]) -> bool:
    """Whether "the next round" counts on from the talks that were told of right before: then between the same."""
    if not one.another or one.several or one.parties or not latest or not (one.date or one.place):
        return False
    numbers = parse.sentence_numbers
    return numbers[one.token] - max(numbers[told.token] for told in latest[0].encounters) <= _SENTENCES


def _follows_on(parse: Parse, rounds: Encounter) -> bool:
    """As in "After several rounds of talks, …": they were of those of whom the sentence goes on to speak."""
    token = parse.doc[rounds.token]
    above = (one.lower_ for one in token.ancestors if one.pos_ == "ADP")
    return rounds.standing == Standing.HELD and any(word in ("after", "following") for word in above)


def _earlier(rounds: Encounter, draft: Draft) -> Draft:
    """Rounds before the talks that were named next, between the same parties."""
    return Draft(replace(rounds, who=Attendance(draft.parties)))


def _stands_alone(one: Encounter) -> bool:
    """Whether a mention tells enough to be talks of its own."""
    told = bool(one.date or one.place)
    pair = len(one.parties) > 1 and (one.who.told or told)
    if one.standing == Standing.WISHED:
        return pair and one.who.told and told
    if one.several:
        return pair or one.place is not None
    if one.standing == Standing.UNTOLD:
        return told and (one.strong or pair) and not (one.journey and one.date is None)
    return pair or (told and one.strong)


def _same_talks(one: Encounter, latest: list[Draft]) -> Draft | None:
    """The talks that this is another mention of: those that share most with it, or that "the talks" points back to."""
    if one.standing == Standing.UNTOLD and not (one.definite or one.date or one.place):
        return None
    fitting = [draft for draft in latest if not _clashes(one, draft)]
    shared = {id(draft): _shared(one, draft) for draft in fitting}
    best = max(fitting, key=lambda draft: shared[id(draft)], default=None)
    if best is not None and shared[id(best)] > 0:
        return best
    if one.definite and not one.several and best is not None:
        return best
    return None


def _shared(one: Encounter, draft: Draft) -> int:
    day, place = draft.date, draft.place
    same_day = one.date is not None and day is not None and _same_date(one.date, day)
    same_place = one.place is not None and place is not None
    common = len(set(one.parties) & set(draft.parties))
    alike = any(one.standing in kind and draft.standings & kind for kind in (PAST, AHEAD))
    follows = alike and common > 0 and not one.date and not one.place
    same_week = alike and not same_day and one.date is not None and day is not None
    return 2 * same_day + 2 * same_place + (common > 1 or follows or same_week)


def _clashes(one: Encounter, draft: Draft) -> bool:
    """Whether a day, a place, the parties or what became of them tells the mention from the talks."""
    day, place, parties = draft.date, draft.place, draft.parties
    same_day = one.date is not None and day is not None and (_same_date(one.date, day) or _is_on_journey(one, draft))
    if one.several != draft.several:
        return True
    if one.date is not None and day is not None and not same_day and not _is_vague(one.date, day):
        return True
    if one.place and place and not (is_within(one.place, place) or is_within(place, one.place)):
        return True
    if _parties_clash(one, parties, same_day and bool(one.place and place)):
        return True
    if is_call(one) != draft.by_call and not same_day:
        return bool(one.place or place or one.date or day) or not one.definite
    return not same_day and _standings_clash(one.standing, draft.standings)


def _is_on_journey(one: Encounter, draft: Draft) -> bool:
    """Whether one is the visit of the same parties in whose days the other was."""
    visits = one.journey != draft.journey
    days = [date.fromisoformat(each.value) for each in (one.date, draft.date) if each and each.precise and each.value]
    near = len(days) == 2 and abs(days[0] - days[1]) <= _DAYS_OF_A_VISIT
    mine, theirs = set(one.parties), set(draft.parties)
    return visits and near and (mine <= theirs or theirs <= mine)


def _parties_clash(one: Encounter, parties: tuple[Side, ...], tied: bool) -> bool:
    mine, theirs = set(one.parties), set(parties)
    if not mine or not theirs or mine <= theirs or theirs <= mine:
        return False
    return len(mine & theirs) < (1 if tied else 2)


def _standings_clash(standing: Standing, others: set[Standing]) -> bool:
    if standing in PAST:
        return not others & PAST and bool(others & AHEAD)
    if standing in AHEAD:
        return bool(others & PAST)
    return standing in (Standing.CANCELLED, Standing.REFUSED) and bool(others & PAST)


def is_call(one: Encounter) -> bool:
    return one.form == TalkForm.CALL


def _same_date(one: DatePhrase, other: DatePhrase) -> bool:
    """Whether two phrases can mean the same day: one is the other's month, or is worded alike."""
    if one.value is None or other.value is None:
        return one.span.text in other.span.text or other.span.text in one.span.text
    return one.value.startswith(other.value) or other.value.startswith(one.value)


def _is_vague(one: DatePhrase, other: DatePhrase) -> bool:
    """Whether one is a mere "this week" beside a day: they need not be of different talks."""
    day, week = (one, other) if one.value else (other, one)
    return week.value is None and day.precise and "week" in week.span.text
