"""What the numerals of a sentence are used for: each by its own signs first, then among its neighbours."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal

from pipeline.language import numeral_codes
from pipeline.language import numeral_kinds as kinds
from pipeline.language.numeral_kinds import Draft
from pipeline.model.document import Numeral, TimeExpression

Span = tuple[int, int]

_TITLE = re.compile(r"《[^《》]*》")
_QUOTED = re.compile(r"[“‘「『]([^“”‘’「」『』]*)[”’」』]")
_CLAUSES = re.compile(r"[，。！？；,;!?]")
_SHORT = 16  # characters: a quoted term, no quoted sentence
_PLACE = re.compile(
    r"[里台道家棵间层座][河沟屯铺庄湖店坪湾岭渠营寨墩坡岗桥山口]|[里台道][镇乡县街村](?![民级办])|[元角][里桥村镇街坊井]"
)
_VILLAGE = re.compile(r"[\u4e00-\u9fff]{1,2}(?:[村镇乡路桥](?!民)|社区|街道)")
_SPELT_OUT = re.compile(r"即|就是|是指|指的是|包括|：|——|（")
_FORMULA = re.compile(
    r"[“‘]?([0-9A-Za-z一二两三四五六七八九十]+(?:\+[0-9A-Za-z一二两三四五六七八九十]+)+)[”’]?"
)
_CIPHER = re.compile(r"[“‘\"]([1-9]{2,8}|[一二三四五六七八九]{2,8})[”’\"]")
_SPOKEN = re.compile(r"[一二两三四五六七八九][万千百][一二三四五六七八九]")  # 六万八, 三千五
_DIGIT = {c: Decimal(i) for i, c in enumerate("一二三四五六七八九", start=1)}
_NUMBERED = frozenset("一二两三四五六七八九")
_POWERS = frozenset("十百千万亿")
_POINT_HEAD = frozenset("，。；：、,;:“（( \t\u3000")


def number_like(text: str, start: int, end: int) -> bool:
    """Whether a Chinese numeral without a unit is to be listed: 第三, 一是, 三等奖, 二十大, 三十六."""
    said, before = text[start:end], text[start - 1 : start] if start else ""
    if said in ("百", "千", "万", "亿"):  # 人数破万
        return before in tuple("破过逾超") and text[end : end + 1] in ("", *_POINT_HEAD)
    if before in ("第", "其") or text.startswith(("等奖", "等功", "等品"), end):
        return True
    if text.startswith(("是", "要"), end) and (not before or before in _POINT_HEAD):
        return True
    if start < 3 and text.startswith(("、", "）", ")"), end) and not text[:start].strip("（( \u3000"):
        return True
    return len(said) > 1 and not _POWERS.isdisjoint(said) and not _NUMBERED.isdisjoint(said)


def assigned(text: str, numerals: Sequence[Draft], times: Sequence[TimeExpression]) -> tuple[Numeral, ...]:
    """The numerals with their `use`."""
    if not numerals:
        return ()
    fixed = [(t.start, t.end) for t in times]
    named = _named_spans(text)
    out = [n if (use := _use(text, n, fixed, named)) == n.use else n._replace(use=use) for n in numerals]
    _count_listed_ones(text, out)
    _rank_with_second(out)
    _join_formulas(text, out)
    return tuple(Numeral(*n) for n in out)


def _use(text: str, numeral: Draft, fixed: list[Span], named: list[Span]) -> str:
    """The use of one numeral, the surest sign first."""
    start, end = numeral.number_start, numeral.number_end
    if _covers(fixed, start, end) or kinds.is_time(text, numeral):
        return "time"
    if kinds.is_formula(text, numeral):
        return "formula"
    if kinds.is_ordinal(text, numeral) or ("\t" in text and kinds.is_serial(text, numeral)):
        return "ordinal"
    if numeral_codes.is_code(text, numeral):
        return "code"
    chinese = text[start] in kinds.CHINESE
    if chinese and kinds.is_phrase(text, numeral):
        return "phrase"
    if _covers(named, start, end):
        return "phrase" if chinese and text[start - 1] in "“‘" else "name"
    if (
        (chinese and _PLACE.match(text, end))
        or _names_village(text, numeral, chinese)
        or kinds.is_plan(text, numeral)
    ):
        return "name"
    if _counts(text, numeral, chinese):
        return "count"
    return "phrase" if numeral.value == 0 else "unassigned"  # 0投诉


def _names_village(text: str, numeral: Draft, chinese: bool) -> bool:
    """十八洞村 and 二十里庄社区 hold a number that counts nothing."""
    return chinese and numeral.unit is None and _VILLAGE.match(text, numeral.number_end) is not None


def _covers(spans: list[Span], start: int, end: int) -> bool:
    """Whether one of the spans, which are sorted and do not overlap, shares a character with `start`..`end`."""
    at = bisect_left(spans, (end, 0)) - 1 if spans else -1
    return at >= 0 and spans[at][1] > start


def _counts(text: str, numeral: Draft, chinese: bool) -> bool:
    """Whether a numeral with no other use counts: by its unit, by its magnitude (两亿), or as a bare number."""
    length = numeral.number_end - numeral.start
    if numeral.unit is not None or (length > 1 and text[numeral.number_end - 1] in "万亿"):
        return True
    if chinese:
        return _SPOKEN.fullmatch(text, numeral.number_start, numeral.number_end) is not None
    return kinds.is_bare_count(text, numeral)


def _named_spans(text: str) -> list[Span]:
    """Titles in 《》, and short quoted terms: “两访一评三提升” is a name, a quoted sentence is not."""
    spans = [match.span() for match in _TITLE.finditer(text)] if "《" in text else []
    for match in _QUOTED.finditer(text):
        if (
            len(match[1]) <= _SHORT
            and not text.endswith(("：", ":"), 0, match.start())
            and not _CLAUSES.search(match[1])
        ):
            spans.append(match.span())
    return _apart(sorted(spans))


def _apart(spans: list[Span]) -> list[Span]:
    """Sorted spans with those that overlap joined: a quoted term within a title."""
    out: list[Span] = []
    for start, end in spans:
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


def _count_listed_ones(text: str, numerals: list[Draft]) -> None:
    """一 beside other numbers counts: 一个中心、两个基地、三支队伍."""
    for i, numeral in enumerate(numerals):
        if numeral.use != "phrase" or numeral.value != 1 or numeral.unit is None:
            continue
        near = [numerals[j] for j in (i - 1, i + 1) if 0 <= j < len(numerals)]
        if any(_listed_with(text, numeral, other) for other in near) and not kinds.in_phrase(text, numeral):
            numerals[i] = numeral._replace(use="count")


def _listed_with(text: str, one: Draft, other: Draft) -> bool:
    if other.use != "count" or other.unit is None or other.value is None or other.value < 2:
        return False
    first, second = (one, other) if one.start < other.start else (other, one)
    between = text[first.end : second.start]
    return 2 <= len(between) <= 14 and between[-1] == "、" and not _CLAUSES.search(between)


def _rank_with_second(numerals: list[Draft]) -> None:
    """三类村 beside 二类村 is the third kind, not three."""
    units = [n.unit for n in numerals if n.use == "ordinal" and n.unit and n.text.startswith("二")]
    for i, n in enumerate(numerals):
        if (
            n.unit in units
            and n.unit is not None
            and n.text == f"{n.text[:1]}{n.unit}"
            and n.text[0] in _DIGIT
        ):
            numerals[i] = n._replace(use="ordinal")


def _join_formulas(text: str, numerals: list[Draft]) -> None:
    """The terms that spell out a formula are part of it.

    “1+3+N”…，即1个中心、3支队伍、N个网格; “132”工作法：1个核心、3项制度、2支队伍.
    """
    formulas = (*_sums(text), *_ciphers(text))
    if not formulas:
        return
    with_unit = [i for i, n in enumerate(numerals) if n.unit is not None]
    starts = [numerals[i].start for i in with_unit]
    for end, terms in formulas:
        first = bisect_left(starts, end)
        behind = with_unit[first : first + len(terms)]
        if [numerals[i].value for i in behind] == terms and numerals[behind[0]].start - end < 40:
            for i in behind:
                numerals[i] = numerals[i]._replace(use="formula")
            for i, n in enumerate(numerals):
                if n.end == end - 1 and n.use == "code":
                    numerals[i] = n._replace(use="formula")


def _sums(text: str) -> list[tuple[int, list[Decimal]]]:
    """Where each 1+3+N ends, and its numbers; of a single number only where the text spells it out (即, ：)."""
    found: list[tuple[int, list[Decimal]]] = []
    for match in _FORMULA.finditer(text) if "+" in text else ():
        terms = [Decimal(term) for term in match[1].split("+") if term.isdecimal() and term.isascii()]
        if len(terms) > 1 or (terms and _SPELT_OUT.search(text, match.end(), match.end() + 30)):
            found.append((match.end(), terms))
    return found


def _ciphers(text: str) -> list[tuple[int, list[Decimal]]]:
    """Where each “1233” or “一三五” ends, and its digits."""
    return [
        (match.end(), [_DIGIT.get(c) or Decimal(c) for c in match[1]]) for match in _CIPHER.finditer(text)
    ]
