"""Attribution by position: a subject with a finite verb right beside a quotation says it, whatever the verb.

«"We stay," Byron thundered.» and «"We stay," thundered Byron.»: English puts nothing but a reporting clause there, so
no list of verbs is needed; only who could speak is looked at. Of a verb that is known to bring speech less is asked.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.document.document import Document
from corpus.document.parse import OUTSIDE
from corpus.document.syntax import is_verb, makers_of, nouns_behind, says, subject_of, verb_over
from corpus.document.syntax.words import listed
from corpus.document.tokens import Token
from corpus.extract.quotes.papers import stands_in_paper
from corpus.extract.quotes.sources import (
    Source,
    noun_beside,
    noun_phrase,
    sender_of,
    source_of,
    top_of_phrase,
)
from corpus.extract.quotes.stretches import Stretch
from corpus.extract.quotes.tellers import teller_of
from corpus.extract.quotes.voices import (
    Hit,
    brings_words,
    can_speak,
    is_closed,
    is_predicated,
    is_told_by,
    meets_words,
    owner_of_words,
)
from corpus.knowledge import words_of
from corpus.knowledge.attribution import cues

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_NAMING = frozenset({"PROPN", "NOUN"})
_STOPS = frozenset({".", "?", "!", ";", ":"})
_LONGEST_GAP = 12
"""Tokens between a quotation and its reporting clause, adverbs and punctuation not counted."""
_LONGEST_GAP_BEFORE = 8
_LONGEST_SUBJECT = 45
"""Tokens; a description between the name and its verb can be long («said James Acton, a physicist who …»)."""


@dataclass(frozen=True)
class Beside:
    """Finds the reporting clause behind or before a quotation."""

    document: Document

    def after(self, one: Stretch) -> Hit | None:
        """The reporting clause behind: «"…," said X», «"…," X told reporters»; None if nothing there reports it."""
        last = one.last
        if (how := self._told_how(one)) is not None:
            return how
        for verb in self._verbs_after(last):
            hit = self._reporting(verb)
            if hit is None:
                continue
            start = min(verb.i, hit[0].first)
            inverted = hit[0].first > verb.i
            if not one.is_open and not self._goes_on(last, verb, inverted):
                return None
            if self._reports_else(one, verb, hit):
                return None
            if any(token.dep_ == "cc" for token in self.document.parse.doc[last + 1 : start]):
                return None
            if self._gap(last + 1, start) > (_LONGEST_GAP if says(verb) else 0):
                return None
            return self._innermost(verb, hit) if says(verb) or one.begins_clause else None
        return None

    def _verbs_after(self, last: int) -> Iterator[Token]:
        """The verbs behind a quotation up to the next one or the end of the sentence."""
        parse = self.document.parse
        for token in parse.doc[last + 1 : last + _LONGEST_SUBJECT]:
            apart = parse.inside[token.i] != OUTSIDE or parse.paragraph[token.i] != parse.paragraph[last]
            if apart or token.text in _STOPS:
                return
            misread = token.tag_ == "NNS" and token.lemma_.lower() in cues("strong") and token.nbor(-1).pos_ in _NAMING
            if misread or (is_verb(token) and (token.dep_ != "amod" or says(token))):
                yield token

    def _reporting(self, verb: Token) -> Hit | None:
        """A verb with who says it: its subject in the parse, or the noun right behind it («texted old Carl Gauss»)."""
        opening = [child.lower_ for child in verb.lefts if child.dep_ == "mark" or child.tag_ == "WRB"]
        if opening and not (opening == ["as"] and says(verb)):
            return None  # «…," when Holt left»; not «…," as Holt put it»
        source = source_of(self.document.parse, verb)
        if source is None and verb.tag_ in (*_FINITE, "VBN", "NNS"):
            source = self._noun_behind(verb)
        if source is None or self.document.parse.inside[source.head] != OUTSIDE:
            return None
        head = self.document.parse.doc[source.head]
        if verb.lemma_ in ("be", "become") and head.lemma_.lower() in cues("verdicts"):
            return None  # «"…" was the line that they heard»: of nobody, unless it tells whose
        plain = verb.tag_ in (*_FINITE, "VBN") or any(child.tag_ in _FINITE for child in verb.lefts)
        return (source, verb.i) if can_speak(self.document, head) and (plain or says(verb)) else None

    def _told_how(self, one: Stretch) -> Hit | None:
        """«"A farce," is how Byron puts it», «"A farce" was Byron's verdict»: who tells so of a thing."""
        verb = one.after.nbor() if one.after.text == "," and one.after.i + 1 < len(one.parse.doc) else one.after
        if verb.lemma_ != "be" or verb.tag_ not in _FINITE:
            return None
        for child in verb.rights:
            own = next((token for token in child.lefts if token.dep_ in ("nsubj", "poss")), None)
            how = any(token.lower_ == "how" for token in child.lefts) and child.lemma_.lower() in cues("telling_how")
            verdict = child.dep_ == "attr" and child.lemma_.lower() in cues("verdicts")
            if own is not None and (how or verdict) and can_speak(self.document, own):
                return noun_phrase(own), child.i
        return None

    def _reports_else(self, one: Stretch, verb: Token, hit: Hit) -> bool:
        """«"Why?" Byron said the letter was a mistake», «"Look!" Oslo has long accused Bonn»: a sentence of its own."""
        verb = verb.head if verb.dep_ == "aux" else verb
        ended = one.text.rstrip(" \"'”’)]")[-1:] in tuple("?!…") and not one.ends_in_comma
        own = (child for child in verb.rights if child.dep_ in ("ccomp", "xcomp") and child.i > verb.i)
        outside = (child for child in own if self.document.parse.inside[child.i] == OUTSIDE)
        told = says(verb) or verb.lemma_.lower() in cues("asking")
        other = any(child.left_edge.i > verb.i for child in outside) or _has_done(verb) or not told
        return ended and hit[0].first < verb.i and other

    def _noun_behind(self, verb: Token) -> Source | None:
        """«texted old Carl Gauss», where the parse gives the verb no subject."""
        doc = self.document.parse.doc
        for token in doc[verb.i + 1 : verb.i + 5]:
            head = top_of_phrase(token)
            hangs = head.head.i == verb.i or any(above.i == head.i for above in verb.ancestors)
            if head.pos_ in ("NOUN", "PROPN") and hangs and token.pos_ not in ("ADP", "PART"):
                return replace(noun_phrase(head), first=token.i)
            if token.pos_ not in ("ADV", "ADJ", "DET", "NUM", "PUNCT", "NOUN", "VERB"):
                return None
        return None

    def follows_colon(self, first: int) -> bool:
        doc, at = self.document.parse.doc, first - 1
        while at >= 0 and (doc[at].is_space or doc[at].text in ("-", "–")):
            at -= 1
        return at >= 0 and doc[at].text == ":"

    def before(self, one: Stretch) -> Hit | None:
        """The reporting clause before: «X said: "…"», «X thundered, "…"»; behind a colon any verb may bring words."""
        first = one.first
        colon = self.follows_colon(first)
        if one.before.text in _STOPS - {":"} and (one.ends_in_comma or self._goes_on_behind(one)):
            return None
        if colon and (told := self._got_from(first) or self._paper_before(first)) is not None:
            return told
        hits: list[Hit] = []
        for verb in self._verbs_before(first, colon):
            hit = self._brings(verb, first, colon)
            if hit is None and colon and self._is_last(verb, first):
                return self._made(verb) or self._concerned(first)  # «When Holt left, the question was: "…"»
            hits += [hit] if hit is not None else []
        best = min(hits, key=lambda hit: self._weight(hit[1], first), default=None)
        if best is not None and (told := self._told_of(best, hits)) is not None:
            return told
        if best is None:
            last = next(self._verbs_before(first, colon), None)
            made = self._made(last) if last is not None else None
            return made or self._concerned(first) or self._announced(one) if colon else None
        if colon and stands_in_paper(self.document.parse.doc, best[1], first):
            return None
        near = self._gap(best[1] + 1, first) <= _LONGEST_GAP_BEFORE
        return best if colon or (near and not meets_words(self.document.parse.doc[best[1]])) else None

    def _told_of(self, aside: Hit, hits: Sequence[Hit]) -> Hit | None:
        """«Byron, who told her, she says: "…"», «Byron told them, Gauss recalls: "…"»: what an aside only reports."""
        doc, start = self.document.parse.doc, aside[0].first
        start -= bool(start) and doc[start - 1].lower_ == "as"
        if not start or doc[start - 1].text != "," or aside[0].head > aside[1]:
            return None
        for hit in hits:
            between = doc[hit[1] + 1 : start - 1]
            whom = all(token.dep_ in ("dobj", "dative", "det", "compound", "poss", "case") for token in between)
            if hit[1] < start and len(between) and whom and says(doc[hit[1]]) and doc[hit[1]].tag_ in _FINITE:
                return hit
        return None

    def _goes_on_behind(self, one: Stretch) -> bool:
        """«"We left," Holt told her, Lind wrote. "All of us."»: from words in the sentence before, not from its end."""
        before = self.document.parse.sentence_of(one.before)
        return any(self.document.parse.inside[at] != OUTSIDE for at in range(before.start, one.first))

    def _got_from(self, first: int) -> Hit | None:
        """«Holt got a tip from his trainer: "…"», «had an email from Ida Clay: "…"»: who sent it, not who got it."""
        verb = next(self._verbs_before(first, colon=True), None)
        if verb is None or verb.lemma_.lower() not in listed("getting"):
            return None
        sent = (word for word in verb.doc[verb.i + 1 : first] if word.lower_ == "from")
        senders = (noun for word in sent for noun in nouns_behind(word) if can_speak(self.document, noun))
        sender = next(senders, None)
        return (noun_phrase(sender), verb.i) if sender is not None else None

    def _paper_before(self, first: int) -> Hit | None:
        """«She read out a letter from Carl Gauss: "…"»: whose words are called so right before a colon."""
        doc = self.document.parse.doc
        if first > 1 and doc[first - 2].tag_ == "VBG" and doc[first - 2].lemma_.lower() in cues("voiced"):
            return None  # «interrupted Gauss's speech, shouting: "…"»
        nouns = [token for token in reversed(doc[max(first - 8, 0) : first]) if token.pos_ == "NOUN"]
        owned = (pair for noun in nouns if (pair := owner_of_words(noun)) is not None)
        if (pair := next(owned, None)) is not None and can_speak(self.document, doc[pair[0].head]):
            return pair
        noun = next(iter(nouns), doc[first - 1])
        sender = sender_of(self.document.parse, noun)
        if any(token.tag_ in _FINITE and token.dep_ != "relcl" for token in doc[noun.i + 1 : first]):
            return None  # «Somebody briefed on Byron's plans hit back: "…"»
        if sender is None or noun.dep_ not in ("dobj", "pobj") or doc[sender.head].dep_ in ("nsubj", "ROOT"):
            return None
        verb = verb_over(noun)
        carried = noun.lemma_.lower() in cues("carriers")
        own = verb is not None and (verb.lemma_.lower() in cues("strong") if carried else brings_words(verb))
        if verb is not None and own and verb.lemma_.lower() not in cues("reading") | cues("retelling"):
            return None  # «rejected a claim by Gauss: "…"», «answered a letter from Gauss: "…"»
        by = doc[sender.head]
        return (sender, noun.i) if by.pos_ != "PRON" and can_speak(self.document, by) else None

    def _verbs_before(self, first: int, colon: bool) -> Iterator[Token]:
        """The verbs before a quotation back to the last one or the sentence's start, the nearest first."""
        parse = self.document.parse
        for number in range(first - 1, max(-1, first - _LONGEST_SUBJECT), -1):
            token = parse.doc[number]
            if parse.inside[number] != OUTSIDE or parse.paragraph[first] - parse.paragraph[number] > int(colon):
                return
            if number < first - 1 and token.text in _STOPS - {":"}:
                return
            if token.pos_ in ("VERB", "AUX"):
                yield token

    def _brings(self, verb: Token, first: int, colon: bool) -> Hit | None:
        parse = self.document.parse
        known = brings_words(verb)
        if not (known or colon or parse.doc[first - 1].text == ",") or is_closed(verb, first):
            return None
        got = (word.lower_ == "from" for word in verb.doc[verb.i + 1 : first]) if colon else ()
        if verb.lemma_.lower() in listed("getting") and any(got):
            return None
        if not known and verb.dep_ == "relcl" and verb.i < verb.head.head.i < first:
            return None  # «The advice that Holt got was plain: "…"»
        source = teller_of(self.document, verb)
        if source is None and self._is_last(verb, first) and (name := noun_beside(parse, verb)) is not None:
            source = noun_phrase(name)
        if source is None or source.first >= first:
            return None
        head = parse.doc[source.head]
        fits = can_speak(self.document, head) if known else self.is_somebody(head) and not head.is_sent_start
        return (source, verb.i) if fits else None

    def _weight(self, cue: int, first: int) -> tuple[int, int]:
        """The verb that ends the clause, then verbs that always say, that may, then any; of one kind the nearest."""
        verb = self.document.parse.doc[cue]
        if self._is_last(verb, first):
            return -1, 0
        kind = 0 if verb.lemma_.lower() in cues("strong") else 1 if says(verb) else 2
        return kind, self._gap(verb.i + 1, first)

    def _is_last(self, verb: Token, first: int) -> bool:
        """Whether a main clause's verb ends the words before a quotation: «Asked by Holt, Lind replied: "…"»."""
        main = verb.tag_ in _FINITE and verb.dep_ not in ("relcl", "acl", "advcl")
        behind = (token for token in verb.doc[verb.i + 1 : first] if token.pos_ not in ("PRON", "ADV"))
        return main and all(token.is_punct or token.is_space for token in behind)

    def _concerned(self, first: int) -> Hit | None:
        """«To the general, the matter was simple: "…"»: whom a thing is so for, where no subject could speak.

        Not «a source close to Byron hit back», «a message to Byron was blunt»: he is part of another's description.
        """
        sentence = self.document.parse.sentence_of(self.document.parse.doc[max(0, first - 2)])
        concerned = [
            noun
            for token in sentence
            if token.i < first and token.lower_ in ("for", "to") and token.dep_ == "prep" and is_predicated(token)
            for noun in nouns_behind(token)
            if self.is_somebody(noun)
        ]
        verb = next(self._verbs_before(first, colon=True), sentence.root)
        return (noun_phrase(concerned[0]), verb.i) if len(concerned) == 1 else None

    def _made(self, verb: Token) -> Hit | None:
        """«The question from Holt was: "…"», «Holt's message was plain: "…"»: who asks, claims or answers so."""
        noun = subject_of(verb) if verb.lemma_ == "be" else None
        if noun is None or noun.lemma_.lower() not in cues("nouns") | cues("verdicts"):
            return None
        own = (child for child in noun.lefts if child.dep_ == "poss" and noun.lemma_.lower() in cues("messages"))
        maker = next(own, None) or next(makers_of(noun), None)
        return (noun_phrase(maker), noun.i) if maker is not None and can_speak(self.document, maker) else None

    def _announced(self, one: Stretch) -> Hit | None:
        """«The minister of roads, Pal Benko: "…"»: somebody whose name is all that stands before the colon."""
        doc = self.document.parse.doc
        words = doc[self.document.parse.sentence_of(doc[max(0, one.first - 2)]).start : one.first]
        nouns = [token for token in words if token.pos_ in _NAMING and token.head not in words[: token.i - words.start]]
        apart = not nouns or any(token.pos_ in ("VERB", "AUX") for token in words)
        return None if apart or not self.is_somebody(nouns[-1]) else (noun_phrase(nouns[-1]), nouns[-1].i)

    def is_somebody(self, noun: Token) -> bool:
        """Whether a noun means a person or a party, by name or by what it is."""
        mention = self.document.mentions.at(noun.i)
        named = self.document.people.at(noun.i) is not None or (mention is not None and mention.acts)
        return named or noun.pos_ == "PROPN" or noun.lemma_.lower() in words_of("nouns.toml", "persons")

    def _innermost(self, verb: Token, hit: Hit) -> Hit:
        """«Holt quoted Lind as saying», «Holt recalled Lind saying»: whoever is told to have said it."""
        for lower in verb.subtree:
            below = lower.i > verb.i and lower.tag_ in ("VBG", "VB") and lower.lemma_.lower() in cues("strong")
            outside = self.document.parse.inside[lower.i] == OUTSIDE
            if below and outside and is_told_by(verb, lower):
                source = teller_of(self.document, lower)
                if source is not None and source.head != hit[0].head:
                    return source, lower.i
        return hit

    def _goes_on(self, last: int, verb: Token, inverted: bool) -> bool:
        """«"It is good." she said.»: a full stop inside the marks, and the sentence goes on with a small letter."""
        following = next((token for token in self.document.parse.doc[last + 1 : verb.i + 1] if token.is_alpha), verb)
        return following.text.islower() and ((inverted and verb.i == last + 1) or following.pos_ == "PRON")

    def _gap(self, start: int, end: int) -> int:
        """How many tokens of weight lie between; punctuation, adverbs and blanks weigh nothing."""
        between = self.document.parse.doc[start:end] if end > start else ()
        return sum(not (token.is_punct or token.is_space or token.pos_ == "ADV") for token in between)


def _has_done(verb: Token) -> bool:
    """«has accused Bonn», «called the vote a farce», «blamed Bonn for it»: what tells of something else."""
    perfect = any(child.dep_ == "aux" and child.lemma_ == "have" for child in verb.lefts)
    told = [child for child in verb.rights if child.dep_ == "dobj"]
    of_it = any(child.dep_ == "prep" and child.lower_ in ("of", "for", "as") for child in verb.rights)
    of_it = of_it and verb.lemma_.lower() not in cues("asking")
    return any(child.dep_ == "oprd" for child in verb.rights) or (bool(told) and (perfect or of_it))
