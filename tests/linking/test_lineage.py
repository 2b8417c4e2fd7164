"""Two quotes laid beside each other: what they share, what differs, and what that makes of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.linking.lineage import Kinship, Relation, relate
from corpus.linking.wordings import Wording

WHOLE = (
    "We will not leave the harbour before the last of your boats has sailed. The treaty says so. Nobody in this "
    "government has asked us to stay any longer than Friday, and 12,000 tonnes of herring will wait."
)
PARTNERS = "We will continue to work with our partners"


def between(one: str, other: str) -> Relation | None:
    return relate(Wording(one), Wording(other))


def kind(one: str, other: str) -> str | None:
    told, back = between(one, other), between(other, one)
    assert (told and told.kind) == (back and back.kind)
    return told.kind.value if told else None


@pytest.mark.parametrize(
    ("expected", "other"),
    [
        (Kinship.EXACT, WHOLE),
        (Kinship.EXACT, WHOLE.replace(". ", ".\n")),
        (Kinship.EXACT, WHOLE.removesuffix(".")),
        (Kinship.TYPOGRAPHIC, WHOLE.replace("harbour", "harbor")),
        (Kinship.TYPOGRAPHIC, WHOLE.replace("12,000", "12000")),
        (Kinship.TYPOGRAPHIC, WHOLE.upper()),
        (Kinship.TYPOGRAPHIC, WHOLE.replace("sailed. The", "sailed – the")),
        (Kinship.CUT, "The treaty says so. Nobody in this government has asked us to stay"),
        (Kinship.CUT, WHOLE.replace("The treaty says so. ", "… ")),
        (Kinship.CUT, WHOLE.replace("the last of your boats has", "the last ... has")),
        (Kinship.JOINED, WHOLE.replace("The treaty says so. ", "")),
        (Kinship.INSERTED, WHOLE.replace("your boats", "your [Danish] boats")),
        (Kinship.INSERTED, WHOLE.replace("asked us", "asked [sic] us")),
        (Kinship.INSERTED, WHOLE.replace("We will", "[The crew] will")),
        (Kinship.INSERTED, WHOLE.replace("wait.", "wait [on the quay]")),
        (Kinship.INSERTED, WHOLE.replace("stay", "stay (in port)")),
        (Kinship.CHANGED, WHOLE.replace("Friday", "Sunday")),
        (Kinship.CHANGED, WHOLE.replace("12,000", "12,001")),
        (Kinship.CHANGED, WHOLE.replace(" not", "")),
        (Kinship.CHANGED, WHOLE.replace("will not", "will [not ever]").replace("We will", "We will not")),
        (Kinship.CHANGED, WHOLE.replace("has asked", "has not asked")),
        (Kinship.CHANGED, WHOLE.replace("any longer than ", "")),
        (Kinship.CHANGED, WHOLE.replace("will not leave the harbour", "will … leave the harbour")),
        (Kinship.CHANGED, WHOLE.replace("not leave the harbour before the last of your boats", "…")),
        (Kinship.CHANGED, "leave the harbour before the last of your boats has sailed"),
        (Kinship.CHANGED, WHOLE.replace("The treaty says so.", "The treaty says so?")),
        (Kinship.CHANGED, "The treaty says so. " + WHOLE.replace("The treaty says so. ", "")),
        (Kinship.CHANGED, WHOLE.replace("asked us", "asked US")),
    ],
)
def test_how_a_printing_is_related_to_the_whole(expected: Kinship, other: str) -> None:
    assert kind(WHOLE, other) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"{PARTNERS} on the grain corridor", f"{PARTNERS} in Oslo"),
        (f"{PARTNERS}. Prices will fall by spring", f"{PARTNERS}. The dam must be rebuilt first"),
        ("Nobody asked us", "Nobody asked us"),
        ("We will not leave", "We will leave"),
        ("The port is shut and the town is dark tonight", "The town is shut and the airport stays open tonight"),
        (WHOLE, "The treaty says so"),
        (WHOLE, "Nobody in this parliament asked them to go home before Monday"),
    ],
)  # fmt: skip
def test_what_only_shares_a_phrase_is_not_related(one: str, other: str) -> None:
    assert kind(one, other) is None


def test_both_stretches_and_the_difference_are_given() -> None:
    part = "so: “until the last of your boats has sailed. The treaty says so”"
    told = between(WHOLE, part.partition("“")[2].replace("until", "before"))
    assert told is not None
    assert WHOLE[slice(*told.one)] == "before the last of your boats has sailed. The treaty says so"
    assert told.whole == (False, True)
    changed = between(WHOLE, WHOLE.replace("Friday", "Sunday"))
    assert changed is not None
    assert changed.differences == (("changed", "Friday", "Sunday"),)


@given(st.text(alphabet="abc not.?…[] ", max_size=120), st.text(alphabet="abc not.?…[] ", max_size=120))
def test_any_two_texts_can_be_laid_beside_each_other(one: str, other: str) -> None:
    told = between(one, other)
    if told:
        assert 0 <= told.one[0] < told.one[1] <= len(one)
        assert 0 <= told.other[0] < told.other[1] <= len(other)
