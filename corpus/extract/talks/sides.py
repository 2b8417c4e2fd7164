"""The sides of talks: whom the words around a noun or a verb for them name as those who meet."""

from collections.abc import Iterator

from corpus.document.entities.actor import base
from corpus.document.entities.actors import Actors
from corpus.document.entities.parties import is_hyphenated
from corpus.document.entities.pointing import is_pair, pair_before
from corpus.document.syntax import clause_over, finite_over, is_passive, object_of, subject_of, verb_over
from corpus.document.tokens import Token
from corpus.extract.talks.attendance import (
    NOBODY,
    Attendance,
    all_of,
    are_officials,
    as_attendance,
    attendance_of,
    governed,
    has_office,
    modifier,
    nouns,
    pair_in,
)
from corpus.extract.talks.prospects import above_preposition, is_only_asked
from corpus.extract.talks.standing import adjectives, event_verb, governors, is_of, standing_of_verb, verbs
from corpus.extract.talks.talk_nouns import is_talks, naming
from corpus.knowledge import united
from corpus.models import PartyKind

_DEALINGS = ("realise", "cancel", "arrange", "propose", "refuse", "conclusive", "beginning", "leave")
_PARTNERS = ("between", "with", "of", "from")
_PAIR = 2
_NEAR = 12
"""Tokens behind a verb within which "by phone" speaks of it."""


def sides_of(actors: Actors, names: tuple[Token, ...], clause: Token | None) -> Attendance:
    found = NOBODY
    for name in names:
        found += _beside_talks(actors, name)
        for noun in governed(name, "between", "with", "among", "involving"):
            found += attendance_of(actors, noun)
        of_several = all_of(actors, governed(name, "of"))
        blocs = all(side.kind is PartyKind.BLOC for side in of_several.parties)
        found += of_several if len(of_several.parties) > 1 or blocs else NOBODY
    if not found.parties:
        about = [topic for name in names for topic in governed(name, "on", "over", "about")]
        found += all_of(actors, (noun for topic in about for noun in governed(topic, "between")))
    for own in own_clauses(names):
        for noun in governed(own, "between", "with", *(("by",) if own.lemma_.lower() in ("attend", "lead") else ())):
            found += attendance_of(actors, noun)
    if clause is None:
        return found + _speaker(actors, names)
    if clause.lemma_.lower() in verbs("attend") and is_only_asked(standing_of_verb(clause)):
        return found
    if names[0].dep_ == "nsubj" and clause.lemma_.lower() in verbs("unite"):
        found += _objects(actors, clause)
    for noun in governed(clause, "with", "between"):
        found += attendance_of(actors, noun)
    if is_of(clause, "host", "propose") and names[0].dep_ == "pobj":
        found += _objects(actors, clause)
    return _with_subject(actors, names[0], clause, found)


def who_meets(actors: Actors, verb: Token) -> Attendance | None:
    """Those who meet or speak: two parties at least, or one and officials of nobody in particular ("African leaders").

    None for every other sense of the verb.
    """
    talk = _who_talk(actors, verb) if is_to_talk(verb) and _is_of_meeting(verb) else None
    return talk or _who_appear_together(actors, verb)


def _who_talk(actors: Actors, verb: Token) -> Attendance | None:
    lemma, subject = verb.lemma_.lower(), subject_of(verb)
    of_whom = [subject, *governed(subject, "from", "of", "for")] if subject is not None else []
    pair = next((noun for noun in of_whom if is_pair(actors, noun)), None)
    thing = object_of(verb)
    alone = thing is None or thing.lower_ in ("other", "another")
    if lemma in verbs("meet") | verbs("bargain") and pair is not None and alone:
        return attendance_of(actors, pair)
    own, others = attendance_of(actors, subject), _met(actors, verb)
    both = own + others
    if lemma in verbs("meet") and len(both.parties) > 1:
        return both
    if lemma in verbs("speak") and len(own.parties) > 1 and (is_by_telephone(verb) or occasions_of(verb)):
        return both
    if lemma in verbs("discuss") and len(own.parties) > 1 and subject and _do_together(verb, subject, own):
        return both
    if own.parties and others.parties:
        return both if len(both.parties) > 1 else None
    beside = subject.conjuncts if subject is not None and own.parties and not own.people else ()
    if lemma in verbs("meet") and any(base(one) not in nouns("audience") for one in beside):
        return own
    unnamed = are_officials(_unnamed(own, subject, verb)) or has_office(others.people)
    met = lemma in verbs("meet") | verbs("host") and (unnamed or _is_of_one_body(own, subject))
    return both if both.parties and met else None


def _do_together(verb: Token, subject: Token, own: Attendance) -> bool:
    """Whether officials of several parties do something with each other, as far as nothing says that they do not."""
    apart = any(word.lower_ in adjectives("apart") for word in verb.subtree)
    return not apart and (are_officials(subject.subtree) or has_office(own.people))


def is_to_talk(verb: Token) -> bool:
    """Whether a verb may say by itself that people meet, speak or ring each other up."""
    return verb.lemma_.lower() in united(verbs("meet"), verbs("speak"), verbs("host"), naming("calling"))


def _is_of_one_body(own: Attendance, subject: Token | None) -> bool:
    """As in "NATO's foreign ministers met": several who come for the members of one bloc."""
    several = subject is not None and subject.tag_ in ("NNS", "NNPS") and are_officials([subject])
    return several and all(side.kind in (PartyKind.BLOC, PartyKind.ORGANISATION) for side in own.parties)


def _met(actors: Actors, verb: Token) -> Attendance:
    """Who is met, spoken to, received or rung up."""
    lemma = verb.lemma_.lower()
    if lemma in verbs("speak"):
        return _spoken_to(actors, verb)
    if is_passive(verb) and lemma in verbs("host"):
        subject = subject_of(verb)
        somebody = subject is not None and (subject.pos_ in ("PROPN", "PRON") or are_officials([subject]))
        return all_of(actors, governed(verb, "by")) if somebody else NOBODY
    others = _objects(actors, verb)
    if lemma in verbs("meet"):
        return others + all_of(actors, governed(verb, "with"))
    named_so = any(child.dep_ in ("oprd", "ccomp", "prt", "acomp") for child in verb.children)
    persons = others.people or are_officials(child for child in verb.children if child.dep_ == "dobj")
    return NOBODY if lemma in naming("calling") and (named_so or not persons) else others


def _is_of_meeting(verb: Token) -> bool:
    """Whether a verb that means more than meeting means it: "sat down with", "gathered in Lima"."""
    return verb.lemma_.lower() not in verbs("seated") or any(child.lower_ == "down" for child in verb.children)


def _unnamed(own: Attendance, subject: Token | None, verb: Token) -> list[Token]:
    """The words for the side that is no party of its own."""
    if not own.parties:
        return [subject] if subject is not None else []
    return [*(child for child in verb.children if child.dep_ in ("dobj", "dative")), *governed(verb, "with")]


def clause_of(noun: Token) -> Token | None:
    """The verb by which talks are held, begun or attended, or that leads to them ("flew to Cairo for talks")."""
    if noun.dep_ in ("nsubj", "nsubjpass", "dobj", "attr") and noun.head.pos_ in ("VERB", "AUX"):
        verb = event_verb(noun.head)
        return verb if is_of(verb, *_DEALINGS) else None
    above = above_preposition(noun.head)
    above = above.head if above.dep_ == "acomp" and above.lower_ in adjectives("due") else above
    if noun.dep_ == "pobj" and above.pos_ in ("VERB", "AUX"):
        verb, word = above, noun.head.lower_
        if (word in ("for", "to") and is_of(verb, "propose")) or (
            word == "for" and is_of(verb, "travel", "host", "meet")
        ):
            return verb
        if word in ("of", "from") and verb.lemma_.lower() in verbs("leave"):
            return verb
        return verb if word in ("in", "to", "at", "into") and verb.lemma_.lower() in verbs("engage") else None
    return None


def occasions_of(verb: Token) -> tuple[Token, ...]:
    """The talks of others at which two meet: "during the summit in Lima", "on the sidelines of a conference"."""
    at = list(governed(verb, "during", "at", "on"))
    at += [inner for noun in at if base(noun) in governors("begin") for inner in governed(noun, "of")]
    beside = [inner for noun in at if base(noun) in naming("margins") for inner in governed(noun, "of")]
    return tuple(noun for noun in at if is_talks(noun) or base(noun) in naming("occasions") or noun in beside)


def is_occasion(actors: Actors, talks: Token) -> bool:
    """Whether they only tell when and where two of those who came to them met."""
    node = talks.head
    while node.dep_ == "pobj" or (node.dep_ == "prep" and node.lower_ == "of"):
        node = node.head
    verb = node.head
    return node.dep_ == "prep" and talks in occasions_of(verb) and who_meets(actors, verb) is not None


def own_clauses(names: tuple[Token, ...]) -> Iterator[Token]:
    """As in "talks that ended in Beijing", "talks held in Doha": the verbs that describe the talks themselves."""
    behind = [noun for name in names for noun in governed(name, *_PARTNERS)]
    behind += [noun for partner in behind for noun in governed(partner, *_PARTNERS)]
    told = verbs("realise") | verbs("arrange")
    for name in (*names, *behind):
        for child in name.children:
            known = told if child.dep_ == "acl" or name in names else verbs("beginning")
            if child.dep_ in ("relcl", "acl") and child.lemma_.lower() in known:
                yield event_verb(child)


def partners_of(actors: Actors, names: tuple[Token, ...]) -> Attendance:
    return all_of(actors, (noun for name in names for noun in governed(name, "with")))


def is_with_officials(names: tuple[Token, ...]) -> bool:
    return are_officials(noun for name in names for noun in governed(name, "with"))


def _speaker(actors: Actors, names: tuple[Token, ...]) -> Attendance:
    """Whose talks they are, if the clause does not say that it held them: "left after talks with Egypt".

    Without "with", only two that do something together at talks are taken for their sides.
    """
    node = names[0]
    while node.dep_ == "pobj" and node.head.lower_ == "of" and base(node.head.head) in governors("begin"):
        node = node.head.head
    preposition = node.head
    if node.dep_ != "pobj" or preposition.lower_ not in ("after", "following", "during", "before", "of", "in", "at"):
        return NOBODY
    verb = preposition.head
    verb = verb.head if verb.lower_ in ("ahead", "prior") else verb
    verb = clause_over(verb) or verb if preposition.lower_ == "at" else verb
    verb = finite_over(verb) if preposition.lower_ == "during" else verb
    subject = subject_of(verb) if verb.pos_ == "VERB" else None
    found = attendance_of(actors, subject)
    found += _objects(actors, verb) if verb.lemma_.lower() in verbs("saying") else NOBODY
    together = len(found.parties) > 1 and found.told and preposition.lower_ in ("at", "in", "during")
    return Attendance(found.parties) if together or partners_of(actors, names).parties else NOBODY


def _with_subject(actors: Actors, noun: Token, clause: Token, found: Attendance) -> Attendance:
    """Adds who holds the talks; a host of talks between others is none of theirs."""
    if noun.dep_ in ("nsubj", "nsubjpass"):
        return found
    subject = attendance_of(actors, subject_of(clause))
    hosts = clause.lemma_.lower() in verbs("outside") and noun.dep_ != "pobj"
    own = not found.parties and any(side.kind is PartyKind.BLOC for side in subject.parties)
    return found if hosts and not own else subject + found


def _beside_talks(actors: Actors, name: Token) -> Attendance:
    """Who the words before the noun name: "US-China talks", "Putin's talks", "their meeting", "the EU summit"."""
    found = NOBODY
    for child in name.lefts:
        if child.dep_ == "poss" and child.pos_ == "PRON":
            found += _owners(actors, child)
        elif child.dep_ == "poss":
            found += attendance_of(actors, child)
        elif child.dep_ in ("amod", "compound", "nmod") and not _is_topic(actors, child):
            found += modifier(actors, child)
    return found + _pair_in_adjective(name)


def _pair_in_adjective(name: Token) -> Attendance:
    """As in "the inter-Korean summit": an adjective that names two parties at once."""
    return pair_in(name.doc[name.left_edge.i : name.i].text)


def _owners(actors: Actors, pronoun: Token) -> Attendance:
    """Who "his" and "their" talks are of; for "their" first the subject of the sentence, if that is more than one."""
    if pronoun.lower_ != "their":
        return as_attendance(actors, actors.of(pronoun))
    verb = verb_over(pronoun)
    found = attendance_of(actors, subject_of(verb)) if verb is not None else NOBODY
    pair = found if len(found.parties) > 1 else as_attendance(actors, pair_before(actors, pronoun))
    return pair if all(side.kind is PartyKind.STATE for side in pair.parties) else Attendance(people=pair.people)


def _is_topic(actors: Actors, word: Token) -> bool:
    """Whether a country before the noun says what the talks are about: "Syria talks", "the Ukraine summit"."""
    mention = actors.mentions.at(word.i)
    if mention is None or mention.form == "adjective" or is_hyphenated(actors.parse, mention.first, mention.last):
        return False
    return mention.kind == "state" and not any(child.dep_ in ("conj", "compound") for child in word.children)


def _objects(actors: Actors, verb: Token) -> Attendance:
    found = NOBODY
    for child in verb.children:
        if child.dep_ in ("dobj", "dative"):
            found += attendance_of(actors, child)
    return found


def _spoken_to(actors: Actors, verb: Token) -> Attendance:
    """Who is spoken to, if it is not the press: "with Lind", "on the phone with Lind"."""
    heads = [verb, *(noun for noun in governed(verb, "on", "over", "by") if noun.lower_ in naming("calls"))]
    heads += [child for child in verb.children if child.dep_ == "dobj"]
    partners = [noun for head in heads for noun in governed(head, "with", "to")]
    if any(base(noun) in nouns("audience") for noun in partners):
        return NOBODY
    return all_of(actors, partners)


def is_by_telephone(verb: Token) -> bool:
    near = (token for token in verb.subtree if 0 < token.i - verb.i < _NEAR)
    return any(token.lower_ in naming("calls") for token in near)


def _who_appear_together(actors: Actors, verb: Token) -> Attendance | None:
    """People of two parties at one occasion: "attended a ceremony", "said at a news conference with Byron".

    Several who attend or share one ("a joint briefing") are there together; one is with whom the text sets beside him.
    """
    attended = [child for child in verb.children if child.dep_ == "dobj"]
    at = [*attended, *(noun for one in (verb, *attended) for noun in governed(one, "at", "during", "in"))]
    at = [one for one in at if base(one) in naming("occasions")]
    beside = [noun for one in (verb, *at) for noun in governed(one, "alongside", "beside")]
    beside += [noun for one in at for noun in governed(one, "with")]
    shared = any(word.lower_ == "joint" for one in at for word in one.lefts) or verb.lemma_.lower() == "attend"
    subject = subject_of(verb)
    own, others = attendance_of(actors, subject), all_of(actors, beside)
    alone = shared and at and len(own.people) == len(own.parties) == _PAIR
    sent = are_officials([subject, *beside]) or has_office(own.people + others.people) if subject is not None else False
    both = Attendance((own.parties + others.parties), own.people + others.people)
    return own if alone else both if sent and len(own.parties) == len(others.parties) == 1 and both.people else None
