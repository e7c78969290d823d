"""The names of events behind a verb of holding, one or several in a list, and what makes a phrase such a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest

from pipeline.extract import stretches
from pipeline.extract.quoted_names import enclosed
from pipeline.lexicons import alternatives, words

_H = "\u4e00-\u9fff"
_OPENING, _CLOSING = "“‘「《（(", "”’」》）)"
_FAR = 200  # letters: no name is longer
_STOP = "，,。；;！!？?：:\n\t"
_LEAD = re.compile(
    r"(?:了|过|的|好|起|为期[\d一二两三四五六七八九十]+(?:天|周|个月)的)*(?:(?:每[月年季周](?:度)?)?(?:[\d一二两三四五六七八九十多数]+余?(?:次|场|期|轮|个|堂|届|项)|首次|一系列|系列|各类|各种|多种形式的?|形式多样的?|丰富多彩的?)(?:以上)?)?(?:第[\d一二两三四五六七八九十]+[次场])?(?:[、，]?(?:内容|形式|载体)(?:多样|多种|丰富|新颖|多彩)的?)*(?:生动的|精彩的|别开生面的)?(?:的)?\s*"
)
_ONCE = re.compile(r"[\d一二两三四五六七八九十]+余?(?:次|场|期|轮|堂|届)")
_OTHERS = re.compile(
    r"等(?:[\d一二两三四五六七八九十多]+(?:余)?(?:项|个|场|次))?(?:一系列|系列|各类|主题|丰富多彩的?|形式多样的?|特色|庆祝|文体|教育|实践|党建)*活动"
)
NOT_NAME_BEHIND = r"(?!议|室|片|中心|场所|阵地|方案|计划|经费|基地|站|机构|资料|教材|内容|报告|精神|纪要|组|团|员|队|者|堂|费|品牌|驿站|岗|器材|广场|公园|通知)"
_BODY_BEFORE = re.compile(r"(?:[”党级]|社会|基层|群团|经济|两新|群众|国际|合作)\Z")
_PARTY_DAY = re.compile(r"\A[^，。；]{0,4}(?:(?:主题)?党日(?:活动)?|专题党课|主题党课)\Z")
_TALLY = re.compile(
    r"(?:共|累计|约|近)?(?<![\d〇第])(\d+)余?多?(?:场次|人次|堂次|次|场|期|轮|堂|届)[、和及]?"
)
_DAY_BEFORE = re.compile(r"\d日(?:上午|下午|晚上|晚|当天)?[，,]?[^，。；]{0,20}\Z")
_TALLIED = re.compile(rf"[{_H}]{{0,4}}“[^“”，。]{{2,12}}”")
_EDITION = re.compile(
    rf"(?:首届|第[一二三四五六七八九十百\d]+届)[{_H}]{{0,4}}“[^“”，。；]{{2,14}}[节会赛展周月日]”(?![{_H}])"
)
_PEOPLE = re.compile(r"\A[\d一二两三四五六七八九十百]+余?(?:多)?(?:名|位|人)")
_GOING = re.compile(r"前往|赴|走进|亮相|入选|获得|荣获|获评|”(?:上|里|中)的|到(?!位|底|场)")


@dataclass(frozen=True, slots=True)
class Event:
    """A name at `start`..`end` of the sentence; `verb` is where the verb of holding begins, None without one."""

    start: int
    end: int
    verb: int | None
    rule: str
    confidence: float = 0.8


def behind_verbs(text: str, usual: bool = False) -> Iterator[Event]:
    """The events that stand behind a verb of holding; with `usual` also what is held as a rule (专题党课12场次)."""
    verbs = verbs_in(text, 0, len(text))
    for match, following in zip_longest(verbs, verbs[1:]):
        end = _phrase_end(text, match.end(), min(len(text), match.end() + _FAR))
        limit = min(end, following.start()) if following else end
        lead = _LEAD.match(text, match.end(), limit)
        start = lead.end() if lead else match.end()
        once = bool(lead and _ONCE.search(lead[0])) or bool(
            _DAY_BEFORE.search(stretches.before(text, match.start()))
        )
        others = _OTHERS.search(text, start, end)
        if others and not _goes_on(text, start, others.start(), following):
            yield from _listed(text, start, others.start(), match.start())
            continue
        yield from _single(text, (start, limit), match.start(), once, usual)


def _goes_on(text: str, start: int, end: int, following: re.Match[str] | None) -> bool:
    """Whether another verb of holding opens the list: 组织党员|参加甲、乙等活动."""
    return following is not None and following.start() < end and "、" not in text[start : following.start()]


def verbs_in(text: str, start: int, end: int) -> list[re.Match[str]]:
    """The verbs of holding outside quotation marks; 组织 behind 社会 or ” is a noun."""
    return [
        m
        for m in _verbs().finditer(text, start, end)
        if not is_quoted(text, m.start())
        and not (m[0] == "组织" and _BODY_BEFORE.search(text[max(0, m.start() - 4) : m.start()]))
    ]


def _single(text: str, span: tuple[int, int], verb: int, once: bool, usual: bool) -> Iterator[Event]:
    """The phrase up to the last type word, part by part where figures part it: `义诊活动9次、法律讲座6场`."""
    start, end = span
    tallies = list(_TALLY.finditer(text, start, end))
    for tally in tallies:
        if titled := _tallied_title(text, start, tally.start()):
            yield Event(start, titled, verb, "activity-tallied", 0.7)
        elif usual or not _is_usual(text[start : tally.start()], tally[1]):
            yield from _part(
                text, start, tally.start(), verb, once or _is_special(text[start : tally.start()])
            )
        start = tally.end()
    if start < end:
        yield from _part(text, start, end, verb, once)


def _part(text: str, start: int, end: int, verb: int, once: bool) -> Iterator[Event]:
    """The phrase up to the last type word; two that 和 or 、 joins are two events where both are whole."""
    series = _EDITION.match(text, start, end)  # 第三届“邻里节”
    if series:
        yield Event(start, series.end(), verb, "activity-verb", 0.8)
        return
    if text[start:end].startswith("“") and (title := _quoted_title(text, start)):
        yield Event(start, title, verb, "activity-verb", 0.8)
    found = [m for m in types().finditer(text, start, end) if not is_quoted(text, m.start())]
    if not found:
        return
    stop = found[-1].end()
    for a, b in _members(text, start, stop):
        a = _skip_as(text, a, b)
        if ends_in_type(text[a:b]) and is_name(text[a:b], once):
            yield Event(a, b, verb, "activity-verb", 0.85 if "“" in text[a:b] else 0.75)


def _tallied_title(text: str, start: int, end: int) -> int | None:
    """The end of `党员“夜校微课”` or `“圆桌会”` before a figure: what is held so often is an event by its quoted name."""
    return end if _TALLIED.fullmatch(text[start:end]) else None


def _is_special(phrase: str) -> bool:
    """Whether a phrase of some length holds more than words of everyday: 村干部培训班21期, not 民主评议会议2次."""
    return len(phrase) >= 6 and bool(_plain().sub("", _at_end().sub("", phrase)))


def _is_usual(phrase: str, tally: str) -> bool:
    """Whether a phrase with its figure tells how often the usual was done: 专题党课12场次."""
    return bool(_PARTY_DAY.search(phrase)) and tally != "1"


def _quoted_title(text: str, start: int) -> int | None:
    """The end of a quoted name that itself ends as events do and that nothing else types: `“先锋测评”，`."""
    end = text.find("”", start) + 1
    if not 6 <= end - start <= 40 or re.match(rf"[{_H}“]", text[end : end + 1] or "。"):
        return None
    return end if ends_in_type(text[start + 1 : end - 1]) else None


def _members(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The events that 、 or 和 joins, where the second is a name by itself: not `平台培训及答疑会`."""
    for place in _outside(text, start, end):
        if text[place] not in "、和及" or place - start < 4 or not ends_in_type(text[start:place]):
            continue
        rest = _members(text, place + 1, end)
        if all(is_name(text[a:b], False) for a, b in rest):
            return [(start, place), *rest]
    return [(start, end)]


def _skip_as(text: str, start: int, end: int) -> int:
    """Behind the 以 of `某校教师以“…”为主题的党课`."""
    at = text.find("以“", start, end)
    return start if at < 0 or is_quoted(text, at) or "“" in text[start:at] else at + 1


def _listed(text: str, start: int, end: int, verb: int) -> Iterator[Event]:
    """The members of `甲、乙、丙等活动` that are more than a word for a kind of work (技术攻关)."""
    begin = start
    titled = "“" in text[start:end]
    parted = [p for p in _outside(text, start, end) if text[p] == "、"]
    joined = [m.start() for m in re.finditer("(?<=”)(?=“)", text[start:end])]  # “百家宴”“读书角”等活动
    for place in sorted([*parted, *(start + at for at in joined), end]):
        a, b = begin, place
        begin = place + (place < end and text[place] == "、")
        if _is_member(text[a:b]) or (titled and b - a == 4 and "“" not in text[a:b]):
            yield Event(a, b, verb, "activity-listed", 0.7)


def _is_member(said: str) -> bool:
    bare = re.sub("“[^”]*”", "“名”", said)
    if "“" in said:
        return ends_in_type(said) or bare == "“名”" or len(bare) > 5
    parts = re.split("[和与及]", said)
    return (
        len(said) >= 5
        and not (len(parts) > 1 and max(map(len, parts)) < 5)
        and not re.search(r"[，。；]", said)
    )


def is_name(phrase: str, once: bool) -> bool:
    """Whether a phrase that ends in a type word names one event: `老党员座谈活动` does where it is held once."""
    match = _at_end().search(phrase)
    if not match or not 4 <= len(phrase) <= 60 or phrase.count("（") != phrase.count("）"):
        return False
    if _PEOPLE.match(phrase) or _GOING.search(re.sub("“[^“”]*”", "“”", phrase)):
        return False
    if "“" in phrase:
        return True
    if phrase.startswith(
        ("系列", "各类", "各种", "本次", "此次", "这次", "该", "同类", "此类", "相关", "有关", "类似", "全部")
    ):
        return False
    shortest = next(n for n in range(2, len(phrase) + 1) if phrase[-n:] in words("activity_words"))
    modifiers = phrase[:-shortest]
    if _PARTY_DAY.search(phrase) or (once and len(phrase) >= 6):
        return True
    return len(_plain().sub("", modifiers)) >= 2


def ends_in_type(phrase: str) -> bool:
    return bool(_at_end().search(phrase))


def _phrase_end(text: str, start: int, limit: int) -> int:
    for place in _outside(text, start, limit):
        if text[place] in _STOP or text[place] in _CLOSING:
            return place
    return limit


def _outside(text: str, start: int, end: int) -> Iterator[int]:
    """The places that stand outside quotation marks and brackets opened in the stretch."""
    depth = 0
    for place in range(start, end):
        mark = text[place]
        if mark in _OPENING:
            depth += 1
        elif mark in _CLOSING and depth:
            depth -= 1
        elif depth == 0:
            yield place


def is_quoted(text: str, at: int) -> bool:
    return bool(enclosed(text)[at])


def clause_start(text: str, at: int) -> int:
    """Behind the last stop mark before `at` that stands outside quotation marks, at most _FAR letters away."""
    flags = enclosed(text)
    nearest = (
        place for place in range(at - 1, max(-1, at - _FAR), -1) if text[place] in _STOP and not flags[place]
    )
    return next(nearest, max(-1, at - _FAR)) + 1


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(
        rf"(?:[落抓][实好]|完成|进行|做好|安排)(?=一[次场轮堂])|进行(?=[^，。；]{{2,14}}?(?:仪式|讲座|比赛|义诊|演讲|宣讲))|(?<![通经超])过(?=(?:主题)?党日)|(?:讲授|讲|(?<!以)上)(?=(?:了)?(?:一[堂次场])?(?:生动的)?[^，。；“”]{{0,8}}(?:专题|主题)党课)|(?<!党)(?<!将)(?<!将光荣地)(?:{alternatives('activity_verbs')})(?!部|生活|力|者|员|书记|委员|振兴|建设|体系|仪式|会|关系|领导|人|共[建享办]|联[建动]|覆盖|架构|优势|振兴)"
    )


@cache
def types() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives('activity_words')}){NOT_NAME_BEHIND}")


@cache
def _at_end() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives('activity_words')})\Z")


@cache
def _plain() -> re.Pattern[str]:
    return re.compile(alternatives("activity_plain"))
