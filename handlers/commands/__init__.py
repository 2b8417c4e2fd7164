"""The commands. What help, export, follow, search and plain questions know of one stands in its own module."""

from collections import UserDict
from importlib import import_module
from typing import Any

from handlers.command import Command


class _Commands(UserDict[str, Command[Any] | None]):
    """A command is loaded when it is first asked for: `quote` is QUOTE of the module handlers.commands.quote."""

    def __getitem__(self, name: str) -> Command[Any]:
        known = self.data[name]
        found: Command[Any] = known or getattr(import_module(f"{__name__}.{name}"), name.upper())
        return found


COMMANDS: UserDict[str, Command[Any]] = _Commands(dict.fromkeys(("quote", "positions", "talks", "heard")))  # type: ignore[assignment]
"""By its name, as it is typed after the slash: the one place that knows which commands there are."""
