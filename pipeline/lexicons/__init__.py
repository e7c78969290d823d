"""The word lists, as plain TSV beside this file, and the one loader that reads and checks them.

A file is UTF-8, one entry a line, cells parted by one tab, `#` begins a comment line. Every entry of a file has the
same number of cells, none is repeated, no cell has blanks around it. General words of the language and the genre
only: names of single bodies, people or brands do not belong here.
"""

from __future__ import annotations

import hashlib
import re
import sys
from functools import cache
from pathlib import Path
from typing import Any

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

from pipeline.lexicons import office
from pipeline.lexicons.office import LexiconError

__all__ = [
    "FOLDER",
    "LexiconError",
    "alternatives",
    "digests",
    "parse_table",
    "settings",
    "table",
    "use",
    "words",
]

FOLDER = Path(__file__).parent
_SPACED = re.compile(r"^[^\S\n]|[^\S\n]\t|\t[^\S\n]|[^\S\n]$", re.MULTILINE)  # a space at an edge of a cell


@cache
def table(name: str) -> tuple[tuple[str, ...], ...]:
    """The entries of `name`.tsv in order, each a tuple of cells. Raises LexiconError for a malformed file."""
    shipped = parse_table((FOLDER / f"{name}.tsv").read_text("utf-8"), name)
    more = office.units(shipped) if name == "units" else office.extra(name)
    known = {entry[0] for entry in shipped}
    return (*shipped, *(entry for entry in more if entry[0] not in known))


def parse_table(text: str, name: str) -> tuple[tuple[str, ...], ...]:
    """The entries of a TSV text; see the module's docstring for what is refused."""
    lines = [line for line in text.splitlines() if line and not line.isspace() and line[0] != "#"]
    entries = tuple(tuple(line.split("\t")) for line in lines)
    even = len(set(map(len, entries))) <= 1 and len(set(entries)) == len(entries)
    return entries if even and not _SPACED.search(text) else _checked(text, name)


def _checked(text: str, name: str) -> tuple[tuple[str, ...], ...]:
    """The same line by line, to say where a fault is; at each start some 60,000 lines are read, mostly without any."""
    entries: list[tuple[str, ...]] = []
    first_at: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = tuple(line.split("\t"))
        where = f"词表 {name}.tsv 第 {number} 行"
        if any(cell != cell.strip() for cell in cells):
            raise LexiconError(f"{where}：单元格首尾有空格，请删去。")
        if entries and len(cells) != len(entries[0]):
            raise LexiconError(f"{where}：有 {len(cells)} 列，应为 {len(entries[0])} 列（用制表符分隔）。")
        if cells in first_at:
            raise LexiconError(f"{where}：与第 {first_at[cells]} 行重复。")
        first_at[cells] = number
        entries.append(cells)
    return tuple(entries)


@cache
def words(*names: str) -> frozenset[str]:
    """The first columns of the word lists named."""
    return frozenset(entry[0] for name in names for entry in table(name))


@cache
def alternatives(name: str) -> str:
    """The first column of `name`.tsv as a regular expression: longest first, so that 党支部 wins over 支部."""
    return "|".join(re.escape(word) for word in sorted(words(name), key=lambda w: (-len(w), w)))


@cache
def settings(name: str) -> dict[str, Any]:
    """The content of `name`.toml."""
    shipped = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
    return with_office_figures(shipped) if name == "taxonomy" else shipped


def with_office_figures(taxonomy: dict[str, Any]) -> dict[str, Any]:
    """The taxonomy with the office's wordings of known figures, and its own figures. Raises LexiconError."""
    known = {figure["name"]: figure for figure in taxonomy["figure"]}
    for more in office.figures():
        figure = known.get(str(more["name"]))
        if figure is None:
            if not more["nature"] or not more["units"]:
                raise LexiconError(f"词表 指标.tsv：新指标“{more['name']}”要写明单位和性质。")
            figure = {**more, "words": [], "dimension": "cases"}
            known[figure["name"]] = figure
            taxonomy["figure"].append(figure)
        figure["words"] += [word for word in more["words"] if word not in figure["words"]]  # type: ignore[attr-defined]
        figure["units"] += [unit for unit in more["units"] if unit not in figure["units"]]  # type: ignore[attr-defined]
    return taxonomy


def use(folder: Path | None) -> None:
    """Adds the words of an office's folder to those shipped, in this process and those that it begins.

    Raises LexiconError for a fault in a file, and where words were looked up already without that folder: they stay as
    they are for the life of a process.
    """
    import os

    chosen = folder or office.folder()
    if chosen is None:
        return
    office.check(chosen)
    if chosen.resolve() == office.folder():
        return
    if table.cache_info().currsize or settings.cache_info().currsize:
        raise LexiconError("词表文件夹要在读第一份文件之前给出，每个进程只能用一个。")
    os.environ[office.VARIABLE] = str(chosen.resolve())
    office.entries.cache_clear()
    office.stop_words.cache_clear()
    settings("taxonomy")  # what is wrong with a figure is told now


@cache
def digests() -> dict[str, str]:
    """SHA-256 of every word list, by file name: a run notes them so that it can be told apart from another."""
    files = sorted(path for path in FOLDER.iterdir() if path.suffix in (".tsv", ".toml"))
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
