"""What serving processes share: one of them does it, all of them know it, on SQLite and on PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

from corpus.keepings import Follow, Objection, Preferences
from corpus.store import Corpus, open_corpus

NOON = datetime(2031, 5, 7, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def objection(**fields: object) -> Objection:
    return Objection.model_validate({"at": NOON, "user": "U1", "ref": "quote:a/q1/0", "what": "speaker"} | fields)


class TestOnce:
    def test_of_many_processes_one_takes_it(self, any_url: str, any_corpus: Corpus) -> None:
        with open_corpus(any_url) as other:
            any_corpus.make_ready()
            asked = [any_corpus, other] * 8
            with ThreadPoolExecutor(8) as threads:
                taken = list(threads.map(lambda one: one.shared.take("share 1", HOUR), asked))
        assert taken.count(True) == 1

    def test_it_can_be_taken_again_after_its_time_or_when_it_is_given_back(self, any_corpus: Corpus) -> None:
        assert any_corpus.shared.take("a", timedelta(seconds=-1))
        assert any_corpus.shared.take("a", HOUR)
        assert not any_corpus.shared.take("a", HOUR)
        any_corpus.shared.give_back("a")
        assert any_corpus.shared.take("a", HOUR)


class TestPreferences:
    def test_what_was_chosen_last_holds_in_every_process(self, any_url: str, any_corpus: Corpus) -> None:
        assert any_corpus.shared.preferences() == Preferences()
        for chosen in (Preferences(channels=("C1",)), Preferences(quiet_from=22, quiet_until=6, zone="Europe/Oslo")):
            any_corpus.shared.prefer(chosen)
            with open_corpus(any_url) as other:
                assert other.shared.preferences() == chosen


class TestDigests:
    def test_a_follow_has_an_hour_until_it_ends(self, any_corpus: Corpus) -> None:
        kept = any_corpus.notebook.follow(Follow(team="T1", channel="C1", user="U1", line="/talks", label="all talks"))
        any_corpus.shared.digest(kept.id, 7)
        any_corpus.shared.told_of([kept.id], date(2031, 5, 7))
        (digest,) = any_corpus.shared.digests().values()
        assert (digest.follow, digest.hour, digest.told_on) == (kept.id, 7, date(2031, 5, 7))
        any_corpus.notebook.unfollow(kept.id)
        assert any_corpus.shared.digests() == {}

    def test_it_can_come_as_it_comes_again(self, any_corpus: Corpus) -> None:
        kept = any_corpus.notebook.follow(Follow(team="T1", channel="C1", user="U1", line="/talks", label="all talks"))
        any_corpus.shared.digest(kept.id, 7)
        any_corpus.shared.digest(kept.id, None)
        assert any_corpus.shared.digests() == {}


class TestObjections:
    def test_each_is_kept_once_a_person_until_an_editor_settles_it(self, any_corpus: Corpus) -> None:
        shared = any_corpus.shared
        assert [shared.object_to(objection()) for _ in range(2)] == [True, False]
        assert shared.object_to(objection(user="U2"))
        assert shared.object_to(objection(what="words", note="A word is missing\0."))
        first, *others = shared.objections()
        assert (first.user, first.what, first.at) == ("U1", "speaker", NOON)
        assert "A word is missing" in others[-1].note
        assert [shared.settle(first.id, "U9") for _ in range(2)] == [True, False]
        assert [one.settled_by for one in shared.objections(settled=True)] == ["U9"]
        assert shared.objected() == {"speaker": 2, "words": 1}

    def test_who_said_it_takes_it_back_until_it_is_settled(self, any_corpus: Corpus) -> None:
        shared = any_corpus.shared
        shared.object_to(objection())
        shared.object_to(objection(user="U2"))
        assert shared.take_back("U1", "quote:a/q1/0") == 1
        assert [one.user for one in shared.objections()] == ["U2"]


class TestChannels:
    def test_a_channel_that_is_gone_follows_nothing(self, any_corpus: Corpus) -> None:
        for channel in ("C1", "C2"):
            any_corpus.notebook.follow(Follow(team="T1", channel=channel, user="U1", line="/talks", label="all talks"))
        assert [one.channel for one in any_corpus.notebook.unfollow_all("C1")] == ["C1"]
        assert [one.channel for one in any_corpus.notebook.follows()] == ["C2"]

    def test_a_channel_that_has_another_id_follows_what_it_did_once(self, any_corpus: Corpus) -> None:
        for channel, line in (("C1", "/talks"), ("C1", "/quote a"), ("C2", "/talks")):
            any_corpus.notebook.follow(Follow(team="T1", channel=channel, user="U1", line=line, label=line))
        assert any_corpus.notebook.move_follows("C1", "C2") == 1
        assert sorted(one.line for one in any_corpus.notebook.follows(channel="C2")) == ["/quote a", "/talks"]
        assert any_corpus.notebook.follows(channel="C1") == ()
