"""Parts and wholes: do the parts add up, and is a share what part and whole make it?

Rules H1, H3 and H12 of the year book editors. The tolerance is the figures' own rounding: half a step for each part
and half a step for the whole, so that 29.8 + 32.5 + 455.4 may be printed as 517.6 (万个).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipeline.ledger.alarms import alarm, between, said
from pipeline.ledger.facts import PLAIN, Fact, topic
from pipeline.ledger.quantities import below
from pipeline.ledger.taxonomy import category, listed, unit_class
from pipeline.lexicons import settings
from pipeline.rows.checks import Check

OVER = Decimal("0.1")  # parts that exceed an open list's whole by more surely overlap (女党员, 党员干部)
UNDER = {2: Decimal("0.01")}  # parts that fall short by more surely are not all
UNDER_MANY = Decimal("0.03")
SHARE_OF = re.compile(
    r"[，,、（(]?(?:约|大约)?占(?P<whole>[^，。；、（]*?)的?(?:比例|比重)?(?:为|达到?|近|约)?"
)
HUNDRED = Decimal(100)
IN_TABLE = "counts.table"  # the rule of a table's cells


def sums(facts: Sequence[Fact]) -> Iterator[Check]:
    """Wholes that are less than a part, or not the sum of parts that are told as all of it."""
    by_id = {fact.id: fact for fact in facts}
    parts: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.count.part_of in by_id and fact.count.aspect in PLAIN:
            parts[fact.count.part_of or ""].append(fact)
    for id_, found in parts.items():
        whole = by_id[id_]
        same_unit = [part for part in found if unit_of(part) == unit_of(whole)]
        too_large = [part for part in same_unit if below(whole.quantity.high, part.quantity.low)]
        for part in too_large:
            message = f"分项大于总项：{said(part)}超过它所属的{said(whole)}，请核对。"
            yield alarm("sum", "part", "error", message, (whole, part))
        if not too_large and len(same_unit) > 1 and not cut_differently(whole, same_unit):
            yield from sum_of_parts(whole, same_unit)


def sum_of_parts(whole: Fact, parts: Sequence[Fact]) -> Iterator[Check]:
    if any(part.quantity.low is None or part.quantity.high is None for part in (whole, *parts)):
        return
    low = sum((part.quantity.low or Decimal(0) for part in parts), Decimal(0))
    high = sum((part.quantity.high or Decimal(0) for part in parts), Decimal(0))
    if not below(high, whole.quantity.low) and not below(whole.quantity.high, low):
        return
    total = sum((part.quantity.value for part in parts), Decimal(0))
    off = total - whole.quantity.value
    if not (all_told(whole, parts) or nearly(off, whole.quantity.value, len(parts))):
        return
    listed_parts = "、".join(said(part) for part in parts)
    way = "多" if off > 0 else "少"
    hint = "" if off > 0 or all_told(whole, parts) else "，或有未列出的分项"
    message = (
        f"分项之和与总项不符：{listed_parts}相加为{shown(total, whole)}，"
        f"比{said(whole)}{way}{shown(abs(off), whole)}{hint}，请核对。"
    )
    yield alarm("sum", "sum", "error" if off > 0 or not hint else "warning", message, (whole, *parts))


def nearly(off: Decimal, whole: Decimal, parts: int) -> bool:
    """Whether an open list misses its whole by so little that a slip is likelier than an overlap or a gap."""
    if off > 0:
        return off <= whole * OVER
    return -off <= whole * UNDER.get(parts, UNDER_MANY)


def all_told(whole: Fact, parts: Sequence[Fact]) -> bool:
    """Whether the parts are said to be all: the rows of a table over its 合计, or 分别为, 分为 without 其中."""
    if all(fact.count.evidence.rule == IN_TABLE for fact in (whole, *parts)):
        return True
    text = between(whole, parts[0])
    if text is None or any(word in text for word in listed("checks", "some_parts")):
        return False
    return any(word in text for word in listed("checks", "all_parts"))


def cut_differently(whole: Fact, parts: Sequence[Fact]) -> bool:
    """Whether the parts are cut in different ways, so that they overlap: 女党员 and 35岁以下党员."""
    known = cuts_of(whole)
    return len({cuts_of(part) - known for part in parts}) > 1


def cuts_of(fact: Fact) -> frozenset[str]:
    cuts = settings("taxonomy")["checks"]["cuts"]
    phrase = fact.count.indicator or ""
    return frozenset(name for name, words in cuts.items() if any(word in phrase for word in words))


def shares(facts: Sequence[Fact]) -> Iterator[Check]:
    """Shares that are not what the part before them and its whole make."""
    by_id = {fact.id: fact for fact in facts}
    wholes: dict[tuple[str, int, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.count.aspect in PLAIN and fact.quantity.exact:
            wholes[(*fact.place, unit_of(fact))].append(fact)
    for part, share in zip(facts, facts[1:], strict=False):
        phrase = share_phrase(part, share)
        if phrase is None:
            continue
        whole = by_id.get(part.count.part_of or "") or named_whole(
            phrase, part, wholes[(*part.place, unit_of(part))]
        )
        if (
            whole
            and unit_of(whole) == unit_of(part)
            and whole.quantity.exact
            and not fits(part, whole, share)
        ):
            due = part.quantity.value / whole.quantity.value * HUNDRED
            message = f"占比与数字不符：{said(part)}占{said(whole)}应约为{due:.1f}%，文中为“{share.count.text}”，请核对。"
            yield alarm("share", "share", "error", message, (share, whole, part))


def share_phrase(part: Fact, share: Fact) -> str | None:
    """What `share` is a share of, in the words between it and the part before it; None if it is not said so."""
    exact = part.quantity.exact and share.quantity.exact and part.count.aspect in PLAIN
    if (
        not exact
        or share.count.unit != "%"
        or share.count.aspect == "change"
        or part.count.unit in ("%", None)
    ):
        return None
    found = SHARE_OF.fullmatch(between(part, share) or "")
    return found["whole"] if found else None


def named_whole(phrase: str, part: Fact, candidates: Sequence[Fact]) -> Fact | None:
    """The one fact of the article that `phrase` names, of the same owner; None where several differ."""
    name, figure = topic(phrase), category(phrase, part.count.unit, None)
    if not name:
        return None
    named = [
        fact
        for fact in candidates
        if fact.position < part.position
        and fact.count.owner == part.count.owner
        and (
            topic(fact.count.indicator or "") == name
            or (figure is not None and fact.count.category == figure)
        )
    ]
    values = {fact.quantity.value for fact in named}
    return named[-1] if len(values) == 1 and named[-1].quantity.value > 0 else None


def fits(part: Fact, whole: Fact, share: Fact) -> bool:
    """Whether the share can be part by whole, all rounded as they are; a share cut off, not rounded, passes."""
    p, w, s = part.quantity, whole.quantity, share.quantity
    if not (p.low is not None and p.high is not None and w.low and w.high):
        return True
    return not (p.high / w.low * HUNDRED < s.value - s.step or p.low / w.high * HUNDRED > s.value + s.step)


def unit_of(fact: Fact) -> str:
    return unit_class(fact.count.base_unit or fact.count.unit)


def shown(value: Decimal, like: Fact) -> str:
    """A number in base units, as a reader would write it beside `like`: with 万 or 亿 where that has it."""
    for magnitude, size in (("亿", Decimal(10**8)), ("万", Decimal(10**4))):
        if magnitude in like.count.text:
            return f"{plain(value / size)}{magnitude}"
    return plain(value)


def plain(value: Decimal) -> str:
    return format(value.normalize(), "f") if value else "0"
