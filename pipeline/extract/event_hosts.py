"""Who holds an event: named as its 主办, else the subject of the verb of holding."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract import honour_holders, stretches
from pipeline.extract.event_names import Event
from pipeline.extract.mentioned import Named

_H = "\u4e00-\u9fff"
OWN = "-own"
GUEST = "-guest"
_GUEST = re.compile("参加|出席|参与|列席|亮相|参赛")
_OWN_SUBJECT = re.compile(
    r"(?:[\d年月日]+(?:上午|下午|晚)?[，,])?(?:公司|学校|医院|集团|我[院校局厂]|全[校院厂])(?:[，的党领组各]|\d)"
)
_ATTENDING = re.compile("参加|出席|参与|列席|听取|聆听|赶上|正值|迎来|亮相")
_TOURED = re.compile("调研|督导|检查|考察|督查|慰问")
_MAIN = re.compile(r"(?:联合|共同|联手|牵头)*(?:主办|举办|组织举办|主持召开)")
_JOINT = re.compile(r"(?:联合|会同|携手|协同|联手)")
_OWN_BODY = re.compile(
    rf"(?:\A|[，、；：])(?:我?[院校厂局镇乡村市县区]|医院|学校|公司|集团|社区|支行|分行|中心|街道)(?:党委|党总支|党支部|工会|团委|妇联|机关|志愿服务队|领导班子|中心组)[{_H}、]{{0,12}}\Z"
)


def of(text: str, event: Event, named: Sequence[Named], notice: bool = False) -> str | None:
    """The bodies that hold it, where the sentence names them, joined by 、. Of a notice, who lectures holds nothing."""
    main = _of_main(text, event, named)
    if main:
        return main
    if _TOURED.search(text, event.start, event.end) and event.rule in (
        "activity-visit",
        "activity-inspection",
    ):
        people = (n for n in named if n.end <= event.start and n.mention.kind == "person")
        if goer := next(people, None):
            return goer.mention.name  # 县委书记张立一行到某镇调研
    if event.verb is None or _ATTENDING.match(text, event.verb):
        return _of_its_name(event, named)
    before = [n for n in named if n.end <= event.verb]
    lecturer = None if notice else _lecturer(text, event, before)
    if lecturer:
        return lecturer
    joint = _joint(text, event.verb, before)
    hosts = honour_holders.subjects(text, joint, [n for n in before if n.end <= joint])
    known = {n.mention.name for n in named}
    found = "、".join(h for h in hosts if h in known)
    return found or (_of_its_name(event, named) if event.rule == "activity-topic" else None)


def whose(text: str, event: Event, notice: bool) -> str:
    """What ends the rule of an event whose host the sentence does not name: OWN where it is a part of the article's body
    (院工会), or what it is told of at all (公司…), or its notice's issuer; GUEST where one only went to it."""
    if notice:
        return OWN
    if event.rule in ("activity-attended", "activity-festival") or (
        event.verb is not None and _GUEST.match(text, event.verb)
    ):
        return GUEST
    at = event.start if event.verb is None else event.verb
    clause = stretches.opening(text, at, "，；。：")
    sentence = stretches.opening(text, at, "；。")
    said = re.sub(r"(?:联手|联合|共同|又|还|也|近日|日前)+\Z", "", text[clause:at])
    own = _OWN_BODY.search(said) or _OWN_SUBJECT.match(text[sentence:at])
    return OWN if own or (event.rule == "activity-topic" and not said.strip()) else ""


def _of_its_name(event: Event, named: Sequence[Named]) -> str | None:
    """The body or area with which the name of the event begins: 临江市第六届职工技能大赛."""
    inside = [n for n in named if n.start == event.start and n.end < event.end and n.mention.kind != "person"]
    return max(inside, key=lambda n: n.end).mention.name if inside else None


def _lecturer(text: str, event: Event, before: Sequence[Named]) -> str | None:
    """Who gives a lesson: the person of the clause or the one before (党委书记张立以《…》为题讲授专题党课)."""
    if event.verb is None or not text.startswith("讲", event.verb):
        return None
    begin = stretches.opening(text, event.verb, "；。")
    people = [n for n in before if n.start >= begin and n.mention.kind == "person"]
    return people[-1].mention.name if people else None


def _of_main(text: str, event: Event, named: Sequence[Named]) -> str | None:
    """甲, 乙 of `由丙指导，甲、乙联合主办，丁承办的…会`: who is the main host, not who carries it out."""
    begin = stretches.opening(text, event.start, "。；")
    found = [
        m
        for m in _MAIN.finditer(text, begin, event.start)
        if "承办" in text[m.end() : event.start] or text[m.end() : event.start] == "的"
    ]
    if not found:
        return None
    left = max(text.rfind(mark, begin, found[-1].start()) for mark in "，：") + 1
    inside = [
        n
        for n in named
        if max(left, begin) <= n.start and n.end <= found[-1].start() and n.mention.kind == "organisation"
    ]
    outer = [
        n for n in inside if not any(o is not n and o.start <= n.start and n.end <= o.end for o in inside)
    ]
    return "、".join(dict.fromkeys(n.mention.name for n in outer)) or None


def _joint(text: str, verb: int, named: Sequence[Named]) -> int:
    """Where the subject ends: before 联合 in `甲支部联合乙医院开展`, else before the verb."""
    begin = stretches.opening(text, verb, "，；。：")
    joint = _JOINT.search(text, begin, verb)
    if (
        joint
        and any(n.end <= joint.start() and n.start >= begin for n in named)
        and any(n.start >= joint.end() for n in named)
    ):
        return joint.start()
    return verb
