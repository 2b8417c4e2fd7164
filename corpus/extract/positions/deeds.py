"""What a complement speaks of: harm, a grant, a restriction. The words are in ``knowledge/deeds.toml``."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from corpus.document.entities.actor import base, listed
from corpus.document.syntax import (
    conjuncts,
    is_infinitive,
    is_negated,
    is_noun,
    is_verb,
    nouns_behind,
    subject_of,
    subjects_of,
)
from corpus.document.tokens import Token
from corpus.extract.positions.clauses import complements
from corpus.extract.positions.modality import modal_of
from corpus.knowledge import united, words_of
from corpus.knowledge.vocabulary import is_of_an_issue, issue_in

deed_words = partial(words_of, "deeds.toml")
kinds = partial(words_of, "nouns.toml")
_DEEPEST = 4
_DEEDS = ("grant_verbs", "meetings", "refused_verbs", "stop_verbs")


def holds(kind: str, roots: Sequence[Token], *, deep: bool = True) -> bool:
    """Whether a complement, given by its roots, is of a class: its verbs and objects, or for wide classes any word.

    Without `deep` only its own roots count, and nothing that they govern.
    """
    if (test := _TESTS.get(kind)) is not None:
        return test(roots)
    words = deed_words(kind) | (deed_words("meetings") if kind == "grant_verbs" else frozenset())
    wide = _all if kind in deed_words("wide") else _heads
    tokens = wide(roots) if deep else (one for root in roots for one in conjuncts(root))
    return any(token.lemma_.lower() in words and not _publishes(token) for token in tokens)


def _is_bidden(roots: Sequence[Token]) -> bool:
    return any(is_infinitive(root) for root in roots) and not any(map(_is_own_action, roots))


def _is_doing(root: Token) -> bool:
    return is_infinitive(root) or any(mark.lower_ == "that" for mark in root.lefts)


def _is_of_an_issue(root: Token) -> bool:
    return issue_in("".join(word.text_with_ws for word in root.subtree)) is not None


def _is_guess(root: Token) -> bool:
    return modal_of(root) in ("may", "might", "can", "could", "would")


def _is_fact(root: Token) -> bool:
    return _states(root) or _states_beside(root)


def _is_woe(root: Token) -> bool:
    return any(word.lemma_.lower() in deed_words("woes") for word in (root, *subjects_of(root)))


def _is_bare_thing(root: Token) -> bool:
    return is_noun(root) and root.lemma_.lower() in deed_words("bare_things")


def _is_of_particulars(verb: Token) -> bool:
    """«to discuss the details», «to go into specifics»: what is kept silent about, not what is refused."""
    told = verb.lemma_.lower() in deed_words("talked_about")
    return told and any(noun.lemma_.lower() in deed_words("particulars") for noun in _things(verb))


def _publishes(verb: Token) -> bool:
    """«to release the figures» grants nothing."""
    return verb.lemma_ == "release" and any(thing.lemma_.lower() in deed_words("texts") for thing in _things(verb))


def _states(clause: Token) -> bool:
    """Whether a clause tells how things are, and not what is to be done: "insisted that it had paid"."""
    finite = [token for token in (clause, *clause.lefts) if is_verb(token)]
    told = any(token.tag_ in ("VBZ", "VBD") or (token.tag_ == "VBP" and token.pos_ == "AUX") for token in finite)
    return clause.dep_ == "ccomp" and told


def _states_beside(noun: Token) -> bool:
    """«suggested at a meeting that the rule was old»: what is stated, though the parse hangs it on the place."""
    return noun.head.lower_ in ("at", "in", "during") and any(
        child.dep_ in ("relcl", "acl") and any(mark.dep_ == "mark" and mark.lower_ == "that" for mark in child.lefts)
        for child in noun.rights
    )


def is_any_harm(roots: Sequence[Token]) -> bool:
    """Whether a complement is harm: by what it says is done, else by the thing it names."""
    clauses = [root for root in roots if is_verb(root)]
    return any(is_harm(root) for root in clauses or roots)


def is_harm(root: Token, depth: int = 0) -> bool:
    """Whether doing this hurts somebody: "impose sanctions", "attack", "break off the talks"."""
    if is_noun(root):
        return root.lemma_.lower() in deed_words("harm_nouns")
    if is_negated(root):
        return False
    lemma = root.lemma_.lower()
    things = {noun.lemma_.lower() for noun in _things(root)}
    if things & deed_words("bad_targets"):
        return False
    if lemma in deed_words("harm_verbs") or (lemma in deed_words("impose_verbs") and things & deed_words("bad_things")):
        return True
    if lemma in deed_words("stop_verbs") and _stopped(root, things) & deed_words("good_things"):
        return True
    inner = [child for child in root.children if child.dep_ in ("xcomp", "conj") and is_verb(child)]
    return depth < _DEEPEST and any(is_harm(child, depth + 1) for child in inner)


def _stopped(verb: Token, things: set[str]) -> set[str]:
    """What a verb of stopping stops: its object where it has one, for troops leave a strait and close none."""
    objects = [child for child in verb.children if child.dep_ in ("dobj", "nsubjpass")]
    own = {noun.lemma_.lower() for thing in objects for one in conjuncts(thing) for noun in (one, *_of(one))}
    return own or things


def is_courtesy(verb: Token, roots: Sequence[Token]) -> bool:
    """Whether nothing is done but what is due among guests or players: "offered tea", "welcomed the president"."""
    nouns = [root for root in roots if is_noun(root)]
    if not nouns or any(is_verb(root) for root in roots):
        return False
    if verb.lemma_.lower() in deed_words("greeting") and all(_is_thing(noun) or noun.tag_ == "PRP" for noun in nouns):
        return True
    social = deed_words("courtesies") | deed_words("sport")
    heads = [{noun.lemma_.lower(), *(child.lemma_.lower() for child in noun.lefts)} for noun in nouns]
    return any(words & social for words in heads)


def is_somebody(noun: Token) -> bool:
    return noun.lemma_.lower() in kinds("persons") | kinds("groups")


def _is_thing(noun: Token) -> bool:
    """Whether a noun is no idea, text or act: somebody, or something that one can touch."""
    return is_noun(noun) and (is_somebody(noun) or noun.lemma_.lower() in kinds("things"))


def is_mere_thing(noun: Token, *, somebody: bool = False) -> bool:
    """Whether a noun is a thing that nobody negotiates about: a trophy or a dog, but no missiles and no borders.

    With `somebody` people count as things, too.
    """
    known = kinds("things") | kinds("persons" if somebody else "things")
    if noun.pos_ != "NOUN" or noun.lemma_.lower() not in known:
        return False
    return not is_of_an_issue("".join(word.text_with_ws for word in noun.subtree))


def is_grant(root: Token) -> bool:
    return root.lemma_.lower() in deed_words("grant_verbs")


def is_deed(verb: Token) -> bool:
    """Whether a verb tells something that one party can do to or for another."""
    return any(verb.lemma_.lower() in deed_words(kind) for kind in _DEEDS)


def is_negotiated(noun: Token) -> bool:
    return noun.lemma_.lower() in deed_words("good_things") or issue_in(noun.text) is not None


def is_refusal(verb: Token) -> bool:
    """Whether not doing this refuses something: "will not recognise"."""
    return verb.lemma_.lower() in deed_words("refused_verbs")


def _things(verb: Token) -> Iterator[Token]:
    """The objects of a verb, with what "of" says they are of."""
    for thing in complements(verb):
        if is_noun(thing):
            for noun in conjuncts(thing):
                yield noun
                yield from _of(noun)


def _of(noun: Token) -> Iterator[Token]:
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in ("of", "in", "on", "against"):
            yield from nouns_behind(child)
        elif child.dep_ in ("compound", "amod"):
            yield child


def _heads(roots: Iterable[Token], depth: int = 0) -> Iterator[Token]:
    for root in roots:
        for token in conjuncts(root):
            yield token
            if is_noun(token):
                yield from _of(token)
            elif depth < _DEEPEST:
                yield from _heads(complements(token), depth + 1)


def _all(roots: Iterable[Token]) -> Iterator[Token]:
    for root in roots:
        told = [child for child in root.rights if child.dep_ in ("relcl", "acl") and is_noun(root)]
        aside = {word for clause in told for word in (clause.subtree if clause.dep_ == "relcl" else [clause])}
        yield from (word for word in root.subtree if word not in aside)


def _threatens(root: Token) -> bool:
    words = deed_words("threat_words")
    return any(token.lemma_.lower() in words for token in root.subtree)


def _is_of_oneself(root: Token) -> bool:
    """«warned that it would attack», «warned Mali of reprisals»; but not "warned of reprisals", "that rebels would"."""
    above = root.head.head if root.dep_ == "pobj" else root.head
    if is_noun(root):
        return is_noun(above) or any(child.dep_ in ("dobj", "dative") for child in above.rights)
    subject, warner = subject_of(root), subject_of(above)
    if subject is None or warner is None or any(child.dep_ == "expl" for child in root.lefts):
        return False
    own = any(child.tag_ == "PRP$" for child in subject.lefts) or _is_own_rank(subject)
    return own or subject.tag_ == "PRP" or subject.text == warner.text


def _is_own_deed(root: Token) -> bool:
    """«denied arming rebels», «denied that its army had fired»: what is held against who denies it, and no overture."""
    own = is_verb(root) and _is_of_oneself(root) and not is_negated(root)
    return own and not modal_of(root) and not holds("overtures", [root])


def _is_own_rank(noun: Token) -> bool:
    """«its army», «the security forces»: who takes orders, unless a word tells that they are of somebody else."""
    ranks = united(listed("arms"), listed("bodies"), listed("spokespeople"), deed_words("ranks"))
    told = (*noun.lefts, *(behind for child in noun.rights for behind in nouns_behind(child)))
    foreign = (child.tag_ in ("NNP", "NNPS", "JJ") and child.text[:1].isupper() for child in told)
    return base(noun) in ranks and not any(foreign)


def _is_own_action(root: Token) -> bool:
    """Whether it is the subject itself that is to act: "wants to travel", but not "wants Mali to travel"."""
    controlled = any(child.dep_ in ("dobj", "dative") for child in root.head.children)
    return is_verb(root) and root.dep_ in ("xcomp", "advcl") and not controlled


def _any(test: Callable[[Token], bool]) -> Callable[[Sequence[Token]], bool]:
    return lambda roots: any(map(test, roots))


def _all_are(test: Callable[[Token], bool]) -> Callable[[Sequence[Token]], bool]:
    return lambda roots: bool(roots) and all(map(test, roots))


_TESTS: Mapping[str, Callable[[Sequence[Token]], bool]] = {
    "harm": is_any_harm,
    "things": _all_are(_is_thing),
    "bare_things": _all_are(_is_bare_thing),
    "somebody": _all_are(lambda root: is_somebody(root) or base(root) in listed("offices")),
    "own_harm": _any(lambda root: _is_of_oneself(root) and (is_harm(root) or _threatens(root))),
    "own_action": _any(_is_own_action),
    "own_ranks": _any(_is_own_rank),
    "own_deed": _any(_is_own_deed),
    "bidden": _is_bidden,
    "doing": _any(_is_doing),
    "deed": _any(lambda root: is_verb(root) and is_deed(root)),
    "particulars": _any(_is_of_particulars),
    "woes": _any(_is_woe),
    "issue": _any(_is_of_an_issue),
    "fact": _any(_is_fact),
    "guess": _any(_is_guess),
}
"""The classes that are told by more than a list of words."""
