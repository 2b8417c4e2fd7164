"""How many small faults the tests would notice: a sample of mutants of the rooms that read, link and look up.

    python -m tests.mutation              # the twelfth mutant of every function that has so many
    python -m tests.mutation --mutant 3   # another sample, of more functions

mutmut makes the mutants and knows which tests run through which function. A mutant that no test runs through counts as
one that nobody noticed. Prints the share of each room, and whatever survived; `mutmut show NAME` shows one.
"""

import argparse
import json
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
MADE = ROOT / "mutants"
NOTICED = frozenset([1, 3, -24, 24, 36, 152, 255])
"""Exit codes of tests that failed or did not end, as mutmut has them."""


def results(ending: str) -> Iterator[tuple[str, bool]]:
    """Each mutant whose name ends so, and whether the tests noticed it."""
    for meta in sorted(MADE.glob("corpus/**/*.meta")):
        codes = json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"]
        yield from ((name, code in NOTICED) for name, code in codes.items() if name.endswith(ending))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mutant", type=int, default=12)
    ending = f"__mutmut_{parser.parse_args().mutant}"
    shutil.rmtree(MADE, ignore_errors=True)
    mutmut = Path(sys.executable).parent / "mutmut"
    subprocess.run([mutmut, "run", f"*{ending}"], cwd=ROOT, check=True, stdout=sys.stderr)
    rooms: dict[str, list[bool]] = defaultdict(list)
    for name, noticed in results(ending):
        rooms[".".join(name.split(".")[:2])].append(noticed)
        if not noticed:
            print(f"survived: {name}")
    for room, found in rooms.items():
        print(f"{room:<16} {sum(found):>4} of {len(found):<4} {sum(found) / len(found):.2f}")


if __name__ == "__main__":
    main()
