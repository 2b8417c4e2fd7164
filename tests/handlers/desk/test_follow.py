"""Following: what is followed is certain for good, and what new articles bring for it comes in one message."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.faults import faults
from corpus.asking.quotes import uttered
from corpus.keepings import Follow
from corpus.models import Extraction, Participant, Person, Quote, QuoteRow, Source, Talk
from corpus.store import Corpus
from handlers.blocks.quote_card import quote_card
from handlers.blocks.reply import Reply, reply
from handlers.command import News as Brought
from handlers.desk.alerts import News, alert, news_of
from handlers.desk.follow import MOST_FOLLOWS, Following, Where, announcement, follow, unfollow, unfollowed
from tests.asked import quotes
from tests.identified import identified
from tests.invented import FOUND, PARTIES, PEOPLE, QUOTES, article, corpus_of, in_another_article, span
from tests.replies import blocks, buttons, nodes, presses, quoted, words

HERE = Where(team="T1", channel="C1", user="U1", name="kari")
ELSEWHERE = HERE._replace(channel="C2")
NAMESAKE = Person(id="p9", name="Olav Solbakken", role="fisherman", party_name="Norway")


@pytest.fixture
def fishing(tmp_path: Path) -> Iterator[Corpus]:
    with corpus_of(tmp_path, (article(), FOUND)) as corpus:
        yield corpus


def wanted(line: str, corpus: Corpus, where: Where = HERE) -> Follow:
    found = follow(line, where, corpus)
    assert isinstance(found, Following), found
    return found.follow


def kept(line: str, corpus: Corpus, where: Where = HERE) -> Follow:
    return corpus.notebook.follow(wanted(line, corpus, where))


def said(line: str, corpus: Corpus) -> Reply:
    found = follow(line, HERE, corpus)
    assert isinstance(found, Reply), found
    assert faults(found.payload()) == []
    return found


def arrive(corpus: Corpus, number: int, *quotes: Quote, people: tuple[Person, ...] = PEOPLE) -> str:
    printed, found = in_another_article(number, *quotes, people=people)
    corpus.save(printed, found, f"more {number}")
    return printed.id


def ends(reply: Reply) -> dict[str, str]:
    return {button["text"]["text"]: button["value"] for button in presses(reply, "unfollow")}


def does(reply: Reply) -> list[str]:
    return [button["action_id"].partition(":")[0] for button in presses(reply)]


class TestWhatIsFollowed:
    @pytest.mark.parametrize(
        ("line", "stored", "label"),
        [
            ("/quote Solbakken", "/quote person:ingrid-solbakken", "quotes of Ingrid Solbakken"),
            (
                "/quote Solbaken breakthrough",
                "/quote person:ingrid-solbakken breakthrough",
                "quotes of Ingrid Solbakken with “breakthrough”",
            ),
            ("/quote Chile", "/quote party:cl", "quotes of Chile"),
            ("/positions Norway", "/positions party:no", "positions of Norway"),
            ("/positions Chile on boats", "/positions party:cl on boats", "positions of Chile on “boats”"),
            ("/talks", "/talks", "all talks"),
            ("/talks latest", "/talks", "all talks"),
            ("/talks Lisbon", "/talks Lisbon", "talks at Lisbon"),
            ("/talks 2031-05 Chile", "/talks 2031-05 party:cl", "talks in May 2031 with Chile"),
        ],
    )
    def test_it_means_the_same_for_good(self, fishing: Corpus, line: str, stored: str, label: str) -> None:
        found = wanted(line, fishing)
        norway, chile = (fishing.resolve(name) for name in ("Norway", "Chile"))
        ids = {"party:no": norway.entity.id, "party:cl": chile.entity.id}  # type: ignore[union-attr]
        for short, whole in ids.items():
            stored = stored.replace(short, whole)
        assert (found.line, found.label) == (stored, label)
        assert found.upto == fishing.latest_arrival() == 1
        assert wanted(found.line, fishing).line == found.line

    def test_a_position_of_a_person_is_one_of_their_party(self, fishing: Corpus) -> None:
        assert wanted("/positions Solbakken", fishing).label == "positions of Norway"

    def test_two_of_a_name_are_asked_about_and_the_answer_follows(self, fishing: Corpus) -> None:
        arrive(fishing, 1, people=(*PEOPLE, NAMESAKE))
        asked = said("/quote Solbakken fish", fishing)
        choices = [button["value"] for button in presses(asked, "order")]
        assert len(choices) >= 2
        for choice in choices:
            order, _, line = choice.partition(" ")
            assert order == "follow"
            assert wanted(line, fishing).line.endswith(" fish")

    def test_nobody_of_that_name(self, fishing: Corpus) -> None:
        told = said("/quote Zzyzx", fishing)
        assert "Zzyzx" in told.text
        assert all(value.endswith((" follow", " help")) for value in buttons(told).values())

    def test_no_name_at_all_gets_help_that_follows_nothing(self, fishing: Corpus) -> None:
        for line in ("/quote", "/positions", "/quote  "):
            assert not any(value.endswith(" follow") for value in buttons(said(line, fishing)).values())

    def test_dates_cannot_be_followed(self, fishing: Corpus) -> None:
        told = said("/quote Solbakken since 2031-01-01", fishing)
        assert [(one["text"]["text"], one["value"]) for one in presses(told, "order")] == [
            ("Without the dates", "follow /quote Solbakken")
        ]

    def test_only_answers_can_be_followed(self, fishing: Corpus) -> None:
        assert "can be followed" in said("/dance Solbakken", fishing).text
        found = follow("/talks", HERE._replace(channel=""), fishing)
        assert isinstance(found, Reply)

    def test_the_same_twice_is_said_with_who_asked(self, fishing: Corpus) -> None:
        first = kept("/quote Solbakken", fishing)
        told = said("/quote Ingrid Solbakken", fishing)
        assert "follows quotes of Ingrid Solbakken already; it was asked for by you" in told.text
        assert ends(told) == {"Unfollow": str(first.id)}
        other = follow("/quote Solbakken", HERE._replace(user="U2"), fishing)
        assert isinstance(other, Reply)
        assert "by somebody else" in other.text
        assert isinstance(follow("/quote Solbakken", ELSEWHERE, fishing), Following)

    def test_a_channel_follows_only_so_much(self, fishing: Corpus) -> None:
        for number in range(MOST_FOLLOWS):
            kept(f"/quote Solbakken word{number}", fishing)
        assert "which is the most" in said("/talks", fishing).text

    def test_the_channel_is_told(self, fishing: Corpus) -> None:
        one = kept("/quote Solbakken breakthrough", fishing)
        told = announcement(one, "kari <!channel>")
        assert told.shared
        assert told.text.startswith(
            "kari &lt;!channel&gt; follows quotes of Ingrid Solbakken with “breakthrough” here."
        )
        assert ends(told) == {"Unfollow": str(one.id)}
        assert does(told) == ["unfollow"]
        assert faults(told.payload()) == []


class TestTheEndOfIt:
    def test_by_its_line(self, fishing: Corpus) -> None:
        kept("/quote Solbakken", fishing)
        told = unfollow("/quote ingrid solbakken", HERE, fishing)
        assert (told.count, told.shared) == (1, True)
        assert told.text == "This channel follows quotes of Ingrid Solbakken no longer. kari has ended it."
        assert fishing.notebook.follows() == ()

    def test_by_its_button(self, fishing: Corpus) -> None:
        one = kept("/talks", fishing)
        assert unfollowed(str(one.id), HERE, fishing).count == 1
        assert unfollowed(str(one.id), HERE, fishing).text == "This is not followed any longer."

    @pytest.mark.parametrize("value", ["", "-1", "x", "9" * 40, "²", "1; drop"])
    def test_a_button_of_nobody(self, fishing: Corpus, value: str) -> None:
        assert unfollowed(value, HERE, fishing).count == 0

    def test_what_is_not_followed_here(self, fishing: Corpus) -> None:
        one = kept("/talks", fishing)
        told = unfollow("/quote Solbakken", HERE, fishing)
        assert told.text == "This channel does not follow quotes of Ingrid Solbakken. It follows all talks."
        assert ends(told) == {"Unfollow all talks": str(one.id)}
        assert unfollow("/talks", ELSEWHERE, fishing).count == 0

    def test_whom_is_asked_here_too(self, fishing: Corpus) -> None:
        arrive(fishing, 1, people=(*PEOPLE, NAMESAKE))
        told = unfollow("/quote Solbakken", HERE, fishing)
        choices = [button["value"] for button in presses(told, "order")]
        assert len(choices) >= 2
        assert all(value.startswith("unfollow /quote ") for value in choices)


class TestNews:
    def test_quotes_of_a_person_in_new_articles_only(self, fishing: Corpus) -> None:
        one = wanted("/quote Solbakken", fishing)
        new = arrive(fishing, 1, QUOTES[4], QUOTES[5])
        found = news_of(one, [new], fishing)
        assert quoted(reply(found.brought[0].blocks)) == [uttered(QUOTES[4].text)]
        assert found.brought[0].article_id == new
        assert news_of(one, [], fishing).count == 0

    def test_quotes_with_a_word(self, fishing: Corpus) -> None:
        new = arrive(fishing, 1, *QUOTES)
        assert news_of(wanted("/quote Solbakken breakthrough", fishing), [new], fishing).count == 1
        assert news_of(wanted("/quote Solbakken sanctions", fishing), [new], fishing).count == 0

    def test_words_printed_twice_are_told_once(self, fishing: Corpus) -> None:
        new = [arrive(fishing, number, QUOTES[5]) for number in (1, 2, 3)]
        assert news_of(wanted("/quote Chile", fishing), new, fishing).count == 1

    def test_positions_by_party_and_topic(self, fishing: Corpus) -> None:
        printed = article(source="copy.txt")
        fishing.save(printed, FOUND, "copy")
        count = {
            line: news_of(wanted(line, fishing), [printed.id], fishing).count
            for line in ("/positions Chile", "/positions Chile on boats", "/positions Norway", "/positions on NATO")
        }
        assert count == {
            "/positions Chile": 4,
            "/positions Chile on boats": 1,
            "/positions Norway": 2,
            "/positions on NATO": 1,
        }

    def test_talks_that_a_new_article_tells_of(self, fishing: Corpus) -> None:
        every, lisbon = wanted("/talks", fishing), wanted("/talks Lisbon", fishing)
        printed = article(source="copy.txt")
        fishing.save(printed, FOUND, "copy")
        assert news_of(every, [printed.id], fishing).count == 2
        found = news_of(lisbon, [printed.id], fishing)
        assert [one.article_id for one in found.brought] == [printed.id]

    def test_talks_that_it_only_recalls_are_no_news(self, fishing: Corpus) -> None:
        recalled = Talk(
            id="t1",
            date="2031-05-06",
            place="Lisbon",
            party_names=("Norway", "Chile"),
            participants=(Participant(name="Ingrid Solbakken", basis="explicit"),),
            evidence=(span("at the Lisbon talks"),),
            background=True,
        )
        printed = article(source="copy.txt")
        fishing.save(printed, identified(Extraction(parties=PARTIES, talks=(recalled,))), "copy")
        assert news_of(wanted("/talks", fishing), [printed.id], fishing).count == 0

    def test_somebody_who_is_in_the_corpus_no_more(self, fishing: Corpus) -> None:
        one = wanted("/quote Solbakken", fishing).model_copy(update={"line": "/quote person:nobody-at-all"})
        assert news_of(one, [article().id], fishing).count == 0


class TestTheAlert:
    def test_nothing_new_is_no_message(self, fishing: Corpus) -> None:
        assert alert([news_of(kept("/talks", fishing), [], fishing)], fishing) is None
        assert alert([], fishing) is None

    def test_one_message_for_all_that_is_followed(self, fishing: Corpus) -> None:
        follows = [kept(line, fishing) for line in ("/quote Chile", "/positions Chile", "/talks Lisbon")]
        told = alert([news_of(one, [article().id], fishing) for one in follows], fishing)
        assert told is not None
        assert told.shared
        assert faults(told.payload()) == []
        assert "Followed: quotes of Chile" in words(told)
        assert "We want guarantees that bind everybody" in quoted(told)
        assert "Tomás Arriagada" in words(told)
        assert "Followed: positions of Chile; 1 more" in words(told)
        assert buttons(told) == {"Show all": "/positions Chile"}
        assert does(told).count("unfollow") == 3
        assert told.text.startswith(
            "Tomás Arriagada, a Chilean negotiator. “We want guarantees that bind everybody”. 6 May 2031. Norway"
        )
        (menu,) = [node for node in nodes(blocks(told)) if node.get("type") == "overflow" and "confirm" in node]
        assert [one["text"]["text"] for one in menu["options"]] == [f"Unfollow {one.label}" for one in follows]

    def test_the_words_are_the_sources_own(self, fishing: Corpus) -> None:
        told = alert([news_of(kept("/quote Solbakken", fishing), [article().id], fishing)], fishing)
        assert told is not None
        assert all(one in article().text for one in quoted(told))

    def test_the_rest_is_a_press_away(self, fishing: Corpus) -> None:
        new = arrive(fishing, 1, *(QUOTES[4].model_copy(update={"id": f"q{n}", "text": f"Fish {n}"}) for n in range(7)))
        told = alert([news_of(kept("/quote Solbakken fish", fishing), [new], fishing)], fishing)
        assert told is not None
        assert "4 more" in words(told)
        assert quotes.answer(buttons(told)["Show all"].removeprefix("/quote "), fishing).count == 6

    def test_many_follows_fit_into_one_message(self, fishing: Corpus) -> None:
        text = "word " * 300
        long = [QUOTES[4].model_copy(update={"id": f"q{number}", "text": f"{text}{number}"}) for number in range(9)]
        new = arrive(fishing, 1, *long)
        follows = [kept(f"/quote Solbakken {'word ' * (n + 1)}".strip(), fishing) for n in range(MOST_FOLLOWS)]
        told = alert([news_of(one, [new], fishing) for one in follows], fishing)
        assert told is not None
        assert faults(told.payload()) == []
        assert does(told).count("unfollow") == 5
        assert "To see all that is followed here, type /quote unfollow." in words(told)
        lines = [one.line.replace("person:ingrid-solbakken", "Ingrid Solbakken") for one in follows]
        assert set(lines) <= set(buttons_of(told))

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(text=st.text(min_size=1, max_size=400), label=st.text(min_size=1, max_size=300), number=st.integers(1, 12))
    def test_whatever_it_holds_slack_takes_it(self, corpus: Corpus, text: str, label: str, number: int) -> None:
        row = QuoteRow(quote=QUOTES[4].model_copy(update={"text": text}), source=Source(id="a1", source="a.txt"))
        news = Brought(article_id="a1", blocks=quote_card(row))
        one = Follow(id=7, team="T1", channel="C1", user="U1", line="/talks", label=label)
        told = alert([News(follow=one, brought=(news,) * number)] * number, corpus)
        assert told is not None
        assert faults(told.payload()) == []
        assert not any(node.get("type") == "mrkdwn" for node in nodes(blocks(told)))


def buttons_of(reply: Reply) -> list[str]:
    return [button["value"] for button in presses(reply)]
