"""What shows that a name is a person's: an office before it or behind it, a verb of speaking, a list, a counted list."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from pipeline.extract.appointments import elected
from pipeline.extract.edges import Walker
from pipeline.extract.finder import Finder
from pipeline.extract.foreign_names import foreign_name_end, pieced_end, pieced_names
from pipeline.extract.name_looks import look
from pipeline.extract.person_names import (
    clear_end,
    is_memorial,
    name_end,
    name_shaped,
    surname_length,
    torn_name_end,
)
from pipeline.extract.titles import title_pieces, titles_before
from pipeline.lexicons import alternatives, table, words

Span = tuple[int, int]
_SEPARATORS = "、，和与及"
_LISTED_ON = re.compile(r"[、，。；：:和与及等）)（(\s]|[两三二四五六七八九十0-9]+余?[位名人]|\Z")
_COUNTED = re.compile(
    r"(?:等(?:[0-9]+|[一二两三四五六七八九十百]+)?余?(?:名|位|人|个)?|(?:[0-9]+|[一二两三四五六七八九十百]+)(?:名|位))"
    rf"(?=[\u4e00-\u9fff]{{0,8}}?(?:同志|党员|教师|老师|干部|同学|学生|代表|职工|{alternatives('honorifics')}|先进|优秀|模范|人(?![数员大口])))"
)
_AWARDED = re.compile(
    r"(?=(?:分别|均)?(?:获得?|荣获|喜获|斩获)[^，。；]{0,20}(?:[一二三特]等奖|金奖|银奖|铜奖|冠军|亚军|第[一二三]名|称号))"
)
_LEADS_ON = re.compile(r"\s*(?:[：:”]|（[^（）]{1,8}）|[A-Za-z][A-Za-z .]{2,30}[（(])?\s*")
_APPOSITION = re.compile(
    r"(?:（(?:女|男|[\u4e00-\u9fff]{1,5}族)|[，（](?:男|女)[，）]|，现?年?[0-9]{2}岁|，?(?:当选|担任|出任|荣获|被评为|被授予))"
)


@dataclass(frozen=True, slots=True)
class Person:
    start: int
    end: int
    titles: tuple[str, ...]
    rule: str
    confidence: float


def cued(walker: Walker, bodies: tuple[Span, ...]) -> list[Person]:
    """The people of a sentence by their cues; the same name may come twice, the surer cue first."""
    sure = [*_behind_titles(walker, bodies), *_before_honorifics(walker), *_speakers(walker)]
    sure += [*_labelled(walker), *_counted(walker), *_apposed(walker), *_presented(walker, bodies)]
    sure += _of_bodies(walker, bodies)
    sure += [
        Person(start, end, (title,), "elected", 0.9)
        for start, end, title in elected(walker.text)
        if start >= walker.floor
    ]
    sure += [
        Person(*span, (), "pieces", 0.8) for span in pieced_names(walker.text) if span[0] >= walker.floor
    ]
    return [*sure, *_listed(walker, sure)]


@cache
def _titles() -> tuple[Finder, dict[str, str]]:
    kinds = {word: kind for word, kind in table("titles")}
    return Finder(kinds), kinds


def _behind_titles(walker: Walker, bodies: tuple[Span, ...]) -> list[Person]:
    """周明远 in 党支部书记周明远."""
    finder, kinds = _titles()
    text = walker.text
    found: list[Person] = []
    for start, end in finder.find(text):
        torn = text.startswith("长孙", end - 1)  # 班长|孙丽
        if start < walker.floor or not (torn or walker.is_border(start) or walker.is_border(end)):
            continue  # 妇女儿童工作 holds no 女儿
        lead = _LEADS_ON.match(text, end)
        at = lead.end() if lead else end
        office = kinds[text[start:end]] == "title"
        stop = _name_at(
            walker, at, floor=1.0 if office and at == end else 1.5, poor=_POOR if office else _PLAIN
        )
        if stop is None:
            continue
        found.append(Person(at, stop, _titles_at(walker, start, end, at, bodies), "title", 0.95))
    return found


_CLEAR = 8  # characters that hardly stand together but in a name


def _titles_at(walker: Walker, start: int, end: int, at: int, bodies: tuple[Span, ...]) -> tuple[str, ...]:
    """The titles that end with the word at `start`..`end`, or those before it: 班长、奖章获得者段刚."""
    between = walker.text[end:at]
    if between and between[-1] not in "（(":
        return ()
    if _titles()[1][walker.text[start:end]] == "title":
        return title_pieces(walker, start, end, bodies)
    edge = walker.left_edge(start)
    return titles_before(walker, edge - 1, bodies) if walker.text[edge - 1 : edge] == "、" else ()


# An office makes a name of nearly all that is shaped like one, 村民 only of what looks like one.
_POOR, _PLAIN = -8, 2


def _looks_poor(name: str, floor: int) -> bool:
    """Whether the characters after a surname speak too much against a name: 群众|安全感."""
    return looks(name) < floor


def looks(name: str) -> int:
    """The bits of the characters of a name; 0 for one of another language."""
    length = surname_length(name, 0, rare=True)
    return look(name, length) if length and 0 < len(name) - length <= 2 else 0


def _name_at(walker: Walker, start: int, floor: float, poor: int = _POOR) -> int | None:
    """Where the name ends that begins at `start`, of our kind or of another language."""
    stop = name_end(walker, start, rare=True, floor=floor)
    foreign = foreign_name_end(walker.text, start)
    if foreign is not None and pieced_end(walker.text, start) == foreign and foreign > (stop or 0):
        return foreign
    dotted = foreign is not None and any(mark in walker.text[start:foreign] for mark in "·•")
    if dotted or stop is None or _looks_poor(walker.text[start:stop], poor):
        return foreign
    if foreign is not None and foreign > stop and foreign - start > 3 and clear_end(walker.text, foreign):
        return stop if clear_end(walker.text, stop) else foreign  # 乌云|其其格说
    return stop


@cache
def _honorifics() -> Finder:
    return Finder(words("honorifics"))


def _before_honorifics(walker: Walker) -> list[Person]:
    """朱雯 in 我校朱雯校长, 李强 in 李强同志."""
    kinds = _titles()[1]
    found: list[Person] = []
    for start, end in _honorifics().find(walker.text):
        word = walker.text[start:end]
        at = _name_before(walker, start)
        if at is not None and walker.text[at - 1 : at] == "“" and walker.text.startswith("”", end):
            continue  # “苹果书记” is a nickname
        if at is None or is_memorial(walker.text, end) or walker.text[start - 1] in "为任兼":
            continue  # 选举…林越为委员
        if _stands_alone(walker, at) or looks(walker.text[at:start]) >= _CLEAR:
            found.append(Person(at, start, (word,) if kinds.get(word) == "title" else (), "honorific", 0.85))
    return found


def _name_before(walker: Walker, end: int) -> int | None:
    """Where the name begins that ends at `end`."""
    for length in (3, 2, 4):
        start = end - length
        if walker.text[start - 1 : start].isdigit() or walker.text[start - 1 : start] in tuple("多余几"):
            continue  # 9万人
        if start >= walker.floor and name_shaped(walker, start, end) and walker.is_border(end):
            return start
    return None


def _stands_alone(walker: Walker, start: int) -> bool:
    """Whether a name may begin here: behind no more than one word that could be a part of it (我校, 党员)."""
    return start == 0 or walker.left_edge(start, 6) >= start - 2


@cache
def _speech() -> Finder:
    return Finder(words("speech_verbs"))


def _speakers(walker: Walker) -> list[Person]:
    """王启明 in 王启明介绍，…, at the beginning of a clause."""
    found: list[Person] = []
    for verb, _ in _speech().find(walker.text):
        start = _name_before(walker, verb)
        if start is None or walker.text[start:verb] in words("unnamed_words"):
            continue
        if start == 0 or walker.text[start - 1] in "，。；：“”！？、 ":
            found.append(Person(start, verb, (), "speaker", 0.8))
    found += [
        Person(*m.span("name"), (), "speaker", 0.8)
        for m in _TRADE_SPEAKS.finditer(walker.text)
        if m.start() >= walker.floor and _looks_spoken(m["name"])
    ]
    return found


# 电焊工鲁有田说：“…”, where the words are cut amiss
_TRADE_SPEAKS = re.compile(
    r"[\u4e00-\u9fff][工匠户员手民](?P<name>[\u4e00-\u9fff]{2,3})(?=(?:说|告诉记者|介绍|坦言|感慨|回忆)[道着]?[：:，]?“|(?:说|告诉记者)[：:，])"
)
_SPOKEN_LOOK = 5


def _looks_spoken(name: str) -> bool:
    return looks(name) >= _SPOKEN_LOOK and name not in words("surname_words")


def _counted(walker: Walker) -> list[Person]:
    """孙立新, 何静 in 孙立新、何静等3名同志, 李梅、王芳两位老师."""
    found: list[Person] = []
    for match in _COUNTED.finditer(walker.text):
        names = _names_before(walker, match.start())
        if len(names) > 1 or match.group().startswith("等"):
            found.extend(names)
    for match in _AWARDED.finditer(walker.text):  # 刘一凡、赵梓萱获得二等奖
        names = _names_before(walker, match.start())
        if len(names) > 1 or any(p.end - p.start == 3 for p in names):
            found.extend(names)
    return found


def _names_before(walker: Walker, end: int) -> list[Person]:
    """The names of a list that ends at `end`."""
    names: list[Person] = []
    while (start := _item_before(walker, end)) is not None:
        names.append(Person(start, end, (), "counted list", 0.85))
        if walker.text[start - 1 : start] not in ("、", "和"):
            break
        end = start - 1
    return names


_SHARED = re.compile(r"[0-9两二三四五六七八九十几]+[位名][\u4e00-\u9fff]{2,16}\Z")  # 两位教师柳青、于敏
_SCHOOLS = ("学校", "小学", "中学", "学院", "大学", "医院", "公司", "支部")


def _item_before(walker: Walker, end: int) -> int | None:
    for length in (3, 2, 4):
        start = end - length
        before = walker.text[: max(start, 0)]
        if start < walker.floor or not name_shaped(walker, start, end, rare=before.endswith("、")):
            continue
        if (
            not before
            or before[-1] in "、和，。：“ "
            or before.endswith(_SCHOOLS)
            or walker.left_edge(start, 4) == start
        ):
            return start
    return None


def _apposed(walker: Walker) -> list[Person]:
    """赵明 in 的赵明，当选为…, 赵明，男，…."""
    found: list[Person] = []
    for match in _APPOSITION.finditer(walker.text):
        start = _name_before(walker, match.start())
        if start is not None and (start == 0 or walker.left_edge(start, 4) == start):
            found.append(Person(start, match.start(), (), "apposition", 0.8))
    return found


def _presented(walker: Walker, bodies: tuple[Span, ...]) -> list[Person]:
    """作为某某工作室带头人，吴强…: the name comes behind the comma."""
    kinds = _titles()[1]
    found: list[Person] = []
    for match in re.finditer(r"作为(?:一名)?(?P<title>[^，。；！？]{2,30})，", walker.text):
        stop = name_end(walker, match.end(), floor=2.0)
        end = match.end("title")
        word = next(
            (walker.text[end - n : end] for n in range(6, 1, -1) if walker.text[end - n : end] in kinds), None
        )
        if stop is not None and word is not None:
            pieces = title_pieces(walker, end - len(word), end, bodies) if kinds[word] == "title" else ()
            found.append(Person(match.end(), stop, pieces, "presented", 0.8))
    return found


_OF_SECTION = re.compile(
    r"(?:[科班组队所站部室]|中心|公司|医院|学校|小学|中学|妇联|支行|车间|村|社区|社)(?=[\u4e00-\u9fff])"
)
_MEMBERS_GO_ON = re.compile(r"[、和与，。；）]|等|参加|代表|带队|主讲|作为?|荣获|获|被|到|当选|一行|一家")
_SURE_MEMBER = 10
_NAMED_MEMBER = 6  # bits of a name that nothing but its body shows to be one


def _of_bodies(walker: Walker, bodies: tuple[Span, ...]) -> list[Person]:
    """市妇联梁芝、麻醉科陈志远和超声科曲红: names right behind the body that they belong to."""
    text = walker.text
    ends = {end for _, end in bodies} | {m.end() for m in _OF_SECTION.finditer(text)}
    found: list[Person] = []
    for at in sorted(ends):
        if at < walker.floor or at >= len(text):
            continue
        torn = not walker.is_border(at) and text[at - 1] == "村"  # 大田|村马|成英
        if not (torn or walker.is_border(at)):
            continue
        stop = torn_name_end(text, at) if torn else _member_end(walker, at)
        if stop is not None:
            found.append(Person(at, stop, (), "member", 0.75))
    return found


def _member_end(walker: Walker, at: int) -> int | None:
    text = walker.text
    sure = at + 3 <= len(text) and walker.is_border(at + 3) and name_shaped(walker, at, at + 3)
    if sure and looks(text[at : at + 3]) >= _SURE_MEMBER:
        return at + 3
    stop = name_end(walker, at, rare=True, floor=2.0)
    if stop is not None and stop - at == 3 and text[stop - 1] in "和与" and walker.is_border(stop - 1):
        stop -= 1  # 单勇|和超声科
    if stop is None or not (_MEMBERS_GO_ON.match(text, stop) or stop >= len(text)):
        return None
    short = stop - at == 2
    floor = _NAMED_MEMBER + 2 * short - 3 * (short and _in_row(text, stop))
    return stop if looks(text[at:stop]) >= floor else None


def _in_row(text: str, end: int) -> bool:
    return text[end : end + 1] in tuple("、和")


_LABELLED = re.compile(
    r"(?:联系人|主讲人|主讲|报告人|主持人|负责人|记录人|姓名)\s*[：:]\s*(?P<name>[\u4e00-\u9fff]{2,4})(?=[，。；,;\s（(]|\Z)"
)


def _labelled(walker: Walker) -> list[Person]:
    """薄荷 in 联系人：薄荷, though it is a word."""
    found = []
    for match in _LABELLED.finditer(walker.text):
        length = surname_length(match["name"], 0, rare=True)
        if length and 1 <= len(match["name"]) - length <= 2 and not _titled(match["name"], length):
            found.append(Person(*match.span("name"), (), "label", 0.85))
    return found


def _titled(text: str, at: int) -> bool:
    kinds = _titles()[1]
    return any(text[at : at + n] in kinds for n in (2, 3, 4))


def _listed(walker: Walker, found: Iterable[Person]) -> list[Person]:
    """The names that go on behind one: 刘军、姜健 behind 吴强、."""
    more: list[Person] = []
    for one in found:
        end = one.end
        while walker.text[end : end + 1] and walker.text[end] in _SEPARATORS:
            start, comma = end + 1, walker.text[end] != "、"
            stop = _name_at(walker, start, floor=2.0)
            if stop is None or not (
                _LISTED_ON.match(walker.text, stop) or (not comma and clear_end(walker.text, stop))
            ):
                break
            if _looks_poor(walker.text[start:stop], 4 if _titled(walker.text, stop) else -4):
                break  # 麻醉科 in 郏丹丹、麻醉科医生
            titles = one.titles if _shared(walker.text, one) else ()
            more.append(Person(start, stop, titles, "list", 0.85))
            end = stop
    return more


_OF_SEVERAL = re.compile(
    r"(?:领导|常委|委员|副[\u4e00-\u9fff]{1,4}|调研员|工程师|技术员|[教技]师|医生|护士|队员|理事|讲师|教授|代表|干事|辅导员)\Z"
)


def _shared(text: str, one: Person) -> bool:
    """Whether the office before a name is that of the names behind it as well: 副县长林峰、石云, 两位教师柳青、于敏."""
    return bool(_SHARED.search(text[: one.start])) or bool(one.titles and _OF_SEVERAL.search(one.titles[-1]))


_SURNAME_OFFICE = re.compile(
    r"(?P<office>总书记|书记|主任|校长|局长|院长|所长|队长|站长|经理|老师|医生|警官|教授|主席)"
)


def surname_with_office(walker: Walker) -> list[Person]:
    """王书记: no name, but it points to the one 王 of the report. The span is surname and office."""
    found: list[Person] = []
    for match in _SURNAME_OFFICE.finditer(walker.text):
        start = match.start() - 1
        if start < walker.floor or not surname_length(walker.text, start) or not walker.is_border(start):
            continue
        if start == 0 or walker.left_edge(start, 4) == start:
            title = match["office"]
            found.append(
                Person(
                    start,
                    match.end(),
                    () if title in ("老师", "医生") else (title,),
                    "surname and office",
                    0.6,
                )
            )
    return found
