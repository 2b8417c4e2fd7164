"""Which party or body a phrase names that begins at a token: what stands behind "of", "at", "who heads"."""

from corpus.document.entities.bodies import Names
from corpus.document.entities.bodies_meant import body_meant
from corpus.document.entities.capital_runs import Capitals
from corpus.document.entities.parties import Mention
from corpus.document.entities.role_nouns import role_words, word_at
from corpus.document.entities.states import body_words, is_country
from corpus.knowledge import words_of


def party_from(names: Names, first: int, last: int, link: str, role: str = "") -> str | None:
    """The party or body whose phrase begins at token `first`, behind the preposition `link`; None if none does.

    Behind "at" and "with" capitals need no word that tells what they are. Whoever holds no public office is not of a
    state, nor is who is only from there.
    """
    doc, at = names.doc, _first_capital(names, first, last)
    if at is None:
        small = (token for token in doc[first : last + 1] if token.pos_ in ("NOUN", "PROPN") and token.text.islower())
        noun = next(small, None)
        if noun is None or word_at(doc, first) != "the" or noun.i - first >= 3:
            return None
        whole = noun.head.i if noun.dep_ == "compound" and noun.head.i == noun.i + 1 else noun.i
        return _named_with(names, noun.i, whole) or body_meant(names, noun.i)
    name, mention, told = names.name_at(at), names.mentions.at(at), first < at
    behind = (name.last if name is not None else at) + 1
    if word_at(doc, behind) in body_words("branches") and word_at(doc, behind + 1) == "of":
        return party_from(names, behind + 2, last, link, role)  # «of the Leeds branch of the union»
    if name is not None and (names.is_body(name) or (told and doc[at - 1].lower_ in body_words("kinds"))):
        return names.party_of(_whole_of(names, name))
    if mention is not None:
        return _from_mention(names, mention, last, link, role)
    if name is None:
        return None
    label = names.states.party_labelled(names.text(name.first, name.last))
    return label or (names.bare(name) if _may_be_body(names, name, role, link) else None)


def _named_with(names: Names, first: int, last: int) -> str | None:
    """«the parish council»: the only body in whose name both words stand; a lone word is not told by it."""
    words = {token.lower_ for token in names.doc[first : last + 1]}
    named = (name for name in names.all() if last > first and words <= set(names.words(name)) and names.is_body(name))
    found = {names.party_of(name) for name in named}
    return found.pop() if len(found) == 1 else None


def _whole_of(names: Names, name: Capitals) -> Capitals:
    """«the Department of Physics at Leeds University»: what a part of it is at; else the name itself."""
    at = name.last + 2
    at += word_at(names.doc, at) == "the"
    whole = names.name_at(at) if word_at(names.doc, name.last + 1) == "at" else None
    part = word_at(names.doc, name.first) in body_words("parts_of_universities")
    return whole if part and whole is not None and names.is_body(whole) else name


def _first_capital(names: Names, first: int, last: int) -> int | None:
    """The first capital behind an article, adjectives and the word for what it is: «the Oslo-based think-tank …»."""
    doc, kinds = names.doc, body_words("kinds")
    for at in range(first, min(last, first + 9, len(doc) - 1) + 1):
        token = doc[at]
        if (token.text[:1].isupper() or names.is_capital(at)) and word_at(doc, at + 1) != "-" and token.pos_ != "DET":
            behind = (one for one in (at + 2, at + 3) if names.name_at(one) and word_at(doc, one - 1) in kinds)
            return next(behind, at) if names.mentions.at(at) is not None else at
        modifies = token.tag_ != "PRP$" and (token.dep_ == "amod" or token.lower_ == "based" or token.pos_ != "VERB")
        joins = token.lower_ == "and" and at > first and doc[at - 1].text.islower()
        if token.pos_ in ("AUX", "ADP", "SPACE") or not modifies or (token.pos_ == "CCONJ" and not joins):
            return None
    return None


def _from_mention(names: Names, mention: Mention, last: int, link: str, role: str) -> str | None:
    """«of Zambia», «of Norway's parliament», «at Oslo's Centre for Harbour Studies», «of the Norwegian navy»."""
    doc, after = names.doc, mention.last + 1
    if mention.form == "seat" and role in body_words("of_cities"):
        return names.text(mention.first, mention.last)
    if word_at(doc, after) in body_words("branches") | {"office"} and word_at(doc, after + 1) == "of":
        return party_from(names, after + 2, last, link, role)  # «of the Oslo office of the union»
    public = role in role_words("public") if role else link == "of"
    owner = after < len(doc) and doc[after].tag_ == "POS"
    inner = next((one for at in range(after + 1, after + 5) if (one := names.name_at(at)) is not None), None)
    if owner and inner is not None and names.is_of_state(inner):
        return mention.party_id
    if owner and inner is not None and (party := _within(names, inner, role)) is not None:
        return party
    behind = {token.lower_ for token in doc[after : min(after + 5, last + 1)]}
    organ = not behind.isdisjoint(body_words("bodies_of_state") | body_words("organs"))
    organ = organ or (owner and public and not behind.isdisjoint(role_words("offices")))  # «to Norway's premier»
    if not is_country(mention) or mention.form == "institution" or organ:
        return mention.party_id
    named = link != "for" and (mention.form == "name" or (mention.form == "seat" and bool(role)))
    return mention.party_id if public and not owner and named else None


def _within(names: Names, name: Capitals, role: str) -> str | None:
    """«Oslo's Centre for Harbour Studies», «Romania's Social Democrats», the governor of «Yemen's Marib province»."""
    if names.is_body(name):
        return names.party_of(name)
    placed = names.bare(name) if role in body_words("of_places") else None
    return names.states.party_labelled(names.text(name.first, name.last)) or placed


def _may_be_body(names: Names, name: Capitals, role: str, link: str) -> bool:
    """Whether capitals that nothing tells of are a firm's or a place's by the role that is held there."""
    words = names.words(name)
    if (
        not names.is_proper(name)
        or (len(words) == 1 and names.is_kind(words[0]))
        or names.is_of_state(name)
        or words[0] in body_words("no_organisations")
    ):
        return False
    if role in body_words("of_places"):
        return True
    firm = (
        role in body_words("of_companies_only")
        or link in ("at", "with")
        or (link == "for" and role in words_of("bodies.toml", "writers"))
        or (link == "from" and role in body_words("from_bodies") and not names.is_entered(name))
        or (len(words) > 1 and role in body_words("of_companies"))
    )
    return firm and words[-1] not in body_words("places") | body_words("things") and not names.may_be_person(name)
