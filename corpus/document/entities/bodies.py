"""The bodies that an article names: where their names begin and end, what they are called, what points back to them.

The gazetteer holds the world's parties; a think-tank, a company, a union, a county or a party of one country's politics
speaks for itself all the same, under the name that the article prints.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from itertools import takewhile
from typing import TYPE_CHECKING

from corpus.document.entities.english_words import describes, is_known_word
from corpus.document.entities.given_names import is_given
from corpus.document.entities.parties import Mention, Mentions
from corpus.document.entities.role_nouns import is_role_noun, role_noun, role_words, word_at
from corpus.document.language import english
from corpus.document.parse import Parse
from corpus.document.syntax import word_before
from corpus.knowledge import read_table, united, words_of
from corpus.models import PartyKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

body_words = partial(words_of, "affiliations.toml")
_FURTHEST_KIND = 8
_THROUGHOUT = 4
_ABOVE = 3
"""How often an article names the state that it is about, and how many times as often as the next one."""

_OF = frozenset(["of", "the"])
_ABOUT = frozenset(["on", "for"])
_LINKS = frozenset(["of", "for", "on", "against", "without", "de", "&", "-", "–"])


@dataclass(frozen=True, slots=True)
class Capitals:
    """The name from token `first` to token `last` of what is no person."""

    first: int
    last: int


@dataclass(frozen=True)
class Names:
    """What an article names: its parties, its bodies, and the tokens `taken` by the names of people."""

    parse: Parse
    mentions: Mentions
    taken: Collection[int] = field(default=frozenset(), repr=False)

    @property
    def doc(self) -> "Doc":
        return self.parse.doc

    @cached_property
    def states(self) -> frozenset[str]:
        """The parties of the gazetteer that are named, as places too."""
        return frozenset(mention.party_id for mention in self.mentions.found)

    def text(self, first: int, last: int) -> str:
        return self.parse.words(first, last)

    def words(self, name: Capitals) -> list[str]:
        named = self.doc[name.first : name.last + 1]
        return [token.lower_ for token in named if token.text[:1].isupper() or token.text[:1].isdigit()]

    # ----------------------------------------------------------------- where names begin and end

    def name_at(self, at: int) -> Capitals | None:
        """The name that a token is part of; None for words, for people, and for parties that are no states."""
        return self._names.get(at)

    @cached_property
    def _names(self) -> Mapping[int, Capitals]:
        found: dict[int, Capitals] = {}
        for at in range(len(self.doc)):
            if at not in found and self.is_capital(at):
                name = Capitals(at, self._end(at))
                found.update(dict.fromkeys(range(at, name.last + 1), name))
        return found

    def _end(self, first: int) -> int:
        last = first
        while (following := self._goes_on(first, last)) is not None:
            last = following
        return last

    def _goes_on(self, first: int, last: int) -> int | None:
        """The next capital of the name that begins at `first`: right behind `last`, or behind what joins names."""
        if self.is_capital(last + 1):
            return last + 1
        link = word_at(self.doc, last + 1)
        to = last + 2 + (word_at(self.doc, last + 2) in ("the", "a") and link in ("of", "for", "on"))
        if not self.is_capital(to, inside=True):
            return None
        owner = self.doc[last + 1].tag_ == "POS" and self.mentions.at(last) is None and self._ends_body(to)
        joins = link in _LINKS or (link == "and" and self._is_one_with(first, last, to))
        return to if joins or owner else None

    def _is_one_with(self, first: int, last: int, to: int) -> bool:
        """«Institute for Peace and Security», «Ways and Means Committee», but not «the Energy Board and Orlux»."""
        whole = self.doc[last].lower_ in _kinds() - body_words("matters")
        inner = any(self.doc[at].lower_ in ("of", "for", "on") for at in range(first, last))
        return not whole and self.mentions.at(to) is None and (inner or self._ends_body(to))

    def _ends_body(self, at: int) -> bool:
        run = takewhile(self.is_capital, range(at, min(at + 5, len(self.doc))))
        return any(self.doc[one].lower_ in _kinds() for one in run)

    def is_capital(self, at: int, *, inside: bool = False) -> bool:
        """Whether a token may be of a body's name; `inside` one offices and people may be of it, too."""
        if not 0 <= at < len(self.doc):
            return False
        token = self.doc[at]
        first = token.text[:1]
        number = first.isdigit() and word_at(self.doc, at + 1) in _kinds()
        if not (first.isupper() or number) or token.lower_ in role_words("other_capitals"):
            return False
        if at in self.taken or (at and self._is_apart(at)):
            return False
        if (mention := self.mentions.at(at)) is not None:
            return is_country(mention)
        if token.lower_.rstrip(".") in united(*map(role_words, ("ranks", "courtesies", "no_longer"))):
            return False
        office = is_role_noun(token.lower_.rstrip(".")) and not token.lower_.endswith("s") and not inside
        return (
            not office
            and (token.pos_ != "DET" or token.is_upper)
            and (not token.is_sent_start or number or not is_known_word(token))
        )

    def _is_apart(self, at: int) -> bool:
        before, own = self.parse.inside[at - 1], self.parse.inside[at]
        return before != own and self.doc[at - 1].text[:1].isupper()

    # ----------------------------------------------------------------- whether they name a body

    def is_body(self, name: Capitals) -> bool:
        """Whether a name is one of a body: by a word such as "Institute", as an abbreviation, or as told elsewhere."""
        words, bare = self.words(name), self.bare(name)
        states = all(self.mentions.at(at) for at in (name.first, name.last))
        if self.is_place(name) or (states and len(words) < 3):
            return False
        if len(words) > 1 and not _kinds().isdisjoint(words):
            return True
        short = (
            bare.isupper()
            and 2 < len(bare) <= 6
            and bare.isalnum()
            and bare.lower() not in body_words("no_organisations")
        )
        return short or bare in self.told

    def is_kind(self, word: str) -> bool:
        """Whether a word only says what a body is: "council", but not "reuters"."""
        return word in _kinds() and word in english("noun")

    def is_owner(self, name: Capitals) -> bool:
        """Whether "'s" stands behind it."""
        return self.doc[name.last + 1 : name.last + 2].text in ("'s", "’s", "'", "’")

    def is_place(self, name: Capitals) -> bool:
        """«Bear Island», «West Virginia», «Norwegian Russia»."""
        return self.doc[name.last].lower_ in body_words("places")

    def is_entered(self, name: Capitals) -> bool:
        """Whether the article uses it as a place: "in Leeds"."""
        text = self.text(name.first, name.last)
        return any(
            word_at(self.doc, one.first - 1) == "in" for one in self.all() if self.text(one.first, one.last) == text
        )

    def is_proper(self, name: Capitals) -> bool:
        """Whether a word of it is a name and none of English: what a firm may be called where nothing else tells."""
        return any(not is_known_word(one) or one.pos_ == "PROPN" for one in self.doc[name.first : name.last + 1])

    def may_be_person(self, name: Capitals) -> bool:
        """«Ada Byron», but not «Ada & Byron»."""
        firm = any(token.text == "&" for token in self.doc[name.first : name.last])
        return name.first < name.last and is_given(self.doc[name.first].text) and not firm

    def bare(self, name: Capitals) -> str:
        """The name without the state that stands before it: "Gazprom" of «Russian Gazprom»."""
        first = name.first
        while first < name.last and self.mentions.at(first) is not None:
            first += 1
        return self.text(first, name.last)

    @cached_property
    def told(self) -> Mapping[str, str]:
        """The names of which the article says what kind of body they are, with the noun that says so."""
        found = {self.bare(name): kind for name in self.all() if (kind := self._kind_of(name)) is not None}
        short = (name for name in self.all() if self.doc[name.last].lower_ in body_words("of_firms"))
        return found | {self.text(name.first, name.last - 1): "company" for name in short if name.first < name.last}

    def all(self) -> list[Capitals]:
        return list(dict.fromkeys(self._names.values()))

    def _kind_of(self, name: Capitals) -> str | None:
        """What stands beside a name: «the charity Mooring», «the Mooring news site», «Mooring, an Oslo-based firm,»."""
        before = word_at(self.doc, name.first - 1)
        if before in body_words("kinds") and self.doc[name.first - 1].pos_ != "VERB":
            return before
        at, opener = name.last + 1, self.doc[name.last]
        if word_at(self.doc, at) == "-" or (opener.is_sent_start and is_known_word(opener)):
            return None  # «Oslo-based firm», «Campaign group Mooring»
        aside = word_at(self.doc, at) == "," and word_at(self.doc, at + 1) in ("a", "an", "the")
        behind = self.doc[at + 2 * aside : at + _FURTHEST_KIND]
        said = takewhile(lambda one: describes(one) or (aside and one.dep_ == "compound"), behind)
        last = next(iter(list(said)[::-1]), None) if aside or not self.is_owner(name) else None
        placed = not aside and before in ("a", "an")  # «a Bergen shipyard», «a Bergen court»
        kinds = frozenset[str]() if placed else body_words("kinds")
        kinds |= frozenset[str]() if aside else body_words("bodies_of_state")
        return last.lower_ if last is not None and last.lower_ in kinds else None

    # ----------------------------------------------------------------- what they are called

    def party_of(self, name: Capitals) -> str | None:
        """Whom a body speaks for: one of a state for the state, a party of politics, else itself under its full name.

        None for a body of a state that is not told: "the National Assembly".
        """
        label = self.text(name.first, name.last)
        head = self.text(name.first, self._head(name)[-1].i)
        labels = (label, label.removesuffix(" Party"), self.bare(name), head)
        politics = next((party for one in labels if (party := self.party_labelled(one)) is not None), None)
        if politics is not None:
            return politics
        state = self._state_in(name)
        if self.is_of_state(name):
            return state or (label if self._is_local(name) else None)
        words = self.words(name)
        return state if state and not body_words("organs").isdisjoint(words) else self.in_full(label)

    def _state_in(self, name: Capitals) -> str | None:
        """The state that a name begins with, or that stands behind an "of" in it: «Ukraine's General Staff»."""
        begins = (at for at in range(name.first, name.last + 1) if at == name.first or word_at(self.doc, at - 1) in _OF)
        mentions = (mention for at in begins if (mention := self.mentions.at(at)) is not None)
        return next((mention.party_id for mention in mentions), None)

    def home(self, words: Collection[str]) -> str | None:
        """Whose a state's office or body is that the article gives to none: of the state that it is about throughout.

        Of those only that have such: no "minister" is of a state that calls them secretaries. None where an article
        names what has bodies of its own in that state.
        """
        of_state = role_words("bodies") | body_words("bodies_of_state") - {"court"} | {"minister", "supreme"}
        if of_state.isdisjoint(words):
            return None
        lacking = {state for state, none in _offices("none").items() if not set(none).isdisjoint(words)}
        ranked = [one for one in self._states_by_share if one[0] not in lacking][:2]
        if not ranked or ranked[0][1] < _THROUGHOUT or (ranked[1:] and ranked[0][1] < _ABOVE * ranked[1][1]):
            return None
        apart = _offices("apart").get(ranked[0][0], ())
        return ranked[0][0] if not any(token.text in apart for token in self.doc) else None

    @cached_property
    def _states_by_share(self) -> list[tuple[str, int]]:
        found = (one.party_id for one in self.mentions.found if one.kind is PartyKind.STATE)
        return Counter(found).most_common()

    def is_of_state(self, name: Capitals) -> bool:
        """A body that acts for its state: the ministries, the parliament with its committees, the army.

        What it deals with is no part of it: «Project on Government Oversight».
        """
        words = {token.lower_ for token in self._head(name) if token.text[:1].isupper()}
        kinds = ("council", "governing"), ("committee", "of_parliaments")
        ruling = any(body in words and not body_words(which).isdisjoint(words) for body, which in kinds)
        return ruling or not body_words("bodies_of_state").isdisjoint(words)

    def _head(self, name: Capitals) -> list["Token"]:
        """A name up to what it is about."""
        return list(takewhile(lambda token: token.lower_ not in _ABOUT, self.doc[name.first : name.last + 1]))

    def _is_local(self, name: Capitals) -> bool:
        """«Kherson City Council», but not «House Rules Committee»: whether a place that is no state stands in it."""
        common = _kinds() | body_words("portfolios") | body_words("bodies_of_state") | body_words("of_parliaments")
        tokens = (token for token in self.doc[name.first : name.last + 1] if token.text[:1].isupper())
        return any(
            token.lower_ not in common and not is_known_word(token) and not is_role_noun(token.lower_)
            for token in tokens
        )

    def in_full(self, text: str) -> str:
        """The name that an abbreviation stands for, where the article gives both: "the Tide Watch Group (TWG)"."""
        return self._glosses.get(text, text)

    @cached_property
    def _glosses(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for token in self.doc[2:]:
            if token.text.isupper() and len(token) > 1 and word_before(token).text == "(":
                full = self._spelled(token.text, token.i - 2)
                if full is not None:
                    found.setdefault(token.text, full)
        return found

    def _spelled(self, short: str, last: int) -> str | None:
        last -= self.doc[last].tag_ == "POS"
        for start in range(last, max(-1, last - 1 - 2 * len(short)), -1):
            initials = "".join(word.text[0] for word in self.doc[start : last + 1] if word.text[0].isupper())
            if initials == short:
                return self.text(start, last)
        name = self.name_at(last)
        return self.text(name.first, last) if name is not None and self.doc[name.first].text[0] == short[0] else None

    def domestic(self, first: int, last: int) -> str | None:
        """The party of one country's politics that tokens hold the label of: «Labour MP», «a leading Republican»."""
        runs = ((at, at + size - 1) for size in (3, 2, 1) for at in range(first, last + 2 - size))
        labels = (self.text(*run) for run in runs if not self._opens_as_adjective(*run))
        return next((party for label in labels if (party := self.party_labelled(label)) is not None), None)

    def _opens_as_adjective(self, first: int, last: int) -> bool:
        """«Conservative economist Ada Byron», where a sentence begins; not «Conservative MP Ada Byron»."""
        opens = first == last and bool(self.doc[first].is_sent_start) and self.doc[first].lower_ in english("adj")
        politics = role_words("heads") | role_words("offices")
        return opens and not any(role_noun(token) in politics for token in self.doc[first + 1 : first + 6])

    def party_labelled(self, label: str, *, in_brackets: bool = False) -> str | None:
        bearers = _labels().get(label, ())
        table = read_table("domestic_parties.toml")
        if label in table["in_brackets"] and not in_brackets:
            return None
        named = {party for state, party in bearers if state in self.states}
        home = {party for state, party in bearers if state in table["at_home"]}
        unmistakable = len(label) > 2 and not (
            label.isalpha() and any(label.lower() in english(kind) for kind in ("noun", "adj"))
        )
        apart = {party for _, party in bearers} if unmistakable else set()
        found = named or home or apart
        return found.pop() if len(found) == 1 else None


def is_country(mention: Mention) -> bool:
    """A state, or a people of one: "Scotland", "the Kurds"."""
    return mention.kind is PartyKind.STATE or (mention.kind is PartyKind.GROUP and mention.form != "described")


@cache
def _kinds() -> frozenset[str]:
    """The words by which a body's name tells that it is one."""
    return role_words("organisations") - body_words("places") - body_words("things")


def _offices(key: str) -> Mapping[str, list[str]]:
    table: Mapping[str, list[str]] = read_table("state_offices.toml")[key]
    return table


@cache
def _labels() -> Mapping[str, tuple[tuple[str, str], ...]]:
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for state, of_state in read_table("domestic_parties.toml")["of"].items():
        for party, labels in of_state.items():
            for label in {party, *labels}:
                found[label] = (*found.get(label, ()), (state, party))
    return found
