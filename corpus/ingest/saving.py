"""What was read, saved: many articles in one transaction, each of them whole or not at all."""

import time
import traceback
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from corpus.articles import unread_day
from corpus.errors import StoreError
from corpus.ingest.apart import Failure, Result, logged
from corpus.ingest.opening import FileJob, FileReport, Item
from corpus.ingest.pool import Results
from corpus.ingest.wire import said_of_itself
from corpus.keepings import FileNote, Outcome, Taken
from corpus.models import Article, Extraction
from corpus.store import Corpus
from corpus.store.batch import Offer

Read = tuple[Item, Results | None]
"""What there was to read, and what became of its articles; None where it needs no reading."""

TOGETHER = 200
"""Items that are saved at once: twice as many are hardly quicker, and take twice the memory."""

LONGEST_HELD = 2.0
"""Seconds of reading that are done again at most where a process is killed: what is saved stays."""


def groups(read: Iterable[Read]) -> Iterator[Sequence[Read]]:
    """What is saved at once; also what was read before whoever reads gave up, whose error is raised behind it."""
    held, since = list[Read](), 0.0
    try:
        for one in read:
            since = since if held else time.monotonic()
            held.append(one)
            if len(held) >= TOGETHER or time.monotonic() - since > LONGEST_HELD:
                group, held = held, []
                yield group
    except (Exception, KeyboardInterrupt):
        if held:
            yield held
        raise
    if held:
        yield held


def save(corpus: Corpus, group: Iterable[Read]) -> Iterator[FileReport]:
    """Saves what was found, and keeps what became of each file where that is no article of its name, in their order.

    An article that cannot be written is reported as failed, and is looked for by halves: the others are saved.
    Raises `StoreError` if the database cannot be used.
    """
    for goes, run in groupby(group, key=_goes_with_others):
        if goes:
            yield from _save_together(corpus, [*run])
        else:
            for item, results in run:
                yield from _save_alone(corpus, item, results or ()) if isinstance(item, FileJob) else ()


def _goes_with_others(one: Read) -> bool:
    """Not what its sender takes back, before or after which others may come, nor what is read again."""
    item, results = one
    taken_back = any(isinstance(result, Failure) and result.article for result in results or ())
    return not (isinstance(item, FileJob) and (item.article is not None or taken_back))


def _save_together(corpus: Corpus, run: Sequence[Read]) -> Iterator[FileReport]:
    taken = iter(_taken(corpus, [*_offers(run)]))
    reports, notes = list[FileReport](), list[FileNote]()
    for item, results in run:
        if isinstance(item, FileReport):
            reports.append(item)
        elif isinstance(item, FileNote):
            notes.append(item)
        else:
            for result in results or ():
                told = result if isinstance(result, Failure) else next(taken)
                notes += [_note(item, told)] if isinstance(told, Failure) else []
                reports.append(_report(result, told))
            notes += _note_of_file(item, results or ())
    _keep(corpus, notes)
    yield from reports


def _offers(run: Iterable[Read]) -> Iterator[Offer]:
    for item, results in run:
        if isinstance(item, FileJob):
            yield from (_offer(item, *result) for result in results or () if not isinstance(result, Failure))


def _offer(job: FileJob, article: Article, found: Extraction) -> Offer:
    return Offer(article, found, job.digest, job.root, said_of_itself(article))


def _taken(corpus: Corpus, offers: Sequence[Offer]) -> list[Taken | Failure]:
    """What became of each; one that cannot be written is found by taking halves."""
    if not offers:
        return []
    try:
        return [*corpus.intake.take_all(offers)]
    except Exception as error:
        if isinstance(error, StoreError) and not error.refused:
            raise
        if len(offers) == 1:
            reason = f"could not be saved: {type(error).__name__}: {error}"
            failure = Failure(source=offers[0].article.source, reason=reason, trace=traceback.format_exc())
            logged((failure,))
            return [failure]
    half = len(offers) // 2
    return [*_taken(corpus, offers[:half]), *_taken(corpus, offers[half:])]


def _report(result: Result, told: Taken | Failure) -> FileReport:
    if isinstance(result, Failure):
        return _failed(result)
    if isinstance(told, Failure):
        return _failed(told)
    article, _ = result
    return FileReport(path=article.source, outcome=told.outcome, reason=told.reason, note=_remark(article))


def _failed(failure: Failure) -> FileReport:
    return FileReport(path=failure.source, outcome=_outcome(failure), reason=failure.reason)


def _note(job: FileJob, failure: Failure) -> FileNote:
    """A failure is kept to be tried again, what is left out so that it is not."""
    return FileNote(
        source=failure.source, digest=job.digest, outcome=_outcome(failure), reason=failure.reason, root=job.root
    )


def _outcome(failure: Failure) -> Outcome:
    return "left out" if failure.unwanted else "failed"


def _note_of_file(job: FileJob, results: Results) -> Iterator[FileNote]:
    """What is kept of a file that is no article of its name."""
    if any(isinstance(result, tuple) and result[0].source != job.source for result in results):
        yield FileNote(source=job.source, digest=job.digest, outcome="added", root=job.root)


def _keep(corpus: Corpus, notes: Sequence[FileNote]) -> None:
    if notes:
        corpus.intake.note(notes)


def _save_alone(corpus: Corpus, job: FileJob, results: Results) -> Iterator[FileReport]:
    for result in results:
        if isinstance(result, Failure):
            yield _refused(corpus, job, result)
        elif job.article is not None:
            article, found = result
            corpus.save(article, found, job.digest, root=job.root)
            yield FileReport(path=article.source, outcome=job.outcome)
        else:
            (told,) = _taken(corpus, [_offer(job, *result)])
            _keep(corpus, [_note(job, told)] if isinstance(told, Failure) else [])
            yield _report(result, told)
    _keep(corpus, [*_note_of_file(job, results)])


def _refused(corpus: Corpus, job: FileJob, failure: Failure) -> FileReport:
    """What is not to be printed is not read again, but for what is embargoed."""
    gone = corpus.intake.refuse(failure.article) if failure.article else None
    embargoed = failure.article is not None and failure.article.original and failure.article.original.embargoed_until
    _keep(corpus, [] if embargoed else [_note(job, failure)])
    reason = f"{failure.reason}; what was there of it has been taken out" if gone else failure.reason
    return FileReport(path=failure.source, outcome=_outcome(failure), reason=reason)


def _remark(article: Article) -> str | None:
    """What whoever reads the report should know of an article that was taken in; None for nothing."""
    said = article.original
    if said is None:
        return None
    day = unread_day(article)
    remarks = [f"{day} is no day, so it is undated: a first line has it as date 2031-05-04"] if day else []
    remarks += [f"read as {said.encoding}, which is a guess"] if said.guessed else []
    remarks += ["the sender holds back some of its text"] if said.partial else []
    remarks += [f"hyphens at line ends taken out: {len(said.joined)}"] if said.joined else []
    return "; ".join(remarks) or None
