"""How fast `NameIndex` answers, beside rapidfuzz's WRatio over the same names in the same run.

    python -m tests.bench.names_speed [--sizes 5000 100000] [--queries 600]

Names are made up from syllables, so that surnames are many and given names few, as among people. The queries are names
as they are in the index, surnames alone, other spellings, slips of the hand, names behind titles, other scripts and
names of nobody; the second median is that of the queries that are no name to the letter. Times are microseconds of
processor time a query; memory is the most that the process, names and all, has held so far.
"""

import argparse
import random
import resource
import statistics
import time
from collections.abc import Callable, Sequence
from functools import partial

from rapidfuzz import fuzz, process

from corpus.models import Entity
from corpus.names.index import NameIndex

SYLLABLES = """
onsets b v g d zh z k l m n p r s t f kh ts ch sh br dr gr kr pr st tr vl sl
vowels a e i o u ya yu
endings ov ev in enko sky chuk ich ian shvili adze ez son berg ani uk oglu
given an ej ir ana iya ina slav mir ton as el or is un ed am
"""
ONSETS, VOWELS, ENDINGS, GIVEN = (line.split()[1:] for line in SYLLABLES.strip().splitlines())
OTHER_SPELLINGS = (("kh", "h"), ("y", "i"), ("ch", "tsch"), ("sh", "sch"), ("zh", "j"), ("v", "w"), ("ts", "z"))
CYRILLIC = dict(zip("abvgdezijklmnoprstufhcy", "абвгдезийклмнопрстуфхцы", strict=True))
SHARES = ((30, "as it is"), (20, "surname"), (15, "spelling"), (15, "slip"), (8, "title"), (4, "script"), (8, "nobody"))


def stem(rng: random.Random, syllables: int) -> str:
    return "".join(rng.choice(ONSETS) + rng.choice(VOWELS) for _ in range(syllables))


def people(size: int, rng: random.Random) -> list[Entity]:
    given = sorted({(stem(rng, 1) + rng.choice(GIVEN)).capitalize() for _ in range(1200)})
    surnames = sorted({(stem(rng, rng.choice((1, 2, 2, 3))) + rng.choice(ENDINGS)).capitalize() for _ in range(size)})
    names = (f"{rng.choice(given)} {rng.choice(surnames)}" for _ in range(size))
    return [Entity(id=f"person:{at}", kind="person", name=name) for at, name in enumerate(names)]


def slip(word: str, rng: random.Random) -> str:
    at = rng.randrange(1, max(2, len(word) - 1))
    return rng.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[: at - 1] + word[at : at + 1] + word[at - 1] + word[at + 1 :],
        )
    )


def typed(name: str, kind: str, rng: random.Random) -> str:
    match kind:
        case "surname":
            return name.rsplit(maxsplit=1)[-1]
        case "spelling":
            for one, other in OTHER_SPELLINGS:
                name = name.replace(one, other)
            return name
        case "slip":
            return slip(name, rng)
        case "title":
            return f"Foreign Minister {name}"
        case "script":
            return "".join(CYRILLIC.get(letter, letter) for letter in name.lower())
        case "nobody":
            return f"{stem(rng, 2)}on {stem(rng, 3)}eau".title()
    return name


def queries(entities: Sequence[Entity], count: int, rng: random.Random) -> list[str]:
    weights, kinds = zip(*SHARES, strict=True)
    return [typed(rng.choice(entities).name, kind, rng) for kind in rng.choices(kinds, weights, k=count)]


def timed(ask: Callable[[str], object], asked: Sequence[str]) -> list[float]:
    spent = []
    for query in asked:
        started = time.process_time_ns()
        ask(query)
        spent.append((time.process_time_ns() - started) / 1000)
    return spent


def measured(size: int, count: int) -> tuple[object, ...]:
    rng = random.Random(size)
    entities = people(size, rng)
    names = [entity.name for entity in entities]
    asked = queries(entities, count, rng)
    started = time.process_time()
    index = NameIndex(entities)
    built = time.process_time() - started
    spent = timed(index.lookup, asked)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    known = {name.lower() for name in names} | {name.rsplit(maxsplit=1)[-1].lower() for name in names}
    misspelt = [took for query, took in zip(asked, spent, strict=True) if query.lower() not in known]
    plain = statistics.median(timed(partial(process.extractOne, choices=names, scorer=fuzz.WRatio), asked[:60]))
    p50, p99 = statistics.median(spent), statistics.quantiles(spent, n=100)[98]
    return (
        size,
        *(f"{figure:.0f}" for figure in (p50, statistics.median(misspelt), p99, plain, plain / p50, memory)),
        f"{built:.1f}",
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[5_000, 100_000])
    parser.add_argument("--queries", type=int, default=600)
    options = parser.parse_args()
    heads = ("names", "p50 µs", "misspelt p50", "p99 µs", "WRatio p50 µs", "times faster", "process MB", "build s")
    print(" ".join(f"{head:>14}" for head in heads))
    for size in options.sizes:
        print(" ".join(f"{cell!s:>14}" for cell in measured(size, options.queries)))


if __name__ == "__main__":
    main()
