"""How the time to read an article grows with its length, for texts that are made to be slow.

    python -m tests.bench.growth [PATTERN …]

Each pattern is repeated to 10,000, 20,000 and 40,000 characters, in one paragraph and in many. The last columns tell by
how much a doubling multiplies the time; where the time grows with the length that is about two.
"""

import argparse
import time
from collections.abc import Callable
from itertools import pairwise

from rich.console import Console
from rich.table import Table

SIZES = (10_000, 20_000, 40_000)
ALLOWED = 2.3
"""What a doubling may cost: the parser's own batches make it a little more than two."""

_NAMES = ("Astrid", "Bjarne", "Cecilie", "Dagfinn", "Eldrid", "Frode", "Gunnhild", "Halvard", "Ingeborg", "Jostein")
_PLACES = ("Lindvik", "Storhaug", "Brekke", "Nesodd", "Fossheim", "Kolstad", "Myrvang", "Solberg", "Tveit", "Ulvund")


def _name(number: int) -> str:
    return f"{_NAMES[number % 10]} {_PLACES[number // 10 % 10]}{chr(97 + number // 100 % 26)}{chr(97 + number // 2600)}"


PATTERNS: dict[str, Callable[[int], str]] = {
    "straight marks": lambda number: '"',
    "marks around a word": lambda number: '"peace" ',
    "opening marks": lambda number: "“",
    "closing marks": lambda number: "” ",
    "nested marks": lambda number: "“We ‘said” that’ ",
    "nested, never closed": lambda number: "“We said ‘that ",
    "apostrophes": lambda number: "'",
    "brackets": lambda number: "(",
    "pairs of brackets": lambda number: "(so) ",
    "dashes": lambda number: "– ",
    "underscores": lambda number: "_",
    "commas": lambda number: ", ",
    "capitals": lambda number: "A",
    "words in capitals": lambda number: "PEACE ",
    "one word": lambda number: "peace ",
    "one long word": lambda number: "peace",
    "digits": lambda number: "7",
    "figures": lambda number: f"{number} ",
    "dates": lambda number: f"{number % 28 + 1} May {1900 + number % 120}, ",
    "newlines": lambda number: "\n" if number else "Norway\n",
    "lines of one letter": lambda number: "a\n",
    "blanks": lambda number: " " if number else "Norway ",
    "joined by and": lambda number: f"{_name(number)} and ",
    "names that said": lambda number: f"{_name(number)} said it was so. ",
    "he said": lambda number: "he said ",
    "said that said that": lambda number: "Norway said that ",
    "quoted by names": lambda number: f"“We will not leave,” {_name(number)} said. ",
    "quoted by he": lambda number: "“We will not leave,” he said. ",
    "according to": lambda number: "according to Norway, ",
    "pronouns": lambda number: "He told her that she saw him. ",
    "a demand": lambda number: "Norway demanded that Sweden withdraw. ",
    "demands in one sentence": lambda number: "Norway demanded that Sweden withdraw and ",
    "delegations": lambda number: "Delegations from Norway and Sweden met in Vienna on Monday. ",
    "denials": lambda number: "It is not true that Norway agreed, nor is it true that ",
    "a fake": lambda number: "A fake video says Norway agreed. ",
    "labels": lambda number: "READ MORE: The ferry sinks\n",
    "one sentence": lambda number: "Norway, which had met Sweden in Vienna, said it wanted peace with Denmark, ",
}


def text_of(pattern: str, size: int, paragraphs: bool) -> str:
    """So many characters of a pattern, broken into paragraphs of about 400 of them where wanted."""
    made: list[str] = []
    length = number = broken = 0
    while length < size:
        made.append(PATTERNS[pattern](number))
        length, number = length + len(made[-1]), number + 1
        if paragraphs and length - broken >= 400:
            made.append("\n\n")
            broken = length
    return "".join(made)[:size]


def seconds_of(text: str) -> float:
    """Processor time of one reading."""
    from corpus import extract, read_article

    started = time.process_time()
    extract(read_article(text, source="growth.txt"))
    return time.process_time() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("patterns", nargs="*", default=list(PATTERNS))
    options = parser.parse_args()
    seconds_of("Norway said it was so.")
    table = Table("pattern", "paragraphs", *(f"{size:,}" for size in SIZES), "×", "×", title="seconds")
    console = Console(width=100)
    for pattern in options.patterns:
        for paragraphs in (False, True):
            taken = [seconds_of(text_of(pattern, size, paragraphs)) for size in SIZES]
            ratios = [after / before for before, after in pairwise(taken)]
            marked = (f"[bold red]{one:.1f}[/]" if one > ALLOWED else f"{one:.1f}" for one in ratios)
            table.add_row(pattern, "many" if paragraphs else "one", *(f"{one:.2f}" for one in taken), *marked)
    console.print(table)


if __name__ == "__main__":
    main()
