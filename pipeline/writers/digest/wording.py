"""The fixed words of the digest: numbers, bounds, sources. Small functions from values of a record to text."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

from pipeline.writers.digest.blocks import Bold
from pipeline.writers.figures import decimals

Record = dict[str, Any]

MAGNITUDES = ((10**8, 10**6, "亿"), (10**5, 10**2, "万"))  # from where, what must divide it, name
SIZES = {"亿": 10**8, "万": 10**4}
MOST_NAME = 200  # characters of a name; longer ones are cut, and the cut is shown
MOST_SENTENCE = 400  # characters of a sentence in a footnote
MOST_LISTED = 60  # names in one entry
CUT = "……（余见台账）"
DIGITS = "零一二三四五六七八九"


def number(value: float) -> str:
    """The number as documents print it: 10128.6万, 4.7亿 where two decimals of them are exact, else its digits."""
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    for start, step, name in MAGNITUDES:
        if abs(value) >= start and value % step == 0:
            size = SIZES[name]
            whole, rest = divmod(abs(int(value)), size)
            fraction = f"{rest / size:.6f}".rstrip("0")[1:].rstrip(".") if rest else ""
            return f"{'-' if value < 0 else ''}{whole}{fraction}{name}"
    return f"{value:.{decimals(value)}f}"


def amount(value: float, low: float | None, high: float | None, unit: str | None) -> str:
    """至少200家, 至多2000名, 3至5个, 约80斤, 15名: the number in its bounds, with its unit."""
    unit = cut(unit or "")
    if low is None and high is None:
        return f"约{number(value)}{unit}"
    if low == high:
        return f"{number(value)}{unit}"
    if high is None:
        return f"至少{number(low or 0)}{unit}"
    if low is None:
        return f"至多{number(high)}{unit}"
    return f"{number(low)}至{number(high)}{unit}"


def stated(value: float, low: float | None, high: float | None, unit: str | None, fact: Record | None) -> str:
    """The amount; an exact one as its `fact` writes it, if that is in digits: 84.0% keeps its decimal."""
    text = fact["text"] if fact and low is not None and low == high else ""
    as_written = text[:1].isascii() and text[:1].isdigit() and text.endswith(unit or "")
    return cut(text) if as_written else amount(value, low, high, unit)


def bounds(count: Record) -> tuple[float | None, float | None]:
    """The bounds of a stated quantity, as `totals` gives them: low and high, None where open."""
    value, bound = count["value"], count["bound"]
    if bound == "about":
        return None, None
    if bound == "range":
        return value, count["high"]
    return (None if bound == "at_most" else value), (None if bound == "at_least" else value)


def chinese(value: int) -> str:
    """1 → 一, 12 → 十二, 40 → 四十, up to 99: numbers of headings."""
    tens, ones = divmod(value, 10)
    if not tens:
        return DIGITS[ones]
    return ("" if tens == 1 else DIGITS[tens]) + "十" + (DIGITS[ones] if ones else "")


def cut(text: str, most: int = MOST_NAME) -> str:
    """The text, or its beginning with 见台账 where it is too long for a line of print."""
    return text if len(text) <= most else text[:most] + CUT


def listed(names: Iterable[str], most: int = MOST_LISTED) -> str:
    """甲、乙、丙; the first of them 等N项，余见台账 where they are many."""
    each = [cut(name) for name in names]
    more = f"等{len(each)}项（余见台账）" if len(each) > most else ""
    return "、".join(each[:most]) + more


def excerpt(sentence: str, spans: Iterable[tuple[int | None, int | None]]) -> tuple[str | Bold, ...]:
    """The sentence with the said words in bold; of a very long one the surroundings of the first of those words."""
    said = sorted(
        (start, end)
        for start, end in spans
        if start is not None and end is not None and 0 <= start < end <= len(sentence)
    )
    first, last = 0, len(sentence)
    if last > MOST_SENTENCE:
        first = max(0, said[0][0] - MOST_SENTENCE // 2) if said else 0
        last = min(last, first + MOST_SENTENCE)
    runs: list[str | Bold] = ["……" if first else ""]
    at = first
    for start, end in said:
        start, end = max(start, at), min(end, last)
        if start < end:
            runs += [sentence[at:start], Bold(sentence[start:end])]
            at = end
    runs += [sentence[at:last], CUT if last < len(sentence) else ""]
    return tuple(run for run in runs if run)


def joined(parts: Sequence[str | None], mark: str = "，") -> str:
    """The parts that say something, with a mark between them."""
    return mark.join(part for part in parts if part)
