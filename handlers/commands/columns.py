"""What every record of a table for a spreadsheet says of where it was printed."""

from collections.abc import Sequence

from corpus.models import Source, Span

PRINTED = ("printed_on", "outlet", "headline", "url", "source_file", "start", "end")


def printed_cells(source: Source, spans: Sequence[Span]) -> tuple[object, ...]:
    """Where it was printed, and from where to where in the file the words stand, in code points."""
    start = min((span.start for span in spans), default=None)
    end = max((span.end for span in spans), default=None)
    return source.published, source.outlet, source.title, source.url, source.source, start, end
