"""Positions: whose, on what, which stance, with the words that show it, and everything that is none."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import extract, read_article
from corpus.knowledge import read_table
from corpus.models import Modality, Position, Stance, Strength


def positions(text: str, date: str = "") -> tuple[Position, ...]:
    header = f" date {date} \n\n" if date else ""
    return extract(read_article(header + text, source="invented.txt")).positions


def only(text: str) -> Position:
    found = positions(text)
    assert len(found) == 1, [(one.party_name, one.stance, one.evidence[0].text) for one in found]
    return found[0]


def stances_of(text: str, party: str) -> list[str]:
    return [one.stance.value for one in positions(text) if one.party_name == party]


def test_what_a_narrative_recalls_is_background() -> None:
    story = "In June 2021, envoys came to Oslo. Norway rejected the truce."
    assert [one.background for one in positions(story, "2023-05-10")] == [True]
    assert [one.background for one in positions(story, "2021-07-10")] == [False]
    news = "In June 2021, envoys came to Oslo. Norway has rejected the truce."
    assert [one.background for one in positions(news, "2023-05-10")] == [False]


# --------------------------------------------------------------------------- the tables prove themselves


def _rows(kind: str) -> Iterator[Any]:
    for table in ("cue", "verdict"):
        for row in read_table("cues.toml")[table]:
            for text in row.get(kind, ()):
                yield pytest.param(row["stance"], text, id=text[:60])


@pytest.mark.parametrize(("stance", "text"), _rows("examples"))
def test_a_cue_is_found_in_its_examples(stance: str, text: str) -> None:
    assert stance in [one.stance.value for one in positions(text)]


@pytest.mark.parametrize(("stance", "text"), _rows("silent"))
def test_a_cue_is_not_found_where_it_means_something_else(stance: str, text: str) -> None:
    assert positions(text) == ()


@pytest.mark.parametrize("stance", list(Stance))
def test_a_stance_is_found_in_its_examples(stance: Stance) -> None:
    for text in read_table("stances.toml")[stance.value]["examples"]:
        assert stance in [one.stance for one in positions(text)], text


@pytest.mark.parametrize("row", read_table("conditions.toml")["examples"], ids=lambda row: row["condition"])
def test_a_condition_is_cut_out_word_for_word(row: dict[str, str]) -> None:
    condition = positions(row["text"])[0].condition
    assert condition is not None
    assert condition.text == row["condition"]
    assert row["text"][condition.start : condition.end] == row["condition"]


@pytest.mark.parametrize("text", read_table("conditions.toml")["silent"])
def test_a_date_or_a_question_is_no_condition(text: str) -> None:
    assert all(one.condition is None for one in positions(text))


# --------------------------------------------------------------------------- whose it is


@pytest.mark.parametrize(
    ("text", "party", "actor"),
    [
        ("The Kenyan government rejected the plan.", "Kenya", "Kenyan government"),
        ("The foreign minister of Peru rejected the plan.", "Peru", "foreign minister"),
        ("The White House rejected the plan.", "United States", "White House"),
        ("Beijing rejected the plan.", "China", "Beijing"),
        ("The European Union rejected the plan.", "European Union", "European Union"),
        ("Angry Belgian farmers rejected the plan.", "Angry Belgian farmers", "Angry Belgian farmers"),
        ("Greek opposition groups rejected the plan.", "Greek opposition groups", "Greek opposition groups"),
        ("Finnish president Aino Virta rejected the plan.", "Finland", "Finnish president Aino Virta"),
    ],
)
def test_who_acts(text: str, party: str, actor: str) -> None:
    found = only(text)
    assert found.stance is Stance.REJECT
    assert found.party_name == party
    assert found.actor.text == actor


def test_joint_authors_take_a_position_each() -> None:
    found = positions("Senior Dutch and Danish officials agreed to share the patrols.")
    assert {one.party_name for one in found} == {"Netherlands", "Denmark"}
    assert {one.stance for one in found} == {Stance.ACCEPT}


def test_both_sides_are_the_two_parties_of_the_text() -> None:
    found = positions("Delegations of Peru and Ecuador met on Monday. Both sides agreed to reopen the border.")
    assert {one.party_name for one in found} == {"Peru", "Ecuador"}


def test_both_sides_are_nobody_where_three_are_named() -> None:
    found = positions("Peru, Ecuador and Chile sent delegations. Both sides agreed to reopen the border.")
    assert found == ()


def test_two_verbs_of_one_subject_are_two_positions() -> None:
    text = "Mali refused to leave the town and demanded the release of its soldiers."
    assert stances_of(text, "Mali") == ["reject", "demand"]
    assert [one.evidence[0].text for one in positions(text)][1].startswith("demanded the release")


@pytest.mark.parametrize(
    ("text", "party", "stance"),
    [
        ("The plan was rejected by Norway.", "Norway", "reject"),
        ("The terms were accepted by the Chilean parliament.", "Chile", "accept"),
        ("Sudan is said to have rejected the terms.", "Sudan", "reject"),
        ("Kyiv's demand for a summit was heard.", "Ukraine", "demand"),
        ("A Russian offer to free the prisoners came late.", "Russia", "offer"),
        ("Peru reiterated its demand that Chile open the port.", "Peru", "demand"),
    ],
)
def test_passives_and_nouns(text: str, party: str, stance: str) -> None:
    assert stance in stances_of(text, party)


def test_a_place_is_no_party() -> None:
    assert all(one.party_name != "Russia" for one in positions("The rebels demanded new elections near Moscow."))


def test_a_passive_without_an_agent_is_nobodys() -> None:
    assert positions("The proposal was rejected on Monday.") == ()


# --------------------------------------------------------------------------- in whose voice


def test_a_direct_quotation_speaks_for_its_speakers_party() -> None:
    found = only('"We demand the release of all hostages," said Aino Virta, a Finnish negotiator, on Monday.')
    assert (found.party_name, found.stance, found.issue) == ("Finland", Stance.DEMAND, "prisoners")
    assert found.speaker_name == "Aino Virta"
    assert found.quote_ids
    assert found.evidence[0].text == "We demand the release of all hostages"


def test_he_is_the_one_who_says_so() -> None:
    found = only("Finnish president Aino Virta said he would lift the blockade.")
    assert (found.party_name, found.stance, found.speaker_name) == ("Finland", Stance.PLEDGE, "Aino Virta")
    assert found.modality is Modality.FUTURE


def test_it_is_the_party_that_says_so() -> None:
    found = only("Iran said it was ready to halt uranium enrichment.")
    assert (found.party_name, found.stance, found.issue) == ("Iran", Stance.OFFER, "nuclear")
    assert found.speaker_name is None
    assert found.evidence[0].text == "Iran said it was ready to halt uranium enrichment"


def test_the_outlets_own_voice_has_no_speaker() -> None:
    assert only("Brazil put forward a peace plan.").speaker_name is None


def test_must_is_a_demand_of_who_says_it() -> None:
    found = only("Russia said on Monday that Sudan must return the helicopter.")
    assert (found.party_name, found.stance, found.addressee_name) == ("Russia", Stance.DEMAND, "Sudan")


def test_must_in_the_outlets_voice_is_nobodys() -> None:
    assert positions("Sudan must return the helicopter.") == ()


def test_what_one_party_says_of_another_is_reported() -> None:
    found = positions("Ukrainian officials said Russia had rejected the truce.")
    assert [(one.party_name, one.modality) for one in found] == [("Russia", Modality.REPORTED)]


@pytest.mark.parametrize(
    "text",
    [
        "Serbia did not demand a new vote.",
        "Serbia denied that it had demanded a new vote.",
        "Serbia denies any talks about the release of the prisoners.",
        "It is a myth that Serbia agreed to give up the province.",
        "The rumour that Serbia rejected the plan spread fast.",
        "If Serbia rejects the plan, the talks are over.",
        "Did Serbia reject the plan?",
        "Observers hope that Serbia will accept the plan.",
        "Nobody expects Serbia to accept the plan.",
        "Nobody knows whether Serbia accepted the plan.",
        "Serbia could accept the plan.",
        "Russia, which annexed the peninsula in 2014, celebrated the day.",
        "Asked about the demand of the rebels, Serbia was silent.",
        "Serbian ministers met their colleagues in Skopje on Monday.",
    ],
)
def test_what_nobody_stands_for_is_no_position(text: str) -> None:
    assert positions(text, date="2022-03-30") == ()


def test_what_was_rejected_years_ago_is_history() -> None:
    assert positions("The treaty, which Serbia rejected in 2011, is back.", date="2022-03-30") == ()
    assert len(positions("The treaty, which Serbia rejected on Monday, is back.", date="2022-03-30")) == 1


# --------------------------------------------------------------------------- which stance


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Poland ruled out a summit.", "reject"),
        ("Poland did not rule out a summit.", "consider"),
        ("Poland will not recognise the vote.", "reject"),
        ("Poland said it would not attack the port.", "pledge"),
        ("Poland will impose sanctions on the port.", "threaten"),
        ("Poland will lift the sanctions.", "pledge"),
        ("Poland vowed to retaliate.", "threaten"),
        ("Poland vowed to release the sailors.", "pledge"),
        ("Poland vowed not to release the sailors.", "reject"),
        ("Poland is ready to release the sailors.", "offer"),
        ("Poland is ready to bomb the port.", "threaten"),
        ("Poland is not ready to release the sailors.", "reject"),
        ("Poland will withdraw its monitors unless the shelling ends.", "threaten"),
        ("Poland proposed a conference.", "propose"),
        ("Poland proposed to set aside the question of the border.", "defer"),
        ("Poland agreed to postpone the vote.", "accept"),
        ("Poland is considering a truce.", "consider"),
        ("Poland is considering sanctions.", "threaten"),
    ],
)
def test_the_deed_and_its_negation_turn_the_stance(text: str, stance: str) -> None:
    assert only(text).stance.value == stance


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("Togo hinted at a prisoner swap.", Strength.SIGNAL),
        ("Togo demanded a prisoner swap.", Strength.STATEMENT),
        ("Togo offered a prisoner swap.", Strength.OFFER),
        ("Togo promised a prisoner swap.", Strength.PLEDGE),
        ("Togo lifted the curfew.", Strength.ACT),
    ],
)
def test_how_strong_a_position_is(text: str, strength: Strength) -> None:
    assert only(text).strength is strength


# --------------------------------------------------------------------------- on what


def test_the_condition_is_cut_out_before_the_issue_is_found() -> None:
    found = only("Chad offered to drop its NATO bid in exchange for security guarantees from its neighbours.")
    assert found.issue == "nato_membership"
    assert found.issue_phrase is not None
    assert found.issue_phrase.text == "its NATO bid"
    assert found.condition is not None
    assert found.condition.text == "in exchange for security guarantees from its neighbours"


def test_a_condition_before_the_subject_belongs_to_it() -> None:
    found = only("If the sanctions stay, Iran will leave the treaty.")
    assert found.condition is not None
    assert found.condition.text == "If the sanctions stay"


def test_an_issue_of_no_table_is_labelled_with_its_own_words() -> None:
    found = only("Nepal demanded three golden elephants.")
    assert found.issue == "other"
    assert found.issue_phrase is not None
    assert found.issue_phrase.text == "three golden elephants"


def test_two_questions_set_aside_are_two_records() -> None:
    found = positions("Moldova proposed to set aside the question of Crimea and the breakaway regions.")
    assert [one.issue for one in found] == ["territory_crimea", "territory_donbas"]
    assert {one.stance for one in found} == {Stance.DEFER}


def test_a_restatement_is_one_record_with_two_spans() -> None:
    text = "Chile demanded a truce on Monday. The Chilean president demanded a truce again on Tuesday."
    found = only(text)
    assert [span.text for span in found.evidence] == [
        "Chile demanded a truce on Monday",
        "The Chilean president demanded a truce again on Tuesday",
    ]


def test_the_same_stance_on_two_issues_is_two_records() -> None:
    found = positions("Chile demanded a truce. Chile demanded new elections.")
    assert [one.issue for one in found] == ["ceasefire", "political_order"]


@pytest.mark.parametrize(
    ("text", "addressee"),
    [
        ("Egypt called on Sudan to open its border.", "Sudan"),
        ("Egypt demanded that Sudan open its border.", "Sudan"),
        ("Egypt accused Sudan of closing its border.", "Sudan"),
        ("Egypt demanded compensation from Sudan.", "Sudan"),
        ("Egypt demanded compensation.", None),
    ],
)
def test_to_whom_it_is_addressed(text: str, addressee: str | None) -> None:
    assert positions(text)[0].addressee_name == addressee


# --------------------------------------------------------------------------- the seed article


@pytest.fixture(scope="module")
def seed() -> tuple[Position, ...]:
    name = "000_86ced2f2eda6ba96.txt"
    with open(f"seeds/{name}", encoding="utf-8", newline="") as file:
        return extract(read_article(file.read(), source=name)).positions


def test_what_ukraine_wants_in_the_seed(seed: tuple[Position, ...]) -> None:
    found = [(one.stance.value, one.issue) for one in seed if one.party_name == "Ukraine"]
    assert found == [
        ("demand", "leaders_meeting"),
        ("consider", "nato_membership"),
        ("demand", "security_guarantees"),
        ("offer", "neutrality"),
        ("pledge", "foreign_bases"),
        ("defer", "territory_crimea"),
        ("defer", "territory_donbas"),
    ]


def test_what_russia_says_in_the_seed(seed: tuple[Position, ...]) -> None:
    found = [(one.stance.value, one.issue) for one in seed if one.party_name == "Russia"]
    assert found == [
        ("assess", "outcome_of_talks"),
        ("support", "negotiation_process"),
        ("assess", "outcome_of_talks"),
        ("pledge", "withdrawal_deescalation"),
        ("consider", "leaders_meeting"),
    ]


def test_the_conditions_of_the_seed(seed: tuple[Position, ...]) -> None:
    conditions = {one.issue: one.condition.text for one in seed if one.condition}
    assert conditions == {
        "nato_membership": "in exchange for legally binding security guarantees from western countries",
        "neutrality": "if the security guarantees work.",
    }


# --------------------------------------------------------------------------- hostile text


_WORDS = st.sampled_from(
    [
        *("Russia", "Ukraine", "Kyiv", "Putin", "he", "it", "they", "We", "NATO", "prisoners", "talks", "2014"),
        *("said", "will", "not", "reject", "demanded", "agreed", "offered", "must", "let", "proposed", "the", "of"),
        *("if", "unless", "that", "to", "for", "in exchange for", "until", "myth", "and"),
        *('"', "“", "”", "’", "'", ",", ".", "?", "!", ":", ";", "—", "…", "(", ")", "\n\n", "\u202e"),
    ]
)


@settings(max_examples=120, deadline=None)
@given(st.one_of(st.lists(_WORDS, max_size=40).map(" ".join), st.text(max_size=200)))
def test_any_text_gives_positions_whose_spans_are_its_own(text: str) -> None:
    if not text.strip("\ufeff \t\u00a0\r\n\f\v"):
        return
    article = read_article(text, source="any.txt")
    for one in extract(article).positions:
        for span in (*one.evidence, one.actor, one.condition, one.issue_phrase):
            assert span is None or article.text[span.start : span.end] == span.text
        assert one.evidence
        assert one.party_name.strip()


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Norway withdrew its offer to lift the sanctions.", Stance.REJECT),
        ("Chile went back on its promise to free the prisoners.", Stance.REJECT),
        ("Norway dropped its demand for compensation.", Stance.OFFER),
        ("Norway set aside its demand for compensation.", Stance.DEFER),
    ],
)
def test_an_offer_taken_back_and_a_demand_dropped_stand_no_longer(text: str, stance: Stance) -> None:
    assert [found.stance for found in positions(text)] == [stance]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Chile promised to withdraw its troops from the strait.", Stance.PLEDGE),
        ("Chile vowed to close the strait.", Stance.THREATEN),
        ("Chile vowed to withdraw from the talks.", Stance.THREATEN),
    ],
)
def test_troops_that_leave_a_strait_close_none(text: str, stance: Stance) -> None:
    assert [found.stance for found in positions(text)] == [stance]


# --------------------------------------------------------------------------- which way a cue points


@pytest.mark.parametrize("row", read_table("polarity.toml")["examples"], ids=lambda row: row["text"])
def test_a_negation_turns_a_cue(row: dict[str, Any]) -> None:
    assert [one.stance.value for one in positions(row["text"])] == row["stances"]


@pytest.mark.parametrize("text", read_table("polarity.toml")["silent"])
def test_an_absence_and_too_little_say_nothing(text: str) -> None:
    assert positions(text) == ()


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("Should Mali free the crew, Niger would reopen the port, its minister said.", "Should Mali free the crew"),
        ("In return for a loan, Niger would reopen the port, its minister said.", "In return for a loan"),
        (
            '"As soon as they free the crew, we will reopen the port," Niger\'s minister Ada Lind said.',
            "As soon as they free the crew",
        ),
        ("Niger said it would reopen the port when Mali frees the crew.", "when Mali frees the crew"),
        ("Niger said it would reopen the port when it had sealed it.", None),
    ],
)
def test_a_condition_is_not_lost_wherever_it_stands(text: str, condition: str | None) -> None:
    told = only(text).condition
    assert (told.text if told else None) == condition


def test_what_an_aside_tells_of_before_is_background() -> None:
    found = positions("Norway, which had opposed the mission, backs it.", "2025-05-05")
    assert [(one.stance, one.background) for one in found] == [(Stance.SUPPORT, False), (Stance.REJECT, True)]


def test_a_headline_tells_no_second_time_in_short_what_the_story_tells() -> None:
    headline = "Norway threatens Kenya with military action"
    body = "Norway threatened to close the strait unless Kenya frees the crew."
    article = read_article(f" date 2025-05-05 {headline}\n\n{body}\n", source="a.txt")
    told = extract(article).positions
    assert [(one.party_name, one.stance) for one in told] == [("Norway", Stance.THREATEN)]
    assert body.startswith(told[0].evidence[-1].text[:20])


@pytest.mark.parametrize(
    "text",
    [
        "Norway blamed “all who voted” for the strike at the port",
        "Norway renewed its call for talks on the strait",
        "Norway said it “looks forward” to talks with Kenya",
    ],
)
def test_the_evidence_is_the_clause_to_its_end(text: str) -> None:
    (found,) = only(f"{text}.").evidence
    assert text.endswith(found.text)


def test_the_source_behind_a_quotation_is_no_part_of_the_evidence() -> None:
    text = "Norway's prime minister Edda Moen condemned “the raid on the port”, the palace said."
    assert only(text).evidence[0].text.endswith("port”")
