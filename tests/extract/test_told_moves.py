"""Moves of a party that one article tells by itself, in the words that tell them."""

import pytest

from corpus.articles import read_article
from corpus.extract.extraction import extract
from corpus.models import MoveKind, Position, Stance


def positions_of(sentence: str) -> tuple[Position, ...]:
    return extract(read_article(f" date 2031-05-07 \n\n{sentence}\n", source="invented.txt")).positions


@pytest.mark.parametrize(
    ("sentence", "stance", "kind", "words"),
    [
        ("Laos has withdrawn its threat to quit the pact.", Stance.OFFER, MoveKind.DROPPED, "withdrawn its threat"),
        ("Laos went back on its pledge to pay.", Stance.REJECT, MoveKind.DROPPED, "went back on"),
        ("Laos no longer calls for a ban.", Stance.OFFER, MoveKind.DROPPED, "no longer calls for"),
        ("Laos gave up its opposition to the dam.", Stance.OFFER, MoveKind.DROPPED, "gave up its opposition"),
        ("Laos has toughened its stance on the dam.", Stance.DEMAND, MoveKind.FIRMER, "toughened its stance"),
        ("Laos softened its line on the dam.", Stance.OFFER, MoveKind.SOFTER, "softened its line"),
        ("Laos agreed for the first time to a joint patrol.", Stance.ACCEPT, MoveKind.CHANGED, "for the first time"),
        ("After initially refusing a visit, Laos agreed to it.", Stance.ACCEPT, MoveKind.CHANGED, "After initially"),
    ],
)
def test_a_move_is_told_in_the_words_of_the_source(sentence: str, stance: Stance, kind: MoveKind, words: str) -> None:
    moved = [one for one in positions_of(sentence) if one.told_move is not None]
    assert [(one.stance, one.told_move.kind) for one in moved if one.told_move] == [(stance, kind)]
    assert moved[0].told_move is not None
    assert words in moved[0].told_move.words.text
    assert all(sentence.find(one.told_move.words.text) >= 0 for one in moved if one.told_move)


@pytest.mark.parametrize(
    "sentence",
    [
        "Laos demanded a ban on nets.",
        "Laos dropped Mali's request from the list.",
        "Laos has not withdrawn its offer of a truce.",
        "Laos will never go back on its promise of a vote.",
        "After a long night Laos agreed to a joint patrol.",
    ],
)
def test_no_move_is_told(sentence: str) -> None:
    assert [one.told_move for one in positions_of(sentence) if one.told_move is not None] == []


def test_what_was_held_before_a_move_is_background() -> None:
    before, after = positions_of("After first demanding a veto, Laos now accepts a vote of the council.")
    assert (before.stance, before.background) == (Stance.DEMAND, True)
    assert (after.stance, after.background) == (Stance.ACCEPT, False)
