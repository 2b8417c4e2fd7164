"""Who is who across the articles: one person where name and party allow no other reading, and two otherwise."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.linking.figures import Spelling
from corpus.linking.people import Directory, bearer_key, build_directory, fold
from corpus.models import Answer, Extraction, Person, Quote, QuoteFilter, QuoteKind, SpeakerKind
from corpus.names.likeness.ids import party_id, slug
from corpus.names.likeness.romanise import shape, sounds
from corpus.store import Corpus
from tests import invented
from tests.identified import identified

Named = tuple[str, str | None]


def bearer(name: str, party: str | None) -> str:
    return bearer_key(name, party_id(party) if party else None)


def spelling(name: str, party: str | None, count: int = 1) -> Spelling:
    entity = party_id(party) if party else None
    return Spelling(bearer=bearer(name, party), name=name, party_id=entity, count=count)


def directory(*people: Named) -> Directory:
    return build_directory(spelling(name, party) for name, party in people)


def same(one: Named, other: Named, *others: Named) -> bool:
    """Whether two of the people are one, whatever order they come in."""
    answers = set()
    for order in permutations([one, other, *others]):
        found = directory(*order)
        answers.add(found.person_of[bearer(*one)] == found.person_of[bearer(*other)])
    assert len(answers) == 1, "who is who depends on the order of the articles"
    return answers.pop()


class TestFullNames:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            (("Ann Lee", "Norway"), ("Ann Lee", "Norway")),
            (("Ann Lee", "Norway"), ("Ann Lee", "Oslo")),
            (("Ann Lee", "Norway"), ("ANN LEE", None)),
            (("Tomás Núñez", "Chile"), ("Tomas Nunez", "Chile")),
            (("Kateryna O’Brien", "Ireland"), ("Kateryna O'Brien", "Ireland")),
            (("Анна Иванова", "Russia"), ("Anna Ivanova", "Russia")),
        ],
    )
    def test_one_name_and_no_party_that_speaks_against_it(self, one: Named, other: Named) -> None:
        assert same(one, other)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            (("Ann Lee", "Norway"), ("Ann Lee", "Chile")),
            (("Ann Lee", "Norway"), ("Anna Lee", "Norway")),
            (("Ann Lee", "Norway"), ("Ann Leigh", "Norway")),
            (("Ann K. Lee", "Norway"), ("Ann M. Lee", "Norway")),
            (("Ann Lee", "Norway"), ("Ann M. Lee", None)),
            (("Ann Lee", "Norway"), ("Ann Marie Lee", "Norway")),
            (("Ivan Polska", "Poland"), ("Ivan Polski", "Poland")),
            (("Dmytro Koval", "Ukraine"), ("Dmitry Koval", "Ukraine")),
        ],
    )
    def test_another_name_or_another_party_is_another_person(self, one: Named, other: Named) -> None:
        assert not same(one, other)

    def test_an_initial_that_is_left_out_contradicts_nothing(self) -> None:
        plain, initial = ("Ann Lee", "Norway"), ("Ann M. Lee", "Norway")
        assert same(plain, initial)
        assert same(("Lee", "Norway"), initial, plain)
        found = directory(plain, initial)
        assert (list(found.people), found.also) == (["person:ann-lee"], {"person:ann-m-lee": "person:ann-lee"})
        assert not same(plain, initial, ("Ann K. Lee", "Norway"))
        assert not same(plain, initial, ("Ann Lee", "Chile"))

    def test_between_two_namesakes_nobody_without_a_party_is_either(self) -> None:
        namesakes = ("Ann Lee", "Norway"), ("Ann Lee", "Chile")
        assert not same(("Ann Lee", None), *namesakes)
        assert sorted(directory(("Ann Lee", None), *namesakes).people) == [
            "person:ann-lee~",
            "person:ann-lee~chile",
            "person:ann-lee~norway",
        ]


class TestBareSurnames:
    FULL = ("Ann Solberg", "Norway")

    @pytest.mark.parametrize(
        ("bare", "full"),
        [
            (("Solberg", "Norway"), FULL),
            (("SOLBERG", "Oslo"), FULL),
            (("al-Karim", "Iraq"), ("Hassan al-Karim", "Iraq")),
            (("Karim", "Iraq"), ("Hassan al-Karim", "Iraq")),
            (("van der Berg", "Netherlands"), ("Piet van der Berg", "Netherlands")),
            (("Berg", "Netherlands"), ("Piet van der Berg", "Netherlands")),
            (("Walker", "United States"), ("Tom Walker Jr.", "United States")),
            (("Zhao", "China"), ("Zhao Lanfen", "China")),
            (("Reyes-Walker", "Chile"), ("Rosa Reyes-Walker", "Chile")),
        ],
    )
    def test_join_the_one_person_of_that_name_and_party(self, bare: Named, full: Named) -> None:
        assert same(bare, full)

    @pytest.mark.parametrize(
        ("bare", "people"),
        [
            (("Solberg", None), [FULL]),
            (("Solberg", "Chile"), [FULL]),
            (("Solberg", "Norway"), [FULL, ("Kari Solberg", "Norway")]),
            (("Solberg", "Norway"), [FULL, ("Kari Solberg", None)]),
            (("Solberg", "Norway"), [("Ann Solberg", None)]),
            (("Walker", "Chile"), [("Rosa Reyes-Walker", "Chile")]),
            (("Al Gordon", "Canada"), [("Ruth Gordon", "Canada")]),
            (("Van Hale", "Canada"), [("Ruth Hale", "Canada")]),
            (("Ann", "Norway"), [FULL]),
            (("Lanfen", "Norway"), [("Lanfen Berg", "Norway")]),
        ],
    )
    def test_stay_alone_when_they_could_be_read_otherwise(self, bare: Named, people: list[Named]) -> None:
        assert not same(bare, *people)

    def test_a_surname_that_another_party_has_too_joins_its_own(self) -> None:
        assert same(("Solberg", "Norway"), self.FULL, ("Ann Solberg", "Canada"), ("Kari Solberg", "Chile"))

    def test_a_second_person_of_the_name_parts_what_was_joined(self, corpus: Corpus) -> None:
        save(corpus, "full.txt", "Ann Solberg", "Norway")
        save(corpus, "bare.txt", "Solberg", "Norway")
        assert [row.source.source for row in corpus.person("person:ann-solberg")] == ["bare.txt", "full.txt"]
        save(corpus, "sister.txt", "Kari Solberg", "Norway")
        assert [row.source.source for row in corpus.person("person:ann-solberg")] == ["full.txt"]
        assert [row.source.source for row in corpus.person("person:solberg~norway")] == ["bare.txt"]
        corpus.remove(next(row.source.id for row in corpus.person("person:kari-solberg")))
        assert len(corpus.person("person:ann-solberg")) == 2


class TestIdsAndNames:
    def test_an_id_never_comes_to_mean_somebody_else(self) -> None:
        assert list(directory(("Ann Lee", "Norway")).people) == ["person:ann-lee"]
        assert "person:ann-lee" not in directory(("Ann Lee", "Norway"), ("Ann Lee", "Chile")).people
        assert list(directory(("Lee", "Norway")).people) == ["person:lee~norway"]

    def test_a_party_that_becomes_known_changes_no_id(self) -> None:
        assert list(directory(("Ann Lee", None)).people) == list(
            directory(("Ann Lee", None), ("Ann Lee", "Norway")).people
        )

    def test_the_commonest_full_name_is_the_name_and_the_others_are_aliases(self) -> None:
        found = build_directory(
            [
                spelling("Núñez", "Chile", 9),
                spelling("Tomas Nunez", "Chile", 1),
                spelling("Tomás Núñez", "Chile", 2),
            ]
        )
        (entity,) = found.people.values()
        assert (entity.name, tuple(entity.aliases), entity.country) == ("Tomás Núñez", ("Tomas Nunez", "Núñez"), "CL")

    def test_a_long_name_has_an_id_that_slack_can_carry(self) -> None:
        names = ("Ann " + "Lee" * 60, "Ann " + "Lee" * 60 + "s")
        ids = list(directory(*((name, "Norway") for name in names)).people)
        assert len(set(ids)) == 2
        assert all(len(person_id) <= 150 for person_id in ids)

    @given(st.lists(st.tuples(st.text(min_size=1, max_size=20), st.sampled_from([None, "Norway", "China", "?"]))))
    def test_everybody_is_somebody_whatever_the_names(self, people: list[Named]) -> None:
        found = directory(*people)
        assert {found.person_of[bearer(*person)] for person in people} == set(found.people)
        assert directory(*reversed(people)) == found
        held = [bearer for bearers in found.bearers_of.values() for bearer in bearers]
        assert sorted(held) == sorted(found.person_of)

    def test_names_without_a_letter_still_differ(self) -> None:
        assert slug("?!") != slug("!?")
        assert fold(" ?! ") == "?!"

    def test_a_party_goes_by_one_id_whatever_it_is_called(self) -> None:
        assert {party_id(name) for name in ("Norway", "the Norwegians", "OSLO")} == {"party:norway"}
        assert party_id("Bear Island Fishers’ League") == "party:bear-island-fishers-league"


class TestAcrossArticles:
    def test_roles_over_time_newest_first(self, any_corpus: Corpus) -> None:
        save(any_corpus, "2031-05-01.txt", "Ann Solberg", "Norway", role="adviser")
        save(any_corpus, "2031-06-01.txt", "Ann Solberg", "Norway", role="minister")
        rows = any_corpus.person("person:ann-solberg")
        assert [(row.source.source, row.person.role) for row in rows] == [
            ("2031-06-01.txt", "minister"),
            ("2031-05-01.txt", "adviser"),
        ]

    def test_quotes_of_a_person_come_from_every_spelling_and_from_nobody_else(self, any_corpus: Corpus) -> None:
        save(any_corpus, "a.txt", "Tomás Núñez", "Chile")
        save(any_corpus, "b.txt", "Tomas Nunez", "Chile")
        save(any_corpus, "c.txt", "Núñez", "Chile")
        save(any_corpus, "d.txt", "Tomás Núñez", "Peru")
        save(any_corpus, "e.txt", "Núñez", None)
        rows = any_corpus.quotes(QuoteFilter(speaker_id="person:tomas-nunez~chile"))
        assert {row.source.source for row in rows} == {"a.txt", "b.txt", "c.txt"}
        assert {row.speaker_id for row in rows} == {"person:tomas-nunez~chile"}

    def test_two_of_one_name_in_one_article_are_told_apart_by_their_ids(self, any_corpus: Corpus) -> None:
        people = tuple(Person(id=party, name="Ann Lee", party_name=party) for party in ("Norway", "Chile"))
        quotes = tuple(quote(str(party), "Ann Lee", party) for party in ("Norway", "Chile", None))
        any_corpus.save(invented.article(), identified(Extraction(people=people, quotes=quotes)), "1")
        assert [row.speaker_id for row in any_corpus.quotes()] == [
            "person:ann-lee~norway",
            "person:ann-lee~chile",
            None,
        ]


def quote(quote_id: str, speaker: str, party: str | None) -> Quote:
    return invented.quote(
        quote_id, "Nobody slept,", speaker_name=speaker, speaker_kind=SpeakerKind.PERSON, party_name=party
    )


def save(corpus: Corpus, source: str, name: str, party: str | None, role: str | None = None) -> None:
    """An article in which one person says one thing; the source may be a date."""
    text = f" date {source[:10]} Fishing\n\nText." if source[:1].isdigit() else invented.TEXT
    person = Person(id="p", name=name, role=role, party_name=party)
    spoken = Quote(
        id="q", start=0, end=5, text=text[:5], kind=QuoteKind.DIRECT, speaker_name=name,
        speaker_kind=SpeakerKind.PERSON, party_name=party,
    )  # fmt: skip
    corpus.save(invented.article(text, source), identified(Extraction(people=(person,), quotes=(spoken,))), "1")


class TestSpellingsOfOneName:
    """Two full names that sound the same are one person only where nothing tells them apart."""

    @pytest.mark.parametrize(
        ("one", "other", "party"),
        [
            ("Volodymyr Halensky", "Volodymyr Halenskyy", "Ukraine"),
            ("Sergei Petrakov", "Sergey Petrakow", "Russia"),
            ("Andriy Ivanenko", "Andrii Ivanenko", "Ukraine"),
        ],
    )
    def test_spellings_of_one_country(self, one: str, other: str, party: str) -> None:
        assert same((one, party), (other, party))

    @pytest.mark.parametrize(
        ("one", "other", "party"),
        [
            ("Volodymyr Halensky", "Volodymyr Halenska", "Ukraine"),
            ("Dmytro Halensky", "Dmitry Halensky", "Ukraine"),
            ("Martin Roussel", "Martine Roussel", "France"),
            ("Renée Roussel", "René Roussel", "France"),
            ("Karin Holm", "Carin Holm", "Sweden"),
            ("Mary Holm", "Mari Holm", "Norway"),
            ("Toni Holm", "Tony Holm", "Norway"),
            ("Sergei Petrakov", "Sergei A. Petrakow", "Russia"),
            ("Sergei Petrakov", "Petrakow Sergei", "Russia"),
            ("Zhaohui Wangyi", "Zhaohui Wangyii", "China"),
            ("Sergei Petrakov", "Sergey Petrakow", "United Nations"),
            ("Sergei Petrakov", "Sergey Petrakow", None),
        ],
    )
    def test_names_that_may_be_of_two(self, one: str, other: str, party: str | None) -> None:
        assert not same((one, party), (other, party))

    def test_another_country_another_person(self) -> None:
        assert not same(("Sergei Petrakov", "Russia"), ("Sergey Petrakow", "Ukraine"))

    def test_a_third_of_that_sound_leaves_all_apart(self) -> None:
        names = [(name, "Russia") for name in ("Sergei Petrakov", "Sergey Petrakow", "Sergey Petrakov")]
        assert not same(*names)
        assert len(directory(*names).people) == 3

    def test_a_namesake_elsewhere_leaves_them_apart(self) -> None:
        assert not same(("Sergei Petrakov", "Russia"), ("Sergey Petrakow", "Russia"), ("Sergei Petrakov", "Chile"))

    def test_a_bare_surname_joins_the_one_person(self) -> None:
        found = directory(("Sergei Petrakov", "Russia"), ("Sergey Petrakow", "Russia"), ("Petrakow", "Russia"))
        assert set(found.person_of.values()) == {"person:sergei-petrakov"}
        assert found.people["person:sergei-petrakov"].aliases == ("Sergey Petrakow", "Petrakow")

    def test_an_id_goes_on_meaning_whoever_is_printed_so(self) -> None:
        both = directory(("Sergey Petrakow", "Russia"), ("Sergei Petrakov", "Russia"))
        assert list(both.people) == ["person:sergei-petrakov"]
        assert both.also == {"person:sergey-petrakow": "person:sergei-petrakov"}
        assert both.bearers_of["person:sergey-petrakow"] == both.bearers_of["person:sergei-petrakov"]
        assert list(directory(("Sergey Petrakow", "Russia")).people) == ["person:sergey-petrakow"]

    def test_the_corpus_answers_with_one_person_under_either_id(self, any_corpus: Corpus) -> None:
        for number, name in enumerate(("Sergey Petrakow", "Sergei Petrakov")):
            found = identified(Extraction(people=(Person(id="p1", name=name, party_name="Russia"),)))
            any_corpus.save(invented.article(source=f"{number}.txt"), found, "1")
            if number == 0:
                any_corpus.notebook.remember("Uncle Seryozha", "person:sergey-petrakow", by="U1")
        entity = any_corpus.entity("person:sergey-petrakow")
        assert entity is not None
        assert (entity, entity.id) == (any_corpus.entity("person:sergei-petrakov"), "person:sergei-petrakov")
        assert any_corpus.person("person:sergey-petrakow") == any_corpus.person(entity.id)
        assert len(any_corpus.person(entity.id)) == 2
        for typed in ("Petrakov", "Petrakow", "Uncle Seryozha"):
            answer = any_corpus.resolve(typed)
            assert isinstance(answer, Answer), typed
            assert answer.entity == entity

    WORDS = st.text(alphabet="aeioubdgklmnprstvwyz", min_size=1, max_size=9)

    @given(st.lists(st.tuples(WORDS, WORDS), min_size=2, max_size=6))
    def test_names_of_other_consonants_are_never_joined(self, names: list[tuple[str, str]]) -> None:
        printed = [f"{given.title()} {surname.title()}" for given, surname in names]
        found = directory(*((name, "Norway") for name in printed))
        skeletons: dict[str, set[tuple[str, ...]]] = {}
        for name in printed:
            skeleton = tuple(shape(sounds(word)[0]).bare for word in fold(name).split())
            skeletons.setdefault(found.person_of[bearer(name, "Norway")], set()).add(skeleton)
        assert all(len(of_one) == 1 for of_one in skeletons.values())
