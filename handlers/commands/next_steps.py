"""Where an answer leads: what other parties say and want, and the talks that its newest article reports."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from corpus.models import PositionFilter, Round, Source
from handlers.blocks.kit import Button
from handlers.commands.rounds import TALKED, opening

if TYPE_CHECKING:
    from corpus.store import Corpus

MOST = 4
"""Ways in the last row of an answer; the fifth button shares it."""


def first_few(buttons: Iterable[Button]) -> list[Button]:
    """The most useful ways on, each once; the buttons come in the order of their use."""
    return list({button.command: button for button in buttons}.values())[:MOST]


def other_side(article: Source, own: Iterable[str | None], corpus: "Corpus") -> list[str]:
    """The one other party that has positions in the article; [] where there is none, or more than one."""
    mine = set(own)
    beside = corpus.positions(PositionFilter(article_id=article.id))
    others = {row.party_id for row in beside if row.party_id and row.party_id not in mine}
    return list(others) if len(others) == 1 else []


def same_talks(article: Source, corpus: "Corpus") -> list[Button]:
    """A button to the talks that the article reports; [] where it reports none, or no words lead to just these."""
    rounds = corpus.talks()
    reported = next((one for one in rounds if _reports(one, article)), None)
    found = opening(reported, corpus) if reported else None
    return [found._replace(label="Same talks")] if found else []


def _reports(one: Round, article: Source) -> bool:
    """Whether the article tells of these talks as held, not in a summary or in passing."""
    told = [account.talk for account in one.accounts if account.source.id == article.id]
    return any(talk.status in TALKED and not talk.several and not talk.background for talk in told)
