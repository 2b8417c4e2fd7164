"""Quotes before their speakers are known: kinds, what they stand in, and what is no quote."""

import pytest

from corpus.articles import read_article
from corpus.document import annotate
from corpus.extract.quotes import Draft, find_quotes
from corpus.models import QuoteFlag, QuoteKind


def _drafts(text: str) -> list[Draft]:
    document = annotate(read_article(text, source="quotes.txt"))
    return find_quotes(document)


def _quoted(text: str) -> list[tuple[str, QuoteKind]]:
    return [(text[one.start : one.end], one.kind) for one in _drafts(text) if one.kind is not QuoteKind.INDIRECT]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('"We stay at home," said Byron.', [("We stay at home,", QuoteKind.DIRECT)]),
        ('Byron said: "We stay at home."', [("We stay at home.", QuoteKind.DIRECT)]),
        ('Byron said they would "stay at home".', [("stay at home", QuoteKind.PARTIAL)]),
        ('Byron called it "a farce".', [("a farce", QuoteKind.PARTIAL)]),
        ('The "silent" hotel opened.', []),
        ('Byron owns the "quiet desk" of the hotel.', []),
        ('READ MORE: "We were never told about the boat"\n\nIt rains.', []),
    ],
)
def test_a_sentence_a_fragment_and_a_term_are_told_apart(text: str, quoted: list[tuple[str, QuoteKind]]) -> None:
    assert _quoted(text) == quoted


def test_a_fragment_keeps_the_reported_speech_around_it() -> None:
    text = 'Byron said the crew would "stay at home" until spring.'
    outer, fragment = _drafts(text)
    assert (outer.kind, fragment.kind) == (QuoteKind.INDIRECT, QuoteKind.PARTIAL)
    assert fragment.within is outer
    assert text[outer.start : outer.end] == 'the crew would "stay at home" until spring'


def test_reported_speech_leaves_out_the_description_of_who_said_it() -> None:
    text = 'Norway promised that it "will not host any base", another negotiator at the talks, Ada Byron said.'
    reported = [text[one.start : one.end] for one in _drafts(text) if one.kind is QuoteKind.INDIRECT]
    assert reported
    assert not any("negotiator" in words for words in reported)


def test_a_quotation_inside_a_quotation_is_a_quote_of_its_own() -> None:
    text = 'Byron said, "We called it "good" and left."'
    outer, inner = _drafts(text)
    assert text[inner.start : inner.end] == "good"
    assert inner.within is outer
    assert inner.flags == (QuoteFlag.NESTED,)
    assert outer.flags == (QuoteFlag.IRREGULAR_MARKS, QuoteFlag.PROBABLY_INDIRECT)


def test_words_that_a_speaker_puts_in_anothers_mouth_are_not_the_speakers() -> None:
    outer, inner = _drafts("\"A man told me, 'I am lost,' and wept,\" Byron said.")
    assert outer.source is not None
    assert inner.source is None
    outer, inner = _drafts("\"I told him, 'You are lost,' and wept,\" Byron said.")
    assert inner.source == outer.source


def test_a_deck_without_a_speaker_has_the_one_of_the_body() -> None:
    words = "We only came for the buns"
    text = f' date 2031-05-07 A baker wins\n\n"{words}"\n\nIt rained all day.\n\n"{words}," said Byron.'
    deck, body = (one for one in _drafts(text) if one.kind is not QuoteKind.INDIRECT)
    assert deck.source == body.source


def test_what_stands_in_a_quotation_that_finds_its_speaker_later_is_still_within_it() -> None:
    words = "The 'old quay' belongs to all of us"
    text = f' date 2031-05-07 A baker wins\n\n"{words}"\n\nIt rained.\n\nIt froze.\n\n"{words}," said Byron.'
    drafts = _drafts(text)
    deck, inner = drafts[:2]
    assert deck.source is not None
    assert inner.within is deck
    assert all(one.within is None or any(one.within is other for other in drafts) for one in drafts)


def test_a_quotation_in_the_headline_is_no_quote() -> None:
    assert _quoted(' date 2031-05-07 Byron: "We stay at home"\n\nIt rains.') == []


def test_a_quotation_over_paragraphs_says_so() -> None:
    flags = [one.flags for one in _drafts('"We came," said Byron. "We saw.\n\n"We left for home."')]
    assert flags == [(), (QuoteFlag.UNCLOSED,), (QuoteFlag.CONTINUED,)]


def test_quotes_come_in_the_order_of_the_text_the_outer_first() -> None:
    drafts = _drafts('Byron said it was "over". "We stay," said Ada. Kerr said, "It is "good" here."')
    assert drafts == sorted(drafts, key=lambda one: (one.start, -one.end))
