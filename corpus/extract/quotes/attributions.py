"""Who is said to have said what, as the grammar of one sentence tells: cue, source and content.

An attribution has a *cue* ("said", "according to"), a *source* (the words that name who said it, "he" included) and a
*content* (what was said), as PARC and PolNeAR call them. Everything here is at the level of tokens: who "he" is, and
which stretches stand between quotation marks, is for others to say.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from corpus.document.furniture import UNTOLD
from corpus.document.parse import OUTSIDE, Parse, quotation_of
from corpus.document.syntax import has_what, is_passive, is_relative, makers_of, nouns_behind, says
from corpus.document.tokens import Doc, Token
from corpus.extract.quotes.sources import Source, noun_phrase, source_of
from corpus.knowledge import read_table
from corpus.knowledge.attribution import cues

Range = tuple[int, int]
"""The numbers of a first and a last token, both included."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """What is said stands from token `first` to `last`, `cue` is the token that brings it."""

    first: int
    last: int
    source: Source
    cue: int


def prepositions(verb: Token) -> Collection[str]:
    """What hangs what is said on a verb ("called for an inquiry"); () for most verbs."""
    table: Mapping[str, list[str]] = read_table("attribution.toml")["prepositions"]
    return table.get(verb.lemma_.lower(), ())


def find_attributions(parse: Parse) -> list[Attribution]:
    """Every attribution whose content is a clause, an infinitive or an object, in the order of their cues."""
    found: list[Attribution] = []
    for token in parse.doc:
        if parse.inside[token.i] != OUTSIDE or parse.furniture_at(token.i) in UNTOLD:
            continue
        if token.lower_ == "according" or (
            token.lower_ == "words" and token.dep_ == "pobj" and token.head.lower_ == "in"
        ):
            found.extend(_according_to(parse, token))
        elif token.pos_ in ("VERB", "AUX"):
            found.extend(_of_verb(parse, token))
        elif token.pos_ == "NOUN" and token.lemma_.lower() in cues("nouns"):
            found.extend(_of_noun(token))
        elif token.dep_ == "acomp" and token.lemma_.lower() in cues("adjectives"):
            found.extend(_of_adjective(parse, token))
    return found


def _of_verb(parse: Parse, verb: Token) -> Iterator[Attribution]:
    lemma = verb.lemma_.lower()
    if not (prepositions(verb) or any(lemma in cues(kind) for kind in ("speech", "thought", "infinitive", "object"))):
        return
    source = source_of(parse, verb)
    if source is None:
        return
    for first, last in _contents(verb, lemma, source):
        yield Attribution(first, last, source, verb.i)


def _contents(verb: Token, lemma: str, source: Source) -> Iterator[Range]:
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
    governed = prepositions(verb)
    phrases = [child for child in verb.rights if child.dep_ in ("prep", "prt", "dative") and child.lower_ in governed]
    objects = [child for child in verb.rights if child.dep_ in ("dobj", "oprd", "ccomp", "xcomp", "attr")]
    labels = [child for child in verb.rights if child.dep_ == "prep" and child.lower_ in ("as", "to", "for", "with")]
    if phrases and objects and phrases[0].i > objects[0].i:
        yield phrases[0].i, phrases[-1].right_edge.i  # «accused Byron of theft», «likened it to a circus»
    elif lemma in cues("object") and objects:
        yield objects[0].left_edge.i, max(*(child.right_edge.i for child in objects), *map(_end, labels), 0)
    elif lemma in cues("object") and labels and labels[0].lower_ == "as" and (is_relative(verb) or has_what(verb)):
        yield labels[0].i + 1, _end(labels[0])  # «a plan which Oslo describes as a circus», «what Oslo describes as …»
    elif phrases:
        inner = list(phrases[0].children)
        start = min((child.left_edge.i for child in inner), default=phrases[0].i + 1)
        end = phrases[-1].right_edge.i
        if end > phrases[0].i:
            yield start, end


def _end(label: Token) -> int:
    """The last token of what somebody is called; where and when («as a "disgrace" on Monday») is no part of it."""
    for token in label.subtree:
        apart = (token.dep_ == "prep" and token.lower_ in ("during", "on", "at")) or token.lower_ in cues("times")
        if apart and token.i > label.i and quotation_of(token) == OUTSIDE != quotation_of(token.nbor(-1)):
            return token.i - 1
    return label.right_edge.i


def _clauses(verb: Token) -> Iterator[Token]:
    for child in verb.children:
        if child.i < verb.i and is_passive(verb):
            continue  # «A clerk blamed for the rules was confirmed by Lind»: the clerk, not what is confirmed
        if child.dep_ == "ccomp" or (child.dep_ == "xcomp" and child.tag_ in ("VBD", "VBZ", "VBP")):
            yield child
    if verb.dep_ == "parataxis":
        yield verb.head


def _is_infinitive_clause(child: Token) -> bool:
    return child.dep_ in ("ccomp", "advcl", "acl", "relcl") and any(part.tag_ == "TO" for part in child.lefts)


def _runs(clause: Token, verb: Token, source: Source) -> Iterator[Range]:
    """The stretches of a clause that the cue and its source do not interrupt."""
    doc = clause.doc
    own = {token.i for token in clause.subtree}
    if verb.i in own:
        own -= {token.i for token in verb.subtree}
    own -= set(range(source.first, source.last + 1))
    own -= _reporters(clause)
    yield from ((first, last) for first, last in _stretches(sorted(own), doc) if last > first)


def _reporters(clause: Token) -> set[int]:
    """What the parse puts into a clause of his: when he said it, what he says next («said it was so and warned»)."""
    time = [child for child in [*clause.lefts][:1] if child.dep_ == "npadvmod" and child.lower_ in cues("times")]
    joined = (child for child in clause.rights if child.dep_ == "conj" and says(child))
    following = [one for one in joined if not any("nsubj" in child.dep_ or child.dep_ == "expl" for child in one.lefts)]
    edges = [(one.left_edge.i, one.right_edge.i) for one in time]
    edges += [(one.left_edge.i - 1, one.right_edge.i) for one in following]  # with its "and"
    return {number for first, last in edges for number in range(first, last + 1)}


def _stretches(numbers: list[int], doc: Doc) -> Iterator[Range]:
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


def _according_to(parse: Parse, cue: Token) -> Iterator[Attribution]:
    following = cue.doc[cue.i + 1] if cue.i + 1 < len(cue.doc) else cue
    noun = next(iter(nouns_behind(following)), None)
    before = cue.doc[max(cue.i - 2, 0) : cue.i].text.lower()
    whose = following.lower_ == "to" or (following.lower_ == "of" and before == "in the")
    if noun is None or not whose:
        return
    source = noun_phrase(noun)
    sentence = parse.sentence_of(cue)
    if cue.i - sentence.start <= 2:
        yield Attribution(max(noun.right_edge.i, source.last) + 1, sentence.end - 1, source, cue.i)
        return
    yield Attribution(sentence.start, cue.i - 1, source, cue.i)
    after = max(noun.right_edge.i, source.last) + 1
    if after < sentence.end - 3 and cue.doc[after].text == "," and cue.head.i > after:
        yield Attribution(after + 1, sentence.end - 1, source, cue.i)


def _of_noun(noun: Token) -> Iterator[Attribution]:
    """«Kyiv's claim that …», «a warning from the bank that …», «his demand for …»."""
    owner = next((child for child in noun.lefts if child.dep_ == "poss"), None)
    owner = owner or next(makers_of(noun), None)
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


def _is_content_clause(child: Token) -> bool:
    first = next(iter(child.subtree))
    return first.lower_ in ("that", "to") and first.dep_ != "nsubj"


def _of_adjective(parse: Parse, adjective: Token) -> Iterator[Attribution]:
    """«is confident that …»."""
    source = source_of(parse, adjective.head)
    content = next((child for child in adjective.rights if child.dep_ in ("ccomp", "prep", "xcomp")), None)
    if source is not None and content is not None and content.right_edge.i > content.left_edge.i:
        yield Attribution(content.left_edge.i, content.right_edge.i, source, adjective.i)
