"""二、数据表: the headline figures, those of the known indicators first, each with where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.writers.chronicle import spoken
from pipeline.writers.digest.blocks import Block, Grid, Paragraph
from pipeline.writers.digest.material import Material, Section
from pipeline.writers.digest.wording import Record, cut, stated
from pipeline.writers.figures import grouped, owner

MOST_ROWS = 80
COLUMNS = (  # heading, millimetres (156 in all), style
    ("指标", 31, "TableText"),
    ("单位", 11, "TableMiddle"),
    ("时间", 24, "TableMiddle"),
    ("主体", 30, "TableText"),
    ("数值", 21, "TableMiddle"),
    ("来源", 39, "TableSource"),
)
MOST_CELL = 60  # characters


def fill(material: Material) -> Iterator[Block]:
    groups = grouped(material.totals, material.number)
    groups.sort(key=lambda group: group[0]["category"] is None)
    totals = [total for group in groups for total in group]
    if not totals:
        yield Paragraph(("这些报告中没有可以引用的数。",))
        return
    yield Paragraph(("主要数据一览表",), "Caption")
    yield Grid(COLUMNS, tuple(row(material, total) for total in totals[:MOST_ROWS]))
    yield Paragraph(("注：空格表示原文没有写明；“合计”为几处数据相加，其余为原文数据。",), "TableNote")
    if len(totals) > MOST_ROWS:
        yield Paragraph((f"另有{len(totals) - MOST_ROWS}项，见台账“指标汇总”。",), "TableNote")


def row(material: Material, total: Record) -> tuple[str, ...]:
    fact = material.first(total)
    source = material.place(fact) if fact else ""
    if total["derived"]:
        fact, source = None, f"合计（{len(total['facts'])}处）"
    unit = total["unit"] or ""
    figure = stated(total["value"], total["low"], total["high"], unit, fact).removesuffix(cut(unit))
    cells = (
        total["indicator"],
        unit,
        spoken(total["period"]) if total["period"] else "",
        owner(total) or "",
        figure,
        source,
    )
    return tuple(cut(cell, MOST_CELL) for cell in cells)


SECTION = Section("数据表", fill)
