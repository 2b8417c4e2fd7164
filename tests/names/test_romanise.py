"""Names in any script become plain Latin words, and words of one sound get one code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.knowledge import read_table
from corpus.names.likeness.lexicon import Lexicon, forms_of_given, is_same_given
from corpus.names.likeness.romanise import Writing, fold, outline, shape, sounds, writing


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Dmitry Peskov", ("dmitry", "peskov")),
        ("O’Brien's", ("obrien",)),
        ("J.F. Kennedy", ("j", "f", "kennedy")),
        ("saad-hariri", ("saad", "hariri")),
        ("Дмитрий Песков", ("dmitriy", "peskov")),
        ("Щукин", ("shchukin",)),
        ("Łukasz Müller", ("lukasz", "muller")),
        ("ვლადიმერ", ("vladimer",)),
        ("홍길동", ("hong", "gil", "dong")),
        ("テッド・スミス", ("tedo", "sumisu")),
        ("محمد الشريف", ("mhmd", "al", "shryf")),
        ("", ()),
        ("¿?!", ()),
    ],
)
def test_a_name_is_folded_to_latin_words(name: str, words: tuple[str, ...]) -> None:
    assert fold(name) == words


def test_letters_with_marks_can_be_written_as_they_sound() -> None:
    assert fold("Šolc Çavuş", spoken=True) == ("sholc", "chavush")
    assert fold("Šolc Çavuş") == ("solc", "cavus")


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Peskov", Writing.LATIN),
        ("Šolc", Writing.LATIN),
        ("Песков", Writing.ALPHABET),
        ("Μητσοτάκης", Writing.ALPHABET),
        ("ظريف", Writing.ABJAD),
        ("נתניהו", Writing.ABJAD),
        ("プーチン", Writing.SYLLABLES),
        ("홍길동", Writing.HANGUL),
        ("普京", Writing.HAN),
        ("12?", Writing.LATIN),
    ],
)
def test_the_writing_is_that_of_most_letters(text: str, script: Writing) -> None:
    assert writing(text) is script


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("medvedev", "medwedew"),
        ("lukashenko", "lukaschenko"),
        ("zakharova", "zaharova"),
        ("slutsky", "slutskiy"),
        ("mikhail", "mihail"),
        ("julia", "yulia"),
        ("merz", "merts"),
        ("chernov", "tschernow"),
    ],
)
def test_spellings_of_one_name_share_a_sound(one: str, other: str) -> None:
    assert set(sounds(one)) & set(sounds(other))


@pytest.mark.parametrize(("one", "other"), [("lavrov", "petrov"), ("trump", "tramp"), ("iran", "iraq")])
def test_other_names_share_none(one: str, other: str) -> None:
    assert not set(sounds(one)) & set(sounds(other))


def test_an_outline_keeps_only_where_consonants_are_spoken() -> None:
    assert outline(sounds("putin")[0]) == outline(sounds("biden")[0])
    assert shape(sounds("putin")[0]).close != shape(sounds("biden")[0]).close


@given(st.text(max_size=60))
def test_any_text_folds_to_plain_words_with_sounds(text: str) -> None:
    for word in fold(text):
        assert word.isascii()
        assert word.isalnum()
        assert all(outline(code) for code in sounds(word))


def test_the_tables_hold_words_as_they_come_out_of_folding() -> None:
    table = read_table("names.toml")
    lists = [table[key].split() for key in ("titles", "suffixes", "particles", "honorifics", "patronymics", "given")]
    assert [word for words in lists for word in words if "".join(fold(word)) != word.replace("-", "")] == []
    assert all(len(line.split()) > 1 for line in table["given"].strip().splitlines())


@pytest.mark.parametrize(("one", "other"), [("dmitry", "dmytro"), ("bill", "william"), ("mehmet", "muhammad")])
def test_given_names_have_forms_in_other_languages(one: str, other: str) -> None:
    assert is_same_given(one, other)
    assert is_same_given(other, one)
    assert not is_same_given(one, "boris")
    assert not forms_of_given("peskov")


@pytest.mark.parametrize(
    ("one", "other"),
    [("stojkov", "stoikov"), ("tymoshenko", "timoshenko"), ("majdan", "maidan"), ("bystrov", "bistrov")],
)
def test_the_half_vowel_sounds_the_same_however_it_is_written(one: str, other: str) -> None:
    assert set(sounds(one)) & set(sounds(other))


def test_doubled_letters_sound_as_one() -> None:
    assert set(sounds("husseinov")) & set(sounds("huseinov"))
    assert set(sounds("annan")) & set(sounds("anan"))


@pytest.mark.parametrize(("one", "other"), [("stojkov", "stakov"), ("majdan", "medan"), ("bystrov", "bostrov")])
def test_another_vowel_is_another_sound(one: str, other: str) -> None:
    assert not set(sounds(one)) & set(sounds(other))


def test_a_lexicon_finds_words_but_for_a_consonant() -> None:
    lexicon = Lexicon(["medvedev", "putin", "stoltenberg"])
    assert lexicon.sounding(sounds("medwedew")) == ["medvedev"]
    near, far = lexicon.outlines(sounds("stolenberg"))
    assert "stoltenberg" in lexicon.bucket(near).words
    assert "stoltenberg" not in lexicon.bucket(far).words
    near, far = lexicon.outlines(sounds("stolkenberg"))
    assert "stoltenberg" in lexicon.bucket(far).words
