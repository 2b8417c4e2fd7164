"""What is known at one revision of the corpus: which talks are one, and what was read lately."""

import threading

from sqlalchemy import Connection

from corpus.linking.rounds import gather_rounds
from corpus.models import Round
from corpus.store import queries
from corpus.store.database import Revision
from corpus.store.reads import Reads


class Snapshot:
    """One revision of the corpus. What takes all of it to work out is worked out once, when it is first needed."""

    def __init__(self, revision: Revision) -> None:
        self.revision = revision
        self.reads = Reads()
        self._rounds: tuple[Round, ...] | None = None
        self._lock = threading.RLock()

    def rounds(self, connection: Connection) -> tuple[Round, ...]:
        """All rounds: which accounts belong together takes all of them to tell. The connection is of this revision."""
        with self._lock:
            if self._rounds is None:
                rows = connection.execute(queries.select_talks()).all()
                self._rounds = gather_rounds(map(queries.talk_account, rows))
            return self._rounds
