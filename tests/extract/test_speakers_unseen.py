"""Who speaks and for whom, in the ways in which the world's agencies write it."""

import pytest

from corpus import extract, read_article
from corpus.models import Extraction, Person, Quote, QuoteKind


def found(text: str) -> Extraction:
    return extract(read_article(" date 2024-05-02 \n\n" + text, source="invented.txt"))


def quotes(text: str) -> list[Quote]:
    return [quote for quote in found(text).quotes if quote.kind is not QuoteKind.INDIRECT]


def speakers(text: str) -> list[str | None]:
    return [quote.speaker_name for quote in quotes(text)]


def people(text: str) -> dict[str, Person]:
    return {person.name: person for person in found(text).people}


def parties(text: str) -> dict[str, str | None]:
    return {name: person.party_name for name, person in people(text).items()}


# --------------------------------------------------------------------------- names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("South Korean envoy Yoo Min-jae arrived in Oslo on Monday.", "Yoo Min-jae"),
        ("Mayor Bill de Vries said the bridge would open.", "Bill de Vries"),
        ("British minister Theresa May said the vote was over.", "Theresa May"),
        ("The host, Larry King, said the show would go on.", "Larry King"),
        ("Secretary of State Jon Husk rejected the claim.", "Jon Husk"),
        ("Labour MP Ian Black MP said the vote was a farce.", "Ian Black"),
        ("Iraqi diplomat Omar al-Rashid said talks were near.", "Omar al-Rashid"),
    ],
)
def test_a_name_is_whole_whatever_it_is_made_of(text: str, name: str) -> None:
    assert name in people(text)


@pytest.mark.parametrize(
    ("full", "short"),
    [("Sami Abu Nasser", "Abu Nasser"), ("Majed al-Amari", "Al-Amari"), ("Humberto de la Torre", "Mr de la Torre")],
)
def test_the_end_of_a_name_is_the_same_person(full: str, short: str) -> None:
    text = f'Lebanese envoy {full} arrived on Monday. "We are ready," {short} said.'
    assert list(people(text)) == [full]
    assert speakers(text) == [full]


@pytest.mark.parametrize(
    "text",
    [
        "The Clinton Camp Says Polls Are Wrong As Voters Turn Away\n\nHillary Clinton stayed at home.",
        "The Foreign Relations committee met with experts from the Council on Foreign Relations.",
        "Senator Ada Byron, R-Ky., spoke for the Institute for Policy Integrity in New York.",
        "The Charlotte Panthers said the match was off.",
    ],
)
def test_capitals_that_name_things_are_nobody(text: str) -> None:
    assert set(people(text)) <= {"Hillary Clinton", "Ada Byron"}


def test_a_first_name_alone_names_whoever_the_article_calls_so() -> None:
    text = '"We heard shots all night," said Jeanne, a 34-year-old nurse.'
    assert speakers(text) == ["Jeanne"]
    assert quotes(text)[0].party_name is None


def test_a_mr_is_not_the_woman_who_bears_his_name() -> None:
    text = 'Michelle Obama spoke first. "We must vote," Mr. Obama said later.'
    assert speakers(text) == ["Obama"]


def test_a_bare_surname_is_the_leaders_before_a_relatives() -> None:
    text = 'Donald Trump spoke in Ohio. His daughter Ivanka Trump came too. "We will win," Trump said.'
    assert speakers(text) == ["Donald Trump"]


# --------------------------------------------------------------------------- whom they speak for


@pytest.mark.parametrize(
    ("text", "name", "party"),
    [
        ("Ada Byron, a fellow at the Harbour Institute, said so.", "Ada Byron", "Harbour Institute"),
        ("Ali Vasey, Iran director at the Harbour Institute, said so.", "Ali Vasey", "Harbour Institute"),
        ("Ada Byron, the chief executive of Norland Chase, said so.", "Ada Byron", "Norland Chase"),
        ("Ada Byron, director of the think-tank Terranova, said so.", "Ada Byron", "Terranova"),
        ("Norland chief executive Ada Byron said prices would rise.", "Ada Byron", "Norland"),
        ("BKP leader Ada Byron said her party would not vote.", "Ada Byron", "BKP"),
        ("Ada Byron, a former judge who heads the River Alliance, told reporters so.", "Ada Byron", "River Alliance"),
        ("Japan's Ryosei Takada called the tariffs regrettable.", "Ryosei Takada", "Japan"),
        ("The Harbour Committee's Ada Byron said the decision was wrong.", "Ada Byron", "Harbour Committee"),
        ("UN special envoy for Yemen Hans Gruber said peace was near.", "Hans Gruber", "United Nations"),
        ("Israel's ambassador to the UN, Dan Danin, rejected the text.", "Dan Danin", "Israel"),
        ("Mukesh Kapoor, a former UN coordinator in Sudan, said so.", "Mukesh Kapoor", None),
        ("Erin Murphy, now a consultant on Peru, said so.", "Erin Murphy", None),
    ],
)
def test_whom_somebody_speaks_for(text: str, name: str, party: str | None) -> None:
    assert parties(text)[name] == party


def test_a_deputy_speaks_for_the_party_of_whoever_has_one() -> None:
    text = "Irish Prime Minister Leo Varden welcomed the text. His deputy, Simon Conway, said time was needed."
    assert parties(text)["Simon Conway"] == "Ireland"


def test_the_government_is_the_one_that_the_article_named() -> None:
    text = "Peru's government opened the talks. Jorge Rosas, the government's chief negotiator, arrived late."
    assert parties(text)["Jorge Rosas"] == "Peru"


def test_a_campaign_does_not_speak_for_the_state() -> None:
    text = 'Donald Trump was in Ohio. The Trump campaign said the vote was "a promise kept, and kept in full."'
    assert [quote.party_name for quote in quotes(text)] == ["Trump campaign"]


def test_the_official_is_the_one_who_has_spoken() -> None:
    text = 'An Israeli official said gaps remained. "It is too early to celebrate," the official said.'
    assert quotes(text)[0].party_name == "Israel"


def test_two_who_speak_together_are_of_no_one_party() -> None:
    text = 'Emmanuel Macron and Olaf Scholz called for an "immediate and unconditional ceasefire" on Monday.'
    assert [quote.party_name for quote in quotes(text)] == [None]


# --------------------------------------------------------------------------- whose words they are


def test_the_place_of_a_dateline_says_nothing() -> None:
    text = 'DOHA, Jan 12 (Reuters) - U.S. envoy Steve Wick said on Sunday that they were "on the verge" of a deal.'
    assert speakers(text) == ["Steve Wick"]


def test_words_below_what_a_speaker_believes_of_another_are_the_speakers() -> None:
    text = 'Turkish President Kemal Aydin said he believed that Vladimir Putin wants "a lasting humanitarian bridge."'
    assert speakers(text) == ["Kemal Aydin"]


def test_whoever_is_quoted_as_saying_speaks_and_not_the_agency() -> None:
    text = 'The KCNA quoted Kim Jong Un as saying that the North "no longer needs any nuclear tests."'
    assert speakers(text) == ["Kim Jong Un"]


def test_a_statement_is_its_senders() -> None:
    text = 'According to a statement from Ada Byron, the plan "would have failed within days of its signing."'
    assert speakers(text) == ["Ada Byron"]


def test_the_aides_of_somebody_are_others() -> None:
    text = 'Mitch Connell was away. "We got results from the sanctions," Connell aides said.'
    assert speakers(text) != ["Mitch Connell"]


def test_a_programme_is_no_quotation() -> None:
    text = 'Ada Byron spoke on CNN\'s "State of the Union." "We will not wait," Byron said.'
    assert [quote.text for quote in quotes(text)] == ["We will not wait,"]


def test_a_sentence_about_another_ends_the_turn_of_whoever_spoke() -> None:
    text = (
        '"We stay," Ada Byron said. Carl Gauss, who lost the vote, named the tax as one of the reasons for it. '
        '"Nobody asked the farmers about any of this."'
    )
    assert speakers(text)[-1] != "Ada Byron"


def test_a_paragraph_between_two_turns_goes_on_with_the_first() -> None:
    text = (
        '"WALLS: Will he come?\n\n"PENNY: He will not.\n\n"But the truth is that he never wanted to.\n\n'
        '"(CROSSTALK.)\n\n"WALLS: I see.\n'
    )
    assert [(quote.speaker_name, quote.text) for quote in quotes(text)] == [
        ("WALLS", "Will he come?"),
        ("PENNY", "He will not."),
        ("PENNY", "But the truth is that he never wanted to."),
        ("WALLS", "I see."),
    ]


def test_a_post_on_x_ends_its_sentence() -> None:
    text = (
        'Sharif thanked "our friends for their leadership" in a post on X. '
        "His foreign minister, Ishan Daro, said talks would go on."
    )
    assert "Ishan Daro" not in speakers(text)


def test_she_is_the_woman_of_the_sentence_and_not_somebody_who_may_be_a_man() -> None:
    text = (
        "Chris Gauss criticised Hillary Clinton after she attacked the police officers of the town. "
        'Gauss met reporters on Monday. "It is a disgrace," he said.'
    )
    assert speakers(text) == ["Chris Gauss"]


@pytest.mark.parametrize(
    ("who", "printed"),
    [
        ("The co-director of the choir", "co-director of the choir"),
        ("A co-founder of the firm", "co-founder of the firm"),
        ("The co-chairs", "co-chairs"),
        ("The vice-chair of the board", "vice-chair of the board"),
        ("The director of the choir - a tenor -", "director of the choir"),
    ],
)
def test_whoever_is_described_keeps_what_stands_before_a_hyphen(who: str, printed: str) -> None:
    assert speakers(f'{who} said: "We object to the noise."') == [printed]
