"""Printings as the corpus keeps them: what comes, goes, is held or is read again is in the chain or out at once."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from corpus.keepings import ArticleState
from corpus.models import Article, Extraction, Person, Quote, QuoteFilter, QuoteKind, SpeakerKind
from corpus.store import Corpus
from corpus.store.kept import lineage
from corpus.store.kept.tables import disputes, fresh_shingles, kin, printings, shingles
from tests.bench.reprinting import OPERATIONS, utterance
from tests.identified import identified

FIRST = date(2031, 4, 2)
SAID = "We will not leave the harbour before the last of your boats has sailed for the northern grounds"
LOST = SAID.replace(" not", "")


def put(
    corpus: Corpus, number: int, *texts: str, who: str | None = "Vera Lund", party: str = "Norway", day: int | None = 0
) -> None:
    """An article with these quotes, all of one speaker, or of nobody who is named."""
    text = "\n".join(("", *texts))
    quotes = tuple(
        Quote(
            id=f"q{at}", start=text.index(f"\n{words}") + 1, end=text.index(f"\n{words}") + 1 + len(words), text=words,
            kind=QuoteKind.DIRECT, speaker_name=who, speaker_kind=SpeakerKind.PERSON if who else None,
            party_name=party if who else None, certainty=1.0 if who else 0.0,
        )
        for at, words in enumerate(texts)
    )  # fmt: skip
    people = (Person(id="p1", name=who, party_name=party),) if who else ()
    article = Article(
        id=f"a{number}",
        title="Fishing",
        published=None if day is None else FIRST + timedelta(days=day),
        source=f"a{number}.txt",
        text=text,
    )
    corpus.save(article, identified(Extraction(people=people, quotes=quotes)), f"digest {text}")


def told(corpus: Corpus, number: int) -> list[tuple[str, str | None]]:
    (row, *_) = corpus.quotes(QuoteFilter(article_id=f"a{number}"))
    return [(one.row.source.id, one.kind.value if one.kind else None) for one in corpus.printings(row)]


def check(corpus: Corpus) -> None:
    """What is kept is what would be made anew."""
    assert not corpus.check_kept()


def test_an_article_that_comes_later_and_is_older_is_the_first_printing(any_corpus: Corpus) -> None:
    put(any_corpus, 1, SAID, day=5)
    put(any_corpus, 2, LOST, day=3)
    assert told(any_corpus, 1) == told(any_corpus, 2) == [("a2", None), ("a1", "changed")]
    put(any_corpus, 3, SAID.replace("harbour", "harbor"), day=1)
    assert told(any_corpus, 1) == [("a3", None), ("a2", "changed"), ("a1", "typographic")]
    check(any_corpus)


@pytest.mark.parametrize("state", [ArticleState.KILLED, ArticleState.ON_HOLD, ArticleState.EMBARGOED])
def test_what_may_not_be_shown_is_counted_nowhere(corpus: Corpus, state: ArticleState) -> None:
    for number in range(3):
        put(
            corpus,
            number,
            SAID,
            day=number,
            who="Odd Berg" if number == 0 else "Vera Lund",
            party="Chile" if number == 0 else "Norway",
        )
    assert told(corpus, 2) == [("a0", None), ("a1", "other speaker"), ("a2", "other speaker")]
    assert len(corpus.two_speakers()) == 1
    until = datetime(2100, 1, 1, tzinfo=UTC) if state is ArticleState.EMBARGOED else None
    corpus.desk.rule("a0", state, by="U1", until=until)
    assert told(corpus, 2) == [("a1", None), ("a2", "exact")]
    assert not corpus.two_speakers()
    check(corpus)
    corpus.desk.rule("a0", ArticleState.USABLE, by="U1")
    assert told(corpus, 2)[0] == ("a0", None)
    assert len(corpus.two_speakers()) == 1


def test_what_is_read_again_with_other_words_is_in_no_chain_of_the_old_ones(corpus: Corpus) -> None:
    put(corpus, 1, SAID)
    put(corpus, 2, SAID, day=1)
    put(corpus, 2, "Nobody has asked the ministry for a single lifeboat since the storm of last winter", day=1)
    assert told(corpus, 1) == [("a1", None)]
    check(corpus)


def test_the_last_printing_takes_everything_with_it(corpus: Corpus) -> None:
    put(corpus, 1, SAID)
    put(corpus, 2, LOST, day=1)
    put(corpus, 3, SAID, day=2, who="Odd Berg", party="Chile")
    for number in (1, 3, 2):
        corpus.remove(f"a{number}")
        check(corpus)
    with corpus._database.reading() as connection:
        every = (printings, shingles, fresh_shingles, kin, disputes)
        assert not any(connection.execute(select(table)).all() for table in every)


def test_two_speakers_are_told_the_most_harmful_first(any_corpus: Corpus) -> None:
    other = "Nobody has asked the ministry for a single lifeboat since the storm of last winter"
    put(any_corpus, 1, SAID, other)
    put(any_corpus, 2, other, who="Kari Vik", day=1)
    put(any_corpus, 3, SAID.removesuffix(" for the northern grounds"), who="Odd Berg", party="Chile", day=2)
    put(any_corpus, 4, "We remain committed to peace", who="Odd Berg", party="Chile", day=2)
    found = any_corpus.two_speakers()
    assert [(two.one.source.id, two.other.source.id) for two in found] == [("a1", "a3"), ("a1", "a2")]
    assert [claim.kind for claim in any_corpus.claims()][:2] == ["speakers", "speakers"]


def test_a_phrase_of_everybody_fills_no_list(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lineage, "COMMON", 3)
    for number in range(6):
        put(corpus, number, f"We condemn the attack in the strongest possible terms, here in town number {number}")
    with corpus._database.reading() as connection:
        having = connection.execute(select(fresh_shingles.c.shingle)).scalars().all()
    assert max(having.count(one) for one in set(having)) == 3


@pytest.mark.parametrize("fresh", [1, 7, 1000])
def test_any_order_of_coming_and_going_leaves_the_same(
    corpus: Corpus, fresh: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many quotes' shingles are held apart."""
    monkeypatch.setattr(lineage, "FRESH", fresh)
    chosen = random.Random(4)
    first = [utterance(chosen) for _ in range(8)]
    texts = [*first, *(made.text for text in first for each in OPERATIONS if (made := each(text, chosen)))]
    chosen.shuffle(texts)
    for number, text in enumerate(texts[:30]):
        put(corpus, number, text, day=chosen.randrange(40), who=chosen.choice(("Vera Lund", "Odd Berg")))
        if number % 5 == 4:
            corpus.remove(f"a{chosen.randrange(number)}")
    check(corpus)


def test_what_is_held_apart_is_found_as_what_is_not(any_corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lineage, "FRESH", 2)
    other = "Nobody has asked the ministry for a single lifeboat since the storm of last winter"
    for number, words in enumerate((SAID, other, LOST, other)):
        put(any_corpus, number, words, day=number)
    with any_corpus._database.reading() as connection:
        apart, among_all = (connection.execute(select(table)).all() for table in (fresh_shingles, shingles))
    assert not apart
    assert among_all
    put(any_corpus, 4, SAID, day=4)
    put(any_corpus, 5, SAID, day=5)
    assert [one for one, _ in told(any_corpus, 5)] == ["a0", "a2", "a4", "a5"]
    any_corpus.remove("a2")
    check(any_corpus)
