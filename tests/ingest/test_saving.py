"""What was read is saved in groups: what cannot be written is found, and the others of its group are saved."""

import logging
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from sqlalchemy import Connection, event

from corpus.articles import read_article
from corpus.errors import LanguageModelError, StoreError
from corpus.ingest import saving
from corpus.ingest.apart import Failure
from corpus.ingest.formats.piece import Origin
from corpus.ingest.opening import FileJob, FileReport
from corpus.ingest.saving import Read, groups, save
from corpus.keepings import FileNote
from corpus.models import Original
from corpus.store import Corpus
from tests.readers import read_words

COUNT = 12


def job(name: str) -> FileJob:
    return FileJob(origin=Origin(source=name, file=name), digest=f"digest of {name}", root="folder")


def found(name: str, **more: Any) -> Read:
    """A file with the one article of its name."""
    article = read_article(f"{name}\n\nword{name}", name).model_copy(update=more)
    return job(name), ((article, read_words(article)),)


def outcomes(corpus: Corpus, group: Sequence[Read]) -> dict[str, str]:
    return {report.path: report.outcome for report in save(corpus, group)}


def names() -> list[str]:
    return [f"{number:02}.txt" for number in range(COUNT)]


def test_a_group_is_one_transaction(any_corpus: Corpus) -> None:
    any_corpus.make_ready()
    ended = list[Connection]()
    event.listen(any_corpus._database._engine, "commit", ended.append)
    assert set(outcomes(any_corpus, [found(name) for name in names()]).values()) == {"added"}
    assert len(ended) == 1
    assert sorted(any_corpus.digests()) == names()


@pytest.mark.parametrize("where", [0, 5, COUNT - 1])
def test_one_that_cannot_be_written_is_the_only_one_that_failed(
    any_corpus: Corpus, where: int, caplog: pytest.LogCaptureFixture
) -> None:
    group = [found(name) for name in names()]
    group[where] = found(names()[where], title="half a \ud800 pair")
    reports = list(save(any_corpus, group))
    assert [report.path for report in reports] == names()
    assert [at for at, report in enumerate(reports) if report.outcome == "failed"] == [where]
    assert sorted(any_corpus.digests()) == [name for at, name in enumerate(names()) if at != where]
    assert [*any_corpus.intake.noted("failed")] == [names()[where]]
    assert not any_corpus.check_kept()
    (record,) = [one for one in caplog.records if one.levelno == logging.ERROR]
    assert "Traceback" in record.message


def test_two_that_cannot_be_written(corpus: Corpus) -> None:
    group = [found(name, **({"title": "\ud800"} if at in (3, 4) else {})) for at, name in enumerate(names())]
    assert [path for path, outcome in outcomes(corpus, group).items() if outcome == "failed"] == names()[3:5]


def test_where_the_database_cannot_be_used_no_article_is_to_blame(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []

    def take_all(offers: Sequence[object]) -> None:
        tried.append(len(offers))
        raise StoreError("the disk is full")

    monkeypatch.setattr(corpus.intake, "take_all", take_all)
    with pytest.raises(StoreError, match="the disk is full"):
        outcomes(corpus, [found(name) for name in names()])
    assert tried == [COUNT]
    assert not corpus.intake.noted()


def test_what_could_not_be_read_is_kept_to_be_tried_again(any_corpus: Corpus) -> None:
    failed = job("b.txt"), (Failure(source="b.txt", reason="could not be understood"),)
    foreign = job("c.txt"), (Failure(source="c.txt", reason="is not in English", unwanted=True),)
    told = outcomes(
        any_corpus, [found("a.txt"), failed, foreign, (FileReport(path="d.txt", outcome="unchanged"), None)]
    )
    assert told == {"a.txt": "added", "b.txt": "failed", "c.txt": "left out", "d.txt": "unchanged"}
    assert {source: note.outcome for source, note in any_corpus.intake.noted().items()} == {
        "b.txt": "failed",
        "c.txt": "left out",
    }


def test_what_its_sender_takes_back_in_the_midst_of_others(any_corpus: Corpus) -> None:
    """It goes after what came before it, and before what comes behind it."""
    said = Original(file="f", sha256="0", media_type="text/plain", uri="urn:1", version=1)
    killed = said.model_copy(update={"version": 2, "state": "canceled"})
    article = read_article("wire\n\nwords", "kill.txt").model_copy(update={"original": killed})
    refusal = job("kill.txt"), (Failure(source="kill.txt", reason="is killed", unwanted=True, article=article),)
    group = [found("first.txt", original=said), found("b.txt"), refusal, found("c.txt")]
    assert outcomes(any_corpus, group) == {
        "first.txt": "added",
        "b.txt": "added",
        "kill.txt": "left out",
        "c.txt": "added",
    }
    assert sorted(any_corpus.digests()) == ["b.txt", "c.txt"]


def test_a_file_of_several_is_known_when_all_of_it_is(any_corpus: Corpus) -> None:
    many = job("all.jsonl"), (*(found("all.jsonl#1")[1] or ()), *(found("all.jsonl#2")[1] or ()))
    note = FileNote(source="all.zip", digest="z", outcome="added")
    assert outcomes(any_corpus, [many, (note, None)]) == {"all.jsonl#1": "added", "all.jsonl#2": "added"}
    assert sorted(any_corpus.intake.noted()) == ["all.jsonl", "all.zip"]


class TestGroups:
    def test_of_so_many(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(saving, "TOGETHER", 5)
        read = [found(name) for name in names()]
        assert [len(group) for group in groups(read)] == [5, 5, 2]
        assert [one for group in groups(read) for one in group] == read

    def test_nothing_waits_long(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(saving, "LONGEST_HELD", 0.0)
        assert [len(group) for group in groups([found(name) for name in names()])] == [1] * COUNT

    def test_what_was_read_before_the_reading_ended_is_saved(self) -> None:
        def read() -> Iterator[Read]:
            yield found("a.txt")
            yield found("b.txt")
            raise LanguageModelError("no model")

        given = groups(read())
        assert [item.source for item, _ in next(given) if isinstance(item, FileJob)] == ["a.txt", "b.txt"]
        with pytest.raises(LanguageModelError):
            next(given)

    def test_of_nothing(self) -> None:
        assert not list(groups([]))
