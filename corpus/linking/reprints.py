"""One utterance in several articles: the same words, a part of them, or the same words spelled otherwise."""

from collections.abc import Iterable, Sequence

from corpus.linking.people import fold
from corpus.models import QuoteRow
from corpus.names.likeness.alike import share_of_letters

SHORTEST = 6
"""Words of a stretch that two people do not say by chance, nor one on two days."""

_WORDS_APART = 12
"""For so many words one may be spelled otherwise, as "defence" and "defense" are."""

_ALIKE, _LONG = 0.7, 5

Wording = tuple[str, ...]


def utterances(rows: Iterable[QuoteRow]) -> list[tuple[QuoteRow, ...]]:
    """The quotes that are one utterance together, the fullest of them first, else in the order given.

    Utterances come in the order of their fullest quotes. What a word more or less may turn round stays apart.
    """
    given = list(rows)
    by_speaker: dict[object, list[tuple[Wording, int]]] = {}
    for number, row in enumerate(given):
        who = row.speaker_ids or row.quote.speaker_name or row.party_id
        words = tuple((fold(row.quote.text) or row.quote.text).split())
        by_speaker.setdefault(who, []).append((words, number))
    told = [group for spoken in by_speaker.values() for group in _gathered(spoken)]
    return [tuple(given[number] for number in group) for group in sorted(told)]


def _gathered(spoken: Sequence[tuple[Wording, int]]) -> Iterable[list[int]]:
    """The places of what one person said, by utterance: each is looked for among those that share a stretch with it."""
    groups: dict[Wording, list[int]] = {}
    having: dict[Wording, list[Wording]] = {}
    for words, number in sorted(spoken, key=lambda one: (-len(one[0]), one[1])):
        near = dict.fromkeys(full for stretch in _stretches(words) for full in having.get(stretch, ()))
        found = words if words in groups else next((full for full in near if _is_one(words, full)), None)
        groups.setdefault(found or words, []).append(number)
        if found is None:
            for stretch in _stretches(words):
                having.setdefault(stretch, []).append(words)
    return groups.values()


def _stretches(words: Wording) -> Iterable[Wording]:
    """Each stretch once, however often somebody repeats it."""
    return dict.fromkeys(words[at : at + SHORTEST] for at in range(len(words) - SHORTEST + 1))


def _is_one(words: Wording, full: Wording) -> bool:
    if f" {' '.join(words)} " in f" {' '.join(full)} ":
        return True
    apart = [(one, other) for one, other in zip(words, full, strict=False) if one != other]
    few = len(words) == len(full) and len(apart) <= len(words) // _WORDS_APART
    return few and all(_is_spelled_otherwise(one, other) for one, other in apart)


def _is_spelled_otherwise(one: str, other: str) -> bool:
    long = min(len(one), len(other)) >= _LONG and one.isalpha() and other.isalpha()
    return long and share_of_letters(one, other) >= _ALIKE and one[:3] == other[:3]
