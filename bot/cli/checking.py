"""Drafts held against the corpus on the command line: as lines for a person, as JSON, or as SARIF for an editor."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from bot.release import VERSION
from corpus.errors import ArticleError
from handlers.quote_check.draft import FAULTS, DraftQuotation, DraftReport, DraftVerdict, SourceWords

STDIN = "-"
LARGEST = 5_000_000
"""Bytes of a draft; the longest book has fewer."""

_LEVELS = {**dict.fromkeys(FAULTS, "error"), DraftVerdict.UNPROVED: "warning", DraftVerdict.TOO_SHORT: "note"}


class Draft(NamedTuple):
    """A draft's name, and what was found in it."""

    name: str
    report: DraftReport


def read_draft(path: Path, standard_input: bytes = b"") -> str:
    """The text of a draft; `-` is what came on the standard input. Raises `ArticleError` for what is no text."""
    try:
        data = standard_input if str(path) == STDIN else path.read_bytes()
    except OSError as error:
        raise ArticleError(f"{path} cannot be read: {error.strerror or error}") from error
    if len(data) > LARGEST:
        raise ArticleError(f"{path} has more than {LARGEST:,} bytes: that is no draft")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ArticleError(f"{path} is no text in UTF-8: save it as plain text first") from error


def exit_code(drafts: Iterable[Draft], *, strict: bool) -> int:
    """The gravest of all: 1 before 2 before 0."""
    codes = {draft.report.exit_code(strict=strict) for draft in drafts}
    return 1 if 1 in codes else max(codes, default=0)


# -- for a person ------------------------------------------------------------------------------------------------------


def as_text(drafts: Iterable[Draft]) -> str:
    """A line for each quotation as compilers print them, and what the source has below it."""
    return "\n".join(line for draft in drafts for line in _lines(draft))


def _lines(draft: Draft) -> list[str]:
    found = draft.report.quotations
    told = [line for one in found for line in _quotation(draft.name, one)]
    faults = sum(one.verdict in FAULTS for one in found)
    proved = sum(one.verdict is DraftVerdict.PROVED for one in found)
    rest = "" if draft.report.whole else " The draft has more quotation marks than are read: the rest is not checked."
    return [*told, f"{draft.name}: {len(found)} quotations, {proved} proved, {faults} to mend.{rest}"]


def _quotation(name: str, one: DraftQuotation) -> list[str]:
    head = f"{name}:{one.line}: {one.told}: “{one.words}”"
    return [head, f"    {one.why}", *(f"    {_source(source)}" for source in one.sources)]


def _source(one: SourceWords) -> str:
    said = f", {one.speaker}" if one.speaker else ""
    told = [part for part in (one.title or one.article, one.outlet, str(one.published or "")) if part]
    return f"“{one.words}”{said} · {' · '.join(told)} · {one.quote}"


# -- for programs ------------------------------------------------------------------------------------------------------


def as_json(drafts: Iterable[Draft]) -> str:
    """A list of objects: the draft's name, whether all of it was read, and its quotations."""
    told = [{"draft": draft.name, **draft.report.model_dump(mode="json")} for draft in drafts]
    return json.dumps(told, ensure_ascii=False, indent=2)


def as_sarif(drafts: Iterable[Draft]) -> str:
    """SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/): what is proved is no result."""
    results = [
        _result(draft.name, one)
        for draft in drafts
        for one in draft.report.quotations
        if one.verdict is not DraftVerdict.PROVED
    ]
    told = [verdict for verdict in DraftVerdict if verdict in _LEVELS]
    rules = [{"id": _rule(verdict), "shortDescription": {"text": verdict.value}} for verdict in told]
    driver = {"name": "Readout", "version": VERSION, "rules": rules}
    log = {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }
    return json.dumps(log, ensure_ascii=False, indent=2)


def _result(name: str, one: DraftQuotation) -> Mapping[str, Any]:
    place = {
        "artifactLocation": {"uri": Path(name).as_posix()},
        "region": {"startLine": one.line, "snippet": {"text": one.words}},
    }
    return {
        "ruleId": _rule(one.verdict),
        "level": _LEVELS[one.verdict],
        "message": {"text": f"{one.told}: “{one.words}”. {one.why}"},
        "locations": [{"physicalLocation": place}],
    }


def _rule(verdict: DraftVerdict) -> str:
    return verdict.name.lower().replace("_", "-")
