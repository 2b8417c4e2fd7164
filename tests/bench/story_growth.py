"""What one more article costs in a large corpus, most of all finding its story.

    python -m tests.bench.story_growth              12,000 articles; some minutes
    python -m tests.bench.story_growth --size 1000

The articles are made from templates and read without the language model; the last hundred are timed.
"""

import argparse
import random
import statistics
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from corpus.store import Corpus, open_corpus
from tests.bench.templates import article_text, template_reader

TIMED = 100


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=12_000)
    size = parser.parse_args().size
    chosen, first = random.Random(size), date(2020, 1, 1)
    taken = []
    with tempfile.TemporaryDirectory() as folder, open_corpus(f"sqlite:///{Path(folder, 'readout.db')}") as corpus:
        for number in range(size + TIMED):
            text = article_text(chosen, first + timedelta(days=number * 400 // size))
            taken.append(saved(corpus, text, f"{number}.txt"))
        stories = corpus.stories()
        asked = time.perf_counter()
        rounds = len(corpus.talks())
        asked = time.perf_counter() - asked
    last = [1000 * one for one in taken[-TIMED:]]
    largest = max((story.articles for story in stories), default=0)
    print(f"{size:,} articles, {len(stories):,} stories, the largest of {largest:,}")
    print(f"one more: median {statistics.median(last):.1f} ms, slowest {max(last):.1f} ms")
    print(f"{rounds:,} rounds, at the next question: {1000 * asked:.0f} ms")


def saved(corpus: Corpus, text: str, source: str) -> float:
    """Seconds that saving takes, without reading."""
    article, found = template_reader(text, source)
    started = time.perf_counter()
    corpus.save(article, found, "1")
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
