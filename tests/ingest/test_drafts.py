"""Drafts of every kind as text: which words are the draft's, and in which line of the file they stand."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import ArticleError
from corpus.ingest.drafts import read_draft
from corpus.quote_check import find_quotations
from corpus.quote_check.draft_text import DraftText


def quotations(draft: str | bytes, name: str = "") -> list[tuple[str, int]]:
    """The words of each quotation, and the line of the file in which it begins."""
    read = read_draft(draft.encode() if isinstance(draft, str) else draft, name)
    return [(one.words, read.line_at(one.start)) for one in find_quotations(read.text) if one.marked]


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_a_quotation_across_broken_lines_is_whole(name: str) -> None:
    draft = (
        "Runa Halvard said to those who had come to the pier: “We will not\nopen the gate before the\nice has gone.”\n"
    )
    assert quotations(draft, name) == [("We will not open the gate before the ice has gone.", 1)]


def test_lines_that_were_not_broken_stay_apart() -> None:
    draft = '"We stay," said Ada.\n"We go," said Jon.\n- “We wait”, Eva\n- “We sleep”, Ola\n'
    assert [line for _, line in quotations(draft)] == [1, 2, 3, 4]
    assert [one.beside for one in find_quotations(read_draft(draft.encode()).text)][2] == "-  … , Eva"


def test_a_mark_of_inches_spoils_one_quotation_at_most() -> None:
    assert quotations('The board has 6".\n\nAda said: "We stay here."\n') == [("We stay here.", 3)]


@pytest.mark.parametrize(
    ("name", "draft"),
    [
        ("a.md", 'Run `say("no")` now.\n\n```\nsay("never")\n```\n\n    say("indented")\n\nAda: “We stay.”'),
        ("a.txt", 'Run `say("no")` now.\n\n```\nsay("never")\n```\n\n\n\nAda: “We stay.”'),
        ("a.md", '~~~\nsay("never")\n~~~\n\n\n\n\n<pre>“no”</pre>\nAda: “We stay.”'),
        (
            "a.html",
            "<head><title>“no”</title>\n<body>\n<code>“a”</code>\n<pre>“b”</pre><!-- “c” -->\n<p>Ada: <q>We stay.</q>",
        ),
    ],
)
def test_code_is_nobodys_words(name: str, draft: str) -> None:
    assert [words for words, _ in quotations(draft, name)] == ["We stay."]


def test_markdown_is_read_as_it_is_shown() -> None:
    head = '---\ntitle: "Rain"\n---\n\n# Head\n\n'
    draft = head + "Ada: “We *want* [a\nharbour](x) **now**.”\n\nAs Jon said:\n\n> We wait\n> here.\n"
    assert quotations(draft, "a.md") == [("We want a harbour now.", 7), ("We wait here.", 12)]


def test_a_page_has_the_marks_that_a_browser_shows() -> None:
    page = (
        "<html><body><p>Ada: &ldquo;We <em>wa</em>nt\na&nbsp;harbour.&rdquo;<br><br>Jon: <q>We wait</q>\n</body></html>"
    )
    assert quotations(page) == [("We want a harbour.", 1), ("We wait", 2)]


def test_words_that_a_browser_hides_are_not_read() -> None:
    page = '<p>Ada: “We do <span hidden>not</span> <b style="Display : none">never</b> <br hidden>stay.”'
    assert quotations(page, "a.html") == [("We do stay.", 1)]


def test_what_a_signature_names_is_no_part_of_the_words() -> None:
    (found,) = find_quotations(read_draft(b"> We wait here.\n> \xe2\x80\x94 Ada Berg\n").text)
    assert (found.words, "Ada Berg" in found.beside) == ("We wait here.", True)


def test_a_word_document_has_its_paragraphs_for_lines() -> None:
    from docx import Document

    document, file = Document(), BytesIO()
    for words in ("Rain", "", "Ada said: “We stay.”"):
        document.add_paragraph(words)
    document.save(file)
    assert quotations(file.getvalue(), "a.docx") == [("We stay.", 3)]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"\xff\xfa\x01", "UTF-8"),
        (b"%PDF-1.7 x", "save it as"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"<p>Run <code>x. <p>Ada: <q>no</q>", "never closes it"),
        (b"x" * 5_000_001, "no draft"),
    ],
)
def test_what_is_no_draft_is_told(data: bytes, told: str) -> None:
    with pytest.raises(ArticleError, match=told):
        read_draft(data)


@settings(deadline=None)
@given(st.text(), st.sampled_from(["", "a.md", "a.html", "a.txt"]))
def test_any_text_is_read_or_refused_and_every_place_has_a_line(text: str, name: str) -> None:
    data = text.encode("utf-8", "replace")
    try:
        read = read_draft(data, name)
    except ArticleError:
        return
    last = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    assert all(1 <= read.line_at(at) <= last for at in range(len(read.text) + 1))


def test_no_text_has_one_line() -> None:
    assert DraftText().line_at(0) == 1
