"""The claims made across articles, as an editor reads them on the terminal, or as JSON."""

import json
from collections.abc import Iterable

from corpus.linking.claims import Cited, Claim


def claims_as_json(claims: Iterable[Claim]) -> str:
    """A list of objects: kind, party, issue, says, was, and sources, each an article with its words."""
    told = [{**claim.model_dump(mode="json"), "sources": [_source(one) for one in claim.sources]} for claim in claims]
    return json.dumps(told, ensure_ascii=False, indent=2)


def claims_as_text(claims: Iterable[Claim]) -> str:
    """A paragraph for each claim; a sentence where there is none."""
    return "\n\n".join(map(_paragraph, claims)) or "No claim is made across articles."


def _paragraph(claim: Claim) -> str:
    heading = " · ".join(part for part in (claim.kind, claim.party, claim.issue) if part)
    was = [f"  was {claim.was}"] if claim.was else []
    sources = [f"  - {_printed(one)}" for one in claim.sources]
    return "\n".join([heading, f"  {claim.says}", *was, *sources])


def _printed(one: Cited) -> str:
    source = one.source
    words = f"“{one.words}”" if one.words else ""
    told = (source.title, source.outlet, source.published, source.source, words)
    return " · ".join(str(part) for part in told if part)


def _source(one: Cited) -> dict[str, str | None]:
    told = one.source.model_dump(mode="json", include={"source", "title", "outlet", "published", "url"})
    return {**told, "words": one.words}
