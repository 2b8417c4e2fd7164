"""Pictures of a story, drawn as SVG: marks by day in a lane each, and bars of who is quoted in which way.

Colours are attributes, which a page's style sheet goes before; text is escaped by the writer. A table beside each
picture tells the same.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement, tostring

from corpus.asking.stories import Voice
from corpus.excerpts import cut
from corpus.linking.heard import Way
from corpus.models import Source
from handlers.blocks.text import day
from handlers.stories.look import Kind, Look, Mark

WIDTH = 900
LEFT, RIGHT, TOP = 170, 20, 40
LANE, STEP = 74, 11
"""Height of a lane, and of a mark in it that has others of its day beneath it."""

MOST_IN_A_STACK = 5
TICKS = 6
LONGEST_NAME = 22
BAR, LABELLED = 26, 5
"""Height of a bar, and how many quotations in one way have their number written in it."""

INK, SOFT, PAPER = "#1c1b19", "#595650", "#fdfcf9"
COLOURS: Mapping[Kind, str] = {"round": "#5b4a8a", "position": "#0b57a4", "move": "#a4420b", "quote": "#2f6b3a"}
TOLD: Mapping[Kind, str] = {"round": "round of talks", "position": "position", "move": "move", "quote": "quotation"}
WAYS: Mapping[Way, str] = {
    Way.DIRECT: "#1f5f8b",
    Way.SPOKESMAN: "#4f86ad",
    Way.SECOND_HAND: "#8a6d1f",
    Way.ANONYMOUS: "#8b4a62",
    Way.REPORTED: "#77736b",
}


class Scale(NamedTuple):
    """Where a day stands between the left and the right of a picture."""

    first: date
    last: date

    def at(self, when: date) -> float:
        days = (self.last - self.first).days
        part = (when - self.first).days / days if days else 0.5
        return LEFT + 20 + part * (WIDTH - LEFT - RIGHT - 40)


def timeline_svg(look: Look) -> str:
    """The marks of a story by day, a lane for its talks and one for each side."""
    height = TOP + LANE * len(look.lanes) + 58
    root = _picture(height, f"{look.title}: timeline", _told(look))
    scale = Scale(look.marks[0].day, look.marks[-1].day) if look.marks else Scale(look.story.first, look.story.last)
    _ticks(root, scale, TOP + LANE * len(look.lanes))
    for at, lane in enumerate(look.lanes):
        top = TOP + at * LANE
        _line(root, 0, top, WIDTH, top)
        _text(root, 8, top + LANE / 2 + 4, cut(lane, LONGEST_NAME), "ink", weight="600")
        _marks(root, [one for one in look.marks if one.lane == lane], scale, top)
    _key(root, height - 14)
    return _written(root)


def voices_svg(title: str, voices: Sequence[Voice]) -> str:
    """A bar a party: how often it is heard in each way; none for one that nobody quotes."""
    height = TOP + BAR * 1.6 * max(1, len(voices)) + 60
    most = max((sum(number for _, number in one.ways) for one in voices), default=0)
    root = _picture(int(height), f"{title}: who is quoted", _voices_told(voices))
    for at, one in enumerate(voices):
        top = TOP + at * BAR * 1.6
        _text(root, 8, top + BAR * 0.7, cut(one.party, LONGEST_NAME), "ink", weight="600")
        _bar(root, one, top, (WIDTH - LEFT - RIGHT) / most if most else 0)
    x = 8.0
    for way, colour in WAYS.items():
        SubElement(root, "rect", _attributes(x=x, y=height - 26, width=12, height=12, fill=colour) | {"class": "bar"})
        _text(root, x + 17, height - 16, way, "soft")
        x += 34 + 7.2 * len(way)
    return _written(root)


# --- what a picture says in words -------------------------------------------------------------------------------------


def _told(look: Look) -> str:
    counts = Counter(one.kind for one in look.marks)
    told = [f"{number} {TOLD[kind]}{'' if number == 1 else 's'}" for kind, number in sorted(counts.items())]
    days = f"from {day(look.marks[0].day)} to {day(look.marks[-1].day)}" if look.marks else "without a day"
    return f"{', '.join(told) or 'nothing'} {days}; lanes: {', '.join(look.lanes)}. The table below has each."


def _voices_told(voices: Sequence[Voice]) -> str:
    told = (
        f"{one.party}: {', '.join(f'{number} {way}' for way, number in one.ways) or 'not quoted'}" for one in voices
    )
    return "; ".join(told) or "Nobody is quoted."


# --- marks ------------------------------------------------------------------------------------------------------------


def _marks(root: Element, marks: Sequence[Mark], scale: Scale, top: float) -> None:
    """Those of one day one above the other; what has no room is counted."""
    stacked: Counter[int] = Counter()
    for one in marks:
        x = round(scale.at(one.day))
        place = next((each for each in stacked if abs(each - x) < STEP), x)
        stacked[place] += 1
        if stacked[place] <= MOST_IN_A_STACK:
            _mark(root, one, x, top + LANE - 4 - STEP * (stacked[place] - 0.3))
    for place, number in stacked.items():
        if number > MOST_IN_A_STACK:
            _text(root, place - 6, top + 9, f"+{number - MOST_IN_A_STACK}", "soft", size=9)


def _mark(root: Element, one: Mark, x: float, y: float) -> None:
    shape = {"class": f"mark {one.kind}", "fill": COLOURS[one.kind]}
    if one.kind == "round":
        drawn = SubElement(root, "rect", _attributes(x=x - 4.5, y=y - 4.5, width=9, height=9) | shape)
    elif one.kind == "move":
        drawn = SubElement(root, "path", {"d": f"M{x} {y - 6}L{x + 6} {y}L{x} {y + 6}L{x - 6} {y}Z"} | shape)
    elif one.kind == "quote":
        drawn = SubElement(root, "path", {"d": f"M{x - 5} {y + 4}L{x + 5} {y + 4}L{x} {y - 5}Z"} | shape)
    else:
        drawn = SubElement(root, "circle", _attributes(cx=x, cy=y, r=4.5) | shape)
    SubElement(drawn, "title").text = f"{day(one.day)}, {one.lane}: {one.label}"


def _ticks(root: Element, scale: Scale, bottom: float) -> None:
    days = (scale.last - scale.first).days
    for part in range(TICKS + 1 if days >= TICKS else min(days, 1) + 1):
        when = scale.first + timedelta(days=round(days * part / (TICKS if days >= TICKS else max(1, min(days, 1)))))
        x = scale.at(when)
        _line(root, x, TOP, x, bottom)
        _text(root, x, bottom + 14, day(when), "soft", anchor="middle", size=11)


def _key(root: Element, y: float) -> None:
    x = 14.0
    for kind, told in TOLD.items():
        _mark(root, Mark(day=date.min, lane="", kind=kind, label=told, source=Source(id="", source="")), x, y - 4)
        _text(root, x + 11, y, told, "soft")
        x += 40 + 7 * len(told)


def _bar(root: Element, one: Voice, top: float, unit: float) -> None:
    x = float(LEFT)
    for way, number in one.ways:
        wide = number * unit
        look = {"class": "bar", "fill": WAYS[way]}
        drawn = SubElement(root, "rect", _attributes(x=x, y=top, width=max(1.0, wide - 1), height=BAR) | look)
        SubElement(drawn, "title").text = f"{one.party}: {number} {way}"
        if wide > 8 * LABELLED:
            _text(root, x + 6, top + BAR * 0.7, str(number), "paper")
        x += wide
    if not one.ways:
        _text(root, x + 2, top + BAR * 0.7, "not quoted", "soft")


# --- elements ---------------------------------------------------------------------------------------------------------


def _picture(height: int, title: str, told: str) -> Element:
    root = Element("svg", {
        "xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {WIDTH} {height}", "width": str(WIDTH),
        "height": str(height), "role": "img", "class": "picture", "font-family": "system-ui, sans-serif",
    })  # fmt: skip
    SubElement(root, "title").text = title
    SubElement(root, "desc").text = told
    SubElement(root, "rect", _attributes(x=0, y=0, width=WIDTH, height=height, fill=PAPER) | {"class": "paper"})
    _text(root, 8, 22, cut(title, 100), "ink", weight="600", size=15)
    return root


def _text(  # noqa: PLR0913, PLR0917
    root: Element, x: float, y: float, told: str, look: str, weight: str = "400", anchor: str = "start", size: int = 12
) -> None:
    fill = {"ink": INK, "soft": SOFT, "paper": "#ffffff"}[look]
    known = {"class": look, "fill": fill, "font-weight": weight, "text-anchor": anchor, "font-size": str(size)}
    SubElement(root, "text", _attributes(x=x, y=y) | known).text = told


def _line(root: Element, x: float, y: float, to_x: float, to_y: float) -> None:
    SubElement(root, "line", _attributes(x1=x, y1=y, x2=to_x, y2=to_y, stroke="#dcd8cf") | {"class": "rule"})


def _attributes(**values: object) -> dict[str, str]:
    return {name: f"{value:.1f}" if isinstance(value, float) else str(value) for name, value in values.items()}


def _written(root: Element) -> str:
    """Without what no XML may hold."""
    written = tostring(root, encoding="unicode")
    return "".join(one for one in written if one in "\t\n" or (one >= " " and one not in "\ufffe\uffff"))
