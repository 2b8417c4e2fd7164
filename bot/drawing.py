"""Draws a timeline: JSON on the standard input, a PNG on the standard output. A process of its own."""

import io
import sys
from typing import Any

from handlers.blocks.text import cut, day
from handlers.commands.timeline import Entry, Timeline

LONGEST_LABEL = 70
LINE = 0.34  # inches that an entry takes
COLOURS = ("#1d6fa5", "#b4532a", "#3f7d4e", "#7a4b94", "#666666")


def png_of(timeline: Timeline) -> bytes:
    """The picture: time runs down, an entry a line, the colour that of its lane; moves and rounds have own marks."""
    import matplotlib as mpl

    mpl.use("agg")
    from matplotlib import pyplot

    height = 1.2 + LINE * max(3, len(timeline.entries))
    figure, axes = pyplot.subplots(figsize=(8.0, min(height, 40.0)), dpi=120)
    lanes = list(dict.fromkeys(one.lane for one in timeline.entries))
    for place, one in enumerate(timeline.entries):
        _entry(axes, place, one, COLOURS[min(lanes.index(one.lane), len(COLOURS) - 1)])
    _framed(axes, timeline)
    out = io.BytesIO()
    figure.savefig(out, format="png", bbox_inches="tight")
    return out.getvalue()


def _entry(axes: Any, place: int, one: Entry, colour: str) -> None:
    marker = "D" if one.step else "s" if one.lane == "Talks" else "o"
    axes.plot([0], [-place], marker=marker, color=colour, markersize=8)
    axes.text(-0.03, -place, day(one.day), ha="right", va="center", fontsize=9, parse_math=False)
    shown = cut(f"{one.lane}: {one.label}", LONGEST_LABEL)
    axes.text(0.03, -place, shown, ha="left", va="center", fontsize=9, color=colour, parse_math=False)


def _framed(axes: Any, timeline: Timeline) -> None:
    axes.axvline(0, color="#cccccc", zorder=0)
    axes.set_xlim(-0.25, 1.0)
    axes.set_ylim(-len(timeline.entries), 1)
    axes.set_title(timeline.title, fontsize=11, loc="left", parse_math=False)
    axes.axis("off")


if __name__ == "__main__":
    sys.stdout.buffer.write(png_of(Timeline.model_validate_json(sys.stdin.buffer.read())))
