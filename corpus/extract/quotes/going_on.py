"""A quotation without a clause of its own goes on from what was said before it, or is nobody's."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.document.entities import Known
from corpus.document.parse import OUTSIDE, Parse
from corpus.document.reference import certain_from
from corpus.document.syntax import is_infinitive, is_noun, nouns_behind, says
from corpus.document.tokens import Token
from corpus.extract.quotes.attributions import Attribution
from corpus.extract.quotes.beside import Beside
from corpus.extract.quotes.foretold import Foretold
from corpus.extract.quotes.sources import Source
from corpus.extract.quotes.stretches import Stretch
from corpus.extract.quotes.voices import meets_words
from corpus.knowledge.attribution import cues

_LONGEST_ASKER = 30
"""Tokens between a question and its cue."""


@dataclass(frozen=True)
class Introduced:
    """A stretch with the source and the cue that introduce it; without both where nothing does.

    What is `disowned` is nobody's words, whatever stands around it: denied, faked, a title, put to somebody. The name
    of a `work` is no words at all.
    """

    stretch: Stretch
    source: Source | None = None
    cue: int | None = None
    disowned: bool = False
    work: bool = False


def is_question(parse: Parse, cue: int) -> bool:
    """Whether a cue asks what the quotation before it ends in: «"Is it shut?" Byron asked»."""
    verb = parse.doc[cue]
    words = (parse.inside[at] for at in range(cue, max(-1, cue - _LONGEST_ASKER), -1))
    quoted = next((parse.quoted[number] for number in words if number != OUTSIDE), None)
    if quoted is None or verb.lemma_.lower() not in cues("asking"):
        return False
    return parse.article.text[quoted.start : quoted.end].rstrip(" ,").endswith("?")


def asked_by(verb: Token) -> list[Token]:
    """Who is asked, by a noun or a pronoun: «asked Byron», «asked of Byron»; [] where nobody is told."""
    of = (noun for child in verb.rights if child.lower_ == "of" for noun in nouns_behind(child))
    objects = (child for child in verb.rights if child.dep_ in ("dobj", "dative") and is_noun(child))
    return [*objects, *of]


@dataclass(frozen=True)
class GoingOn:
    """Finds whose words a stretch continues."""

    beside: Beside
    attributions: Sequence[Attribution]

    @property
    def parse(self) -> Parse:
        return self.beside.document.parse

    def going_on(self, one: Stretch, earlier: Introduced | None) -> Introduced:
        """The stretch with the source that it has from the one before it, or from the last report; else without."""
        if earlier is not None and one.quoted.continued:
            return Introduced(one, earlier.source, earlier.cue)
        if earlier is not None and (verb := self._added(one, earlier)) is not None:
            return Introduced(one, earlier.source, verb.i)
        sentence = one.is_whole or self._is_joined_sentence(one)
        if not sentence or one.ends_in_comma or not self._stands_free(one):
            return Introduced(one)
        if (foretold := Foretold(self.beside.document).find(one)) is not None:
            return Introduced(one, *foretold)
        follows = earlier is not None and self._follows(earlier, one)
        source, cue = (earlier.source, earlier.cue) if earlier and follows else self._last_source(one)
        place = earlier.stretch.last if cue is None and earlier else cue
        if source is None or place is None or self._is_about_another(place, source, one):
            return Introduced(one)
        return Introduced(one, source, cue)

    def _added(self, one: Stretch, earlier: Introduced) -> Token | None:
        """The "adding" of «"We stay," shrugged Byron, before adding: "…"», in the sentence of the words before."""
        verb = one.before.nbor(-1) if one.before.text in (":", ",") else one.before
        numbers, cue = self.parse.sentence_numbers, earlier.cue
        same = cue is not None and earlier.stretch.last < cue < verb.i and numbers[cue] == numbers[verb.i]
        goes_on = verb.tag_ == "VBG" and verb.lemma_.lower() in cues("going_on")
        return verb if same and goes_on and self.parse.inside[verb.i] == OUTSIDE else None

    def _is_joined_sentence(self, one: Stretch) -> bool:
        """«And "we are staying here".»: a clause with its subject, but for what joins it to the sentence before."""
        sentence = self.parse.sentence_of(self.parse.doc[one.words[0]])
        joined = all(
            token.dep_ in ("cc", "punct") or token.is_space for token in self.parse.doc[sentence.start : one.first]
        )
        own = any(child.dep_ == "nsubj" for child in sentence.root.lefts)
        return sentence.start < one.first <= sentence.root.i <= one.last and joined and own

    def _stands_free(self, one: Stretch) -> bool:
        """Whether no clause stands beside the marks; what is part of a running sentence has no neighbour's source."""
        start = self.parse.sentence_of(self.parse.doc[one.first]).start
        end = self.parse.sentence_of(self.parse.doc[one.last]).end
        beside = (token for token in self.parse.doc[start:end] if self.parse.inside[token.i] == OUTSIDE)
        return not any(token.pos_ in ("VERB", "AUX") for token in beside)

    def _follows(self, earlier: Introduced, one: Stretch) -> bool:
        """Whether a quotation goes on from the one before, in its paragraph and with no other cue between."""
        end = earlier.stretch.last
        if earlier.source is None or self.parse.paragraph[end] != self.parse.paragraph[one.first]:
            return False
        introduced = any(end < other.cue < one.first for other in self.attributions)
        own = earlier.cue is not None and end < earlier.cue < one.first
        starts = sum(token.is_sent_start is True for token in self.parse.doc[end + 1 : one.first])
        return starts <= 1 and (own or not introduced)

    def _last_source(self, one: Stretch) -> tuple[Source | None, int | None]:
        """The source of the report that ends last before the stretch, in its paragraph or one of the two before it."""
        doc, paragraph = self.parse.doc, self.parse.paragraph
        nearby = [
            (other.cue, other.source)
            for other in self.attributions
            if self.parse.body_token <= other.cue < one.first
            and other.source.head < one.first
            and paragraph[one.first] - paragraph[other.cue] <= 2
            and (says(doc[other.cue]) or self._opens(doc[other.cue]))
            and not is_infinitive(doc[other.cue])
            and not meets_words(doc[other.cue])
        ]
        cue, source = max(nearby, key=lambda found: found[0], default=(None, None))
        return source, cue

    def _opens(self, cue: Token) -> bool:
        """«According to Byron, it is old. "We wait."»; not «Byron said it was, according to the agency»."""
        return cue.lower_ == "according" and cue.i - self.parse.sentence_of(cue).start < 2

    def _is_about_another(self, place: int, source: Source, one: Stretch) -> bool:
        """Whether a sentence between an attribution and a quotation has somebody else for its subject."""
        numbers = self.parse.sentence_numbers
        between = self.parse.sentences[numbers[place] + 1 : numbers[min(one.first + 1, len(numbers) - 1)]]
        heads = (token for sentence in between for token in (sentence.root, *sentence.root.children))
        named = self.parse.doc[source.head]
        return any(
            self.beside.is_somebody(subject) and not self._is_same(subject, named)
            for subject in heads
            if subject.dep_ in ("nsubj", "nsubjpass", "ROOT")
        )

    def _is_same(self, noun: Token, named: Token) -> bool:
        """Whether two words mean one: by the person whom both of them certainly mean, else by the word."""
        one, other = self._person(noun), self._person(named)
        return one is other if one is not None and other is not None else noun.lemma_ == named.lemma_

    def _person(self, noun: Token) -> Known | None:
        document = self.beside.document
        meant = document.meant.get(noun.i)
        if meant is not None:
            return meant.referent.person if meant.certainty >= certain_from(speaking=True) else None
        return document.people.at(noun.i) or document.people.described_at(noun.i)
