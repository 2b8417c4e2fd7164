"""Events: what the outlet reports itself and what speaks against a party's promise."""

from datetime import date

import pytest

from corpus.articles import read_article
from corpus.document import annotate
from corpus.extract.events import find_events
from corpus.extract.positions import find_positions
from corpus.models import Event, Position

PROMISE = "Chad promised on Monday that it would withdraw its troops from Libya."


def events(text: str) -> tuple[list[Event], tuple[Position, ...]]:
    """The events that speak against a position, and the positions."""
    return broken(f" date 2022-03-30 \n\n{text}", "invented.txt")


def broken(text: str, name: str) -> tuple[list[Event], tuple[Position, ...]]:
    document = annotate(read_article(text, source=name))
    found, positions = find_events(document, find_positions(document, ()))
    against = {one for position in positions for one in position.contradicted_by}
    return [event for event in found if event.id in against], positions


def test_an_act_speaks_against_the_promise_before_it() -> None:
    told = "On Tuesday, the shelling by Chadian forces continued in the south of Libya despite the declaration"
    found, positions = events(f"{PROMISE} {told}.")
    assert [(one.kind, one.party_name, one.happened_on, one.place) for one in found] == [
        ("shelling", "Chad", date(2022, 3, 29), "the south of Libya")
    ]
    assert found[0].evidence.text == told
    assert [one.contradicted_by for one in positions] == [(found[0].id,)]


@pytest.mark.parametrize(
    "act",
    [
        "Despite its pledge, Chadian troops attacked a village on Tuesday.",
        "In breach of the agreement, Chad's army bombed the airport on Tuesday.",
        "The bombardment by Chadian forces went on, notwithstanding the promise.",
        "Chad launched an offensive on Tuesday in spite of its word.",
    ],
)
def test_acts_by_verb_and_by_noun(act: str) -> None:
    found, positions = events(f"{PROMISE} {act}")
    assert len(found) == 1
    assert positions[0].contradicted_by == (found[0].id,)


@pytest.mark.parametrize(
    "act",
    [
        "The shelling by Chadian forces stopped.",
        "Chadian forces did not attack the village.",
        "Libyan officials said Chadian forces had shelled the village.",
        '"Chadian forces shelled the village," said a Libyan general.',
        "Sudanese forces shelled the village.",
        "Chadian forces may attack the village.",
        "Did Chadian forces attack the village?",
        "Chadian forces had attacked the village years before.",
        "If Chadian forces attack the village, the talks are over.",
        "Shelling was heard.",
        "Chadian troops attacked a village on Tuesday.",
        "The bombardment by Chadian forces went on despite the rain.",
        "Chad's army bombed the airport in spite of the fog.",
    ],
)
def test_what_speaks_against_no_promise(act: str) -> None:
    found, positions = events(f"{PROMISE} {act}")
    assert found == []
    assert all(one.contradicted_by == () for one in positions)


def test_an_act_before_the_promise_is_no_breach() -> None:
    found, _ = events(f"Chadian forces shelled the village on Sunday. {PROMISE}")
    assert found == []


def test_an_act_on_another_matter_is_no_breach() -> None:
    found, _ = events("Chad promised on Monday to pay its debt. Despite its pledge Chadian forces shelled a village.")
    assert found == []


def test_the_shelling_of_the_seed_speaks_against_its_promise() -> None:
    name = "000_86ced2f2eda6ba96.txt"
    with open(f"seeds/{name}", encoding="utf-8", newline="") as file:
        found, marked = broken(file.read(), name)
    assert [(one.kind, one.party_name, one.happened_on) for one in found] == [("shelling", "Russia", date(2022, 3, 30))]
    assert [one.issue for one in marked if one.contradicted_by] == ["withdrawal_deescalation"]


@pytest.mark.parametrize(
    ("act", "target"),
    [
        ("Chadian forces attacked Libya.", "party:libya"),
        ("Chadian forces launched an assault on Libyan troops.", "party:libya"),
        ("Chadian forces shelled a Libyan village.", "party:libya"),
        ("Chadian forces shelled a village.", None),
        ("Chadian forces shelled a village in Libya.", None),
    ],
)
def test_whom_it_is_done_to_is_whom_the_sentence_names(act: str, target: str | None) -> None:
    document = annotate(read_article(f" date 2022-03-30 \n\n{act}", source="invented.txt"))
    found, _ = find_events(document, ())
    assert [one.target_id for one in found] == [target]


def test_nothing_promised_nothing_broken() -> None:
    assert events("Chadian forces shelled a village.") == ([], ())
