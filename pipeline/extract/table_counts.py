"""The figures of tables: a cell with a number is read with the heads of its column and of its row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from itertools import groupby

from pipeline.extract import names
from pipeline.language import units
from pipeline.lexicons import table
from pipeline.lexicons import words as word_list
from pipeline.model.copying import replace
from pipeline.model.document import Reading, Sentence
from pipeline.model.row import evidence
from pipeline.rows.counts import Count

_NUMBER = re.compile(r"\s*(?P<value>[-−]?\d[\d,，]*(?:\.\d+)?)\s*(?P<unit>[%％]|[\u4e00-\u9fff]{0,3})\s*")
_IN_BRACKETS = re.compile(r"[（(](?:单位[:：])?(?P<unit>[^（）()]{1,8})[）)]")
_UNIT_NOTE = re.compile(r"单位[:：]\s*(?P<unit>[\u4e00-\u9fff%]{1,6})")
_MAGNITUDES = (
    ("亿", Decimal(10) ** 8),
    ("万", Decimal(10) ** 4),
    ("千", Decimal(1000)),
    ("百", Decimal(100)),
)
_BODY = re.compile(
    r"(?:[省市县区镇乡村校院局部委厂队组会]|街道|社区|支部|党委|总支|公司|集团|中心|学校|园区|开发区|办事处|办公室|幼儿园)$"
)
_BODIES_HEAD = re.compile(r"单位|名称|乡镇|街道|村|社区|部门|地区|学校|支部|党委|党组织|企业|公司")
_SUMMED = ("合计", "总计", "小计", "总数", "共计", "全部")
_YEAR_HEAD = re.compile(r"(?:19|20)\d\d年?(?:度|底|末)?")


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Head:
    """What a column says of its numbers. `kind` is a kind of table_heads.tsv, or empty."""

    name: str
    unit: str | None
    kind: str
    period: str | None


def find(reading: Reading, taken: names.Taken) -> Iterator[Count]:
    """The counts in the tables of a document, in reading order."""
    notes = _unit_notes(reading)
    rows = [s for s in reading.sentences if s.table is not None]
    for place, group in groupby(rows, key=lambda s: (s.article, s.table or 0)):
        yield from _of_table(list(group), notes.get(place), taken)


def number_cells(sentence: Sentence) -> frozenset[int]:
    """Every position in a cell that holds a number only; empty outside tables."""
    if sentence.table is None:
        return frozenset()
    found = [c for c in _cells(sentence) if _NUMBER.fullmatch(c.text)]
    return frozenset(at for c in found for at in range(c.start, c.end))


def _unit_notes(reading: Reading) -> dict[tuple[int, int], str]:
    """单位：万元 in the two sentences above a table, by article and number of the table."""
    notes: dict[tuple[int, int], str] = {}
    seen: set[tuple[int, int]] = set()
    before: list[Sentence] = []
    for sentence in reading.sentences:
        if sentence.table is None:
            before = [*before[-1:], sentence]
        elif (sentence.article, sentence.table) not in seen:
            seen.add((sentence.article, sentence.table))
            above = [s for s in reversed(before) if s.article == sentence.article]
            match = next((m for s in above if (m := _UNIT_NOTE.search(s.text))), None)
            if match:
                notes[sentence.article, sentence.table] = match["unit"]
    return notes


def _cells(sentence: Sentence) -> list[_Cell]:
    found: list[_Cell] = []
    start = 0
    for part in sentence.text.split("\t"):
        left = start + len(part) - len(part.lstrip())
        found.append(_Cell(part.strip(), left, left + len(part.strip())))
        start += len(part) + 1
    return found


def _of_table(rows: list[Sentence], note: str | None, taken: names.Taken) -> Iterator[Count]:
    grid = [_cells(row) for row in rows]
    depth = next((i for i, cells in enumerate(grid) if _holds_figures(cells)), len(grid))
    if depth == 0:
        return
    columns = [[row[at].text for row in grid if at < len(row)] for at in range(max(len(r) for r in grid))]
    heads = [_head(column[:depth], column[depth:], rows[:depth], note) for column in columns]
    counted = [
        list(_of_row(sentence, cells, heads, taken))
        for sentence, cells in zip(rows[depth:], grid[depth:], strict=True)
    ]
    yield from _under_their_sum(counted, grid[depth:])


def _under_their_sum(counted: list[list[Count]], grid: list[list[_Cell]]) -> Iterator[Count]:
    """The counts in order, each with `part_of` where the table has one row 合计 with a sum in its column.

    With two such rows (小计, 合计) it is not known which rows each holds: none is linked.
    """
    summed = [at for at, cells in enumerate(grid) if any(_squeezed(c.text) in _SUMMED for c in cells[:2])]
    sums = {}
    if len(summed) == 1 and len(grid) > 2:
        sums = {_column(c, grid[summed[0]]): c for c in counted[summed[0]] if c.unit != "%"}
    for at, counts in enumerate(counted):
        for count in counts:
            whole = sums.get(_column(count, grid[at])) if at not in summed else None
            yield replace(count, part_of=whole.id) if whole and whole.unit == count.unit else count


def _column(count: Count, cells: list[_Cell]) -> int:
    return next(i for i, c in enumerate(cells) if c.start <= count.evidence.start < max(c.end, c.start + 1))


def _squeezed(text: str) -> str:
    return text.replace(" ", "").replace("\u3000", "")


def _holds_figures(cells: Sequence[_Cell]) -> bool:
    """Whether a row is one of figures and not of heads: 2023 and 2024 are heads."""
    return any(_NUMBER.fullmatch(c.text) and not _YEAR_HEAD.fullmatch(c.text) for c in cells)


def _head(texts: list[str], cells: list[str], rows: list[Sentence], note: str | None) -> _Head:
    name = "".join(dict.fromkeys(text for text in texts if text))
    match = _IN_BRACKETS.search(name)
    bare = _IN_BRACKETS.sub("", name).strip() if match else name
    year = _YEAR_HEAD.fullmatch(bare) or _YEAR_HEAD.match(bare)
    kind = next((kind for word, kind in table("table_heads") if bare == word), "")
    if kind == "unit" and any(len(text) > 3 or _BODY.search(text) for text in cells):
        kind = "body"  # 单位 above 青石镇 and 水利局
    times = {row.text[t.start : t.end]: t.value for row in rows for t in row.times}
    period = next((value for text, value in times.items() if text in bare), year[0][:4] if year else None)
    name = bare[len(year[0]) :] if year else bare
    return _Head(name, match["unit"] if match else note, kind, period)


def _of_row(
    sentence: Sentence, cells: list[_Cell], heads: list[_Head], taken: names.Taken
) -> Iterator[Count]:
    pairs = list(zip(cells, heads, strict=False))
    named = [
        (c, h)
        for c, h in pairs
        if c.text and not _NUMBER.fullmatch(c.text) and h.kind not in ("skip", "unit")
    ]
    label, head = named[0] if named else (None, None)
    text = label.text if label else ""
    body = text if label and head and _is_body(sentence, label, head, taken) else None
    unit = next((c.text for c, h in pairs if h.kind == "unit" and c.text), None)
    for cell, column in pairs:
        match = _NUMBER.fullmatch(cell.text)
        if match and column.kind != "skip" and (column.name or text):
            count = _count(sentence, cell, match, column, text, body, unit)
            if count:
                yield count


def _is_body(sentence: Sentence, label: _Cell, head: _Head, taken: names.Taken) -> bool:
    """Whether a row's label names whose its figures are: a body or place, under 单位 or 乡镇 even a short one."""
    if label.text in _SUMMED:
        return False
    if any(s <= label.start and label.end <= e for s, e in names.bodies(taken, sentence)):
        return label.text not in word_list("owner_words")
    return bool(_BODY.search(label.text)) and (head.kind == "body" or bool(_BODIES_HEAD.search(head.name)))


def _count(
    sentence: Sentence,
    cell: _Cell,
    match: re.Match[str],
    head: _Head,
    label: str,
    body: str | None,
    row_unit: str | None,
) -> Count | None:
    try:
        number = Decimal(match["value"].replace(",", "").replace("，", "").replace("−", "-"))
    except InvalidOperation:
        return None
    value, unit = _in_unit(number, match["unit"] or head.unit or row_unit)
    summed = _squeezed(label) in _SUMMED
    indicator = head.name if body or summed else _named(label, head)
    base_value, base_unit = units.base(value, unit)
    return Count(
        evidence=evidence(sentence, cell.start, cell.end, rule="counts.table"),
        text=cell.text,
        value=value,
        high=None,
        bound="exact",
        unit=unit,
        indicator=indicator or label or None,
        owner=body,
        owner_evidence=body,
        period=head.period,
        aspect=_aspect(indicator, unit),
        base_value=base_value,
        base_unit=base_unit,
    )


def _named(label: str, head: _Head) -> str:
    """What a cell counts where its row names a thing: 党员总数 under 2024年, 道路硬化 under 资金."""
    return label if head.kind == "amount" or not head.name or head.name in label else label + head.name


@cache
def _magnitude(unit: str) -> tuple[Decimal, str]:
    for word, factor in _MAGNITUDES:
        if unit.startswith(word):
            return factor, unit[len(word) :]
    return Decimal(1), unit


def _in_unit(number: Decimal, unit: str | None) -> tuple[Decimal, str | None]:
    """The value multiplied out: 8 under 经费（万元） is 80000 元."""
    if not unit:
        return number, None
    factor, plain = _magnitude(unit.strip())
    plain = {"％": "%"}.get(plain, plain)
    return number * factor, plain or None


def _aspect(indicator: str, unit: str | None) -> str | None:
    if any(word in indicator for word in ("增长", "增幅", "增速", "同比", "增减")):
        return "change"
    return "share" if unit == "%" else None
