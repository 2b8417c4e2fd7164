"""Whom somebody speaks for: the party that the article gives a person or an unnamed source."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from corpus.affiliations import affiliation_before, named_from
from corpus.leaders import party_led_by
from corpus.parties import Mentions
from corpus.reading import OUTSIDE, Reading
from corpus.roles import words_of

if TYPE_CHECKING:
    from corpus.personal_names import NameRun


def party_of(reading: Reading, mentions: Mentions, runs: Sequence["NameRun"]) -> str | None:
    """The id of the party that a person of these mentions speaks for; None where neither text nor knowledge tells.

    The role comes first ("Kremlin spokesman"), then what follows the name ("of Zambia"), a leader known to everybody,
    the army that an officer's article is about, and the party that "a ministry spokesman" tells of in his sentence.
    """
    for run in runs:
        if run.role is not None and run.role.party_id is not None:
            return run.role.party_id
    beside = (_party_after(reading, mentions, run) or affiliation_before(reading, mentions, run.first) for run in runs)
    after = next((party for party in beside if party), None)
    fullest = max(runs, key=lambda run: len(run.words))
    return after or party_led_by(fullest.words) or _army(mentions, runs) or _party_of_office(reading, mentions, runs)


def _party_after(reading: Reading, mentions: Mentions, run: "NameRun") -> str | None:
    """«Presidents Macky Sall of Senegal and Hakainde Hichilema of Zambia»."""
    doc, at = reading.doc, run.last + 1
    if at + 2 >= len(doc) or doc[at].lower_ != "of":
        return None
    mention = mentions.at(at + 1) or mentions.at(at + 2)
    if mention is not None and mention.form == "name":
        return mention.party_id
    return named_from(reading, mentions, at + 1, at + 12)


def _army(mentions: Mentions, runs: Sequence["NameRun"]) -> str | None:
    """An officer of an unnamed force belongs to the one army that the article names."""
    held = {word for run in runs for word in (*run.title, *(run.role.text.lower().split() if run.role else ()))}
    if not held & words_of("ranks"):
        return None
    armies = {
        mention.party_id for mention in mentions.acting() if set(mention.party_id.split("-")) & words_of("armies")
    }
    return next(iter(armies)) if len(armies) == 1 else None


def _party_of_office(reading: Reading, mentions: Mentions, runs: Sequence["NameRun"]) -> str | None:
    """«Beijing hopes for an agreement, said a foreign ministry spokesman, Geng Shuang»."""
    for run in runs:
        if run.role is None or not set(run.role.text.lower().split()) & words_of("government"):
            continue
        subjects = {
            mention.party_id
            for token in reading.sentence_of(reading.doc[run.last])
            if token.dep_ == "nsubj"
            and reading.inside[token.i] == OUTSIDE
            and (mention := mentions.at(token.i)) is not None
        }
        if len(subjects) == 1:
            return subjects.pop()
    return None
