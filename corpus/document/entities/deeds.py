"""What somebody does for a body, as a clause of theirs tells: "who heads the alliance", "works for the guild"."""

from collections.abc import Iterator
from itertools import takewhile
from typing import TYPE_CHECKING

from corpus.document.entities.bodies import Names
from corpus.document.entities.body_phrases import party_from
from corpus.document.entities.role_nouns import role_words, word_at
from corpus.document.entities.states import body_words

if TYPE_CHECKING:
    from corpus.document.entities.capitals import NameRun

_FURTHEST = 12


def party_of_deeds(names: Names, run: "NameRun") -> str | None:
    """The party that somebody heads, founded or works for, as a clause of theirs says in the present; or None."""
    sentence = names.parse.sentence_of(names.doc[run.last])
    own = (_of_clause(names, at, sentence.end - 1, strict=True) for at in _verbs(names, run))
    return _led(names, run) or _of_who(names, run) or next((party for party in own if party), None)


def _verbs(names: Names, run: "NameRun") -> Iterator[int]:
    """Where the verbs begin of which a name is the subject."""
    name = names.doc[run.last]
    if name.dep_ != "nsubj" or names.parse.inside[name.i] != names.parse.inside[name.head.i]:
        return
    for verb in (name.head, *(child for child in name.head.lefts if child.dep_ == "advcl" and child.tag_ == "VBG")):
        yield next((child.i for child in verb.lefts if child.lemma_ == "have"), verb.i)


def _led(names: Names, run: "NameRun") -> str | None:
    """«the front, led by Ada Byron, …», «the Tide Trust is led by Ada Byron»."""
    by = names.doc[run.last].head
    if by.dep_ != "agent" or by.head.lemma_ not in role_words("heading"):
        return None
    subject = next((child for child in by.head.lefts if child.dep_ == "nsubjpass"), by.head.head)
    mention, name = names.mentions.at(subject.i), names.name_at(subject.i)
    if mention is not None:
        return mention.party_id
    return names.party_of(name) if name is not None and names.is_body(name) else None


def _of_who(names: Names, run: "NameRun") -> str | None:
    """«Ada Byron, a former judge who heads the River Alliance», «Ada Byron – who works at …»."""
    doc, sentence = names.doc, names.parse.sentence_of(names.doc[run.last])
    if word_at(doc, run.last + 1) not in (",", "who", "-", "–", "—"):
        return None
    for at in range(run.last + 1, min(run.last + _FURTHEST, sentence.end - 2)):
        if doc[at].lower_ == "who" or doc[at].tag_ == "VBG":
            return _of_clause(names, at + (doc[at].lower_ == "who"), sentence.end - 1)
        if (doc[at].pos_ in ("VERB", "AUX") and doc[at].dep_ != "amod") or doc[at].text in (";", ":"):
            return None  # not at «a retired nurse who heads …»
    return None


def _of_clause(names: Names, at: int, end: int, *, strict: bool = False) -> str | None:
    """What somebody heads or works for, as a clause says in the present; where `strict` only what tells by itself."""
    doc, link = names.doc, "for" if strict else "at"
    perfect = word_at(doc, at) in ("has", "have")
    at += perfect
    at += doc[at].pos_ == "ADV" and word_at(doc, at) not in role_words("no_longer")
    founded = at + 2 * (word_at(doc, at) == "co")
    if word_at(doc, founded) == "founded":
        return party_from(names, founded + 1, end, link)
    if doc[at].tag_ not in (("VBN",) if perfect else ("VBZ", "VBP", "VBG")):
        return None
    headed = party_from(names, at + 1, end, link) if doc[at].lemma_ in role_words("heading") else None
    worked = _worked_at(names, at, end) if doc[at].lemma_ in role_words("working") else None
    if headed or worked or doc[at].lemma_ not in role_words("serving"):
        return headed or worked
    links = ("for",) if doc[at].lemma_ == "play" else ("at", "for", "with")
    at += 1 + any(token.pos_ == "ADV" for token in doc[at + 1 : at + 2])
    if word_at(doc, at) == "on":
        return _on_board(names, at, end) or _worked_at(names, at - 1, end)
    return party_from(names, at + 1, end, link) if word_at(doc, at) in links else None


def _on_board(names: Names, on: int, end: int) -> str | None:
    """«who speaks on behalf of the guild», «who sits on the guild's board», «who is on the board of the guild»."""
    doc = names.doc
    behind = next((at for at in (on + 2, on + 3) if word_at(doc, at) == "of"), None)
    if behind is not None and word_at(doc, behind - 1) in body_words("sat_on"):
        return party_from(names, behind + 1, end, "for")
    owner = names.name_at(on + 1 + (word_at(doc, on + 1) == "the"))
    owns = owner is not None and names.is_owner(owner) and word_at(doc, owner.last + 2) in body_words("sat_on")
    return names.party_of(owner) if owner is not None and owns and names.is_body(owner) else None


def _worked_at(names: Names, verb: int, end: int) -> str | None:
    """«who studies glaciers at Marr University», «who runs the night shift at …»; but "studies law at" is a student."""
    doc = names.doc
    clause = list(
        takewhile(lambda token: not token.is_punct and token.pos_ not in ("VERB", "AUX"), doc[verb + 1 : end])
    )
    at = next((token.i for token in clause if token.lower_ == "at"), None)
    learns = doc[verb].lemma_ == "study" and at == verb + 2 and doc[verb + 1].tag_ != "NNS"
    if at is None or learns:
        return None
    first = at + 1 + (word_at(doc, at + 1) == "the")
    first += 3 * (doc[first + 1 : first + 3].text == "-based")
    name = names.name_at(first)
    return names.party_of(name) if name is not None and names.is_body(name) else None
