"""Whatever is typed and whatever an article says: Slack takes the answer, and nothing in it is live."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.asking.quotes import sentence_of
from corpus.linking.moves import Line, Move, Stand
from corpus.models import (
    Article,
    Event,
    EventRow,
    Modality,
    Position,
    PositionRow,
    Quote,
    QuoteRow,
    Round,
    Source,
    Span,
    Stance,
    Strength,
    Talk,
    TalkAccount,
)
from corpus.store import Corpus, open_corpus
from handlers.blocks.payload import room, size
from handlers.blocks.position_card import line_note, position_note
from handlers.blocks.quote_card import quote_card
from handlers.blocks.reply import Reply, reply
from handlers.commands import COMMANDS
from handlers.commands.help import help_on
from handlers.commands.round_page import round_page
from handlers.query import Query
from tests.asked import positions, quotes, talks
from tests.hostile import ATTACKS, happened, hostile, hostile_throughout, sources, spoken, stated, talked
from tests.invented import FOUND, article, corpus_of
from tests.replies import assert_sendable, bold, buttons, quoted

Handler = Callable[[str, Corpus], Reply]
HANDLERS: list[Handler] = [
    quotes.answer,
    positions.answer,
    talks.answer,
    lambda words, corpus: help_on(words, COMMANDS, corpus),
]


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with corpus_of(tmp_path_factory.mktemp("full"), (article(), FOUND)) as corpus:
        yield corpus


@pytest.mark.parametrize("handler", HANDLERS)
@pytest.mark.parametrize("attack", ATTACKS)
def test_attacks_come_out_as_plain_characters(handler: Handler, attack: str, full: Corpus) -> None:
    for typed in (attack, f"Norway {attack}", f"{attack} Solbakken", f"Chile Norway on {attack}"):
        assert_sendable(handler(typed, full))


@pytest.mark.parametrize("handler", HANDLERS)
@given(typed=st.text(max_size=400))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_words_get_an_answer_that_slack_takes(handler: Handler, typed: str, full: Corpus) -> None:
    assert_sendable(handler(typed, full))


@given(quote=spoken, source=sources, around=st.one_of(st.none(), spoken), known=hostile)
@settings(deadline=None)
def test_any_quote_is_shown_letter_by_letter_and_fits(
    quote: Quote, source: Source, around: Quote | None, known: str
) -> None:
    row = QuoteRow(quote=quote, source=source, around=around)
    answer = reply(quote_card(row, known))
    assert_sendable(answer)
    assert size(answer.blocks) <= room()
    whole = sentence_of(row)
    shown = bold(answer)[0].removesuffix("…") if whole else quoted(answer)[0]
    assert quote.text.replace("\0", "\ufffd").startswith(shown.rstrip("…")) or not quote.text


@given(position=stated, source=sources, events=st.lists(happened, max_size=4).map(tuple))
@settings(deadline=None)
def test_any_position_is_shown_and_fits(position: Position, source: Source, events: tuple[Event, ...]) -> None:
    row = PositionRow(position=position, source=source, events=events)
    answer = reply([position_note(Stand(rows=(row,)))])
    assert_sendable(answer)
    assert size(answer.blocks) <= room()


@given(
    told=st.lists(st.tuples(stated, sources, st.lists(happened, max_size=2).map(tuple)), min_size=1, max_size=12),
    length=st.integers(1, 5),
    since=st.lists(st.tuples(happened, sources), max_size=3),
)
@settings(deadline=None)
def test_any_history_is_shown_and_fits(
    told: list[tuple[Position, Source, tuple[Event, ...]]], length: int, since: list[tuple[Event, Source]]
) -> None:
    rows = [PositionRow(position=position, source=source, events=events) for position, source, events in told]
    stands = [Stand(rows=tuple(rows[n : n + length]), move=Move.CHANGED) for n in range(0, len(rows), length)]
    events = [EventRow(event=event, source=source) for event, source in since]
    matter = Line(stands=tuple(stands))
    answer = reply([line_note(matter, lambda _: events)])
    assert_sendable(answer)
    assert size(answer.blocks) <= room()


def test_the_longest_history_fits() -> None:
    long = "word " * 900
    words = Span(start=0, end=len(long), text=long)
    position = Position(
        id="s1",
        party_name=long,
        stance=Stance.CONSIDER,
        issue="ceasefire",
        evidence=(words,) * 5,
        actor=words,
        condition=words,
        strength=Strength.SIGNAL,
        modality=Modality.HYPOTHETICAL,
        speaker_name=long,
        addressee_name=long,
    )
    printed = Source(id="a1", title=long, outlet=long, source=long)
    event = Event(id="e1", kind="attack", evidence=words)
    row = PositionRow(position=position, source=printed, events=(event,))
    matter = Line(stands=(Stand(rows=(row,) * 9),) * 9)
    answer = reply([line_note(matter, lambda _: [EventRow(event=event, source=printed)] * 9)])
    assert_sendable(answer)
    assert size(answer.blocks) <= room()


@given(talk=talked, others=st.lists(st.tuples(talked, sources), min_size=1, max_size=4))
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_talks_are_told_and_fit(talk: Talk, others: list[tuple[Talk, Source]], full: Corpus) -> None:
    accounts = tuple(TalkAccount(talk=told, source=source) for told, source in others)
    assert_sendable(round_page(Round(talk=talk, accounts=accounts), Query(command="talks", words="latest"), full))


@pytest.mark.parametrize("attack", [*ATTACKS[::3], "word " * 900, "&<>" * 900, "é. " * 1_500])
def test_an_article_that_is_hostile_throughout_cannot_break_an_answer(attack: str) -> None:
    printed = Article(id="a1", title=attack, outlet=attack, url=attack, source=attack, text=attack)
    asked = ["", "help", "latest", "Norway", "on ceasefire", "ceasefire", f"Norway {attack}", "Norway Chile", attack]
    with open_corpus("sqlite://") as corpus:
        corpus.save(printed, hostile_throughout(attack), "digest")
        for handler in HANDLERS:
            for typed in asked:
                answer = handler(typed, corpus)
                assert_sendable(answer)
                for command in buttons(answer).values():
                    assert "\n" not in command
