"""Which members of an archive are articles by their place: not those of the system, not those that lead out of it."""

import re
from pathlib import PurePosixPath

_OUT = "has a name that leads out of its archive"


def is_hidden(name: str) -> bool:
    """Whether it belongs to a system or tells of the folder: dot files, __MACOSX, READMEs."""
    parts = PurePosixPath(name).parts
    return any(_is_systems(part) for part in parts) or is_about(name)


def _is_systems(part: str) -> bool:
    return part == "__MACOSX" or (part.startswith(".") and part not in (".", ".."))


def is_about(name: str) -> bool:
    """Whether a file tells of the folder that it lies in, as a README does."""
    return PurePosixPath(name).stem.upper() in ("README", "LICENSE", "CHANGELOG")


def fault_of(name: str) -> str | None:
    """Why a name cannot be one; None for a plain path inside of the archive."""
    outside = name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", name) or ".." in re.split(r"[/\\]", name)
    return _OUT if outside or any(ord(letter) < 32 for letter in name) else None
