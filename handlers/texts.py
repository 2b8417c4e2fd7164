"""The app's own sentences, from texts.toml."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

from corpus.keepings import Wrong
from corpus.knowledge import read_toml
from corpus.linking.ground import Ground
from corpus.linking.lineage import Kinship
from corpus.models import Certainty, Modality, QuoteFlag, Record, Strength, TalkForm, TalkLevel, TalkStatus


class Example(Record):
    """Words to try after a command; what stands in braces is taken from the corpus, see help.py."""

    words: str
    says: str


class Help(Record):
    """What a command is called in front of its records ("Quotes"), and what it does."""

    records: str
    title: str
    what: str
    examples: tuple[Example, ...] = ()


class Field(Record):
    """A field of a form. `name` is its block_id and the action_id of its element, which is as Slack's JSON has it."""

    name: str = ""
    label: str = ""
    hint: str = ""
    needed: bool = False
    element: Mapping[str, Any]


class Form(Record):
    """A modal to fill in; `lead` stands above its fields."""

    title: str = ""
    submit: str = ""
    lead: str = ""
    fields: tuple[Field, ...] = ()


class Texts(Record):
    """What to say beside a record, by the value it explains; a value without an entry needs no explanation."""

    flags: Mapping[QuoteFlag, str]
    modality: Mapping[Modality, str]
    strength: Mapping[Strength, str]
    status: Mapping[TalkStatus, str]
    level: Mapping[TalkLevel, str]
    form: Mapping[TalkForm, str]
    basis: Mapping[Certainty, str]
    ground: Mapping[Ground, str]
    kinship: Mapping[Kinship, str]
    typed: Mapping[str, frozenset[str]]
    nouns: Mapping[str, tuple[str, str]]
    recent: Mapping[str, tuple[Literal["day", "week", "month", "year"], int]]
    elsewhere: Mapping[str, str]
    say: Mapping[str, str]
    slack: Mapping[str, str]
    wrong: Mapping[Wrong, str]
    scopes: Mapping[str, str]
    forms: Mapping[str, Form]
    help: Mapping[str, Help]
    everywhere: Mapping[str, str]


@cache
def texts() -> Texts:
    """Every sentence, read once."""
    return Texts.model_validate(read_toml(Path(__file__).with_name("texts.toml")))


def say(sentence: str, /, **parts: object) -> str:
    """The sentence of that name, with its braces filled in."""
    return texts().say[sentence].format(**parts)
