"""What a careful editor finds in whole articles, against what the project finds in them.

Every ``golden/<name>.json`` is an expectation; its article is ``golden/<name>.txt``, or the file that `article` names.

- `people`, `quotes`, `positions`, `talks` and `events` are complete: what is not listed must not be found. `parties`,
  where it is given, lists every mention in the order of the text, with null for a name that is a place.
- A field that a row leaves out must be empty, or as `USUAL` has it (a quote is "direct"). The fields of `_IF_GIVEN`
  are judged only where a row has them; there any stretch that shares words with the row's is right.
- ``{"either": [...]}`` holds readings of which each is right; a row with ``"optional": true`` may be missing.
- `reported` lists reported speech that must be among what is found, with its source.
- `known_gap` says why the project does not meet the expectation yet; the test then has to fail.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.articles import read_article
from corpus.extract.extraction import extract
from corpus.models import Article, Extraction
from tests.golden.rows import USUAL, Row, reported_of, rows_of

GOLDEN = Path(__file__).parent / "golden"

_IF_GIVEN = {"speaker", "said_on", "evidence", "contradicted_by", "happened_on"} | {
    *("place", "parties", "participants", "level", "outcome", "several", "kind"),
}


def _pairs() -> Iterator[Any]:
    for path in sorted(GOLDEN.glob("*.json")):
        gap = json.loads(path.read_text(encoding="utf-8")).get("known_gap")
        yield pytest.param(path, id=path.stem, marks=pytest.mark.xfail(reason=gap, strict=True) if gap else ())


@pytest.mark.parametrize("path", _pairs())
def test_an_article_holds_what_a_careful_editor_finds_in_it(path: Path) -> None:
    expected = json.loads(path.read_text(encoding="utf-8"))
    printed = path.parent.joinpath(expected.get("article", f"{path.stem}.txt")).read_bytes().decode("utf-8")
    article = read_article(printed, source=path.name)
    found = extract(article)
    rows = rows_of(found)
    wrong = {part: _differences(expected.get(part, []), rows[part], usual) for part, usual in USUAL.items()}
    wrong["reported"] = [row for row in expected.get("reported", []) if row not in reported_of(found)]
    if "parties" in expected:
        wrong["parties"] = _differing_mentions(article, expected["parties"], found)
    wrong = {part: differences for part, differences in wrong.items() if differences}
    assert not wrong, json.dumps(wrong, ensure_ascii=False, indent=1)


def _differences(expected: list[Row], found: list[Row], usual: Row) -> list[Row]:
    """What is missing and what is too much."""
    left, missing = list(found), []
    for row in expected:
        hit = next((one for one in left if _agrees(usual | row, one)), None)
        if hit is not None:
            left.remove(hit)
        elif not row.get("optional"):
            missing.append({"missing": row})
    return [*missing, *({"too much": row} for row in left)]


def _agrees(wanted: Row, found: Row) -> bool:
    return all(_is_right(wanted[key], found[key], key in _IF_GIVEN) for key in wanted if key != "optional")


def _is_right(wanted: Any, found: Any, loosely: bool) -> bool:
    if isinstance(wanted, dict):
        return any(_is_right(reading, found, loosely) for reading in wanted["either"])
    if loosely and wanted and isinstance(found, list):
        return all(any(str(words) in one or one in str(words) for one in found) for words in wanted)
    return bool(wanted == found)


def _differing_mentions(article: Article, expected: list[Row], found: Extraction) -> list[Row]:
    parties = {span.start: party.name for party in found.parties for span in party.mentions}
    wrong, at = [], 0
    for row in expected:
        at = article.text.index(row["text"], at)
        assert at == row.get("start", at), f"{row} stands at {at}"
        if not _is_right(row["party"], parties.pop(at, None), loosely=False):
            wrong.append({"missing": row})
        at += len(row["text"])
    return [*wrong, *({"too much": {"start": start, "party": name}} for start, name in parties.items())]
