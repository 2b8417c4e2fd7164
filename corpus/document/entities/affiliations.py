"""The party that a role's phrase names.

What a role is held at counts before what stands in front of it: "the Iran director at the Crisis Group" is the group's.
"""

from itertools import takewhile
from typing import TYPE_CHECKING

from corpus.document.entities.bodies import Names
from corpus.document.entities.bodies_meant import body_meant, is_a_state, owner_before
from corpus.document.entities.body_phrases import party_from
from corpus.document.entities.capital_runs import Capitals, kinds_of_bodies
from corpus.document.entities.known_names import has_staff, known_bodies, subdivisions
from corpus.document.entities.parties import Mention
from corpus.document.entities.role_nouns import is_human_noun, is_role_noun, role_noun, role_words, word_at
from corpus.document.entities.states import body_words, is_country
from corpus.knowledge import united, words_of
from corpus.models import PartyKind

if TYPE_CHECKING:
    from corpus.document.entities.roles import Role

_BELONGING = frozenset(["of", "at", "for", "with", "from"])
_FURTHEST = 12


def party_of_role(names: Names, role: "Role") -> str | None:
    """The party that a role's phrase names; of a role that was once held only the party of politics, which stays."""
    if not is_held(names, role):
        return politics_of_former(names, role.first, role.at, role.last)
    described = role.last + 1 not in names.taken
    end = names.parse.sentence_of(names.doc[role.at]).end - 1 if described else role.last
    return party_in_phrase(names, role.first, role.at, role.last, end)


def politics_of_former(names: Names, first: int, noun: int, last: int) -> str | None:
    """«a former Labour minister», «the former head of the Labour Party»: the party of politics stays."""
    heads = role_noun(names.doc[noun]) in role_words("heads") and word_at(names.doc, noun + 1) == "of"
    return names.states.domestic(first, last if heads else noun)


def is_held(names: Names, role: "Role") -> bool:
    """Whether a role is somebody's still: not «a former spokesman», «once head of the union», «who was minister»."""
    before = {word_at(names.doc, at) for at in range(role.first - 1, role.at)}
    return before.isdisjoint(role_words("no_longer")) and word_at(names.doc, role.first - 1) != "was"


def party_in_phrase(names: Names, first: int, noun: int, last: int, end: int | None = None) -> str | None:
    """Whom a phrase names whose noun is token `noun`: what it is held at, or what stands before it; up to `end`."""
    end = last if end is None else end
    campaign = _campaign(names, first, noun, end)
    own = united(role_words("public"), role_words("bound"), body_words("within_bodies"), body_words("of_campaigns"))
    if campaign is not None and role_noun(names.doc[noun]).removesuffix("s") not in own:
        return None
    local = role_noun(names.doc[noun]) in body_words("of_places")
    politics = names.states.domestic(first, noun - 1) if local and first < noun else None  # «a Labour councillor in …»
    party = campaign or politics or _held_at(names, noun, end) or _named_before(names, first, noun)
    return names.states.army_of(party) if party and role_noun(names.doc[noun]) in role_words("ranks") else party


def _held_at(names: Names, noun: int, end: int) -> str | None:
    """What a role is held at: «… fellow at the Carter Institute», «head of the Iraqi parliament»."""
    doc, role = names.doc, role_noun(names.doc[noun])
    writes = role in words_of("bodies.toml", "writers") and word_at(doc, noun + 1) == "for"
    if role in body_words("of_people") and not writes:
        return _politics_of(names, noun, end) if role in body_words("elected") else None
    for at in range(noun + 1, min(end, noun + _FURTHEST) + 1):
        deed = doc[at].tag_ == "VBG" and word_at(doc, at + 1) in _BELONGING  # «associate for music teaching at …»
        verb = doc[at].pos_ in ("VERB", "AUX") and doc[at - 1].pos_ != "ADP" and not deed
        lemma = doc[at].lemma_.lower()
        people = doc[at].tag_ == "NNS" and is_human_noun(lemma) and lemma not in body_words("boards")
        if verb or people or (doc[at].is_punct and not _is_joined(names, at)):
            return None
        to = doc[at].lower_ == "to" and role in body_words("advising")  # «an adviser to the Kremlin»
        if doc[at].lower_ in _BELONGING or to or (doc[at].lower_ == "in" and _is_in(names, noun, at + 1, role)):
            found = party_from(names, at + 1, end, doc[at].lower_, role)
            if found is not None:
                return found
    return None


def _politics_of(names: Names, noun: int, end: int) -> str | None:
    """«a senator with the opposition Harbour Party»: of the party of politics that the phrase names."""
    behind = takewhile(
        lambda token: not token.is_punct and token.pos_ not in ("VERB", "AUX"), names.doc[noun + 1 : end + 1]
    )
    last = max((token.i for token in behind), default=noun)
    return names.states.domestic(noun + 1, last) if last > noun else None


def _is_in(names: Names, noun: int, at: int, role: str) -> bool:
    """«a councillor in Leeds», «officials in Oslo», «a source in the Danish army», not «an expert in Danish art»."""
    at += word_at(names.doc, at) == "the"
    part = word_at(names.doc, at + 2) in body_words("parts_of_universities")
    if part and names.doc[at + 1 : at + 2].text in ("'s", "’s"):
        return True  # «a researcher in the university's department of physics»
    name, mention = names.name_at(at), names.mentions.at(at)
    body = name is not None and name.first == at and names.is_body(name)
    seat = mention is not None and mention.form == "seat" and role in body_words("seated") and _is_nobodys(names, noun)
    armed = mention is not None and mention.kind is PartyKind.ARMED_GROUP
    behind = names.doc[mention.last + 1 : mention.last + 3] if mention is not None else ()
    organ = role in role_words("public") and any(token.lower_ in role_words("bodies") for token in behind)
    return body or seat or armed or organ or role in body_words("of_places")


def _is_nobodys(names: Names, noun: int) -> bool:
    """«a senior official», but neither «a UN official» nor «an airline official» nor «a Danish official»."""
    before = [one for one in names.doc[noun].lefts if one.dep_ not in ("det", "punct")]
    public = role_words("government")
    return all(one.lower_ in public or (one.dep_ == "amod" and names.mentions.at(one.i) is None) for one in before)


def _is_joined(names: Names, comma: int) -> bool:
    """The comma of «Director of Forests, Rivers and Fisheries», of «fellow, at the institute», a hyphen."""
    doc = names.doc
    joined = any(token.lower_ in ("and", "&") for token in doc[comma + 1 : comma + 5])
    behind = "".join(token.pos_ for token in doc[comma + 1 : comma + 2])
    listed = doc[comma].text == "," and doc[comma - 1].pos_ == behind in ("NOUN", "PROPN")
    return doc[comma].text == "-" or (joined and listed) or word_at(doc, comma + 1) in _BELONGING


def _campaign(names: Names, first: int, noun: int, end: int) -> str | None:
    """«Tell's campaign manager», «a Tell campaign spokesman», «a spokesman for Tell's campaign»."""
    doc = names.doc
    behind = takewhile(lambda at: doc[at].pos_ not in ("VERB", "AUX") and doc[at].text != ",", range(noun + 1, end + 1))
    at = next((at for at in (*range(first, noun), *behind) if doc[at].lower_ == "campaign"), None)
    return campaign_at(names, at) if at is not None else None


def campaign_at(names: Names, at: int) -> str | None:
    """Whose campaign the noun at a token is: «Tell's presidential campaign»; "the campaign" is the only one told of."""
    if word_at(names.doc, at + 1) in ("against", "to", "for"):
        return None  # «the campaign against whaling»
    own = _campaigner(names, at)
    modified = (
        word_at(names.doc, at - 1) in ("the", "a", "") or names.doc[at - 1].is_punct or names.doc[at - 1].is_space
    )
    if own is not None or not (modified or names.doc[at].is_sent_start):
        return own
    told = {found for one in names.doc if one.lower_ == "campaign" and (found := _campaigner(names, one.i))}
    return told.pop() if len(told) == 1 else None


def _campaigner(names: Names, at: int) -> str | None:
    before = range(at - 1, max(-1, at - 5), -1)
    owner = next((one for one in before if one in names.taken or names.doc[one].pos_ in ("ADP", "DET", "VERB")), None)
    return f"{names.doc[owner].text} campaign" if owner is not None and owner in names.taken else None


def _named_before(names: Names, first: int, noun: int) -> str | None:
    """What stands before a role in its phrase: «Norfinch chief», «Labour MP», «Norwegian envoy», «its director»."""
    role = role_noun(names.doc[noun])
    named = dict.fromkeys(name for at in range(first, noun) if (name := names.name_at(at)) is not None)
    found = [_without_post(names, name) for name in named if not _is_compounded(names, name)]
    bodies = [name for name in found if names.is_body(name) and _is_staffed(names, name, role)]
    own = (names.party_of(name) for name in bodies if not names.is_of_state(name))
    organs = (names.party_of(name) for name in bodies)
    if role in role_words("kin"):
        return None
    label = names.states.domestic(first, noun if role in role_words("heads") else noun - 1)
    if role in body_words("of_anything"):
        return label
    return (
        next((party for party in own if party), None)
        or label
        or next((party for name in found[:1] if names.is_owner(name) and (party := _loose(names, name, role))), None)
        or next((party for party in organs if party), None)
        or (names.states.run_by(first, noun) if role in role_words("public") else None)
        or _mentioned(names, first, noun)
        or next((party for name in found if (party := _loose(names, name, role))), None)
        or _pointed_before(names, first, noun)
    )


def _is_compounded(names: Names, name: Capitals) -> bool:
    """«Harvard-trained», «Oslo-based», but not «Orlux-owned»."""
    doc = names.doc
    return word_at(doc, name.last + 1) == "-" and doc[name.last + 1 : name.last + 3].text not in body_words("running")


def _without_post(names: Names, name: Capitals) -> Capitals:
    """The body of «White House Press Secretary», «Marr Council Research Director»: without what its officer does."""
    last = name.last
    while last > name.first and names.doc[last].lower_ in body_words("posts"):
        last -= 1
    bare, mention = Capitals(name.first, last), names.mentions.at(last)
    whole = mention is not None and mention.last == last
    prints = names.doc[last + 1].lower_ == "press"  # «Marr University Press director»
    of_kind = names.doc[last].lower_ in kinds_of_bodies() and not prints
    return bare if last < name.last and (whole or of_kind) else name


def _is_staffed(names: Names, name: Capitals, role: str) -> bool:
    """Whether a role behind a body is one within it, where only the name is known and no word tells of a body."""
    known = names.bare(name)
    owned = names.is_owner(name) and role not in role_words("kin")
    return known not in known_bodies() or names.has_kind(name) or owned or has_staff(known, role)


def _mentioned(names: Names, first: int, noun: int) -> str | None:
    """The first party before a role that it speaks for; None for a nurse's state, a portfolio, a firm of a state."""
    doc, role = names.doc, role_noun(names.doc[noun])
    for at in range(first, noun + 1):
        mention = names.mentions.at(at)
        if mention is not None and mention.form == "seat" and role in body_words("of_cities"):
            return names.text(mention.first, mention.last)
        described = mention is not None and mention.form == "described"  # «union leaders»
        if mention is None or described or "-" in (word_at(doc, mention.last + 1), word_at(doc, mention.first - 1)):
            continue
        within = {token.lower_ for token in doc[mention.last + 1 : noun]}
        if _is_one_of_two(names, mention, noun):
            return None
        public = role in role_words("public") | role_words("ranks") or not within.isdisjoint(role_words("government"))
        own = not is_country(mention) or mention.form == "institution"
        of_state = not within.isdisjoint(body_words("bodies_of_state"))
        trades = body_words("private") if role in body_words("hearsay") else frozenset[str]()
        private = not within.isdisjoint(body_words("kinds") | trades) and not of_state
        apart = not role_words("opposing").isdisjoint(token.lower_ for token in doc[first:noun])
        return mention.party_id if own or (public and not private and not apart) else None
    return None


def _is_one_of_two(names: Names, mention: Mention, noun: int) -> bool:
    """«US and Norwegian officials»: they speak for no single one."""
    at = mention.last + 1
    others = (names.mentions.at(one) for one in range(at, noun))
    joined = word_at(names.doc, at) in ("and", "&", "or", ",", "/")
    return joined and any(one is not None and one.party_id != mention.party_id for one in others)


def _loose(names: Names, name: Capitals, role: str) -> str | None:
    """Capitals whose role says that they are a firm («Orlux chief executive») or a place («Leeds mayor»)."""
    doc = names.doc
    if (place := _place_of_office(names, name, role)) is not None:
        return place
    if names.may_be_person(name) or names.mentions.at(name.last) is not None or _is_of_office(names, name):
        return None
    label = names.bare(name)
    near = {role, *(token.lower_ for token in doc[name.last + 1 : name.last + 3])}
    owner = names.is_owner(name) and role not in role_words("kin") | body_words("of_people")
    chief = role == "minister" and word_at(doc, name.last + 1) == "chief"
    placed = role in body_words("of_places") or chief or owner or not near.isdisjoint(body_words("over_places"))
    firm = not body_words("of_companies_only").isdisjoint(near) or role in role_words("heads") | body_words("of_clubs")
    return label if placed or (firm and names.is_proper(name)) else None


def _place_of_office(names: Names, name: Capitals, role: str) -> str | None:
    """«Ohio Secretary of State», «Marr County Clerk», «Brooklyn District Attorney»: whose office it is."""
    place = names.bare(name).removesuffix(" District" if role == "attorney" else "")
    words = place.split()
    local = len(words) > 1 and words[-1].lower() in body_words("local") and not names.has_kind(name)
    told = place in subdivisions() or local or place != names.bare(name)
    return place if told and role in body_words("of_subdivisions") | body_words("of_places") else None


def _is_of_office(names: Names, name: Capitals) -> bool:
    """«Foreign Minister», «Council leader», «the South's President»: capitals that name nobody by themselves."""
    words, owner = names.words(name), names.is_owner(name)
    alone = len(words) == 1 and (words[0] in body_words("places") or (names.is_kind(words[0]) and not owner))
    ends = () if words[-1] in body_words("places") and len(words) > 1 else (words[-1],)
    portfolio = not body_words("portfolios").isdisjoint((words[0], *ends))
    return alone or portfolio or is_role_noun(words[-1]) or names.is_of_state(name)


def _pointed_before(names: Names, first: int, noun: int) -> str | None:
    """«the union's treasurer», «University principal», «its director»: of the body that was named before."""
    for at in range(first, noun):
        token = names.doc[at]
        if token.lower_ in ("its", "their") and token.tag_ == "PRP$":
            if role_noun(names.doc[noun]) in body_words("of_people"):
                return None  # «its rival» speaks against it
            return owner_before(names, at, is_state=role_noun(names.doc[noun]) in role_words("offices"))
        alone = at == noun - 1 and at - first <= (names.doc[first].pos_ == "DET")
        public = role_noun(names.doc[noun]) in role_words("public")
        body = token.lower_ in role_words("bodies") and public
        owns = body or (token.pos_ in ("NOUN", "PROPN") and (names.doc[at + 1].tag_ == "POS" or alone))
        if owns and (found := body_meant(names, at)) and (public or not is_a_state(found)):
            return found
    return None
