"""Whatever an article holds and whatever somebody types, on every surface: Slack takes it, and nothing in it is live.

`make test` draws 500 cases, `make nightly` 10,000.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.faults import faults
from corpus.keepings import Follow
from corpus.models import Article, Extraction, Person, Quote, QuoteFilter, Span
from corpus.store import Corpus, open_corpus
from handlers.answer import answer
from handlers.blocks.forms import as_modal
from handlers.blocks.kit import person
from handlers.blocks.reply import Reply
from handlers.commands import COMMANDS
from handlers.desk.alerts import alert, news_of
from handlers.desk.export import export
from handlers.desk.follow import Following, Where, announcement, follow
from handlers.desk.home import home
from handlers.desk.search import options
from handlers.desk.share import posted, shared, shared_line
from handlers.desk.source_view import copy_view, source_view
from handlers.intent.plain import answer_plain
from handlers.quote_check.check import check
from tests.hostile import happened, hostile, maybe, spoken, stated, talked
from tests.identified import identified
from tests.replies import nodes

CASES = max(500, settings().max_examples)
Payload = dict[str, Any]
Surface = Callable[[str, Corpus], Iterable[Payload]]
HERE = Where(team="T1", channel="C1", user="U1", name="<!channel> *editor*")

# -- the surfaces ------------------------------------------------------------------------------------------------------


def commands(typed: str, corpus: Corpus) -> Iterator[Payload]:
    for command in COMMANDS:
        found = answer(f"{command} {typed}", corpus)
        yield from (found.payload(), as_modal(found, typed).payload(), posted(found).payload())


def presses(typed: str, corpus: Corpus) -> Iterator[Payload]:
    """Every button of an answer, once."""
    for command in COMMANDS:
        for element in nodes(answer(f"{command} {typed}", corpus).payload()["blocks"]):
            if element.get("type") == "button":
                yield from _pressed(element["action_id"].partition(":")[0], element["value"], corpus)


def _pressed(does: str, value: str, corpus: Corpus) -> Iterator[Payload]:
    match does:
        case "ask":
            yield answer(value, corpus).payload()
        case "share":
            yield shared(value, person("U1", HERE.name), answer(shared_line(value), corpus)).payload()
        case "source":
            yield source_view(value, corpus).payload()
        case "copy":
            yield copy_view(value, corpus).payload()


def plain_words(typed: str, corpus: Corpus) -> Iterator[Payload]:
    yield from (answer_plain(text, corpus).payload() for text in (typed, f"what did {typed} say about {typed}?"))


def checks(typed: str, corpus: Corpus) -> Iterator[Payload]:
    quotes = [row.quote.text for row in corpus.quotes(QuoteFilter(indirect=True))]
    for text in (typed, f"“{typed}”", *(f"He said “{quote}” and “{quote[3:]}”." for quote in quotes[:2])):
        found = check(text, corpus)
        yield from (found.payload(), as_modal(found, "Check this quote").payload())


def offers(typed: str, corpus: Corpus) -> Iterator[Payload]:
    yield from (options(menu, typed[:length], corpus) for menu in ("who", "other", "issue") for length in (0, 2, 60))


def the_home(typed: str, corpus: Corpus) -> Iterator[Payload]:
    followed = Follow(id=1, team=typed, channel=typed, user=typed, line=typed, label=typed)
    yield home([followed], corpus).payload()


def follows(typed: str, corpus: Corpus) -> Iterator[Payload]:
    for command in COMMANDS:
        found = follow(f"{command} {typed}", HERE, corpus)
        if isinstance(found, Following):
            yield announcement(found.follow, HERE.name).payload()
            told = alert([news_of(found.follow, ["a1"], corpus)], corpus)
            yield from [told.payload()] if told else []
        else:
            yield found.payload()


def exports(typed: str, corpus: Corpus) -> Iterator[Payload]:
    for command in COMMANDS:
        found = export(f"{command} {typed}", corpus)
        if isinstance(found, Reply):
            yield found.payload()
        else:
            assert not any(cell[:1] in ("=", "+", "@", "\t") for cell in found.text.split('","'))


SURFACES: tuple[Surface, ...] = (commands, presses, plain_words, checks, offers, the_home, follows, exports)


# -- the cases ---------------------------------------------------------------------------------------------------------


@st.composite
def articles(draw: st.DrawFn) -> tuple[Article, Extraction]:
    """An article whose every word may mean harm, with records of all kinds that name one speaker and two parties."""
    speaker, role = draw(st.one_of(st.just("Ingrid Solbakken"), hostile)), draw(maybe)
    text, quotes = _printed(draw(hostile), draw(st.lists(spoken, max_size=3)))
    evidence = tuple(Span(start=quote.start, end=quote.end, text=quote.text) for quote in quotes)
    records = {
        "people": (Person(id="p1", name=speaker, role=role, party_name="Norway"),),
        "quotes": _numbered("q", quotes, {"speaker_name": speaker, "party_name": "Norway"}),
        "positions": _numbered("s", draw(st.lists(stated, max_size=2)), {"party_name": "Norway", "evidence": evidence}),
        "talks": _numbered("t", draw(st.lists(talked, max_size=2)), {"party_names": ("Norway", "Chile")}),
        "events": _numbered("e", draw(st.lists(happened, max_size=1)), {"party_name": "Norway"}),
    }
    printed = Article(id="a1", title=draw(maybe), outlet=draw(maybe), url=draw(maybe), source=draw(hostile), text=text)
    return printed, identified(Extraction(**records))


def _printed(text: str, quotes: list[Quote]) -> tuple[str, list[Quote]]:
    """The text with the quotes in it, each where it says that it stands."""
    placed = []
    for quote in quotes:
        placed.append(quote.model_copy(update={"start": len(text), "end": len(text) + len(quote.text)}))
        text += f"{quote.text}\n"
    return text, placed


def _numbered(letter: str, drawn: list[Any], same: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(one.model_copy(update={"id": f"{letter}{n}", **same}) for n, one in enumerate(drawn))


@pytest.fixture(scope="module")
def corpus() -> Iterator[Corpus]:
    with open_corpus("sqlite://") as opened:
        yield opened


words = st.one_of(
    st.sampled_from(["", "Norway", "Chile Norway", "Solbakken", "latest", "on ceasefire"]),
    hostile,
    hostile.map(lambda text: f"Norway {text}"),
    hostile.map(lambda text: f"Ingrid Solbakken {text}"),
)


@given(told=articles(), typed=words, surface=st.sampled_from(SURFACES))
@settings(max_examples=CASES, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_payload_breaks_a_limit_or_carries_live_markup(
    told: tuple[Article, Extraction], typed: str, surface: Surface, corpus: Corpus
) -> None:
    corpus.save(*told, "digest")
    for payload in surface(typed, corpus):
        assert faults(payload) == []
