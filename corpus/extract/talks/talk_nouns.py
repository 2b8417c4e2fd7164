"""The words that name talks, and what the words around them tell: which talks, one or several, named before or not."""

from functools import partial

from corpus.document.dates.days import month_of, numbers
from corpus.document.entities.actor import base
from corpus.document.parse import Parse
from corpus.document.tokens import Token
from corpus.extract.talks.attendance import governed, nouns
from corpus.extract.talks.standing import adjectives, verbs
from corpus.knowledge import words_of

naming = partial(words_of, "talks.toml", "nouns")


def is_talks(token: Token) -> bool:
    """Whether a word names talks, and neither part of another name ("summit venue") nor a meeting of one body."""
    lemma = base(token)
    if lemma == "round" and not token.n_rights and is_another((token,)):
        return True
    if token.lower_ != "talks" and lemma not in naming("strong") and lemma not in naming("weak"):
        return lemma in naming("tables") and any(child.lower_ in naming("of_talks") for child in token.lefts)
    if token.tag_ == "VBZ":
        return token.lower_ == "talks" and _is_misread(token)
    if token.pos_ not in ("NOUN", "PROPN") or token.dep_ == "compound":
        return False
    before = {child.lower_ for child in token.lefts if child.dep_ in ("compound", "amod", "nmod")}
    if lemma in naming("weak") and before & naming("not_talks") and not _is_of_delegates(token):
        return False
    called_for = (noun for noun in governed(token, "for", "on", "to") if not is_of_the_calendar(noun))
    return lemma != "call" or not any(called_for)


def is_of_the_calendar(noun: Token) -> bool:
    """Whether a noun, or the name before it, is a day or a month: "Sunday evening"."""
    of_day = any(child.text in numbers("weekdays") for child in (noun, *noun.lefts))
    return of_day or month_of(noun.text) > 0 or any(map(str.isdigit, noun.text))


def is_named_after_places(talks: Token) -> bool:
    """As in "the Doha talks", "the Doha meeting"; a conversation is named after people only."""
    return talks.lower_ == "talks" or talks.lemma_.lower() in naming("strong") | {"meeting", "conference"}


def is_strong(talks: Token) -> bool:
    """Whether the word alone means talks between parties: "talks", "summit", "peace conference"."""
    if talks.lower_ in {"talks", "one", "round"} | adjectives("ordinal"):
        return True
    if base(talks) in naming("strong") | naming("tables"):
        return True
    if any(any(noun.conjuncts) or noun.tag_ in ("NNS", "NNPS") for noun in governed(talks, "between")):
        return True
    return _is_of_delegates(talks) or any(child.lower_ in adjectives("between_parties") for child in talks.lefts)


def _is_of_delegates(talks: Token) -> bool:
    return any(noun.tag_ in ("NNS", "NNPS") and base(noun) in nouns("delegates") for noun in governed(talks, "of"))


def is_one_of_them(parse: Parse, token: Token, counted: Token) -> bool:
    """As in "has attended one", "the first took place in May", in the sentence after "four rounds of talks"."""
    near = parse.sentence_numbers[token.i] - parse.sentence_numbers[counted.i] in (0, 1)
    verb = token.head.lemma_.lower()
    if token.lower_ == "one":
        return near and token.dep_ == "dobj" and verb in verbs("attend")
    ordinal = token.lower_ in adjectives("ordinal") and token.dep_ in ("nsubj", "nsubjpass") and not token.n_rights
    return near and ordinal and verb in verbs("conduct") | verbs("beginning") | {"take"}


def is_definite(names: tuple[Token, ...]) -> bool:
    if is_another(names):
        return False
    for name in names:
        for child in name.lefts:
            if child.dep_ == "poss" or (child.dep_ == "det" and child.lower_ in ("the", "these", "this", "those")):
                return True
    return False


def is_another(names: tuple[Token, ...]) -> bool:
    """Whether they are counted on from others: "the next summit", "a second round"."""
    return any(child.lower_ in adjectives("another") for name in names for child in name.lefts)


def is_several(names: tuple[Token, ...]) -> bool:
    """Whether it is a summary of more than one: "several rounds of talks", "a series of meetings"."""
    if names[0].lemma_.lower() in ("day", "week", "month", "hour", "phase"):
        return False
    if names[0].lemma_.lower() in ("series", "cycle"):
        return True
    if len(names) == 1 and names[0].lower_ == "talks":
        return False
    before = {child.lower_ for name in names for child in name.lefts}
    return names[0].tag_ in ("NNS", "NNPS") and bool(before & adjectives("several"))


def _is_misread(token: Token) -> bool:
    """As in "after Istanbul talks": the parser may take the noun for a verb, and the place for its subject."""
    return any(child.dep_ == "mark" and child.lower_ in ("after", "before", "during") for child in token.children)
