"""Signs by which one numeral is told to be a time, an ordinal, a fixed phrase or a bare count; codes are in numeral_codes."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from pipeline.lexicons import table, words

CHINESE = frozenset("零〇○◯一二两三四五六七八九十百千万亿廿卅数几")
_BOUNDARY = frozenset("，。；：、,;:“（( \t\u3000")

_HAN = re.compile(r"[\u4e00-\u9fff]*")

_CLOCK_MARKS = frozenset(":：时点后")
_CLOCK = re.compile(
    r"(?P<cohort>(?:[5-9]0|[09]5|00|10)后)|\d{1,2}(?:[:：][0-5]\d(?![\d.])|时|点(?=[半多许整钟左前后到至，。、；开]|\d|$))"
)
_CLOCK_HEAD = re.compile(
    r"(?:上午|下午|早上|早晨|晚上|凌晨|中午|傍晚|清晨|深夜|夜里|每天|每晚|当天|[早晚])[ \u3000]?$"
)
_YEAR = re.compile(r"(?:[6-9]\d|0\d|1\d|2[0-6])年(?=(?:1[0-2]|[1-9])月)")
_YEAR = re.compile(
    r"(?:19|20)\d\d[ \u3000]?(?:年(?!历史|的历史)|届|级|学年)"
    r"|\d{1,2}[ \u3000]?月(?!龄)|\d{1,2}日(?![以之]?内|[之以]?后|游)"
)
_YEAR_MARKS = frozenset("年月日届级学 \u3000")  # what stands behind the digits of _YEAR
_BARE_YEAR = re.compile(r"(?:19|20)\d\d$")
_BEFORE_NOW = re.compile(r"[之以]?前(?![提景列沿途])")
_LASTING = re.compile(r"(?:为期|历时|连续|持续|用时|提前)$")
_WITHIN = re.compile(r"[以之]?[内后]|游|期|行程|[的之]间")
_COMPARING = re.compile(r"比(?:例|重|值|为|分|由|达)?[^，。；]{0,12}$")

_ORDINAL_HEAD = re.compile(r"(?:第|附件|附表|附录|[见如附][图表]|(?:^|[（(])[图表]|No\.?|NO\.?)[ \u3000]?$")
_GROUP = re.compile(
    r"(?:村民|组长|班长|党员|居民|群众|学生|的?全体|班主任)"
)  # 7组村民 are of the seventh group
_GROUP_HEAD = re.compile(
    r"(?:年级|初[一二三]|高[一二三]|[）)级]|[\d一二三四五六七八九][组班][、和]|[村社区])$"
)
_GROUP_NEXT = re.compile(r"[、和][\d一二三四五六七八九十]{1,2}[组班]")
_MADE_HEAD = re.compile(r"(?:成|为|了|共|有|余|计|办|设|建|开|招|等|各|每|到|[，。；：])$")
_ORDINAL_LAST = frozenset("第件表录图oO.")
_LIST_HEAD = re.compile(r"(?:^|[\s；;。：:，,、])[（(]?$")
_LIST_TAIL = re.compile(r"[）)]|[.．、](?!\d)")
_PRIZE = ("等奖", "等功", "等品")
_PAST_HEAD = ("以前", "之前", "目前", "空前", "提前", "当前")
_CONGRESS_BODY = re.compile(r"全国|中央|人大|政协|省委|市委|[一二三四五六七]中")
_HELD_HEAD = frozenset("办共计了班训出")  # 举办三期 counts, 园区三期 is the third

_PLUS = re.compile(r"\+[0-9A-Za-z一二三四五六七八九十]")  # 5000+家 is no formula
_TIMES_SIGN = re.compile(r"[×xX*](?=\d)")

_BARE_HEAD = re.compile(
    r"(?:[为达到至是占共计有分超近约：:]|分别|不足|缩小|扩大|收窄|上升|下降|提高|增加|减少|(?:^|\t))[ \u3000]?了?$|\d、$"
)
_BARE_TAIL = re.compile(r"$|[，。；、,;！？）)\t\s以左]")
RATIO = re.compile(r"[比:：∶]")


class Draft(NamedTuple):
    """A Numeral of the model whose use is still to be found; a tuple, since frozen dataclasses are slow to make."""

    start: int
    end: int
    number_start: int
    number_end: int
    text: str
    value: Decimal | None
    high: Decimal | None
    bound: str
    unit: str | None
    use: str


@cache
def sign(kind: str) -> tuple[str, ...]:
    """The words of numeral_signs that give a sign."""
    return tuple(word for word, sign in table("numeral_signs") if sign == kind)


def is_time(text: str, numeral: Draft) -> bool:
    """A clock time, a cohort, a decade, or a year, month or day that no given expression covers."""
    start, end, unit = numeral.number_start, numeral.number_end, numeral.unit
    after = text[end : end + 1]
    arabic = text[start].isdecimal()
    if after in ("世", "年") and text.startswith(("世纪", "年代"), end):
        return True
    if (
        arabic
        and (after in _CLOCK_MARKS or ":" in text[start:end] or "：" in text[start:end])
        and _is_clock(text, start)
    ):
        return True
    if (
        numeral.bound == "exact"
        and end - start == 4
        and _BARE_YEAR.match(text[start:end])
        and _names_year(text, numeral)
    ):
        return True
    if after in ("点", "时") and _CLOCK_HEAD.search(text[max(0, start - 4) : start]):
        return True
    if after in _YEAR_MARKS and numeral.start == start and arabic and _YEAR.match(text, start):
        return True
    if unit == "年":  # 这两年 and 十年前 are vague times
        vague = text.endswith(("这", "今明", "前"), 0, start) and not text.endswith("提前", 0, start)
        vague = vague or text[start] == "0"  # 09年 is a year
        return vague or _BEFORE_NOW.match(text, numeral.end) is not None
    if (
        unit == "日" and text[start] in CHINESE and numeral.value not in (1, 100)
    ):  # 六日 alone is a day of the month, 为期六日 and 六日内 are none
        return not _LASTING.search(text[max(0, start - 3) : start]) and not _WITHIN.match(text, numeral.end)
    return unit == "月" and after != "个"


def _is_clock(text: str, start: int) -> bool:
    """8:30, 8时, and 90后."""
    match = _CLOCK.match(text, start)
    return match is not None and (match["cohort"] is not None or not _compares(text, start))


def _names_year(text: str, numeral: Draft) -> bool:
    """2018全国…现场会, （2005）, 2024大型招聘会, the first cell of a row: a year that no 年 follows."""
    after = text[numeral.number_end : numeral.number_end + 1]
    if numeral.unit is not None:
        return numeral.unit in ("大", "首", "对", "行", "双", "度", "届", "级")
    if "\u4e00" <= after <= "\u9fff" or (after == "\t" and numeral.start == 0):
        return True
    return after in ("）", ")") and text[numeral.number_start - 1] in "（("


def _compares(text: str, start: int) -> bool:
    return _COMPARING.search(text[max(0, start - 16) : start]) is not None


def is_formula(text: str, numeral: Draft) -> bool:
    """1+2+N, “3+3”: a number beside a plus."""
    start = numeral.number_start
    if (
        start > 0
        and text[start - 1] in "+×"
        and (text[start - 1] == "+" or text[start - 2 : start - 1].isdigit())
    ):
        return True
    if numeral.unit is None and _TIMES_SIGN.match(text, numeral.number_end):
        return True  # 7×24小时
    if "+" not in text[numeral.number_end : numeral.end + 1]:
        return False
    return _PLUS.match(text, numeral.number_end) is not None or _PLUS.match(text, numeral.end) is not None


def is_ordinal(text: str, numeral: Draft) -> bool:
    """第三批, 附件1, a list number, 一是, 三等奖, 101周年, 二期, 十四届."""
    start, end, unit = numeral.number_start, numeral.number_end, numeral.unit
    head = text[max(0, start - 4) : start]
    if unit == "周年":
        return numeral.bound == "exact" and not head.endswith("龄")
    if text.startswith(_PRIZE, end) or (head.rstrip()[-1:] in _ORDINAL_LAST and _ORDINAL_HEAD.search(head)):
        return True
    if unit is None and _begins_point(text, start, end, head):
        return True
    if unit in ("组", "班") and _is_group(text, numeral, head):
        return True
    if text[start] in CHINESE:
        return _chinese_ordinal(text, numeral, head)
    if unit is None and (text.startswith(("强", "年级"), end) or _is_class(text, start, end)):
        return True
    if unit in ("名", "位", "个", None) and head.endswith("前") and numeral.start == start:
        return not head.endswith(_PAST_HEAD)
    return unit == "期" and text.startswith(("工程", "项目", "建设"), numeral.end)


def _is_group(text: str, numeral: Draft, head: str) -> bool:
    """7组村民, 九年级3班, 1班、2班: groups with a number; 分成3组 and 开办12班 count."""
    if numeral.bound not in ("exact", "range") or numeral.value is None or numeral.value >= 100:
        return False
    if _GROUP_HEAD.search(head) or _GROUP_NEXT.match(text, numeral.end):
        return True
    if numeral.high is not None and numeral.value == 1:
        return not head.endswith(("每", "设", "成"))  # 1至3组
    return not _MADE_HEAD.search(head) and _GROUP.match(text, numeral.end) is not None


def _is_class(text: str, start: int, end: int) -> bool:
    """高三（2）班."""
    return text[start - 1 : start] in ("（", "(") and text.startswith(("）班", ")班"), end)


def _begins_point(text: str, start: int, end: int, head: str) -> bool:
    """Whether a number is that of a point: 1.…；2.… and （一）; 分别为1、2、3 are none."""
    if end - start > 3 or not _LIST_TAIL.match(text, end) or not _LIST_HEAD.search(head):
        return False
    return not (text[end] == "、" and text[end + 1 : end + 2].isdigit())


def _chinese_ordinal(text: str, numeral: Draft, head: str) -> bool:
    """The ordinals that only Chinese numerals make: 一是, 其二, 二级, 二期, 十四届, 前三名."""
    end, unit, before = numeral.number_end, numeral.unit, head[-1:]
    if text.startswith(("是", "要"), end) and (not before or before in _BOUNDARY):
        return True
    if unit is None:
        return before in ("其", "之", "前")
    if text[numeral.number_start : end] == "二":
        return unit != "%"
    if unit == "次":
        return head.endswith(sign("session"))
    if unit in ("期", "版", "等"):
        return before not in _HELD_HEAD
    if unit == "届":
        many = numeral.value is not None and numeral.value >= 10
        return many or _CONGRESS_BODY.match(text, numeral.end) is not None
    if unit == "级":
        if numeral.high is not None:  # 三四级手术 are of the third and the fourth grade
            return True
        return text.startswith(sign("grade"), numeral.end) or head.endswith(sign("grade_head"))
    if unit == "队" and numeral.high is not None:
        return numeral.value == 1  # 一至三队
    return before == "前" and unit in ("名", "位")


def latin(character: str) -> bool:
    return character.isascii() and character.isalpha()


@cache
def _phrases() -> dict[str, tuple[tuple[int, str], ...]]:
    """The fixed phrases by the two characters at each numeral morpheme in them, with where these stand."""
    index: dict[str, list[tuple[int, str]]] = {}
    for phrase in sorted(words("number_phrases"), key=lambda p: (-len(p), p)):
        for at, character in enumerate(phrase):
            if character in CHINESE:
                index.setdefault(phrase[at : at + 2], []).append((at, phrase))
    return {key: tuple(found) for key, found in index.items()}


def in_phrase(text: str, numeral: Draft) -> bool:
    """Whether a numeral stands in a fixed phrase; one that ends within its unit is none (三公 in 三公斤)."""
    start = numeral.number_start
    least = numeral.number_end + len(numeral.unit or "")
    for length in (2, 1):
        for at, phrase in _phrases().get(text[start : start + length], ()):
            if start >= at and start - at + len(phrase) >= least and text.startswith(phrase, start - at):
                return True
    return False


def is_phrase(text: str, numeral: Draft) -> bool:
    """A fixed phrase, or a Chinese numeral that counts nothing: 一 as an article, 四点, 三步走, 千亿级."""
    start, end, unit = numeral.number_start, numeral.number_end, numeral.unit
    said, after = text[start:end], text[end + 1 : end + 2]
    if in_phrase(text, numeral) or text.startswith("之家", numeral.end):  # 三代之家
        return True
    if unit == "倍" or (unit == "番" and "翻" in text[max(0, start - 2) : start]):
        return False
    if said == "一" and numeral.value == 1:
        return not any(more in text[end : numeral.end] for more in "多余半")  # 一年多 and 一个半小时 count
    if unit == "大":
        return _is_congress(text, numeral)
    if unit in ("点", "步", "等"):
        return True
    if (
        not said.strip("百千万亿")
        and numeral.bound == "exact"
        and (unit in ("级", "里", "年") or text.startswith(sign("gathering"), numeral.end))
    ):
        return True
    if unit == "分":
        return numeral.value is not None and numeral.value < 10
    if unit == "节":
        return after not in ("课", "车")
    return unit == "面" and (not after or after not in "旗红锦奖墙镜国党")


def _is_congress(text: str, numeral: Draft) -> bool:
    """二十大, 七大精神; 十大 says more of fame than of number (十大人物), but 十大工程 and 十二大任务 are counted."""
    if _things_counted(text, numeral) and not text.endswith("党的", 0, numeral.start):
        return False
    many = numeral.value is not None and numeral.value >= 10
    after = text[numeral.end : numeral.end + 1]
    return many or not after or after in "，。；、）)”" or text.startswith(sign("congress"), numeral.end)


def _things_counted(text: str, numeral: Draft) -> bool:
    """十大工程, 十大惠民工程; of 十二大 and the like only what follows at once."""
    words, at = sign("programme"), numeral.end
    if text.startswith(words, at):
        return True
    if numeral.value != 10 or text.startswith(sign("congress"), at):
        return False
    return any(
        text.startswith(words, at + length) and _HAN.fullmatch(text, at, at + length) for length in (2, 3, 4)
    )


def is_plan(text: str, numeral: Draft) -> bool:
    """三年行动, 五年规划: named by its years."""
    return numeral.unit == "年" and text.startswith(sign("plan"), numeral.end)


def is_serial(text: str, numeral: Draft) -> bool:
    """Whether a number is the first cell of its row, before a cell of words: 1⇥王某⇥45."""
    if text[: numeral.start].strip() or numeral.value is None or numeral.value >= 1000:
        return False
    rest = text[numeral.end :].lstrip(" ")
    return rest.startswith("\t") and not rest[1:2].isdigit()


def is_bare_count(text: str, numeral: Draft) -> bool:
    """Whether an Arabic number without a unit counts: a whole table cell, 分别为1、2、3, 680以上, 5支部."""
    start, end = numeral.start, numeral.end
    if end - start <= 5 and text.startswith(sign("counted"), end) and not latin(text[start - 1 : start]):
        return True
    if numeral.bound != "exact" or RATIO.search(text, start, end):
        return True
    if "\t" in text:
        return (start == 0 or text[start - 1] in "\t ") and (end == len(text) or text[end] in "\t ")
    if text.startswith(("金", "银", "铜"), end):
        return True
    return (
        _BARE_HEAD.search(text[max(0, start - 4) : start]) is not None
        and _BARE_TAIL.match(text, end) is not None
    )
