"""Which wordings are of one utterance, by how they are related and when they were printed."""

from corpus.linking.lineage import Kinship
from corpus.linking.utterances import Kin, Printed, gathered

WHOLE, PART, SHORT, OTHER = 1, 2, 3, 4


def gather(wordings: dict[int, Printed], *related: tuple[int, int, Kinship, int]) -> dict[int, int]:
    pairs = {(one, other): Kin(kind, shared) for one, other, kind, shared in related}
    return gathered(wordings, pairs | {(other, one): kin for (one, other), kin in pairs.items()})


def test_a_part_goes_with_the_fullest_and_two_speeches_that_share_it_stay_two() -> None:
    wordings = {WHOLE: Printed(40, 5), OTHER: Printed(30, 5), SHORT: Printed(12, 5)}
    found = gather(wordings, (SHORT, WHOLE, Kinship.CUT, 7), (SHORT, OTHER, Kinship.CUT, 7))
    assert found == {WHOLE: WHOLE, SHORT: WHOLE, OTHER: OTHER}


def test_a_few_words_go_with_a_longer_wording_of_the_same_days_only() -> None:
    for day, utterance in ((7, WHOLE), (60, SHORT), (None, SHORT)):
        found = gather({WHOLE: Printed(40, 5), SHORT: Printed(6, day)}, (SHORT, WHOLE, Kinship.CUT, 3))
        assert found[SHORT] == utterance


def test_what_is_changed_goes_with_what_was_printed_before_it_even_if_that_is_shorter() -> None:
    found = gather({WHOLE: Printed(12, 5), OTHER: Printed(13, 7)}, (OTHER, WHOLE, Kinship.CHANGED, 6))
    assert found == {WHOLE: WHOLE, OTHER: WHOLE}


def test_a_part_that_was_printed_first_makes_its_utterance_the_older_one() -> None:
    wordings = {WHOLE: Printed(40, 9), PART: Printed(20, 3), OTHER: Printed(40, 5)}
    found = gather(wordings, (PART, WHOLE, Kinship.CUT, 9), (WHOLE, OTHER, Kinship.CHANGED, 18))
    assert found == {WHOLE: WHOLE, PART: WHOLE, OTHER: WHOLE}


def test_a_change_without_days_is_not_claimed() -> None:
    found = gather({WHOLE: Printed(12, None), OTHER: Printed(12, 7)}, (OTHER, WHOLE, Kinship.CHANGED, 9))
    assert found == {WHOLE: WHOLE, OTHER: OTHER}


def test_the_same_words_set_otherwise_go_together_whenever_they_are_printed() -> None:
    found = gather({WHOLE: Printed(12, 5), OTHER: Printed(12, 900)}, (OTHER, WHOLE, Kinship.TYPOGRAPHIC, 5))
    assert found == {WHOLE: WHOLE, OTHER: WHOLE}
