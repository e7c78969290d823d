"""单位一览: one row a body: its figures, brands, honours, ways of working, activities, people, and what does not fit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pipeline.rows import (
    ACTIVITIES,
    BRANDS,
    CHECKS,
    COUNTS,
    HONOURS,
    MECHANISMS,
    ORGANISATIONS,
    PEOPLE,
    PLACES,
    TOTALS,
)
from pipeline.writers.labels import labelled
from pipeline.writers.workbook.book import Book, Record
from pipeline.writers.workbook.cells import Link, Value
from pipeline.writers.workbook.render import Field, Sheet, in_words, render_table
from pipeline.writers.workbook.sheets.totals import bounds, number

NAME = "单位一览"
MOST_NAMED = 12  # in one cell
NAMED = ((BRANDS, "owner", "name"), (HONOURS, "holder", "name"), (MECHANISMS, "owner", "name"),
         (ACTIVITIES, "host", "name"))  # fmt: skip


@dataclass
class Body:
    """What the tables say of one body."""

    kind: str | None = None
    counts: int = 0
    checks: int = 0
    documents: set[str] = field(default_factory=set)
    figures: list[str] = field(default_factory=list)
    named: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def fill(book: Book, sheet: Any) -> None:
    def listed(key: str) -> Any:
        return lambda record: shortened(record[key])

    fields = [
        Field("单位", 24, lambda r: r["name"]),
        Field("类型", 10, lambda r: r["kind"], "centre"),
        Field("文件数", 7, lambda r: r["documents"], "plain"),
        Field("数据条数", 8, lambda r: r["counts"], "plain"),
        Field("主要数据", 48, lambda r: shortened(r["figures"], "；")),
        *(Field(row_type.heading, 24, listed(row_type.name)) for row_type, _, _ in NAMED),
        Field("人物", 20, listed("people")),
        Field("核对提示", 8, lambda r: _checks(r), "centre"),
    ]
    note = "一个单位一行；名称以“组织”“地点”表为准。逐条及出处见各表。"
    render_table(book, sheet, NAME, fields, records(bodies(book)), note)


def shortened(items: Iterable[str], mark: str = "、") -> Value:
    """The items once each, a dozen at most."""
    distinct = list(dict.fromkeys(items))
    more = f"{mark}等{len(distinct)}项" if len(distinct) > MOST_NAMED else ""
    return mark.join(distinct[:MOST_NAMED]) + more or None


def records(found: dict[str, Body]) -> list[Record]:
    """Those first of which most is told, then by name."""
    order = sorted(found.items(), key=lambda item: (-item[1].counts - len(item[1].figures), item[0]))
    return [
        {
            "id": name,
            "name": name,
            "kind": body.kind,
            "documents": len(body.documents),
            "counts": body.counts,
            "figures": body.figures,
            "people": body.named["people"],
            "checks": body.checks,
            **{row_type.name: body.named[row_type.name] for row_type, _, _ in NAMED},
        }
        for name, body in order
        if body.counts or body.figures or any(body.named.values())
    ]


def bodies(book: Book) -> dict[str, Body]:
    """What the tables say of each body, by name."""
    found: dict[str, Body] = defaultdict(Body)
    _add_figures(book, found)
    for row_type, key, said in NAMED:
        for record in book.records(row_type):
            if record[key]:
                found[record[key]].named[row_type.name].append(record[said])
                found[record[key]].documents.add(record["document"])
    for person in book.records(PEOPLE):
        for name in person["organisations"]:
            found[name].named["people"].append(person["name"])
    types, levels = labelled(ORGANISATIONS.name, "type"), labelled(PLACES.name, "level")
    kinds = {r["name"]: levels(r["level"]) for r in book.records(PLACES)}
    kinds |= {r["name"]: types(r["type"]) for r in book.records(ORGANISATIONS)}
    for name, body in found.items():
        body.kind = kinds.get(name)
    return found


def _add_figures(book: Book, found: dict[str, Body]) -> None:
    owners = {r["id"]: r for r in book.records(COUNTS) if r["owner"]}
    for record in owners.values():
        found[record["owner"]].counts += 1
        found[record["owner"]].documents.add(record["document"])
    for total in sorted(book.records(TOTALS), key=lambda r: (r["category"] is None, -len(r["facts"]))):
        if total["owner"] and not total["derived"]:
            found[total["owner"]].figures.append(figure(total))
    for check in book.records(CHECKS):
        for name in sorted({owners[fact]["owner"] for fact in check["facts"] if fact in owners}):
            found[name].checks += 1


def figure(total: Record) -> str:
    """党员总数1,285名（2024）."""
    when = f"（{in_words(total['period'])}）" if total["period"] else ""
    return f"{total['indicator']}{bounds(total) or number(total['value'])}{total['unit'] or ''}{when}"


def _checks(record: Record) -> Value:
    return Link(str(record["checks"]), CHECKS.heading, 0) if record["checks"] else None


SHEET = Sheet(NAME, fill)
