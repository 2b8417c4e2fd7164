"""Imports run one way: bot -> handlers -> corpus and down its floors, no circles; what is heavy stays where it is."""

import ast
from collections.abc import Callable, Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOWER = {"corpus": {"handlers", "bot"}, "handlers": {"bot"}, "bot": set[str]()}
FLOORS = (
    *("ingest", "desk", "asking", "store", "linking", "quote_check", "extract", "fit", "document"),
    *("article_files", "names", "words", "knowledge", "articles", "keepings", "excerpts", "models"),
    *("collector", "errors"),
)
"""The rooms of the corpus from the top down; each imports only from its own floor and from those below."""
NEVER = {("document", "corpus.names.index"), ("extract", "corpus.names.index")}
"""Reading may not stand on the index of names: an article would be read again whenever that changes."""
HEAVY = {"spacy", "matplotlib", "trafilatura", "feedparser", "lxml", "docx", "pypdf", "webvtt", "warcio", "distributed"}
"""What only a function imports, when it is called: the serving process has no use for it."""
ONLY_IN: dict[str, Callable[[str], bool]] = {
    "slack_bolt": lambda module: module.startswith("bot."),
    "sqlalchemy": lambda module: module.startswith("corpus.store."),
    "rapidfuzz": lambda module: module.startswith("corpus.names."),
    "mcp": lambda module: module.startswith("bot.mcp."),
    "mcp_types": lambda module: module.startswith("bot.mcp."),
    "matplotlib": lambda module: module == "bot.drawing",
    "spacy": lambda module: module == "corpus.document.language",
}


def _module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


FILES = {_module(path): path for package in LOWER for path in sorted((ROOT / package).rglob("*.py"))}


def _imports(tree: ast.AST, nested: bool = False) -> Iterator[tuple[str, bool]]:
    """What a module imports, and whether only when a function is called; what is for type checkers is left out."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, nested) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "", nested
            submodules = (f"{node.module}.{alias.name}" for alias in node.names)
            yield from ((name, nested) for name in submodules if name in FILES)
        elif not (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"):
            yield from _imports(node, nested or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def imports_of(module: str) -> list[tuple[str, bool]]:
    return list(_imports(ast.parse(FILES[module].read_text(encoding="utf-8"))))


def _room(module: str) -> str | None:
    """The room of the corpus that a module lies in; None outside it, and for its public surface."""
    parts = module.split(".")
    return parts[1] if parts[0] == "corpus" and len(parts) > 1 else None


@pytest.mark.parametrize("module", FILES)
def test_a_module_imports_only_what_its_room_may(module: str) -> None:
    for imported, lazily in imports_of(module):
        top = imported.partition(".")[0]
        assert top not in LOWER[module.partition(".")[0]], f"{module} imports {imported}"
        assert top not in ONLY_IN or ONLY_IN[top](module), f"{module} imports {imported}"
        assert top not in HEAVY or lazily, f"{module} imports {imported} at once"


@pytest.mark.parametrize("module", [module for module in FILES if _room(module)])
def test_a_room_of_the_corpus_imports_nothing_from_a_floor_above(module: str) -> None:
    room = _room(module)
    assert room in FLOORS
    for imported, _ in imports_of(module):
        floor = _room(imported) or room
        assert FLOORS.index(floor) >= FLOORS.index(room), f"{module} imports {imported}"
        assert not any(room == one and imported.startswith(other) for one, other in NEVER), (
            f"{module} imports {imported}"
        )


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Not even by an import inside a function, which only hides it."""
    graph = {
        module: {name for name, _ in imports_of(module) if name in FILES and not _holds(name, module)}
        for module in FILES
    }
    TopologicalSorter(graph).prepare()


def _holds(package: str, module: str) -> bool:
    return module == package or module.startswith(f"{package}.")
