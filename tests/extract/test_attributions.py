"""Source, cue and content, as the grammar of one sentence tells."""

import pytest

from corpus.articles import read_article
from corpus.document.parse import Parse, parse_article
from corpus.extract.extraction import extract
from corpus.extract.quotes.attributions import Attribution, find_attributions
from corpus.knowledge import read_table


def _found(text: str) -> list[str]:
    reading = parse_article(read_article(text, source="attributions.txt"))
    return [_described(one, reading) for one in find_attributions(reading)]


def _described(one: Attribution, reading: Parse) -> str:
    """Its source, cue and content."""
    named = reading.doc[one.source.first : one.source.last + 1].text if one.source else "-"
    cue = reading.doc[one.cue].text if one.cue is not None else ":"
    return f"{named} | {cue} | {reading.doc[one.first : one.last + 1].text}"


@pytest.mark.parametrize(
    ("text", "attribution"),
    [
        ("Byron said the boats were late.", "Byron | said | the boats were late"),
        ("The boats were late, Byron said.", "Byron | said | The boats were late"),
        ("Byron promised to pay the crew.", "Byron | promised | to pay the crew"),
        ("The boats were late, according to Byron.", "Byron | according | The boats were late"),
        ("According to Byron, the boats were late.", "Byron | According | the boats were late"),
        ("We heard Byron's claim that the boats were late.", "Byron | claim | that the boats were late"),
        ("Byron called the plan a farce.", "Byron | called | the plan a farce"),
        ("Byron was quoted as saying the boats were late.", "Byron | saying | the boats were late"),
        ("Byron is confident that boats will come.", "Byron | confident | that boats will come"),
    ],
)
def test_a_cue_joins_a_source_to_what_was_said(text: str, attribution: str) -> None:
    found = [one.replace("Byron's", "Byron").replace(" ,", "").rstrip(" .,") for one in _found(text)]
    assert attribution in found


def test_a_verb_that_goes_on_has_the_source_of_the_one_before() -> None:
    found = _found("Byron said that the well was dry, adding that the rain would come.")
    assert any(one.startswith("Byron | adding | that the rain") for one in found)


@pytest.mark.parametrize("text", ["The boats were late.", "It was said that rain would come.", "Byron ate an apple."])
def test_without_cue_or_source_nothing_is_attributed(text: str) -> None:
    assert _found(text) == []


def test_a_cue_inside_a_quotation_is_the_speakers_own_words() -> None:
    found = _found('"My father said the well was dry," Byron said.')
    assert not any(one.startswith("My father") for one in found)


@pytest.mark.parametrize("example", read_table("attribution.toml")["example"], ids=lambda example: example["text"])
def test_every_example_of_the_table_is_read_as_it_says(example: dict[str, str]) -> None:
    found = extract(read_article(example["text"], "an example"))
    assert {quote.speaker_name for quote in found.quotes} - {None} == {example["speaker"]} - {""}
