"""Which runs of capitals name people.

A name is told from other capitals by what stands with it: a first name that people bear, a title or a role ("Kremlin
spokesman"), a description ("…, a Ukrainian negotiator"), or being the subject of a verb of saying.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.document.entities import leaders
from corpus.document.entities.affiliations import affiliation_before
from corpus.document.entities.given_names import is_given
from corpus.document.entities.parties import Mentions
from corpus.document.entities.roles import Role, is_role_noun, role_of, words_of
from corpus.document.parse import Parse
from corpus.knowledge.attribution import cues
from corpus.names.likeness.romanise import fold

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LONGEST_NAME = 6
_LONGEST_TITLE = 8
_HEADING = 0.85
"""The share of words with a capital that makes a paragraph a heading."""

_MONTHS_AS_SURNAMES = frozenset(["May", "March"])
_HOME_STATE = re.compile(r"[RDI]-[A-Z]")
"""«Senate Majority Leader Mitch McConnell, R-Ky., said»"""


@dataclass(frozen=True, slots=True)
class NameRun:
    """A run of capitals from token `first` to `last` that may name a person; `title` holds what stands before it."""

    first: int
    last: int
    words: tuple[str, ...]
    title: tuple[str, ...] = ()
    role: Role | None = None

    @property
    def surname(self) -> str:
        """The family name, which stands first in Chinese, Korean and Vietnamese names."""
        return self.words[0] if self.family_first else self.words[-1]

    @property
    def given(self) -> str:
        return self.words[-1] if self.family_first else self.words[0]

    @property
    def family_first(self) -> bool:
        return len(self.words) in (2, 3) and self.words[0] in words_of("family_first") and not is_given(self.words[-1])


def find_names(parse: Parse, mentions: Mentions) -> Iterator[NameRun]:
    """Every run of capitals that names a person, in the order of the text."""
    at, headings = 0, _headings(parse)
    while at < len(parse.doc):
        if parse.paragraph[at] in headings or not _is_name_word(parse.doc[at], mentions):
            at += 1
            continue
        end = _run_end(parse, at, mentions)
        run = _without_title(parse, at, end)
        if run is not None:
            run = replace(run, role=role_of(parse, mentions, run.first, run.last))
            if _is_person(parse, mentions, run):
                yield run
        at = end + 1


def _headings(parse: Parse) -> set[int]:
    """The paragraphs in which every longer word has a capital: there a capital tells of no name.

    A list of people is none: «Egypt's Prime Minister Mustafa Madbuly, Senegal's President Macky Sall».
    """
    capitals, small, lists = Counter[int](), Counter[int](), set[int]()
    for token in parse.doc:
        if token.is_alpha and len(token) > 3:
            (capitals if token.text[0].isupper() else small)[parse.paragraph[token.i]] += 1
        if token.text == "," and token.i and token.nbor(-1).pos_ == "PROPN":
            lists.add(parse.paragraph[token.i])
    found = {number for number, count in capitals.items() if count > 3 and count >= _HEADING * (count + small[number])}
    return found - lists


def _is_name_word(token: "Token", mentions: Mentions) -> bool:
    if (
        not token.text[:1].isupper()
        or token.lower_ in words_of("other_capitals")
        or token.pos_ in ("NUM", "PUNCT", "DET")
    ):
        return False
    return mentions.at(token.i) is None and (
        token.pos_ == "PROPN" or (fold(token.text)[-1:] != () and is_given(token.text))
    )


def _run_end(parse: Parse, start: int, mentions: Mentions) -> int:
    doc, end, at = parse.doc, start, start + 1
    while at < len(doc) and at - start < _LONGEST_NAME + _LONGEST_TITLE:
        token = doc[at]
        glued = token.text in ("-", "’", "'") and not doc[at - 1].whitespace_ and not token.whitespace_
        if token.is_space or parse.inside[at] != parse.inside[start]:
            break
        if _is_name_word(token, mentions) or _goes_on(doc, at, end, mentions):
            end = at
        elif not (glued or token.lower_ in words_of("particles") or (token.text in (".",) and len(doc[at - 1]) == 1)):
            break
        at += 1
    return end


def _is_taken_for_another_word(doc: "Doc", at: int, mentions: Mentions) -> bool:
    """«Aung San Suu Kyi»: a capital between names that the tagger takes for no name."""
    token, following = doc[at], doc[at + 1] if at + 1 < len(doc) else None
    odd = token.is_title and token.pos_ in ("NOUN", "ADJ", "VERB", "X", "INTJ") and len(token) < 8
    return odd and following is not None and bool(token.whitespace_) and _is_name_word(following, mentions)


def _goes_on(doc: "Doc", at: int, end: int, mentions: Mentions) -> bool:
    """Whether a token that is no name by itself is a part of the one that ends at token `end`."""
    hyphenated = doc[at - 1].text == "-" and not doc[at - 1].whitespace_ and doc[at].is_alpha and at > end + 1
    odd = end == at - 1 and _is_taken_for_another_word(doc, at, mentions)
    return hyphenated or odd or _is_given_after_family(doc[at - 1], doc[at]) or _is_month_as_surname(doc, at)


def _is_month_as_surname(doc: "Doc", at: int) -> bool:
    """«Theresa May»: a month right after a first name and before no day or year."""
    following = doc[at + 1] if at + 1 < len(doc) else None
    return doc[at].text in _MONTHS_AS_SURNAMES and is_given(doc[at - 1].text) and not (following and following.like_num)


def _is_given_after_family(before: "Token", token: "Token") -> bool:
    """«Liu He»: a given name that English knows as another word."""
    return token.text in ("He", "You", "An", "So", "Do") and before.lower_ in words_of("family_first")


def _without_title(parse: Parse, first: int, last: int) -> NameRun | None:
    """The run after its last title or role ("Commerce Secretary Wilbur Ross"); None if nothing is left of it."""
    doc = parse.doc
    title: list[str] = []
    for at in range(first, last + 1):
        plain = doc[at].lower_.rstrip(".")
        if at == last and at > first and plain in words_of("titles_too") and _is_called(doc[at - 1]):
            break
        if plain in words_of("titles") or (is_role_noun(plain) and at < last):
            title = [doc[number].lower_.rstrip(".") for number in range(first, at + 1)]
            start = at + 1
    start = max(first + len(title), _after_what_it_heads(doc, first, last))
    while last > start and doc[last].text.rstrip(".").lower() in words_of("letters_after"):
        last -= 1
    while start <= last and not doc[start].text[:1].isalpha():
        start += 1
    words = tuple(word for number in range(start, last + 1) for word in fold(doc[number].text))
    if not words or start > last:
        return None
    before = doc[start - 1].lower_.rstrip(".") if start else ""
    if not title and before in words_of("titles"):
        title = [before]
    return NameRun(start, last, words, tuple(title))


def _is_called(before: "Token") -> bool:
    """Whether what stands before a title that is a surname too makes it one: «Larry King», «Mr King»."""
    return is_given(before.text) or before.lower_.rstrip(".") in ("mr", "mrs", "ms", "miss", "dr")


def _after_what_it_heads(doc: "Doc", first: int, last: int) -> int:
    """Where the name begins in «Secretary of State Jon Husted»: after the capitals that belong to the office."""
    if first < 2 or doc[first - 1].lower_ != "of" or not is_role_noun(doc[first - 2].lower_):
        return first
    return next((at for at in range(first + 1, last) if is_given(doc[at].text)), first + (doc[first].lower_ == "state"))


def _is_person(parse: Parse, mentions: Mentions, run: NameRun) -> bool:
    """Whether what stands with a run of capitals says that it names a person."""
    doc = parse.doc
    printed = [doc[at].lower_.rstrip(".") for at in range(run.first, run.last + 1)]
    if len(run.words) > _LONGEST_NAME or _HOME_STATE.match(parse.span(run.first, run.last).text):
        return False
    if any(word in words_of("organisations") for word in printed) and not _is_named_like_one(run, printed, doc):
        return False
    if printed[0] in words_of("places_begin") or (doc[run.last].tag_ == "NNPS" and not run.title):
        return False
    if run.title or (run.role is not None and len(run.words) > 1):
        return len(run.surname) > 1 and (len(run.words) > 1 or run.title[-1] not in words_of("no_address"))
    before = doc[run.first - 1].lower_ if run.first else ""
    after = doc[run.last + 1].text if run.last + 1 < len(doc) else ""
    if len(run.words) == 1:
        known = run.surname in leaders.surnames() and doc[run.last].pos_ == "PROPN"
        return known or (is_given(printed[0]) and _speaks(doc[run.last]) and (after == "," or _recurs(parse, run)))
    if before in ("the", "a", "an") or "/" in (before, after):
        return False
    if before in ("in", "at", "near") and not is_given(printed[0]):
        return False
    return is_given(printed[0]) or _speaks(doc[run.last]) or _is_whose(parse, mentions, run)


def _is_named_like_one(run: NameRun, printed: list[str], doc: "Doc") -> bool:
    """«Bill Clinton», «Mayor Bill de Blasio», «Jude Law said»: a word for things that is a person's name here."""
    inner = [word for word in printed if word in words_of("organisations")]
    if len(inner) > 1 or len(printed) < 2 or inner[0] not in words_of("names_too"):
        return False
    if inner[0] == printed[0]:
        return is_given(printed[0])
    return inner[0] == printed[-1] and is_given(printed[0]) and (bool(run.title or run.role) or _speaks(doc[run.last]))


def _is_whose(parse: Parse, mentions: Mentions, run: NameRun) -> bool:
    """«Japan's Ryosei Akazawa called it …»: a party's, and the subject of something."""
    acts = any(parse.doc[at].dep_ == "nsubj" for at in range(run.first, run.last + 1))
    return acts and len(run.words) < 4 and affiliation_before(parse, mentions, run.first) is not None


def _recurs(parse: Parse, run: NameRun) -> bool:
    """Whether an article goes on calling somebody by the first name."""
    return parse.article.text.count(parse.doc[run.last].text) > 2


def _speaks(token: "Token") -> bool:
    return token.dep_ == "nsubj" and token.head.lemma_.lower() in cues("strong") and token.ent_type_ != "ORG"
