from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.faults import faults
from corpus.desk.references import position_ref, quote_ref
from corpus.models import Article, Extraction, Quote, QuoteKind, QuoteRow, Span, SpeakerKind
from corpus.store import Corpus, open_corpus
from handlers.blocks.reply import View
from handlers.desk.source_view import LONGEST, MOST_PARTS, copy_view, passages_of, source_view
from handlers.texts import say
from tests.hostile import hostile, sources, spoken
from tests.identified import identified
from tests.invented import FOUND, OFFERED, TEXT, article, corpus_of, in_another_article, quote
from tests.replies import blocks, bold, nodes, paragraphs, quoted, small_print, words


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with corpus_of(tmp_path_factory.mktemp("passages"), (article(), FOUND)) as corpus:
        yield corpus


def ref(record_id: str, corpus: Corpus) -> str:
    quotes = {row.quote.id: quote_ref(row) for row in corpus.quotes()}
    return quotes.get(record_id) or next(
        position_ref(row) for row in corpus.positions() if row.position.id == record_id
    )


def fields(view: View) -> list[str]:
    return [block["element"]["initial_value"] for block in blocks(view) if block["type"] == "input"]


# -- the source


def test_a_quote_stands_in_its_paragraph_as_the_file_has_it(corpus: Corpus) -> None:
    view = source_view(ref("q2", corpus), corpus)
    assert view.title == "Source"
    assert quoted(view) == [TEXT.split("\n\n")[1]]
    assert bold(view) == ['Oslo called it "useful" that Chile had come at all,']
    assert paragraphs(view)[1] == "outlet not named in the source, 7 May 2031"
    assert faults(view.payload()) == []


def test_who_said_it_and_where_in_the_file_it_stands_is_in_small_print(corpus: Corpus) -> None:
    told = small_print(source_view(ref("q2", corpus), corpus))
    assert told[0] == "Ingrid Solbakken, Foreign ministry spokeswoman · said 7 May 2031"
    assert "marks irregular in the source" in told
    start = TEXT.index("Oslo called")
    assert told[-1] == f"Characters {start} to {start + 51} of fishing.txt."


def test_a_positions_evidence_stands_out_in_its_paragraph(corpus: Corpus) -> None:
    view = source_view(ref("s6", corpus), corpus)
    assert bold(view) == [OFFERED]
    assert small_print(view)[0].startswith("Chile offers · the outlet")
    assert faults(view.payload()) == []


def test_the_headline_leads_to_the_page(tmp_path_factory: pytest.TempPathFactory) -> None:
    printed = article().model_copy(update={"url": "https://example.org/fish", "outlet": "The Fjord Post"})
    with corpus_of(tmp_path_factory.mktemp("url"), (printed, FOUND)) as corpus:
        view = source_view(ref("q5", corpus), corpus)
        (copied,) = fields(copy_view(ref("q5", corpus), corpus))
    assert [node["url"] for node in nodes(blocks(view)) if node.get("type") == "link"] == ["https://example.org/fish"]
    assert "as reported by The Fjord Post in “Norway plays down" in copied
    assert copied.endswith("\nhttps://example.org/fish")


def test_words_that_span_paragraphs_are_shown_with_all_of_them() -> None:
    text = "One.\n\nTwo begins\nand ends.\n\nThree."
    words = Span(start=text.index("begins"), end=text.index(" ends"), text="begins\nand")
    (passage,) = passages_of(text, [words])
    assert text[passage.start : passage.end] == "Two begins\nand ends."


def test_evidence_in_two_paragraphs_is_shown_in_both() -> None:
    text = "One and more.\n\nTwo.\n\nThree."
    spans = [Span(start=text.index(word), end=text.index(word) + 3, text=word) for word in ("Thr", "One", "mor")]
    found = [text[passage.start : passage.end] for passage in passages_of(text, spans)]
    assert found == ["One and more.", "Three."]


def test_a_long_paragraph_is_cut_on_either_side_of_the_quote_at_a_words_end() -> None:
    before, after = "before " * 900, " after" * 900
    said = "Nobody slept at all"
    (view,) = _views(f"{before}{said}{after}", said)
    (shown,) = quoted(view)
    assert shown.startswith("… before before")
    assert shown.endswith("after after …")
    assert bold(view) == [said]
    assert len(shown) <= LONGEST + 4


def test_a_quote_longer_than_a_passage_is_cut_and_says_so() -> None:
    said = "Nobody slept. " * 900
    (view,) = _views(f"x {said}", said.strip())
    assert quoted(view)[0].endswith("slept. …")


def _views(text: str, said: str) -> list[View]:
    with open_corpus("sqlite://") as corpus:
        printed = Article(id="a1", title="t", source="a.txt", text=text)
        start = text.index(said)
        told = Quote(id="q1", start=start, end=start + len(said), text=said, kind=QuoteKind.DIRECT)
        corpus.save(printed, Extraction(quotes=(told,)), "1")
        views = [source_view(quote_ref(row), corpus) for row in corpus.quotes()]
    assert all(faults(view.payload()) == [] for view in views)
    return views


def test_a_record_that_is_gone_is_told_of_in_a_sentence(tmp_path_factory: pytest.TempPathFactory) -> None:
    with corpus_of(tmp_path_factory.mktemp("gone"), (article(), FOUND)) as corpus:
        kept = ref("q2", corpus)
        corpus.save(article(), Extraction(), "later")
        for view in (source_view(kept, corpus), copy_view(kept, corpus), source_view("nonsense", corpus)):
            assert words(view) == say("button_gone")
            assert (view.submit, view.count) == ("", 0)
            assert faults(view.payload()) == []


# -- the copy


def test_a_quote_is_copied_with_who_said_it_when_and_where_it_was_printed(corpus: Corpus) -> None:
    view = copy_view(ref("q4", corpus), corpus)
    (copied,) = fields(view)
    assert copied == (
        "“A lot of work remain before anybody signs anything,” "
        "Foreign ministry spokeswoman Ingrid Solbakken said on 7 May 2031, as reported in "
        "“Norway plays down hopes of a 'breakthrough' on fishing” (7 May 2031; outlet not named in the source)."
    )
    assert (view.title, view.submit, view.callback_id) == ("Copy with attribution", "Done", "done")
    assert faults(view.payload()) == []


def test_a_role_that_does_not_stand_before_the_name_in_the_source_does_not_here(corpus: Corpus) -> None:
    (copied,) = fields(copy_view(ref("q5", corpus), corpus))
    assert "bind everybody,” Tomás Arriagada, a Chilean negotiator, said on 6 May 2031" in copied


def test_behind_a_full_stop_no_clause_goes_on() -> None:
    with open_corpus("sqlite://") as corpus:
        told = Quote(id="q1", start=0, end=13, text="Nobody slept.", kind=QuoteKind.DIRECT, speaker_name="Lisbon")
        told = told.model_copy(update={"party_name": "Portugal", "speaker_kind": SpeakerKind.PARTY})
        corpus.save(Article(id="a1", source="a.txt", text="Nobody slept."), Extraction(quotes=(told,)), "1")
        (copied,) = fields(copy_view(quote_ref(corpus.quotes()[0]), corpus))
    assert copied.startswith("Lisbon, for Portugal (no named speaker), said: “Nobody slept.” Reported in “")


def test_a_partial_quote_is_marked_and_comes_with_its_sentence(corpus: Corpus) -> None:
    (copied,) = fields(copy_view(ref("q6", corpus), corpus))
    assert copied.startswith("“if the guarantees hold.” (partial quote), Chile (no named speaker) said, as reported in")
    assert f"\nThe sentence as printed: {OFFERED}" in copied


def test_somebody_without_a_name_is_labelled(corpus: Corpus) -> None:
    (copied,) = fields(copy_view(ref("q7", corpus), corpus))
    assert copied.startswith("“Nobody slept,” a European diplomat (not named in the source) said, as reported")


def test_what_a_reader_must_know_is_copied_too(corpus: Corpus) -> None:
    (copied,) = fields(copy_view(ref("q2", corpus), corpus))
    assert "\nNote: worded like reported speech: perhaps not the exact words" in copied


def test_a_speaker_that_is_not_certain_is_not_named(tmp_path_factory: pytest.TempPathFactory) -> None:
    with corpus_of(tmp_path_factory.mktemp("unsure"), in_another_article(1, quote("q1", "Nobody slept"))) as corpus:
        (copied,) = fields(copy_view(ref("q1", corpus), corpus))
    assert copied.startswith("“Nobody slept”, the speaker is not certain in the source, as reported in")


def test_a_position_is_copied_by_its_quote_or_not_at_all(corpus: Corpus) -> None:
    assert fields(copy_view(ref("s5", corpus), corpus)) == fields(copy_view(ref("q5", corpus), corpus))
    assert words(copy_view(ref("s2", corpus), corpus)).startswith("This position rests on no quote")


@pytest.mark.parametrize("length", [2_800, 3_001, 7_000, 30_000])
def test_a_long_quote_is_copied_in_parts_that_make_the_whole(length: int) -> None:
    said = ("Nobody slept. " * 3_000)[:length].strip()
    with open_corpus("sqlite://") as corpus:
        told = Quote(id="q1", start=0, end=len(said), text=said, kind=QuoteKind.DIRECT, party_name="Norway")
        corpus.save(Article(id="a1", source="a.txt", text=said), identified(Extraction(quotes=(told,))), "1")
        view = copy_view(quote_ref(corpus.quotes()[0]), corpus)
    parts = fields(view)
    assert faults(view.payload()) == []
    assert 1 <= len(parts) <= MOST_PARTS
    copied = "".join(parts)
    whole = copied.partition("“")[2].partition("”")[0]
    assert said.startswith(whole)
    assert (whole == said) is ("[cut here;" not in copied)
    assert "Norway (no named speaker) said" in copied


@given(row=st.builds(QuoteRow, quote=spoken, source=sources), before=hostile, after=hostile)
@settings(deadline=None, max_examples=60)
def test_any_quote_in_any_text_can_be_shown_and_copied(row: QuoteRow, before: str, after: str) -> None:
    text = f"{before}{row.quote.text}{after}".replace("\0", "")
    said = row.quote.text.replace("\0", "")
    told = row.quote.model_copy(update={"start": text.find(said), "end": text.find(said) + len(said), "text": said})
    printed = Article(**row.source.model_dump(), text=text)
    with open_corpus("sqlite://") as corpus:
        corpus.save(printed, Extraction(quotes=(told,)), "1")
        for kept in corpus.quotes():
            for view in (source_view(quote_ref(kept), corpus), copy_view(quote_ref(kept), corpus)):
                assert faults(view.payload()) == []
