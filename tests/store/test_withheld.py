"""What may not be shown is on no surface, whatever happened before: ruled, read again, embargoed, released, removed."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from corpus.articles import read_article
from corpus.keepings import WIRE, ArticleState, Follow, Ruling
from corpus.models import (
    Answer,
    Article,
    Extraction,
    Original,
    Person,
    Position,
    Quote,
    QuoteKind,
    SpeakerKind,
    Stance,
    Talk,
    TalkStatus,
)
from corpus.names.likeness.ids import party_id
from corpus.store import Corpus, open_corpus
from handlers.answer import answer
from handlers.desk.alerts import news_of
from handlers.desk.export import Export, export
from handlers.desk.home import home
from handlers.quote_check.check import check
from tests.identified import identified
from tests.invented import article, span

NOW = datetime(2031, 5, 8, 12, tzinfo=UTC)
AWAY = tuple(state for state in ArticleState if state not in (ArticleState.USABLE, ArticleState.REMOVED))


def text_of(word: str, version: int) -> str:
    """Nobody ever asks for what begins with "geheim": where that shows, the article does."""
    return (
        f" date 2031-05-07 Talks in Geheim{word}, version {version}\n\n"
        f'"We shall never sell geheim{word} to anybody," said {word} Lund, a minister. '
        f"Norway demanded geheim{word} from Chile. The two sides met in Geheim{word} on 6 May 2031.\n"
    )


def found_in(word: str, text: str) -> Extraction:
    speaker = f"{word} Lund"
    quote = Quote(
        id="q1",
        kind=QuoteKind.DIRECT,
        speaker_name=speaker,
        speaker_kind=SpeakerKind.PERSON,
        speaker_ids=("p1",),
        **span(f"We shall never sell geheim{word} to anybody,", text).model_dump(),
    )
    position = Position(
        id="o1",
        party_name="Norway",
        party_id=party_id("Norway"),
        stance=Stance.DEMAND,
        issue="other",
        issue_phrase=span(f"geheim{word}", text),
        evidence=(span(f"Norway demanded geheim{word} from Chile.", text),),
        actor=span("Norway", text),
    )
    talk = Talk(
        id="t1",
        date="2031-05-06",
        place=f"Geheim{word}",
        party_names=("Norway", "Chile"),
        party_ids=(party_id("Norway"), party_id("Chile")),
        status=TalkStatus.HELD,
        evidence=(span(f"The two sides met in Geheim{word}", text),),
    )
    person = Person(id="p1", name=speaker)
    return identified(Extraction(people=(person,), quotes=(quote,), positions=(position,), talks=(talk,)))


def saved(corpus: Corpus, word: str, version: int = 1, says: Ruling | None = None) -> str:
    text = text_of(word, version)
    told = article(text=text, source=f"{word}.txt")
    corpus.save(told, found_in(word, text), str(version), root="wire", says=says)
    return told.id


def surfaces(corpus: Corpus, word: str) -> Iterator[str]:
    """Everything that shows something of an article to somebody."""
    for line in (
        f"/quote {word} Lund",
        "/quote Norway",
        "/positions Norway",
        "/positions Norway Chile",
        "/positions Norway timeline",
        "/talks",
        "/talks latest",
    ):
        yield str(answer(line, corpus).payload())
    made = export("/positions Norway", corpus)
    yield made.text if isinstance(made, Export) else ""
    yield str(
        [corpus.places(), corpus.claims(), corpus.stories(), corpus.recent(50), corpus.alike("never sell anybody")]
    )
    yield str([corpus.quotes(), corpus.positions(), corpus.talks(), corpus.events(["party:norway"])])
    yield str(check("“We shall never sell to anybody”", corpus).payload())
    yield str(home((), corpus).payload())
    follow = Follow(team="T", channel="C", user="U", line="/positions Norway", label="")
    yield str(news_of(follow, [one.article_id for one in corpus.arrivals()], corpus))


def names(corpus: Corpus, word: str) -> bool:
    """Whether the corpus knows of somebody whom only this article names."""
    known = [*corpus.suggest(word[:3]), *corpus.bearing(word), corpus.resolve(f"{word} Lund")]
    return any(getattr(one, "name", "") == f"{word} Lund" or isinstance(one, Answer) for one in known)


class Newsroom(RuleBasedStateMachine):
    """Two articles, and everything that can happen to them in any order; the model knows which may be shown."""

    words = ("zinnober", "quarkstein")

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.url = f"sqlite:///{Path(self.folder.name) / 'readout.db'}"
        self.corpus = open_corpus(self.url)
        self.ids = {word: article(source=f"{word}.txt").id for word in self.words}
        self.kept: dict[str, tuple[int, Ruling | None]] = {}  # the version that is there, and what was ruled of it
        self.released: dict[str, int] = {}  # the version that a person let be shown

    def teardown(self) -> None:
        self.corpus.close()
        self.folder.cleanup()

    @rule(word=st.sampled_from(words), version=st.integers(1, 2), state=st.none() | st.sampled_from(AWAY))
    def comes_from_the_wire(self, word: str, version: int, state: ArticleState | None) -> None:
        until = NOW + timedelta(days=1) if state is ArticleState.EMBARGOED else None
        says = Ruling(state=state, by=WIRE, at=NOW, until=until) if state else None
        old_version, old = self.kept.get(word, (0, None))
        if old and old.by != WIRE:
            ruling: Ruling | None = old
        else:
            ruling = says or (old if old_version == version else None)
        if not old and self.released.get(word) == version == old_version:
            ruling = None
        saved(self.corpus, word, version, says)
        self.kept[word] = (version, ruling)
        if ruling or self.released.get(word) != version:
            self.released.pop(word, None)

    @precondition(lambda self: self.kept)
    @rule(data=st.data(), state=st.sampled_from([*AWAY, ArticleState.USABLE]), known_end=st.booleans())
    def an_editor_rules(self, data: Any, state: ArticleState, known_end: bool) -> None:
        word = data.draw(st.sampled_from(sorted(self.kept)))
        until = NOW + timedelta(days=2) if known_end else None
        ruling = self.corpus.desk.rule(self.ids[word], state, by="ada", until=until)
        assert ruling is not None
        version = self.kept[word][0]
        self.kept[word] = (version, None if state is ArticleState.USABLE else ruling)
        if state is ArticleState.USABLE:
            self.released[word] = version
        else:
            self.released.pop(word, None)

    @rule(days=st.integers(0, 3))
    def time_passes(self, days: int) -> None:
        now = NOW + timedelta(days=days)
        due = {word for word, (_, ruling) in self.kept.items() if ruling and ruling.ended(now)}
        assert set(self.corpus.desk.lift(now)) == {self.ids[word] for word in due}
        for word in due:
            self.kept[word] = (self.kept[word][0], None)
            self.released.pop(word, None)

    @rule(word=st.sampled_from(words))
    def is_removed(self, word: str) -> None:
        self.corpus.remove(self.ids[word], by="ada")
        self.kept.pop(word, None)
        self.released.pop(word, None)

    @rule()
    def starts_again(self) -> None:
        self.corpus.close()
        self.corpus = open_corpus(self.url)

    @invariant()
    def what_may_not_be_shown_is_shown_nowhere(self) -> None:
        for word in self.words:
            version, ruling = self.kept.get(word, (0, None))
            if version and ruling is None:
                assert f"geheim{word}" in str(self.corpus.quotes())
                assert names(self.corpus, word)
            else:
                assert not [shown for shown in surfaces(self.corpus, word) if f"geheim{word}" in shown.casefold()]
                assert not names(self.corpus, word)

    @invariant()
    def everything_is_on_one_side_and_known_to_the_reader_of_files(self) -> None:
        aside = {one.source.id for one in self.corpus.desk.withheld()}
        assert aside == {self.ids[word] for word, (_, ruling) in self.kept.items() if ruling}
        assert set(self.corpus.digests()) == {f"{word}.txt" for word in self.kept}
        assert self.corpus.figures().articles == len(self.kept) - len(aside)


Newsroom.TestCase.settings = settings(max_examples=10, stateful_step_count=10, deadline=None)
TestNewsroom = pytest.mark.slow(Newsroom.TestCase)


# -- in words ----------------------------------------------------------------------------------------------------------


def test_a_ruling_holds_for_another_process_at_once_and_comes_back_whole(any_url: str) -> None:
    with open_corpus(any_url) as one, open_corpus(any_url) as other:
        known = saved(one, "zinnober")
        before = (other.quotes(), other.positions(), other.talks())
        assert one.desk.rule(known, ArticleState.KILLED, by="ada", reason="the wire has killed it")
        assert (other.quotes(), other.positions(), other.talks(), other.recent()) == ((), (), (), ())
        assert other.desk.withheld()[0].ruling.reason == "the wire has killed it"
        assert other.desk.rule(known, ArticleState.USABLE, by="bob")
        assert (one.quotes(), one.positions(), one.talks()) == before


def test_a_kill_is_not_undone_by_the_same_file_and_is_by_a_newer_version(any_corpus: Corpus) -> None:
    killed = Ruling(state=ArticleState.KILLED, by=WIRE, at=NOW)
    saved(any_corpus, "zinnober")
    saved(any_corpus, "zinnober", says=killed)
    saved(any_corpus, "zinnober")
    assert any_corpus.quotes() == ()
    saved(any_corpus, "zinnober", version=2)
    assert len(any_corpus.quotes()) == 1


def test_what_a_person_holds_no_wire_lets_out(any_corpus: Corpus) -> None:
    known = saved(any_corpus, "zinnober")
    any_corpus.desk.rule(known, ArticleState.LEGAL_HOLD, by="ada")
    saved(any_corpus, "zinnober", version=2)
    assert any_corpus.quotes() == ()
    assert any_corpus.digests() == {"zinnober.txt": "2"}


def test_an_embargo_ends_at_its_moment_and_one_without_an_end_never(any_corpus: Corpus) -> None:
    known, other = saved(any_corpus, "zinnober"), saved(any_corpus, "quarkstein")
    any_corpus.desk.rule(known, ArticleState.EMBARGOED, by="ada", until=NOW)
    any_corpus.desk.rule(other, ArticleState.EMBARGOED, by="ada")
    assert any_corpus.desk.lift(NOW - timedelta(seconds=1)) == ()
    assert any_corpus.desk.lift(NOW) == (known,)
    assert [row.source.id for row in any_corpus.quotes()] == [known]


def test_the_history_of_an_article_outlives_it(any_corpus: Corpus) -> None:
    known = saved(any_corpus, "zinnober")
    any_corpus.desk.rule(known, ArticleState.ON_HOLD, by="ada", reason="to be checked")
    any_corpus.remove(known, by="bob")
    told = [(one.ruling.state, one.ruling.by, one.ruling.reason) for one in any_corpus.desk.history(known)]
    assert told == [(ArticleState.REMOVED, "bob", ""), (ArticleState.ON_HOLD, "ada", "to be checked")]
    assert any_corpus.desk.rule(known, ArticleState.USABLE, by="ada") is None


@pytest.mark.parametrize("first", [None, ArticleState.EMBARGOED, ArticleState.ON_HOLD])
@pytest.mark.parametrize(("sent", "state"), [("canceled", ArticleState.KILLED), ("withheld", ArticleState.ON_HOLD)])
def test_what_its_sender_takes_back_no_end_of_an_embargo_lets_out(
    corpus: Corpus, first: ArticleState | None, sent: str, state: ArticleState
) -> None:
    told = read_article("Norway will open the port, its minister Kari Nordmann said.", "one.txt")

    def version(number: int, allows: str) -> Article:
        said = Original(
            file=f"{number}.json", sha256="0" * 64, media_type="application/json", uri="urn:x:1", version=number
        ).model_copy(update={"state": allows})
        return told.model_copy(update={"original": said, "source": f"{number}.json"})

    corpus.intake.take(version(1, "usable"), Extraction(), "1")
    (kept,) = corpus.desk.find()
    now = datetime.now(UTC)
    if first:
        corpus.desk.rule(kept.source.id, first, by="Ada", until=now + timedelta(hours=1))
    corpus.intake.refuse(version(2, sent))
    assert corpus.desk.lift(now + timedelta(hours=2)) == ()
    assert corpus.figures().articles == 0
    assert corpus.desk.history(kept.source.id)[0].ruling.state is state
