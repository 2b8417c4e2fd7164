"""An invented archive of any size: people and parties by Zipf's law, reprints, stories, positions that move, talks."""

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from itertools import accumulate
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, func, insert, select

from corpus.knowledge.gazetteer import parties
from corpus.knowledge.vocabulary import issues
from corpus.linking.stories import Sketch, grown, sketch_of
from corpus.models import (
    Article,
    Extraction,
    Modality,
    Party,
    PartyKind,
    Person,
    Position,
    Quote,
    QuoteKind,
    Span,
    SpeakerKind,
    Stance,
    Talk,
    TalkStatus,
)
from corpus.store import Corpus, open_corpus
from corpus.store.kept import upkeep
from corpus.store.rows import article_row, found_rows, speaker_rows
from corpus.store.stories import side_rows
from corpus.store.tables import (
    ANY_TERM,
    FOUND,
    arrivals,
    articles,
    quotes,
    sketches,
    speakers,
    stories,
    story_sides,
    terms,
)

QUOTES, SPEAKERS, POSITIONS = 10, 3, 3
PARTIES = 60
FIRST, DAYS = date(2015, 1, 1), 3650
OF_A_STORY = 25
"""Articles of a story, most of them within two months."""

REPRINTED = 0.1
BATCH = 500
PLACES = ("Geneva", "Vienna", "Muscat", "Oslo", "Doha", "Lisbon", "Astana", "Cairo")
OUTLETS = ("Harbour Gazette", "Northern Wire", "Evening Ledger", "Coast Herald", "The Observatory")
ONSETS = [
    "b",
    "v",
    "g",
    "d",
    "zh",
    "z",
    "k",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "t",
    "f",
    "kh",
    "ts",
    "ch",
    "sh",
    "br",
    "dr",
    "gr",
    "kr",
    "pr",
    "st",
    "tr",
]
VOWELS = ["a", "e", "i", "o", "u", "ya", "yu"]
ENDINGS = ["ov", "ev", "in", "enko", "sky", "ich", "ian", "adze", "son", "berg", "ani", "uk", "oglu", "ez", "holm"]
GIVEN = [
    "Anna",
    "Boris",
    "Carla",
    "Dmitri",
    "Elena",
    "Farid",
    "Greta",
    "Hamid",
    "Ines",
    "Jonas",
    "Katya",
    "Leila",
    "Marek",
    "Nora",
    "Oskar",
    "Petra",
    "Rauf",
    "Sonia",
]
THINGS = (
    "the grain corridor", "a ceasefire in the valley", "the border post", "its northern airfield", "gas transit",
    "the prisoners of the strait", "a joint patrol", "the customs union", "the salt lake dam", "observers at the pass",
    "the fishing quota", "a no-fly zone", "the frozen reserves", "the railway bridge", "compensation for the farmers",
)  # fmt: skip


class Made(NamedTuple):
    """An article, what was found in it, and the number of its story."""

    article: Article
    found: Extraction
    story: int


class World:
    """Everything about an archive of so many articles follows from their number."""

    def __init__(self, articles: int) -> None:
        self.articles = articles
        self.stories = max(4, articles // OF_A_STORY)

    @cached_property
    def parties(self) -> tuple[tuple[str, str], ...]:
        """The id and the name of each, the most active first."""
        known = [(f"party:{one.id}", one.name) for one in parties().values() if one.kind is PartyKind.STATE]
        return tuple(random.Random(1).sample(known, PARTIES))

    @cached_property
    def people(self) -> tuple[tuple[str, int], ...]:
        """The name and the party of each, the most quoted first."""
        chosen, names = random.Random(2), dict[str, int]()
        while len(names) < max(60, self.articles // 5):
            names.setdefault(_name(chosen), pick(chosen, self._weighed_parties))
        return tuple(names.items())

    @cached_property
    def words(self) -> tuple[str, ...]:
        chosen = random.Random(3)
        return tuple(dict.fromkeys(_stem(chosen, chosen.choice((1, 2, 2, 3))) for _ in range(9000)))

    @cached_property
    def _weighed_parties(self) -> Sequence[float]:
        return zipf(PARTIES)

    @cached_property
    def _weighed_people(self) -> Sequence[float]:
        return zipf(len(self.people))

    @cached_property
    def _weighed_words(self) -> Sequence[float]:
        return zipf(len(self.words))

    def article(self, number: int) -> Made:
        return _Writer(self, number).made()

    def lines(self) -> tuple[str, ...]:
        """Twenty lines: what is told of most, what is told of seldom, misspelt, bounded, narrowed, of nobody."""
        most, second, third = (name for _, name in self.parties[:3])
        rare = self.parties[-1][1]
        known, seldom = self.people[0][0], self.people[len(self.people) // 3][0]
        issue = issues()[ISSUES[0]].label
        return (
            f"/quote {known}",
            f"/quote {seldom}",
            f"/quote {most}",
            f"/quote {most} page 3",
            f"/quote {most} {self.words[40]}",
            f"/quote {known} since 2019-01 until 2019-06",
            f"/quote {known}tch",
            f"/quote {known.split()[0]}",
            "/quote Quirinus Wobblethorpe",
            f"/positions {most}",
            f"/positions {rare}",
            f"/positions {most} {second}",
            f"/positions {second} {third} timeline",
            f"/positions {most} on {issue}",
            f"/positions {issue}",
            f"/positions {second} since 2020-01",
            "/talks latest",
            f"/talks {most} {second}",
            f"/talks {PLACES[0]} 2021-03",
            "/talks next",
        )


ISSUES = tuple(issue for issue in issues() if issue != "other")


def pick(chosen: random.Random, weights: Sequence[float]) -> int:
    return chosen.choices(range(len(weights)), cum_weights=weights)[0]


def zipf(count: int) -> Sequence[float]:
    return tuple(accumulate(1 / (rank + 2) for rank in range(count)))


class _Writer:
    """One article: its text grows as what is found in it is invented."""

    def __init__(self, world: World, number: int) -> None:
        self.world, self.number = world, number
        self.chosen = random.Random(number * 7919 + 13)
        self.story = self.chosen.randrange(world.stories)
        telling = random.Random(self.story * 104729 + 7)
        self.sides = tuple(_distinct(lambda: pick(telling, world._weighed_parties), 2))
        start = telling.randrange(DAYS)
        self.day = FIRST + timedelta(days=min(DAYS, start + int(self.chosen.expovariate(1 / 20))))
        if number >= world.articles:
            self.day = FIRST + timedelta(days=DAYS + number - world.articles)
        self.topic = telling.choice(THINGS)
        self.text = f" date {self.day} {self._party(0)[1]} and {self._party(1)[1]} on {self.topic}\n\n"
        self.body = len(self.text)

    def made(self) -> Made:
        people = tuple(self._people())
        quotes = tuple(self._quote(at, people) for at in range(QUOTES))
        positions = tuple(self._position(at, quotes) for at in range(POSITIONS))
        talks = (self._talk(),) if self.chosen.random() < 0.2 else ()
        parties = tuple(
            Party(id=party, name=name, kind=PartyKind.STATE, mentions=(Span(start=0, end=1, text=" "),) * 3)
            for party, name in (self._party(0), self._party(1))
        )
        found = Extraction(people=people, parties=parties, quotes=quotes, positions=positions, talks=talks, events=())
        source = f"archive/{self.number % 1000:03}/{self.number:08}.txt"
        article = Article(
            id=f"archive-{self.number:08}", title=self.text.splitlines()[0][17:], published=self.day,
            outlet=self.chosen.choice(OUTLETS), source=source, text=self.text, body_start=self.body,
        )  # fmt: skip
        return Made(article, found, self.story)

    def _party(self, side: int) -> tuple[str, str]:
        return self.world.parties[self.sides[side]]

    def _people(self) -> Iterator[Person]:
        chosen = _distinct(lambda: pick(self.chosen, self.world._weighed_people), SPEAKERS)
        for at, who in enumerate(chosen):
            name, party = self.world.people[who]
            party_id, party_name = self.world.parties[party]
            role = self.chosen.choice((None, "foreign minister", "spokeswoman", "negotiator"))
            yield Person(id=f"person{at}", name=name, role=role, party_name=party_name, party_id=party_id)

    def _words(self, chosen: random.Random) -> str:
        count = chosen.randint(9, 24)
        picked = chosen.choices(self.world.words, cum_weights=self.world._weighed_words, k=count)
        return " ".join(picked).capitalize()

    def _write(self, words: str) -> Span:
        start = len(self.text)
        self.text += f"{words}\n"
        return Span(start=start, end=start + len(words), text=words)

    def _quote(self, at: int, people: Sequence[Person]) -> Quote:
        who = self.chosen.choice(people)
        again = self.chosen.random() < REPRINTED
        words = self._words(random.Random(self.story * 31 + self.chosen.randrange(8)) if again else self.chosen)
        kind = self.chosen.choices((QuoteKind.DIRECT, QuoteKind.PARTIAL, QuoteKind.INDIRECT), (80, 12, 8))[0]
        span = self._write(words)
        return Quote(
            id=f"quote{at}", start=span.start, end=span.end, text=words, kind=kind, speaker_name=who.name,
            speaker_kind=SpeakerKind.PERSON, speaker_role=who.role, speaker_ids=(who.id,), certainty=0.95,
            party_name=who.party_name, party_id=who.party_id, sentence=span,
            said_on=self.day - timedelta(days=1) if self.chosen.random() < 0.5 else None,
        )  # fmt: skip

    def _position(self, at: int, quotes: Sequence[Quote]) -> Position:
        mine, other = (0, 1) if self.chosen.random() < 0.5 else (1, 0)
        (party_id, party), (other_id, other_name) = self._party(mine), self._party(other)
        issue = ISSUES[pick(self.chosen, zipf(len(ISSUES)))] if self.chosen.random() < 0.85 else "other"
        thing = self.topic if self.chosen.random() < 0.6 else self.chosen.choice(THINGS)
        stance = self.chosen.choice(tuple(Stance))
        span = self._write(f"{party} {stance.value}s {thing} before {self._words(self.chosen).lower()[:40]}")
        phrase = Span(start=span.start, end=span.start + len(thing), text=thing)
        to = self.chosen.random() < 0.5
        modality = Modality.ASSERTED if self.chosen.random() < 0.85 else Modality.REPORTED
        return Position(
            id=f"position{at}", party_name=party, party_id=party_id, stance=stance, issue=issue, issue_phrase=phrase,
            evidence=(span,), actor=span, modality=modality, quote_ids=(quotes[at].id,),
            addressee_name=other_name if to else None, addressee_id=other_id if to else None,
            said_on=self.day - timedelta(days=1) if self.chosen.random() < 0.4 else None,
        )  # fmt: skip

    def _talk(self) -> Talk:
        telling = random.Random(self.story * 17 + self.chosen.randrange(3))
        when = self.day - timedelta(days=self.day.toordinal() % 5) if self.chosen.random() < 0.8 else None
        status = self.chosen.choices((TalkStatus.HELD, TalkStatus.PLANNED, TalkStatus.PROPOSED), (70, 20, 10))[0]
        place = telling.choice(PLACES)
        sides = (self._party(0), self._party(1))
        evidence = self._write(f"{sides[0][1]} and {sides[1][1]} met in {place}")
        return Talk(
            id="talk0", date=when.isoformat() if when else None, place=place, status=status, evidence=(evidence,),
            party_names=tuple(name for _, name in sides), party_ids=tuple(party for party, _ in sides),
        )  # fmt: skip


def _distinct(draw: Callable[[], int], count: int) -> list[int]:
    found: dict[int, None] = {}
    while len(found) < count:
        found[draw()] = None
    return list(found)


def _stem(chosen: random.Random, syllables: int) -> str:
    return "".join(chosen.choice(ONSETS) + chosen.choice(VOWELS) for _ in range(syllables))


def _name(chosen: random.Random) -> str:
    surname = _stem(chosen, chosen.choice((1, 2, 2, 3))) + chosen.choice(ENDINGS)
    return f"{chosen.choice(GIVEN)} {surname.capitalize()}"


# --- into the store ---------------------------------------------------------------------------------------------------


def fill(url: str, world: World) -> None:
    """Puts the whole archive into an empty database: its rows in bulk, then what the store keeps across articles."""
    with open_corpus(url) as corpus:
        corpus.make_ready()
        told: dict[int, list[Sketch]] = defaultdict(list)
        lasts = {table.name: 0 for table in FOUND}
        for start in range(0, world.articles, BATCH):
            made = [world.article(number) for number in range(start, min(start + BATCH, world.articles))]
            with corpus._database.writing() as connection:
                _put(connection, made, lasts, told)
        with corpus._database.writing() as connection:
            _put_stories(connection, told)
            _go_on_from(connection, lasts)
        build(corpus)


def _go_on_from(connection: Connection, lasts: Mapping[str, int]) -> None:
    """PostgreSQL counts rows by itself, and has to be told of those that were numbered here."""
    for table, last in lasts.items() if connection.dialect.name == "postgresql" else ():
        if last:
            connection.execute(select(func.setval(func.pg_get_serial_sequence(table, "n"), last)))


def build(corpus: Corpus) -> None:
    """What the store keeps across articles."""
    with corpus._database.writing() as connection:
        upkeep.build(connection)


def _put(connection: Connection, made: Sequence[Made], lasts: dict[str, int], told: dict[int, list[Sketch]]) -> None:
    rows: dict[Table, list[dict[str, Any]]] = defaultdict(list)
    for article, found, story in made:
        more = {"digest": "digest", "root": None, "ingested_at": datetime.now(UTC)}
        rows[articles].append(article_row(article) | more)
        rows[arrivals].append({"article_id": article.id})
        numbers: dict[str, int] = {}
        for table, each in found_rows(article.id, found):
            for row in each:
                lasts[table.name] += 1
                rows[table].append(row | {"n": lasts[table.name]})
                if table is quotes:
                    numbers[row["id"]] = lasts[table.name]
        rows[speakers] += [{"quote": numbers[quote], **row} for quote, row in speaker_rows(found)]
        if sketch := sketch_of(article, found):
            told[story].append(sketch)
            record = sketch.model_dump_json()
            rows[sketches].append({"article_id": article.id, "story": f"story:{story}", "record": record})
    for table, each in rows.items():
        connection.execute(insert(table), each)


def _put_stories(connection: Connection, told: Mapping[int, Sequence[Sketch]]) -> None:
    having: Counter[str] = Counter()
    for number, each in told.items():
        for one in each:
            having.update((ANY_TERM, *one.terms))
        story = grown(each).model_copy(update={"id": f"story:{number}"})
        row = {"id": story.id, "first": story.first, "last": story.last, "record": story.model_dump_json()}
        connection.execute(insert(stories), row)
        if sides := [*side_rows(story)]:
            connection.execute(insert(story_sides), sides)
    connection.execute(insert(terms), [{"term": term, "articles": number} for term, number in having.items()])
