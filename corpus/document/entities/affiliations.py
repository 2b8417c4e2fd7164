"""The organisation that somebody belongs to, under the name that the article prints.

The gazetteer holds the world's parties; a think-tank, a company, a university, a county or a party of one country's
politics speaks for itself all the same: "director of the Carter Institute", "Labour MP", "Milwaukee County's director".
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cache, partial
from typing import TYPE_CHECKING

from corpus.document.entities.given_names import is_given
from corpus.document.entities.parties import Mention, Mentions
from corpus.document.entities.roles import is_human_noun, is_role_noun
from corpus.document.parse import OUTSIDE, Parse
from corpus.knowledge import read_table, words_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

_words = partial(words_of, "affiliations.toml")
_BELONGING = frozenset(["of", "at", "for", "with", "from"])
_WITHIN_NAMES = frozenset(["of", "for", "on", "and", "&", "the", "de", "against", "without", "to"])
_LONGEST_ORGANISATION = 10


@dataclass(frozen=True)
class Names:
    """What an article names: its parties, and the tokens `taken` by the names of people."""

    parse: Parse
    mentions: Mentions
    taken: Collection[int] = field(default=frozenset(), repr=False)


def affiliation_after(names: Names, noun: int, last: int) -> str | None:
    """What a role is held at: «… fellow at the Carter Institute». Token `noun` is the role's; None if nothing is named.

    The id of a party where a body of a state is named with its state ("head of the Iraqi parliament").
    """
    doc = names.parse.doc
    role = doc[noun].lower_
    if role in _words("of_people"):
        return None
    for at in range(noun + 1, min(last, noun + 12) + 1):
        verb = doc[at].pos_ in ("VERB", "AUX") and doc[at - 1].pos_ != "ADP"
        if verb or (doc[at].is_punct and not _is_listed(doc, at)):
            return None
        if doc[at].tag_ == "NNS" and is_human_noun(doc[at].lower_):
            return None
        if doc[at].lower_ in _BELONGING:
            strict = role not in _words("of_companies") | _words("of_places") and doc[at].lower_ not in ("at", "with")
            found = (
                named_from(names, at + 1, last, strict=strict)
                or _firm_at(names, role, at + 1)
                or _body_meant(names, at + 1, last)
            )
            if found is not None:
                return found
    return None


def _firm_at(names: Names, role: str, at: int) -> str | None:
    """«chief executive of Volvo», «coordinator for MoveOn»: one capital behind an office that only firms have."""
    alone = at in range(len(names.parse.doc)) and _is_capital(names, at) and not _is_capital(names, at + 1)
    works = role in _words("of_companies_only") | _words("of_places") or names.parse.doc[at - 1].lower_ == "at"
    one = works and alone and names.parse.doc[at].text not in ("He", "It")
    return names.parse.doc[at].text if one and not is_given(names.parse.doc[at].text) else None


def _is_listed(doc: "Doc", comma: int) -> bool:
    """The comma of «Director of Strategy, Technology and Arms Control», a hyphen."""
    if doc[comma].text == "-":
        return True
    joined = any(token.lower_ in ("and", "&") for token in doc[comma + 1 : comma + 5])
    return doc[comma].text == "," and joined and doc[comma - 1].pos_ == doc[comma + 1].pos_ in ("NOUN", "PROPN")


def named_from(names: Names, first: int, last: int, *, strict: bool = False) -> str | None:
    """The organisation whose name begins at token `first`, articles and "the think-tank" before it left out.

    With `strict` several capitals alone are none ("West Virginia"): a word such as "Institute" must be among them.
    """
    start, told = _start_of_name(names.parse, first, last)
    if start is None or start in names.taken:
        return None
    end = _end_of_name(names, start, last)
    mention = names.mentions.at(start)
    if mention is not None and mention.last >= end:
        return None
    words = [token.lower_ for token in names.parse.doc[start : end + 1]]
    if is_body_of_state(words):
        return mention.party_id if mention is not None else None
    if any(is_role_noun(word) for word in words):
        return None
    told = told or _is_called_a_kind(names.parse.doc, end)
    is_one = told or _is_organisation(names.parse, start, end, mention, strict=strict)
    return in_full(names, names.parse.span(start, end).text) if is_one else None


def _is_called_a_kind(doc: "Doc", end: int) -> bool:
    """«the Mondoweiss news website», «the Kharkiv regional military administration»."""
    for token in doc[end + 1 : end + 5]:
        if token.lower_ in _words("kinds") | _words("bodies_of_state"):
            return True
        if token.pos_ not in ("NOUN", "ADJ") or not token.text.islower():
            return False
    return False


def in_full(names: Names, text: str) -> str:
    """The name that an abbreviation stands for, where the article gives both: "the Tide Watch Group (TWG)"."""
    doc = names.parse.doc
    if not _is_abbreviation(text):
        return text
    for token in doc[3:]:
        if token.text == text and token.nbor(-1).text == "(":
            start = token.i - 2
            while start > 0 and token.i - start <= len(text) + 4 and _continues(names.parse, start - 1):
                start -= 1
            capitals = [word.i for word in doc[start : token.i - 1] if word.text[:1] == text[0]]
            initials = [
                (at, "".join(word.text[0] for word in doc[at : token.i - 1] if word.text[0].isupper()))
                for at in capitals
            ]
            fitting = [at for at, letters in initials if letters == text]
            return names.parse.span(fitting[-1], token.i - 2).text if fitting else text
    return text


def _body_meant(names: Names, first: int, last: int) -> str | None:
    """«at the council», where the article has named one: the last name before that ends in the noun."""
    doc = names.parse.doc
    if first > last or doc[first].lower_ != "the":
        return None
    noun = next((at for at in range(first + 1, last + 1) if doc[at].pos_ == "NOUN"), None)
    if noun is None or doc[noun].lower_ not in words_of("roles.toml", "organisations"):
        return None
    return last_named(names, doc[noun].lower_, first)


def last_named(names: Names, noun: str, before: int) -> str | None:
    """The last organisation named before a token whose name ends in `noun`: "Mole Valley Council" for "council"."""
    doc = names.parse.doc
    for at in range(before - 1, 0, -1):
        if doc[at].lower_ == noun and doc[at].text[0].isupper():
            start = at
            while start > 0 and _continues(names.parse, start - 1):
                start -= 1
            while start < at and not doc[start].text[:1].isupper():
                start += 1
            words = [token.lower_ for token in doc[start : at + 1]]
            if start < at and not is_body_of_state(words):
                return names.parse.span(start, _end_of_name(names, at, before)).text
            return None
    return None


def affiliation_before(names: Names, first: int) -> str | None:
    """Whose the name or role at token `first` is: «Japan's Ada Byron», «the Rescue Committee's Ada Byron»."""
    doc, mentions = names.parse.doc, names.mentions
    if first < 2 or doc[first - 1].tag_ != "POS" or names.parse.inside[first - 2] != names.parse.inside[first]:
        return None
    owner = mentions.at(first - 2)
    if owner is not None and owner.last == first - 2 and owner.form != "adjective":
        inner = owner.first > 0 and doc[owner.first - 1].text[:1].isupper() and doc[owner.first - 1].pos_ == "PROPN"
        return None if inner else owner.party_id
    start = first - 2
    while start > 0 and _continues(names.parse, start - 1) and start - 1 not in names.taken:
        start -= 1
    while start < first - 2 and (doc[start].pos_ == "DET" or not doc[start].text[:1].isupper()):
        start += 1
    if start in names.taken or first - 2 in names.taken:
        return None
    return names.parse.span(start, first - 2).text if _is_organisation(names.parse, start, first - 2, None) else None


def owner_of_role(names: Names, first: int, noun: int) -> str | None:
    """Whose an office is, if capitals with "'s" stand in its phrase: «Milwaukee County's director», «Leeds's mayor»."""
    doc = names.parse.doc
    at = next((at for at in range(noun - 1, first, -1) if doc[at].tag_ == "POS"), None)
    if at is None or doc[noun].lower_ in _words("of_people"):
        return None
    found = affiliation_before(names, at + 1)
    if found is not None or at - 1 in names.taken or names.mentions.at(at - 1) is not None:
        return found
    start = at - 1
    while start > first and doc[start - 1].pos_ == "PROPN" and start - 1 not in names.taken:
        start -= 1
    words = [token.lower_ for token in doc[start:at]]
    if doc[at - 1].pos_ == "PROPN" and not is_body_of_state(words) and not _is_part_of_offices(words):
        return names.parse.span(start, at - 1).text
    common = doc[at - 1].pos_ == "NOUN" and words[-1] in words_of("roles.toml", "organisations")
    return last_named(names, words[-1], start) if common else None


def _is_part_of_offices(words: list[str]) -> bool:
    """«the South's President», «the Minister's aide»: no name by itself."""
    alone = len(words) == 1 and words[0] in words_of("roles.toml", "organisations")
    return alone or is_role_noun(words[-1]) or words[0] in _words("portfolios")


def name_before_role(names: Names, first: int, noun: int) -> str | None:
    """Capitals right before an office: «Cornell University economist», «NDP leader», «Leeds Mayor», «Disney chief».

    A place only before who governs it, a firm's bare name only before who speaks for firms; None for a portfolio.
    """
    doc = names.parse.doc
    end = next((at for at in range(noun, first - 1, -1) if _is_capital(names, at)), None)
    if end is None:
        return None
    start = end
    while start > first and (_is_capital(names, start - 1) or doc[start - 1].text in ("-", "&", "of")):
        start -= 1
    while start < end and not doc[start].text[:1].isupper():
        start += 1
    words = [token.lower_ for token in doc[start : end + 1]]
    if is_body_of_state(words) or _is_part_of_offices(words):
        return None
    if _is_abbreviation(doc[end].text) and words[-1] not in _words("no_organisations"):
        return doc[end].text
    of_place = doc[noun].lower_ in _words("of_places")
    firm = any(doc[at].lower_ in _words("of_companies_only") for at in range(end + 1, min(noun + 2, len(doc))))
    bodies = words_of("roles.toml", "organisations")
    is_one = words[0] not in _no_companies() and ("of" in words or (len(words) > 1 and words[-1] in bodies))
    alone = not (is_given(words[0]) and len(words) > 1) and _no_companies().isdisjoint(words)
    return names.parse.span(start, end).text if is_one or ((of_place or firm) and alone) else None


def _is_capital(names: Names, at: int) -> bool:
    token = names.parse.doc[at]
    proper = token.pos_ == "PROPN" and token.text[:1].isupper() and at not in names.taken
    return proper and names.mentions.at(at) is None and not is_role_noun(token.lower_.rstrip("."))


def domestic_party(names: Names, first: int, last: int) -> str | None:
    """The party of one country's politics that a phrase names by its label: «Labour MP», «a Republican»."""
    words = [token.text for token in names.parse.doc[first : last + 1]]
    for size in (2, 1):
        for at in range(len(words) - size + 1):
            found = _domestic().get(" ".join(words[at : at + size]))
            if found is not None:
                return found
    return None


def party_of_letter(letter: str) -> str | None:
    """The party of «R-Ky.» by its letter; None for an independent."""
    letters: dict[str, str] = read_table("affiliations.toml")["letters"]
    return letters.get(letter)


@cache
def _domestic() -> dict[str, str]:
    table: dict[str, list[str]] = read_table("affiliations.toml")["domestic"]
    return {label: party for party, labels in table.items() for label in labels}


@cache
def _no_companies() -> frozenset[str]:
    return _words("portfolios") | words_of("roles.toml", "titles") | words_of("roles.toml", "roles")


def _start_of_name(parse: Parse, first: int, last: int) -> tuple[int | None, bool]:
    """The first capital after an article, and whether words tell what it is («the Paris-based think-tank …»)."""
    doc, kind = parse.doc, False
    for at in range(first, min(last, first + 6, len(doc) - 1) + 1):
        token = doc[at]
        if token.text[:1].isupper() and (at + 1 >= len(doc) or doc[at + 1].text != "-"):
            bare = all(doc[number].pos_ == "DET" for number in range(first, at))
            return (at, kind) if kind or bare else (None, False)
        if token.pos_ in ("VERB", "AUX", "ADP", "CCONJ", "SPACE") and token.lower_ != "based":
            return None, False
        kind = kind or token.lower_ in _words("kinds")
    return None, False


def _end_of_name(names: Names, start: int, last: int) -> int:
    parse, end = names.parse, start
    doc = parse.doc
    for at in range(start + 1, min(last, start + _LONGEST_ORGANISATION, len(doc) - 1) + 1):
        token = doc[at]
        if token.is_space or parse.inside[at] != parse.inside[start] or at in names.taken:
            break
        if token.lower_ in words_of("roles.toml", "other_capitals") - _WITHIN_NAMES:
            break
        if token.text[:1].isupper() or (token.is_digit and doc[at - 1].text[:1].isupper()):
            end = at
        elif token.lower_ not in _WITHIN_NAMES and token.text != "-":
            break
    return end


def _continues(parse: Parse, at: int) -> bool:
    token = parse.doc[at]
    return not token.is_space and (token.text[:1].isupper() or token.lower_ in ("of", "for", "on"))


def _is_organisation(parse: Parse, start: int, end: int, mention: Mention | None, *, strict: bool = False) -> bool:
    """Whether the capitals are one: a word such as "Institute" among them, an abbreviation, or several and no name."""
    words = [token.text for token in parse.doc[start : end + 1] if token.text[:1].isupper()]
    if not words or parse.inside[start] != OUTSIDE or words[-1].lower() in _words("places"):
        return False
    if any(word.lower() in words_of("roles.toml", "organisations") for word in words) and len(words) > 1:
        return True
    if any(word.lower() in words_of("roles.toml", "other_capitals") | _words("no_organisations") for word in words):
        return False
    if len(words) == 1:
        return _is_abbreviation(words[0])
    if strict or words[0].lower() in words_of("roles.toml", "places_begin"):
        return False
    return not is_given(words[0]) and (mention is None or mention.form == "adjective" or len(words) > 2)


def _is_abbreviation(word: str) -> bool:
    return word.isupper() and 2 < len(word) <= 6 and word.isalnum()


def is_body_of_state(words: list[str]) -> bool:
    """Bodies that act for their state: the ministries, the parliament with its committees, the army."""
    governing = not _words("governing").isdisjoint(words)
    return not _words("bodies_of_state").isdisjoint(words) or ("council" in words and governing)
