"""A module imports only from folders above it: data falls from the readers to the writers and never climbs back."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

LAYERS = [
    "model",
    "rows",
    "lexicons",
    "readers",
    "structure",
    "language",
    "extract",
    "resolve",
    "ledger",
    "writers",
    "run",
    "cli",
]
PIPELINE = Path(__file__).parent.parent / "pipeline"
MODULES = sorted(PIPELINE.rglob("*.py"))


def layer_of(parts: tuple[str, ...]) -> str | None:
    return parts[0].removesuffix(".py") if parts and parts[0] != "__init__.py" else None


def imported(path: Path) -> Iterator[str]:
    """Every module of ours that the file imports, in functions and under TYPE_CHECKING too."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import hides its layer"
            module = node.module or ""
            names = [f"pipeline.{alias.name}" for alias in node.names] if module == "pipeline" else [module]
        else:
            continue
        yield from (name for name in names if name.startswith("pipeline."))


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(PIPELINE).as_posix())
def test_imports_only_from_above(path: Path) -> None:
    own = layer_of(path.relative_to(PIPELINE).parts)
    if own is None:
        return  # pipeline/__init__.py: the face of the library
    assert own in LAYERS, f"{own} is no layer: put it in the list of the design"
    for name in imported(path):
        other = name.split(".")[1]
        if other == "__version__":
            continue
        assert other in LAYERS, f"{name} is no layer"
        assert LAYERS.index(other) <= LAYERS.index(own), f"{own} reaches down to {name}"


def test_there_is_no_cycle_between_modules() -> None:
    names = {
        ".".join(("pipeline", *p.relative_to(PIPELINE).with_suffix("").parts)).removesuffix(".__init__"): p
        for p in MODULES
    }
    graph = {name: {i for i in imports_of(path, names) if i != name} for name, path in names.items()}
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, "cycle: " + " -> ".join((*trail[trail.index(name) :], name))
        if name in done:
            return
        for other in sorted(graph[name]):
            visit(other, (*trail, name))
        done.add(name)

    for name in sorted(graph):
        visit(name, ())


def imports_of(path: Path, names: dict[str, Path]) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pipeline"):
            for alias in node.names:
                deeper = f"{node.module}.{alias.name}"
                if deeper in names:
                    yield deeper
                elif node.module in names:
                    yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in names)
