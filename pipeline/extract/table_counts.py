"""The figures of tables: a cell with a number is read with the heads of its column and of its row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from itertools import groupby

from pipeline.extract import names
from pipeline.extract.table_grid import (
    TIME,
    YEAR,
    Cell,
    cells,
    depth_of,
    figure,
    filled_down,
    is_sum,
)
from pipeline.extract.table_heads import ITEMS_HEAD, RATE, Head, Note, heads_of, is_body
from pipeline.language import units
from pipeline.model.copying import replace
from pipeline.model.document import Reading, Sentence
from pipeline.model.row import evidence
from pipeline.rows.counts import Count

_UNIT_NOTE = re.compile(
    r"单位[:：]\s*(?P<units>[\u4e00-\u9fff%％]{1,6}(?:[、，,/]\s*[\u4e00-\u9fff%％]{1,6}){0,4})"
)
_MAGNITUDES = (
    ("亿", Decimal(10) ** 8),
    ("万", Decimal(10) ** 4),
    ("千", Decimal(1000)),
    ("百", Decimal(100)),
)
_NOTHING = re.compile(r"[-—–/\\*.…、\s]*|无")  # how a cell says that it has no figure


@dataclass(frozen=True, slots=True)
class _Label:
    """What the texts of a row say of its figures: whose they are, what they count, their unit, their time."""

    body: str | None
    thing: str
    summed: bool
    unit: str | None
    period: str | None


def find(reading: Reading, taken: names.Taken) -> Iterator[Count]:
    """The counts in the tables of a document, in reading order."""
    notes = _unit_notes(reading)
    rows = [s for s in reading.sentences if s.table is not None]
    for place, group in groupby(rows, key=lambda s: (s.article, s.table or 0)):
        yield from _of_table(list(group), notes.get(place), taken)


def number_cells(sentence: Sentence) -> frozenset[int]:
    """Every position in a cell that holds a number, time or code only; empty outside tables."""
    if sentence.table is None:
        return frozenset()
    found = [c for c in cells(sentence) if figure(c.text) or YEAR.fullmatch(c.text) or c.text.isdigit()]
    return frozenset(at for c in found for at in range(c.start, c.end))


def _unit_notes(reading: Reading) -> dict[tuple[int, int], Note]:
    """单位：万元 in the two sentences above a table, by article and number of the table."""
    notes: dict[tuple[int, int], Note] = {}
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
                notes[sentence.article, sentence.table] = _note(match["units"])
    return notes


def _note(units_told: str) -> Note:
    """Of 万元、% the one is the figures', the other the rates'. With two amounts (万元、人) no column can tell its own."""
    told = [unit.replace("％", "%") for unit in re.split(r"[、，,/]\s*", units_told)]
    amounts = [unit for unit in told if unit != "%"]
    unit = amounts[0] if len(amounts) == 1 else None if amounts else "%"
    return Note(unit, "%" if "%" in told else None)


def _of_table(rows: list[Sentence], note: Note | None, taken: names.Taken) -> Iterator[Count]:
    grid = [cells(row) for row in rows]
    depth = depth_of(grid)
    if depth == 0:
        return
    heads = heads_of(rows, grid, depth, note, taken)
    body = grid[depth:]
    filled = filled_down(body, _label_columns(body, heads))
    bodies = [
        [is_body(rows[depth + at], cell, heads[place], taken) for place, (at, cell) in enumerate(line)]
        for line in filled
    ]
    counted = [
        list(_of_row(sentence, row, heads, _label(sentence, row, heads, line, owning)))
        for sentence, row, line, owning in zip(rows[depth:], body, filled, bodies, strict=True)
    ]
    yield from _under_their_sum(counted, body)


def _label_columns(body: Sequence[Sequence[Cell]], heads: Sequence[Head]) -> int:
    """How many columns stand before the first that has figures: the labels of the rows are in them."""
    for column, head in enumerate(heads):
        texts = [
            row[column].text for row in body if column < len(row) and not _says_nothing(row[column].text)
        ]
        if (
            head.kind in ("", "amount")
            and texts
            and 2 * sum(figure(t) is not None for t in texts) > len(texts)
        ):
            return column
    return len(heads)


def _says_nothing(text: str) -> bool:
    return _NOTHING.fullmatch(text) is not None


def _under_their_sum(counted: list[list[Count]], grid: Sequence[Sequence[Cell]]) -> Iterator[Count]:
    """The counts in order, each with `part_of` where the table has one row 合计 with a sum in its column.

    With two such rows (小计, 合计) it is not known which rows each holds: none is linked.
    """
    summed = [at for at, row in enumerate(grid) if any(is_sum(c.text) for c in row[:2])]
    sums = {}
    if len(summed) == 1 and len(grid) > 2:
        sums = {_column(c, grid[summed[0]]): c for c in counted[summed[0]] if c.unit != "%"}
    for at, counts in enumerate(counted):
        for count in counts:
            whole = sums.get(_column(count, grid[at])) if at not in summed else None
            yield replace(count, part_of=whole.id) if whole and whole.unit == count.unit else count


def _column(count: Count, row: Sequence[Cell]) -> int:
    return next(i for i, c in enumerate(row) if c.start <= count.evidence.start < max(c.end, c.start + 1))


def _label(
    sentence: Sentence,
    row: Sequence[Cell],
    heads: Sequence[Head],
    filled: Sequence[tuple[int, Cell]],
    bodies: Sequence[bool],
) -> _Label:
    """The label of a row. `filled` are its first cells with what merged cells above say, `bodies` which name a body."""
    labels = [
        (cell, head, owns)
        for (_, cell), head, owns in zip(filled, heads, bodies, strict=False)
        if head.kind not in ("skip", "unit") and _is_label(cell.text)
    ]
    if not labels:
        labels = [
            (c, h, False)
            for c, h in zip(row, heads, strict=False)
            if h.kind not in ("skip", "unit") and _is_label(c.text)
        ][:1]
    summed = any(is_sum(cell.text) for cell in (*(c for _, c in filled), *row[:2]))
    told = [label for label in labels if not is_sum(label[0].text)]
    body = next((cell.text for cell, _, owns in told if owns), None)
    things = [
        cell.text
        for at, (cell, head, owns) in enumerate(told)
        if not owns and (at == 0 or ITEMS_HEAD.search(head.name))
    ]
    if body is None:
        things = things[:1]
    unit = next((c.text for c, h in zip(row, heads, strict=False) if h.kind == "unit" and c.text), None)
    return _Label(body, "" if summed else "".join(things[:1]), summed, unit, _period(sentence, row, heads))


def _is_label(text: str) -> bool:
    return not (_says_nothing(text) or figure(text) or TIME.fullmatch(text) or YEAR.fullmatch(text))


def _period(sentence: Sentence, row: Sequence[Cell], heads: Sequence[Head]) -> str | None:
    """The time that a row is of: 1月 in its first cells, or 2023 under 年份."""
    times = {(t.start, t.end): t.value for t in sentence.times}
    for cell, head in zip(row[:2], heads, strict=False):
        if TIME.fullmatch(cell.text) and (cell.start, cell.end) in times:
            return times[cell.start, cell.end]
        if YEAR.fullmatch(cell.text) and (head.name[:1] == "年" or cell.text.endswith(("年", "度"))):
            return cell.text[:4]
    return None


def _of_row(sentence: Sentence, row: Sequence[Cell], heads: Sequence[Head], label: _Label) -> Iterator[Count]:
    for cell, head in zip(row, heads, strict=False):
        match = figure(cell.text)
        if match and head.kind != "skip" and (head.name or head.owner or label.thing or label.body):
            count = _count(sentence, cell, match, head, label)
            if count:
                yield count


def _count(sentence: Sentence, cell: Cell, match: re.Match[str], head: Head, label: _Label) -> Count | None:
    try:
        number = Decimal(match["value"].replace(",", "").replace("，", "").replace("−", "-"))
    except InvalidOperation:
        return None
    row_unit = None if RATE.search(head.name) else label.unit  # 亿元 in a row is no unit of its 同比增长（%）
    value, unit = _in_unit(number, match["unit"] or row_unit or head.unit)
    indicator = _named(label.thing, head)
    owner = head.owner or label.body
    base_value, base_unit = units.base(value, unit)
    return Count(
        evidence=evidence(sentence, cell.start, cell.end, rule="counts.table"),
        text=cell.text,
        value=value,
        high=None,
        bound="exact",
        unit=unit,
        indicator=indicator or label.body or None,
        owner=owner,
        owner_evidence=owner,
        period=_narrower(head.period, label.period),
        aspect=_aspect(indicator, unit),
        base_value=base_value,
        base_unit=base_unit,
    )


def _narrower(head: str | None, row: str | None) -> str | None:
    """The time of a figure that its column and its row date: 2023年 over 1月 is January 2023."""
    if head and row and len(head) == 4 and len(row) > 4:
        return "/".join(head + part[4:] for part in row.split("/"))
    return head or row


def _named(thing: str, head: Head) -> str:
    """What a cell counts where its row names a thing: 党员总数 under 2024年, 道路硬化 under 资金."""
    if not thing:
        return head.name
    return thing if head.kind == "amount" or not head.name or head.name in thing else thing + head.name


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
