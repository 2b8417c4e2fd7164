"""Whom a typed name means: one entity when clear, several when not, else nobody."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.knowledge.gazetteer import entities as parties
from corpus.models import Answer, Ask, Entity, Resolution, Unknown
from corpus.names.index import NameIndex
from corpus.names.index.lines import read_words, split_quoted
from corpus.names.likeness.alike import alike

PEOPLE = {
    "Dmitry Peskov": "ru",
    "Sergei Lavrov": "ru",
    "Volodymyr Zelensky": "ua",
    "Olena Zelenska": "ua",
    "Oleksandr Chaly": "ua",
    "Kyrylo Budanov": "ua",
    "Gennady Timchenko": "ru",
    "Yulia Tymoshenko": "ua",
    "Ursula von der Leyen": "de",
    "Majed al-Ansari": "qa",
    "Mohammed bin Salman": "sa",
    "Jörg Müller-Lüdenscheid": "de",
    "Tarmo Kallikorm": "ee",
    "Priit Kallikorm": "ee",
    "Xi Jinping": "cn",
    "Hong Gil-dong": "kr",
    "Hong Young-ho": "kr",
    "Jens Stoltenberg": "no",
    "Israel Halevi": "il",
    "Rafael Moreno Valdes": "es",
}


def person(name: str, country: str | None = None, *aliases: str) -> Entity:
    return Entity(id=f"person:{name}", kind="person", name=name, aliases=aliases, country=country)


@pytest.fixture(scope="module")
def index() -> NameIndex:
    return NameIndex([*(person(name, country) for name, country in PEOPLE.items()), *parties()])


def name_of(found: Resolution) -> str | None:
    return found.entity.name if isinstance(found, Answer) else None


def asked(found: Resolution) -> list[str]:
    return [entity.name for entity in found.candidates] if isinstance(found, Ask) else []


@pytest.mark.parametrize(
    ("query", "name", "match"),
    [
        ("Dmitry Peskov", "Dmitry Peskov", "exact"),
        ("dmitry peskov", "Dmitry Peskov", "exact"),
        ("Peskov", "Dmitry Peskov", "exact"),
        ("Peskov, Dmitry", "Dmitry Peskov", "exact"),
        ("dmitry-peskov", "Dmitry Peskov", "exact"),
        ("Mr Peskov", "Dmitry Peskov", "exact"),
        ("Peskov's", "Dmitry Peskov", "exact"),
        ("Kremlin spokesman Dmitry Peskov", "Dmitry Peskov", "exact"),
        ("Russian Foreign Minister Sergei Lavrov", "Sergei Lavrov", "exact"),
        ("North Korean leader Peskov", "Dmitry Peskov", "exact"),
        ("von der Leyen", "Ursula von der Leyen", "exact"),
        ("Leyen", "Ursula von der Leyen", "exact"),
        ("Muller-Ludenscheid", "Jörg Müller-Lüdenscheid", "exact"),
        ("D. Peskov", "Dmitry Peskov", "spelling"),
        ("Dmitri Sergeyevich Peskov", "Dmitry Peskov", "spelling"),
        ("Dimitri Peskow", "Dmitry Peskov", "spelling"),
        ("Sergej Lawrow", "Sergei Lavrov", "spelling"),
        ("Alexander Chaliy", "Oleksandr Chaly", "spelling"),
        ("Wolodymyr Selenskyj", "Volodymyr Zelensky", "spelling"),
        ("Jens Stolenberg", "Jens Stoltenberg", "spelling"),
        ("Stoltennberg", "Jens Stoltenberg", "spelling"),
        ("Jens Harald Stoltenberg", "Jens Stoltenberg", "spelling"),
        ("Xi Jin Ping", "Xi Jinping", "exact"),
        ("Дмитрий Песков", "Dmitry Peskov", "script"),
        ("Песков", "Dmitry Peskov", "script"),
        ("Γενς Στόλτενμπεργκ", "Jens Stoltenberg", "script"),
        ("ينس ستولتنبرغ", None, None),
        ("홍길동", "Hong Gil-dong", "script"),
    ],
)
def test_a_name_is_known_however_it_is_typed(index: NameIndex, query: str, name: str | None, match: str | None) -> None:
    found = index.lookup(query)
    assert name_of(found) == name
    assert (found.match if isinstance(found, Answer) else None) == match


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("Kallikorm", {"Tarmo Kallikorm", "Priit Kallikorm"}),
        ("Mr Kallikorm", {"Tarmo Kallikorm", "Priit Kallikorm"}),
        ("Hong", {"Hong Gil-dong", "Hong Young-ho"}),
        ("Dmitry", {"Dmitry Peskov"}),
        ("Pesjov", {"Dmitry Peskov"}),
        ("Buyanov", {"Kyrylo Budanov"}),
        ("ينس ستولتنبرغ", {"Jens Stoltenberg"}),
        ("Sergei Lavrov sanctions", {"Sergei Lavrov"}),
    ],
)
def test_what_is_not_clear_is_asked_about(index: NameIndex, query: str, names: set[str]) -> None:
    assert set(asked(index.lookup(query))) >= names


@pytest.mark.parametrize(
    "query",
    ["", " ", "?!", "Mr", "President", "foreign minister", "the", "Boris Vallquist", "ceasefire", "prisoner exchange"],
)
def test_titles_and_strangers_are_nobody(index: NameIndex, query: str) -> None:
    assert isinstance(index.lookup(query), Unknown)


def test_unknown_names_the_nearest(index: NameIndex) -> None:
    found = index.lookup("Olaf Stoltenfeld")
    assert not isinstance(found, Answer)
    assert found.query == "Olaf Stoltenfeld"


@pytest.mark.parametrize("query", ["Viktor Lavrov", "Ivan Peskov", "Anna Budanova", "Alexei Lavrov"])
def test_a_relative_is_not_given_for_the_person(index: NameIndex, query: str) -> None:
    assert not isinstance(index.lookup(query), Answer)


def test_husband_and_wife_are_two_people(index: NameIndex) -> None:
    assert name_of(index.lookup("Zelensky")) == "Volodymyr Zelensky"
    assert name_of(index.lookup("Zelenska")) == "Olena Zelenska"
    assert name_of(index.lookup("Zelenskiy")) == "Volodymyr Zelensky"


@pytest.mark.parametrize("query", ["Joe Sondheim", "Joe Bondheim"])
def test_one_consonant_makes_another_name(query: str) -> None:
    assert not isinstance(NameIndex([person("Joe Rondheim")]).lookup(query), Answer)


def test_somebody_elses_name_is_no_slip() -> None:
    index = NameIndex([person("Anna Markova"), person("Peter Harkova")])
    assert not isinstance(index.lookup("Anna Harkova"), Answer)


@pytest.mark.parametrize("country", ["kp", None])
def test_korean_syllables_must_be_exact(country: str | None) -> None:
    index = NameIndex([person("Kim Jong Nam", country)])
    assert name_of(index.lookup("Kim Jong-nam")) == "Kim Jong Nam"
    assert not isinstance(index.lookup("Kim Yong Nam"), Answer)


def test_a_namesake_is_asked_about() -> None:
    twins = [Entity(id=f"person:{at}", kind="person", name="John Smith") for at in (1, 2)]
    assert len(asked(NameIndex(twins).lookup("John Smith"))) == 2


def test_a_party_that_only_articles_name_does_not_hide_the_people_of_that_name() -> None:
    """An article that calls somebody by the surname alone may have been read as one that names a party."""
    people = [person("Ingrid Solbakken", "NO"), person("Ane Chile", "NO")]
    named = [Entity(id=f"party:{name.lower()}", kind="party", name=name) for name in ("Solbakken", "Harbour", "Chile")]
    index = NameIndex([*people, *named])
    assert asked(index.lookup("Solbakken")) == ["Ingrid Solbakken", "Solbakken"]
    assert name_of(index.lookup("Harbour")) == "Harbour"
    assert name_of(index.lookup("Chile")) == "Chile"


def test_an_alias_is_as_good_as_the_name() -> None:
    found = NameIndex([person("Mohammed bin Salman", "sa", "MBS")]).lookup("mbs")
    assert isinstance(found, Answer)
    assert found.match == "alias"


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("Russia", "Russia"),
        ("the Kremlin", "Russia"),
        ("Россия", "Russia"),
        ("U.S.", "United States"),
        ("Ukrainians", "Ukraine"),
        ("Urkaine", "Ukraine"),
        ("Niger", "Niger"),
        ("Nigeria", "Nigeria"),
        ("Israel", "Israel"),
        ("israel halevi", "Israel Halevi"),
    ],
)
def test_parties_are_known_by_all_their_names(index: NameIndex, query: str, name: str) -> None:
    assert name_of(index.lookup(query)) == name


@pytest.mark.parametrize(
    ("there", "typed"), [("Niger", "Nigeria"), ("Nigeria", "Niger"), ("Iran", "Iraq"), ("Austria", "Australia")]
)
def test_one_country_is_never_given_for_another(there: str, typed: str) -> None:
    index = NameIndex([Entity(id="party:it", kind="party", name=there), person("Anna Malik")])
    assert isinstance(index.lookup(typed), Unknown)


def test_an_index_of_nobody_knows_nobody() -> None:
    assert isinstance(NameIndex([]).lookup("Peskov"), Unknown)


def test_likeness_is_one_only_for_the_same_word() -> None:
    assert alike("peskov", "peskov") == 1.0
    assert 0.95 <= alike("zakharova", "zaharova") < 1.0
    assert alike("peskov", "lavrov") < 0.7
    assert alike("zelenska", "zelensky") < 0.9


@given(st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_any_text_gets_one_of_three_answers(index: NameIndex, text: str) -> None:
    assert isinstance(index.lookup(text), Answer | Ask | Unknown)
    assert isinstance(read_words(index, text).resolution, Answer | Ask | Unknown)


@given(st.lists(st.text("abdeiklmnorstuvyz", min_size=3, max_size=9), min_size=4, max_size=4, unique=True))
@settings(deadline=None)
def test_everybodys_own_full_name_answers(words: list[str]) -> None:
    one, other = person(" ".join(words[:2]).title()), person(" ".join(words[2:]).title())
    index = NameIndex([one, other])
    assert index.lookup(one.name) == Answer(entity=one, match="exact", query=one.name) or "".join(words[:2]) == "".join(
        words[2:]
    )


@given(st.permutations(sorted(PEOPLE)))
@settings(max_examples=10, deadline=None)
def test_the_order_of_the_entities_changes_no_answer(names: list[str]) -> None:
    index = NameIndex([person(name, PEOPLE[name]) for name in names])
    assert name_of(index.lookup("Dimitri Peskow")) == "Dmitry Peskov"
    assert set(asked(index.lookup("Kallikorm"))) == {"Tarmo Kallikorm", "Priit Kallikorm"}


@pytest.mark.parametrize(
    ("line", "name", "rest"),
    [
        ("Sergei Lavrov sanctions", "Sergei Lavrov", "sanctions"),
        ("North Korea missiles", "North Korea", "missiles"),
        ("Ukraine Russia", "Ukraine", "Russia"),
        ("Peskov breakthrough", "Dmitry Peskov", "breakthrough"),
        ("Mr Chaly", "Oleksandr Chaly", ""),
        ('"von der Leyen" energy', "Ursula von der Leyen", "energy"),
        ("“von der Leyen” energy prices", "Ursula von der Leyen", "energy prices"),
        ("von der Leyen energy", "Ursula von der Leyen", "energy"),
        ("Sergej Lawrow gas", "Sergei Lavrov", "gas"),
        ("Russian foreign minister Lavrov grain deal", "Sergei Lavrov", "grain deal"),
        ("US sanctions", "United States", "sanctions"),
        ("Песков Крым", "Dmitry Peskov", "Крым"),
    ],
)
def test_a_line_is_read_as_a_name_and_a_topic(index: NameIndex, line: str, name: str, rest: str) -> None:
    reading = read_words(index, line)
    assert (name_of(reading.resolution), reading.rest) == (name, rest)


def test_a_shared_surname_is_asked_about_and_keeps_its_topic(index: NameIndex) -> None:
    reading = read_words(index, "Kallikorm sanctions")
    assert set(asked(reading.resolution)) == {"Tarmo Kallikorm", "Priit Kallikorm"}
    assert reading.rest == "sanctions"


def test_a_topic_does_not_choose_between_namesakes() -> None:
    index = NameIndex([person("Joe Halden"), person("Hunter Halden")])
    assert asked(read_words(index, "Halden hunt").resolution)


@pytest.mark.parametrize("line", ["", "   ", '"', "sanctions", "prisoner exchange"])
def test_a_line_without_a_name_is_unknown_as_a_whole(index: NameIndex, line: str) -> None:
    reading = read_words(index, line)
    assert isinstance(reading.resolution, Unknown)
    assert reading.rest == ""


def test_quotation_marks_bind_words() -> None:
    assert split_quoted('"von der  Leyen" gas') == ["von der Leyen", "gas"]
    assert split_quoted('«a b» "c') == ["a b", "c"]


def test_a_name_of_one_letter_that_sounds_like_nothing_typed_is_nobody() -> None:
    index = NameIndex([Entity(id="person:i", kind="person", name="I")])
    assert isinstance(index.lookup(":E" * 150), Unknown)
    assert isinstance(index.lookup("e"), Unknown)
