"""/quote: what somebody is quoted with, word for word, in the order of the articles."""

from typing import TYPE_CHECKING, NamedTuple

from corpus.models import Answer, Ask, Entity, QuoteFilter, QuoteRow, Unknown
from handlers.blocks.button_values import quote_buttons
from handlers.blocks.cards import quote_aloud, quote_blocks
from handlers.blocks.kit import Button, actions, context, counted, header, note, reply
from handlers.blocks.pages import Page, page, place, turning
from handlers.blocks.reply import Reply
from handlers.commands.disambiguation import guarded, is_empty, nobody, nothing_read, side_of, ways_to, which_one, whois
from handlers.commands.next_steps import first_few, other_side, same_talks
from handlers.commands.quotes_query import spoken, words_filter
from handlers.words import Asked, Subject, address, subject_of, understood

if TYPE_CHECKING:
    from corpus.store import Corpus


class Found(NamedTuple):
    """Whom the words mean, and all that they ask for."""

    entity: Entity
    subject: Subject
    rows: tuple[QuoteRow, ...]


def answer(words: str, corpus: "Corpus") -> Reply:
    """The quotes of the person or party that the words name, newest article first; further words narrow them."""
    return guarded("quote", words, corpus, _answer)


def _answer(asked: Asked, corpus: "Corpus") -> Reply:
    found = find(asked, corpus)
    return found if isinstance(found, Reply) else _quotes_of(found, asked, corpus)


def find(asked: Asked, corpus: "Corpus") -> Found | Reply:
    """The quotes asked for, at least one; else the answer that says why there are none, or asks who is meant."""
    subject = subject_of(asked.words, corpus)
    match subject.resolution:
        case Answer(entity=entity):
            where = words_filter(entity, subject.rest)
            rows = spoken(corpus, where.model_copy(update={"since": asked.since, "until": asked.until}))
            if rows:
                return Found(entity, subject, rows)
            return nothing_read() if is_empty(corpus) else _nothing(entity, subject, asked, corpus)
        case Ask() as ask:
            return which_one("quote", ask, corpus, lambda name: f"{name} {subject.rest}".strip(), asked.bounds)
        case Unknown() as unknown:
            return nobody("quote", unknown, corpus, bounds=asked.bounds)


def _quotes_of(found: Found, asked: Asked, corpus: "Corpus") -> Reply:
    title = whois(found.entity, corpus)
    shown = page(found.rows, asked.page, lambda row: (*quote_blocks(row, title), *quote_buttons(row)))
    told = _told(found, asked, shown)
    command = f"/quote {address(found.entity, corpus)} {found.subject.rest}".strip() + asked.bounds
    buttons = first_few([*turning(shown, command), *_others(shown, corpus)])
    lines = [quote_aloud(row) for row in shown.items]
    text = " ".join([f"{title}: {told}", *(f"{n}. {said}" for n, said in enumerate(lines, shown.first + 1))])
    blocks = [header(title), context(told), *shown.blocks, *actions(buttons)]
    return reply(text, blocks, records=len(shown.records))


# -- beside the quotes -------------------------------------------------------------------------------------------------


def _told(found: Found, asked: Asked, shown: Page[QuoteRow]) -> str:
    """How many quotes, and whom and what the words were understood to mean."""
    articles = len({row.source.id for row in found.rows})
    with_words = f" with “{found.subject.rest}”" if found.subject.rest else ""
    whom = understood(found.entity, found.subject.typed)
    told = f"{counted(len(found.rows), 'quote')}{with_words} in {counted(articles, 'article')}"
    printed = f", printed {asked.window}" if asked.window else ""
    order = ", newest article first" if articles > 1 else ""
    known = f"{whom}. " if whom != found.entity.name else ""
    return f"{known}{told}{printed}{order}{f'; {place(shown)}' if place(shown) else ''}."


def _others(shown: Page[QuoteRow], corpus: "Corpus") -> list[Button]:
    """Ways on: what the parties want, whom the same article quotes for another party, and the talks that it reports."""
    newest = shown.items[0]
    beside = spoken(corpus, QuoteFilter(article_id=newest.source.id))
    others = [row.party_id for row in beside if row.party_id != newest.party_id]
    quoted = ways_to("quote", others, corpus)[:2]
    parties = [newest.party_id, *other_side(newest.source, [newest.party_id], corpus)]
    return [*ways_to("positions", parties, corpus), *quoted[:1], *same_talks(newest.source, corpus), *quoted[1:]]


def _nothing(entity: Entity, subject: Subject, asked: Asked, corpus: "Corpus") -> Reply:
    whom = understood(entity, subject.typed)
    bounded = f" in what was printed {asked.window}" if asked.window else ""
    everything = len(spoken(corpus, words_filter(entity))) if subject.rest or bounded else 0
    if everything:
        sentence = f"No quote of {whom} has the words “{subject.rest}”{bounded}." if subject.rest else ""
        sentence = sentence or f"No quote of {whom}{bounded}."
        without = "Without them" if subject.rest else "Without these days"
        ways = [Button(f"All {counted(everything, 'quote')}", f"/quote {address(entity, corpus)}")]
        sentence += f" {without} there {'is' if everything == 1 else 'are'} {everything}."
    else:
        sentence = f"Nobody is quoted for {whom} in the corpus." if entity.kind == "party" else ""
        sentence = sentence or f"{whom} is named in the corpus, but not quoted."
        side = side_of(entity, corpus)
        ways = ways_to("positions", [side.id if side else None], corpus)
        ways += ways_to("quote", [side.id if side and side != entity else None], corpus)
    title = whois(entity, corpus)
    return reply(f"{title}: {sentence}", [header(title), note(sentence), *actions(ways)])
