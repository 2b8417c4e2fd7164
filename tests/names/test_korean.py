"""Korean names are compared by syllables, whatever the romanisation."""

import pytest

from corpus.names.index.korean import are_alike, frame, read, syllables
from corpus.names.likeness.romanise import Writing, fold, writing


def spelled(name: str) -> tuple[str, ...]:
    return read(fold(name), name, writing(name))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hong Gil-dong", "홍길동"),
        ("Hong Kil Dong", "Hong Gildong"),
        ("Park Chung-hee", "Bak Jeonghui"),
        ("Yoon Young-ho", "Yun Yeong-ho"),
        ("Lee In-je", "李仁濟"),
        ("Kim Jong Un", "كيم جونغ أون"),
    ],
)
def test_romanisations_of_one_name_are_alike(one: str, other: str) -> None:
    a, b = syllables(spelled(one)), syllables(spelled(other))
    assert frame(a) == frame(b)
    assert are_alike(a, b, exact=False)


@pytest.mark.parametrize(("one", "other"), [("Kim Yong Nam", "Kim Jong Nam"), ("Park Min-su", "Park Min-ji")])
def test_one_other_syllable_is_another_person(one: str, other: str) -> None:
    a, b = syllables(fold(one)), syllables(fold(other))
    assert len(a) == len(b) == 3
    assert not are_alike(a, b, exact=False)


def test_n_and_ng_are_one_only_where_the_script_cannot_tell() -> None:
    a, b = syllables(("kim", "jong")), syllables(("kim", "jon"))
    assert are_alike(a, b, exact=False)
    assert not are_alike(a, b, exact=True)


@pytest.mark.parametrize("name", ["Dmitry Peskov", "Schwarzenegger", "Kim", ""])
def test_what_cannot_be_korean_has_no_syllables(name: str) -> None:
    assert syllables(fold(name)) == ()


def test_hanja_are_read_only_if_every_character_is_known() -> None:
    assert read((), "李仁濟", Writing.HAN) == ("i", "in", "je")
    assert read((), "李龘", Writing.HAN) == ()
