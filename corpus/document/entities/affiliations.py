"""The organisation that somebody belongs to, under the name that the article prints.

The gazetteer holds the world's parties; a think-tank, a company, a university, a county or a party of one country's
politics speaks for itself all the same: "director of the Carter Institute", "Labour MP", "Milwaukee County's director".
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cache, partial
from typing import TYPE_CHECKING

from corpus.document.entities.given_names import is_given
from corpus.document.entities.parties import Mentions
from corpus.document.entities.roles import is_human_noun, is_role_noun, role_words
from corpus.document.parse import OUTSIDE, Parse
from corpus.knowledge import read_table, words_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

_words = partial(words_of, "affiliations.toml")
_BELONGING = frozenset(["of", "at", "for", "with", "from"])
_WITHIN_NAMES = frozenset(["of", "for", "on", "and", "&", "the", "de", "against", "without", "to", "-"])
_LONGEST = 10


@dataclass(frozen=True)
class Names:
    """What an article names: its parties, and the tokens `taken` by the names of people."""

    parse: Parse
    mentions: Mentions
    taken: Collection[int] = field(default=frozenset(), repr=False)

    @property
    def doc(self) -> "Doc":
        return self.parse.doc

    def text(self, first: int, last: int) -> str:
        return " ".join(self.parse.span(first, last).text.split())

    def words(self, first: int, last: int) -> list[str]:
        return [token.lower_ for token in self.doc[first : last + 1]]

    def is_proper(self, at: int) -> bool:
        """Whether a token may be of an organisation's name: a capital of no person, no party and no office."""
        token = self.doc[at]
        proper = token.pos_ == "PROPN" and token.text[:1].isupper() and at not in self.taken
        return proper and self.mentions.at(at) is None and not is_role_noun(token.lower_.rstrip("."))

    def start_of(self, last: int, first: int = 0) -> int:
        """Where the name begins that ends at token `last`."""
        start = last
        while start > first and self._goes_on(start - 1) and self.doc[start - 1].lower_ not in ("to", "and", "the"):
            start -= 1
        while start < last and not self.doc[start].text[:1].isupper():
            start += 1
        return start

    def end_of(self, start: int, last: int) -> int:
        """Where the name ends that begins at token `start`, at token `last` at the latest."""
        end = start
        for at in range(start + 1, min(last, start + _LONGEST, len(self.doc) - 1) + 1):
            if not self._goes_on(at) or self.parse.inside[at] != self.parse.inside[start]:
                break
            end = at if self.doc[at].lower_ not in _WITHIN_NAMES else end
        return end

    def _goes_on(self, at: int) -> bool:
        token = self.doc[at]
        if token.is_space or at in self.taken or token.lower_ in role_words("other_capitals") - _WITHIN_NAMES:
            return False
        number = token.is_digit and self.doc[at - 1].text[:1].isupper()
        return token.text[:1].isupper() or number or token.lower_ in _WITHIN_NAMES


# --------------------------------------------------------------------------- behind a role


def organisation_after(names: Names, noun: int, last: int) -> str | None:
    """What a role is held at: «… fellow at the Carter Institute». Token `noun` is the role's; None if nothing is named.

    The id of a party where a body of a state is named with its state ("head of the Iraqi parliament").
    """
    doc, role = names.doc, names.doc[noun].lower_
    for at in range(noun + 1, min(last, noun + 12) + 1):
        verb = doc[at].pos_ in ("VERB", "AUX") and doc[at - 1].pos_ != "ADP"
        people = doc[at].tag_ == "NNS" and is_human_noun(doc[at].lower_)
        if verb or people or role in _words("of_people") or (doc[at].is_punct and not _isrole_words(doc, at)):
            return None
        if doc[at].lower_ in _BELONGING:
            strict = role not in _words("of_companies") | _words("of_places") and doc[at].lower_ not in ("at", "with")
            named = organisation_from(names, at + 1, last, strict=strict)
            found = named or _firm_at(names, role, at + 1, last) or _body_meant(names, at + 1, last)
            if found is not None:
                return found
    return None


def _isrole_words(doc: "Doc", comma: int) -> bool:
    """The comma of «Director of Strategy, Technology and Arms Control», a hyphen."""
    joined = any(token.lower_ in ("and", "&") for token in doc[comma + 1 : comma + 5])
    listed = doc[comma].text == "," and doc[comma - 1].pos_ == doc[comma + 1].pos_ in ("NOUN", "PROPN")
    return doc[comma].text == "-" or (joined and listed)


def organisation_from(names: Names, first: int, last: int, *, strict: bool = False) -> str | None:
    """The organisation whose name begins at token `first`, articles and "the think-tank" before it left out.

    With `strict` several capitals alone are none ("West Virginia"): a word such as "Institute" must be among them.
    """
    start, told = _start_of_name(names.doc, first, last)
    if start is None or start in names.taken:
        return None
    end, mention = names.end_of(start, last), names.mentions.at(start)
    words = names.words(start, end)
    if (mention is not None and mention.last >= end) or any(map(is_role_noun, words)):
        return None
    if is_body_of_state(words):
        return mention.party_id if mention is not None else None
    given = is_given(words[0]) or (mention is not None and mention.form != "adjective" and len(words) < 3)
    is_one = told or _is_called_a_kind(names.doc, end) or _is_organisation(names, start, end, strict=strict or given)
    return in_full(names, names.text(start, end)) if is_one else None


def _start_of_name(doc: "Doc", first: int, last: int) -> tuple[int | None, bool]:
    """The first capital after an article, and whether words tell what it is («the Paris-based think-tank …»)."""
    told = False
    for at in range(first, min(last, first + 6, len(doc) - 1) + 1):
        if doc[at].text[:1].isupper() and (at + 1 >= len(doc) or doc[at + 1].text != "-"):
            return (at, told) if told or all(token.pos_ == "DET" for token in doc[first:at]) else (None, False)
        if doc[at].pos_ in ("VERB", "AUX", "ADP", "CCONJ", "SPACE") and doc[at].lower_ != "based":
            return None, False
        told = told or doc[at].lower_ in _words("kinds")
    return None, False


def _is_called_a_kind(doc: "Doc", end: int) -> bool:
    """«the Mondoweiss news website», «the Kharkiv regional military administration»."""
    for token in doc[end + 1 : end + 5]:
        if token.lower_ in _words("kinds") | _words("bodies_of_state"):
            return True
        if token.pos_ not in ("NOUN", "ADJ") or not token.text.islower():
            return False
    return False


def _firm_at(names: Names, role: str, at: int, last: int) -> str | None:
    """«chief executive of Volvo», «nurse at Guy's», «mayor of Leeds»: one capital where only one thing can stand."""
    doc = names.doc
    works = role in _words("of_companies_only") | _words("of_places") or doc[at - 1].lower_ == "at"
    alone = at <= last and names.is_proper(at) and not names.is_proper(at + 1) and not is_given(doc[at].text)
    return doc[at].text if works and alone else None


def _body_meant(names: Names, first: int, last: int) -> str | None:
    """«at the council», where the article has named one."""
    noun = next((token for token in names.doc[first + 1 : last + 1] if token.pos_ == "NOUN"), None)
    meant = first <= last and names.doc[first].lower_ == "the" and noun is not None
    return _last_named(names, noun.lower_, first) if meant and noun is not None else None


def _last_named(names: Names, noun: str, before: int) -> str | None:
    """The last organisation before a token whose name ends in `noun`: "Mole Valley Council" for "council"."""
    bodies = (at for at in range(before - 1, 0, -1) if names.doc[at].lower_ == noun and names.doc[at].text[0].isupper())
    at = next(bodies, None) if noun in role_words("organisations") else None
    start = names.start_of(at) if at is not None else 0
    if at is None or start == at or is_body_of_state(names.words(start, at)):
        return None
    return names.text(start, names.end_of(at, before - 1))


def in_full(names: Names, text: str) -> str:
    """The name that an abbreviation stands for, where the article gives both: "the Tide Watch Group (TWG)"."""
    if not _is_abbreviation(text):
        return text
    glossed = (token.i for token in names.doc[2:] if token.text == text and token.nbor(-1).text == "(")
    for at in glossed:
        for start in range(at - 2, max(-1, at - 3 - 2 * len(text)), -1):
            if "".join(word.text[0] for word in names.doc[start : at - 1] if word.text[0].isupper()) == text:
                return names.text(start, at - 2)
    return text


# --------------------------------------------------------------------------- before a role or a name


def owner_before(names: Names, first: int) -> str | None:
    """Whose the name at token `first` is: «Japan's Ada Byron», «the Rescue Committee's Ada Byron»."""
    last = first - 2
    if last < 0 or names.doc[first - 1].tag_ != "POS" or last in names.taken:
        return None
    mention = names.mentions.at(last)
    if mention is not None and mention.last == last and mention.form != "adjective":
        inner = mention.first > 0 and names.is_proper(mention.first - 1)
        return None if inner else mention.party_id
    start = names.start_of(last)
    given = is_given(names.doc[start].text)
    return names.text(start, last) if _is_organisation(names, start, last, strict=given) else None


def owner_of_role(names: Names, first: int, noun: int) -> str | None:
    """Whose an office is, if "'s" stands in its phrase: «Milwaukee County's director», «the orchestra's conductor»."""
    mark = next((at for at in range(noun - 1, first, -1) if names.doc[at].tag_ == "POS"), None)
    if mark is None or names.doc[noun].lower_ in _words("of_people"):
        return None
    found, last = owner_before(names, mark + 1), mark - 1
    if found is not None or last in names.taken or names.mentions.at(last) is not None:
        return found
    if names.doc[last].pos_ == "NOUN":
        return _last_named(names, names.doc[last].lower_, last)
    start = names.start_of(last, first)
    words = names.words(start, last)
    return names.text(start, last) if names.is_proper(last) and not _is_of_offices(words) else None


def name_before_role(names: Names, first: int, noun: int) -> str | None:
    """Capitals right before an office: «Cornell University economist», «NDP leader», «Leeds Mayor», «Disney chief».

    A place only before who governs it, a firm's bare name only before who speaks for firms; None for a portfolio.
    """
    doc = names.doc
    end = next((at for at in range(noun, first - 1, -1) if names.is_proper(at)), None)
    if end is None:
        return None
    start = names.start_of(end, first)
    words = names.words(start, end)
    if _is_of_offices(words):
        return None
    if _is_abbreviation(doc[end].text) and words[-1] not in _words("no_organisations"):
        return doc[end].text
    firm = not _words("of_companies_only").isdisjoint(names.words(end + 1, noun + 1))
    alone = not (is_given(words[0]) and len(words) > 1) and _no_companies().isdisjoint(words)
    is_one = words[0] not in _no_companies() and (
        "of" in words or (len(words) > 1 and words[-1] in role_words("organisations"))
    )
    loose = (firm or doc[noun].lower_ in _words("of_places")) and alone
    return names.text(start, end) if is_one or loose else None


def _is_of_offices(words: list[str]) -> bool:
    """«the South's President», «the Minister's aide», «Foreign Affairs minister»: no name by itself."""
    alone = len(words) == 1 and words[0] in role_words("organisations")
    return alone or is_body_of_state(words) or is_role_noun(words[-1]) or words[0] in _words("portfolios")


# --------------------------------------------------------------------------- parties of one country's politics


def domestic_party(names: Names, first: int, last: int) -> str | None:
    """The party of one country's politics that a phrase names by its label: «Labour MP», «a Republican»."""
    labels = (names.doc[at : at + size].text for size in (2, 1) for at in range(first, last + 2 - size))
    return next((party for label in labels if (party := _domestic().get(label))), None)


def party_of_letter(letter: str) -> str | None:
    """The party of «R-Ky.» by its letter; None for an independent."""
    letters: dict[str, str] = read_table("affiliations.toml")["letters"]
    return letters.get(letter)


@cache
def _domestic() -> dict[str, str]:
    table: dict[str, list[str]] = read_table("affiliations.toml")["domestic"]
    return {label: party for party, labels in table.items() for label in labels}


# --------------------------------------------------------------------------- what capitals are


def is_body_of_state(words: list[str]) -> bool:
    """Bodies that act for their state: the ministries, the parliament with its committees, the army."""
    ruling = ("council" in words and not _words("governing").isdisjoint(words)) or (
        "committee" in words and not _words("of_parliaments").isdisjoint(words)
    )
    return ruling or not _words("bodies_of_state").isdisjoint(words)


def _is_organisation(names: Names, start: int, end: int, *, strict: bool) -> bool:
    """Whether capitals are one: a word such as "Institute" among them, an abbreviation, or several if not `strict`."""
    words = [token.text for token in names.doc[start : end + 1] if token.text[:1].isupper()]
    lower = [word.lower() for word in words]
    if not words or names.parse.inside[start] != OUTSIDE or lower[-1] in _words("places"):
        return False
    if len(words) > 1 and not role_words("organisations").isdisjoint(lower):
        return True
    if not (role_words("other_capitals") | _words("no_organisations")).isdisjoint(lower):
        return False
    return _is_abbreviation(words[0]) if len(words) == 1 else not strict and lower[0] not in role_words("places_begin")


def _is_abbreviation(word: str) -> bool:
    return word.isupper() and 2 < len(word) <= 6 and word.isalnum()


@cache
def _no_companies() -> frozenset[str]:
    return _words("portfolios") | role_words("titles") | role_words("roles")
