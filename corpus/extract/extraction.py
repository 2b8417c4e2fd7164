"""All that one article holds: the extractors, in the order in which they need each other."""

from collections.abc import Sequence
from datetime import date

from corpus.document.dates import said_on
from corpus.document.document import Document, annotate
from corpus.document.entities import name_of
from corpus.document.entities.parties import as_records as party_records
from corpus.document.entities.role_nouns import role_words
from corpus.document.furniture import BESIDE
from corpus.document.parse import Parse
from corpus.document.tokens import Token
from corpus.extract.events import find_events
from corpus.extract.ids import with_party_ids
from corpus.extract.positions import find_positions
from corpus.extract.quotes import Draft, find_quotes
from corpus.extract.quotes.bodies import Speaker
from corpus.extract.quotes.speakers import Resolver
from corpus.extract.talks import find_talks
from corpus.knowledge import words_of
from corpus.models import Article, Extraction, Party, PartyKind, Quote, QuoteFlag, QuoteKind, Span, SpeakerKind


def extract(article: Article) -> Extraction:
    """Everybody and everything found in the article; what nothing was found of is an empty tuple.

    Raises `LanguageModelError` if no English model is installed. The first call loads it, which takes a second or two.
    """
    return read_document(annotate(article))


def read_document(document: Document) -> Extraction:
    """Everybody and everything found in a document that is annotated already."""
    drafts = find_quotes(document)
    quotes = with_party_ids(document, _quotes(document, drafts, Resolver(document)))
    positions = (one for one in find_positions(document, quotes) if _is_told(document, one.evidence))
    events, told = find_events(document, tuple(positions))
    return Extraction(
        people=document.persons,
        parties=_parties(document, quotes),
        quotes=quotes,
        positions=told,
        talks=tuple(one for one in find_talks(document.actors, document.dates) if _is_told(document, one.evidence)),
        events=tuple(one for one in events if _is_told(document, [one.evidence])),
    )


def _parties(document: Document, quotes: Sequence[Quote]) -> tuple[Party, ...]:
    """The parties that are named, then the bodies that only somebody speaks for, or that speak, without a mention."""
    named = party_records(document.parse, document.mentions)
    spoken_for = [(one.party_id, one.party_name) for one in document.persons]
    spoken_for += [(one.party_id, one.party_name) for one in quotes]
    known = {party.id for party in named}
    more = {key: name for key, name in spoken_for if key and name and key not in known}
    return (*named, *(Party(id=key, name=name, kind=PartyKind.ORGANISATION) for key, name in more.items()))


def _is_told(document: Document, evidence: Sequence[Span]) -> bool:
    """Whether the story itself tells it somewhere, and not only another article's headline or a note of the paper."""
    return any(not document.parse.is_in(BESIDE, span.start) for span in evidence)


def _quotes(document: Document, drafts: Sequence[Draft], resolver: Resolver) -> tuple[Quote, ...]:
    """The drafts as records, with their speakers; sources are resolved in the order of the text."""
    by_source = {draft.source: draft.cue for draft in drafts if draft.source}
    in_order = sorted(by_source.items(), key=lambda pair: pair[0].head)
    unsure = (source for source, _ in in_order if document.parse.follows_label(source.first))
    speakers = {source: resolver.resolve(source, cue) for source, cue in in_order} | dict.fromkeys(unsure)
    ids = {id(draft): f"q{number}" for number, draft in enumerate(drafts, 1)}
    heads = {source.head: speaker.name for source, speaker in speakers.items() if speaker}
    sourced = ((draft, speakers[draft.source] if draft.source else None) for draft in drafts)
    told = ((draft, None if _tells_of(document, draft, speaker) else speaker) for draft, speaker in sourced)
    return tuple(
        _quote(document.parse, draft, ids, speaker, _said_on(document, draft.cue, speaker, heads))
        for draft, speaker in told
    )


def _tells_of(document: Document, draft: Draft, speaker: Speaker | None) -> bool:
    """«"Mr Byron has never met them"»: words that call the speaker by title and name, as nobody speaks of himself."""
    if speaker is None or draft.kind is QuoteKind.INDIRECT:
        return False
    first, last = document.parse.tokens(draft.start, draft.end)
    named = (run for person in speaker.people for run in person.runs if first <= run.first <= last)
    return any(role_words("courtesies").intersection(run.title) for run in named)


def _quote(parse: Parse, draft: Draft, ids: dict[int, str], speaker: Speaker | None, day: date | None) -> Quote:
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
        said_on=day,
        flags=(*draft.flags, *pronoun),
    )


def _said_on(document: Document, cue: int | None, speaker: Speaker | None, heads: dict[int, str]) -> date | None:
    """The day of a cue's words, which may be that of words of the speaker, or of their party, right before.

    `heads` has the speakers' names by the tokens that they are told with.
    """
    if cue is None:
        return None
    name = speaker.name if speaker else None
    represented = speaker.party_name if speaker and _speaks_for(speaker) else None

    def is_source(noun: Token) -> bool:
        person, mention = document.people.at(noun.i), document.mentions.at(noun.i)
        names = (heads.get(noun.i), name_of(document.parse, person) if person is not None else None)
        return (name is not None and name in names) or (mention is not None and mention.name == represented)

    return said_on(document.parse, cue, document.dates, is_source)


def _speaks_for(speaker: Speaker) -> bool:
    """Whether a speaker is a party, or has the role of giving its words."""
    role = speaker.role.text.split() if speaker.role else []
    return speaker.kind is SpeakerKind.PARTY or not words_of("dates.toml", "spokespeople").isdisjoint(role)


def _sentence(parse: Parse, draft: Draft) -> Span:
    """The sentence or sentences that the words stand in, without the blanks around them."""
    first, last = parse.tokens(draft.start, draft.end)
    start = parse.start(parse.sentence_of(parse.doc[first]).start)
    end = parse.end(parse.sentence_of(parse.doc[last]).end - 1)
    words = parse.article.text[start:end]
    start += len(words) - len(words.lstrip())
    return parse.cut(start, start + len(words.strip()))
