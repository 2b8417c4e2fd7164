"""What the errors of each database mean to the person who reads them."""

import sqlite3

from sqlalchemy import URL
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, OperationalError, SQLAlchemyError

from corpus.errors import StoreError
from corpus.store.dialects.engines import describe

_SQLITE_ADVICE = {
    "SQLITE_BUSY": "is locked by another program: wait until it has finished, then try again",
    "SQLITE_LOCKED": "is locked by another program: wait until it has finished, then try again",
    "SQLITE_CANTOPEN": "cannot be opened: check that its folder exists and that you may write to it",
    "SQLITE_READONLY": "is read-only: make the file and its folder writable, or choose another database",
    "SQLITE_NOTADB": "is not a SQLite database: choose another file name",
    "SQLITE_CORRUPT": "is damaged: run `readout restore` with the last backup, or move the file away and ingest again",
    "SQLITE_FULL": "cannot grow: the disk is full",
    "SQLITE_IOERR": "cannot be read or written: check the disk that it lies on",
}


def explain(error: SQLAlchemyError, url: URL) -> StoreError:
    """What to tell a person about a database error: which database, what is wrong and what to do, in one sentence."""
    if isinstance(error, DBAPIError):
        advice = _sqlite_advice(error.orig) if isinstance(error.orig, sqlite3.Error) else _postgresql_advice(error.orig)
    else:
        advice = f"cannot be used just now: {_first_line(error)}"
    passing = isinstance(error, OperationalError) and not isinstance(error.orig, sqlite3.Error)
    refused = isinstance(error, DBAPIError) and _is_refused(error)
    passing = passing and not refused
    return StoreError(_without_password(f"{describe(url)} {advice}", url), passing=passing, refused=refused)


_REFUSALS = ("22", "23", "54")
"""What PostgreSQL's codes begin with for values that it cannot hold, that must not be there, or are too large."""


def _is_refused(error: DBAPIError) -> bool:
    state = getattr(error.orig, "sqlstate", None) or ""
    return isinstance(error, DataError | IntegrityError) or state.startswith(_REFUSALS)


def _sqlite_advice(cause: BaseException | None) -> str:
    code = getattr(cause, "sqlite_errorname", "")
    known = (advice for name, advice in _SQLITE_ADVICE.items() if code.startswith(name))
    return next(known, f"cannot be used: {_first_line(cause)}")


def _postgresql_advice(cause: BaseException | None) -> str:
    state = getattr(cause, "sqlstate", None)
    if state is None:
        return f"cannot be reached: check that the server runs and accepts you ({_first_line(cause)})"
    return f"cannot be used: {_first_line(cause)}"


def _first_line(cause: BaseException | None) -> str:
    return (str(cause).strip().splitlines() or ["no reason was given"])[0]


def _without_password(message: str, url: URL) -> str:
    return message.replace(str(url.password), "***") if url.password else message
