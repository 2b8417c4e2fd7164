"""The ids by which names are known in every article."""

import hashlib
from functools import lru_cache

from corpus.knowledge.gazetteer import parties, party_named
from corpus.names.likeness import romanise

_LONGEST = 80
"""Ids travel in the values of Slack's menus, which hold 150 characters."""


def party_id(name: str) -> str:
    """The entity id of a party by any name of it; a party that the gazetteer does not know is its own name."""
    entry = party_named(name)
    return f"party:{entry.id if entry else slug(name)}"


def entity_id(party: str) -> str:
    """The entity id of a party by its key in the gazetteer, or by its name where it has none there."""
    return f"party:{party}" if party in parties() else party_id(party)


@lru_cache(maxsize=4096)
def slug(name: str) -> str:
    """The name in lower case with hyphens; never empty, and cut with a hash where it is long."""
    written = "-".join(romanise.fold(name))
    if written and len(written) <= _LONGEST:
        return written
    return f"{written[:_LONGEST]}-{hashlib.sha256(name.encode()).hexdigest()[:8]}".lstrip("-")
