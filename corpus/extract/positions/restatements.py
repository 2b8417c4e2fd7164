"""One position that an article states several times is one record with several spans of evidence."""

from collections.abc import Hashable, Iterable

from corpus.knowledge import words_of
from corpus.knowledge.vocabulary import OTHER
from corpus.models import OUTLOOK, Position, Span, Stance


def merge(found: Iterable[Position], body_start: int = 0) -> tuple[Position, ...]:
    """The positions, restatements united, in the order of their first evidence, with their ids.

    Left out is what only the headline has, which ends at `body_start`, where the body tells more of the same stance.
    """
    groups: list[list[Position]] = []
    known: dict[Hashable, int] = {}
    for position in sorted(found, key=lambda one: one.evidence[0].start):
        signs = _signs(position)
        at = min((known[sign] for sign in signs if sign in known), default=len(groups))
        if at == len(groups):
            groups.append([])
        elif position.stance is not Stance.ASSESS:
            signs = signs[:1]  # What it is about is told by the first.
        groups[at].append(position)
        for sign in signs:
            known.setdefault(sign, at)
    told = {_stance(group) for group in groups if not _is_before(group, body_start)}
    kept = (group for group in groups if not _is_before(group, body_start) or _stance(group) not in told)
    return tuple(_united(group, f"pos{number}") for number, group in enumerate(kept, 1))


def _is_before(group: list[Position], body_start: int) -> bool:
    return all(one.evidence[0].start < body_start for one in group)


def _stance(group: list[Position]) -> Hashable:
    return group[0].party_name, group[0].stance


def _signs(position: Position) -> list[Hashable]:
    """What two statements of one position share: its matter; where that is vague its evidence, or a word, too."""
    matter = (position.party_name, position.stance, position.issue, position.background)
    if position.issue != OTHER and position.stance not in OUTLOOK:
        return [matter]
    return [(matter, sign) for sign in (position.evidence[0], *sorted(_words(position)))]


def _words(position: Position) -> set[str]:
    spans = [position.issue_phrase] if position.issue_phrase else []
    if position.stance is Stance.ASSESS:
        spans.extend(position.evidence)
    words = {word.strip("'\"’‘“”.,").lower() for span in spans for word in span.text.split()}
    return words - words_of("conditions.toml", "telling_nothing")


def _united(group: list[Position], number: str) -> Position:
    """The first, with all their evidence and whatever the others tell that it does not."""
    told = {
        name: next((value for one in group if (value := getattr(one, name))), None)
        for name in ("condition", "speaker_name", "addressee_name", "said_on", "told_move")
    }
    quotes = dict.fromkeys(quote for one in group for quote in one.quote_ids)
    return group[0].model_copy(update={"id": number, "evidence": _outermost(group), "quote_ids": tuple(quotes), **told})


def _outermost(group: list[Position]) -> tuple[Span, ...]:
    """Their evidence, each span once, without those that lie within another."""
    spans = dict.fromkeys(span for one in group for span in one.evidence)
    kept, end = set[Span](), -1
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if span.end > end:
            kept.add(span)
            end = span.end
    return tuple(span for span in spans if span in kept)
