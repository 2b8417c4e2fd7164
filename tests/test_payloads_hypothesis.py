"""Whatever is typed and whatever an article says: Slack takes the answer, and nothing in it is live."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.history.moves import Line, Move, Stand
from corpus.models import (
    Article,
    Event,
    EventRow,
    Extraction,
    Modality,
    Participant,
    Person,
    Position,
    PositionRow,
    Quote,
    QuoteFlag,
    QuoteKind,
    QuoteRow,
    Round,
    Source,
    Span,
    SpeakerKind,
    Stance,
    Strength,
    Talk,
    TalkAccount,
    TalkStatus,
)
from corpus.store import Corpus, open_corpus
from handlers import help as helping
from handlers import positions, quotes, talks
from handlers.account import account_of
from handlers.blocks import reply, room, size
from handlers.cards import position_aloud, position_blocks, quote_aloud, quote_blocks
from handlers.history import line_aloud, line_blocks
from handlers.reply import Reply
from tests.invented import FOUND, article, corpus_of
from tests.replies import assert_sendable, buttons, quoted

Handler = Callable[[str, Corpus], Reply]
HANDLERS = [quotes.answer, positions.answer, talks.answer, helping.answer]

ATTACKS = [
    "<!channel>",
    "<!here|here>",
    "<@U123>",
    "<#C1|general>",
    "<http://evil.example|Reuters>",
    "*bold* _it_ ~no~ `code`",
    "&amp; &lt;!channel&gt;",
    "\u202e\u2066gnp.exe\u2069",
    "\x00\x07\x1b[31m",
    ":tada: :skull:",
    "' OR 1=1 --",
    "../../etc/passwd",
    "x" * 3_000,
    "{} {0} %s {person}",
    "person:x party:",
    "Solbakken page 99999",
    "on about on",
    "𝔓𝔢𝔰𝔨𝔬𝔳 ﷽ 🇳🇴",
]
hostile = st.one_of(
    st.text(max_size=60), st.sampled_from(ATTACKS), st.text(min_size=1, max_size=6).map(lambda t: t * 900)
)
maybe = st.one_of(st.none(), hostile)
days = st.one_of(st.none(), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
spans = st.builds(lambda text, start: Span(start=start, end=start + len(text), text=text), hostile, st.integers(0, 99))
sources = st.builds(Source, id=st.just("a1"), title=maybe, published=days, outlet=maybe, url=maybe, source=hostile)
spoken = st.builds(
    Quote,
    id=st.just("q1"),
    start=st.integers(0, 99),
    end=st.integers(100, 200),
    text=hostile,
    kind=st.sampled_from(QuoteKind),
    speaker_name=maybe,
    speaker_kind=st.one_of(st.none(), st.sampled_from(SpeakerKind)),
    speaker_role=maybe,
    party_name=maybe,
    sentence=st.one_of(st.none(), spans),
    said_on=days,
    flags=st.sets(st.sampled_from(QuoteFlag)).map(tuple),
)
happened = st.builds(Event, id=st.just("e1"), kind=hostile, party_name=maybe, evidence=spans, happened_on=days)
stated = st.builds(
    Position,
    id=st.just("s1"),
    party_name=hostile,
    stance=st.sampled_from(Stance),
    issue=st.one_of(st.sampled_from(["other", "ceasefire", "nato_membership"]), hostile),
    issue_phrase=st.one_of(st.none(), spans),
    evidence=st.lists(spans, max_size=5).map(tuple),
    actor=spans,
    condition=st.one_of(st.none(), spans),
    strength=st.sampled_from(Strength),
    modality=st.sampled_from(Modality),
    speaker_name=maybe,
    addressee_name=maybe,
    said_on=days,
)
talked = st.builds(
    Talk,
    id=st.just("t1"),
    name=maybe,
    date=st.one_of(st.none(), st.sampled_from(["2022", "2022-03", "2022-03-29"]), hostile),
    date_phrase=st.one_of(st.none(), spans),
    place=maybe,
    party_names=st.lists(hostile, max_size=12).map(tuple),
    participants=st.lists(st.builds(Participant, name=hostile, basis=st.just("explicit")), max_size=12).map(tuple),
    mediator=maybe,
    announced_by=maybe,
    status=st.sampled_from(TalkStatus),
    outcome=st.one_of(st.none(), spans),
    evidence=st.lists(spans, max_size=2).map(tuple),
    several=st.booleans(),
)


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
    answer = reply(quote_aloud(row), quote_blocks(row, known))
    assert_sendable(answer)
    assert size(answer.blocks) <= room()
    assert quote.text.replace("\0", "\ufffd").startswith(quoted(answer)[0]) or not quote.text


@given(position=stated, source=sources, events=st.lists(happened, max_size=4).map(tuple))
@settings(deadline=None)
def test_any_position_is_shown_and_fits(position: Position, source: Source, events: tuple[Event, ...]) -> None:
    row = PositionRow(position=position, source=source, events=events)
    answer = reply(position_aloud(row), position_blocks(row))
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
    answer = reply(line_aloud(matter, events), line_blocks(matter, events))
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
    answer = reply("-", line_blocks(matter, [EventRow(event=event, source=printed)] * 9))
    assert_sendable(answer)
    assert size(answer.blocks) <= room()


@given(talk=talked, others=st.lists(st.tuples(talked, sources), min_size=1, max_size=4))
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_talks_are_told_and_fit(talk: Talk, others: list[tuple[Talk, Source]], full: Corpus) -> None:
    accounts = tuple(TalkAccount(talk=told, source=source) for told, source in others)
    assert_sendable(account_of(Round(talk=talk, accounts=accounts), full))


def hostile_throughout(attack: str) -> Extraction:
    """Eight of each record, every word of which is the attack."""
    words = Span(start=0, end=len(attack), text=attack)
    said = [
        Quote(id=f"q{n}", **words.model_dump(), kind=kind, speaker_name=attack, speaker_role=attack, sentence=words)
        for n, kind in enumerate([QuoteKind.DIRECT, QuoteKind.PARTIAL] * 4)
    ]
    wanted = [
        Position(
            id=f"s{n}",
            party_name="Norway" if n % 2 else attack,
            stance=stance,
            issue="other" if n % 3 else "ceasefire",
            issue_phrase=words,
            evidence=(words,) * 4,
            actor=words,
            condition=words,
            speaker_name=attack,
            addressee_name=attack,
            modality=Modality.REPORTED,
            contradicted_by=("e1",),
        )
        for n, stance in enumerate(Stance)
    ]
    met = [
        Talk(
            id=f"t{n}",
            name=attack if n % 2 else None,
            date=attack if n == 0 else f"2031-0{n + 1}-01",
            place=attack,
            party_names=("Norway", attack),
            participants=(Participant(name=attack, basis="explicit"),) * 9,
            mediator=attack,
            announced_by=attack,
            status=status,
            outcome=words,
            evidence=(words,),
        )
        for n, status in enumerate(TalkStatus)
    ]
    parties = [quote.model_copy(update={"party_name": "Norway" if n % 2 else attack}) for n, quote in enumerate(said)]
    return Extraction(
        people=(Person(id="p1", name=attack[:200], role=attack, party_name="Norway"),),
        quotes=tuple(parties),
        positions=tuple(wanted),
        talks=tuple(met),
        events=(Event(id="e1", kind=attack, evidence=words),),
    )


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
