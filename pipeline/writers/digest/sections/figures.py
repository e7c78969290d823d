"""一、数据摘编: by owner, each printable figure in a fixed sentence with its bounds in words and its source.

The sums of all reports come first, then the owners with the most figures. Shares, changes and targets stand behind
the figure that they are said of, else by themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.writers.chronicle import spoken
from pipeline.writers.digest.blocks import Block, Bold, Heading, Paragraph
from pipeline.writers.digest.grouping import UNOWNED, by_owner, by_period, by_theme
from pipeline.writers.digest.material import SOURCES_NAMED, Material, Section, sentence_of
from pipeline.writers.digest.wording import Record, bounds, chinese, cut, listed, number, stated
from pipeline.writers.figures import owner
from pipeline.writers.labels import labelled

MOST_OWNERS = 60
MOST_OF_OWNER = 40  # figures
MOST_OF_GROUP = 200  # where they are put together by theme or year
MOST_TERMS = 12  # of a sum, in its footnote
ASIDE = ("share", "change", "target")  # aspects of what is said of a figure and never added


class Entry(NamedTuple):
    """A figure in words, whose and when it is, the rows that say it, and what else its footnote has to say."""

    owner: str
    derived: bool
    period: str | None
    order: int
    said: str
    sources: tuple[Record, ...]
    more: tuple[tuple[str | Bold, ...], ...] = ()


@dataclass(frozen=True)
class Asides:
    """Shares, changes and targets: `said_of` the totals that have them, and the others, `alone`."""

    said_of: dict[str, list[Record]]  # by id of the total
    alone: list[list[Record]]  # the passages that say the same


def fill(material: Material) -> Iterator[Block]:
    entries = entries_of(material)
    if not entries:
        yield Paragraph(("这些报告中没有可以引用的数。",))
    groups = GROUPINGS[material.by](entries)
    for at, (name, group) in enumerate(groups[:MOST_OWNERS], start=1):
        yield Heading(2, f"（{chinese(at)}）{cut(name)}")
        yield from of_group(material, group)
    if len(groups) > MOST_OWNERS:
        rest = sum(len(group) for _, group in groups[MOST_OWNERS:])
        yield Paragraph((f"另有{len(groups) - MOST_OWNERS}个主体的{rest}项数据，见台账“指标汇总”和“数据”。",))


def entries_of(material: Material) -> list[Entry]:
    """Every printable figure in words, and the shares, changes and targets that stand by themselves."""
    totals = material.totals
    asides = asides_of(material, totals)
    entries = [of_total(material, total, asides.said_of.get(total["id"], ())) for total in totals]
    return entries + [alone(material, records) for records in asides.alone]


def of_group(material: Material, group: list[Entry]) -> Iterator[Block]:
    """The figures by time, sums before stated ones; then those without a time, under a line that says so.

    Where they are not put together by owner, each says whose it is.
    """
    by_whom = material.by == "owner"
    most = MOST_OF_OWNER if by_whom else MOST_OF_GROUP
    group = sorted(
        group,
        key=lambda e: (e.period is None, "" if by_whom else e.owner, e.period or "", not e.derived, e.order),
    )
    told = in_sentences(group[:most])
    undated = material.by == "period"
    for at, entries in enumerate(told, start=1):
        period = entries[0].period
        if period is None and not undated:
            undated = True
            yield Paragraph(("以下原文没有写明时间：" if at > 1 else "原文没有写明时间：",), "Lead")
        when = f"{cut(spoken(period))}，" if period else ""
        said = "；".join(entry.said if by_whom else of_whom(entries, n) for n, entry in enumerate(entries))
        sources = [record for entry in entries for record in entry.sources]
        note = material.note(sources, [line for entry in entries for line in entry.more])
        yield Paragraph((f"{at}. {when}{said}", note, "。"))
    if len(group) > most:
        yield Paragraph((f"另有{len(group) - most}项，见台账“指标汇总”和“数据”。",))


def of_whom(entries: list[Entry], n: int) -> str:
    """A figure of a sentence with its owner before it, unless the one before has the same."""
    entry = entries[n]
    known = n and entries[n - 1].owner == entry.owner
    unsaid = known or entry.owner == UNOWNED or entry.said.startswith(entry.owner)
    return entry.said if unsaid else cut(entry.owner) + entry.said


def in_sentences(group: Iterable[Entry]) -> list[list[Entry]]:
    """The figures that one sentence of a report gives for one time, together; each sum by itself."""
    told: dict[tuple[object, ...], list[Entry]] = {}
    for at, entry in enumerate(group):
        alone = entry.derived or not entry.sources
        key = (at,) if alone else (entry.period, *sentence_of(entry.sources[0]))
        told.setdefault(key, []).append(entry)
    return list(told.values())


def of_total(material: Material, total: Record, asides: Iterable[Record]) -> Entry:
    """党员总数至少200名（原文“200余名”），占15.7%，增加3名."""
    fact = material.first(total)
    source = None if total["derived"] else fact
    figure = stated(total["value"], total["low"], total["high"], total["unit"], source)
    said = f"{cut(total['indicator'])}{aspect(total, fact)}{figure}"
    period, order = total["period"], material.number(total)
    if total["derived"]:
        facts = [material.counts[f] for f in total["facts"] if f in material.counts]
        said += f"（由{len(facts)}项数据相加）"
        return Entry(owner(total) or UNOWNED, True, period, order, said, (), (terms(material, facts),))
    exact = total["low"] == total["high"] is not None
    if fact:
        said += "" if exact else f"（原文“{cut(fact['text'])}”）"
        said += f"（原文举出：{listed(fact['examples'])}）" if fact["examples"] else ""
    said += "".join(f"，{aside(record)}" for record in asides)
    sources = (*([fact] if fact else []), *asides)
    return Entry(owner(total) or UNOWNED, False, period, order, said, sources, elsewhere(material, total))


def alone(material: Material, records: list[Record]) -> Entry:
    """A share, change or target that is said of no printed figure: 完成率为98.4%."""
    first = records[0]
    said = f"{cut(first['indicator'])}{aside(first)}"
    return Entry(
        first["owner"] or UNOWNED, False, first["period"], material.order[first["id"]], said, tuple(records)
    )


def aspect(total: Record, fact: Record | None) -> str:
    """累计, 新增, 合计, where the indicator does not say so itself."""
    if total["derived"]:
        return "合计"
    code = fact["aspect"] if fact else None
    word = labelled("counts", "aspect")(code) if code in ("cumulative", "new") else ""
    return "" if word in total["indicator"] else word


def aside(count: Record) -> str:
    """占15.7%, 为98.4%, 增加3个百分点, 减少0.6个百分点, 目标为100个: what is said of a figure, in its bounds."""
    low, high = bounds(count)
    value = count["value"]
    verb = {"share": "占" if count["action"] == "占" else "为", "target": "目标为"}.get(count["aspect"], "")
    if count["aspect"] == "change":
        verb = "减少" if value < 0 else "增加"
        value, low, high = abs(value), low and abs(low), high and abs(high)
    said = stated(value, low, high, count["unit"], count)
    return verb + said + ("" if count["bound"] == "exact" else f"（原文“{cut(count['text'])}”）")


def elsewhere(material: Material, total: Record) -> tuple[tuple[str | Bold, ...], ...]:
    """Where else the figure is said, in other words or with another number, what disagrees first."""
    why = labelled("totals", "why")
    others = [
        (why(left["why"]), material.counts[left["row"]])
        for left in sorted(total["left_out"], key=lambda left: left["why"] != "conflict")
        if left["row"] in material.counts and left["why"] not in ASIDE
    ]
    lines: list[tuple[str | Bold, ...]] = [
        (
            f"“{cut(total['indicator'])}”另一处（{reason}）：{material.place(record)}，",
            Bold(cut(record["text"])),
            "。",
        )
        for reason, record in others[:SOURCES_NAMED]
    ]
    if len(others) > SOURCES_NAMED:
        lines.append((f"另有{len(others) - SOURCES_NAMED}处，见台账“指标汇总”。",))
    return tuple(lines)


def terms(material: Material, facts: list[Record]) -> tuple[str | Bold, ...]:
    """由下列各数相加：甲村5名（甲.txt，第2段）；乙村8名（乙.txt，第3段）。"""
    runs: list[str | Bold] = ["由下列各数相加："]
    for at, fact in enumerate(facts[:MOST_TERMS]):
        runs += [
            "；" if at else "",
            cut(fact["owner"] or ""),
            Bold(cut(fact["text"])),
            f"（{material.place(fact)}）",
        ]
    if len(facts) > MOST_TERMS:
        runs.append(f"；另有{len(facts) - MOST_TERMS}项，见台账“指标汇总”")
    return (*(run for run in runs if run), "。")


def asides_of(material: Material, totals: Iterable[Record]) -> Asides:
    """Each share, change and target once: with the first figure that names it, else by itself."""
    used: set[str] = set()
    said_of: dict[str, list[Record]] = {}
    for total in totals:
        for left in () if total["derived"] else total["left_out"]:
            record = material.counts.get(left["row"])
            if record and left["why"] in ASIDE and reads_on(record) and record["id"] not in used:
                used.add(record["id"])
                said_of.setdefault(total["id"], []).append(record)
    groups: dict[tuple[object, ...], list[Record]] = {}
    for record in material.counts.values():
        if record["id"] not in used and record["aspect"] in ASIDE and record["indicator"]:
            groups.setdefault(said_alike(record), []).append(record)
    return Asides(said_of, list(groups.values()))


def reads_on(record: Record) -> bool:
    """Whether it can stand behind its figure; a rate (合格率为99%) has to stand by itself."""
    return bool(record["aspect"] != "share" or record["action"] == "占")


def said_alike(record: Record) -> tuple[object, ...]:
    keys = ("owner", "indicator", "period", "aspect", "action", "unit", "bound")
    return (*(record[key] for key in keys), number(record["value"]))


GROUPINGS: dict[str, Callable[[list[Entry]], list[tuple[str, list[Entry]]]]] = {
    "owner": by_owner,
    "theme": by_theme,
    "period": by_period,
}
SECTION = Section("数据摘编", fill)
