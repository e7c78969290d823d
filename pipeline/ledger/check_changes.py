"""Old, new and growth: does the rate that is told follow from the figures?

Rules H5 and H6 of the year book editors. Within a sentence (由75万元增加到86万元，增长14.7%; 共9918万名，比上年净增114万名，增幅1.2%),
and over years, where the ledger has the figure of the year before.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from pipeline.ledger.alarms import alarm, between, lead, said, sentence_of
from pipeline.ledger.check_parts import HUNDRED, unit_of
from pipeline.ledger.facts import PLAIN, Fact, Measure, topic
from pipeline.ledger.spans import span
from pipeline.ledger.taxonomy import listed
from pipeline.rows.checks import Check

ROSE = "增加|增长|提高|提升|上升|扩大|增|升"
FELL = "减少|下降|降低|压缩|缩短|缩减|缩小|减|降"
FROM = re.compile(r"(?:由|从)[^，。；]*$")
TO = re.compile(rf"[^，。；\d]{{0,6}}?(?P<way>{ROSE}|{FELL})(?:到了?|至|为)[^，。；\d]{{0,6}}")
RATE = re.compile(
    rf"[，,、（(]?(?:同比|比[^，。；]{{1,8}}|较[^，。；]{{1,8}})?(?:{ROSE}|{FELL})(?:率|幅|了|达|为|约)*"
)
NET = re.compile(rf"[^。；]{{0,4}}(?:比|较)[^，。；]{{1,14}}(?:净增加?|{ROSE}|净减|{FELL})(?:了)?")
YEARLY = re.compile("同比|比上年|较上年|比去年|较去年|比上一年|比前一年")


def changes(facts: Sequence[Fact]) -> Iterator[Check]:
    """Growth rates that do not follow from the figures beside them or from those of the year before."""
    for _, group in groupby(facts, key=sentence_of):
        in_sentence = list(group)
        yield from from_to(in_sentence)
        yield from points(in_sentence)
        yield from net_and_rate(in_sentence)
    yield from over_years(facts)


def from_to(facts: Sequence[Fact]) -> Iterator[Check]:
    """由A增加到B，增长C%."""
    for old, new, rate in zip(facts, facts[1:], facts[2:], strict=False):
        if (
            not is_rate(rate)
            or unit_of(old) != unit_of(new)
            or not (old.quantity.exact and new.quantity.exact)
        ):
            continue
        said_so = (
            FROM.search(lead(old))
            and TO.fullmatch(between(old, new) or "")
            and RATE.fullmatch(between(new, rate) or "")
        )
        if said_so and old.count.unit not in ("%", None):
            yield from verdict(old, new, rate, "change.from_to", "error")


def points(facts: Sequence[Fact]) -> Iterator[Check]:
    """H6. 由91.2%提高到95.7%，提高4.5%: what lies between two rates is told in 百分点, and their ratio is 4.9%."""
    for old, new, rate in zip(facts, facts[1:], facts[2:], strict=False):
        rates = all(fact.count.unit == "%" and fact.quantity.exact for fact in (old, new, rate))
        if not (rates and TO.fullmatch(between(old, new) or "") and RATE.fullmatch(between(new, rate) or "")):
            continue
        gap = abs(new.quantity.value - old.quantity.value)
        if old.quantity.value and gap == abs(rate.quantity.value):
            growth = gap / old.quantity.value * HUNDRED
            message = (
                f"百分点写成了%：由“{old.count.text}”到“{new.count.text}”相差{gap.normalize():f}个百分点"
                f"（相对变动约{growth:.1f}%），文中为“{rate.count.text}”，请核对。"
            )
            yield alarm("change", "change.points", "warning", message, (rate, old, new))


def net_and_rate(facts: Sequence[Fact]) -> Iterator[Check]:
    """共A，比上年净增B，增幅C%: the old figure is A less B."""
    for whole, net, rate in zip(facts, facts[1:], facts[2:], strict=False):
        exact = whole.quantity.exact and net.quantity.exact and whole.count.aspect in PLAIN
        told = (
            net.count.aspect == "change"
            and is_rate(rate)
            and unit_of(whole) == unit_of(net)
            and net.count.unit != "%"
        )
        if not (
            exact
            and told
            and NET.fullmatch(between(whole, net) or "")
            and RATE.fullmatch(between(net, rate) or "")
        ):
            continue
        old = whole.quantity.value - net.quantity.value
        if old <= 0:
            continue
        slack = (whole.quantity.step + net.quantity.step) / 2
        low, high = sorted(
            (net.quantity.value + sign * net.quantity.step / 2) / (old - sign * slack) * HUNDRED
            for sign in (Decimal(-1), Decimal(1))
        )
        if not within(rate, low, high):
            due = net.quantity.value / old * HUNDRED
            message = f"增量与增幅不符：{said(whole)}、{said(net)}对应的增幅约为{due:.1f}%，文中为“{rate.count.text}”，请核对。"
            yield alarm("change", "change.net", "error", message, (rate, whole, net))


def over_years(facts: Sequence[Fact]) -> Iterator[Check]:
    """A figure of this year with its growth, against the figure that the ledger has for the year before."""
    by_year: dict[tuple[Measure, str, int], list[Fact]] = defaultdict(list)
    for fact in facts:
        year = year_of(fact)
        if year and fact.count.owner and fact.quantity.exact and fact.count.aspect in (None, "cumulative"):
            by_year[fact.measure, fact.count.owner, year].append(fact)
    for new, rate in zip(facts, facts[1:], strict=False):
        year = year_of(new)
        if not (year and is_rate(rate) and new.quantity.exact and is_growth_of(new, rate)):
            continue
        before = by_year.get((new.measure, new.count.owner or "", year - 1), [])
        if len({fact.quantity.value for fact in before}) == 1:
            yield from verdict(before[0], new, rate, "change.years", "warning")


def is_growth_of(new: Fact, rate: Fact) -> bool:
    text = between(new, rate)
    same = topic(rate.count.indicator or "") == topic(new.count.indicator or "")
    at_constant_prices = any(
        word in (new.count.indicator or "") for word in listed("checks", "constant_prices")
    )
    told = text is not None and RATE.fullmatch(text) and YEARLY.search(text)
    return bool(told and same and not at_constant_prices and new.count.unit != "%")


def is_rate(fact: Fact) -> bool:
    return fact.count.unit == "%" and fact.count.aspect == "change" and fact.quantity.exact


def year_of(fact: Fact) -> int | None:
    """The year of a figure of a whole year, or of its end where it is a stock."""
    days = span(fact.count.period)
    if days is None or (days.last.month, days.last.day) != (12, 31):
        return None
    whole_year = days.first.year == days.last.year and (days.first.month, days.first.day) == (1, 1)
    return days.last.year if whole_year or fact.nature == "stock" else None


def verdict(old: Fact, new: Fact, rate: Fact, rule: str, severity: str) -> Iterator[Check]:
    """The alarm where the rate cannot be the growth from `old` to `new`, all rounded as they are."""
    a, b = old.quantity, new.quantity
    if not a.low or a.low <= 0 or a.high is None or b.low is None or b.high is None:
        return
    low, high = (b.low / a.high - 1) * HUNDRED, (b.high / a.low - 1) * HUNDRED
    if within(rate, low, high):
        return
    due = (b.value / a.value - 1) * HUNDRED
    way = f"增长{due:.1f}%" if due >= 0 else f"下降{-due:.1f}%"
    message = (
        f"前后数字与增减幅度不符：由{said(old)}到{said(new)}应约{way}，文中为“{rate.count.text}”，请核对。"
    )
    others = (old, new) if sentence_of(old) != sentence_of(rate) else (new, old)
    yield alarm("change", rule, severity, message, (rate, *others))


def within(rate: Fact, low: Decimal, high: Decimal) -> bool:
    """Whether the rate, give or take its last digit, lies within `low` to `high`."""
    value, step = rate.quantity.value, rate.quantity.step
    return low <= value + step and value - step <= high
