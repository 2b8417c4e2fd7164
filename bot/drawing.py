"""Draws a timeline: JSON on the standard input, a PNG on the standard output. A process of its own."""

import io
import sys
from itertools import accumulate
from textwrap import wrap
from typing import Any

from corpus.excerpts import cut
from handlers.blocks.text import day
from handlers.commands.timeline import Entry, Timeline

LONGEST_LABEL, LETTERS = 130, 68
"""Characters of an entry that are drawn, and how many of them stand on one line."""

LINE = 0.22  # inches
COLOURS = ("#1d6fa5", "#b4532a", "#3f7d4e", "#7a4b94", "#666666")


def png_of(timeline: Timeline) -> bytes:
    """The picture: time runs down, an entry a line, the colour that of its lane; moves and rounds have own marks."""
    import matplotlib as mpl

    mpl.use("agg")
    from matplotlib import pyplot

    labels = [wrap(cut(f"{one.lane}: {one.label}", LONGEST_LABEL), LETTERS) for one in timeline.entries]
    ends = list(accumulate((len(label) + 0.5 for label in labels), initial=0.0))
    figure, axes = pyplot.subplots(figsize=(8.0, min(1.2 + LINE * max(4.0, ends[-1]), 40.0)), dpi=120)
    lanes = list(dict.fromkeys(one.lane for one in timeline.entries))
    for place, one, label in zip(ends, timeline.entries, labels, strict=False):
        _entry(axes, place, one, label, COLOURS[min(lanes.index(one.lane), len(COLOURS) - 1)])
    _framed(axes, timeline.title, ends[-1])
    out = io.BytesIO()
    figure.savefig(out, format="png", bbox_inches="tight")
    return out.getvalue()


def _entry(axes: Any, place: float, one: Entry, label: list[str], colour: str) -> None:
    marker = "D" if one.step else "s" if one.lane == "Talks" else "o"
    axes.plot([0], [-place], marker=marker, color=colour, markersize=8)
    axes.text(-0.03, -place, day(one.day), ha="right", va="center", fontsize=9, parse_math=False)
    for number, shown in enumerate(label):
        at = -place - number
        axes.text(0.03, at, shown, ha="left", va="center", fontsize=9, color=colour, parse_math=False)


def _framed(axes: Any, title: str, end: float) -> None:
    axes.axvline(0, color="#cccccc", zorder=0)
    axes.set_xlim(-0.25, 1.0)
    axes.set_ylim(-max(end, 1.0), 1)
    axes.set_title(title, fontsize=11, loc="left", parse_math=False)
    axes.axis("off")


if __name__ == "__main__":
    sys.stdout.buffer.write(png_of(Timeline.model_validate_json(sys.stdin.buffer.read())))
