"""A few of the histories that `python -m tests.histories` goes through by the thousand."""

from tests import histories


def test_what_may_not_be_shown_is_on_no_surface_whatever_happened_before() -> None:
    assert histories.run(2) == 2 * histories.STEPS
