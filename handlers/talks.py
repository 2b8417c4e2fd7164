"""/talks: which talks there were, and what is known of one round."""

from typing import TYPE_CHECKING

from corpus.models import Answer, Ask, Entity, Record, Round, TalkFilter, Unknown
from handlers.account import account_of
from handlers.blocks import (
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
from handlers.choices import guarded, is_empty, nobody, nothing_read, ways_to, which_one
from handlers.pages import page, place, turning
from handlers.reply import Reply
from handlers.rounds import TALKED, one_liner, title_of, when
from handlers.typed_dates import take_date
from handlers.words import Asked, parties, resolve

if TYPE_CHECKING:
    from corpus.store import Corpus

LATEST = frozenset({"latest", "last", "newest", "recent", "now"})
MOST_LINES = 10


class Which(Record):
    """The talks that the words ask for; `people` took part in them, `latest` wants only the newest held."""

    where: TalkFilter = TalkFilter()
    people: tuple[Entity, ...] = ()
    latest: bool = False
    told: str = ""


def answer(words: str, corpus: "Corpus") -> Reply:
    """The latest talks held, all talks newest first, or those of a place, a date or parties."""
    return guarded("talks", words, corpus, _answer)


def _answer(asked: Asked, corpus: "Corpus") -> Reply:
    which = read_which(asked.words, corpus)
    if isinstance(which, Ask):
        return which_one("talks", which, corpus)
    if isinstance(which, Unknown):
        return nobody("talks", which, corpus)
    rounds = tuple(one for one in corpus.talks(which.where) if _with_all(one, which.people))
    latest = latest_held(rounds) if which.latest else None
    if latest:
        return account_of(latest, corpus)
    if not rounds:
        return nothing_read() if is_empty(corpus) else _nothing(which, corpus)
    if len(rounds) == 1 and which.told:
        return account_of(rounds[0], corpus)
    return _listed(which, rounds, asked, corpus)


def read_which(words: str, corpus: "Corpus") -> Which | Ask | Unknown:
    """What is asked for: "latest", a date, a place where talks were, parties or people, in any order.

    `Ask` and `Unknown` when words are left that mean none of these for certain.
    """
    kept = [word for word in words.split() if word.casefold() not in LATEST]
    latest = len(kept) < len(words.split())
    date, rest = take_date(" ".join(kept))
    where, rest = _take_place(rest, corpus)
    named = parties(rest, corpus)
    entities = list(named.entities)
    if named.rest:
        found = resolve(named.rest, corpus)
        if not isinstance(found, Answer):
            return found
        entities.append(found.entity)
    return _which(date, where, entities, latest)


def _which(date: str | None, where: str | None, entities: list[Entity], latest: bool) -> Which:
    states = tuple(one for one in entities if one.kind == "party")
    people = tuple(one for one in entities if one.kind == "person")
    whom = listed([short(one.name) for one in entities])
    parts = [_in(date), f"at {where}" if where else "", f"with {whom}" if whom else ""]
    filtered = TalkFilter(date=date, place=where, party_ids=tuple(one.id for one in states))
    return Which(where=filtered, people=people, latest=latest, told=" ".join(part for part in parts if part))


def _in(date: str | None) -> str:
    return f"{'on' if len(date) > len('2022-03') else 'in'} {when(date, None)}" if date else ""


def _take_place(words: str, corpus: "Corpus") -> tuple[str | None, str]:
    """The longest name of a place of talks that stands in the words, and the words without it."""
    tokens = words.split()
    known = {place.casefold(): place for place in corpus.places()}
    for length in range(len(tokens), 0, -1):
        for start in range(len(tokens) - length + 1):
            name = " ".join(tokens[start : start + length]).casefold().strip(",")
            if name in known:
                return known[name], " ".join(tokens[:start] + tokens[start + length :])
    return None, words


def latest_held(rounds: tuple[Round, ...]) -> Round | None:
    """The newest round that took place or is under way: told in full rather than recalled or summed up."""
    held = [one for one in rounds if one.talk.status in TALKED]
    single = [one for one in held if not one.talk.several]
    told = [one for one in single if not one.talk.background]
    return next(iter([*told, *single, *held]), None)


def _with_all(one: Round, people: tuple[Entity, ...]) -> bool:
    names = {participant.name.casefold() for participant in one.talk.participants}
    return all({name.casefold() for name in (person.name, *person.aliases)} & names for person in people)


def _listed(which: Which, rounds: tuple[Round, ...], asked: Asked, corpus: "Corpus") -> Reply:
    shown = page(rounds, asked.page, lambda one: (rich(line(*_line(one))),), most=MOST_LINES)
    told = f"{counted(len(rounds), 'entry', 'entries')}, newest first"
    told = f"{told}{'; ' + place(shown) if place(shown) else ''}."
    if which.latest:
        told = f"No talks that were held are in the corpus. {told}"
    title = f"Talks {which.told}" if which.told else "Talks"
    entries = rich(bullets(line(*_line(one)) for one in shown.items))
    opening = [button for one in shown.items if (button := _open(one, rounds, corpus))][:5]
    buttons = [*turning(shown, f"/talks {asked.words}".strip()), Button("The latest", "/talks latest"), *opening]
    text = " ".join([f"{title}: {told}", *(f"{one_liner(one)}." for one in shown.items)])
    return reply(text, [header(title), context(told), entries, *actions(buttons)])


def _line(one: Round) -> list[Element]:
    title = title_of(one.talk)
    return [letters(title, bold=True), letters(one_liner(one).removeprefix(title))]


def _open(one: Round, rounds: tuple[Round, ...], corpus: "Corpus") -> Button | None:
    """A button that opens this round, if date, place and parties together tell it from the others."""
    talk = one.talk
    if not talk.date:
        return None
    alike = [
        other for other in rounds if (other.talk.date, other.talk.place) == (talk.date, talk.place) and other != one
    ]
    command = " ".join(part for part in ("/talks", short(talk.place), talk.date) if part)
    return None if alike else Button(f"{title_of(talk)}, {when(talk.date, talk.date_end)}", command)


def _nothing(which: Which, corpus: "Corpus") -> Reply:
    sentence = f"No talks {which.told} in the corpus." if which.told else "No talks in the corpus."
    ways = [Button("All talks", "/talks")] if which.told and corpus.talks() else []
    ways += ways_to("positions", which.where.party_ids[:2], corpus)
    return reply(sentence, [note(sentence), *actions(ways)])
