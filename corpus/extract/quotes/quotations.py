"""Every stretch between quotation marks finds the cue and the source that introduce it.

The grammar of the sentence comes first, then the words right after the closing mark ("…," said X), right before the
opening one (X said: "…"), then the quotation before it that it goes on from. What nothing introduces has no source.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from corpus.document.document import Document
from corpus.document.furniture import UNTOLD
from corpus.document.marks import Quoted
from corpus.document.parse import OUTSIDE, Parse
from corpus.document.syntax import agent_of, is_infinitive, is_passive, is_verb, says
from corpus.extract.quotes.attributions import Attribution, prepositions
from corpus.extract.quotes.beside import Beside, brings_words, can_speak
from corpus.extract.quotes.dialogue import named_after, signature_of
from corpus.extract.quotes.disowned import is_disowned
from corpus.extract.quotes.sources import Source, noun_phrase
from corpus.knowledge.attribution import cues

if TYPE_CHECKING:
    from spacy.tokens import Token

_LONGEST_TITLE = 8
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Introduced:
    """A stretch of marks (`number` in `Parse.quoted`), from token `first` to `last`, and what introduces it.

    `content` is the attribution whose content it stands in; None where it stands by itself. What is `disowned` is
    nobody's words, whatever stands around it.
    """

    number: int
    first: int
    last: int
    source: Source | None
    cue: int | None
    content: Attribution | None = None
    whole: bool = False
    disowned: bool = False


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

    def introduce_all(self) -> list[Introduced]:
        """Every outermost stretch of the article's body, in order, with its source where it has one."""
        found: list[Introduced] = []
        for number, quoted in enumerate(self.parse.quoted):
            if quoted.depth or quoted.start >= quoted.end or self.parse.is_in(UNTOLD, quoted.start):
                continue
            found.append(self._owned(self._introduce(number, quoted, found), found))
        return found

    def _introduce(self, number: int, quoted: Quoted, before: list[Introduced]) -> Introduced:
        first, last = self.parse.tokens(quoted.outer_start, quoted.outer_end)
        whole = self._is_whole(quoted)
        signature = signature_of(self.parse, quoted)
        if signature is not None:
            return Introduced(number, first, last, signature, None, None, whole)
        if self._is_title(first, last, quoted) or (not whole and self._is_put_to_somebody(first)):
            return Introduced(number, first, last, None, None)
        hit = self._by_position(first, last, quoted) if whole else None
        if hit is not None:
            return Introduced(number, first, last, hit[0], hit[1], None, whole)
        if self._is_somebodys(first, last):
            return Introduced(number, first, last, None, None)
        if not whole and (label := self._passive_label(first, last)) is not None:
            by = agent_of(label)
            return Introduced(
                number, first, last, None if by is None else noun_phrase(by), None if by is None else label.i
            )
        if not whole and (joined := self._joined_to(first, last, before)) is not None:
            return replace(joined, number=number, first=first, last=last, whole=whole)
        content = self._containing(first, last)
        if content is not None and not whole and self._is_only_told_of(content):
            content = None if self.beside.after(first, last, quoted) else content
        if content is not None and (inner := self._told_within(content, first, last)) is not None:
            return Introduced(number, first, last, inner[0], inner[1], None, whole)
        if content is not None and not (whole and 2 * (last - first + 1) < content.last - content.first + 1):
            return Introduced(number, first, last, content.source, content.cue, content, whole)
        for find in (self.beside.after, self.beside.before, self._governing):
            found = find(first, last, quoted)
            if found is not None:
                return Introduced(number, first, last, found[0], found[1], None, whole)
        after = named_after(self.parse, quoted)
        source, cue = (after, None) if after else self._going_on((first, last), quoted, whole, before)
        return Introduced(number, first, last, source, cue, None, whole)

    def _owned(self, one: Introduced, before: list[Introduced]) -> Introduced:
        """Without its source where the words are denied, withdrawn or fake: then they are nobody's."""
        disowned = is_disowned(self.parse, one.first, one.last, one.cue)
        if disowned or (before and self._goes_on_disowned(before[-1], one)):
            return Introduced(one.number, one.first, one.last, None, None, disowned=True)
        return one

    def _goes_on_disowned(self, earlier: Introduced, one: Introduced) -> bool:
        """«She never said: "We leave." "We stay gone."»: what follows at once, without a cue, is like them."""
        between = self.parse.doc[earlier.last + 1 : one.first]
        at_once = all(token.is_punct or token.is_space for token in between)
        return earlier.disowned and at_once and (one.cue is None or one.cue < earlier.first)

    # ----------------------------------------------------------------- the clause that it stands in

    def _containing(self, first: int, last: int) -> Attribution | None:
        """The smallest content that holds the stretch, of a cue that stands outside it."""
        words = [token.i for token in self.parse.doc[first : last + 1] if not token.is_punct] or [first]
        holding = [
            one
            for one in self.attributions
            if one.source is not None
            and can_speak(self.document, self.parse.doc[one.source.head])
            and (one.first <= words[0] <= one.last or _share(words, one) >= 0.6)
            and not (one.cue is not None and first <= one.cue <= last)
        ]
        if self.parse.doc[first - 1].lower_ == "as":
            of_verbs = [one for one in holding if one.cue is not None and self.parse.doc[one.cue].pos_ == "VERB"]
            holding = of_verbs or holding  # «criticised her remarks on it as "…"»
        holding.sort(key=lambda one: one.last - one.first)
        for at, smaller in enumerate(holding):
            if not any(self._is_reported_party(smaller, larger) for larger in holding[at + 1 :]):
                return smaller
        return None

    def _joined_to(self, first: int, last: int, before: Sequence[Introduced]) -> Introduced | None:
        """The stretch before it that it hangs on with nobody saying anything between: «"X" that is "Y"»."""
        doc, inside = self.parse.doc, self.parse.inside
        heads = (token for token in doc[first : last + 1] if not first <= token.head.i <= last and not token.is_punct)
        for above in next((list(head.ancestors) for head in heads), []):
            if inside[above.i] != OUTSIDE:
                return next((one for one in before if one.number == inside[above.i] and one.source is not None), None)
            if is_verb(above) and brings_words(above):
                break
        return None

    def _is_only_told_of(self, content: Attribution) -> bool:
        """«Byron spoke of "a new start," Gauss wrote»: of a matter somebody spoke, in words that are the teller's."""
        return content.cue is not None and self.parse.doc[content.cue].lemma_.lower() in cues("wishing")

    def _told_within(self, content: Attribution, first: int, last: int) -> tuple[Source | None, int | None] | None:
        """«Police said Lund had shouted "…"»: a verb of saying between a report's and the words, its complement."""
        source, cue = self._governing(first, last) or (None, None)
        if source is None or cue is None or cue == content.cue or not content.first <= cue <= content.last:
            return None
        verb = self.parse.doc[cue]
        told = verb.lemma_.lower() in cues("strong") and not _is_ahead(verb) and self._is_complement(first, last, verb)
        return (source, cue) if told and can_speak(self.document, self.parse.doc[source.head]) else None

    def _is_complement(self, first: int, last: int, verb: "Token") -> bool:
        """Whether words are what a verb says, and no phrase of place or time beside it («replied at the "right time"»)."""
        below = (token for token in verb.rights if token.left_edge.i <= last and first <= token.right_edge.i)
        return all(token.dep_ != "prep" or token.lower_ in ("as", *prepositions(verb)) for token in below)

    def _is_reported_party(self, smaller: Attribution, larger: Attribution) -> bool:
        """«Ukraine promised that "…", its negotiator said» and «Ada said she felt "…"»: the words are the speaker's."""
        inner, outer = smaller.source, larger.source
        if inner is None or outer is None or larger.cue is None or smaller.cue is None:
            return False
        lemma = self.parse.doc[smaller.cue].lemma_.lower()
        thinking = lemma not in cues("strong") | cues("uttering")
        if thinking and self.parse.doc[inner.head].pos_ == "PRON":
            return True
        verb = self.parse.doc[smaller.cue]
        unsaid = lemma in cues("wishing") or not says(verb) or _is_ahead(verb)
        if unsaid and self.parse.doc[larger.cue].lemma_.lower() in cues("strong"):
            return True
        party = self.document.mentions.at(inner.head)
        speaking = self.parse.doc[larger.cue].lemma_.lower() in cues("strong")
        return (
            speaking
            and party is not None
            and party.form != "institution"
            and self.document.mentions.at(outer.head) is None
        )

    def _is_title(self, first: int, last: int, quoted: Quoted) -> bool:
        """«on CNN's "State of the Union"», «titled "Closing Time"», «the "Morning Tide" show»: nobody said it."""
        words = _WORD.findall(self.parse.article.text[quoted.start : quoted.end])
        small = any(word.islower() and len(word) > 3 for word in words)
        if not first or not 0 < len(words) <= _LONGEST_TITLE or small or not words[-1][:1].isupper():
            return False
        before, after = self.parse.doc[first - 1], self.parse.doc[last + 1 : last + 2]
        if before.text == "," and first > 1 and len(words) > 1:
            before = self.parse.doc[first - 2]  # «In his book, "Closing Time," …»
            return before.pos_ == "NOUN" and not self.beside.is_somebody(before)
        if before.tag_ == "POS" or before.lower_ in cues("before_title"):
            return True
        if before.pos_ == "PROPN" and bool(after) and after[0].pos_ == "PROPN":
            return True  # «Thomas "Red Hand" Radley»
        if before.lower_ == "as" or before.tag_ == "VBN":
            named = before.head if before.lower_ == "as" else before
            return named.lemma_.lower() in cues("naming") or named.tag_ == "VBN"
        if before.dep_ == "dobj" and brings_words(before.head):
            return False  # «called the winner "Miss Sunshine"»
        if before.pos_ == "NOUN" or (before.pos_ == "VERB" and len(words) > 1):
            return True
        return before.pos_ == "DET" and (len(words) > 1 or (bool(after) and after[0].pos_ in ("NOUN", "PROPN")))

    def _is_somebodys(self, first: int, last: int) -> bool:
        """«said Holt's "lazy dogs" remark was rude»: not the words of whoever says so."""
        after = self.parse.doc[min(last + 1, len(self.parse.doc) - 1)]
        words = any(after.lemma_.lower() in cues(kind) for kind in ("verdicts", "nouns", "carriers"))
        return first > 0 and self.parse.doc[first - 1].tag_ == "POS" and words

    def _passive_label(self, first: int, last: int) -> "Token | None":
        """«Holt, derided as "a fool", said …»: the participle by which somebody is called so, never by himself."""
        doc, inside = self.parse.doc, self.parse.inside
        heads = (token for token in doc[first : last + 1] if not first <= token.head.i <= last and not token.is_punct)
        for above in next((list(head.ancestors) for head in heads), []):
            if inside[above.i] == OUTSIDE and is_verb(above):
                return above if is_passive(above) and (says(above) or above.lemma_.lower() in cues("object")) else None
        return None

    def _is_put_to_somebody(self, first: int) -> bool:
        """«Asked whether the plan was "dead", she said …»: the words of whoever asked, not hers."""
        above = self.parse.doc[min(first + 1, len(self.parse.doc) - 1)].ancestors
        asked = (verb for verb in above if verb.lower_ == "asked" and verb.dep_ == "advcl")
        return any(not any(child.dep_ == "nsubj" for child in verb.children) for verb in asked)

    def _is_whole(self, quoted: Quoted) -> bool:
        """A sentence of its own: it begins with a capital and ends as a sentence, or as one that "he said" follows."""
        words = self.parse.article.text[quoted.start : quoted.end]
        if not words[:1].isupper() and words[:1] not in "[(…$£€0123456789":
            return False
        following = self.parse.article.text[quoted.outer_end : quoted.outer_end + 1]
        return words.rstrip("'’\"”")[-1:] in tuple(".?!…,-–—") or not quoted.closed or following in (",", ".")

    def _by_position(self, first: int, last: int, quoted: Quoted) -> tuple[Source | None, int | None] | None:
        """What stands right beside a whole quotation: «"…," according to X», «"…," said X», «X said: "…"»."""
        after = self._according(last) or self.beside.after(first, last, quoted)
        if self.beside.follows_colon(first):
            return (after if self._ends_in_comma(quoted) else None) or self.beside.before(first, last, quoted)
        return after

    def _ends_in_comma(self, quoted: Quoted) -> bool:
        return self.parse.article.text[quoted.start : quoted.outer_end + 1].rstrip("\"'”’ \n").endswith(",")

    def _according(self, last: int) -> tuple[Source | None, int | None] | None:
        end = self.parse.sentence_of(self.parse.doc[last]).end
        near = [one for one in self.attributions if one.cue is not None and last < one.cue <= min(last + 2, end - 1)]
        return next(((one.source, one.cue) for one in near if self.parse.doc[one.cue or 0].lower_ == "according"), None)

    # ----------------------------------------------------------------- further up in the same sentence

    def _governing(self, first: int, last: int, _: Quoted | None = None) -> tuple[Source | None, int | None] | None:
        """The nearest cue above the stretch in the parse whose source could speak, else the nearest."""
        hits = [
            (source, above.i)
            for above in self._above(first, last)
            if brings_words(above) and (source := self.beside.source_of(above)) and not first <= source.head <= last
        ]
        hits = [hit for hit in hits if can_speak(self.document, self.parse.doc[hit[0].head])] or hits[:1]
        said = (hit for hit in hits if says(self.parse.doc[hit[1]]))
        return next(said, hits[0] if hits else None)

    def _above(self, first: int, last: int) -> Iterator["Token"]:
        """The verbs that a stretch hangs on, the nearest first."""
        doc, inside = self.parse.doc, self.parse.inside
        for token in doc[first : last + 1]:
            if inside[token.head.i] != inside[first] and not token.is_punct:
                yield from (above for above in token.ancestors if is_verb(above) and inside[above.i] == OUTSIDE)

    # ----------------------------------------------------------------- going on from before

    def _going_on(
        self, one: tuple[int, int], quoted: Quoted, whole: bool, before: list[Introduced]
    ) -> tuple[Source | None, int | None]:
        first, last = one
        earlier = before[-1] if before else None
        if earlier is not None and quoted.continued:
            return earlier.source, earlier.cue
        if not whole:
            return None, None
        if earlier is not None and self._is_parted_by_cue(earlier, first):
            return earlier.source, earlier.cue
        if self._ends_in_comma(quoted) or not self._stands_free(first, last):
            return None, None
        if earlier is not None and self._follows(earlier, first):
            about_another = earlier.source is None or self._is_about_another(
                earlier.cue or earlier.last, earlier.source, first
            )
            return (None, None) if about_another else (earlier.source, earlier.cue)
        return self._last_source(first)

    def _is_parted_by_cue(self, earlier: Introduced, first: int) -> bool:
        """«"We stay," said Byron, "and we wait."»"""
        numbers = self.parse.sentence_numbers
        between = earlier.cue is not None and earlier.last < earlier.cue < first
        ended = any(token.text in (".", "?", "!") for token in self.parse.doc[earlier.last + 1 : first])
        return between and not ended and numbers[first] - numbers[earlier.last] <= 1

    def _stands_free(self, first: int, last: int) -> bool:
        """Whether no clause stands beside the marks; what is part of a running sentence has no neighbour's source."""
        start = self.parse.sentence_of(self.parse.doc[first]).start
        end = self.parse.sentence_of(self.parse.doc[last]).end
        beside = (token for token in self.parse.doc[start:end] if self.parse.inside[token.i] == OUTSIDE)
        return not any(token.pos_ in ("VERB", "AUX") for token in beside)

    def _follows(self, earlier: Introduced, first: int) -> bool:
        """Whether a quotation goes on from the one before, in its paragraph and with no other cue between."""
        if earlier.source is None or self.parse.paragraph[earlier.last] != self.parse.paragraph[first]:
            return False
        introduced = any(one.cue is not None and earlier.last < one.cue < first for one in self.attributions)
        own = earlier.cue is not None and earlier.last < earlier.cue < first
        starts = sum(token.is_sent_start is True for token in self.parse.doc[earlier.last + 1 : first])
        return starts <= 1 and (own or not introduced)

    def _last_source(self, first: int) -> tuple[Source | None, int | None]:
        """The source of the attribution that ends last before `first`, in this paragraph or the one before it."""
        paragraph = self.parse.paragraph
        nearby = [
            one
            for one in self.attributions
            if one.source is not None
            and one.cue is not None
            and self.parse.body_token <= one.cue < first
            and one.source.head < first
            and paragraph[first] - paragraph[one.cue] <= 2
            and says(self.parse.doc[one.cue])
            and not is_infinitive(self.parse.doc[one.cue])
        ]
        latest = max(nearby, key=lambda one: one.cue or 0, default=None)
        if latest is None:
            return None, None
        return self._unless_about_another(latest.source, latest.cue, latest.cue or 0, first)

    def _unless_about_another(
        self, source: Source | None, cue: int | None, place: int, first: int
    ) -> tuple[Source | None, int | None]:
        if source is None or self._is_about_another(place, source, first):
            return None, None
        return source, cue

    def _is_about_another(self, cue: int, source: Source, first: int) -> bool:
        """Whether a sentence between an attribution and a quotation has somebody else for its subject."""
        numbers = self.parse.sentence_numbers
        between = self.parse.sentences[numbers[cue] + 1 : numbers[min(first + 1, len(numbers) - 1)]]
        heads = (token for sentence in between for token in (sentence.root, *sentence.root.children))
        named = self.parse.doc[source.head]
        return any(
            self.beside.is_somebody(subject) and subject.lemma_ != named.lemma_
            for subject in heads
            if subject.dep_ in ("nsubj", "nsubjpass", "ROOT")
        )


def _share(words: Sequence[int], content: Attribution) -> float:
    return sum(content.first <= word <= content.last for word in words) / len(words)


def _is_ahead(verb: "Token") -> bool:
    """«would call it "…"», «wants to call it "…"»: in what somebody says, not said by another yet."""
    return any(child.tag_ in ("MD", "TO") for child in verb.lefts)
