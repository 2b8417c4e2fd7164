"""Whom somebody speaks for: the party that the article gives a person or an unnamed source."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from corpus.document.entities.affiliations import (
    Names,
    domestic_party,
    in_full,
    is_body_of_state,
    name_before_role,
    organisation_after,
    organisation_from,
    owner_before,
    owner_of_role,
    party_of_letter,
)
from corpus.document.entities.leaders import party_led_by
from corpus.document.entities.parties import Mention, Mentions
from corpus.document.entities.roles import role_words
from corpus.document.parse import Parse
from corpus.models import PartyKind

if TYPE_CHECKING:
    from spacy.tokens import Token

    from corpus.document.entities.capitals import NameRun
    from corpus.document.entities.roles import Role

_HOME_STATE = re.compile(r",?\s*\(?([A-Z])-[A-Z]")
"""«Senate Majority Leader Mitch McConnell, R-Ky., said»"""


def party_of(names: Names, runs: Sequence["NameRun"]) -> str | None:
    """The id of the party that a person of these mentions speaks for; None where neither text nor knowledge tells.

    The role comes first ("Kremlin spokesman"), then what stands beside the name ("of Zambia"), a leader known to
    everybody, the army that an officer's article is about, and the ministry whose country the article has told.
    """
    roles = [role for run in runs for role in run.roles]
    told = (party_of_role(names, role) for role in roles)
    beside = (party for run in runs for party in _beside_name(names, run))
    fullest = max(runs, key=lambda run: len(run.words))
    return (
        next((party for party in told if party), None)
        or next((party for party in beside if party), None)
        or party_led_by(fullest.words)
        or _army(names, runs)
        or next((party for role in roles if (party := _party_of_office(names, role))), None)
    )


# --------------------------------------------------------------------------- what a role names


def party_of_role(names: Names, role: "Role") -> str | None:
    """The party that a role's phrase names; None for a role that was once held."""
    doc = names.doc
    if any(doc[at].lower_ in role_words("no_longer") for at in range(role.first, role.at)):
        return None
    described = role.last + 1 not in names.taken
    last = names.parse.sentence_of(doc[role.at]).end - 1 if described else role.last
    return party_in_phrase(names, role.first, role.at, role.last, last)


def party_of_institution(names: Names, first: int, last: int) -> str | None:
    """Whom a named institution speaks for: a body of a state for the state, where that is told; others themselves."""
    doc = names.doc
    while first < last and not doc[first].text[:1].isupper():
        first += 1
    words = [token.lower_ for token in doc[first : last + 1]]
    if not is_body_of_state(words):
        return domestic_party(names, last, last) or in_full(names, names.parse.span(first, last).text)
    mentions = (names.mentions.at(at) for at in range(first, last + 1))
    told = next((mention.party_id for mention in mentions if mention is not None), None)
    return told or party_of_body(names.parse, names.mentions, {*words, "government"}, first)


def party_in_phrase(names: Names, first: int, noun: int, last: int, end: int | None = None) -> str | None:
    """Whom a phrase names whose noun is token `noun`: its organisation, or the first party in it; `end` may go beyond.

    "the Iran director at the Crisis Group" is of the group; an envoy's goal is not the envoy's party.
    """
    doc = names.doc
    return (
        organisation_after(names, noun, last if end is None else end)
        or _campaign(names, first, noun)
        or _mentioned(names, first, noun, last)
        or domestic_party(names, first, last if doc[noun].lower_ in role_words("heads") else noun)
        or owner_of_role(names, first, noun)
        or name_before_role(names, first, noun)
    )


def _mentioned(names: Names, first: int, noun: int, last: int) -> str | None:
    doc = names.doc
    for at in range(first, last + 1):
        mention = names.mentions.at(at)
        if mention is None:
            continue
        before = doc[mention.first - 1].lower_ if mention.first > noun else ""
        if before == "to":
            return None
        if before in ("on", "about", "against", "in") or _is_portfolio(names.parse, mention):
            continue
        private = doc[noun].lower_ not in role_words("public") and mention.form != "institution"
        if private and mention.kind is PartyKind.STATE:
            return _organisation_around(names, first, mention)
        return _organisation_around(names, first, mention) or mention.party_id
    return None


def _is_portfolio(parse: Parse, mention: Mention) -> bool:
    """«Europe minister»: what somebody looks after, not whom he speaks for."""
    following = parse.doc[mention.last + 1].lower_ if mention.last + 1 < len(parse.doc) else ""
    return mention.kind is not PartyKind.STATE and mention.form != "adjective" and following in ("minister", "editor")


def _organisation_around(names: Names, first: int, mention: Mention) -> str | None:
    """The organisation whose name an adjective only begins or ends: «British Chess Federation», «Bank of Japan»."""
    of = names.doc[mention.first - 1].lower_ == "of" and mention.first > first
    if mention.form != "adjective" and not of:
        return None
    found = organisation_from(names, names.start_of(mention.first, first), mention.last + 8, strict=True)
    last = found.split()[-1].lower() if found is not None else ""
    return found if last in role_words("organisations") else None


def _campaign(names: Names, first: int, noun: int) -> str | None:
    """«Tell's campaign manager», «a Tell campaign spokesman»."""
    doc = names.doc
    at = next((at for at in range(first, noun) if doc[at].lower_ == "campaign"), None)
    owner = next((one for one in range(at - 1, first - 1, -1) if one in names.taken), None) if at else None
    return f"{doc[owner].text} campaign" if owner is not None and at is not None and at - owner < 5 else None


# --------------------------------------------------------------------------- what stands beside a name


def _beside_name(names: Names, run: "NameRun") -> Iterator[str | None]:
    yield _party_after(names, run)
    yield _label_after(names, run)
    yield owner_before(names, run.first)
    yield _party_headed(names, run)


def _party_after(names: Names, run: "NameRun") -> str | None:
    """«Presidents Macky Sall of Senegal and Hakainde Hichilema of Zambia», «Ada Byron, from the Tide Institute,»."""
    doc, at = names.doc, run.last + 1
    at += at + 3 < len(doc) and doc[at].text == ","
    of = at + 2 < len(doc) and doc[at].lower_ == "of"
    if at + 2 >= len(doc) or doc[at].lower_ not in ("of", "from", "with", "at" if at > run.last + 1 else ""):
        return None
    mention = names.mentions.at(at + 1) or names.mentions.at(at + 2)
    if mention is not None and mention.form == "name" and of:
        return mention.party_id
    loose = of and doc[at + 1].lower_ == "the" and at == run.last + 1
    return organisation_from(names, at + 1, at + 12, strict=not loose)


def _label_after(names: Names, run: "NameRun") -> str | None:
    """«Ada Byron, a Republican, said», «Ada Byron (R-Ky.)»."""
    doc, at = names.doc, run.last + 1
    final = doc[run.last]
    letter = _HOME_STATE.match(names.parse.article.text, names.parse.end(final.i))
    if letter is not None:
        return party_of_letter(letter[1])
    if at + 2 < len(doc) and doc[at].text == "," and doc[at + 1].lower_ in ("a", "the"):
        return domestic_party(names, at + 2, at + 2)
    return None


def _party_headed(names: Names, run: "NameRun") -> str | None:
    """«Ada Byron, a former judge who heads the River Alliance», «the front, led by Ada Byron, …»."""
    doc, sentence = names.doc, names.parse.sentence_of(names.doc[run.last])
    by = doc[run.last].head
    led = names.mentions.at(by.head.head.i) if by.dep_ == "agent" and by.head.lemma_ in role_words("heading") else None
    if led is not None:
        return led.party_id
    if run.last + 1 < len(doc) and doc[run.last + 1].text not in (",", "who"):
        return None
    for at in range(run.last + 1, min(run.last + 12, sentence.end - 2)):
        if doc[at].lower_ == "who" and doc[at + 1].lemma_ in role_words("heading") and doc[at + 1].tag_ == "VBZ":
            mention = names.mentions.at(at + 2) or names.mentions.at(at + 3)
            return organisation_from(names, at + 2, sentence.end - 1) or (mention.party_id if mention else None)
        if doc[at].pos_ in ("VERB", "AUX") or doc[at].text in (";", ":"):
            return None
    return None


# --------------------------------------------------------------------------- what the rest of the article tells


def _army(names: Names, runs: Sequence["NameRun"]) -> str | None:
    """An officer of an unnamed force belongs to the one army that the article names."""
    held = {word for run in runs for word in (*run.title, *(run.role.text.lower().split() if run.role else ()))}
    if not held & role_words("ranks"):
        return None
    acting = list(names.mentions.acting())
    armies = {mention.party_id for mention in acting if mention.party_id.split("-")[-1] in role_words("armies")}
    fighting = {mention.party_id for mention in acting if mention.kind is PartyKind.ARMED_GROUP} - armies
    return next(iter(armies)) if len(armies) == 1 and not _named_with(names, runs, fighting) else None


def _named_with(names: Names, runs: Sequence["NameRun"], parties: set[str]) -> bool:
    """Whether one of the parties is named before the person in the sentence that brings in the full name."""
    fullest = max(runs, key=lambda run: (len(run.words), -run.first))
    sentence = names.parse.sentence_of(names.doc[fullest.first])
    before = (names.mentions.at(at) for at in range(sentence.start, fullest.first))
    return any(mention is not None and mention.party_id in parties for mention in before)


def _party_of_office(names: Names, role: "Role") -> str | None:
    """«In Tehran, a foreign ministry spokesman, Geng Shuang, …», or whose ministry the article has told before."""
    words = set(role.text.lower().replace("'s", "").replace("’s", "").split())
    acting = words & (role_words("government") | {"assembly"}) and role.noun in role_words("public")
    if not acting or words & role_words("no_longer"):
        return None
    start = names.parse.sentence_of(names.doc[role.at]).start
    return _place_of_sentence(names, start) or party_of_body(names.parse, names.mentions, words, role.first)


def _place_of_sentence(names: Names, start: int) -> str | None:
    """«In Tehran, a foreign ministry spokesman, Ada Byron, said …»."""
    doc = names.doc
    mention = names.mentions.at(start + 1) if start + 1 < len(doc) and doc[start].lower_ == "in" else None
    return mention.party_id if mention is not None and mention.form == "seat" else None


def party_of_body(parse: Parse, mentions: Mentions, words: set[str], before: int) -> str | None:
    """Whose "the government" or "the ministry" is: the one party whose it was further up; None if there are two."""
    bodies = words & role_words("bodies")
    if "assembly" in bodies:
        bodies = bodies | {"government"}
    if not bodies:
        return None
    found = {
        party
        for token in parse.doc[:before]
        if (token.lower_ in bodies or _is_minister_of(token, words)) and (party := _party_beside(mentions, token))
    }
    return found.pop() if len(found) == 1 else None


def _is_minister_of(token: "Token", words: set[str]) -> bool:
    """An earlier foreign minister tells whose "the foreign ministry" is."""
    return token.lower_ == "minister" and "ministry" in words and token.i > 0 and token.nbor(-1).lower_ in words


def _party_beside(mentions: Mentions, token: "Token") -> str | None:
    before = (mentions.at(token.i - back) for back in (1, 2) if token.i >= back)
    mention = mentions.of(token) or next((mention for mention in before if mention is not None), None)
    return mention.party_id if mention is not None else None
