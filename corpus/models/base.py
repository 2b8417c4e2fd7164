"""What every record is made of: frozen values, stretches of text, and where words were printed."""

from datetime import date
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


class Article(Source):
    """An article as it came. `text` is the whole file, unchanged; `body_start` is where the first paragraph begins."""

    text: str
    body_start: int = 0
    title_span: Span | None = None
