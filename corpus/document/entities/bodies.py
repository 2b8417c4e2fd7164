"""The bodies that an article names: what tells that they are some, and whom they speak for.

The gazetteer holds the world's parties; a think-tank, a company, a union, a county or a party of one country's politics
speaks for itself all the same, under the name that the article prints.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from corpus.document.entities.capital_runs import Bounds, Capitals, kinds_of_bodies
from corpus.document.entities.english_words import describes, is_known_word
from corpus.document.entities.given_names import is_given
from corpus.document.entities.known_names import begins_with_place, known_bodies
from corpus.document.entities.role_nouns import is_role_noun, word_at
from corpus.document.entities.states import States, body_words, is_country
from corpus.document.language import english
from corpus.document.syntax import word_before
from corpus.document.tokens import Doc, Token
from corpus.knowledge.gazetteer import party_named

_FURTHEST_KIND = 8
_SHORTEST = 3
"""Letters of an abbreviation that nothing but its initials tells."""

_OF = frozenset(["of", "the"])
_ABOUT = frozenset(["on", "for"])


@dataclass(frozen=True)
class Names(Bounds):
    """What an article names: its parties, its bodies, and the tokens `taken` by the names of people."""

    @cached_property
    def states(self) -> States:
        return States(self.parse, self.mentions)

    # ----------------------------------------------------------------- whether they name a body

    def is_body(self, name: Capitals) -> bool:
        """Whether a name is one of a body: by a word such as "Institute", as an abbreviation, or as told elsewhere."""
        words, bare = self.words(name), self.bare(name)
        states = all(self.mentions.at(at) for at in (name.first, name.last))
        if self.is_place(name) or (states and len(words) < 3) or self._is_of_office(words):
            return False
        if self.has_kind(name):
            return True
        short = (
            bare.isupper()
            and 2 < len(bare) <= 6
            and bare.isalnum()
            and bare.lower() not in body_words("no_organisations")
        )
        ends = (" ".join(bare.split()[at:]) for at in range(1, len(bare.split()) - 1))
        branch = any(end in known_bodies() for end in ends)  # «Marr Friends of the Earth»
        return short or bare in self.told or bare in known_bodies() or branch

    def has_kind(self, name: Capitals) -> bool:
        """Whether a word of the name tells that it is a body's."""
        words = self.words(name)
        return len(words) > 1 and not kinds_of_bodies().isdisjoint(words)

    @staticmethod
    def _is_of_office(words: Sequence[str]) -> bool:
        """«House Minority», «Union Home»: capitals of an office, without the noun that ends it."""
        chamber = words[0] in body_words("of_parliaments") | {"union"}
        return len(words) == 2 and chamber and words[1] in body_words("portfolios") - kinds_of_bodies()

    def is_kind(self, word: str) -> bool:
        """Whether a word only says what a body is: "council", but not "reuters"."""
        return word in kinds_of_bodies() and word in english("noun")

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
        """«Ada Byron», but not «Ada & Byron», «Charlotte-Marr», «Age UK»."""
        firm = any(token.text in ("&", "-") for token in self.doc[name.first : name.last])
        given = name.first < name.last and is_given(self.doc[name.first].text)
        return given and not firm and self.mentions.at(name.last) is None

    def bare(self, name: Capitals) -> str:
        """The name without its state and its form in law: "Gazprom" of «Russian Gazprom», "Orlux" of «Orlux Ltd»."""
        first = name.first
        last = self._ends(name)
        while first < last and self.mentions.at(first) is not None:
            first += 1
        return self.text(first, last)

    @cached_property
    def told(self) -> Mapping[str, str]:
        """The names of which the article says what kind of body they are, with the noun that says so."""
        found = {self.bare(name): kind for name in self.all() if (kind := self._kind_of(name)) is not None}
        short = (name for name in self.all() if self.doc[name.last].lower_ in body_words("of_firms"))
        return found | {self.text(name.first, name.last - 1): "company" for name in short if name.first < name.last}

    def _kind_of(self, name: Capitals) -> str | None:
        """What stands beside a name: «the charity Mooring», «the Mooring news site», «Mooring, an Oslo-based firm,»."""
        before = word_at(self.doc, name.first - 1)
        if before in body_words("kinds") and self.doc[name.first - 1].pos_ != "VERB":
            return before
        at, opener = _behind_gloss(self.doc, name.last + 1), self.doc[name.last]
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
        mention = self.mentions.at(name.last)
        if mention is not None and mention.first <= name.first:
            return self.states.party_labelled(label) or mention.party_id
        if (state := self._media.get(self.in_full(self.bare(name)))) is not None:
            return state
        head = self.text(name.first, self._head(name)[-1].i)
        labels = [label, label.removesuffix(" Party"), self.bare(name), head]
        if label.split()[0].lower() in body_words("of_parliaments"):
            labels.append(self.text(name.last, name.last))  # «House Republican»
        politics = next((party for one in labels if (party := self.states.party_labelled(one)) is not None), None)
        if politics is not None:
            return politics
        state = self._state_in(name)
        if self.is_of_state(name):
            return state or (label if self._is_local(name) else self._owned_elsewhere(name))
        organ = not body_words("organs").isdisjoint(self.words(name))
        if organ and not self._is_local(name):
            state = state or self._owned_elsewhere(name)  # «the General Staff», told as Norway's once
        full = self.in_full(self.text(name.first, self._ends(name)))
        entry = party_named(full) if full != label else None  # «DHS», short for a department of the United States
        return state if state and organ else entry.id if entry else full

    def _ends(self, name: Capitals) -> int:
        """«Orlux» of «Orlux Inc.», «Tesla» of «Tesla Holdings»: the last token of what it is called elsewhere."""
        last = name.last
        while last > name.first and self.doc[last].lower_.rstrip(".") in body_words("legal_forms"):
            last -= 1
        known = last > name.first and self.text(name.first, last - 1) in known_bodies()
        return last - (known and self.doc[last].lower_ in body_words("of_firms"))

    def _owned_elsewhere(self, body: Capitals) -> str | None:
        """The one state that the article gives a body to: «Norway's Council of Ministers», then the council alone."""
        label = self.text(body.first, body.last)
        if "committee" in self.words(body) or len(self.words(body)) < 2:
            return None
        named = ((name, self.text(name.first, name.last)) for name in self.all())
        whole = (name for name, text in named if text.endswith(label) or text.startswith(f"{label} of "))
        owners = {self._state_in(name) or self._owner_of(name) for name in whole} - {None}
        return owners.pop() if len(owners) == 1 else None

    def _owner_of(self, name: Capitals) -> str | None:
        before = self.mentions.at(name.first - 2) if self.doc[name.first - 1].tag_ == "POS" else None
        return before.party_id if before is not None and is_country(before) else None

    def _state_in(self, name: Capitals) -> str | None:
        """The state that a name begins with, or that stands behind an "of" in it: «Ukraine's General Staff»."""
        begins = (at for at in range(name.first, name.last + 1) if at == name.first or word_at(self.doc, at - 1) in _OF)
        mentions = (mention for at in begins if (mention := self.mentions.at(at)) is not None)
        return next((mention.party_id for mention in mentions), None)

    @cached_property
    def _media(self) -> Mapping[str, str]:
        """The names that the article says are run by a state."""
        runs = (
            (name, self.states.run_by(max(self.doc[name.first].sent.start, name.first - 5), name.first))
            for name in self.all()
        )
        return {self.bare(name): state for name, state in runs if state is not None and self.is_body(name)}

    def is_of_state(self, name: Capitals) -> bool:
        """A body that acts for its state: the ministries, the parliament with its committees, the army.

        What it deals with is no part of it: «Project on Government Oversight».
        """
        words = {token.lower_ for token in self._head(name) if token.text[:1].isupper()}
        kinds = ("council", "governing"), ("committee", "of_parliaments")
        if "congress" in words and not body_words("of_members").isdisjoint(words):
            return False
        ruling = any(body in words and not body_words(which).isdisjoint(words) for body, which in kinds)
        return ruling or not body_words("bodies_of_state").isdisjoint(words)

    def _head(self, name: Capitals) -> list[Token]:
        """A name up to what it is about."""
        return list(takewhile(lambda token: token.lower_ not in _ABOUT, self.doc[name.first : name.last + 1]))

    def _is_local(self, name: Capitals) -> bool:
        """«Kherson City Council», but not «House Rules Committee»: whether a place that is no state stands in it."""
        common = (
            kinds_of_bodies() | body_words("portfolios") | body_words("bodies_of_state") | body_words("of_parliaments")
        )
        tokens = [token for token in self.doc[name.first : name.last + 1] if token.text[:1].isupper()]
        return begins_with_place([token.text for token in tokens]) or any(
            token.lower_ not in common and not is_known_word(token) and not is_role_noun(token.lower_)
            for token in tokens
        )

    def in_full(self, text: str) -> str:
        """The name that an abbreviation stands for, where the article gives both: "the Tide Watch Group (TWG)"."""
        return self._glosses.get(text) or self._by_initials.get(text, text)

    @cached_property
    def _by_initials(self) -> Mapping[str, str]:
        """The only body of several words whose initials an abbreviation is: «the Anti-Tide League», later "ATL"."""
        found: dict[str, set[str]] = {}
        for name in self.all():
            text = self.text(name.first, name.last)
            short = "".join(word[0] for word in re.split(r"[\s-]+", text) if word[:1].isupper())
            if len(short) >= _SHORTEST and text != short and self.has_kind(name):
                found.setdefault(short, set()).add(text)
        return {short: texts.pop() for short, texts in found.items() if len(texts) == 1}

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


def _behind_gloss(doc: Doc, at: int) -> int:
    """Behind the short name in brackets that begins at a token: «Tide Watch (TW) group»; else the token itself."""
    return at + 3 if doc[at : at + 1].text == "(" and doc[at + 2 : at + 3].text == ")" else at
