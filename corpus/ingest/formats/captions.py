"""Subtitles, WebVTT and SRT: what is said, cue after cue; whom the file names as speaking speaks."""

import re
from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from corpus.errors import ArticleError
from corpus.ingest.formats.encodings import decoded
from corpus.ingest.formats.piece import Piece
from corpus.models import Place, Span, Voice

if TYPE_CHECKING:
    from webvtt import Caption

_LABEL = re.compile(r"^(?:>>+\s*)?(?P<name>[A-ZÀ-Þ][\w.’' -]{1,40}?)(?: \([^)\n]{1,40}\))?:\s+(?=\S)")
_TURN = re.compile(r"^(?:>>+|[-–—])\s*")
_TIMES = re.compile(r"^\s*[\d:.,]+\s+-->\s+[\d:.,]+", re.M)
_PAUSE = 4.0
"""Seconds without a word, after which a new paragraph begins where nobody is named."""


class _Said(NamedTuple):
    name: str | None
    at: str
    start: float
    end: float
    words: str


def read(data: bytes) -> Iterator[Piece]:
    """The one transcript of a file. Raises `ArticleError` where a cue is not whole."""
    import webvtt
    from webvtt.errors import MalformedCaptionError, MalformedFileError

    found = decoded(data)
    text = found.text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    try:
        cues = webvtt.from_buffer(StringIO(text), format="vtt" if text.startswith("WEBVTT") else "srt").captions
    except (MalformedCaptionError, MalformedFileError, ValueError) as error:
        raise ArticleError(f"holds subtitles that cannot be read: {error}") from error
    if len(cues) < len(_TIMES.findall(text)) or text.rstrip().endswith("-->"):
        raise ArticleError("holds subtitles that are cut off: a cue has no words")
    body, places, voices = _told(_said(cues))
    yield Piece(body=body, places=places, voices=voices, encoding=found.encoding, guessed=found.guessed)


def _said(cues: "Sequence[Caption]") -> list[_Said]:
    """The cues with who speaks: by the voice of WebVTT, by a label; one without a sign goes on with the one before."""
    told: list[_Said] = []
    for cue in cues:
        words = " ".join(str(cue.text).split())
        label, turned = _LABEL.match(words), _TURN.match(words)
        name = cue.voice or (label["name"] if label else None)
        before = told[-1].name if told and not turned else None
        rest = words[label.end() :] if label and not cue.voice else words[turned.end() :] if turned else words
        start, end = cue.start_in_seconds, cue.end_in_seconds
        told.append(_Said(name or before, cue.start, float(start), float(end), rest))
    return [one for one in told if one.words]


def _told(said: Sequence[_Said]) -> tuple[str, tuple[Place, ...], tuple[Voice, ...]]:
    """A paragraph for each turn, "Name: words"; where each cue begins; the stretches of each speaker."""
    text, places, voices = "", [], []
    for name, cues in groupby(said, key=lambda one: one.name):
        text += "\n\n" if text else ""
        label = Span(start=len(text), end=len(text) + len(name), text=name) if name else None
        text += f"{name}: " if name else ""
        begun, before = len(text), None
        for cue in cues:
            if before is not None:
                text += " " if name or cue.start - before < _PAUSE else "\n\n"
            places.append(Place(start=len(text), at=cue.at))
            text += cue.words
            before = cue.end
        if label:
            voices.append(Voice(start=begun, end=len(text), name=label))
    return text, tuple(places), tuple(voices)
