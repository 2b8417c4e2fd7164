"""Days, months and years in an article: the phrases, what they mean, and on which day somebody said something.

The patterns find the phrases; ``days`` knows the calendar and ``tense`` tells whether a weekday is behind or ahead.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from corpus.document.dates.date_patterns import Seen, date_rules
from corpus.document.dates.days import Meaning
from corpus.document.dates.tense import tense_of, words
from corpus.document.language import normalise
from corpus.document.parse import Parse
from corpus.models import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLAUSES = frozenset({"ccomp", "relcl", "advcl", "acl", "csubj", "parataxis", "pcomp", "conj", "xcomp"})
_OTHER_DAYS = frozenset({"after", "before", "following", "ahead", "since", "until", "by"})
"""Behind these stands the day of something else than what is said."""


_YEARS = range(1800, 2200)
"""Years in which news is printed; a header may hold any."""


@dataclass(frozen=True, slots=True)
class DatePhrase:
    """A day as written, from token `first` to token `last`, without the preposition before it.

    `value` is an ISO date or part of one ("2022-03-29", "2024-06", "2014"), None where the text does not tell;
    `end` the last day of a stretch. `precise` is True where a day is meant, and not about when.
    """

    span: Span
    first: int
    last: int
    value: str | None = None
    end: str | None = None
    precise: bool = False

    @property
    def day(self) -> date | None:
        """The one day that is meant; None for a month, a stretch of days, or what is not told."""
        return date.fromisoformat(self.value) if self.value and self.precise and not self.end else None


Rule = Callable[[Seen], Meaning]


def find_dates(parse: Parse) -> tuple[DatePhrase, ...]:
    """Every phrase for a day, month or year, in the order of the text; () where there is none.

    What is told from the day of printing stays without a value in an article that has none.
    """
    printed = _day_of_printing(parse)
    found: dict[int, DatePhrase] = {}
    taken: set[int] = set()
    text = normalise(parse.article.text)
    begin = parse.article.title_span.start if parse.article.title_span else parse.article.body_start
    for pattern, rule in date_rules():
        for match in pattern.finditer(text, begin):
            first, last = parse.tokens(match.start("phrase"), match.end("phrase"))
            if taken.intersection(range(first, last + 1)) or _is_a_name(parse, match, first, last):
                continue
            taken.update(range(first, last + 1))
            tense = tense_of(parse.doc[last] if match.groupdict().get("w1") else parse.doc[first])
            meaning = rule(Seen(match, printed, tense, _day_before(parse, found, first)))
            span = parse.cut(match.start("phrase"), match.end("phrase"))
            found[first] = DatePhrase(span, first, last, meaning.value, meaning.end, meaning.precise)
    return tuple(found[first] for first in sorted(found))


def hangs_on(parse: Parse, phrase: DatePhrase) -> "Token":
    """The word that the phrase depends on: "met" in "met on Tuesday", "talks" in "Tuesday's talks"."""
    top = parse.doc[phrase.first]
    while phrase.first <= top.head.i <= phrase.last and top.head.i != top.i:
        top = top.head
    while top.head.i != top.i and (top.dep_ in ("pobj", "pcomp") or top.dep_ == "prep"):
        top = top.head
        if top.pos_ not in ("ADP", "SCONJ", "ADV"):
            break
    else:
        top = top.head
    return top


def date_of(parse: Parse, token: int, dates: tuple[DatePhrase, ...]) -> DatePhrase | None:
    """The phrase that depends on this very word, the one with a value first; None if there is none."""
    sentence = parse.sentence_of(parse.doc[token])
    near = [one for one in dates if sentence.start <= one.first < sentence.end and hangs_on(parse, one).i == token]
    return min(near, key=lambda one: (one.value is None, not one.precise, one.first), default=None)


def days_by_governor(parse: Parse, dates: tuple[DatePhrase, ...]) -> dict[int, DatePhrase]:
    """For each word, by its token's number, the phrase that tells when it was; since when or until when it is not.

    A day behind the name of a place or person ("met him in Oslo on Monday") belongs to the verb, too.
    """
    found: dict[int, DatePhrase] = {}
    for phrase in sorted(dates, key=lambda one: one.value is None):
        if phrase.first and parse.doc[phrase.first - 1].lower_ in ("since", "until", "till", "by", "before"):
            continue
        governor = hangs_on(parse, phrase)
        found.setdefault(governor.i, phrase)
        while governor.pos_ == "PROPN" and governor.dep_ in ("pobj", "dobj", "nsubj", "appos") and phrase.precise:
            governor = governor.head.head if governor.dep_ == "pobj" else governor.head
        if governor.dep_ == "pobj" and (governor.head.lower_ == "without" or governor.lemma_ in ("minute", "hour")):
            governor = governor.head.head
        found.setdefault(governor.i, phrase)
    return found


def said_on(parse: Parse, cue: int, dates: tuple[DatePhrase, ...] | None = None) -> date | None:
    """The day on which something was said, by the number of the token that says so ("said", "according").

    It must depend on that verb, or on one that the verb is joined to; a cue in a sentence without any date takes the
    day of its paragraph's first clause. None where the text does not tell, and where it tells a day of something else.
    """
    phrases = find_dates(parse) if dates is None else dates
    sentence = parse.sentence_of(parse.doc[cue])
    here = [one for one in phrases if sentence.start <= one.first < sentence.end]
    for verb in _joined_verbs(parse.doc[cue]):
        for phrase in here:
            if phrase.day and _is_day_of(parse, phrase, verb):
                return phrase.day
    return None if here else _day_of_paragraph(parse, cue, phrases)


# --------------------------------------------------------------------------- which day something was said on


def _joined_verbs(cue: "Token") -> Iterator["Token"]:
    """The verb itself, then those that share its day: "rejected it on Monday, saying", "Speaking today, he said"."""
    seen = {cue.i}
    yield cue
    for child in cue.children:
        if child.dep_ in ("advcl", "prep") and child.tag_ == "VBG" and child.lemma_.lower() in words("speech"):
            yield child
    node = cue
    while node.dep_ in ("conj", "advcl", "xcomp") and node.head.i not in seen and node.tag_ != "VBN":
        if node.dep_ == "advcl" and any(child.dep_ == "mark" for child in node.children):
            return
        node = node.head
        seen.add(node.i)
        yield node


def _is_day_of(parse: Parse, phrase: DatePhrase, verb: "Token") -> bool:
    """Whether the phrase tells the verb's own day, and neither that of a clause below it nor of a thing named in it."""
    if parse.inside[phrase.first] != parse.inside[verb.i]:
        return False
    node = parse.doc[phrase.first]
    while node.i != verb.i:
        if node.dep_ in _CLAUSES or node.dep_ in ("poss", "compound", "ROOT") or node.head.i == node.i:
            return phrase.first <= node.i <= phrase.last and node.head.i == verb.i
        node = node.head
        if node.i != verb.i and node.dep_ in ("prep", "advmod") and node.lower_ in _OTHER_DAYS:
            return False
    return True


def _day_of_paragraph(parse: Parse, cue: int, dates: tuple[DatePhrase, ...]) -> date | None:
    """The day of the main verb of the paragraph's first sentence, if the words of the cue are not of another day."""
    number = parse.paragraph[cue]
    start = cue
    while start and parse.paragraph[start - 1] == number:
        start -= 1
    opening = parse.sentence_of(parse.doc[start])
    main = opening.root
    if cue < opening.end or main.pos_ not in ("VERB", "AUX"):
        return None
    days = {one.day for one in dates if start <= one.first < opening.end and _is_day_of(parse, one, main) and one.day}
    return days.pop() if len(days) == 1 else None


# --------------------------------------------------------------------------- what surrounds a phrase


def _day_of_printing(parse: Parse) -> date | None:
    """The article's day; None for one that no news was printed on, from which days cannot be counted."""
    published = parse.article.published
    return published if published is not None and published.year in _YEARS else None


def _day_before(parse: Parse, found: dict[int, DatePhrase], first: int) -> date | None:
    """The last day named before token `first` in its sentence and the one before it."""
    number = parse.sentence_numbers[first]
    earlier = [
        one
        for one in found.values()
        if one.last < first and number - parse.sentence_numbers[one.first] <= 1 and one.day
    ]
    return max(earlier, key=lambda one: one.first).day if earlier else None


def _is_a_name(parse: Parse, match: re.Match[str], first: int, last: int) -> bool:
    """Whether the words only look like a day: "the Sunday Times", "Black Friday", "may", "General March"."""
    groups = match.groupdict()
    before = parse.doc[first - 1] if first else None
    final = parse.doc[last]
    if final.dep_ == "compound" and final.head.i > last and final.head.pos_ == "PROPN":
        return True
    if before is not None and before.text in words("not_days"):
        return True
    alone = groups.get("lone", "")
    if alone and not groups.get("lone_year") and not groups.get("which"):
        doubtful = alone.rstrip(".") in words("doubtful_months")
        return doubtful and not (before is not None and before.lower_ in words("before_month"))
    return False
