"""What a numeral is used for: a count, or a time, an ordinal, a code, a name, a formula, a fixed phrase."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from pipeline.lexicons import words
from pipeline.model.document import Numeral, TimeExpression

Span = tuple[int, int]

_CHINESE = "零〇○◯一二两三四五六七八九十百千万亿廿卅数几"
_ORDINAL_HEAD = re.compile(r"(?:第|附件|附表|附录|[见如附][图表]|(?:^|[（(])[图表]|No\.?|NO\.?)[ \u3000]?$")
_PART_HEAD = re.compile(r"[其之]$")
_SESSION_HEAD = re.compile(r"(?:大会|人大|政协|委员会|常委会|届|全委)$")
_CODE_HEAD = re.compile(
    r"(?:代码|编号|证号|号码|邮编|账号|学号|工号|编码|文号|电话|热线|手机|传真|QQ|微信)[：:为是]?[ \u3000]?$"
)
_LIST_HEAD = re.compile(r"(?:^|[\s；;。：:，,、])[（(]?$")
_LIST_TAIL = re.compile(r"[）)]|[.．、](?!\d)")
_RANK = re.compile(r"[前]$")
_CLOCK = re.compile(r"\d{1,2}(?:[:：][0-5]\d(?![\d.])|[时]|点(?=[半多许整钟左前后到至，。、；开]|\d|$))")
_CLOCK_HEAD = re.compile(
    r"(?:上午|下午|早上|早晨|晚上|凌晨|中午|傍晚|清晨|深夜|夜里|每天|每晚|当天|[早晚])[ \u3000]?$"
)
_YEAR = re.compile(
    r"(?:19|20)\d\d[ \u3000]?(?:年(?!历史|的历史)|届|级|学年|[.\-/]\d{1,2}(?!\d))|\d{1,2}[ \u3000]?月(?!龄)|\d{1,2}日(?![以之]?内|[之以]?后|游)"
)
_COHORT = re.compile(r"(?:[5-9]0|[09]5|00|10)[后後]")
_AGE = re.compile(r"世纪|年代")
_BARE_YEAR = re.compile(r"(?:19|20)\d\d$")
_PLACE_TAIL = re.compile(
    r"[里台道家棵间层座][河沟屯铺庄湖店坪湾岭渠营寨墩坡岗桥山口]|[里台道][镇乡县街村](?!民|级|办)"
)
_PLAN = re.compile(r"(?:大?行动|规划|计划|纲要|攻坚|倍增|提升)")
_ACCESSORY = re.compile(
    r"[号室](?!人)|栋(?=\d|单元|[一二三四五六]单元)|单元|楼(?!栋)|国道|省道|县道|工作面|热线|路公交"
)
_CONGRESS_TAIL = re.compile(
    r"精神|报告|代表|以来|会址|召开|贺|会议|期间|党章|即将|胜利|闭幕|开幕|[，。；、]|$"
)
_BOUNDARY = "，。；：、,;:“（( \t\u3000"
_CODE_TAIL = re.compile(
    r"医院|工厂|[路线厂矿房型机井库]|国道|热线|工程|计划|部队|信箱|车间|采区|地块|产品|急救|报警"
)
_SHORT = 16


def number_like(text: str, start: int, end: int) -> bool:
    """Whether a Chinese numeral without a unit is to be listed: 第三, 一是, 三等奖, 二十大, 三十六."""
    said, before, after = text[start:end], text[max(0, start - 2) : start], text[end : end + 2]
    if before.endswith("第") or before.endswith("其"):
        return True
    if after.startswith(("等奖", "等功", "是", "要")) and (not before or before[-1] in _BOUNDARY):
        return True
    if after.startswith("等") and after[1:2] in tuple("奖功品"):
        return True
    if text[end : end + 1] in tuple("、）)") and _LIST_HEAD.search(text[:start]) and start < 3:
        return True
    return (
        len(said) > 1
        and any(c in "十百千万亿" for c in said)
        and any(c in "一二两三四五六七八九" for c in said)
    )


def assigned(text: str, numerals: Sequence[Numeral], times: Sequence[TimeExpression]) -> tuple[Numeral, ...]:
    """The numerals with their `use`, each by itself first and then among its neighbours."""
    fixed = [(t.start, t.end) for t in times]
    named = _named_spans(text)
    first = [replace(n, use=_use(text, n, fixed, named)) for n in numerals]
    return tuple(_of_formulas(text, _of_lists(text, first)))


def _use(text: str, numeral: Numeral, fixed: list[Span], named: list[Span]) -> str:
    """The use of one numeral, the surest sign first."""
    if any(numeral.number_start < end and start < numeral.number_end for start, end in fixed) or _is_time(
        text, numeral
    ):
        return "time"
    if _is_formula(text, numeral):
        return "formula"
    if _is_ordinal(text, numeral) or ("\t" in text and _serial(text, numeral)):
        return "ordinal"
    if _is_code(text, numeral):
        return "code"
    chinese = text[numeral.number_start] in _CHINESE
    if chinese and _is_phrase(text, numeral):
        return "phrase"
    inside = any(start < numeral.number_start and numeral.number_end < end for start, end in named)
    if inside:
        return "phrase" if chinese and text[numeral.number_start - 1] in "“‘" else "name"
    if chinese and _PLACE_TAIL.match(text, numeral.number_end):
        return "name"
    if (
        numeral.unit is None
        and text[numeral.number_end - 1] in "万亿"
        and numeral.number_end - numeral.number_start > 1
    ):
        return "count"
    if numeral.unit is not None:
        return "name" if _PLAN.match(text, numeral.end) and numeral.unit == "年" else "count"
    return "unassigned" if chinese or not _bare_count(text, numeral) else "count"


def _is_time(text: str, numeral: Numeral) -> bool:
    """A clock time, a cohort, a decade, or a year, month or day that no given expression covers."""
    start, end = numeral.number_start, numeral.number_end
    if _CLOCK.match(text, start) and not _compares(text, start):
        return True
    if _COHORT.match(text, start) or _AGE.match(text, end):
        return True
    if (
        numeral.unit is None
        and text[end : end + 1] == "\t"
        and not start
        and _BARE_YEAR.match(text[start:end])
    ):
        return True  # the first cell of a row
    if numeral.bound == "exact" and _BARE_YEAR.match(text[start:end]) and _names_year(text, numeral):
        return True
    if text[end : end + 1] in ("点", "时") and _CLOCK_HEAD.search(text[:start][-4:]):
        return True
    if _YEAR.match(text, start) and numeral.start == start:
        return True
    if numeral.unit == "年" and text[:start].endswith(("这", "今明", "前")):  # 这两年 is a vague time
        return True
    if numeral.unit == "月" and text[end : end + 1] != "个":
        return True
    return (
        numeral.unit == "年"
        and re.match(r"[之以]?前(?!提|景|列|沿|途)", text[numeral.end : numeral.end + 3]) is not None
    )


def _names_year(text: str, numeral: Numeral) -> bool:
    """2018全国…现场会, （2005）, 2024大型招聘会: a year that no 年 follows."""
    after = text[numeral.number_end : numeral.number_end + 1]
    if numeral.unit is None:
        return "\u4e00" <= after <= "\u9fff" or (
            after in tuple("）)") and text[numeral.number_start - 1] in "（("
        )
    return numeral.unit in ("大", "首", "对", "行", "双", "度", "届", "级")


def _compares(text: str, start: int) -> bool:
    return (
        re.search(r"比(?:例|重|值|为|分|由|达)?[^，。；]{0,12}$", text[max(0, start - 16) : start])
        is not None
    )


def _is_formula(text: str, numeral: Numeral) -> bool:
    """1+1+X+N, “3+3”: a number beside a plus."""
    start, end = numeral.number_start, numeral.number_end
    return (
        text[start - 1 : start] in ("+", "＋")
        or text[end : end + 1] in ("+", "＋")
        or text[numeral.end : numeral.end + 1] in ("+", "＋")
    )


def _is_ordinal(text: str, numeral: Numeral) -> bool:
    """第三批, 附件1, a list number, 一是, 三等奖, 101周年, 二期, 十四届."""
    start, end = numeral.number_start, numeral.number_end
    head, tail = text[:start][-4:], text[end : end + 3]
    said = text[start:end]
    if _ORDINAL_HEAD.search(head) or numeral.unit == "周年" or tail.startswith(("等奖", "等功", "等品")):
        return True
    if (
        numeral.unit is None
        and _LIST_HEAD.search(head)
        and _LIST_TAIL.match(text, end)
        and len(said) < 4
        and not _in_list(text, end)
    ):
        return True
    if numeral.unit is None and _PART_HEAD.search(head) and said[0] in _CHINESE:
        return True
    if said[0] in _CHINESE:
        return _chinese_ordinal(text, numeral, said, head, tail)
    if tail.startswith("强") and numeral.unit is None:
        return True
    if numeral.unit in ("名", "位", "个", None) and head.endswith("前") and numeral.start == start:
        return not head.endswith(("以前", "之前", "目前", "空前", "提前", "当前"))
    return numeral.unit == "期" and text[numeral.end : numeral.end + 2] in ("工程", "项目", "建设")


def _in_list(text: str, end: int) -> bool:
    """Whether a 、 behind a bare number parts numbers (分别为1、2、3) and begins no point."""
    return text[end : end + 1] == "、" and text[end + 1 : end + 2].isdigit()


def _chinese_ordinal(text: str, numeral: Numeral, said: str, head: str, tail: str) -> bool:
    if tail.startswith(("是", "要")) and (not head or head[-1] in _BOUNDARY):
        return True
    if said == "二" and numeral.unit is not None and numeral.unit not in ("%",):
        return True
    if numeral.unit == "次" and _SESSION_HEAD.search(head):
        return True
    if numeral.unit in ("期", "版", "等"):
        return not re.search(r"[办共计了班训出]$", head)
    if numeral.unit == "届":
        many = numeral.value is not None and numeral.value >= 10
        return many or text.startswith(("全国", "中央", "人大", "政协", "省委", "市委"), numeral.end)
    if numeral.unit in ("组", "队", "班") and numeral.high is not None and numeral.value == 1:
        return True  # 一至三组
    if numeral.unit == "级":
        return _is_grade(text, numeral, head)
    return head.endswith("前") and numeral.unit in ("名", "位", None)


def _is_grade(text: str, numeral: Numeral, head: str) -> bool:
    """三级医院 and 国家三级 are grades; 市县乡三级 and 五级架构 are counted."""
    tail = text[numeral.end : numeral.end + 4]
    grade = re.match(
        r"调研|主任|巡视|警|高级|法官|检察|医院|甲|乙|文物|公路|建筑|保护|抗震|职|工|教师|以上|及以|响应|残|伤|达标|标准化|地震",
        tail,
    )
    return grade is not None or head.endswith(("国家", "英语", "甲等", "风力", "正高", "专技"))


def _is_code(text: str, numeral: Numeral) -> bool:
    """〔2024〕5号, MG300/700, 93602工作面, a phone number."""
    start, end = numeral.number_start, numeral.number_end
    said = text[start:end]
    if not said[0].isdigit():
        return False
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if numeral.unit is None and _CODE_HEAD.search(text[max(0, start - 6) : start]):
        return True
    if before in tuple("〔[【") and after in tuple("〕]】") or before == "〕":
        return True
    if (
        _latin(before)
        or (_latin(after) and numeral.unit is None)
        or (before in tuple("-/／_.·") and _joined(text, start))
    ):
        return True
    if (
        after in tuple("/／_·-")
        and text[end + 1 : end + 2].isalnum()
        and numeral.unit is None
        and text[end + 1 : end + 2].isascii()
    ):
        return True
    if numeral.high is None and _ACCESSORY.match(text, end):
        return True
    whole = said.isdigit()
    if whole and before in tuple("“‘") and after in tuple("”’"):
        return True
    if whole and numeral.unit is None and (len(said) > 6 or (len(said) > 1 and said[0] == "0")):
        return True
    return whole and len(said) > 2 and numeral.unit is None and _CODE_TAIL.match(text, end) is not None


def _latin(character: str) -> bool:
    return character.isascii() and character.isalpha()


def _joined(text: str, start: int) -> bool:
    return text[start - 2 : start - 1].isalnum() and text[start - 2 : start - 1].isascii()


@cache
def _phrases() -> dict[str, tuple[tuple[int, str], ...]]:
    """The fixed phrases by the two characters at each numeral morpheme in them, with where these stand."""
    index: dict[str, list[tuple[int, str]]] = {}
    for phrase in sorted(words("number_phrases"), key=lambda p: (-len(p), p)):
        for at, character in enumerate(phrase):
            if character in _CHINESE:
                index.setdefault(phrase[at : at + 2], []).append((at, phrase))
    return {key: tuple(found) for key, found in index.items()}


def _in_phrase(text: str, start: int) -> bool:
    """Whether the numeral morpheme at `start` stands in a fixed phrase."""
    for length in (2, 1):
        for at, phrase in _phrases().get(text[start : start + length], ()):
            if start >= at and text.startswith(phrase, start - at):
                return True
    return False


def _is_phrase(text: str, numeral: Numeral) -> bool:
    """A fixed phrase, or a Chinese numeral that counts nothing: 一 as an article, 四点, 三步走, 千亿级."""
    start, end, unit = numeral.number_start, numeral.number_end, numeral.unit
    said = text[start:end]
    if _in_phrase(text, start):
        return True
    if numeral.value == 1 and numeral.high is None and said in ("一", "壹"):
        return not re.search("[多余半]", text[end : numeral.end])  # 一年多 and 一个半小时 count
    if unit in ("点", "步", "等") or (unit == "大" and _is_congress(text, numeral)):
        return True
    if said in ("百", "千", "万", "亿") and unit in ("级", "里", "年") and numeral.bound == "exact":
        return True
    if unit == "分" and numeral.value is not None and numeral.value < 10:
        return True
    if unit == "节" and text[end + 1 : end + 2] not in ("课", "车"):
        return True
    return unit == "面" and text[end + 1 : end + 2] not in tuple("旗红锦奖墙镜国党")


def _is_congress(text: str, numeral: Numeral) -> bool:
    """二十大, 七大精神; 十大 says more of fame than of number (十大人物)."""
    many = numeral.value is not None and numeral.value >= 10
    return many or _CONGRESS_TAIL.match(text, numeral.end) is not None


_TITLE = re.compile(r"《[^《》]*》")
_QUOTED = re.compile(r"[“‘「『]([^“”‘’「」『』]*)[”’」』]")
_CLAUSES = re.compile(r"[，。！？；,;!?]")


def _named_spans(text: str) -> list[Span]:
    """Titles in 《》, and short quoted terms: “三服一创两满意” is a name, a quoted sentence is not."""
    spans = [match.span() for match in _TITLE.finditer(text)]
    for match in _QUOTED.finditer(text):
        speech = text[: match.start()].endswith(("：", ":")) or _CLAUSES.search(match[1])
        if len(match[1]) <= _SHORT and not speech:
            spans.append(match.span())
    return spans


_BARE_HEAD = re.compile(r"(?:[为达到至是占共计有分超近约：:]|分别|不足|(?:^|\t))[ \u3000]?$|\d、$")
_BARE_TAIL = re.compile(r"$|[，。；、,;！？）)\t\s以左]")


def _bare_count(text: str, numeral: Numeral) -> bool:
    """Whether an Arabic number without a unit counts: a whole table cell, 分别为1、2、3, 680以上."""
    start, end = numeral.start, numeral.end
    if (
        numeral.bound in ("at_least", "at_most", "about", "range")
        or "比" in text[start:end]
        or re.search("[:：∶]", text[start:end])
    ):
        return True
    if "\t" in text:
        cell = (not text[:start] or text[start - 1] in "\t ") and (not text[end:] or text[end] in "\t ")
        return cell and not _serial(text, numeral)
    if text[end : end + 1] in tuple("金银铜"):
        return True
    return _BARE_HEAD.search(text[:start][-4:]) is not None and _BARE_TAIL.match(text, end) is not None


def _serial(text: str, numeral: Numeral) -> bool:
    """Whether a number is the first cell of its row, before a cell of words: 1⇥王某⇥45."""
    rest = text[numeral.end :].lstrip(" ")
    return (
        not text[: numeral.start].strip()
        and rest.startswith("\t")
        and not rest[1:2].isdigit()
        and numeral.value is not None
        and numeral.value < 1000
    )


_LISTED = re.compile(r"[^，。；！？]{0,14}[、，和及]$")


def _of_lists(text: str, numerals: list[Numeral]) -> list[Numeral]:
    """一 beside other numbers counts: 一个中心、两个基地、三支队伍."""
    out = list(numerals)
    for i, numeral in enumerate(numerals):
        if (
            numeral.use != "phrase"
            or numeral.value != 1
            or numeral.unit is None
            or _in_phrase(text, numeral.number_start)
        ):
            continue
        near = [numerals[j] for j in (i - 1, i + 1) if 0 <= j < len(numerals)]
        if any(_listed_with(text, numeral, other) for other in near):
            out[i] = replace(numeral, use="count")
    return out


def _listed_with(text: str, one: Numeral, other: Numeral) -> bool:
    if other.use != "count" or other.unit is None or other.value is None or other.value < 2:
        return False
    first, second = (one, other) if one.start < other.start else (other, one)
    between = text[first.end : second.start]
    return 2 <= len(between) <= 14 and between[-1] == "、" and not re.search(r"[，。；]", between)


_FORMULA = re.compile(
    r"[“‘]?([0-9０-９A-Za-z一二两三四五六七八九十NnXx]+(?:[+＋][0-9０-９A-Za-z一二两三四五六七八九十]+)+)[”’]?"
)


def _of_formulas(text: str, numerals: list[Numeral]) -> list[Numeral]:
    """The terms that spell out a formula are part of it: “1+3+N”…，即1个中心、3支队伍、N个网格."""
    out = list(numerals)
    for match in _FORMULA.finditer(text) if "+" in text or "＋" in text else ():
        terms = [int(term) for term in re.split("[+＋]", match[1]) if term.isdigit()]
        behind = [i for i, n in enumerate(out) if n.start >= match.end()]
        cue = re.search(r"即|就是|是指|指的是|包括|：|——|（", text[match.end() : match.end() + 30])
        if not terms or len(behind) < len(terms) or not (cue or len(terms) > 1):
            continue
        chosen = behind[: len(terms)]
        if (
            all(out[i].value == term for i, term in zip(chosen, terms, strict=True))
            and out[chosen[0]].start - match.end() < 40
        ):
            for i in chosen:
                out[i] = replace(out[i], use="formula")
    return out
