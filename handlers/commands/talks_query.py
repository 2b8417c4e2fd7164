"""What the words of /talks mean: the latest or the next, a day, a place, parties, people, or words of their reports."""

from typing import Literal

from corpus.asking.dates import take_date, take_month
from corpus.asking.names import leading, parties, resolve
from corpus.asking.rounds import country, has_talked
from corpus.excerpts import short
from corpus.models import Answer, Ask, Entity, Record, TalkFilter, Unknown
from corpus.names.index.near_words import nearest
from corpus.store import Corpus
from handlers.blocks.text import joined, listed
from handlers.commands.rounds import when
from handlers.texts import say, texts

View = Literal["", "latest", "next", "said", "sources", "timeline"]


class Which(Record):
    """The talks that the words ask for: `where` has all of it, the `people` who took part and the `words` too.

    `view` is what of them is wanted: the newest held, those ahead when their sources were printed, who said what in the
    reports of a round, its sources, or all of them over time.
    """

    where: TalkFilter = TalkFilter()
    people: tuple[Entity, ...] = ()
    words: str = ""
    view: View = ""
    told: str = ""


def read_which(words: str, corpus: Corpus) -> Which | Ask | Unknown:
    """What is asked for: "latest", "next", a date, a place where talks were, parties or people, in any order.

    Words that are left and name nobody are looked for in the reports of talks. `Ask` and `Unknown` when they mean
    nothing for certain.
    """
    views: tuple[View, ...] = ("said", "sources", "timeline", "next", "latest")
    typed = {word.casefold() for word in words.split()}
    view: View = next((one for one in views if typed & texts().typed[one]), "")
    kept = [word for word in words.split() if not any(word.casefold() in texts().typed[one] for one in views)]
    date, rest = _take_date(" ".join(kept), corpus)
    where, rest = _take_place(rest, date, corpus)
    known = parties(rest, corpus)
    entities, left = list(known.entities), without_preposition(known.rest)
    near = nearest(left, corpus.places()) if left and not where else None
    where, left = (near, "") if near else (where, left)
    found = resolve(left, corpus) if left else None
    reported = isinstance(found, Unknown) and bool(corpus.rounds(TalkFilter(words=left)))
    if isinstance(found, Answer):
        entities, left = [*entities, found.entity], ""
    elif found and not reported:
        return found
    which = _which(date, where, entities, left)
    told = say("ahead", which=which.told).strip() if view == "next" else which.told
    return which.model_copy(update={"view": view, "told": told})


def _take_date(words: str, corpus: Corpus) -> tuple[str | None, str]:
    """The date in the words; a month alone is the newest of that name in which there were talks."""
    date, rest = take_date(words)
    month, others = take_month(rest) if date is None else (None, rest)
    held = corpus.talks(TalkFilter(month=month, limit=1)) if month else ()
    newest = next((one.talk.date[:7] for one in held if one.talk.date), None)
    return (newest, others) if newest else (date, rest)


def without_preposition(words: str) -> str:
    first, _, rest = words.partition(" ")
    return rest.removeprefix("the ") if first.casefold() in leading() else words


def _which(date: str | None, where: str | None, entities: list[Entity], words: str) -> Which:
    states = tuple(one for one in entities if one.kind == "party")
    people = tuple(one for one in entities if one.kind == "person")
    whom = listed([short(one.name) for one in entities])
    on = f"{'on' if len(date) > len('2022-03') else 'in'} {when(date, None)}" if date else ""
    with_words = say("with_words", words=short(words)) if words else ""
    told = joined(on, f"at {where}" if where else "", f"with {whom}" if whom else "", with_words, by=" ")
    filtered = TalkFilter(
        date=date,
        place=where,
        party_ids=tuple(one.id for one in states),
        people=tuple((one.name, *one.aliases) for one in people),
        words=words,
    )
    return Which(where=filtered, people=people, words=words, told=told)


def _take_place(words: str, date: str | None, corpus: Corpus) -> tuple[str | None, str]:
    """The longest name of a place of talks that stands in the words, and the words without it.

    A country is a party first: it is a place only where it stands alone and has held no talks then.
    """
    tokens = words.split()
    known = {place.casefold(): place for place in corpus.places() if len(tokens) == 1 or not country(place)}
    if len(tokens) == 1 and has_talked(known.get(words.casefold().strip(","), ""), date, corpus):
        return None, words
    for length in range(len(tokens), 0, -1):
        for start in range(len(tokens) - length + 1):
            name = " ".join(tokens[start : start + length]).casefold().strip(",")
            if name in known:
                return known[name], " ".join(tokens[:start] + tokens[start + length :])
    return None, words
