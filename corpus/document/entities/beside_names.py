"""What stands beside a name that ties somebody to a party: "of Zambia", "(Lab)", "Japan's", "who heads the …"."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.document.entities.affiliations import party_in_phrase
from corpus.document.entities.bodies import Names
from corpus.document.entities.body_phrases import party_from
from corpus.document.entities.deeds import party_of_deeds
from corpus.document.entities.role_nouns import is_role_noun, role_noun, word_at
from corpus.document.entities.states import body_words, is_country

if TYPE_CHECKING:
    from corpus.document.entities.capitals import NameRun

_FURTHEST = 12
_IN_BRACKETS = re.compile(r",?\s*\(?([A-Z][a-z]{0,2}(?=-[A-Z])|[A-Z][A-Za-z]{0,4}(?: [A-Z][a-z]+)?(?=\)))")
"""«Senate Whip Carl Gauss, R-Ohio, said», «Ada Byron (Lab)», «Gov. Ada Byron (D)»"""


def parties_beside(names: Names, run: "NameRun") -> Iterator[str | None]:
    """What each thing at a name tells, the surest first."""
    yield _behind(names, run)
    yield names.states.domestic(run.first - 1, run.first - 1) if run.first else None  # «Texas Republican Ada Byron»
    yield noun_after(names, run)
    yield _counted_among(names, run)
    yield owner_of(names, run.first)
    yield _one_of(names, run)
    yield party_of_deeds(names, run)


def _behind(names: Names, run: "NameRun") -> str | None:
    """«Hakainde Hichilema of Zambia», «Ada Byron, from the Tide Institute,», «Ada Byron at the Tide Institute»."""
    at = run.last + 1
    aside = word_at(names.doc, at) == ","
    at += aside
    at += 2 * (
        aside and word_at(names.doc, at).isdigit() and word_at(names.doc, at + 1) == ","
    )  # «Ada Byron, 44, of …»
    if names.doc[at : at + 3].text == "on behalf of":
        return party_from(names, at + 3, at + _FURTHEST, "for")
    if word_at(names.doc, at) not in (("of", "from") if aside else ("of", "from", "at", "with")):
        return None
    if not aside and word_at(names.doc, at) != "of" and not _is_introduced(names, run):
        return None
    mention = names.mentions.at(at + 1) or names.mentions.at(at + 2)
    listed = mention is not None and not is_country(mention)
    return (
        None
        if listed and word_at(names.doc, at) in ("at", "with")
        else party_from(names, at + 1, at + _FURTHEST, word_at(names.doc, at), _title_of(names, run))
    )


def _one_of(names: Names, run: "NameRun") -> str | None:
    """«Ada Byron, one of the guild's directors, said»: of whom they are."""
    doc, first = names.doc, run.last + 4
    if [word_at(doc, run.last + at) for at in (1, 2, 3)] != [",", "one", "of"]:
        return None
    near = (token for token in doc[first : first + _FURTHEST] if token.tag_ == "NNS" and is_role_noun(token.lower_))
    noun = next(near, None)
    end = names.parse.sentence_of(doc[run.last]).end - 1
    return party_in_phrase(names, first, noun.i, noun.i, end) if noun is not None else None


def _is_introduced(names: Names, run: "NameRun") -> bool:
    """«Ada Byron at the Tide Institute said», but neither «taught Ada Byron at …» nor «Mr. Byron at …»."""
    token = names.doc[run.last]
    told = token.dep_ not in ("dobj", "dative", "poss") and (token.dep_ != "pobj" or token.head.dep_ == "agent")
    according = token.dep_ == "pobj" and word_at(names.doc, token.head.i - 1) == "according"
    return len(run.words) > 1 and (told or according)


def _title_of(names: Names, run: "NameRun") -> str:
    """The office that stands before a name: whoever has one over places is of the place behind the name."""
    role = next((role_noun(names.doc[role.at]) for role in run.roles if role.last < run.first), "")
    return role if role in body_words("of_places") else ""


def label_after(names: Names, run: "NameRun") -> str | None:
    """«Ada Byron (Lab)», «Ada Byron, R-Ky., said»."""
    text = names.parse.article.text
    letters = _IN_BRACKETS.match(text, names.parse.end(run.last))
    if letters is None:
        return None
    alone = letters[1] in ("D", "R") and text[letters.end() : letters.end() + 1] == ")"
    pictured = "(L)" in text or "(C)" in text  # «Ada Byron (L) and Gov. Carl Gauss (R)», who stands on the right
    return (
        None
        if alone and (pictured or not is_elected(names, run))
        else names.states.party_labelled(letters[1], in_brackets=True)
    )


def is_elected(names: Names, run: "NameRun") -> bool:
    """Whether the office of a name is one that parties fill: «Gov. Ada Byron», «Rep. Ada Byron»."""
    offices = {role_noun(token) for role in run.roles for token in names.doc[role.first : role.last + 1]}
    return not offices.isdisjoint(body_words("elected"))


def noun_after(names: Names, run: "NameRun") -> str | None:
    """«Ada Byron, the leading Republican on the committee, said», «Ada Byron of Ohio, a Democrat, said»."""
    doc, at = names.doc, run.last + 1
    placed = names.name_at(at + 1) if word_at(doc, at) in ("of", "from") else None
    at = placed.last + 1 if placed is not None else at
    if word_at(doc, at) != ",":
        return None
    for one in range(at + 1, min(at + 7, len(doc))):
        if doc[one].is_punct or doc[one].pos_ in ("VERB", "AUX", "ADP"):
            return None
        if word_at(doc, one + 1) in (",", ".", "who", "on", "in", "from", "of") and (
            party := names.states.domestic(one, one)
        ):
            return party
    return None


def _counted_among(names: Names, run: "NameRun") -> str | None:
    """«Republicans, including Senator Ada Byron», «Democrats such as Carl Gauss and Ada Byron»: of whose politics."""
    noun = names.doc[run.last]
    if run.roles and not is_elected(names, run):
        return None  # a Treasury secretary among Republicans speaks for the state
    while noun.dep_ == "conj" and noun.head.i < noun.i:
        noun = noun.head
    link = noun.head if noun.dep_ == "pobj" else None
    told = link.head if link is not None and link.lower_ in ("including", "like", "as") else None
    such = link is None or link.lower_ != "as" or word_at(names.doc, link.i - 1) == "such"
    plural = told is not None and told.tag_ in ("NNS", "NNPS")
    return names.states.domestic(told.i - 1, told.i) if told is not None and plural and such else None


def owner_of(names: Names, first: int) -> str | None:
    """Whose the name at token `first` is: «Japan's Ada Byron», «Labour's Ada Byron», «the Rescue Committee's …»."""
    last = first - 2
    if last < 0 or names.doc[first - 1].tag_ != "POS" or last in names.taken:
        return None
    name, mention = names.name_at(last), names.mentions.at(last)
    long = name is not None and name.first < name.last and not names.may_be_person(name)
    if name is not None and (names.is_body(name) or (long and not names.is_place(name))):
        return names.party_of(name)
    if mention is not None and mention.last == last and mention.form != "adjective":
        return mention.party_id
    return names.states.domestic(last, last)
