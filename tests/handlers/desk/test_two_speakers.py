"""Words that two speakers are said to have said come to the desk before who is merely uncertain, until looked at."""

from bot.cli.claims import claims_as_text
from corpus.desk.queue import queue
from corpus.store import Corpus
from tests.store.test_lineage import LOST, SAID, put


def test_the_same_words_of_two_speakers_are_one_thing_to_look_at(corpus: Corpus) -> None:
    put(corpus, 1, SAID)
    put(corpus, 2, LOST, day=1)
    put(corpus, 3, SAID, who="Odd Berg", party="Chile", day=2)
    (item,) = (one for one in queue(corpus) if one.kind == "claim")
    assert item.claim is not None
    assert item.claim.kind == "speakers"
    assert (item.claim.says, item.claim.was) == (f"Odd Berg: “{SAID}”", f"Vera Lund: “{SAID}”")
    assert [one.source.id for one in item.claim.sources] == ["a3", "a1"]
    assert "speakers · Norway and Chile" in claims_as_text(corpus.claims())


def test_one_speaker_in_two_articles_is_nothing_to_look_at(corpus: Corpus) -> None:
    for number in (1, 2):
        put(corpus, number, SAID, day=number)
    assert not queue(corpus)
