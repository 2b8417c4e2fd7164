"""What operators start Readout with: whole, hardened, and speaking of files that are there."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
UNIT = (ROOT / "deploy/readout.service").read_text(encoding="utf-8")
DOCKERFILE = (ROOT / "deploy/Dockerfile").read_text(encoding="utf-8")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not on this machine")
def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    unit = tmp_path / "readout.service"
    unit.write_text(re.sub(r"(?m)^ExecStart=\S+", f"ExecStart={shutil.which('true')}", UNIT), encoding="utf-8")
    done = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.returncode == 0


def test_the_unit_starts_a_command_that_there_is_and_gives_it_room_to_write() -> None:
    assert "ExecStart=/opt/readout/.venv/bin/readout serve" in UNIT
    assert "Environment=READOUT_HOME=/var/lib/readout" in UNIT
    assert "StateDirectory=readout" in UNIT
    assert "ProtectSystem=strict" in UNIT


def test_the_image_holds_what_is_in_the_folder_and_runs_as_nobody_special() -> None:
    copied = [word for line in re.findall(r"(?m)^COPY (?!--from)(.*) \S+$", DOCKERFILE) for word in line.split()]
    assert copied
    assert [name for name in copied if not (ROOT / name).exists()] == []
    assert re.search(r"(?m)^USER [1-9]\d*:[1-9]\d*$", DOCKERFILE)


def test_hadolint_finds_nothing_in_the_image() -> None:
    hadolint = Path(sys.executable).parent / "hadolint"
    done = subprocess.run([hadolint, "-"], input=DOCKERFILE, capture_output=True, text=True, check=False)
    assert done.stdout == ""
    assert done.returncode == 0


def test_everything_in_the_image_is_checked_by_its_hash() -> None:
    installs = re.findall(r"pip install (?:[^&\n]|\\\n)*", DOCKERFILE)
    assert len(installs) == 3
    assert [one for one in installs if "--require-hashes" not in one and "--no-deps" not in one] == []


def compose_works() -> bool:
    docker = shutil.which("docker")
    return (
        bool(docker)
        and subprocess.run(["docker", "compose", "version"], capture_output=True, check=False).returncode == 0
    )


@pytest.mark.skipif(not compose_works(), reason="docker compose is not on this machine")
def test_compose_takes_its_file_and_asks_for_the_password(tmp_path: Path) -> None:
    (tmp_path / "deploy").mkdir()
    for name in ("compose.yaml", "Dockerfile"):
        shutil.copy(ROOT / "deploy" / name, tmp_path / "deploy")
    (tmp_path / ".env").write_text("SLACK_BOT_TOKEN=x\n", encoding="utf-8")
    asking = ["docker", "compose", "--env-file", ".env", "-f", "deploy/compose.yaml", "config", "--quiet"]
    kept = {name: value for name, value in os.environ.items() if name != "POSTGRES_PASSWORD"}
    without = subprocess.run(asking, cwd=tmp_path, env=kept, capture_output=True, text=True, check=False)
    assert "POSTGRES_PASSWORD" in without.stderr
    (tmp_path / ".env").write_text("POSTGRES_PASSWORD=abc\n", encoding="utf-8")
    done = subprocess.run(asking, cwd=tmp_path, env=kept, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
