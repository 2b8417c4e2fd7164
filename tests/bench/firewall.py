"""Drafts with planted faults held against an invented corpus: every fault is to be found, and none where there is none.

python -m tests.bench.firewall                 # the table
python -m tests.bench.firewall --folder DRAFTS  # and the drafts, to be looked at
"""

import argparse
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from html import escape
from io import BytesIO
from pathlib import Path
from textwrap import fill
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from corpus.articles import read_article
from corpus.asking.report import DraftVerdict
from corpus.ingest.drafts import read_draft
from corpus.keepings import ArticleState
from corpus.models import Extraction, Person, Quote, QuoteKind, Span, SpeakerKind
from corpus.store import Corpus, open_corpus
from handlers.quote_check.draft import check_draft
from tests.bench.archive import World

V = DraftVerdict
QUOTED, ROUNDS = 60, 5
GATE = "We will not open the sluice gate before the ice has gone"
TOLL = "The toll of 40 crowns a boat stays until the spring, and nobody is exempt"
NETS = "Every net that was cut in August has to be paid for by those who cut it"
MAPS = "Nobody has shown us a chart with the new line on it"
CREW = "Our crews were promised a harbour and were given a sandbank"
VOTE = "The council votes on Thursday whatever the ministry thinks of it"
ROCK = "I would rather lose the lighthouse than the people who keep it"
WIRE = "The cable to the island was laid too shallow, and everybody knew it"
KILLED = "Three of our inspectors took money for closing their eyes to it"
HIDDEN = "The fleet will be sold to the highest bidder before the summer is over"
SAYS = {
    GATE: "Runa Halvard", NETS: "Runa Halvard", TOLL: "Piet Osterman", MAPS: "Piet Osterman",
    CREW: "Zofia Lindqvist", VOTE: "Zofia Lindqvist", ROCK: "Emil Tarrant", WIRE: "Emil Tarrant",
}  # fmt: skip
ROLES = {"Emil Tarrant": "keeper of the harbour light"}
REPORTED = "The island would hand over its two pilot boats at the end of the month"
ARTICLES: Mapping[str, Sequence[str]] = {
    "a.txt": (GATE, TOLL, CREW),
    "b.txt": (NETS, MAPS, ROCK),
    "c.txt": (VOTE, WIRE),
}
ASIDE: Mapping[str, tuple[str, ArticleState]] = {
    "killed.txt": (KILLED, ArticleState.KILLED), "embargoed.txt": (HIDDEN, ArticleState.EMBARGOED)
}  # fmt: skip


class Planted(NamedTuple):
    """A paragraph of a draft, and what is to be found in it: the words of each quotation with its verdict."""

    kind: str
    paragraph: str
    found: tuple[tuple[str, DraftVerdict], ...]


class Outcome(NamedTuple):
    """What was planted, in what kind of file, whether just that was found, and what was."""

    kind: str
    form: str
    right: bool
    told: str


def surname(words: str) -> str:
    return SAYS[words].split()[-1]


def true(words: str) -> tuple[tuple[str, DraftVerdict], ...]:
    return ((words, V.PROVED),)


def _as_it_should_be() -> Iterator[Planted]:
    yield Planted("plain", f"{SAYS[GATE]} said: “{GATE}.”", true(GATE))
    yield Planted("straight marks", f'"{TOLL}," Osterman said.', true(TOLL))
    yield Planted("single marks", f"'{MAPS}', said {SAYS[MAPS]}.", true(MAPS))
    cut = NETS.replace("cut in August has", "cut … has")
    yield Planted("ellipsis", f"“{cut},” said Runa Halvard.", true(cut))
    put = VOTE.replace("of it", "of [the plan]")
    yield Planted("brackets", f"Zofia Lindqvist told reporters: “{put}.”", true(put))
    part = "too shallow, and everybody knew it"
    yield Planted("a part", f"The cable lies “{part}”, Tarrant said.", true(part))
    yield Planted("she, one woman named", f"Zofia Lindqvist did not smile. “{CREW},” she said.", true(CREW))
    yield Planted("two speak", f"Emil Tarrant and Piet Osterman said: “{TOLL}.”", true(TOLL))
    yield Planted("role behind the name", f"Emil Tarrant, the keeper of the light, told us: “{ROCK}.”", true(ROCK))
    yield Planted("by the role alone", f"“{ROCK},” the keeper of the light said.", true(ROCK))
    both = f"Halvard said “{GATE}”, while Osterman said “{TOLL}”."
    yield Planted("two in one sentence", both, (*true(GATE), *true(TOLL)))
    first, _, second = WIRE.partition(", ")
    broken = f"“{first},” Tarrant told us, “{second}.”"
    yield Planted("broken by its speaker", broken, (*true(first), *true(second)))
    turned = f"“{CREW},” Lindqvist said, while “{ROCK}” was what Tarrant said."
    yield Planted("one before, one behind", turned, (*true(CREW), *true(ROCK)))
    yield Planted("nobody named", f"One sentence was heard all day: “{VOTE}.”", true(VOTE))
    yield Planted("reprinted elsewhere", f"According to Halvard, “{GATE}.”", true(GATE))


def _nested_and_unsure() -> Iterator[Planted]:
    told = f"I was there when Osterman said ‘{MAPS}’, and nobody laughed"
    nested = ((told, V.UNPROVED), (MAPS, V.PROVED))
    yield Planted("nested, true", f"Runa Halvard remembers it: “{told}.”", nested)
    wrong = f"It was Tarrant who said ‘{TOLL}’ to my face"
    planted = ((wrong, V.UNPROVED), (TOLL, V.OTHER_SPEAKER))
    yield Planted("nested, other speaker", f"Zofia Lindqvist remembers it: “{wrong}.”", planted)
    for word in ("he", "she"):
        paragraph = f"Emil Tarrant met Zofia Lindqvist on the pier. “{WIRE},” {word} said."
        yield Planted(f"{word}, two named", paragraph, ((WIRE, V.UNCERTAIN),))
    role = f"“{TOLL},” the minister for fisheries said."
    yield Planted("a role that is not the source's", role, ((TOLL, V.UNCERTAIN),))
    yield Planted("only spoken of", f"Tarrant laughed at the words “{NETS}”.", ((NETS, V.UNCERTAIN),))


def _faults() -> Iterator[Planted]:
    changed = TOLL.replace("40", "400")
    lost = GATE.replace("not ", "")
    swapped = CREW.replace("harbour and were given a sandbank", "sandbank and were given a harbour")
    yield Planted("a number changed", f"“{changed},” Osterman said.", ((changed, V.ALTERED),))
    yield Planted("a negation lost", f"Halvard said: “{lost}.”", ((lost, V.ALTERED),))
    yield Planted("a word added", f"“{ROCK} for me,” Tarrant said.", ((f"{ROCK} for me", V.ALTERED),))
    yield Planted("turned round", f"“{swapped},” Lindqvist said.", ((swapped, V.ALTERED),))
    cut = GATE.partition("not ")[2]
    yield Planted("cut behind its negation", f"Halvard promised to “{cut}”.", ((cut, V.ALTERED),))
    yield Planted("other speaker", f"“{NETS},” said Piet Osterman.", ((NETS, V.OTHER_SPEAKER),))
    yield Planted("a stranger", f"Ottilie Vance said: “{MAPS}.”", ((MAPS, V.OTHER_SPEAKER),))
    role = f"Runa Halvard, the harbour master, said: “{WIRE}.”"
    yield Planted("other speaker, with a role", role, ((WIRE, V.OTHER_SPEAKER),))
    alone = f"Zofia Lindqvist stood alone on the pier. “{ROCK},” she said."
    yield Planted("other speaker, she", alone, ((ROCK, V.OTHER_SPEAKER),))
    both = f"Tarrant met Osterman, but it was Zofia Lindqvist who said: “{TOLL}.” Zofia Lindqvist added: “{CREW}.”"
    yield Planted("the speaker also named", both, ((TOLL, V.OTHER_SPEAKER), (CREW, V.PROVED)))
    swap = f"Runa Halvard said “{TOLL}”, while Piet Osterman said “{GATE}”."
    yield Planted("two swapped in one sentence", swap, ((TOLL, V.OTHER_SPEAKER), (GATE, V.OTHER_SPEAKER)))
    yield Planted("according to another", f"According to Emil Tarrant, “{VOTE}.”", ((VOTE, V.OTHER_SPEAKER),))
    yield Planted("reported speech", f"“{REPORTED},” Osterman said.", ((REPORTED, V.REPORTED),))
    yield Planted("killed", f"“{KILLED},” Tarrant said.", ((KILLED, V.WITHDRAWN),))
    near = HIDDEN.replace("highest", "lowest")
    yield Planted("embargoed, a word changed", f"Halvard said: “{near}.”", ((near, V.WITHDRAWN),))
    made = "The herring have their own parliament and it meets at midnight"
    yield Planted("made up", f"“{made},” Halvard said.", ((made, V.UNPROVED),))


PLANTED = (*_as_it_should_be(), *_nested_and_unsure(), *_faults())
OPENING = "It rained all day in the harbour, and the boats stayed where they were for the third day in a row."
DECOY = f'print("{GATE.replace("ice", "rice")}")'
"""A false quotation in code, which nobody says."""


# -- as files ----------------------------------------------------------------------------------------------------------


def as_text(paragraphs: Sequence[str]) -> bytes:
    return "\n\n".join(fill(one, 72, break_on_hyphens=False) for one in paragraphs).encode()


def as_markdown(paragraphs: Sequence[str]) -> bytes:
    code = f"Run `{DECOY}` first.\n\n```python\n{DECOY}\n```\n\n".encode()
    return b'---\ntitle: "Rain"\n---\n\n# Rain\n\n' + code + as_text(paragraphs)


def as_page(paragraphs: Sequence[str]) -> bytes:
    told = "\n".join(f"<p>{escape(fill(one, 60))}</p>" for one in paragraphs)
    return f"<html><head><title>“Rain”</title></head><body>\n<pre>{DECOY}</pre>\n{told}\n</body></html>".encode()


def as_word(paragraphs: Sequence[str]) -> bytes:
    from docx import Document

    document, file = Document(), BytesIO()
    for one in paragraphs:
        document.add_paragraph(one)
    document.save(file)
    return file.getvalue()


FORMS: Mapping[str, Callable[[Sequence[str]], bytes]] = {
    "txt": as_text, "md": as_markdown, "html": as_page, "docx": as_word
}  # fmt: skip


# -- the corpus --------------------------------------------------------------------------------------------------------


@contextmanager
def invented(folder: Path) -> Iterator[Corpus]:
    """What these people said, each article in the corpus, two of them withheld, and one that is a reprint."""
    with open_corpus(f"sqlite:///{folder / 'readout.db'}") as corpus:
        for source, said in {**ARTICLES, "reprint.txt": (GATE,)}.items():
            _save(corpus, source, [(words, SAYS[words], QuoteKind.DIRECT) for words in said])
        _save(corpus, "reported.txt", [(REPORTED, "Piet Osterman", QuoteKind.INDIRECT)])
        for source, (words, state) in ASIDE.items():
            _save(corpus, source, [(words, "Emil Tarrant", QuoteKind.DIRECT)])
            corpus.desk.rule(read_article(words, source).id, state, by="the desk")
        yield corpus


def _save(corpus: Corpus, source: str, said: Sequence[tuple[str, str, QuoteKind]]) -> None:
    marks = {QuoteKind.DIRECT: "“{}”, said {}.", QuoteKind.INDIRECT: "{}, said {}."}
    lines = [" date 2031-03-02 The harbour", *(marks[kind].format(words, name) for words, name, kind in said)]
    text = "\n\n".join(lines)
    names = dict.fromkeys(name for _, name, _ in said)
    people = {name: Person(id=f"person{n}", name=name, role=ROLES.get(name)) for n, name in enumerate(names)}
    quotes = [
        Quote(
            id=f"quote{n}",
            start=text.index(words),
            end=text.index(words) + len(words),
            text=words,
            kind=kind,
            speaker_name=name,
            speaker_kind=SpeakerKind.PERSON,
            speaker_ids=(people[name].id,),
            speaker_role=ROLES.get(name),
            sentence=Span(start=text.index(words), end=text.index(words) + len(words), text=words),
        )
        for n, (words, name, kind) in enumerate(said)
    ]
    corpus.save(read_article(text, source), Extraction(people=tuple(people.values()), quotes=tuple(quotes)), source)


# -- what is found -----------------------------------------------------------------------------------------------------


def outcomes(corpus: Corpus, folder: Path) -> list[Outcome]:
    """Each planted paragraph in a draft of each form, written into a folder and read from there."""
    found = []
    for number, planted in enumerate(PLANTED):
        for form, written in FORMS.items():
            path = folder / f"{number:02}.{form}"
            path.write_bytes(written((OPENING, planted.paragraph, OPENING)))
            found.append(_outcome(planted, form, path, corpus))
    return found


def _outcome(planted: Planted, form: str, path: Path, corpus: Corpus) -> Outcome:
    data = path.read_bytes()
    report = check_draft(read_draft(data, path.name), corpus, for_editors=True)
    told = [(one.words.strip(" ,."), one.verdict) for one in report.quotations]
    lines = data.decode().splitlines() if form != "docx" else []
    placed = all(one.words.split()[0] in lines[one.line - 1] for one in report.quotations if lines)
    shown = " ".join(f"{source.quote.exact} {one.why}" for one in report.quotations for source in one.sources)
    silent = not any(words in shown for words in (KILLED, HIDDEN))
    return Outcome(planted.kind, form, told == list(planted.found) and placed and silent, str(told))


def table(found: Sequence[Outcome]) -> Table:
    """A line a kind: what is to be found, and in how many of the drafts just that was."""
    shown = Table("planted", "to be found", "drafts", "right")
    drafts, right = Counter(one.kind for one in found), Counter(one.kind for one in found if one.right)
    for planted in PLANTED:
        verdicts = ", ".join(verdict for _, verdict in planted.found)
        shown.add_row(planted.kind, verdicts, str(drafts[planted.kind]), str(right[planted.kind]))
    shown.add_row("all", "", str(len(found)), str(sum(one.right for one in found)))
    return shown


# -- how long it takes -------------------------------------------------------------------------------------------------


def long_draft(world: World, number: int) -> str:
    """5,000 words with 60 quotations: half of them true, a quarter with a word changed, a quarter that nobody said."""
    chosen = random.Random(number)
    said = [
        quote for at in chosen.sample(range(world.articles), QUOTED) for quote in world.article(at).found.quotes[:1]
    ]
    paragraphs = []
    for at, quote in enumerate(said):
        words = quote.text.split()
        if at % 4 == 2:
            words[len(words) // 2] = "walrus"
        if at % 4 == 3:
            words = chosen.sample(world.words, len(words))
        filling = " ".join(chosen.choices(world.words, k=5_000 // QUOTED - len(words) - 4))
        paragraphs.append(f"{filling}. “{' '.join(words)},” {quote.speaker_name} said.")
    return "\n\n".join(paragraphs)


def speed(url: str, world: World, rounds: int) -> list[tuple[float, float, Counter[str]]]:
    """The seconds of each draft, every one of them another: on the clock, of a processor; and the verdicts in it."""
    found = []
    with open_corpus(url) as corpus:
        corpus.resolve("Nobody")  # the index of names is built once in a process
        for number in range(rounds):
            draft = read_draft(long_draft(world, number).encode())
            clock, processor = time.perf_counter(), time.process_time()
            report = check_draft(draft, corpus, for_editors=True)
            took = time.perf_counter() - clock, time.process_time() - processor
            found.append((*took, Counter(one.verdict.value for one in report.quotations)))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, help="where the drafts are left")
    parser.add_argument("--quotes", type=int, default=0, help="of the archive at --url")
    parser.add_argument("--url", help="a filled database")
    options = parser.parse_args()
    if options.url:
        for clock, processor, verdicts in speed(options.url, World(options.quotes // 10), ROUNDS):
            print(f"{clock:.2f} s, {processor:.2f} s of a processor:", dict(verdicts))
        return
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.folder or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        with invented(Path(scratch)) as corpus:
            found = outcomes(corpus, folder)
    console = Console(width=110)
    console.print(table(found))
    for one in found:
        if not one.right:
            console.print(f"{one.kind} ({one.form}): {one.told}", markup=False)


if __name__ == "__main__":
    main()
