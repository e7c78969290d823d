"""What bounds a number on either side (超百亿元, 35岁及以下), where it stands, and the sign of the number."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from pipeline.language.number_values import Amount
from pipeline.language.quantities import Quantity
from pipeline.lexicons import table

_EARLY = re.compile(r"(至少|最少|至多|最多)[\u4e00-\u9fff]{1,4}$")  # 至少开展2次
_MINUS = re.compile(r"(?:^|[\u4e00-\u9fff（(\s])(?:零下|[-−－])$")
_LOSS = re.compile(
    r"(?:利润|净额|余额|差额|结余|收益|盈余|损益|增加值|净增)(?:总额)?(?:为|是|达)?[ \u3000]?[-−－]$"
)
_UPTO = re.compile(r"(?<![会网线路村场晚早马以加链街山台身楼])上$")  # 上百名, but 会上百名代表
_PAST = re.compile(r"(?<!突)破$|(?<![通经超走度不越跨路渡])过$")  # 过亿元, 破百件
_RECENT_UNITS = ("年", "个月", "天", "周")


@cache
def _approximators(side: str) -> tuple[re.Pattern[str], dict[str, str], dict[str, str]]:
    """The pattern of the approximators of a side, their bounds, and the characters that they may not follow."""
    rows = [row for row in table("approximators") if row[1] == side]
    words = "|".join(sorted((re.escape(row[0]) for row in rows), key=lambda word: (-len(word), word)))
    pattern = rf"(?:{words})[ \u3000]?$" if side == "before" else rf"[ \u3000]?(?:{words})"
    return (
        re.compile(pattern),
        {row[0]: row[2] for row in rows},
        {row[0]: row[3] for row in rows if row[3] != "-"},
    )


@cache
def _last_characters() -> frozenset[str]:
    return frozenset(row[0][-1] for row in table("approximators") if row[1] == "before")


@cache
def _first_characters() -> frozenset[str]:
    """What an approximator behind a number begins with, a blank before it allowed."""
    return frozenset({" ", "\u3000"} | {row[0][0] for row in table("approximators") if row[1] == "after"})


def before(text: str, quantity: Quantity, floor: int) -> tuple[int, str | None]:
    """Where the numeral begins with its approximator, and the bound that it gives."""
    at = quantity.start
    head = text[max(floor, at - 7) : at]
    if text[at] in "百千万亿" and (_UPTO.search(head) or _PAST.search(head)):
        return at - 1, "at_least"
    if text.startswith("半数", at) and head.endswith("过") and not head.endswith("超过"):
        return at - 1, "at_least"
    if head.endswith("第"):
        return at - 1, None
    pattern, bounds, guards = _approximators("before")
    match = pattern.search(head) if head.rstrip()[-1:] in _last_characters() else None
    if match is None and ("至" in head or "最" in head) and (early := _EARLY.search(head)):
        return at, "at_most" if early[1].endswith("多") else "at_least"
    if match:
        word = match[0].strip()
        previous = text[: at - len(match[0])][-1:]
        if not (previous and previous in guards.get(word, "")) and not _recent(
            text, word, previous, quantity
        ):
            return at - len(match[0]), bounds[word]
    minus = _MINUS.search(text[max(0, at - 3) : at]) if head.endswith(("-", "−", "－", "零下")) else None
    if minus and (
        head.endswith("零下")
        or quantity.unit in ("%", "‰", "℃", "°C")
        or not _neighbour(text, quantity.end)
        or _LOSS.search(head)
    ):
        return at - (2 if head.endswith("零下") else 1), None
    return at, None


def _recent(text: str, word: str, previous: str, quantity: Quantity) -> bool:
    """近三年 at the head of a clause, and 近三年来, are the last three years, not less than three."""
    if word != "近" or quantity.unit not in _RECENT_UNITS:
        return False
    opens = not previous or previous in "，。；、：:,;“（(是在对为"
    return text[quantity.end : quantity.end + 1] == "来" or opens


def _neighbour(text: str, at: int) -> str:
    return text[at : at + 1].strip()


def after(text: str, quantity: Quantity) -> tuple[int, str | None]:
    """Where the numeral ends with its approximator, and the bound that it gives."""
    if text[quantity.end : quantity.end + 1] not in _first_characters():
        return quantity.end, None
    pattern, bounds, _ = _approximators("after")
    match = pattern.match(text, quantity.end)
    if not match:
        return quantity.end, None
    word = match[0].strip()
    follow = text[match.end() : match.end() + 1]
    if (word == "上下" and follow in tuple("游联贯级班楼功同一")) or (
        word == "左右" and follow in tuple("手两岸逢")
    ):
        return quantity.end, None
    bound = bounds[word]
    return match.end(), None if bound == "range" else bound


def bound(amount: Amount, before: str | None, after: str | None) -> str:
    """The bound of a numeral: what stands behind the number wins over what stands before it (约5亿多)."""
    if amount.high is not None:
        return "range"
    inner = amount.bound if amount.bound != "exact" else None
    return after or (inner if inner == "at_least" else None) or before or inner or "exact"


def signed(text: str, start: int, value: Decimal) -> Decimal:
    return -value if text[start] in "-−－" or text.startswith("零下", start) else value
