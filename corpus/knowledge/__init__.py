"""What the code knows of the world, as data: one TOML file a subject, each with examples that a test runs."""

import contextlib
import json
import os
import sys
import tomllib
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any


@cache
def read_table(name: str) -> dict[str, Any]:
    """The TOML file `name` of this folder; read once. Callers turn it into records and never change it."""
    return read_toml(Path(__file__).with_name(name))


def read_toml(file: Path) -> dict[str, Any]:
    """A TOML file of ours. What was read stays beside Python's byte code, as JSON: to parse a large table takes longer
    than the answer that needs it.
    """
    stat = file.stat()
    kept, stamp = Path(cache_from_source(str(file))).with_suffix(".json"), [stat.st_mtime_ns, stat.st_size]
    with contextlib.suppress(OSError, ValueError, TypeError):
        known, table = json.loads(kept.read_bytes())
        if known == stamp:
            return dict(table)
    read = tomllib.loads(file.read_text(encoding="utf-8"))
    if not sys.dont_write_bytecode:
        _keep(kept, [stamp, read])
    return read


def _keep(kept: Path, value: object) -> None:
    """Writes it in one step; where nothing can be written, or JSON has no such value, the table is read again."""
    part = kept.with_suffix(f".{os.getpid()}")
    with contextlib.suppress(OSError, TypeError):
        kept.parent.mkdir(exist_ok=True)
        part.write_text(json.dumps(value), encoding="utf-8")
        part.replace(kept)


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
