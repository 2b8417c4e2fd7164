"""What an old reading is: an article is read again when something changed that reading rests on, and only then."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from corpus.document.language import installed_versions

_CODE = (
    *("articles.py", "document", "extract", "names/likeness", "models/base.py", "models/found.py"),
    *("ingest/formats", "ingest/limits.py"),
    *("linking/people.py", "linking/stories.py", "linking/things.py"),
    *("knowledge/__init__.py", "knowledge/attribution.py", "knowledge/gazetteer.py", "knowledge/vocabulary.py"),
)
"""All that reading is made of, and what puts an article in its story. What else is linked, looked up, stored or
shown is worked out from what was read."""

_TABLE = re.compile(rb'"(\w+\.toml)"')


@cache
def extractor_version() -> str:
    """A digest of what articles are read with: the code, the tables that it names, spaCy and its model."""
    return digest_of_reading(resources.files("corpus"), installed_versions())


def digest_of_reading(corpus: Traversable, versions: Iterable[str]) -> str:
    """The digest for the code and the tables below `corpus`, and the versions of what is installed beside them."""
    digest = hashlib.sha256("\n".join(versions).encode())
    tables = set[str]()
    for path, file in reading_files(corpus):
        code = file.read_bytes()
        digest.update(path.encode() + b"\n" + code)
        tables.update(name.decode() for name in _TABLE.findall(code))
    for name in sorted(tables):
        digest.update(name.encode() + b"\n" + corpus.joinpath("knowledge", name).read_bytes())
    return digest.hexdigest()


def reading_files(corpus: Traversable) -> Iterator[tuple[str, Traversable]]:
    """The code that reading is made of, each file by its path, in an order that no file system changes."""
    for path in sorted(_CODE):
        yield from _python_files(path, corpus.joinpath(*path.split("/")))


def _python_files(path: str, entry: Traversable) -> Iterator[tuple[str, Traversable]]:
    if entry.is_dir():
        for inner in sorted(entry.iterdir(), key=lambda one: one.name):
            yield from _python_files(f"{path}/{inner.name}", inner)
    elif path.endswith(".py"):
        yield path, entry
