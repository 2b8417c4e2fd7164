"""`python -m tests.golden FILE`: what is found in an article today, as a start for a golden pair.

Read it as a careful editor: mend each row to what the article says, copy the file beside the JSON, and name the pair.
"""

import json
import sys
from pathlib import Path

from corpus.articles import read_article
from corpus.extract.extraction import extract
from tests.golden.rows import USUAL, Row, reported_of, rows_of


def today(path: Path) -> dict[str, list[Row]]:
    """The rows of every part that has any, without what a row need not say."""
    found = extract(read_article(path.read_bytes().decode("utf-8"), source=path.name))
    parts = {part: [_short(row, USUAL[part]) for row in rows] for part, rows in rows_of(found).items()}
    return {part: rows for part, rows in (parts | {"reported": reported_of(found)}).items() if rows}


def _short(row: Row, usual: Row) -> Row:
    return {name: value for name, value in row.items() if value not in (None, [], False) and usual.get(name) != value}


def as_text(parts: dict[str, list[Row]]) -> str:
    """JSON with a row a line."""
    told = (
        f' "{part}": [\n  ' + ",\n  ".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n ]"
        for part, rows in parts.items()
    )
    return "{\n" + ",\n".join(told) + "\n}"


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m tests.golden FILE")
    print(as_text(today(Path(sys.argv[1]))))
