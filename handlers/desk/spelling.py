"""A spelling that a reader had to explain, offered to be kept: only where it cannot hide anybody who is called so."""

from dataclasses import replace

from corpus.asking.names import bears
from corpus.excerpts import short
from corpus.models import Answer, Ask, Entity
from corpus.store import Corpus
from handlers.blocks.kit import Button, note
from handlers.blocks.reply import Reply
from handlers.blocks.reply import saying as said
from handlers.names import address
from handlers.query import Picked, Query
from handlers.texts import say


def with_spelling(reply: Reply, query: Query, corpus: Corpus) -> Reply:
    """The answer with a line under it that says how the words were read and offers to keep that.

    The answer alone where nobody was picked, and where the words are already somebody's name.
    """
    entity = corpus.entity(query.picked.entity_id) if query.picked else None
    if entity is None or query.picked is None or address(entity, corpus) not in query.words:
        return reply
    if not _may_be_kept(query.picked, corpus):
        return reply
    typed = query.picked.typed
    told = say("read_as", typed=short(typed, 80), name=short(entity.name, 80))
    return replace(reply, aside=note(told, keeping(typed, entity, say("remember_spelling"))))


def keeping(typed: str, entity: Entity, label: str) -> Button:
    """The button that keeps a spelling, for everybody: so Slack asks before."""
    question = say("spelling_asks", typed=short(typed, 80), name=short(entity.name, 80))
    return Button(label, f"{entity.id} {typed}", "remember", confirm=question)


def forgetting(typed: str) -> Button:
    """The button that forgets a spelling."""
    return Button(say("forget_spelling"), typed, "forget", confirm=say("forget_asks", typed=short(typed, 80)))


def kept(typed: str, name: str) -> Reply:
    """Says that a spelling is kept, with the way to take that back."""
    return said(say("spelling_kept", typed=short(typed), name=short(name)), forgetting(typed))


def forgotten(typed: str, meant: Entity | None) -> Reply:
    """Says that a spelling is forgotten, with the way to keep it again while whoever it meant is there."""
    again = [keeping(typed, meant, say("keep_again"))] if meant else []
    return said(say("spelling_forgotten", typed=short(typed)), *again)


def _may_be_kept(picked: Picked, corpus: Corpus) -> bool:
    """Whether the words mean nobody for certain, and are part of nobody else's name as it is written."""
    found = corpus.resolve(picked.typed)
    if isinstance(found, Answer):
        return False
    near = found.candidates if isinstance(found, Ask) else found.nearest
    others = (one for one in (*near, *corpus.suggest(picked.typed)) if one.id != picked.entity_id)
    return not any(bears(one, picked.typed) for one in others)
