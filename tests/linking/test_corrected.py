"""What a correction makes of each quote: the same, in other words, another's, gone or new; and nothing is guessed."""

from typing import Any

import pytest

from corpus.keepings import ArticleState
from corpus.linking.corrected import turns
from corpus.models import Extraction, Quote, QuoteKind
from corpus.store import Corpus
from tests.invented import FOUND, QUOTES, TEXT, article

WORDS = "We want written guarantees that bind every party to the treaty"


def quote(text: str, speaker: str | None = "Ada Byron", **more: Any) -> Quote:
    told = {"id": f"q{abs(hash((text, speaker))) % 10**6}", "kind": QuoteKind.DIRECT, "start": 0, "end": len(text)}
    return Quote.model_validate({**told, "text": text, "speaker_name": speaker, **more})


def said(before: list[Quote], after: list[Quote]) -> list[str]:
    return [one.what for one in turns(before, after)]


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ([quote(WORDS)], [quote(f"{WORDS},")], ["unchanged"]),
        ([quote(WORDS)], [quote(WORDS.replace("every", "no"))], ["reworded"]),
        ([quote(WORDS)], [quote(WORDS.replace("We want", "We do not want"))], ["reworded"]),
        ([quote(WORDS)], [quote(WORDS, "Carl Gauss")], ["another speaker"]),
        ([quote(WORDS)], [quote(WORDS, None)], ["another speaker"]),
        ([quote(WORDS)], [], ["gone"]),
        ([], [quote(WORDS)], ["new"]),
        ([quote(WORDS)], [quote("The harbour stays closed until the ice has gone from it")], ["new", "gone"]),
        ([quote("Yes")], [quote("No")], ["new", "gone"]),
        ([quote(WORDS)], [quote(WORDS.replace("every", "no"), "Carl Gauss")], ["new", "gone"]),
        ([quote("Yes"), quote("Yes", "Carl Gauss")], [quote("Yes", "Carl Gauss"), quote("Yes")], 2 * ["unchanged"]),
        ([quote(WORDS, kind=QuoteKind.INDIRECT)], [], []),
    ],
)
def test_each_quote_is_told_once(before: list[Quote], after: list[Quote], what: list[str]) -> None:
    assert said(before, after) == what


def test_a_correction_that_comes_is_kept_with_both_days_and_hidden_with_its_article(any_corpus: Corpus) -> None:
    words = "We want guarantees that bind everybody,"
    other = "We want no guarantees that bind everybody,"
    text = TEXT.replace(words, other).replace("2031-05-07", "2031-05-09")
    start = text.index(other)
    corrected = QUOTES[5].model_copy(update={"start": start, "end": start + len(other), "text": other})
    any_corpus.save(article(), Extraction(people=FOUND.people, quotes=QUOTES[4:6]), "1")
    any_corpus.save(article(text=text), Extraction(people=FOUND.people, quotes=(QUOTES[4], corrected)), "2")
    any_corpus.save(article(text=text), Extraction(people=FOUND.people, quotes=(QUOTES[4],)), "read anew")
    (made,) = any_corpus.desk.corrections(article().id)
    assert (str(made.was_on), str(made.on)) == ("2031-05-07", "2031-05-09")
    assert [(one.what, one.was and one.was.text, one.now and one.now.text) for one in made.turns][1:] == [
        ("reworded", words, other)
    ]
    any_corpus.desk.rule(article().id, ArticleState.KILLED, by="ada")
    assert any_corpus.desk.corrections(article().id) == ()
