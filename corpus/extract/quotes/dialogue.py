"""Speech that punctuation alone attributes: signed quotations, transcripts, and dashes in place of quotation marks.

``"We stay." ― Ada Byron``; ``BYRON: We stay.``; ``- We stay - said Byron.`` All of it is read off the text, with
offsets in code points; the parse has no part in it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.document.furniture import UNTOLD
from corpus.document.marks import Quoted
from corpus.document.parse import Parse
from corpus.extract.quotes.sources import Source, noun_phrase
from corpus.knowledge.attribution import cues

_NAME = r"(?:[A-Z][\w.’'-]*|@\w+)(?:[ \u00a0](?:[A-Z][\w.’'-]*|de|da|di|van|von|der|del|la|bin|al))*"
_SIGNATURE = re.compile(rf"\s*\n?\s*[-–—―]{{1,2}}\s*(?P<name>{_NAME})(?=\s*(?:[,.(]|\n|$)|\s+(?:on|in|at)\b)")
_VERDICT = re.compile(
    r"\s*(?:That|Those|These|This|Such) (?:was|were|is|are) (?:the )?(?:[\w-]+ ){0,2}?"
    r"(?P<noun>[a-z]+) (?:of|from|by) (?=\S)"
)
_TURN = re.compile(
    r"^[ \t\u00a0]*[\"“]?(?P<name>[A-Z][A-Z’'.\- ]{2,40}?)(?: \([^)\n]{2,40}\))?:[ \u00a0]+(?=\S)", re.MULTILINE
)
_QUOTED_PARAGRAPH = re.compile(r"^[ \t\u00a0]*[\"“](?P<words>[^(\n][^\n]*)", re.MULTILINE)
"""A paragraph between two turns that goes on with the one before; not "(CROSSTALK)"."""
_DASHED = re.compile(
    r"(?:^|(?<=[.!?]))[ \t\u00a0]*[-–—][ \u00a0](?P<words>[^\Wa-z_][^\n]{7,2000}?)"
    r"(?:[ \u00a0][-–—]|[,.]?[ \u00a0]?[”\"])[ \u00a0]*(?P<cue>[a-z]{3,12})[ \u00a0](?=[\wÀ-ž])",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Turn:
    """Words that stand between no quotation marks (or whose marks do not count), with their source and cue token."""

    start: int
    end: int
    source: Source
    cue: int | None


def signature_of(parse: Parse, quoted: Quoted) -> Source | None:
    """The name that a quotation is signed with, as a tweet or a reader's letter is; None if it is not."""
    match = _SIGNATURE.match(parse.article.text, quoted.outer_end)
    if match is None:
        return None
    following = parse.article.text[match.end() : match.end() + 1]
    first, last = parse.tokens(match.start("name"), match.end("name"))
    verb_follows = last + 1 < len(parse.doc) and parse.doc[last + 1].pos_ in ("VERB", "AUX")
    return None if verb_follows and following == " " else Source(first, last, last)


def named_after(parse: Parse, quoted: Quoted) -> Source | None:
    """Who the sentence after a quotation says it was: «Those were the words of Ada Byron, who …». None without one."""
    match = _VERDICT.match(parse.article.text, quoted.outer_end)
    if match is None or match["noun"] not in cues("verdicts"):
        return None
    token = parse.doc[parse.token_at(match.end())]
    while token.dep_ in ("compound", "det", "amod", "nmod", "poss") and token.head.i > token.i:
        token = token.head
    return noun_phrase(token)


def find_turns(parse: Parse) -> list[Turn]:
    """The turns of transcripts and of dialogue with dashes, in order; those that the original marks where it does."""
    turns = list(_voices(parse)) or [*_transcript(parse), *_dashed(parse)]
    return sorted(turns, key=lambda turn: turn.start)


def _voices(parse: Parse) -> Iterator[Turn]:
    for voice in parse.article.original.voices if parse.article.original else ():
        first, last = parse.tokens(voice.name.start, voice.name.end)
        yield _turn(parse.article.text, voice.start, voice.end, Source(first, last, last), None)


def _transcript(parse: Parse) -> Iterator[Turn]:
    text = parse.article.text
    labelled = _TURN.finditer(text, parse.article.body_start)
    matches = [match for match in labelled if not parse.is_in(UNTOLD, match.start("name"))]
    # One line in capitals is a label ("BREAKING: …"); a transcript has turns of several.
    if len({match["name"].strip() for match in matches}) < 2 or len(matches) < 3:
        return
    for match, following in zip(matches, [*matches[1:], None], strict=True):
        end = text.find("\n", match.end())
        end = len(text) if end < 0 else end
        first, last = parse.tokens(match.start("name"), match.end("name"))
        yield _turn(text, match.end(), end, Source(first, last, last), None)
        for paragraph in _QUOTED_PARAGRAPH.finditer(text, end, following.start()) if following else ():
            yield _turn(text, paragraph.start("words"), paragraph.end("words"), Source(first, last, last), None)


def _dashed(parse: Parse) -> Iterator[Turn]:
    text = parse.article.text
    for match in _DASHED.finditer(text, parse.article.body_start):
        cue = parse.token_at(match.start("cue"))
        token = parse.doc[cue]
        if token.lemma_.lower() not in cues("strong") or any(mark in match["words"] for mark in '“"'):
            continue
        source = _phrase_after(parse, cue)
        if source is not None:
            yield _turn(text, match.start("words"), match.end("words"), source, cue)


def _phrase_after(parse: Parse, cue: int) -> Source | None:
    """The noun phrase right after a cue, up to what ends it."""
    doc, at = parse.doc, cue + 1
    while at < len(doc) and doc[at].pos_ in ("DET", "ADJ", "PROPN", "NOUN", "PRON", "PART") and not doc[at].is_space:
        at += 1
    return Source(cue + 1, at - 1, at - 1) if at > cue + 1 else None


def _turn(text: str, start: int, end: int, source: Source, cue: int | None) -> Turn:
    words = text[start:end].rstrip(' \t\r\u00a0”"')
    return Turn(start, start + len(words), source, cue)


def overlapping(turns: Sequence[Turn], start: int, end: int) -> Turn | None:
    """The turn that the text from `start` to `end` is part of."""
    return next((turn for turn in turns if turn.start < end and start < turn.end), None)
