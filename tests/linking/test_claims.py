"""Invented stories with every claim that is made across their articles: no other may be made."""

import json
from pathlib import Path

import pytest

from corpus.ingest import ingest
from corpus.store import open_corpus

STORIES = Path(__file__).parents[1] / "golden" / "claims"


@pytest.mark.parametrize("folder", sorted(STORIES.iterdir()), ids=lambda folder: str(folder.name))
def test_what_is_claimed_is_what_the_articles_make_certain(folder: Path) -> None:
    with open_corpus("sqlite://") as corpus:
        ingest(corpus, [folder])
        found = [claim for claim in corpus.claims() if claim.kind != "person"]
    told = [
        {"kind": claim.kind, "party": claim.party, "says": claim.says, "was": claim.was}
        for claim in found
        if claim.kind != "story"
    ]
    articles = [claim.sources for claim in found if claim.kind == "story"]
    stories = [sorted(Path(one.source.source).name for one in sources) for sources in articles]
    expected = json.loads((folder / "claims.json").read_text("utf-8"))
    assert {"claims": told, "stories": sorted(stories)} == expected
    printed = {file.read_text("utf-8") for file in folder.glob("*.txt")}
    words = {part for claim in found for one in claim.sources for part in one.words.split(" … ") if part}
    assert all(any(part in " ".join(text.split()) for text in printed) for part in words)
