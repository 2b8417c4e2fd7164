"""A quotation that no cue brings, behind a sentence on where one person stands: «Byron disagreed. "We stay."»

Whose words they are is told by nothing but that nobody else is about: who was asked, whom it is a shame for, who is
hopeful, shrugs, or has another answer. What somebody does otherwise («Byron left») tells nothing of who speaks next.
"""

from dataclasses import dataclass

from corpus.document.document import Document
from corpus.document.entities.role_nouns import is_human_noun
from corpus.document.parse import OUTSIDE
from corpus.document.reference.referents import sex_of_pronoun
from corpus.document.syntax import is_passive, is_verb, nouns_behind, says, subject_of
from corpus.document.tokens import Token, Tokens
from corpus.extract.quotes.sources import Source, noun_phrase
from corpus.extract.quotes.stretches import Stretch
from corpus.extract.quotes.voices import bears_words
from corpus.knowledge.attribution import cues

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


@dataclass(frozen=True)
class Foretold:
    """Finds whom the sentence before a quotation is about, where that tells who says it."""

    document: Document

    def find(self, one: Stretch) -> tuple[Source, int] | None:
        """Who says the words, and the verb of the sentence that tells; None where it could be anybody else."""
        before = self._sentence_before(one)
        if before is None or self._is_brought_in_behind(one):
            return None
        whose = self._on_whom(before)
        if any(map(bears_words, before)) or any(map(_tells_of_another, before)):
            return None  # «Byron disagreed with the notice. "Keep out."»
        if whose is None or not self._is_alone(whose, before) or self._is_spoken_of(whose, one):
            return None
        return noun_phrase(whose), before.root.i

    def _sentence_before(self, one: Stretch) -> Tokens | None:
        """What stands in no marks right before the words; in the paragraph before where they are one of their own."""
        parse, at = self.document.parse, one.first - 1
        while at > 0 and parse.doc[at].is_space:
            at -= 1
        apart = parse.paragraph[one.first] - parse.paragraph[max(at, 0)]
        if at < parse.body_token or apart > int(one.is_paragraph) or parse.inside[at] != OUTSIDE:
            return None
        sentence = parse.sentence_of(parse.doc[at])
        told = all(parse.inside[token.i] == OUTSIDE for token in sentence)
        return sentence if told and parse.doc[at].text == "." and is_verb(sentence.root) else None

    def _on_whom(self, sentence: Tokens) -> Token | None:
        """Of whom a sentence tells where he stands; None where it tells something else."""
        verb, subject = sentence.root, subject_of(sentence.root)
        if subject is not None and self._is_somebody(subject) and _takes_a_stand(verb):
            return subject
        if subject is not None and verb.lemma_ == "be" and subject.lemma_.lower() in cues("verdicts"):
            owner = next((child for child in subject.lefts if child.dep_ == "poss"), None)
            return owner if owner is not None and self._is_somebody(owner) else None
        opens = next((token for token in sentence if token.is_alpha), verb)
        concerned = nouns_behind(opens) if opens.lower_ == "for" else []
        if not concerned or not self._is_somebody(concerned[0]):
            return None
        return concerned[0] if verb.doc[noun_phrase(concerned[0]).last + 1].text == "," else None

    def _is_somebody(self, noun: Token) -> bool:
        described = noun.tag_ == "NN" and is_human_noun(noun.lower_)
        return described or self.document.people.at(noun.i) is not None or sex_of_pronoun(noun) is not None

    def _is_alone(self, whose: Token, sentence: Tokens) -> bool:
        """Whether a sentence tells of nobody else, and of several no more than of one."""
        own, people = self.document.people.at(whose.i), self.document.people
        phrase = noun_phrase(whose)
        for token in sentence:
            if phrase.first <= token.i <= phrase.last or whose.is_ancestor(token):
                continue
            person = people.at(token.i) or people.described_at(token.i)
            other = person is not None and person is not own
            described = person is None and token.pos_ == "NOUN" and is_human_noun(token.lemma_.lower())
            if other or (described and token not in _in_phrase(sentence.root)):
                return False
            if sex_of_pronoun(token) is not None and token.dep_ not in ("poss", *_SUBJECTS):
                return False  # «Byron laughed at him»
        return not list(whose.conjuncts)

    def _is_spoken_of(self, whose: Token, one: Stretch) -> bool:
        """Whether the words tell of somebody of that sex, and not of who says them: «"He knew every name."»"""
        words = self.document.parse.doc[one.first : one.last + 1]
        if any(token.lower_ in ("i", "me", "my", "mine", "myself") for token in words):
            return False
        person, meant = self.document.people.at(whose.i), self.document.meant.get(whose.i)
        sex = person.sex if person is not None else meant.referent.sex if meant is not None else None
        return any(sex_of_pronoun(token) in ({"m", "f"} if sex is None else {sex}) - {None} for token in words)

    def _is_brought_in_behind(self, one: Stretch) -> bool:
        """Whether the words are followed by others, or by somebody new: «"We stay." Carl Gauss has two sons.»"""
        parse, at = self.document.parse, one.last + 1
        while at < len(parse.doc) and parse.doc[at].is_space and "\n" not in parse.doc[at].text:
            at += 1
        if at >= len(parse.doc) or parse.doc[at].is_space:
            return False
        if parse.inside[at] != OUTSIDE:
            return True
        behind = parse.sentence_of(parse.doc[at])
        people = (self.document.people.at(token.i) for token in behind if token.dep_ in _SUBJECTS)
        return any(person is not None and person.runs[0].first >= one.last for person in people)


def _takes_a_stand(verb: Token) -> bool:
    """«was blunt», «disagreed», «shook her head», «has another explanation», «was asked about the wall»."""
    if any(child.dep_ == "neg" for child in verb.children):
        return False
    if is_passive(verb):
        return verb.lemma_.lower() in cues("asked")
    if any(child.dep_ == "acomp" and child.lemma_.lower() in cues("stances") for child in verb.rights):
        return True
    return verb.lemma_.lower() in cues("standing") or bool(_in_phrase(verb))


def _in_phrase(verb: Token) -> list[Token]:
    """The "head" of «shook her head», and what else makes a verb one of taking a stand."""
    beside = (child for child in verb.rights if child.dep_ in ("dobj", "advmod", "prt"))
    return [child for child in beside if f"{verb.lemma_}_{child.lemma_}".lower() in cues("standing_with")]


def _tells_of_another(verb: Token) -> bool:
    """«was asked what the ghost had said»: whoever else is told to have said something may have said the words."""
    return verb.dep_ != "ROOT" and says(verb) and any(child.dep_ in _SUBJECTS for child in verb.lefts)
