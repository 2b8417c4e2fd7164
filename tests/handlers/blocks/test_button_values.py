from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.desk.references import position_ref, quote_ref
from corpus.models import Extraction, PositionFilter, PositionRow, Quote, QuoteFilter, QuoteKind, QuoteRow, Source
from corpus.store import Corpus
from handlers.blocks.button_values import Stale, quote_behind, read_ref
from handlers.texts import say
from tests.invented import FOUND, article, corpus_of


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with corpus_of(tmp_path_factory.mktemp("refs"), (article(), FOUND)) as corpus:
        yield corpus


def test_a_reference_leads_back_to_its_quote_or_position(corpus: Corpus) -> None:
    for quote in corpus.quotes(QuoteFilter(indirect=True)):
        assert read_ref(quote_ref(quote), corpus) == quote
    for position in corpus.positions(PositionFilter()):
        assert read_ref(position_ref(position), corpus) == position


@pytest.mark.parametrize(
    "change",
    [
        {"text": "We want guarantees that bind nobody,"},
        {"speaker_name": "Marta Lund"},
        {"speaker_role": "envoy"},
        {"party_name": "Norway"},
        {"said_on": date(2031, 5, 5)},
    ],
)
def test_a_quote_that_reads_otherwise_is_another(corpus: Corpus, change: dict[str, object]) -> None:
    row = next(row for row in corpus.quotes() if row.quote.id == "q5")
    changed = row.model_copy(update={"quote": row.quote.model_copy(update=change)})
    assert read_ref(quote_ref(changed), corpus) == Stale(sentence=say("button_changed"))


def test_a_quote_that_was_printed_elsewhere_is_another(corpus: Corpus) -> None:
    row = corpus.quotes()[0]
    elsewhere = row.model_copy(update={"source": row.source.model_copy(update={"outlet": "The Fjord Post"})})
    assert quote_ref(elsewhere) != quote_ref(row)


def test_a_record_that_was_taken_out_is_gone(tmp_path_factory: pytest.TempPathFactory) -> None:
    with corpus_of(tmp_path_factory.mktemp("gone"), (article(), FOUND)) as corpus:
        quote, position = quote_ref(corpus.quotes()[0]), position_ref(corpus.positions()[0])
        corpus.save(article(), Extraction(), "later")
        assert read_ref(quote, corpus) == Stale(sentence=say("button_gone"))
        assert read_ref(position, corpus) == Stale(sentence=say("button_gone"))


def test_a_position_knows_the_quote_that_it_rests_on(corpus: Corpus) -> None:
    rows = {row.position.id: row for row in corpus.positions()}
    quote = quote_behind(rows["s5"])
    assert quote is not None
    assert isinstance(read_ref(quote_ref(quote), corpus), QuoteRow)
    assert quote_behind(rows["s2"]) is None


@given(ref=st.text(max_size=80) | st.text(max_size=20).map("quote:{}/q1/0".format))
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_stands_in_a_button_is_read(ref: str, corpus: Corpus) -> None:
    assert isinstance(read_ref(ref, corpus), Stale)


@given(article_id=st.text(min_size=1, max_size=40), quote_id=st.from_regex(r"[a-z0-9]{1,8}", fullmatch=True))
def test_a_reference_holds_any_id_of_an_article(article_id: str, quote_id: str) -> None:
    source = Source(id=article_id, source="a.txt")
    ref = quote_ref(QuoteRow(quote=Quote(id=quote_id, start=0, end=1, text="x", kind=QuoteKind.DIRECT), source=source))
    path = ref.removeprefix("quote:").rpartition("/")[0]
    assert (path.rpartition("/")[0], path.rpartition("/")[2]) == (article_id, quote_id)


def test_positions_are_rows_of_their_own(corpus: Corpus) -> None:
    assert isinstance(read_ref(position_ref(corpus.positions()[0]), corpus), PositionRow)
