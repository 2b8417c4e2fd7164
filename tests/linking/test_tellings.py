"""What is printed again is no second source."""

from corpus.linking.tellings import tellings, words_told
from corpus.models import Span

COPY = "Norway demanded on Monday that the patrol boats leave the herring grounds before winter."


def words(text: str) -> str:
    return words_told([Span(start=0, end=len(text), text=text)])


def test_the_same_copy_in_two_articles_is_told_once() -> None:
    assert (
        tellings([("a", words(COPY)), ("b", words(COPY.replace("demanded on", "demanded  on"))), ("c", words(COPY))])
        == 1
    )


def test_other_words_are_another_telling() -> None:
    assert tellings([("a", words(COPY)), ("b", words(COPY.replace("winter", "spring")))]) == 2


def test_few_words_are_nobodys_copy() -> None:
    assert tellings([("a", words("Norway demanded it")), ("b", words("Norway demanded it"))]) == 2


def test_an_article_is_one_however_often_it_tells_of_it() -> None:
    assert tellings([("a", words(COPY)), ("a", words(COPY.replace("winter", "spring")))]) == 1
    assert tellings([]) == 0
