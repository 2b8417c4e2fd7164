"""What a format reader gives: an article as its format has it, and the `Article` that is made of it."""

import hashlib
from datetime import date

from corpus.articles import article_id, is_address
from corpus.errors import ArticleError
from corpus.models import Article, Original, Place, Record, Span, Standing, Voice


class Piece(Standing):
    """An article in one of its formats. `places`, `voices` and `joined` count in code points of `body`.

    `locator` tells it from the others of its file; "" where it is the only one.
    """

    body: str
    title: str | None = None
    published: date | None = None
    outlet: str | None = None
    url: str | None = None
    locator: str = ""
    encoding: str = "utf-8"
    guessed: bool = False
    places: tuple[Place, ...] = ()
    voices: tuple[Voice, ...] = ()
    joined: tuple[int, ...] = ()


class Origin(Record):
    """Where bytes come from: the name of their article in the corpus, their file, their place in it.

    `url` is the address that they were fetched from, `outlet` who sent them, where they do not say so themselves.
    """

    source: str
    file: str
    locator: str = ""
    url: str | None = None
    outlet: str | None = None


def article_of(piece: Piece, origin: Origin, data: bytes, media_type: str) -> Article:
    """The article: its headline, a blank line, its body. Raises `ArticleError` where the body has no words.

    What is not to be printed needs none.
    """
    if not piece.body.strip() and piece.state == "usable":
        raise ArticleError("holds no text that could be an article")
    title = " ".join((piece.title or "").split()) or None
    lead = f"{title}\n\n" if title else ""
    url = piece.url or origin.url
    source = f"{origin.source}#{piece.locator}" if piece.locator else origin.source
    return Article(
        id=article_id(source),
        title=title,
        published=piece.published,
        outlet=piece.outlet or origin.outlet,
        url=url if url and is_address(url) else None,
        source=source,
        text=lead + piece.body,
        body_start=max(len(lead) - 1, 0),
        title_span=Span(start=0, end=len(title), text=title) if title else None,
        original=_original(piece, origin, data, media_type, len(lead)),
    )


def _original(piece: Piece, origin: Origin, data: bytes, media_type: str, shift: int) -> Original:
    said = piece.model_dump(include={*Standing.model_fields, "encoding", "guessed"})
    return Original(
        file=origin.file,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=media_type,
        locator="#".join(filter(None, (origin.locator, piece.locator))),
        places=tuple(place.model_copy(update={"start": place.start + shift}) for place in piece.places),
        voices=tuple(_moved(voice, shift) for voice in piece.voices),
        joined=tuple(at + shift for at in piece.joined),
        **said,
    )


def _moved(voice: Voice, shift: int) -> Voice:
    name = Span(start=voice.name.start + shift, end=voice.name.end + shift, text=voice.name.text)
    return Voice(start=voice.start + shift, end=voice.end + shift, name=name)
