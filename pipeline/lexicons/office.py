"""The office's own word lists: a folder beside the program, whose words are added to those shipped.

The folder is named by the environment, so that every process of a run reads the same one. Files are TSV as the
shipped ones; each may be missing. What each holds is told in FILES; what is wrong with one is told with file and line.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

VARIABLE = "TAIZHANG_LEXICON"
TYPES = {
    "党组织": "party",
    "政府": "government",
    "企业": "enterprise",
    "村社": "community",
    "单位": "institution",
    "社会组织": "social",
    "其他": "other",
}
NATURES = {"时点": "stock", "时期": "flow", "比率": "ratio"}


class LexiconError(ValueError):
    """A word list is malformed; the message names file, line and fault in Chinese."""


@dataclass(frozen=True)
class OfficeFile:
    """One file of the folder: its columns, and whether it bears on the reading of documents."""

    columns: tuple[str, ...]
    reading: bool = True
    may_be: tuple[tuple[str, tuple[str, ...]], ...] = ()  # column → the only words that may stand in it


FILES: dict[str, OfficeFile] = {
    "合并": OfficeFile(("名称", "也是"), reading=False),
    "不合并": OfficeFile(("名称", "不是"), reading=False),
    "组织词": OfficeFile(("词", "类型"), may_be=(("类型", tuple(TYPES)),)),
    "单位": OfficeFile(("写法", "折合单位", "倍数")),
    "量词": OfficeFile(("词",)),
    "指标": OfficeFile(("指标", "写法", "单位", "性质"), may_be=(("性质", (*NATURES, "-")),)),
    "停用词": OfficeFile(("词",)),
}


def folder() -> Path | None:
    """The office's folder, None where there is none."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else None


@cache
def entries(name: str) -> tuple[tuple[str, ...], ...]:
    """The entries of 名称.tsv of the office's folder; none where it has no such file."""
    at = folder()
    path = at / f"{name}.tsv" if at else None
    return read(path, name) if path and path.is_file() else ()


def read(path: Path, name: str) -> tuple[tuple[str, ...], ...]:
    """The entries of one file. Raises LexiconError."""
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise LexiconError(f"词表 {path.name}：不是 UTF-8 编码，请另存为 UTF-8。") from error
    except OSError as error:
        raise LexiconError(f"词表 {path.name} 打不开（{error.strerror}）。") from error
    kind = FILES[name]
    found: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            cells = tuple(cell.strip() for cell in line.rstrip("\t").split("\t"))
            if fault := fault_of(cells, kind):
                raise LexiconError(f"词表 {path.name} 第 {number} 行：{fault}")
            if cells in found:
                raise LexiconError(f"词表 {path.name} 第 {number} 行：与第 {found[cells]} 行重复。")
            if cells != kind.columns:  # a line of headings may stand first
                found[cells] = number
    return tuple(found)


def fault_of(cells: Sequence[str], kind: OfficeFile) -> str:
    """What is wrong with a line, "" where nothing is."""
    if len(cells) != len(kind.columns):
        return f"有 {len(cells)} 列，应为 {len(kind.columns)} 列（{'、'.join(kind.columns)}），用制表符分隔。"
    if not all(cells):
        return f"“{kind.columns[list(cells).index('')]}”是空的。"
    if tuple(cells) == kind.columns:
        return ""
    for column, words in kind.may_be:
        said = cells[kind.columns.index(column)]
        if said not in words:
            return f"{column}“{said}”不认识，只能是{'、'.join(words)}。"
    if len(cells) > 1 and kind.columns[1] in ("也是", "不是") and cells[0] == cells[1]:
        return "两个名称相同。"
    if "倍数" in kind.columns and not is_number(cells[kind.columns.index("倍数")]):
        return f"倍数“{cells[-1]}”不是数。"
    return ""


def is_number(text: str) -> bool:
    try:
        return float(text) > 0
    except ValueError:
        return False


def check(at: Path) -> None:
    """Reads every file of the folder. Raises LexiconError for the first fault, and for a file that is none of these."""
    if not at.is_dir():
        raise LexiconError(f"找不到词表文件夹 {at}。")
    for path in sorted(at.iterdir()):
        if path.suffix == ".tsv":
            if path.stem not in FILES:
                raise LexiconError(f"词表文件夹里的 {path.name} 不认识，只能是{'、'.join(FILES)}（.tsv）。")
            read(path, path.stem)


def extra(table: str) -> Iterator[tuple[str, ...]]:
    """What the office adds to the shipped list `table`, in its columns; the units are made in `units`."""
    if table == "organisation_suffixes":
        yield from ((word, TYPES[kind], "name") for word, kind in entries("组织词"))
    elif table == "measure_words":
        yield from ((word, "-", "any") for (word,) in entries("量词"))


def units(shipped: Sequence[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """The office's units in the columns of units.tsv: what they measure is what the unit that they are told in does."""
    known = {entry[0]: entry for entry in shipped}
    for written, told_in, times in entries("单位"):
        if written in known:
            continue
        _, dimension, base, factor = known.get(told_in, (told_in, told_in, told_in, "1"))
        yield written, dimension, base, format(float(times) * float(factor), "g")


def figures() -> Iterator[dict[str, object]]:
    """The office's figures as entries of taxonomy.toml, one for each line of 指标.tsv; `-` where it adds a wording only."""
    for name, wording, unit, nature in entries("指标"):
        units_of = [] if unit == "-" else unit.split("、")
        yield {"name": name, "words": [wording], "units": units_of, "nature": NATURES.get(nature, "")}


@cache
def stop_words() -> frozenset[str]:
    """Names that are never rows."""
    return frozenset(word for (word,) in entries("停用词"))


def digest(*, reading: bool) -> str:
    """SHA-256 of the files, or of those that bear on the reading of documents; "" where there are none."""
    at = folder()
    if at is None:
        return ""
    paths = [at / f"{name}.tsv" for name, kind in FILES.items() if kind.reading or not reading]
    there = [path for path in paths if path.is_file()]
    told = hashlib.sha256()
    for path in there:
        told.update(f"{path.stem}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return told.hexdigest() if there else ""
