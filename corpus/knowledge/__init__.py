"""What the code knows of the world, as data: one TOML file a subject, each with examples that a test runs."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def read_table(name: str) -> dict[str, Any]:
    """The TOML file `name` of this folder; read once. Callers turn it into records and never change it."""
    return tomllib.loads(resources.files(__package__).joinpath(name).read_text(encoding="utf-8"))


@cache
def words_of(name: str, *keys: str) -> frozenset[str]:
    """The words of one list of the file `name`, which stands there as a list or as words between blanks."""
    listed: Any = read_table(name)
    for key in keys:
        listed = listed[key]
    return frozenset(listed.split() if isinstance(listed, str) else listed)


@cache
def united(*lists: frozenset[str]) -> frozenset[str]:
    """The words of several lists: put together once, and not whenever they are asked for."""
    return frozenset[str]().union(*lists)
