"""Word's own format: paragraphs and tables, as they stand once every change is accepted or refused."""

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from corpus.errors import ArticleError
from corpus.ingest.containers.zips import refuse_bombs
from corpus.ingest.formats.piece import Piece

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table

_CHANGES = ("ins", "del", "moveFrom", "moveTo")


def read(data: bytes) -> Iterator[Piece]:
    """The one article of a document. Raises `ArticleError` for one with changes that are neither accepted nor refused.

    Which of its words are printed nobody knows before that.
    """
    document = _opened(data)
    head = _headline(document)
    blocks = [words for words in _blocks(document) if words.strip()]
    said = document.core_properties
    title = head or (said.title or "").strip() or None
    yield Piece(
        body="\n\n".join(blocks[1:] if blocks and title and blocks[0].strip() == title else blocks),
        title=title,
        language=said.language or None,
        authors=tuple(filter(None, (said.author or "").split("; "))),
    )


def paragraphs(data: bytes) -> tuple[str, ...]:
    """The words of every paragraph and cell, empty ones too. Raises `ArticleError` as `read` does."""
    return tuple(_blocks(_opened(data)))


def _opened(data: bytes) -> "Document":
    from docx import Document
    from lxml.etree import LxmlError

    refuse_bombs(BytesIO(data))
    try:
        document = Document(BytesIO(data))
    except (BadZipFile, KeyError, ValueError, LxmlError) as error:
        raise ArticleError(f"is a Word document that is not whole: {error}") from error
    _refuse_changes(document)
    return document


def _refuse_changes(document: "Document") -> None:
    for change in _CHANGES:
        if any(True for _ in document.element.body.iter(f"{{{document.element.nsmap['w']}}}{change}")):
            raise ArticleError(
                "holds changes that nobody has accepted or refused yet: do so in Word, then save it again"
            )


def _headline(document: "Document") -> str | None:
    """The first paragraph, where it has the style of a title or of a heading."""
    for paragraph in document.paragraphs:
        if paragraph.text.strip():
            style = (paragraph.style.name if paragraph.style else None) or ""
            return paragraph.text.strip() if style.startswith(("Title", "Heading")) else None
    return None


def _blocks(document: "Document") -> Iterator[str]:
    from docx.text.paragraph import Paragraph

    for block in document.iter_inner_content():
        texts = [block.text] if isinstance(block, Paragraph) else _cells(block)
        yield from (text.replace("\n", "\n\n") for text in texts)


def _cells(table: "Table") -> Iterator[str]:
    """The cells of a table, each once: one that spans several is given for each of them."""
    seen = set()
    for row in table.rows:
        for cell in row.cells:
            if id(cell._tc) not in seen:
                seen.add(id(cell._tc))
                yield cell.text
