"""An invented negotiation over three rounds, read for what it is and asked as a newsroom asks.

Seven short articles: two of them differ on the first round, one reports talks that were cancelled and one talks that
were put off, and after a pledge two of them report what speaks against it.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.ingest import ingest
from corpus.models import TalkStatus
from corpus.store import Corpus, open_corpus
from tests.asked import positions, talks
from tests.replies import assert_sendable, buttons, notes, paragraphs, quoted, title, words

ARTICLES = Path(__file__).parent / "golden" / "negotiation"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with open_corpus(f"sqlite:///{tmp_path_factory.mktemp('negotiation') / 'readout.db'}") as opened:
        report = ingest(opened, [ARTICLES])
        assert [file.outcome for file in report.files] == ["added"] * 7
        yield opened


def under(heading: str, told: list[str]) -> list[str]:
    """The lines that follow a heading."""
    return told[told.index(heading) + 1 :]


class TestRounds:
    def test_three_rounds_were_held_and_two_were_called_off(self, corpus: Corpus) -> None:
        assert [(one.talk.date, one.talk.status, len(one.accounts)) for one in corpus.talks()] == [
            ("2031-07-08", TalkStatus.CANCELLED, 2),
            ("2031-06-10", TalkStatus.HELD, 1),
            ("2031-05-13", TalkStatus.HELD, 1),
            ("2031-04-10", TalkStatus.CANCELLED, 1),
            ("2031-03-05", TalkStatus.HELD, 2),
        ]

    def test_two_articles_on_one_round_differ_side_by_side(self, corpus: Corpus) -> None:
        reply = talks.answer("Lisbon March 2031", corpus)
        when = next(text for text in paragraphs(reply) if text.startswith("The sources differ on the day: "))
        assert when.startswith("The sources differ on the day: 4 Mar 2031 (Norway and Chile end first talks")
        assert "; 5 Mar 2031 (Chilean negotiator sees progress" in when
        assert quoted(reply)[:2] == ["made some progress", "ended without an agreement"]
        assert buttons(reply)["Sources (2)"] == "/talks Lisbon March 2031 sources"
        assert_sendable(reply)


class TestHistory:
    def test_a_hint_became_an_offer_and_a_pledge_each_with_source_and_date(self, corpus: Corpus) -> None:
        told = notes(positions.answer("Chile withdrawal", corpus))
        assert [text.partition(" “")[0] for text in told] == ["hints at", "offers", "pledges"]
        assert told[1].splitlines()[-1].startswith("firmer; was: hints at “Chile hinted at a withdrawal")
        assert told[2].splitlines()[-1].startswith("firmer; was: offers “")
        assert told[1].splitlines()[-1].endswith("reported 5 Mar 2031")

    def test_a_demand_was_dropped_and_an_offer_ruled_out(self, corpus: Corpus) -> None:
        pages = [positions.answer(asked, corpus) for asked in ("Norway", "Norway page 2")]
        told = [line for reply in pages for text in notes(reply) for line in text.splitlines()]
        dropped = [text.partition("was: ")[2] for text in told if text.startswith("no longer on the table; was: ")]
        assert any(text.startswith("demands “Norway also demanded compensation") for text in dropped)
        assert any(text.startswith("offers “Norway offered to lift its sanctions") for text in dropped)

    def test_what_is_said_again_is_told_once_with_all_its_sources(self, corpus: Corpus) -> None:
        reply = positions.answer("Norway prisoners", corpus)
        (told,) = notes(reply)
        assert told.startswith("demands")
        assert len(re.findall(r"again|, \d+ \w{3} 2031", told)) == 2

    def test_acts_that_are_not_told_to_be_against_whom_the_word_was_given_to_are_not_held_against_it(
        self, corpus: Corpus
    ) -> None:
        told = words(positions.answer("Chile withdrawal", corpus)).lower()
        assert not [word for word in ("reported since", "broke", "violated", "breach") if word in told]

    def test_every_answer_fits(self, corpus: Corpus) -> None:
        for asked in ("Norway", "Chile", "Norway page 2", "Norway Chile", "on withdrawal", "on monitoring"):
            assert_sendable(positions.answer(asked, corpus))


class TestLatest:
    def test_what_is_new_is_told_by_party_against_the_round_before(self, corpus: Corpus) -> None:
        reply = talks.answer("latest", corpus)
        assert title(reply) == "Norway and Chile, Lisbon"
        told = under("New since Norway and Chile, Reykjavik, 13 May 2031", paragraphs(reply))
        moves = {text.partition(": ")[0] for text in told}
        assert "Norway, Reparations and rebuilding, no longer on the table" in moves
        assert "Norway, Sanctions, no longer on the table" in moves
        assert_sendable(reply)

    def test_silence_is_not_told(self, corpus: Corpus) -> None:
        assert "mentioned since" not in words(talks.answer("latest", corpus))

    def test_talks_that_were_planned_and_then_put_off_are_told_as_such(self, corpus: Corpus) -> None:
        told = under("Next", paragraphs(talks.answer("latest", corpus)))
        assert told[0].startswith("cancelled, once planned for 8 Jul 2031: Norway and Chile, Madrid – “")
        assert "Talks between Norway and Chile put off" in told[0]

    def test_an_earlier_round_knows_nothing_of_what_came_later(self, corpus: Corpus) -> None:
        told = words(talks.answer("Reykjavik", corpus))
        assert "New since Chile and Norway, Lisbon" in told
        assert "pledges" not in told
        assert "attacked" not in told

    def test_the_first_round_has_none_before_it(self, corpus: Corpus) -> None:
        assert "New since" not in words(talks.answer("Lisbon March 2031", corpus))


class TestSideBySide:
    def test_the_parties_are_lined_up_issue_by_issue(self, corpus: Corpus) -> None:
        reply = positions.answer("Norway Chile", corpus)
        told = paragraphs(reply)
        assert "Peacekeepers and monitoring  AGREED" in told
        assert "Reparations and rebuilding" in told
        assert [text.split(" “")[0] for text in notes(reply)[:2]] == ["Norway accepts", "Chile accepts"]
        assert any("Only Norway: Prisoners and hostages · Sanctions." in text for text in notes(reply))

    def test_what_one_demands_and_the_other_refuses_is_apart(self, tmp_path: Path) -> None:
        with open_corpus(f"sqlite:///{tmp_path / 'readout.db'}") as first_round:
            ingest(first_round, [ARTICLES / "1_lisbon.txt"])
            text = positions.answer("Norway Chile", first_round).text
        assert "Peacekeepers and monitoring APART. Norway proposes" in text
