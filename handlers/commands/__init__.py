"""The commands. What help, export, follow, search and plain questions know of one stands in its own module."""

from typing import Any

from handlers.command import Command
from handlers.commands.positions import POSITIONS
from handlers.commands.quote import QUOTE
from handlers.commands.talks import TALKS

COMMANDS: dict[str, Command[Any]] = {command.name: command for command in (QUOTE, POSITIONS, TALKS)}
"""By its name, as it is typed after the slash: the one place that knows which commands there are."""
