"""Drafts held against the corpus on the command line: as lines for a person, as JSON, or as SARIF for an editor."""

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from bot.release import VERSION
from corpus.asking.report import FAULTS, OPEN, DraftQuotation, DraftReport, DraftVerdict
from corpus.asking.spoken import Beside
from corpus.errors import ArticleError
from corpus.ingest.drafts import LARGEST, read_draft
from corpus.quote_check.proof import Evidence
from corpus.store import Corpus
from handlers.blocks.text import counted
from handlers.quote_check.draft import check_draft
from handlers.texts import say

STDIN = "-"
_LEVELS = {**dict.fromkeys(FAULTS, "error"), **dict.fromkeys(OPEN, "warning"), DraftVerdict.TOO_SHORT: "note"}


class Draft(NamedTuple):
    """A draft's name, and what was found in it."""

    name: str
    report: DraftReport


def checked(path: Path, data: bytes, corpus: Corpus, *, said: bool = False) -> Draft:
    """A draft held against the corpus, and against transcripts where what was `said` is wanted.

    `data` is what it holds. Raises `ArticleError` for no draft.
    """
    name = str(path)
    draft = read_draft(data) if name == STDIN else read_draft(data, name)
    return Draft(name, check_draft(draft, corpus, for_editors=True, said=said))


def bytes_of(path: Path) -> bytes:
    """What a file holds (`-`: the standard input), or a little more than a draft may have. Raises `ArticleError`."""
    if str(path) == STDIN:
        return sys.stdin.buffer.read(LARGEST + 1)
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise ArticleError(f"{path} cannot be read: {error.strerror or error}") from error


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
    return [*told, f"{draft.name}: {counted(len(found), 'quotation')}, {proved} proved, {faults} to mend.{rest}"]


def _quotation(name: str, one: DraftQuotation) -> list[str]:
    head = f"{name}:{one.line}: {one.told}: “{one.words}”"
    sources = (_source(source) for source in one.sources)
    return [head, f"    {one.why}", *(f"    {told}" for told in (*sources, *map(_said, one.said)))]


def _said(one: Beside) -> str:
    words = f"“{one.words}”" if one.words else ""
    told = (one.how, one.at, words, one.title, str(one.published or ""))
    return f"{say('in_transcript')}{' · '.join(filter(None, told))}"


def _source(one: Evidence) -> str:
    said = f", {one.speaker}" if one.speaker else ""
    told = [part for part in (one.title or one.source, one.outlet, str(one.published or "")) if part]
    return f"“{one.quote.exact}”{said} · {' · '.join(told)} · {one.id}"


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
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }
    return json.dumps(log, ensure_ascii=False, indent=2)


def _result(name: str, one: DraftQuotation) -> Mapping[str, Any]:
    place = {
        "artifactLocation": {"uri": _address(name)},
        "region": {"startLine": one.line, "snippet": {"text": one.words}},
    }
    return {
        "ruleId": _rule(one.verdict),
        "level": _LEVELS[one.verdict],
        "message": {"text": f"{one.told}: “{one.words}”. {one.why}"},
        "locations": [{"physicalLocation": place}],
    }


def _address(name: str) -> str:
    path = Path(name)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def _rule(verdict: DraftVerdict) -> str:
    return verdict.name.lower().replace("_", "-")
