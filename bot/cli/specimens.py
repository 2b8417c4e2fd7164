"""One of every kind of message and view that Readout sends, made of the corpus as it is."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from corpus.keepings import Draft, Follow, Objection
from corpus.store import Corpus
from handlers.answer import answer
from handlers.blocks.forms import as_modal, waiting
from handlers.blocks.kit import Button, Menu, Note, person
from handlers.blocks.reply import Reply
from handlers.commands import COMMANDS
from handlers.commands.help import examples
from handlers.desk import add, follow, objection, removal, spelling
from handlers.desk.alerts import alert, news_of
from handlers.desk.home import home
from handlers.desk.search import search_view
from handlers.desk.share import shared, shared_line
from handlers.desk.source_view import copy_view, source_view
from handlers.quote_check.check import check

Json = dict[str, Any]

SOMEBODY = "U0123456789"
SOMEWHERE = "C0123456789"
MOST_ARRIVALS = 20
NOBODY = "/quote Zzyzx Qwfpgj"


def specimens(corpus: Corpus) -> dict[str, Json]:
    """By what each is, in words that go behind "Slack would refuse". Raises StoreError."""
    answers = dict(_answers(corpus))
    return {name: _sent(reply.payload()) for name, reply in {**answers, **_messages(answers, corpus)}.items()} | {
        f"the view {name}": made for name, made in _views(answers, corpus)
    }


def _sent(payload: Json) -> Json:
    return {name: value for name, value in payload.items() if name in ("text", "blocks")}


def _answers(corpus: Corpus) -> Iterator[tuple[str, Reply]]:
    tried = [one.beside.command for one in examples(COMMANDS.values(), corpus, 9) if isinstance(one.beside, Button)]
    for line in (*tried, *(f"/{name} help" for name in COMMANDS), NOBODY):
        yield f"the answer to {line}", answer(line, corpus)


def _messages(answers: Mapping[str, Reply], corpus: Corpus) -> dict[str, Reply]:
    """What is posted beside answers."""
    first = next((one for one in answers.values() if one.share), None)
    kept = _follow(corpus)
    told = {
        "a follow's announcement": follow.announcement(kept, "Somebody"),
        "a spelling that was kept": spelling.kept("Pescov", "Somebody"),
        "an article that was taken out": removal.taken_out(None, "article"),
        "the offer of a file": add.offer("a.txt", _draft()),
    }
    if first and first.share:
        value = first.share.command
        told["a shared answer"] = shared(value, person(SOMEBODY), answer(shared_line(value), corpus))
    arrivals = [one.article_id for one in corpus.arrivals()[-MOST_ARRIVALS:]]
    news = alert([news_of(kept, arrivals, corpus)], corpus)
    return told | ({"an alert": news} if news else {})


def _follow(corpus: Corpus) -> Follow:
    return Follow(id=1, team="T0", channel=SOMEWHERE, user=SOMEBODY, line="/talks", label="all talks", upto=0)


def _draft() -> Draft:
    return Draft(id="draft", user=SOMEBODY, title="A headline", text="Some words.", at=datetime.now(UTC))


def _views(answers: Mapping[str, Reply], corpus: Corpus) -> Iterator[tuple[str, Json]]:
    yield "of the Home", home([_follow(corpus)], corpus).payload()
    yield "of the search", search_view().payload()
    yield "of the form for an article", add.form("Some words.").payload()
    yield "of a reading", add.working(_draft()).payload()
    yield "that waits", waiting("Readout").payload()
    yield "of a check", as_modal(check('"Some words that nobody said," said Somebody.', corpus), "Check").payload()
    for does, opened in (("source", source_view), ("copy", copy_view), ("wrong", objection.objection_view)):
        if ref := next(_refs(answers, does), None):
            yield f"behind “{does}”", opened(ref, corpus).payload()
    made = Objection(at=datetime.now(UTC), user=SOMEBODY, ref="quote:a/q/0", what="other")
    yield "that notes an objection", objection.noted(made, new=True).payload()


def _refs(answers: Mapping[str, Reply], does: str) -> Iterator[str]:
    """The records that the menus of the answers lead to."""
    notes = (block for one in answers.values() for block in one.whole if isinstance(block, Note))
    menus = (one.beside for one in notes if isinstance(one.beside, Menu))
    yield from (one.command for menu in menus for one in menu.buttons if one.does == does)
