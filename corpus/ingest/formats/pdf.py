"""PDF: the text of its pages without what stands at the head and the foot of each; where a page begins is kept."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO

from corpus.errors import ArticleError
from corpus.ingest.formats.lines import usual_width
from corpus.ingest.formats.moments import day
from corpus.ingest.formats.piece import Piece
from corpus.models import Place

MOST_PAGES = 300
_NUMBER = re.compile(r"\W*(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\W*", re.I)
_HYPHENED = re.compile(r"(?P<stem>[^\W\d_]{2,})-$")
_ENDS = (".", "!", "?", "”", '"', ":", "…", "’")
_FULL = 0.72
"""Of a line's usual width: a shorter one that ends a sentence ends its paragraph."""


def read(data: bytes) -> Iterator[Piece]:
    """The one article of a PDF. Raises `ArticleError` where it is encrypted, cut off, too long, or only pictures."""
    pages, title, made = _pages(data)
    kept = _without_running_heads(pages)
    words = Counter(re.findall(r"[^\W\d_]+", " ".join(line for page in kept for line in page)))
    body, places, joined = _flowing(kept, words)
    if len(body) < 30 * len(pages) and len(body) < 200:
        raise ArticleError("holds pictures of its pages and hardly any text")
    yield Piece(body=body, title=title, modified=None, published=made, places=places, joined=joined)


def _pages(data: bytes) -> tuple[list[list[str]], str | None, "object"]:
    """The lines of each page, the title, the day that it was made."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    if b"%%EOF" not in data[-2048:]:
        raise ArticleError("is a PDF that is cut off: its end is missing")
    try:
        reader = PdfReader(BytesIO(data), strict=False)
        if reader.is_encrypted:
            raise ArticleError("is encrypted; save it without its password")
        if len(reader.pages) > MOST_PAGES:
            raise ArticleError(
                f"has {len(reader.pages):,} pages, and {MOST_PAGES} is the most that an article can have"
            )
        pages = [page.extract_text().splitlines() for page in reader.pages]
        said = reader.metadata
        title, made = (said.title, said.creation_date_raw) if said else (None, None)
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, OSError) as error:
        raise ArticleError(f"is a PDF that cannot be read: {type(error).__name__}: {error}"[:200]) from error
    if not any(line.strip() for page in pages for line in page):
        raise ArticleError("holds pictures of its pages and no text")
    return pages, str(title).strip() if title else None, _made(str(made or ""))


def _made(written: str) -> object:
    found = re.match(r"D:(\d{4})(\d\d)(\d\d)", written)
    return day("-".join(found.groups())) if found else None


def _without_running_heads(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """The pages without what three of them, or both of two, have as their first or last line, and without numbers."""
    pages = [[line for line in page if line.strip()] for page in pages]
    edges = Counter(key for page in pages for key in {_key(line) for line in (*page[:2], *page[-2:])})
    often = {key for key, count in edges.items() if len(pages) > 1 and count >= min(3, len(pages))}
    return [_trimmed(page, often) for page in pages]


def _trimmed(page: Sequence[str], often: set[str]) -> list[str]:
    start, end = 0, len(page)
    while start < min(2, end) and _runs(page[start], often):
        start += 1
    while end > max(start, len(page) - 2) and _runs(page[end - 1], often):
        end -= 1
    return list(page[start:end])


def _runs(line: str, often: set[str]) -> bool:
    return _key(line) in often or _NUMBER.fullmatch(line.strip()) is not None


def _key(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split()))


_LABEL = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ .’'-]{0,40}(?: \([^)]{1,40}\))?: ?(?=\S|$)")
"""What a turn of a transcript begins with: a name in capitals, or Q and A."""

FEWEST_TURNS = 3
"""Labels that make a document a transcript, in which each begins a paragraph."""


def _flowing(pages: Sequence[Sequence[str]], words: Counter[str]) -> tuple[str, tuple[Place, ...], tuple[int, ...]]:
    """The pages as paragraphs, where each begins, and where a hyphen was taken out.

    A hyphen at a line's end goes only where the document has the whole word elsewhere: else it may be the word's own.
    """
    width = usual_width([line for page in pages for line in page])
    text, places, joined = "", [], []
    spoken = sum(bool(_LABEL.match(line.strip())) for page in pages for line in page) >= FEWEST_TURNS
    for number, page in enumerate(pages, 1):
        for at, written in enumerate(page):
            line = " ".join(written.split())
            broken = _HYPHENED.search(text)
            if broken and line[:1].islower():
                if words[broken["stem"] + re.match(r"[^\W\d_]*", line)[0]]:  # type: ignore[index]
                    text = text[:-1]
                    joined.append(len(text))
            elif text:
                begins = spoken and _LABEL.match(line)
                text += "\n\n" if begins or _ends(text, width) else " "
            if at == 0:
                places.append(Place(start=len(text), at=f"page {number}"))
            text += line
    return text, tuple(places), tuple(joined)


def _ends(text: str, width: float) -> bool:
    """Whether a paragraph ends with the last line: that is short, and ends as a sentence does or is far too short."""
    last = text.rpartition("\n")[2]
    return False if not last else _short(last, width)


def _short(line: str, width: float) -> bool:
    return line.endswith(_ENDS) and len(line) < _FULL * width
