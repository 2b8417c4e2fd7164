"""Which body words mean that point back: "the union", "its director", "the ministry". Certain or nobody."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.document.entities.bodies import Capitals, Names, body_words, is_country
from corpus.document.entities.parties import Mention, Mentions
from corpus.document.entities.role_nouns import role_words, word_at
from corpus.document.parse import Parse
from corpus.knowledge.gazetteer import parties
from corpus.models import PartyKind

if TYPE_CHECKING:
    from spacy.tokens import Token


def party_pointed(names: Names, noun: str, before: int) -> str | None:
    """Whose "the union" or "the ministry" is; None where the article tells none, or two."""
    known = noun in role_words("organisations") | body_words("kinds")
    own = _called_so(names, noun, before) if known else None
    return own or party_of_body(names.parse, names.mentions, {noun}, before)


def party_of_body(parse: Parse, mentions: Mentions, words: set[str], before: int) -> str | None:
    """Whose "the government" or "the ministry" is: the one party whose it was further up; None if there are two."""
    bodies = words & role_words("bodies")
    if "assembly" in bodies:
        bodies = bodies | {"government"}
    if not bodies:
        return None
    found = {
        party for token in parse.doc[:before] if token.lower_ in bodies and (party := _party_beside(mentions, token))
    }
    return found.pop() if len(found) == 1 else None


def _party_beside(mentions: Mentions, token: "Token") -> str | None:
    before = (mentions.at(token.i - back) for back in (1, 2) if token.i >= back)
    mention = mentions.of(token) or next((mention for mention in before if mention is not None), None)
    return mention.party_id if mention is not None else None


def _called_so(names: Names, noun: str, before: int) -> str | None:
    """Whose "the union" is: of the one body that the article has called so; None if there are two."""
    found = {names.party_of(name) for name in names.all() if name.last < before and _is_called(names, name, noun)}
    found |= {one.party_id for one in names.mentions.found if one.last < before and _may_be_called(names, one, noun)}
    return found.pop() if len(found) == 1 else None


def _is_called(names: Names, name: Capitals, noun: str) -> bool:
    words = names.words(name)
    told = names.told.get(names.bare(name), "")
    firm = noun in body_words("firms") and not body_words("firms").isdisjoint((told, *words))
    return firm or told == noun or (noun in words and len(words) > 1 and names.is_body(name))


def _may_be_called(names: Names, mention: Mention, noun: str) -> bool:
    """«the agency» for the Atomic Energy Agency, «the group» for whatever fights or is organised."""
    if is_country(mention) or mention.form == "described":
        return False
    return noun in body_words("any_body") or word_at(names.doc, mention.last) == noun


def owner_before(names: Names, at: int, *, is_state: bool) -> str | None:
    """Whose "its" is: of the only body or party that this sentence names before it, or else the one before.

    A state has offices, and what is no office is no state's.
    """
    number = names.parse.sentence_numbers[at]
    for sentence in names.parse.sentences[max(0, number - 1) : number + 1][::-1]:
        if found := set(_bodies_between(names, sentence.start, min(at, sentence.end), names.parse.inside[at])):
            party = parties().get(one := found.pop())
            fits = is_state or party is None or party.kind is not PartyKind.STATE
            return one if not found and fits else None
    return None


def _bodies_between(names: Names, first: int, end: int, inside: int) -> Iterator[str]:
    here = [at for at in range(first, end) if names.parse.inside[at] == inside]
    mentions = dict.fromkeys(one for at in here if (one := names.mentions.at(at)) is not None)
    yield from (one.party_id for one in mentions if one.acts and one.form != "adjective")
    named = dict.fromkeys(name for at in here if (name := names.name_at(at)) is not None and names.is_body(name))
    yield from (party for name in named if (party := names.party_of(name)) is not None)
