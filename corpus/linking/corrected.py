"""What a correction of an article changes, quote by quote: pure over what was found in both states of it."""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Literal

from corpus.linking.lineage import Kinship, relate
from corpus.linking.people import fold
from corpus.linking.selectors import core
from corpus.linking.wordings import wording_of
from corpus.models import Quote, QuoteKind, Record


class Turn(Record):
    """What became of one quote: `was` before, `now` after; None where there is none on that side."""

    what: Literal["unchanged", "reworded", "another speaker", "gone", "new"]
    was: Quote | None = None
    now: Quote | None = None


class Correction(Record):
    """What one state of an article made of the one before; `was_on` and `on` are the days that they were printed."""

    was_on: date | None
    on: date | None
    turns: tuple[Turn, ...]


def turns(before: Sequence[Quote], after: Sequence[Quote]) -> tuple[Turn, ...]:
    """Every quote of both states once, in the order of the newer text, what is gone last; reported speech is none.

    Words that are the same letter by letter belong together; of the others those that `relate` holds for one saying,
    by a speaker who may be the same. Where that is not certain one is gone and the other new.
    """
    old, new = ([one for one in quotes if one.kind is not QuoteKind.INDIRECT] for quotes in (before, after))
    pairs = {now.id: was for was, now in _same(old, new)}
    found = {was.id for was in pairs.values()}
    left = [one for one in old if one.id not in found]
    for now in (one for one in new if one.id not in pairs):
        was = next((one for one in left if _is_reworded(one, now)), None)
        if was is not None:
            pairs[now.id] = was
            left.remove(was)
    told = [_turn(pairs.get(now.id), now) for now in new]
    return (*told, *(Turn(what="gone", was=one) for one in left))


def _same(old: Sequence[Quote], new: Sequence[Quote]) -> Iterator[tuple[Quote, Quote]]:
    """The quotes of the same words, one by one in the order of the text; first those of the same speaker."""
    waiting, rest = list(old), list(new)
    for key in (lambda one: (core(one.text), _speaker(one)), lambda one: core(one.text)):
        pairs = list(_in_order(waiting, rest, key))
        yield from pairs
        was, now = ({one.id for one in each} for each in (zip(*pairs, strict=True) if pairs else ((), ())))
        waiting = [one for one in waiting if one.id not in was]
        rest = [one for one in rest if one.id not in now]


def _in_order(
    old: Iterable[Quote], new: Iterable[Quote], key: Callable[[Quote], object]
) -> Iterator[tuple[Quote, Quote]]:
    """Each of the newer ones that has the key of an older one, with the first such that is not taken."""
    having = defaultdict[object, deque[Quote]](deque)
    for one in old:
        having[key(one)].append(one)
    for now in new:
        if same := having[key(now)]:
            yield same.popleft(), now


def _is_reworded(was: Quote, now: Quote) -> bool:
    if _speaker(was) != _speaker(now):
        return False
    found = relate(wording_of(was.text), wording_of(now.text))
    return found is not None and found.kind is not Kinship.PROPOSED


def _turn(was: Quote | None, now: Quote) -> Turn:
    if was is None:
        return Turn(what="new", now=now)
    if _speaker(was) != _speaker(now):
        return Turn(what="another speaker", was=was, now=now)
    return Turn(what="unchanged" if core(was.text) == core(now.text) else "reworded", was=was, now=now)


def _speaker(quote: Quote) -> tuple[str, str | None]:
    return fold(quote.speaker_name or ""), quote.party_id
