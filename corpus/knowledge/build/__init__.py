"""The scripts that made tables of the folder above: `make knowledge` runs them, with packages that nothing else needs.

Read the difference before it is kept.
"""

from pathlib import Path

TABLES = Path(__file__).parents[1]
"""The folder of the tables, in which the scripts write."""
