"""What "it" and "they" mean beside a quote: the institution or the people that spoke last, or that alone acted."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from corpus.document.document import Document
from corpus.document.entities import Known
from corpus.document.entities.role_nouns import is_human_noun
from corpus.document.entities.roles import Role
from corpus.document.entities.states import body_words
from corpus.document.parse import OUTSIDE
from corpus.document.syntax import is_beside, nouns_behind, subject_of
from corpus.document.syntax.words import listed, verb_over
from corpus.document.tokens import Token
from corpus.extract.quotes.descriptions import as_printed
from corpus.extract.quotes.sources import Source, noun_phrase, sender_of
from corpus.extract.quotes.voices import can_speak
from corpus.knowledge import words_of
from corpus.models import SpeakerKind

_SEVERAL = frozenset({"they", "them", "their"})
_WITHIN = frozenset({"relcl", "ccomp", "pcomp", "advcl", "acl", "conj", "xcomp"})
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


Spoken = list[tuple[Token, Speaker, bool]]
"""Who has spoken so far, with the word for it, and whether it said something or only wanted or welcomed it."""


@dataclass(frozen=True)
class Bodies:
    """Finds the bodies and groups that pronouns of one article mean.

    `unnamed` gives the speaker that a phrase without a person's name means.
    """

    document: Document
    spoken: Spoken
    unnamed: Callable[[Source, Token], Speaker]

    def behind(self, pronoun: Token) -> Speaker | None:
        """What "it" or "they" mean: the institution or the people that spoke last, if that was just before.

        Nobody, where another of that number did something since, or spoke before whoever only welcomed or wanted it.
        """
        several = pronoun.lower_ in _SEVERAL
        around = self._around(pronoun) or self._in_front(pronoun)
        if around is not None:
            return replace(self._meant_by(around), pronoun=True)
        near = [
            (head, one, says)
            for head, one, says in self.spoken
            if head.i < pronoun.i
            and len(one.people) != 1
            and (can_speak(self.document, head) if several else not (_is_several(head) or _is_human(head)))
            and self.document.distances.sentences(head.i, pronoun.i) <= _FURTHEST_BODY
        ]
        if not near:
            return self._acting_before(pronoun)
        head, latest, says = max(near, key=lambda spoken: spoken[0].i)
        others = (one for one in self._subjects(head.i, pronoun.i) if self._phrase(one) != latest.name)
        rivals = [one for one in others if not self._is_of(one, latest)]
        spoke_before = any(_is_another(other, latest) for _, other, spoke in near if spoke and not other.pronoun)
        if any(_is_several(one) == several and self._is_rival(one) for one in rivals):
            return self._acting_before(pronoun, issuing=True) if pronoun.lower_ == "it" else None
        return replace(latest, pronoun=True) if says or not spoke_before else None

    def _is_of(self, noun: Token, speaker: Speaker) -> bool:
        """Whether a noun means the party that a speaker is of, or is how the speaker is called again: "the company"."""
        mention = self.document.mentions.at(noun.i)
        if mention is not None:
            return mention.name == speaker.party_name
        bare = noun.lower_ in words_of("reference.toml", "again") and not any(noun.rights)
        return bare and [child.lower_ for child in noun.lefts] == ["the"]

    def _acting_before(self, pronoun: Token, *, issuing: bool = False) -> Speaker | None:
        """«The bank issued a statement. "We wait," it said.»: the only body that acted in the last sentence told.

        Where others have spoken just before only one that is `issuing` what words are sent out in.
        """
        fits = self._fits(pronoun)
        if fits is None:
            return None
        for before in islice(self._told_before(pronoun), _FURTHEST_BODY):
            acting = [token for token in before if token.dep_ in ("nsubj", "nsubjpass", "agent")]
            if issuing:
                acting = [one for one in acting if self._issues(one)]
            heads = [head for token in acting for head in (nouns_behind(token) or [token]) if head.i < pronoun.i]
            found = [head for head in heads if fits(head)]
            if found or issuing or any(head.pos_ not in ("PRON", "DET") for head in heads):
                return replace(self._meant_by(found[0]), pronoun=True) if len(found) == 1 else None
        return None

    def _told_before(self, pronoun: Token) -> Iterator[list[Token]]:
        """The words outside of marks of each sentence before, the last one first."""
        parse = self.document.parse
        earlier = reversed(parse.sentences[: parse.sentence_numbers[pronoun.i]])
        told = ([one for one in sentence if parse.inside[one.i] == OUTSIDE and one.is_alpha] for sentence in earlier)
        return (words for words in told if words)

    def _fits(self, pronoun: Token) -> Callable[[Token], bool] | None:
        """What "it" and "they" could mean; None for other forms."""
        return {"it": self._is_body, "they": self._are_people}.get(pronoun.lower_)

    def _around(self, pronoun: Token) -> Token | None:
        """«Peru published what it said were shards», «the crew saw little, but they said …»: the subject around."""
        fits, verb = self._fits(pronoun), pronoun.head
        if fits is None or pronoun.dep_ != "nsubj":
            return None
        while verb.dep_ in _WITHIN and (above := verb_over(verb)) is not None and above.i < pronoun.i:
            verb, subject = above, subject_of(above)
            if subject is not None and subject.i < pronoun.i:
                between = (one for one in verb.doc[subject.i + 1 : pronoun.i] if one.dep_ in ("nsubj", "nsubjpass"))
                alone = not any(fits(one) for one in between)
                return subject if alone and fits(subject) and is_beside(subject, pronoun) else None
        return None

    def _in_front(self, pronoun: Token) -> Token | None:
        """«In the letter sent by the bank it asked …»: the one body that sent it."""
        if pronoun.lower_ != "it" or pronoun.head.dep_ != "ROOT":
            return None
        parse = self.document.parse
        front = (token for token in parse.doc[parse.sentence_of(pronoun).start : pronoun.i] if token.pos_ == "NOUN")
        senders = {sender.head for noun in front if (sender := sender_of(parse, noun)) is not None}
        bodies = [at for at in senders if at < pronoun.i and self._is_body(parse.doc[at])]
        return parse.doc[bodies[0]] if len(bodies) == len(senders) == 1 else None

    def _meant_by(self, noun: Token) -> Speaker:
        return self.unnamed(noun_phrase(noun), noun)

    def _are_people(self, noun: Token) -> bool:
        """Whether a noun means several people without their names: "the ferrymen", "Chile and Peru"."""
        mention = self.document.mentions.at(noun.i)
        joined = mention is not None and any(other.i > noun.i for other in noun.conjuncts)
        return joined or (noun.tag_ == "NNS" and is_human_noun(noun.lemma_.lower()))

    def _issues(self, noun: Token) -> bool:
        """Whether a noun's verb sends out words of its own: no letter that it gets, no statement of another's."""
        papers = noun.head.rights if noun.head.lemma_.lower() not in listed("receiving") else ()
        senders = (sender_of(self.document.parse, paper) for paper in papers)
        return any(sender is not None and sender.head == noun.i for sender in senders)

    def _is_body(self, noun: Token) -> bool:
        mention = self.document.mentions.at(noun.i)
        named = noun.pos_ == "PROPN" and self.document.people.at(noun.i) is None
        of_kind = noun.lower_ in words_of("reference.toml", "institutions") | body_words("kinds")
        of_kind = of_kind or noun.lower_ in words_of("actors.toml", "documents")
        of_kind = of_kind or noun.lower_ in words_of("affiliations.toml", "bodies_of_state")
        known = (mention is not None and mention.acts) or of_kind
        return (named or known) and not (_is_several(noun) or _is_human(noun))

    def _phrase(self, noun: Token) -> str:
        return as_printed(self.document.parse, noun_phrase(noun))

    def _is_rival(self, noun: Token) -> bool:
        """Whether "it" or "they" may mean a noun that is the subject of something since."""
        named = self.document.mentions.at(noun.i) is not None
        return named or self._is_body(noun) or noun.lemma_.lower() in words_of("nouns.toml", "groups")

    def _subjects(self, after: int, before: int) -> Iterator[Token]:
        """The subjects of main clauses between two tokens, outside of marks: what is told of in words does nothing."""
        doc, inside = self.document.parse.doc, self.document.parse.inside
        told = (token for token in doc[after + 1 : before] if inside[token.i] == OUTSIDE)
        subjects = (token for token in told if token.dep_ in ("nsubj", "nsubjpass"))
        return (token for token in subjects if token.head.dep_ == "ROOT")


def _is_several(noun: Token) -> bool:
    """By the verb where that tells («the Defence Forces has», «Ships and Boats says»), else by the noun."""
    helpers = [child for child in noun.head.lefts if child.dep_ in ("aux", "auxpass")]
    verbs = [noun.head, *helpers] if noun.dep_ in ("nsubj", "nsubjpass") else []
    if any(verb.tag_ == "VBZ" or verb.lower_ == "was" for verb in verbs):
        return False
    one_name = noun.tag_ == "NNPS" and noun.lower_ in words_of("reference.toml", "singular")
    return (noun.tag_ in ("NNS", "NNPS") and not one_name) or any(other.i > noun.i for other in noun.conjuncts)


def _is_another(one: Speaker, other: Speaker) -> bool:
    """Whether two are of another name, and not of one party ("the alliance", of which was told)."""
    return one.name != other.name and (one.party_name is None or one.party_name != other.party_name)


def _is_human(noun: Token) -> bool:
    return noun.pos_ == "NOUN" and is_human_noun(noun.lower_)
