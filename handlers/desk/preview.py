"""What would be found in an article, shown before it is added."""

from collections.abc import Iterable, Sequence

from corpus.keepings import Draft
from corpus.models import (
    Article,
    Extraction,
    Person,
    PositionRow,
    Quote,
    QuoteFilter,
    QuoteRow,
    Round,
    Source,
    Talk,
    TalkAccount,
)
from corpus.store import Corpus
from handlers.blocks.button_values import stands_alone
from handlers.blocks.kit import Block, Line, bullets, context, header, letters, line, note, rich
from handlers.blocks.limits import most_items
from handlers.blocks.payload import room, size
from handlers.blocks.position_card import issue_label, position_line
from handlers.blocks.quote_card import quoted_words, said
from handlers.blocks.reply import View
from handlers.blocks.sources import headline, printed
from handlers.blocks.text import counted, listed, short
from handlers.commands.rounds import one_liner
from handlers.texts import say

MOST_QUOTES = 12
MOST_LINES = 15
"""People, positions and talks that are listed, of each kind."""

LONGEST_QUOTE = 500
EVIDENCE = 150
ALIKE = 20
"""Quotes of the corpus whose articles are compared with this one."""


def preview(draft: Draft, article: Article, found: Extraction, corpus: Corpus) -> View:
    """What would be found, what looks odd, and the question whether to add it; `count` is how many quotes are shown."""
    rows = rows_of(article, found)
    drafts = (_composed(article, found, rows, most, corpus) for most in _fewer())
    count, blocks = next(draft for draft in drafts if _fits(draft[1]))
    return View(
        title="Add article",
        blocks=tuple(blocks),
        callback_id="confirm",
        submit=say("add_to_corpus"),
        close="Cancel",
        state=draft.id,
        count=count,
    )


def rows_of(article: Article, found: Extraction) -> tuple[QuoteRow, ...]:
    """The quotes that /quote would show, as the store would give them back, without entities."""
    by_id = {quote.id: quote for quote in found.quotes}
    source = _source(article)
    rows = (QuoteRow(quote=one, source=source, around=by_id.get(one.within or "")) for one in found.quotes)
    return tuple(row for row in rows if stands_alone(row))


def _source(article: Article) -> Source:
    return Source(**article.model_dump(include=set(Source.model_fields)))


def _fewer() -> Iterable[tuple[int, int]]:
    """How many quotes and how many lines of each kind: fewer and fewer, in the end none."""
    yield from ((most, MOST_LINES) for most in range(MOST_QUOTES, 2, -1))
    yield from ((most, most) for most in range(3, -1, -1))


def _fits(blocks: Sequence[Block]) -> bool:
    return len(blocks) <= most_items("modal", "blocks") and size(blocks) <= room()


def _composed(
    article: Article, found: Extraction, rows: Sequence[QuoteRow], most: tuple[int, int], corpus: Corpus
) -> tuple[int, list[Block]]:
    shown = rows[: most[0]]
    blocks = [
        header(headline(article)),
        context(printed(article)),
        note(_told(rows, found)),
        *_odd(article, found, rows, corpus),
        *(block for row in shown for block in _quote(row)),
        *_rest("quote", len(rows) - len(shown)),
        *_lines("People", [_person(one) for one in found.people], most[1]),
        *_lines("Positions", [_position(article, found, number) for number in range(len(found.positions))], most[1]),
        *_lines("Talks", [_talk(article, one) for one in found.talks], most[1]),
    ]
    return len(shown), blocks


def _quote(row: QuoteRow) -> tuple[Block, ...]:
    """The words and who said them; there is nothing to open or to copy yet."""
    return rich(quoted_words(row, LONGEST_QUOTE)), context(said(row, longest=LONGEST_QUOTE))


def _told(rows: Sequence[QuoteRow], found: Extraction) -> str:
    kinds = [
        counted(len(rows), "quote"),
        counted(len(found.people), "person", "people"),
        counted(len(found.positions), "position"),
        counted(len(found.talks), say("account_of_talks"), say("accounts_of_talks")),
    ]
    return say("would_be_found", what=listed(kinds))


def _rest(one: str, left: int) -> list[Block]:
    return [context(f"and {counted(left, f'more {one}')}")] if left > 0 else []


def _lines(name: str, lines: Sequence[Line], most: int) -> list[Block]:
    if not lines:
        return []
    left = len(lines) - most
    shown = [bullets(lines[:most])] if most else []
    return [rich(line(letters(name, bold=True)), *shown), *([context(f"and {left} more")] if left > 0 else [])]


def _person(one: Person) -> Line:
    about = ", ".join(part for part in (short(one.role), short(one.party_name)) if part)
    return line(letters(short(one.name), bold=True), letters(f", {about}" if about else say("no_role_or_party")))


def _position(article: Article, found: Extraction, number: int) -> Line:
    position = found.positions[number]
    events = tuple(one for one in found.events if one.id in position.contradicted_by)
    row = PositionRow(position=position, source=_source(article), events=events)
    told = f"{issue_label(row)}: {position_line(row, EVIDENCE)}"
    return line(letters(short(position.party_name), bold=True), letters(f", {told}"))


def _talk(article: Article, one: Talk) -> Line:
    return line(letters(one_liner(Round(talk=one, accounts=(TalkAccount(talk=one, source=_source(article)),)))))


# -- what looks odd ----------------------------------------------------------------------------------------------------


def _odd(article: Article, found: Extraction, rows: Sequence[QuoteRow], corpus: Corpus) -> list[Block]:
    """What an editor should look at before adding it."""
    uncertain = sum(_is_uncertain(row.quote) for row in rows)
    same = same_text(article, found, corpus)
    nobody = say("nobodys_quotes", quotes=counted(uncertain, "quote"))
    told = [
        *([say("same_text", where=printed(same))] if same else []),
        *([] if article.published else [say("odd_undated")]),
        *([] if article.title else [say("odd_untitled")]),
        *([] if rows else [say("odd_unquoted")]),
        *([nobody] if uncertain else []),
    ]
    lines = [line(letters(text)) for text in told]
    return [rich(line(letters(say("look_first"), bold=True)), bullets(lines))] if lines else []


def _is_uncertain(quote: Quote) -> bool:
    return not quote.speaker_name and not quote.party_name


def same_text(article: Article, found: Extraction, corpus: Corpus) -> Source | None:
    """An article of the corpus with the same text below its header; None for none.

    Articles are compared that have the same longest quote; a text without quotes is not looked for.
    """
    spoken = max(found.quotes, key=lambda quote: len(quote.text), default=None)
    if spoken is None:
        return None
    where = QuoteFilter(words=" ".join(spoken.text.split()[:ALIKE]), indirect=True, limit=ALIKE)
    alike = dict.fromkeys(row.source.id for row in corpus.quotes(where))
    known = (corpus.article(article_id) for article_id in alike)
    return next((_source(one) for one in known if one and _body(one) == _body(article)), None)


def _body(article: Article) -> list[str]:
    return article.text[article.body_start :].split()
