"""Whether what stands between marks is a term, a title or a scare quote, which nobody said, or a cue's own content.

What is no sentence and only some words long is somebody's only where a verb or a noun of saying brings it.
"""

import re

from corpus.document.syntax import agent_of, is_passive, nouns_behind, word_behind
from corpus.document.tokens import Token
from corpus.extract.quotes.going_on import Introduced
from corpus.extract.quotes.stretches import Stretch
from corpus.extract.quotes.voices import given_by
from corpus.knowledge.attribution import cues

_LONGEST_TERM = 4
"""Words; what is no longer and only a noun phrase may be a term, which nobody said."""

_IN_LABEL = frozenset({"amod", "compound", "nmod", "conj", "punct", "det", "advmod"})


def is_term(one: Introduced) -> bool:
    """Whether nobody is quoted: short, no sentence, and no cue's own content."""
    parse, printed = one.stretch.parse, one.stretch.text.strip()
    if one.work:
        return True
    if printed.startswith("(") and printed.rstrip(".").endswith(")"):
        return True
    length = len(re.findall(r"\w+", printed))
    if one.stretch.is_whole and not one.disowned and (one.source is not None or length > _LONGEST_TERM):
        return False
    if one.source is None:
        return length <= 2 * _LONGEST_TERM and (one.disowned or not one.stretch.is_paragraph)
    if length > _LONGEST_TERM or one.cue is None:
        return False
    cue = parse.doc[one.cue]
    if _performs(one.stretch, cue):
        return False
    spoken = cue.lower_ in cues("phrases") or cue.lemma_.lower() in cues("strong") - cues("uttering")
    if not spoken and not _is_found(one, cue):
        return cue.lemma_.lower() not in cues("uttering")  # A verb of wanting or thinking brings no words.
    noun, after = parse.doc[one.stretch.words[-1]], one.stretch.after
    apart = after.dep_ == "attr" or (after.dep_ == "nsubj" and after.left_edge.i > one.stretch.last)
    return length <= 2 and noun.tag_[:2] == after.tag_[:2] == "NN" and not apart  # «put into a "safe" mode»


def _performs(one: Stretch, cue: Token) -> bool:
    """What is said in other ways: «rated it as "…"», «ordered them to "…"», «sent her "…" thanks»."""
    lemma, before = cue.lemma_.lower(), one.before
    if lemma in cues("performing"):
        return not _is_of_another(one, cue)
    if lemma in cues("calling") and _is_label(one, cue):
        return True
    if before.tag_ == "TO" and lemma in cues("bidding"):
        return before.head.head.i == cue.i
    return (given := given_by(cue)) is not None and _is_told_in(one, given)


def _is_of_another(one: Stretch, cue: Token) -> bool:
    """«apologised for the "too hasty" remarks of her aide»: a remark's own words, if it is not "her" remark."""
    remark = one.after
    if any(word.lower_ == "behalf" for word in cue.doc[cue.i + 1 : one.first]) or (
        remark.text == "," and len(one.words) == 1
    ):
        return True
    if remark.lemma_.lower() not in cues("nouns") | cues("verdicts"):
        return False
    of_another = any(child.lower_ in ("of", "by", "from") or child.dep_ in ("acl", "relcl") for child in remark.rights)
    return one.before.tag_ != "PRP$" or of_another


def _is_label(one: Stretch, cue: Token) -> bool:
    """«as "a thief"», «as a thief and a "liar"»: what another is called; not «Byron, referred to as a "thief"»."""
    whom = (child.dep_ == "dobj" or (child.lower_ == "to" and nouns_behind(child)) for child in cue.children)
    if not any(whom) and not (is_passive(cue) and agent_of(cue) is not None):
        return False
    token = next(one.hanging(), one.before)
    while token.dep_ in _IN_LABEL and token.head.lower_ != "as":
        token = token.head
    label = one.before if one.before.lower_ == "as" else token.head
    return label.lower_ == "as" and cue.i in (label.head.i, label.head.head.i)


def _is_found(one: Introduced, cue: Token) -> bool:
    """«The court found it "…"»: a paper or a court says so by finding it; who finds a thing has not said anything."""
    if one.source is None or cue.lemma_.lower() not in cues("finding"):
        return False
    return cue.doc[one.source.head].lemma_.lower() in cues("finders")


def _is_told_in(one: Stretch, given: Token) -> bool:
    """Whether words tell of what is given: «her "deepest" thanks», «doubts over the "…"»; not to whom it is."""
    if given.left_edge.i <= one.first <= given.i:
        return True
    behind = word_behind(given)
    told = behind.dep_ == "prep" and (behind.lower_ != "to" or given.lemma_.lower() in cues("paid"))
    return told and behind.i < one.first <= behind.right_edge.i
