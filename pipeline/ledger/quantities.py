"""How much a stated figure says: its bounds, and how finely it is rounded.

63名 is 63 and nothing else; 27.8万名 is anything that rounds to it; 200余家 is 200 to 300. Two figures agree where
one number could be behind both. All in base units, so that 3吨 and 3000公斤 compare.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from pipeline.ledger.taxonomy import listed
from pipeline.rows.counts import Count

DIGITS = re.compile(r"(\d[\d,]*)(?:\.(\d+))?")
CHINESE_MAGNITUDE = re.compile("[万亿]")
ABOUT = Decimal("0.1")  # 约200 may be 180 to 220
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure in base units. `low` and `high` are what it may be, None where it is open.

    `step` is the place of the last digit it is told to (27.8万 → 1000), 0 for a plain whole number.
    """

    value: Decimal
    low: Decimal | None
    high: Decimal | None
    step: Decimal
    exact: bool  # no approximator


def quantity(count: Count) -> Quantity:
    """What `count` says, in base units."""
    factor = base_factor(count)
    value, rounding = count.value * factor, step(count) * factor
    low, high = count.value * factor, (count.high if count.high is not None else count.value) * factor
    if count.bound in ("exact", "range"):
        half = rounding / 2
        return Quantity(value, low - half, high + half, rounding, count.bound == "exact")
    if count.bound == "about":
        margin = max(abs(value) * ABOUT, rounding)
        return Quantity(value, low - margin, high + margin, rounding, False)
    reach = last_place(count.value) * factor if is_closed(count.text) else None
    if count.bound == "at_least":
        return Quantity(value, low, None if reach is None else high + reach, rounding, False)
    return Quantity(value, None if reach is None else low - reach, high, rounding, False)


def agree(one: Quantity, other: Quantity) -> bool:
    """Whether one number could be behind both."""
    return not below(one.high, other.low) and not below(other.high, one.low)


def below(high: Decimal | None, low: Decimal | None) -> bool:
    return high is not None and low is not None and high < low


def printed_bounds(count: Count) -> tuple[Decimal | None, Decimal | None]:
    """`low` and `high` of a total, in the count's own unit: 200余 has low 200 and no high."""
    if count.bound == "exact":
        return count.value, count.value
    if count.bound == "range":
        return count.value, count.high
    if count.bound == "at_least":
        return count.value, None
    return None, count.value if count.bound == "at_most" else None


def base_factor(count: Count) -> Decimal:
    """What one of the count's units is in base units."""
    if count.base_value is None or not count.value:
        return Decimal(1)
    return count.base_value / count.value


def step(count: Count) -> Decimal:
    """The place of the last digit that the text gives, in the count's own unit; 0 for a plain whole number."""
    return step_of(count.text, abs(count.value), count.unit == "%")


@lru_cache(maxsize=65536)
def step_of(text: str, value: Decimal, percent: bool) -> Decimal:
    found = DIGITS.search(unicodedata.normalize("NFKC", text))
    if found is None:
        return last_place(value) if CHINESE_MAGNITUDE.search(text) else ZERO
    whole, decimals = found[1].replace(",", ""), found[2] or ""
    number = Decimal(f"{whole}.{decimals or 0}")
    scale = value / number if number else Decimal(1)
    if not decimals and scale == 1 and not percent:
        return ZERO
    return scale.scaleb(-len(decimals))


def last_place(value: Decimal) -> Decimal:
    """The place of the last digit that is not 0: 1200 → 100, 0.25 → 0.01."""
    if not value:
        return Decimal(1)
    exponent = value.normalize().as_tuple().exponent
    assert isinstance(exponent, int)  # a stated figure is finite
    return Decimal(1).scaleb(exponent)


@lru_cache(maxsize=65536)
def is_closed(text: str) -> bool:
    """Whether the approximator bounds the figure on its far side too: 200余 does, 超过200 does not."""
    return any(word in text for word in listed("extents", "closed"))
