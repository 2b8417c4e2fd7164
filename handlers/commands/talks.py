"""/talks: which talks there were, and what is known of one round."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from corpus.knowledge.gazetteer import PartyEntry, fold, party_named
from corpus.models import Answer, Ask, Entity, Record, Round, Talk, TalkFilter, Unknown
from handlers.blocks.kit import (
    Button,
    Element,
    actions,
    bullets,
    context,
    counted,
    header,
    letters,
    line,
    listed,
    note,
    reply,
    rich,
    short,
)
from handlers.blocks.pages import page, place, turning
from handlers.blocks.reply import Reply
from handlers.commands.disambiguation import guarded, is_empty, nobody, nothing_read, ways_to, which_one
from handlers.commands.next_steps import first_few
from handlers.commands.round_page import account_of
from handlers.commands.rounds import AHEAD, TALKED, one_liner, opening, title_of, when
from handlers.texts import wording
from handlers.typed_dates import days_of, take_date
from handlers.words import Asked, parties, resolve

if TYPE_CHECKING:
    from corpus.store import Corpus

MOST_LINES = 10
WIDOWS = 2  # talks that are not worth a page of their own


class Which(Record):
    """The talks that the words ask for; `people` took part in them.

    `latest` wants only the newest held, `ahead` those that were planned or proposed when their sources were printed.
    """

    where: TalkFilter = TalkFilter()
    people: tuple[Entity, ...] = ()
    latest: bool = False
    ahead: bool = False
    told: str = ""


class Found(NamedTuple):
    """What the words ask for, and every round of talks that it is: one where only the latest is wanted."""

    which: Which
    rounds: tuple[Round, ...]


def answer(words: str, corpus: "Corpus") -> Reply:
    """The latest talks held, all talks newest first, or those of a place, a date or parties."""
    return guarded("talks", words, corpus, _answer)


def _answer(asked: Asked, corpus: "Corpus") -> Reply:
    found = find(asked, corpus)
    if isinstance(found, Reply):
        return found
    which, rounds = found
    is_latest = which.latest and rounds[0].talk.status in TALKED
    if len(rounds) == 1 and (which.told or is_latest):
        return account_of(rounds[0], corpus)
    return _listed(which, rounds, asked, corpus)


def find(asked: Asked, corpus: "Corpus") -> Found | Reply:
    """The talks asked for, at least one; else the answer that says why there are none, or asks who is meant."""
    which = read_which(asked.words, corpus)
    if isinstance(which, Ask):
        return which_one("talks", which, corpus, bounds=asked.bounds)
    if isinstance(which, Unknown):
        return nobody("talks", which, corpus, bounds=asked.bounds)
    which = which.model_copy(update={"told": " ".join(part for part in (which.told, asked.window) if part)})
    rounds = tuple(one for one in corpus.talks(which.where) if _is_meant(one, which) and _within(one, asked))
    latest = latest_held(rounds) if which.latest else None
    if latest or rounds:
        return Found(which, (latest,) if latest else rounds)
    return nothing_read() if is_empty(corpus) else _nothing(which, corpus)


def _within(one: Round, asked: Asked) -> bool:
    """Whether one account at least has the talks on a day that was asked for; without a date they are on none."""
    if not asked.window:
        return True
    days = (_days(talk) for talk in (one.talk, *(account.talk for account in one.accounts)))
    first, last = asked.since or date.min, asked.until or date.max
    return any(span is not None and span[0] <= last and span[1] >= first for span in days)


def _days(talk: Talk) -> tuple[date, date] | None:
    start, end = days_of(talk.date), days_of(talk.date_end)
    return (start[0], max(start[1], end[1]) if end else start[1]) if start else None


def read_which(words: str, corpus: "Corpus") -> Which | Ask | Unknown:
    """What is asked for: "latest", "next", a date, a place where talks were, parties or people, in any order.

    `Ask` and `Unknown` when words are left that mean none of these for certain.
    """
    typed = {word.casefold() for word in words.split()}
    latest, coming = wording().typed["latest"], wording().typed["next"]
    kept = [word for word in words.split() if word.casefold() not in latest | coming]
    date, rest = take_date(" ".join(kept))
    where, rest = _take_place(rest, corpus)
    named = parties(rest, corpus)
    entities = list(named.entities)
    if named.rest:
        found = resolve(named.rest, corpus)
        if not isinstance(found, Answer):
            return found
        entities.append(found.entity)
    which = _which(date, where, entities)
    ahead = bool(typed & coming)
    told = f"planned or proposed {which.told}".strip() if ahead else which.told
    return which.model_copy(update={"latest": bool(typed & latest) and not ahead, "ahead": ahead, "told": told})


def _which(date: str | None, where: str | None, entities: list[Entity]) -> Which:
    states = tuple(one for one in entities if one.kind == "party")
    people = tuple(one for one in entities if one.kind == "person")
    whom = listed([short(one.name) for one in entities])
    parts = [_in(date), f"at {where}" if where else "", f"with {whom}" if whom else ""]
    filtered = TalkFilter(date=date, place=where, party_ids=tuple(one.id for one in states))
    return Which(where=filtered, people=people, told=" ".join(part for part in parts if part))


def _in(date: str | None) -> str:
    return f"{'on' if len(date) > len('2022-03') else 'in'} {when(date, None)}" if date else ""


def _take_place(words: str, corpus: "Corpus") -> tuple[str | None, str]:
    """The longest name of a place of talks that stands in the words, and the words without it.

    A country is a party first: it is a place only where it stands alone and has held no talks.
    """
    tokens = words.split()
    countries = {place: entry for place in corpus.places() if (entry := _country(place))}
    known = {
        place.casefold(): place
        for place in corpus.places()
        if place not in countries or (len(tokens) == 1 and not _has_talked(countries[place], corpus))
    }
    for length in range(len(tokens), 0, -1):
        for start in range(len(tokens) - length + 1):
            name = " ".join(tokens[start : start + length]).casefold().strip(",")
            if name in known:
                return known[name], " ".join(tokens[:start] + tokens[start + length :])
    return None, words


def _country(place: str) -> PartyEntry | None:
    """The party whose very name the place is, as it is for a country, and not for a capital."""
    entry = party_named(place)
    return entry if entry and fold(place) in map(fold, (entry.name, *entry.names)) else None


def _has_talked(entry: PartyEntry, corpus: "Corpus") -> bool:
    return bool(corpus.talks(TalkFilter(party_ids=(f"party:{entry.id}",))))


def latest_held(rounds: tuple[Round, ...]) -> Round | None:
    """The newest round that took place or is under way: told in full rather than recalled or summed up."""
    held = [one for one in rounds if one.talk.status in TALKED]
    single = [one for one in held if not one.talk.several]
    told = [one for one in single if not one.talk.background]
    return next(iter([*told, *single, *held]), None)


def _is_meant(one: Round, which: Which) -> bool:
    names = {participant.name.casefold() for participant in one.talk.participants}
    there = ({name.casefold() for name in (person.name, *person.aliases)} & names for person in which.people)
    return all(there) and (one.talk.status in AHEAD or not which.ahead)


def _listed(which: Which, rounds: tuple[Round, ...], asked: Asked, corpus: "Corpus") -> Reply:
    shown = page(rounds, asked.page, lambda one: (rich(line(*_line(one))),), most=MOST_LINES, widows=WIDOWS)
    told = f"{counted(len(rounds), 'entry', 'entries')}, newest first"
    told = f"{told}{'; ' + place(shown) if place(shown) else ''}."
    if which.ahead:
        told = f"{told} As they stood when the sources were printed."
    if which.latest:
        told = f"No talks that were held are in the corpus. {told}"
    title = f"Talks {which.told}" if which.told else "Talks"
    entries = rich(bullets(line(*_line(one)) for one in shown.items))
    leafing = turning(shown, f"/talks {asked.words}".strip() + asked.bounds)
    opened = (opening(one, corpus) for one in shown.items)
    ways = [*leafing, Button("The latest", "/talks latest"), *(button for button in opened if button)]
    text = " ".join([f"{title}: {told}", *(f"{one_liner(one)}." for one in shown.items)])
    blocks = [header(title), context(told), entries, *actions(first_few(ways))]
    return reply(text, blocks, records=len(shown.records))


def _line(one: Round) -> list[Element]:
    title = title_of(one.talk)
    return [letters(title, bold=True), letters(one_liner(one).removeprefix(title))]


def _nothing(which: Which, corpus: "Corpus") -> Reply:
    sentence = f"No talks {which.told} in the corpus." if which.told else "No talks in the corpus."
    ways = [Button("All talks", "/talks")] if which.told and corpus.talks() else []
    ways += ways_to("positions", which.where.party_ids[:2], corpus)
    return reply(sentence, [note(sentence), *actions(ways)])
