"""Whom a text gives a quotation to: by a name where speakers are named, by a pronoun, by a name anywhere beside it."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpus.models import Answer, Ask, Entity
from corpus.quote_check import Quotation, described, names_in, pronoun, sayers
from corpus.store import Corpus

NAMES_LOOKED_UP = 12
LONGEST_NAME = 4
MOST_SAYERS = 3


class Sayer(NamedTuple):
    """A name that the text gives a quotation to, and the ids of everybody who may be meant by it."""

    name: str
    meant: frozenset[str] = frozenset()


class Given(NamedTuple):
    """Whom a text gives a quotation to: `named` people of the corpus, and `sayers`, parties and strangers.

    `surely` is False where they are only named beside it; `pronoun` is one of which nobody can tell whom it means;
    `described` are the words for somebody without a name.
    """

    named: tuple[Entity, ...] = ()
    sayers: tuple[Sayer, ...] = ()
    surely: bool = False
    pronoun: str = ""
    described: str = ""


def given(quotation: Quotation, corpus: Corpus) -> Given:
    """Whom the words beside a quotation give it to; nobody where they name none."""
    names = sayers(quotation.beside)[:MOST_SAYERS]
    if names:
        people = tuple(named_in(name, corpus) for name in names)
        others = (name for name, found in zip(names, people, strict=True) if not found)
        return Given(
            tuple({one.id: one for found in people for one in found}.values()),
            tuple(Sayer(name, _meant(name, corpus)) for name in others),
            surely=True,
        )
    if word := pronoun(quotation.beside):
        meant = _antecedent(word, quotation.before, corpus)
        return Given(meant, surely=True) if meant else Given(pronoun=word)
    return Given(named_in(quotation.beside, corpus), described=described(quotation.beside))


def _meant(name: str, corpus: Corpus) -> frozenset[str]:
    found = corpus.resolve(name)
    if isinstance(found, Answer):
        return frozenset({found.entity.id})
    return frozenset(one.id for one in found.candidates) if isinstance(found, Ask) else frozenset()


def _antecedent(word: str, before: Sequence[str], corpus: Corpus) -> tuple[Entity, ...]:
    """The one person whom the draft has named before; () where it has named several, or anybody who is not known."""
    for told in before:
        people = named_in(told, corpus)
        strangers = [name for name in names_in(told) if not _is_known(name, people, corpus)]
        if strangers or len(people) > 1:
            return ()
        if people:
            return people if _may_mean(word, people[0]) else ()
    return ()


def _is_known(name: str, people: Sequence[Entity], corpus: Corpus) -> bool:
    """Whether it is one of these people, a party or a place: nobody else may be meant."""
    if any(one in name.split() for person in people for one in person.name.split()):
        return True
    return isinstance(found := corpus.resolve(name), Answer) and found.entity.kind == "party"


def _may_mean(word: str, person: Entity) -> bool:
    """Whether a pronoun may mean somebody of this name; "they" may be anybody, and so means nobody for certain."""
    from corpus.document.entities.given_names import sex_of  # what is not asked for is not loaded
    from corpus.names.likeness.romanise import fold

    sexes = {"he": "m", "she": "f"}
    first = next(iter(fold(person.name)), "")
    return word.casefold() in sexes and sex_of(first) in (None, sexes[word.casefold()])


_NAME_WORD = re.compile(r"[^\W\d_][\w'’-]*")


def named_in(beside: str, corpus: Corpus) -> tuple[Entity, ...]:
    """The people whom some words name for certain, each once."""
    found: dict[str, Entity] = {}
    left = NAMES_LOOKED_UP
    for run in _capitalised(beside):
        at = 0
        while at < len(run) and left > 0:
            taken, entity, asked = _longest_name(run[at:], corpus, left)
            left -= asked
            at += taken
            if entity is not None and entity.kind == "person":
                found.setdefault(entity.id, entity)
    return tuple(found.values())


def _capitalised(text: str) -> Iterator[list[str]]:
    """Runs of words in capitals that only blanks part."""
    run: list[str] = []
    last = 0
    for word in _NAME_WORD.finditer(text):
        joined = not text[last : word.start()].strip()
        if run and not (joined and word.group()[0].isupper()):
            yield run
            run = []
        if word.group()[0].isupper():
            run.append(re.sub("['’]s?$", "", word.group()))
        last = word.end()
    if run:
        yield run


def _longest_name(run: Sequence[str], corpus: Corpus, most: int) -> tuple[int, Entity | None, int]:
    """How many words at the beginning are a name, whose, and how many look-ups it took; one word if they are none."""
    sizes = range(min(len(run), LONGEST_NAME), 0, -1)
    for asked, length in enumerate(sizes, 1):
        answer = corpus.resolve(" ".join(run[:length]))
        if isinstance(answer, Answer) and answer.match in ("exact", "alias"):
            return length, answer.entity, asked
        if asked >= most:
            break
    return 1, None, len(sizes)
