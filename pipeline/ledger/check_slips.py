"""Slips of the pen: shares of one whole that do not make 100 %, and one value under two indicators.

Rules H2 and H11 of the year book editors.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from pipeline.ledger.alarms import alarm, between, said, sentence_of
from pipeline.ledger.check_parts import HUNDRED, unit_of
from pipeline.ledger.facts import PLAIN, Fact
from pipeline.ledger.quantities import last_place
from pipeline.ledger.taxonomy import is_ratio, listed
from pipeline.rows.checks import Check

LEAST = 3  # shares that make a list
NEARLY = Decimal(10)  # a list further from 100 % is no list of all parts
STEP = re.compile(r"[^。；]{0,24}")  # between one share and the next
DIGITS = 3  # digits of a value that hardly comes twice by chance
SHARED = 2  # characters at the end of two indicators of one kind: 财政收入, 预算收入


def shares_of_one_whole(facts: Sequence[Fact]) -> Iterator[Check]:
    """Shares told one after the other as the parts of one whole (按学历分 …), whose sum is near 100 % but not it."""
    for _, group in groupby(facts, key=sentence_of):
        for run in lists_of_shares(list(group)):
            total = sum((fact.quantity.value for fact in run), Decimal(0))
            slack = sum((fact.quantity.step / 2 for fact in run), Decimal(0))
            off = abs(total - HUNDRED)
            if slack < off <= NEARLY:
                parts = "、".join(said(fact) for fact in run)
                message = f"各项占比相加不为100%：{parts}相加为{total.normalize():f}%，请核对。"
                yield alarm("share", "share.sum", "warning", message, run)


def lists_of_shares(group: Sequence[Fact]) -> Iterator[list[Fact]]:
    """The stretches of shares that a sentence tells as a division of one whole."""
    shares = [fact for fact in group if fact.count.unit == "%" and fact.count.aspect == "share"]
    exact = [fact for fact in shares if fact.quantity.exact and fact.quantity.value < HUNDRED]
    if len(exact) < LEAST or len(exact) != len(shares):
        return
    sentence = exact[0].count.evidence.sentence[: exact[0].count.evidence.start]
    told = any(word in sentence for word in listed("checks", "divided"))
    together = all(
        STEP.fullmatch(between(one, other) or "") for one, other in zip(exact, exact[1:], strict=False)
    )
    if told and together and len({fact.count.indicator for fact in exact}) == len(exact):
        yield exact


def one_value_twice(facts: Sequence[Fact]) -> Iterator[Check]:
    """One value of three digits and more under two indicators of one kind: copied by mistake, perhaps."""
    groups: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in facts:
        if is_particular(fact):
            same = (fact.place, fact.count.owner, fact.count.period, unit_of(fact), fact.quantity.value)
            groups[same].append(fact)
    for group in groups.values():
        first = group[0]
        for other in group[1:]:
            if are_two_of_a_kind(first, other):
                message = f"两项指标数值完全相同：{said(first)}与{said(other)}，请核对是否误抄。"
                yield alarm("contradiction", "same_value", "warning", message, (first, other))
                break


def is_particular(fact: Fact) -> bool:
    count = fact.count
    if not count.owner or count.aspect not in PLAIN or not fact.quantity.exact or count.unit is None:
        return False
    value = abs(count.value)
    digits = len(str(int(value / last_place(value)))) if value else 0
    return digits >= DIGITS and not is_ratio(count.indicator or "", count.unit)


def are_two_of_a_kind(one: Fact, other: Fact) -> bool:
    """Whether the two are told apart by their words though they end alike, and neither is a part of the other."""
    first, second = one.count.indicator or "", other.count.indicator or ""
    linked = one.count.part_of == other.id or other.count.part_of == one.id
    contained = first in second or second in first
    return (
        not linked and not contained and one.measure != other.measure and first[-SHARED:] == second[-SHARED:]
    )
