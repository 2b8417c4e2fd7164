"""A printed quote beside what was said by a transcript: in its source, as two sources' words."""

from datetime import date
from pathlib import Path

import pytest

from bot.faults import faults
from corpus.models import Article, Extraction, Person, Quote, QuoteKind, SpeakerKind
from corpus.store import Corpus
from handlers.blocks.button_values import quote_ref
from handlers.desk.source_view import source_view
from handlers.quote_check.spoken import beside_transcripts
from tests.invented import corpus_of
from tests.replies import words

SPOKEN = (
    "Runa Halvard: Um, we will not sell the harbour before the spring. The boats stay.\n\n"
    "Question: Why?\n\n"
    "Runa Halvard: Because nobody has asked the crews about it.\n"
)
ON = date(2031, 3, 2)


def article(source: str, text: str, said: str, on: date = ON, name: str = "Runa Halvard") -> tuple[Article, Extraction]:
    start = text.index(said)
    quote = Quote(
        id="q1",
        start=start,
        end=start + len(said),
        text=said,
        kind=QuoteKind.DIRECT,
        speaker_name=name,
        speaker_kind=SpeakerKind.PERSON,
        speaker_ids=("p1",),
    )
    printed = Article(id=source.partition(".")[0], source=source, title=source, text=text, published=on)
    return printed, Extraction(people=(Person(id="p1", name=name),), quotes=(quote,))


TRANSCRIPT = article("press.vtt", SPOKEN, "we will not sell the harbour before the spring.")


def told(corpus: Corpus) -> str:
    (row,) = [row for row in corpus.quotes() if row.source.id == "print"]
    return " ".join(str(block) for block in beside_transcripts(row, corpus))


@pytest.mark.parametrize(
    ("said", "how"),
    [
        ("We will not sell the harbour before the spring", "verbatim"),
        ("We will sell the harbour before the spring", "a negation or number differs"),
        ("We will not sell the harbour before the autumn", "other words"),
        ("The herring sings in every harbour but this", "not in the transcript"),
    ],
)
def test_what_was_said_stands_beside_what_is_printed(tmp_path: Path, said: str, how: str) -> None:
    with corpus_of(tmp_path, TRANSCRIPT, article("print.txt", f"“{said},” she said.", said)) as corpus:
        (row,) = [row for row in corpus.quotes() if row.source.id == "print"]
        view = source_view(quote_ref(row), corpus)
        assert faults(view.payload()) == []
        assert f": {how}" in words(view)


@pytest.mark.parametrize(
    "printed",
    [
        article("print.txt", "“We sleep here”", "We sleep here", on=date(2031, 4, 2)),
        article("print.txt", "“We sleep here”", "We sleep here", name="Otto Vance"),
    ],
)
def test_another_day_or_another_speaker_is_not_compared(tmp_path: Path, printed: tuple[Article, Extraction]) -> None:
    with corpus_of(tmp_path, TRANSCRIPT, printed) as corpus:
        assert told(corpus) == ""


def test_an_article_is_no_transcript(tmp_path: Path) -> None:
    said = "We will not sell the harbour"
    other = article("other.txt", f"“{said},” she said.", said)
    with corpus_of(tmp_path, other, article("print.txt", f"“{said},” she said.", said)) as corpus:
        assert told(corpus) == ""


@pytest.mark.parametrize("label", ["Q", "QUESTION", "Question", "Q.", "Reporter"])
def test_what_others_ask_between_the_turns_of_a_speaker_is_not_said_by_the_speaker(tmp_path: Path, label: str) -> None:
    asked = "will the harbour be sold to somebody from the south"
    spoken = SPOKEN.replace("Question: Why?", f"{label}: But {asked}?")
    printed = article("print.txt", f"“{asked.capitalize()},” she said.", asked.capitalize())
    heard = article("press.vtt", spoken, "we will not sell the harbour before the spring.")
    with corpus_of(tmp_path, heard, printed) as corpus:
        assert "not in the transcript" in told(corpus)
