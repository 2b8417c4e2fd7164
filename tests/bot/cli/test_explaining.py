"""How a text is read, for whoever extends the reading or wonders."""

import pytest

from bot.cli.explaining import explained
from corpus.errors import ArticleError

TOLD = "Kari Nordmann, the foreign minister of Norway, spoke in Bergen. “We will not leave,” she said."


def part(text: str, heading: str) -> list[str]:
    """The lines under the heading that begins so."""
    parts = (one.splitlines() for one in explained(text).split("\n\n"))
    return next(lines[1:] for lines in parts if lines[0].startswith(heading))


def test_it_tells_who_is_named_meant_and_quoted() -> None:
    assert part(TOLD, "People") == ["  Kari Nordmann · foreign minister of Norway · Norway"]
    assert "she: Kari Nordmann, certain to " in part(TOLD, "Whom")[0]
    assert any("of Kari Nordmann" in line and "by the words “she”" in line for line in part(TOLD, "Found"))


def test_it_tells_which_cues_were_tried_and_whether_anybody_stands_for_them() -> None:
    assert any("demanded: tried demand (demand)" in line for line in part("Norway demanded an apology.", "Cues of pos"))
    denied = part("Norway did not say that it would leave.", "Cues of saying")
    assert any("say: strong, denied" in line for line in denied)


def test_it_tells_why_there_is_nothing() -> None:
    nothing = part("The weather was fine.", "Not found")
    assert [line.split(":")[0].strip() for line in nothing] == ["no quote", "no position", "no talks"]
    assert part("The weather was fine.", "Found") == ["  nothing"]
    nobody = part("“It is over.” The hall was empty by then.", "Not found")
    assert any("no speaker of “It is over" in line for line in nobody) or "no quote" in nobody[0]


def test_what_a_terminal_would_obey_is_not_printed() -> None:
    assert "\x1b" not in explained("Norway said \x1b[2Jno.")


def test_an_empty_text_is_told() -> None:
    with pytest.raises(ArticleError, match="The text is empty"):
        explained("")
