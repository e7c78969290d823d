"""The events of a sentence: behind a verb of holding, as its subject, where somebody took part, or by a title alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.extract.event_names import (
    NOT_NAME_BEHIND,
    Event,
    behind_verbs,
    clause_start,
    is_name,
    is_quoted,
    types,
    verbs_in,
)
from pipeline.lexicons import alternatives
from pipeline.model.document import Sentence

_H = "\u4e00-\u9fff"
_DATES = r"(?:\d{1,2}月\d{1,2}日|\d{1,2}日|今天|昨天|昨日|日前|近日|上午|下午|期间)*"
_TOPIC = re.compile(
    rf"{_DATES}(?:在|于)[^，。；]{{1,30}}?(?:召开|举行|举办|开幕|启动|落下帷幕|落幕|收官|开赛|开班|开讲)"
    r"|(?:最|深|备|广)受[^，。；]{1,12}?(?:欢迎|好评|喜爱|青睐)|吸引了?(?=[^，。；]{0,12}[\d百千众])"
    r"|(?:如期|隆重|顺利|成功|圆满|正式)*(?:召开|举行|开幕|开班|开赛|开讲|落下帷幕|落幕|收官)"
)
_DATE_LEAD = re.compile(
    r"\A(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:上午|下午|晚上|晚|当天)?[，,]?\s*(?:为期[\d一二两三四五六七八九十]+(?:天|周|个月)的)?"
)
_LECTURE = re.compile(r"(?:到|赴|在)[^，。；：:]{2,16}(?:讲|上)(?:专题)?党课\Z")
# an event only where it is said to be held
# “银杏讲堂”被县委评为干部培训示范项目, “暖心队”累计巡诊: a verb parts the title from the type word
_CROSSED = re.compile(
    rf"“[^“”]*”(?:品牌|项目|平台|[{_H}]{{0,6}}[队团社站])?(?:被|获|荣获|入选|累计|已|先后|共|曾|连续|成为|成立|在|由|是|推出|走进|通过|参加|组织|开展|举办)"
)
_CAMPAIGN = re.compile(r"(?:主题教育|学习教育|专题教育|警示教育)\Z")
# 成立由…组成的“评理堂”议事会: a body
_FOUNDING = re.compile(r"(?:成立|组建|建立|设立|聘请|组成)(?!大会|仪式)[^，。；]{0,30}\Z")
_VISIT = re.compile(r"(?:前往|赴|走进|深入|到)[^，。；“”]{2,20}?(?:开展)?(义诊)(?=[，。；]|\Z)")
# 张立一行到某镇调研, 率队赴某村督导
_TOUR = re.compile(
    r"(?:一行|率队|带队|率领?[^，。；]{2,12}?|带领[^，。；]{2,12}?)(?:先后|专程|分别|随后|还)?((?:到|赴|深入|前往)[^，。；“”]{3,30}?(?:开展)?(?:专题|实地|现场|集中)?(?:走访慰问|慰问|(?:调研|考察|督导)(?:[^，。；“”、]{2,14}?(?:工作|情况|建设))?))(?=[，。；]|\Z)"
)
_OATH = re.compile(r"重温(?:了)?入党(?:誓词|誓言|志愿书?)(?:活动|仪式)?")
_SERIES = re.compile(
    rf"[{_H}]{{0,2}}?(“[^“”，。]{{1,10}}(?:会|夜谈|夜话|茶叙|集市)”)(?:已|共|先后|累计|至今)*(?:开|办|开展|举办|召开)了\d"
)
_TIMES = re.compile(
    rf"(?:开|召开|举办|组织|办|开展|举行)(?:了|过)?(?:[\d一二两三四五六七八九十百]+余?多?|数十|多)(?:次|场|期|轮)([{_H}]{{0,2}}“[^“”，。]{{1,10}}(?:会|夜谈|夜话|茶叙|集市|沙龙)”)(?![{_H}“])"
)
_FESTIVAL = re.compile(
    rf"((?:[{_H}]{{2,16}}?)?(?:首届|第[一二三四五六七八九十百\d]+届)[{_H}“”·]{{0,16}}?(?:节|大会|大赛|晚会|运动会|博览会|交易会|论坛|邀请赛))(?:期间|现场|上)(?!的)"
)
_AT = re.compile(
    rf"(?:在|于)(?:[^，。；：“”]{{0,6}}(?:举行|举办|召开)的)?((?:[^，。；：“”]{{0,24}}“[^“”]{{2,20}}”[{_H}]{{0,12}}?|[^，。；：“”]{{2,36}}?(?:大赛|竞赛|比赛|锦标赛|邀请赛|擂台赛|评比|比武)))(?:决赛|总决赛)?(?:中|上|里)[，,]?"
)
_SPOKEN_AT = re.compile(
    r"(?:在|——在)([^，。；]{4,50}?(?:会议|大会|座谈会|评议会|推进会|报告会|论坛|[\u4e00-\u9fff]会))上的(?:发言|讲话|致辞|报告|演讲)"
)
_CONTEST = re.compile("比武|大赛|竞赛|比赛|擂台|评比|赛")
_INSPECTED = re.compile(
    r"[，,](?:专题|实地|现场)?((?:调研|督导|检查|考察|督查)[^，。；“”]{3,36}?(?:工作|情况|建设))(?=[，。；]|\Z)"
)
_LEADER = re.compile(r"(?:书记|县长|市长|区长|镇长|部长|主任|局长|校长|院长|主席|省长)")
_OF_NOTICE = re.compile(
    rf"\A[（(]?[一二三四五六七八九十\d]+[）)、.．]\s*([{_H}“”·]{{4,24}}?)\s*[（(](?=\d{{1,2}}月)"
)


def find(sentence: Sentence, notice: bool = False) -> Iterator[Event]:
    """The events of a sentence in order of the ways they are told; `notice` says that it stands in an announcement."""
    text = sentence.text
    taken = bytearray(len(text))
    for event in (
        *behind_verbs(text, notice),
        *_topics(text),
        *_lectures(sentence),
        *_visits(text),
        *_attended(sentence),
        *_recurring(text),
        *(_announced(text) if notice else ()),
        *_titled(text),
    ):
        if any(taken[event.start : event.end]):
            continue
        taken[event.start : event.end] = bytes([1]) * (event.end - event.start)
        yield event


def inspection(sentence: Sentence) -> Iterator[Event]:
    """`县委书记张立深入甲镇、乙镇，调研基层治理工作` of an article whose headline says so."""
    match = _INSPECTED.search(sentence.text)
    if match and _LEADER.search(sentence.text, 0, match.start()):
        yield Event(match.start(1), match.end(1), match.start(1), "activity-inspection", 0.7)


def _titled(text: str) -> Iterator[Event]:
    """`“…”主题实践活动` wherever it stands: a title with its type names an event without a verb of holding too."""
    for match in _title_with_type().finditer(text):
        if _CROSSED.match(text, match.start()):
            continue
        if is_quoted(text, match.start()) or _CAMPAIGN.search(match[0]) or not is_name(match[0], False):
            continue
        if not _FOUNDING.search(text[clause_start(text, match.start()) : match.start()]):
            yield Event(match.start(), match.end(), None, "activity-titled", 0.65)


def _topics(text: str) -> Iterator[Event]:
    """`…座谈会在某校召开`: the event is the subject."""
    for match in types().finditer(text):
        if is_quoted(text, match.start()) or not _TOPIC.match(text, match.end()):
            continue
        begin = clause_start(text, match.start())
        verbs = [m.end() for m in verbs_in(text, begin, match.start())]
        begin = verbs[-1] if verbs else begin
        begin += _DATE_LEAD.match(text[begin:]).end()  # type: ignore[union-attr]  # matches the empty string
        begin += 1 if text[begin] == "的" else 0
        if is_name(text[begin : match.end()], True):
            yield Event(begin, match.end(), verbs[-1] if verbs else None, "activity-topic", 0.85)


def _lectures(sentence: Sentence) -> Iterator[Event]:
    """A heading such as `张立到石桥村讲党课`."""
    match = _LECTURE.search(sentence.text) if sentence.kind == "heading" else None
    if match:
        yield Event(match.start(), match.end(), match.start(), "activity-lecture", 0.7)


def _visits(text: str) -> Iterator[Event]:
    """`服务队前往石桥村义诊`, `张立一行到石桥镇调研`, `重温入党誓词`"""
    for match in _VISIT.finditer(text):
        yield Event(match.start(1), match.end(1), match.start(), "activity-visit", 0.7)
    for match in _TOUR.finditer(text):
        yield Event(match.start(1), match.end(1), match.start(1), "activity-visit", 0.7)
    for match in _OATH.finditer(text):
        if not is_quoted(text, match.start()) and not re.search(
            "采用|采取|可|通过|以", text[max(0, match.start() - 6) : match.start()]
        ):
            yield Event(match.start(), match.end(), match.start(), "activity-oath", 0.7)


def _attended(sentence: Sentence) -> Iterator[Event]:
    """What a speech was given at and where a prize was won: `在全市“技能大比武”中`, `在述职评议会上的发言`."""
    text = sentence.text
    for match in _AT.finditer(text):
        if _CONTEST.search(match[1]) and not is_quoted(text, match.start()) and is_name_of_contest(match[1]):
            yield Event(match.start(1), match.end(1), None, "activity-attended", 0.65)
    if sentence.kind in ("title", "subtitle"):
        for match in _SPOKEN_AT.finditer(text):
            yield Event(match.start(1), match.end(1), None, "activity-spoken", 0.7)


def is_name_of_contest(name: str) -> bool:
    """Whether words name one contest: 云南省第十二届职工技能大赛, 全县“技能大比武”, not 各类比赛."""
    return is_name(name, False) or (
        bool(re.search("“[^“”]*(?:比武|赛|擂台)[^“”]*”", name)) and "、" not in name
    )


def _recurring(text: str) -> Iterator[Event]:
    """`“屋场会”已开了200多场`, `开了5次“屋场会”`, `第六届邻居节上`"""
    for match in (*_SERIES.finditer(text), *_TIMES.finditer(text)) if "”" in text else ():
        yield Event(match.start(1), match.end(1), None, "activity-series", 0.65)
    for match in _FESTIVAL.finditer(text) if "届" in text else ():
        if not is_quoted(text, match.start()):
            yield Event(match.start(1), match.end(1), None, "activity-festival", 0.65)


def _announced(text: str) -> Iterator[Event]:
    """The heading `（一）启动仪式（3月3日）` of a notice."""
    match = _OF_NOTICE.match(text)
    if match and types().search(match[1]) and re.search(rf"(?:{alternatives('activity_words')})\Z", match[1]):
        yield Event(match.start(1), match.end(1), None, "activity-announced", 0.7)


@cache
def _title_with_type() -> re.Pattern[str]:
    types = alternatives("activity_words")
    return re.compile(
        rf"“[^“”。；]{{3,40}}”(?:的)?[{_H}0-9]{{0,20}}?(?:{types})(?:[{_H}]{{0,6}}?(?:{types}))?(?:暨[{_H}]{{2,20}}?(?:{types}))?{NOT_NAME_BEHIND}"
    )
