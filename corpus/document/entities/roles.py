"""What an article says that somebody is: the phrase before a name, or the description after or before it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus import knowledge
from corpus.document.entities.affiliations import abbreviation_in, affiliation_after, company_before
from corpus.document.entities.parties import Mention, Mentions
from corpus.document.parse import Parse
from corpus.models import PartyKind

if TYPE_CHECKING:
    from spacy.tokens import Token

_LONGEST_ROLE = 14
_BARE_TITLES = frozenset(["mr", "mrs", "ms", "miss", "mx", "dr", "sir", "dame", "lord", "lady"])


@dataclass(frozen=True, slots=True)
class Role:
    """A role as printed, from token `first` to `last`; `text` is without its article and the place it was held at.

    `noun` is the lemma of what the person is ("spokesman"); `party_id` the party that the phrase names, if any.
    """

    first: int
    last: int
    text: str
    noun: str
    party_id: str | None


def words_of(kind: str) -> frozenset[str]:
    """One of the word lists of ``knowledge/roles.toml``."""
    return knowledge.words_of("roles.toml", kind)


def is_role_noun(word: str) -> bool:
    return word in words_of("roles") or word.removesuffix("s") in words_of("roles")


def role_of(parse: Parse, mentions: Mentions, first: int, last: int) -> Role | None:
    """The role of the name from token `first` to `last`: what stands before it, else what describes it. Or None."""
    before = _before(parse, first)
    if before is not None and parse.doc[first - 1].pos_ not in ("ADP", "CCONJ", "DET"):
        held = _role(parse, mentions, *before)
        if held is not None:
            return held
    for phrase in _described(parse, first, last):
        return _role(parse, mentions, *phrase)
    return None


def _before(parse: Parse, first: int) -> tuple[int, int] | None:
    """«Kremlin spokesman Dmitry Peskov», «President of the Union Azali Assoumani»: up to the name, in its phrase."""
    doc, at = parse.doc, first - 1
    name = doc[first]
    head = name.head if name.dep_ in ("compound", "nmod") and name.head.i > name.i else name
    start = max(head.left_edge.i, first - _LONGEST_ROLE)
    while start < first and (doc[start].is_punct or doc[start].is_space or parse.inside[start] != parse.inside[first]):
        start += 1
    nouns = [at for at in range(start, first) if is_role_noun(doc[at].lower_.rstrip("."))]
    if nouns and not any(doc[at].text in (",", ";", ":") for at in range(start, first)):
        return (_noun_phrase_ending(parse, first - 1) if start == first - 1 else start), first - 1
    if is_role_noun(doc[at].lower_.rstrip(".")) or doc[at].lower_.rstrip(".") in words_of("titles") - _BARE_TITLES:
        return _noun_phrase_ending(parse, at), at
    return _of_phrase(parse, first)


def _noun_phrase_ending(parse: Parse, at: int) -> int:
    start = at
    while start > 0 and at - start < 8:
        token = parse.doc[start - 1]
        if token.pos_ not in ("PROPN", "NOUN", "ADJ", "PART") and token.text not in ("-", "'s", "’s"):
            break
        if token.is_space or parse.inside[start - 1] != parse.inside[at]:
            break
        start -= 1
    return start


def _of_phrase(parse: Parse, first: int) -> tuple[int, int] | None:
    """«the head of the European Commission Ursula von der Leyen»: a role, "of" and what it is of, and then the name."""
    doc = parse.doc
    for at in range(first - 1, max(0, first - 9), -1):
        token = doc[at]
        if token.is_punct or token.is_space or token.pos_ in ("VERB", "AUX"):
            return None
        if is_role_noun(token.lower_) and doc[at + 1].lower_ in ("of", "for", "to"):
            return _noun_phrase_ending(parse, at), first - 1
    return None


def _described(parse: Parse, first: int, last: int) -> Iterator[tuple[int, int]]:
    """«Arakhamia, a Ukrainian negotiator», «another negotiator at the talks, Oleksandr Chaly»."""
    doc = parse.doc
    for at in range(first, last + 1):
        for child in doc[at].rights:
            if child.dep_ == "appos" and is_role_noun(child.lower_) and child.i > last:
                yield child.left_edge.i, _role_end(child)
    after = doc[last + 1] if last + 1 < len(doc) else None
    if after is not None and after.text == "(" and last + 4 < len(doc):
        after = doc[min(last + 4, len(doc) - 1)]
    if after is not None and after.text == ",":
        following = _phrase_from(parse, after.i + 1)
        if following is not None:
            yield following
    if first >= 2 and doc[first - 1].text == ",":
        preceding = _phrase_to(parse, first - 2)
        if preceding is not None:
            yield preceding


def _phrase_from(parse: Parse, start: int) -> tuple[int, int] | None:
    """A noun phrase right after a comma whose noun is a role: «, the UK's negotiator»."""
    doc = parse.doc
    for at in range(start, min(len(doc), start + 8)):
        token = doc[at]
        if token.is_punct or token.is_space or token.pos_ in ("VERB", "AUX", "SCONJ", "ADP"):
            return None
        following = doc[at + 1] if at + 1 < len(doc) else None
        last_noun = following is None or following.pos_ not in ("NOUN", "PROPN", "PART")
        if is_role_noun(token.lower_) and last_noun:
            return start, max(at, min(_role_end(token), at + _LONGEST_ROLE))
    return None


def _phrase_to(parse: Parse, last: int) -> tuple[int, int] | None:
    """A noun phrase that ends right before a comma: «as the head of the bank, Ada Lovelace, said»."""
    doc = parse.doc
    for at in range(last, max(-1, last - 10), -1):
        token = doc[at]
        if token.is_punct or token.is_space or token.pos_ in ("VERB", "AUX", "SCONJ"):
            return None
        if is_role_noun(token.lower_) and token.pos_ in ("NOUN", "PROPN"):
            start = token.left_edge.i if at - token.left_edge.i < 8 else at
            determined = doc[start].pos_ in ("DET", "ADJ", "PROPN", "NOUN", "PRON")
            inside = all(parse.inside[number] == parse.inside[last + 1] for number in range(start, last))
            return (start, last) if determined and inside else None
    return None


def _role_end(noun: "Token") -> int:
    """The end of a role's phrase: with "of …", "for …" and "to …", without clauses."""
    end = noun.i
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ in ("of", "for", "to", "at", "in"):
            end = max(end, child.right_edge.i)
        elif child.dep_ in ("relcl", "acl", "appos", "conj", "cc", "punct"):
            break
    while end > noun.i and (noun.doc[end].is_punct or noun.doc[end].is_space):
        end -= 1
    return end


def _role(parse: Parse, mentions: Mentions, first: int, last: int) -> Role | None:
    doc = parse.doc
    nouns = [at for at in range(first, last + 1) if is_role_noun(doc[at].lower_.rstrip("."))]
    if not nouns:
        return None
    start = first
    while start < last and (doc[start].pos_ in ("DET", "ADP") or doc[start].lower_ in ("another", "one", "fellow")):
        start += 1
    end = _without_place(parse, nouns[-1], last)
    text = " ".join(parse.span(start, end).text.split())
    return Role(first, last, text, doc[nouns[0]].lower_.rstrip("."), _party_of(parse, mentions, first, last))


def _party_of(parse: Parse, mentions: Mentions, first: int, last: int) -> str | None:
    """Whom a role's phrase names: its organisation, or the first party in it. Nobody for a role that was once held.

    "the Iran director at the Crisis Group" is of the group; an envoy's goal is not the envoy's party.
    """
    doc = parse.doc
    noun = next((at for at in range(first, last + 1) if is_role_noun(doc[at].lower_.rstrip("."))), None)
    if noun is None or any(doc[at].lower_ in words_of("no_longer") for at in range(first, noun)):
        return None
    organisation = affiliation_after(parse, mentions, noun, last)
    if organisation is not None:
        return organisation
    for at in range(first, last + 1):
        mention = mentions.at(at)
        if mention is None:
            continue
        before = doc[mention.first - 1].lower_ if mention.first > noun else ""
        if before == "to":
            return None
        if before in ("on", "about", "against", "in") or _is_portfolio(parse, mention):
            continue
        return mention.party_id if not _is_part_of_name(parse, mentions, at) else _organisation(parse, at)
    return abbreviation_in(parse, mentions, first, noun) or company_before(parse, mentions, first, noun)


def _is_portfolio(parse: Parse, mention: Mention) -> bool:
    """«Europe minister»: what somebody looks after, not whom he speaks for."""
    following = parse.doc[mention.last + 1].lower_ if mention.last + 1 < len(parse.doc) else ""
    return mention.kind is not PartyKind.STATE and mention.form != "adjective" and following in ("minister", "editor")


def _is_part_of_name(parse: Parse, mentions: Mentions, at: int) -> bool:
    """Whether an adjective stands within an organisation's name: "the Confederation of British Industry"."""
    doc, mention = parse.doc, mentions.at(at)
    following = doc[at + 1] if at + 1 < len(doc) else None
    adjective = mention is not None and mention.form == "adjective"
    after_of = (
        at >= 2
        and doc[at - 1].lower_ == "of"
        and doc[at - 2].text[:1].isupper()
        and not is_role_noun(doc[at - 2].lower_)
    )
    return adjective and after_of and following is not None and following.text[:1].isupper()


def _organisation(parse: Parse, at: int) -> str:
    doc, first, last = parse.doc, at - 2, at
    while first > 0 and doc[first - 1].text[:1].isupper():
        first -= 1
    while last + 1 < len(doc) and doc[last + 1].text[:1].isupper():
        last += 1
    return parse.span(first, last).text


def _without_place(parse: Parse, noun: int, last: int) -> int:
    """Leaves out where it was: "another Ukrainian negotiator at the talks" is a Ukrainian negotiator."""
    for at in range(noun + 1, last + 1):
        if parse.doc[at].text in ("--", "–", "—", ";") or parse.doc[at].tag_ in ("WDT", "WP"):
            return at - 2 if parse.doc[at - 1].text == "," else at - 1
        if parse.doc[at].lower_ in ("at", "in", "on", "near", "with", "during"):
            return at - 1
    return last
