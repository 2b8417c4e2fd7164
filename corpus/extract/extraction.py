"""All that one article holds: the extractors, in the order in which they need each other."""

from collections.abc import Sequence

from corpus.document.dates import DatePhrase, said_on
from corpus.document.document import Document, annotate
from corpus.document.entities import as_records as person_records
from corpus.document.entities.parties import as_records as party_records
from corpus.document.parse import Parse
from corpus.extract.events import find_events, find_other_acts
from corpus.extract.ids import with_ids
from corpus.extract.positions import find_positions
from corpus.extract.quotes import Draft, find_quotes
from corpus.extract.quotes.sources import Source
from corpus.extract.quotes.speakers import Resolver, Speaker
from corpus.extract.talks import find_talks
from corpus.models import Article, Extraction, Quote, QuoteFlag, QuoteKind, Span


def extract(article: Article) -> Extraction:
    """Everybody and everything found in the article; what nothing was found of is an empty tuple.

    Raises `LanguageModelError` if no English model is installed. The first call loads it, which takes a second or two.
    """
    return read_document(annotate(article))


def read_document(document: Document) -> Extraction:
    """Everybody and everything found in a document that is annotated already."""
    parse, mentions, people, dates = document.parse, document.mentions, document.people, document.dates
    drafts = find_quotes(document)
    quotes = _quotes(parse, drafts, Resolver(document), dates)
    persons = person_records(parse, people)
    positions = find_positions(parse, mentions, persons, quotes, dates)
    contrary, positions = find_events(parse, mentions, positions, dates)
    events = [*contrary, *find_other_acts(parse, mentions, contrary, dates)]
    found = Extraction(
        people=persons,
        parties=party_records(parse, mentions),
        quotes=quotes,
        positions=positions,
        talks=find_talks(parse, mentions, persons, dates),
        events=tuple(sorted(events, key=lambda event: event.evidence.start)),
    )
    return with_ids(document, found)


def _quotes(
    parse: Parse, drafts: Sequence[Draft], resolver: Resolver, dates: tuple[DatePhrase, ...]
) -> tuple[Quote, ...]:
    """The drafts as records, with their speakers; sources are resolved in the order of the text."""
    by_source = {draft.source: draft.cue for draft in drafts if draft.source}
    in_order = sorted(by_source.items(), key=lambda pair: pair[0].head)
    speakers = {source: resolver.resolve(source, cue) for source, cue in in_order}
    ids = {id(draft): f"q{number}" for number, draft in enumerate(drafts, 1)}
    return tuple(_quote(parse, draft, ids, speakers, dates) for draft in drafts)


def _quote(
    parse: Parse,
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
        text=parse.article.text[draft.start : draft.end],
        kind=draft.kind,
        speaker_name=speaker.name if speaker else None,
        speaker_kind=speaker.kind if speaker else None,
        speaker_role=speaker.role.text if speaker and speaker.role else None,
        speaker_ids=tuple(one.id for one in speaker.people) if speaker else (),
        speaker_span=parse.span(draft.source.first, draft.source.last) if draft.source else None,
        certainty=round(speaker.certainty, 2) if speaker else 0.0,
        party_name=speaker.party_name if speaker else None,
        cue=parse.span(draft.cue, draft.cue) if draft.cue is not None else None,
        sentence=_sentence(parse, draft) if draft.kind is not QuoteKind.DIRECT else None,
        within=ids[id(draft.within)] if draft.within is not None else None,
        said_on=said_on(parse, draft.cue, dates) if draft.cue is not None else None,
        flags=(*draft.flags, *pronoun),
    )


def _sentence(parse: Parse, draft: Draft) -> Span:
    """The sentence or sentences that the words stand in, without the blanks around them."""
    first, last = parse.tokens(draft.start, draft.end)
    start = parse.sentence_of(parse.doc[first]).start_char
    end = parse.sentence_of(parse.doc[last]).end_char
    words = parse.article.text[start:end]
    start += len(words) - len(words.lstrip())
    return parse.cut(start, start + len(words.strip()))
