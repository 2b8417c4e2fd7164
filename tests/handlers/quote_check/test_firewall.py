"""The firewall on a folder of drafts: every planted fault is found, none is told where there is none."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.asking.report import FAULTS, DraftVerdict
from corpus.store import Corpus
from tests.bench.firewall import FORMS, PLANTED, Outcome, invented, outcomes


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Outcome]]:
    folder = tmp_path_factory.mktemp("firewall")
    with invented(folder) as corpus:
        yield outcomes(corpus, folder)


def test_every_verdict_is_planted_and_many_drafts_are_clean() -> None:
    planted = [{verdict for _, verdict in one.found} for one in PLANTED]
    assert {verdict for verdicts in planted for verdict in verdicts} == set(DraftVerdict) - {DraftVerdict.TOO_SHORT}
    assert sum(not verdicts & FAULTS for verdicts in planted) > 10


@pytest.mark.parametrize("form", FORMS)
def test_just_what_was_planted_is_found(found: list[Outcome], form: str) -> None:
    mine = [one for one in found if one.form == form]
    assert len(mine) == len(PLANTED)
    assert [one for one in mine if not one.right] == []


def test_what_is_withheld_is_never_a_source(tmp_path: Path) -> None:
    def told(corpus: Corpus) -> list[str]:
        return [row.quote.text for row in corpus.quotes() if row.source.source in ("killed.txt", "embargoed.txt")]

    with invented(tmp_path) as corpus:
        assert told(corpus) == []
        assert {one.source.source for one in corpus.desk.withheld()} == {"killed.txt", "embargoed.txt"}
