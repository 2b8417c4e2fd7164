"""Random histories of a newsroom: what may not be shown is on no surface, and what was corrected stays so.

    python -m tests.histories 2000          # so many histories; --seed begins elsewhere

A history is a row of things that happen to two articles: versions from the wire with and without a notice, editors who
hold, kill, embargo and release, embargoes that end, removals, corrections and their undoing, of speakers, of talks and
of which party is which, restarts. After each, two
surfaces are asked at random and the state is held against a plain model; at the end all are, the command line in one
history of five.
"""

import argparse
import gc
import json
import logging
import random
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from unittest.mock import patch

from sqlalchemy import Engine
from starlette.testclient import TestClient
from typer.testing import CliRunner

from bot.cli.main import cli
from bot.mcp.tools import TOOLS
from bot.web.app import create_web
from bot.web.guard import Access
from bot.web.suggestions import suggestions
from corpus.desk.queue import queue
from corpus.desk.ruling import By, is_nobody, party_is, told_of
from corpus.keepings import WIRE, ArticleState, Decision, Follow, Ruling
from corpus.knowledge import gazetteer
from corpus.linking.decided import as_read
from corpus.linking.selectors import select
from corpus.models import Entity, PositionFilter, SpeakerKind, TalkAccount
from corpus.store import Corpus, open_corpus
from corpus.store.dialects.engines import open_engine
from corpus.store.kept import names as names_kept
from handlers.answer import answer
from handlers.blocks.kit import letters
from handlers.desk.alerts import news_of
from handlers.desk.export import Export, export
from handlers.desk.follow import Where, follow
from handlers.desk.home import home
from handlers.desk.share import digest, shared
from handlers.quote_check.check import check
from tests.invented import article
from tests.store.test_withheld import AWAY, NOW, names, saved, text_of

WORDS = ("zinnober", "quarkstein")
STEPS = 8
OTHER_PROCESS = 0.2
"""The share of histories that end at the command line too: each command reads everybody's names anew."""

LINES = (
    *("/quote Norway", "/positions Norway", "/positions Norway Chile", "/positions Norway timeline"),
    *("/talks", "/talks latest", "/positions Norway export", "what does Norway want?"),
)
ASKED: Mapping[str, dict[str, object]] = {
    "quote": {"who": "Norway"},
    "positions": {"party": "Norway"},
    "talks": {},
    "check": {"text": "“We shall never sell to anybody”"},
}


def secret(word: str) -> str:
    """What every record of an article has in it, and nobody ever asks for."""
    return f"geheim{word}"


def corrected(word: str) -> str:
    """Whom an editor names as the speaker, known from nowhere else."""
    return f"Korrek{word} Holm"


class State(NamedTuple):
    """What the model knows of an article: its version, what was ruled of it, what of its records was corrected."""

    version: int = 0
    ruling: Ruling | None = None
    released: int = 0
    decision: int = 0
    place: int = 0
    nobody: int = 0


WORLD = frozenset({"party:norway", "party:chile", "party:georgia"})
"""The parties of the world that there are here: an index of all takes longer than everything that is asked of it."""


class Located(Corpus):
    """A corpus that knows where it is. Its engine is closed with it and serves the next, as it knows all statements."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self.url = str(engine.url)


class History:
    """One history, with the model beside it. Raises AssertionError where they differ."""

    def __init__(self, seed: int, engine: Engine) -> None:
        """The engine's database is empty."""
        self.draw = random.Random(seed)
        self.engine = engine
        self.corpus = Located(engine)
        self.known = {word: State() for word in WORDS}
        self.party = 0
        self.told: list[str] = []

    def run(self) -> None:
        try:
            saved(self.corpus, WORDS[0])
            self.known[WORDS[0]] = State(version=1)
            for _ in range(STEPS):
                happens = self.draw.choice(HAPPENINGS)
                word = self.draw.choice(WORDS)
                self.told.append(f"{happens.__name__} {word}")
                happens(self, word)
                self.compare(self.draw.sample(QUICK, 2))
            self.compare(SURFACES if self.draw.random() < OTHER_PROCESS else QUICK)
        finally:
            self.corpus.close()

    # -- what can happen -----------------------------------------------------------------------------------------------

    def version(self, word: str) -> None:
        """The wire sends the article, as before or anew, perhaps with a notice."""
        state = self.draw.choice([None, None, None, *AWAY])
        until = NOW + timedelta(days=1) if state is ArticleState.EMBARGOED else None
        says = Ruling(state=state, by=WIRE, at=NOW, until=until) if state else None
        old, number = self.known[word], self.draw.choice([1, 2])
        if old.ruling and old.ruling.by != WIRE:
            ruling: Ruling | None = old.ruling
        else:
            ruling = says or (old.ruling if old.version == number else None)
        if not old.ruling and old.released == number == old.version:
            ruling = None
        saved(self.corpus, word, number, says)
        released = old.released if not ruling and old.released == number else 0
        self.known[word] = old._replace(version=number, ruling=ruling, released=released)

    def rule(self, word: str) -> None:
        """An editor keeps it back, or lets it out."""
        state = self.draw.choice([*AWAY, *3 * [ArticleState.USABLE]])
        until = NOW + timedelta(days=2) if self.draw.random() < 0.5 else None
        ruling = self.corpus.desk.rule(self.id_of(word), state, by="ada", until=until)
        old = self.known[word]
        assert (ruling is None) is (not old.version)
        if old.version:
            free = state is ArticleState.USABLE
            self.known[word] = old._replace(ruling=None if free else ruling, released=old.version if free else 0)

    def time_passes(self, _: str) -> None:
        now = NOW + timedelta(days=self.draw.randrange(4))
        due = {word for word, one in self.known.items() if one.ruling and one.ruling.ended(now)}
        assert set(self.corpus.desk.lift(now)) == {self.id_of(word) for word in due}
        for word in due:
            self.known[word] = self.known[word]._replace(ruling=None, released=0)

    def remove(self, word: str) -> None:
        self.corpus.remove(self.id_of(word), by="ada")
        old = self.known[word]
        self.known[word] = State(decision=old.decision, place=old.place, nobody=old.nobody)

    def correct(self, word: str) -> None:
        """An editor names another speaker, or takes that back."""
        old = self.known[word]
        if not old.version or old.ruling:
            return
        if old.decision:
            assert self.corpus.corrections.undo(old.decision, "bob")
            self.known[word] = old._replace(decision=0)
            return
        if old.nobody:
            return
        (row,) = [row for row in self.corpus.quotes() if row.source.id == self.id_of(word)]
        text = text_of(word, old.version)
        made = Decision(
            article_id=row.source.id, record="quote", of=select(text, row.quote.start, row.quote.end), what="speaker",
            value=corrected(word), kind=SpeakerKind.PERSON, as_read=as_read(row.quote), by="ada", at=NOW,
        )  # fmt: skip
        self.known[word] = old._replace(decision=self.corpus.corrections.decide(made).id)

    def move_talks(self, word: str) -> None:
        """An editor says where the talks were, or takes that back."""
        old = self.known[word]
        if not old.version or old.ruling:
            return
        if old.place:
            assert self.corpus.corrections.undo(old.place, "bob")
            self.known[word] = old._replace(place=0)
            return
        account = self.account_of(word)
        words = account.talk.evidence[0]
        made = Decision(
            article_id=account.source.id, record="talk", of=select(text_of(word, old.version), words.start, words.end),
            what="place", value=corrected(word), as_read=as_read(account.talk), by="ada", at=NOW,
        )  # fmt: skip
        self.known[word] = old._replace(place=self.corpus.corrections.decide(made).id)

    def rule_party(self, _: str) -> None:
        """An editor says that Norway is Georgia, or takes that back."""
        if self.party:
            assert self.corpus.corrections.undo(self.party, "bob")
            self.party = 0
            return
        norway = Entity(id="party:norway", kind="party", name="Norway")
        self.party = self.corpus.corrections.rule(party_is(norway, "Georgia", self.corpus, By(name="ada"))).id

    def rule_person(self, word: str) -> None:
        """An editor says that who speaks is nobody, or takes that back, whether or not the article is shown."""
        old = self.known[word]
        if old.nobody:
            assert self.corpus.corrections.undo(old.nobody, "bob")
            self.known[word] = old._replace(nobody=0)
        elif old.version and not old.ruling:
            found = [one for one in self.corpus.bearing(word) if one.name == f"{word} Lund"]
            for one in found:  # nobody is called so where another is said to have spoken
                made = self.corpus.corrections.rule(is_nobody(one, self.corpus, By(name="ada")))
                self.known[word] = old._replace(nobody=made.id)

    def account_of(self, word: str) -> TalkAccount:
        (account,) = [one for each in self.corpus.talks() for one in each.accounts if one.source.id == self.id_of(word)]
        return account

    def restart(self, _: str) -> None:
        self.corpus.close()
        self.corpus = Located(self.engine)

    # -- what must hold ------------------------------------------------------------------------------------------------

    def compare(self, asked: "list[Surface]") -> None:
        """The surfaces and the state of the corpus against the model."""
        said = {row.source.id: row.quote.speaker_name for row in self.corpus.quotes()}
        for word, one in self.known.items():
            if one.version and not one.ruling:
                named = None if one.nobody else f"{word} Lund"
                assert said[self.id_of(word)] == (corrected(word) if one.decision else named), self.told
                talk = self.account_of(word).talk
                assert (talk.place == corrected(word)) is bool(one.place), self.told
                assert ("party:norway" in talk.party_ids) is not bool(self.party), self.told
                assert names(self.corpus, word) is not bool(one.nobody), self.told
                continue
            assert self.id_of(word) not in said, self.told
            assert not names(self.corpus, word), self.told
            for surface in asked:
                shown = surface(self.corpus, word).casefold()
                assert secret(word) not in shown, (surface.__name__, self.told)
                assert corrected(word).casefold() not in shown, (surface.__name__, self.told)
                assert surface not in UNNAMED or f"{word} lund" not in shown, (surface.__name__, self.told)
        held = {row.party_id for row in self.corpus.positions()}
        assert ("party:georgia" if not self.party else "party:norway") not in held, self.told
        figures = self.corpus.figures()
        assert figures.articles == sum(bool(one.version and not one.ruling) for one in self.known.values()), self.told

    def id_of(self, word: str) -> str:
        return article(source=f"{word}.txt").id


HAPPENINGS: tuple[Callable[[History, str], None], ...] = (
    *(History.version, History.version, History.rule, History.rule),
    *(History.time_passes, History.remove, History.correct, History.correct, History.restart),
    *(History.move_talks, History.move_talks, History.rule_party, History.rule_person),
)


# -- the surfaces ------------------------------------------------------------------------------------------------------

Surface = Callable[[Corpus, str], str]


def answers(corpus: Corpus, word: str) -> str:
    lines = (*LINES, f"/quote {word} Lund", f"/quote {word.title()}", f"/quote Korrek{word}")
    return str([answer(line, corpus).payload() for line in lines])


def counts(corpus: Corpus, _: str) -> str:
    return str([corpus.figures(), corpus.places(), corpus.stories(), corpus.claims(), corpus.recent(50)])


def records(corpus: Corpus, _: str) -> str:
    told = [corpus.quotes(), corpus.positions(PositionFilter()), corpus.talks(), corpus.events(["party:norway"])]
    return str([*told, corpus.alike("We shall never sell that to anybody")])


def exported(corpus: Corpus, word: str) -> str:
    made = [export(line, corpus) for line in ("/positions Norway", "/talks", f"/quote {word} Lund")]
    return str([one.text if isinstance(one, Export) else one.payload() for one in made])


def share(corpus: Corpus, _: str) -> str:
    seen = answer("/positions Norway", corpus)
    found = shared(f"{digest(seen)} /positions Norway", letters("ada"), answer("/positions Norway", corpus))
    return str(found.payload())


def told_home(corpus: Corpus, _: str) -> str:
    return str(home((), corpus).payload())


def alerts(corpus: Corpus, _: str) -> str:
    one = Follow(team="T", channel="C", user="U", line="/positions Norway", label="")
    return str(news_of(one, [each.article_id for each in corpus.arrivals()], corpus))


def suggested(corpus: Corpus, word: str) -> str:
    typed = ("/quote ", f"/quote {word[:4]}", "/quote Korrek", "/talks Gehe", word[:3])
    return str([suggestions(one, corpus) for one in typed])


def followed(corpus: Corpus, word: str) -> str:
    where = Where(team="T", channel="C", user="U")
    return str([follow(f"/quote {one}", where, corpus) for one in ("Norway", f"Korrek{word}")])


def checked(corpus: Corpus, _: str) -> str:
    return str(check("“We shall never sell to anybody”", corpus).payload())


def assistants(corpus: Corpus, word: str) -> str:
    asked = [(tool, ASKED[tool.name]) for tool in TOOLS if tool.name in ASKED]
    told = [tool.ask(tool.takes(**given), corpus).model_dump_json() for tool, given in asked]
    return str([*told, *_of_the_article(corpus, word)])


def _of_the_article(corpus: Corpus, word: str) -> Iterator[str]:
    for tool in TOOLS:
        if tool.name == "article":
            yield tool.ask(tool.takes(article=article(source=f"{word}.txt").id), corpus).model_dump_json()


def web(corpus: Corpus, word: str) -> str:
    """Every page; where editors list articles by their headlines, only what is beneath the list."""
    known = article(source=f"{word}.txt").id
    pages = ["/", "/?q=/positions Norway", "/?q=/talks", f"/suggest?q=/quote {word[:4]}", "/archive", "/desk/decisions"]
    pages += [f"/article?id={known}", "/export?q=/positions Norway", f"/source?ref=quote:{known}/q1/abc"]
    pages += [f"/desk/people?name={word[:4]}", f"/desk/people?name=Korrek{word}"]
    pages += ["/desk/parties?name=Norway", "/desk/parties?name=Georgia", f"/desk/round?article={known}"]
    pages += ["/stories", *(f"/story?id={one.id}" for one in corpus.newest_stories(5))]
    with TestClient(create_web(corpus, Access({})), base_url="http://127.0.0.1") as visiting:
        return str([visiting.get(one).text for one in pages])


def desk(corpus: Corpus, _: str) -> str:
    """The queue, but for the articles that the wire keeps back, which editors know by their headlines."""
    kept = [one for one in queue(corpus) if one.kind != "article"]
    rulings = corpus.corrections.rulings()
    return str([*kept, corpus.corrections.of(), *rulings, *map(told_of, rulings), *corpus.corrections.gold()])


def command_line(corpus: Corpus, word: str) -> str:
    """The same by another process's way: its own connection, its own output."""
    assert isinstance(corpus, Located)
    url = {"READOUT_DATABASE_URL": corpus.url}
    asked = (["ask", "/positions Norway"], ["ask", f"/quote {word} Lund"], ["export", "/talks"])
    lines = (*asked, ["claims", "--json"], ["desk", "decisions"], ["stats"])
    return str([CliRunner().invoke(cli, [*one], env=url).output for one in lines])


QUICK: list[Surface] = [
    *(answers, counts, records, exported, share, told_home, alerts, suggested, followed, checked),
    *(assistants, web, desk),
]
SURFACES: list[Surface] = [*QUICK, command_line]
UNNAMED: list[Surface] = [counts, records, share, told_home, alerts, checked, desk]
"""Where nobody asks by a name, which an answer repeats."""


class Overheard(logging.Handler):
    """Everything that is logged."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def run(number: int, seed: int = 0) -> int:
    """So many histories; gives how many things happened in them. Raises AssertionError with the seed of a wrong one."""
    heard = Overheard()
    logging.getLogger("bot").addHandler(heard)
    logging.getLogger("corpus").addHandler(heard)
    logging.getLogger("readout").addHandler(heard)
    world = {one.id: one for one in gazetteer.entities() if one.id in WORLD}
    listed = patch.object(names_kept, "_listed", lambda: world)
    settled = patch.object(gc, "freeze", lambda: None)  # it is for the one corpus of a process
    with TemporaryDirectory() as folder, listed, settled:
        blank, file = Path(folder) / "blank.db", Path(folder) / "readout.db"
        with open_corpus(f"sqlite:///{blank}") as corpus:
            corpus.make_ready()
        engine = open_engine(f"sqlite:///{file}")
        for one in range(seed, seed + number):
            shutil.copy(blank, file)  # to make tables takes as long as a few steps
            try:
                History(one, engine).run()
            except AssertionError as error:
                raise AssertionError(f"seed {one}: {error}") from error
            for left in Path(folder).glob("readout.db*"):
                left.unlink()
            if (one - seed) % 20 == 19:
                gc.collect()  # corpora that are left hang together in circles
                print(f"{one - seed + 1} histories", flush=True)
    assert "geheim" not in json.dumps(heard.lines).casefold()
    return number * STEPS


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("number", type=int)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    began = time.monotonic()
    happened = run(given.number, given.seed)
    spent = time.monotonic() - began
    print(
        f"{given.number} histories, {happened} happenings, {len(SURFACES)} surfaces and the logs: nothing shown", end=""
    )
    print(f" that may not be; {spent:.0f} s")


if __name__ == "__main__":
    main()
