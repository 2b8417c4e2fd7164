"""Parts of a text as they are shown, pure: on one line, cut at a sentence's or a word's end, around a stretch of it."""

import re
import unicodedata
from pathlib import PurePath

from corpus.models import Source

_SENTENCE_END = re.compile(r"[.!?…]['\"’”»)]*(?=\s)")


def one_line(text: str) -> str:
    """A name, a title or typed words on one line, without control and direction marks: they disturb what is beside."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kinds = ((letter, unicodedata.category(letter)) for letter in text)
    kept = (" " if kind in {"Cc", "Zl", "Zp"} else letter for letter, kind in kinds if kind not in {"Cf", "Cs"})
    return " ".join("".join(kept).split())


def short(text: str | None, most: int = 120) -> str:
    """A name, a role or a place as it goes into a sentence of ours: one line, never long; "" for None."""
    return cut(one_line(text or ""), most)


def cut(text: str, most: int) -> str:
    """The text if it fits into `most` characters, else its beginning up to a word's end, and an ellipsis."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    if not text[most - 1].isspace() and not kept[-1:].isspace():
        kept = kept.rsplit(maxsplit=1)[0] if len(kept.split()) > 1 else kept
    return kept.rstrip().rstrip("…").rstrip() + "…"


def beginning(text: str, most: int) -> str:
    """At most `most` characters from the start of a quote, up to a sentence's end if one is near, else a word's end.

    Nothing is added: what comes back is a span of what went in.
    """
    if len(text) <= most:
        return text
    ends = [found.end() for found in _SENTENCE_END.finditer(text, most // 2, most + 1)]
    words = [found.start() for found in re.finditer(r"\s+", text[: most + 1])]
    return text[: (ends or [n for n in words if n] or [most])[-1]]


def around(text: str, start: int, end: int, most: int) -> tuple[int, int]:
    """From where to where at most `most` characters around a stretch of the text reach, whole words beside it."""
    if len(text) <= most:
        return 0, len(text)
    if end - start >= most:
        return start, start + len(beginning(text[start:end], most))
    low = max(0, min(start - (most - (end - start)) // 2, len(text) - most))
    high = min(len(text), low + most)
    begun = re.compile(r"\s+").search(text, low, start) if low else None
    blanks = [found.start() for found in re.finditer(r"\s+", text[end:high].rstrip())] if high < len(text) else []
    return begun.end() if begun else low, end + blanks[-1] if blanks else high


def cut_around(text: str, start: int, end: int, most: int) -> str:
    """As `cut`, but where its beginning lacks the stretch, the part of the text around that, with an ellipsis."""
    if end < most or len(text) <= most:
        return cut(text, most)
    low, high = around(text, start, end, most - 2)
    return f"{'…' if low else ''}{text[low:high].strip()}{'…' if high < len(text) else ''}"


def headline(source: Source) -> str:
    """The headline, or the name of the file where there is none."""
    return cut(one_line(source.title or "") or one_line(PurePath(source.source).name) or "no headline", 200)
