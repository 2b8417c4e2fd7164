"""`readout feed` adds, lists, reads and removes; what is no feed is told."""

from pathlib import Path

from typer.testing import CliRunner

from bot.cli.main import cli


def told(home: Path, *words: str) -> tuple[int, str]:
    made = CliRunner().invoke(cli, ["feed", *words], env={"READOUT_DATABASE_URL": f"sqlite:///{home / 'readout.db'}"})
    return made.exit_code, made.output


def test_a_feed_that_may_not_be_read_is_kept_with_its_trouble_until_it_is_removed(tmp_path: Path) -> None:
    code, output = told(tmp_path, "add", "http://127.0.0.1:9/feed")
    assert (code, "private network" in output) == (0, True)
    assert "not read yet; lies in a private network" in told(tmp_path, "list")[1]
    assert told(tmp_path, "run")[0] == 0  # it is not due
    assert told(tmp_path, "run", "--all")[0] == 1
    assert told(tmp_path, "remove", "http://127.0.0.1:9/feed")[0] == 0
    code, output = told(tmp_path, "remove", "http://127.0.0.1:9/feed")
    assert (code, "is no feed that is read" in output) == (1, True)
    code, output = told(tmp_path, "list")
    assert (code, "No feed is read yet" in output) == (0, True)
