"""The grammar of a clause, answered once for all readers: subject, agent, object, conjuncts, negation, the verb above.

The *subject* of a verb is what its clause says something of: the passive's too, and the one that it shares with the
clause it hangs on. Its *agent* is who does it: the subject of an active verb, whoever stands behind "by" in the
passive, nobody where that is not told. Both replace a relative pronoun by what it stands for. A verb without a subject
of its own takes one from around it, by control: the object of "accused Holt of calling", the subject of "promised Holt
to leave". What goes on with a report ("said that Peru had left and called it a day") is the reporter's.
"""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from corpus.document.parse import OUTSIDE, quotation_of
from corpus.knowledge import words_of
from corpus.knowledge.attribution import cues

if TYPE_CHECKING:
    from spacy.tokens import Token

RELATIVES = frozenset({"who", "which", "that"})
_VERBAL = frozenset({"VERB", "AUX"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
_DEEPEST = 8
"""Steps up the parse; a sentence whose parse is deeper than this has gone wrong."""


@cache
def _listed(kind: str) -> frozenset[str]:
    return words_of("syntax.toml", kind)


def is_verb(token: "Token") -> bool:
    return token.pos_ in _VERBAL


def is_noun(token: "Token") -> bool:
    return token.pos_ in _NOMINAL


def conjuncts(token: "Token") -> Iterator["Token"]:
    """The token and what is joined to it by "and" or a comma."""
    yield token
    for child in token.rights:
        if child.dep_ == "conj":
            yield from conjuncts(child)


def verb_over(token: "Token") -> "Token | None":
    """The nearest verb above a token; None if there is none."""
    return next((above for above in token.ancestors if is_verb(above)), None)


def clause_over(token: "Token") -> "Token | None":
    """The verb of the clause around a token, itself if it is one; None in a sentence without a verb."""
    return token if is_verb(token) else verb_over(token)


def object_of(verb: "Token") -> "Token | None":
    """The object that an active verb acts on, or the subject of the passive; None if there is none."""
    direct = next((child for child in verb.children if child.dep_ in ("dobj", "dative") and is_noun(child)), None)
    return subject_of(verb) if direct is None and is_passive(verb) else direct


def objects_of(verb: "Token") -> list["Token"]:
    """The object of a verb with those joined to it; [] if there is none."""
    found = object_of(verb)
    return [] if found is None else list(conjuncts(found))


def governed_clause(verb: "Token") -> "Token | None":
    """The verb of the clause that a verb governs ("said she *left*", "agreed to *leave*"); None if there is none."""
    return next((child for child in verb.children if child.dep_ in ("ccomp", "xcomp") and is_verb(child)), None)


# --------------------------------------------------------------------------- subject and agent


def subject_of(verb: "Token") -> "Token | None":
    """What the clause of `verb` says something of, in the passive too; None if the sentence does not tell."""
    return _subject(verb, 0)


def agent_of(verb: "Token") -> "Token | None":
    """Who does what `verb` says; None if the sentence does not tell, as in a passive without "by"."""
    if (named := _by_phrase(verb)) is not None:
        return named
    if is_passive(verb):
        return subject_of(verb) if verb.lemma_.lower() in _listed("states") else _agent_shared(verb)
    own = _own_subject(verb)
    if own is not None:
        return _antecedent(own, verb)
    head = _matrix(verb) if verb.dep_ in ("advcl", "conj") else verb.head
    through_agent = verb.dep_ == "advcl" and says(verb) and is_verb(head)
    return (agent_of(head) if through_agent else None) or subject_of(verb)


def agents_of(verb: "Token") -> list["Token"]:
    """All who do what `verb` says, those joined by "and" too; [] if the sentence does not tell."""
    found = agent_of(verb)
    return [] if found is None else list(conjuncts(found))


def subjects_of(verb: "Token") -> list["Token"]:
    """The subject of `verb` with those joined to it; [] if the sentence does not tell."""
    found = subject_of(verb)
    return [] if found is None else list(conjuncts(found))


def is_passive(verb: "Token") -> bool:
    """Whether the subject undergoes it: "was asked", and the bare participle of "Chile, asked to leave, …"."""
    helpers = {child.dep_ for child in verb.children}
    if helpers & {"nsubjpass", "auxpass"}:
        return True
    if verb.tag_ not in ("VBN", "VBD") or verb.pos_ != "VERB" or _has_perfect(verb):
        return False
    if _by_phrase(verb) is not None or (verb.lemma_.lower() in _listed("needing_object") and _lacks_object(verb)):
        return True
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and not helpers & _SUBJECTS:
        return is_passive(verb.head)
    return not helpers & _SUBJECTS and verb.dep_ in ("acl", "advcl")


def _has_perfect(verb: "Token") -> bool:
    return any(child.dep_ == "aux" and child.lower_ in _listed("perfect") for child in verb.children)


def _lacks_object(verb: "Token") -> bool:
    deps = {child.dep_ for child in verb.children}
    return "prep" in deps and not deps & {"dobj", "ccomp", "xcomp"}


def _by_phrase(verb: "Token") -> "Token | None":
    """Whoever stands behind "by": also behind what an object predicate says («called "a fool" by Gauss»)."""
    governed = (noun for by in _bys(verb) for noun in by.children if noun.dep_ == "pobj")
    return next((noun for noun in governed if noun.lower_ not in _listed("deadlines") and not noun.like_num), None)


def _bys(verb: "Token") -> Iterator["Token"]:
    for child in verb.children:
        if child.dep_ == "agent":
            yield child
    bare = verb.tag_ in ("VBN", "VBD") and verb.dep_ in ("acl", "advcl")
    if not (bare or _is_set_off(verb) or any(child.dep_ == "auxpass" for child in verb.children)):
        return
    for child in verb.rights:
        if child.dep_ in ("oprd", "dobj", "attr", "ccomp", "advcl", "prep"):
            yield from (by for by in child.subtree if by.lower_ == "by" and is_beside(verb, by))


def _is_set_off(verb: "Token") -> bool:
    """«Byron, called "a fool" by Gauss, left»: one comma alone never parts a subject from its verb."""
    before = verb.nbor(-1) if verb.i else verb
    own = next((child for child in verb.lefts if child.dep_ in ("nsubj", "nsubjpass")), None)
    return before.text == "," and own is not None and own.i == before.i - 1 and own.left_edge.i >= verb.sent.start


def is_beside(one: "Token", other: "Token") -> bool:
    """Whether two tokens stand in the same quotation, or both in none."""
    return quotation_of(one) == quotation_of(other)


def is_quoted_from(event: "Token", other: "Token") -> bool:
    """Whether `other` stands in a quotation that `event` does not stand in."""
    return quotation_of(other) not in (OUTSIDE, quotation_of(event))


def _subject(verb: "Token", depth: int) -> "Token | None":
    own = _own_subject(verb)
    if own is not None:
        return _antecedent(own, verb)
    if depth > _DEEPEST or verb.head.i == verb.i:
        return None
    return _shared_subject(verb, depth + 1)


def _own_subject(verb: "Token") -> "Token | None":
    """The subject that hangs on the verb, the nearest before it first; behind it only in «said the diplomat»."""
    before = [child for child in verb.lefts if child.dep_ in _SUBJECTS]
    if before:
        apart = len(before) > 1 and (before[-1].pos_ == "PROPN" or before[-1].left_edge.nbor(-1).is_punct)
        return _behind_participle(before[-1 if apart else 0], verb)
    on_helper = (noun for child in verb.lefts if child.dep_ in ("aux", "auxpass") for noun in child.lefts)
    behind = (child for child in (*on_helper, *verb.rights) if child.dep_ in ("nsubj", "nsubjpass"))
    return next(behind, None)


def _behind_participle(subject: "Token", verb: "Token") -> "Token":
    """«Echoing Byron, Gauss said»: what an apposition would be, had it a comma behind it, is the subject."""
    before = next(
        (token for token in reversed(verb.doc[subject.i : verb.i]) if token.dep_ not in ("aux", "advmod")), verb
    )
    opens = subject.left_edge.i == verb.sent.start
    if opens and before.dep_ == "appos" and before.i != subject.i and before.left_edge.nbor(-1).text == ",":
        return before
    return subject


def _antecedent(noun: "Token", verb: "Token") -> "Token":
    while verb.dep_ == "conj" and is_verb(verb.head):
        verb = verb.head
    return verb.head if verb.dep_ == "relcl" and noun.lower_ in RELATIVES else noun


def _agent_shared(verb: "Token") -> "Token | None":
    """The agent of «was welcomed and praised by Lind» is of both."""
    joined = (child for child in verb.rights if child.dep_ == "conj" and child.tag_ == "VBN")
    return next((named for child in joined if (named := _by_phrase(child)) is not None), None)


# --------------------------------------------------------------------------- whose subject a clause shares


def _shared_subject(verb: "Token", depth: int) -> "Token | None":
    head, dep = verb.head, verb.dep_
    if dep in ("acl", "relcl"):
        return _of_modifier(verb, depth)
    if dep == "pcomp":
        return _of_gerund(verb, depth)
    if dep in ("advcl", "conj") and (is_verb(head) or head.pos_ == "ADJ"):
        return _of_adjunct(verb, depth) if dep == "advcl" else _subject(_matrix(verb), depth)
    if dep in ("xcomp", "ccomp", "acomp", "attr", "oprd", "aux", "dep"):
        if dep in ("ccomp", "dep") and verb.tag_ not in ("VB", "VBG", "VBN"):
            return _subject_of_loose(verb, head) if dep == "dep" else None
        return _controller(verb, head, depth) if is_verb(head) else _subject(head, depth)
    return None


def _of_adjunct(verb: "Token", depth: int) -> "Token | None":
    """The subject of the clause, or the object that it is about: «saw Holt leaving», «read a petition, alleging …»."""
    head = verb.head
    if verb.tag_ == "VB" and head.dep_ == "acl" and head.tag_ == "VBN":
        return None  # «nothing is left to eat»
    thing = next((child for child in head.rights if child.dep_ == "dobj" and child.i < verb.i), None)
    if verb.tag_ == "VBG" and thing is not None:
        seen = head.lemma_.lower() in _listed("perceiving") and verb.left_edge.nbor(-1).text != ","
        if seen or (says(verb) and _speaks_for_itself(thing, head)):
            return thing
    return _subject(_matrix(verb), depth)


def _speaks_for_itself(paper: "Token", verb: "Token") -> bool:
    """Whether what a paper says is not what the subject of `verb` says, who only receives it."""
    if paper.lemma_.lower() not in _listed("papers"):
        return False
    return verb.lemma_.lower() in _listed("receiving") or _has_author(paper)


def says(verb: "Token") -> bool:
    """Whether a verb may bring what somebody says."""
    return verb.lemma_.lower() in cues("speech") | cues("strong") | cues("uttering") | cues("going_on")


def _matrix(verb: "Token") -> "Token":
    """The clause that a conjoined verb or a participle goes on with: of a report, the reporter's."""
    head = verb.head
    while head.dep_ in ("ccomp", "conj") and is_verb(head.head) and head.i != head.head.i:
        if _has_subject(head) and not (head.dep_ == "ccomp" and _goes_on_with(head.head, head, verb)):
            break
        head = head.head
    return head


def _goes_on_with(report: "Token", told: "Token", verb: "Token") -> bool:
    """Whether a verb behind what is told goes on with the report of it: it says, too, or stands outside its marks."""
    return says(report) and is_beside(report, verb) and (says(verb) or not is_beside(told, verb))


def _has_subject(verb: "Token") -> bool:
    return any(child.dep_ in _SUBJECTS for child in verb.children)


def _subject_of_loose(verb: "Token", head: "Token") -> "Token | None":
    """The subject of a verb that the parse hangs on nothing in particular: «overheard Holt say», «Men marching shouted»."""
    before = verb.nbor(-1) if verb.i else verb
    if before.dep_ == "dobj" and before.head.i == head.i:
        return before
    return _own_subject(head) if head.tag_ == "VBG" else None


def _controller(verb: "Token", head: "Token", depth: int) -> "Token | None":
    """The object of the verb above, where it has one and does not keep the doing to itself; else its subject."""
    if head.lemma_.lower() not in _listed("subject_control"):
        passed = [child for child in head.rights if child.dep_ in ("dobj", "dative") and child.i < verb.i]
        if passed and is_noun(passed[0]):
            return passed[0]
    return _subject(head, depth)


def _of_gerund(verb: "Token", depth: int) -> "Token | None":
    """«accused Holt of calling» is Holt's; «left before calling», «is known for calling» the subject's."""
    preposition = verb.head
    head = preposition.head
    if preposition.dep_ in ("prep", "agent") and head.dep_ == "prep":
        head = head.head
    if is_verb(head) and preposition.lower_ in _listed("object_prepositions"):
        return _controller(verb, head, depth)
    if is_verb(head) or head.pos_ == "ADJ":
        return _subject(head, depth)
    return _owner(head, depth) if is_noun(head) else None


def _of_modifier(verb: "Token", depth: int) -> "Token | None":
    """The noun that a participle or a relative clause describes, or who holds it out ("an offer to leave")."""
    noun = verb.head
    if verb.tag_ == "VB" and verb.left_edge.lower_ not in RELATIVES:
        return _owner(noun, depth)
    if verb.tag_ != "VBG" or verb.dep_ == "relcl":
        return noun
    over = verb_over(noun)
    if noun.dep_ in _SUBJECTS or over is None or not says(verb):
        return noun
    aside = noun.lemma_.lower() in _listed("papers") or verb.nbor(-1).text == ","
    return (_subject(over, depth) if aside and not _speaks_for_itself(noun, over) else None) or noun


def _has_author(noun: "Token") -> bool:
    """Whether "by", "from" or a clause behind a paper tells whose it is."""
    return any(
        child.lower_ in ("by", "from") or any(by.dep_ == "agent" for by in child.children)
        for child in noun.rights
        if child.dep_ in ("prep", "acl")
    )


def _owner(noun: "Token", depth: int) -> "Token | None":
    """Whose plan, offer or attempt it is: its possessor, its maker, or the subject that makes it."""
    owners = (child for child in noun.lefts if child.dep_ in ("poss", "compound", "amod") and child.tag_ != "JJ")
    owner = next(owners, None) or next((by for by in _makers(noun)), None)
    if owner is not None:
        return owner
    over = verb_over(noun)
    made = over is not None and over.lemma_.lower() in _listed("making") and noun.dep_ in ("dobj", "pobj", "attr")
    return _subject(over, depth) if made and over is not None else None


def _makers(noun: "Token") -> Iterator["Token"]:
    for child in noun.rights:
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from"):
            yield from (governed for governed in child.children if governed.dep_ == "pobj")


# --------------------------------------------------------------------------- negation


def is_negated(verb: "Token") -> bool:
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
    return _is_inverted(verb) and any(is_nobody(noun) for child in verb.lefts for noun in child.children)


def _negates(word: "Token") -> bool:
    if word.dep_ == "neg" or word.lower_ in ("never", "not", "n't"):
        following = word.nbor() if word.i + 1 < len(word.doc) else word
        return following.lower_ not in _listed("not_only")
    if word.lower_ == "longer":
        return any(child.lower_ == "no" for child in word.lefts)
    return word.dep_ in ("advmod", "preconj", "cc") and word.lower_ in _listed("negative_adverbs")


def is_preferred(word: "Token") -> bool:
    """The "than" of "rather than"."""
    return word.i > 0 and word.lower_ in ("than", "of") and word.nbor(-1).lower_ in _listed("preferring")


def is_nobody(noun: "Token") -> bool:
    """Whether a subject or an object names none: "nobody", "no official", "neither side", "few of them"."""
    words = (word for word in (noun, *noun.lefts) if word.i + 1 < len(word.doc) and not word.nbor().is_digit)
    return any(word.lower_ in _listed("nobody") and not _is_a_few(word) for word in words)


def _is_a_few(word: "Token") -> bool:
    return word.lower_ == "few" and word.i > 0 and word.nbor(-1).lower_ in ("a", "the", "quite", "these", "those")


def _is_inverted(verb: "Token") -> bool:
    """«At no point did she say»."""
    order = [child.dep_ for child in verb.lefts if child.dep_ in ("prep", "aux", "nsubj")]
    return order[:3] == ["prep", "aux", "nsubj"]
