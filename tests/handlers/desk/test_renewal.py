"""A follow goes on when its person has another id: a namesake came, or a fuller name was printed."""

from pathlib import Path

from corpus.desk.renewal import renewed
from corpus.keepings import Follow
from corpus.models import Extraction, Person
from corpus.store import Corpus
from tests.identified import identified
from tests.invented import article, corpus_of

NORWAY, CHILE = {"party_name": "Norway", "party_id": "party:norway"}, {"party_name": "Chile", "party_id": "party:chile"}


def follow(line: str, upto: int = 1) -> Follow:
    return Follow(team="T1", channel="C1", user="U1", line=line, label="label", upto=upto)


def comes(corpus: Corpus, number: int, name: str, party: dict[str, str]) -> None:
    """One more article, which names somebody."""
    text = f"Article {number}. {name} spoke at length about the harbour, and nobody else did so on day {number}.\n"
    found = Extraction(people=(Person(id="p1", name=name, **party),))
    corpus.save(article(text, f"{number}.txt"), identified(found), str(number))


def test_it_follows_whom_it_followed_when_a_namesake_comes(tmp_path: Path) -> None:
    with corpus_of(tmp_path) as corpus:
        comes(corpus, 1, "Ingrid Berg", NORWAY)
        kept = follow("/quote person:ingrid-berg fish")
        assert renewed(kept, corpus) == kept
        comes(corpus, 2, "Ingrid Berg", CHILE)
        assert corpus.entity("person:ingrid-berg") is None
        assert renewed(kept, corpus).line == "/quote person:ingrid-berg~norway fish"


def test_it_follows_a_surname_to_the_full_name(tmp_path: Path) -> None:
    with corpus_of(tmp_path) as corpus:
        comes(corpus, 1, "Berg", NORWAY)
        (before,) = (one.id for one in corpus.bearing("Berg"))
        comes(corpus, 2, "Ingrid Berg", NORWAY)
        called = renewed(follow(f"/quote {before}"), corpus)
        assert corpus.entity(called.line.removeprefix("/quote ")) is not None


def test_where_two_were_there_already_it_names_neither(tmp_path: Path) -> None:
    with corpus_of(tmp_path) as corpus:
        comes(corpus, 1, "Ingrid Berg", NORWAY)
        comes(corpus, 2, "Ingrid Berg", CHILE)
        kept = follow("/quote person:ingrid-berg", upto=2)
        assert renewed(kept, corpus) == kept


def test_whoever_is_gone_and_parties_and_words_stay_as_they_are(tmp_path: Path) -> None:
    with corpus_of(tmp_path) as corpus:
        comes(corpus, 1, "Ingrid Berg", NORWAY)
        for line in (
            "/quote person:nobody",
            "/positions party:norway on person: rights",
            "/talks",
            "/quote person:",
            "",
        ):
            assert renewed(follow(line), corpus).line == line
