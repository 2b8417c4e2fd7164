"""One file with all that a newsroom cannot make again: the database, and the articles that editors added."""

import io
import json
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot.settings import Settings
from corpus.errors import StoreError
from corpus.store.backup import copy_database, put_back
from handlers.blocks.text import counted

FORMAT = 1
DATABASE = "database"
CONTENTS = "readout-backup.json"
ADDED = "added"
"""The folder of the backup and of the seeds that holds what editors added."""


def back_up(settings: Settings, file: Path) -> str:
    """Writes a backup into a new file and says what it holds. Raises `StoreError`, and leaves no file, if it fails."""
    if file.exists():
        raise StoreError(f"{file} exists already: a backup is written to a new file")
    with _beside(file) as folder:
        copy_database(settings.database_url, folder / DATABASE)
        articles = sorted((settings.seeds / ADDED).glob("*.txt"))
        contents = {"format": FORMAT, "made": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}", "added": len(articles)}
        with tarfile.open(folder / "all", "w:gz") as archive:
            _put(archive, CONTENTS, json.dumps(contents).encode())
            archive.add(folder / DATABASE, DATABASE)
            for article in articles:
                archive.add(article, f"{ADDED}/{article.name}")
        size = (folder / "all").stat().st_size
        (folder / "all").chmod(0o600)
        (folder / "all").replace(file)
    return f"{file}: the database and {counted(len(articles), 'added article')}, {size / 1e6:.1f} MB"


def restore(settings: Settings, file: Path) -> str:
    """Puts back what a backup holds and says what that was; added articles that came since stay where they are.

    Raises `StoreError` before anything is changed where the file is no whole backup.
    """
    with _beside(file) as folder:
        contents = _unpacked(file, folder)
        put_back(settings.database_url, folder / DATABASE)
        restored = sorted((folder / ADDED).glob("*.txt"))
        for article in restored:
            target = settings.seeds / ADDED / article.name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(article.read_bytes())
    return f"as of {contents['made']}: the database and {counted(len(restored), 'added article')}"


@contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """A folder on the disk of that file, so that what is finished there can take its name in one step."""
    try:
        with tempfile.TemporaryDirectory(prefix=".readout-backup-", dir=file.absolute().parent) as folder:
            yield Path(folder)
    except (OSError, tarfile.TarError, EOFError) as error:
        raise StoreError(f"{file}: {getattr(error, 'strerror', None) or error or 'is no backup'}") from error


def _put(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    archive.addfile(entry, io.BytesIO(content))


def _unpacked(file: Path, folder: Path) -> dict[str, object]:
    """What the backup says of itself; its files lie in the folder, and nowhere else whatever their names are."""
    with tarfile.open(file, "r:gz") as archive:
        archive.extractall(folder, filter="data")
    try:
        contents: dict[str, object] = json.loads((folder / CONTENTS).read_bytes())
    except (OSError, ValueError):
        raise StoreError(f"{file} is no backup that `readout backup` made") from None
    if contents.get("format") != FORMAT:
        raise StoreError(f"{file} was made by a newer version of Readout: update Readout")
    return contents
