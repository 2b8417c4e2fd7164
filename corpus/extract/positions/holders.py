"""Whose a claim is: who does or says it, in whose words, and whether somebody else tells it of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.document.entities.actor import (
    Actor,
    base,
    is_apart,
    is_office,
    left_edge,
    listed,
)
from corpus.document.entities.actors import Actors
from corpus.document.entities.company import joined
from corpus.document.entities.pointing import meant_by
from corpus.document.factuality import Factuality, factuality_of
from corpus.document.syntax import agent_of, is_noun, is_verb, makers_of, subjects_of, verb_over
from corpus.document.tokens import Token
from corpus.extract.positions.claims import Claim, is_prospect
from corpus.extract.positions.deeds import deed_words, is_deed, is_negotiated, is_somebody
from corpus.extract.positions.duties import is_duty, is_existential, is_guess, is_shared
from corpus.extract.positions.modality import saying_over, voicing
from corpus.extract.positions.noun_cues import is_presupposed
from corpus.extract.positions.standing import in_person, is_heard, is_nameless, is_of_no_office, is_outlet
from corpus.models import Quote, QuoteKind, Stance, Strength

_FIRST_PERSON = frozenset(["i", "we", "us", "me", "our", "my", "ours", "ourselves"])
_AT_OTHERS = frozenset([Stance.DEMAND, Stance.CRITICISE, Stance.THREATEN, Stance.SUPPORT])
"""What one party has for or against another: of itself it is a misreading, or an affair of its own."""
_OWN = frozenset(["its", "their", "his", "her"])

Parties = tuple[Actor, ...]


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose a claim is: the parties, who says so, and whether that is somebody else."""

    actors: Parties
    frame: Parties = ()
    quote: Quote | None = None
    second_hand: bool = False
    saying: Token | None = None


@dataclass(frozen=True)
class Voices:
    """Who acts and who speaks in one article."""

    actors: Actors
    quotes: Sequence[Quote]
    _by_cue: dict[int, Quote] = field(default_factory=dict)
    _by_token: dict[int, Quote] = field(default_factory=dict)
    _by_source: dict[int, Quote] = field(default_factory=dict)

    @classmethod
    def of(cls, actors: Actors, quotes: Sequence[Quote]) -> "Voices":
        voices, parse = cls(actors, quotes), actors.parse
        for quote in quotes:
            first, last = parse.tokens(quote.start, quote.end)
            if quote.cue is not None:
                voices._by_cue.setdefault(parse.token_at(quote.cue.start), quote)
            if quote.speaker_span is not None and quote.party_name is not None:
                begin, end = parse.tokens(quote.speaker_span.start, quote.speaker_span.end)
                named = parse.doc[begin : end + 1]
                voices._by_source.setdefault(named.root.i, quote)
            if quote.kind is not QuoteKind.INDIRECT and quote.start < quote.end:
                voices._by_token.update(dict.fromkeys(range(first, last + 1), quote))
        return voices

    def quote_over(self, token: Token) -> Quote | None:
        """The innermost quotation that the token stands in; None outside of any, and in reported speech."""
        return self._by_token.get(token.i)

    def speakers_of(self, quote: Quote) -> Parties:
        """Whom a quotation's speaker speaks for; () when it is not certain who that is."""
        named = quote.speaker_span or quote.cue
        if named is None or quote.speaker_name is None:
            return ()
        parse = self.actors.parse
        first, last = parse.tokens(named.start, named.end)
        if quote.speaker_ids:
            people = [person for person in self.actors.people if person.id in quote.speaker_ids]
            return tuple(in_person(self.actors.as_actor(person, first, last)) for person in people)
        head = parse.doc[first : last + 1].root
        found = self.actors.all(head)
        told = head.pos_ == "PRON" or base(head) in listed("offices")
        if found or not told or quote.party_name is None or self._is_of_another(head, quote.party_id):
            return found
        return (Actor(quote.party_id, quote.party_name, first, last),)

    def said_by(self, cue: Token) -> Parties:
        """Who says what a verb of saying brings: its subjects, or what is known of the quotation it introduces."""
        nouns = _agents_of(cue)
        found = tuple(actor for noun in nouns if noun.pos_ != "PRON" for actor in self.acting(noun))
        quote = self._by_cue.get(cue.i)
        return found or (self.speakers_of(quote) if quote else ()) or self._all(nouns)

    def acting(self, noun: Token, frame: Parties = ()) -> Parties:
        """The parties that a noun stands for; `frame` holds who says so, for a pronoun to point to."""
        return tuple(in_person(one) for one in self._acting(noun, frame))

    def _acting(self, noun: Token, frame: Parties) -> Parties:
        quote = self.quote_over(noun)
        if any(child.lower_ in ("elder", "younger") for child in noun.lefts):
            return ()  # which of two that share a name
        first_person = noun.lower_ in _FIRST_PERSON and self.actors.mentions.at(noun.i) is None
        if first_person:
            speakers = self.speakers_of(quote) if quote else frame
            return tuple(replace(actor, first=noun.i, last=noun.i) for actor in speakers)
        if found := self.actors.of(noun):
            return tuple(one for one in frame if noun.pos_ == "PRON" and one.person == found[0].person) or found
        if noun.pos_ == "PRON" and self._may_be_of_whom_it_is_against(noun, frame):
            return ()
        if noun.pos_ == "PRON":
            return () if quote is not None else _fitting(noun, frame) or meant_by(self.actors, noun)
        return self._of_own_office(noun, frame) or meant_by(self.actors, noun) or self._as_source(noun)

    def _may_be_of_whom_it_is_against(self, pronoun: Token, frame: Parties) -> bool:
        """«sued the mill, arguing that it would …»: the mill, or who sues it."""
        verb = verb_over(pronoun)
        saying = saying_over(verb) if verb is not None and pronoun.lower_ in ("it", "they") else None
        if saying is None or saying.dep_ != "advcl" or saying.tag_ != "VBG":
            return False
        objects = [child for child in saying.head.rights if child.dep_ == "dobj"]
        return any(actor.party_id not in _ids(frame) for noun in objects for actor in self.actors.all(noun))

    def _as_source(self, noun: Token) -> Parties:
        """Whom a noun stands for that is the source of a quotation: as the quotation has it."""
        quote = self._by_source.get(noun.i) if is_office(noun) and not is_apart(noun) else None
        if quote is not None and self._is_of_another(noun, quote.party_id):
            return ()
        return (Actor(quote.party_id, quote.party_name, left_edge(noun), noun.i),) if quote is not None else ()

    def _is_of_another(self, noun: Token, party: str | None) -> bool:
        """«the ministry», where the article has named one of another party: it may be that one."""
        telling = any(child.dep_ == "poss" or self.actors.mentions.at(child.i) is not None for child in noun.lefts)
        named = {actor.party_id for at, actor in self.actors.offices.get(base(noun), ()) if at < noun.i}
        return not telling and bool(named - {party})

    def _of_own_office(self, noun: Token, frame: Parties) -> Parties:
        """«his government» and «our army», in their president's words; «the country» where none else is named."""
        known = listed("offices") | listed("pairs") | listed("papers")
        own = any(child.tag_ == "PRP$" for child in noun.lefts) and base(noun) in known
        own = own or (base(noun) in listed("wholes") and self._is_alone(noun, frame))
        return tuple(replace(actor, first=noun.i, last=noun.i) for actor in frame) if own else ()

    def _is_alone(self, noun: Token, frame: Parties) -> bool:
        """Whether "the country", without a word that says which, can only be that of who says it."""
        bare = [child.lower_ for child in noun.children if not child.is_punct] == ["the"]
        before = self.actors.parse.doc[self.actors.parse.sentence_of(noun).start : noun.i]
        named = {f"party:{one.party_id}" for word in before if (one := self.actors.mentions.at(word.i)) is not None}
        return bare and len(_ids(frame)) == 1 and named <= _ids(frame)

    def owning(self, noun: Token, frame: Parties, verb: Token) -> Parties:
        """Whose a demand or an offer is, by what stands before it: "Kyiv's", "a Russian", "the army", "its"."""
        if noun.lower_ in _OWN:
            nearest = self._all([subject for subject in _agents_of(verb) if subject.pos_ != "PRON"])
            return self.actors.of(noun) or nearest
        if noun.pos_ == "PRON" or noun.dep_ == "poss":
            return self.acting(noun, frame)
        return tuple(self.actors.modifier(noun)) or meant_by(self.actors, noun)

    def _all(self, nouns: Sequence[Token], frame: Parties = ()) -> Parties:
        return tuple(actor for noun in nouns for actor in self.acting(noun, frame))

    # ----------------------------------------------------------------- claims

    def holder_of(self, claim: Claim) -> Holder | None:
        """Who holds the position; None where nobody stands for it."""
        quote, saying = self.quote_over(claim.anchor), saying_over(claim.verb)
        owned = quote is not None and quote.speaker_name is not None
        unreal = factuality_of(claim.verb, polarity=False, owned=owned) is not Factuality.REAL
        unreal = unreal and not is_presupposed(claim)
        if unreal or (saying is not None and any(base(noun) in listed("surveys") for noun in _agents_of(saying))):
            return None
        frame = self.said_by(saying) if saying is not None else ()
        inside = saying is not None and self.quote_over(saying) is not None
        if quote is not None and not inside:
            frame = self.speakers_of(quote) or frame
        read = self._of_speaker if claim.by_speaker else self._of_subject
        holder = read(claim, frame, quote, saying)
        day = self.actors.parse.article.published
        if holder is None or any(
            is_outlet(one) or is_nameless(one) or is_of_no_office(one, day) for one in holder.actors
        ):
            return None
        if any(self.actors.parse.follows_label(one.first) for one in (*holder.actors, *holder.frame)):
            return None
        heard = tuple(one for one in holder.actors if is_heard(one, claim.stance))
        return replace(holder, actors=heard) if heard else None

    def _of_speaker(self, claim: Claim, frame: Parties, quote: Quote | None, saying: Token | None) -> Holder | None:
        """As in "X must …": the position of who says it; nothing in the outlet's own voice, or of one's own duty."""
        nouns = [] if is_existential(claim) else _agents_of(claim.verb)
        if claim.stance is Stance.SUPPORT:
            nouns = nouns or subjects_of(claim.verb)  # «is entitled to»
        parties, about = _ids(frame), _ids(self._all([noun for noun in nouns if noun.lower_ != "it"], frame))
        about |= {f"party:{one.party_id}" for noun in nouns if (one := self.actors.mentions.at(noun.i)) is not None}
        asked = claim.stance is Stance.DEMAND and is_verb(claim.anchor)
        shared = asked and is_shared(claim, nouns)
        if not frame or (claim.stance is Stance.DEMAND and about & parties and not shared):
            return None
        if is_prospect(claim) and (about & parties or any(base(noun) in listed("wholes") for noun in nouns)):
            return None
        if asked and not shared and not self._can_be_asked(claim, frame):
            return None
        if claim.stance in _AT_OTHERS and not asked and (about & parties or any(map(_is_their_own, nouns))):
            return None
        if claim.stance is Stance.SUPPORT and claim.roots != (claim.anchor,) and not about & self._named():
            return None
        if claim.stance is Stance.CRITICISE and is_verb(claim.anchor):
            if quote is None and _is_news(claim.anchor):
                return None
            about |= {actor.party_id for noun in nouns for actor in self.actors.makers(noun)}
            if about & parties or not (about & self._named() or _is_judged(claim.anchor, nouns)):
                return None
        return Holder(frame, frame, quote, saying=saying)

    def _named(self) -> set[str | None]:
        """Who acts in the article and is named there."""
        return {f"party:{mention.party_id}" for mention in self.actors.mentions.acting()}

    def _can_be_asked(self, claim: Claim, frame: Parties) -> bool:
        """Whether "must" is said to somebody, of what is negotiated, or of a deed that somebody else can do."""
        nouns = [noun for noun in subjects_of(claim.anchor) if noun.lower_ != "it"]
        if is_guess(claim) or any(noun.lower_ in ("you", "one") for noun in nouns):
            return False
        nouns += [child for noun in nouns for child in noun.lefts if child.dep_ == "poss"]
        known = self._all(nouns, frame) or any(noun.tag_ == "PRP" or is_somebody(noun) for noun in nouns)
        return bool(known) or is_deed(claim.anchor) or any(is_negotiated(noun) for noun in nouns) or is_duty(claim)

    def _of_subject(self, claim: Claim, frame: Parties, quote: Quote | None, saying: Token | None) -> Holder | None:
        owners = _owners(claim) if claim.owned else []
        actors = tuple(actor for noun in owners for actor in self._owning(claim, noun, frame))
        if not owners or (not actors and claim.verb.lemma_.lower() in voicing("light")):
            actors = self._all(_agents_of(claim.verb), frame)
        foreign = bool(frame) and not _ids(frame) & _ids(actors)
        said = bool(frame) or saying is not None or quote is not None
        if foreign and (claim.inner or claim.strength is Strength.ACT):
            return None  # «Mali is planning to attack, Chad said»: that is Chad's accusation.
        if claim.stance in _AT_OTHERS and _ids(actors) & _ids(self._all(_named_by(claim))):
            return None
        if not actors or (foreign and quote is not None) or (claim.announced and (foreign or not said)):
            return None
        if claim.announced and not frame and quote is None and saying is not None and _is_by_strangers(saying):
            return None  # «a source said Mali would not make that mistake»: so they think
        return Holder(actors, frame, quote, foreign, saying)

    def _owning(self, claim: Claim, noun: Token, frame: Parties) -> Parties:
        named = self.actors.mentions.at(claim.anchor.i)
        if named is not None and named is self.actors.mentions.at(noun.i):
            return ()  # «voiced strong opposition»
        before = noun.i < claim.anchor.i and noun.head.i == claim.anchor.i
        return self.owning(noun, frame, claim.verb) if before else self.acting(noun, frame)


def _agents_of(verb: Token) -> list[Token]:
    agent = agent_of(verb)
    return joined(agent) if agent is not None else []


def _named_by(claim: Claim) -> list[Token]:
    """Whom a claim is about; what somebody hails, by its owner."""
    nouns = [root for root in claim.roots if is_noun(root) and root.pos_ != "PRON"]
    owners = [child for noun in nouns for child in noun.lefts if child.dep_ == "poss" and child.pos_ == "PROPN"]
    return [*nouns, *(owners if claim.stance is Stance.SUPPORT else ())]


def _is_by_strangers(saying: Token) -> bool:
    """Whether those who say it are named by what they are, and hold no office of anybody."""
    nouns = [noun for noun in _agents_of(saying) if noun.pos_ == "NOUN"]
    known = listed("offices") | listed("papers") | {"source"}
    return bool(nouns) and not any(base(noun) in known for noun in nouns)


def _is_news(verb: Token) -> bool:
    """«Mali said that Chad had shelled the port» reports the fighting; "deliberately" judges it."""
    meant = any(child.lower_ in deed_words("of_intent") for child in verb.children)
    return verb.lemma_.lower() in deed_words("acts_of_war") and not meant


def _is_judged(verb: Token, nouns: Sequence[Token]) -> bool:
    """«the poll contravenes the charter»: what some verbs say of any act is held against it; not of a storm."""
    done = all(noun.pos_ == "NOUN" and base(noun) not in deed_words("happenings") for noun in nouns)
    return bool(nouns) and done and verb.lemma_.lower() in deed_words("judging")


def _is_their_own(noun: Token) -> bool:
    return any(child.lower_ in ("its", "our", "my") for child in noun.lefts)


def _ids(actors: Parties) -> set[str | None]:
    return {actor.party_id for actor in actors}


def _fitting(pronoun: Token, frame: Parties) -> Parties:
    """Of those who say it whom a pronoun can mean: "he" a person, "it" a party, "they" all; of one alone, that one."""
    word = pronoun.lower_
    if word not in ("he", "she", "it", "they"):
        return ()
    fitting = tuple(one for one in frame if word == "they" or (one.person is not None) == (word in ("he", "she")))
    return fitting or (frame if len(frame) == 1 else ())


def _owners(claim: Claim) -> list[Token]:
    """The nouns beside a cue that is a noun, which tell whose demand or offer it is."""
    before = [child for child in claim.anchor.lefts if child.dep_ in ("poss", "amod", "compound")]
    return [*before, *makers_of(claim.anchor)]
