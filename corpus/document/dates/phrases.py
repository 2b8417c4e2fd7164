"""Days, months and years in an article: the phrases and what they mean.

The patterns find the phrases; ``days`` knows the calendar and ``tense`` tells whether a weekday is behind or ahead.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date

from corpus.document.dates.date_patterns import Rule, Seen, date_rules
from corpus.document.dates.days import month_of
from corpus.document.dates.tense import clause_told_of, tense_at, words
from corpus.document.parse import Parse
from corpus.document.syntax import clause_over, says
from corpus.document.tokens import Doc, Token, Tokens
from corpus.models import Span

_YEARS = range(1800, 2200)
"""Years in which news is printed; a header may hold any."""
_REACH = 3
"""Sentences over which a time that was told of is counted on from."""
_OPENING = 3
"""Tokens of a paragraph that open it: "In", a break between two, and the first word of a day."""
_RECENT = 6
"""Phrases that are looked back at for what "the next day" and "that year" mean."""


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

    def top(self, doc: Doc) -> Token:
        """The word of the phrase that all its others depend on."""
        top = doc[self.first]
        while self.first <= top.head.i <= self.last and top.head.i != top.i:
            top = top.head
        return top


def find_dates(parse: Parse) -> tuple[DatePhrase, ...]:
    """Every phrase for a day, month or year, in the order of the text; () where there is none.

    What is told from the day of printing stays without a value in an article that has none.
    """
    published = parse.article.published
    printed = published if published and published.year in _YEARS else None
    found: list[DatePhrase] = []
    for first, last, match, rule in _matches(parse):
        tense = tense_at(parse.doc, first, last if match.groupdict().get("w1") else first)
        meaning = rule(Seen(match, printed, tense, *_told_before(parse, found, first)))
        span = parse.cut(*(parse.places[at] for at in match.span("phrase")))
        found.append(DatePhrase(span, first, last, meaning.value, meaning.end, meaning.precise))
    return tuple(found)


def _matches(parse: Parse) -> list[tuple[int, int, re.Match[str], Rule]]:
    """The phrases by their first and last tokens, in the order of the text; none shares words with a surer one."""
    found: list[tuple[int, int, re.Match[str], Rule]] = []
    taken: set[int] = set()
    text = parse.doc.text  # put together anew each time that it is asked for
    for pattern, rule in date_rules():
        for match in pattern.finditer(text):
            first, last = parse.tokens_read(*match.span("phrase"))
            if taken.isdisjoint(range(first, last + 1)) and not _is_a_name(parse, match, first, last):
                taken.update(range(first, last + 1))
                found.append((first, last, match, rule))
    return sorted(found, key=lambda one: one[0])


def hangs_on(parse: Parse, phrase: DatePhrase) -> Token:
    """The word that the phrase depends on: "met" in "met on Tuesday", "talks" in "Tuesday's talks"."""
    top = phrase.top(parse.doc)
    while top.dep_ in ("pobj", "pcomp", "prep"):
        top = top.head
        if top.pos_ not in ("ADP", "SCONJ", "ADV"):
            return top
    return top.head


def dates_in(sentence: Tokens, dates: tuple[DatePhrase, ...]) -> tuple[DatePhrase, ...]:
    """The phrases that begin in the sentence, of those of the article in order."""
    first, end = (bisect_left(dates, at, key=lambda one: one.first) for at in (sentence.start, sentence.end))
    return dates[first:end]


def days_by_governor(parse: Parse, dates: tuple[DatePhrase, ...]) -> dict[int, DatePhrase]:
    """For each word, by its token's number, the phrase that tells when it was; since when or until when it is not.

    A day behind the name of a place or person ("met him in Oslo on Monday") belongs to the verb, too; so does one that
    a clause tells of ("since 2019, when they met").
    """
    found: dict[int, DatePhrase] = {}
    for phrase in sorted(dates, key=lambda one: (one.value is None, not one.precise)):
        then = clause_told_of(parse.doc[phrase.last]) or clause_told_of(parse.doc[phrase.first])
        if then is not None:
            found.setdefault(then.i, phrase)
        if phrase.first and parse.doc[phrase.first - 1].lower_ in ("since", "until", "till", "by", "before"):
            continue
        if phrase.top(parse.doc).dep_ == "mark":  # «a day after she left» is not when she left
            continue
        governor = hangs_on(parse, phrase)
        found.setdefault(governor.i, phrase)
        while governor.pos_ == "PROPN" and governor.dep_ in ("pobj", "dobj", "nsubj", "appos") and phrase.precise:
            governor = governor.head.head if governor.dep_ == "pobj" else governor.head
        if governor.dep_ == "pobj" and (governor.head.lower_ == "without" or governor.lemma_ in ("minute", "hour")):
            governor = governor.head.head
        found.setdefault(governor.i, phrase)
    return found


# --------------------------------------------------------------------------- what surrounds a phrase


def _told_before(parse: Parse, found: list[DatePhrase], first: int) -> tuple[date | None, date | None, str | None]:
    """The days last named before token `first` in its sentence and up to the one before, and the time told of then."""
    number = parse.sentence_numbers[first]
    near = [(number - parse.sentence_numbers[one.first], one) for one in reversed(found[-_RECENT:])]
    beside = next((one.day for away, one in near if away == 0 and one.day), None)
    before = next((one.day for away, one in near if away <= 1 and one.day), None)
    clause = clause_over(parse.doc[first])
    if clause is not None and says(clause) and not _opens(parse, first):
        return beside, before, None
    told = (one for away, one in near if away <= _REACH and one.value)
    then = next((one for one in told if _goes_on(parse, one.first, first)), None)
    return beside, before, then.value if then else None


def _goes_on(parse: Parse, one: int, other: int) -> bool:
    """Whether two phrases stand in one paragraph, or each opens its own: "In June …", "The following month …"."""
    return parse.paragraph[one] == parse.paragraph[other] or (_opens(parse, one) and _opens(parse, other))


def _opens(parse: Parse, token: int) -> bool:
    return parse.paragraph[max(0, token - _OPENING)] != parse.paragraph[token]


def _is_a_name(parse: Parse, match: re.Match[str], first: int, last: int) -> bool:
    """Whether the words only look like a day: "the Sunday Times", "Black Friday", "may", "General March"."""
    groups, before, final = match.groupdict(), parse.doc[max(0, first - 1)], parse.doc[last]
    if final.dep_ == "compound" and final.head.i > last and final.head.pos_ == "PROPN" and before.lower_ != "on":
        return True
    paper = parse.words(max(0, first - 2), first) in words("papers_of_a_day")
    if paper or before.text in words("not_days") or _is_capital_amid(parse, first):
        return True
    alone = (groups.get("lone") or "").rstrip(".") if not groups.get("year") and not groups.get("which") else ""
    return alone in words("doubtful_months") and before.lower_ not in words("before_month")


def _is_capital_amid(parse: Parse, first: int) -> bool:
    """«the Today programme»: a capital amid a sentence, of a word that has none."""
    token, before = parse.doc[first], parse.doc[max(0, first - 1)]
    plain = token.is_title and token.text not in words("weekdays") and not month_of(token.text)
    return plain and first > parse.body_token and not (token.is_sent_start or before.is_punct or before.is_space)
