"""Sources without a person's name: how they are printed, and whom they speak for."""

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus.document.entities import People, name_of, party_name, party_name_of
from corpus.document.entities.affiliations import campaign_at, party_in_phrase, politics_of_former
from corpus.document.entities.allegiance import party_of_institution, state_of_office
from corpus.document.entities.bodies import Names
from corpus.document.entities.bodies_meant import body_meant
from corpus.document.entities.known_names import longest_known
from corpus.document.entities.parties import Mention, Mentions
from corpus.document.entities.role_nouns import is_human_noun, is_role_noun, role_words
from corpus.document.entities.states import body_words, is_country
from corpus.document.parse import OUTSIDE, Parse
from corpus.document.reference.offices import is_definite
from corpus.document.syntax import nouns_behind
from corpus.document.tokens import Doc, Token
from corpus.extract.quotes.papers import is_of_makers, maker_of_paper
from corpus.extract.quotes.sources import Source
from corpus.knowledge import united, words_of
from corpus.knowledge.attribution import cues

_PLACE = re.compile(r" (?:in|at|of|from|for|with|on|to) ")
"""What follows one says where somebody is, or of what: «a Chadian officer in the east», then «the officer»."""
_LONGEST_DESCRIPTION = 14
"""Words; what is longer is a clause that the parse took for a phrase, and only its noun is printed."""


def as_printed(parse: Parse, source: Source) -> str:
    """The words of a source without its article and without what is added to it in apposition."""
    head, first, last = parse.doc[source.head], source.first, source.last
    if last - first >= _LONGEST_DESCRIPTION:
        first, last = _narrow_start(head), head.i
    left_off = words_of("reference.toml", "left_off")
    while first < head.i and (parse.doc[first].lower_ in left_off or parse.doc[first].like_url):
        first += 1
    alone = not list(head.conjuncts)
    for token in parse.doc[head.i + 1 : last + 1]:
        added = token.head.i == head.i and token.dep_ in ("appos", "punct")
        if added or token.text == "(" or (alone and token.text == "," and token.nbor().tag_ in ("DT", "WDT", "WP")):
            last = min(last, token.left_edge.i - 1)
    last = max(head.i, last, first + longest_known(list(parse.doc[first : last + 2])) - 1)
    return parse.words(*_whole_words(parse.doc, first, last))


def _whole_words(doc: Doc, first: int, last: int) -> tuple[int, int]:
    """The tokens, and what hangs on them by a hyphen: the parser takes "co-director" for three."""
    while first > 1 and doc[first - 1].text == "-" and not any(one.whitespace_ for one in doc[first - 2 : first]):
        first -= 2
    while (
        last + 2 < len(doc) and doc[last + 1].text == "-" and not any(one.whitespace_ for one in doc[last : last + 2])
    ):
        last += 2
    return first, last


def _narrow_start(head: Token) -> int:
    first = head.i
    for child in reversed(list(head.lefts)):
        if child.dep_ not in ("det", "amod", "compound", "nmod", "poss", "nummod") or child.right_edge.i != first - 1:
            break
        first = child.left_edge.i
    return first


def party_of_source(
    parse: Parse, mentions: Mentions, people: People, source: Source, earlier: Sequence[tuple[str, str | None]]
) -> str | None:
    """The party of a source without a name; an institution that belongs to no party stands for itself.

    `earlier` holds name and party of the unnamed sources before it, the last one last.
    """
    head = parse.doc[source.head]
    if head.lemma_ in words_of("offices.toml", "amounts"):  # «a group of Democratic senators»
        behind = (noun for child in head.rights if child.lower_ == "of" for noun in nouns_behind(child))
        head = next(behind, head)
    mention = mentions.at(head.i)
    if is_turn(parse, source):
        return None
    joined = _joint_party(mentions, people, head)
    if joined is not None:
        return joined[0] if len(joined) == 1 else None
    names = people.names
    if (maker := maker_of_paper(names, head)) is not None:
        person = people.at(maker.head)
        party = party_name_of(person) if person else party_of_source(parse, mentions, people, maker, earlier)
        others = (party_acting(mentions, people, token) for token in parse.doc[maker.last + 1 : head.i])
        return party if all(other in (None, party) for other in others) else None
    if any(token.lower_ in role_words("no_longer") for token in parse.doc[source.first : head.i]):
        return party_name(politics_of_former(names, source.first, head.i, source.last))
    if head.lower_ == "campaign" and (campaign := campaign_at(names, head.i)) is not None:
        return campaign
    if _is_outlet(parse, source):
        name = names.name_at(head.i)
        if name is not None:
            return party_name(names.party_of(name))
    if _is_institution(head, mention):
        return party_name(party_of_institution(names, source.first, head.i))
    party = _party_named(names, source, head)
    if party is not None or _is_private(names, head):
        return party_name(party or _private_body(names, head))
    owner = people.within(source.first, head.i if is_of_makers(head) else source.last)
    if owner is not None:
        return party_name_of(owner) if head.lower_ not in words_of("reference.toml", "not_of_owner") else None
    pointed = body_meant(names, head.i) or _party_in_office(people, head) or names.states.home({head.lower_})
    told = pointed or _of_office(names, source, head)
    return _party_of_namesake(parse, source, earlier) or party_name(told)


def party_acting(mentions: Mentions, people: People, token: Token) -> str | None:
    """The party of a subject between a paper's maker and "the paper": what another has said since may be in its own."""
    if token.dep_ not in ("nsubj", "nsubjpass") or people.names.parse.inside[token.i] != OUTSIDE:
        return None
    person, mention, name = people.at(token.i), mentions.of(token), people.names.name_at(token.i)
    if person is not None:
        return party_name_of(person) or name_of(people.names.parse, person)
    if mention is not None:
        return mention.name if mention.acts else None
    return party_name(people.names.party_of(name)) if name is not None and people.names.is_body(name) else None


def _of_office(names: Names, source: Source, head: Token) -> str | None:
    """«a Home Office spokesman» is of the only state with one, «a government source» of the one told of throughout."""
    words = {token.lower_ for token in names.doc[source.first : head.i + 1]}
    speaks = head.lower_ in role_words("bound") | {"office", "source"}
    office = names.parse.words(source.first, source.last if speaks else head.i)
    return state_of_office(names, office) or (names.states.home(words) if speaks else None)


def _party_in_office(people: People, head: Token) -> str | None:
    """«the prime minister's office»: of the one party whose people hold that office here; None if none, or two."""
    for owner in head.lefts:
        if owner.dep_ == "poss" and is_definite(owner) and owner.lower_ in role_words("offices"):
            beside = (one.lower_ for one in owner.lefts if one.dep_ in ("compound", "amod"))
            held = people.holding({owner.lower_, *beside})
            named = (people.names.mentions.of(one) for one in head.doc[: owner.i] if one.lower_ == owner.lower_)
            held = held or {mention.party_id for mention in named if mention is not None and is_country(mention)}
            return held.pop() if len(held) == 1 else None
    return None


def _party_named(names: Names, source: Source, head: Token) -> str | None:
    """The party that the words of a source name: by its office («Labour spokesman»), or beside its noun."""
    if is_human_noun(head.lemma_.lower()) or head.lemma_.lower() in role_words("unnamed"):
        return party_in_phrase(names, source.first, head.i, source.last)
    name = names.name_at(head.i - 1 - (head.nbor(-1).lower_ == "news")) if head.i > 1 else None
    if name is not None and head.lower_ in body_words("kinds") and names.is_body(name):
        return names.party_of(name)  # «the Tarn news agency»
    behind = names.name_at(head.i + 1)
    if behind is not None and behind.first == head.i + 1 and names.told.get(names.bare(behind)) == head.lower_:
        return names.party_of(behind)  # «Japanese broadcaster Tarn»
    mention = names.mentions.of(head)
    if mention is not None and mention.form == "described":
        return mention.name
    own = mention.party_id if mention is not None and not _is_private(names, head) else None
    told = names.states.run_by(source.first, head.i) or own
    return told or (names.states.domestic(head.i, head.i) if head.text[0].isupper() else None)


def _is_private(names: Names, head: Token) -> bool:
    """«a Norwegian newspaper», «Norway's football association», but not «Norway's central bank»."""
    mention = names.mentions.of(head)
    private = body_words("kinds") - body_words("organs") - body_words("bodies_of_state")
    public = united(role_words("government"), role_words("bodies"), body_words("of_the_state"))
    of_state = mention is not None and is_country(mention) and head.lower_ in private
    return of_state and all(child.lower_ not in public for child in head.lefts)


def _private_body(names: Names, head: Token) -> str | None:
    """«the Norwegian association»: the only body whose name holds the state and the noun; no other that was named."""
    mention = names.mentions.of(head)
    state = mention.party_id if mention is not None else None
    of_kind = (name for name in names.all() if head.lower_ in names.words(name) and names.is_body(name))
    held = (name for name in of_kind for at in range(name.first, name.last + 1) if _names_state(names, at, state))
    found = {names.party_of(name) for name in held}
    return found.pop() if len(found) == 1 else None


def _names_state(names: Names, at: int, state: str | None) -> bool:
    mention = names.mentions.at(at)
    return mention is not None and mention.party_id == state


def is_turn(parse: Parse, source: Source) -> bool:
    """«BYRON: …»: in a transcript a name that the article does not give in full is somebody's surname."""
    following = parse.doc[source.last + 1 : source.last + 2].text
    return following == ":" and parse.doc[source.last].text.isupper()


def _joint_party(mentions: Mentions, people: People, head: Token) -> list[str] | None:
    """The parties of several who speak together («China and Russia»); None for a source that is alone.

    Those of several states are told with one word: «the foreign ministers of France and Germany».
    """
    if head.tag_ == "NNS":
        owners = [noun for child in head.rights if child.lower_ == "of" for noun in nouns_behind(child)]
        owners = [one for noun in owners for one in (noun, *noun.conjuncts)]
        told = dict.fromkeys(mention.name for noun in owners if (mention := mentions.of(noun)) is not None)
        if len(told) > 1:
            return list(told)
    others = [other for other in head.conjuncts if other.i > head.i]
    if not others or not all(_is_somebody(mentions, people, noun) for noun in (head, *others)):
        return None
    found: dict[str, None] = {}
    for noun in (head, *others):
        person, mention = people.at(noun.i), mentions.of(noun)
        party = party_name_of(person) if person is not None else mention.name if mention is not None else None
        found[party or noun.text] = None
    return list(found)


def _is_somebody(mentions: Mentions, people: People, noun: Token) -> bool:
    return people.at(noun.i) is not None or mentions.of(noun) is not None


def _is_institution(head: Token, mention: Mention | None) -> bool:
    return head.pos_ == "PROPN" and head.text[:1].isupper() and mention is None and not is_role_noun(head.lower_)


def _is_outlet(parse: Parse, source: Source) -> bool:
    """«the daily Havnenytt»: a name that what the paper is stands before."""
    named = parse.doc[source.first : source.last + 1]
    return any(
        word.lower_ in cues("outlets") and word.text.islower() and following.text[:1].isupper()
        for word, following in pairwise(named)
    )


def _party_of_namesake(parse: Parse, source: Source, earlier: Sequence[tuple[str, str | None]]) -> str | None:
    """«One senior EU diplomat …», then «Another diplomat …»; «US defence officials …», then «a defence official»."""
    which, own = parse.doc[source.first].lower_, _words(as_printed(parse, source))
    noun = _words(parse.doc[source.head].text)[-1]
    alike = [(name, party) for name, party in earlier if noun in _words(name)]
    if which in ("another", "the", "one"):
        near = (party for name, party in reversed(alike) if _words(_PLACE.split(name)[0])[-1:] == [noun])
        several = which != "one" or any(name.endswith("s") for name, _ in alike)
        return next(near, None) if several else None
    told = len(own) > 1 and any(set(own) <= set(_words(name)) for name, _ in alike)
    return alike[0][1] if told and len({party for _, party in alike}) == 1 else None


def _words(name: str) -> list[str]:
    """The words of a description, one or several of them alike."""
    return [word.lower().removesuffix("s") for word in name.split()]
