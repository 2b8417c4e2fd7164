"""Check this quote: what an editor reads about the quotations of a message, and what Slack takes."""

import gc
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.faults import faults
from corpus.errors import StoreError
from corpus.models import Article, Extraction, Person, Quote, QuoteKind, QuoteRow, Span, SpeakerKind
from corpus.store import Corpus, open_corpus
from handlers.blocks.button_values import read_ref
from handlers.blocks.reply import Reply
from handlers.quote_check.check import check
from tests.hostile import ATTACKS, sources, spoken
from tests.invented import FOUND, PARTIES, PEOPLE, SOLBAKKEN, article, corpus_of, in_another_article, quote
from tests.replies import blocks, bold, nodes, presses, quoted, small_print, title, words

REMAINS = "A lot of work remain before anybody signs anything"


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with corpus_of(tmp_path_factory.mktemp("checking"), (article(), FOUND)) as corpus:
        yield corpus


def struck(reply: Reply) -> list[str]:
    return [node["text"] for node in nodes(blocks(reply)) if node.get("style") == {"strike": True}]


def buttons(reply: Reply) -> dict[str, str]:
    """What every button holds, by its label."""
    return {button["text"]["text"]: button["value"] for button in presses(reply)}


def sent(reply: Reply) -> Reply:
    assert faults(reply.payload()) == []
    return reply


# -- verdicts ----------------------------------------------------------------------------------------------------------


def test_verbatim_words_come_with_speaker_day_and_source(full: Corpus) -> None:
    answer = sent(check(f"Solbakken said: “{REMAINS}.”", full))
    assert title(answer) == "Check this quote"
    assert bold(answer)[0].startswith("Verbatim")
    assert quoted(answer) == [REMAINS]
    assert "Ingrid Solbakken, Foreign ministry spokeswoman · 7 May 2031" in small_print(answer)[0]
    assert "“Norway plays down hopes of a 'breakthrough' on fishing”" in small_print(answer)[0]
    assert "names" not in answer.text
    assert answer.count == 1


def test_an_altered_quotation_has_every_difference_marked(full: Corpus) -> None:
    answer = sent(check(f'"{REMAINS.replace("remain", "remains").replace("anything", "a thing")}"', full))
    assert bold(answer) == ["Altered. ", "remain", "anything"]
    assert struck(answer) == ["remains", "a thing"]
    assert quoted(answer) == [REMAINS]
    assert (
        "has “remains” where the source has “remain” and has “a thing” where the source has “anything”" in answer.text
    )


def test_reported_speech_between_marks_is_called_so_and_never_shown_as_a_quotation(full: Corpus) -> None:
    answer = sent(check('"Norway had seen nothing that looks like a breakthrough at the Lisbon talks"', full))
    assert "Reported speech" in bold(answer)[0]
    assert "The source reports this in its own words; it is not a quotation." in answer.text
    assert "Only “seen nothing that looks like a breakthrough” stands in quotation marks." in answer.text
    assert quoted(answer) == []
    assert "Copy" not in buttons(answer)


def test_not_found_claims_nothing_more(full: Corpus) -> None:
    answer = sent(check('"The herring will return with the spring tide"', full))
    assert "No quotation in the articles has these words, which does not show that nobody said them." in answer.text
    assert (answer.count, buttons(answer), quoted(answer)) == (0, {}, [])


def test_a_dropped_negation_before_a_part_is_altered(tmp_path: Path) -> None:
    lost = quote("q1", "nothing that looks like a breakthrough", **SOLBAKKEN)
    with corpus_of(tmp_path, (article(), Extraction(people=PEOPLE, parties=PARTIES, quotes=(lost,)))) as corpus:
        answer = sent(check('"that looks like a breakthrough"', corpus))
    assert bold(answer) == ["Altered. ", "nothing"]
    assert "leaves out “nothing”" in answer.text


def test_words_left_out_are_shown(full: Corpus) -> None:
    answer = sent(check("“A lot of work remain … signs anything”", full))
    assert bold(answer) == ["Verbatim, with words left out. "]
    assert "The source has more: “before anybody”." in answer.text


def test_a_part_of_a_quotation_is_said_to_be_one_and_shown_whole(full: Corpus) -> None:
    answer = sent(check("“before anybody signs [the treaty] anything”", full))
    assert bold(answer)[0] == "Verbatim, with words put in. "
    assert "The words in square brackets are the newsroom's own: “[the treaty]”." in answer.text
    assert quoted(answer) == [REMAINS]


# -- speakers ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("named", ["Marta Lund said", "Prime minister Marta Lund's words were"])
def test_another_speaker_in_the_message_is_told(full: Corpus, named: str) -> None:
    answer = sent(check(f'{named}, "{REMAINS}."', full))
    assert "The message names Marta Lund; the source names Ingrid Solbakken." in answer.text


def test_the_verdict_itself_warns_of_another_speaker(full: Corpus) -> None:
    assert bold(check(f'Marta Lund said, "{REMAINS}."', full)) == ["Verbatim; check the speaker. "]
    altered = check(f'"{REMAINS.replace("work", "haste")}," said Marta Lund.', full)
    assert bold(altered)[0] == "Altered; check the speaker. "


@pytest.mark.parametrize("sayer", ["Otto Wenzel", "Chile", "The Harbour Board"])
def test_a_stranger_or_a_party_given_the_words_is_told_too(full: Corpus, sayer: str) -> None:
    name = sayer.removeprefix("The ")
    for text in (
        f'{sayer} said: "{REMAINS}."',
        f'"{REMAINS}." said {name}.',
        f'"{REMAINS}.", {sayer} added on Monday.',
    ):
        answer = sent(check(text, full))
        assert f"The message names {name}; the source names Ingrid Solbakken." in answer.text


@pytest.mark.parametrize("sayer", ["Norway", "A Foreign Ministry spokeswoman", "Ms Solbakken", "She", "On Tuesday"])
def test_the_speakers_party_role_or_pronoun_is_nobody_else(full: Corpus, sayer: str) -> None:
    assert "The message names" not in check(f'{sayer} said, "{REMAINS}."', full).text


def test_words_cut_behind_a_negation_are_never_plainly_verbatim() -> None:
    said = "We have not at any time agreed to open the harbour"
    with open_corpus("sqlite://") as corpus:
        told = Quote(id="q1", start=0, end=len(said), text=said, kind=QuoteKind.DIRECT, speaker_name="Otto Wenzel")
        corpus.save(Article(id="a1", source="a.txt", text=said), Extraction(quotes=(told,)), "1")
        answer = sent(check('"agreed to open the harbour"', corpus))
    assert bold(answer) == ["Verbatim, cut behind “not”. "]


@pytest.mark.parametrize(
    "text",
    [
        f'"{REMAINS}," Solbakken told Marta Lund.',
        f'Marta Lund came late. "{REMAINS}."',
        f'"{REMAINS}." Marta Lund laughed.',
        f'"{REMAINS}," said somebody in Norway.',
    ],
)
def test_where_nobody_else_is_named_nothing_is_said(full: Corpus, text: str) -> None:
    assert "The message names" not in check(text, full).text


def test_sources_that_differ_are_all_shown_newest_first(tmp_path: Path) -> None:
    other = dict(SOLBAKKEN, speaker_name="Marta Lund", speaker_role="prime minister")
    printed = in_another_article(5, quote("q4", f"{REMAINS},", **other))
    with corpus_of(tmp_path, (article(), FOUND), printed) as corpus:
        answer = sent(check(f"“{REMAINS}”", corpus))
    assert ["Marta Lund" in small_print(answer)[0], "Ingrid Solbakken" in small_print(answer)[1]] == [True, True]
    assert {"Source 1", "Source 2", "Quotes: Marta Lund", "Quotes: Ingrid Solbakken"} <= buttons(answer).keys()


def test_the_same_words_of_the_same_speaker_elsewhere_are_counted(tmp_path: Path) -> None:
    again = in_another_article(5, quote("q4", f"{REMAINS},", **SOLBAKKEN))
    with corpus_of(tmp_path, (article(), FOUND), again) as corpus:
        answer = sent(check(f"“{REMAINS}”", corpus))
    assert quoted(answer) == [REMAINS]
    assert "Also in 1 more source." in words(answer)


def test_a_single_word_proves_little_and_shows_three_at_most(tmp_path: Path) -> None:
    said = [in_another_article(number, quote("q3", "useful", **SOLBAKKEN)) for number in range(5)]
    people = tuple(Person(id=f"p{n}", name=f"Speaker Number{n}") for n in range(5))
    saved = [
        (printed, found.model_copy(update={"people": (person,)}))
        for (printed, found), person in zip(said, people, strict=True)
    ]
    with corpus_of(tmp_path, *saved) as corpus:
        answer = sent(check("“useful”", corpus))
    assert "So few words prove little: they stand in 5 places of the articles." in answer.text
    assert len(quoted(answer)) <= 3


def test_buttons_lead_to_the_record_and_to_the_speaker(full: Corpus) -> None:
    pressed = buttons(check(f"“{REMAINS}”", full))
    assert pressed["Quotes: Ingrid Solbakken"] == "/quote Ingrid Solbakken"
    assert pressed["Source"] == pressed["Copy"]
    found = read_ref(pressed["Source"], full)
    assert isinstance(found, QuoteRow)
    assert found.quote.text == f"{REMAINS},"


# -- messages ----------------------------------------------------------------------------------------------------------


def test_several_quotations_are_checked_in_their_order(full: Corpus) -> None:
    text = f'"{REMAINS}," she said. "Nobody slept," he said. "Nothing was ever said like this."'
    answer = sent(check(text, full))
    assert [label.split(".")[0] for label in bold(answer)] == ["1", "2", "3"]
    assert "Checked: 3 quotations." in answer.text
    assert answer.count == 2


def test_more_than_five_quotations_are_said_to_be_more(full: Corpus) -> None:
    answer = sent(check(" ".join(f'"A herring number {n} came by"' for n in range(8)), full))
    assert "The message has 8 quotations; these are the first." in answer.text


def test_a_message_without_marks_is_checked_as_a_whole(full: Corpus) -> None:
    answer = sent(check(f"Solbakken said {REMAINS.lower()}, and left the hall", full))
    assert bold(answer)[0].startswith("Verbatim")
    assert "The message has no quotation marks" in answer.text


def test_nothing_to_check_and_nothing_read_are_said(full: Corpus, corpus: Corpus) -> None:
    assert "no words to check" in sent(check(" … ", full)).text
    assert "No article has been read yet" in sent(check("“We stay”", corpus)).text


def test_an_error_of_the_store_is_told(full: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise StoreError("The database cannot be read")

    monkeypatch.setattr(full, "quotes", broken)
    assert check("“We stay here”", full).text == "The database cannot be read."


# -- whatever comes ----------------------------------------------------------------------------------------------------

LONG = [
    "we said that the boats and nets are open " * 1_000,
    '"we said that" ' * 2_700,
    "'a " * 13_333,
    "it's " * 8_000,
    '"a' * 20_000,
    '"x"\n' * 10_000,
    "> a\n" * 10_000,
    "“we [have] … " * 3_000,
    f"“{'the work remain ' * 2_500}”",
    "`a` " * 10_000,
    "<" * 40_000,
    "*_~" * 13_000,
    " " * 40_000,
    "A B C D " * 5_000,
    "".join(f"word{n} " for n in range(4_500)),
    "> a\n\n" * 8_000,
    "“" * 40_000,
]


@pytest.mark.parametrize("text", LONG, ids=lambda text: text[:12].strip() or "blank")
def test_forty_thousand_characters_are_answered_in_a_second(text: str, full: Corpus) -> None:
    check("“warm up the index of names” said Marta Lund", full)
    gc.collect()  # what thousands of tests have left behind is not this one's time
    began = time.process_time()
    sent(check(text, full))
    assert time.process_time() - began < 1


@pytest.mark.parametrize("attack", ATTACKS)
def test_attacks_come_out_as_plain_characters(attack: str, full: Corpus) -> None:
    for text in (attack, f"“{attack}”", f"{attack} said “{REMAINS} {attack}”", f"> {attack}\n{attack}"):
        sent(check(text, full))


@given(text=st.text(max_size=300))
@settings(deadline=None, max_examples=40)
def test_any_message_gets_an_answer_that_slack_takes(text: str) -> None:
    with open_corpus("sqlite://") as corpus:
        corpus.save(article(), FOUND, "digest")
        sent(check(text, corpus))
        sent(check(f"“{text}”", corpus))


@given(said=st.lists(spoken, min_size=1, max_size=4), source=sources, text=st.text(max_size=60))
@settings(deadline=None, max_examples=40)
def test_any_record_is_shown_as_slack_takes_it(said: list[Quote], source: Article, text: str) -> None:
    storable = Article(**source.model_dump(), text="")
    quotes = tuple(one.model_copy(update={"id": f"q{number}"}) for number, one in enumerate(said))
    with open_corpus("sqlite://") as corpus:
        corpus.save(storable, Extraction(quotes=quotes), "digest")
        for draft in (text, *(f"“{one.text}”" for one in quotes), " ".join(f"“{one.text}”" for one in quotes)):
            sent(check(draft, corpus))


def test_five_quotations_of_long_names_and_headlines_fit(tmp_path: Path) -> None:
    long = "Otto Wenzel von und zu Hohenberg " * 30
    saved, drafts = [], []
    for number in range(3):
        quotes = []
        for n in range(5):
            said = f"Number {n} says that the whole fleet leaves harbour {n} at dawn " + "and the nets follow " * 60
            quotes.append(
                Quote(
                    id=f"q{n}",
                    start=3_000 * n,
                    end=3_000 * n + len(said),
                    text=said,
                    kind=QuoteKind.PARTIAL,
                    speaker_name=f"{long} {number}",
                    speaker_kind=SpeakerKind.PERSON,
                    speaker_role=long,
                    sentence=Span(start=3_000 * n, end=3_000 * n + len(said) + 5, text=f"{said} end."),
                )
            )
        drafts = [f"“{one.text}”" for one in quotes]
        printed = Article(id=f"a{number}", title=long, outlet=long, source=f"{number}.txt", text="")
        saved.append((printed, Extraction(quotes=tuple(quotes))))
    with corpus_of(tmp_path, *saved) as corpus:
        answer = sent(check(" ".join(drafts), corpus))
        assert answer.count == 5
        sent(check(drafts[0].replace("dawn", "dusk").replace("nets", "boats"), corpus))
