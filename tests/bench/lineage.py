"""How well printings of the same words are known: reprints planted by known operations, precision and recall of each.

    python -m tests.bench.lineage                     2,000 reprints among as many other quotes
    python -m tests.bench.lineage --read 300          so many also written as articles and read by the real reader
    python -m tests.bench.lineage --seed 7 --show     another archive, and what went wrong in it

Articles, people and quotes are invented; the same seed gives the same ones. A quote counts as found if the chain of the
first printing has it with the kind that was planted; a claim is right if it was planted so.
"""

import argparse
import random
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from corpus.ingest import ingest
from corpus.linking.lineage import Kinship
from corpus.linking.printings import key_of
from corpus.models import Article, Extraction, Person, Quote, QuoteFilter, QuoteKind, QuoteRow, SpeakerKind
from corpus.store import Corpus, open_corpus
from tests.bench.reprinting import OPERATIONS, Reprint, utterance
from tests.bench.templates import PARTIES, _name
from tests.identified import identified

FIRST = date(2029, 3, 1)
OUTLETS = ("Harbour Gazette", "Northern Wire", "Evening Ledger", "Coast Herald", "Tidende")
PLAIN = (Kinship.EXACT, Kinship.TYPOGRAPHIC)


class Speaker(NamedTuple):
    name: str
    party: str


class Said(NamedTuple):
    """A quote of an article: its words, and of what it is a reprint, if of any: the place of that, and how."""

    text: str
    speaker: Speaker
    of: int | None = None
    how: Reprint | None = None


class Made(NamedTuple):
    day: date
    outlet: str
    said: tuple[Said, ...]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reprints", type=int, default=2_000)
    parser.add_argument("--read", type=int, default=0, help="so many reprints are written out and read")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="print what was missed or claimed wrongly")
    parser.add_argument("--url", help="an empty database instead of a SQLite file")
    options = parser.parse_args()
    for count, real in ((options.reprints, False), (options.read, True)):
        if count:
            made = list(archive(count, random.Random(options.seed)))
            with tempfile.TemporaryDirectory() as folder:
                url = options.url or f"sqlite:///{folder}/readout.db"
                with open_corpus(url) as corpus:
                    places = _read(corpus, made, Path(folder)) if real else _saved(corpus, made)
                    report(made, places, corpus, real=real, show=options.show)


# -- the archive -------------------------------------------------------------------------------------------------------


def archive(reprints: int, chosen: random.Random) -> Iterator[Made]:
    """First printings, then as many reprints, among other quotes of the same people in the same weeks."""
    people = [Speaker(_name(chosen), chosen.choice(PARTIES)) for _ in range(60)]
    first = [Said(utterance(chosen), chosen.choice(people)) for _ in range(reprints // 2)]
    days = [FIRST + timedelta(days=chosen.randrange(300)) for _ in first]
    for at, one in enumerate(first):
        beside = Said(utterance(chosen), chosen.choice(people))
        yield Made(days[at], chosen.choice(OUTLETS), (one, beside))
    planted = 0
    while planted < reprints:
        operation = OPERATIONS[planted % len(OPERATIONS)]
        at = chosen.randrange(len(first))
        how = operation(first[at].text, chosen)
        if how is None or sum(how.text.strip(",.") in each.text for each in first) > 1:
            continue
        planted += 1
        who = first[at].speaker
        if how.swapped:
            who = chosen.choice([one for one in people if one.name != who.name and one.party != who.party])
        again = Said(how.text, who, at, how)
        others = tuple(Said(utterance(chosen), chosen.choice(people)) for _ in range(chosen.choice((0, 1))))
        yield Made(days[at] + timedelta(days=chosen.randint(1, 5)), chosen.choice(OUTLETS), (*others, again))


def text_of(made: Made) -> str:
    told = [
        f"“{said.text.rstrip('.,')},” said {said.speaker.name}, the foreign minister of {said.speaker.party}."
        for said in made.said
    ]
    return f" date {made.day.isoformat()} The islands and the fishing talks\n\n" + "\n\n".join(told) + "\n"


def _saved(corpus: Corpus, made: Sequence[Made]) -> dict[tuple[str, str], tuple[int, int]]:
    """Puts the articles in as records; gives back which quote is which: the numbers of its article and in it."""
    places = {}
    for number, one in enumerate(made):
        text, quotes, people = text_of(one), [], {}
        for at, said in enumerate(one.said):
            people[said.speaker] = Person(id=f"p{at}", name=said.speaker.name, party_name=said.speaker.party)
            words = f"{said.text.rstrip('.,')},"
            start = text.index(f"“{words}”") + 1
            quotes.append(Quote(
                id=f"q{at}", start=start, end=start + len(words), text=words, kind=QuoteKind.DIRECT,
                speaker_name=said.speaker.name, speaker_kind=SpeakerKind.PERSON, party_name=said.speaker.party,
                certainty=0.9,
            ))  # fmt: skip
            places[f"a{number}", f"q{at}"] = number, at
        found = identified(Extraction(people=tuple(people.values()), quotes=tuple(quotes)))
        source = f"a{number}.txt"
        article = Article(
            id=f"a{number}", title="The islands", published=one.day, outlet=one.outlet, source=source, text=text
        )
        corpus.save(article, found, "digest")
    return places


def _read(corpus: Corpus, made: Sequence[Made], folder: Path) -> dict[tuple[str, str], tuple[int, int]]:
    """Writes the articles out and reads them as any others; a quote is the planted one if its words are."""
    (folder / "articles").mkdir()
    for number, one in enumerate(made):
        (folder / "articles" / f"{number:06}.txt").write_text(text_of(one), "utf-8")
    ingest(corpus, [folder / "articles"])
    words = {
        (number, said.text.rstrip(".,")): at for number, one in enumerate(made) for at, said in enumerate(one.said)
    }
    told = [
        (row, int(Path(row.source.source).stem), row.quote.text.rstrip(".,")) for row in corpus.quotes(QuoteFilter())
    ]
    return {key_of(row): (number, words[number, bare]) for row, number, bare in told if (number, bare) in words}


# -- what was found ----------------------------------------------------------------------------------------------------


def report(
    made: Sequence[Made], places: dict[tuple[str, str], tuple[int, int]], corpus: Corpus, *, real: bool, show: bool
) -> None:
    rows = {places[key_of(row)]: row for row in corpus.quotes(QuoteFilter()) if key_of(row) in places}
    claimed = dict(_claims(rows, places, corpus))
    planted = {
        (number, at): said for number, one in enumerate(made) for at, said in enumerate(one.said) if said.of is not None
    }
    there = {place: said for place, said in planted.items() if place in rows and (said.of, 0) in rows}
    by_operation, by_kind = defaultdict[str, Counter[str]](Counter), defaultdict[Kinship, Counter[str]](Counter)
    for place, said in there.items():
        assert said.how is not None
        got = claimed.get((said.of or 0, place))
        by_operation[said.how.operation][_outcome(said.how.kind, got)] += 1
        by_kind[_group(said.how.kind)]["planted"] += 1
        by_kind[_group(said.how.kind)]["found"] += got is not None and _group(got) is _group(said.how.kind)
    wrong = []
    for (first, place), kind in claimed.items():
        of = planted.get(place)
        right = of is not None and of.of == first and of.how is not None and _group(of.how.kind) is _group(kind)
        by_kind[_group(kind)]["claimed"] += 1
        by_kind[_group(kind)]["right"] += right
        wrong += [] if right else [(first, place, kind)]
    console = Console(width=118, markup=False)
    title = "read from articles" if real else "saved as records"
    console.print(f"{len(there)} reprints {title}, {len(rows)} quotes; planted {len(planted)}")
    console.print(_table(by_operation), "", _kinds(by_kind))
    plain = sum(_is_plain(said, claimed.get((said.of or 0, place))) for place, said in there.items())
    console.print(f"changed or given to another speaker, and called a plain reprint: {plain}")
    if show:
        for first, place, kind in wrong:
            console.print("wrong", kind, first, place, rows[max(first, 0), 0].quote.text, "|", rows[place].quote.text)
        for place, said in there.items():
            if claimed.get((said.of or 0, place)) is None:
                console.print(
                    "missed", said.how and said.how.operation, made[said.of or 0].said[0].text, "|", said.text
                )


def _claims(
    rows: dict[tuple[int, int], QuoteRow], places: dict[tuple[str, str], tuple[int, int]], corpus: Corpus
) -> Iterator[tuple[tuple[int, tuple[int, int]], Kinship]]:
    """Every printing that the chain of a first printing has, and of what nobody printed again as well."""
    seen = set()
    for place, row in sorted(rows.items()):
        chain = corpus.printings(row)
        if len(chain) == 1 or place in seen:
            continue
        first = places[key_of(chain[0].row)]
        for one in chain[1:]:
            seen.add(places[key_of(one.row)])
            if one.kind:
                yield (first[0] if first[1] == 0 else -1, places[key_of(one.row)]), one.kind


def _group(kind: Kinship) -> Kinship:
    """What is set otherwise is a plain reprint, as what is the same is."""
    return Kinship.EXACT if kind in PLAIN else kind


def _outcome(planted: Kinship, got: Kinship | None) -> str:
    if got is None:
        return "missed"
    return "found" if _group(got) is _group(planted) else got.value


def _is_plain(said: Said, got: Kinship | None) -> bool:
    return said.how is not None and said.how.kind in (Kinship.CHANGED, Kinship.OTHER_SPEAKER) and got in PLAIN


def _table(by_operation: dict[str, Counter[str]]) -> Table:
    table = Table("operation", "planted", "found", "missed", "taken for", box=None, padding=(0, 2))
    for operation, told in by_operation.items():
        others = ", ".join(f"{what} {count}" for what, count in told.items() if what not in ("found", "missed"))
        table.add_row(operation, str(told.total()), str(told["found"]), str(told["missed"]), others)
    return table


def _kinds(by_kind: dict[Kinship, Counter[str]]) -> Table:
    table = Table("kind", "planted", "found", "recall", "claimed", "right", "precision", box=None, padding=(0, 2))
    for kind, told in by_kind.items():
        recall = f"{told['found'] / told['planted']:.3f}" if told["planted"] else "-"
        precision = f"{told['right'] / told['claimed']:.3f}" if told["claimed"] else "-"
        name = "exact or set otherwise" if kind is Kinship.EXACT else kind.value
        figures = (told["planted"], told["found"], recall, told["claimed"], told["right"], precision)
        table.add_row(name, *map(str, figures))
    return table


if __name__ == "__main__":
    main()
