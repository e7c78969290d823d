"""How many small faults put into language/ and ledger/ the tests notice: a sample, the same in every run.

    python benchmarks/mutants.py [--number 60] [--seed 1]

Each fault changes one place in one file of a copy of the tree: a comparison turned (< is <=, == is !=), `and` for `or`, a number one
more, a condition negated, + for -. The tests named in TESTS run on the copy; a fault that they do not notice is printed
with its line. Exit 1 where fewer than 80 of 100 are noticed.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
TESTS = {
    "language": ("numerals", "quantities", "units", "times", "dating", "segment", "properties", "periods", "private", "owners"),
    "ledger": ("totals", "checks", "taxonomy", "entities", "store", "table_sums", "office", "questions", "decisions",
               "moved", "statistics", "office_lexicon", "office_orders", "review_round_trip", "rules"),
}  # fmt: skip
NOTICED = 0.8
SECONDS = 240
COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip


def faults(tree: ast.Module) -> list[tuple[int, int]]:
    """Every fault that can be put in: the place of its node in ast.walk, and its kind."""
    return [
        (place, kind)
        for place, node in enumerate(ast.walk(tree))
        for kind in range(2)
        if _put(copy.copy(node), kind)
    ]


def with_fault(tree: ast.Module, place: int, kind: int) -> tuple[int, str]:
    """The line of a fault, and the source with it."""
    node = list(ast.walk(tree))[place]
    _put(node, kind)
    return getattr(node, "lineno", 0), ast.unparse(ast.fix_missing_locations(tree))


def _put(node: ast.AST, kind: int) -> bool:
    """Changes a node in place; False where there is no fault of this kind in it."""
    if isinstance(node, ast.Compare) and kind == 0 and type(node.ops[0]) in COMPARED:
        node.ops = [COMPARED[type(node.ops[0])](), *node.ops[1:]]
    elif isinstance(node, ast.BoolOp) and kind == 0:
        node.op = ast.And() if isinstance(node.op, ast.Or) else ast.Or()
    elif isinstance(node, ast.BinOp) and kind == 0 and isinstance(node.op, (ast.Add, ast.Sub)):
        node.op = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
    elif isinstance(node, ast.Constant) and kind == 0 and type(node.value) is int:
        node.value += 1
    elif isinstance(node, (ast.If, ast.IfExp)) and kind == 1:
        node.test = ast.UnaryOp(ast.Not(), node.test)
    else:
        return False
    return True


def sample(number: int, seed: int) -> list[tuple[Path, int, str]]:
    """File, line and source of each fault of the sample."""
    files = [p for folder in TESTS for p in sorted((ROOT / "pipeline" / folder).glob("*.py"))]
    moments = random.Random(seed)
    found = []
    for _ in range(number):
        path = moments.choice(files)
        tree = ast.parse(path.read_text("utf-8"))
        chances = faults(tree)
        if chances:
            found.append((path.relative_to(ROOT), *with_fault(tree, *moments.choice(chances))))
    return found


def noticed(copy_of: Path, path: Path, source: str) -> bool:
    """Whether a test fails, or none ends in time, with the fault in its file."""
    file = copy_of / path
    whole = file.read_text("utf-8")
    tests = [f"tests/test_{name}.py" for name in TESTS[path.parent.name] if (ROOT / f"tests/test_{name}.py").exists()]  # fmt: skip
    try:
        file.write_text(source, "utf-8")
        done = subprocess.run([sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests], cwd=copy_of,
                              env={**os.environ, "PYTHONPATH": str(copy_of)}, capture_output=True, timeout=SECONDS)  # fmt: skip
        return done.returncode != 0
    except subprocess.TimeoutExpired:
        return True
    finally:
        file.write_text(whole, "utf-8")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--number", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as room:
        tree = Path(room, "tree")
        shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns(".git", ".venv", "outputs", "__pycache__"))
        kept = 0
        chosen = sample(given.number, given.seed)
        for path, line, source in chosen:
            seen = noticed(tree, path, source)
            kept += seen
            if not seen:
                print(f"not noticed: {path}:{line}", flush=True)
    print(f"{kept} of {len(chosen)} faults noticed (bound {NOTICED:.0%})")
    return 0 if kept >= NOTICED * len(chosen) else 1


if __name__ == "__main__":
    sys.exit(main())
