"""Units and measure words: what stands behind a number, what it measures, and its value in base units."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from pipeline.lexicons import table

# 3个小时 is counted in hours, 3个百分点 in points; 3个月 keeps its 个, since 月 alone names a month
_AFTER_GE = "小时|钟头|星期|礼拜|百分点|工作日|学时|课时|季度|学期|学年|世纪|昼夜"


class UnitMatch(NamedTuple):
    """A unit as it stands: `end` in the text, `unit` as the tables give it, `more` where 多 or 半 stands inside."""

    end: int
    unit: str
    more: str = ""


@cache
def _measures() -> dict[str, tuple[str, str, Decimal]]:
    return {unit: (dimension, base, Decimal(factor)) for unit, dimension, base, factor in table("units")}


@cache
def _said_units() -> dict[str, str]:
    return {"号人": "人", "块钱": "元", "人民币": "元", "％": "%"}


@cache
def _patterns(after_digits: bool) -> dict[str, re.Pattern[str]]:
    """Units and measure words by their first character, longest first, each unless it goes on as another word."""
    followed = {
        word: after for word, after, numerals in table("measure_words") if after_digits or numerals == "any"
    }
    by_first: dict[str, list[str]] = {}
    for word in sorted({*followed, *_measures()}, key=lambda word: (-len(word), word)):
        by_first.setdefault(word[0], []).append(_guarded(word, followed.get(word, "-")))
    return {first: re.compile("|".join(words)) for first, words in by_first.items()}


def _guarded(word: str, after: str) -> str:
    letters = r"(?![A-Za-z0-9])" if word[-1].isascii() and word[-1].isalpha() else ""
    not_before = f"(?!{after})" if after != "-" else ""
    return re.escape(word) + letters + not_before


_GE = re.compile(rf"个(?P<more>[多半]?)(?P<unit>{_AFTER_GE}|月(?!度))")
_PER = re.compile(
    r"[/／](?:人|年|月|日|天|小时|h|亩|户|次|公顷|吨|公斤|千克|斤|克|秒|分钟|升|立方米|m³|平方米|㎡|平方公里|千瓦时|kWh|公里|km"
    r"|万元|元|株|个|件|米|场|期|学期|学年|周|课时|课|头|只|台|辆|套|平)(?![A-Za-z0-9])"
)
_TIMES = re.compile(r"[（(]次[）)]")  # 18批（次） are 批次


def match(text: str, start: int, *, after_digits: bool) -> UnitMatch | None:
    """The unit or measure word that begins at `start`, a blank before it allowed (30 个)."""
    at = start + 1 if text[start : start + 1] in (" ", "\u3000", "\xa0") else start
    compound = _GE.match(text, at) if text[at : at + 1] == "个" else None
    if compound:
        unit = "个月" if compound["unit"] == "月" else compound["unit"]
        return UnitMatch(compound.end(), unit, compound["more"])
    pattern = _patterns(after_digits).get(text[at : at + 1])
    found = pattern.match(text, at) if pattern else None
    if not found:
        return None
    unit = _said_units().get(found[0], found[0])
    end = found.end()
    mark = text[end : end + 1]
    if mark in ("（", "(") and dimension(unit) is None and (times := _TIMES.match(text, end)):
        return UnitMatch(times.end(), unit + "次")
    if mark in ("/", "／") and (per := _PER.match(text, end)):
        return UnitMatch(per.end(), unit + per[0])
    return UnitMatch(end, unit)


def dimension(unit: str | None) -> str | None:
    """What a unit measures (money, mass, land, floor, length, time, share …); None for measure words and unknown ones."""
    found = _measures().get(unit) if unit else None
    return found[0] if found else None


def base(value: Decimal, unit: str | None) -> tuple[Decimal, str | None]:
    """`value` in the base unit of its dimension (万斤 are told in kg, 公顷 in 亩); as it is where it has none."""
    found = _measures().get(unit) if unit else None
    if found is None or found[0] not in _CONVERTED:
        return value, unit
    return value * found[2], found[1]


_CONVERTED = (
    "money",
    "mass",
    "land",
    "floor",
    "length",
)  # a year is no sum of months, a dollar no sum of yuan
