"""The one annotated document: what every reader of `corpus.extract` reads, worked out once."""

from dataclasses import dataclass
from functools import cached_property

from corpus.document.dates import DatePhrase, Focus, days_by_governor, find_dates, find_focus
from corpus.document.entities import Known, People, as_records, find_people
from corpus.document.entities.actors import Actors
from corpus.document.entities.parties import Mentions, find_mentions
from corpus.document.parse import Parse, parse_article
from corpus.document.reference import Meant, certain_from, find_meant
from corpus.document.reference.evidence import Distances
from corpus.document.reference.offices import Offices
from corpus.models import Article, Person


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a word means, by the fullest name that the article prints, and how certain that is (0 to 1)."""

    name: str
    certainty: float


@dataclass(frozen=True)
class Document:
    """An article with its parse, the parties and people that it names, and its days; nothing in it changes later."""

    parse: Parse
    mentions: Mentions
    people: People

    @property
    def article(self) -> Article:
        return self.parse.article

    @cached_property
    def offices(self) -> Offices:
        return Offices(self.parse, self.mentions, self.people)

    @cached_property
    def distances(self) -> Distances:
        return Distances(self.parse)

    @cached_property
    def meant(self) -> dict[int, Meant]:
        """Whom each "he" and "she" means most likely, by token number, however uncertain that is."""
        return find_meant(self.offices)

    def meant_at(self, offset: int) -> "Named | None":
        """Whom the word at a code point of the article means for certain; None where that is nobody."""
        found = self.meant.get(self.parse.token_at(offset))
        if found is None or found.referent.name is None or found.certainty < certain_from():
            return None
        return Named(found.referent.name, found.certainty)

    @cached_property
    def persons(self) -> tuple[Person, ...]:
        """The people as records, in the order of their first mentions."""
        return as_records(self.parse, self.people)

    @cached_property
    def actors(self) -> Actors:
        """Which party or person a noun, a "he" or a "she" stands for."""
        certain = ((at, one.referent.person) for at, one in self.meant.items() if one.certainty >= certain_from())
        meant = {at: self.record_of(known) for at, known in certain if known is not None}
        return Actors(self.parse, self.mentions, self.persons, meant)

    def record_of(self, person: Known) -> Person:
        """The record of somebody whom the article names."""
        return next(record for record in self.persons if record.id == person.id)

    @cached_property
    def dates(self) -> tuple[DatePhrase, ...]:
        return find_dates(self.parse)

    @cached_property
    def days(self) -> dict[int, DatePhrase]:
        """For each word, by its token's number, the phrase that tells when it was."""
        return days_by_governor(self.parse, self.dates)

    @cached_property
    def focus(self) -> Focus:
        return find_focus(self.parse, self.dates)


def annotate(article: Article) -> Document:
    """The annotated document of an article. Raises `LanguageModelError` if no English model is installed.

    The first call loads the model, which takes a second or two.
    """
    parse = parse_article(article)
    mentions = find_mentions(parse)
    people = find_people(parse, mentions)
    return Document(parse, mentions.without(people.tokens), people)
