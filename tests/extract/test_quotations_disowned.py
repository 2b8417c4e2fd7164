"""Words that are denied, refused, withheld, corrected or faked are nobody's; those beside a denial are somebody's."""

import pytest

from corpus.articles import read_article
from corpus.extract.extraction import extract
from corpus.models import Quote, QuoteKind

_HEAD = "Talks on the harbour\n\nAda Byron is a minister. Carl Gauss leads the union.\n\n"


def _quoted(sentence: str) -> list[Quote]:
    found = extract(read_article(_HEAD + sentence + "\n", source="disowned.txt"))
    return [quote for quote in found.quotes if quote.kind is not QuoteKind.INDIRECT]


@pytest.mark.parametrize(
    "sentence",
    [
        'Byron never said "we will leave".',
        '"We will leave the harbour for good," Byron never said.',
        'Byron did not say: "We will leave the harbour for good."',
        'Byron did not say: "We will leave the harbour." "We will never return to it."',
        'Byron did not say or write that the toll was "theft".',
        'Byron could not bring herself to call it "theft".',
        'Byron has yet to call it "theft".',
        'Byron insisted she had never said "we will leave the harbour".',
        'Gauss denied that Byron had said "we will leave".',
        'Gauss said Byron had never called the toll "a theft from the poor of the north".',
        'Gauss falsely claimed that Byron had called the toll "plain theft from the poor".',
        'A clip that was doctored shows Byron saying "we will leave the harbour".',
        '"We will leave the harbour for good," Byron says in the doctored clip.',
        'An earlier version of this article said: "Byron will leave the harbour for good."',
    ],
)
def test_nobody_is_quoted_with_what_was_not_said(sentence: str) -> None:
    assert not any(quote.speaker_name or quote.party_name for quote in _quoted(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        '"We will not leave," Byron said.',
        '"I never said that," Byron said.',
        '"Nobody said it was over," Byron told reporters.',
        '"Are we there? Probably not," Byron said.',
        'Byron said it was "not theft".',
        'Byron did not immediately respond but earlier said "the toll is fair".',
        'Byron, who never visited, said "the toll is fair".',
        '"We will leave," said Byron, who did not say when.',
        'Byron declined to say when. "It is for others to tell," she said.',
        'Byron cannot see why. "Children love the sea too."',
        'Byron did not agree: "The toll is fair and just."',
        'Byron refused to resign and said: "I have no time for this."',
        'Byron said he was not going to "act like a clown for them".',
        'Though Byron called it "theft", she paid.',
        'Asked about a fake video, Byron said: "There is work to be done."',
        'Byron said the fake video was "a disgrace".',
        'Byron left without a word and said later that "the toll is fair".',
        'Byron promised no miracles but said there would be "an honest toll".',
        'Byron is not alone in calling the toll "a tax on the poor of the north".',
        'Few ministers are as blunt. Byron said: "The toll is theft."',
    ],
)
def test_what_stands_beside_a_denial_was_said(sentence: str) -> None:
    assert [quote.speaker_name for quote in _quoted(sentence)] == ["Ada Byron"]


def test_words_denied_here_and_said_there_are_only_the_sayers() -> None:
    found = _quoted('Byron never said "we will leave the harbour for good and all". "Enough of it," Gauss said.')
    assert [quote.speaker_name for quote in found] == [None, "Carl Gauss"]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ('Gauss was quoted by the newspaper Havnenytt as saying "the toll is too high".', "Carl Gauss"),
        ('Gauss was cited by the daily Havnenytt as saying that "the toll is too high".', "Carl Gauss"),
        ('"The toll is too high," Gauss was quoted by the newspaper Havnenytt as saying.', "Carl Gauss"),
        ('"The toll is too high," Gauss was quoted as saying by the newspaper Havnenytt.', "Carl Gauss"),
        ('The newspaper Havnenytt quoted Gauss as saying: "The toll is too high."', "Carl Gauss"),
        ('According to the daily Havnenytt, Gauss said: "The toll is too high."', "Carl Gauss"),
    ],
)
def test_a_paper_that_quotes_somebody_is_not_the_speaker(sentence: str, speaker: str) -> None:
    assert [quote.speaker_name for quote in _quoted(sentence)] == [speaker]


def test_a_daily_speaks_for_itself() -> None:
    found = extract(read_article(_HEAD + "According to the daily Havnenytt, the toll is too high.\n", source="a.txt"))
    assert [(quote.speaker_name, quote.party_name) for quote in found.quotes] == [("daily Havnenytt", "Havnenytt")]
