"""How large a file may be that is one article."""

LARGEST = 20_000_000
"""Bytes. The longest newspaper articles have a fiftieth of it; a larger file is something else."""


def too_large(size: int) -> str:
    """The sentence for it, to go behind the name of the file."""
    return f"is too large: {size / 1e6:.1f} MB, and {LARGEST / 1e6:.0f} MB is the most"
