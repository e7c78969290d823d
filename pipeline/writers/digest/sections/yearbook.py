"""年鉴条目: by body, entries with a title in 【】, one matter each: figures of one year, honours, brands, events.

Templates with citations and blanks, never prose: what a yearbook asks for and no report says is left to be filled in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from pipeline import lexicons
from pipeline.model.row import RowType
from pipeline.rows import ACTIVITIES, BRANDS, HONOURS, MECHANISMS
from pipeline.writers.chronicle import spoken
from pipeline.writers.digest.blocks import Block, Bold, Heading, Paragraph
from pipeline.writers.digest.grouping import SUMS, UNOWNED, by_owner, by_theme, year
from pipeline.writers.digest.material import Material, Section
from pipeline.writers.digest.sections.figures import Entry, entries_of
from pipeline.writers.digest.wording import Record, chinese, cut

MOST_BODIES = 99
MOST_TITLE = 15  # characters, as yearbooks have it
BLANK = "（待补：＿＿＿＿）"
Worded = Callable[[Record], str]


def fill(material: Material) -> Iterator[Block]:
    entries = entries_of(material)
    told = year_told(material, entries)
    yield Paragraph((remark(told),), "Lead")
    groups = [
        (name, of_year(group, told)) for name, group in by_owner(entries) if name not in (SUMS, UNOWNED)
    ]
    bodies = dict(group for group in groups if group[1])
    named = {row_type.name: _by_body(material, row_type, key, told) for row_type, key, _ in NAMED}
    names = list(dict.fromkeys((*bodies, *(name for found in named.values() for name in found))))
    for at, name in enumerate(names[:MOST_BODIES], start=1):
        yield Heading(2, f"（{chinese(at)}）{cut(name)}")
        for title, group in by_theme(bodies.get(name, ())):
            yield from entry_of(material, title, name, told, group)
        for row_type, _, worded in NAMED:
            records = named[row_type.name].get(name, [])
            if records:
                said = "；".join(dict.fromkeys(worded(record) for record in records))
                yield Paragraph((Bold(f"【{row_type.heading}】"), f"　{said}", material.note(records), "。"))
    if not names:
        yield Paragraph(("这些报告中没有可以成条的内容。",))
    if len(names) > MOST_BODIES:
        yield Paragraph((f"另有{len(names) - MOST_BODIES}个单位，见台账“单位一览”。",))


def remark(told: str) -> str:
    words = lexicons.settings("digest")["yearbook"]
    return f"{words}（本稿取{told}年的数；没有写明时间的不收。）" if told else str(words)


def year_told(material: Material, entries: list[Entry]) -> str:
    """The year that was asked for, else that of which most figures are."""
    if material.year:
        return material.year
    years = Counter(year(entry.period) for entry in entries if entry.period and "/" not in year(entry.period))
    return max(sorted(years), key=lambda each: years[each], default="")


def of_year(group: list[Entry], told: str) -> list[Entry]:
    """The stated figures of one year; what is only planned has no place in a yearbook."""
    return [
        entry
        for entry in group
        if year(entry.period) == told
        and not entry.derived
        and not any(r["aspect"] == "target" for r in entry.sources)
    ]


def entry_of(material: Material, title: str, name: str, told: str, group: list[Entry]) -> Iterator[Block]:
    """【党员队伍】　2024年，甲镇党员1285名，女党员402名。"""
    sources = [record for entry in group for record in entry.sources]
    said = "；".join(dict.fromkeys(dated(entry, told) for entry in group))
    runs = (
        Bold(f"【{title[:MOST_TITLE]}】"),
        f"　{told}年，{cut(name)}{said}",
        material.note(sources),
        f"。{BLANK}",
    )
    yield Paragraph(runs)


def dated(entry: Entry, told: str) -> str:
    """The figure with its day or month, where that is not the whole year."""
    when = entry.period or ""
    return entry.said if when in ("", told) else f"{entry.said}（{spoken(when)}）"


def _by_body(material: Material, row_type: RowType[Any], key: str, told: str) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for record in material.records(row_type):
        when = record.get("year") or record.get("date") or record.get("since")
        if record[key] and (row_type in ANY_YEAR or (when or "").startswith(told)):
            found.setdefault(record[key], []).append(record)
    return found


def _honour(record: Record) -> str:
    by = f"（{cut(record['awarder'])}授予）" if record["awarder"] else ""
    return f"获“{cut(record['name'])}”{by}"


def _event(record: Record) -> str:
    where = f"（{cut(record['place'])}）" if record["place"] else ""
    return f"{spoken(record['date'])}，{cut(record['name'])}{where}"


def _name(record: Record) -> str:
    return f"“{cut(record['name'])}”{cut(record['kind'] or '')}"


ANY_YEAR: tuple[RowType[Any], ...] = (BRANDS, MECHANISMS)
NAMED: tuple[tuple[RowType[Any], str, Worded], ...] = (
    (HONOURS, "holder", _honour),
    (ACTIVITIES, "host", _event),
    (BRANDS, "owner", _name),
    (MECHANISMS, "owner", _name),
)
SECTION = Section("年鉴条目素材", fill)
