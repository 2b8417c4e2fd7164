"""Who does what: the subject and the agent of a verb, its own or the one that it shares."""

from collections.abc import Iterator

from corpus.document.syntax.fronted import behind_day, behind_fronted, behind_participle, is_free_name, of_reduced
from corpus.document.syntax.makers import heard_before, is_remark, makers_of, speaks_for_itself
from corpus.document.syntax.words import (
    RELATIVES,
    conjuncts,
    is_beside,
    is_infinitive,
    is_left_out,
    is_misread_participle,
    is_noun,
    is_verb,
    listed,
    nouns_behind,
    says,
    verb_over,
    word_before,
)
from corpus.document.tokens import Token
from corpus.knowledge import words_of
from corpus.knowledge.attribution import cues

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_DEEPEST = 8
"""Steps up the parse; a sentence whose parse is deeper than this has gone wrong."""


def subject_of(verb: Token) -> Token | None:
    """What the clause of `verb` says something of, in the passive too; None if the sentence does not tell."""
    return _subject(verb, 0)


def agent_of(verb: Token) -> Token | None:
    """Who does what `verb` says; None if the sentence does not tell, as in a passive without "by"."""
    if (named := _by_phrase(verb)) is not None:
        return named
    if is_passive(verb):
        return subject_of(verb) if verb.lemma_.lower() in listed("states") else None
    own = heard_before(verb) or _own_subject(verb)
    if own is not None:
        return _antecedent(own, verb)
    head = _matrix(verb) if verb.dep_ in ("advcl", "conj") else verb.head
    through_agent = verb.dep_ == "advcl" and says(verb) and is_verb(head) and is_passive(head)
    return (agent_of(head) if through_agent else None) or subject_of(verb)


def agents_of(verb: Token) -> list[Token]:
    """All who do what `verb` says, those joined by "and" too; [] if the sentence does not tell."""
    found = agent_of(verb)
    return [] if found is None else list(conjuncts(found))


def subjects_of(verb: Token) -> list[Token]:
    """The subject of `verb` with those joined to it; [] if the sentence does not tell."""
    found = subject_of(verb)
    return [] if found is None else list(conjuncts(found))


def is_passive(verb: Token) -> bool:
    """Whether the subject undergoes it: "was asked", and the bare participle of "Chile, asked to leave, …"."""
    helpers = {child.dep_ for child in verb.children}
    if helpers & {"nsubjpass", "auxpass"}:
        return True
    if is_misread_participle(verb):
        return not helpers & (_SUBJECTS | {"dobj"})
    if verb.tag_ not in ("VBN", "VBD") or verb.pos_ != "VERB" or _has_perfect(verb):
        return False
    if _by_phrase(verb) is not None or (verb.lemma_.lower() in listed("needing_object") and _lacks_object(verb)):
        return True
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and not helpers & _SUBJECTS:
        return is_passive(verb.head)
    bare = verb.dep_ in ("acl", "advcl") or (verb.dep_ == "ROOT" and verb.tag_ == "VBN")
    acts = verb.tag_ == "VBD" and ("dobj" in helpers or behind_fronted(verb, None) is not None)
    return bare and not acts and not helpers & (_SUBJECTS | {"expl", "mark"})


def _has_perfect(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ in listed("perfect") for child in verb.children)


def _lacks_object(verb: Token) -> bool:
    deps = {child.dep_ for child in verb.children}
    return "prep" in deps and not deps & {"dobj", "ccomp", "xcomp"}


def _by_phrase(verb: Token) -> Token | None:
    """Whoever stands behind "by": also behind what an object predicate says («called "a fool" by Gauss»)."""
    own = (by for by in _bys(verb) if not _is_taken(by, verb))
    governed = (noun for by in own for noun in nouns_behind(by))
    return next((noun for noun in governed if noun.lower_ not in listed("deadlines") and not noun.like_num), None)


def _bys(verb: Token) -> Iterator[Token]:
    active = any(child.dep_ == "nsubj" and child.i < verb.i for child in verb.children) and not _is_set_off(verb)
    for child in verb.children:
        if child.dep_ == "agent" and not active:  # «said by telephone»
            yield child
    bare = verb.tag_ in ("VBN", "VBD") and verb.dep_ in ("acl", "advcl")
    if not (bare or _is_set_off(verb) or any(child.dep_ == "auxpass" for child in verb.children)):
        return
    for child in verb.rights:
        if child.dep_ in ("oprd", "dobj", "attr", "ccomp", "advcl", "prep"):
            yield from (by for by in child.subtree if by.lower_ == "by" and is_beside(verb, by))


def _is_taken(by: Token, verb: Token) -> bool:
    """«called "a fool" in a play staged by Gauss»: a "by" is the agent of the participle before it.

    Where the parse has it by the farther verb itself, only of one right before it.
    """
    between = verb.doc[verb.i + 1 : by.i]
    if by.head.i == verb.i:
        return any(_can_take(one, verb) for one in between[-1:])
    above = by.head
    another = by.dep_ == "agent" and is_beside(verb, above)  # also of «refereed», taken for an adjective
    made = above.i == by.i - 1 and above.pos_ == "NOUN" and above.lemma_.lower() not in cues("carriers")
    if made and is_beside(verb, above) and any(one.lower_ in ("a", "an") for one in above.lefts):
        return True  # «at a concert by Gauss»
    return another or any(_can_take(one, verb) for one in between)


def _can_take(one: Token, verb: Token) -> bool:
    """Whether a "by" belongs to a word rather than to `verb`: to a participle outside the marks, not to «as flawed»."""
    participle = one.tag_ in ("VBN", "VBD") and one.pos_ == "VERB" and is_beside(verb, one)
    before_noun = one.dep_ == "amod" and one.head.i > one.i
    described = one.dep_ in ("acomp", "oprd", "attr") or word_before(one).lower_ == "as"
    return participle and not before_noun and not described and one.i != verb.i


def _is_set_off(verb: Token) -> bool:
    """«Byron, called "a fool" by Gauss, left»: one comma alone never parts a subject from its verb."""
    before = word_before(verb)
    own = next((child for child in verb.lefts if child.dep_ in ("nsubj", "nsubjpass")), None)
    return before.text == "," and own is not None and own.i == before.i - 1 and own.left_edge.i >= verb.sent.start


def _subject(verb: Token, depth: int) -> Token | None:
    own = heard_before(verb) or _own_subject(verb)
    if own is not None:
        return _antecedent(own, verb)
    if depth > _DEEPEST or verb.head.i == verb.i:
        return None
    return _shared_subject(verb, depth + 1)


def _own_subject(verb: Token) -> Token | None:
    """The subject of its own clause; behind a fronted phrase the one that the commas tell."""
    found = behind_fronted(verb, _parsed_subject(verb))
    return None if found is not None and _is_attacked(found, verb) else found


def _is_attacked(noun: Token, verb: Token) -> bool:
    """«Byron attacked Gauss saying …»: the object of the verb before, which the parse takes for who says it."""
    matrix = verb.head
    behind = verb.tag_ == "VBG" and is_verb(matrix) and noun.left_edge.i == matrix.i + 1 and noun.i == verb.i - 1
    return behind and noun.pos_ == "PROPN" and says(verb) and matrix.lemma_.lower() not in listed("perceiving")


def _parsed_subject(verb: Token) -> Token | None:
    """The subject that hangs on the verb, the nearest before it first; behind it only in «said the diplomat»."""
    before = [child for child in verb.lefts if child.dep_ in _SUBJECTS]
    before = [child for child in before if is_noun(child)] or before  # «Byron, speaking for the mayor, said»
    before = [child for child in before if child.lower_ not in RELATIVES] or before  # «a visit which Byron said was …»
    if before:
        apart = len(before) > 1 and (before[-1].pos_ == "PROPN" or word_before(before[-1].left_edge).is_punct)
        return of_reduced(behind_participle(before[-1 if apart else 0], verb))
    if (named := behind_day(verb)) is not None:
        return named
    on_helper = (noun for child in verb.lefts if child.dep_ in ("aux", "auxpass") for noun in child.lefts)
    behind = (child for child in (*on_helper, *verb.rights) if child.dep_ in ("nsubj", "nsubjpass"))
    return next(behind, None)


def _antecedent(noun: Token, verb: Token) -> Token:
    while verb.dep_ == "conj" and is_verb(verb.head):
        verb = verb.head
    if verb.dep_ != "relcl" or noun.lower_ not in RELATIVES:
        return noun
    left_out = is_left_out(verb.head) or word_before(verb.head.left_edge).lower_ == "not"
    if noun.lower_ == "who" and (person := _person_from(verb.head)) is not None:
        return person
    return verb.head.head if left_out else verb.head  # «It was Byron, not Gauss, who …»


def _person_from(place: Token) -> Token | None:
    """«the senator from Ohio, who …»: the person that the word in front is for; None if the name is somebody's own."""
    before = place.head
    told = place.dep_ == "pobj" and place.pos_ == "PROPN" and before.lower_ in ("from", "of", "for")
    person = word_before(before)  # the parse may hang "from" elsewhere
    known = person.tag_ == "NN" and person.lemma_.lower() in words_of("nouns.toml", "persons")
    return person if told and known else None


# --------------------------------------------------------------------------- whose subject a clause shares


def _shared_subject(verb: Token, depth: int) -> Token | None:
    head, dep = verb.head, verb.dep_
    if dep in ("acl", "relcl") or (dep == "advcl" and is_noun(head) and verb.tag_ == "VBG"):
        return _of_modifier(verb, depth)
    if dep == "pcomp":
        return _of_gerund(verb, depth)
    if dep == "conj" and verb.tag_ in _FINITE and is_free_name(word_before(verb)):
        return None  # «A truce helps both sides President Byron told …», where a headline runs into a sentence
    if dep == "conj" and {verb.tag_, _matrix(verb).tag_} == {"VBZ", "VBP"}:
        return None  # «Peru rules the air and its jets offer …»: no subject is of both numbers.
    if dep in ("advcl", "conj") and (is_verb(head) or head.pos_ == "ADJ"):
        return _of_adjunct(verb, depth) if dep == "advcl" else _subject(_matrix(verb), depth)
    if dep == "xcomp" and _is_attacked(word_before(verb), verb):
        return _subject(head, depth)
    if dep in ("xcomp", "ccomp", "acomp", "attr", "oprd", "aux", "dep"):
        if dep in ("ccomp", "dep") and verb.tag_ not in ("VB", "VBG", "VBN"):
            return None
        return _controller(verb, head, depth) if is_verb(head) else _subject(head, depth)
    return None


def _of_adjunct(verb: Token, depth: int) -> Token | None:
    """The subject of the clause, or the object that it is about: «saw Holt leaving», «read a petition, alleging …»."""
    head = verb.head
    if verb.tag_ == "VB" and head.dep_ == "acl" and head.tag_ == "VBN":
        return None  # «nothing is left to eat»
    thing = next((child for child in head.rights if child.dep_ == "dobj" and child.i < verb.i), None)
    if verb.tag_ == "VBG" and thing is not None:
        close = word_before(verb.left_edge).text != ","
        seen = close and (head.lemma_.lower() in listed("perceiving") or is_remark(thing))
        if seen or (says(verb) and speaks_for_itself(thing, head)):
            return thing
    return _subject(_matrix(verb), depth)


def _matrix(verb: Token) -> Token:
    """The clause that a conjoined verb or a participle goes on with: of a report, the reporter's."""
    head = verb.head
    if verb.tag_ in ("VBD", "VBZ", "VBP") and is_infinitive(head):
        head = verb_over(head) or head  # «said they came to stay and called it home»
    if verb.tag_ == "VBG" and says(verb) and is_infinitive(head) and word_before(verb.left_edge).text == ",":
        head = verb_over(head) or head  # «pressed Holt to leave, calling it theft»
    while head.dep_ in ("ccomp", "conj") and is_verb(head.head) and head.i != head.head.i:
        if _has_subject(head) and not (head.dep_ == "ccomp" and _goes_on_with(head.head, head, verb)):
            break
        head = head.head
    return head


def _goes_on_with(report: Token, told: Token, verb: Token) -> bool:
    """Whether a verb behind a report goes on with it, and not with what is told: it says, too, or its marks differ."""
    behind = says(report) and report.i < verb.i and is_beside(report, verb)
    return behind and (says(verb) or not is_beside(told, verb))


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in _SUBJECTS for child in verb.children)


def _controller(verb: Token, head: Token, depth: int) -> Token | None:
    """The object of the verb above, where it has one and does not keep the doing to itself; else its subject."""
    if head.lemma_.lower() not in listed("subject_control"):
        passed = [child for child in head.rights if child.dep_ in ("dobj", "dative") and child.i < verb.i]
        if passed:
            return passed[0]
    return _subject(head, depth)


def _of_gerund(verb: Token, depth: int) -> Token | None:
    """«accused Holt of calling» is Holt's; «left before calling», «is known for calling» the subject's."""
    preposition = verb.head
    head = preposition.head
    if says(verb) and word_before(verb).text == "," and is_verb(head):
        return _subject(head, depth)  # «slammed Oslo for putting gain first, calling it a shame»
    before = next((word for word in reversed(verb.doc[: preposition.i]) if not word.is_punct), preposition)
    if preposition.lower_ == "including" and is_noun(before) and before.i > head.i:
        return _owner(before, depth)
    if preposition.dep_ in ("prep", "agent") and head.dep_ == "prep":
        head = head.head
    if is_verb(head) and preposition.lower_ in listed("object_prepositions"):
        return _controller(verb, head, depth)
    if is_verb(head) or head.pos_ == "ADJ":
        return _subject(head, depth)
    return _owner(head, depth) if is_noun(head) else None


def _of_modifier(verb: Token, depth: int) -> Token | None:
    """The noun that a participle or a relative clause describes, or who holds it out ("an offer to leave")."""
    noun = verb.head
    if verb.tag_ == "VB":
        return _owner(noun, depth)
    if verb.tag_ != "VBG":
        return noun
    over = verb_over(noun)
    if noun.dep_ in _SUBJECTS or over is None or not says(verb):
        return noun
    attacked = noun.dep_ == "dobj" and noun.pos_ == "PROPN" and over.lemma_.lower() not in listed("perceiving")
    aside = attacked or noun.lemma_.lower() in listed("papers") or word_before(verb).text == ","
    return (_subject(over, depth) if aside and not speaks_for_itself(noun, over) else None) or noun


def _owner(noun: Token, depth: int) -> Token | None:
    """Whose plan, offer or attempt it is: its possessor, its maker, or the subject that makes it."""
    owners = (child for child in noun.lefts if child.dep_ in ("poss", "compound", "amod") and is_noun(child))
    owner = next(owners, None) or next(makers_of(noun), None)
    if owner is not None:
        return owner
    over = verb_over(noun)
    made = over is not None and over.lemma_.lower() in listed("making") and noun.dep_ in ("dobj", "pobj", "attr")
    return _subject(over, depth) if made and over is not None else None


def object_of(verb: Token) -> Token | None:
    """The object that an active verb acts on, or the subject of the passive; None if there is none."""
    direct = next((child for child in verb.children if child.dep_ in ("dobj", "dative") and is_noun(child)), None)
    return subject_of(verb) if direct is None and is_passive(verb) else direct
