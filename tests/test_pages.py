"""The pages are true: each command that they show is run as it is written, by a shell, in a folder of its own."""

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import HTTPServer, SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).parents[1]
PAGES = (
    "README.md",
    "CONTRIBUTING.md",
    "seeds/README.md",
    *sorted(str(p.relative_to(ROOT)) for p in ROOT.glob("docs/*.md")),
)
PROGRAMS = r"(?:\./readout|readout|(?:\.venv/bin/)?python -m)"

ELSEWHERE = {
    "readout web": "tests/test_pages.py",
    "readout slack": "tests/bot/test_serve.py",
    "readout mcp --http": "tests/bot/mcp/test_mcp.py",
    "readout watch FOLDER…": "tests/bot/cli/test_watch.py",
    "readout watch FOLDER": "tests/bot/cli/test_watch.py",
    "readout doctor": "tests/bot/cli/test_doctor.py",
    "python -m tests.walk FOLDER": "tests/test_walk.py",
}
"""Commands that go on until they are ended, or ask Slack; and the test that runs each."""

ENDS = {"readout health": 1, "readout check *.md --strict --sarif > quotations.sarif": 2}
"""Exit codes other than 0: nothing serves Slack from this folder, and one of the drafts has what no source has."""


def shown(page: str) -> Iterator[str]:
    """Each command of ours on a page, without what is said beside it; one that may have an option also with it."""
    text = (ROOT / page).read_text(encoding="utf-8")
    blocks = "\n".join(re.findall(r"```(?:sh|console)\n(.*?)```", text, re.DOTALL))
    prose = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    lines = re.findall(rf"(?m)^(?:\$ )?({PROGRAMS} .*)$", blocks)
    for line in lines + re.findall(rf"`({PROGRAMS} [^`]+)`", prose):
        command = re.sub(r"\s+", " ", line.split(" #")[0]).strip().removeprefix("./")
        yield re.sub(r" ?\[.*?\]", "", command)
        if "[" in command:
            yield command.replace("[", "").replace("]", "")


COMMANDS = sorted({command for page in PAGES for command in shown(page) if not command.endswith(" …")})
OURS = [command for command in COMMANDS if command.startswith("readout ") and command not in ELSEWHERE]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where somebody stands who has Readout, an archive, two drafts, and a feed on this machine."""
    home = tmp_path_factory.mktemp("pages")
    (home / "seeds").mkdir()
    seed = next(ROOT.glob("seeds/*.txt")).read_text(encoding="utf-8")
    (home / "seeds/seed.txt").write_text(seed, encoding="utf-8")
    (home / "archive").mkdir()
    (home / "archive/fish.txt").write_text('"Nobody fishes here," Norway\'s Kari Nordmann said.', encoding="utf-8")
    (home / "article.txt").write_text(seed, encoding="utf-8")
    (home / "draft.md").write_text(
        'Dmitry Peskov spoke of "not noticed anything too promising or that looked like a breakthrough".'
    )
    (home / "other.md").write_text('"This was never said by anybody in any of the sources," he wrote.')
    (home / "feed.json").write_text(
        json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "F", "items": []})
    )
    (home / "readout").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m bot "$@"\n', encoding="utf-8")
    (home / "readout").chmod(0o755)
    run("readout ingest", home)
    handler = partial(SimpleHTTPRequestHandler, directory=str(home))
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        (home / "address").write_text(f"http://127.0.0.1:{server.server_port}/feed.json", encoding="utf-8")
        yield home
        server.shutdown()


def environment(home: Path) -> dict[str, str]:
    """That folder is the home, and what is listened on is free."""
    return {
        "PATH": f"{home}:/usr/bin:/bin",
        "HOME": str(home),
        "PYTHONPATH": str(ROOT),
        "READOUT_FEEDS_PRIVATE": "true",
        "READOUT_WEB_PORT": "0",
        "READOUT_DATABASE_URL": f"sqlite:///{home / 'readout.db'}",
    }


def run(command: str, home: Path) -> "subprocess.CompletedProcess[str]":
    """The command as a shell runs it in that folder."""
    return subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=home,
        env=environment(home),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def in_place(command: str, home: Path) -> str:
    """The command with what a reader puts in the place of FILE, ID, an address and a folder of the machine."""
    if "ID" in command.split():
        checked = json.loads(run("readout check draft.md --json", home).stdout)
        command = re.sub(r"\bID\b", _quote_in(checked), command)
    if "verify" in command:
        quote = _quote_in(json.loads(run("readout check draft.md --json", home).stdout))
        run(f"readout prove {quote} > proof.json", home)
    for word, put in (
        ("FILE…", "draft.md"),
        ("FILE", "proof.json"),
        ("ARTICLE", "article.txt"),
        ("https://…", (home / "address").read_text(encoding="utf-8")),
        ("/backups/", "./"),
        ("-2031-05-04.tar.gz", "-$(date +%F).tar.gz"),
    ):
        command = command.replace(word, put)
    return command


def _quote_in(checked: Any) -> str:
    """The id of the first quotation that a check of a draft has found a source for."""
    return next(str(source["id"]) for draft in checked for one in draft["quotations"] for source in one["sources"])


@pytest.mark.slow
@pytest.mark.parametrize("command", OURS)
def test_a_command_of_ours_runs_as_it_is_written(command: str, folder: Path) -> None:
    done = run(in_place(command, folder), folder)
    assert done.returncode == ENDS.get(command, 0), done.stdout[-2000:] + done.stderr[-2000:]
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_the_web_answers_where_it_says_until_it_is_ended(folder: Path) -> None:
    words = [str(folder / "readout"), "web"]
    with subprocess.Popen(words, cwd=folder, env=environment(folder), stdout=subprocess.PIPE, text=True) as web:
        assert web.stdout is not None
        address = web.stdout.readline().split()[-1]
        with urlopen(f"{address}?q=/quote+Peskov", timeout=20) as answer:
            assert "Dmitry Peskov" in answer.read().decode()
        web.terminate()
        assert web.wait(timeout=20) in (0, -15)


@pytest.mark.slow
@pytest.mark.parametrize("command", [one for one in COMMANDS if one.partition("python -m")[1] and one not in ELSEWHERE])
def test_a_module_that_is_to_be_run_is_there_with_the_options_shown(command: str) -> None:
    module, *words = command.partition("python -m ")[2].split()
    asked = [*words, "--collect-only"] if module == "pytest" else ["--help"]
    done = subprocess.run(
        [sys.executable, "-m", module, *asked],
        cwd=ROOT,
        env=dict(os.environ),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    if module != "pytest":
        assert [word for word in words if word.startswith("--") and word not in done.stdout] == []


def test_what_is_run_elsewhere_is_run_there() -> None:
    assert [command for command in ELSEWHERE if command not in COMMANDS] == []
    assert [test for test in ELSEWHERE.values() if not (ROOT / test).exists()] == []
