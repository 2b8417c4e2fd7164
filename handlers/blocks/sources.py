"""Where words were printed, in words: the headline, the outlet or that none is named, the day."""

from collections.abc import Iterable
from pathlib import PurePath

from corpus.models import Source
from handlers.blocks.kit import Element, bullets, cut, day, letters, line, link, one_line, rich
from handlers.blocks.reply import Block

MOST = 5
UNKNOWN_OUTLET = "outlet not named in the source"


def printed(source: Source) -> str:
    """Headline, outlet and day: "“Moscow plays down hopes”, outlet not named in the source, 30 Mar 2022"."""
    return ", ".join(part for part in (f"“{headline(source)}”", outlet(source), day(source.published)) if part)


def headline(source: Source) -> str:
    """The headline, or the name of the file where there is none."""
    return cut(one_line(source.title or "") or one_line(PurePath(source.source).name) or "no headline", 200)


def outlet(source: Source) -> str:
    return cut(one_line(source.outlet or "") or UNKNOWN_OUTLET, 80)


def listed_sources(sources: Iterable[Source]) -> Block:
    """The newest few sources, each once, its headline leading to the page where an address is known."""
    once = {source.id: source for source in sources}
    return rich(line(letters("Sources", bold=True)), bullets(_entry(source) for source in list(once.values())[:MOST]))


def _entry(source: Source) -> Element:
    where = ", ".join(part for part in (outlet(source), day(source.published)) if part)
    return line(link(source.url, headline(source)), letters(f", {where}"))
