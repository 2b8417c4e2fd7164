"""Who is named in an article, what they are, and whom they speak for."""

from corpus.document.entities.identities import (
    Known,
    People,
    as_records,
    find_people,
    name_of,
    party_name,
    party_name_of,
)

__all__ = ["Known", "People", "as_records", "find_people", "name_of", "party_name", "party_name_of"]
