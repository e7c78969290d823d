"""What the heads of a table's columns say of the figures below them: name, unit, time, owner, kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.extract import names
from pipeline.extract.table_grid import TIME, YEAR, Cell, levels, squeezed
from pipeline.lexicons import table as lexicon
from pipeline.lexicons import words as word_list
from pipeline.model.document import Sentence

RATE = re.compile(r"(?:增长率?|增速|增幅|降幅|同比|环比|比重|占比|完成率|进度)(?:[（(]|\Z)")
IN_BRACKETS = re.compile(r"[（(](?:单位[:：])?(?P<unit>[^（）()]{1,8})[）)]")
BODY = re.compile(
    r"(?:[省市县区镇乡村校院局部委厂队组会]|街道|社区|支部|党委|总支|公司|集团|中心|学校|园区|开发区|办事处|办公室|幼儿园)$"
)
BODIES_HEAD = re.compile(r"单位|名称|乡镇|街道|村|社区|部门|地区|学校|支部|党委|党组织|企业|公司")
ITEMS_HEAD = re.compile(r"项目|类型|类别|种类|分类|指标|内容|事项|科目|栏目|主题")
_UNIT = re.compile(
    r"\A[万亿百千]{0,2}(?:千瓦时|立方米|平方米|平方公里|标准吨|吨标煤|标准箱|美元|公顷|公里|人次|人民币|百分点)\Z"
)
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,}(?:[省市县区镇乡村]|街道|社区)")
_OF_WHICH = ("其中", "其中：", "其中:")


@dataclass(frozen=True, slots=True)
class Note:
    """The units above a table: 单位：万元、% gives 万元 to its figures and % to its growth and shares."""

    unit: str | None
    rates: str | None


@dataclass(frozen=True, slots=True)
class Head:
    """What a column says of its figures. `kind` is a kind of table_heads.tsv, `body`, or empty."""

    name: str
    unit: str | None
    kind: str
    period: str | None
    owner: str | None


def heads_of(
    rows: Sequence[Sentence],
    grid: Sequence[Sequence[Cell]],
    depth: int,
    note: Note | None,
    taken: names.Taken,
) -> list[Head]:
    """The head of each column; `depth` rows are heads. Two bodies or more side by side are owners: 柏林村, 石桥村."""
    columns = range(max(len(row) for row in grid))
    lines = [levels(grid[:depth], column) for column in columns]
    texts = [[row[at].text for row in grid[depth:] if at < len(row)] for at in columns]
    owners = {cell.text for line in lines for row, cell in line if _is_owner(rows[row], cell, taken)}
    owned = len(owners) >= 2
    return [
        _head([(rows[row], cell, owned and cell.text in owners) for row, cell in line], below, note)
        for line, below in zip(lines, texts, strict=True)
    ]


def _head(line: Sequence[tuple[Sentence, Cell, bool]], below: Sequence[str], note: Note | None) -> Head:
    parts: list[str] = []
    unit = period = owner = None
    for sentence, cell, owns in line:
        match = IN_BRACKETS.search(cell.text)
        bare = IN_BRACKETS.sub("", cell.text).strip() if match else cell.text
        unit = match["unit"] if match else unit
        told, bare = _dated(sentence, bare)
        period = told or period
        if owns:
            owner = cell.text
        elif bare and squeezed(bare) not in _OF_WHICH:
            parts.append(bare)
    name = _joined(parts)
    kind = _kind(name, parts[-1] if parts else "", unit)
    if kind == "unit" and any(
        not _UNIT.search(text) and len(text) > 3 or BODY.search(text) for text in below
    ):
        kind = "body"  # 单位 above 青石镇 and 水利局
    return Head(name, unit or _noted(name, note), kind, period, owner)


def _noted(name: str, note: Note | None) -> str | None:
    """What the note above gives for a column: 万元, but never for 同比增长 and 占比."""
    if note is None:
        return None
    return note.rates if RATE.search(name) else note.unit


def _dated(sentence: Sentence, bare: str) -> tuple[str | None, str]:
    """The time that a head tells, and the head without it: 2024年党员 is 党员 of 2024."""
    times = {sentence.text[t.start : t.end]: t.value for t in sentence.times}
    year = YEAR.match(bare)
    told = next((value for text, value in times.items() if text in bare), None)
    leading = next((text for text in times if bare.startswith(text)), "")
    if leading and _kinds().get(bare[len(leading) :]) == "amount":
        return times[leading], bare[len(leading) :]  # 1—9月累计
    if TIME.fullmatch(bare) or bare in times:
        return told or (year[0][:4] if year else None), ""
    return told or (year[0][:4] if year else None), bare[len(year[0]) :] if year else bare


def _joined(parts: Sequence[str]) -> str:
    """集体经济 over 收入 is 集体经济收入, 党员 over 女党员 is 女党员."""
    name = ""
    for part in parts:
        name = part if name in part else name + part
    return name


def _kind(name: str, own: str, unit: str | None) -> str:
    """The kind of a head by its whole name, by its lowest row, or by how it ends: 成立时间 is no figure, 学习时间（小时） is."""
    kinds = _kinds()
    found = kinds.get(squeezed(name)) or kinds.get(squeezed(own), "")
    if found == "end" or not found:
        ends = any(kind == "end" and own.endswith(word) for word, kind in kinds.items())
        return "skip" if ends and unit is None else ""
    return found


@cache
def _kinds() -> dict[str, str]:
    return {word: kind for word, kind in lexicon("table_heads")}


def _is_owner(sentence: Sentence, cell: Cell, taken: names.Taken) -> bool:
    """Whether a head names a body or place: 柏林村, but not 村 and not 党支部."""
    if len(cell.text) < 3 or cell.text in word_list("owner_words"):
        return False
    named = any(s <= cell.start and cell.end <= e for s, e in names.bodies(taken, sentence))
    return named or _PLACE.fullmatch(cell.text) is not None


def is_body(sentence: Sentence, label: Cell, head: Head, taken: names.Taken) -> bool:
    """Whether a row's label names whose its figures are: a body or place, under 单位 or 乡镇 even a short one."""
    if any(s <= label.start and label.end <= e for s, e in names.bodies(taken, sentence)):
        return label.text not in word_list("owner_words")
    return bool(BODY.search(label.text)) and (head.kind == "body" or bool(BODIES_HEAD.search(head.name)))
