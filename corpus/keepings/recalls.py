"""What was shown to others, and what of it is called back."""

from datetime import datetime
from typing import Literal

from corpus.models import Record

ShownAs = Literal["message", "file", "private", "assistant", "export"]
"""A message in Slack; a file there; what one person alone saw; an answer to an assistant; a file outside Slack."""


REACHED: frozenset[ShownAs] = frozenset({"message", "file"})
"""What can be changed, or whose receiver can be told, by a program. Of the others a receipt says who has them."""


class Shown(Record):
    """What was shown to others: a message by its channel and `ts` ("" where Slack gave none), a file, an answer.

    `user` is who asked or has it.
    `words` are all of it, folded, until they have been recalled; `line` is the command line that it answers, if one.
    """

    id: int = 0
    at: datetime
    kind: ShownAs = "message"
    channel: str
    ts: str = ""
    thread: str | None = None
    user: str = ""
    line: str = ""
    words: str = ""


class Recall(Record):
    """Why what an article showed is called back: `state` is what became of the article, or "corrected"."""

    id: int = 0
    article_id: str
    state: str
    by: str
    at: datetime


Answered = Literal["", "claimed", "done"]
"""Whether those who saw something were told. Of what is only claimed nobody knows, and it is not told again."""


class Step(Record):
    """What a recall is to reach, and how far it got: `edited` when its words were taken away, `trouble` where never."""

    recall: Recall
    shown: Shown
    edited: datetime | None = None
    answered: Answered = ""
    trouble: str = ""

    @property
    def is_open(self) -> bool:
        """Whether something is left to do."""
        to_edit = self.edited is None and self.shown.kind == "message"
        return not self.trouble and (to_edit or not self.answered)
