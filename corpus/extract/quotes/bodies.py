"""What "it" and "they" mean beside a quote: the institution or the people that spoke last, or that alone acted."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.document.document import Document
from corpus.document.entities import Known
from corpus.document.entities.role_nouns import is_human_noun
from corpus.document.entities.roles import Role
from corpus.document.entities.states import body_words
from corpus.document.parse import OUTSIDE
from corpus.document.syntax import nouns_behind
from corpus.document.syntax.words import listed
from corpus.extract.quotes.beside import can_speak
from corpus.extract.quotes.descriptions import as_printed
from corpus.extract.quotes.sources import Source, noun_phrase, sender_of
from corpus.knowledge import words_of
from corpus.models import SpeakerKind

if TYPE_CHECKING:
    from spacy.tokens import Token

_FURTHEST_BODY = 2
"""Told sentences behind which "it" no longer means the institution that spoke."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said it. `name` is a person's fullest name or the source as printed; `pronoun` says that it was "he".

    `people` are those who speak by name, several of them for a joint statement; `certainty` is from 0 to 1.
    """

    name: str
    kind: SpeakerKind
    role: Role | None = None
    party_name: str | None = None
    pronoun: bool = False
    people: tuple[Known, ...] = ()
    certainty: float = 1.0


Spoken = list[tuple["Token", Speaker, bool]]
"""Who has spoken so far, with the word for it, and whether it said something or only wanted or welcomed it."""


@dataclass(frozen=True)
class Bodies:
    """Finds the bodies and groups that pronouns of one article mean.

    `unnamed` gives the speaker that a phrase without a person's name means.
    """

    document: Document
    spoken: Spoken
    unnamed: Callable[[Source, "Token"], Speaker]

    def behind(self, pronoun: "Token") -> Speaker | None:
        """What "it" or "they" mean: the institution or the people that spoke last, if that was just before.

        Nobody, where another of that number did something since, or spoke before whoever only welcomed or wanted it.
        """
        several = pronoun.lower_ in ("they", "them", "their")
        near = [
            (head, one, says)
            for head, one, says in self.spoken
            if head.i < pronoun.i
            and len(one.people) != 1
            and (can_speak(self.document, head) if several else not (_is_several(head) or _is_human(head)))
            and self.document.distances.sentences(head.i, pronoun.i) <= _FURTHEST_BODY
        ]
        if not near:
            return self._acting_before(pronoun) if pronoun.lower_ == "it" else None
        head, latest, says = max(near, key=lambda spoken: spoken[0].i)
        rivals = [one for one in self._subjects(head.i, pronoun.i) if self._phrase(one) != latest.name]
        spoke_before = any(other.name != latest.name for _, other, spoke in near if spoke and not other.pronoun)
        if any(_is_several(one) == several and self._is_rival(one) for one in rivals):
            return self._acting_before(pronoun, issuing=True) if pronoun.lower_ == "it" else None
        return replace(latest, pronoun=True) if says or not spoke_before else None

    def _acting_before(self, pronoun: "Token", *, issuing: bool = False) -> Speaker | None:
        """«The bank issued a statement. "We wait," it said.»: the only body that acted in the last sentence told.

        Where others have spoken just before only one that is `issuing` what words are sent out in.
        """
        parse = self.document.parse
        earlier = reversed(parse.sentences[: parse.sentence_numbers[pronoun.i]])
        told = ([one for one in sentence if parse.inside[one.i] == OUTSIDE and one.is_alpha] for sentence in earlier)
        before = next((words for words in told if words), [])
        acting = [token for token in before if token.dep_ in ("nsubj", "agent")]
        if issuing:
            acting = [one for one in acting if self._issues(one)]
        heads = (head for token in acting for head in (nouns_behind(token) or [token]))
        bodies = [head for head in heads if head.i < pronoun.i and self._is_body(head)]
        return replace(self.unnamed(noun_phrase(bodies[0]), bodies[0]), pronoun=True) if len(bodies) == 1 else None

    def _issues(self, noun: "Token") -> bool:
        """Whether a noun's verb sends out words of its own: no letter that it gets, no statement of another's."""
        papers = noun.head.rights if noun.head.lemma_.lower() not in listed("receiving") else ()
        senders = (sender_of(self.document.parse, paper) for paper in papers)
        return any(sender is not None and sender.head == noun.i for sender in senders)

    def _is_body(self, noun: "Token") -> bool:
        mention = self.document.mentions.at(noun.i)
        named = noun.pos_ == "PROPN" and self.document.people.at(noun.i) is None
        of_kind = noun.lower_ in words_of("reference.toml", "institutions") | body_words("kinds")
        known = (mention is not None and mention.acts) or of_kind
        return (named or known) and not (_is_several(noun) or _is_human(noun))

    def _phrase(self, noun: "Token") -> str:
        return as_printed(self.document.parse, noun_phrase(noun))

    def _is_rival(self, noun: "Token") -> bool:
        """Whether "it" or "they" may mean a noun that is the subject of something since."""
        named = self.document.mentions.at(noun.i) is not None
        return named or self._is_body(noun) or noun.lemma_.lower() in words_of("nouns.toml", "groups")

    def _subjects(self, after: int, before: int) -> Iterator["Token"]:
        """The subjects of main clauses between two tokens."""
        doc = self.document.parse.doc
        subjects = (token for token in doc[after + 1 : before] if token.dep_ in ("nsubj", "nsubjpass"))
        return (token for token in subjects if token.head.dep_ == "ROOT")


def _is_several(noun: "Token") -> bool:
    """By the verb where that tells («the Defence Forces has», «Ships and Boats says»), else by the noun."""
    helpers = [child for child in noun.head.lefts if child.dep_ in ("aux", "auxpass")]
    verbs = [noun.head, *helpers] if noun.dep_ in ("nsubj", "nsubjpass") else []
    if any(verb.tag_ == "VBZ" or verb.lower_ == "was" for verb in verbs):
        return False
    return noun.tag_ in ("NNS", "NNPS") or any(other.i > noun.i for other in noun.conjuncts)


def _is_human(noun: "Token") -> bool:
    return noun.pos_ == "NOUN" and is_human_noun(noun.lower_)
