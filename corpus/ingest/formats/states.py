"""Whether an article may be printed, as the standards of the IPTC say it: what cannot be read for certain is a hold."""

from datetime import UTC, datetime

from corpus.ingest.formats.moments import moment
from corpus.knowledge import words_of
from corpus.models import Article, Standing, State


def standing(status: str | None, embargo: str | None, now: datetime | None = None) -> Standing:
    """The state for the words of a status and of an embargo; None where the article has none of them, "" for empty.

    A status is usable where there is none, and a hold where nobody knows it. An embargo holds until its moment, and for
    good where that cannot be read, or has no zone.
    """
    state = "usable" if status is None else _state(status)
    if embargo is None or state == "canceled":
        return Standing(state=state)
    until = moment(embargo)
    if until is None:
        return Standing(state="withheld")
    over = until <= (now or datetime.now(UTC))
    return Standing(state="embargoed" if state == "usable" and not over else state, embargoed_until=until)


def _state(status: str) -> State:
    word = status.strip().lower().rpartition(":")[2]
    named: tuple[State, ...] = ("usable", "canceled")
    return next((state for state in named if word in words_of("fields.toml", "states", state)), "withheld")


def why_not(article: Article) -> str | None:
    """Why an article is not to be printed, to go behind its name; None where it may be."""
    said = article.original
    if said is None or said.state == "usable":
        return None
    if said.state == "embargoed" and said.embargoed_until:
        return f"is under embargo until {said.embargoed_until.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    return "was killed by its sender" if said.state == "canceled" else "is on hold: its sender has not released it"
