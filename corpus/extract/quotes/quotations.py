"""Every stretch between quotation marks finds the cue and the source that introduce it.

The grammar of the sentence comes first, then the words right after the closing mark ("…," said X), right before the
opening one (X said: "…"), then the quotation before it that it goes on from. What nothing introduces has no source.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from corpus.document.entities.parties import Mentions
from corpus.document.marks import Quoted
from corpus.document.parse import OUTSIDE, Parse
from corpus.extract.quotes.attributions import Attribution
from corpus.extract.quotes.dialogue import named_after, signature_of
from corpus.extract.quotes.disowned import is_disowned
from corpus.extract.quotes.sources import Source, noun_phrase, source_of
from corpus.knowledge.attribution import cues

if TYPE_CHECKING:
    from spacy.tokens import Token

_LONGEST_GAP = 12
"""Tokens between a quotation and the cue beside it, adverbs and "who …" clauses not counted."""

_FURTHEST_CUE = 45
"""Tokens; a description between the name and its verb can be long («said James Acton, a physicist who …»)."""

_LONGEST_TITLE = 6
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")


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

    parse: Parse
    mentions: Mentions
    attributions: Sequence[Attribution]

    def introduce_all(self) -> list[Introduced]:
        """Every outermost stretch of the article's body, in order, with its source where it has one."""
        found: list[Introduced] = []
        for number, quoted in enumerate(self.parse.quoted):
            if quoted.depth or quoted.start >= quoted.end:
                continue
            found.append(self._owned(self._introduce(number, quoted, found), found))
        return found

    def _introduce(self, number: int, quoted: Quoted, before: list[Introduced]) -> Introduced:
        first, last = self.parse.tokens(quoted.outer_start, quoted.outer_end)
        whole = self._is_whole(quoted)
        signature = signature_of(self.parse, quoted)
        if signature is not None:
            return Introduced(number, first, last, signature, None, None, whole)
        if self._is_title(first, quoted) or (not whole and self._is_put_to_somebody(first)):
            return Introduced(number, first, last, None, None)
        content = self._containing(first, last)
        if content is not None and not (whole and self._share(content, first, last) < 0.5):
            return Introduced(number, first, last, content.source, content.cue, content, whole)
        for find in (self._after, self._before, self._governing):
            hit = find(first, last, quoted)
            if hit is not None:
                return Introduced(number, first, last, hit[0], hit[1], None, whole)
        after = named_after(self.parse, quoted)
        source, cue = (after, None) if after else self._going_on(first, quoted, whole, before)
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
        holding = [
            one
            for one in self.attributions
            if one.source is not None
            and min(one.last, last) - max(one.first, first) + 1 >= 0.6 * (last - first + 1)
            and not (one.cue is not None and first <= one.cue <= last)
        ]
        holding.sort(key=lambda one: one.last - one.first)
        for at, smaller in enumerate(holding):
            if not any(self._is_reported_party(smaller, larger) for larger in holding[at + 1 :]):
                return smaller
        return None

    def _is_reported_party(self, smaller: Attribution, larger: Attribution) -> bool:
        """«Ukraine promised that "…", its negotiator said» and «Ada said she felt "…"»: the words are the speaker's."""
        inner, outer = smaller.source, larger.source
        if inner is None or outer is None or larger.cue is None or smaller.cue is None:
            return False
        lemma = self.parse.doc[smaller.cue].lemma_.lower()
        thinking = lemma not in cues("strong") | cues("uttering")
        if thinking and self.parse.doc[inner.head].pos_ == "PRON":
            return True
        if lemma in cues("wishing") and self.parse.doc[larger.cue].lemma_.lower() in cues("strong"):
            return True
        party = self.mentions.at(inner.head)
        speaking = self.parse.doc[larger.cue].lemma_.lower() in cues("strong")
        return speaking and party is not None and party.form != "institution" and self.mentions.at(outer.head) is None

    def _is_title(self, first: int, quoted: Quoted) -> bool:
        """«on CNN's "State of the Union"», «of "Face the Nation"»: a programme or a book, which nobody said."""
        before = self.parse.doc[first - 1] if first else None
        words = _WORD.findall(self.parse.article.text[quoted.start : quoted.end])
        small = sum(word.islower() and len(word) > 3 for word in words)
        if before is None or not 0 < len(words) <= _LONGEST_TITLE or small or not words[-1][:1].isupper():
            return False
        return before.tag_ == "POS" or before.lower_ in cues("before_title")

    def _is_put_to_somebody(self, first: int) -> bool:
        """«Asked whether the plan was "dead", she said …»: the words of whoever asked, not hers."""
        above = self.parse.doc[min(first + 1, len(self.parse.doc) - 1)].ancestors
        asked = (verb for verb in above if verb.lower_ == "asked" and verb.dep_ == "advcl")
        return any(not any(child.dep_ == "nsubj" for child in verb.children) for verb in asked)

    def _share(self, content: Attribution, first: int, last: int) -> float:
        return (last - first + 1) / max(1, content.last - content.first + 1)

    def _is_whole(self, quoted: Quoted) -> bool:
        """A sentence of its own: it begins with a capital and ends as a sentence, or as one that "he said" follows."""
        words = self.parse.article.text[quoted.start : quoted.end]
        if not words[:1].isupper() and words[:1] not in "[(…$£€0123456789":
            return False
        following = self.parse.article.text[quoted.outer_end : quoted.outer_end + 1]
        return words.rstrip("'’\"”")[-1:] in tuple(".?!…,-–—") or not quoted.closed or following in (",", ".")

    # ----------------------------------------------------------------- right after: "…," said X

    def _after(self, first: int, last: int, quoted: Quoted) -> tuple[Source | None, int | None] | None:
        doc, inside, paragraph = self.parse.doc, self.parse.inside, self.parse.paragraph
        end_of_sentence = _SENTENCE_END.search(self.parse.article.text[quoted.start : quoted.end].rstrip()) is not None
        if end_of_sentence and self.parse.article.text[quoted.end - 1] in "?!":
            end_of_sentence = False
        for number in range(last + 1, min(len(doc), last + _FURTHEST_CUE)):
            token = doc[number]
            if inside[number] != OUTSIDE or paragraph[number] != paragraph[last] or _is_stop(token):
                return None
            according = token.lower_ == "according" and number <= last + 2
            if not according and (token.pos_ not in ("VERB", "AUX") or token.lemma_.lower() not in self._speaking):
                continue
            source = self._according(number) if according else self._source_beside(number)
            if source is None:
                continue
            inverted = source.first > number
            if end_of_sentence and not (inverted and number == last + 1):
                return None
            start = min(number, source.first)
            if self._gap(last + 1, start) <= (_LONGEST_GAP if start > last + 1 else 1):
                return source, number
        return None

    def _source_beside(self, number: int) -> Source | None:
        source = source_of(self.parse, self.parse.doc[number])
        return source if source is not None and self.parse.inside[source.head] == OUTSIDE else None

    def _according(self, number: int) -> Source | None:
        return next((one.source for one in self.attributions if one.cue == number), None)

    def _gap(self, start: int, end: int) -> int:
        """How many tokens of weight lie between; punctuation, adverbs and blanks weigh nothing."""
        between = self.parse.doc[start:end] if end > start else ()
        return sum(not (token.is_punct or token.is_space or token.pos_ in ("ADV", "CCONJ")) for token in between)

    @cached_property
    def _speaking(self) -> frozenset[str]:
        return cues("speech") | cues("strong") | cues("thought")

    # ----------------------------------------------------------------- right before: X said: "…"

    def _before(self, first: int, last: int, quoted: Quoted) -> tuple[Source | None, int | None] | None:
        doc, inside, paragraph = self.parse.doc, self.parse.inside, self.parse.paragraph
        colon = self._colon_before(first)
        best: tuple[int, int, Source] | None = None
        for number in range(first - 1, max(-1, first - 45), -1):
            token = doc[number]
            if inside[number] != OUTSIDE or paragraph[first] - paragraph[number] > (1 if colon else 0):
                break
            if number < first - 2 and token.text in (".", "?", "!", ";"):
                break
            if token.pos_ not in ("VERB", "AUX"):
                continue
            lemma = token.lemma_.lower()
            if lemma not in self._speaking and lemma not in cues("object") and not colon:
                continue
            source = (self._concerned(token) if colon else None) or source_of(self.parse, token)
            if source is None or source.first >= first:
                continue
            weight = (0 if lemma in cues("strong") else 1 if lemma in self._speaking else 2) * 10 + self._gap(
                number + 1, first
            )
            if best is None or weight < best[0]:
                best = (weight, number, source)
        if best is None or (best[0] % 10 > _LONGEST_GAP and not colon):
            return None
        direct = colon or self._gap(best[1] + 1, first) <= 8
        return (best[2], best[1]) if direct else None

    def _concerned(self, verb: "Token") -> Source | None:
        """«For the general, the end was clear: "…"»."""
        sentence = self.parse.sentence_of(verb)
        opening = sentence[0]
        noun = next((child for child in opening.children if child.dep_ == "pobj"), None)
        if opening.lower_ == "for" and verb.lemma_ == "be" and noun is not None and noun.pos_ == "PROPN":
            return noun_phrase(noun)
        return None

    def _colon_before(self, first: int) -> bool:
        number = first - 1
        while number >= 0 and (self.parse.doc[number].is_space or self.parse.doc[number].text in ("-", "–")):
            number -= 1
        return number >= 0 and self.parse.doc[number].text == ":"

    # ----------------------------------------------------------------- further up in the same sentence

    def _governing(self, first: int, last: int, quoted: Quoted) -> tuple[Source | None, int | None] | None:
        """The nearest cue above the stretch in the parse, and otherwise the nearest before it in its sentence."""
        doc, inside = self.parse.doc, self.parse.inside
        for number in range(first, last + 1):
            token = doc[number]
            if inside[token.head.i] == inside[first] or token.is_punct:
                continue
            for above in token.ancestors:
                if above.pos_ in ("VERB", "AUX") and above.lemma_.lower() in self._speaking | cues("object"):
                    source = source_of(self.parse, above)
                    if source is not None and not first <= source.head <= last:
                        return source, above.i
        return None

    # ----------------------------------------------------------------- going on from before

    def _going_on(
        self, first: int, quoted: Quoted, whole: bool, before: list[Introduced]
    ) -> tuple[Source | None, int | None]:
        paragraph = self.parse.paragraph
        earlier = before[-1] if before else None
        if earlier is not None and quoted.continued:
            return earlier.source, earlier.cue
        if not whole:
            return None, None
        if earlier is not None and earlier.source is not None and paragraph[earlier.last] == paragraph[first]:
            between = self.parse.doc[earlier.last + 1 : first]
            introduced = any(one.cue is not None and earlier.last < one.cue < first for one in self.attributions)
            own = earlier.cue is not None and earlier.last < earlier.cue < first
            if sum(token.is_sent_start is True for token in between) <= 1 and (own or not introduced):
                if self._is_about_another(earlier.cue or earlier.last, earlier.source, first):
                    return None, None
                return earlier.source, earlier.cue
        return self._last_source(first)

    def _last_source(self, first: int) -> tuple[Source | None, int | None]:
        """The source of the attribution that ends last before `first`, in this paragraph or the one before it."""
        paragraph = self.parse.paragraph
        nearby = [
            one
            for one in self.attributions
            if one.source is not None
            and one.cue is not None
            and one.cue < first
            and one.source.head < first
            and paragraph[first] - paragraph[one.cue] <= 2
            and self.parse.doc[one.cue].lemma_.lower() in self._speaking
        ]
        latest = max(nearby, key=lambda one: one.cue or 0, default=None)
        if latest is None or latest.source is None or self._is_about_another(latest.cue or 0, latest.source, first):
            return None, None
        return latest.source, latest.cue

    def _is_about_another(self, cue: int, source: Source, first: int) -> bool:
        """Whether a sentence between an attribution and a quotation has another name for its subject."""
        numbers = self.parse.sentence_numbers
        between = self.parse.sentences[numbers[cue] + 1 : numbers[min(first + 1, len(numbers) - 1)]]
        heads = (token for sentence in between for token in (sentence.root, *sentence.root.children))
        subjects = (token for token in heads if token.dep_ in ("nsubj", "ROOT"))
        named = self.parse.doc[source.head].text
        return any(subject.pos_ == "PROPN" and subject.text != named for subject in subjects)


def _is_stop(token: "Token") -> bool:
    """A full stop, also where the tokenizer takes it for an initial's («in a post on X. His …»)."""
    if token.text in (".", ";", ":"):
        return True
    following = token.nbor() if token.i + 1 < len(token.doc) else None
    initial = len(token.text) == 2 and token.text.endswith(".")
    return initial and following is not None and following.is_title and following.tag_ in ("PRP", "PRP$", "DT", "IN")
