"""Whom a surname alone means that several people of an article bear: one of them for certain, or all of them."""

from collections.abc import Mapping, Sequence
from itertools import chain

from corpus.document.entities.capitals import NameRun
from corpus.document.entities.given_names import sex_of
from corpus.document.entities.leaders import party_led_by
from corpus.document.entities.personal_names import speaks
from corpus.document.parse import OUTSIDE, Parse
from corpus.document.tokens import Token
from corpus.knowledge import words_of

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_FURTHEST = 3
"""Sentences behind which somebody of the same surname is no longer meant, where another has just been named."""

Bearers = Mapping[int, Sequence[NameRun]]
"""The mentions, before the surname, of each who bears it, by the number of the person; each has one at least."""


def meant_by(parse: Parse, bearers: Bearers, run: NameRun, settled: int | None) -> list[int]:
    """Whom the surname has meant till now (`settled`), the leader whom everybody knows, or the only source; else all.

    Where another of them is named in this sentence or the one before, all stay possible.
    """
    leading = [number for number, runs in bearers.items() if party_led_by(fullest_of(runs).words)]
    if (source := _source(parse, bearers, run)) is not None and leading in ([], [source]):
        return [source]
    meant = {settled, *leading[:1]} - {None}
    one = meant.pop() if len(meant) == 1 else None
    if (latest := _latest(parse, bearers, run)) is not None and one in (None, latest):
        return [latest]
    others = chain.from_iterable(runs for number, runs in bearers.items() if number != one)
    near = any(_is_near(parse, other, run, only_speaking=one in leading) for other in others)
    return [one] if one is not None and one in bearers and not near else list(bearers)


def _source(parse: Parse, bearers: Bearers, run: NameRun) -> int | None:
    """The only one who has spoken, where the surname is a subject and no other just was one."""
    spoke = [number for number, runs in bearers.items() if any(speaks(parse.doc[one.last]) for one in runs)]
    if parse.doc[run.last].dep_ not in _SUBJECTS or len(spoke) != 1:
        return None
    others = chain.from_iterable(runs for number, runs in bearers.items() if number != spoke[0])
    acting = (other for other in others if _acts(parse.doc[other.last]) or _makes(parse.doc[other.last]))
    if _is_another_between(parse, bearers[spoke[0]], run):
        return None
    return None if any(_is_near(parse, other, run, only_speaking=False) for other in acting) else spoke[0]


def _is_another_between(parse: Parse, spoken: Sequence[NameRun], run: NameRun) -> bool:
    """«"…," Ada said. He does not mind. "…," said Byron»: whether a "he" of the other sex has come in since."""
    sex = next((known for one in spoken if len(one.words) > 1 and (known := sex_of(one.given))), None)
    told = parse.doc[max(one.last for one in spoken) + 1 : run.first]
    others = words_of("reference.toml", "women" if sex == "m" else "men")
    heard = (word for word in told if word.dep_ in _SUBJECTS and parse.inside[word.i] == OUTSIDE)
    return sex is not None and any(word.lower_ in others for word in heard)


def _latest(parse: Parse, bearers: Bearers, run: NameRun) -> int | None:
    """The only one told of in the last sentences, where it is who has just been named."""
    own = parse.sentence_numbers[run.first]
    last = {number: max(parse.sentence_numbers[one.first] for one in runs) for number, runs in bearers.items()}
    latest = max(last, key=lambda number: last[number])
    before = max((at for number, at in last.items() if number != latest), default=0)
    return latest if own - last[latest] <= 1 and own - before > _FURTHEST else None


def _is_near(parse: Parse, other: NameRun, run: NameRun, *, only_speaking: bool) -> bool:
    """Whether another's name stands just before, in the sentence or the one before; perhaps only if he speaks."""
    near = 0 <= parse.sentence_numbers[run.first] - parse.sentence_numbers[other.first] <= 1
    return near and (not only_speaking or speaks(parse.doc[other.last]))


def _acts(name: Token) -> bool:
    """Whether a name, or what it stands beside («his wife, Ada Byron, left»), is a subject."""
    while name.dep_ == "appos":
        name = name.head
    return name.dep_ in _SUBJECTS


def _makes(name: Token) -> bool:
    """«A letter from Ada Byron was read», «Ada Byron's diary»: whoever may have made what is told of."""
    return name.dep_ == "poss" or (name.dep_ == "pobj" and name.head.lower_ in ("from", "by"))


def fullest_of(runs: Sequence[NameRun]) -> NameRun:
    """The longest name of somebody's mentions."""
    return max(runs, key=lambda run: (len(run.words), bool(run.generation), -run.first))
