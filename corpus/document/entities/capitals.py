"""Runs of capitals: where one begins and ends, and what of it may be somebody's name.

A run holds what a name is joined by: particles, hyphens, initials, a nickname in marks. What stands before the name in
it is cut off: a title, an office, a word that has a capital only because it opens the sentence.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from corpus.document.entities.english_words import is_doubtful, is_english, is_known_word, is_participle
from corpus.document.entities.given_names import family_first, is_given
from corpus.document.entities.parties import Mentions
from corpus.document.entities.role_nouns import is_human_noun, is_role_noun, plain, role_words, word_at
from corpus.document.entities.roles import Role
from corpus.document.parse import Parse
from corpus.document.tokens import Doc, Token
from corpus.knowledge import united
from corpus.names.likeness.romanise import fold

_LONGEST = 14
_LONGEST_NICKNAME = 3
_LONGEST_OFFICE = 8
_OF_OFFICES = frozenset({"of", "for", "and", "the"})
_MARKS = {'"': '"', "'": "'", "“": "”", "‘": "’", "«": "»", "„": "“", "(": ")"}

Aside = tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class NameRun:
    """A run of capitals from token `first` to `last` that may name a person; `title` holds what stands before it.

    `words` are the folded words of the name without the number or "jr" in `generation` and without the `nickname`,
    which stands, with its marks, at the tokens `aside`.
    """

    first: int
    last: int
    words: tuple[str, ...]
    title: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    generation: str = ""
    nickname: tuple[str, ...] = ()
    aside: Aside = None

    @property
    def role(self) -> Role | None:
        """What the article says that the person is; a rank only if it says nothing else."""
        ranks = united(role_words("ranks"), frozenset("-"))
        offices = [role for role in self.roles if is_human_noun(role.noun)]
        told = (role for role in offices if not ranks.issuperset(role.text.lower().replace("-", " - ").split()))
        return next(told, next(iter((*offices, *self.roles)), None))

    @property
    def surname(self) -> str:
        """The family name, which stands first in Chinese, Korean and Vietnamese names."""
        return self.words[0] if self.family_first else self.words[-1]

    @property
    def given(self) -> str:
        return self.words[-1] if self.family_first else self.words[0]

    @property
    def family_first(self) -> bool:
        return family_first(self.words)


def find_runs(parse: Parse, mentions: Mentions) -> Iterator[NameRun]:
    """What of each run of capitals may name somebody, in the order of the text; without roles."""
    at = 0
    while at < len(parse.doc):
        if _begins(parse.doc, mentions, at):
            last, aside = _end_from(parse, mentions, at)
            run = _cut(parse.doc, at, last, aside)
            if run is not None:
                yield run
            at = last
        at += 1


# --------------------------------------------------------------------------- where a run begins and ends


def is_name_word(token: Token) -> bool:
    """Whether a token may be part of a name: a Latin capital that is no abbreviation and no word of the calendar."""
    first = token.text[0]
    latin = first < "\u0370" or "\u1e00" <= first < "\u1f00"
    if not (first.isupper() and latin) or token.lower_ in united(
        role_words("other_capitals"), role_words("never_names")
    ):
        return False
    if token.pos_ in ("NUM", "PUNCT", "DET") or _is_abbreviation(token) or token.like_url or not _is_spelled(token):
        return False
    return token.pos_ == "PROPN" or (token.is_title and not token.text.isascii()) or is_given(token.text)


def _is_spelled(token: Token) -> bool:
    """Without a digit in it, as "Covid-19" has one."""
    return not any(letter.isdigit() for letter in token.text)


def _is_abbreviation(token: Token) -> bool:
    """«CNN», «RIA»: capitals only, unless the whole name is printed so («Ada BYRON»)."""
    if len(token) < 3 or not token.text.isupper() or "." in token.text or plain(token) in role_words("generations"):
        return False
    beside = [token.doc[at] for at in (token.i - 1, token.i + 1) if 0 <= at < len(token.doc)]
    loud = any(other.is_alpha and other.is_upper and len(other) > 2 for other in beside)
    return not loud and not (len(token) > 4 and is_given(word_at(token.doc, token.i - 1)))


def _begins(doc: Doc, mentions: Mentions, at: int) -> bool:
    """Whether a run begins; a party's name does, if a first name before a capital of no office («Jordan Marlow»)."""
    if not is_name_word(doc[at]):
        return False
    if (mention := mentions.at(at)) is None:
        return True
    following = doc[at + 1] if at + 1 < len(doc) else None
    given = mention.first == mention.last and is_given(doc[at].text) and not doc[at].is_upper
    if not given or following is None or mentions.at(at + 1) is not None or not is_name_word(following):
        return False
    office = is_role_noun(plain(following)) or plain(following) in role_words("titles") | role_words("organisations")
    return not office and following.tag_ != "NNPS"


def _end_from(parse: Parse, mentions: Mentions, first: int) -> tuple[int, Aside]:
    """The last token of the run that begins at a token, and the tokens of a nickname in it."""
    doc, last, at, aside = parse.doc, first, first + 1, None
    while at < len(doc) and at - first < _LONGEST:
        closing = _nickname_end(doc, at) if aside is None and last == at - 1 else None
        if closing is not None:
            aside, at = (at, closing), closing + 1
        if parse.inside[at] != parse.inside[first] or parse.paragraph[at] != parse.paragraph[first]:
            break
        if _goes_on(doc, mentions, first, last, at):
            last = at
        elif not _joins(doc, at):
            break
        at += 1
    return last, aside if aside and aside[1] < last else None


def _nickname_end(doc: Doc, at: int) -> int | None:
    """The closing mark of «Thomas "Big Tom" Radley», «Daniel (Danny) Cole»; None if no nickname begins here."""
    closing = _MARKS.get(doc[at].text)
    ends = (end for end in range(at + 2, min(at + _LONGEST_NICKNAME + 2, len(doc) - 1)) if doc[end].text == closing)
    end = next(ends, None) if closing else None
    if end is None or not is_name_word(doc[end + 1]):
        return None
    called = [token.text for token in doc[at + 1 : end] if token.is_alpha]
    return end if called and all(word[0].isupper() and not word.isupper() for word in called) else None


def _goes_on(doc: Doc, mentions: Mentions, first: int, last: int, at: int) -> bool:
    """Whether the token is part of the run that ends at token `last`: a capital, or what looks like one here."""
    token, mention = doc[at], mentions.at(at)
    if mention is not None:  # «Simon West said», «Leandra English, …», but not «Angela Russian forces»
        given = all(is_given(one.text) or len(plain(one)) == 1 for one in doc[first:at])
        modifies = mention.form == "adjective" and at + 1 < len(doc) and doc[at + 1].pos_ in ("NOUN", "PROPN", "ADJ")
        return given and not modifies and mention.first == mention.last and last == at - 1
    if is_name_word(token):
        return True
    if doc[at - 1].text == "-":
        return _is_second_half(doc, first, at)
    return last == at - 1 and token.text[0].isupper() and _is_name_here(doc, at)


def _is_second_half(doc: Doc, first: int, at: int) -> bool:
    """«Kim Jong-un»: small letters behind a hyphen, in a name that begins before and modifies no noun."""
    glued = not doc[at - 1].whitespace_ and not doc[at - 2].whitespace_ and doc[at].is_alpha
    modifies = at + 1 < len(doc) and (doc[at + 1].pos_ in ("NOUN", "ADJ") or doc[at + 1].text == "-")
    return glued and at - 2 > first and not modifies and not is_role_noun(plain(doc[at - 2]))


def _is_name_here(doc: Doc, at: int) -> bool:
    """«Aung San Suu Kyi», «Liu He», «Theresa May said», «King Charles III»: what looks like no name."""
    token, before = doc[at], doc[at - 1]
    after = doc[at + 1] if at + 1 < len(doc) else None
    if plain(token) in role_words("generations"):
        return True
    if before.lower_ in role_words("family_first") and token.lower_ in role_words("given_words"):
        return True
    if token.lower_ in ("may", "march") and is_given(before.text):
        return after is None or not after.like_num
    odd = token.is_title and token.pos_ in ("NOUN", "ADJ", "VERB", "X", "INTJ") and len(token) < 8
    return odd and after is not None and bool(token.whitespace_) and is_name_word(after)


def _joins(doc: Doc, at: int) -> bool:
    """What may stand between two capitals of a name: a particle, a blank, a hyphen, the stop of an initial."""
    token = doc[at]
    glued = token.text in ("-", "’", "'") and not doc[at - 1].whitespace_ and not token.whitespace_
    initial = token.text == "." and len(doc[at - 1]) == 1
    junior = token.text == "," and word_at(doc, at + 1).rstrip(".") in ("jr", "sr")
    return glued or initial or junior or token.is_space or token.lower_ in role_words("particles")


# --------------------------------------------------------------------------- what of a run is a name


def _cut(doc: Doc, first: int, last: int, aside: Aside) -> NameRun | None:
    """The name in a run, without what stands before and after it in capitals; None if nothing is left."""
    behind = _after_title(doc, first, last)
    title = tuple(plain(token) for token in doc[first:behind] if token.is_alpha or len(token) > 1)
    start = max(behind, _after_office(doc, first, last), _after_things(doc, behind, last))
    start = start if title else _after_opener(doc, start, last)
    while start <= last and not doc[start].text[:1].isalpha():
        start += 1
    letters = list(takewhile(lambda at: _is_behind_name(doc[at]), range(last, start, -1)))
    generation = next((word for at in letters if (word := plain(doc[at])) in role_words("generations")), "")
    skipped = range(aside[0], aside[1] + 1) if aside and start < aside[0] else range(0)
    name = (at for at in range(start, last + 1 - len(letters)) if at not in skipped)
    words = tuple(word for at in name for word in fold(doc[at].text))
    if not words:
        return None
    before = start - 1
    while word_at(doc, before) in role_words("particles") | {"-", "."}:  # «Mrs al-Dada», «Col. Byron»
        before -= 1
    if not title and word_at(doc, before).rstrip(".") in role_words("titles"):
        title = (plain(doc[before]),)
    called = tuple(word for at in skipped for word in fold(doc[at].text))
    end = _with_stop(doc, last) if generation else last - len(letters)
    return NameRun(start, end, words, title, (), generation, called, aside if skipped else None)


def _is_behind_name(token: Token) -> bool:
    """Letters of honour, a number, "Jr." and the comma before it."""
    return plain(token) in role_words("letters_after") | role_words("generations") or token.text == ","


def _with_stop(doc: Doc, last: int) -> int:
    """With the stop of «George Harlan Sr. said», which the tokenizer takes off."""
    return last + (last + 2 < len(doc) and doc[last + 1].text == "." and not doc[last + 2].is_sent_start)


def _after_title(doc: Doc, first: int, last: int) -> int:
    """Behind the last title or office of a run («Commerce Secretary Wilbur Ross»), but not behind «Larry King»."""
    start = first
    while last > first and _is_behind_name(doc[last]):
        last -= 1
    for at in range(first, last + 1):
        called = any(is_given(one.text) or plain(one) in role_words("courtesies") for one in doc[first:at])
        if at == last and called and plain(doc[at]) in role_words("titles_too"):
            break
        if plain(doc[at]) in role_words("titles") or (is_role_noun(plain(doc[at])) and at < last):
            start = at + 1
    return start


def _after_office(doc: Doc, first: int, last: int) -> int:
    """Behind the capitals of an office: «Secretary of State Jon Husted», «Minister for Rural Affairs Ida Tarn»."""
    before = first - 1
    while (
        before > 0
        and (word_at(doc, before) in _OF_OFFICES or doc[before].text[:1].isupper())
        and first - before < _LONGEST_OFFICE
    ):
        if is_role_noun(word_at(doc, before).rstrip(".")) or doc[before].is_sent_start:
            break
        before -= 1
    if (
        before == first - 1
        or _OF_OFFICES.isdisjoint(token.lower_ for token in doc[before + 1 : first])
        or not is_role_noun(word_at(doc, before).rstrip("."))
    ):
        return first
    start = first if not is_doubtful(doc[first]) else first + 1
    named = (at for at in range(start, last) if is_given(doc[at].text) or doc[at].lower_ in role_words("family_first"))
    return next(named, None) or next((at for at in range(first, last) if not is_known_word(doc[at])), first)


def _after_things(doc: Doc, first: int, last: int) -> int:
    """Behind a thing's name before a full one: «Rural Development Ada Byron»."""
    things = [at for at in range(first, last - 1) if plain(doc[at]) in role_words("organisations")]
    opens = not is_given(doc[first].text) or is_doubtful(doc[first])
    return things[-1] + 1 if things and is_given(doc[things[-1] + 1].text) and opens else first


def _after_opener(doc: Doc, first: int, last: int) -> int:
    """Behind a word that has a capital because it opens a sentence: «Echoing Ada Byron, …», «Plumber Carl Gauss»."""
    if first >= last or is_given(doc[first].text) or not doc[first].is_alpha:
        return first
    word, following = doc[first].lower_, doc[first + 1]
    if not _opens(doc, first):  # «working Crooked Ada Byron»
        return first + (
            last > first + 1 and is_given(following.text) and is_english(word, "adj") and not is_given(word)
        )
    named = is_given(following.text) or plain(following) in role_words("titles") or last > first + 1
    common = is_human_noun(word) or is_english(word, "verb", "adj", "adv")
    return first + 1 if is_participle(word) or (named and common) else first


def _opens(doc: Doc, at: int) -> bool:
    """Whether a word would have a capital anyway: it begins a sentence, a line or what a mark opens."""
    before = doc[at - 1] if at else None
    return before is None or before.is_space or doc[at].is_sent_start or (before.is_punct and before.text not in ",)-")
