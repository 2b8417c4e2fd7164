"""Whom the words beside a quote mean: a person, a party, or somebody described without a name.

A name is its person; "he" is whom reference takes it to mean, if that is certain; "the prime minister" is the one
person of that office, "the official" the one who was brought in without a name. Where two could be meant nobody is
named: no speaker is better than a wrong one.
"""

from dataclasses import dataclass, field, replace
from functools import cached_property, partial

from corpus.document.document import Document
from corpus.document.entities import Known, name_of, party_name, party_name_of
from corpus.document.entities.bodies_meant import body_called_again, fullest_name
from corpus.document.entities.company import accompanying
from corpus.document.entities.parties import Mentions
from corpus.document.entities.role_nouns import is_human_noun, is_role_noun, role_words
from corpus.document.parse import OUTSIDE
from corpus.document.reference import certain_from
from corpus.document.reference.referents import sex_of_pronoun
from corpus.document.syntax import agent_of, is_beside
from corpus.document.tokens import Token
from corpus.extract.quotes.bodies import Bodies, Speaker, Spoken
from corpus.extract.quotes.descriptions import as_printed, is_turn, party_acting, party_of_source
from corpus.extract.quotes.going_on import asked_by, is_question
from corpus.extract.quotes.papers import maker_of_paper
from corpus.extract.quotes.sources import Source, noun_phrase, sender_of
from corpus.knowledge import words_of
from corpus.knowledge.attribution import cues
from corpus.models import SpeakerKind

_CLOSING = frozenset("\"”’»'")
"""Marks."""
_FURTHEST_AGAIN = 2
"""Told sentences from a speaker's name to another noun for the same one."""

_LONGEST_ANSWER = 150
"""Tokens of an answer between its question and the pronoun that gives it."""


@dataclass
class Resolver:
    """Resolves the sources of one article in the order of the text: what it has resolved, "it" and "they" refer to."""

    document: Document
    _spoken: Spoken = field(default_factory=list)

    @cached_property
    def _bodies(self) -> Bodies:
        return Bodies(self.document, self._spoken, self._unnamed)

    def resolve(self, source: Source, cue: int | None) -> Speaker | None:
        """The speaker that the words of `source` mean; None where they mean nobody for certain.

        `cue` is the token that brings what is said: whoever only welcomes or wants something has not spoken for "it".
        """
        head = self.document.parse.doc[source.head]
        if head.lower_ in words_of("reference.toml", "relative") and head.head.dep_ == "relcl":
            head = agent_of(head.head) or head.head.head
            source = noun_phrase(head)
        sender = sender_of(self.document.parse, head)
        if sender is not None:
            source, head = sender, self.document.parse.doc[sender.head]
        if sex_of_pronoun(head) is not None:
            return None if self._has_just_asked(head, cue) else self._person_behind(head)
        says = cue is None or self._is_of_saying(self.document.parse.doc[cue])
        if head.lower_ in words_of("reference.toml", "bodies"):
            body = self._bodies.behind(head)
            if body is not None and says and head.lower_ == "it":
                self._spoken.append((head, body, says))  # so that the next "it" goes on from this one
            return body
        people = self.document.people
        if head.lower_ in words_of("reference.toml", "stand_ins") and (named := self._apposed(head)) is not None:
            speaker = self._as_speaker(named)  # «said another, Ada Byron»
            self._spoken.append((head, speaker, says))
            return speaker
        if head.pos_ == "PRON" or people.rivals_at(head.i) or people.is_unsure(head.i):
            return None
        speaker = self._joint(head) or self._described(source, head, cue)
        self._spoken.append((head, speaker, says))
        return speaker

    @staticmethod
    def _is_of_saying(cue: Token) -> bool:
        return cue.lower_ in cues("phrases") or cue.lemma_.lower() in cues("strong")

    def _described(self, source: Source, head: Token, cue: int | None = None) -> Speaker:
        person = self._named(source, head) or self.document.offices.holder_of(head) or self._going_on(source, head, cue)
        return self._as_speaker(person) if person is not None else self._unnamed(source, head)

    def _going_on(self, source: Source, head: Token, cue: int | None) -> Known | None:
        """«"…," Ada Byron said. "…," the painter added»: who spoke last, told of anew by a noun that is nobody's."""
        doc, distances = head.doc, self.document.distances
        if cue is None or doc[cue].lemma_.lower() not in cues("resuming") or not self._spoken:
            return None
        last, speaker, says = self._spoken[-1]
        alone = says and len(speaker.people) == 1 and distances.sentences(last.i, head.i) <= _FURTHEST_AGAIN
        plain = doc[source.first].lower_ == "the" and source.last == head.i and head.tag_ == "NN"
        plain = plain and doc[min(head.i + 1, len(doc) - 1)].pos_ != "PROPN"
        if not alone or not plain or not is_human_noun(head.lower_):
            return None
        own = {at for run in speaker.people[0].runs for role in run.roles for at in range(role.first, role.last + 1)}
        told = any(one.lemma_.lower() == head.lemma_.lower() for one in doc[: head.i] if one.i not in own)
        outside = (one for one in doc[last.i + 1 : head.i] if is_beside(one, head))
        others = (one for one in outside if one.dep_ in ("nsubj", "nsubjpass") and one.i != last.i)
        sexes = {sex_of_pronoun(one) for one in self.document.parse.sentence_of(head) if is_beside(one, head)} - {None}
        alike = speaker.people[0].sex is None or sexes <= {speaker.people[0].sex}
        return None if told or any(others) or not alike else speaker.people[0]

    def _as_speaker(self, person: Known) -> Speaker:
        name = name_of(self.document.parse, person)
        return Speaker(name, SpeakerKind.PERSON, person.role, party_name_of(person), people=(person,))

    def _joint(self, head: Token) -> Speaker | None:
        """«Graham and Cruz said»: both of them; None unless every one of several is a person whose name is known."""
        if any(self._person_of(noun) is None for noun in self._joined(head)):
            return None
        found = (self._person_of(noun) for noun in [*self._joined(head), *accompanying(head)])
        people = list({person.id: person for person in found if person is not None}.values())
        if len(people) < 2:
            return None
        names = [name_of(self.document.parse, person) for person in people]
        parties = {party_name_of(person) for person in people}
        party = parties.pop() if len(parties) == 1 else None
        named = f"{', '.join(names[:-1])} and {names[-1]}"
        return Speaker(named, SpeakerKind.PERSON, party_name=party, people=tuple(people))

    def _joined(self, head: Token) -> list[Token]:
        """The noun with those that "and" joins to it; by itself behind a mere comma («In Rome, Lind said»)."""
        people = self.document.people
        named = (child for child in head.rights if child.dep_ == "appos" and people.at(child.i) is not None)
        listed = [child for child in named if people.at(child.i) != people.at(head.i)]
        own = people.at(head.i)  # «Byron, a professor of law, and an expert on ties» is one
        beside = (other for first in (head, *listed) for other in (first, *first.conjuncts) if other.i > head.i)
        others = [other for other in beside if own is None or people.described_at(other.i) is not own]
        between = head.doc[head.i : others[-1].i] if others else ()
        return [head, *others] if any(token.lower_ == "and" for token in between) else [head]

    def _person_of(self, noun: Token) -> Known | None:
        """Whose name the noun is, or stands beside it in apposition («the treasurer, Ada Byron»)."""
        beside = [noun, *(child for child in noun.rights if child.dep_ == "appos")]
        return next((person for token in beside if (person := self.document.people.at(token.i)) is not None), None)

    def _named(self, source: Source, head: Token) -> Known | None:
        """The person whose name is the phrase's noun, or stands beside it ("the chief of staff, Ada Byron")."""
        people = self.document.people
        own = people.at(head.i)
        if own is not None:
            return own if len(self._joined(head)) == 1 else None  # one of several is not all of them
        lettered = head.lower_.rstrip(".") in role_words("letters_after")
        if lettered and head.i and (before := people.at(head.i - 1)) is not None:
            return before
        if not is_human_noun(head.lower_.rstrip(".")):
            return None
        apposed = self._apposed(head) or self._set_before(source)
        return people.described_at(head.i) or self._doubled(head) or apposed or self._closing(source, head)

    def _set_before(self, source: Source) -> Known | None:
        """«"…," Ada Byron, the club's owner told us»: the name that opens the clause, with one comma behind it."""
        doc, at = self.document.parse.doc, source.first - 2
        person = self.document.people.at(at) if at >= 0 and doc[at + 1].text == "," else None
        first = next((run.first for run in person.runs if run.last == at), 0) if person is not None else 0
        opens = first > 0 and (doc[first].is_sent_start or doc[first - 1].text in _CLOSING)
        return person if opens else None

    def _doubled(self, head: Token) -> Known | None:
        """«the foreign minister and deputy PM Ada Byron»: whose name stands behind the second of two roles."""
        named = ((person, role) for person in self.document.people.known for run in person.runs for role in run.roles)
        for person, role in named:
            joined = any(token.lower_ == "and" for token in head.doc[head.i : role.last])
            if role.first <= head.i <= role.last and joined and self.document.people.at(role.last + 1) is person:
                return person
        return None

    def _apposed(self, head: Token) -> Known | None:
        """«his barrister, Hanna Voss, said»: the one name right behind it, whatever nouns are known for offices."""
        if head.lower_ in words_of("reference.toml", "stand_ins"):
            return self.document.people.at(head.i + 2) if head.doc[head.i + 1 : head.i + 2].text == "," else None
        named = [child for child in head.rights if child.dep_ == "appos" and child.left_edge.i == head.i + 2]
        aside = len(named) == 1 and head.tag_ == "NN" and head.nbor().text == ","
        return self.document.people.at(named[0].i) if aside else None

    def _closing(self, source: Source, head: Token) -> Known | None:
        """Whose name ends the phrase, set off or in one role: «a lawyer loyal to Lind, Hanna Voss, said».

        None where it could as well be somebody's whom another noun in the phrase describes.
        """
        doc, at = head.doc, self.document.people.at
        person = at(source.last) or at(source.last + 1)
        runs = (run for run in person.runs if source.last in (run.first - 1, run.last)) if person is not None else ()
        if (run := next(iter(runs), None)) is None or head.tag_ == "NNS":
            return None
        own = {head.i, *(noun.i for noun in head.conjuncts)}
        rivals = (at for at in range(head.i + 1, run.first) if at not in own and is_human_noun(doc[at].lower_))
        in_role = any(role.first <= head.i <= role.last for role in run.roles)
        set_off = run.last == source.last and doc[run.first - 1].text == "," and not any(rivals)
        return person if in_role or set_off else None

    def _unnamed(self, source: Source, head: Token) -> Speaker:
        """A party, or somebody described; "the company" is the one that is called so, "the letter" who wrote it."""
        parse, names = self.document.parse, self.document.people.names
        if (called := self._called(head)) is not None:
            source, head = noun_phrase(called), called
        if (maker := self._maker_of(head)) is not None:
            return maker
        if (again := party_name(body_called_again(names, head))) is not None:
            return Speaker(again, SpeakerKind.PARTY, party_name=again, pronoun=True)
        before = [speaker for _, speaker, _ in self._spoken if not speaker.people]
        name = as_printed(parse, source)
        bare = head.i - source.first < 2 and head.text in words_of("reference.toml", "any_institution")
        nearby = self._bodies.behind(head) if bare else None
        if nearby is not None and nearby.kind is SpeakerKind.PARTY:
            return Speaker(name, SpeakerKind.UNNAMED, party_name=nearby.party_name)
        named = head.pos_ == "PROPN" and head.text[:1].isupper() and not is_role_noun(head.lower_)
        proper = named and not is_turn(parse, source)
        kind = SpeakerKind.PARTY if self.document.mentions.at(head.i) is not None or proper else SpeakerKind.UNNAMED
        if _is_one_of_a_people(self.document.mentions, head):
            return Speaker(name, SpeakerKind.UNNAMED)
        earlier = [(speaker.name, speaker.party_name) for speaker in before]
        party = party_of_source(parse, self.document.mentions, self.document.people, source, earlier)
        fullest = fullest_name(names, name, head.i) if kind is SpeakerKind.PARTY else name
        return Speaker(fullest, kind, party_name=party)

    def _maker_of(self, head: Token) -> Speaker | None:
        """Who made a paper, where that one is named and nobody else has acted since."""
        maker = maker_of_paper(self.document.people.names, head)
        if maker is None:
            return None
        noun = self.document.parse.doc[maker.head]
        speaker = self._described(maker, noun) if noun.pos_ != "PRON" else None
        if speaker is None or (speaker.kind is SpeakerKind.UNNAMED and speaker.party_name is None):
            return None
        party_of = partial(party_acting, self.document.mentions, self.document.people)
        others = (party_of(token) for token in self.document.parse.doc[maker.last + 1 : head.i])
        return speaker if all(other in (None, speaker.party_name, speaker.name) for other in others) else None

    def _called(self, head: Token) -> Token | None:
        """«The mining company, Marlow Holdings, said», «its suitor, Marr Bank, said»: the body right behind it."""
        named = [child for child in head.rights if child.dep_ == "appos" and child.left_edge.i == head.i + 2]
        if head.pos_ != "NOUN" or len(named) != 1 or named[0].pos_ != "PROPN" or head.nbor().text != ",":
            return None
        names = self.document.people.names
        name = names.name_at(named[0].i)
        told = name is not None and names.is_body(name)
        return named[0] if told or head.lower_ in words_of("affiliations.toml", "kinds") else None

    def _person_behind(self, pronoun: Token) -> Speaker | None:
        """Whom "he" or "she" means for certain; who came in without a name stays who was described."""
        meant = self.document.meant.get(pronoun.i)
        if meant is None or meant.certainty < certain_from(speaking=True):
            return None
        referent = meant.referent
        if referent.person is not None:
            speaker = self._as_speaker(referent.person)
        elif referent.name is not None or referent.token is None:
            speaker = Speaker(referent.name or "", SpeakerKind.UNNAMED)
        else:
            noun = self.document.parse.doc[referent.token]
            speaker = self._described(noun_phrase(noun), noun)
        return replace(speaker, pronoun=True, certainty=meant.certainty)

    def _has_just_asked(self, pronoun: Token, cue: int | None) -> bool:
        """«"Is it shut?" Byron asked Gauss. "It is," he said»: whether "he" would be who has just asked."""
        parse, meant = self.document.parse, self.document.meant.get(pronoun.i)
        if meant is None or (cue is not None and parse.doc[cue].lemma_.lower() in cues("resuming")):
            return False
        earlier = parse.doc[max(0, pronoun.i - _LONGEST_ANSWER) : pronoun.i]
        number = parse.sentence_numbers[pronoun.i]
        told = (one.i for one in reversed(earlier) if parse.inside[one.i] == OUTSIDE and one.is_alpha)
        before = next((at for at in told if parse.sentence_numbers[at] < number), pronoun.i)
        words = (one for one in earlier if parse.sentence_numbers[one.i] == parse.sentence_numbers[before])
        for verb in (one for one in words if parse.inside[one.i] == OUTSIDE and is_question(parse, one.i)):
            asker = agent_of(verb)
            own = self.document.meant.get(asker.i) if asker is not None else None
            person = own.referent.person if own is not None else self._person_of(asker) if asker is not None else None
            several = [one for one in asked_by(verb) if one.tag_ in ("NN", "NNS") and not is_human_noun(one.lower_)]
            return person is not None and person is meant.referent.person and not several
        return False


def _is_one_of_a_people(mentions: Mentions, head: Token) -> bool:
    """«the Spaniard»: somebody from there, and no voice of the state, as "the Spaniards" may be."""
    mention = mentions.at(head.i)
    alone = head.tag_ in ("NN", "NNP", "JJ") and any(child.lower_ in ("the", "a", "an", "one") for child in head.lefts)
    return mention is not None and mention.form == "adjective" and mention.last == head.i and alone
