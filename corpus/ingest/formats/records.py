"""An article as an object of JSON, a line of JSONL or a row of a table: which of its fields means what."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from corpus.errors import ArticleError
from corpus.ingest.formats.encodings import decoded
from corpus.ingest.formats.markup import plain
from corpus.ingest.formats.moments import day, moment
from corpus.ingest.formats.piece import Piece
from corpus.ingest.formats.states import standing
from corpus.knowledge import read_table


def read(data: bytes) -> Iterator[Piece]:
    """The one article of a JSON object, or those of a list of them."""
    try:
        written = json.loads(decoded(data).text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise ArticleError(f"is JSON that is not whole: {error}") from error
    if isinstance(written, dict):
        yield piece_of(written)
        return
    for number, one in enumerate(written if isinstance(written, list) else [], 1):
        if not isinstance(one, dict):
            raise ArticleError(f"is a list of JSON whose entry {number} is no object")
        yield piece_of(one).model_copy(update={"locator": f"entry {number}"})


def piece_of(fields: Mapping[str, Any]) -> Piece:
    """The article of an object. Raises `ArticleError` where none of its fields is known to hold the text."""
    said = {meaning: value for name, value in fields.items() if (meaning := meaning_of(name)) and value is not None}
    if not isinstance(said.get("text"), str):
        raise ArticleError(f"has no field that holds a text, such as {', '.join(_names()['text'][:4])}")
    body = said["text"]
    status = said.get("state") if isinstance(said.get("state"), str) else None  # a number is no state but a server's
    allowed = standing(status, str(said["embargo"] or "") if "embargo" in said else None)
    return Piece(
        body=plain(body) if "</" in body else body,
        title=_word(said, "title"),
        published=day(_word(said, "published")),
        outlet=_word(said, "outlet"),
        url=_word(said, "url"),
        language=_word(said, "language"),
        authors=_authors(said.get("authors")),
        uri=_word(said, "uri"),
        modified=moment(_word(said, "modified")) or moment(_word(said, "published")),
        **allowed.model_dump(include={"state", "embargoed_until"}),
    )


def meaning_of(name: object) -> str | None:
    """What a field of this name holds: "text", "title", "published" …; None for one that is not known."""
    folded = "".join(letter for letter in str(name).lower() if letter.isalnum())
    return next((meaning for meaning, names in _names().items() if folded in names), None)


@cache
def _names() -> dict[str, list[str]]:
    return {meaning: names.split() for meaning, names in read_table("fields.toml")["fields"].items()}


def _word(said: Mapping[str, Any], meaning: str) -> str | None:
    value = said.get(meaning)
    if isinstance(value, dict):
        value = value.get("name")
    return " ".join(str(value).split()) or None if isinstance(value, str | int | float) else None


def _authors(value: Any) -> tuple[str, ...]:
    listed = value if isinstance(value, list) else [value]
    named = (one.get("name") if isinstance(one, dict) else one for one in listed)
    return tuple(str(name) for name in named if name)
