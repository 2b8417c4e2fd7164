"""Whom somebody speaks for: the party that the article gives a person or an unnamed source."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from corpus.document.entities.affiliations import affiliation_before, named_from
from corpus.document.entities.leaders import party_led_by
from corpus.document.entities.parties import Mentions
from corpus.document.entities.roles import words_of
from corpus.document.parse import OUTSIDE, Parse
from corpus.models import PartyKind

if TYPE_CHECKING:
    from spacy.tokens import Token

    from corpus.document.entities.personal_names import NameRun
    from corpus.document.entities.roles import Role


def party_of(parse: Parse, mentions: Mentions, runs: Sequence["NameRun"]) -> str | None:
    """The id of the party that a person of these mentions speaks for; None where neither text nor knowledge tells.

    The role comes first ("Kremlin spokesman"), then what follows the name ("of Zambia"), a leader known to everybody,
    the army that an officer's article is about, and the party that "a ministry spokesman" tells of in his sentence.
    """
    for run in runs:
        if run.role is not None and run.role.party_id is not None:
            return run.role.party_id
    beside = (
        _party_after(parse, mentions, run)
        or affiliation_before(parse, mentions, run.first)
        or _party_headed(parse, mentions, run)
        for run in runs
    )
    after = next((party for party in beside if party), None)
    fullest = max(runs, key=lambda run: len(run.words))
    known = after or party_led_by(fullest.words)
    return known or _army(parse, mentions, runs) or _party_of_office(parse, mentions, runs)


def _party_after(parse: Parse, mentions: Mentions, run: "NameRun") -> str | None:
    """«Presidents Macky Sall of Senegal and Hakainde Hichilema of Zambia»."""
    doc, at = parse.doc, run.last + 1
    if at + 2 >= len(doc) or doc[at].lower_ != "of":
        return None
    mention = mentions.at(at + 1) or mentions.at(at + 2)
    if mention is not None and mention.form == "name":
        return mention.party_id
    return named_from(parse, mentions, at + 1, at + 12, strict=doc[at + 1].lower_ != "the")


def _party_headed(parse: Parse, mentions: Mentions, run: "NameRun") -> str | None:
    """«Ada Byron, a former judge who heads the River Alliance», «the front, led by Ada Byron, …»."""
    doc, sentence = parse.doc, parse.sentence_of(parse.doc[run.last])
    led = doc[run.last].head.head if doc[run.last].dep_ == "pobj" and doc[run.last].head.dep_ == "agent" else None
    if led is not None and led.lemma_ in words_of("heading") and (mention := mentions.at(led.head.i)) is not None:
        return mention.party_id
    if run.last + 1 < len(doc) and doc[run.last + 1].text not in (",", "who"):
        return None
    for at in range(run.last + 1, min(run.last + 12, sentence.end - 2)):
        if doc[at].lower_ == "who" and doc[at + 1].lemma_ in words_of("heading") and doc[at + 1].tag_ == "VBZ":
            mention = mentions.at(at + 2) or mentions.at(at + 3)
            return named_from(parse, mentions, at + 2, sentence.end - 1) or (mention.party_id if mention else None)
        if doc[at].pos_ in ("VERB", "AUX") or doc[at].text in (";", ":"):
            return None
    return None


def _army(parse: Parse, mentions: Mentions, runs: Sequence["NameRun"]) -> str | None:
    """An officer of an unnamed force belongs to the one army that the article names."""
    held = {word for run in runs for word in (*run.title, *(run.role.text.lower().split() if run.role else ()))}
    if not held & words_of("ranks"):
        return None
    armies = {
        mention.party_id for mention in mentions.acting() if mention.party_id.split("-")[-1] in words_of("armies")
    }
    fighting = {mention.party_id for mention in mentions.acting() if mention.kind is PartyKind.ARMED_GROUP} - armies
    return next(iter(armies)) if len(armies) == 1 and not _beside(parse, mentions, runs, fighting) else None


def _beside(parse: Parse, mentions: Mentions, runs: Sequence["NameRun"], parties: set[str]) -> bool:
    """Whether one of the parties is named before the person in the sentence that brings in the full name."""
    fullest = max(runs, key=lambda run: (len(run.words), -run.first))
    sentence = parse.sentence_of(parse.doc[fullest.first])
    before = (mentions.at(at) for at in range(sentence.start, fullest.first))
    return any(mention is not None and mention.party_id in parties for mention in before)


def _party_of_office(parse: Parse, mentions: Mentions, runs: Sequence["NameRun"]) -> str | None:
    """«Beijing hopes for an agreement, said a foreign ministry spokesman, Geng Shuang»."""
    for run in runs:
        if run.role is None or not _words_of(run.role) & (words_of("government") | {"assembly"}):
            continue
        found = (
            _subject_of_sentence(parse, mentions, run)
            or _place_of_sentence(parse, mentions, run)
            or party_of_body(parse, mentions, _words_of(run.role), run.role.first)
        )
        if found is not None:
            return found
    return None


def _words_of(role: "Role") -> set[str]:
    return set(role.text.lower().replace("'s", "").replace("’s", "").split())


def _subject_of_sentence(parse: Parse, mentions: Mentions, run: "NameRun") -> str | None:
    subjects = {
        mention.party_id
        for token in parse.sentence_of(parse.doc[run.last])
        if token.dep_ == "nsubj" and parse.inside[token.i] == OUTSIDE and (mention := mentions.at(token.i)) is not None
    }
    return subjects.pop() if len(subjects) == 1 else None


def _place_of_sentence(parse: Parse, mentions: Mentions, run: "NameRun") -> str | None:
    """«In Tehran, a foreign ministry spokesman, Ada Byron, said …»."""
    sentence = parse.sentence_of(parse.doc[run.last])
    mention = mentions.at(sentence.start + 1) if len(sentence) > 1 else None
    return mention.party_id if mention is not None and mention.form == "seat" and sentence[0].lower_ == "in" else None


def party_of_body(parse: Parse, mentions: Mentions, words: set[str], before: int) -> str | None:
    """Whose "the government" or "the ministry" is: the one party whose it was further up; None if there are two."""
    bodies = words & words_of("bodies")
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
