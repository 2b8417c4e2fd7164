"""Who is said to have said what, as the grammar of one sentence tells: cue, source and content.

An attribution has a *cue* ("said", "according to"), a *source* (the words that name who said it, "he" included) and a
*content* (what was said), as PARC and PolNeAR call them. Everything here is at the level of tokens: who "he" is, and
which stretches stand between quotation marks, is for others to say.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from corpus.knowledge import read_table, words_of
from corpus.reading import OUTSIDE, Reading

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Range = tuple[int, int]
"""The numbers of a first and a last token, both included."""

_SUBJECTS = frozenset({"nsubj", "csubj"})
_PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
_SHARES_SUBJECT = frozenset({"xcomp", "advcl", "ccomp", "conj", "dep"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_BESIDE_THE_NOUN = frozenset({"relcl", "acl", "punct", "advcl", "parataxis", "conj", "cc", "appos"})
_LONGEST_SOURCE = 25


@dataclass(frozen=True, slots=True)
class Source:
    """The words that name who said it; `head` is the token that the phrase hangs on."""

    first: int
    last: int
    head: int


@dataclass(frozen=True, slots=True)
class Attribution:
    """`cue` is the cue's token, None where punctuation does its work ("PENCE: …")."""

    first: int
    last: int
    source: Source | None
    cue: int | None


def cues(kind: str) -> frozenset[str]:
    """The lemmas of one kind of cue in ``knowledge/attribution.toml``."""
    return words_of("attribution.toml", kind)


@cache
def _prepositions() -> Mapping[str, list[str]]:
    table: Mapping[str, list[str]] = read_table("attribution.toml")["prepositions"]
    return table


def find_attributions(reading: Reading) -> list[Attribution]:
    """Every attribution whose content is a clause, an infinitive or an object, in the order of their cues."""
    found: list[Attribution] = []
    for token in reading.doc:
        if reading.inside[token.i] != OUTSIDE:
            continue
        if token.lower_ == "according":
            found.extend(_according_to(reading, token))
        elif token.pos_ in ("VERB", "AUX"):
            found.extend(_of_verb(reading, token))
        elif token.pos_ == "NOUN" and token.lemma_.lower() in cues("nouns"):
            found.extend(_of_noun(reading, token))
        elif token.dep_ == "acomp" and token.lemma_.lower() in cues("adjectives"):
            found.extend(_of_adjective(reading, token))
    return found


# --------------------------------------------------------------------------- sources


def source_of(reading: Reading, verb: "Token") -> Source | None:
    """The words that name the subject of a cue; None for a passive without an agent, "there" and the like."""
    subject = subject_of(verb)
    if subject is not None and not _can_speak(reading, subject, verb):
        own = (child for child in verb.rights if child.dep_ in _SUBJECTS)
        subject = next((child for child in own if _can_speak(reading, child, verb)), None)
    if subject is None and verb.lemma_.lower() in cues("strong"):
        subject = _noun_beside(reading, verb)
    if subject is None or subject.lower_ in cues("no_source") or not _can_speak(reading, subject, verb):
        return None
    return noun_phrase(subject)


def _can_speak(reading: Reading, subject: "Token", verb: "Token") -> bool:
    """Not a day, not a dateline, and not a word of the quotation that the cue introduces."""
    if subject.lower_ in cues("times") or _is_dateline(subject):
        return False
    return reading.inside[subject.i] in (OUTSIDE, reading.inside[verb.i])


def _noun_beside(reading: Reading, verb: "Token") -> "Token | None":
    """The noun right after the cue («said the diplomat …») or right before it, where the parse gives it no subject."""
    doc = verb.doc
    if _is_passive(verb):
        return None
    after = doc[verb.i + 1] if verb.i + 1 < len(doc) else None
    if after is not None and _begins_noun_phrase(after):
        return _top_of_phrase(after)
    at = verb.i - 1
    while at > 0 and (doc[at].pos_ in ("ADV", "AUX") or doc[at].text == ","):
        at -= 1
    before = doc[at]
    if at < 0 or before.pos_ not in ("PROPN", "NOUN") or before.dep_ in ("pobj", "dobj", "poss") or before.is_sent_end:
        return None
    return before if reading.inside[at] == OUTSIDE else None


def _begins_noun_phrase(token: "Token") -> bool:
    named = token.pos_ in ("DET", "PROPN") or token.tag_ == "PRP"
    return named and token.lower_ not in ("it", "them") and _top_of_phrase(token).lower_ not in cues("times")


def _is_dateline(subject: "Token") -> bool:
    """«DOHA, Jan 12 (Reuters) - An envoy said …»: the place before a paragraph's first dash says nothing."""
    doc = subject.doc
    opens = all(doc[at].text.isupper() for at in range(max(subject.sent.start, subject.i - 2), subject.i + 1))
    dashes = (token for token in doc[subject.i + 1 : subject.i + 14] if token.text in ("-", "--", "–", "—"))
    return opens and subject.i - subject.sent.start < 3 and any(dash.i > subject.i for dash in dashes)


def _top_of_phrase(token: "Token") -> "Token":
    while token.dep_ in ("compound", "det", "amod", "nmod", "poss", "nummod") and token.head.i > token.i:
        token = token.head
    return token


def _is_passive(verb: "Token") -> bool:
    return any(child.dep_ in ("auxpass", *_PASSIVE_SUBJECTS) for child in verb.children)


def subject_of(verb: "Token", depth: int = 0) -> "Token | None":
    """The token that does what `verb` says: its subject, its agent, or the subject that it shares with another verb."""
    passive = False
    for child in verb.children:
        if child.dep_ in _SUBJECTS:
            return child
        if child.dep_ == "agent":
            return next((noun for noun in child.children if noun.dep_ == "pobj"), None)
        passive = passive or child.dep_ in _PASSIVE_SUBJECTS or child.dep_ == "auxpass"
    if passive or depth > 4:
        return None
    return _shared_subject(verb, depth)


def _shared_subject(verb: "Token", depth: int) -> "Token | None":
    head = verb.head
    if verb.dep_ == "advcl" and verb.lower_ == "asked":
        return None  # «Asked whether the well was dry, Byron said …»
    if verb.dep_ in ("acl", "relcl"):
        carried = head.lemma_.lower() in cues("carriers") and head.dep_ == "dobj"
        if verb.tag_ == "VBG" and verb.i and (carried or verb.doc[verb.i - 1].text == ","):
            return _subject_above(head, depth) or head
        return head if verb.tag_ in ("VBG", "VBD", "VB", "VBZ", "VBP") else None
    if head.pos_ in ("VERB", "AUX"):
        if verb.dep_ == "conj" or (verb.dep_ in _SHARES_SUBJECT and verb.tag_ in ("VBG", "VB", "VBN")):
            while verb.lemma_.lower() in cues("going_on") and head.dep_ == "ccomp" and head.head.pos_ == "VERB":
                head = head.head  # «Byron said that the well was dry, adding that …»: it is Byron who adds
            own = subject_of(head, depth + 1)
            return own or (_passive_subject(head) if verb.dep_ != "conj" else None)
        return None
    if verb.dep_ == "pcomp" and head.head.pos_ in ("VERB", "AUX"):
        quoted = next((child for child in head.head.rights if child.dep_ == "dobj" and child.i < verb.i), None)
        if quoted is not None and head.lower_ == "as" and head.head.lemma_.lower() in ("quote", "cite"):
            return quoted
        return subject_of(head.head, depth + 1) or _passive_subject(head.head)
    return None


def _subject_above(noun: "Token", depth: int) -> "Token | None":
    """The subject of the clause that a noun is an object in: «X rejected the charge, saying …»."""
    for above in noun.ancestors:
        if above.pos_ in ("VERB", "AUX"):
            return subject_of(above, depth + 1)
    return None


def _passive_subject(verb: "Token") -> "Token | None":
    """«X was quoted as saying», «X is expected to say»."""
    return next((child for child in verb.children if child.dep_ in _PASSIVE_SUBJECTS), None)


def noun_phrase(head: "Token") -> Source:
    """The phrase that hangs on `head`, without relative clauses, with nouns joined to it ("Graham and Cruz")."""
    first, last = head.left_edge.i, head.i
    for child in head.rights:
        if child.dep_ not in _BESIDE_THE_NOUN or (child.dep_ in ("conj", "cc") and _joins_short(head, child)):
            last = max(last, child.right_edge.i) if child.right_edge.i - head.i <= _LONGEST_SOURCE else last
    doc = head.doc
    while last > head.i and (doc[last].is_punct or doc[last].is_space):
        last -= 1
    while first < head.i and (doc[first].is_punct or doc[first].is_space):
        first += 1
    return Source(max(first, head.i - _LONGEST_SOURCE), last, head.i)


def _joins_short(head: "Token", child: "Token") -> bool:
    return child.right_edge.i - head.i < 8 and (child.dep_ == "cc" or child.pos_ in ("PROPN", "NOUN", "PRON"))


# --------------------------------------------------------------------------- contents


def _of_verb(reading: Reading, verb: "Token") -> Iterator[Attribution]:
    lemma = verb.lemma_.lower()
    if not _is_cue(lemma):
        return
    source = source_of(reading, verb)
    if source is None:
        return
    for first, last in _contents(verb, lemma, source):
        yield Attribution(first, last, source, verb.i)


def _is_cue(lemma: str) -> bool:
    return (
        any(lemma in cues(kind) for kind in ("speech", "thought", "infinitive", "object")) or lemma in _prepositions()
    )


def _contents(verb: "Token", lemma: str, source: Source) -> Iterator[Range]:
    if lemma in cues("speech") or lemma in cues("thought"):
        clauses = list(_clauses(verb))
        for clause in clauses:
            yield from _runs(clause, verb, source)
        if clauses:
            return
    if lemma in cues("infinitive"):
        complements = [child for child in verb.rights if child.dep_ == "xcomp" or _is_infinitive_clause(child)]
        if complements:
            objects = [
                child for child in verb.rights if child.dep_ in ("dobj", "dative") and child.i < complements[0].i
            ]
            start = min(child.left_edge.i for child in [*objects[:1], complements[0]])
            yield start, complements[-1].right_edge.i
            return
    governed = _prepositions().get(lemma, ())
    phrases = [child for child in verb.rights if child.dep_ in ("prep", "prt", "dative") and child.lower_ in governed]
    objects = [child for child in verb.rights if child.dep_ in ("dobj", "oprd", "ccomp", "xcomp", "attr")]
    if lemma in cues("object") and objects:
        end = max(child.right_edge.i for child in [*objects, *phrases, *_as_phrases(verb)])
        yield objects[0].left_edge.i, end
    elif phrases:
        inner = list(phrases[0].children)
        start = min((child.left_edge.i for child in inner), default=phrases[0].i + 1)
        end = phrases[-1].right_edge.i
        if end > phrases[0].i:
            yield start, end


def _clauses(verb: "Token") -> Iterator["Token"]:
    for child in verb.children:
        if child.dep_ == "ccomp" or (child.dep_ == "xcomp" and child.tag_ in ("VBD", "VBZ", "VBP")):
            yield child
    if verb.dep_ == "parataxis":
        yield verb.head


def _is_infinitive_clause(child: "Token") -> bool:
    return child.dep_ in ("ccomp", "advcl", "acl", "relcl") and any(part.tag_ == "TO" for part in child.lefts)


def _as_phrases(verb: "Token") -> list["Token"]:
    """«described the vote as a farce», «likened it to a circus», «praised her for trying»."""
    return [child for child in verb.rights if child.dep_ == "prep" and child.lower_ in ("as", "to", "for", "with")]


def _runs(clause: "Token", verb: "Token", source: Source) -> Iterator[Range]:
    """The stretches of a clause that the cue and its source do not interrupt."""
    doc = clause.doc
    own = {token.i for token in clause.subtree}
    if verb.i in own:
        own -= {token.i for token in verb.subtree}
    misread = source.head in own
    own -= set(range(source.first, source.last + 1))
    runs = [(first, last) for first, last in _stretches(sorted(own), doc) if last > first]
    # Where the parse puts the source into the clause («said the diplomat taking part»), only one run is what was said.
    yield from sorted(runs, key=lambda run: run[0] - run[1])[:1] if misread else runs


def _stretches(numbers: list[int], doc: "Doc") -> Iterator[Range]:
    first: int | None = None
    before = -2
    for number in numbers:
        if first is None:
            first = number
        elif any(not (doc[gap].is_punct or doc[gap].is_space) for gap in range(before + 1, number)):
            yield first, before
            first = number
        before = number
    if first is not None:
        yield first, before


# --------------------------------------------------------------------------- other cues than verbs


def _according_to(reading: Reading, cue: "Token") -> Iterator[Attribution]:
    following = cue.doc[cue.i + 1] if cue.i + 1 < len(cue.doc) else cue
    noun = next((child for child in following.children if child.dep_ == "pobj"), None)
    if following.lower_ != "to" or noun is None:
        return
    source = noun_phrase(noun)
    sentence = reading.sentence_of(cue)
    if cue.i - sentence.start <= 2:
        yield Attribution(max(noun.right_edge.i, source.last) + 1, sentence.end - 1, source, cue.i)
        return
    first = _clause_start(cue, sentence.start)
    yield Attribution(first, cue.i - 1, source, cue.i)
    after = max(noun.right_edge.i, source.last) + 1
    if after < sentence.end - 3 and cue.doc[after].text == "," and cue.head.i > after:
        yield Attribution(after + 1, sentence.end - 1, source, cue.i)


def _clause_start(cue: "Token", sentence_start: int) -> int:
    """Where the clause begins that "according to" closes: after a semicolon, or the sentence's start."""
    for number in range(cue.i - 1, sentence_start, -1):
        if cue.doc[number].text in (";", "—", "–", "--"):
            return number + 1
    return sentence_start


def _of_noun(reading: Reading, noun: "Token") -> Iterator[Attribution]:
    """«Kyiv's claim that …», «a warning from the bank that …», «his demand for …»."""
    owner = next((child for child in noun.lefts if child.dep_ == "poss"), None)
    if owner is None:
        by = next((child for child in noun.rights if child.lower_ in ("by", "from") and child.dep_ == "prep"), None)
        owner = next((child for child in by.children if child.dep_ == "pobj"), None) if by is not None else None
    if owner is None:
        return
    content = next(
        (child for child in noun.rights if child.dep_ in ("acl", "relcl", "ccomp") and _is_content_clause(child)), None
    ) or next(
        (
            child
            for child in noun.rights
            if child.dep_ == "prep" and child.lower_ in ("for", "of", "about", "that", "to")
        ),
        None,
    )
    if content is None or content.right_edge.i - content.left_edge.i < 1:
        return
    yield Attribution(content.left_edge.i, content.right_edge.i, noun_phrase(owner), noun.i)


def _is_content_clause(child: "Token") -> bool:
    first = next(iter(child.subtree))
    return first.lower_ in ("that", "to") and first.dep_ != "nsubj"


def _of_adjective(reading: Reading, adjective: "Token") -> Iterator[Attribution]:
    """«is confident that …»."""
    source = source_of(reading, adjective.head)
    content = next((child for child in adjective.rights if child.dep_ in ("ccomp", "prep", "xcomp")), None)
    if source is not None and content is not None and content.right_edge.i > content.left_edge.i:
        yield Attribution(content.left_edge.i, content.right_edge.i, source, adjective.i)


def describe(attribution: Attribution, doc: Any) -> str:
    """One line for people who debug the grammar: source, cue, content."""
    source = attribution.source
    named = doc[source.first : source.last + 1].text if source else "-"
    cue = doc[attribution.cue].text if attribution.cue is not None else ":"
    return f"{named} | {cue} | {doc[attribution.first : attribution.last + 1].text}"
