"""How a sentence describes talks: at which level, in what form, through whom, with what result, announced by whom.

All words are the source's own: a result is a span of the text, and so is the evidence.
"""

from collections.abc import Iterator

from corpus.document.entities.actors import Actors
from corpus.document.syntax import nouns_behind, subject_of
from corpus.document.tokens import Token
from corpus.extract.talks.attendance import NOBODY, Attendance, Side, all_of, attendance_of, governed, nouns
from corpus.extract.talks.standing import Standing, adjectives, standing_of_verb, verbs
from corpus.knowledge import words_of
from corpus.models import Span, TalkForm, TalkLevel

_NEAR = 12
"""Tokens behind the noun within which "brokered by" still speaks of it."""

_LONGEST = 30
"""Tokens of evidence before the noun; a longer subject is left out."""


# --------------------------------------------------------------------------- evidence


def evidence_of(actors: Actors, names: tuple[Token, ...], clause: Token | None, outcome: Span | None) -> Span:
    """The words that tell of the talks: the noun, its modifiers and parties, and the clause if it says who or how."""
    first, last = _phrase(names)
    if clause is not None and not _names_parties(actors, clause):
        clause = clause if names[0].dep_ in ("nsubj", "nsubjpass") else None
    if clause is not None and clause is names[0]:
        last = max(last, *(_end(child) for child in clause.children if _belongs(child)), clause.i)
        first = _start_of_subject(clause, first)
    elif clause is not None and names[0].dep_ == "dobj":
        first = _start_of_subject(clause, first)
    elif clause is not None and names[0].dep_ in ("nsubj", "nsubjpass"):
        told = [actors.parse.token_at(outcome.end - 1)] if outcome is not None else []
        told += [_end(child) for child in clause.rights if outcome is None and _belongs(child) and _is_setting(child)]
        last = _with_day(clause, max([last, *told]))
    words = [number for number in range(first, last + 1) if not actors.parse.doc[number].is_space]
    return actors.parse.span(words[0], words[-1])


def _names_parties(actors: Actors, clause: Token) -> bool:
    return bool(attendance_of(actors, subject_of(clause)).parties)


def _is_setting(child: Token) -> bool:
    return child.dep_ != "dobj" or child.lower_ == "place"


def _phrase(names: tuple[Token, ...]) -> tuple[int, int]:
    first = last = names[0].i
    for child in reversed(list(names[0].lefts)):
        named = child.dep_ in ("det", "amod", "compound", "poss", "nummod", "nmod", "predet")
        misread = child.dep_ == "nsubj" and names[0].tag_ == "VBZ"
        if (named or misread) and child.right_edge.i <= first - 1:
            first = child.left_edge.i
    last = max(last, names[-1].i)
    for child in names[-1].rights:
        starts = child.left_edge.i == last + 1
        if starts and (child.dep_ == "npadvmod" or (child.dep_ == "prep" and _belongs(child))):
            last = _end(child)
    return min(first, names[0].i), last


def _belongs(child: Token) -> bool:
    if child.dep_ in ("dobj", "npadvmod"):
        return True
    known = child.dep_ == "prep" and child.lower_ in ("between", "with", "in", "at", "on", "among", "to")
    return known and bool(nouns_behind(child))


def _end(token: Token) -> int:
    """The last token of a phrase without the clauses and asides behind its nouns."""
    last = token.i
    for child in token.rights:
        if child.dep_ in ("pobj", "conj", "dobj", "prep", "nummod") and not (
            child.dep_ == "conj" and child.pos_ == "VERB"
        ):
            last = max(last, _end(child))
    return last


def _start_of_subject(verb: Token, first: int) -> int:
    subject = next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None or not 0 < first - subject.left_edge.i < _LONGEST:
        return first
    return subject.left_edge.i


def _with_day(clause: Token, last: int) -> int:
    """One more phrase of time right behind: "made little progress on Tuesday"."""
    behind = (child for child in clause.children if child.left_edge.i == last + 1)
    child = next((one for one in behind if one.dep_ == "npadvmod" or (one.dep_ == "prep" and one.lower_ == "on")), None)
    return _end(child) if child is not None else last


# --------------------------------------------------------------------------- outcome


def outcome_of(actors: Actors, names: tuple[Token, ...]) -> Span | None:
    """How the talks ended, in the words of the source: "made little progress", "failed"; None if it does not say."""
    for verb in _predicates(names):
        last = _end_of_outcome(verb)
        if last is not None:
            return actors.parse.span(verb.i, last)
    for name in names:
        for child in name.lefts:
            if child.dep_ == "amod" and child.lower_ in adjectives("outcomes"):
                return actors.parse.span(child.i, child.i)
    return None


def _predicates(names: tuple[Token, ...]) -> Iterator[Token]:
    for name in names:
        if name.dep_ in ("nsubj", "nsubjpass") and name.head.pos_ in ("VERB", "AUX"):
            yield name.head
        yield from (child for child in name.children if child.dep_ == "relcl")


def _end_of_outcome(verb: Token) -> int | None:
    lemma = verb.lemma_.lower()
    if standing_of_verb(verb) not in (Standing.HELD, Standing.UNTOLD):
        return None
    if lemma == "be":
        told = [child for child in verb.children if child.dep_ == "acomp" and child.lower_ in adjectives("outcomes")]
        return max((child.i for child in told), default=None)
    if lemma not in verbs("conclusive"):
        return None
    ends = [_end(child) for child in verb.rights if _tells_result(child)]
    if not ends and lemma in verbs("transitive"):
        return None
    return max([verb.i, *ends])


def _tells_result(child: Token) -> bool:
    if child.dep_ in ("dobj", "prt", "acomp", "xcomp"):
        return True
    inside = nouns_behind(child)
    if child.dep_ == "prep" and child.lower_ in ("without", "with"):
        return True
    return child.dep_ == "prep" and child.lower_ in ("in", "to") and any(noun.pos_ == "NOUN" for noun in inside)


# --------------------------------------------------------------------------- level, form, mediator


def level_of(names: tuple[Token, ...], clause: Token | None, who: Attendance) -> TalkLevel | None:
    """Who meets: leaders, ministers, delegations or experts, by the words for them and by the roles of the people."""
    told = {token.lemma_.lower() for name in names for token in name.subtree if abs(token.i - name.i) < _LONGEST}
    subject = subject_of(clause) if clause is not None else None
    told |= {token.lemma_.lower() for token in subject.subtree} if subject is not None else set()
    roles = [(person.role or "").lower() for person in who.people]
    if "summit" in told or _any_role(roles, "leaders") or told & {"leader", "president"}:
        return TalkLevel.LEADERS
    if "minister" in told and "prime" in told:
        return TalkLevel.LEADERS
    if told & nouns("ministers") or _any_role(roles, "ministers"):
        return TalkLevel.MINISTERS
    if told & nouns("experts"):
        return TalkLevel.EXPERTS
    return TalkLevel.DELEGATIONS if told & nouns("delegations") else None


def _any_role(roles: list[str], kind: str) -> bool:
    plain = (role.replace("prime minister", "premier").replace("vice president", "") for role in roles)
    return any(word in role for role in plain for word in nouns(kind))


def form_of(names: tuple[Token, ...], place: str | None) -> TalkForm | None:
    """In person, by telephone, or through others; None where the words do not tell."""
    words = {child.lower_ for name in names for child in name.lefts} | {name.lemma_.lower() for name in names}
    if words & words_of("talks.toml", "nouns", "calls"):
        return TalkForm.CALL
    if words & {"indirect", "proximity", "mediated", "brokered"}:
        return TalkForm.INDIRECT
    return TalkForm.IN_PERSON if place or words & {"face", "direct", "summit", "meeting"} else None


def mediators_of(actors: Actors, names: tuple[Token, ...], clause: Token | None) -> tuple[Side, ...]:
    """The parties through which or at whose place others talk: "brokered by Egypt", "hosted by Oman"."""
    for name in names:
        clause_too = clause.children if clause is not None else ()
        behind = (one for one in name.subtree if one.tag_ == "VBN" and 0 < one.i - name.i < _NEAR)
        for child in (*behind, *(one for one in clause_too if one.tag_ == "VBN")):
            found = all_of(actors, governed(child, "by")).parties if child.lemma_.lower() in verbs("mediate") else ()
            if found:
                return found
    if clause is None or clause.lemma_.lower() not in verbs("mediate"):
        return ()
    hosts = attendance_of(actors, subject_of(clause)) if names[0].dep_ == "dobj" else NOBODY
    return (hosts.parties or all_of(actors, governed(clause, "by")).parties)[:1]


# --------------------------------------------------------------------------- who said so


def announcer_of(actors: Actors, token: Token, standing: Standing) -> str | None:
    """The party that announced or offered talks which are still ahead; None for others, and if nobody is told."""
    if standing not in (Standing.AHEAD, Standing.OFFERED, Standing.CANCELLED, Standing.REFUSED):
        return None
    for verb in _verbs_above(token):
        if _announces(verb):
            parties = attendance_of(actors, subject_of(verb)).parties
            return parties[0].name if parties else None
    return None


def _announces(verb: Token) -> bool:
    """Whether a verb makes known; "hold" does only in "hold out the prospect"."""
    lemma = verb.lemma_.lower()
    return lemma in verbs("saying") and (lemma != "hold" or any(child.lower_ == "out" for child in verb.children))


def _verbs_above(token: Token) -> Iterator[Token]:
    """The verb that governs the talks and the verbs that it is said by; a verb for something else at them ends it."""
    node = token
    while node.head.i != node.i and node.pos_ not in ("VERB", "AUX"):
        if node.dep_ == "prep" and node.lower_ not in ("of", "for", "on", "to"):
            return
        node = node.head
    while node.pos_ in ("VERB", "AUX"):
        yield node
        if node.head.i == node.i or node.dep_ not in ("ccomp", "xcomp", "conj", "acomp"):
            return
        node = node.head
