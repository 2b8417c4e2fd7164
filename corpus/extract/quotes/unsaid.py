"""What stands between marks and was said by nobody: titles, names, and words put to somebody or held against him."""

from corpus.document.syntax import agent_of, is_passive, is_verb, says, subject_of
from corpus.document.syntax.words import word_before
from corpus.document.tokens import Token
from corpus.extract.quotes.beside import Beside
from corpus.extract.quotes.stretches import Stretch
from corpus.extract.quotes.voices import brings_words
from corpus.knowledge.attribution import cues

_LONGEST_TITLE = 8
_TITLE_CAPITALS = 0.7
"""The share of the longer words with a capital that makes a title of any length."""
_FURTHEST_WORN = 4
_FURTHEST_SIGN = 7
"""Tokens between a sign and what it says («the sign over the door of the mill, "…"»)."""


def is_title(beside: Beside, one: Stretch) -> bool:
    """«on CNN's "State of the Union"», «titled "Closing Time"», «the "Morning Tide" show»: nobody said it."""
    words, before, after = one.names, one.before, one.after
    if is_work(one):
        return True
    small = any(word.islower() and len(word) > 3 for word in words)
    if not one.first or not 0 < len(words) <= _LONGEST_TITLE or small or not words[-1][:1].isupper():
        return False
    if one.is_paragraph and len(words) > 1:
        return True  # a subheading
    if before.text == "," and one.first > 1 and len(words) > 1:
        before = before.nbor(-1)  # «In his book, "Closing Time," …»
        return before.pos_ == "NOUN" and not beside.is_somebody(before)
    if before.tag_ == "POS" or before.text in ("'", "’") or before.lower_ in cues("before_title"):
        return True
    if before.pos_ == "PROPN" and after.pos_ == "PROPN":
        return True  # «Thomas "Red Hand" Radley»
    if before.lower_ == "as" or before.tag_ == "VBN":
        named = before.head if before.lower_ == "as" else before
        return named.lemma_.lower() in cues("naming") or named.tag_ == "VBN"
    if before.dep_ == "dobj" and before.tag_ != "DT" and brings_words(before.head):
        return False  # «called the winner "Miss Sunshine"»
    if before.pos_ == "NOUN" or (before.pos_ == "VERB" and len(words) > 1):
        return True
    told_of = before.tag_ == "DT" or before.pos_ in ("NUM", "PROPN")  # «the $3 billion "Harbour Line"»
    return told_of and (len(words) > 1 or after.pos_ in ("NOUN", "PROPN"))


def is_work(one: Stretch) -> bool:
    """«Her book, "The Mill: How Halden Lost Its Looms," is …»: capitals behind what it is, however long."""
    noun = one.before.nbor(-1) if one.before.text == "," and one.before.i else one.before
    long = [word for word in one.names if len(word) > 3]
    capital = sum(word[0].isupper() for word in long) >= _TITLE_CAPITALS * len(long)
    return noun.lemma_.lower() in cues("works") and len(long) > 1 and one.names[0][0].isupper() and capital


def is_named(one: Stretch) -> bool:
    """«the so-called "backstop"», «a letter titled "We go"», «the sign at the door, "No dogs"»: nobody says it."""
    before, above = one.before, next(one.verbs_above(), None)
    hyphenated = before.tag_ == "VBN" and before.i > 0 and before.nbor(-1).text == "-"
    named = above is not None and is_passive(above) and above.lemma_.lower() in cues("naming") and above.i < one.first
    active = is_verb(before) and before.tag_ in ("VB", "VBP", "VBZ")  # «they know "who it was"»
    told = (
        (before.lemma_.lower() in cues("naming") and not active)
        or _is_inscribed(one)
        or _is_marked(one)
        or _is_worded(one)
    )
    return (not one.is_whole and (hyphenated or named)) or told


def _is_marked(one: Stretch) -> bool:
    """«somebody painted "No tolls" on the gate», «a cap with "Crew" on the front»: words that stand on a thing."""
    following = one.parse.doc[min(one.after.i + 1, len(one.parse.doc) - 1)]
    stands = one.after.lower_ in cues("surface") and following.tag_ in ("DT", "PRP$")
    if one.before.lower_ == "with" and stands:
        return True
    for token in one.hanging():
        above = token.head.head if token.head.lower_ == "with" else token.head
        marks = above.lemma_.lower() in cues("marking") and above.i < one.first and is_verb(above)
        if marks and not any(child.dep_ == "dobj" and child.i < one.first for child in above.rights):
            return stands or token.dep_ != "dobj" or is_passive(above)
    return False


def _is_worded(one: Stretch) -> bool:
    """«the password was "sunrise"», «a sign read: "No dogs"», «a banner saying "…"»: what a thing is, or bears."""
    verb = one.before.nbor(-1) if one.before.text == ":" and one.before.i else one.before
    if verb.lower_ in ("saying", "reading") and word_before(verb).lemma_.lower() in cues("inscribed") | cues("worn"):
        return True
    kind = "worded" if verb.lemma_ == "be" and verb is one.before else "inscribed" if verb.lemma_ == "read" else None
    subject = subject_of(verb) if kind is not None else None
    return kind is not None and subject is not None and subject.lemma_.lower() in cues(kind)


def _is_inscribed(one: Stretch) -> bool:
    """«the sign at the door, "No dogs"», «a red "Boats for All" T-shirt»."""
    for token in one.parse.doc[one.last + 1 : one.last + 1 + _FURTHEST_WORN]:
        if token.is_sent_start or (token.pos_ not in ("NOUN", "PROPN", "ADJ") and token.text != "-"):
            break
        if token.lemma_.lower() in cues("inscribed") | cues("worn"):
            return True
    misread = one.before.text == ":" and one.before.i and one.before.nbor(-1).lower_ == "read"  # taken for a noun
    for token in reversed(one.parse.doc[max(one.first - _FURTHEST_SIGN, 0) : one.first - int(bool(misread))]):
        if token.pos_ in ("VERB", "AUX") or (token.is_punct and token.text != ","):
            return False
        if token.lemma_.lower() in cues("inscribed"):
            return True
    return False


def is_owned(one: Stretch) -> bool:
    """«said Holt's "lazy dogs" remark was rude»: not the words of whoever says so."""
    kinds = ("verdicts", "nouns", "carriers")
    return one.before.tag_ == "POS" and any(one.after.lemma_.lower() in cues(kind) for kind in kinds)


def is_put_to_somebody(one: Stretch) -> bool:
    """«Asked whether the plan was "dead", she said …»: the words of whoever asked, not hers."""
    opening = [verb for verb in one.verbs_above() if verb.dep_ == "advcl" and verb.left_edge.i == verb.sent.start]
    return any(is_passive(verb) and (verb.lemma_ not in cues("object") or agent_of(verb) is None) for verb in opening)


def label_of(one: Stretch) -> Token | None:
    """«Holt, derided as "a fool", said …»: the participle by which somebody is called so, never by himself."""
    above = next(one.verbs_above(), None)
    if above is None or not is_passive(above) or _subject_over(one, above) is not None:
        return None
    return above if says(above) or above.lemma_.lower() in cues("object") else None


def is_subject(one: Stretch, verb: Token) -> bool:
    """«the "free cities" were condemned by Byron»: what is told of, by a verb that does not always say.

    Of a passive no more than a part of it: «A clerk blamed for the "free cities" was confirmed by Byron».
    """
    subject = _subject_over(one, verb)
    if subject is None or verb.lemma_.lower() not in cues("strong"):
        return subject is not None
    return is_passive(verb) and not one.first <= subject.i <= one.last


def _subject_over(one: Stretch, verb: Token) -> Token | None:
    """The subject that words stand in; of a passive also the clause that the parse takes for it."""
    deps = ("nsubj", "nsubjpass", "ccomp") if is_passive(verb) else ("nsubj", "nsubjpass")
    told_of = (child for child in verb.lefts if child.dep_ in deps)
    return next(
        (child for child in told_of if child.left_edge.i <= one.first and one.last <= child.right_edge.i + 1), None
    )
