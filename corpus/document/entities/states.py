"""What an article tells of states: which it names, whose an office or a voice is, of whose politics a label is."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, partial

from corpus.document.entities.parties import Mention, Mentions
from corpus.document.entities.role_nouns import role_noun, role_words
from corpus.document.language import english
from corpus.document.parse import Parse
from corpus.document.tokens import Token
from corpus.knowledge import read_table, words_of
from corpus.knowledge.gazetteer import parties
from corpus.models import PartyKind

body_words = partial(words_of, "affiliations.toml")
_THROUGHOUT = 4
_ABOVE = 3
_ABOVE_WITH_SEAT = 2
"""How often an article names the state that it is about, and how many times as often as the next one: where only its
government acts under a name of its own twice as often is enough."""


@dataclass(frozen=True)
class States:
    """The states of one article, and what is theirs."""

    parse: Parse
    mentions: Mentions

    @cached_property
    def named(self) -> frozenset[str]:
        """The parties of the gazetteer that are named, as places too."""
        return frozenset(mention.party_id for mention in self.mentions.found)

    def run_by(self, first: int, last: int) -> str | None:
        """Whose own a phrase calls something: «Syrian state TV», «China's state-run agency», «Hamas-run ministry»."""
        named = [mention for at in range(first, last) if (mention := self.mentions.at(at)) is not None]
        running = (one for one in named if self.parse.doc[one.last + 1 : one.last + 3].text in body_words("running"))
        if (owner := next(running, None)) is not None:
            return owner.party_id  # «the rebel-run ministry»
        if not any(_is_own_voice(token) for token in self.parse.doc[first:last]):
            return None
        told = next(iter(named), None)
        return told.party_id if told is not None and is_country(told) else self._regime

    @cached_property
    def _regime(self) -> str | None:
        """The only state that the article calls a regime or names the media of: «the Syrian regime»."""
        called = (token for token in self.parse.doc[1:] if _is_own_voice(token) or token.lower_ == "regime")
        owners = (self.mentions.at(token.i - 1 - (token.nbor(-1).tag_ == "POS")) for token in called)
        found = {mention.party_id for mention in owners if mention is not None and is_country(mention)}
        return found.pop() if len(found) == 1 else None

    def army_of(self, state: str) -> str:
        """The army of a state where the article tells it from the state: a Sudanese general speaks for it alone."""
        owner = parties().get(state)
        beside = (entry for one in self.named if (entry := parties().get(one)) is not None and entry.country)
        own = (entry for entry in beside if owner is not None and entry.country == owner.country)
        armies = {entry.id for entry in own if entry.name.split()[-1] in role_words("armies")}
        return armies.pop() if len(armies) == 1 else state

    def home(self, words: Collection[str]) -> str | None:
        """Whose a state's office or body is that the article gives to none: of the state that it is about throughout.

        Of those only that have such: no "minister" is of a state that calls them secretaries. None where an article
        names what has bodies of its own in that state.
        """
        bodies = body_words("bodies_of_state") - body_words("not_of_home")
        of_state = role_words("bodies") | bodies | body_words("of_home")
        if of_state.isdisjoint(words):
            return None
        lacking = {state for state, none in _offices("none").items() if not set(none).isdisjoint(words)}
        ranked = [one for one in self._by_share if one[0] not in lacking][:2]
        if not ranked or ranked[0][1] < _THROUGHOUT:
            return None
        above = _ABOVE_WITH_SEAT if self._governing == {ranked[0][0]} else _ABOVE
        if ranked[1:] and ranked[0][1] < above * ranked[1][1]:
            return None
        apart = _offices("apart").get(ranked[0][0], ())
        return ranked[0][0] if not any(token.text in apart for token in self.parse.doc) else None

    @cached_property
    def _governing(self) -> set[str]:
        """The states whose governments act under a name of their own: «the Kremlin», «Downing Street»."""
        acting = (mention for mention in self.mentions.acting() if mention.kind is PartyKind.STATE)
        return {mention.party_id for mention in acting if mention.form in ("institution", "seat")}

    @cached_property
    def _by_share(self) -> list[tuple[str, int]]:
        found = (one.party_id for one in self.mentions.found if one.kind is PartyKind.STATE)
        return Counter(found).most_common()

    def domestic(self, first: int, last: int) -> str | None:
        """The party of one country's politics that tokens hold the label of: «Labour MP», «a leading Republican»."""
        runs = ((at, at + size - 1) for size in (3, 2, 1) for at in range(first, last + 2 - size))
        labels = (self.parse.words(*run) for run in runs if not self._opens_as_adjective(*run))
        return next((party for label in labels if (party := self.party_labelled(label)) is not None), None)

    def _opens_as_adjective(self, first: int, last: int) -> bool:
        """«Conservative economist Ada Byron», where a sentence begins; not «Conservative MP Ada Byron»."""
        opens = (
            first == last
            and bool(self.parse.doc[first].is_sent_start)
            and self.parse.doc[first].lower_ in english("adj")
        )
        politics = role_words("heads") | role_words("offices")
        return opens and not any(role_noun(token) in politics for token in self.parse.doc[first + 1 : first + 6])

    def party_labelled(self, label: str, *, in_brackets: bool = False) -> str | None:
        bearers = _labels().get(label, ())
        table = read_table("domestic_parties.toml")
        if label in table["in_brackets"] and not in_brackets:
            return None
        named = {party for state, party in bearers if state in self.named}
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


def _is_own_voice(token: Token) -> bool:
    """«regime-run», «state TV», but not «state senator», «government contractor»."""
    own = token.lower_ in body_words("state_run")
    return own and any(
        one.text == "-" or one.lower_ in body_words("media") for one in token.doc[token.i + 1 : token.i + 2]
    )


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
