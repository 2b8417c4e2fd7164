"""The command line as a process: what it prints, where, with which exit code, and what it does not import."""

import csv
import getpass
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.faults import faults
from bot.release import VERSION
from corpus.store import open_corpus
from tests.newsroom import fill

ROOT = Path(__file__).parents[3]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "READOUT_"))}
    return kept | {
        "READOUT_DATABASE_URL": f"sqlite:///{tmp_path / 'readout.db'}",
        "READOUT_SEEDS": str(tmp_path / "seeds"),
        "PYTHONPATH": str(ROOT),
    }


@pytest.fixture
def filled(environment: dict[str, str]) -> dict[str, str]:
    with open_corpus(environment["READOUT_DATABASE_URL"]) as corpus:
        fill(corpus)
    return environment


def readout(environment: dict[str, str], *arguments: str, lines: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=Path(environment["READOUT_SEEDS"]).parent,
        env=environment,
        input=lines,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_ask_shows_the_answer(filled: dict[str, str]) -> None:
    done = readout(filled, "ask", "/quote Nordmann")
    assert done.returncode == 0
    assert "│ We will reopen the fishing grounds in June" in done.stdout


def test_where_no_database_is_yet_it_is_said_which_was_looked_for(environment: dict[str, str]) -> None:
    done = readout(environment, "ask", "/quote Nordmann")
    assert environment["READOUT_DATABASE_URL"].removeprefix("sqlite:///") in done.stderr
    assert done.returncode == 0


def test_a_database_in_no_folder_ends_a_command_that_asks_it(environment: dict[str, str]) -> None:
    for command in (["ask", "/quote Nordmann"], ["stats"], ["claims"], ["export", "/quote Nordmann"]):
        done = readout(environment | {"READOUT_DATABASE_URL": "sqlite:////nowhere/at/all.db"}, *command)
        assert "There is no folder /nowhere/at" in done.stderr
        assert done.returncode == 1
        assert done.stdout == ""


def test_ask_prints_the_payload_that_slack_would_get(filled: dict[str, str]) -> None:
    done = readout(filled, "ask", "--json", "/quote Jonsson")
    payload = json.loads(done.stdout)
    assert faults(payload) == []
    assert payload["response_type"] == "ephemeral"
    assert "No deal <!channel> is *signed* until the last page is read" in str(payload["blocks"])


def test_ask_without_a_database_says_how_to_fill_it_and_makes_none(environment: dict[str, str], tmp_path: Path) -> None:
    done = readout(environment, "ask", "/quote Nordmann")
    assert done.returncode == 0
    assert "readout ingest" in done.stdout
    assert list(tmp_path.glob("readout.db*")) == []


def test_a_database_that_cannot_be_used_is_told_in_a_sentence(environment: dict[str, str]) -> None:
    done = readout({**environment, "READOUT_DATABASE_URL": "oracle://desk:SECRET@db/x"}, "ask", "/quote Nordmann")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "SECRET" not in done.stderr
    assert done.stderr.strip()


def test_what_is_mistyped_of_the_database_is_told_in_a_sentence(environment: dict[str, str]) -> None:
    for name, typed in (("TIMEOUT", "soon"), ("CONNECTIONS", "0"), ("REPLICA", "second.example")):
        done = readout({**environment, f"READOUT_DATABASE_{name}": typed}, "stats")
        assert done.returncode == 1
        assert done.stderr.startswith(f"READOUT_DATABASE_{name}: ")
        assert len(done.stderr.splitlines()) == 1


def test_many_machines_take_a_postgresql_and_a_scheduler(environment: dict[str, str], tmp_path: Path) -> None:
    done = readout(environment, "ingest", str(tmp_path), "--dask", "tcp://127.0.0.1:1")
    assert done.returncode == 1
    assert done.stderr.startswith("Many machines read into PostgreSQL only: set READOUT_DATABASE_URL")


@pytest.mark.parametrize("command", [("ask", "/quote x"), ("stats",), ("serve",)])
def test_a_wrong_setting_is_told_in_a_sentence(environment: dict[str, str], command: tuple[str, ...]) -> None:
    done = readout({**environment, "READOUT_LOG_LEVEL": "LOUD"}, *command)
    assert done.returncode == 1
    assert done.stderr.startswith("READOUT_LOG_LEVEL: ")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("tokens", "says"),
    [
        ({"SLACK_BOT_TOKEN": "xapp-SECRET", "SLACK_APP_TOKEN": "xapp-1-SECRET"}, "SLACK_BOT_TOKEN holds another kind"),
        ({"SLACK_BOT_TOKEN": "xoxb-SECRET"}, "SLACK_APP_TOKEN is missing"),
    ],
)
def test_serve_with_a_wrong_token_says_which_and_where_to_get_it(
    environment: dict[str, str], tokens: dict[str, str], says: str
) -> None:
    done = readout({**environment, **tokens}, "serve")
    assert done.returncode == 1
    assert says in done.stderr
    assert "api.slack.com/apps" in done.stderr
    assert "SECRET" not in done.stderr + done.stdout


def test_serve_without_tokens_is_a_console(filled: dict[str, str]) -> None:
    done = readout(filled, "serve", lines="/quote Nordmann\nhelp\n")
    assert done.returncode == 0
    assert "readout> /quote Nordmann\n" in done.stdout
    assert "│ We will reopen the fishing grounds in June" in done.stdout
    assert "/positions" in done.stdout


def test_export_prints_all_that_a_command_finds_as_csv(filled: dict[str, str]) -> None:
    done = readout(filled, "export", "/quote Jonsson")
    assert done.returncode == 0
    assert done.stdout.startswith("\ufefftext,kind,speaker,")
    (row,) = csv.DictReader(io.StringIO(done.stdout.removeprefix("\ufeff")))
    assert row["text"] == "No deal <!channel> is *signed* until the last page is read,"
    assert (row["speaker"], row["source_file"]) == ("Jon Jonsson", "fish.txt")


def test_who_has_an_exported_file_is_on_the_receipt_of_its_recall(filled: dict[str, str]) -> None:
    readout(filled, "export", "/quote Jonsson")
    listed = readout(filled, "article", "list").stdout.split()[0]
    told = readout(filled, "recall", listed).stdout
    assert f"{getpass.getuser()}  /quote Jonsson  was shown to" in told
    assert f"was shown to {getpass.getuser()}, cannot be edited: the file is outside Slack" in told
    assert "0 of 0 reached; 1 shown where nothing can be changed" in told


def test_what_was_asked_into_a_file_is_on_the_receipt_too(filled: dict[str, str]) -> None:
    readout(filled, "ask", "--json", "/quote Jonsson")
    readout(filled, "serve", lines="/quote Jonsson\n")
    readout(filled, "ask", "/quote Nobodyatall")
    listed = readout(filled, "article", "list").stdout.split()[0]
    told = readout(filled, "recall", listed).stdout
    assert told.count("cannot be edited: the file is outside Slack") == 2
    assert "0 of 0 reached; 2 shown where nothing can be changed" in told


@pytest.mark.parametrize("line", ["/quote Zzyzx", "/quote", "/weather Oslo", ""])
def test_export_of_nothing_says_why_and_prints_no_csv(filled: dict[str, str], line: str) -> None:
    done = readout(filled, "export", line)
    assert done.returncode == 1
    assert "\ufeff" not in done.stdout + done.stderr
    assert "source_file" not in done.stdout
    assert "Traceback" not in done.stderr
    assert (done.stdout + done.stderr).strip()


@pytest.mark.parametrize("order", ["follow", "unfollow", "export"])
def test_an_order_on_the_terminal_says_where_it_works(filled: dict[str, str], order: str) -> None:
    done = readout(filled, "ask", f"/quote Nordmann {order}")
    assert done.returncode == 0
    assert "Slack" in done.stdout
    assert "fishing grounds" not in done.stdout


def test_stats_gives_the_figures(filled: dict[str, str]) -> None:
    lines = dict(line.split() for line in readout(filled, "stats").stdout.splitlines())
    assert lines["articles"] == "1"
    assert lines["newest"] == "2021-05-04"


def test_ingest_of_a_broken_file_names_it_and_fails(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "broken.txt").write_bytes(b"\xff\xfe\x00")
    done = readout(environment, "ingest", "broken.txt")
    assert done.returncode == 1
    assert "broken.txt: " in done.stderr
    assert "1 failed" in done.stderr


def test_ingest_ends_with_what_was_found_and_what_to_ask(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "fish.txt").write_text('"We fish on Monday," Norwegian minister Kari Nordmann said.', encoding="utf-8")
    told = readout(environment, "ingest", "fish.txt").stderr.splitlines()
    assert told[:2] == ["1 added", "1 article in all: 1 quote, 1 person, 0 positions, 0 accounts of talks"]
    assert any(line.strip().startswith("/quote Kari Nordmann") for line in told)
    assert readout(environment, "ingest", "fish.txt").stderr.strip() == "1 unchanged"


def test_the_loopback_slack_says_how_to_connect(environment: dict[str, str]) -> None:
    done = readout(environment, "slack", lines="/quote Nordmann\nhello\n")
    assert done.returncode == 0
    assert "SLACK_API_URL=http://127.0.0.1:" in done.stdout
    assert "SLACK_APP_TOKEN=xapp-" in done.stdout
    assert "dispatch_failed" in done.stdout
    assert "starts with a slash" in done.stdout


IMPORTED = """
import sys
from bot.cli.main import cli
cli({arguments!r}, standalone_mode=False)
print("\\n".join(sorted(sys.modules)), file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("arguments", "kept_out"),
    [
        (["ask", "/quote Nordmann"], {"spacy", "slack_bolt", "slack_sdk", "aiohttp"}),
        (["serve"], {"spacy", "thinc", "corpus.extract.extraction"}),
        (["stats"], {"spacy", "slack_bolt", "aiohttp"}),
        (["export", "/quote Nordmann"], {"spacy", "slack_bolt", "slack_sdk", "aiohttp"}),
    ],
)
def test_what_a_command_does_not_need_is_not_imported(
    filled: dict[str, str], arguments: list[str], kept_out: set[str], tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPORTED.format(arguments=arguments)],
        cwd=tmp_path,
        env=filled,
        input="/quote Nordmann\n/talks latest\n/positions Norway\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert kept_out.isdisjoint(done.stderr.splitlines())


def test_it_says_which_version_it_is(environment: dict[str, str]) -> None:
    assert readout(environment, "--version").stdout == f"Readout {VERSION}\n"


def test_a_line_need_not_be_quoted(filled: dict[str, str]) -> None:
    assert readout(filled, "ask", "/quote", "Nordmann").stdout == readout(filled, "ask", "/quote Nordmann").stdout


def test_everything_lies_at_home_wherever_one_stands(environment: dict[str, str], tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "seeds").mkdir(parents=True)
    (home / ".env").write_text("READOUT_LOG_LEVEL=ERROR\n", encoding="utf-8")
    article = tmp_path / "fish.txt"
    article.write_text('"We fish on Monday," Norwegian minister Kari Nordmann said.', encoding="utf-8")
    at_home = {k: v for k, v in environment.items() if k != "READOUT_DATABASE_URL"} | {"READOUT_HOME": str(home)}

    assert readout(at_home, "ingest", "fish.txt").returncode == 0

    assert (home / "readout.db").exists()
    assert "We fish on Monday" in readout(at_home, "ask", "/quote Nordmann").stdout

    (tmp_path / "draft.md").write_text('"We fish on Monday," Kari Nordmann said.', encoding="utf-8")
    checked = readout(at_home, "check", "draft.md", "--sarif")
    assert (checked.returncode, checked.stderr) == (0, "")
    assert readout(at_home, "desk", "gold", "gold").returncode == 0
    assert (tmp_path / "gold/rows.jsonl").exists()
    assert not (home / "gold").exists()


def test_what_is_written_is_for_its_owner_alone(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "fish.txt").write_text("The boats are in.", encoding="utf-8")
    readout(environment, "ingest", "fish.txt")
    assert [path.name for path in tmp_path.glob("readout.db*") if path.stat().st_mode & 0o077] == []


@pytest.mark.parametrize(
    ("slip", "told"),
    [
        ({"READOUT_LOGLEVEL": "DEBUG"}, "READOUT_LOGLEVEL is no setting of Readout: did you mean READOUT_LOG_LEVEL?"),
        ({"READOUT_ZEBRA": "1"}, "READOUT_ZEBRA is no setting of Readout"),
    ],
)
def test_a_setting_that_means_nothing_is_told(filled: dict[str, str], slip: dict[str, str], told: str) -> None:
    done = readout(filled | slip, "ask", "/quote Nordmann")
    assert told in done.stderr
    assert done.returncode == 0


def test_a_home_that_is_not_there_is_told_in_a_sentence(environment: dict[str, str]) -> None:
    done = readout(environment | {"READOUT_HOME": "/no/such/folder"}, "ask", "/quote Nordmann")
    assert done.returncode == 1
    assert "READOUT_HOME" in done.stderr
    assert "Traceback" not in done.stderr


def test_claims_are_printed_with_their_sources_as_text_and_as_json(environment: dict[str, str]) -> None:
    assert readout(environment, "claims").stdout == "No claim is made across articles.\n"
    readout(environment, "ingest", str(ROOT / "tests" / "golden" / "claims" / "broken"))
    told = readout(environment, "claims").stdout
    assert told.startswith("contrary · Gabon · Ceasefire\n  On Tuesday, Gabonese forces attacked Togo\n")
    (claim,) = json.loads(readout(environment, "claims", "--json").stdout)
    assert list(claim) == ["kind", "party", "issue", "says", "was", "sources"]
    assert [(one["title"], one["published"]) for one in claim["sources"]] == [
        ("Gabonese boats attack Togo harbour", "2033-04-20"),
        ("Gabon pledges truce to Togo over Mbanie", "2033-04-01"),
    ]


def test_what_failed_is_read_again_once_it_is_mended(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "bad.txt").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "in" / "good.txt").write_text("The boats are in.", encoding="utf-8")
    readout(environment, "ingest", "in")
    (tmp_path / "in" / "bad.txt").write_text("The boats are out.", encoding="utf-8")
    assert readout(environment, "ingest", "in", "--only", "failed").stderr.splitlines()[0] == "1 added"
    assert readout(environment, "ingest", "in", "--only", "format=pdf").stderr.strip() == "no articles found"
    assert readout(environment, "ingest", "--again").stderr.strip() == "no articles found"
    wrong = readout(environment, "ingest", "in", "--only", "tomorrow")
    assert (wrong.returncode, "--only takes failed" in wrong.stderr) == (1, True)
