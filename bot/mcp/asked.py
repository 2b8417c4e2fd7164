"""What an assistant may ask, as types that refuse what is none of it: a tool's arguments, read before it runs."""

import json
import unicodedata
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

LONGEST_NAME = 150
LONGEST_TEXT = 100_000
MOST_RECORDS = 50
MOST_TEXT = 20_000
"""Code points of an article that come at once."""

_LAYOUT = frozenset("\n\r\t")


class Wrong(Exception):
    """Arguments that are none; the text says in sentences which, and repeats nothing of them."""


def _plain(text: str) -> str:
    if any(unicodedata.category(letter) == "Cc" for letter in text):
        raise ValueError("has control characters; send it as plain words on one line")
    return text


def _plain_text(text: str) -> str:
    if any(unicodedata.category(letter) == "Cc" and letter not in _LAYOUT for letter in text):
        raise ValueError("has control characters; send it as plain text")
    return text


Name = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_NAME), AfterValidator(_plain)]
Named = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_NAME), AfterValidator(_plain)
]


class _Asked(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)


class _Records(_Asked):
    since: Annotated[date | None, Field(description="Only what was printed on this day or later: YYYY-MM-DD.")] = None
    until: Annotated[date | None, Field(description="Only what was printed on this day or before.")] = None
    limit: Annotated[int, Field(ge=1, le=MOST_RECORDS, description="How many records at most.")] = 10
    skip: Annotated[int, Field(ge=0, le=1_000_000, description="How many records to leave out, newest first.")] = 0


class QuoteAsked(_Records):
    who: Annotated[Named, Field(description="A person or a party, in any spelling or script: Peskov, Kremlin.")]
    words: Annotated[Name, Field(description="Only quotes with all of these words.")] = ""


class PositionsAsked(_Records):
    party: Annotated[Name, Field(description="Whose positions; empty for every party's on an issue.")] = ""
    issue: Annotated[Name, Field(description="An issue, such as NATO, or words to search for.")] = ""

    @model_validator(mode="after")
    def _asks_something(self) -> Self:
        if not self.party and not self.issue:
            raise ValueError("name a party, an issue, or both")
        return self


class TalksAsked(_Records):
    which: Annotated[
        Literal["latest", "next", "all"],
        Field(description="The latest held of each story, those ahead when their articles were printed, or all."),
    ] = "latest"
    about: Annotated[Name, Field(description="Narrows them: parties, a place, a month (2022-03), people.")] = ""


class CheckAsked(_Asked):
    text: Annotated[
        str,
        Field(
            min_length=1,
            max_length=LONGEST_TEXT,
            description="A text with quotations in quotation marks; one without marks is taken as one quotation.",
        ),
        AfterValidator(_plain_text),
    ]


class ArticleAsked(_Asked):
    article: Annotated[Named, Field(description="The id that a record names as its `article`.")]
    start: Annotated[int, Field(ge=0, le=1_000_000_000, description="The code point to begin at.")] = 0
    length: Annotated[int, Field(ge=1, le=MOST_TEXT, description="How many code points.")] = MOST_TEXT


def read_arguments(kind: type[_Asked], arguments: Any) -> _Asked:
    """The arguments as their type. Raises `Wrong`."""
    try:
        return kind.model_validate_json(json.dumps(arguments or {}))
    except ValidationError as error:
        told = (_sentence(fault["loc"], fault["msg"]) for fault in error.errors(include_url=False, include_input=False))
        raise Wrong(" ".join(dict.fromkeys(told))) from None
    except (ValueError, RecursionError):
        raise Wrong("The arguments are no JSON object.") from None


def _sentence(place: tuple[int | str, ...], message: str) -> str:
    known = "".join(letter for letter in str(place[0]) if letter.isprintable())[:40] if place else "The arguments"
    what = message.removeprefix("Value error, ")
    return f"{known}: {what[:1].lower()}{what[1:]}."
