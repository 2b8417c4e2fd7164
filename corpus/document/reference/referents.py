"""Whoever an article brings in, and where: people, capitals that may name one, and people who are only described.

The last two matter as rivals: "he" behind "A cobbler disagreed." is not the mayor of the sentence before.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from corpus.document.entities import Known, People, name_of
from corpus.document.entities.capitals import NameRun
from corpus.document.entities.given_names import sex_of
from corpus.document.entities.parties import Mentions
from corpus.document.entities.role_nouns import role_words
from corpus.document.furniture import ASIDE
from corpus.document.parse import OUTSIDE, Parse
from corpus.document.reference.offices import Offices
from corpus.document.syntax import is_called
from corpus.document.tokens import Token
from corpus.knowledge import words_of
from corpus.names.likeness.romanise import fold

GrammaticalRole = Literal["subject", "object", "possessive", "other"]
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_OBJECTS = frozenset({"dobj", "dative", "iobj", "agent"})
_WITHIN_A_NAME = frozenset({"compound", "flat", "appos", "nmod"})
_NO_MENTION = frozenset({"compound", "attr", "oprd", "appos", "npadvmod", "amod", "nmod"})
"""What a noun is said to be, or modifies: nobody new comes in by it."""


@dataclass(frozen=True, slots=True, eq=False)
class Referent:
    """Somebody whom the text has brought in. `name` is None where it only describes somebody by `noun`, at `token`."""

    name: str | None
    sex: str | None
    person: Known | None = None
    noun: str | None = None
    indefinite: bool = False
    token: int | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """Token `token` means a referent, in a grammatical role; `certainty` is below 1 only where a pronoun does.

    `top` is the token that the phrase hangs on the rest with: of "the director, Carl Gauss" the director.
    """

    token: int
    role: GrammaticalRole
    top: int
    pronoun: bool = False
    certainty: float = 1.0


def find_referents(offices: Offices) -> list[tuple[Trace, Referent]]:
    """Every mention that is no pronoun, in the order of the text, with whom it brings in."""
    parse, people = offices.parse, offices.people
    named = {id(person): Referent(name_of(parse, person), person.sex, person) for person in people.known}
    found = [
        *(
            (_trace_of(parse, run), named[id(person)])
            for person in people.known
            for run in person.runs
            if not _modifies(parse.doc[run.last])
        ),
        *_unread(parse, offices.mentions, people),
        *_described(offices, named),
    ]
    told = (pair for pair in found if parse.furniture_at(pair[0].token) not in ASIDE)
    return sorted(told, key=lambda pair: pair[0].token)


def sex_of_pronoun(token: Token) -> str | None:
    """Gives "m" or "f" for he and she in all their forms; None for any other word."""
    if token.lower_ in words_of("reference.toml", "men"):
        return "m"
    return "f" if token.lower_ in words_of("reference.toml", "women") else None


def top_of_name(token: Token) -> Token:
    """The token that a name hangs on the rest of its clause with."""
    while token.dep_ in _WITHIN_A_NAME and token.head.i != token.i:
        token = token.head
    return token


def role_of(token: Token) -> GrammaticalRole:
    top = top_of_name(token)
    while top.dep_ == "conj" and top.head.i != top.i:
        top = top.head
    if top.dep_ in SUBJECTS:
        return "subject"
    return "object" if top.dep_ in _OBJECTS else "possessive" if top.dep_ == "poss" else "other"


def _trace_of(parse: Parse, run: NameRun) -> Trace:
    """A name's trace; beside its office it does what the office does («the director, Carl Gauss, left»)."""
    role = run.role
    if role is None or role.last >= run.first:
        return _trace(parse, run.last)
    name = parse.doc[run.last]
    nouns = (token for token in parse.doc[role.first : role.last + 1] if token.lemma_.lower() == role.noun)
    noun = next(nouns, name)
    head = noun if role_of(noun) != "other" or role_of(name) == "other" else name
    return Trace(run.last, role_of(head), top_of_name(head).i)


def _modifies(name: Token) -> bool:
    """«the Byron campaign», «a Byron-Gauss ticket»: nobody comes in by a name that only tells what else is meant."""
    noun = name.head
    if name.i + 1 < len(name.doc) and name.nbor().text == "-" and not name.whitespace_:
        return True
    beside = name.dep_ in ("compound", "nmod") and noun.i == name.i + 1
    return beside and noun.pos_ == "NOUN" and noun.dep_ not in ("ROOT", "conj")


def _trace(parse: Parse, token: int) -> Trace:
    return Trace(token, role_of(parse.doc[token]), top_of_name(parse.doc[token]).i)


# --------------------------------------------------------------------------- capitals that may name somebody


def _unread(parse: Parse, mentions: Mentions, people: People) -> Iterator[tuple[Trace, Referent]]:
    """Runs of capitals by their last word, if one of them is a subject; those of one last word are one referent."""
    runs: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for first, last in _runs(parse, mentions, people):
        runs[parse.doc[last].text].append((first, last))
    for same in runs.values():
        name = max((parse.span(first, last).text for first, last in same), key=len)
        if _may_be_somebody(parse, same, name):
            given = fold(name)[:1]
            referent = Referent(" ".join(name.split()), sex_of(given[0]) if given else None)
            yield from ((_trace(parse, last), referent) for _, last in same)


def _runs(parse: Parse, mentions: Mentions, people: People) -> Iterator[tuple[int, int]]:
    """Runs of capitals; those right before a name are its title, those right behind it belong to it."""
    run: list[int] = []
    for at, token in enumerate(parse.doc):
        if token.tag_ == "NNP" and _is_unread(token) and mentions.at(at) is None and people.at(at) is None:
            run.append(at)
        elif run:
            described = any(people.described_at(one) for one in run)  # «Chair of the board Ada Byron»
            if not described and people.at(at) is None and people.at(max(0, run[0] - 1)) is None:
                yield run[0], run[-1]
            run = []


def _is_unread(token: Token) -> bool:
    named = token.text[:1].isupper() and len(token.text) > 1
    return named and token.lower_ not in role_words("other_capitals")


def _may_be_somebody(parse: Parse, runs: list[tuple[int, int]], name: str) -> bool:
    """Not an organisation, an office or an abbreviation, not "the Seine" or "in Ohio", and the subject of something."""
    words = name.lower().split()
    if name[-1:].isupper() or words[-1] in words_of("nouns.toml", "persons"):
        return False
    if any(word in role_words("organisations") for word in words):
        return False
    if any(parse.doc[last].head.lower_ in ("in", "at") for _, last in runs if parse.doc[last].dep_ == "pobj"):
        return False
    with_article = sum(first > 0 and parse.doc[first - 1].lower_ == "the" for first, _ in runs)
    acts = any(role_of(parse.doc[last]) == "subject" for _, last in runs)
    return acts and 3 * with_article <= len(runs)


# --------------------------------------------------------------------------- people who are only described


def _described(offices: Offices, named: Mapping[int, Referent]) -> Iterator[tuple[Trace, Referent]]:
    """«a cobbler», then "the cobbler": the last one brought in under that noun; "the mayor" is whoever is mayor."""
    parse = offices.parse
    roles = (run.role for person in offices.people.known for run in person.runs if run.role is not None)
    held = {at for role in roles for at in range(role.first, role.last + 1)}
    known: dict[str, Referent] = {}
    for token in parse.doc:
        if parse.inside[token.i] != OUTSIDE or token.i in held or not _is_described(token, offices.people):
            continue
        holder = offices.holder_of(token)
        if holder is not None:
            yield _trace(parse, token.i), named[id(holder)]
            continue
        noun, new = token.lemma_.lower(), offices.brings_in(token) or token.pos_ != "NOUN"
        if new or noun not in known:
            known[noun] = Referent(None, _sex_of_noun(noun), noun=noun, indefinite=new, token=token.i)
        yield _trace(parse, token.i), known[noun]


def _is_described(token: Token, people: People) -> bool:
    if token.lower_ in words_of("reference.toml", "stand_ins"):
        return token.dep_ in SUBJECTS
    if token.tag_ != "NN" or token.dep_ in _NO_MENTION or token.lemma_.lower() not in words_of("nouns.toml", "persons"):
        return False
    beside = [*(child.i for child in token.rights if child.dep_ == "appos"), token.i + 1, token.i]
    named = any(people.at(at) is not None for at in beside)
    named |= any(is_called(child) for child in token.rights)  # «her son, Luka,»
    return not named and not any(child.lower_ in words_of("reference.toml", "nobody") for child in token.lefts)


def _sex_of_noun(noun: str) -> str | None:
    return "m" if noun in role_words("men") else "f" if noun in role_words("women") else None
