"""From a record and what an editor says of it to a decision; and whom an editor may mean, nearest first."""

from datetime import UTC, datetime
from typing import Literal, get_args

from corpus.desk.references import AnyRow
from corpus.errors import DecisionError
from corpus.keepings import Decision, Mended
from corpus.linking.decided import as_read, bounds
from corpus.linking.selectors import select
from corpus.models import Position, Quote, QuoteRow, Record, SpeakerKind, Talk, TalkAccount
from corpus.store import Corpus
from handlers.blocks.button_values import Stale, read_any


class Said(Record):
    """What an editor says: of the record with this `ref`, in `what`, that it is `value`; `kind` is a speaker's."""

    ref: str
    what: str
    value: str = ""
    kind: str = ""
    by: str
    why: str = ""


def decision_of(said: Said, corpus: Corpus) -> Decision:
    """The decision as it is kept. Raises `DecisionError` where the record has changed since it was looked at."""
    row = read_any(said.ref, corpus)
    if isinstance(row, Stale):
        raise DecisionError(row.sentence)
    article = corpus.article(row.source.id)
    if article is None or said.what not in get_args(Mended):
        raise DecisionError("That cannot be said of such a record.")
    kind, record = _record_in(row)
    start, end = bounds(record)
    return Decision(
        article_id=row.source.id,
        record=kind,
        of=select(article.text, start, end),
        what=next(one for one in get_args(Mended) if one == said.what),
        value=said.value.strip(),
        kind=_kind(said.kind) if said.value.strip() else None,
        as_read=as_read(record),
        by=said.by,
        at=datetime.now(UTC),
        why=said.why.strip(),
    )


def _record_in(row: AnyRow) -> tuple[Literal["quote", "position", "talk"], Quote | Position | Talk]:
    if isinstance(row, QuoteRow):
        return "quote", row.quote
    return ("talk", row.talk) if isinstance(row, TalkAccount) else ("position", row.position)


def _kind(typed: str) -> SpeakerKind | None:
    return SpeakerKind(typed) if typed in list(SpeakerKind) else None
