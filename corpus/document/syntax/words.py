"""Verbs, nouns and what joins them: the small questions that every reader asks of a parse."""

from collections.abc import Iterator
from functools import partial

from corpus.document.parse import OUTSIDE, quotation_of
from corpus.document.tokens import Token
from corpus.knowledge import united, words_of
from corpus.knowledge.attribution import cues

listed = partial(words_of, "syntax.toml")
RELATIVES = frozenset({"who", "which", "that"})
_VERBAL = frozenset({"VERB", "AUX"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


def is_misread_participle(token: Token) -> bool:
    """«Quizzed on the plan, she …»: a participle that opens a sentence, which the parse takes for a name."""
    return token.dep_ == "advcl" and token.tag_ == "NNP" and token.lower_.endswith("ed")


def is_verb(token: Token) -> bool:
    return token.pos_ in _VERBAL or is_misread_participle(token)


def is_noun(token: Token) -> bool:
    return token.pos_ in _NOMINAL


def word_before(token: Token) -> Token:
    """The token before; for the first of the text itself."""
    return token.doc[max(token.i - 1, 0)]


def word_behind(token: Token) -> Token:
    """The token behind; for the last of the text itself."""
    return token.doc[min(token.i + 1, len(token.doc) - 1)]


def conjuncts(token: Token) -> Iterator[Token]:
    """The token and what is joined to it by "and" or a comma, without nouns that are left out: "A and not B"."""
    if not is_left_out(token):
        yield token
    for child in token.rights:
        if child.dep_ == "conj":
            yield from conjuncts(child)


def is_left_out(noun: Token) -> bool:
    """Whether a noun of a list is named as the one it does not hold of: "but not B", "rather than B", "all but B"."""
    if not is_noun(noun):
        return False
    own = (
        child for child in noun.lefts if child.lower_ == "not" and word_behind(child).lower_ not in listed("not_only")
    )
    if any(own) and (noun.dep_ == "conj" or is_corrected(noun)):
        return True
    before = noun.doc[max(noun.left_edge.i - 1, 0)]
    beside = {word.lower_ for word in (before.head, *before.head.lefts)}
    excepted = before.lower_ in listed("sparing") and bool(beside & listed("whole"))
    return excepted or (before.dep_ == "cc" and is_preferred(before))


def is_corrected(noun: Token) -> bool:
    """Whether a "but" behind a noun brings another: "not A but B"."""
    after = [child.lower_ for child in noun.rights if child.dep_ in ("cc", "conj")]
    return "but" in after[:1]


def is_preferred(word: Token) -> bool:
    """The "than" of "rather than"."""
    return word.i > 0 and word.lower_ in ("than", "of") and word_before(word).lower_ in listed("preferring")


def nouns_behind(preposition: Token) -> list[Token]:
    """The nouns that a preposition governs, without those joined to them; [] for any other word."""
    return [noun for noun in preposition.children if noun.dep_ == "pobj"]


def is_called(beside: Token) -> bool:
    """Whether what stands beside a noun is a name: «her son, Luka»; not «the skipper, a Dutchman»."""
    return beside.dep_ == "appos" and beside.pos_ == "PROPN" and not any(left.dep_ == "det" for left in beside.lefts)


def is_relative(verb: Token) -> bool:
    """Whether a verb tells of the noun before it («the plan which Oslo called a circus»), or is joined to one."""
    while verb.dep_ == "conj" and is_verb(verb.head):
        verb = verb.head
    return bool(verb.dep_ == "relcl")


def has_what(verb: Token) -> bool:
    """Whether "what" is the object before a verb («what Oslo called a circus»)."""
    return any(child.tag_ == "WP" and child.dep_ in ("dobj", "pobj", "oprd", "ccomp") for child in verb.lefts)


def is_infinitive(clause: Token) -> bool:
    """«to leave», «to be shown»; «to have left» tells what has happened."""
    helpers = {word.lower_ for word in clause.lefts if word.dep_ in ("aux", "auxpass")}
    return "to" in helpers and "have" not in helpers


def verb_over(token: Token) -> Token | None:
    """The nearest verb above a token; None if there is none."""
    return next((above for above in token.ancestors if is_verb(above)), None)


def clause_over(token: Token) -> Token | None:
    """The verb of the clause around a token, itself if it is one; None in a sentence without a verb."""
    return token if is_verb(token) else verb_over(token)


def finite_over(verb: Token) -> Token:
    """The verb itself, or the one that an infinitive or a gerund hangs on: "asked" in "asked her to pay on a visit"."""
    while verb.dep_ in ("xcomp", "pcomp") and verb.tag_ in ("VB", "VBG"):
        above = verb_over(verb)
        if above is None:
            break
        verb = above
    return verb


def is_beside(one: Token, other: Token) -> bool:
    """Whether two tokens stand in the same quotation, or both in none."""
    return quotation_of(one) == quotation_of(other)


def is_quoted_from(event: Token, other: Token) -> bool:
    """Whether `other` stands in a quotation that `event` does not stand in."""
    return quotation_of(other) not in (OUTSIDE, quotation_of(event))


def says(verb: Token) -> bool:
    """Whether a verb may bring what somebody says."""
    return verb.lemma_.lower() in united(cues("speech"), cues("strong"), cues("uttering"), cues("going_on"))


def age_of(token: Token) -> str | None:
    """The "25" of «25-year-old», seen from its "old"; None for any other word."""
    words = token.doc[max(0, token.i - 4) : token.i]
    return words[0].text if token.lower_ == "old" and words[1:].text.lower() == "-year-" else None
