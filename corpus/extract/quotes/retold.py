"""Words that are told as another's: quoted, read out, played by a thing, or said by somebody who is only told of.

Whose they are is then not certain, and they are nobody's.
"""

from dataclasses import dataclass

from corpus.document.document import Document
from corpus.document.entities.role_nouns import is_human_noun
from corpus.document.parse import OUTSIDE, Parse
from corpus.document.reference.referents import sex_of_pronoun
from corpus.document.syntax import agent_of, is_beside, is_passive, is_verb, says
from corpus.document.tokens import Token
from corpus.extract.quotes.beside import Beside
from corpus.extract.quotes.going_on import Introduced
from corpus.extract.quotes.voices import can_speak
from corpus.knowledge.attribution import cues


@dataclass(frozen=True)
class Retold:
    """Tells of a quotation with its source whether the source only passes it on."""

    document: Document
    beside: Beside

    @property
    def parse(self) -> Parse:
        return self.document.parse

    def is_retold(self, one: Introduced) -> bool:
        """«Quoting Byron, she said: "…"», «…," she said, reading from Byron's will»: whose words is not certain."""
        if one.source is None or one.cue is None:
            return False
        doc, cue, head = self.parse.doc, self.parse.doc[one.cue], self.parse.doc[one.source.head]
        opens = next((token for token in self.parse.sentence_of(cue) if token.is_alpha), cue)
        misread = [opens for child in cue.lefts if child.left_edge.i == opens.i]  # «Quoting Byron», taken for one name
        for token in (head, *cue.children, *head.children, *misread):
            in_front = token.i == opens.i
            retells = token.lower_ in cues("retelling_beside") or (in_front and _takes_up(token))
            if self.parse.inside[token.i] != OUTSIDE or not retells:
                continue
            before = token.i < head.left_edge.i and not token.is_ancestor(head)
            last = head.left_edge.i if before else token.right_edge.i + 1
            if any(self._is_another(word, head) for word in doc[token.i + 1 : last]):
                return True
        return False

    def _is_another(self, noun: Token, speaker: Token) -> bool:
        """Whether a word outside the marks means somebody, and not the speaker."""
        person = self.document.people.at(noun.i)
        if person is not None or self.parse.inside[noun.i] != OUTSIDE:
            return person is not None and person is not self.document.people.at(speaker.i)
        return noun.pos_ == "NOUN" and is_human_noun(noun.lemma_.lower())

    def is_told_by_thing(self, one: Introduced) -> bool:
        """«A machine told her "…", Byron said»: what a thing says is not said by whoever tells of it."""
        for above in one.stretch.verbs_above() if one.source is not None else ():
            if above.i > one.stretch.first or above.lemma_.lower() not in cues("strong") | cues("greeting"):
                continue
            own = next((child for child in above.lefts if child.dep_ == "nsubj"), None)
            if own is None or own.pos_ != "NOUN" or can_speak(self.document, own) or one.source is None:
                return False
            between = self.parse.doc[above.i + 1 : one.stretch.first]
            apart = any(token.is_punct or token.pos_ in ("VERB", "AUX") for token in between)
            return not apart and not own.left_edge.i <= one.source.head <= own.right_edge.i
        return False

    def is_told_to(self, one: Introduced) -> bool:
        """«He was told the mill was "a ruin"», «said she had been told …»: the words of who told, who is not named."""
        if one.source is None or one.stretch.is_whole:
            return False
        start = self.parse.sentence_of(one.stretch.before).start
        before = reversed([*self.parse.doc[start : one.stretch.first]])
        outside = (
            token for token in before if is_verb(token) and token.dep_ != "aux" and is_beside(token, one.stretch.before)
        )
        bringing = next((verb for verb in outside if says(verb) or is_passive(verb)), None)
        told = bringing is not None and is_passive(bringing) and bringing.lemma_.lower() in cues("addressing")
        return told and bringing is not None and agent_of(bringing) is None

    def may_be_inner(self, one: Introduced) -> bool:
        """«Byron said Gauss had come and told her: "…"»: whether of the two told is not certain.

        Of a thing («said it was over and told them»), behind a comma and with "added", it is certainly who reports.
        """
        if one.cue is None or one.source is None or one.cue > one.stretch.first:
            return False
        before = reversed([*self.parse.doc[one.cue : one.stretch.first]])
        verbs = (token for token in before if is_verb(token) and token.dep_ != "aux")
        verb = next((token for token in verbs if self.parse.inside[token.i] == OUTSIDE), None)
        if verb is None or verb.dep_ != "conj" or verb.lemma_.lower() not in cues("strong") - cues("adding"):
            return False
        earlier = reversed([*self.parse.doc[self.parse.sentence_of(verb).start : verb.i]])
        joint = next((token for token in earlier if token.dep_ == "cc"), verb)
        if joint.lower_ == "but" or joint.nbor(-1).text == ",":
            return False
        told = verb.head
        while told.dep_ == "conj" and is_verb(told.head):
            told = told.head
        if says(told):  # the parse has it beside the report
            told = next((child for child in told.rights if child.dep_ == "ccomp" and child.i < verb.i), told)
        own = next((child for child in told.lefts if child.dep_ == "nsubj"), None)
        apart = any(child.dep_ == "nsubj" for child in verb.lefts)
        if told.dep_ != "ccomp" or not says(told.head) or own is None or apart or told.lemma_.lower() in cues("being"):
            return False
        return self._is_of_another(own, self.parse.doc[one.source.head])

    def _is_of_another(self, noun: Token, source: Token) -> bool:
        """Whether a word means somebody who is not certainly the source."""
        meant, people = self.document.meant.get(noun.i), self.document.people
        if sex_of_pronoun(noun) is not None:
            return meant is None or meant.referent.person is not people.at(source.i)
        one, other = people.at(noun.i), people.at(source.i)
        somebody = self.beside.is_somebody(noun) or is_human_noun(noun.lemma_.lower())
        return somebody and (one is not other or (one is None and noun.lemma_ != source.lemma_))


def _takes_up(participle: Token) -> bool:
    """«Recalling the words of Byron»."""
    return participle.tag_ == "VBG" and any(
        child.dep_ == "dobj" and child.lower_ == "words" for child in participle.rights
    )
