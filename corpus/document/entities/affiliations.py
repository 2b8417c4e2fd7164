"""The organisation that somebody belongs to, under the name that the article prints.

The gazetteer holds the world's parties; a think-tank, a company or a university speaks for itself all the same:
"director of the Carter Institute", "the Refugee Committee's Ada Byron", "NDP leader".
"""

from functools import cache

from corpus.document.entities.given_names import is_given
from corpus.document.entities.leaders import surnames
from corpus.document.entities.parties import Mention, Mentions
from corpus.document.parse import OUTSIDE, Parse
from corpus.knowledge import read_table, words_of

_BELONGING = frozenset(["of", "at", "for", "with", "from"])
_WITHIN_NAMES = frozenset(["of", "for", "on", "and", "&", "the", "de"])
_LONGEST_ORGANISATION = 10


def affiliation_after(parse: Parse, mentions: Mentions, noun: int, last: int) -> str | None:
    """What a role is held at: «… fellow at the Carter Institute». Token `noun` is the role's; None if nothing is named.

    The id of a party where a body of a state is named with its state ("head of the Iraqi parliament").
    """
    doc = parse.doc
    if doc[noun].lower_ in _words("of_places"):
        return None
    for at in range(noun + 1, min(last, noun + 12) + 1):
        if doc[at].text in (",", ";", ":") or doc[at].pos_ in ("VERB", "AUX"):
            return None
        if doc[at].lower_ in _BELONGING:
            strict = doc[noun].lower_ not in _words("of_companies")
            found = named_from(parse, mentions, at + 1, last, strict=strict)
            if found is not None:
                return found
    return None


def named_from(parse: Parse, mentions: Mentions, first: int, last: int, *, strict: bool = False) -> str | None:
    """The organisation whose name begins at token `first`, articles and "the think-tank" before it left out.

    With `strict` several capitals alone are none ("West Virginia"): a word such as "Institute" must be among them.
    """
    start, told = _start_of_name(parse, first, last)
    if start is None:
        return None
    end = _end_of_name(parse, start, last)
    mention = mentions.at(start)
    if mention is not None and mention.last >= end:
        return None
    words = [token.lower_ for token in parse.doc[start : end + 1]]
    if _is_body_of_state(words):
        return mention.party_id if mention is not None else None
    is_one = told or _is_organisation(parse, start, end, mention, strict=strict)
    return parse.span(start, end).text if is_one else None


def affiliation_before(parse: Parse, mentions: Mentions, first: int) -> str | None:
    """Whose the name at token `first` is: «Japan's Ada Byron», «the Rescue Committee's Ada Byron»."""
    doc = parse.doc
    if first < 2 or doc[first - 1].tag_ != "POS" or parse.inside[first - 2] != parse.inside[first]:
        return None
    owner = mentions.at(first - 2)
    if owner is not None and owner.last == first - 2 and owner.form != "adjective":
        inner = owner.first > 0 and doc[owner.first - 1].text[:1].isupper() and doc[owner.first - 1].pos_ == "PROPN"
        return None if inner else owner.party_id
    start = first - 2
    while start > 0 and _continues(parse, start - 1):
        start -= 1
    while start < first - 2 and (doc[start].pos_ == "DET" or not doc[start].text[:1].isupper()):
        start += 1
    return parse.span(start, first - 2).text if _is_organisation(parse, start, first - 2, None) else None


def abbreviation_in(parse: Parse, mentions: Mentions, first: int, noun: int) -> str | None:
    """An abbreviated organisation before its officer: «NDP leader», «BKP spokesman»; None if there is none."""
    for at in range(first, noun):
        text = parse.doc[at].text
        if text.isupper() and 2 < len(text) <= 6 and text.isalnum() and mentions.at(at) is None:
            if parse.doc[at + 1].text == "-" and parse.doc[at + 2].text.isupper():
                text = parse.span(at, at + 2).text
            return text if text.lower() not in _words("no_organisations") else None
    return None


def company_before(parse: Parse, mentions: Mentions, first: int, noun: int) -> str | None:
    """A company right before its officer: «Disney chief executive», «Ford spokesman»; None if there is none."""
    doc = parse.doc
    if not {doc[at].lower_ for at in range(noun, min(noun + 2, len(doc)))} & _words("of_companies_only"):
        return None
    start = noun
    while start > first and doc[start - 1].pos_ == "PROPN" and mentions.at(start - 1) is None:
        start -= 1
    words = [doc[at].lower_ for at in range(start, noun)]
    if not words or is_given(words[0]) or not _no_companies().isdisjoint(words):
        return None
    return parse.span(start, noun - 1).text if words[-1] not in surnames() else None


@cache
def _no_companies() -> frozenset[str]:
    others = (words_of("roles.toml", kind) for kind in ("titles", "roles", "organisations"))
    return _words("bodies_of_state").union(*others)


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


def _end_of_name(parse: Parse, start: int, last: int) -> int:
    doc, end = parse.doc, start
    for at in range(start + 1, min(last, start + _LONGEST_ORGANISATION, len(doc) - 1) + 1):
        token = doc[at]
        if token.is_space or parse.inside[at] != parse.inside[start]:
            break
        if token.text[:1].isupper() or (token.is_digit and doc[at - 1].text[:1].isupper()):
            end = at
        elif token.lower_ not in _WITHIN_NAMES and token.text not in ("-", "'s", "’s"):
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
        return words[0].isupper() and len(words[0]) > 2
    if strict or words[0].lower() in words_of("roles.toml", "places_begin"):
        return False
    return not is_given(words[0]) and (mention is None or mention.form == "adjective" or len(words) > 2)


def _is_body_of_state(words: list[str]) -> bool:
    """Bodies that act for their state: the ministries, the parliament, the army."""
    governing = not _words("governing").isdisjoint(words)
    return not _words("bodies_of_state").isdisjoint(words) or ("council" in words and governing)


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(read_table("affiliations.toml")[kind].split())
