"""Every stretch between quotation marks finds the cue and the source that introduce it.

The grammar of the sentence comes first, then the words right after the closing mark ("…," said X), right before the
opening one (X said: "…"), then the quotation before it that it goes on from. What nothing introduces has no source.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.document.document import Document
from corpus.document.parse import OUTSIDE, Parse
from corpus.document.syntax import RELATIVES, agent_of, is_relative, is_verb, says
from corpus.document.tokens import Token
from corpus.extract.quotes.attributions import Attribution, prepositions
from corpus.extract.quotes.beside import Beside
from corpus.extract.quotes.dialogue import named_after, signature_of
from corpus.extract.quotes.disowned import is_disowned
from corpus.extract.quotes.going_on import GoingOn, Introduced, asked_by, is_question
from corpus.extract.quotes.nearby import agent_before, own_words_before
from corpus.extract.quotes.retold import Retold
from corpus.extract.quotes.sources import noun_phrase
from corpus.extract.quotes.stretches import Stretch, find_stretches
from corpus.extract.quotes.tellers import teller_of
from corpus.extract.quotes.unsaid import is_named, is_owned, is_put_to_somebody, is_subject, is_title, is_work, label_of
from corpus.extract.quotes.voices import Hit, brings_words, can_speak
from corpus.knowledge.attribution import cues


@dataclass(frozen=True)
class Introducer:
    """Finds what introduces each quotation of one article."""

    document: Document
    attributions: Sequence[Attribution]

    @property
    def parse(self) -> Parse:
        return self.document.parse

    @cached_property
    def beside(self) -> Beside:
        return Beside(self.document)

    @cached_property
    def retold(self) -> Retold:
        return Retold(self.document, self.beside)

    def introduce_all(self) -> list[Introduced]:
        """Every outermost stretch of the article's body, in order, with its source where it has one."""
        found: list[Introduced] = []
        said: list[Introduced] = []
        for one in find_stretches(self.parse):
            if self._is_unsaid(one):
                found.append(Introduced(one, disowned=True, work=is_work(one)))
                continue
            said.append(self._introduce(one, said))
            found.append(said[-1])
        return [self._closed_by(one, behind) for one, behind in zip(found, [*found[1:], None], strict=False)]

    def _closed_by(self, one: Introduced, behind: Introduced | None) -> Introduced:
        """Words that a paragraph leaves open, without a cue, are of whom the next one names that goes on with them."""
        if one.disowned or one.stretch.quoted.closed or behind is None or not behind.stretch.quoted.continued:
            return one
        paragraph, first = self.parse.paragraph, one.stretch.first
        own = one.cue is not None and (paragraph[one.cue] == paragraph[first] or self.beside.follows_colon(first))
        named = behind.source is not None and behind.cue is not None and behind.cue > one.stretch.last
        return Introduced(one.stretch, behind.source, behind.cue) if named and not own else one

    def _is_unsaid(self, one: Stretch) -> bool:
        if signature_of(self.parse, one.quoted) is not None:
            return False
        return is_title(self.beside, one) or is_named(one) or (not one.is_whole and is_put_to_somebody(one))

    def _introduce(self, one: Stretch, said: list[Introduced]) -> Introduced:
        found = next((found for found in self._ways(one, said) if found is not None), Introduced(one))
        return self._owned(self._answering(found), said[-1] if said else None)

    def _answering(self, found: Introduced) -> Introduced:
        """Behind a question, without a cue of its own: who was asked, where that one is named; never who asked."""
        one, cue = found.stretch, found.cue
        apart = one.before.text not in (":", ",") and not one.quoted.continued
        if cue is None or cue > one.first or not apart or not is_question(self.parse, cue):
            return found
        if one.text.endswith("?") and not asked_by(self.parse.doc[cue]):
            return found  # «"Where do they go?" Byron asked. "The moon?"»
        people, numbers = self.document.people, self.parse.sentence_numbers
        asked = (noun for noun in asked_by(self.parse.doc[cue]) if found.source and noun.i != found.source.head)
        named = [noun for noun in asked if people.at(noun.i) is not None]
        certain = len(named) == 1 and numbers[one.first] - numbers[cue] <= 1 and not one.text.endswith("?")
        return Introduced(one, noun_phrase(named[0]), cue) if certain else Introduced(one)

    def _ways(self, one: Stretch, said: list[Introduced]) -> Iterator[Introduced | None]:
        """What the ways to an introduction find, the surest first."""
        if (signature := signature_of(self.parse, one.quoted)) is not None:
            yield Introduced(one, signature)
        yield self._mentioned(one)
        yield self._with_words(one)
        if one.is_whole:
            yield _introduced(one, self._by_position(one))
        if is_owned(one):
            yield Introduced(one, disowned=True)
        if not one.is_whole:
            yield _introduced(one, own_words_before(one) or agent_before(one))
            yield _introduced(one, hit if (hit := self._according(one)) and self._is_in_words(hit) else None)
            yield self._labelled(one)
            yield self._joined(one, said)
        yield _introduced(one, self._within(one))
        for find in (self.beside.after, self.beside.before, self._governing):
            yield _introduced(one, find(one))
        if (after := named_after(self.parse, one.quoted)) is not None:
            yield Introduced(one, after)
        yield GoingOn(self.beside, self.attributions).going_on(one, said[-1] if said else None)

    def _owned(self, one: Introduced, earlier: Introduced | None) -> Introduced:
        """Without its source where the words are denied, withdrawn or fake: then they are nobody's."""
        if one.source is not None and own_words_before(one.stretch) == (one.source, one.cue):
            return one  # «could not, in her own words, "think"»: she used them, whatever she could not do
        retold = self.retold.is_retold(one) or self.retold.is_told_by_thing(one) or self.retold.may_be_inner(one)
        retold = retold or self.retold.is_told_to(one)
        disowned = is_disowned(one.stretch, one.cue) or retold
        if disowned or (earlier is not None and self._goes_on_disowned(earlier, one)):
            return Introduced(one.stretch, disowned=True)
        return one

    def _goes_on_disowned(self, earlier: Introduced, one: Introduced) -> bool:
        """«She never said: "We leave." "We stay gone."»: what follows at once, without a cue, is like them."""
        between = self.parse.doc[earlier.stretch.last + 1 : one.stretch.first]
        at_once = all(token.is_punct or token.is_space for token in between)
        return earlier.disowned and at_once and (one.cue is None or one.cue < earlier.stretch.first)

    def _by_position(self, one: Stretch) -> Hit | None:
        """What stands right beside a whole quotation: «"…," according to X», «"…," said X», «X said: "…"»."""
        by = sorted(filter(None, (self._according(one), self.beside.after(one))), key=lambda hit: hit[1])
        after = by[0] if by else None  # «"…," Byron said, according to the agency»
        if self.beside.follows_colon(one.first):
            return (after if one.ends_in_comma else None) or self.beside.before(one)
        return after

    def _mentioned(self, one: Stretch) -> Introduced | None:
        """«the word "crisis" is missing», «would ban the term "crisis"»: nobody's; not so what a main clause uses."""
        noun = one.before
        top = noun.head if one.first <= noun.head.i <= one.last else noun
        verb, hangs = top.head, top.dep_ in ("dobj", "nsubj", "nsubjpass")
        if noun.lower_ not in cues("mentioned") or not hangs or not is_verb(verb):
            return None
        used = verb.lemma_.lower() in cues("using") and top.dep_ == "dobj" and verb.dep_ == "ROOT"
        return None if used else Introduced(one, disowned=True)

    def _according(self, one: Stretch) -> Hit | None:
        end = min(one.last + 5, self.parse.sentence_of(self.parse.doc[one.last]).end)
        near = (other for other in self.attributions if one.last < other.cue < end)
        return next(((by.source, by.cue) for by in near if self.parse.doc[by.cue].lower_ in cues("phrases")), None)

    def _is_in_words(self, hit: Hit) -> bool:
        """«"dead," in the words of Byron»: whatever stands around it; «according to» tells only who reports."""
        return self.parse.doc[hit[1] + 1].lower_ == "of"

    def _labelled(self, one: Stretch) -> Introduced | None:
        if (label := label_of(one)) is None:
            return None
        return Introduced(one) if (by := agent_of(label)) is None else Introduced(one, noun_phrase(by), label.i)

    def _with_words(self, one: Stretch) -> Introduced | None:
        """«greeted her with the words "…"»: of whoever does so, also in what another tells; else nobody's."""
        noun = one.before.nbor(-1) if one.before.text in (":", ",") else one.before
        if noun.lower_ not in ("words", "word") or noun.head.lower_ != "with":
            return None
        by, thing = agent_of(verb) if is_verb(verb := noun.head.head) else None, noun.head.nbor(-1)
        on_it = thing.pos_ == "NOUN" and not can_speak(self.document, thing)  # «carried a flag with the words»
        if by is None or on_it or not can_speak(self.document, by):
            return Introduced(one, disowned=True)
        return Introduced(one, noun_phrase(by), verb.i)

    def _joined(self, one: Stretch, before: Sequence[Introduced]) -> Introduced | None:
        """By the stretch before it that it hangs on with nobody saying anything between: «"X" that is "Y"»."""
        for above in next((list(head.ancestors) for head in one.hanging()), []):
            if (number := self.parse.inside[above.i]) != OUTSIDE:
                by = next((other for other in before if other.stretch.number == number and other.source), None)
                return None if by is None else Introduced(one, by.source, by.cue)
            if is_verb(above) and brings_words(above):
                break
        return None

    def _within(self, one: Stretch) -> Hit | None:
        """The cue in whose content it stands, or a nearer one that is told there."""
        content = self._containing(one)
        if content is None:
            return None
        verb = self.parse.doc[content.cue]
        told_of = not one.is_whole and (verb.lemma_.lower() in cues("wishing") or not says(verb))
        if told_of and (after := self.beside.after(one)) is not None:
            return after  # «Byron spoke of "a new start," Gauss wrote»
        if (inner := self._told_within(content, one)) is not None:
            return inner
        ended = not one.is_open and content.last > one.last
        small = one.is_whole and (ended or 2 * (one.last - one.first + 1) < content.last - content.first + 1)
        return None if small else (content.source, content.cue)

    def _containing(self, one: Stretch) -> Attribution | None:
        """The smallest content that holds the stretch, of a cue that stands outside it."""
        words = one.words
        holding = [
            other
            for other in self.attributions
            if other.first <= words[-1]
            and words[0] <= other.last
            and _holds(other, words)
            and can_speak(self.document, self.parse.doc[other.source.head])
            and not one.first <= other.cue <= one.last
        ]
        if one.before.lower_ == "as":
            of_verbs = [other for other in holding if self.parse.doc[other.cue].pos_ == "VERB"]
            holding = of_verbs or holding  # «criticised her remarks on it as "…"»
        holding.sort(key=lambda other: other.last - other.first)
        for at, smaller in enumerate(holding):
            if not any(self._is_reported_party(smaller, larger) for larger in holding[at + 1 :]):
                return smaller
        return None

    def _is_reported_party(self, smaller: Attribution, larger: Attribution) -> bool:
        """«Ukraine promised that "…", its negotiator said» and «Ada said she felt "…"»: the words are the speaker's."""
        inner, outer, verb = smaller.source, larger.source, self.parse.doc[smaller.cue]
        lemma = verb.lemma_.lower()
        if self.parse.doc[larger.cue].lemma_.lower() not in cues("strong") or _is_told_beside(verb, inner.head):
            return False
        if lemma in cues("wishing") or not says(verb) or _is_ahead(verb):
            return True
        party = self.document.mentions.at(inner.head)
        return party is not None and party.form != "institution" and self.document.mentions.at(outer.head) is None

    def _told_within(self, content: Attribution, one: Stretch) -> Hit | None:
        """«Police said Lund had shouted "…"»: a verb of saying between a report's and the words, its complement."""
        hit = self._governing(one)
        if hit is None or hit[1] == content.cue or not content.first <= hit[1] <= content.last:
            return None
        verb = self.parse.doc[hit[1]]
        told = verb.lemma_.lower() in cues("strong") and not _is_ahead(verb) and _is_complement(one, verb)
        return hit if told and can_speak(self.document, self.parse.doc[hit[0].head]) else None

    def _governing(self, one: Stretch) -> Hit | None:
        """The nearest cue above the stretch in the parse whose source could speak, else the nearest."""
        hits = [
            (source, above.i)
            for above in one.verbs_above()
            if brings_words(above)
            and not (one.is_whole and not one.is_open and above.i > one.last)
            and not is_subject(one, above)
            and (source := teller_of(self.document, above)) is not None
            and not one.first <= source.head <= one.last
        ]
        hits = [hit for hit in hits if can_speak(self.document, self.parse.doc[hit[0].head])] or hits[:1]
        said = (hit for hit in hits if says(self.parse.doc[hit[1]]))
        return next(said, hits[0] if hits else None)


def _introduced(one: Stretch, hit: Hit | None) -> Introduced | None:
    return None if hit is None else Introduced(one, *hit)


def _holds(content: Attribution, words: Sequence[int]) -> bool:
    """Whether words begin in a content, or most of them stand there."""
    inside = sum(content.first <= word <= content.last for word in words)
    return content.first <= words[0] <= content.last or inside >= 0.6 * len(words)


def _is_complement(one: Stretch, verb: Token) -> bool:
    """Whether words are what a verb says, and no phrase of place or time beside it («replied at the "right time"»)."""
    below = (token for token in verb.rights if token.left_edge.i <= one.last and one.first <= token.right_edge.i)
    return all(token.dep_ != "prep" or token.lower_ in ("as", *prepositions(verb)) for token in below)


def _is_told_beside(verb: Token, subject: int) -> bool:
    """«The navy said the plan, which Oslo called "…", stands»: what another says of a thing that somebody speaks of."""
    own = any(child.i == subject and child.lower_ not in RELATIVES for child in verb.lefts)
    return is_relative(verb) and own and says(verb) and not _is_ahead(verb)


def _is_ahead(verb: Token) -> bool:
    """«would call it "…"», «wants to call it "…"»: in what somebody says, not said by another yet."""
    return any(child.tag_ in ("MD", "TO") for child in verb.lefts)
