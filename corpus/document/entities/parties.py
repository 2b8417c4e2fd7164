"""Where an article names parties, and where the same names are only places.

Moscow, the Kremlin and Kyiv act in some sentences and are places in others ("operations near Kyiv"); the parse tells
which. The names come from the gazetteer, the places' grammar from ``knowledge/places.toml``. A party that nobody listed
("western countries") is taken from the text, under its own name.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Literal

from corpus.document.furniture import Kind
from corpus.document.parse import Parse
from corpus.document.tokens import Token
from corpus.knowledge import read_table, words_of
from corpus.knowledge.gazetteer import PartyEntry, lookalikes, parties, party_named
from corpus.models import Party, PartyKind
from corpus.names.likeness.ids import entity_id

_places = partial(words_of, "places.toml")
Form = Literal["name", "adjective", "seat", "institution", "described"]

_SHORTEST = 3
"""Letters; acronyms of so many are spelled, not read."""
_WORD = re.compile(r"(?<![\w.])(?:[^\W\d_]\.){2,}|(?<!\w)[^\W_]\w*")


@dataclass(frozen=True, slots=True)
class Mention:
    """A party named in the text, from token `first` to token `last`. `acts` is False where the name is a place."""

    party_id: str
    name: str
    kind: PartyKind
    form: Form
    first: int
    last: int
    acts: bool = True


@dataclass(frozen=True)
class Mentions:
    """Every mention of a party, in the order of the text, places included."""

    found: tuple[Mention, ...]
    _by_token: Mapping[int, Mention] = field(default_factory=dict, repr=False)

    def at(self, token: int) -> Mention | None:
        """The mention that token number `token` is part of; None if there is none."""
        return self._by_token.get(token)

    def of(self, token: Token) -> Mention | None:
        """The party that a noun stands for: its own name, or the one that its modifiers tell.

        "Kremlin" for `spokesman` in "Kremlin spokesman", Ukraine for `negotiator` in "a Ukrainian negotiator" or
        "the foreign minister of Ukraine". None if it stands for no party that is named beside it.
        """
        own = self._by_token.get(token.i)
        if own is not None:
            return own if own.acts else None
        before = [child for child in token.children if child.dep_ in ("amod", "compound", "nmod", "poss")]
        for child in before:
            mention = self._by_token.get(child.i) or self.of(child)
            if mention is not None:
                return mention
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ in ("of", "for", "from"):
                for noun in child.children:
                    mention = self._by_token.get(noun.i)
                    if mention is not None and noun.dep_ == "pobj":
                        return mention
        return None

    def without(self, tokens: Collection[int]) -> "Mentions":
        """The mentions that hold none of the tokens."""
        found = tuple(one for one in self.found if not any(at in tokens for at in range(one.first, one.last + 1)))
        return _of(found) if len(found) < len(self.found) else self

    def acting(self) -> Iterator[Mention]:
        return (mention for mention in self.found if mention.acts)


def find_mentions(parse: Parse) -> Mentions:
    """Every party named in the article; an article that names none gives none."""
    named = list(_named(parse))
    return _of(sorted([*named, *_described(parse, named)], key=lambda mention: mention.first))


def _of(found: Sequence[Mention]) -> Mentions:
    by_token = {number: mention for mention in found for number in range(mention.first, mention.last + 1)}
    return Mentions(tuple(found), by_token)


def as_records(parse: Parse, mentions: Mentions) -> tuple[Party, ...]:
    """One record a party, in the order in which the article first names them; places leave none."""
    grouped: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions.acting():
        grouped[mention.party_id].append(mention)
    return tuple(
        Party(
            id=entity_id(party_id),
            name=group[0].name,
            kind=group[0].kind,
            mentions=tuple(parse.span(mention.first, mention.last) for mention in group),
        )
        for party_id, group in grouped.items()
    )


# --------------------------------------------------------------------------- names of the gazetteer


def _named(parse: Parse) -> Iterator[Mention]:
    text, end, before = parse.doc.text, 0, None
    for word in _WORD.finditer(text):
        if word.start() < end or not word.group()[0].isupper():
            continue
        known = _longest(text, word)
        if known is None:
            continue
        name, entry, form = known
        end = word.start() + len(name)
        first, last = parse.tokens_read(word.start(), end)
        doubtful = entry is not None and form != "adjective" and (name in entry.ambiguous or _is_lowered(name, entry))
        if doubtful and form == "seat" and _opens_longer(parse, last):
            continue
        short = name.isupper() and entry is not None and name in (entry.name, *entry.names)
        if entry is None or (doubtful and _is_doubtful(parse, first, last, short=short)):
            continue
        if form == "institution" and before and before.party_id != entry.id and _is_owned(parse, before, first):
            continue
        acts = not _is_place(parse, first, last, form)
        before = Mention(entry.id, entry.name, entry.kind, form, first, last, acts)
        yield before


def _longest(text: str, word: re.Match[str]) -> tuple[str, PartyEntry | None, Form] | None:
    """The longest name of the gazetteer that begins with this word and ends where a word does."""
    for name, entry, form in _names_by_first_word().get(word.group().rstrip(".").lower(), ()):
        end = word.start() + len(name)
        printed = text[word.start() : end]
        upper = printed.isupper() and printed == name.upper()
        lowered = entry is not None and printed.upper() == name and _is_lowered(printed, entry)
        if (printed == name or upper or lowered) and not text[end : end + 1].isalnum():
            return printed, entry, form
    return None


def _is_lowered(printed: str, entry: PartyEntry) -> bool:
    """Whether a name is an acronym as some papers print those that are read as a word: "Nato", "Unesco"."""
    known = printed.upper() in (entry.name, *entry.names) and printed not in (entry.name, *entry.names)
    return known and len(printed) > _SHORTEST and printed == printed.capitalize()


@cache
def _names_by_first_word() -> Mapping[str, list[tuple[str, PartyEntry | None, Form]]]:
    """Every name by its first word, the longest first; a lookalike ("Gulf of Mexico") has no entry."""
    table: dict[str, list[tuple[str, PartyEntry | None, Form]]] = defaultdict(list)
    for name in lookalikes():
        table[name.split()[0].rstrip(".").lower()].append((name, None, "name"))
    for entry in parties().values():
        forms: list[tuple[tuple[str, ...], Form]] = [
            ((entry.name, *entry.names), "name"),
            (entry.adjectives, "adjective"),
            (entry.seats, "seat"),
            (entry.institutions, "institution"),
        ]
        for names, form in forms:
            for name in names:
                first = _WORD.match(name)
                if first and party_named(name) is entry:
                    table[first.group().rstrip(".").lower()].append((name, entry, form))
    for names_of_word in table.values():
        names_of_word.sort(key=lambda row: -len(row[0]))
    return table


def _is_owned(parse: Parse, owner: Mention, first: int) -> bool:
    """Whether an institution is the state's that stands before it: «Russia's Security Council»."""
    glued = owner.last + 1 + (parse.doc[owner.last + 1].tag_ == "POS")
    return owner.kind is PartyKind.STATE and glued == first


def _opens_longer(parse: Parse, last: int) -> bool:
    """«West Mercia Police»: whether a name is the first word of a longer one's."""
    behind = parse.doc[last + 1 : last + 2]
    return parse.doc[last].dep_ == "compound" and any(token.tag_ == "NNP" for token in behind)


def _is_doubtful(parse: Parse, first: int, last: int, *, short: bool) -> bool:
    """Whether a name that is also a common word, place or person is one here ("Jordan Peterson", "chad").

    What is `short` for a longer one is nobody's first name: "US Army".
    """
    before = parse.doc[first - 1] if first else None
    after = parse.doc[last + 1] if last + 1 < len(parse.doc) else None
    joined = after is not None and after.pos_ == "PROPN" and parse.doc[last].head.i == after.i
    surname = (
        joined
        and not short
        and after is not None
        and after.lower_ not in words_of("roles.toml", "roles") | words_of("roles.toml", "titles")
    )
    given = before is not None and before.pos_ == "PROPN" and before.head.i == last
    upper = parse.doc[first].text.isupper()
    officer = upper and after is not None and after.lower_ in words_of("roles.toml", "roles")
    return surname or given or (parse.doc[first].pos_ not in ("PROPN", "ADJ", "NOUN") and not officer)


# --------------------------------------------------------------------------- places


def _is_place(parse: Parse, first: int, last: int, form: Form) -> bool:
    """Whether the sentence uses the name as a place. Adjectives and institutions never are."""
    if form in ("adjective", "institution"):
        return False
    if parse.furniture_at(first) is Kind.DATELINE or is_hyphenated(parse, first, last):
        return True
    noun = parse.doc[last]
    while noun.dep_ in ("conj", "appos") and noun.head.i < noun.i:
        noun = noun.head
    head = noun.head
    if noun.dep_ == "compound" and form == "seat":
        return head.lower_ in _places("things_at_a_place")
    if noun.dep_ == "dobj" and head.lemma_.lower() in _places("visits"):
        return form == "seat" or head.lemma_.lower() in ("visit", "leave", "reach", "enter", "tour", "cross")
    if noun.dep_ != "pobj" or head.dep_ not in ("prep", "agent", "dative", "conj", "pcomp", "advmod", "aux", "mark"):
        return False
    if head.lower_ in _places("prepositions"):
        return True
    if head.lower_ == "of":
        return form == "seat" and head.head.lower_ in _places("parts")
    return head.lower_ in ("to", "from") and head.head.lemma_.lower() in _places("journeys")


def is_hyphenated(parse: Parse, first: int, last: int) -> bool:
    """In "the Russia-Ukraine war" the two name a thing together, and neither acts."""
    text, start, end = parse.article.text, parse.start(first), parse.end(last)
    return text[end : end + 1] in ("-", "–") or text[max(0, start - 1) : start] in ("-", "–")


# --------------------------------------------------------------------------- parties that the text describes


def _described(parse: Parse, named: Sequence[Mention]) -> Iterator[Mention]:
    """«western countries», «the rebels»; an army is its state's, unless it fights a party of the same country."""
    taken = {number: mention for mention in named for number in range(mention.first, mention.last + 1)}
    at_war = {entry.country for mention in named if (entry := _fighting(mention)) is not None}
    table = read_table("groups.toml")
    described, alone, not_telling = set(table["described"]), set(table["alone"]), set(table["not_telling"])
    for token in parse.doc:
        if token.lower_ not in described or token.i in taken or token.dep_ == "compound":
            continue
        telling = [
            child
            for child in token.lefts
            if child.dep_ in ("amod", "compound") and child.lower_ not in not_telling and not child.like_num
        ]
        owners = [parties().get(taken[child.i].party_id) for child in telling if child.i in taken]
        if owners and not (token.lower_ == "army" and any(owner and owner.country in at_war for owner in owners)):
            continue
        if not telling and token.lower_ not in alone:
            continue
        first = telling[0].i if telling else token.i
        name = parse.span(first, token.i).text
        name = name[:1].upper() + name[1:]
        slug = re.sub(r"\W+", "-", name.lower()).strip("-")
        yield Mention(slug, name, PartyKind.GROUP, "described", first, token.i)


def _fighting(mention: Mention) -> PartyEntry | None:
    return parties().get(mention.party_id) if mention.kind is PartyKind.ARMED_GROUP else None
