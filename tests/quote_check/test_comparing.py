"""Words held against the corpus: verbatim is never fuzzy, altered is always marked, and not found claims nothing."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.articles import read_article
from corpus.extract.extraction import extract
from corpus.models import Quote, QuoteKind, QuoteRow, Source
from corpus.quote_check import Finding, Verdict, find_quotations, judge, passages_in, trimmed, without, words_of

GOLDEN = Path(__file__).parents[1] / "golden"
SAID = "We have not sold a single boat, and the harbour's 30 berths stay open until May -- or longer"


def row(words: str, *, number: int = 1, kind: QuoteKind = QuoteKind.DIRECT, start: int = 0, **fields: str) -> QuoteRow:
    said = Quote(id=f"q{start}", start=start, end=start + len(words), text=words, kind=kind, speaker_name="Ada Berg")
    source = Source(id=f"a{number}", source=f"{number}.txt", published=date(2031, 5, number))
    return QuoteRow(quote=said.model_copy(update=fields), source=source, speaker_ids=("person:ada-berg",))


def verdict(draft: str, *said: str) -> Verdict:
    return judge(draft, [row(words, number=number) for number, words in enumerate(said or (SAID,), 1)]).verdict


def differences(found: Finding) -> list[tuple[str, str]]:
    changed = found.matches[0].changes
    return [(change.draft, change.source) for change in changed if change.kind not in ("same", "left out")]


# -- verbatim ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "draft",
    [
        SAID,
        SAID.replace("'", "’").replace("--", "—"),
        f"{SAID},",
        f"{SAID}.",
        SAID.replace(" ", "\u00a0 \n"),
        SAID[0].lower() + SAID[1:],
        SAID.replace("single", "sin\u00adgle"),
        SAID.replace("single", "“single”"),
    ],
)
def test_what_only_a_typesetter_sees_alters_nothing(draft: str) -> None:
    found = judge(draft, [row(SAID)])
    assert (found.verdict, found.matches[0].whole) == (Verdict.VERBATIM, True)
    assert not found.matches[0].marks_differ


@pytest.mark.parametrize(
    ("draft", "mine", "theirs"),
    [
        (SAID.replace("not ", ""), "", "not"),
        (SAID.replace("30", "13"), "13", "30"),
        (SAID.replace("May", "June"), "June", "May"),
        (SAID.replace("harbour's", "harbours"), "harbours", "harbour's"),
        (SAID.replace("single", "single big"), "big", ""),
        (SAID.replace("May", "may"), "may", "May"),
        (SAID.replace("boat", "b\u043eat"), "b\u043eat", "boat"),
        (SAID.removeprefix("We have not "), "", "not"),
    ],
)
def test_one_changed_word_is_altered_and_marked(draft: str, mine: str, theirs: str) -> None:
    found = judge(draft, [row(SAID)])
    assert found.verdict is Verdict.ALTERED
    assert differences(found) == [(mine, theirs)]


@pytest.mark.parametrize(
    ("draft", "source"),
    [
        ("It fell to 5 degrees last night", "It fell to -5 degrees last night"),
        ("It cost us 5 million kroner", "It cost us 5% million kroner"),
        ("It cost us 1.5 million kroner", "It cost us 15 million kroner"),
        ("We can recover the lost nets", "We can re-cover the lost nets"),
        ("They gave us boats and nets", "They gave US boats and nets"),
        ("We will sell the last boats", "We won't sell the last boats"),
    ],
)
def test_small_signs_that_say_something_else_are_never_verbatim(draft: str, source: str) -> None:
    assert verdict(draft, source) is not Verdict.VERBATIM


def test_other_punctuation_is_told() -> None:
    found = judge("Who sold the boats, and why", [row("Who sold the boats and why?")])
    assert found.verdict is Verdict.VERBATIM
    assert found.matches[0].marks_differ


def test_words_left_out_and_put_in_are_named() -> None:
    cut = judge("We have not sold … stay open until May", [row(SAID)]).matches[0]
    assert cut.left_out == ("a single boat, and the harbour's 30 berths",)
    put = judge("We have not sold a single [fishing] boat", [row(SAID)]).matches[0]
    assert (put.inserted, put.left_out) == (("[fishing]",), ())
    stands_for = judge("[Berg's harbour has] not sold a single boat", [row(SAID)])
    assert stands_for.verdict is Verdict.ALTERED or stands_for.matches[0].inserted


def test_an_ellipsis_joins_no_scattered_words() -> None:
    assert verdict("We … stay … longer") is Verdict.NOT_FOUND


def test_part_of_a_quotation_is_shown_as_a_part_and_a_denial_before_it_is_told() -> None:
    found = judge("the harbour's 30 berths stay open", [row(SAID)]).matches[0]
    assert (found.whole, found.words, found.denied) == (False, "the harbour's 30 berths stay open", "not")


def test_a_quotation_that_the_source_breaks_up_is_known_again() -> None:
    rows = [row("We lose a third,", start=10), row("before it reaches a tap.", start=60)]
    found = judge("We lose a third before it reaches a tap", rows)
    assert found.verdict is Verdict.VERBATIM
    assert [match.words for match in found.matches] == ["We lose a third", "before it reaches a tap"]
    others = [rows[0], rows[1].model_copy(update={"speaker_ids": ("person:somebody-else",)})]
    assert judge("We lose a third before it reaches a tap", others).verdict is not Verdict.VERBATIM


# -- reported, altered, not found --------------------------------------------------------------------------------------


def test_reported_speech_in_quotation_marks_is_no_quotation() -> None:
    reported = row("the harbour would stay open until May", kind=QuoteKind.INDIRECT)
    assert judge("The harbour would stay open until May", [reported]).verdict is Verdict.REPORTED
    said = row("the harbour would stay open until May", number=2)
    assert judge("The harbour would stay open until May", [reported, said]).verdict is Verdict.VERBATIM


@pytest.mark.parametrize(
    "draft",
    [
        "The berths will be kept in service for some months, boats or no boats",
        "We have not painted a single house, and nobody will until summer",
        "We have sold",
        "not a boat",
        "Our nets are empty",
    ],
)
def test_another_statement_on_the_subject_is_not_paired(draft: str) -> None:
    assert verdict(draft) is Verdict.NOT_FOUND


def test_short_fragments_are_verbatim_or_not_found() -> None:
    assert verdict("single boats") is Verdict.NOT_FOUND
    assert verdict("single boat") is Verdict.VERBATIM
    assert differences(judge("not sold", [row(SAID)])) == []
    assert differences(judge("sold a", [row(SAID)])) == [("", "not")]
    assert verdict("of the") is Verdict.TOO_SHORT


def test_all_sources_of_the_words_are_found_newest_first() -> None:
    found = judge(SAID, [row(SAID, number=2), row(SAID, number=7), row(SAID.replace("May", "June"), number=9)])
    assert [match.row.source.id for match in found.matches] == ["a7", "a2", "a9"]
    assert found.verdict is Verdict.VERBATIM


# -- on what the project reads -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def printed() -> list[QuoteRow]:
    """Every quote of every golden article."""
    rows = []
    for number, path in enumerate(sorted(GOLDEN.glob("*.json"))):
        file = path.parent / json.loads(path.read_text(encoding="utf-8")).get("article", f"{path.stem}.txt")
        article = read_article(file.read_bytes().decode("utf-8"), source=file.name)
        source = Source(id=f"a{number}", source=file.name)
        rows += [QuoteRow(quote=quote, source=source) for quote in extract(article).quotes]
    return rows


def test_every_quote_of_every_golden_article_is_found_verbatim(printed: list[QuoteRow]) -> None:
    quotes = [one for one in printed if one.quote.kind is not QuoteKind.INDIRECT]
    assert len(quotes) > 100
    for one in quotes:
        for draft in (one.quote.text, one.quote.text.replace("'", "’").replace('"', "”").rstrip(".,") + "."):
            found = judge(draft, printed)
            assert found.verdict is Verdict.VERBATIM, draft
            assert any(match.row.quote.text == one.quote.text or match.joined is False for match in found.matches)


def test_no_quote_with_a_word_changed_added_or_dropped_is_verbatim(printed: list[QuoteRow]) -> None:
    for one in (one for one in printed if one.quote.kind is not QuoteKind.INDIRECT):
        text, words = one.quote.text, words_of(one.quote.text)
        for number, word in enumerate(words):
            drafts = [
                f"{text[: word.start]}walrus{text[word.end :]}",
                f"{text[: word.start]}walrus {text[word.start :]}",
            ]
            if 0 < number < len(words) - 1:
                drafts.append(text[: word.start] + text[word.end :])
            for draft in drafts:
                found = judge(draft, [one])
                assert found.verdict in (Verdict.ALTERED, Verdict.NOT_FOUND), draft
                assert not found.matches or differences(found), draft


def test_single_word_changes_of_longer_quotes_are_recognised(printed: list[QuoteRow]) -> None:
    """At least nine of ten quotes of eight words and more are known again whichever word is swapped."""
    found, asked = 0, 0
    for one in (one for one in printed if one.quote.kind is not QuoteKind.INDIRECT):
        words = words_of(one.quote.text)
        for word in words if len(words) >= 8 else ():
            draft = f"{one.quote.text[: word.start]}walrus{one.quote.text[word.end :]}"
            asked += 1
            found += judge(draft, printed).verdict is Verdict.ALTERED
    assert found >= 0.9 * asked > 100


# -- quotations in a text ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We stay,” she said. 'We go,' he said.", ["We stay,", "We go,"]),
        ("«Nous restons» and „Wir bleiben“ and 「stay」", ["Nous restons", "Wir bleiben", "stay"]),
        ('He said "she called it "useful" and left"', ['she called it "useful" and left']),
        ("Look:\n> We stay\n> and wait\nok", ["We stay\nand wait"]),
        ('> "We stay until the end," she said', ["We stay until the end,"]),
        ("code `we stay` and ```we go```", ["we stay", "we go"]),
        ("It's the parents' choice", ["It's the parents' choice"]),
        ('""', []),
        ("…?!", []),
    ],
)
def test_quotations_of_any_kind_are_read(text: str, expected: list[str]) -> None:
    assert [one.words for one in find_quotations(text)] == expected


def test_what_stands_beside_a_quotation_is_its_sentence() -> None:
    text = 'Kari Lund left. "We stay," said Ada Berg. Jon Dahl agreed. "We go." Eva Moe laughed.'
    first, second = find_quotations(text)
    assert ("Ada Berg" in first.beside, "Lund" in first.beside, "Dahl" in first.beside) == (True, False, False)
    assert "Moe" not in second.beside
    assert "Dahl" not in second.beside
    assert "Ada Berg" in find_quotations("Ada Berg:\n> We stay here")[0].beside
    assert "Ada Berg" in find_quotations("“We stay here”\n— Ada Berg, mayor")[0].beside


def test_a_quotation_inside_another_has_its_own_sentence_and_place() -> None:
    text = "Ada Berg said: “Jon Dahl told me ‘we stay here’, and left.” Eva Moe laughed."
    (outer,) = find_quotations(text)
    (inner,) = outer.inner
    assert (inner.words, text[inner.start :].startswith("we stay here")) == ("we stay here", True)
    assert ("Jon Dahl" in inner.beside, "Ada" in inner.beside, "Moe" in inner.beside) == (True, False, False)


def test_each_quotation_of_one_sentence_has_what_gives_it_to_somebody() -> None:
    first, second = find_quotations("Ada Berg said “we stay”, while Jon Dahl said “we go”.")
    assert ("Berg" in first.beside, "Dahl" in first.beside) == (True, False)
    assert ("Berg" in second.beside, "Dahl" in second.beside) == (False, True)
    one, other = find_quotations("“We stay,” Ada Berg told us, “until May.”")
    assert "Berg" in one.beside
    assert "Berg" in other.beside


def test_what_stands_before_a_quotation_is_told_paragraph_by_paragraph() -> None:
    (_, found) = find_quotations("Ada came. “No.”\n\nIt rained.\n\nShe sat. “We stay,” she said.")
    assert found.before == ("She sat.", "It rained.", "Ada came.  …")


def test_a_match_of_the_inner_quotation_is_none_of_the_outer() -> None:
    inner = judge("We lose a third before it reaches", [row("We lose a third before it reaches a tap.")])
    outer = judge("He said we lose a third before it reaches", [row("We lose a third before it reaches a tap.")])
    assert without(outer, inner.matches).verdict is Verdict.NOT_FOUND
    assert without(outer, ()) == outer


def test_a_text_without_marks_is_searched_for_whole_quotations() -> None:
    rows = [row("We lose a third,"), row("Nobody sold the last boat.", start=50)]
    text = "Berg said we lose a third and that nobody sold the last boat this year"
    assert passages_in(text, rows) == ("we lose a third", "nobody sold the last boat")
    assert trimmed("Ada Berg has said that nobody sold the very last boat", rows) == "nobody sold the very last boat"


@given(draft=st.text(max_size=300), said=st.text(max_size=300))
@settings(deadline=None)
def test_any_two_texts_are_compared(draft: str, said: str) -> None:
    found = judge(draft, [row(said)])
    for match in found.matches:
        assert said[match.start : match.end] == match.words
    find_quotations(draft)


words = st.lists(
    st.sampled_from(["we", "not", "sold", "the", "boat", "…", "[our]", '"', "'", ",", ".", "--", "30"]), max_size=30
)


@given(draft=words.map(" ".join), said=words.map(" ".join))
@settings(deadline=None)
def test_verbatim_words_stand_in_the_source_in_their_order(draft: str, said: str) -> None:
    found = judge(draft, [row(said)])
    for match in found.matches:
        if match.verdict is Verdict.VERBATIM and not (match.left_out or match.inserted):
            mine = [word.key.lower() for word in words_of(draft)]
            theirs = [word.key.lower() for word in words_of(match.words)]
            assert [key for key in mine if key != "our"] == [key for key in theirs if key != "our"]


# -- set with capitals -------------------------------------------------------------------------------------------------

LEVY = "We will lift the levy on small boats once the council of Oslo agrees"


@pytest.mark.parametrize(
    ("draft", "said", "expected"),
    [
        ("We Will Lift the Levy on Small Boats Once the Council of Oslo Agrees", LEVY, Verdict.VERBATIM),
        ("Nobody Has Seen These Papers", "nobody has seen these papers", Verdict.VERBATIM),
        (
            "A Ferry Without Lights Is a Danger to Everyone",
            "A ferry without lights is a danger to everyone",
            Verdict.VERBATIM,
        ),
        ("We Will Lower the Levy on Small Boats Once the Council of Oslo Agrees", LEVY, Verdict.ALTERED),
        ("We will lift the Levy on small boats once the council of Oslo agrees", LEVY, Verdict.ALTERED),
        ("We Will Never Sell These Boats", LEVY, Verdict.NOT_FOUND),
    ],
)
def test_title_case_is_read_as_the_source_writes_it(draft: str, said: str, expected: Verdict) -> None:
    found = judge(draft, [row(said)])
    assert (found.draft, found.verdict) == (draft, expected)
