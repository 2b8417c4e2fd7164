from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.desk.references import quote_ref
from corpus.models import Party, PartyKind, Person, Quote, QuoteKind, Stance
from corpus.store import Corpus
from tests.asked import positions, quotes, talks
from tests.invented import (
    FOUND,
    OFFERED,
    PARTIES,
    QUOTES,
    REPORTED,
    SOLBAKKEN,
    TEXT,
    article,
    corpus_of,
    in_another_article,
    position,
    quote,
    span,
)
from tests.replies import assert_sendable, bold, buttons, notes, paragraphs, presses, quoted, small_print, title, words

answer = quotes.answer

BREAKTHROUGH = "seen nothing that looks like a breakthrough"
USEFUL = 'Oslo called it "useful" that Chile had come at all'
UNLIKE = sorted({word.strip(".,").casefold() for word in TEXT.split() if word.islower()}, key=TEXT.find)
WORK = "A lot of work remain before anybody signs anything"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with corpus_of(tmp_path_factory.mktemp("quotes"), (article(), FOUND)) as corpus:
        yield corpus


def test_a_persons_quotes_stand_as_printed_in_the_articles_order(corpus: Corpus) -> None:
    reply = answer("Solbakken", corpus)
    assert title(reply) == "Ingrid Solbakken, Foreign ministry spokeswoman"
    assert quoted(reply) == [REPORTED, USEFUL, WORK]
    assert not reply.shared
    assert_sendable(reply)


def test_a_joint_statement_is_a_quote_of_everybody_who_makes_it(tmp_path: Path) -> None:
    both = {"speaker_name": "Ingrid Solbakken and Tomás Arriagada", "speaker_ids": ("p1", "p2"), "speaker_role": None}
    joint = QUOTES[4].model_copy(update=both | {"party_name": None})
    with corpus_of(tmp_path, (article(), FOUND), in_another_article(1, joint)) as corpus:
        for line in ("Solbakken work", "Arriagada", "Chile"):
            reply = answer(line, corpus)
            assert WORK in quoted(reply)
            assert any(told.startswith("Ingrid Solbakken and Tomás Arriagada · ") for told in notes(reply))
            assert_sendable(reply)


@pytest.mark.parametrize("everybody", ["all", "*", "Everyone", "all since 2031"])
def test_everybody_gives_the_newest_quotes_with_who_said_each(corpus: Corpus, everybody: str) -> None:
    reply = answer(everybody, corpus)
    assert title(reply) == "The newest quotes"
    assert {"Ingrid Solbakken", "Tomás Arriagada"} <= {one.split(",")[0] for one in bold(reply)}
    assert {REPORTED, OFFERED} <= set(quoted(reply))
    assert "Quotes: Ingrid Solbakken" in buttons(reply)
    assert reply.count == 5
    assert_sendable(reply)


@pytest.mark.parametrize(
    ("everybody", "days"), [("all until 1999", "up to 31 Dec 1999"), ("* since 2044", "from 1 Jan 2044 on")]
)
def test_everybody_in_days_without_articles_is_nobody(corpus: Corpus, everybody: str, days: str) -> None:
    assert notes(answer(everybody, corpus)) == [f"Nobody is quoted in what was printed {days}."]


def test_reported_speech_and_words_quoted_inside_a_quote_are_no_quotes_of_their_own(corpus: Corpus) -> None:
    texts = quoted(answer("Solbakken", corpus))
    assert "useful" not in texts
    assert texts.count(REPORTED) == 1


def test_a_fragment_is_shown_with_its_sentence_and_stands_out_in_it(corpus: Corpus) -> None:
    reply = answer("Solbakken", corpus)
    assert quoted(reply)[0] == REPORTED
    assert bold(reply) == [BREAKTHROUGH]


def test_each_quote_says_its_day_and_a_run_of_one_article_shares_its_source(corpus: Corpus) -> None:
    reply = answer("Solbakken", corpus)
    assert [text.partition(" · ")[0] for text in notes(reply)] == ["7 May 2031"] * 3
    assert [text for text in paragraphs(reply) if text.startswith("Norway plays down hopes")] == [
        "Norway plays down hopes of a 'breakthrough' on fishing · 7 May 2031"
    ]
    assert "No outlet is named." in small_print(reply)


def test_what_a_reader_must_know_of_a_quote_is_said_in_words(corpus: Corpus) -> None:
    told = notes(answer("Solbakken", corpus))
    assert any("marks irregular in the source" in text for text in told)
    assert any("worded like reported speech" in text for text in told)
    assert "perhaps not the exact words" in answer("Solbakken", corpus).text


def test_words_narrow_the_quotes_whatever_their_endings(corpus: Corpus) -> None:
    reply = answer("Solbakken breakthroughs", corpus)
    assert quoted(reply) == [REPORTED]
    assert "1 quote with “breakthroughs”" in words(reply)


def test_words_that_nobody_said_lead_back_to_all_quotes(corpus: Corpus) -> None:
    reply = answer("Solbakken submarines", corpus)
    assert "No quote of Ingrid Solbakken has the words “submarines”. Without them there are 3." in words(reply)
    assert buttons(reply) == {"Quotes: Ingrid Solbakken": "/quote Ingrid Solbakken"}
    assert quoted(reply) == []


@pytest.mark.parametrize("role", ["foreign ministry spokeswoman", "the spokeswoman", "SPOKESWOMAN"])
def test_who_speaks_for_a_party_in_a_role_is_offered(corpus: Corpus, role: str) -> None:
    reply = answer(f"Norway {role}", corpus)
    assert buttons(reply) == {"Quotes: Ingrid Solbakken": "/quote Ingrid Solbakken", "Quotes: Norway": "/quote Norway"}


@pytest.mark.parametrize("words", ["spokesmen of lighthouses", "minister"])
def test_words_that_are_nobodys_role_offer_nobody(corpus: Corpus, words: str) -> None:
    assert buttons(answer(f"Norway {words}", corpus)) == {"Quotes: Norway": "/quote Norway"}


def test_a_party_gives_everybody_who_speaks_for_it_by_name(corpus: Corpus) -> None:
    reply = answer("Chile", corpus)
    assert quoted(reply) == ["We want guarantees that bind everybody", OFFERED]
    told = notes(reply)
    assert any(text.startswith("Tomás Arriagada, a Chilean negotiator · 6 May 2031") for text in told)
    assert any(text.startswith("Chile (no named speaker) · reported 7 May 2031") for text in told)


def test_a_seat_of_power_is_understood_as_its_party_and_the_answer_says_so(corpus: Corpus) -> None:
    reply = answer("Oslo", corpus)
    assert title(reply) == "Norway"
    assert "Norway (you typed Oslo). 3 quotes in 1 article." in words(reply)


def test_somebody_without_a_name_is_labelled_and_not_guessed(corpus: Corpus) -> None:
    told = notes(answer("European Union", corpus))
    assert any(text.startswith("a European diplomat (not named in the source) · reported") for text in told)


def test_a_day_on_which_it_was_said_is_never_invented(corpus: Corpus) -> None:
    assert "said 7 May 2031" not in words(answer("Chile", corpus))


def test_another_party_of_the_same_article_is_one_button_away(corpus: Corpus) -> None:
    found = buttons(answer("Solbakken", corpus))
    assert found["Quotes: Chile"] == "/quote Chile"
    assert found["Positions: Norway"] == "/positions Norway"


def test_somebody_who_is_not_quoted_is_said_to_be_known(corpus: Corpus) -> None:
    reply = answer("Marta Lund", corpus)
    assert "Marta Lund is named in the articles, but not quoted." in words(reply)
    assert buttons(reply)["Quotes: Norway"] == "/quote Norway"


def test_the_fallback_text_holds_the_words_for_those_who_listen(corpus: Corpus) -> None:
    text = answer("Solbakken", corpus).text
    assert all(said in text for said in (BREAKTHROUGH, USEFUL, WORK))
    assert text.startswith("Ingrid Solbakken, Foreign ministry spokeswoman. 3 quotes in 1 article.")


def test_another_role_than_the_newest_stands_beside_the_quote(tmp_path_factory: pytest.TempPathFactory) -> None:
    minister = Person(id="p1", name="Ingrid Solbakken", role="foreign minister", party_name="Norway")
    later = in_another_article(
        1, quote("q1", "a quick deal", **{**SOLBAKKEN, "speaker_role": "foreign minister"}), people=(minister,)
    )
    with corpus_of(tmp_path_factory.mktemp("roles"), (article(), FOUND), later) as corpus:
        reply = answer("Solbakken", corpus)
    assert title(reply) == "Ingrid Solbakken, foreign minister"
    assert quoted(reply)[0] == "a quick deal"
    assert any(text.startswith("Ingrid Solbakken, Foreign ministry spokeswoman · ") for text in notes(reply))
    assert "newest first" in words(reply)


def test_many_quotes_come_six_a_page_and_the_button_holds_the_whole_command(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    quotes = [quote(f"q{n}", word, **SOLBAKKEN) for n, word in enumerate(UNLIKE[:14])]
    with corpus_of(tmp_path_factory.mktemp("pages"), in_another_article(1, *quotes)) as corpus:
        first = answer("Solbakken", corpus)
        second = answer(buttons(first)["Next"].removeprefix("/quote "), corpus)
        third = answer(buttons(second)["Next"].removeprefix("/quote "), corpus)
    said = [one.text for one in quotes]
    assert buttons(first)["Next"] == "/quote Ingrid Solbakken page 2"
    assert (quoted(first), quoted(second), quoted(third)) == (said[:6], said[6:12], said[12:])
    assert "1 to 6 of 14" in words(first)
    assert buttons(second)["Previous"] == "/quote Ingrid Solbakken"
    assert "Next" not in buttons(third)


def test_a_very_long_quote_is_cut_at_a_sentence_and_says_how_much_is_left(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    speech = " ".join(f"This is sentence number {n}." for n in range(400))
    text = f"{TEXT}\n{speech}\n"
    long = Quote(
        id="q1",
        start=text.index(speech),
        end=text.index(speech) + len(speech),
        text=speech,
        kind=QuoteKind.DIRECT,
        **SOLBAKKEN,
    )
    found = FOUND.model_copy(update={"quotes": (long,)})
    with corpus_of(tmp_path_factory.mktemp("long"), (article(text), found)) as corpus:
        reply = answer("Solbakken", corpus)
    (shown,) = quoted(reply)
    assert speech.startswith(shown)
    assert 300 < len(shown) <= 450
    assert shown.endswith(".")
    assert any(f"{len(speech) - len(shown):,} more characters in the source" in text for text in notes(reply))
    assert_sendable(reply)


def test_five_long_quotes_spread_over_more_pages(tmp_path_factory: pytest.TempPathFactory) -> None:
    words_of_2800 = [f"{n}" + " word" * 560 for n in range(5)]
    text = TEXT + "\n".join(words_of_2800)
    quotes = tuple(quote(f"q{n}", said, text=text, **SOLBAKKEN) for n, said in enumerate(words_of_2800))
    found = FOUND.model_copy(update={"quotes": quotes})
    seen: list[str] = []
    with corpus_of(tmp_path_factory.mktemp("spread"), (article(text), found)) as corpus:
        command = "/quote Solbakken"
        while command:
            reply = answer(command.removeprefix("/quote "), corpus)
            assert_sendable(reply)
            seen += quoted(reply)
            command = buttons(reply).get("Next", "")
    assert len(seen) == 5
    assert all(said.startswith(shown) for said, shown in zip(words_of_2800, seen, strict=True))


def test_a_speaker_that_is_not_certain_is_not_named(tmp_path_factory: pytest.TempPathFactory) -> None:
    unsure = quote("q1", "Nobody slept,", party_name=None, speaker_name=None)
    spoken_for = QUOTES[6].model_copy(update={"speaker_name": None, "speaker_kind": None})
    with corpus_of(tmp_path_factory.mktemp("unsure"), in_another_article(1, unsure, spoken_for)) as corpus:
        assert "Nobody slept" not in quoted(answer("Chile", corpus))
        assert any(text.startswith("Chile (no named speaker)") for text in notes(answer("Chile", corpus)))


def test_each_quote_can_be_copied_and_its_source_opened(corpus: Corpus) -> None:
    reply = answer("Solbakken", corpus)
    about = "Ingrid Solbakken, 7 May 2031"
    assert [one["text"]["text"] for one in presses(reply, "copy")] == [f"Copy: {about}"] * 3
    assert [one["text"]["text"] for one in presses(reply, "source")] == [f"Source: {about}"] * 3
    assert [button["value"] for button in presses(reply, "source")] == [
        quote_ref(row) for row in corpus.quotes() if row.quote.id in {"q1", "q2", "q4"}
    ]


def test_the_other_side_and_the_talks_are_a_button_away(corpus: Corpus) -> None:
    reply = answer("Arriagada", corpus)
    assert buttons(reply)["Positions: Norway"] == "/positions Norway"
    assert buttons(reply)["Same talks"] == "/talks Lisbon 2031-05-06"
    assert title(talks.answer("Lisbon 2031-05-06", corpus)) == "Lisbon talks, Norway and Chile"
    assert len(reply.payload()["blocks"][-1]["elements"]) <= 5


@pytest.mark.parametrize(
    ("stated", "led_to"),
    [
        ({"issue": "other"}, False),
        ({"issue": "sanctions"}, False),
        ({"issue": "security_guarantees"}, True),
        ({"issue": "other", "addressee_name": "Chile", "addressee_id": "party:chile"}, True),
    ],
)
def test_a_party_that_only_stands_in_the_same_article_is_no_way_on(
    stated: dict[str, str], led_to: bool, tmp_path: Path
) -> None:
    """An airline that stops its flights beside what a minister says of guarantees has a story of its own."""
    nato = position("s9", "NATO", Stance.REJECT, stated.pop("issue"), "Nobody slept", **stated)
    chile = position("s8", "Chile", Stance.DEMAND, "security_guarantees", "We want guarantees")
    alliance = Party(id="party:nato", name="NATO", kind=PartyKind.ORGANISATION, mentions=(span("NATO"),))
    found = FOUND.model_copy(update={"positions": (chile, nato), "parties": (*PARTIES, alliance), "talks": ()})
    with corpus_of(tmp_path, (article(), found)) as corpus:
        assert ("Positions: NATO" in buttons(answer("Arriagada", corpus))) == led_to
        assert ("Beside NATO" in buttons(positions.answer("Chile", corpus))) == led_to


def test_talks_that_no_words_tell_from_others_get_no_button(tmp_path_factory: pytest.TempPathFactory) -> None:
    other = FOUND.talks[0].model_copy(update={"id": "t9", "party_names": ("Chile", "Peru"), "name": None})
    found = FOUND.model_copy(update={"talks": (*FOUND.talks, other)})
    with corpus_of(tmp_path_factory.mktemp("two"), (article(), found)) as corpus:
        assert "Same talks" not in buttons(answer("Arriagada", corpus))


def test_days_bound_the_quotes_and_the_answer_says_so(tmp_path_factory: pytest.TempPathFactory) -> None:
    many = [quote(f"q{n}", word, **SOLBAKKEN) for n, word in enumerate(TEXT.split()[10:18])]
    saved = [(article(), FOUND), in_another_article(1, *many)]
    with corpus_of(tmp_path_factory.mktemp("days"), *saved) as corpus:
        may = answer("Solbakken until May 2031", corpus)
        june = answer("Solbakken since 2 June 2031", corpus)
        between = answer("Solbakken since 2031-05-08 until 2031-06-01", corpus)
    assert "3 quotes in 1 article, printed up to 31 May 2031." in words(may)
    assert "8 quotes in 1 article, printed from 2 Jun 2031 on, 1 to 6 of 8." in words(june)
    assert buttons(june)["Next"] == "/quote Ingrid Solbakken since 2031-06-02 page 2"
    assert "No quote of Ingrid Solbakken in what was printed from 8 May 2031 to 1 Jun 2031." in words(between)
    assert buttons(between) == {"Quotes: Ingrid Solbakken": "/quote Ingrid Solbakken"}


def test_words_that_several_articles_print_are_shown_once_with_how_many_more(tmp_path: Path) -> None:
    again = [
        in_another_article(number, quote("q4", "A lot of work remain before anybody signs anything,", **SOLBAKKEN))
        for number in (1, 2)
    ]
    with corpus_of(tmp_path, (article(), FOUND), *again) as corpus:
        reply = answer("Solbakken", corpus)
    assert quoted(reply).count(WORK) == 1
    assert "Norway plays down hopes of a 'breakthrough' on fishing · 3 Jun 2031 · +2 printings" in paragraphs(reply)
    assert "3 quotes in 3 articles" in words(reply)


def test_fragments_of_one_sentence_share_it(tmp_path: Path) -> None:
    parts = [
        QUOTES[1].model_copy(update={"id": f"f{n}", **span(words).model_dump()})
        for n, words in enumerate(("seen nothing", "a breakthrough"))
    ]
    found = FOUND.model_copy(update={"quotes": (QUOTES[0], *parts)})
    with corpus_of(tmp_path, (article(), found)) as corpus:
        reply = answer("Solbakken", corpus)
    assert quoted(reply) == [REPORTED]
    assert bold(reply) == ["seen nothing", "a breakthrough"]
    assert "2 quotes in 1 article" in words(reply)
    assert [one["text"]["text"] for one in presses(reply, "copy")][1] == "Copy: a breakthrough"
    assert_sendable(reply)
