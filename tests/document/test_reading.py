"""Parse, quotation marks and paragraphs, and how they lie together."""

from corpus.articles import read_article
from corpus.document.parse import OUTSIDE, Parse, parse_article

TEXT = ' date 2031-05-07 Boats are "back"\n\n"We are back," said Ada Byron. Nobody knew why.\n\nThe sea was flat.\n'


def _reading(text: str = TEXT) -> Parse:
    return parse_article(read_article(text, source="boats.txt"))


def _number(reading: Parse, word: str) -> int:
    return next(token.i for token in reading.doc if token.text == word)


def test_the_date_of_the_header_is_not_read_and_the_headline_is() -> None:
    words = [token.text for token in _reading().doc]
    assert "2031" not in " ".join(words)
    assert "Boats" in words


def test_a_token_knows_the_quotation_that_it_stands_in() -> None:
    reading = _reading()
    quoted = reading.quoted[reading.inside[_number(reading, "We")]]
    assert TEXT[quoted.start : quoted.end] == "We are back,"
    assert reading.inside[_number(reading, "said")] == OUTSIDE


def test_paragraphs_and_sentences_are_counted() -> None:
    reading = _reading()
    said, knew, sea = (_number(reading, word) for word in ("said", "knew", "sea"))
    assert reading.paragraph[said] == reading.paragraph[knew] < reading.paragraph[sea]
    assert reading.sentence_numbers[said] < reading.sentence_numbers[knew] < reading.sentence_numbers[sea]
    assert reading.sentence_of(reading.doc[knew]).text.strip() == "Nobody knew why."


def test_the_body_begins_after_the_headline() -> None:
    reading = _reading()
    assert _number(reading, "Boats") < reading.body_token <= _number(reading, "We")
    assert _reading("The sea was flat.").body_token == 0


def test_offsets_and_tokens_lead_to_each_other() -> None:
    reading = _reading()
    start = TEXT.index("Ada Byron")
    first, last = reading.tokens(start, start + len("Ada Byron"))
    assert reading.span(first, last).text == "Ada Byron"
    assert reading.span(first, last).start == start
    assert reading.token_at(start + 1) == first
    assert reading.cut(start, start + 3).text == "Ada"
