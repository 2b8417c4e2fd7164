"""Where a button of an answer leads in the browser: every answer, source and export has an address of its own."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import urlencode

from handlers.blocks.kit import Button, Menu
from handlers.query import order_of


class Way(NamedTuple):
    """A link: its words, its address, and what it is about for those who do not see where it stands."""

    label: str
    href: str
    about: str = ""


def ways(pressed: Button | Menu | None) -> list[Way]:
    """The links of a button or a menu; none for what only Slack can do."""
    given: Iterable[Button] = () if pressed is None else pressed.buttons if isinstance(pressed, Menu) else (pressed,)
    return [way for one in given for way in _way(one)]


def _way(button: Button) -> Iterator[Way]:
    if button.does == "ask":
        yield Way(button.label, asking(button.command), button.about)
    elif button.does in ("source", "copy"):
        yield Way(button.label, f"/{button.does}?{urlencode({'ref': button.command})}", button.about)
    elif button.does == "order" and order_of(button.command)[1] == "export":
        yield Way(button.label, f"/export?{urlencode({'q': order_of(button.command)[0]})}", button.about)


def asking(line: str) -> str:
    """The address of the answer to a command line."""
    return f"/?{urlencode({'q': line})}"
