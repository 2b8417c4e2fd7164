"""Two translations of one sentence are proposed; what is printed again, or is of another day or speaker, is not."""

import pytest

from corpus.linking.translated import proposed
from tests.linking.test_printings import BERG, SAID, row

ANEW = "Our bay and its harbour remain shut as long as even the last boat of yours is left in it"


def test_another_translation_is_proposed() -> None:
    other = row(ANEW, "b", 1).model_copy(update={"utterance": 2})
    assert proposed(row(SAID, "a"), [other]) == (other,)


@pytest.mark.parametrize(
    ("other", "utterance"),
    [
        (row(SAID, "b", 1), 1),
        (row(ANEW, "a", 0, place=1), 2),
        (row(ANEW, "b", 9), 2),
        (row(ANEW, "b", 1, BERG), 2),
        (row(ANEW, "b", 1, None), 2),
        (row("The harbour is a fine place to keep a boat in summer and in winter", "b", 1), 2),
        (row("We shut the harbour", "b", 1), None),
    ],
)
def test_what_is_not_proposed(other, utterance) -> None:  # type: ignore[no-untyped-def]
    assert not proposed(row(SAID, "a"), [other.model_copy(update={"utterance": utterance})])
