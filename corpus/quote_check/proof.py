"""A quotation's evidence: its words, their place and their source; and its proof, which needs no corpus to be checked.

The selectors are those of the W3C Web Annotation Data Model, https://www.w3.org/TR/annotation-model/#selectors.
"""

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import PurePath
from typing import Literal, Self

from pydantic import Field, ValidationError

from corpus.keepings import ArticleState
from corpus.models import Article, Original, Quote, Record, Source

BESIDE = 32
"""Code points before and behind the words that find them again in a corrected text."""


class TextQuoteSelector(Record):
    """The words, and what stands right before and behind them where that is known."""

    type: Literal["TextQuoteSelector"] = "TextQuoteSelector"
    exact: str = Field(min_length=1)
    prefix: str = ""
    suffix: str = ""


class TextPositionSelector(Record):
    """Where the words stand: code points into the text, end exclusive."""

    type: Literal["TextPositionSelector"] = "TextPositionSelector"
    start: int = Field(ge=0)
    end: int = Field(ge=0)


class Evidence(Record):
    """Words as a source has them: `id` is what `readout prove` takes, `source` the name of the article's file."""

    id: str
    quote: TextQuoteSelector
    position: TextPositionSelector
    kind: str
    speaker: str | None = None
    said_on: date | None = None
    title: str | None = None
    outlet: str | None = None
    published: date | None = None
    url: str | None = None
    source: str

    @classmethod
    def of(cls, said: Quote, where: Source, start: int = 0, end: int | None = None, **more: object) -> Self:
        """The evidence for a stretch of a quote, code points into its words; for all of it where none is given."""
        words = said.text[start:end]
        told: dict[str, object] = {
            "id": f"{where.id}/{said.id}",
            "quote": TextQuoteSelector(exact=words),
            "position": TextPositionSelector(start=said.start + start, end=said.start + start + len(words)),
            "kind": said.kind,
            "speaker": said.speaker_name,
            "said_on": said.said_on,
            **where.model_dump(include={"title", "outlet", "published", "url", "source"}),
        }
        return cls.model_validate(told | more)


class File(Record):
    """The bytes that an article was read from."""

    name: str
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    media_type: str


class Proof(Evidence):
    """What a quotation rests on. `sha256` is of the article's text in UTF-8, as the corpus keeps it.

    `file` is None for a text that was typed in. `state` is the article's when it was proved, and `version` its
    sender's number, if it has one.
    """

    readout: Literal[1] = 1
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    file: File | None = None
    state: ArticleState = ArticleState.USABLE
    version: int | None = None


def prove(quote: Quote, article: Article) -> Proof:
    """The proof of a quote of this article, which may be shown: nothing else can be proved."""
    text, start, end = article.text, quote.start, quote.end
    before, behind = text[max(0, start - BESIDE) : start], text[end : end + BESIDE]
    original = article.original
    return Proof.of(
        quote,
        article,
        quote=TextQuoteSelector(exact=text[start:end], prefix=before, suffix=behind),
        sha256=digest(text),
        source=PurePath(
            article.source
        ).name,  # a proof is handed on: where it lies on this machine is nobody's business
        file=_file(original) if original else None,
        version=original.version if original else None,
    )


def _file(original: Original) -> File:
    name = PurePath(original.file).name
    return File(name=name, sha256=original.sha256, media_type=original.media_type)


def digest(text: str) -> str:
    """The SHA-256 of a text in UTF-8; half a letter counts as the bytes that it would have."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def read_proof(written: str) -> Proof | None:
    """The proof in a file; None where it is none."""
    try:
        return Proof.model_validate_json(written)
    except ValidationError:
        return None


def doubts(proof: Proof, text: str | None = None) -> tuple[str, ...]:
    """What speaks against a proof, in sentences; () where nothing does.

    Without the article's text only the proof itself is looked at. In a text that has changed the words are looked for
    with what stood beside them.
    """
    length = len(proof.quote.exact)
    own = () if proof.position.end - proof.position.start == length else ("Its words do not fit its place.",)
    return own if text is None else (*own, *_against(proof, text))


def _against(proof: Proof, text: str) -> Iterator[str]:
    words, at = proof.quote, proof.position
    here = text[at.start : at.end] == words.exact
    beside = text[: at.start].endswith(words.prefix) and text[at.end :].startswith(words.suffix)
    if digest(text) != proof.sha256:
        yield "The article is not the one that was read: it has changed, or it is another."
    if here and beside:
        return
    if words.prefix + words.exact + words.suffix in text:
        yield "The words stand in it, but at another place."
    elif words.exact in text:
        yield "The words stand in it, but not between the same words."
    else:
        yield "The words do not stand in it."
