"""A draft held against the corpus: every quotation with its line, and what must stop it from being printed."""

from collections.abc import Iterator

import pytest

from corpus.asking.report import DraftReport, DraftVerdict
from corpus.ingest.drafts import plain_draft, read_draft
from corpus.keepings import ArticleState
from corpus.quote_check.drafts import recased
from corpus.store import Corpus
from corpus.words import words_of
from handlers.quote_check.draft import check_draft
from tests.invented import FOUND, TEXT, article, corpus_of

REMAINS = "A lot of work remain before anybody signs anything"


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with corpus_of(tmp_path_factory.mktemp("draft"), (article(), FOUND)) as corpus:
        yield corpus


def checked(text: str, corpus: Corpus, name: str = "") -> DraftReport:
    return check_draft(read_draft(text.encode(), name), corpus)


def verdicts(report: DraftReport) -> list[tuple[int, DraftVerdict]]:
    return [(one.line, one.verdict) for one in report.quotations]


def test_every_quotation_has_its_line_and_its_verdict(full: Corpus) -> None:
    draft = (
        f"Ingrid Solbakken said: “{REMAINS}.”\n"
        "\n"
        f'"{REMAINS.replace("remain", "remains")}," Solbakken said.\r\n'
        f'Tomás Arriagada said: "{REMAINS}."\n'
        'Solbakken "had seen nothing that looks like a breakthrough at the Lisbon talks".\n'
        '"Nothing of the kind was ever put on our table," Solbakken said.\n'
        'So "it is".\n'
    )
    report = checked(draft, full)
    assert verdicts(report) == [
        (1, DraftVerdict.PROVED),
        (3, DraftVerdict.ALTERED),
        (4, DraftVerdict.OTHER_SPEAKER),
        (5, DraftVerdict.REPORTED),
        (6, DraftVerdict.UNPROVED),
        (7, DraftVerdict.TOO_SHORT),
    ]
    assert report.exit_code() == 1


def test_the_source_words_stand_at_their_place_in_the_article(full: Corpus) -> None:
    (found,) = checked("Arriagada: “We want guarantees that bind everybody.”", full).quotations
    (source,) = found.sources
    assert TEXT[source.position.start : source.position.end] == source.quote.exact
    assert source.quote.exact == "We want guarantees that bind everybody"
    assert (source.speaker, source.source) == ("Tomás Arriagada", "fishing.txt")


@pytest.mark.parametrize(
    ("draft", "plain", "strict"),
    [
        ("Nobody is quoted here.", 0, 0),
        (f"Solbakken: “{REMAINS}.”", 0, 0),
        ("Solbakken: “Nothing of the kind was ever put on our table.”", 0, 2),
        (f"Arriagada: “{REMAINS}.” “Nothing of the kind was ever put on our table.”", 1, 1),
        ("So “it is”.", 0, 0),
    ],
)
def test_the_exit_code_tells_what_must_be_mended(full: Corpus, draft: str, plain: int, strict: int) -> None:
    report = checked(draft, full)
    assert (report.exit_code(), report.exit_code(strict=True)) == (plain, strict)


def test_a_name_is_not_proved_by_a_source_that_names_nobody(full: Corpus) -> None:
    (found,) = checked("Ingrid Solbakken said: “Nobody slept.”", full).quotations
    assert found.verdict in {DraftVerdict.UNPROVED, DraftVerdict.OTHER_SPEAKER}
    assert "Ingrid Solbakken" in found.why


def test_a_draft_with_more_marks_than_are_read_is_not_called_proved(full: Corpus) -> None:
    draft = plain_draft(f"Solbakken: “{REMAINS}.” Arriagada: “{REMAINS}.”")
    report = check_draft(draft, full, most_marks=2)
    assert not report.whole
    assert (report.exit_code(), report.exit_code(strict=True)) == (0, 2)


def test_words_that_may_not_be_shown_are_in_no_corpus_but_for_editors(full: Corpus) -> None:
    """Whoever guesses at them would learn that they stand in one."""
    draft = plain_draft(f"Ingrid Solbakken said: “{REMAINS}.”")
    assert full.desk.rule(article().id, ArticleState.KILLED, by="ada")
    try:
        (told,) = check_draft(draft, full).quotations
        (warned,) = check_draft(draft, full, for_editors=True).quotations
        (never_said,) = checked(
            "Ingrid Solbakken said: “Every harbour closes at noon on days of rain.”", full
        ).quotations
    finally:
        full.desk.rule(article().id, ArticleState.USABLE, by="ada")
    assert (warned.verdict, warned.sources) == (DraftVerdict.WITHDRAWN, ())
    assert (told.verdict, told.told, told.why) == (never_said.verdict, never_said.told, never_said.why)
    assert told.verdict is DraftVerdict.UNPROVED


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        (REMAINS.upper(), DraftVerdict.PROVED),
        (REMAINS.upper().replace("BEFORE", "BEFORE [SO SHE SAYS]"), DraftVerdict.PROVED),
        ("A LOT OF WORK … BEFORE ANYBODY SIGNS ANYTHING", DraftVerdict.PROVED),
        (REMAINS.upper().replace("REMAIN", "REMAINS"), DraftVerdict.ALTERED),
        (REMAINS.upper().replace("ANYBODY", "NOBODY"), DraftVerdict.ALTERED),
        (REMAINS.replace("anybody", "Anybody"), DraftVerdict.ALTERED),
        ("NOTHING OF THE KIND WAS EVER PUT ON OUR TABLE", DraftVerdict.UNPROVED),
    ],
)
def test_what_is_set_in_capitals_is_read_as_the_source_writes_it(full: Corpus, words: str, verdict: str) -> None:
    (found,) = checked(f"INGRID SOLBAKKEN: “{words}”", full).quotations
    assert found.verdict == verdict
    assert ("set in capitals" in found.told) == (verdict is DraftVerdict.PROVED)


@pytest.mark.parametrize(("label", "verdict"), [("Q", DraftVerdict.PROVED), ("QUESTION", DraftVerdict.PROVED)])
def test_the_labels_of_questions_and_answers_name_nobody(full: Corpus, label: str, verdict: DraftVerdict) -> None:
    (found,) = checked(f"{label}: What remains?\nA: “{REMAINS}.”\n", full).quotations
    assert found.verdict is verdict


def test_words_that_occur_in_two_forms_are_those_of_their_place() -> None:
    source = words_of("Today we rest. We will go when we can, and We Three stay.")
    assert recased("WE WILL GO WHEN WE CAN", source) == "We will go when we can"
    assert recased("“WE WILL GO … WE CAN” NOW", source) == "“we will go … we can” NOW"
