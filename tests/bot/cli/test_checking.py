"""Drafts and proofs on the command line: what is printed, in which form, and the exit code that a script reads."""

import json
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from bot.cli.checking import Draft, as_json, as_sarif, as_text, bytes_of, exit_code
from bot.cli.proving import proof_of, verified
from corpus.errors import ArticleError
from corpus.ingest.drafts import read_draft
from corpus.keepings import ArticleState
from handlers.quote_check.draft import check_draft
from tests.invented import FOUND, TEXT, article, corpus_of


def closed(required: str, **properties: Any) -> dict[str, Any]:
    names = required.split()
    return {"type": "object", "additionalProperties": False, "required": names, "properties": properties}


def many(one: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": one}


STRING = {"type": "string"}
MESSAGE = closed("text", text=STRING)
PLACE = closed(
    "artifactLocation region",
    artifactLocation=closed("uri", uri={"type": "string", "pattern": r"^[\w./%~-]+$"}),
    region=closed("startLine snippet", startLine={"type": "integer", "minimum": 1}, snippet=MESSAGE),
)
RESULT = closed(
    "ruleId level message locations",
    ruleId=STRING,
    level={"enum": ["none", "note", "warning", "error"]},
    message=MESSAGE,
    locations=many(closed("physicalLocation", physicalLocation=PLACE)),
)
RULE = closed("id shortDescription", id=STRING, shortDescription=MESSAGE)
RUN = closed(
    "tool columnKind results",
    tool=closed("driver", driver=closed("name version rules", name=STRING, version=STRING, rules=many(RULE))),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    results=many(RESULT),
)
SARIF = closed("$schema version runs", **{"$schema": STRING, "version": {"const": "2.1.0"}, "runs": many(RUN)})
DRAFT = (
    "Solbakken said: “A lot of work remain before anybody signs anything.”\n\n"
    "“A lot of work remains before anybody signs a thing,” Solbakken said.\n"
    "“Nothing of the kind was ever put on our table,” Solbakken said.\n"
)


@pytest.fixture
def drafts(tmp_path: Path) -> list[Draft]:
    with corpus_of(tmp_path, (article(), FOUND)) as corpus:
        return [
            Draft("a draft.md", check_draft(read_draft(DRAFT.encode()), corpus)),
            Draft("empty.md", check_draft(read_draft(b""), corpus)),
        ]


def test_each_quotation_is_a_line_with_its_place_and_the_source_below(drafts: list[Draft]) -> None:
    printed = as_text(drafts).splitlines()
    assert printed[0] == "a draft.md:1: Verbatim: “A lot of work remain before anybody signs anything.”"
    assert printed[2].startswith("    “A lot of work remain before anybody signs anything”, Ingrid Solbakken")
    assert "a draft.md:3: Altered: “A lot of work remains before anybody signs a thing,”" in printed
    assert printed[-2:] == [
        "a draft.md: 3 quotations, 1 proved, 1 to mend.",
        "empty.md: 0 quotations, 0 proved, 0 to mend.",
    ]


def test_json_has_every_quotation_of_every_draft(drafts: list[Draft]) -> None:
    first, second = json.loads(as_json(drafts))
    assert [(one["line"], one["verdict"]) for one in first["quotations"]] == [
        (1, "verbatim"),
        (3, "altered"),
        (4, "not in the corpus"),
    ]
    assert second == {"draft": "empty.md", "quotations": [], "whole": True}


def test_sarif_has_what_is_not_proved_with_rule_level_and_place(drafts: list[Draft]) -> None:
    log = json.loads(as_sarif(drafts))
    (run,) = log["runs"]
    rules = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    told = [
        (one["ruleId"], one["level"], one["locations"][0]["physicalLocation"]["region"]["startLine"])
        for one in run["results"]
    ]
    assert log["version"] == "2.1.0"
    assert told == [("altered", "error", 3), ("unproved", "warning", 4)]
    assert {one["ruleId"] for one in run["results"]} <= rules


def test_sarif_has_the_form_that_its_schema_asks_for(drafts: list[Draft]) -> None:
    """The properties that we write, as https://docs.oasis-open.org/sarif/sarif/v2.1.0/ has them."""
    log = json.loads(as_sarif(drafts))
    jsonschema.validate(log, SARIF, format_checker=jsonschema.FormatChecker())
    places = [one["locations"][0]["physicalLocation"] for one in log["runs"][0]["results"]]
    assert {place["artifactLocation"]["uri"] for place in places} == {"a%20draft.md"}


def test_the_gravest_draft_gives_the_exit_code(drafts: list[Draft]) -> None:
    assert exit_code(drafts, strict=False) == 1
    assert exit_code(drafts[1:], strict=True) == 0
    assert exit_code([], strict=True) == 0


@pytest.mark.parametrize(("data", "told"), [(b"\xff\xfe\x00", "UTF-8"), (None, "cannot be read")])
def test_what_is_no_text_is_told(tmp_path: Path, data: bytes | None, told: str) -> None:
    path = tmp_path / "draft.md"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(ArticleError, match=told):
        read_draft(bytes_of(path), str(path))


def test_a_proof_is_checked_with_the_article_alone(tmp_path: Path) -> None:
    with corpus_of(tmp_path, (article(), FOUND)) as corpus:
        proof = proof_of(f"{article().id}/q5", corpus)
        with pytest.raises(ArticleError, match="No quotation has the id"):
            proof_of("fishing/q99", corpus)
        corpus.desk.rule(article().id, ArticleState.LEGAL_HOLD, by="the desk")
        with pytest.raises(ArticleError, match="legal hold can be proved"):
            proof_of(f"{article().id}/q5", corpus)
    written, source, other = tmp_path / "proof.json", tmp_path / "fishing.txt", tmp_path / "other.txt"
    written.write_text(proof.model_dump_json())
    source.write_bytes(TEXT.encode())
    other.write_bytes(TEXT.replace("everybody", "nobody").encode())
    assert verified(written).holds
    assert verified(written, source).holds
    assert not verified(written, other).holds
    with pytest.raises(ArticleError, match="is no proof"):
        verified(source)
