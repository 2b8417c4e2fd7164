"""The first answer fits on one screen of a telephone, however much there is to tell and however long it was written."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle

import pytest

from corpus.models import Article, Extraction, Party, PartyKind, Person, Position, Quote, QuoteKind, Span, Stance, Talk
from corpus.store import Corpus
from handlers.answer import answer
from handlers.blocks.reply import Reply
from tests.identified import identified
from tests.invented import corpus_of
from tests.replies import assert_sendable, nodes, quoted

MOST_WORDS, MOST_LETTERS = 120, 1_500
ISSUES = ("ceasefire", "prisoners", "sanctions", "neutrality", "refugees", "reparations", "nuclear", "demilitarisation")
STANCES = (Stance.DEMAND, Stance.OFFER, Stance.REJECT, Stance.PLEDGE, Stance.CRITICISE)
SENTENCES = (
    "Norway will count every trawler between the two lighthouses before the herring comes back in autumn. ",
    "Chile asks for half. ",
    "Norway has let it be known in several letters, of which the last was read out by an usher on Sunday, that it "
    "would not put its name under a treaty which its own fishermen had to learn of from the newspapers. ",
    "Chile wants what was written down on the ferry, with the maps and the two annexes that belong to it. ",
)
WORDY = "Acting Deputy Under-Secretary of State for the Coastal Waters, Lighthouses and Inland Fisheries"


def told(number: int, sentences: int) -> tuple[Article, Extraction]:
    """An article of so many sentences, each a quote and a position of the party that it begins with."""
    text = "".join(sentence for sentence, _ in zip(cycle(SENTENCES), range(sentences), strict=False))
    spans, at = [], 0
    for sentence, _ in zip(cycle(SENTENCES), range(sentences), strict=False):
        spans.append(Span(start=at, end=at + len(sentence) - 1, text=sentence[:-1]))
        at += len(sentence)
    day = date(2031, 1, 1) + timedelta(days=number)
    article = Article(
        id=f"a{number}", source=f"{number}.txt", title=f"{WORDY} speaks, part {number}", published=day, text=text
    )
    named = [(span, span.text.partition(" ")[0]) for span in spans]
    met = Talk(id="t1", date=day.isoformat(), party_names=("Norway", "Chile"), outcome=spans[2], evidence=(spans[2],))
    found = Extraction(
        people=(Person(id="p1", name="Ingrid Solbakken", role=WORDY, party_name="Norway"),),
        parties=tuple(Party(id="", name=name, kind=PartyKind.STATE) for name in ("Norway", "Chile")),
        quotes=tuple(_quote(at, span) for at, (span, party) in enumerate(named) if party == "Norway"),
        positions=tuple(_position(at + number, span, party) for at, (span, party) in enumerate(named)),
        talks=(met,),
    )
    return article, identified(found)


def _quote(number: int, span: Span) -> Quote:
    said = {"speaker_name": "Ingrid Solbakken", "speaker_kind": "person", "speaker_role": WORDY, "speaker_ids": ("p1",)}
    return Quote(id=f"q{number}", kind=QuoteKind.DIRECT, party_name="Norway", **span.model_dump(), **said)


def _position(number: int, span: Span, party: str) -> Position:
    other = "Chile" if party == "Norway" else "Norway"
    stance, issue = STANCES[number % len(STANCES)], ISSUES[number % len(ISSUES)]
    about = {"stance": stance, "issue": issue, "condition": span if number % 3 else None, "addressee_name": other}
    said = {"speaker_name": "Ingrid Solbakken" if party == "Norway" else None, "modality": "reported"}
    return Position(id=f"s{number}", party_name=party, evidence=(span,), actor=span, **about, **said)


@pytest.fixture(scope="module", params=[4, 40])
def corpus(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    articles = [told(number, request.param) for number in range(6)]
    with corpus_of(tmp_path_factory.mktemp("screen"), *articles) as corpus:
        yield corpus


def apart(reply: Reply) -> int:
    """The words beside those of the sources."""
    text = "\n".join(_texts(reply))
    for words in quoted(reply):
        text = text.replace(words, "")
    return len(re.sub(r"“[^”\n]*”?", "", text).split())


def _texts(reply: Reply) -> list[str]:
    shown = [node for node in reply.payload()["blocks"] if node["type"] != "actions"]
    beside = {id(inner) for node in nodes(shown) if "accessory" in node for inner in nodes(node["accessory"])}
    return [node["text"] for node in nodes(shown) if isinstance(node.get("text"), str) and id(node) not in beside]


@pytest.mark.parametrize(
    "line",
    [
        *("/positions Norway", "/positions Chile", "/positions Norway Chile", "/positions Chile on ceasefire"),
        *("/quote Solbakken", "/quote Norway", "/talks latest", "/talks", "/talks latest said", "/talks timeline"),
        *("/positions Norway rest", "/positions on ceasefire", "/positions Norway Chile timeline"),
    ],
)
def test_the_first_answer_fits_on_one_screen(line: str, corpus: Corpus) -> None:
    reply = answer(line, corpus)
    assert reply.count > 0
    assert apart(reply) <= MOST_WORDS
    assert sum(map(len, _texts(reply))) <= MOST_LETTERS
    assert_sendable(reply)


def test_the_first_three_positions_are_on_it(corpus: Corpus) -> None:
    assert answer("/positions Norway", corpus).count >= 3
