"""A printed quote beside what was said by a transcript: in its source, as two sources' words."""

from datetime import date
from pathlib import Path

import pytest

from bot.faults import faults
from corpus.desk.references import quote_ref
from corpus.ingest.drafts import plain_draft
from corpus.ingest.formats import articles_in
from corpus.ingest.formats.piece import Origin
from corpus.models import Article, Extraction, Person, Quote, QuoteKind, SpeakerKind
from corpus.store import Corpus
from handlers.desk.export import Export, export
from handlers.desk.source_view import source_view
from handlers.quote_check.draft import check_draft
from handlers.quote_check.spoken import beside_transcripts
from tests.ingest.samples import pdf
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


SUBTITLES = {
    "press.vtt": "WEBVTT\n\n00:01.000 --> 00:04.000\n"
    "<v Runa Halvard>We will not sell the harbour before the spring.</v>\n\n"
    "00:05.000 --> 00:06.000\n<v Otto Vance>Why?</v>\n",
    "press.srt": "1\n00:00:01,000 --> 00:00:04,000\nRUNA HALVARD: We will not sell the harbour before the spring.\n\n"
    "2\n00:00:05,000 --> 00:00:06,000\nOTTO VANCE: Why?\n\n"
    "3\n00:00:07,000 --> 00:00:08,000\nRUNA HALVARD: Because nobody asked.\n",
    "press.txt": "RUNA HALVARD: We will not sell the harbour before the spring.\n\nQ: Why?\n\n"
    "RUNA HALVARD: Because nobody asked.\n",
}
"""A transcript of each kind that tells who speaks by itself; a PDF of the lines of the text is one too."""
SPOKEN_LINES = SUBTITLES["press.txt"].splitlines()


@pytest.mark.parametrize("name", [*SUBTITLES, "press.pdf"])
def test_a_draft_and_a_table_tell_what_was_said(tmp_path: Path, name: str) -> None:
    words = "We will sell the harbour before the spring"
    transcript = spoken_article(name)
    with corpus_of(tmp_path, transcript, article("print.txt", f"“{words},” Runa Halvard said.", words)) as corpus:
        report = check_draft(plain_draft(f"Runa Halvard said: “{words}.”"), corpus, said=True)
        ((beside,),) = (one.said for one in report.quotations)
        assert beside.how == "a negation or number differs"
        assert beside.words == "We will not sell the harbour before the spring"
        assert beside.article == transcript[0].id
        assert bool(beside.at) == (name != "press.txt")
        assert check_draft(plain_draft(f"“{words}.”"), corpus).quotations[0].said == ()
        table = export("/quote Halvard", corpus)
        assert isinstance(table, Export)
        assert table.text.count("a negation or number differs, ") == 1


def spoken_article(name: str) -> tuple[Article, Extraction]:
    """What the file is read as, with the first words of its speaker as a quote."""
    data = SUBTITLES[name].encode() if name in SUBTITLES else pdf([SPOKEN_LINES[:2], SPOKEN_LINES[2:]])
    (read,) = articles_in(data, Origin(source=name, file=name))
    said = "We will not sell the harbour before the spring."
    _, found = article(name, read.text, said)
    return read.model_copy(update={"published": ON}), found
