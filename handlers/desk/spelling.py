"""A spelling that a reader had to explain, offered to be kept: only where it cannot hide anybody who is called so."""

import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

from corpus.models import Answer, Ask, Entity
from handlers.blocks.kit import Button, note, numbered, one_line, short
from handlers.blocks.reply import Reply
from handlers.words import Asked, Picked, address

if TYPE_CHECKING:
    from corpus.store import Corpus


def picked_for(entity: Entity, typed: str, near: Iterable[Entity]) -> str:
    """What tells the next command line that this one was picked, and for which words.

    "" where the words are part of the name of another of those `near`: such a spelling is never kept.
    """
    words = one_line(typed)
    others = any(bears(one, words) for one in near if one.id != entity.id)
    return f" picked {entity.id} for {words}" if words and not others else ""


def with_spelling(reply: Reply, asked: Asked, corpus: "Corpus") -> Reply:
    """The answer with a line under it that says how the words were read and offers to keep that.

    The answer alone where nobody was picked, and where the words are already somebody's name.
    """
    entity = corpus.entity(asked.picked.entity_id) if asked.picked else None
    if entity is None or asked.picked is None or address(entity, corpus) not in asked.words:
        return reply
    if not _may_be_kept(asked.picked, corpus):
        return reply
    typed = asked.picked.typed
    told = f"“{short(typed, 80)}” was read as {short(entity.name, 80)}."
    line = note(told, Button("Remember this spelling", f"{entity.id} {typed}", "remember"))
    at = len(reply.blocks) - 1 if reply.blocks and reply.blocks[-1]["type"] == "actions" else len(reply.blocks)
    return reply.model_copy(update={"blocks": numbered([*reply.blocks[:at], line, *reply.blocks[at:]])})


def _may_be_kept(picked: Picked, corpus: "Corpus") -> bool:
    """Whether the words mean nobody for certain, and are part of nobody else's name as it is written."""
    found = corpus.resolve(picked.typed)
    if isinstance(found, Answer):
        return False
    near = found.candidates if isinstance(found, Ask) else found.nearest
    others = (one for one in (*near, *corpus.suggest(picked.typed)) if one.id != picked.entity_id)
    return not any(bears(one, picked.typed) for one in others)


def bears(entity: Entity, typed: str) -> bool:
    """Whether the typed words all stand in one of the entity's names, whatever their case and accents."""
    words = _words(typed)
    return bool(words) and any(words <= _words(name) for name in (entity.name, *entity.aliases))


def _words(text: str) -> set[str]:
    letters = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter if letter.isalnum() else " " for letter in letters if not unicodedata.combining(letter))
    return set(plain.split())
