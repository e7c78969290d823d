"""What a review did, in Chinese lines: for the console, and whole in 校核报告.txt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.ledger.decisions import BY_NAME, Decision
from pipeline.rows.totals import Total
from pipeline.run.reviewing.merging import Merged
from pipeline.writers.workbook.answers import fix_text, state_label

NAME = "校核报告.txt"
Figures = dict[tuple[object, ...], Total]


@dataclass(frozen=True)
class Reviewed:
    """What `taizhang review` did. `vanished` are decisions in force whose words no document has any more."""

    out: Path
    merged: Merged
    vanished: tuple[Decision, ...]
    problems: tuple[tuple[Decision, str], ...]
    rows: tuple[tuple[str, int, int], ...]  # table, before, after
    totals: tuple[tuple[str, str, str], ...]  # figure, before, after
    proposals: tuple[Path, ...] = ()
    kept: Path | None = None  # a copy of the workbook that was written into
    dry: bool = False

    @property
    def exit_code(self) -> int:
        return 3 if self.merged.conflicts or self.merged.refused or self.vanished or self.problems else 0


def figures(totals: Sequence[Total]) -> Figures:
    return {(t.indicator, t.unit, t.owner, t.period, t.derived): t for t in totals}


def differences(before: Figures, after: Figures) -> Iterator[tuple[str, str, str]]:
    """The printable figures that are others than before."""
    for key in sorted({*before, *after}, key=str):
        old, new = before.get(key), after.get(key)
        if (old and old.value) != (new and new.value):
            indicator, unit, owner, period, derived = key
            name = "，".join(str(part) for part in (owner, period, indicator) if part)
            name += "（汇总）" if derived else ""
            was, is_now = (f"{t.value.normalize():f}{unit or ''}" if t else "—" for t in (old, new))
            yield name, was, is_now


def described(decision: Decision) -> str:
    """数据“63名”（甲.txt）：作废，原因……."""
    where = f"（{decision.document}）" if decision.document else ""
    parts = (state_label(decision), fix_text(decision), decision.note)
    said = "，".join(part for part in parts if part) or "撤回"
    return f"{BY_NAME[decision.table].heading}“{_short(decision.said)}”{where}：{said}"


def lines(reviewed: Reviewed) -> Iterator[str]:
    """The whole report."""
    merged = reviewed.merged
    yield from summary(reviewed)
    for title, entries in (("新增", merged.added), ("改变", merged.changed), ("撤回", merged.withdrawn)):
        yield from _section(title, [f"{described(d)}　［{where}］" for where, d in entries])
    conflicts = [
        f"{where}：{described(new)}；已有：{described(old)}（{old.reviewer or '未署名'}）——按已有的，未改"
        for where, old, new in merged.conflicts
    ]
    yield from _section("与已有意见不一致，没有采用", conflicts)
    yield from _section("没有采用", [f"{where}：{why}" for where, why in merged.refused])
    yield from _section("做不到的更正", [f"{described(d)}：{why}" for d, why in reviewed.problems])
    yield from _section("依据已不在（报告改过或移走了）", [described(d) for d in reviewed.vanished])
    yield from _section("有变化的数", [f"{name}：{old} → {new}" for name, old, new in reviewed.totals])


def summary(reviewed: Reviewed) -> Iterator[str]:
    """A few lines."""
    merged = reviewed.merged
    by_state = Counter(state_label(d) or "只写意见" for _, d in (*merged.added, *merged.changed))
    states = "　".join(f"{label} {number}" for label, number in by_state.items())
    verb = "将采用" if reviewed.dry else "采用"
    yield (
        f"{verb}校核意见 {merged.taken} 条（新增 {len(merged.added)}，改变 {len(merged.changed)}，撤回 {len(merged.withdrawn)}），"
        f"与已有相同 {merged.same} 条。"
    )
    if states:
        yield f"其中：{states}"
    for label, number in (
        ("与已有意见不一致，没有采用", len(merged.conflicts)),
        ("写法有误，没有采用", len(merged.refused)),
        ("更正做不到", len(reviewed.problems)),
        ("依据已不在的旧意见", len(reviewed.vanished)),
    ):
        if number:
            yield f"{label}：{number} 条"
    changed = [f"{name} {old}→{new}" for name, old, new in reviewed.rows if old != new]
    if changed:
        yield f"各表行数：{'　'.join(changed)}"
    if reviewed.totals:
        yield f"有变化的汇总数：{len(reviewed.totals)} 个"


def write(reviewed: Reviewed) -> None:
    text = "\n".join(lines(reviewed)) + "\n"
    (reviewed.out / NAME).write_text(text, "utf-8-sig", "backslashreplace", newline="\r\n")


def _section(title: str, entries: Sequence[str]) -> Iterator[str]:
    if entries:
        yield ""
        yield f"【{title}】{len(entries)} 条"
        yield from (f"{n}. {' '.join(entry.split())}" for n, entry in enumerate(entries, start=1))


def _short(text: str, most: int = 30) -> str:
    return text if len(text) <= most else f"{text[:most]}…"
