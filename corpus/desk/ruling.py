"""From names and reports that an editor gives to what is ruled across articles: of parties, of people, of rounds."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from corpus.asking.names import resolve
from corpus.errors import DecisionError
from corpus.keepings import AnyRuling, PartyRuling, PeopleRuling, RoundRuling, Told
from corpus.linking.decided import as_read, bounds
from corpus.linking.people import fold
from corpus.linking.selectors import select
from corpus.models import Answer, Ask, Entity, Record, TalkAccount, TalkFilter
from corpus.names.likeness.ids import party_id
from corpus.store import Corpus
from corpus.store.corrections import people_ruling

MOST_NAMED = 5
"""Candidates that a sentence names."""


class By(Record):
    """Who says so, and why."""

    name: str
    why: str = ""


class Where(Record):
    """In these articles, by their ids, or in whatever this outlet prints."""

    articles: tuple[str, ...] = ()
    outlet: str = ""


def told_of(one: AnyRuling) -> str:
    """A ruling in words; of whom may not be named by now, only what was ruled."""
    if isinstance(one, PartyRuling):
        if not one.name:
            return "A party that may not be named now"
        where = f" in {one.outlet or f'{len(one.articles)} articles'}" if one.what == "apart" else ""
        return f"{one.name}: no party" if one.what == "nobody" else f"{one.name}: the party {one.other_name}{where}"
    if isinstance(one, RoundRuling):
        return f"{one.label}: two rounds"
    where = f" in {len(one.articles)} articles" if one.articles else ""
    return f"{one.label or 'Who may not be named now'}: {_PEOPLE[one.what]}{where}"


_PEOPLE = {"one": "one person", "apart": "two people", "another": "two people", "nobody": "no person"}


# --- whom a name means ------------------------------------------------------------------------------------------------


def person_meant(typed: str, corpus: Corpus) -> Entity:
    """The one person that a name or an id means. Raises `DecisionError` for nobody, for several and for a party."""
    return _meant(typed, corpus, "person")


def party_meant(typed: str, corpus: Corpus) -> Entity:
    """The one party that a name or an id means. Raises `DecisionError` for none, for several and for a person."""
    return _meant(typed, corpus, "party")


def party_called(typed: str, corpus: Corpus) -> Entity:
    """The party that a name means, or one of that name that no article has yet. Raises `DecisionError` for several."""
    found = resolve(" ".join(typed.split()), corpus)
    if isinstance(found, Answer) and found.entity.kind == "party" and found.match in ("exact", "alias"):
        return found.entity
    if isinstance(found, Ask) and any(one.kind == "party" for one in found.candidates):
        return party_meant(typed, corpus)
    name = " ".join(typed.split())
    if not name:
        raise DecisionError("Name the party that it is.")
    return Entity(id=party_id(name), kind="party", name=name)


def _meant(typed: str, corpus: Corpus, kind: str) -> Entity:
    found = resolve(" ".join(typed.split()), corpus)
    if isinstance(found, Answer) and found.entity.kind == kind:
        return found.entity
    if isinstance(found, Ask):
        told = ", ".join(one.id for one in found.candidates[:MOST_NAMED])
        raise DecisionError(f"“{typed}” may be several; give one by its id: {told}.")
    named = [one for one in corpus.bearing(typed) if one.kind == kind and fold(typed) == fold(one.name)]
    if len(named) == 1:  # others may have the better right to the name
        return named[0]
    raise DecisionError(f"No {kind} is called “{typed}” in the articles.")


# --- parties ----------------------------------------------------------------------------------------------------------


def party_is(party: Entity, other: str, corpus: Corpus, by: By) -> PartyRuling:
    """Two that are one: whatever is said of `party` is said of the `other`."""
    return _of_party("one", party, by, **_other(other, corpus))


def party_is_apart(party: Entity, other: str, where: Where, corpus: Corpus, by: By) -> PartyRuling:
    """One that is two: there it is the `other`."""
    return _of_party("apart", party, by, articles=where.articles, outlet=where.outlet, **_other(other, corpus))


def party_is_none(party: Entity, by: By) -> PartyRuling:
    """What is no party at all."""
    return _of_party("nobody", party, by)


def _of_party(what: Any, party: Entity, by: By, **more: Any) -> PartyRuling:
    said = {"by": by.name, "why": by.why, "at": datetime.now(UTC)}
    return PartyRuling(what=what, party=party.id, name=party.name, **more, **said)


def _other(typed: str, corpus: Corpus) -> dict[str, str]:
    other = party_called(typed, corpus)
    return {"other": other.id, "other_name": other.name}


# --- people -----------------------------------------------------------------------------------------------------------


def people_are_one(one: Entity, other: Entity, corpus: Corpus, by: By) -> PeopleRuling:
    if one.id == other.id:
        raise DecisionError("Choose another person who is the same.")
    spelled = corpus.corrections.spellings
    label = f"{one.name} = {other.name}"
    return people_ruling("one", spelled(one.id), spelled(other.id), label=label, by=by.name, why=by.why)


def spelling_is_another(one: Entity, key: str, corpus: Corpus, by: By) -> PeopleRuling:
    """Who is printed with that key, or under that name, is not this person."""
    spelled = corpus.corrections.spellings(one.id)
    part = [each for each in spelled if key in (each.bearer, each.name)]
    if not part or len(part) == len(spelled):
        raise DecisionError("Choose one of several spellings that is somebody else's.")
    return people_ruling("apart", part, label=f"{part[0].name} ≠ {one.name}", by=by.name, why=by.why)


def namesake(one: Entity, articles: Sequence[str], told_apart: str, corpus: Corpus, by: By) -> PeopleRuling:
    """In these articles it is somebody else of the same name and party, told apart by a word."""
    spelled = corpus.corrections.spellings(one.id)
    known = {row.source.id for row in corpus.person(one.id)}
    if not articles or not known.issuperset(articles):
        raise DecisionError(f"Choose among the articles that name {one.name}.")
    label = f"{one.name} ({' '.join(told_apart.split())}) ≠ {one.name}"
    keys = tuple(dict.fromkeys(each.bearer for each in spelled))
    made = people_ruling("another", spelled, label=label, by=by.name, why=by.why, articles=tuple(articles))
    return made.model_copy(update={"keys": keys, "told_apart": told_apart})


def is_nobody(one: Entity, corpus: Corpus, by: By) -> PeopleRuling:
    spelled = corpus.corrections.spellings(one.id)
    return people_ruling("nobody", spelled, label=one.name, by=by.name, why=by.why)


# --- rounds -----------------------------------------------------------------------------------------------------------


def accounts_beside(account: TalkAccount, corpus: Corpus) -> tuple[TalkAccount, ...]:
    """Every account of the round that one is of, itself included."""
    rounds = corpus.talks(TalkFilter(reported_in=(account.source.id,)))
    found = (one.accounts for one in rounds if account.key in {each.key for each in one.accounts})
    return next(found, (account,))


def two_rounds(accounts: Sequence[TalkAccount], other: Sequence[TalkAccount], corpus: Corpus, by: By) -> RoundRuling:
    """Of the accounts of a round the `other` ones are of another."""
    keys = {one.key for one in other}
    left = [one for one in accounts if one.key not in keys]
    if not left or not other:
        raise DecisionError("Choose some of the reports, not none and not all: these are of another round.")
    label = f"{', '.join(left[0].talk.party_names) or 'talks'}, {left[0].talk.date or 'no day'}"
    told = ([_told(one, corpus) for one in some] for some in (left, other))
    one, more = map(tuple, told)
    return RoundRuling(one=one, other=more, label=label, by=by.name, why=by.why, at=datetime.now(UTC))


def _told(account: TalkAccount, corpus: Corpus) -> Told:
    article = corpus.article(account.source.id)
    start, end = bounds(account.talk)
    if article is None or start == end:
        raise DecisionError("No words of a report show these talks, so nothing can be said of them that would stick.")
    of = select(article.text, start, end)
    return Told(article_id=account.source.id, of=of, as_read=as_read(account.talk))
