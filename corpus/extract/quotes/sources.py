"""Who a cue says it is: the words that name its subject, as the grammar of the sentence tells."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.document.parse import OUTSIDE, Parse
from corpus.knowledge.attribution import cues

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = frozenset({"nsubj", "csubj"})
_PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
_SHARES_SUBJECT = frozenset({"xcomp", "advcl", "ccomp", "conj", "dep"})
_BESIDE_THE_NOUN = frozenset({"relcl", "acl", "punct", "advcl", "parataxis", "conj", "cc", "appos"})
_LONGEST_SOURCE = 25


@dataclass(frozen=True, slots=True)
class Source:
    """The words that name who said it; `head` is the token that the phrase hangs on."""

    first: int
    last: int
    head: int


def source_of(parse: Parse, verb: "Token") -> Source | None:
    """The words that name the subject of a cue; None for a passive without an agent, "there" and the like."""
    subject = subject_of(verb)
    if subject is not None and not _can_speak(parse, subject, verb):
        own = (child for child in verb.rights if child.dep_ in _SUBJECTS)
        subject = next((child for child in own if _can_speak(parse, child, verb)), None)
    if subject is None and verb.lemma_.lower() in cues("strong"):
        subject = _noun_beside(parse, verb)
    if subject is None or subject.lower_ in cues("no_source") or not _can_speak(parse, subject, verb):
        return None
    return noun_phrase(subject)


def _can_speak(parse: Parse, subject: "Token", verb: "Token") -> bool:
    """Not a day, not a dateline, and not a word of the quotation that the cue introduces."""
    if subject.lower_ in cues("times") or _is_dateline(subject):
        return False
    return parse.inside[subject.i] in (OUTSIDE, parse.inside[verb.i])


def _noun_beside(parse: Parse, verb: "Token") -> "Token | None":
    """The noun right after the cue («said the diplomat …») or right before it, where the parse gives it no subject."""
    doc = verb.doc
    if _is_passive(verb):
        return None
    after = doc[verb.i + 1] if verb.i + 1 < len(doc) else None
    if after is not None and _begins_noun_phrase(after):
        return _top_of_phrase(after)
    at = verb.i - 1
    while at > 0 and (doc[at].pos_ in ("ADV", "AUX") or doc[at].text == ","):
        at -= 1
    before = doc[at]
    if at < 0 or before.pos_ not in ("PROPN", "NOUN") or before.dep_ in ("pobj", "dobj", "poss") or before.is_sent_end:
        return None
    return before if parse.inside[at] == OUTSIDE else None


def _begins_noun_phrase(token: "Token") -> bool:
    named = token.pos_ in ("DET", "PROPN") or token.tag_ == "PRP"
    return named and token.lower_ not in ("it", "them") and _top_of_phrase(token).lower_ not in cues("times")


def _is_dateline(subject: "Token") -> bool:
    """«DOHA, Jan 12 (Reuters) - An envoy said …»: the place before a paragraph's first dash says nothing."""
    doc = subject.doc
    opens = all(doc[at].text.isupper() for at in range(max(subject.sent.start, subject.i - 2), subject.i + 1))
    dashes = (token for token in doc[subject.i + 1 : subject.i + 14] if token.text in ("-", "--", "–", "—"))
    return opens and subject.i - subject.sent.start < 3 and any(dash.i > subject.i for dash in dashes)


def _top_of_phrase(token: "Token") -> "Token":
    while token.dep_ in ("compound", "det", "amod", "nmod", "poss", "nummod") and token.head.i > token.i:
        token = token.head
    return token


def _is_passive(verb: "Token") -> bool:
    return any(child.dep_ in ("auxpass", *_PASSIVE_SUBJECTS) for child in verb.children)


def subject_of(verb: "Token", depth: int = 0) -> "Token | None":
    """The token that does what `verb` says: its subject, its agent, or the subject that it shares with another verb."""
    if (quoted := _quoted_subject(verb)) is not None:
        return quoted
    passive = False
    for child in verb.children:
        if child.dep_ in _SUBJECTS:
            return child
        if child.dep_ == "agent":
            return next((noun for noun in child.children if noun.dep_ == "pobj"), None)
        passive = passive or child.dep_ in _PASSIVE_SUBJECTS or child.dep_ == "auxpass"
    if passive or depth > 4:
        return None
    return _shared_subject(verb, depth)


def _quoted_subject(verb: "Token") -> "Token | None":
    """The passive subject of «X was quoted by the paper as saying»: the words are X's, not the paper's."""
    subject = _passive_subject(verb) if verb.lemma_.lower() in cues("quoting") else None
    if subject is None:
        return None
    as_saying = any(part.dep_ == "pcomp" for child in verb.rights if child.lower_ == "as" for part in child.children)
    named = verb.lemma_ == "quote" and subject.pos_ in ("PROPN", "PRON")
    return subject if as_saying or named else None


def _shared_subject(verb: "Token", depth: int) -> "Token | None":
    head = verb.head
    if verb.dep_ == "advcl" and verb.lower_ == "asked":
        return None  # «Asked whether the well was dry, Byron said …»
    if verb.dep_ in ("acl", "relcl"):
        carried = head.lemma_.lower() in cues("carriers") and head.dep_ == "dobj"
        if verb.tag_ == "VBG" and verb.i and (carried or verb.doc[verb.i - 1].text == ","):
            return _subject_above(head, depth) or head
        return head if verb.tag_ in ("VBG", "VBD", "VB", "VBZ", "VBP") else None
    if head.pos_ in ("VERB", "AUX"):
        if verb.dep_ == "conj" or (verb.dep_ in _SHARES_SUBJECT and verb.tag_ in ("VBG", "VB", "VBN")):
            while verb.lemma_.lower() in cues("going_on") and head.dep_ == "ccomp" and head.head.pos_ == "VERB":
                head = head.head  # «Byron said that the well was dry, adding that …»: it is Byron who adds
            own = subject_of(head, depth + 1)
            return own or (_passive_subject(head) if verb.dep_ != "conj" else None)
        return None
    if verb.dep_ == "pcomp" and head.head.pos_ in ("VERB", "AUX"):
        quoted = next((child for child in head.head.rights if child.dep_ == "dobj" and child.i < verb.i), None)
        if quoted is not None and head.lower_ == "as" and head.head.lemma_.lower() in cues("quoting"):
            return quoted
        return subject_of(head.head, depth + 1) or _passive_subject(head.head)
    return None


def _subject_above(noun: "Token", depth: int) -> "Token | None":
    """The subject of the clause that a noun is an object in: «X rejected the charge, saying …»."""
    for above in noun.ancestors:
        if above.pos_ in ("VERB", "AUX"):
            return subject_of(above, depth + 1)
    return None


def _passive_subject(verb: "Token") -> "Token | None":
    """«X was quoted as saying», «X is expected to say»."""
    return next((child for child in verb.children if child.dep_ in _PASSIVE_SUBJECTS), None)


def noun_phrase(head: "Token") -> Source:
    """The phrase that hangs on `head`, without relative clauses, with nouns joined to it ("Graham and Cruz")."""
    first, last = head.left_edge.i, head.i
    for child in head.rights:
        if child.dep_ not in _BESIDE_THE_NOUN or (child.dep_ in ("conj", "cc") and _joins_short(head, child)):
            last = max(last, child.right_edge.i) if child.right_edge.i - head.i <= _LONGEST_SOURCE else last
    doc = head.doc
    while last > head.i and (doc[last].is_punct or doc[last].is_space):
        last -= 1
    while first < head.i and (doc[first].is_punct or doc[first].is_space):
        first += 1
    return Source(max(first, head.i - _LONGEST_SOURCE), last, head.i)


def _joins_short(head: "Token", child: "Token") -> bool:
    return child.right_edge.i - head.i < 8 and (child.dep_ == "cc" or child.pos_ in ("PROPN", "NOUN", "PRON"))
