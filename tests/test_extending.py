"""What the README says of extending Readout, done to the letter on a copy of it: the copy then knows more."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
QUOTED = '"Nobody will fish here," Norwegian minister Kari Nordmann bellowed.'
SAID = f"{QUOTED} Norway tabled a lighthouse levy for the strait."


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project, extended by a cue verb, an issue and a format."""
    folder = tmp_path_factory.mktemp("copy") / "readout"
    ignored = shutil.ignore_patterns(".git", ".venv*", "__pycache__", ".*_cache", ".hypothesis", "*.db*")
    shutil.copytree(ROOT, folder, ignore=ignored)
    knowledge = folder / "corpus/knowledge"
    _edit(knowledge / "attribution.toml", 'speech = """\n', 'speech = """\nbellow ')
    example = f"\n[[example]]\ntext = '{QUOTED}'\nspeaker = \"Kari Nordmann\"\n"
    _append(knowledge / "attribution.toml", example)
    _append(
        knowledge / "issues.toml",
        '\n[lighthouse_dues]\nlabel = "Lighthouse dues"\nterms = ["lighthouse levy", "lighthouse due"]\npax = []\n'
        'examples = ["a lighthouse levy for the strait"]\n',
    )
    formats = folder / "corpus/ingest/formats"
    (formats / "backwards.py").write_text(
        "from corpus.ingest.formats.piece import Piece\n\n\n"
        "def read(data: bytes) -> list[Piece]:\n    return [Piece(body=data.decode()[9:][::-1])]\n",
        encoding="utf-8",
    )
    _edit(
        formats / "__init__.py",
        "FORMATS = {\n",
        'FORMATS = {\n    "backwards": Format("a mirror", "text/x-mirror", "backwards"),\n',
    )
    _edit(
        formats / "sniff.py",
        '    if data[4:8] == b"ftyp":\n',
        '    if data.startswith(b"BACKWARD "):\n        return "backwards"\n    if data[4:8] == b"ftyp":\n',
    )
    return folder


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{path.name} has {old!r} {text.count(old)} times"
    path.write_text(text.replace(old, new), encoding="utf-8")


def _append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def run(folder: Path, *words: str) -> str:
    """What Python prints, run in that folder and on its code."""
    done = subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


@pytest.mark.slow
def test_a_cue_an_issue_and_a_format_are_a_line_each_with_an_example_that_a_test_runs(copy: Path) -> None:
    tests = ("tests/extract/test_attributions.py", "tests/knowledge/test_vocabulary.py", "tests/ingest/test_formats.py")
    printed = run(
        copy, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", "example or bellow or media or kind", *tests
    )
    assert "passed" in printed or re.search(r"\[100%\]", printed)


@pytest.mark.slow
def test_a_golden_pair_begins_with_what_is_found_today(copy: Path) -> None:
    (copy / "tests/golden/lighthouse.txt").write_text(SAID, encoding="utf-8")
    found = run(copy, "-m", "tests.golden", "tests/golden/lighthouse.txt")
    assert '"speaker": "Kari Nordmann"' in found
    assert '"issue": "lighthouse_dues"' in found
    (copy / "tests/golden/lighthouse.json").write_text(found, encoding="utf-8")
    assert "[100%]" in run(
        copy, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/test_golden.py", "-k", "lighthouse"
    )


@pytest.mark.slow
def test_a_file_of_the_new_format_is_an_article(copy: Path) -> None:
    (copy / "mirror").write_bytes(b"BACKWARD " + SAID[::-1].encode())
    told = run(
        copy,
        "-c",
        "from corpus.ingest.formats import articles_in; from corpus.ingest.formats.piece import Origin;"
        "print(articles_in(open('mirror', 'rb').read(), Origin(source='mirror', file='mirror'))[0].text)",
    )
    assert told.strip() == SAID


@pytest.mark.slow
@pytest.mark.skipif(
    not (ROOT / ".venv-knowledge/ready").exists(), reason="make knowledge was never run here: it compiles a package"
)
def test_a_party_is_a_table_that_make_knowledge_builds_in(copy: Path) -> None:
    _append(
        copy / "corpus/knowledge/parties_curated.toml",
        '\n[party.lantern-league]\nname = "Lantern League"\nkind = "bloc"\nnames = ["League of Lanterns"]\n'
        'examples = ["Lantern League", "League of Lanterns"]\n',
    )
    (copy / ".venv-knowledge").symlink_to(ROOT / ".venv-knowledge")
    done = subprocess.run(["make", "-C", str(copy), "knowledge"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    assert "[100%]" in run(copy, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/knowledge/test_gazetteer.py")
    (copy / "lanterns.txt").write_text("The League of Lanterns rejected the ceasefire on Monday.", encoding="utf-8")
    assert '"party": "Lantern League"' in run(copy, "-m", "tests.golden", "lanterns.txt")
