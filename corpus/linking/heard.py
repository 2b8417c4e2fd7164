"""Who of the parties to a story is quoted, in whose words, and when last: counted, and never judged.

An utterance that several articles print counts once. What nobody can be given for certain is counted apart.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from itertools import pairwise, takewhile

from corpus.knowledge import words_of
from corpus.linking.people import fold
from corpus.linking.printings import utterances
from corpus.linking.stories import Story
from corpus.models import QuoteFlag, QuoteKind, QuoteRow, Record, Round, Source, SpeakerKind


class Way(StrEnum):
    """In what way a party is heard; the first four are words in quotation marks."""

    DIRECT = "in its own words"
    SPOKESMAN = "by a spokesman"
    SECOND_HAND = "second hand"  # in the words of somebody who quotes it
    ANONYMOUS = "anonymous"
    REPORTED = "reported only"


WORDS = (Way.DIRECT, Way.SPOKESMAN)
"""Ways in which somebody who is known speaks for it in words of their own."""


class PartyHeard(Record):
    """How a party is heard: utterances by way; the newest in words of its own, and the newest in any way."""

    party_id: str
    ways: tuple[tuple[Way, int], ...] = ()
    last: QuoteRow | None = None
    last_at_all: QuoteRow | None = None

    def count(self, *ways: Way) -> int:
        """Utterances in one of these ways, in all of them where none is given."""
        return sum(number for way, number in self.ways if not ways or way in ways)


class Heard(Record):
    """The parties at the table, those with most words of their own first; the quotations of others, and of nobody.

    `uncertain` are quotations whose speaker, or the party that the speaker is of, is not certain.
    """

    parties: tuple[PartyHeard, ...] = ()
    others: int = 0
    uncertain: int = 0

    @property
    def quotations(self) -> int:
        """All utterances that stand in quotation marks."""
        return sum(one.count() - one.count(Way.REPORTED) for one in self.parties) + self.others + self.uncertain

    def share(self, one: PartyHeard) -> tuple[float, float]:
        """The least and the most that a party's own words can be of all quotations, 0 to 1: what is uncertain may
        be its own, all or none of it.
        """
        own, all_of_them = one.count(*WORDS), self.quotations
        return (own / all_of_them, (own + self.uncertain) / all_of_them) if all_of_them else (0.0, 0.0)


class Table(Record):
    """The parties at the table, those asked for first, and where it is told of: stories, and articles of rounds."""

    sides: tuple[str, ...] = ()
    stories: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()


def at_the_table(
    ids: Sequence[str], words: str, stories: Iterable[Story], rounds: Iterable[Round], *, newest: bool = True
) -> Table:
    """What is about these parties and has these words, of stories by their terms, of rounds as they come.

    Where neither is given it is the `newest` story alone, or the newest round where there is none.
    """
    terms = [fold(word) for word in words.split()]
    fit = [one for one in stories if {*ids} <= {*one.sides} and all(_is_of(one, term) for term in terms)]
    if newest and not (ids or terms):
        fit, rounds = fit[:1], [] if fit else list(rounds)[:1]
    ours = dict.fromkeys(one.id for one in fit)
    accounts = [told for one in rounds if one.story in ours or not (terms and ours) for told in one.accounts]
    sides = [*ids, *(side for story in fit for side in story.main_sides)]
    sides += [side for told in accounts for side in told.talk.party_ids]
    sources = {told.source.id: told.source for told in accounts}
    return Table(sides=tuple(dict.fromkeys(sides)), stories=tuple(ours), sources=tuple(sources.values()))


def _is_of(story: Story, term: str) -> bool:
    """Whether more than half of its articles have the word: what one of them mentions is another story."""
    return 2 * story.terms.get(term, 0) > story.articles


def heard(rows: Iterable[QuoteRow], at_the_table: Sequence[str]) -> Heard:
    """Who is heard in these quotes, reported speech among them, of the parties with these ids."""
    said = [(same, way_of(same[0])) for same in utterances(_once(tuple(rows)))]
    spoken = {party: [one for one in said if one[0][0].party_id == party and one[1]] for party in at_the_table}
    parties = [_party(party, of_it) for party, of_it in spoken.items()]
    rest = [(same[0], way) for same, way in said if same[0].party_id not in spoken or not way]
    in_marks = [(row, way) for row, way in rest if way is not Way.REPORTED and _is_marked(row)]
    others = sum(bool(way and row.party_id) for row, way in in_marks)
    ordered = sorted(parties, key=lambda one: (-one.count(*WORDS), -one.count()))
    return Heard(parties=tuple(ordered), others=others, uncertain=len(in_marks) - others)


def _once(rows: Sequence[QuoteRow]) -> Iterator[QuoteRow]:
    """Reported speech or its first fragment, and no words that their speaker says inside others."""
    fragments = {(row.source.id, row.quote.within) for row in rows if row.quote.within and _is_marked(row)}
    seen: set[tuple[str, str]] = set()
    for row in rows:
        outer = (row.source.id, row.quote.within or "")
        inside = _is_marked(row) and (outer in seen or (QuoteFlag.NESTED in row.quote.flags and not _is_of_other(row)))
        if row.quote.within and not _is_of_other(row):
            seen.add(outer)
        if not inside and (_is_marked(row) or (row.source.id, row.quote.id) not in fragments):
            yield row


def own_words(among: Heard, rows: Iterable[QuoteRow]) -> Iterator[tuple[PartyHeard, QuoteRow]]:
    """The quotes in which somebody who is known speaks for one of the parties."""
    sides = {one.party_id: one for one in among.parties}
    yield from ((sides[row.party_id], row) for row in rows if row.party_id in sides and way_of(row) in WORDS)


def way_of(row: QuoteRow) -> Way | None:
    """In what way a quote lets its party be heard; None where nobody is certain to have said it."""
    quote = row.quote
    if not quote.speaker_name:
        return None
    if quote.kind is QuoteKind.INDIRECT:
        return Way.REPORTED
    if QuoteFlag.NESTED in quote.flags and _is_of_other(row):
        return Way.SECOND_HAND
    unnamed = quote.speaker_kind is SpeakerKind.UNNAMED
    if _is_spokesman((quote.speaker_name if unnamed else quote.speaker_role) or ""):
        return Way.SPOKESMAN
    return Way.ANONYMOUS if unnamed and not _is_body(quote.speaker_name) else Way.DIRECT


def day_of(row: QuoteRow) -> date | None:
    """The day on which it was said, else printed."""
    return row.quote.said_on or row.source.published


def _is_of_other(row: QuoteRow) -> bool:
    """Whether it stands in the words of somebody else."""
    return row.around is not None and row.around.speaker_name != row.quote.speaker_name


def _is_marked(row: QuoteRow) -> bool:
    return row.quote.kind is not QuoteKind.INDIRECT


def _is_spokesman(role: str) -> bool:
    words = role.casefold().replace("-", " ").split()
    pairs = map("-".join, pairwise(words))
    return not words_of("offices.toml", "spokespeople").isdisjoint((*words, *pairs))


def _is_body(described: str) -> bool:
    """Whether words that name nobody mean a body that speaks as the party does: "the Israeli military"."""
    links, bodies = (
        words_of("offices.toml", "links"),
        words_of("offices.toml", "bodies") | words_of("offices.toml", "voices"),
    )
    head = list(takewhile(lambda word: word not in links, described.casefold().split()))
    last = head[-1] if head else ""
    return bool({last, last.removesuffix("s"), f"{last.removesuffix('ies')}y"} & bodies)


def _party(party: str, said: Sequence[tuple[tuple[QuoteRow, ...], Way | None]]) -> PartyHeard:
    ways = Counter(way for _, way in said if way)
    own = [row for same, way in said if way in WORDS for row in same]
    return PartyHeard(
        party_id=party,
        ways=tuple((way, ways[way]) for way in Way if ways[way]),
        last=_newest(own),
        last_at_all=_newest([row for same, _ in said for row in same]),
    )


def _newest(rows: Sequence[QuoteRow]) -> QuoteRow | None:
    dated = [row for row in rows if day_of(row)]
    return max(dated, key=lambda row: day_of(row) or date.min, default=None)
