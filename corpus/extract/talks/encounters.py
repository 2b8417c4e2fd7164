"""Each place in the text that speaks of talks, with what stands there: who, where, when, and whether they took place.

A place that tells too little to be talks of its own may still be another mention of talks that are told elsewhere.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from corpus.document.dates import DatePhrase, days_by_governor
from corpus.document.entities.actor import base
from corpus.document.entities.actors import Actors
from corpus.document.factuality import factuality_of
from corpus.document.syntax import clause_over, finite_over, subject_of
from corpus.document.tokens import Token
from corpus.extract.talks.accounts import announcer_of, evidence_of, form_of, level_of, mediators_of, outcome_of
from corpus.extract.talks.attendance import NOBODY, Attendance, Side, attendance_of, governed
from corpus.extract.talks.prospects import standing_of_noun
from corpus.extract.talks.sides import (
    clause_of,
    is_by_telephone,
    is_occasion,
    is_to_talk,
    is_with_officials,
    occasions_of,
    own_clauses,
    partners_of,
    sides_of,
    who_meets,
)
from corpus.extract.talks.standing import Standing, adjectives, is_of, standing_of_verb, verbs
from corpus.extract.talks.talk_nouns import (
    is_another,
    is_definite,
    is_named_after_places,
    is_one_of_them,
    is_several,
    is_strong,
    is_talks,
    naming,
)
from corpus.extract.talks.venues import destination_of, is_there, place_of_host, venue_in_name, venue_of
from corpus.extract.talks.visits import Visit, visits_of
from corpus.models import Span, TalkForm, TalkLevel

Dates = Mapping[int, DatePhrase]
"""The phrase that depends on a token, by the token's number."""
_BEHIND = 2
"""Tokens within which a day stands right behind a place: "Oslo on Monday"."""


@dataclass(frozen=True, slots=True)
class Encounter:
    """One mention of talks. `strong` is False for a word that means talks only between parties ("meeting").

    `another` is True where it counts on from talks that were told before ("the next round"), `journey` for the visit in
    the course of which they were, `sought` where somebody travelled for them.
    """

    token: int
    evidence: Span
    standing: Standing
    strong: bool
    definite: bool = False
    several: bool = False
    another: bool = False
    who: Attendance = NOBODY
    place: str | None = None
    date: DatePhrase | None = None
    level: TalkLevel | None = None
    form: TalkForm | None = None
    mediators: tuple[Side, ...] = ()
    outcome: Span | None = None
    announced_by: str | None = None
    name: str | None = None
    journey: bool = False
    sought: bool = False

    @property
    def parties(self) -> tuple[Side, ...]:
        return self.who.parties


def find_encounters(actors: Actors, dates: tuple[DatePhrase, ...]) -> Iterator[Encounter]:
    """Every mention of talks, in the order of the text."""
    by_governor = days_by_governor(actors.parse, dates)
    counted = None
    for token in actors.parse.doc:
        if is_talks(token) and not is_occasion(actors, token):
            noun = _of_noun(actors, by_governor, token)
            counted = token
            yield noun
        elif counted and is_one_of_them(actors.parse, token, counted):
            yield _of_noun(actors, by_governor, token)
        else:
            yield from _of_verb(actors, by_governor, token)
            yield from _of_visit(actors, by_governor, dates, token)


# --------------------------------------------------------------------------- talks as a noun


def _of_noun(actors: Actors, dates: Dates, talks: Token) -> Encounter:
    names = _names(talks)
    clause = clause_of(names[0])
    standing = _standing(talks, names)
    who = sides_of(actors, names, clause)
    named_after = venue_in_name(actors, talks) if is_named_after_places(talks) else None
    called = subject_of(clause) if clause is not None and names[0].dep_ == "attr" else None
    heads = [*names, *own_clauses(names), *([called] if called is not None else [])]
    heads += occasions_of(clause) if clause is not None else ()
    place = venue_of(actors, heads) or named_after or _place_of_clause(actors, clause)
    outcome = outcome_of(actors, names)
    evidence = evidence_of(actors, names, clause, outcome)
    return Encounter(
        token=talks.i,
        evidence=evidence,
        standing=standing,
        name=actors.parse.span(actors.parse.doc[talks.i - 1].left_edge.i, talks.i).text if named_after else None,
        strong=is_strong(talks) or bool(partners_of(actors, names).parties) or is_with_officials(names),
        definite=named_after is not None or is_definite(names),
        several=is_several(names),
        another=is_another(names),
        who=who,
        place=place or place_of_host(actors, names, clause),
        date=_date(dates, names, clause) or _date_behind(actors, dates, evidence),
        level=level_of(names, clause, who),
        form=form_of(names, place),
        mediators=mediators_of(actors, names, clause),
        outcome=outcome,
        announced_by=announcer_of(actors, names[0], standing),
        sought=names[0].head.lower_ == "for" and clause is not None and clause.lemma_.lower() in verbs("travel"),
    )


def _standing(talks: Token, names: tuple[Token, ...]) -> Standing:
    told = (standing_of_noun(name) for name in names)
    standing = next((one for one in told if one != Standing.UNTOLD), Standing.UNTOLD)
    if base(talks) in naming("loose") and standing in (Standing.AHEAD, Standing.OFFERED, Standing.WISHED):
        standing = Standing.UNTOLD
    unreal = not is_definite(names) and standing != Standing.REFUSED and factuality_of(names[0]).is_disowned
    return Standing.UNREAL if unreal else standing


def _names(talks: Token) -> tuple[Token, ...]:
    """The noun itself, behind the one that counts it, if there is one: "round" and "talks" in "a round of talks"."""
    counted = talks.head.head if talks.dep_ == "pobj" and talks.head.lower_ == "of" else None
    return (counted, talks) if counted is not None and counted.lemma_.lower() in naming("counts") else (talks,)


def _place_of_clause(actors: Actors, clause: Token | None) -> str | None:
    if clause is None:
        return None
    goal = destination_of(actors, clause) if clause.lemma_.lower() in verbs("travel") | verbs("schedule") else None
    due = (child for child in clause.children if child.dep_ == "acomp")
    return venue_of(actors, [clause, *due]) or goal


def _date(dates: Dates, names: tuple[Token, ...], clause: Token | None) -> DatePhrase | None:
    for token in [*reversed(names), *own_clauses(names)]:
        if token.i in dates and (dates[token.i].precise or not is_another(names)):
            return dates[token.i]
    if clause is None and names[0].dep_ == "pobj" and names[0].head.lower_ in ("at", "during"):
        clause = clause_over(names[0].head)
    if clause is not None and not is_of(clause, "cancel", "propose", "refuse"):
        told_at = [clause, *(child for child in clause.children if child.dep_ == "acomp")]
        return next((dates[one.i] for one in told_at if one.i in dates), None)
    return None


def _date_behind(actors: Actors, dates: Dates, evidence: Span) -> DatePhrase | None:
    """A day right behind the place or the partner, whatever the parser took it for: "a summit in Oslo last month"."""
    last = actors.parse.token_at(evidence.end - 1)
    if actors.parse.doc[last].pos_ != "PROPN" or actors.parse.doc[last].dep_ != "pobj":
        return None
    behind = [one for one in dates.values() if 0 < one.first - last <= 3]
    between = actors.parse.doc[last + 1 : behind[0].first] if behind else ()
    known = {"on", "in", "for", *adjectives("due"), *adjectives("ahead")}
    return behind[0] if behind and all(token.lower_ in known for token in between) else None


# --------------------------------------------------------------------------- talks as a verb


def _of_verb(actors: Actors, dates: Dates, verb: Token) -> Iterator[Encounter]:
    who = who_meets(actors, verb) if verb.pos_ == "VERB" else None
    if who is None or _is_habit(verb):
        return
    standing = standing_of_verb(verb)
    journey = _journey_of(verb)
    around, at = [one for one in (journey, _clause_with_where(verb)) if one is not None], [verb, *occasions_of(verb)]
    others = [*(child for child in verb.children if child.dep_ == "dobj"), *governed(verb, "with", "to")]
    told_at = [*at, *around, *others]
    place = venue_of(actors, [*at, *around[journey is not None :]]) or _place_of_journey(actors, verb)
    date = next((dates[one.i] for one in told_at if one.i in dates), None)
    if not (is_to_talk(verb) or place or date):
        return
    call = verb.lemma_.lower() in naming("calling") or is_by_telephone(verb)
    met = Encounter(
        token=verb.i,
        evidence=evidence_of(actors, (verb,), verb, None),
        standing=standing,
        strong=verb.lemma_.lower() in verbs("meet") | verbs("bargain"),
        who=who,
        place=place,
        date=date,
        level=level_of((verb,), verb, who),
        form=TalkForm.CALL if call else TalkForm.IN_PERSON if verb.lemma_.lower() != "speak" else None,
        announced_by=announcer_of(actors, verb, standing),
        journey=journey is not None,
    )
    caller = attendance_of(actors, subject_of(verb))
    yield from (replace(met, who=each) for each in _calls(caller, who)) if call else (met,)


def _calls(caller: Attendance, who: Attendance) -> list[Attendance]:
    """Those who spoke by telephone: whoever rings up several people makes a call to each."""
    called = [one for one in who.parties if one not in caller.parties]
    several = len(caller.parties) == 1 and len(called) > 1 and len(who.people) == len(who.parties)
    people = zip(called, who.people[1:], strict=True) if several else ()
    return [Attendance((*caller.parties, one), (who.people[0], person)) for one, person in people] or [who]


def _of_visit(actors: Actors, by_governor: Dates, dates: tuple[DatePhrase, ...], token: Token) -> Iterator[Encounter]:
    told = (one for one in visits_of(actors, token) if not _is_habit(one.told_by))
    visits = [one for one in told if not _is_to_meet(actors, one.told_by)]
    goals = [one.goal for one in visits if one.goal is not None] if len(visits) > 1 else []
    apart = _in_order([_day_behind(goal, dates) for goal in goals])
    for number, visit in enumerate(visits):
        yield Encounter(
            token=token.i,
            evidence=evidence_of(actors, (token,), visit.told_by, None),
            standing=visit.standing,
            strong=False,
            who=visit.who,
            place=visit.place,
            date=apart[number] if any(apart[:-1]) else _day_of_visit(by_governor, token, visit),
            level=level_of((token,), visit.told_by, visit.who),
            form=TalkForm.IN_PERSON,
            journey=True,
        )


def _in_order(days: list[DatePhrase | None]) -> list[DatePhrase | None]:
    """The days of one journey; without one that is read as before the place that was named first."""
    first = next((one.value for one in days if one is not None and one.value), "")
    return [None if one is not None and one.value and one.value < first else one for one in days]


def _day_behind(goal: Token, dates: tuple[DatePhrase, ...]) -> DatePhrase | None:
    """The day of one of several places: "to Oslo on Monday and Quito on Friday"."""
    near = (one for one in dates if 0 < one.first - goal.i <= _BEHIND)
    between = {"on", "in"}
    return next((one for one in near if all(word.lower_ in between for word in goal.doc[goal.i + 1 : one.first])), None)


def _day_of_visit(dates: Dates, token: Token, visit: Visit) -> DatePhrase | None:
    told = next((dates[one.i] for one in (token, *governed(token, "for", "on")) if one.i in dates), None)
    if told is not None or is_of(visit.told_by, "cancel", "schedule", "saying"):
        return told
    at = (visit.told_by, finite_over(visit.told_by))  # «On Sunday Lind is to fly to Peru»
    return next((dates[one.i] for one in at if one.i in dates), None)


def _is_habit(verb: Token) -> bool:
    """As in "has met him repeatedly": no one meeting."""
    return any(child.dep_ == "advmod" and child.lower_ in adjectives("habitual") for child in verb.children)


def _is_to_meet(actors: Actors, journey: Token) -> bool:
    """Whether those are told whom a journey was made to meet: they, not the country, are met."""
    purposes = [child for child in journey.children if child.dep_ in ("xcomp", "advcl") and _journey_of(child)]
    return any(len(met.parties) > 1 for verb in purposes if (met := who_meets(actors, verb)) is not None)


def _journey_of(verb: Token) -> Token | None:
    """As in "travelled to X to meet Y": the verb of the journey whose purpose the meeting was."""
    to_meet = any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)
    return verb.head if to_meet and verb.head.lemma_.lower() in verbs("travel") else None


def _clause_with_where(verb: Token) -> Token | None:
    """As in "was in X on Monday, where he met Y": the verb of the clause that names the place."""
    return clause_over(verb.head) if verb.dep_ == "relcl" and is_there(verb) else None


def _place_of_journey(actors: Actors, verb: Token) -> str | None:
    journey = _journey_of(verb)
    return destination_of(actors, journey) if journey is not None else None
