"""Which runs of capitals name people.

The longest run decides first: one that ends in what things are called, or that "the" stands before, is no name. Then
what stands with it anywhere in the article says whether it names a person: a first name that people bear, a title or an
office, an age, a description, kin, or doing what only people do.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from corpus.document.entities import leaders
from corpus.document.entities.capitals import NameRun, find_runs, is_name_word
from corpus.document.entities.english_words import is_doubtful, is_english, is_known_word
from corpus.document.entities.given_names import is_given
from corpus.document.entities.known_names import longest_known
from corpus.document.entities.parties import Mentions
from corpus.document.entities.role_nouns import is_human_noun, is_role_noun, plain, role_words, word_at
from corpus.document.entities.roles import Role, roles_of
from corpus.document.furniture import Kind
from corpus.document.parse import Parse
from corpus.document.tokens import Doc, Token
from corpus.knowledge import words_of
from corpus.knowledge.attribution import cues
from corpus.knowledge.gazetteer import lookalikes, party_named

_LONGEST_NAME = 6
_NAMELESS = frozenset({Kind.HEADING, Kind.DATELINE, Kind.LABEL})
"""Where a capital names nobody of the story."""
_DEEDS = frozenset({"speaks", "acts", "told"})
_HUMAN = _DEEDS | {"title", "role"}
_THING = frozenset({"the", "place", "several"})
_PLACING = frozenset({"in", "at", "near", "across", "from", "of", "&"})

Signs = frozenset[str]


def find_names(parse: Parse, mentions: Mentions) -> list[NameRun]:
    """Every run of capitals that names a person, in the order of the text; a party's name too where it does here."""
    found = (run for run in find_runs(parse, mentions) if parse.furniture_at(run.first) not in _NAMELESS)
    found = (run for run in found if run.title or not _is_body(parse.doc, run))
    runs = list(_share(parse.doc, [replace(run, roles=roles_of(parse, run.first, run.last)) for run in found]))
    signs = [_signs(parse.doc, run) for run in runs]
    told: dict[tuple[str, ...], Signs] = {}
    for run, own in zip(runs, signs, strict=True):
        told[run.words] = told.get(run.words, frozenset()) | own
    return [run for run, own in zip(runs, signs, strict=True) if _is_person(parse.doc, mentions, run, own, told)]


def _is_body(doc: Doc, run: NameRun) -> bool:
    """«Morgan Stanley», «the Norwegian Red Cross»: a well-known body's name of several words."""
    return run.last > run.first and longest_known(list(doc[run.first : run.last + 1])) == run.last + 1 - run.first


def _share(doc: Doc, runs: list[NameRun]) -> Iterator[NameRun]:
    """«Senators Ada Byron, Carl Gauss and Emmy Noether»: what several are, each of them is."""
    shared: tuple[Role, ...] = ()
    for before, run in zip((None, *runs), runs, strict=False):
        between = [token.text for token in doc[before.last + 1 : run.first]] if before else []
        together = bool(between) and {",", "and"}.issuperset(between)
        several = tuple(role for role in run.roles if role.last < run.first and doc[role.at].tag_ in ("NNS", "NNPS"))
        shared = several or (shared if together else ())
        yield replace(run, roles=tuple(dict.fromkeys((*run.roles, *shared))))


def is_credit(parse: Parse, run: NameRun) -> bool:
    """Whether a mention only tells who made the article: «By Ada Byron», «Ada Byron contributed to this report»."""
    doc, sentence = parse.doc, parse.sentence_of(parse.doc[run.first])
    by = next((at for at in range(run.first - 1, sentence.start - 1, -1) if doc[at].lower_ == "by"), None)
    if by is None:
        return sentence.root.lemma_ == "contribute" and any(one.lower_ in role_words("credits") for one in sentence)
    told = any(token.pos_ in ("VERB", "AUX") for token in doc[by + 1 : run.first])
    opens = by == sentence.start and not any(token.dep_ == "nsubj" for token in sentence)
    return not told and (opens or word_at(doc, by - 1) in role_words("credits"))


def is_alone(parse: Parse, at: int) -> bool:
    """Whether a capital stands by itself, and not in a longer run: "Byron said", not "the Byron Foundation"."""
    beside = (parse.doc[one] for one in (at - 1, at + 1) if 0 <= one < len(parse.doc))
    return not any(
        other.text == "&" or (is_name_word(other) and plain(other) not in role_words("titles"))
        for other in beside
        if parse.paragraph[other.i] == parse.paragraph[at]
    )


# --------------------------------------------------------------------------- what stands with a run


def _signs(doc: Doc, run: NameRun) -> Signs:
    """What stands with one mention, as signs of a person or of a thing."""
    ends, before = (doc[run.first], doc[run.last]), word_at(doc, run.first - 1)
    owned = run.first > 0 and doc[run.first - 1].tag_ == "POS" and 1 < len(run.words) < 4
    owns = run.last + 1 < len(doc) and doc[run.last + 1].tag_ == "POS"
    found = {
        "title": bool(run.title),
        "role": bool(run.roles),
        "speaks": any(map(speaks, ends)),
        "acts": _acts(doc[run.last]) or (owned and any(token.dep_ == "nsubj" for token in ends)),
        "told": _is_told(doc, run),
        "the": before in ("the", "a", "an") or before in role_words("vessels") or _is_kind(doc, run),
        "several": doc[run.last].tag_ == "NNPS",
        "place": before in ("in", "at", "near", "across") and not owns,
    }
    return frozenset(name for name, seen in found.items() if seen)


def _is_kind(doc: Doc, run: NameRun) -> bool:
    """Whether what kind of thing a name is stands beside it: «the news agency Tasnim», «Tasnim, a news agency,»."""
    rights = () if run.roles else doc[run.last].rights
    aside = (one for one in rights if one.dep_ == "appos" and one.left_edge.i == run.last + 2)
    kinds = role_words("organisations") | words_of("affiliations.toml", "kinds")
    told = (one for one in (*doc[max(0, run.first - 1) : run.first], *aside) if one.text.islower())
    which = doc[run.last + 1 : run.last + 3].text == ", which" and word_at(doc, run.first - 1) != ","
    return which or any(one.lower_ in kinds and not is_human_noun(one.lower_) for one in told)


def speaks(token: Token) -> bool:
    return token.dep_ == "nsubj" and token.head.lemma_.lower() in cues("strong")


def _acts(token: Token) -> bool:
    """Whether it does what only people do: is born, smiles, marries; or speaks of himself ("said he would")."""
    clauses = (child for child in token.head.children if child.dep_ == "ccomp")
    own = any(child.dep_ == "nsubj" and child.lower_ in ("he", "she") for clause in clauses for child in clause.lefts)
    return token.dep_ in ("nsubj", "nsubjpass") and (own or token.head.lemma_.lower() in role_words("human_deeds"))


def _is_told(doc: Doc, run: NameRun) -> bool:
    """An age, "who", kin, an apposition: «Karl, 33, …», «Karl, who …», «Karl's wife», «a singer, Karl, …»."""
    mark, word, last = word_at(doc, run.last + 1), word_at(doc, run.last + 2), doc[run.last]
    if "who" in (mark, word) and word_at(doc, run.first - 1) in _PLACING:
        return False  # «a potter in Leeds who sells bowls»
    if mark not in (",", "("):
        return mark == "who" or (mark in ("'s", "’s", "'") and word in role_words("kin"))
    if word in ("who", "whose"):
        return mark == ","
    age = run.last + 2 + (word == "aged")
    closing = word_at(doc, age + 1)
    if word_at(doc, age).isdigit() and len(doc[age]) < 4 and closing in (",", ")", ".", "-"):
        return mark == "," or closing == ")"
    aside = mark == "," and last.dep_ == "appos" and word_at(doc, run.first - 1) == ","
    return aside and is_given(last.text) and last.head.pos_ != "PROPN" and last.head.lower_ not in role_words("kin")


# --------------------------------------------------------------------------- whether it names a person


def _is_person(doc: Doc, mentions: Mentions, run: NameRun, own: Signs, told: Mapping[tuple[str, ...], Signs]) -> bool:
    """Whether the signs at a run, and at the same words elsewhere, say that it names a person."""
    if len(run.words) > _LONGEST_NAME or len(run.surname) < 2 or _is_thing(doc, run) or _describes(doc[run.last], run):
        return False
    if plain(doc[run.last]).endswith("s") and plain(doc[run.last])[:-1] in role_words("roles"):
        return False  # «Tory MPs»
    if any(mentions.at(at) is not None for at in range(run.first, run.last + 1)):
        return bool(own & _HUMAN) and (len(run.words) > 1 or "title" in own)
    if len(run.words) == 1:
        return _is_titled(doc[run.last], run, own) if run.title else _is_single(doc, run, own)
    if leaders.party_led_by(run.words) is not None and "the" not in own:
        return True
    signs = told[run.words] | (told.get(run.words[-1:], frozenset()) & {"speaks", "acts", "title"})
    introduced = bool(run.title) or any(role.last == run.first - 1 for role in run.roles)
    if not signs & _HUMAN and is_doubtful(doc[run.first]) and _is_common(doc, run):
        return False
    if is_given(run.words[0]) and not is_doubtful(doc[run.first]):
        return (bool(signs & _HUMAN) and ("the" not in own or introduced)) or not signs & _THING
    if run.words[0] in role_words("family_first") and any(doc[at].dep_ == "nsubj" for at in (run.first, run.last)):
        return "the" not in signs
    if "the" in own and all(is_known_word(token) for token in doc[run.first : run.last + 1]):
        return bool(run.title)  # «a spokesman for the charity Clean Rivers»
    human = is_given(run.words[0]) or signs & (_HUMAN if "several" not in signs else _HUMAN - {"speaks"})
    return bool(human) and ("the" not in signs or introduced)


def _describes(word: Token, run: NameRun) -> bool:
    """«Byron, a former Royal Marine who …»: what somebody is, and nobody else."""
    return word.dep_ == "appos" and not run.roles and any(child.lower_ in ("a", "an") for child in word.lefts)


def _is_common(doc: Doc, run: NameRun) -> bool:
    """«Pearl Lagoon», «Mercedes-Benz», «Israel Resilience»: a word that is no surname, or behind a state's name."""
    word = doc[run.last].lower_
    common = word in words_of("nouns.toml", "things") or is_english(word, "verb", "adj")
    return common or party_named(doc[run.first].text) is not None or (_is_glued(doc, run) and not is_given(word))


def _is_glued(doc: Doc, run: NameRun) -> bool:
    return run.last > run.first and not any(token.whitespace_ for token in doc[run.first : run.last])


def _is_titled(word: Token, run: NameRun, own: Signs) -> bool:
    """Whether a title and one capital name somebody: «Mayor Tell», but not «General Election», «Foreign Relations»."""
    common = run.title[-1] in role_words("common_titles") and (is_known_word(word) or is_doubtful(word))
    return run.title[-1] not in role_words("no_address") and (not common or bool(own & _DEEDS))


def _is_single(doc: Doc, run: NameRun, own: Signs) -> bool:
    """Whether one capital alone is somebody: a leader known to everybody, a first name that acts, who has an age."""
    word = doc[run.last]
    if run.surname in leaders.surnames() and word.pos_ == "PROPN":
        return True
    if is_human_noun(plain(word)) or "the" in own or _goes_on_from(doc, run.first):
        return False
    if word_at(doc, run.first - 1) in _PLACING and "told" not in own:
        return False
    if not is_given(word.text):
        return "told" in own or ("acts" in own and not is_known_word(word))
    tied = any(role.noun not in role_words("kin") or role.last == run.first - 1 for role in run.roles)
    return tied or "told" in own or (bool(own & _DEEDS) and not is_doubtful(word))


def _goes_on_from(doc: Doc, first: int) -> bool:
    """«Fairfax, Virginia, who», «R-Ohio»: the rest of a place's name."""
    after_comma = word_at(doc, first - 1) == "," and first > 1 and doc[first - 2].pos_ == "PROPN"
    described = doc[first].dep_ == "appos" and is_human_noun(doc[first].head.lower_)
    return word_at(doc, first - 1) == "-" or (after_comma and not described)


def _is_thing(doc: Doc, run: NameRun) -> bool:
    """Whether the words of a run are a thing's, a place's, a firm's: «Bear Island», «Marlow & Sons», «New Haven»."""
    aside = range(run.aside[0], run.aside[1] + 1) if run.aside else ()
    printed = [plain(doc[at]) for at in range(run.first, run.last + 1) if at not in aside]
    inner = [word for word in printed if word in role_words("organisations")]
    if inner and not _is_named_like_one(doc, run, printed, inner):
        return True
    before, after = (doc[at].text if 0 <= at < len(doc) else "" for at in (run.first - 1, run.last + 1))
    office = any(role.last == run.first - 1 for role in run.roles)  # «Minister for the Middle East Ada Byron»
    place = {printed[0], before.lower() if before[:1].isupper() and not office else ""}
    return (
        bool(place & role_words("places_begin"))
        or " ".join(doc[at].text for at in range(run.first, run.last + 1)) in lookalikes()
        or (after[:1].isupper() and after.lower() in role_words("organisations"))
        or (_is_glued(doc, run) and not run.title and not is_given(printed[0]))
        or after == "&"
        or (after == "-" and not doc[run.last].whitespace_)
        or _ends_body(doc, run.first)
    )


def _ends_body(doc: Doc, first: int) -> bool:
    """«the Observatory for Human Rights», «the Bank of Nova Scotia»: the rest of a longer name."""
    body = doc[first - 2] if first > 1 and word_at(doc, first - 1) in ("of", "for", "on") else None
    named = body is not None and body.pos_ == "PROPN" and body.text[0].isupper() and not body.is_sent_start
    return body is not None and named and not is_role_noun(plain(body))


def _is_named_like_one(doc: Doc, run: NameRun, printed: list[str], inner: list[str]) -> bool:
    """«Bill Clinton», «Mayor Bill de Blasio», «Jude Law said»: a word for things that is a person's name here."""
    if len(inner) > 1 or len(printed) < 2 or inner[0] not in role_words("names_too") or not is_given(printed[0]):
        return False
    known = bool(run.title or run.roles) or speaks(doc[run.last])
    return inner[0] == printed[0] or (inner[0] == printed[-1] and known)
