"""Runs of capitals: where one begins and ends, and what of it may be somebody's name.

A run holds what a name is joined by: particles, hyphens, initials, blanks of any width, a nickname in marks. What
stands before the name in it is cut off: a title, an office, a word with a capital only because it opens the sentence.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.document.entities.given_names import is_given
from corpus.document.entities.parties import Mentions
from corpus.document.entities.roles import is_human_noun, is_role_noun, role_words
from corpus.document.language import english
from corpus.document.parse import Parse
from corpus.names.likeness.romanise import fold

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LONGEST = 14
_LONGEST_NICKNAME = 3
_MARKS = {'"': '"', "'": "'", "“": "”", "‘": "’", "«": "»", "„": "“", "(": ")"}
_MONTHS_AS_SURNAMES = frozenset(["May", "March"])


@dataclass(frozen=True, slots=True)
class Capitals:
    """A run of capitals from token `first` to `last`; `aside` are the tokens of a nickname in it, with its marks."""

    first: int
    last: int
    aside: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Cut:
    """What of a run may be a name: from token `first` to `last`, a number behind it included; `title` stood before."""

    first: int
    last: int
    words: tuple[str, ...]
    title: tuple[str, ...]
    generation: str = ""
    nickname: tuple[str, ...] = ()
    aside: tuple[int, int] | None = None


def find_capitals(parse: Parse, mentions: Mentions) -> Iterator[Capitals]:
    """Every run of capitals that no party's name is, in the order of the text."""
    at = 0
    while at < len(parse.doc):
        if _is_first(parse, mentions, at):
            run = _run_from(parse, mentions, at)
            yield run
            at = run.last
        at += 1


# --------------------------------------------------------------------------- where a run begins and ends


def plain(token: "Token") -> str:
    return token.lower_.rstrip(".")


def is_name_word(token: "Token") -> bool:
    """Whether a token may be part of a name: a capital that is no abbreviation and no word of the calendar."""
    if not token.text[:1].isupper() or token.lower_ in role_words("other_capitals") | role_words("never_names"):
        return False
    if not _is_latin(token.text[0]):
        return False
    if token.pos_ in ("NUM", "PUNCT", "DET") or _is_abbreviation(token):
        return False
    foreign = not token.text.isascii() and token.is_title
    return token.pos_ == "PROPN" or foreign or (bool(fold(token.text)) and is_given(token.text))


def _is_latin(letter: str) -> bool:
    """Whether a letter is of the Latin script, Vietnamese ones included: a name in another is a gloss of one."""
    return letter < "\u0370" or "\u1e00" <= letter < "\u1f00"


def _is_abbreviation(token: "Token") -> bool:
    """«CNN», «RIA»: capitals only, unless the whole name is printed so («Ada BYRON»)."""
    if len(token) < 3 or not token.text.isupper() or "." in token.text:
        return False
    beside = (token.nbor(-1) if token.i else None, token.nbor(1) if token.i + 1 < len(token.doc) else None)
    loud = any(other is not None and other.is_alpha and other.is_upper and len(other) > 2 for other in beside)
    named = len(token) > 4 and beside[0] is not None and is_given(beside[0].text)
    return not (plain(token) in role_words("generations") or loud or named)


def _is_first(parse: Parse, mentions: Mentions, at: int) -> bool:
    token = parse.doc[at]
    if not is_name_word(token):
        return False
    mention = mentions.at(at)
    return mention is None or (
        mention.first == mention.last and is_given(token.text) and _has_surname(parse, mentions, at)
    )


def _has_surname(parse: Parse, mentions: Mentions, at: int) -> bool:
    """«Jordan Marlow», «Georgia Brown»: a party's name that is a first name too, before a capital that is no office."""
    doc, after = parse.doc, at + 1
    if mentions.at(at) is None or after >= len(doc) or not is_name_word(doc[after]) or mentions.at(after) is not None:
        return False
    word = plain(doc[after])
    return not (
        is_role_noun(word) or word in role_words("titles") | role_words("organisations") or doc[after].tag_ == "NNPS"
    )


def _run_from(parse: Parse, mentions: Mentions, first: int) -> Capitals:
    doc, last, at = parse.doc, first, first + 1
    aside: tuple[int, int] | None = None
    while at < len(doc) and at - first < _LONGEST:
        closing = _nickname_end(parse, at) if aside is None and last == at - 1 else None
        if closing is not None:
            aside, at = (at, closing), closing + 1
        if parse.inside[at] != parse.inside[first] or parse.paragraph[at] != parse.paragraph[first]:
            break
        if _is_part(parse, mentions, first, last, at):
            last = at
        elif not _may_join(doc, at):
            break
        at += 1
    return Capitals(first, last, aside if aside and aside[1] < last else None)


def _nickname_end(parse: Parse, at: int) -> int | None:
    """The closing mark of «Thomas "Big Tom" Radley», «Daniel (Danny) Cole»; None if no nickname begins here."""
    doc = parse.doc
    closing = _MARKS.get(doc[at].text)
    end = next(
        (end for end in range(at + 2, min(at + _LONGEST_NICKNAME + 2, len(doc) - 1)) if doc[end].text == closing), None
    )
    if closing is None or end is None or not is_name_word(doc[end + 1]):
        return None
    called = [token for token in doc[at + 1 : end] if token.is_alpha]
    return end if called and all(token.text[0].isupper() and not token.text.isupper() for token in called) else None


def _is_part(parse: Parse, mentions: Mentions, first: int, last: int, at: int) -> bool:
    """Whether the token goes on with the run that ends at token `last`: a capital, or what looks like one here."""
    doc, token = parse.doc, parse.doc[at]
    if (mention := mentions.at(at)) is not None:
        only_given = all(is_given(doc[one].text) or len(plain(doc[one])) == 1 for one in range(first, at))
        return only_given and mention.first == mention.last and last == at - 1 and _ends_name(doc, at, mention.form)
    if is_name_word(token):
        return True
    if doc[at - 1].text == "-":
        return _is_second_half(doc, first, at)
    if last != at - 1:
        return False
    return _is_odd(doc, at) or _is_given_after_family(doc, at) or _is_month_as_surname(doc, at) or _is_generation(token)


def _ends_name(doc: "Doc", at: int, form: str) -> bool:
    """«Simon West said», «Leandra English, …», but not «Angela Russian forces»."""
    after = doc[at + 1] if at + 1 < len(doc) else None
    return form != "adjective" or after is None or after.pos_ not in ("NOUN", "PROPN", "ADJ")


def _is_second_half(doc: "Doc", first: int, at: int) -> bool:
    """«Kim Jong-un»: small letters behind a hyphen, in a name that begins before and modifies no noun."""
    glued = not doc[at - 1].whitespace_ and not doc[at - 2].whitespace_ and doc[at].is_alpha
    modifies = at + 1 < len(doc) and (doc[at + 1].pos_ in ("NOUN", "ADJ") or doc[at + 1].text == "-")
    return glued and at - 2 > first and not modifies and not is_role_noun(plain(doc[at - 2]))


def _may_join(doc: "Doc", at: int) -> bool:
    """What may stand between two capitals of a name: a particle, a blank, a hyphen, the stop of an initial."""
    token = doc[at]
    glued = token.text in ("-", "’", "'") and not doc[at - 1].whitespace_ and not token.whitespace_
    initial = token.text == "." and len(doc[at - 1]) == 1
    junior = token.text == "," and at + 1 < len(doc) and plain(doc[at + 1]) in ("jr", "sr")
    return glued or initial or junior or token.is_space or token.lower_ in role_words("particles")


def _is_odd(doc: "Doc", at: int) -> bool:
    """«Aung San Suu Kyi»: a capital between names that the tagger takes for no name."""
    token, after = doc[at], doc[at + 1] if at + 1 < len(doc) else None
    odd = token.is_title and token.pos_ in ("NOUN", "ADJ", "VERB", "X", "INTJ") and len(token) < 8
    return odd and after is not None and bool(token.whitespace_) and is_name_word(after)


def _is_month_as_surname(doc: "Doc", at: int) -> bool:
    """«Theresa May»: a month right after a first name and before no day or year."""
    after = doc[at + 1] if at + 1 < len(doc) else None
    return doc[at].text in _MONTHS_AS_SURNAMES and is_given(doc[at - 1].text) and not (after and after.like_num)


def _is_given_after_family(doc: "Doc", at: int) -> bool:
    """«Liu He»: a given name that English knows as another word."""
    return doc[at].text in ("He", "You", "An", "So", "Do") and doc[at - 1].lower_ in role_words("family_first")


def _is_generation(token: "Token") -> bool:
    return plain(token) in role_words("generations") and token.text[0].isupper()


# --------------------------------------------------------------------------- what of a run is a name


def cut(parse: Parse, run: Capitals) -> Cut | None:
    """The name that a run may hold, without what stands before and after it in capitals; None if nothing is left."""
    doc = parse.doc
    title, first = _title(doc, run)
    first = max(first, _after_office(doc, run.first, run.last), _after_things(doc, first, run.last))
    if not title:
        first = max(first, _after_opener(parse, first, run.last))
    last, generation = _without_letters(doc, first, run.last)
    while first <= last and not doc[first].text[:1].isalpha():
        first += 1
    aside = run.aside if run.aside and first < run.aside[0] else None
    words = _words(doc, first, last, aside)
    if not words:
        return None
    if not title and first and plain(doc[first - 1]) in role_words("titles"):
        title = (plain(doc[first - 1]),)
    end = run.last if generation and last < run.last else last
    end += bool(generation) and end + 2 < len(doc) and doc[end + 1].text == "." and not doc[end + 2].is_sent_start
    called = _words(doc, aside[0], aside[1], None) if aside else ()
    return Cut(first, end, words, title, generation, called, aside)


def _words(doc: "Doc", first: int, last: int, aside: tuple[int, int] | None) -> tuple[str, ...]:
    skipped = range(aside[0], aside[1] + 1) if aside else ()
    return tuple(word for at in range(first, last + 1) if at not in skipped for word in fold(doc[at].text))


def _title(doc: "Doc", run: Capitals) -> tuple[tuple[str, ...], int]:
    """The words up to the last title or office of a run ("Commerce Secretary"), and where the name begins."""
    start = run.first
    for at in range(run.first, run.last + 1):
        if at == run.last and at > run.first and plain(doc[at]) in role_words("titles_too") and _is_called(doc[at - 1]):
            break
        if plain(doc[at]) in role_words("titles") or (is_role_noun(plain(doc[at])) and at < run.last):
            start = at + 1
    return tuple(plain(doc[at]) for at in range(run.first, start) if doc[at].is_alpha or len(doc[at]) > 1), start


def _is_called(before: "Token") -> bool:
    """Whether what stands before a title that is a surname too makes it one: «Larry King», «Mr King»."""
    return is_given(before.text) or plain(before) in role_words("courtesies")


def _after_office(doc: "Doc", first: int, last: int) -> int:
    """Where the name begins in «Secretary of State Jon Husted»: behind the capitals that belong to the office."""
    before = first - 1 - (first > 0 and doc[first - 1].lower_ == "the")
    if before < 1 or doc[before].lower_ not in ("of", "for", "and") or not is_role_noun(plain(doc[before - 1])):
        return first
    given = next((at for at in range(first + 1, last) if is_given(doc[at].text)), None)
    return given or next((at for at in range(first, last) if not is_known_word(doc[at])), first)


def _after_things(doc: "Doc", first: int, last: int) -> int:
    """Where a full name begins behind a thing's: «Rural Development Ada Byron»."""
    things = [at for at in range(first, last - 1) if plain(doc[at]) in role_words("organisations")]
    return things[-1] + 1 if things and is_given(doc[things[-1] + 1].text) and not is_given(doc[first].text) else first


def _after_opener(parse: Parse, first: int, last: int) -> int:
    """Where the name begins in «Echoing Ada Byron, …»: behind a word that has a capital because it opens a sentence."""
    doc, word = parse.doc, parse.doc[first]
    if first >= last or not _opens(parse, first) or is_given(word.text) or not word.is_alpha:
        return first
    following = doc[first + 1]
    named = is_given(following.text) or plain(following) in role_words("titles") or last > first + 1
    common = is_human_noun(word.lower_) or any(word.lower_ in english(kind) for kind in ("verb", "adj", "adv"))
    return first + 1 if is_participle(word.lower_) or (named and common) else first


def _opens(parse: Parse, at: int) -> bool:
    """Whether a word would have a capital anyway: it begins a sentence, a paragraph, a line or what a mark opens."""
    before = parse.doc[at - 1] if at else None
    opening = before is not None and before.is_punct and before.text not in (",", ")", "-")
    return before is None or opening or before.is_space or bool(parse.doc[at].is_sent_start)


def is_participle(word: str) -> bool:
    """Whether a word in small letters is an English verb's form on -ing or -ed."""
    stem = word[:-3] if word.endswith("ing") else word[:-2] if word.endswith("ed") else ""
    doubled = len(stem) > 3 and stem[-1] == stem[-2]
    return len(stem) > 2 and not {stem, stem + "e", stem[:-1] if doubled else stem}.isdisjoint(english("verb"))


def is_doubtful(token: "Token") -> bool:
    """Whether a first name is a word, a place or a firm as well: "Mark", "Virginia", "Mercedes"."""
    word = token.lower_
    return word in role_words("not_only_given") or any(word in english(kind) for kind in ("verb", "adj", "adv"))


def is_known_word(token: "Token") -> bool:
    """Whether a capital is a word of English too, first names apart."""
    forms = {token.lower_, token.lower_.removesuffix("s")}
    return not is_given(token.text) and any(forms & english(kind) for kind in ("noun", "verb", "adj", "adv"))


def _without_letters(doc: "Doc", first: int, last: int) -> tuple[int, str]:
    """The last token of the name proper, and its number or "jr"; letters of honour are cut off."""
    generation = ""
    while last > first and (
        plain(doc[last]) in role_words("letters_after") | role_words("generations") or doc[last].text == ","
    ):
        generation = plain(doc[last]) if plain(doc[last]) in role_words("generations") else generation
        last -= 1
    return last, generation
