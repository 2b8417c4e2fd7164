"""How many small faults the tests would notice: a sample of mutants of the rooms that read, link and look up.

    python -m tests.mutation                     # 600 mutants, drawn anew for each version of the code
    python -m tests.mutation --sample 60 --of corpus.linking.moves

mutmut makes every mutant of the rooms and knows which tests run through which function; a sample of them is run. A mutant
that no test runs through counts as one that nobody noticed. Prints the share of each room and whatever survived.
"""

import argparse
import json
import random
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]
MADE = ROOT / "mutants"
NOTICED = frozenset([1, 3, -24, 24, 36, 152, 255])
"""Exit codes of a run that failed or did not end, as mutmut has them."""


def made() -> dict[str, int | None]:
    """Every mutant that there is by its name, with the exit code of the tests; None where they were not run."""
    metas = sorted(MADE.glob("corpus/**/*.meta"))
    return {name: code for meta in metas for name, code in json.loads(meta.read_text())["exit_code_by_key"].items()}


def run(names: Iterable[str]) -> None:
    """Have mutmut make the mutants and run those named; what it prints goes to the standard error."""
    mutmut = Path(sys.executable).parent / "mutmut"
    subprocess.run([mutmut, "run", *names], cwd=ROOT, check=False, stdout=sys.stderr)


def shares(codes: Mapping[str, int | None]) -> dict[str, tuple[int, int]]:
    """For each room how many mutants were noticed, of how many."""
    rooms: dict[str, list[bool]] = defaultdict(list)
    for name, code in codes.items():
        rooms[".".join(name.split(".")[:2])].append(code in NOTICED)
    return {room: (sum(found), len(found)) for room, found in sorted(rooms.items())}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, default=600)
    parser.add_argument("--of", default="corpus.", help="the beginning of the names of the modules")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    run(["corpus.names.likeness.slips*"])  # makes all of them
    names = [name for name in made() if name.startswith(asked.of)]
    sample = random.Random(asked.seed).sample(names, min(asked.sample, len(names)))
    run(sample)
    codes = {name: code for name, code in made().items() if name in sample}
    for room, (noticed, of) in shares(codes).items():
        print(f"{room:<16} {noticed:>4} of {of:<4} {noticed / of:.2f}")
    print(*(f"  survived: {name}" for name, code in codes.items() if code not in NOTICED), sep="\n")


if __name__ == "__main__":
    main()
