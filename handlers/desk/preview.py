"""What would be found in an article, shown before it is added."""

from collections.abc import Sequence

from corpus.asking.arriving import rows_of, same_text, source_of
from corpus.asking.positions import issue_label
from corpus.excerpts import headline, short
from corpus.keepings import Draft
from corpus.models import (
    Article,
    Extraction,
    Person,
    PositionRow,
    QuoteRow,
    Round,
    TalkAccount,
)
from corpus.store import Corpus
from handlers.blocks.kit import Block, Line, bullets, context, header, letters, line, note, rich
from handlers.blocks.payload import fit
from handlers.blocks.position_card import position_line
from handlers.blocks.quote_card import quoted_words, said
from handlers.blocks.reply import View
from handlers.blocks.sources import printed
from handlers.blocks.text import counted, counts, joined
from handlers.commands.rounds import one_liner
from handlers.texts import say

MOST_QUOTES = 12
MOST_LINES = 15
"""People, positions and talks that are listed, of each kind."""

LONGEST_QUOTE = 500
EVIDENCE = 150


def preview(draft: Draft, article: Article, found: Extraction, corpus: Corpus) -> View:
    """What would be found, what looks odd, and the question whether to add it; `count` is how many quotes are shown."""
    rows = rows_of(article, found)
    fewer = [*((most, MOST_LINES) for most in range(MOST_QUOTES, 2, -1)), *((most, most) for most in range(3, -1, -1))]
    drafts = (_composed(article, found, rows, most, corpus) for most in fewer)
    count, blocks = next(draft for draft in drafts if fit(draft[1]))
    return View(
        title="Add article",
        blocks=tuple(blocks),
        callback_id="confirm",
        submit=say("add_to_corpus"),
        close="Cancel",
        state=draft.id,
        count=count,
    )


def _composed(
    article: Article, found: Extraction, rows: Sequence[QuoteRow], most: tuple[int, int], corpus: Corpus
) -> tuple[int, list[Block]]:
    shown, source = rows[: most[0]], source_of(article)
    numbers = {"quotes": len(rows), "people": len(found.people), "positions": len(found.positions)}
    told = counts({**numbers, "accounts": len(found.talks)}, every=True)
    quoted = [(rich(quoted_words(row, LONGEST_QUOTE)), context(said(row, longest=LONGEST_QUOTE))) for row in shown]
    rounds = [Round(talk=one, accounts=(TalkAccount(talk=one, source=source),)) for one in found.talks]
    blocks = [
        header(headline(article)),
        context(printed(article)),
        note(say("would_be_found", what=told)),
        *_odd(article, found, rows, corpus),
        *(block for pair in quoted for block in pair),
        *([context(f"and {counted(len(rows) - len(shown), 'more quote')}")] if len(rows) > len(shown) else []),
        *_lines("People", [_person(one) for one in found.people], most[1]),
        *_lines("Positions", [_position(article, found, number) for number in range(len(found.positions))], most[1]),
        *_lines("Talks", [line(letters(one_liner(each))) for each in rounds], most[1]),
    ]
    return len(shown), blocks


def _lines(name: str, lines: Sequence[Line], most: int) -> list[Block]:
    if not lines:
        return []
    left = len(lines) - most
    shown = [bullets(lines[:most])] if most else []
    return [rich(line(letters(name, bold=True)), *shown), *([context(f"and {left} more")] if left > 0 else [])]


def _person(one: Person) -> Line:
    about = joined(short(one.role), short(one.party_name), by=", ")
    return line(letters(short(one.name), bold=True), letters(f", {about}" if about else say("no_role_or_party")))


def _position(article: Article, found: Extraction, number: int) -> Line:
    position = found.positions[number]
    events = tuple(one for one in found.events if one.id in position.contradicted_by)
    row = PositionRow(position=position, source=source_of(article), events=events)
    told = f"{issue_label(row)}: {position_line(row, EVIDENCE)}"
    return line(letters(short(position.party_name), bold=True), letters(f", {told}"))


def _odd(article: Article, found: Extraction, rows: Sequence[QuoteRow], corpus: Corpus) -> list[Block]:
    """What an editor should look at before adding it."""
    uncertain = sum(not row.quote.speaker_name and not row.quote.party_name for row in rows)
    same = same_text(article, found, corpus)
    nobody = say("nobodys_quotes", quotes=counted(uncertain, "quote"))
    told = [
        *([say("same_text", where=printed(same))] if same else []),
        *([] if article.published else [say("odd_undated")]),
        *([] if article.title else [say("odd_untitled")]),
        *([] if rows else [say("odd_unquoted")]),
        *([nobody] if uncertain else []),
    ]
    lines = bullets(line(letters(text)) for text in told)
    return [rich(line(letters(say("look_first"), bold=True)), lines)] if told else []
