import csv
import io
import re
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.models import Article, Extraction, Quote, QuoteKind
from corpus.store import Corpus, open_corpus
from handlers.blocks.reply import Reply
from handlers.commands import COMMANDS
from handlers.desk.export import Export, export, harmless
from tests.hostile import hostile
from tests.identified import identified
from tests.invented import FOUND, SOLBAKKEN, TEXT, article, corpus_of, in_another_article, quote
from tests.replies import title, words

DAY = date(2031, 11, 23)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with corpus_of(tmp_path_factory.mktemp("exporting"), (article(), FOUND)) as corpus:
        yield corpus


def rows(made: Export | Reply) -> list[dict[str, str]]:
    assert isinstance(made, Export)
    assert made.text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(made.text.removeprefix("\ufeff"), newline="")))


def test_quotes_come_word_for_word_with_their_source(corpus: Corpus) -> None:
    made = export("/quote Arriagada", corpus, DAY)
    assert isinstance(made, Export)
    assert (made.filename, made.title) == ("readout-quotes-tomas-arriagada-2031-11-23.csv", "Quotes: Tomás Arriagada")
    (row,) = rows(made)
    assert tuple(row) == COMMANDS["quote"].columns
    start = TEXT.index("We want guarantees")
    assert row == {
        "text": "We want guarantees that bind everybody,",
        "kind": "direct",
        "speaker": "Tomás Arriagada",
        "speaker_kind": "person",
        "role": "a Chilean negotiator",
        "party": "Chile",
        "said_on": "2031-05-06",
        "printed_on": "2031-05-07",
        "outlet": "",
        "headline": "Norway plays down hopes of a 'breakthrough' on fishing",
        "url": "",
        "source_file": "fishing.txt",
        "start": str(start),
        "end": str(start + 39),
        "flags": "",
        "sentence": "",
        "notes": "",
        "said": "",
        "printing": "1",
        "of": "1",
        "difference": "",
        "first_printed_on": "2031-05-07",
        "first_outlet": "",
    }
    assert made.text.endswith("\r\n")


def test_reported_speech_and_nested_words_are_left_out_as_in_answers(corpus: Corpus) -> None:
    kinds = [row["kind"] for row in rows(export("/quote Solbakken", corpus, DAY))]
    assert kinds == ["partial", "direct", "direct"]


def test_what_a_reader_must_know_is_in_the_table(corpus: Corpus) -> None:
    part, indirect, _ = rows(export("/quote Solbakken", corpus, DAY))
    assert part["text"] in part["sentence"]
    assert "perhaps not the exact words" in indirect["notes"]
    assert {row["speaker_kind"] for row in rows(export("/quote Chile", corpus, DAY))} == {"person", "party"}
    assert any(row["notes"] for row in rows(export("/positions Chile", corpus, DAY)))


def test_all_pages_are_in_it(tmp_path_factory: pytest.TempPathFactory) -> None:
    many = [quote(f"q{n}", word, **SOLBAKKEN) for n, word in enumerate(TEXT.split()[10:22])]
    with corpus_of(tmp_path_factory.mktemp("pages"), in_another_article(1, *many)) as corpus:
        assert len(rows(export("/quote Solbakken page 2 export", corpus, DAY))) == 12
        assert len(rows(export("/quote Solbakken since June 2031", corpus, DAY))) == 12
        bounded = export("/quote Solbakken until May 2031", corpus, DAY)
    assert isinstance(bounded, Reply)
    assert "up to 31 May 2031" in words(bounded)


def test_positions_come_with_evidence_condition_and_issue(corpus: Corpus) -> None:
    made = export("/positions Chile", corpus, DAY)
    found = rows(made)
    assert tuple(found[0]) == COMMANDS["positions"].columns
    assert [row["issue"] for row in found][-1] == "its ports"
    assert found[-1]["condition"] == "if the guarantees hold."
    assert all(TEXT[int(row["start"]) : int(row["end"])] == row["evidence"] for row in found)


def test_talks_come_an_account_a_row(tmp_path_factory: pytest.TempPathFactory) -> None:
    printed, _ = in_another_article(2)
    later = Extraction(parties=FOUND.parties, talks=FOUND.talks[:1])
    with corpus_of(tmp_path_factory.mktemp("talks"), (article(), FOUND), (printed, later)) as corpus:
        latest = rows(export("/talks latest", corpus, DAY))
        everything = export("/talks", corpus, DAY)
    assert tuple(latest[0]) == COMMANDS["talks"].columns
    assert [row["source_file"] for row in latest] == ["more-2.txt", "fishing.txt"]
    assert latest[0]["participants"] == "Tomás Arriagada (explicit); Ingrid Solbakken (inferred)"
    assert (latest[0]["parties"], latest[0]["status"]) == ("Norway; Chile", "held")
    assert len(rows(everything)) == 3
    assert isinstance(everything, Export)
    assert everything.filename == "readout-talks-all-2031-11-23.csv"


@pytest.mark.parametrize(
    "line", ["/quote Xqzzyv", "/positions Korea", "/quote help", "/quote", "/talks 1999", "/weather"]
)
def test_where_there_is_nothing_to_list_the_answer_comes_instead(line: str, corpus: Corpus) -> None:
    assert isinstance(export(line, corpus, DAY), Reply)


def test_an_ambiguous_name_is_asked_about(corpus: Corpus) -> None:
    asked = export("/positions Korea", corpus, DAY)
    assert isinstance(asked, Reply)
    assert title(asked) == "Which one?"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\uff1d1"])
@pytest.mark.parametrize("before", ["", "x;", "x\t", "x\n"])
def test_no_cell_is_run_as_a_formula_whatever_the_list_separator(before: str, text: str) -> None:
    assert harmless(before + text) == f"{before}'{text}"
    assert harmless(f"{before}a{text}") == f"{before}a{text}"


@pytest.mark.parametrize("text", ["\tx", "\rx"])
def test_no_cell_begins_with_what_a_spreadsheet_skips(text: str) -> None:
    assert harmless(text) == f"'{text}"


@given(said=hostile.filter(bool), speaker=hostile, party=hostile)
@settings(deadline=None, max_examples=40)
def test_any_words_are_written_down_and_read_back(said: str, speaker: str, party: str) -> None:
    said = said.replace("\0", "") or "x"
    with open_corpus("sqlite://") as corpus:
        told = Quote(
            id="q1", start=0, end=len(said), text=said, kind=QuoteKind.DIRECT, speaker_name=speaker, party_name="Norway"
        )
        corpus.save(
            Article(id="a1", title=party, source="a.txt", text=said), identified(Extraction(quotes=(told,))), "1"
        )
        made = export("/quote Norway", corpus, DAY)
    assert isinstance(made, Export)
    (row,) = rows(made)
    assert row["text"] in {said, f"'{said}"}
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row.values())
    made.text.encode("utf-8")


@given(typed=st.text(max_size=200))
@settings(deadline=None, max_examples=40)
def test_a_files_name_is_plain(typed: str) -> None:
    from handlers.desk.export import _slug

    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", _slug(typed))
    assert len(_slug(typed)) <= 80
