"""All that one article holds: the extractors, in the order in which they need each other."""

from collections.abc import Sequence

from corpus.dates import DatePhrase, find_dates, said_on
from corpus.models import Article, Extraction, Quote, QuoteFlag, QuoteKind, Span
from corpus.parties import as_records as party_records
from corpus.parties import find_mentions
from corpus.people import as_records as person_records
from corpus.people import find_people
from corpus.positions import find_positions
from corpus.positions.events import find_events, find_other_acts
from corpus.quotes import Draft, find_quotes
from corpus.quotes.sources import Source
from corpus.quotes.speakers import Resolver, Speaker
from corpus.reading import Reading, read
from corpus.talks import find_talks


def extract(article: Article) -> Extraction:
    """Everybody and everything found in the article; what nothing was found of is an empty tuple.

    Raises `LanguageModelError` if no English model is installed. The first call loads it, which takes a second or two.
    """
    reading = read(article)
    mentions = find_mentions(reading)
    people = find_people(reading, mentions)
    dates = find_dates(reading)
    drafts = find_quotes(reading, mentions)
    quotes = _quotes(reading, drafts, Resolver(reading, mentions, people), dates)
    persons = person_records(reading, people)
    positions = find_positions(reading, mentions, persons, quotes, dates)
    contrary, positions = find_events(reading, mentions, positions, dates)
    events = [*contrary, *find_other_acts(reading, mentions, contrary, dates)]
    return Extraction(
        people=persons,
        parties=party_records(reading, mentions),
        quotes=quotes,
        positions=positions,
        talks=find_talks(reading, mentions, persons, dates),
        events=tuple(sorted(events, key=lambda event: event.evidence.start)),
    )


def _quotes(
    reading: Reading, drafts: Sequence[Draft], resolver: Resolver, dates: tuple[DatePhrase, ...]
) -> tuple[Quote, ...]:
    """The drafts as records, with their speakers; sources are resolved in the order of the text."""
    sources = sorted({draft.source for draft in drafts if draft.source}, key=lambda source: source.head)
    speakers = {source: resolver.resolve(source) for source in sources}
    ids = {id(draft): f"q{number}" for number, draft in enumerate(drafts, 1)}
    return tuple(_quote(reading, draft, ids, speakers, dates) for draft in drafts)


def _quote(
    reading: Reading,
    draft: Draft,
    ids: dict[int, str],
    speakers: dict[Source, Speaker | None],
    dates: tuple[DatePhrase, ...],
) -> Quote:
    speaker = speakers[draft.source] if draft.source else None
    pronoun = (QuoteFlag.PRONOUN,) if speaker is not None and speaker.pronoun else ()
    return Quote(
        id=ids[id(draft)],
        start=draft.start,
        end=draft.end,
        text=reading.article.text[draft.start : draft.end],
        kind=draft.kind,
        speaker_name=speaker.name if speaker else None,
        speaker_kind=speaker.kind if speaker else None,
        speaker_role=speaker.role.text if speaker and speaker.role else None,
        speaker_span=reading.span(draft.source.first, draft.source.last) if draft.source else None,
        party_name=speaker.party_name if speaker else None,
        cue=reading.span(draft.cue, draft.cue) if draft.cue is not None else None,
        sentence=_sentence(reading, draft) if draft.kind is not QuoteKind.DIRECT else None,
        within=ids[id(draft.within)] if draft.within is not None else None,
        said_on=said_on(reading, draft.cue, dates) if draft.cue is not None else None,
        flags=(*draft.flags, *pronoun),
    )


def _sentence(reading: Reading, draft: Draft) -> Span:
    """The sentence or sentences that the words stand in, without the blanks around them."""
    first, last = reading.tokens(draft.start, draft.end)
    start = reading.sentence_of(reading.doc[first]).start_char
    end = reading.sentence_of(reading.doc[last]).end_char
    words = reading.article.text[start:end]
    start += len(words) - len(words.lstrip())
    return reading.cut(start, start + len(words.strip()))
