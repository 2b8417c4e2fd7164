"""Reading what somebody typed after a command: misspelt, pasted from anywhere, perhaps hostile."""

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING, Literal, get_args

from corpus.models import Answer, Entity, Record, Resolution, Unknown
from corpus.names.index.lines import read_words, split_quoted
from handlers.blocks.kit import cut, day, one_line
from handlers.texts import wording
from handlers.typed_dates import days_of, take_date

if TYPE_CHECKING:
    from corpus.store import Corpus

MOST = 300
"""How many characters of a command's words are read; names and topics are shorter."""

LONGEST_NAME = 5
MOST_TOKENS = 8
"""How many words may name somebody: every stretch of them is looked up, which takes milliseconds each."""

Order = Literal["follow", "unfollow", "export"]
"""What may stand at the end of a command line and asks for more than an answer."""

_PAGE = re.compile(r"(?:^|\s)page\s+(\d{1,6})$", re.IGNORECASE)
_PICKED = re.compile(r"(?:^|\s)picked\s+(?P<id>(?:person|party):\S+)\s+for\s+(?P<typed>.+)$")
_BOUND = re.compile(r"(?:^|\s)(?P<which>since|until)\s+(?P<date>[^\s].*)$", re.IGNORECASE)
_ENTITY_ID = re.compile(r"(?:person|party):\S+")


class Picked(Record):
    """Whom a reader picked when asked what the words `typed` mean."""

    entity_id: str
    typed: str


class Asked(Record):
    """A command's words on one line, the page that was asked for, and from which to which day things were printed.

    `since` and `until` are inclusive; None bounds nothing. `picked` tells that a button asked, of which one.
    """

    words: str
    page: int = 1
    since: date | None = None
    until: date | None = None
    picked: Picked | None = None

    @property
    def bounds(self) -> str:
        """The days as a command line has them behind its words: " since 2022-03-01"; "" for none."""
        since = f" since {self.since}" if self.since else ""
        return f"{since} until {self.until}" if self.until else since

    @property
    def window(self) -> str:
        """The days in words: "from 1 Mar 2022 to 30 Mar 2022"; "" for none."""
        if self.since and self.until:
            return f"from {day(self.since)} to {day(self.until)}"
        return f"from {day(self.since)} on" if self.since else f"up to {day(self.until)}" if self.until else ""


class Subject(Record):
    """Who the words begin or end with: `typed` are the words that name them, `rest` the others."""

    resolution: Resolution
    typed: str
    rest: str = ""


class Parties(Record):
    """Whoever the words name for certain, each once and in their order, and the words that name nobody."""

    subjects: tuple[Subject, ...] = ()
    rest: str = ""

    @property
    def entities(self) -> tuple[Entity, ...]:
        return tuple(one.resolution.entity for one in self.subjects if isinstance(one.resolution, Answer))


def read(words: str) -> Asked:
    """The words in plain characters, shortened at a word's end, without quotation marks around them all.

    What stands behind them is read off in this order: days ("since March 2022 until 30 Mar 2022"), "page 2", and what
    our own buttons add, "picked person:x for y".
    """
    plain = one_line(_as_typed(words[: 4 * MOST]))
    plain, picked = _take_picked(plain)
    found = _PAGE.search(plain)
    number = max(1, int(found.group(1))) if found else 1
    kept, since, until = _take_bounds((plain[: found.start()] if found else plain).strip())
    kept = cut(_without_marks(kept), MOST).removesuffix("…")
    return Asked(words=kept, page=number, since=since, until=until, picked=picked)


def order_of(line: str) -> tuple[str, Order | None]:
    """A command line without the order at its end, and the order: "/quote Peskov follow" orders to follow.

    (line, None) where there is none, or no command before it.
    """
    kept, _, last = line.rstrip().rpartition(" ")
    order = next((one for one in get_args(Order) if one == last.casefold()), None)
    return (kept.rstrip(), order) if order and kept.strip() else (line, None)


def _take_picked(words: str) -> tuple[str, Picked | None]:
    found = _PICKED.search(words)
    if not found:
        return words, None
    return words[: found.start()].strip(), Picked(entity_id=found["id"], typed=cut(found["typed"], MOST))


def _take_bounds(words: str) -> tuple[str, date | None, date | None]:
    """The words without the days at their end; "since the war" is no date and stays a word."""
    bounds: dict[str, date] = {}
    while (found := _last_bound(words)) and found[0] not in bounds:
        which, on, words = found
        bounds[which] = on
    return words, bounds.get("since"), bounds.get("until")


def _last_bound(words: str) -> tuple[str, date, str] | None:
    """Which bound stands at the end, its day (the first of a month for since, the last for until), and what is left."""
    for start in reversed([found.start() for found in re.finditer(r"(?<!\S)(?:since|until)\s", words, re.IGNORECASE)]):
        found = _BOUND.match(words, max(0, start - 1) if start else 0)
        written, rest = take_date(found["date"]) if found else (None, "")
        days = days_of(written)
        if found and days and not rest:
            which = found["which"].casefold()
            return which, days[which == "until"], words[:start].strip()
    return None


def _without_marks(words: str) -> str:
    """Without the marks of a quotation that holds all the words; marks around some of them bind those together."""
    inner = words.strip(" \"'“”„«»‘’")
    return words if re.search(r"[\"“”„«»]", inner) else inner


def _as_typed(words: str) -> str:
    """Slack sends `& < >` escaped; undone here, since whatever shows the words escapes them again."""
    return words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def subject_of(words: str, corpus: "Corpus") -> Subject:
    """The person or party that the words are about: the beginning that is a name, else the longest end that is one.

    Words in double quotes stay together. Nobody at all: `Unknown`, with what is nearest to the words as a whole.
    """
    if known := _addressed(words, corpus):
        return known
    whole = resolve(words, corpus)
    if isinstance(whole, Answer) or len(words.split()) < 2:
        return Subject(resolution=whole, typed=words)
    found = read_words(corpus.lookup_index(), words)
    plain = " ".join(split_quoted(words))
    typed = plain.removesuffix(found.rest).strip()
    if isinstance(found.resolution, Unknown):
        return _at_the_end(plain, corpus) or Subject(resolution=whole, typed=words)
    return Subject(resolution=found.resolution, typed=typed, rest=_without_joints(found.rest.split()))


def _addressed(words: str, corpus: "Corpus") -> Subject | None:
    """Words that begin with an entity's id, as those of our own buttons do: nothing in them is guessed at."""
    first, _, rest = words.partition(" ")
    entity = corpus.entity(first) if _ENTITY_ID.fullmatch(first) else None
    if entity is None:
        return None
    certain = Answer(entity=entity, match="exact", query=entity.name)
    return Subject(resolution=certain, typed=first, rest=_without_joints(split_quoted(rest)))


def _at_the_end(words: str, corpus: "Corpus") -> Subject | None:
    """«sanctions by Lavrov»: the longest end of the words that clearly names somebody."""
    tokens = words.split()
    for size in range(min(len(tokens) - 1, LONGEST_NAME), 0, -1):
        typed = " ".join(tokens[-size:])
        found = resolve(typed, corpus)
        if isinstance(found, Answer):
            return Subject(resolution=found, typed=typed, rest=_without_joints(tokens[:-size]))
    return None


def parties(words: str, corpus: "Corpus") -> Parties:
    """Everybody whom the words name exactly, wherever they stand: "Russia and Ukraine prisoners" names two."""
    tokens = words.replace(",", " , ").split()
    named: dict[str, Subject] = {}
    rest: list[str] = []
    start = 0
    while start < len(tokens):
        found = _named_at(tokens, start, corpus) if start < MOST_TOKENS else None
        if found is None:
            rest.append(tokens[start])
            start += 1
            continue
        start += len(found.typed.split())
        if isinstance(found.resolution, Answer):
            named.setdefault(found.resolution.entity.id, found)
    return Parties(subjects=tuple(named.values()), rest=_without_joints(rest))


def _named_at(tokens: list[str], start: int, corpus: "Corpus") -> Subject | None:
    """The longest exact name that begins at this token; never a single word that only joins others."""
    for end in range(min(len(tokens), start + LONGEST_NAME), start, -1):
        typed = " ".join(tokens[start:end])
        if {tokens[start].casefold(), tokens[end - 1].casefold()} & _joining():
            continue
        found = resolve(typed, corpus)
        if isinstance(found, Answer) and found.match in {"exact", "alias"}:
            return Subject(resolution=found, typed=typed)
    return None


def _without_joints(tokens: list[str]) -> str:
    while tokens and tokens[0].casefold() in _joining():
        tokens = tokens[1:]
    while tokens and tokens[-1].casefold() in _joining():
        tokens = tokens[:-1]
    return " ".join(tokens).replace(" ,", ",")


def _joining() -> frozenset[str]:
    """Words that stand between names and are none."""
    return wording().typed["joining"]


def resolve(typed: str, corpus: "Corpus") -> Resolution:
    """Who it is; an entity's id, which our own buttons use where a name alone would be ambiguous, is certain."""
    if not typed:
        return Unknown(query=typed)
    if _ENTITY_ID.fullmatch(typed) and (entity := corpus.entity(typed)):
        return Answer(entity=entity, match="exact", query=entity.name)
    found = corpus.resolve(typed)
    if isinstance(found, Answer) and _joins(typed) and not _is_written(found.entity, typed):
        return Unknown(query=typed)
    return found


def _joins(typed: str) -> bool:
    """Whether it could be two names, such as "Chile and Norway"; then it is one only if it is written so."""
    return bool(_joining() & set(typed.casefold().split()))


def _is_written(entity: Entity, typed: str) -> bool:
    return _bare(typed) in {_bare(name) for name in (entity.name, *entity.aliases)}


def _bare(name: str) -> str:
    """The name without case, accents and article."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).removeprefix("the ")


def address(entity: Entity, corpus: "Corpus") -> str:
    """The words that mean this entity and no other in a command line: its name if that is enough, else its id."""
    name = one_line(entity.name)
    found = corpus.resolve(name) if name and read(name).words == name else None
    sure = isinstance(found, Answer) and found.entity.id == entity.id
    return name if sure else entity.id


def understood(entity: Entity, typed: str) -> str:
    """Whom we understood: "Dmitry Peskov (you typed Pesjov)"; the name alone where the typed words are part of it."""
    if set(typed.casefold().split()) <= set(entity.name.casefold().split()) or _ENTITY_ID.fullmatch(typed):
        return entity.name
    return f"{entity.name} (you typed {typed})"
