"""Records and words that mean harm, in any number: what articles and people may hold, as hypothesis draws it."""

from datetime import date

from hypothesis import strategies as st

from corpus.models import (
    Event,
    Extraction,
    Modality,
    Participant,
    Person,
    Position,
    Quote,
    QuoteFlag,
    QuoteKind,
    Source,
    Span,
    SpeakerKind,
    Stance,
    Strength,
    Talk,
    TalkStatus,
)
from tests.identified import identified

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
    found = Extraction(
        people=(Person(id="p1", name=attack[:200], role=attack, party_name="Norway"),),
        quotes=tuple(parties),
        positions=tuple(wanted),
        talks=tuple(met),
        events=(Event(id="e1", kind=attack, evidence=words),),
    )
    return identified(found)
