"""Numbers that are a label: 〔2024〕5号, G107国道, a phone number, 12.4宪法宣传, 比分78：65, 2.0版."""

from __future__ import annotations

import re

from pipeline.language.numeral_kinds import CHINESE, RATIO, Draft, latin, sign

_OPENING, _CLOSING = frozenset("“‘「『"), frozenset("”’」』")
_BRACKETS = frozenset("〔〕[]【】［］")
_WORD = re.compile(r"(?![左以的])[\u4e00-\u9fff]")
_ACCESSORY = re.compile(
    r"[号室#](?!人)|标段|网格(?![员长化])|[大中]队|支队(?!伍)|分?公司(?![高年])|栋(?=\d|单元|[一二三四五六]单元)|单元|楼(?!栋)|路公交"
)
_ACCESSORY_FIRST = frozenset("号室#标网大中支分公栋单楼路")  # what _ACCESSORY begins with
_BEHIND_LABELS = frozenset(":： \u3000[")  # what _VISITS ends with
_DIGITS_AND_WORD = re.compile(r"[/_·\-](?=[0-9A-Za-z])")
_NAMED_DAY = re.compile(r"(?:1[0-2]|[1-9])\.(?:3[01]|[12]\d|[1-9])")  # 12.4宪法宣传
_PARTED = re.compile(r"(?:[A-Za-z]|\d{4}) $")  # ISO 14001, 6222 0210 0100
_SCORE_HEAD = re.compile(r"比分|[战取险获]胜|击败|力克|[打战踢]成")
_SCORE_TAIL = re.compile(r"[的]?(?:比分|[战取获险得]胜|大胜|击败|力克|告负|战平|险胜|逆转|拿下|胜|负于)")
_OF_RELEASES = frozenset("时升")
_RELEASE = re.compile(r"\.\d(?:版(?![画本])|时代|升级)|版(?=系统|软件|平台|办法|方案|手册)")
_JOINING = frozenset("-/_.·")
_JOINED = re.compile(r"[0-9A-Za-z][-/_.·]$")


_VISITS = re.compile(r"(?:浏览|阅读|点击|访问)(?:次数|数|量)?[:：][ \u3000\[]*$")  # 浏览次数：1520


def is_code(text: str, numeral: Draft) -> bool:
    """〔2024〕5号, MG300/700, 93602工作面, a phone number."""
    start, end = numeral.number_start, numeral.number_end
    if text[start] in CHINESE:
        return False
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if text.startswith("**", end) or text.endswith("**", 0, start):  # 138****5678
        return True
    if before == "〕" or (before in _BRACKETS and after in _BRACKETS) or latin(before):
        return True
    if before in _BEHIND_LABELS and _VISITS.search(text[max(0, start - 8) : start]):
        return True
    if after in _ACCESSORY_FIRST and numeral.high is None and _ACCESSORY.match(text, end):
        return True
    if before in _JOINING and _JOINED.search(text[max(0, start - 2) : start]):
        return True
    if (numeral.unit == "版" or after in _OF_RELEASES) and _is_release(text, end):
        return True
    if end - start > 2 and RATIO.search(text, start, end) and _is_score(text, start, end):
        return True
    if before in _OPENING and after in _CLOSING and text[start:end].isdigit():
        return True
    if numeral.unit is not None:
        return numeral.unit == "级" and text[end - 1] in "万亿"  # 10亿级企业
    return _labels(text, start, end, after)


def _labels(text: str, start: int, end: int, after: str) -> bool:
    """Whether a number without a unit is a label: 12.4宪法宣传, 318国道, ISO 14001, or simply long."""
    if _PARTED.search(text[max(0, start - 5) : start]):
        return True
    if _NAMED_DAY.fullmatch(text, start, end) and _WORD.match(after):
        return True
    if latin(after) or _DIGITS_AND_WORD.match(text, end) or _labelled(text, start):
        return True
    length = end - start
    if length < 2 or not text[start:end].isdigit():
        return False
    return length > 6 or text[start] == "0" or (length > 2 and text.startswith(sign("code"), end))


def _is_release(text: str, end: int) -> bool:
    """2.0版, 3.0时代."""
    return _RELEASE.match(text, end) is not None or _RELEASE.match(text, max(0, end - 2)) is not None


def _is_score(text: str, start: int, end: int) -> bool:
    """比分78：65, 以3:2取胜: what a game ended with is no ratio."""
    head = text[max(0, start - 8) : start]
    return _SCORE_TAIL.match(text, end) is not None or _SCORE_HEAD.search(head) is not None


def _labelled(text: str, start: int) -> bool:
    return text[max(0, start - 6) : start].rstrip(" \u3000：:为是").endswith(sign("code_head"))
