"""Whose position it is: from the noun or pronoun that does something to the party that it stands for.

A party acts under its own name, by its seat of power, or through its officials ("Hungarian officials"); a group
without a name of its own acts under the words that describe it ("radical French farmers"). Where a pronoun could
mean several parties, nobody acts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from corpus.document.entities.parties import Mention, Mentions
from corpus.document.parse import Parse
from corpus.document.syntax import agents_of, conjuncts
from corpus.extract.positions.anaphora import Actor, both_parties, meant_by, named_earlier
from corpus.extract.positions.clauses import phrase_edges
from corpus.extract.positions.modality import words_of
from corpus.models import Person, Quote, QuoteKind, SpeakerKind

if TYPE_CHECKING:
    from spacy.tokens import Token

_MODIFIERS = frozenset(["amod", "compound", "nmod", "poss"])
_NAME_PARTS = frozenset(["compound", "amod", "nmod", "poss", "case", "punct", "conj", "cc", "flat", "advmod"])


@dataclass(frozen=True)
class Cast:
    """Who can act in one article, as far as it has been read."""

    parse: Parse
    mentions: Mentions
    quotes: Sequence[Quote]
    people: dict[int, Person] = field(default_factory=dict)
    _by_cue: dict[int, Quote] = field(default_factory=dict)
    _by_token: dict[int, Quote] = field(default_factory=dict)
    _party_by_name: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, parse: Parse, mentions: Mentions, people: Sequence[Person], quotes: Sequence[Quote]) -> "Cast":
        cast = cls(parse, mentions, quotes)
        for person in people:
            for mention in person.mentions:
                first, last = parse.tokens(mention.start, mention.end)
                cast.people.update(dict.fromkeys(range(first, last + 1), person))
        for quote in quotes:
            if quote.speaker_name and quote.party_name:
                cast._party_by_name.setdefault(quote.speaker_name, quote.party_name)
            first, last = parse.tokens(quote.start, quote.end)
            if quote.cue is not None:
                cast._by_cue.setdefault(parse.token_at(quote.cue.start), quote)
            if quote.kind is not QuoteKind.INDIRECT and quote.start < quote.end:
                cast._by_token.update(dict.fromkeys(range(first, last + 1), quote))
        return cast

    def quote_over(self, token: "Token") -> Quote | None:
        """The innermost quotation that the token stands in; None outside of any, and in reported speech."""
        return self._by_token.get(token.i)

    def speaker_of(self, quote: Quote) -> Actor | None:
        """The party that a quotation's speaker speaks for; None when it is not certain."""
        known = quote.speaker_name if quote.speaker_kind is not SpeakerKind.UNNAMED else None
        name = quote.party_name or known
        if name is None:
            return None
        named = quote.speaker_span or quote.cue
        if named is None:
            return None
        first, last = self.parse.tokens(named.start, named.end)
        speaker = quote.speaker_name if quote.speaker_kind is SpeakerKind.PERSON else None
        return Actor(name, first, last, speaker)

    def said_by(self, cue: "Token") -> list[Actor]:
        """Who says what a verb of saying brings: its subjects, or what is known of the quotation it introduces."""
        found = [actor for noun in agents_of(cue) if noun.pos_ != "PRON" for actor in self.acting(noun)]
        if found:
            return found
        quote = self._by_cue.get(cue.i)
        speaker = self.speaker_of(quote) if quote else None
        if speaker:
            return [speaker]
        return [actor for noun in agents_of(cue) for actor in self.acting(noun)]

    def acting(self, noun: "Token", frame: Sequence[Actor] = ()) -> list[Actor]:
        """The parties that a noun stands for; `frame` holds who says so, for a pronoun to point to."""
        if noun.i not in self.people and self.mentions.at(noun.i) is None and noun.pos_ == "PRON":
            return meant_by(self, noun, frame)
        person = self.people.get(noun.i)
        if person is not None:
            return [self._of_person(noun, person)]
        own = self.mentions.at(noun.i)
        if own is not None:
            return [self._of_mention(own)] if own.acts and not self._modifies_a_group(noun, own) else []
        return self._described(noun, frame)

    def owning(self, noun: "Token", frame: Sequence[Actor], verb: "Token") -> list[Actor]:
        """Whose a demand or an offer is, by what stands before it: "Kyiv's", "a Russian", "the army", "its"."""
        if noun.pos_ == "PRON":
            nearest = [actor for subject in agents_of(verb) if subject.pos_ != "PRON" for actor in self.acting(subject)]
            return nearest if noun.lower_ in ("its", "their", "his", "her") else meant_by(self, noun, frame)
        mention = self.mentions.at(noun.i)
        if mention is not None:
            return [self._of_mention(mention)]
        if noun.dep_ == "poss":
            return self.acting(noun, frame)
        earlier = named_earlier(self, noun) if noun.lemma_.lower() in words_of("officials") else None
        return [earlier] if earlier else []

    # ----------------------------------------------------------------- names

    def _of_mention(self, mention: Mention) -> Actor:
        return Actor(mention.name, mention.first, mention.last)

    def _modifies_a_group(self, noun: "Token", own: Mention) -> bool:
        return own.form == "adjective" and noun.dep_ in ("amod", "compound")

    def _of_person(self, noun: "Token", person: Person) -> Actor:
        first = noun.i
        while first and self.people.get(first - 1) is person and first - 1 not in (noun.i + 1,):
            first -= 1
        last = noun.i
        while self.people.get(last + 1) is person:
            last += 1
        left = phrase_edges(noun)[0]
        first = min(first, left) if left >= first - 6 else first
        party = person.party_name or self._party_by_name.get(person.name) or person.name
        return Actor(party, self._without_article(first, last), last, person.name)

    def _described(self, noun: "Token", frame: Sequence[Actor] = ()) -> list[Actor]:
        lemma = noun.lemma_.lower()
        members = [pobj for of in noun.rights if of.lower_ == "of" for pobj in of.children if pobj.dep_ == "pobj"]
        if members and lemma in words_of("collections"):
            return [actor for member in members for one in conjuncts(member) for actor in self.acting(one)]
        if lemma in words_of("both") and any(child.lower_ in ("both", "two") for child in noun.lefts):
            return both_parties(self, noun)
        parties = list(self.parties_beside(noun))
        own = any(child.lower_ in ("his", "her", "its", "their", "our", "my") for child in noun.lefts)
        if own and not parties and lemma in words_of("officials"):
            return [replace(actor, first=noun.i, last=noun.i) for actor in frame]
        title = noun.pos_ == "PROPN" and self._has_title(noun)
        if parties and (lemma in words_of("officials") or title):
            return [self._with_phrase(noun, party, alone=len(parties) == 1) for party in parties]
        definite = any(child.lower_ in ("the", "its") for child in noun.lefts)
        if lemma in words_of("officials") and definite and not parties and not self._has_modifiers(noun):
            earlier = named_earlier(self, noun)
            if earlier:
                return [earlier]
        if noun.pos_ == "PROPN" or noun.tag_ in ("NNP", "NNPS"):
            return self._named_apart(noun)
        if lemma in words_of("groups") and self._has_modifiers(noun):
            return [self._under_own_name(noun)]
        return []

    def parties_beside(self, noun: "Token") -> Iterator[Mention]:
        """The parties that stand as modifiers of a noun, several where they are joined."""
        seen: set[str] = set()
        for mention in self._modifying(noun):
            if mention.party_id not in seen:
                seen.add(mention.party_id)
                yield mention

    def _modifying(self, noun: "Token") -> Iterator[Mention]:
        for child in noun.lefts:
            if child.dep_ not in _MODIFIERS:
                continue
            for token in conjuncts(child):
                mention = self.mentions.at(token.i)
                if mention is not None:
                    yield mention
                elif token.lemma_.lower() in words_of("officials"):
                    yield from self._modifying(token)
        for child in noun.rights:
            if child.dep_ == "prep" and child.lower_ in ("of", "for", "from"):
                yield from (m for pobj in child.children if (m := self.mentions.at(pobj.i)) and pobj.dep_ == "pobj")
        for child in noun.rights:
            if child.dep_ == "appos" and child.lemma_.lower() in words_of("officials"):
                yield from self._modifying(child)

    def _with_phrase(self, noun: "Token", party: Mention, *, alone: bool) -> Actor:
        if not alone:
            return self._of_mention(party)
        first, last = phrase_edges(noun)
        return Actor(party.name, self._without_article(min(first, party.first), noun.i), max(noun.i, min(last, noun.i)))

    def _has_title(self, noun: "Token") -> bool:
        return any(
            child.lemma_.lower() in words_of("titles") or child.lemma_.lower() in words_of("officials")
            for child in noun.subtree
            if child.i != noun.i and (child.i < noun.i or child.dep_ == "appos")
        )

    def _has_modifiers(self, noun: "Token") -> bool:
        return any(
            child.dep_ in _MODIFIERS and child.lower_ not in ("many", "some", "several", "other", "its", "their", "his")
            for child in noun.lefts
        ) or any(child.dep_ == "prep" and child.lower_ in ("of", "in", "from") for child in noun.rights)

    def _under_own_name(self, noun: "Token") -> Actor:
        """A group under the words that describe it, without its article and its number."""
        first = min([noun.i, *(child.left_edge.i for child in noun.lefts if child.dep_ in _MODIFIERS)])
        first = self._without_article(first, noun.i)
        last = noun.i
        if first == last:
            places = [
                child.right_edge.i
                for child in noun.rights
                if child.dep_ == "prep" and child.lower_ in ("of", "in", "from")
            ]
            last = next((place for place in places if place - last <= 6), last)
        name = " ".join(self.parse.span(first, last).text.split())
        return Actor(name[:1].upper() + name[1:], first, last)

    def _named_apart(self, noun: "Token") -> list[Actor]:
        """Somebody with a name of their own that no list holds; not a day, a place or a single unknown word."""
        first = min([noun.i, *(child.left_edge.i for child in noun.lefts if child.dep_ in _NAME_PARTS)])
        first = self._without_article(first, noun.i)
        if first == noun.i and not any(child.lower_ == "the" for child in noun.lefts):
            return self._single_name(noun)
        mention = next((m for at in range(first, noun.i + 1) if (m := self.mentions.at(at)) is not None), None)
        if mention is not None and mention.last == noun.i:
            return [self._of_mention(mention)]
        name = " ".join(self.parse.span(first, noun.i).text.split())
        return [Actor(name[:1].upper() + name[1:], first, noun.i)]

    def _single_name(self, noun: "Token") -> list[Actor]:
        """A capital alone is a name inside a sentence; at its beginning every word has one."""
        named = len(noun.text) > 2 and noun.text[0].isupper() and noun.i > self.parse.sentence_of(noun).start
        return [Actor(noun.text, noun.i, noun.i)] if named and noun.pos_ == "PROPN" else []

    def _without_article(self, first: int, last: int) -> int:
        while first < last:
            token = self.parse.doc[first]
            outer = token.dep_ in ("det", "predet", "poss", "nummod", "case") and not self.mentions.at(first)
            if outer or token.like_num or token.is_punct or token.lower_ in ("the", "a", "an"):
                first += 1
            else:
                break
        return first
