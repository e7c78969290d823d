"""Two years side by side: what changed, by how much, what is new and what is gone. Abnormal changes are marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from pipeline.ledger.explaining import number
from pipeline.ledger.quantities import last_place
from pipeline.ledger.spans import span
from pipeline.ledger.store import Store
from pipeline.ledger.taxonomy import figures as known_figures
from pipeline.model.issue import Refused
from pipeline.rows import BRANDS, HONOURS, PEOPLE, TOTALS
from pipeline.rows.totals import Total

TIMES = Decimal(3)  # a change by more than this, or to less than a third, is marked (H10)
LEAST = 10  # figures below it change as they like
Key = tuple[str, str, str]  # what, unit, owner


@dataclass(frozen=True)
class Change:
    """One figure in two years; None where a year does not tell it. `mark` says what is abnormal, "" where nothing is."""

    indicator: str
    unit: str | None
    owner: str | None
    old: Total | None
    new: Total | None
    mark: str = ""

    @property
    def difference(self) -> Decimal | None:
        return self.new.value - self.old.value if self.old and self.new else None

    @property
    def rate(self) -> Decimal | None:
        """Growth in %, None where there is none to tell."""
        if not (self.old and self.new) or not self.old.value or self.old.unit == "%":
            return None
        return ((self.new.value / self.old.value - 1) * 100).quantize(Decimal("0.1"))


@dataclass(frozen=True)
class Comparison:
    """`things` holds (kind, new or gone, what): brands, honours and posts of one year only."""

    years: tuple[int, int]
    changes: tuple[Change, ...]
    things: tuple[tuple[str, str, str], ...]


def compare(old: Path, new: Path | None = None, years: tuple[int, int] | None = None) -> Comparison:
    """The ledgers of two years, or two years of one ledger.

    `years` are by default the year that most figures of each ledger are of; of one ledger the last two. Raises Refused
    where there is no ledger, or no two years.
    """
    with Store.open(old) as first, Store.open(new or old) as second:
        before, after = list(first.rows(TOTALS)), list(second.rows(TOTALS))
        chosen = years or default_years(before, after, new is None)
        told = tuple(changes(of_year(before, chosen[0]), of_year(after, chosen[1])))
        things = tuple(new_and_gone(first, second, chosen, new is None))
    return Comparison(chosen, told, things)


def default_years(before: Sequence[Total], after: Sequence[Total], one: bool) -> tuple[int, int]:
    old, new = years_of(before), years_of(after)
    if one:
        common = sorted(year for year, times in new.items() if times * 10 >= max(new.values()))
        if len(common) < 2:
            raise Refused("台账里的数据不足两个年度，请给出另一年的输出文件夹，或用 --years 写明年度。", 2)
        return common[-2], common[-1]
    if not old or not new:
        raise Refused("台账里没有写明年度的数据，无法比较。", 2)
    return max(old, key=lambda y: (old[y], y)), max(new, key=lambda y: (new[y], y))


def years_of(rows: Sequence[Total]) -> Counter[int]:
    return Counter(year for row in rows if (year := year_of(row)) is not None)


def year_of(row: Total) -> int | None:
    """The year of a figure of a whole year, or of its end where it is a stock."""
    days = span(row.period)
    if days is None or (days.last.month, days.last.day) != (12, 31):
        return None
    figure = known_figures().get(row.category or "")
    whole = (days.first.month, days.first.day, days.first.year) == (1, 1, days.last.year)
    return days.last.year if whole or (figure is not None and figure.nature == "stock") else None


def of_year(rows: Sequence[Total], year: int) -> dict[Key, Total]:
    """The figures of a year by what they measure; a stated one before a sum."""
    found: dict[Key, Total] = {}
    for row in sorted(rows, key=lambda row: row.derived):
        if year_of(row) == year:
            found.setdefault((row.category or row.indicator, row.unit or "", row.owner or ""), row)
    return found


def changes(old: dict[Key, Total], new: dict[Key, Total]) -> Iterator[Change]:
    for key in sorted(old.keys() | new.keys()):
        before, after = old.get(key), new.get(key)
        if before and after and not is_alike(before, after):
            yield Change(key[0], key[1] or None, key[2] or None, before, None)
            before = None
        mark = abnormal(before, after) if before and after else ""
        yield Change(key[0], key[1] or None, key[2] or None, before, after, mark)


def is_alike(old: Total, new: Total) -> bool:
    """Whether two figures may be held together: a sum of three towns and one of two may not."""
    return old.derived == new.derived and (not old.derived or len(old.facts) == len(new.facts))


def abnormal(old: Total, new: Total) -> str:
    low, high = sorted((old.value, new.value))
    if low < 0 < high:
        return "正负相反"
    if low <= 0 or high < LEAST:
        return ""
    if high / low > TIMES:
        return "变动异常"
    digits = high / last_place(high)
    return "与上年完全相同" if low == high and digits >= 1000 else ""


def new_and_gone(
    first: Store, second: Store, years: tuple[int, int], one: bool
) -> Iterator[tuple[str, str, str]]:
    """Brands, honours and posts that only one of the two tells. In one ledger only honours have a year."""
    kinds = [("荣誉", honours(first, years[0]), honours(second, years[1]))]
    if not one:
        kinds += [("品牌", brands(first), brands(second)), ("任职", posts(first), posts(second))]
    for kind, before, after in kinds:
        for what in sorted(after - before):
            yield kind, "新增", what
        for what in sorted(before - after):
            yield kind, "不再出现", what


def brands(store: Store) -> set[str]:
    return {f"{row.owner or ''} “{row.name}”{row.kind or ''}".strip() for row in store.rows(BRANDS)}


def honours(store: Store, year: int) -> set[str]:
    rows = (row for row in store.rows(HONOURS) if row.year is None or row.year.startswith(str(year)))
    return {f"{row.holder or ''} {row.name}".strip() for row in rows}


def posts(store: Store) -> set[str]:
    return {f"{row.name} {title}" for row in store.rows(PEOPLE) for title in row.titles}


def as_records(comparison: Comparison) -> list[dict[str, str | None]]:
    """The changes with Chinese keys, numbers as text."""
    old, new = (f"{year}年" for year in comparison.years)
    return [
        {
            "指标": change.indicator,
            "主体": change.owner or "全部文件",
            "单位": change.unit,
            old: number(change.old.value) if change.old else None,
            new: number(change.new.value) if change.new else None,
            "增减": None if change.difference is None else number(change.difference),
            "增幅%": None if change.rate is None else f"{change.rate:f}",
            "提示": change.mark or None,
        }
        for change in comparison.changes
    ]
