"""The walk over every surface of the app: it arrives, and every payload on the way is one that Slack takes."""

import json
import os
import subprocess
import sys
from pathlib import Path

from bot.faults import faults

ROOT = Path(__file__).parents[1]


def test_every_surface_shows_what_slack_takes(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.walk", str(tmp_path)],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "READOUT_"))},
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    payloads = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in sorted(tmp_path.glob("*.json"))}
    assert len(payloads) > 70
    for name, payload in payloads.items():
        if payload.get("type") in ("modal", "home"):
            del payload["text"]  # what is read aloud of a view: it stands beside it for who reads the file
        assert faults(payload) == [], name
