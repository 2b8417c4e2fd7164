"""How long a first answer takes against importing its libraries: `python -m tests.bench.cold_start "/quote Peskov"`.

Each asks the corpus of READOUT_DATABASE_URL in a process of its own, with byte code, in turns with a process that only
imports the libraries; what is compared is processor time, in seconds.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile

LIBRARIES = "sqlalchemy.dialects.sqlite, pydantic, pydantic_settings, typer, rich.console, rapidfuzz, anyascii"
"""What an answer from a SQLite file on the terminal needs that is not ours."""

TIMES = 7


def main() -> None:
    with tempfile.TemporaryDirectory() as compiled:
        for line in sys.argv[1:] or ["/quote Peskov", "/talks latest"]:
            print(f"{line}: {told(line, compiled)}")


def told(line: str, compiled: str) -> str:
    """The middle of the ratios of answers to imports that were taken one after the other, and the shortest of each."""
    ask, libraries = ("-m", "bot", "ask", line), ("-c", f"import {LIBRARIES}")
    for each in (ask, libraries):  # compiles what is not yet
        processor_time(each, compiled)
    asked, imported = zip(
        *((processor_time(ask, compiled), processor_time(libraries, compiled)) for _ in range(TIMES)), strict=True
    )
    ratio = statistics.median(one / other for one, other in zip(asked, imported, strict=True))
    return f"{ratio:.2f} (at best {min(asked):.2f} s and {min(imported):.2f} s), load {os.getloadavg()[0]:.1f}"


def processor_time(arguments: tuple[str, ...], compiled: str) -> float:
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": compiled, "PYTHONDONTWRITEBYTECODE": ""}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], env=environment, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
