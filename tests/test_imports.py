"""Imports run one way, bot -> handlers -> corpus, and what is heavy or foreign stays where it belongs."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOWER = {"corpus": {"handlers", "bot"}, "handlers": {"bot"}, "bot": set[str]()}
ONLY_IN: dict[str, Callable[[str], bool]] = {
    "slack_bolt": lambda module: module.startswith("bot."),
    "sqlalchemy": lambda module: module.startswith("corpus.store."),
    "rapidfuzz": lambda module: module in ("corpus.names.index.name_index", "corpus.names.likeness.alike"),
    "spacy": lambda module: module == "corpus.document.language",
}


def _modules() -> Iterator[Path]:
    for package in LOWER:
        yield from sorted((ROOT / package).rglob("*.py"))


def _imports(tree: ast.AST, nested: bool = False) -> Iterator[tuple[str, bool]]:
    """What a module imports, and whether only when a function is called; what is for type checkers is left out."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, nested) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "", nested
        elif not (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"):
            yield from _imports(node, nested or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


@pytest.mark.parametrize("path", _modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_what_its_room_may(path: Path) -> None:
    module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for imported, lazily in _imports(ast.parse(path.read_text(encoding="utf-8"))):
        top = imported.split(".")[0]
        assert top not in LOWER[path.relative_to(ROOT).parts[0]], f"{module} imports {imported}"
        assert top not in ONLY_IN or ONLY_IN[top](module), f"{module} imports {imported}"
        assert top != "spacy" or lazily, f"{module} imports {imported} at once"
