"""三、荣誉 四、品牌 五、机制做法: what has a name, each once, with all its passages in one footnote."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from pipeline.rows import BRANDS, HONOURS, MECHANISMS
from pipeline.rows.honours import LEVELS
from pipeline.writers.chronicle import spoken
from pipeline.writers.digest.blocks import Block, Heading, Paragraph, Run
from pipeline.writers.digest.material import Material, Section
from pipeline.writers.digest.wording import Record, chinese, cut, joined, listed
from pipeline.writers.labels import labelled

MOST_ENTRIES = 120  # of a section
NOTHING = "这些报告中没有找到。"


def honours(material: Material) -> Iterator[Block]:
    """By level, one entry an honour: 2024年，全县先进集体（县委授予）：甲村、乙村。"""
    level = labelled(HONOURS.name, "level")
    keys = ("level", "year", "name", "awarder", "document")
    groups = alike(material.records(HONOURS), keys)
    yield from _nothing(groups)
    at = 0
    for code in (*LEVELS, None):
        of_level = [group for group in groups if group[0]["level"] == code]
        if of_level:
            at += 1
            yield Heading(2, f"（{chinese(at)}）{level(code) if code else '原文没有写明级别的'}")
            yield from _entries(material, of_level, honour, HONOURS.heading)


def honour(group: list[Record]) -> list[str]:
    first = group[0]
    when = f"{spoken(first['year'])}，" if first["year"] else ""
    by = f"（{cut(first['awarder'])}授予）" if first["awarder"] else ""
    holders = listed(dict.fromkeys(record["holder"] for record in group if record["holder"]))
    return [f"{when}{cut(first['name'])}{by}", f"：{holders or '原文没有写明获得者'}。"]


def brands(material: Material) -> Iterator[Block]:
    """甲社区“邻里红”党建品牌，2021年创建，释义：…。"""
    groups = alike(material.records(BRANDS), ("owner", "name"))
    yield from _nothing(groups)
    yield from _entries(material, groups, brand, BRANDS.heading)


def brand(group: list[Record]) -> list[str]:
    kind, since, meaning = (first_of(group, key) for key in ("kind", "since", "meaning"))
    named = f"{cut(group[0]['owner'] or '')}{typed(group[0]['name'], kind or '品牌')}"
    more = joined(
        (f"{spoken(since)}创建" if since else None, f"释义：{cut(meaning)}" if meaning else None), "；"
    )
    return [named, f"（{more}）。" if more else "。"]


def mechanisms(material: Material) -> Iterator[Block]:
    """甲镇“1+2+N”工作机制，构成：镇党委、两个片区、各网格。"""
    groups = alike(material.records(MECHANISMS), ("owner", "name", "kind"))
    yield from _nothing(groups)
    yield from _entries(material, groups, mechanism, MECHANISMS.heading)


def mechanism(group: list[Record]) -> list[str]:
    first = group[0]
    parts = next((record["components"] for record in group if record["components"]), ())
    named = f"{cut(first['owner'] or '')}{typed(first['name'], first['kind'] or '')}"
    return [named, f"，构成：{listed(parts)}。" if parts else "。"]


def typed(name: str, kind: str) -> str:
    """“邻里红”党建品牌; “暖心工程”, where the name says its kind itself."""
    return f"“{cut(name)}”{'' if name.endswith(kind) else cut(kind)}"


def alike(records: Iterable[Record], keys: tuple[str, ...]) -> list[list[Record]]:
    """The rows that say the same of the same, together, in reading order."""
    groups: dict[tuple[object, ...], list[Record]] = {}
    for record in records:
        groups.setdefault(tuple(record[key] for key in keys), []).append(record)
    return list(groups.values())


def first_of(group: list[Record], key: str) -> str | None:
    """The first that any of the passages says."""
    return next((record[key] for record in group if record[key]), None)


def _entries(
    material: Material, groups: list[list[Record]], worded: Callable[[list[Record]], list[str]], sheet: str
) -> Iterator[Block]:
    """Numbered entries, the footnote after the first part of each."""
    for at, group in enumerate(groups[:MOST_ENTRIES], start=1):
        named, rest = worded(group)
        runs: tuple[Run, ...] = (f"{at}. {named}", material.note(group), rest)
        yield Paragraph(runs)
    if len(groups) > MOST_ENTRIES:
        yield Paragraph((f"另有{len(groups) - MOST_ENTRIES}项，见台账“{sheet}”。",))


def _nothing(groups: list[list[Record]]) -> Iterator[Block]:
    if not groups:
        yield Paragraph((NOTHING,))


HONOUR_SECTION = Section(HONOURS.heading, honours)
BRAND_SECTION = Section(BRANDS.heading, brands)
MECHANISM_SECTION = Section(MECHANISMS.heading, mechanisms)
