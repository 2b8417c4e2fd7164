"""Where talks take place: the place that a sentence ties to them, and no other that it names."""

from collections.abc import Iterable, Iterator
from functools import partial

from corpus.document.entities.actors import Actors
from corpus.document.syntax import conjuncts, nouns_behind, subject_of
from corpus.document.tokens import Token
from corpus.extract.talks.attendance import attendance_of, governed, nouns
from corpus.extract.talks.sides import own_clauses
from corpus.extract.talks.standing import verbs
from corpus.extract.talks.talk_nouns import is_of_the_calendar, naming
from corpus.knowledge import read_table, words_of
from corpus.knowledge.gazetteer import party_named
from corpus.models import PartyKind

_words = partial(words_of, "talks.toml", "words")


def venue_of(actors: Actors, heads: Iterable[Token]) -> str | None:
    """The place that the first of these words to have one governs ("talks in Geneva", "met at a hotel in Doha")."""
    for head in heads:
        for noun in _located(head):
            place = place_named(actors, noun)
            if place is not None:
                return place
    return None


def destination_of(actors: Actors, verb: Token) -> str | None:
    """Where a journey leads first: "flew to Cairo", "visited Ankara", "arrived in Riyadh"."""
    return next((place for goal in goals_of(actors, verb) if (place := place_named(actors, goal))), None)


def goals_of(actors: Actors, verb: Token) -> list[Token]:
    """The words for where a journey leads, one for each place of it: "flew to Cairo on Monday and to Doha"."""
    arrives = ("in", "at") if verb.lemma_.lower() not in verbs("moving") else ()  # «went round in Lima»
    goals = [*governed(verb, "to", "into", "for", *arrives)]
    if verb.lemma_.lower() in ("visit", "leave", "reach"):
        # "neighbouring" in «visited neighbouring X» is a verb to the parse
        behind = (child for child in verb.children if child.dep_ == "xcomp" and child.tag_ == "VBG")
        goals += [child for one in (verb, *behind) for child in one.children if child.dep_ == "dobj"]
    first = next((goal for goal in goals if place_named(actors, goal)), None)
    if first is None:
        return []
    return [one for goal in (first, *_goals_behind_days(verb)) for one in listed_with(goal)]


def _goals_behind_days(verb: Token) -> Iterator[Token]:
    """More places, each behind the day of the one before: "to Cairo on Monday and Doha on Friday", "and to Doha"."""
    for child in verb.children:
        for one in conjuncts(child) if child.dep_ == "prep" else ():
            if one is not child and one.lower_ in ("to", "into"):
                yield from nouns_behind(one)
    for day in governed(verb, "on", "in"):
        yield from (one for one in conjuncts(day) if is_of_the_calendar(day) and not is_of_the_calendar(one))


def listed_with(noun: Token) -> list[Token]:
    """A noun and those joined to it by "and"; none where only one of them is meant ("or")."""
    several = list(conjuncts(noun))
    return [] if any(child.lower_ == "or" for one in several for child in one.children) else several


def is_there(verb: Token) -> bool:
    """Whether a clause tells what was at the place before it: "in Oslo, where she met him"."""
    return any(child.lower_ == "where" for child in verb.children)


def venue_in_name(actors: Actors, talks: Token) -> str | None:
    """The place in "the Istanbul talks": the name right before the noun, if it is no party, person or subject."""
    number = talks.i - 1
    if number < 0:
        return None
    name = actors.parse.doc[number]
    if name.head.i != talks.i or name.dep_ not in ("compound", "nmod", "amod", "nsubj", "poss"):
        return None
    mention = actors.mentions.at(number)
    if mention is not None and (mention.form != "seat" or mention.acts):
        return None
    if name.dep_ == "poss" or name.pos_ != "PROPN" or _is_only_talked_about(actors, name):
        return None
    if mention is None and (name.is_sent_start or _names_a_subject(actors, name)):
        return None
    return place_named(actors, name)


def place_named(actors: Actors, noun: Token) -> str | None:
    """The name of the place that a noun is the head of; None if it is no place."""
    inner = next((place for place in (place_named(actors, one) for one in _nested(noun)) if place), None)
    if noun.pos_ != "PROPN" or inner is not None:
        return inner
    number = noun.i
    if _is_somebody(actors, number) or is_of_the_calendar(noun):
        return None
    first = number
    doc = actors.parse.doc
    while (
        first
        and doc[first - 1].head.i == number
        and doc[first - 1].dep_ == "compound"
        and doc[first - 1].text[:1].isupper()
    ):
        first -= 1
    while first > 1 and doc[first - 1].text == "-" and doc[first - 2].text[:1].isupper():
        first -= 2  # «Crans-Montana»
    name = actors.parse.span(first, number).text
    if name in _words("not_places") or not name[:1].isupper():
        return None
    return None if _is_body(name) else _alias(name)


def _is_somebody(actors: Actors, number: int) -> bool:
    """Whether a token is part of the name of a person of whom the article says anything."""
    person = actors.person_at.get(number)
    return person is not None and bool(person.party_name or person.role or len(person.mentions) > 1)


def is_within(place: str, other: str) -> bool:
    """Whether the first is a seat of the country that the second names ("Kyiv", "Ukraine"), or both are the same."""
    if place.casefold() == other.casefold():
        return True
    country, seat = party_named(other), party_named(place)
    return country is not None and country is seat and place not in (country.name, *country.names)


def _located(head: Token) -> Iterator[Token]:
    """What a word governs by "in" and "at", itself or, as parses have it, through those who meet and how long."""
    for preposition in ("in", "at", *(("on",) if head.pos_ == "VERB" else ())):
        yield from governed(head, preposition)
    met = (child for child in head.children if child.dep_ == "dobj" and head.lemma_.lower() not in verbs("speak"))
    for partner in (*governed(head, "between", "with", "without", "alongside", "of", "by", "for", "to"), *met):
        for one in (partner, *partner.conjuncts, *(child for child in partner.children if child.dep_ == "appos")):
            if one.i > head.i:
                yield from governed(one, "in", "at")


def _nested(noun: Token) -> Iterator[Token]:
    """The name behind a word for a kind of place ("the city of Jeddah", "a hotel in Doha")."""
    if noun.pos_ == "PROPN" and not any(child.dep_ == "prep" and child.lower_ == "in" for child in noun.children):
        return
    yield from governed(noun, "in")
    if noun.lemma_.lower() in _words("kinds_of_place"):
        yield from governed(noun, "of")
        yield from (child for child in noun.lefts if child.dep_ == "compound")


def _names_a_subject(actors: Actors, name: Token) -> bool:
    """Whether the same word stands for a thing or a person elsewhere ("a Brexit deal"), and nowhere for a place."""
    if name.text in _words("not_places") or name.text.isupper():
        return True
    same = [token for token in actors.parse.doc if token.text == name.text and token.i != name.i]
    located = any(token.dep_ == "pobj" and token.head.lower_ in ("in", "at", "to") for token in same)
    return not located and any(_names_something_else(token) for token in same)


def _is_only_talked_about(actors: Actors, name: Token) -> bool:
    """Whether things happen at a place, by the article, and none of them is a journey, a meeting or words."""
    same = [token for token in actors.parse.doc if token.text == name.text and token.i != name.i]
    located = [token.head.head for token in same if token.dep_ == "pobj" and token.head.lower_ in ("in", "at", "to")]
    come = verbs("travel") | verbs("meet") | verbs("saying") | verbs("realise") | verbs("engage")
    return bool(located) and not any(one.lemma_.lower() in come or _is_talks(one) for one in located)


def _names_something_else(token: Token) -> bool:
    return token.dep_ in ("nsubj", "dobj", "poss") or (token.dep_ == "compound" and not _is_talks(token.head))


def _is_talks(noun: Token) -> bool:
    known = naming("strong") | naming("weak") | naming("counts") | {"talk"}
    return noun.lower_ in naming("strong") or noun.lemma_.lower() in known


def _is_body(name: str) -> bool:
    """Whether the name is one of an organisation or an armed group, in which nothing takes place."""
    entry = party_named(name)
    if entry is None:
        return False
    seats = {seat.casefold() for seat in entry.seats}
    return entry.kind != PartyKind.STATE and name.casefold() not in seats


def _alias(name: str) -> str:
    aliases: dict[str, str] = read_table("talks.toml")["words"]["place_aliases"]
    return aliases.get(name, name)


def place_of_host(actors: Actors, names: tuple[Token, ...], clause: Token | None) -> str | None:
    """The country that hosts talks is where they are, if no other place is told."""
    hosted = [clause, *(child for child in clause.children if child.lemma_ == "host")] if clause is not None else []
    for verb in [*own_clauses(names), *hosted]:
        if verb.lemma_.lower() != "host":
            continue
        passive = list(governed(verb, "by"))
        subject = subject_of(verb) if verb is clause and names[0].dep_ == "dobj" else None
        for noun in [*passive, *([subject] if subject is not None else [])]:
            host = attendance_of(actors, noun)
            if len(host.parties) == 1 and not host.people:
                return host.parties[0].name
    return _place_of_offer(actors, names[0])


def _place_of_offer(actors: Actors, noun: Token) -> str | None:
    """As in "ready to provide a venue for talks": then the talks would be with whoever offers it."""
    above = noun.head.head if noun.dep_ == "pobj" else None
    if above is None or above.lemma_.lower() not in nouns("venues"):
        return None
    hosts = attendance_of(actors, subject_of(above.head)).parties
    return hosts[0].name if len(hosts) == 1 else None
