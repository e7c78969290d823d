"""One figure in two places: told again (repeat), told otherwise (contradiction); and figures that cannot be (range).

Rules H7, H8 and H9 of the year book editors. Better silent than wrong: what may be two different things, or one
thing at two times, is no contradiction.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from pipeline.ledger.alarms import alarm, lead, said, told_of, where
from pipeline.ledger.facts import PLAIN, Fact
from pipeline.ledger.hierarchy import Hierarchy
from pipeline.ledger.quantities import agree
from pipeline.ledger.spans import Span, span
from pipeline.ledger.taxonomy import is_figure, level_verbs, listed
from pipeline.rows.checks import Check

SERIES = 28  # days: a figure of a single day or week belongs to one event among several
MONTH = 31  # days within which a stock told without a period hardly changes
SPECIFIC = 4  # characters of a wording that can hardly name two things
NOTABLE = 3  # a smaller figure without a period may be the same by chance
SOME = re.compile("只有|仅有|没有|还有|另有|就有|各有")
LIMIT = Decimal(100)
FAR = 20  # times by which two tellings of one figure hardly differ
SLIP = Decimal("0.01")  # how near to a power of ten the ratio is where a point or a magnitude was lost


def repeats(facts: Sequence[Fact]) -> Iterator[Check]:
    """The same figure of the same owner in several documents: one fact, several sources."""
    groups: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in facts:
        if is_comparable(fact) and (fact.count.period or fact.quantity.value >= NOTABLE):
            same = (fact.measure, fact.count.owner, time_of(fact), fact.quantity.value, fact.count.bound)
            groups[same].append(fact)
    for group in groups.values():
        first_in = {fact.place[0]: fact for fact in reversed(group)}
        if len(first_in) > 1:
            sources = sorted(first_in.values(), key=lambda fact: fact.position)
            message = f"同一事实见于{len(sources)}份文件：{told_of(sources[0])}“{sources[0].count.text}”，汇总只计一次。"
            yield alarm("repeat", "repeat", "note", message, sources)


def contradictions(facts: Sequence[Fact], frame: Hierarchy) -> Iterator[Check]:
    """The same measure, owner and period with a figure that cannot be the same.

    The row 合计 of a table holds the rows above it, which need not be all of its owner: four towns of a county.
    """
    groups: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    ids = {fact.id for fact in facts}
    owners = {fact.id: fact.count.owner for fact in facts}
    summed = {fact.count.part_of for fact in facts if fact.count.evidence.rule == "counts.table"}
    for fact in facts:
        if fact.id in summed:
            continue
        of_its_owner = fact.count.part_of in ids and owners[fact.count.part_of or ""] == fact.count.owner
        if is_comparable(fact) and fact.count.owner not in frame.ambiguous and not of_its_owner:
            groups[fact.measure, frame.node(fact.count.owner or ""), time_of(fact), fact.count.aspect].append(
                fact
            )
    for group in with_present(groups):
        if is_one_thing(group[0]):
            telling = [fact for fact in group if tells_all(fact)]
            for of_one_time in [telling] if group[0].count.period else of_one_month(telling):
                yield from disagreements(of_one_time)


def time_of(fact: Fact) -> object:
    """The last day of a stock, else the period as told: 2024年底 and 2024年12月31日 are one day."""
    days = span(fact.count.period)
    return days.last if days and fact.nature == "stock" else fact.count.period


def with_present(groups: dict[tuple[object, ...], list[Fact]]) -> Iterator[list[Fact]]:
    """The groups; to a stock of a day, what reports of that month say of it as of now."""
    days: dict[tuple[object, ...], list[date]] = defaultdict(list)
    for what, node, when, aspect in groups:
        if isinstance(when, date):
            days[what, node, aspect].append(when)
    for (what, node, when, aspect), group in groups.items():
        if when is None:
            for day in days.get((what, node, aspect), ()):
                present = [fact for fact in group if is_near(fact.dated, day)]
                if present:
                    yield [*groups[what, node, day, aspect], *present]
        yield group


def is_near(dated: str, day: date) -> bool:
    told = span(dated)
    return bool(told) and told.days == 1 and abs((told.last - day).days) <= MONTH  # type: ignore[union-attr]


def of_one_month(group: Sequence[Fact]) -> Iterator[list[Fact]]:
    """Facts without a period in groups of one time: those of one article, then neighbours of reports in a month."""
    articles: dict[tuple[str, int], list[Fact]] = defaultdict(list)
    for fact in group:
        articles[fact.place].append(fact)
    yield from articles.values()
    firsts = [
        (days, facts[0]) for facts in articles.values() if (days := span(facts[0].dated)) and days.days == 1
    ]
    ordered = sorted(firsts, key=lambda entry: (entry[0], entry[1].position))
    for (earlier, one), (later, other) in zip(ordered, ordered[1:], strict=False):
        if (later.last - earlier.first).days <= MONTH:
            yield [one, other]


def is_comparable(fact: Fact) -> bool:
    """Whether the figure is said of somebody, in a unit, and stands for itself."""
    return bool(fact.count.owner and fact.count.unit) and fact.count.aspect in PLAIN and is_figure(fact.count)


def is_one_thing(fact: Fact) -> bool:
    """Whether the measure surely names one figure of this owner in this period."""
    specific = fact.measure.known or len(fact.measure.what) >= SPECIFIC
    days = span(fact.count.period)
    if fact.count.period is None:
        return fact.nature == "stock"
    return specific and days is not None and (fact.nature in ("stock", "ratio") or days.days >= SERIES)


def tells_all(fact: Fact) -> bool:
    """Whether a stock is told as all there is; 12名党员报名 says nothing of how many there are."""
    if fact.nature != "stock":
        return True
    before = lead(fact)
    if SOME.search(before):
        return False  # 起初只有12名党员报名
    told = (fact.count.action or "") in level_verbs() or any(
        word in before for word in listed("checks", "in_all")
    )
    return told or "\t" in fact.count.evidence.sentence


def disagreements(group: Sequence[Fact]) -> Iterator[Check]:
    """An alarm for each value that does not agree with the one that most documents give."""
    documents: dict[Decimal, set[str]] = defaultdict(set)
    first: dict[tuple[Decimal, str], Fact] = {}
    for fact in group:
        documents[fact.quantity.value].add(fact.place[0])
        first.setdefault((fact.quantity.value, fact.count.bound), fact)
    if len(first) < 2:
        return
    usual = min(
        first.values(), key=lambda f: (not f.quantity.exact, -len(documents[f.quantity.value]), f.position)
    )
    for fact in first.values():
        if agree(fact.quantity, usual.quantity) or not are_apart(fact, usual) or not comparable(fact, usual):
            continue
        one, other = sorted((fact, usual), key=lambda f: f.position)
        certain = (
            one.quantity.exact and other.quantity.exact and (one.count.period or one.place == other.place)
        )
        message = (
            f"前后不一：{told_of(one)}，{where(one.count.evidence)}为“{one.count.text}”，"
            f"{where(other.count.evidence)}为“{other.count.text}”，请核对。"
        )
        yield alarm(
            "contradiction", "contradiction", "error" if certain else "warning", message, (one, other)
        )


def comparable(one: Fact, other: Fact) -> bool:
    """Whether two figures are of one size, or a point or a 万 apart: 7名 of a shop and 2.1万名 of its city are not."""
    low, high = sorted((abs(one.quantity.value), abs(other.quantity.value)))
    if not low:
        return high < FAR
    times = high / low
    return times <= FAR or any(abs(times / size - 1) < SLIP for size in (100, 1000, 10000))


def are_apart(one: Fact, other: Fact) -> bool:
    """Whether two figures stand so far apart that they are not members of one list: 3场 here, 5场 there.

    Flows of one document may be different events of one name; stocks of one paragraph are told in a row.
    """
    if one.place[0] != other.place[0]:
        return True
    same_paragraph = (
        one.place == other.place and one.count.evidence.paragraph == other.count.evidence.paragraph
    )
    if is_cell(one) != is_cell(other) and one.measure.known and one.count.period:
        return True  # text and table
    return one.nature == "stock" and not same_paragraph


def is_cell(fact: Fact) -> bool:
    return fact.count.evidence.rule == "counts.table"


def ranges(facts: Sequence[Fact], reported: Mapping[tuple[str, int], Span]) -> Iterator[Check]:
    """Figures that cannot be: of a time after the report, or more than all. `reported`: the days of dated articles."""
    for fact in facts:
        if fact.count.unit == "%" and fact.count.aspect not in ("change", "target"):
            yield from more_than_all(fact)
        days, report = span(fact.count.period), reported.get(fact.place)
        if days and report and days.first > report.last and not looks_ahead(fact):
            message = f"时间晚于报告日期：{said(fact)}所说的{fact.count.period}在报告日期之后，请核对。"
            yield alarm("range", "range.date", "warning", message, (fact,))


def more_than_all(fact: Fact) -> Iterator[Check]:
    low = fact.quantity.low if fact.quantity.low is not None else fact.quantity.value
    if low < LIMIT or fact.quantity.value <= LIMIT:
        return
    sentence = fact.count.evidence.sentence
    if (fact.count.indicator or "").endswith(listed("checks", "at_most_100")):
        yield alarm("range", "range.percent", "error", f"比率超过100%：{said(fact)}，请核对。", (fact,))
    elif fact.count.aspect == "share" and not any(
        word in sentence for word in listed("checks", "may_exceed")
    ):
        yield alarm("share", "share.over", "error", f"占比超过100%：{said(fact)}，请核对。", (fact,))


def looks_ahead(fact: Fact) -> bool:
    """Whether the figure is a target, or its sentence speaks of what is to come."""
    sentence = fact.count.evidence.sentence
    return fact.count.aspect == "target" or any(word in sentence for word in listed("checks", "ahead"))
