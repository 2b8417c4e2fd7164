"""Which body words mean that point back: "the union", "its director", "the ministry". Certain or nobody."""

from collections.abc import Iterator

from corpus.document.entities.bodies import Names
from corpus.document.entities.capital_runs import Capitals
from corpus.document.entities.leaders import party_led_by
from corpus.document.entities.parties import Mention, Mentions
from corpus.document.entities.role_nouns import role_words, word_at
from corpus.document.entities.states import body_words, is_country
from corpus.document.tokens import Token
from corpus.knowledge import united, words_of
from corpus.knowledge.gazetteer import parties
from corpus.models import PartyKind
from corpus.names.likeness.romanise import fold

_FURTHEST_PAPER = 3
_FURTHEST = 4
"""Sentences, its own among them, in which the only body stands that "the agency" means."""


def party_pointed(names: Names, noun: str, before: int) -> str | None:
    """Whose "the union" or "the ministry" is; None where the article tells none, or two."""
    known = noun in united(role_words("organisations"), body_words("kinds"), body_words("forces"))
    called = (_called_so(names, noun, before) or _named_so(names, noun)) if known else set[str | None]()
    return called.pop() if len(called) == 1 else party_of_body(names, {noun}, before)


def body_meant(names: Names, at: int) -> str | None:
    """Whose "the agency" at a token is: of the body called so, else of the only body named just before."""
    noun = names.doc[at]
    if noun.lower_ in body_words("called_paper"):
        return _paper_before(names, at)
    told = party_pointed(names, noun.lower_, at) or _place_called(names, noun.lower_, at)
    within = noun.dep_ == "compound" and noun.head.lemma_.lower() in role_words("bound")  # «a company spokesman»
    pointing = within or word_at(names.doc, noun.left_edge.i) == "the"
    told_of = any(child.dep_ in ("relcl", "acl") for child in noun.rights)  # «the company that runs the port»
    only = noun.lower_ in body_words("kinds") and noun.tag_ == "NN" and pointing and not told_of
    near = _last_named(names, noun.left_edge.i, _FURTHEST, called=noun.lower_) if only and told is None else set[str]()
    return near.pop() if len(near) == 1 else told


def body_called_again(names: Names, noun: Token) -> str | None:
    """Which body, no state, a noun is for that says only of what kind it is: "the firm", "the rights group".

    None where it is told more of ("the firm that sank it"), where another of its kind has come in since ("a rival
    firm"), and where two bodies have been named just before that could be called so.
    """
    kind = noun.lower_ in united(role_words("organisations"), body_words("kinds"), body_words("called_paper"))
    added = any(child.dep_ not in ("punct", "advmod") for child in noun.rights)
    added = added or any(child.text[0].isupper() and child.dep_ != "det" for child in noun.lefts)
    if not kind or noun.tag_ != "NN" or added or word_at(names.doc, noun.left_edge.i) != "the":
        return None
    meant = body_meant(names, noun.i)
    named = [name.last for name in names.all() if name.last < noun.i and names.party_of(name) == meant]
    named += [one.last for one in names.mentions.found if one.last < noun.i and one.party_id == meant]
    if meant is None or is_a_state(meant) or not named or _is_another(names, noun, max(named)):
        return None
    if noun.lower_ in body_words("called_paper"):
        return meant
    near = _any_near(names, noun.left_edge.i).union(
        *_named_near(names, noun.left_edge.i, _FURTHEST, called=noun.lower_)
    )
    called = _called_so(names, noun.lower_, noun.i)
    says_so = meant in called and noun.lower_ in meant.lower().replace("-", " ").split()
    others = called if says_so and noun.lower_ not in body_words("any_body") else near
    return meant if all(one == meant or (one is not None and is_a_state(one)) for one in others) else None


def fullest_name(names: Names, printed: str, at: int) -> str:
    """What is `printed`, or the one body named before whose name goes on from it («Marr», «the Bank») or ends so."""
    name = names.name_at(at)
    if name is None or names.mentions.at(at) is not None or names.text(name.first, name.last) != printed:
        return printed
    words = names.words(name)
    earlier = (one for one in names.all() if one.last < name.first and names.has_kind(one) and not names.is_owner(one))
    longer = (one for one in earlier if len(names.words(one)) > len(words) and _is_short_for(names, one, words[-1]))
    ends = ((one, (names.words(one)[: len(words)], names.words(one)[-len(words) :])) for one in longer)
    found = {names.text(one.first, one.last) for one, both in ends if words in both}
    return found.pop() if len(found) == 1 else printed


def _any_near(names: Names, at: int) -> set[str | None]:
    """What is named in the last sentences before a token and could be a body, though nothing says that it is one."""
    number = names.parse.sentence_numbers[at]
    first = names.parse.sentences[max(0, number + 1 - _FURTHEST)].start
    near = (name for name in names.all() if first <= name.first and name.last < at)
    told_to = united(words_of("bodies.toml", "outlets"), words_of("bodies.toml", "stations"))
    near = (name for name in near if names.bare(name) not in told_to)
    apart = (name for name in near if names.mentions.at(name.last) is None and names.is_proper(name))
    return {names.party_of(name) for name in apart if not (names.is_place(name) or names.is_entered(name))}


def _is_another(names: Names, noun: Token, named: int) -> bool:
    """Whether a phrase means another body than the one named last at a token: "the firm" behind "a rival firm".

    So does one that tells it apart ("the energy firm"), if it has not stood beside that one's name.
    """
    doc, start = names.doc, noun.left_edge.i
    earlier = [one for one in doc[:start] if one.lower_ == noun.lower_]
    since = (one for one in earlier if one.i > named and doc[one.left_edge.i - 1].text != ",")
    if any(word_at(doc, one.left_edge.i) != "the" for one in since):
        return True
    if any(child.lower_ == "of" for one in earlier for child in one.rights if one.text.islower()):
        return True  # «the university of Tarn»
    apart = [token.lower_ for token in doc[start + 1 : noun.i]]
    beside = ([token.lower_ for token in doc[max(one.i - len(apart), 0) : one.i]] for one in earlier)
    return bool(apart) and apart not in beside


def _paper_before(names: Names, at: int) -> str | None:
    """Which newspaper "the paper" is: the only one of the last sentence that names any; "a policy paper" is none."""
    if word_at(names.doc, at - 1) != "the":
        return None
    number = names.parse.sentence_numbers[at]
    for sentence in names.parse.sentences[max(0, number + 1 - _FURTHEST_PAPER) : number + 1][::-1]:
        here = dict.fromkeys(
            name for one in range(sentence.start, min(at, sentence.end)) if (name := names.name_at(one))
        )
        if papers := {names.party_of(name) for name in here if is_paper(names, name)}:
            return papers.pop() if len(papers) == 1 else None
    return None


def is_paper(names: Names, name: Capitals) -> bool:
    """Whether a name is a newspaper's: «the Aldgate Herald», «Lagens Nyheter, a daily»."""
    words = names.words(name)
    named = not body_words("papers").isdisjoint(words) and (len(words) == 1 or names.is_body(name))
    return named or names.told.get(names.bare(name)) in body_words("called_paper")


def _place_called(names: Names, noun: str, before: int) -> str | None:
    """Which place "the region" is: the only one called so, as in «the Halden region», in its sentence or at all."""
    if noun not in body_words("places"):
        return None
    told = (name for name in names.all() if name.last < before and word_at(names.doc, name.last + 1) == noun)
    called = [name for name in told if names.mentions.at(name.last) is None]
    numbers = names.parse.sentence_numbers
    near = [name for name in called if numbers[name.last] == numbers[before]]
    found = {names.text(name.first, name.last) for name in near or called}
    return found.pop() if len(found) == 1 else None


def party_of_body(names: Names, words: set[str], before: int) -> str | None:
    """Whose "the government" or "the ministry" is: of the one party told before, else of the one state told."""
    bodies = words & role_words("bodies")
    if not bodies:
        return None
    if "assembly" in bodies:
        bodies = bodies | {"government"}
    if bodies & body_words("armies"):
        bodies = bodies | body_words("armies")
    owners = [(one.i, _party_beside(names.mentions, one)) for one in names.doc if one.lower_ in bodies]
    earlier = {party for at, party in owners if party and at < before}
    found = earlier or {party for _, party in owners if party and is_a_state(party)}
    return found.pop() if len(found) == 1 else None


def _party_beside(mentions: Mentions, token: Token) -> str | None:
    before = (mentions.at(token.i - back) for back in (1, 2) if token.i >= back)
    mention = mentions.of(token) or next((mention for mention in before if mention is not None), None)
    leader = token.nbor(-1) if token.i and token.lower_ in ("administration", "government") else token
    led = party_led_by(fold(leader.text)) if leader.i < token.i and leader.pos_ == "PROPN" else None
    return mention.party_id if mention is not None else led  # «the Biden administration»


def _called_so(names: Names, noun: str, before: int) -> set[str | None]:
    """Whose "the union" can be: of the bodies that the article has called so."""
    named = [name for name in names.all() if names.parse.body_token <= name.first and name.last < before]
    found = {names.party_of(name) for name in named if _is_called(names, name, noun)}
    if noun in body_words("any_body"):  # any of those that the article has named
        found |= {names.party_of(name) for name in named if _may_be_organised(names, name)}
    return found | {
        one.party_id for one in names.mentions.found if one.last < before and _may_be_called(names, one, noun)
    }


def _named_so(names: Names, noun: str) -> set[str | None]:
    """The bodies of the article in whose names a noun stands, for what points to one before its name is told."""
    groups = (body_words(group) for group in ("councils", "forces"))
    alike = next((group for group in groups if noun in group), frozenset([noun]))
    named = (name for name in names.all() if names.has_kind(name) and not alike.isdisjoint(names.words(name)))
    return {names.party_of(name) for name in named if _is_short_for(names, name, noun)}


def _is_called(names: Names, name: Capitals, noun: str) -> bool:
    words = names.words(name)
    told = names.told.get(names.bare(name), "")
    if not _is_short_for(names, name, noun):
        return False
    alike = (body_words(group) for group in ("firms", "councils", "forces"))
    other = any(noun in group and not group.isdisjoint((told, *words)) for group in alike)
    return other or told == noun or (noun in words and len(words) > 1 and names.is_body(name))


def _may_be_organised(names: Names, name: Capitals) -> bool:
    """Whether a body is no state's, no paper and no firm that a list holds."""
    apart = (words_of("bodies.toml", kind) for kind in ("outlets", "stations", "firms", "universities"))
    listed = any(names.bare(name) in one for one in apart)
    return names.is_body(name) and not (listed or names.is_of_state(name) or is_paper(names, name))


def _is_short_for(names: Names, name: Capitals, noun: str) -> bool:
    """Whether a name's last word alone can mean it: «the Herald», but not «the Times» for the Financial Times."""
    return names.bare(name) not in words_of("bodies.toml", "full_only") or noun != names.words(name)[-1]


def _may_be_called(names: Names, mention: Mention, noun: str) -> bool:
    """«the agency» for the Atomic Energy Agency, «the group» for whatever fights or is organised."""
    if is_country(mention) or mention.form == "described":
        return False
    return noun in body_words("any_body") or word_at(names.doc, mention.last) == noun


def owner_before(names: Names, at: int, *, is_state: bool, sentences: int = 2) -> str | None:
    """Whose "its" is: of the only body or party that this sentence names before it, or else the one before.

    A state has offices, and what is no office is no state's.
    """
    found = _last_named(names, at, sentences)
    return found.pop() if len(found) == 1 and (is_state or not any(map(is_a_state, found))) else None


def _last_named(names: Names, at: int, sentences: int, *, called: str = "") -> set[str]:
    """The bodies and parties of the last sentence before a token that names any."""
    return next((found for found in _named_near(names, at, sentences, called=called) if found), set())


def _named_near(names: Names, at: int, sentences: int, *, called: str = "") -> Iterator[set[str]]:
    """The bodies and parties of each of so many sentences, the one of a token first, as far as they stand before it.

    What may be `called` so is no state, and nothing that the article calls otherwise.
    """
    number = names.parse.sentence_numbers[at]
    for sentence in names.parse.sentences[max(0, number + 1 - sentences) : number + 1][::-1]:
        named = _bodies_between(names, sentence.start, min(at, sentence.end), names.parse.inside[at], called)
        yield {one for one in named if not called or not is_a_state(one)}


def is_a_state(party: str) -> bool:
    """Whether an id is a state's of the gazetteer."""
    entry = parties().get(party)
    return entry is not None and entry.kind is PartyKind.STATE


def _bodies_between(names: Names, first: int, end: int, inside: int, called: str) -> Iterator[str]:
    """The bodies and parties named between two tokens."""
    here = [at for at in range(first, end) if names.parse.inside[at] == inside]
    mentions = dict.fromkeys(one for at in here if (one := names.mentions.at(at)) is not None)
    yield from (one.party_id for one in mentions if one.acts and one.form not in ("adjective", "described"))
    names_here = dict.fromkeys(name for at in here if (name := names.name_at(at)) is not None)
    named = dict.fromkeys(name for name in names_here if names.is_body(name) or _acts(names, name))
    named = dict.fromkeys(name for name in named if not _is_told(names.doc[name.last]))
    if called not in body_words("papers"):
        told_to = united(words_of("bodies.toml", "outlets"), words_of("bodies.toml", "stations"))
        named = dict.fromkeys(name for name in named if names.bare(name) not in told_to)
    if called:
        named = dict.fromkeys(name for name in named if _can_be_called(names, name, called))
    yield from (party for name in named if (party := names.party_of(name)) is not None)


def _is_told(noun: Token) -> bool:
    """«told Radio Tarn»: whoever is told something is no more of what it is about."""
    return noun.dep_ in ("dobj", "dative", "iobj") and noun.head.lemma_.lower() == "tell"


def _acts(names: Names, name: Capitals) -> bool:
    """«Orlux has sold two ferries», «Workers at Orlux»: capitals that do what bodies do and are no place."""
    acting = names.doc[name.last].dep_ == "nsubj" and not names.is_entered(name)
    nameable = names.mentions.at(name.last) is None and names.is_proper(name) and not names.is_place(name)
    return nameable and (acting or _employs(names, name))


def _employs(names: Names, name: Capitals) -> bool:
    """«Workers at Orlux», «shares in Orlux», «Orlux's profits»: what only firms have."""
    noun = names.doc[name.last]
    of_it = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ in ("at", "in", "of") else noun.head
    return noun.dep_ in ("pobj", "poss") and of_it.lemma_.lower() in body_words("of_employers")


def _can_be_called(names: Names, name: Capitals, noun: str) -> bool:
    """«the agency» for the Marr Foundation; not «the company» for a union, nor «the union» for Marr Ltd."""
    told = names.told.get(names.bare(name))
    if told is not None or noun in body_words("over_against"):
        return told == noun or (told is None and noun in names.words(name))
    words = {*names.words(name), word_at(names.doc, name.last + 1)}
    alike = {"legal_forms": body_words("firms"), "councils": body_words("councils")}
    kinds = body_words("kinds").intersection(names.words(name))
    kinds = kinds.union(*(told for form, told in alike.items() if not body_words(form).isdisjoint(words)))
    return not kinds or noun in kinds | body_words("any_body") | body_words("any_kind")
