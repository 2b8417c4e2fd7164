"""Builds ``given_names.toml`` from Faker (https://pypi.org/project/Faker/) and nomquamgender, both MIT.

    python -m corpus.knowledge.build.given_names nomquamgender/name_data.json

The file is in the wheel of nomquamgender 0.1.4, which needs no installing: ``pip download --no-deps`` and unzip it.
Names of every locale are taken but Iceland's, whose lists hold every word that may be given as a name, and Colombia's,
whose women have men's names; names in other scripts are romanised. A name that women and men bear stands in both lists,
if more than one of many locales says so. Of nomquamgender, which counts bearers in registers of 150 countries, come the
names that hardly anybody of the other sex bears, for names that are known to be some by other signs, and where Faker
has both; and the other way about.
"""

import importlib
import json
import pkgutil
import re
import sys
import textwrap
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from corpus.knowledge.build import TABLES

OUTPUT = TABLES / "given_names.toml"
LEFT_OUT = frozenset({"is_IS", "es_CO"})
MANY = 6
"""Locales that outweigh a single one: Mohammed is no woman for one list that has him among them."""
ROMANISED_WELL = ("ru_RU", "uk_UA", "bg_BG", "mk_MK", "el_GR", "ka_GE", "hy_AM")
"""Locales in scripts with vowels; a romanisation of Arabic or Hebrew without them is no spelling that is in use."""

FEWEST_SOURCES = 6
FEWEST_BEARERS = 50
HARDLY_ANY_OF_OTHERS = 0.06
"""Of the other sex, among those who bear a name that tells a sex."""
FEW_OF_OTHERS = 0.12
"""From this share on both sexes bear a name, also where one list has it only once."""


def collect() -> tuple[set[str], set[str]]:
    """The folded first names of men and of women."""
    from anyascii import anyascii

    men, women = Counter[str](), Counter[str]()
    for locale, provider in _providers():
        for names, sex in ((men, "male"), (women, "female")):
            found = _first_names(provider, sex)
            usable = (name for name in found if name.isascii() or locale in ROMANISED_WELL or _is_latin(name))
            names.update({anyascii(name).lower() for name in usable})
    return _borne(men, women), _borne(women, men)


def _borne(names: Counter[str], others: Counter[str]) -> set[str]:
    return {name for name, times in names.items() if _is_usable(name) and (times > 1 or others[name] < MANY)}


def _providers() -> Iterator[tuple[str, type]]:
    import faker.providers.person as persons

    for module in pkgutil.iter_modules(persons.__path__):
        if module.name not in LEFT_OUT:
            yield module.name, importlib.import_module(f"{persons.__name__}.{module.name}").Provider


def by_count(table: Path) -> dict[str, float]:
    """The share of women among those who bear a name."""
    return {
        name: women
        for name, (sources, bearers, women, _) in json.loads(table.read_text(encoding="utf-8")).items()
        if sources >= FEWEST_SOURCES and bearers >= FEWEST_BEARERS and _is_usable(name)
    }


def _first_names(provider: type, sex: str) -> set[str]:
    tables = (getattr(provider, f"first_names_{sex}", ()), getattr(provider, f"first_romanized_names_{sex}", ()))
    return {str(name) for table in tables for name in table}


def _is_latin(name: str) -> bool:
    return all(ord(character) < 0x250 for character in name)


def _is_usable(name: str) -> bool:
    return re.fullmatch(r"[a-z]{2,}(-[a-z]+)?", name) is not None


def write(**tables: set[str]) -> None:
    source = f"Faker {version('faker')} and, by count, nomquamgender 0.1.4 (both MIT licence)"
    header = f"# First names of men and women, folded. Built by build/given_names.py from {source}.\n"
    parts = [f'{key} = """\n{_wrapped(names)}\n"""\n' for key, names in tables.items()]
    OUTPUT.write_text(header + "\n" + "\n".join(parts), encoding="utf-8")


def _wrapped(names: set[str]) -> str:
    return "\n".join(textwrap.wrap(" ".join(sorted(names)), 118, break_on_hyphens=False))


if __name__ == "__main__":
    men, women = collect()
    shares = by_count(Path(sys.argv[1]))
    men |= {name for name in women if shares.get(name, 1.0) < 1 - FEW_OF_OTHERS}
    women |= {name for name in men if shares.get(name, 0.0) > FEW_OF_OTHERS}
    of_men = {name for name, share in shares.items() if share <= HARDLY_ANY_OF_OTHERS}
    of_women = {name for name, share in shares.items() if share >= 1 - HARDLY_ANY_OF_OTHERS}
    write(men=men, women=women, men_by_count=of_men - (men - women), women_by_count=of_women - (women - men))
