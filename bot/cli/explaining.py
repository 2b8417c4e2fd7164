"""How a text is read, step by step: the parse, who is named and meant, the cues that were tried, what came of them.

For whoever extends the reading, and for an editor who wonders. Numbers are those of the words.
"""

from collections.abc import Iterable, Iterator

from bot.cli.terminal import printable
from corpus.articles import read_article
from corpus.document.document import Document, annotate
from corpus.document.factuality import factuality_of
from corpus.document.parse import OUTSIDE
from corpus.document.reference import Meant, certain_from
from corpus.extract.extraction import read_document
from corpus.extract.positions.cues import beginnings, cues_at
from corpus.extract.positions.predicates import claims_at
from corpus.knowledge.attribution import cues
from corpus.models import Extraction, Position, Quote, Talk

NOTHING = "nothing"
KINDS_OF_CUE = ("strong", "speech", "uttering", "thought")
"""The lists of attribution.toml that a verb of saying can stand in, the surest first."""


def explained(text: str) -> str:
    """Lines under headings. Raises `ArticleError` for an empty text, `LanguageModelError` without a model."""
    document = annotate(read_article(text, "The text"))
    found = read_document(document)
    parts = {
        "Parse: number, word, lemma, tag, relation and number of the word that it hangs on": _parse(document),
        "People, with role and party": _people(document),
        "Parties": _parties(document),
        f"Whom “he” and “she” mean; below {certain_from():.2f} nobody is named": _meant(document),
        "Cues of saying, and whether anybody stands for what they tell": _sayings(document),
        "Cues of positions, and what they claim": _claims(document),
        "Found": _found(found),
        "Not found": _missing(document, found),
    }
    return "\n\n".join("\n".join([heading, *_lines(told)]) for heading, told in parts.items())


def _lines(told: Iterable[str]) -> list[str]:
    return [f"  {printable(line)}" for line in told] or [f"  {NOTHING}"]


def _parse(document: Document) -> Iterator[str]:
    for token in document.parse.doc:
        if not token.is_space:
            hangs_on = "" if token.head.i == token.i else f" {token.head.i}"
            yield f"{token.i:>4} {token.text:<18} {token.lemma_:<18} {token.tag_:<5} {token.dep_}{hangs_on}"


def _people(document: Document) -> Iterator[str]:
    for one in document.persons:
        yield " · ".join(filter(None, (one.name, one.role, one.party_name)))


def _parties(document: Document) -> Iterator[str]:
    for one in document.mentions.found:
        yield f"{one.name} ({one.kind}), {_words(document, one.first, one.last)}" + (
            "" if one.acts else ": a place here"
        )


def _meant(document: Document) -> Iterator[str]:
    for at, one in sorted(document.meant.items()):
        yield f"{at:>4} {document.parse.doc[at].text}: {_called(one)}, certain to {one.certainty:.2f}"


def _called(one: Meant) -> str:
    return one.referent.name or f"somebody described, “{one.referent.noun}”"


def _sayings(document: Document) -> Iterator[str]:
    for token in document.parse.doc:
        kind = next((kind for kind in KINDS_OF_CUE if token.lemma_.lower() in cues(kind)), None)
        if kind and token.pos_ in ("VERB", "AUX"):
            yield f"{token.i:>4} {token.text}: {kind}, {factuality_of(token)}"


def _claims(document: Document) -> Iterator[str]:
    for token in beginnings(document.parse.doc):
        tried = [f"{one.stance} ({' '.join((token.lemma_, *one.words))})" for one in cues_at(token)]
        claimed = [f"{claim.stance}{'' if claim.stands else ', which does not stand'}" for claim in claims_at(token)]
        if tried or claimed:
            came = ", ".join(claimed) or "no frame fits"
            yield f"{token.i:>4} {token.text}: tried {', '.join(tried) or 'the grammar'}; {came}"


def _found(found: Extraction) -> Iterator[str]:
    yield from map(_quote, found.quotes)
    yield from map(_position, found.positions)
    yield from map(_talk, found.talks)


def _quote(one: Quote) -> str:
    named = one.speaker_name or "nobody for certain"
    beside = f", by the words “{one.speaker_span.text}”" if one.speaker_span else ""
    return f"quote, {one.kind}, of {named} ({one.certainty:.2f}){beside}: {one.text}"


def _position(one: Position) -> str:
    return f"position, {one.party_name} {one.stance}, on {one.issue}: {' … '.join(span.text for span in one.evidence)}"


def _talk(one: Talk) -> str:
    return " · ".join(filter(None, ("talks", one.status, ", ".join(one.party_names), one.place, str(one.date or ""))))


def _missing(document: Document, found: Extraction) -> Iterator[str]:
    """Why there may be nothing: for each kind of record that was not found, the first thing that it needs."""
    yield from _why_no_quote(document, found)
    if not found.positions:
        yield "no position: no cue of cues.toml stands with a party as its subject and something that it can be about"
    if not found.talks:
        yield "no talks: no word of talks.toml stands with those who talk"


def _why_no_quote(document: Document, found: Extraction) -> Iterator[str]:
    if not found.quotes:
        marks = "no words between marks" if set(document.parse.inside) == {OUTSIDE} else "no words that somebody says"
        yield f"no quote: {marks}, and no cue of saying whose subject is somebody"
    for one in found.quotes:
        if one.speaker_name is None:
            why = "nobody is certain enough" if one.speaker_span else "no cue of saying with its subject is beside them"
            yield f"no speaker of “{one.text[:40]}”: {why}"


def _words(document: Document, first: int, last: int) -> str:
    return f"words {first} to {last}" if last > first else f"word {first}"
