"""Which mentions are of the same talks: by day, place and parties, and by "the talks" that points back."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

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


@dataclass
class Draft:
    """Mentions of the same talks, in the order in which they were found."""

    encounters: list[Encounter] = field(default_factory=list)

    @property
    def date(self) -> DatePhrase | None:
        dated = [one for one in self.encounters if one.date is not None]
        met = [one for one in dated if not one.journey] or dated
        told = [one.date for one in met if one.date is not None]
        return max(told, key=lambda one: (one.value is not None, one.precise, len(one.value or "")), default=None)

    @property
    def place(self) -> str | None:
        places = [one.place for one in self.encounters if one.place]
        return next(
            (one for one in places if any(one != other and is_within(one, other) for other in places)), None
        ) or (places[0] if places else None)

    @property
    def parties(self) -> tuple[Side, ...]:
        told = [name for one in self.encounters if one.who.told for name in one.parties]
        pointed = [name for one in self.encounters if not one.who.told for name in one.parties]
        return tuple(dict.fromkeys(told if len(set(told)) > 1 else [*told, *pointed]))

    @property
    def standings(self) -> frozenset[Standing]:
        return frozenset(one.standing for one in self.encounters)

    @property
    def several(self) -> bool:
        return any(one.several for one in self.encounters)


def gathered(parse: Parse, encounters: Iterable[Encounter], known: list[Draft]) -> list[Draft]:
    """The mentions joined to the talks that are known already, and to each other; "the talks" are those named last."""
    drafts, latest = list(known), list(known)
    rounds: list[Encounter] = []
    for encounter in encounters:
        if encounter.standing == Standing.UNREAL:
            continue
        draft = _same_talks(encounter, latest)
        if draft is None and _stands_alone(encounter):
            draft = Draft()
            drafts.append(draft)
        elif draft is None and encounter.several and _follows_on(parse, encounter):
            rounds.append(encounter)
        if draft is not None:
            draft.encounters.append(encounter)
            latest = [draft, *(one for one in latest if one is not draft)]
            drafts += [_earlier(rounds.pop(), draft) for _ in rounds[:1] if encounter.strong and draft.parties]
    return drafts


def _follows_on(parse: Parse, rounds: Encounter) -> bool:
    """As in "After several rounds of talks, …": they were of those of whom the sentence goes on to speak."""
    token = parse.doc[rounds.token]
    above = (one.lower_ for one in token.ancestors if one.pos_ == "ADP")
    return rounds.standing == Standing.HELD and any(word in ("after", "following") for word in above)


def _earlier(rounds: Encounter, draft: Draft) -> Draft:
    """Rounds before the talks that were named next, between the same parties."""
    return Draft([replace(rounds, who=Attendance(draft.parties))])


def _stands_alone(one: Encounter) -> bool:
    """Whether a mention tells enough to be talks of its own."""
    told = bool(one.date or one.place)
    pair = len(one.parties) > 1 and (one.who.told or told)
    if one.standing == Standing.WISHED:
        return pair and one.who.told and told
    if one.several:
        return pair or one.place is not None
    if one.standing == Standing.UNTOLD:
        return told and (one.strong or pair)
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
    if is_call(one) != any(is_call(other) for other in draft.encounters) and not same_day:
        return bool(one.place or place or _meets(one) or one.date or day) or not one.definite
    return not same_day and _standings_clash(one.standing, draft.standings)


def _is_on_journey(one: Encounter, draft: Draft) -> bool:
    """Whether one is the visit of the same parties in whose days the other was."""
    visits = one.journey != any(other.journey for other in draft.encounters)
    days = [date.fromisoformat(each.value) for each in (one.date, draft.date) if each and each.precise and each.value]
    near = len(days) == 2 and abs(days[0] - days[1]) <= _DAYS_OF_A_VISIT
    mine, theirs = set(one.parties), set(draft.parties)
    return visits and near and (mine <= theirs or theirs <= mine)


def _parties_clash(one: Encounter, parties: tuple[Side, ...], tied: bool) -> bool:
    mine, theirs = set(one.parties), set(parties)
    if not mine or not theirs or mine <= theirs or theirs <= mine:
        return False
    return len(mine & theirs) < (1 if tied else 2)


def _standings_clash(standing: Standing, others: frozenset[Standing]) -> bool:
    if standing in PAST:
        return not others & PAST and bool(others & AHEAD)
    if standing in AHEAD:
        return bool(others & PAST)
    return standing in (Standing.CANCELLED, Standing.REFUSED) and bool(others & PAST)


def is_call(one: Encounter) -> bool:
    return one.form == TalkForm.CALL


def _meets(one: Encounter) -> bool:
    return one.form == TalkForm.IN_PERSON


def _same_date(one: DatePhrase, other: DatePhrase) -> bool:
    """Whether two phrases can mean the same day: one is the other's month, or is worded alike."""
    if one.value is None or other.value is None:
        return one.span.text in other.span.text or other.span.text in one.span.text
    return one.value.startswith(other.value) or other.value.startswith(one.value)


def _is_vague(one: DatePhrase, other: DatePhrase) -> bool:
    """Whether one is a mere "this week" beside a day: they need not be of different talks."""
    day, week = (one, other) if one.value else (other, one)
    return week.value is None and day.precise and "week" in week.span.text
