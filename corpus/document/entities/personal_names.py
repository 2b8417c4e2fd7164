"""Which runs of capitals name people.

The longest run decides first: one that ends in what things are called, or that "the" stands before, is no name. Then
what stands with it anywhere in the article says whether it names a person: a first name that people bear, a title or an
office, an age, a description, kin, or doing what only people do.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.document.entities import leaders
from corpus.document.entities.capitals import Cut, cut, find_capitals, is_doubtful, is_known_word, is_name_word, plain
from corpus.document.entities.given_names import is_given
from corpus.document.entities.parties import Mentions
from corpus.document.entities.roles import Role, is_human_noun, is_role_noun, role_words, roles_of
from corpus.document.furniture import Kind
from corpus.document.parse import Parse
from corpus.knowledge.attribution import cues

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LONGEST_NAME = 6
_NAMELESS = frozenset({Kind.HEADING, Kind.DATELINE, Kind.LABEL})
"""Where a capital names nobody of the story."""
_HUMAN = frozenset({"title", "role", "speaks", "acts", "told"})
_THING = frozenset({"the", "place", "several"})

Signs = frozenset[str]


@dataclass(frozen=True, slots=True)
class NameRun:
    """A mention of a person from token `first` to `last`; `title` holds what stands before it.

    `words` are the folded words of the name without the number or "jr" in `generation` and without the `nickname`,
    which stands, with its marks, at the tokens `aside`.
    """

    first: int
    last: int
    words: tuple[str, ...]
    title: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    generation: str = ""
    nickname: tuple[str, ...] = ()
    aside: tuple[int, int] | None = None

    @property
    def role(self) -> Role | None:
        """What the article says that the person is; a rank only if it says nothing else."""
        offices = (role for role in self.roles if is_human_noun(role.noun))
        return next(offices, self.roles[0] if self.roles else None)

    @property
    def surname(self) -> str:
        """The family name, which stands first in Chinese, Korean and Vietnamese names."""
        return self.words[0] if self.family_first else self.words[-1]

    @property
    def given(self) -> str:
        return self.words[-1] if self.family_first else self.words[0]

    @property
    def family_first(self) -> bool:
        return (
            len(self.words) in (2, 3) and self.words[0] in role_words("family_first") and not is_given(self.words[-1])
        )


def find_names(parse: Parse, mentions: Mentions) -> list[NameRun]:
    """Every run of capitals that names a person, in the order of the text; a party's name too where it does here."""
    found = [one for run in find_capitals(parse, mentions) if (one := cut(parse, run)) is not None]
    runs = [_as_run(parse, one) for one in found if parse.furniture_at(one.first) not in _NAMELESS]
    signs = [_signs(parse, run) for run in runs]
    told: dict[tuple[str, ...], Signs] = {}
    for run, seen in zip(runs, signs, strict=True):
        told[run.words] = told.get(run.words, frozenset()) | seen
    return [run for run, seen in zip(runs, signs, strict=True) if _is_person(parse, mentions, run, seen, told)]


def _as_run(parse: Parse, one: Cut) -> NameRun:
    roles = roles_of(parse, one.first, one.last)
    return NameRun(one.first, one.last, one.words, one.title, roles, one.generation, one.nickname, one.aside)


def is_credit(parse: Parse, run: NameRun) -> bool:
    """Whether a mention only tells who made the article: «By Ada Byron», «Ada Byron contributed to this report»."""
    doc, sentence = parse.doc, parse.sentence_of(parse.doc[run.first])
    before = next((at for at in range(run.first - 1, sentence.start - 1, -1) if doc[at].lower_ == "by"), None)
    if before is not None:
        told = any(doc[at].pos_ in ("VERB", "AUX") for at in range(before + 1, run.first))
        made = before > 0 and doc[before - 1].lower_ in role_words("credits")
        opens = before == sentence.start and not any(token.dep_ == "nsubj" for token in sentence)
        return (made or opens) and not told
    return sentence.root.lemma_ == "contribute" and any(token.lower_ in role_words("credits") for token in sentence)


def is_alone(parse: Parse, at: int) -> bool:
    """Whether a capital stands by itself, and not in a longer run: "Byron said", not "the Byron Foundation"."""
    doc = parse.doc
    beside = [
        doc[one] for one in (at - 1, at + 1) if 0 <= one < len(doc) and parse.paragraph[one] == parse.paragraph[at]
    ]
    return not any(is_name_word(other) and plain(other) not in role_words("titles") for other in beside)


# --------------------------------------------------------------------------- what stands with a run


def _signs(parse: Parse, run: NameRun) -> Signs:
    """What stands with one mention, as signs of a person or of a thing."""
    doc = parse.doc
    before = doc[run.first - 1] if run.first else None
    after = doc[run.last + 1] if run.last + 1 < len(doc) else None
    found = {
        "title": bool(run.title),
        "role": run.role is not None,
        "speaks": any(speaks(doc[at]) for at in (run.first, run.last)),
        "acts": _acts(doc[run.last]) or _is_whose(doc, run),
        "told": _is_told(parse, run),
        "the": before is not None and _tells_of_thing(before),
        "several": doc[run.last].tag_ == "NNPS",
        "place": before is not None and before.lower_ in ("in", "at", "near", "across") and not _has_owned(after),
    }
    return frozenset(name for name, seen in found.items() if seen)


def _tells_of_thing(before: "Token") -> bool:
    """«the Panthers», «USS Abraham Lincoln», «the agency Tasnim»: an article or the kind of thing before a name."""
    word = before.lower_
    kind = before.text.islower() and word in role_words("organisations") and not is_human_noun(word)
    return word in ("the", "a", "an") or word in role_words("vessels") or kind


def _has_owned(after: "Token | None") -> bool:
    return after is not None and after.tag_ == "POS"


def speaks(token: "Token") -> bool:
    return token.dep_ == "nsubj" and token.head.lemma_.lower() in cues("strong")


def _acts(token: "Token") -> bool:
    """Whether it does what only people do: is born, smiles, marries; or speaks of himself ("said he would")."""
    verb = token.head
    if token.dep_ not in ("nsubj", "nsubjpass"):
        return False
    clause = next((child for child in verb.children if child.dep_ == "ccomp"), None)
    own = clause is not None and any(child.dep_ == "nsubj" and child.lower_ in ("he", "she") for child in clause.lefts)
    return own or verb.lemma_.lower() in role_words("human_deeds")


def _is_whose(doc: "Doc", run: NameRun) -> bool:
    """«Japan's Ryosei Akazawa called it …»: the subject of something, with its owner before it."""
    owned = run.first > 0 and doc[run.first - 1].tag_ == "POS" and 1 < len(run.words) < 4
    return owned and any(doc[at].dep_ == "nsubj" for at in (run.first, run.last))


def _is_told(parse: Parse, run: NameRun) -> bool:
    """An age, "who", kin: «Karl, 33, …», «Karl, who …», «Karl's wife», «Karl, a docker»."""
    doc, at = parse.doc, run.last + 1
    if at + 1 >= len(doc):
        return False
    if doc[at].tag_ == "POS":
        return doc[at + 1].lower_ in role_words("kin")
    if doc[at].text not in (",", "("):
        return doc[at].lower_ == "who"
    if doc[at].text == "," and doc[run.last].dep_ == "appos" and run.first and doc[run.first - 1].text == ",":
        return is_given(doc[run.last].text) and doc[run.last].head.lower_ not in role_words("kin")
    age = at + 1 + (doc[at + 1].lower_ == "aged")
    if (
        doc[age].text.isdigit()
        and len(doc[age]) < 4
        and age + 1 < len(doc)
        and doc[age + 1].text in (",", ")", ".", "-")
    ):
        return doc[at].text == "," or doc[age + 1].text == ")"
    return doc[at].text == "," and doc[at + 1].lower_ in ("who", "whose")


# --------------------------------------------------------------------------- whether it names a person


def _is_person(
    parse: Parse, mentions: Mentions, run: NameRun, own: Signs, told: Mapping[tuple[str, ...], Signs]
) -> bool:
    """Whether the signs at a run, and at the same words elsewhere, say that it names a person."""
    doc = parse.doc
    if len(run.words) > _LONGEST_NAME or len(run.surname) < 2 or _is_thing(doc, run) or _ends_body(doc, run.first):
        return False
    if any(mentions.at(at) is not None for at in range(run.first, run.last + 1)):
        return bool(own & _HUMAN) and (len(run.words) > 1 or "title" in own)
    if len(run.words) == 1:
        return _is_single(doc, run, own)
    signs = told[run.words] | {sign for sign in told.get(run.words[-1:], ()) if sign in ("speaks", "acts", "title")}
    introduced = bool(run.title) or (run.role is not None and run.role.last == run.first - 1)
    if is_given(run.words[0]) and not is_doubtful(doc[run.first]):
        return (bool(signs & _HUMAN) and ("the" not in own or introduced)) or not signs & _THING
    if run.words[0] in role_words("family_first") and any(doc[at].dep_ == "nsubj" for at in (run.first, run.last)):
        return "the" not in signs
    human = bool(signs & (_HUMAN if "several" not in signs else _HUMAN - {"speaks"})) or is_given(run.words[0])
    return human and ("the" not in signs or introduced)


def _is_single(doc: "Doc", run: NameRun, own: Signs) -> bool:
    """Whether one capital alone is somebody: by title, as a leader known to everybody, or by a first name that acts."""
    word = doc[run.last]
    if run.title:
        if run.title[-1] in role_words("no_address"):
            return False
        common = run.title[-1] in role_words("common_titles") and (is_known_word(word) or is_doubtful(word))
        return not common or bool(own & {"speaks", "acts", "told"})
    if run.surname in leaders.surnames() and word.pos_ == "PROPN":
        return True
    if is_human_noun(plain(word)) or "the" in own or _goes_on_from(doc, run.first):
        return False
    if not is_given(word.text):
        return "told" in own or ("acts" in own and not is_known_word(word))
    tied = run.role is not None and (run.role.noun not in role_words("kin") or run.role.last == run.first - 1)
    return tied or "told" in own or (bool(own & {"speaks", "acts"}) and not is_doubtful(word))


def _goes_on_from(doc: "Doc", first: int) -> bool:
    """«Fairfax, Virginia, who», «R-Ohio»: the rest of a place's name."""
    if first < 2 or doc[first - 1].text not in (",", "-"):
        return False
    return doc[first - 1].text == "-" or (doc[first - 2].pos_ == "PROPN" and doc[first].dep_ != "appos")


def _is_thing(doc: "Doc", run: NameRun) -> bool:
    """Whether the words of a run are a thing's, a place's, a firm's: «Bear Island», «Marlow & Sons», «New Haven»."""
    skipped = range(run.aside[0], run.aside[1] + 1) if run.aside else ()
    printed = [plain(doc[at]) for at in range(run.first, run.last + 1) if at not in skipped]
    firm = doc[run.last + 1].lower_ if run.last + 1 < len(doc) and doc[run.last + 1].text[:1].isupper() else ""
    if firm in role_words("organisations"):
        return True
    inner = [word for word in printed if word in role_words("organisations")]
    if inner and not _is_named_like_one(doc, run, printed, inner):
        return True
    begun = (
        run.first > 0
        and doc[run.first - 1].text[0].isupper()
        and doc[run.first - 1].lower_ in role_words("places_begin")
    )
    if printed[0] in role_words("places_begin") or begun:
        return True
    one_word = not any(doc[at].whitespace_ for at in range(run.first, run.last)) and run.last > run.first
    if one_word and not (run.title or is_given(printed[0])):
        return True
    after = doc[run.last + 1] if run.last + 1 < len(doc) else None
    return after is not None and (after.text == "&" or (after.text == "-" and not doc[run.last].whitespace_))


def _ends_body(doc: "Doc", first: int) -> bool:
    """«the Observatory for Human Rights», «the Bank of Nova Scotia»: the rest of a longer name."""
    if first < 2 or doc[first - 1].lower_ not in ("of", "for", "on"):
        return False
    body = doc[first - 2]
    return body.pos_ == "PROPN" and body.text[0].isupper() and not body.is_sent_start and not is_role_noun(plain(body))


def _is_named_like_one(doc: "Doc", run: NameRun, printed: list[str], inner: list[str]) -> bool:
    """«Bill Clinton», «Mayor Bill de Blasio», «Jude Law said»: a word for things that is a person's name here."""
    if len(inner) > 1 or len(printed) < 2 or inner[0] not in role_words("names_too"):
        return False
    if inner[0] == printed[0]:
        return is_given(printed[0])
    known = bool(run.title or run.role) or speaks(doc[run.last])
    return inner[0] == printed[-1] and is_given(printed[0]) and known
