"""Invented articles in any number, for measuring; no two are the same, and the people and the talks come back."""

import random
from datetime import date, timedelta

from corpus.articles import read_article
from corpus.models import (
    Article,
    Extraction,
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
)
from tests.identified import identified

GIVEN = (
    "Ingrid", "Tomás", "Marta", "Jon", "Kari", "Rosa", "Piet", "Lena", "Hugo", "Sofia", "Pablo", "Astrid", "Elena",
    "Nils", "Clara", "Diego",
)  # fmt: skip
SYLLABLES = (
    "sol", "bak", "ken", "arr", "ia", "gada", "lund", "ber", "gen", "mar", "quez", "hol", "men", "tor", "res", "wik",
    "strand", "val", "dez",
)  # fmt: skip
PARTIES = ("Norway", "Chile", "Iceland", "Peru", "Denmark", "Canada", "Portugal", "Ireland")
PLACES = ("Lisbon", "Geneva", "Madrid", "Vienna", "Oslo")
WANTS = (
    "open its ports", "lower the harbour dues", "share the herring", "withdraw the patrol boats", "free the crew",
    "sign the treaty", "pay for the nets", "close the strait", "accept observers", "pull back from the islands",
)  # fmt: skip
SENTENCES = (
    '"We will {want} when {other} does the same," said {name}, the foreign minister of {party}.',
    '{name} said {party} had "no reason to {want}" this year.',
    '"Nobody can ask {party} to {want}," {name} told reporters. "We have waited long enough," the minister added.',
    "{party} offered to {want} in exchange for guarantees from {other}.",
    "{party} rejected a demand from {other} to {want}.",
    "Delegations from {party} and {other} held talks in {place} on {weekday}.",
    "The talks in {place} ended without a signature after {other} refused to {want}.",
    "Fishermen in both countries said that the winter had been long and that little had changed in the harbours.",
    "Trade between {party} and {other} has grown for years, and most of it goes by sea.",
    "{party} also proposed a further meeting in {place} next month.",
)


def article_text(chosen: random.Random, day: date, sentences: int = 18) -> str:
    """An article of about 300 words, or of so many sentences, in the format of the seeds."""
    party, other = chosen.sample(PARTIES, 2)
    place, weekday = chosen.choice(PLACES), (day - timedelta(days=1)).strftime("%A")
    people = [_name(chosen) for _ in range(3)]
    words = {"party": party, "other": other, "place": place, "weekday": weekday}
    written = [
        chosen.choice(SENTENCES).format(name=chosen.choice(people), want=chosen.choice(WANTS), **words)
        for _ in range(sentences)
    ]
    paragraphs = [" ".join(written[start : start + 3]) for start in range(0, sentences, 3)]
    return f" date {day.isoformat()} {party} and {other} talk about fishing\n\n" + "\n\n".join(paragraphs) + "\n"


def template_reader(text: str, source: str) -> tuple[Article, Extraction]:
    """The article of a text, with what `template_found` finds in it."""
    article = read_article(text, source=source)
    return article, template_found(article)


def template_found(article: Article) -> Extraction:
    """About as many records as a careful reader finds, at no cost: whatever stands in straight quotation marks."""
    text = article.text
    party, other = article.title.split(" talk ")[0].split(" and ") if article.title else PARTIES[:2]
    pieces = text.split('"')
    quotes, people, start = [], {}, 0
    for number, piece in enumerate(pieces):
        if number % 2:
            name = _name(random.Random(piece))
            people[name] = Person(id=f"p{number}", name=name, role="minister", party_name=party)
            quotes.append(_quote(f"q{number}", start, piece, name, party))
        start += len(piece) + 1
    day = article.published or date(2020, 1, 1)
    place = next((place for place in PLACES if place in text), None)
    talk = Talk(id="t1", date=(day - timedelta(days=1)).isoformat(), place=place, party_names=(party, other))
    found = Extraction(
        people=tuple(people.values()),
        parties=tuple(Party(id=name, name=name, kind=PartyKind.STATE) for name in (party, other)),
        quotes=tuple(quotes),
        positions=tuple(_position(quote, party) for quote in quotes[:4]),
        talks=(talk,),
    )
    return identified(found)


def _name(chosen: random.Random) -> str:
    surname = "".join(chosen.choice(SYLLABLES) for _ in range(3))
    return f"{chosen.choice(GIVEN)} {surname.capitalize()}"


def _quote(quote_id: str, start: int, words: str, speaker: str, party: str) -> Quote:
    return Quote(
        id=quote_id, start=start, end=start + len(words), text=words, kind=QuoteKind.DIRECT,
        speaker_name=speaker, speaker_kind=SpeakerKind.PERSON, party_name=party,
    )  # fmt: skip


def _position(quote: Quote, party: str) -> Position:
    span = Span(start=quote.start, end=quote.end, text=quote.text)
    return Position(
        id=f"s{quote.id}", party_name=party, stance=Stance.DEMAND, issue="other", evidence=(span,), actor=span,
        quote_ids=(quote.id,),
    )  # fmt: skip
