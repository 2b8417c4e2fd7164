"""Stories: articles that share parties and a topic within a time, and nothing else."""

from datetime import date

import pytest

from corpus.articles import read_article
from corpus.linking.stories import Rarity, Sketch, Story, grown, rarity_of, sketch_of, stories_of
from corpus.models import Extraction
from corpus.store import Corpus
from tests import invented

DAM = {"tumbes": 4, "dam": 3, "quispe": 1}
FERRY = {"titicaca": 3, "ferry": 3, "copa": 2}
ANY: Rarity = rarity_of(10, {})


def sketch(article: str, day: str, terms: dict[str, int], *sides: str) -> Sketch:
    return Sketch(article_id=article, day=date.fromisoformat(day), sides=sides or ("peru", "ecuador"), terms=terms)


def story(*sketches: Sketch) -> Story:
    return grown(sketches)


def test_an_article_joins_the_story_whose_parties_and_topic_it_shares() -> None:
    dam = story(sketch("a", "2033-02-02", DAM))
    ferry = story(sketch("b", "2033-02-02", FERRY))
    assert stories_of(sketch("c", "2033-03-01", DAM | {"quito": 1}), [ferry, dam], ANY) == (dam,)


@pytest.mark.parametrize(
    "other",
    [
        sketch("c", "2033-03-01", FERRY),
        sketch("c", "2033-03-01", DAM, "peru", "bolivia"),
        sketch("c", "2033-03-01", DAM, "peru"),
        sketch("c", "2034-03-01", DAM),
        sketch("c", "2032-03-01", DAM),
        sketch("c", "2033-03-01", {}),
    ],
    ids=["topic", "parties", "one party", "much later", "much earlier", "no topic"],
)
def test_another_topic_other_parties_or_another_time_are_another_story(other: Sketch) -> None:
    assert stories_of(other, [story(sketch("a", "2033-02-02", DAM))], ANY) == ()


def test_after_a_while_an_article_must_share_more() -> None:
    dam, little = story(sketch("a", "2033-02-02", DAM)), {"dam": 3} | FERRY
    assert stories_of(sketch("c", "2033-02-20", little), [dam], ANY) == (dam,)
    assert stories_of(sketch("c", "2033-05-20", little), [dam], ANY) == ()
    assert stories_of(sketch("c", "2033-05-20", DAM), [dam], ANY) == (dam,)


def test_what_every_article_has_tells_no_story_from_another() -> None:
    common = rarity_of(1_000, {"president": 1_000})
    told = sketch("c", "2033-02-03", {"president": 2, "reef": 2})
    assert stories_of(told, [story(sketch("a", "2033-02-02", {"president": 2, "dam": 2}))], common) == ()


def test_an_article_that_belongs_to_two_stories_makes_one_of_them() -> None:
    one, other = story(sketch("a", "2033-02-02", DAM)), story(sketch("b", "2033-05-02", DAM))
    both = stories_of(sketch("c", "2033-03-20", DAM), [one, other], ANY)
    assert sorted(each.id for each in both) == [one.id, other.id]
    whole = grown([sketch("c", "2033-03-20", DAM)], both)
    assert (whole.articles, whole.first, whole.last) == (3, date(2033, 2, 2), date(2033, 5, 2))


def test_an_article_without_a_day_or_with_one_party_is_of_no_story() -> None:
    assert sketch_of(read_article("No day\n\nPeru met Chile.\n", source="a.txt"), invented.FOUND) is None
    assert sketch_of(invented.article(), Extraction()) is None


class TestInTheStore:
    def test_stories_grow_with_their_articles_and_shrink_with_them(self, any_corpus: Corpus) -> None:
        saved = [invented.article(source=f"{number}.txt") for number in range(3)]
        for one in saved:
            any_corpus.save(one, invented.FOUND, "1")
        (found,) = any_corpus.stories()
        assert found.articles == 3
        assert {row.story for row in any_corpus.positions()} == {found.id}
        assert [one.source for one in any_corpus.told_in(found.id)] == ["0.txt", "1.txt", "2.txt"]
        any_corpus.remove(saved[0].id)
        assert [one.articles for one in any_corpus.stories()] == [2]
        any_corpus.remove(saved[1].id)
        assert any_corpus.stories() == ()
        assert any_corpus.told_in("story:none") == ()

    def test_an_article_that_leaves_the_story_that_it_began_begins_another(self, any_corpus: Corpus) -> None:
        first, *others = [invented.article(source=f"{number}.txt") for number in range(3)]
        for one in (first, *others):
            any_corpus.save(one, invented.FOUND, "1")
        elsewhere = invented.FOUND.model_copy(update={"talks": (), "positions": ()})
        moved = first.model_copy(update={"published": date(2011, 1, 1)})
        for digest in ("2", "3"):
            any_corpus.save(moved, invented.FOUND, digest)
            any_corpus.save(first, invented.FOUND, digest)
            any_corpus.save(moved, elsewhere, digest)
        assert [one.articles for one in any_corpus.stories()] == [2]

    def test_an_article_that_is_read_again_stays_in_its_story_once(self, any_corpus: Corpus) -> None:
        for digest in ("1", "2"):
            for source in ("a.txt", "b.txt"):
                any_corpus.save(invented.article(source=source), invented.FOUND, digest)
        assert [one.articles for one in any_corpus.stories()] == [2]
