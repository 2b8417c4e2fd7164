"""One position that an article states several times is one record with several spans of evidence."""

from collections.abc import Iterable

from corpus.knowledge import words_of
from corpus.knowledge.vocabulary import OTHER
from corpus.models import OUTLOOK, Position, Span, Stance


def merge(found: Iterable[Position]) -> tuple[Position, ...]:
    """The positions, restatements united, in the order of their first evidence, with their ids."""
    united: list[Position] = []
    for position in sorted(found, key=lambda one: one.evidence[0].start):
        earlier = next((at for at, one in enumerate(united) if _restates(one, position)), None)
        if earlier is None:
            united.append(position)
        else:
            united[earlier] = _unite(united[earlier], position)
    return tuple(one.model_copy(update={"id": f"pos{number}"}) for number, one in enumerate(united, 1))


def _restates(one: Position, other: Position) -> bool:
    if _matter(one) != _matter(other):
        return False
    if one.evidence[-1] == other.evidence[0]:
        return True
    vague = one.issue == OTHER or one.stance in OUTLOOK
    return bool(_words(one) & _words(other)) if vague else True


def _matter(one: Position) -> tuple[str, str, str, bool]:
    return one.party_name, one.stance, one.issue, one.background


def _words(position: Position) -> set[str]:
    spans = [position.issue_phrase] if position.issue_phrase else []
    if position.stance is Stance.ASSESS:
        spans.extend(position.evidence)
    words = {word.strip("'\"’‘“”.,").lower() for span in spans for word in span.text.split()}
    return words - words_of("conditions.toml", "telling_nothing")


def _unite(one: Position, other: Position) -> Position:
    evidence = tuple(dict.fromkeys([*one.evidence, *other.evidence]))
    return one.model_copy(
        update={
            "evidence": tuple(span for span in evidence if not _within_another(span, evidence)),
            "condition": one.condition or other.condition,
            "speaker_name": one.speaker_name or other.speaker_name,
            "addressee_name": one.addressee_name or other.addressee_name,
            "quote_ids": tuple(dict.fromkeys([*one.quote_ids, *other.quote_ids])),
            "said_on": one.said_on or other.said_on,
        }
    )


def _within_another(span: Span, spans: Iterable[Span]) -> bool:
    return any(other != span and other.start <= span.start and span.end <= other.end for other in spans)
