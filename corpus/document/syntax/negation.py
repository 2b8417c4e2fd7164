"""Whether a clause says that it is not so."""

from corpus.document.syntax.words import is_beside, is_corrected, is_preferred, listed, word_before, word_behind
from corpus.document.tokens import Token
from corpus.knowledge import united


def is_negated(verb: Token) -> bool:
    """Whether a clause says that it is not so: "not", "never", "hardly", "no longer", "nobody said", "rather than say".

    "Not only said" is no negation, and a "not" on the other side of a quotation mark belongs to other words.
    """
    beside = [child for child in verb.children if is_beside(child, verb)]
    if any(_negates(child) for child in beside):
        return True
    if any(token.i > verb.sent.start and is_preferred(token.nbor(-1)) for token in (verb, verb.left_edge)):
        return True
    if any(child.dep_ in ("nsubj", "nsubjpass", "csubj") and is_nobody(child) for child in beside):
        return True
    phrases = (noun for child in verb.children if child.dep_ == "prep" for noun in child.children if is_nobody(noun))
    return any(noun.lower_ in listed("negative_phrases") for noun in phrases)


def _negates(word: Token) -> bool:
    if word.dep_ == "neg" or word.lower_ in ("never", "not", "n't"):
        following = word_behind(word)
        return following.lower_ not in listed("not_only")
    if word.lower_ == "longer":
        return any(child.lower_ == "no" for child in word.lefts)
    if word.lower_ == "far":
        return any(child.lower_ == "from" for child in word.rights)
    return word.dep_ in ("advmod", "preconj", "cc") and word.lower_ in listed("negative_adverbs")


def is_nobody(noun: Token) -> bool:
    """Whether a subject or an object names none: "nobody", "no official", "hardly anyone", "few of them"."""
    beside = (word for word in (noun.left_edge, *noun.lefts) if word.dep_ != "poss")
    words = (word for word in (noun, *beside) if not word_behind(word).is_digit)
    none = united(listed("nobody"), listed("negative_adverbs"))
    found = (word for word in words if word.lower_ in none or (word.lower_ == "not" and not is_corrected(noun)))
    return any(not _is_a_few(word) for word in found)


def _is_a_few(word: Token) -> bool:
    return word.lower_ == "few" and word_before(word).lower_ in ("a", "the", "quite", "these", "those")
