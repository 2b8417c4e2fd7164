"""What every record is made of: frozen values, stretches of text, and where words were printed."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

Certainty = Literal["explicit", "inferred"]
"""Whether the text says so itself, or it follows from what the text says elsewhere."""


class Record(BaseModel):
    """A frozen value; two with the same fields are equal."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Record):
    """A stretch of an article's text: code points, end exclusive."""

    start: int
    end: int
    text: str


class Source(Record):
    """Where words were printed: an article without its text. `source` is the path or name it was read from."""

    id: str
    title: str | None = None
    published: date | None = None
    outlet: str | None = None
    url: str | None = None
    source: str


State = Literal["usable", "withheld", "canceled", "embargoed"]
"""What its sender allows: to be printed, not yet, never more, not before a moment. The words are those of the IPTC."""


class Standing(Record):
    """What the sender of an article says of it: `uri` and `version` tell one state of it from the next.

    `modified` and `embargoed_until` are moments with their zone. `partial` where the sender holds back some text.
    """

    language: str | None = None
    authors: tuple[str, ...] = ()
    uri: str | None = None
    version: int | None = None
    modified: datetime | None = None
    state: State = "usable"
    embargoed_until: datetime | None = None
    partial: bool = False


class Place(Record):
    """From `start` on, in code points of the text, the original has the words at `at`: "page 3", "00:01:02.000"."""

    start: int
    at: str


class Voice(Record):
    """A stretch of the text that the original itself gives to a speaker, under this name."""

    start: int
    end: int
    name: Span


class Original(Standing):
    """The bytes that an article was read from: whose digest this is, of what kind they are, where they lie in `file`.

    `locator` is a path in an archive, a row, an entry; "" for the whole file. `guessed` where the bytes do not say
    their encoding. `joined` holds the places of the text where a hyphen at the end of a line was taken out.
    """

    file: str
    sha256: str
    media_type: str
    locator: str = ""
    encoding: str = "utf-8"
    guessed: bool = False
    places: tuple[Place, ...] = ()
    voices: tuple[Voice, ...] = ()
    joined: tuple[int, ...] = ()


class Article(Source):
    """An article as it came. `text` is the whole file, or what its format has of text, and never changed.

    `body_start` is where the first paragraph begins; `original` is None for a text that was typed in.
    """

    text: str
    body_start: int = 0
    title_span: Span | None = None
    original: Original | None = None
