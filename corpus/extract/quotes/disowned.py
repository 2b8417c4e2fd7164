"""Words that nobody owns up to: denied, refused, withheld, in doubt, withdrawn by a paper, put in a mouth by a fake.

What counts is what stands above the words in the parse: a verb of saying that is negated («never said "…"»), one that
another verb withholds («declined to call it "…"»), a clause that is contradicted («denied that it was "…"»), and whose
account of it the sentence gives («a doctored clip shows her saying "…"»). Words beside them, as in «declined to pay,
saying "…"», are their speaker's.
"""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from corpus.document.parse import OUTSIDE, Parse
from corpus.extract.quotes.sources import speaking
from corpus.knowledge import read_table
from corpus.knowledge.attribution import cues

if TYPE_CHECKING:
    from spacy.tokens import Token

Link = tuple["Token", "Token"]
"""A token and the one that it hangs on."""

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_VERBS = frozenset({"VERB", "AUX"})
_OBJECTS = frozenset({"dobj", "ccomp", "xcomp", "acomp", "attr", "advmod"})
_BESIDE = frozenset({"relcl", "nsubj", "csubj", "parataxis"})
"""What hangs on a word so is not part of what that word denies."""


def is_disowned(parse: Parse, first: int, last: int, cue: int | None) -> bool:
    """Whether the words from token `first` to `last`, or what the cue of theirs says, are denied, withdrawn or fake."""
    heads = _heads(parse, first, last)
    if cue is not None and any(token.text in (".", "?", "!") for token in parse.doc[cue:first]):
        cue = None  # What a sentence before them denies («He did not say when. "…"») is something else.
    if cue is not None and _is_explained(parse, first, cue):
        return _is_retold(parse, parse.doc[cue], cue)
    apart = cue is not None and not any(above.i == cue for head in heads for above in head.ancestors)
    starts = [*heads, *([parse.doc[cue]] if cue is not None and apart else [])]
    return any(_is_denied(parse, start, cue) or _is_retold(parse, start, cue) for start in starts)


def _is_explained(parse: Parse, first: int, cue: int) -> bool:
    """«did not agree: "…"», «did not say why: "…"»: what stands after the colon gives the reason, and was said."""
    verb = parse.doc[cue]
    before = next((token for token in reversed(parse.doc[cue:first]) if not token.is_space), verb)
    if before.text != ":":
        return False
    own = any(child.dep_ in _OBJECTS and parse.inside[child.i] == OUTSIDE for child in verb.children)
    return own or verb.lemma_.lower() not in cues("strong") - _listed("contradicting") - cues("wishing")


def _heads(parse: Parse, first: int, last: int) -> list["Token"]:
    """The word that a stretch hangs on the rest of its sentence with; none where it is sentences of its own."""
    stretch = parse.doc[first : last + 1]
    hanging = (token for token in stretch if not token.is_punct and not token.is_space)
    return next(([token] for token in hanging if not first <= token.head.i <= last), [])


@cache
def _listed(kind: str) -> frozenset[str]:
    words: str = read_table("attribution.toml")["disowned"][kind]["words"]
    return frozenset(words.split())


# --------------------------------------------------------------------------- denied, refused, withheld


def _is_denied(parse: Parse, start: "Token", cue: int | None) -> bool:
    """Climbs from the words, or from their cue, through what they are part of."""
    said = start if start.i == cue else None
    if said is not None and _denies(parse, said, said, said):
        return True
    for below, above in _links(start):
        if parse.inside[above.i] != OUTSIDE:
            continue
        if below.lower_ in _listed("excepting") and below.dep_ in ("prep", "cc", "mark"):
            return said is not None and _is_without(below)
        if said is None and (above.i == cue or _is_saying(above)):
            said = above
        if _denies(parse, below, above, said):
            return True
    return False


def _links(start: "Token") -> Iterator[Link]:
    below = start
    for above in start.ancestors:
        if _is_beside(below, above):
            return
        yield below, above
        below = above


def _is_beside(below: "Token", above: "Token") -> bool:
    if below.dep_ == "conj":
        return not _shares_negation(below, above)
    if below.dep_ == "acl":
        return below.tag_ == "VBG"
    if below.dep_ == "pcomp":
        return above.lower_ not in _listed("reaching") and not _is_without(above)
    if below.dep_ == "advcl":
        return not any(word.tag_ == "TO" for word in below.lefts)
    return below.dep_ in _BESIDE


def _shares_negation(second: "Token", first: "Token") -> bool:
    """«did not say or write», «has not come out and said»; not «did not pay but said»."""
    joining = {child.lower_ for child in first.children if child.dep_ in ("cc", "preconj") and child.i < second.i}
    own = any(child.dep_ in ("aux", *_SUBJECTS) for child in second.children)
    return not joining & _listed("excepting") and (second.tag_ in ("VB", "VBN", "VBG") or "or" in joining) and not own


def _is_saying(token: "Token") -> bool:
    lemma = token.lemma_.lower()
    return token.pos_ in _VERBS and lemma in (cues("strong") | cues("uttering")) - cues("wishing")


def _denies(parse: Parse, below: "Token", above: "Token", said: "Token | None") -> bool:
    """Whether `above` denies what hangs on it by `below`; `said` is the verb of saying at or beneath it."""
    lemma = above.lemma_.lower()
    if above.pos_ in _NOUNS:
        return lemma in _listed("denials") and below.dep_ in ("acl", "prep")
    if above.pos_ not in _VERBS:
        return said is not None and _is_without(above)
    if lemma in _listed("contradicting") and below is not above:
        return _is_contradicted(below, above)
    if _is_presupposed(below):
        return False
    negated = _is_negated(parse, above, below)
    if said is not None and said is not above and lemma in _listed("withholding"):
        return not (negated and lemma in _listed("cancelling"))
    saying = said is above or _is_saying(above) or lemma in cues("believing")
    reached = (
        said is not None
        and (below.dep_ != "ccomp" or lemma == "be" or _is_infinitive(below))
        and lemma not in _listed("cancelling")
    )
    return (saying or reached) and (negated or _is_supposed(above) or _is_untrue(above))


def _is_without(preposition: "Token") -> bool:
    """«without», «short of», «instead of», «rather than»."""
    before = preposition.nbor(-1).lower_ if preposition.i else ""
    return preposition.lower_ in _listed("withholding_prepositions") or before in _listed("preferring")


def _is_contradicted(below: "Token", above: "Token") -> bool:
    """«denied that it was "…"», «rejected the claim that …», «denied "…"»; not «rejected it as "…"»."""
    if below.dep_ in ("ccomp", "xcomp"):
        return True
    if below.dep_ not in ("dobj", "prep") or below.lower_ == "as":
        return False
    clauses = (child for child in below.rights if child.dep_ in ("acl", "ccomp"))
    return above.lemma_.lower() == "deny" or any(clause.tag_ != "VBG" for clause in clauses)


def _is_presupposed(clause: "Token") -> bool:
    """«did not say why she had called it "…"»: so she had."""
    return any(child.dep_ == "advmod" and child.lower_ in _listed("presupposing") for child in clause.lefts)


def _is_negated(parse: Parse, verb: "Token", below: "Token") -> bool:
    """«never said», «nobody said», «hardly said», «has yet to say»; not «has not only said»."""
    beside = [child for child in verb.children if parse.inside[child.i] == OUTSIDE]
    if any(child.dep_ == "neg" and not _is_only(child) for child in beside):
        return True
    adverbs = {child.lower_ for child in beside if child.dep_ == "advmod"}
    if adverbs & _listed("negative_adverbs"):
        return True
    if verb.dep_ == "conj" and any(_is_without(child) for child in verb.head.rights if child.dep_ == "cc"):
        return True
    if "yet" in adverbs and _is_infinitive(below):
        return True
    if any(child.dep_ in (*_SUBJECTS, "dobj", "dative") and _is_nobody(child) for child in beside):
        return True
    return _is_inverted(verb) and any(_is_nobody(noun) for child in beside for noun in child.children)


def _is_infinitive(clause: "Token") -> bool:
    return clause.dep_ in ("xcomp", "ccomp") and any(word.tag_ == "TO" for word in clause.lefts)


def _is_inverted(verb: "Token") -> bool:
    """«At no point did she say»."""
    order = [child.dep_ for child in verb.lefts if child.dep_ in ("prep", "aux", "nsubj")]
    return order[:3] == ["prep", "aux", "nsubj"]


def _is_only(negation: "Token") -> bool:
    following = negation.nbor() if negation.i + 1 < len(negation.doc) else None
    return following is not None and following.lower_ in _listed("not_only")


def _is_nobody(subject: "Token") -> bool:
    words = (word for word in (subject, *subject.lefts) if word.i + 1 < len(word.doc) and not word.nbor().like_num)
    return any(word.lower_ in _listed("nobody") for word in words)


def _is_supposed(verb: "Token") -> bool:
    """«if she says "…"», «asked whether she had said "…"», «allegedly said "…"», «would have said "…"»."""
    helping = {child.lower_ for child in verb.lefts if child.dep_ == "aux"}
    if "have" in helping and helping & _listed("unreal"):
        return True
    return any(
        (child.dep_ == "mark" and child.lower_ in _listed("supposing"))
        or (child.dep_ == "advmod" and child.lower_ in _listed("doubtful"))
        for child in verb.lefts
    )


def _is_untrue(verb: "Token") -> bool:
    """«It was untrue that she had said "…"»."""
    return any(child.dep_ == "acomp" and child.lower_ in _listed("untrue") for child in verb.rights)


# --------------------------------------------------------------------------- corrected, misquoted, faked


def _is_retold(parse: Parse, start: "Token", cue: int | None) -> bool:
    """Whether the words come by way of a fake, a misquotation or what a paper has since corrected."""
    below, saying, nouns_only = start, False, False
    for above in (start, *start.ancestors):
        outside = parse.inside[above.i] == OUTSIDE
        saying = saying or above.i == cue or (outside and _is_saying(above))
        if outside and above.pos_ in _NOUNS and saying and _is_fake(above):
            return True
        if outside and above.pos_ in _VERBS and saying and not nouns_only and _misreports(above, below):
            return True
        if above.dep_ in ("advcl", "conj"):
            return False
        nouns_only = nouns_only or above.dep_ == "relcl" or (above.dep_ == "acl" and above.tag_ == "VBG")
        below = above
    return False


def _misreports(verb: "Token", below: "Token") -> bool:
    if verb.lemma_.lower() in _listed("misquoting"):
        return True
    adverbs = {child.lower_ for child in verb.children if child.dep_ == "advmod"}
    if adverbs & _listed("wrongly") and verb is not below and _holds_saying(verb, below):
        return True
    subject = speaking(verb)
    if subject is not None and (_is_fake(subject) or _is_withdrawn(subject, adverbs)):
        return True
    places = (child for child in verb.children if child.dep_ in ("prep", "agent") and child.lower_ in _listed("within"))
    return any(_is_fake(noun) for place in places for noun in place.children if noun.dep_ == "pobj")


def _holds_saying(verb: "Token", below: "Token") -> bool:
    """«wrongly quoted X as saying», «wrongly reported that X had said»; who «wrongly said "…"» did say it."""
    between = [below, *(child for child in below.children if child.dep_ == "pcomp")]
    return any(_is_saying(token) for token in between)


def _is_fake(noun: "Token") -> bool:
    """«a doctored clip», «a parody account», «a deepfake», «a clip that was doctored»."""
    beside = {child.lower_ for child in noun.children if child.dep_ in ("amod", "compound", "nmod", "relcl", "acl")}
    return noun.lower_ in _listed("fakes") or bool(beside & (_listed("fakes") | _listed("fake")))


def _is_withdrawn(subject: "Token", adverbs: set[str]) -> bool:
    """«an earlier version of this article said», «the article originally said»."""
    former = {child.lower_ for child in subject.lefts} & _listed("former")
    if subject.lemma_.lower() in _listed("articles"):
        return bool(former or adverbs & _listed("formerly"))
    whole = [noun for child in subject.rights if child.lower_ == "of" for noun in child.children]
    of_article = not whole or any(noun.lemma_.lower() in _listed("articles") for noun in whole)
    return subject.lemma_.lower() in _listed("versions") and bool(former) and of_article
