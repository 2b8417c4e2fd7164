"""/quote: what somebody is quoted with, word for word, in the order of the articles."""

from typing import TYPE_CHECKING

from corpus.models import (
    Answer,
    Ask,
    Entity,
    QuoteFilter,
    QuoteFlag,
    QuoteKind,
    QuoteRow,
    Unknown,
)
from handlers.blocks import (
    Button,
    actions,
    context,
    counted,
    header,
    note,
    reply,
)
from handlers.cards import quote_aloud, quote_blocks
from handlers.choices import guarded, is_empty, nobody, nothing_read, side_of, ways_to, which_one, whois
from handlers.pages import Page, page, place, turning
from handlers.reply import Reply
from handlers.words import Asked, Subject, address, subject_of, understood

if TYPE_CHECKING:
    from corpus.store import Corpus


def answer(words: str, corpus: "Corpus") -> Reply:
    """The quotes of the person or party that the words name, newest article first; further words narrow them."""
    return guarded("quote", words, corpus, _answer)


def _answer(asked: Asked, corpus: "Corpus") -> Reply:
    subject = subject_of(asked.words, corpus)
    match subject.resolution:
        case Answer(entity=entity):
            return _quotes_of(entity, subject, asked.page, corpus)
        case Ask() as ask:
            return which_one("quote", ask, corpus, lambda name: f"{name} {subject.rest}".strip())
        case Unknown() as unknown:
            return nobody("quote", unknown, corpus)


def _quotes_of(entity: Entity, subject: Subject, number: int, corpus: "Corpus") -> Reply:
    rows = spoken(corpus, words_filter(entity, subject.rest))
    name = address(entity, corpus)
    if not rows:
        return nothing_read() if is_empty(corpus) else _nothing(entity, subject, name, corpus)
    title = whois(entity, corpus)
    shown = page(rows, number, lambda row: quote_blocks(row, title))
    told = _told(entity, subject, rows, shown)
    buttons = [*turning(shown, f"/quote {name} {subject.rest}".strip()), *_others(shown, corpus)]
    lines = [quote_aloud(row) for row in shown.items]
    text = " ".join([f"{title}: {told}", *(f"{n}. {said}" for n, said in enumerate(lines, shown.first + 1))])
    return reply(text, [header(title), context(told), *shown.blocks, *actions(buttons)])


def words_filter(entity: Entity, narrowed: str = "") -> QuoteFilter:
    """What a person said, or whoever spoke for a party."""
    if entity.kind == "person":
        return QuoteFilter(speaker_id=entity.id, words=narrowed)
    return QuoteFilter(party_id=entity.id, words=narrowed)


def spoken(corpus: "Corpus", where: QuoteFilter) -> tuple[QuoteRow, ...]:
    """The quotes that are shown each for itself: no reported speech, and no words quoted inside a quote."""
    return tuple(
        row for row in corpus.quotes(where) if row.quote.kind is not QuoteKind.INDIRECT and not _is_nested(row)
    )


def _is_nested(row: QuoteRow) -> bool:
    outer = row.around
    return QuoteFlag.NESTED in row.quote.flags or (outer is not None and outer.kind is not QuoteKind.INDIRECT)


# -- beside the quotes -------------------------------------------------------------------------------------------------


def _told(entity: Entity, subject: Subject, rows: tuple[QuoteRow, ...], shown: Page[QuoteRow]) -> str:
    """How many quotes, and whom and what the words were understood to mean."""
    articles = len({row.source.id for row in rows})
    with_words = f" with “{subject.rest}”" if subject.rest else ""
    whom = understood(entity, subject.typed)
    told = f"{counted(len(rows), 'quote')}{with_words} in {counted(articles, 'article')}"
    order = ", newest article first" if articles > 1 else ""
    known = f"{whom}. " if whom != entity.name else ""
    return f"{known}{told}{order}{f'; {place(shown)}' if place(shown) else ''}."


def _others(shown: Page[QuoteRow], corpus: "Corpus") -> list[Button]:
    """Ways on: what their party wants, and whom the same article quotes for another party."""
    newest = shown.items[0]
    beside = spoken(corpus, QuoteFilter(article_id=newest.source.id))
    others = [row.party_id for row in beside if row.party_id != newest.party_id]
    return [*ways_to("positions", [newest.party_id], corpus), *ways_to("quote", others, corpus)[:2]]


def _nothing(entity: Entity, subject: Subject, name: str, corpus: "Corpus") -> Reply:
    whom = understood(entity, subject.typed)
    everything = len(spoken(corpus, words_filter(entity))) if subject.rest else 0
    if everything:
        sentence = f"No quote of {whom} has the words “{subject.rest}”."
        ways = [Button(f"All {counted(everything, 'quote')}", f"/quote {name}")]
        sentence += f" Without them there {'is' if everything == 1 else 'are'} {everything}."
    else:
        sentence = f"Nobody is quoted for {whom} in the corpus." if entity.kind == "party" else ""
        sentence = sentence or f"{whom} is named in the corpus, but not quoted."
        side = side_of(entity, corpus)
        ways = ways_to("positions", [side.id if side else None], corpus)
        ways += ways_to("quote", [side.id if side and side != entity else None], corpus)
    title = whois(entity, corpus)
    return reply(f"{title}: {sentence}", [header(title), note(sentence), *actions(ways)])
