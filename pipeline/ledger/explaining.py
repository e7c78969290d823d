"""Why a row of the ledger says what it says: the passage, the rule, what was left out, which names were taken for one.

An explanation is lines of Chinese text, the same for every writer and for the command.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from pipeline.ledger.store import Store
from pipeline.model.issue import Refused
from pipeline.model.row import FoundRow, Row, RowType
from pipeline.rows import COUNTS, ORGANISATIONS, PLACES, ROW_TYPES
from pipeline.rows.checks import Check
from pipeline.rows.counts import Count
from pipeline.rows.organisations import Organisation
from pipeline.rows.places import Place
from pipeline.rows.totals import Total

WHY = {
    "repeat": "与所取的是同一事实，只计一次",
    "part": "已含在所取的数里，或是它的一部分",
    "superseded": "有更晚的数",
    "approximate": "是约数，与所取的相合",
    "target": "是计划、目标",
    "change": "是增减",
    "share": "是占比",
    "conflict": "与所取的不一致，见核对",
}
ASPECTS = {"cumulative": "累计", "new": "新增", "change": "增减", "share": "占比", "target": "目标"}
MANY = 12  # documents or passages told one by one


def explain(path: Path, wanted: str) -> list[str]:
    """What the ledger at `path` knows of a row's id, or of the name of a body or place.

    Raises Refused where there is no ledger, or nothing of that id or name in it.
    """
    with Store.open(path) as store:
        for row_type in ROW_TYPES:
            row = store.get(row_type, wanted)
            if row is not None:
                return list(told(store, row_type, row))
        entities: list[Organisation | Place] = [*store.rows(ORGANISATIONS), *store.rows(PLACES)]
        named = [row for row in entities if is_called(row, wanted)]
        if not named:
            raise Refused(f"台账里没有编号或名称“{wanted}”。", 2)
        return [
            line
            for row in named
            for line in told(store, ORGANISATIONS if row.table == "organisations" else PLACES, row)
        ]


def is_called(row: Organisation | Place, name: str) -> bool:
    full = f"{row.parent}{row.name}" if isinstance(row, Place) and row.parent else row.name
    return name in (row.name, full, *row.aliases)


def told(store: Store, row_type: RowType[Any], row: Row) -> Iterator[str]:
    yield f"{row_type.heading}　{row.id}"
    teller = TELLERS.get(row_type.name)
    if teller:
        yield from teller(store, row)
    elif isinstance(row, FoundRow):
        yield from passage(row)


def passage(row: FoundRow) -> Iterator[str]:
    """Where it stands, with the words that say it in 【】."""
    e = row.evidence
    page = f"第{e.page}页" if e.page else ""
    yield f"　出处：{e.document} {page}第{e.article}篇第{e.paragraph}段"
    yield f"　原文：{e.sentence[: e.start]}【{e.said}】{e.sentence[e.end :]}".replace("\t", " ")
    yield f"　规则：{e.rule}（置信度 {e.confidence:g}）"


def of_count(store: Store, row: Row) -> Iterator[str]:
    assert isinstance(row, Count)
    yield f"　{figure(row)}"
    yield from passage(row)
    if row.owner:
        yield f"　主体：{row.owner}，依据“{row.owner_evidence}”"
        first = store.told_at_first(COUNTS, "owner", row.id)
        if first and first != row.owner:
            yield f"　　文件里认定为“{first}”，全部文件归并后称“{row.owner}”"
    if row.category:
        yield f"　指标类：{row.category}（由写法“{row.indicator}”、单位“{row.unit or ''}”、动作“{row.action or ''}”认定）"
    if row.base_value is not None and row.base_unit and row.base_unit != row.unit:
        yield f"　折算：{number(row.base_value)}{row.base_unit}"
    whole = store.get(COUNTS, row.part_of) if row.part_of else None
    if whole:
        yield f"　属于：{figure(whole)}　{whole.id}"
    for use in store.totals_with(row.id):
        yield f"　用于：{total(use)}　{use.id}"


def of_total(store: Store, row: Row) -> Iterator[str]:
    assert isinstance(row, Total)
    yield f"　{total(row)}"
    if row.derived:
        yield f"　由{len(row.facts)}个数相加得出；只加口径相同、互不包含的。"
    yield from facts(store, "　依据：", row.facts)
    for item in row.left_out[:MANY]:
        fact = store.get(COUNTS, item.row)
        if fact:
            yield f"　未计入：{figure(fact)}，{WHY[item.why]}　{fact.id}"
    if len(row.left_out) > MANY:
        yield f"　未计入的还有{len(row.left_out) - MANY}个。"


def of_check(store: Store, row: Row) -> Iterator[str]:
    assert isinstance(row, Check)
    yield f"　{row.message}"
    yield f"　规则：{row.evidence.rule}"
    yield from facts(store, "　涉及：", row.facts)


def facts(store: Store, label: str, ids: Sequence[str]) -> Iterator[str]:
    for id_ in ids[:MANY]:
        fact = store.get(COUNTS, id_)
        if fact:
            e = fact.evidence
            yield f"{label}{figure(fact)}　{fact.id}"
            yield f"　　{e.document} 第{e.article}篇第{e.paragraph}段：{e.sentence.replace(chr(9), ' ')}"
    if len(ids) > MANY:
        yield f"{label}还有{len(ids) - MANY}个。"


def of_body(store: Store, row: Row) -> Iterator[str]:
    assert isinstance(row, Organisation | Place)
    yield f"　{row.name}" + (f"（{row.type}）" if isinstance(row, Organisation) else f"（{row.level}）")
    if isinstance(row, Organisation) and row.place:
        yield f"　所在地：{row.place}"
    if row.parent:
        yield f"　上级：{row.parent}"
    if isinstance(row, Place) and row.adcode:
        yield f"　区划代码：{row.adcode}"
    if row.aliases:
        yield f"　又称：{'、'.join(row.aliases)}"
    yield from joins(store, row.id)


def joins(store: Store, entity: str) -> Iterator[str]:
    """The decisions behind an entity, with their grounds and weights."""
    for id_, kind, name, other, documents, _, joined, weight, threshold, probability in store.kept(
        "joins", "entity = ?", (entity,)
    ):
        verb = ("在" if joined else "不认定在") if kind == "part" else ("归为" if joined else "未归为")
        where = json.loads(documents)
        seen = f"（{'、'.join(where[:3])}{'等' if len(where) > 3 else ''}）" if where else ""
        yield f"　“{name}”{verb}“{other}”{seen}：合计 {weight:g}，门槛 {threshold:g}，可能性 {probability:.1%}"
        for _, _, _, told_so, worth in store.kept("grounds", "join_id = ?", (id_,)):
            yield f"　　{worth:+g}　{told_so}"


def figure(row: Count) -> str:
    period = f"（{row.period}）" if row.period else ""
    aspect = f"〔{ASPECTS[row.aspect]}〕" if row.aspect else ""
    return f"{row.owner or '主体未说明'} {row.indicator or ''}“{row.text}”{period}{aspect}"


def total(row: Total) -> str:
    period = f"（{row.period}）" if row.period else ""
    kind = "〔汇总得出〕" if row.derived else ""
    return f"{row.owner or '全部文件'} {row.indicator} {bounded(row)}{row.unit or ''}{period}{kind}"


def bounded(row: Total) -> str:
    """206; 至少200; 不超过300; 3至5."""
    if row.low == row.high or (row.low is None and row.high is None):
        return number(row.value)
    if row.high is None:
        return f"至少{number(row.low)}"
    return f"不超过{number(row.high)}" if row.low is None else f"{number(row.low)}至{number(row.high)}"


def number(value: Any) -> str:
    return f"{value.normalize():f}" if value else "0"


TELLERS: dict[str, Callable[[Store, Row], Iterator[str]]] = {
    "counts": of_count,
    "totals": of_total,
    "checks": of_check,
    "organisations": of_body,
    "places": of_body,
}
