"""Files that editors add or want read again: one after the other, each in a process of its own, while pages go on."""

import logging
import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from corpus.errors import CorpusError
from corpus.ingest import FileReport, Only, Reader, extract_article
from corpus.ingest.apart import LONGEST, read_job_apart
from corpus.ingest.files import FoundFile
from corpus.ingest.opening import FileJob, opened
from corpus.ingest.saving import save
from corpus.store import Corpus

logger = logging.getLogger(__name__)

MOST_SEEN = 50
MOST_IN_ONE = 200
"""Articles of an archive that are read here; `readout ingest` reads larger ones on all cores."""


@dataclass(frozen=True)
class Reading:
    """A file, or an article to be read again, and how far it is.

    `outcome` is "waiting", "being read" or what became of it, `reason` why.
    """

    file: FoundFile | FileJob
    outcome: str = "waiting"
    reason: str | None = None
    only_failed: bool = False

    @property
    def name(self) -> str:
        return Path(self.file.source).name

    @property
    def is_open(self) -> bool:
        return self.outcome in ("waiting", "being read")


class Readings:
    """What is read for a corpus, in a thread that is there while something waits. For any thread."""

    def __init__(self, corpus: Corpus, reader: Reader = extract_article) -> None:
        self._corpus = corpus
        self._reader = reader
        self._lock = threading.Lock()
        self._told: deque[Reading] = deque(maxlen=MOST_SEEN)
        self._thread: threading.Thread | None = None

    def put(self, files: Sequence[FoundFile | FileJob], *, only_failed: bool = False) -> None:
        """Have these read; of those that were read before only what failed, if that is asked."""
        with self._lock:
            self._told.extendleft(Reading(one, only_failed=only_failed) for one in files)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, daemon=True)
                self._thread.start()

    def seen(self) -> tuple[Reading, ...]:
        """What was put in, the newest first, with what became of each."""
        with self._lock:
            return tuple(self._told)

    def _work(self) -> None:
        while reading := self._next():
            try:
                outcome, reason = self._read(reading)
            except CorpusError as error:
                outcome, reason = "failed", str(error)
            except Exception:
                logger.exception("%r could not be read", reading.file.source)
                outcome, reason = "failed", "Something went wrong on our side; the log has it."
            self._tell(reading, replace(reading, outcome=outcome, reason=reason))

    def _next(self) -> Reading | None:
        with self._lock:
            waiting = next((one for one in reversed(self._told) if one.outcome == "waiting"), None)
            if waiting is None:
                self._thread = None
                return None
            begun = replace(waiting, outcome="being read")
            self._told[self._told.index(waiting)] = begun
            return begun

    def _tell(self, before: Reading, after: Reading) -> None:
        with self._lock:
            if before in self._told:
                self._told[self._told.index(before)] = after

    def _read(self, reading: Reading) -> tuple[str, str | None]:
        only = Only(failed=reading.only_failed)
        reports: list[FileReport] = []
        file = reading.file
        items = [file] if isinstance(file, FileJob) else islice(opened(self._corpus, [file], only), MOST_IN_ONE)
        for item in items:
            read = read_job_apart(item, self._reader, LONGEST) if isinstance(item, FileJob) else ()
            reports += save(self._corpus, [(item, read)])
        return summed(reports)


def summed(reports: Sequence[FileReport]) -> tuple[str, str | None]:
    """What became of a file by its articles: an outcome, and a remark or why; ("unchanged", None) for none."""
    failed = [one for one in reports if one.outcome == "failed"]
    taken = [one for one in reports if one.outcome not in ("failed", "left out")]
    if not taken:
        first = next(iter([*failed, *reports]), None)
        return (first.outcome, first.reason) if first else ("unchanged", None)
    told = f"{len(taken)} articles" if len(taken) > 1 else taken[0].note
    why = f"{len(failed)} not, the first as it {failed[0].reason}" if failed else None
    return taken[0].outcome, "; ".join(filter(None, (told, why))) or None
