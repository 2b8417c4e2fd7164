"""The time focus of a narrative: what "In June 2023 …" opens is told of then, until the text comes back or moves on."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from corpus.document.dates.phrases import DatePhrase, dates_in, hangs_on
from corpus.document.dates.tense import tense_of_verb, words
from corpus.document.parse import OUTSIDE, Parse
from corpus.document.syntax import clause_over, is_verb, says
from corpus.document.tokens import Token, Tokens

Stretch = tuple[date, date]
_REACH = 2
"""Sentences that a time is carried over without a word for it."""


@dataclass(frozen=True, slots=True)
class Focus:
    """The times of an article's narratives: for each of their sentences, by its number, the first and the last day."""

    parse: Parse
    times: dict[int, Stretch]

    def at(self, token: int) -> Stretch | None:
        """The time that the clause around a token tells of; None where that is the article's own, or is not told."""
        clause = clause_over(self.parse.doc[token])
        if clause is None or (self.parse.inside[token] == OUTSIDE and not _is_past(clause)):
            return None
        return self.times.get(self.parse.sentence_numbers[token])


def find_focus(parse: Parse, dates: tuple[DatePhrase, ...]) -> Focus:
    """Which sentences tell of a time that a phrase has opened; none where the article tells of its own time."""
    times: dict[int, Stretch] = {}
    opened = 0
    for number, sentence in enumerate(parse.sentences):
        if sentence.start < parse.body_token or not _is_told(sentence):
            continue
        here = [one for one in dates_in(sentence, dates) if parse.inside[one.first] == OUTSIDE]
        own = next((phrase for phrase in here if phrase.value and _opens(parse, phrase, sentence)), None)
        if own is not None:
            opened, times[number] = number, _stretch(own)
        elif not here and number - opened <= _REACH and number - 1 in times and not _is_report(sentence):
            times[number] = times[number - 1]
    return Focus(parse, times)


def _is_told(sentence: Tokens) -> bool:
    return _is_past(sentence.root) and words("now").isdisjoint(token.lower_ for token in sentence)


def _is_report(sentence: Tokens) -> bool:
    return any(is_verb(token) and says(token) for token in sentence)


def _is_past(verb: Token) -> bool:
    """Whether a verb is in the plain past: the perfect comes back to now."""
    return tense_of_verb(verb) == "past" and not any(child.tag_ in ("VBZ", "VBP") for child in verb.children)


def _opens(parse: Parse, phrase: DatePhrase, sentence: Tokens) -> bool:
    """Whether a phrase tells when the sentence's main verb was: as its own, or as the first words."""
    before = parse.doc[phrase.first - 1]
    if before.dep_ in ("prep", "mark") and before.lower_ not in ("in", "on", "during"):
        return False
    return hangs_on(parse, phrase).i == sentence.root.i or phrase.first - sentence.start <= 1


def _stretch(phrase: DatePhrase) -> Stretch:
    year, *rest = (int(part) for part in (phrase.value or "").split("-"))
    if len(rest) == 2:
        day = date(year, *rest)
        return day, date.fromisoformat(phrase.end) if phrase.end else day
    month = rest[0] if rest else 12
    return date(year, rest[0] if rest else 1, 1), date(year, month, monthrange(year, month)[1])
