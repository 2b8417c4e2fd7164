"""What speaks for a referent when a pronoun looks for its own: named pieces of evidence, each with a fitted weight.

*Possible* is decided by hard filters, *preferred* by the sum of the weights, as coreferee and BBC Citron do; the share
of the best in the softmax over all that are possible is how certain it is (conditional logit).
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.document.parse import OUTSIDE, Parse
from corpus.document.reference.referents import SUBJECTS, Referent, Trace, sex_of_pronoun, top_of_name
from corpus.document.reference.reporters import is_cited, reporter_of
from corpus.document.syntax import nouns_behind
from corpus.document.tokens import Token
from corpus.knowledge.attribution import cues

NAMES = (
    *("sentence_before", "two_before", "three_before", "further", "paragraph_between", "mark_between"),
    *("subject", "object", "possessive", "subject_around", "object_around", "centre", "latest_subject"),
    *("speaker_there", "speaker_of_words", "in_words", "pronoun_in_words"),
    *("latest", "often", "new_subject", "new_other"),
    *(
        "unknown_sex",
        "called_otherwise",
        "unread",
        "unread_source",
        "described",
        "sexed",
        "indefinite",
        "unnamed_source",
    ),
)
FURTHEST_DESCRIBED = 3
"""Told sentences after which nobody means somebody by a pronoun who was only described."""
_GOVERNED = frozenset(
    ["nsubj", "nsubjpass", "dobj", "dative", "ccomp", "xcomp", "advcl", "prep", "pobj", "poss", "agent"]
)
LOOKED_AT = 4
"""Traces of a referent that the filters look at; what stood further back than these is not of the same clause."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A referent with the traces that it has left before the pronoun, the last one last.

    `told_of` are those in the words that the pronoun says, behind it too.
    """

    referent: Referent
    traces: list[Trace]
    told_of: Sequence[Trace] = ()


@dataclass(frozen=True)
class Distances:
    """How far apart two tokens are told."""

    parse: Parse

    def sentences(self, first: int, last: int) -> int:
        """Sentences that begin between two tokens; a quotation of many sentences pushes nobody away."""
        numbers = self.parse.sentence_numbers
        apart = self._told[numbers[last]] - self._told[numbers[first]]
        return apart or int(numbers[first] != numbers[last])

    @cached_property
    def _told(self) -> list[int]:
        """For each sentence how many up to it the article tells in its own voice."""
        told, counts = 0, []
        for sentence in self.parse.sentences:
            told += any(self.parse.inside[token.i] == OUTSIDE and token.is_alpha for token in sentence)
            counts.append(told)
        return counts


# --------------------------------------------------------------------------- who is possible


def is_possible(parse: Parse, pronoun: Token, sex: str, one: Candidate) -> bool:
    """Whether grammar lets the pronoun mean the referent: its sex, its clause, and no quotation of its own."""
    if one.referent.sex not in (sex, None):
        return False
    near = one.traces[-LOOKED_AT:]
    if pronoun.lower_.endswith("self") and one.referent.person is None:
        return any(trace.role == "subject" and _is_around(parse, pronoun, trace) for trace in near)
    governor = _governor(pronoun)
    for trace in near:
        if trace.role != "subject":
            continue
        if governor is not None and parse.doc[trace.top].head.i == governor.i:
            return False
        if _speaks_around(parse, pronoun, trace):
            return False
    return True


def commanded(parse: Parse, pronoun: Token) -> Iterator[int]:
    """The tokens behind a pronoun whose names are somebody else's: «he told Lind», «he said Lind had left».

    What its verb governs in the same marks, without what is added or joined to it (binding theory's principle C).
    """
    below = list(pronoun.head.rights) if pronoun.dep_ in {*SUBJECTS, "dobj", "dative"} else []
    while below:
        token = below.pop()
        if token.i > pronoun.i and token.dep_ in _GOVERNED and parse.inside[token.i] == parse.inside[pronoun.i]:
            yield token.i
            below.extend(token.children)


def _governor(pronoun: Token) -> Token | None:
    """The verb whose object the pronoun is, reflexives apart: its subject is somebody else."""
    if pronoun.lower_.endswith("self") or pronoun.dep_ not in ("dobj", "dative", "pobj"):
        return None
    return pronoun.head.head if pronoun.dep_ == "pobj" else pronoun.head


def _speaks_around(parse: Parse, pronoun: Token, trace: Trace) -> bool:
    """«"He must go," Ada Byron said»: who says it in this very sentence does not call herself so."""
    numbers = parse.sentence_numbers
    return (
        parse.inside[pronoun.i] != OUTSIDE
        and parse.inside[trace.token] == OUTSIDE
        and numbers[trace.token] == numbers[pronoun.i]
    )


# --------------------------------------------------------------------------- who is preferred


def evidence_of(
    distances: Distances, pronoun: Token, one: Candidate, all_of_them: Sequence[Candidate]
) -> tuple[float, ...]:
    """The pieces of evidence for one candidate, in the order of `NAMES`."""
    found = _of_distance(distances, pronoun, one) | _of_grammar(distances, pronoun, one)
    found |= _of_standing(one, all_of_them) | _of_kind(distances, pronoun, one)
    found["unread_source"] = found["unread"] and found["speaker_there"]
    found["unnamed_source"] = found["described"] and found["speaker_there"]
    return tuple(float(found.get(name, 0.0)) for name in NAMES)


def _of_distance(distances: Distances, pronoun: Token, one: Candidate) -> dict[str, float]:
    parse, last = distances.parse, one.traces[-1].token
    apart = distances.sentences(last, pronoun.i)
    near = {1: "sentence_before", 2: "two_before", 3: "three_before"}
    found = {near[apart]: 1.0} if apart in near else {"further": math.log(apart)} if apart else {}
    return found | {
        "paragraph_between": parse.paragraph[pronoun.i] != parse.paragraph[last],
        "mark_between": parse.inside[pronoun.i] != parse.inside[last],
    }


def _of_grammar(distances: Distances, pronoun: Token, one: Candidate) -> dict[str, float]:
    parse, last = distances.parse, one.traces[-1]
    outside, spoke = parse.inside[pronoun.i] == OUTSIDE, _speaks_there(parse, one)
    return {
        last.role: 1.0,
        "subject_around": last.role == "subject" and _is_around(parse, pronoun, last),
        "object_around": last.role == "object" and _is_around(parse, pronoun, last),
        "centre": _is_centre(distances, pronoun, one),
        "speaker_there": spoke and outside,
        "speaker_of_words": spoke and not outside,
        "in_words": any(not trace.pronoun for trace in one.told_of),
        "pronoun_in_words": max((trace.certainty for trace in one.told_of if trace.pronoun), default=0.0),
    }


def _speaks_there(parse: Parse, one: Candidate) -> bool:
    """Whether somebody speaks in the last sentence that tells of them."""
    numbers, last = parse.sentence_numbers, one.traces[-1].token
    there = [parse.doc[trace.top] for trace in one.traces[-LOOKED_AT:] if numbers[trace.token] == numbers[last]]
    return any(speaks(parse, top) or is_cited(top) for top in there)


def _is_around(parse: Parse, pronoun: Token, subject: Trace) -> bool:
    """«X said that he …»: the subject of a clause that the pronoun's own stands in."""
    verb = parse.doc[subject.top].head.i
    same = parse.sentence_numbers[subject.token] == parse.sentence_numbers[pronoun.i]
    return same and any(above.i == verb for above in pronoun.ancestors)


def _is_centre(distances: Distances, pronoun: Token, one: Candidate) -> bool:
    """The subject of a main clause of the last told sentence (centering theory's backward-looking centre).

    Of a sentence that reports it is who reports.
    """
    parse, before = distances.parse, _sentence_before(distances, pronoun, one)
    reporter = _reporter(parse, before)
    if reporter is not None:
        return any(reporter.i in (trace.token, trace.top) for trace in before)
    return any(_is_main(parse, parse.doc[trace.top].head) for trace in before if trace.role == "subject")


def _goes_on(distances: Distances, pronoun: Token, one: Candidate) -> bool:
    """Whether a pronoun that speaks goes on from who tells what the last told sentence reports.

    Not from a bare "the nurse", who may be somebody named before.
    """
    reporter = _reporter(distances.parse, _sentence_before(distances, pronoun, one))
    if reporter is None or not speaks(distances.parse, pronoun):
        return False
    bare = all(child.dep_ != "poss" for child in reporter.lefts) and not any(nouns_behind(of) for of in reporter.rights)
    return (one.referent.indefinite or not bare) and _is_centre(distances, pronoun, one)


def _sentence_before(distances: Distances, pronoun: Token, one: Candidate) -> list[Trace]:
    return [trace for trace in one.traces[-LOOKED_AT:] if distances.sentences(trace.token, pronoun.i) == 1]


def _reporter(parse: Parse, before: Sequence[Trace]) -> Token | None:
    return reporter_of(parse, parse.sentence_of(parse.doc[before[-1].token])) if before else None


def _is_main(parse: Parse, verb: Token) -> bool:
    """Whether nothing that is told governs a verb: what governs that of «"…," he said» stands in the marks."""
    return verb.dep_ == "ROOT" or (parse.inside[verb.head.i] != OUTSIDE and parse.inside[verb.i] == OUTSIDE)


def speaks(parse: Parse, token: Token) -> bool:
    """Whether a token is the subject of a verb of saying, outside of any marks."""
    top = top_of_name(token)
    outside = parse.inside[token.i] == OUTSIDE
    return outside and top.dep_ == "nsubj" and top.head.lemma_.lower() in cues("strong")


def _of_standing(one: Candidate, all_of_them: Sequence[Candidate]) -> dict[str, float]:
    latest = max(other.traces[-1].token for other in all_of_them)
    subjects = [trace.token for other in all_of_them for trace in other.traces[-LOOKED_AT:] if trace.role == "subject"]
    own = {trace.token for trace in one.traces[-LOOKED_AT:]}
    return {
        "latest": one.traces[-1].token == latest,
        "latest_subject": bool(subjects) and max(subjects) in own,
        "often": math.log(len(one.traces)),
    }


def _of_kind(distances: Distances, pronoun: Token, one: Candidate) -> dict[str, float]:
    referent = one.referent
    called = [sex_of_pronoun(distances.parse.doc[trace.token]) for trace in one.traces if trace.pronoun]
    new = len(one.traces) == 1 and distances.sentences(one.traces[0].token, pronoun.i) <= 1
    return {
        "unknown_sex": referent.person is not None and referent.sex is None and not called,
        "called_otherwise": bool(called) and called[-1] != sex_of_pronoun(pronoun),
        "unread": referent.person is None and referent.name is not None,
        "described": referent.name is None and not _goes_on(distances, pronoun, one),
        "sexed": referent.name is None and referent.sex is not None,
        "indefinite": referent.indefinite,
        "new_subject": referent.person is not None and new and one.traces[0].role == "subject",
        "new_other": referent.person is not None and new and one.traces[0].role != "subject",
    }
