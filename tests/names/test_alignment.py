"""The words of a query are set against the words of a name, each by what it weighs."""

import pytest

from corpus.names.likeness.alignment import Fit, Roles, fit_best, fit_run_together, is_patronymic, roles
from corpus.names.likeness.alike import alike


def fitted(query: str, name: str, *, family_first: bool = False) -> Fit:
    words, own = tuple(query.split()), tuple(name.split())
    near = [{other: likeness for other in own if (likeness := alike(word, other)) >= 0.6} for word in words]
    found = fit_best(words, near, own, roles(own, family_first), alike)
    return fit_run_together(words, own, found, alike)


def test_the_last_word_is_the_family_name_or_the_first_where_that_is_the_custom() -> None:
    assert roles(("dmitry", "peskov"), family_first=False).surname == 1
    assert roles(("kim", "jong", "un"), family_first=True).surname == 0


def test_particles_initials_and_patronymics_weigh_little() -> None:
    surname, weights = roles(("ivan", "j", "petrovich", "von", "holt"), family_first=False)
    assert surname == 4
    assert max(weights[1:4]) < 0.2 < weights[0] < weights[4]
    assert isinstance(roles(("al",), family_first=False), Roles)


def test_patronymics_are_known_by_their_endings() -> None:
    assert is_patronymic("vladimirovich")
    assert not is_patronymic("vich")
    assert not is_patronymic("peskov")


@pytest.mark.parametrize(
    "query",
    ["dmitry peskov", "peskov dmitry", "d peskov", "dmitri sergeyevich peskov", "dima peskov"],
)
def test_these_say_the_same_name(query: str) -> None:
    fit = fitted(query, "dmitry peskov")
    assert fit.surname == 1.0
    assert fit.score > 0.85
    assert not fit.unexplained


def test_what_is_left_over_is_counted_by_where_it_stands() -> None:
    fit = fitted("comrade anna maria lind sanctions", "anna lind")
    assert (fit.before, fit.inside, fit.after) == (1, 1, 1)
    assert fitted("anna maria lind", "anna lind").inside == 1


def test_words_may_be_divided_otherwise() -> None:
    assert fitted("abdul rahman haddad", "abdulrahman haddad").score > 0.85
    assert fitted("xi jin ping", "xi jinping").score > 0.85


def test_another_given_name_does_not_fit() -> None:
    assert fitted("ivan peskov", "dmitry peskov").given == 0.0


def test_either_of_two_family_names_may_be_the_one() -> None:
    assert fitted("rafael moreno", "rafael moreno valdes").surname >= 0.95
