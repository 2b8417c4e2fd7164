"""Which accounts in different articles are of the same talks, and what they say together."""

from datetime import date, timedelta
from typing import Any

import pytest

from corpus.linking.round_keys import keys_of, keys_wanted
from corpus.linking.rounds import gather_rounds
from corpus.models import (
    Participant,
    Round,
    Source,
    Span,
    Talk,
    TalkAccount,
    TalkFilter,
    TalkForm,
    TalkLevel,
    TalkStatus,
)
from tests.identified import talk_identified

HELD: dict[str, Any] = {"date": "2031-05-06", "place": "Lisbon", "party_names": ("Norway", "Chile")}
UNDATED: dict[str, Any] = {"party_names": ("Norway", "Chile"), "status": TalkStatus.PROPOSED, "place": "Quito"}


def account(article: str, day: str | None = "2031-05-07", story: str | None = "fish", **talk: Any) -> TalkAccount:
    published = date.fromisoformat(day) if day else None
    return TalkAccount(
        talk=talk_identified(Talk(id="t1", **{**HELD, **talk})),
        source=Source(id=article, source=f"{article}.txt", published=published),
        story=story,
    )


def matches(found: Round, where: TalkFilter) -> bool:
    """Whether a round stands under all that a filter looks for."""
    keys = set(keys_of(found))
    return all(keys & set(wanted) for wanted in keys_wanted(where))


def rounds(*talks: dict[str, Any]) -> tuple[Round, ...]:
    """Each talk is told in an article of its own, the first in the newest."""
    days = [date(2031, 6, 30) - timedelta(days=number) for number in range(len(talks))]
    return gather_rounds(
        TalkAccount(
            talk=talk_identified(Talk(id="t1", **talk)),
            source=Source(id=f"a{number}", source=f"{number}.txt", published=day),
            story="fish",
        )
        for number, (talk, day) in enumerate(zip(talks, days, strict=True))
    )


class TestWhichAccountsAreOfOneRound:
    def test_talks_without_a_date_are_one_only_at_one_place_in_one_story_and_in_the_same_weeks(self) -> None:
        first = account("a", "2031-05-08", date=None)
        assert len(gather_rounds([account("b", "2031-05-30", date=None), first])) == 1
        for day in ("2033-05-08", "2031-06-20", None):
            assert len(gather_rounds([account("b", day, date=None), first])) == 2
        for story in ("boats", None):
            assert len(gather_rounds([account("b", "2031-05-30", story, date=None), first])) == 2
        assert len(gather_rounds([account("b", date=None, place=None), account("a", date=None, place=None)])) == 2

    @pytest.mark.parametrize(
        "other",
        [
            {},
            {"party_names": ("Chile", "Oslo")},
            {"place": None},
            {"place": "a palace in Lisbon"},
            {"date": "2031-05"},
            {"date": "2031"},
            {"date": "2031-05-05", "date_end": "2031-05-07"},
            {"level": TalkLevel.MINISTERS},
            {"status": TalkStatus.PLANNED},
            {"background": True},
            {"party_names": ("Norway", "Chile", "Portugal"), "mediator": "Portugal"},
        ],
    )
    def test_nothing_in_them_differs(self, other: dict[str, Any]) -> None:
        assert len(rounds(HELD, HELD | other)) == 1
        assert len(rounds(HELD | other, HELD)) == 1

    @pytest.mark.parametrize(
        "other",
        [
            {"date": "2031-05-08"},
            {"date": "2031-05-07", "place": None},
            {"date": "2031-05-07", "status": TalkStatus.CANCELLED},
            {"date": "2031-06"},
            {"date": "2030"},
            {"date": "2031-05-07", "date_end": "2031-05-09"},
            {"place": "Madrid"},
            {"party_names": ("Norway", "Peru")},
            {"party_names": ("Norway", "Chile", "Peru")},
            {"party_names": ()},
            {"date": None},
            {"several": True},
        ],
    )
    def test_something_in_them_differs(self, other: dict[str, Any]) -> None:
        assert len(rounds(HELD, HELD | other)) == 2
        assert len(rounds(HELD | other, HELD)) == 2

    def test_a_day_on_which_two_articles_differ_is_told_with_both(self) -> None:
        (found,) = rounds(HELD, HELD | {"date": "2031-05-07"})
        assert [each.talk.date for each in found.accounts] == ["2031-05-06", "2031-05-07"]
        assert matches(found, TalkFilter(date="2031-05-06"))
        assert matches(found, TalkFilter(date="2031-05-07"))

    @pytest.mark.parametrize("near", ["2031-05-05", "2031-05-08", "2031-05"])
    def test_what_a_third_round_comes_near_stays_two(self, near: str) -> None:
        assert len(rounds(HELD, HELD | {"date": "2031-05-07"}, HELD | {"date": near})) == 3

    def test_two_following_days_in_one_article_are_two_rounds(self) -> None:
        assert len(gather_rounds([account("a"), account("a", date="2031-05-07")])) == 2

    def test_a_day_that_no_calendar_has_is_near_to_none(self) -> None:
        assert len(rounds(HELD | {"date": "2031-02-30"}, HELD | {"date": "2031-03-01"})) == 2

    def test_a_call_of_leaders_is_not_the_meeting_of_ministers_on_that_day(self) -> None:
        call = HELD | {"place": None, "form": TalkForm.CALL, "level": TalkLevel.LEADERS}
        meeting = HELD | {"form": TalkForm.IN_PERSON, "level": TalkLevel.MINISTERS}
        assert len(rounds(call, meeting)) == 2

    def test_one_article_never_tells_of_a_round_twice(self) -> None:
        assert len(gather_rounds([account("a"), account("a", place=None)])) == 2

    def test_what_could_be_either_of_two_rounds_is_neither(self) -> None:
        later = HELD | {"date": "2031-05-20"}
        assert len(rounds(HELD, later, HELD | {"date": "2031-05"})) == 3
        assert len(rounds(HELD, HELD | {"place": "Madrid"}, HELD | {"place": None})) == 3

    def test_two_reports_of_the_same_few_days_are_one_even_beside_a_report_of_one_of_them(self) -> None:
        days = HELD | {"date": "2031-05-05", "date_end": "2031-05-07"}
        monday, tuesday = HELD | {"date": "2031-05-05"}, HELD | {"date": "2031-05-06"}
        assert sorted(len(found.accounts) for found in rounds(days, days, monday, tuesday)) == [1, 1, 2]

    def test_undated_talks_agree_on_place_status_level_and_parties(self) -> None:
        assert len(rounds(UNDATED, UNDATED)) == 1
        for other in (
            {"status": TalkStatus.HELD},
            {"level": TalkLevel.LEADERS},
            {"place": "Lisbon"},
            {"several": True},
        ):
            assert len(rounds(UNDATED, UNDATED | other)) == 2, other
        assert len(rounds(UNDATED | {"party_names": ()}, UNDATED | {"party_names": ()})) == 2

    def test_talks_of_nobody_in_particular_need_a_place_and_a_date(self) -> None:
        nobody = HELD | {"party_names": ()}
        assert len(rounds(nobody, nobody)) == 1
        assert len(rounds(nobody | {"place": None}, nobody | {"place": None})) == 2


class TestWhatTheySayTogether:
    def test_the_newest_account_speaks_and_the_others_fill_it_up(self) -> None:
        (found,) = rounds(
            {"date": "2031-05", "party_names": ("Norway", "Chile"), "status": TalkStatus.HELD},
            HELD | {"name": "Lisbon talks", "status": TalkStatus.PLANNED, "level": TalkLevel.MINISTERS},
        )
        assert [each.source.id for each in found.accounts] == ["a0", "a1"]
        assert (found.talk.date, found.talk.place, found.talk.name) == ("2031-05-06", "Lisbon", "Lisbon talks")
        assert (found.talk.status, found.talk.level) == (TalkStatus.HELD, TalkLevel.MINISTERS)

    def test_words_of_one_article_are_never_put_into_the_account_of_another(self) -> None:
        outcome = Span(start=0, end=8, text="no deal.")
        (found,) = rounds(HELD, HELD | {"outcome": outcome, "date_phrase": outcome, "evidence": (outcome,)})
        assert (found.talk.outcome, found.talk.date_phrase, found.talk.evidence) == (None, None, ())
        assert found.accounts[1].talk.outcome == outcome

    def test_participants_of_all_accounts_once_and_certain_if_one_article_is(self) -> None:
        (found,) = rounds(
            HELD | {"participants": (Participant(name="Tomás Núñez", basis="inferred"),)},
            HELD
            | {
                "participants": (
                    Participant(name="Ann Lee", basis="inferred"),
                    Participant(name="Tomas Nunez", basis="explicit"),
                )
            },
        )
        assert [(one.name, one.basis) for one in found.talk.participants] == [
            ("Tomás Núñez", "explicit"),
            ("Ann Lee", "inferred"),
        ]

    def test_only_what_every_article_recalls_is_background(self) -> None:
        (found,) = rounds(HELD | {"background": True}, HELD)
        assert not found.talk.background

    def test_accounts_come_newest_article_first_and_undated_articles_last(self) -> None:
        told = [account("a", None), account("b", "2031-05-07"), account("c", "2031-05-09")]
        (found,) = gather_rounds(told)
        assert [each.source.id for each in found.accounts] == ["c", "b", "a"]


class TestOrder:
    def test_dated_rounds_newest_first_then_undated_ones_by_their_article(self) -> None:
        found = gather_rounds(
            [
                account("new", "2031-05-09", **(UNDATED | {"place": "Oslo"}), date=None),
                account("old", "2031-05-01", **(UNDATED | {"place": "Lisbon"}), date=None),
                account("a", date="2031-04-01"),
                account("b", date="2031-05-06"),
                account("c", date="2031-05", place="Madrid"),
            ]
        )
        assert [one.accounts[0].source.id for one in found] == ["b", "c", "a", "new", "old"]


class TestFilter:
    @pytest.mark.parametrize(
        ("wanted", "found"),
        [
            ("2031", True), ("2031-05", True), ("2031-05-06", True), ("2031-05-07", True), ("2031-05-08", False),
            ("2030", False), ("2031-06", False), ("%", False), ("", True), (None, True),
        ],
    )  # fmt: skip
    def test_a_date_is_a_day_a_month_or_a_year(self, wanted: str | None, found: bool) -> None:
        (one,) = rounds(HELD | {"date_end": "2031-05-07"})
        assert matches(one, TalkFilter(date=wanted)) is found

    def test_a_month_is_no_day_of_it(self) -> None:
        (one,) = rounds(HELD | {"date": "2031-05"})
        assert matches(one, TalkFilter(date="2031-05"))
        assert not matches(one, TalkFilter(date="2031-05-06"))

    @pytest.mark.parametrize(("wanted", "found"), [("lisbon", True), ("Lis", False), ("Madrid", False), ("", True)])
    def test_a_place_is_named_by_its_words(self, wanted: str, found: bool) -> None:
        (one,) = rounds(HELD | {"place": "the old palace, Lisbon"})
        assert matches(one, TalkFilter(place=wanted)) is found

    def test_all_parties_took_part(self) -> None:
        (one,) = rounds(HELD)
        assert matches(one, TalkFilter(party_ids=("party:chile",)))
        assert matches(one, TalkFilter(party_ids=("party:norway", "party:chile")))
        assert not matches(one, TalkFilter(party_ids=("party:norway", "party:peru")))


def test_thousands_of_accounts_between_the_same_two_parties_are_gathered_quickly() -> None:
    days = [(date(2000, 1, 1) + timedelta(days=number)).isoformat() for number in range(1000)]
    told = [account(f"{copy}-{day}", date=day) for day in days for copy in range(3)]
    vague = [account(f"m-{day}", date=day[:7]) for day in days[::10]]
    found = gather_rounds([*told, *vague])
    assert sum(len(one.accounts) for one in found) == 3100
    assert len(found) == 1000 + len({one.talk.date for one in vague})


class TestWhatBecameOfARound:
    """The newest account tells it, but what one source reports as a fact is no plan any more."""

    def test_what_any_account_reports_as_held_is_not_planned(self) -> None:
        (found,) = rounds({**HELD, "status": TalkStatus.PLANNED}, {**HELD, "status": TalkStatus.UNDER_WAY})
        assert found.talk.status is TalkStatus.UNDER_WAY

    def test_what_the_newest_account_calls_off_is_called_off(self) -> None:
        (found,) = rounds({**HELD, "status": TalkStatus.CANCELLED}, {**HELD, "status": TalkStatus.PLANNED})
        assert found.talk.status is TalkStatus.CANCELLED

    def test_plans_alone_stay_plans(self) -> None:
        (found,) = rounds({**HELD, "status": TalkStatus.PLANNED}, {**HELD, "status": TalkStatus.PROPOSED})
        assert found.talk.status is TalkStatus.PLANNED


def test_one_party_alone_tells_no_round_from_another_unless_both_name_the_place() -> None:
    alone: dict[str, Any] = {"date": "2031-05-06", "party_names": ("Norway",)}
    assert len(rounds(alone, alone)) == 2
    assert len(rounds(alone | {"place": "Lisbon"}, alone)) == 2
    assert len(rounds(alone | {"place": "Lisbon"}, alone | {"place": "Lisbon"})) == 1
