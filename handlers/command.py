"""What a command is: all that help, export, follow, search and plain questions need to know of it, in one value."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from corpus.models import Ask, Entity, Source, Span, Unknown
from corpus.store import Corpus
from handlers.blocks.kit import Block
from handlers.blocks.reply import Reply
from handlers.query import Query
from handlers.texts import Help, texts

Found = TypeVar("Found")

Cells = Sequence[object]
"""One record as a row of a table."""

Errors = dict[str, str]
"""What is wrong with a form, by the block_id of the field that it stands beside."""


class Subject(NamedTuple):
    """Whom the words of a command name, and the words that name nobody: a topic, or words to search for.

    Where it is not `certain`, one of the entities is meant. `kept` are words that mean the same for ever; `label` is
    what people call it, "" where it cannot be followed.
    """

    entities: tuple[Entity, ...] = ()
    topic: str = ""
    certain: bool = True
    kept: str = ""
    label: str = ""


def unsure(found: Ask | Unknown, topic: str = "") -> Subject | Unknown:
    """The subject of words that may mean several; what nobody bears stays so."""
    return Subject(entities=found.candidates, topic=topic, certain=False) if isinstance(found, Ask) else found


class News(NamedTuple):
    """A record that a new article brings, as an alert shows it: the blocks, and the id of the article."""

    article_id: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Command(Generic[Found]):
    """A command. `find` finds what a query asks for, or the answer that says why there is nothing or asks who is meant.

    `render` makes the answer of what was found. `subject` tells whom some words mean to it, which plain questions are
    checked against; with `news` it can be followed. With `columns` it can be exported: `rows` are the records and
    `named` what they are of. `mistakes` are those of the search form. `alone` allows it without words,
    and `on` stands before a topic in its line. `timeline` is what can be drawn of what was found. `told` is its help
    where texts.toml has none.
    """

    name: str
    find: Callable[[Query, Corpus], Found | Reply]
    render: Callable[[Found, Query, Corpus], Reply]
    subject: Callable[[str, Corpus], Subject | Unknown] | None = None
    columns: tuple[str, ...] = ()
    rows: Callable[[Found], Iterable[Cells]] = lambda _: ()
    named: Callable[[Found, Query], str] = lambda _, query: query.words
    news: Callable[[str, Sequence[str], Corpus], Sequence[News]] | None = None
    mistakes: Callable[[Mapping[str, Any]], Errors] = lambda _: {}
    timeline: Callable[[Found, Corpus], Any] | None = None
    alone: bool = False
    on: str = ""
    told: Help | None = None

    @property
    def help(self) -> Help:
        return self.told or texts().help[self.name]

    @property
    def title(self) -> str:
        """What its records are called: "Quotes"."""
        return self.help.records


PRINTED = ("printed_on", "outlet", "headline", "url", "source_file", "start", "end")


def printed_cells(source: Source, spans: Sequence[Span]) -> tuple[object, ...]:
    """Where it was printed, and from where to where in the file the words stand, in code points."""
    start = min((span.start for span in spans), default=None)
    end = max((span.end for span in spans), default=None)
    return source.published, source.outlet, source.title, source.url, source.source, start, end
