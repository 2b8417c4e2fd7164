"""What a reader says is wrong with a record: the form for it, and what becomes of it."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import get_args

from corpus.excerpts import beginning
from corpus.keepings import Objection, Wrong
from corpus.models import TalkAccount
from corpus.store import Corpus
from handlers.blocks.button_values import Stale, read_any, wrong
from handlers.blocks.forms import Values, filled, form_view, option
from handlers.blocks.kit import Block, Button, actions, context, note, quotation, rich
from handlers.blocks.reply import View
from handlers.blocks.sources import source_line
from handlers.blocks.text import joined
from handlers.commands.rounds import date_of, status_of, title_of
from handlers.desk.source_view import shown
from handlers.texts import say, texts

LONGEST = 500
LONGEST_WORDS, MOST_WORDS = 600, 3


def objection_view(ref: str, corpus: Corpus) -> View:
    """The form, beneath the record that it is about; a sentence in its stead where that has changed or is gone."""
    about = _about(ref, corpus)
    if isinstance(about, Stale):
        return View(title=say("wrong"), blocks=(note(about.sentence),))
    kinds = [option(label, what) for what, label in texts().wrong.items()]
    made = form_view("objection", {"what": kinds}, {}, [context(say("wrong_how"))], about)
    return replace(made, state=ref)


def _about(ref: str, corpus: Corpus) -> tuple[Block, ...] | Stale:
    """The words that it is about, and who says them."""
    row = read_any(ref, corpus)
    if isinstance(row, Stale):
        return row
    return told_of_talks(row) if isinstance(row, TalkAccount) else shown(row)


def told_of_talks(account: TalkAccount) -> tuple[Block, ...]:
    """What one article says of talks: when, where, who, what came of them, in its own words."""
    talk = account.talk
    spans = [*([talk.outcome] if talk.outcome else []), *talk.evidence][:MOST_WORDS]
    words = [quotation(beginning(span.text, LONGEST_WORDS)) for span in spans]
    told = joined(title_of(talk), date_of(talk), status_of(talk))
    return note(told), *([rich(*words)] if words else []), rich(source_line(account.source))


def read_objection(values: Values, ref: str, team: str, user: str) -> Objection | dict[str, str]:
    """What was filled in; or what is wrong with that, by field."""
    given = filled(values)
    what = next((kind for kind in get_args(Wrong) if kind == given.get("what")), None)
    if what is None:
        return {"what": say("wrong_what")}
    told = given.get("note", "").strip()[:LONGEST]
    return Objection(at=datetime.now(UTC), team=team, user=user, ref=ref, what=what, note=told)


def noted(objection: Objection, *, new: bool) -> View:
    """Says that it is written down, with the way to take it back."""
    told = say("wrong_noted" if new else "wrong_noted_before", what=texts().wrong[objection.what])
    back = Button(say("wrong_take_back"), objection.ref, "withdraw")
    return View(title=say("wrong"), blocks=(note(told), *actions([back])), count=int(new))


def withdrawn(number: int, ref: str) -> View:
    """Says that it is taken back, with the way to say it again."""
    told = say("wrong_taken_back" if number else "wrong_settled")
    return View(title=say("wrong"), blocks=(note(told), *actions([wrong(ref)])), count=number)
