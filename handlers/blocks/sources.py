"""Where words were printed, in words: the headline, the outlet where one is named, the day."""

from collections.abc import Iterable

from corpus.excerpts import cut, headline, one_line
from corpus.models import Source
from handlers.blocks.kit import Block, Line, bullets, context, letters, line, link, rich
from handlers.blocks.text import day, joined
from handlers.texts import say

MOST = 20


def printed(source: Source) -> str:
    """Headline, outlet and day: "“Moscow plays down hopes”, 30 Mar 2022"."""
    return joined(f"“{headline(source)}”", outlet(source), day(source.published), by=", ")


def outlet(source: Source) -> str:
    """The outlet; "" where the source names none."""
    return cut(one_line(source.outlet or ""), 80)


def source_line(source: Source, more: str = "", *, dated: bool = True) -> Line:
    """The headline, leading to the page where an address is known, with outlet and day, and what `more` there is.

    Without the day where what stands above it has said that already.
    """
    told = joined(outlet(source), day(source.published) if dated else "", more)
    return line(link(source.url, headline(source)), *([letters(f" · {told}")] if told else []))


def listed_sources(sources: Iterable[Source]) -> Block:
    """The newest sources, each once."""
    once = {source.id: source for source in sources}
    return rich(bullets(source_line(source) for source in list(once.values())[:MOST]))


def unnamed_outlets(sources: Iterable[Source]) -> tuple[Block, ...]:
    """Small print that says once that sources name no outlet; () where all of them do."""
    known = [bool(outlet(source)) for source in sources]
    return () if all(known) else (context(say("no_outlets" if not any(known) else "some_outlets")),)
