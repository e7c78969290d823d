"""Who received an honour: the subject of the verb, where the sentence itself names it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.extract import honour_kinds, stretches
from pipeline.extract.mentioned import Named
from pipeline.extract.quoted_names import enclosed
from pipeline.lexicons import alternatives, words

_H = "\u4e00-\u9fff"
_FAR = 300  # letters: a subject farther away is not looked for
_BORDER = re.compile(r"[，,。；;！!？?：:\n\t]")
_CLAUSE_BORDER = re.compile(r"[。；;！!？?\n\t]")
# What may stand between the subject and the verb of receiving.
_ADVERBIAL = re.compile(
    r"(?:同志|本人|自己|先后|连续[\d一二两三四五六七八九十多]+(?:年|次|届)(?:度)?|多次|[两三四五六七八九十\d]+次|再次|首次|成功|一举|双双|分别|相继|陆续|还|也|均|都|曾|又|已|就|更|并|现已|近日|日前|近年来|最终|从而|因此|一同|共同|光荣地?"
    r"|[于在]?(?:\d{4}年度?|今年|去年|当年|同年|前年)(?:“七一”(?:前夕|前|期间)?)?(?:[、和至-]\d{4}年度?)*(?:\d{1,2}月)?(?:\d{1,2}日)?(?:[上下]半年|春天|夏天|秋天|冬天|春节|年初|年底|年中|[春夏秋冬])?|[在于]?\d{1,2}月(?:\d{1,2}日|[上中下]旬|初|底)?|[在于][^，。；在于]{1,30}?[上中时里下内间]|被)+\Z"
)
_GROUP = re.compile(
    r"(?:等)?(?:[\d一二两三四五六七八九十几数]+余?)?(?:多)?(?:家|个|名|位|所|人|支)?(?:企业|单位|村|社区|学校|党组织|党支部|支部|同志|党员|干部|教师|职工|集体|团队|产品|项目|人)?\Z"
)
_BETWEEN = re.compile(r"\s*(?:、|和|与|及|以及)\s*\Z")
_POSTS = re.compile(rf"(?:同志)?、[{_H}“”]{{2,20}}")
_UNDER_PREPOSITION = re.compile(r"(?:在|于|对|向|把|将|由|从|给|以|经|被|到|赴|往|至)\Z")
# 依托甲中心、整合乙局的资源，…; 为庆祝中国共产党成立…，…: who is named there does nothing
_OBJECT_VERB = re.compile(
    r"(?:整合|依托|联合|邀请|引进|对接|争取|协调|借助|围绕|聚焦|落实|贯彻|立足|庆祝|迎接)\Z"
)
_PURPOSE = re.compile(r"\A\s*(?:为|为了|根据|按照|依据|围绕|针对|随着|遵照|自|自从|与|同|跟)")
_WORK = re.compile(r"《[^《》]+》\Z")
_PRONOUN_SUBJECT = re.compile(r"(?:(?<=[，；：])|(?<=^))(?:他|她)(?!们|的)")
_TEAM_OF = re.compile(r"(?:等人?)?组成的[^，]{0,4}(?:团队|队伍|代表队|小组|组合|队)(?=$|\Z|在|于|今|去|被)")
_QUOTED_ITEM = re.compile(rf"([{_H}]{{2,20}})“[^“”]{{2,12}}”")
_OF_QUOTED = re.compile(rf"{_QUOTED_ITEM.pattern}(?:[、和]{_QUOTED_ITEM.pattern})*")
_POINTING = re.compile(r"\A(?:此|该|这|其|本|那)")
# “红云驿站”|获评…, 社区“银杏”志愿队|荣获…: a quoted name is the subject, with the noun that follows it where that is a body
_BODY_NOUN = re.compile(r"[队团组会社室站部班所厅]\Z")
_QUOTED_SUBJECT = re.compile(
    rf"(?<![从为是以由把将到称做])(“([^“”，。；]{{2,16}})”)([{_H}]{{0,8}}(?<![到为是的]))\Z"
)
_QUOTED_TOPIC = re.compile(
    rf"(?:\A|(?<=[，。；：\n]))(?:\d{{4}}年)?(?:[{_H}]{{0,5}}(?:社区|学院|学校|公司|医院|村里|村|镇|街道|支部|单位|集团)的?)?(“([^“”，。；]{{2,16}})”)([{_H}]{{0,4}}?)(?=成立|自|于|累计|先后|现有|共有|由|是|组建|创建|连续|通过|[，多已])"
)
_AGAIN = re.compile(r"(?:又|还|再次|再度|再|先后|并|也)+(?:被[^，。；“”]{0,30})?\Z")
_CARRIED = re.compile(
    r"[，；：](?=(?:这支|该|本)?(?:支部|党支部|学校|公司|医院|村里|社区|单位|团队|支行|学院|街道|镇上|集团)(?:[累先连多已曾共在党现]|\d))"
)
_NUMBERED_THING = re.compile(rf"\A\d{{1,4}}(?=[路号班线组][{_H}]{{0,6}}\Z)")


def subjects(text: str, verb: int, named: Sequence[Named], kind: str | None = None) -> tuple[str, ...]:
    """The names of those who receive: before the verb, in its clause, else the subject of the sentence.

    `named` are the mentions of the sentence in its own offsets; `kind` is who can hold it (person, body, thing).
    () where the text only points to the holder.
    """
    flags = enclosed(text)
    borders = [m.end() for m in _BORDER.finditer(text, max(0, verb - _FAR), verb) if not flags[m.start()]]
    begin = borders[-1] if borders else max(0, verb - _FAR)
    phrase_end = _without_adverbials(text, begin, verb)
    if phrase_end > begin:
        return _of_phrase(text, begin, phrase_end, named, kind)
    earliest = max(0, verb - _FAR)
    clauses = [earliest, *(m.end() for m in _CLAUSE_BORDER.finditer(text, earliest, verb))]
    found = _of_sentence(text, clauses[-1], verb, named, kind)
    again = not found and bool(_AGAIN.search(text, begin, verb))
    while again and not found and len(clauses) > 1 and text[clauses[-1] - 1] in "；;":
        end = clauses.pop()  # 甲荣获…；2021年，又获评…
        found = _of_sentence(text, clauses[-1], end, named, kind)
    return found


def _without_adverbials(text: str, begin: int, end: int) -> int:
    match = _ADVERBIAL.search(text[begin:end])
    return begin + match.start() if match else end


def _of_phrase(text: str, begin: int, end: int, named: Sequence[Named], kind: str | None) -> tuple[str, ...]:
    """The coordinated names that end the phrase: `甲、乙等企业`; or the phrase itself, where it is short and no pointer."""
    composed = _of_members(text, begin, end, named, kind) or _quoted_subject(text, begin, end, named, kind)
    if composed:
        return composed
    group = _GROUP.search(text, max(begin, end - 30), end)
    inside = [n for n in named if begin <= n.start and n.end <= end]
    last = next((n for n in inside if n.end == end), None) or next(
        (n for n in reversed(inside) if group and group.start() <= n.end), None
    )
    if last and _UNDER_PREPOSITION.search(
        text[max(0, last.start - 2) : last.start]
    ):  # 赴某馆|开展…: the place, not the subject
        return _of_sentence(text, begin, last.start, named, kind)
    if last and last.end < end and kind == "person" and last.mention.kind != "person":
        last = None  # 县医院护士长林静, a name that nobody found
    if last:
        chain = [last]
        for other in reversed([n for n in inside if n.end <= last.start]):
            between = text[other.end : chain[0].start]
            if _BETWEEN.match(between) or (kind == "person" and _are_people(other, chain[0], between)):
                chain.insert(0, other)
        first = chain[0].start
        if len(chain) > 1 and _UNDER_PREPOSITION.search(text[max(0, first - 2) : first]):  # 在甲市、乙市举行
            return _of_sentence(text, begin, first, named, kind)
        return tuple(n.mention.name for n in chain if not n.mention.anaphor)
    work = _WORK.search(text, begin, end)
    if work:
        return (work[0],)
    if kind == "person" and (plain := _plain_people(text[begin:end])):
        return plain
    return _plain(text[begin:end])


def _are_people(one: Named, other: Named, between: str) -> bool:
    """`组织委员刘静、青年党员何亮`: two people in a list, each behind what they are."""
    return one.mention.kind == other.mention.kind == "person" and bool(_POSTS.fullmatch(between))


def _of_members(text: str, begin: int, end: int, named: Sequence[Named], kind: str | None) -> tuple[str, ...]:
    """甲, 乙 of `甲、乙组成的团队`; 甲支部, 乙支部 of `甲支部“红云”、乙支部“蓝天”` where a thing is honoured."""
    team = _TEAM_OF.search(text, begin, end)
    if team:
        stop = team.start()
        inside = [n for n in named if begin <= n.start and n.end <= stop and n.mention.kind == "person"]
        return tuple(n.mention.name for n in inside) or _plain_people(text[begin:stop])
    if kind == "thing" and _OF_QUOTED.fullmatch(text[begin:end]):
        return tuple(m[1] for m in _QUOTED_ITEM.finditer(text[begin:end]))
    return ()


def _quoted_subject(
    text: str, begin: int, end: int, named: Sequence[Named], kind: str | None
) -> tuple[str, ...]:
    """`红云驿站` of `“红云驿站”`, `“红云”品牌`; `“银杏”志愿队` whole, for its noun is the body. Never a person's honour."""
    match = _QUOTED_SUBJECT.search(text, begin, end)
    if kind == "person" or not match or any(n.end == end and n.start >= match.end(1) for n in named):
        return ()
    return (_quoted_name(match),)


def _quoted_name(match: re.Match[str]) -> str:
    return match[1] + match[3] if _BODY_NOUN.search(match[3]) else match[2]


def _plain_people(phrase: str) -> tuple[str, ...]:
    """`林静、赵敏` of `护士长林静、赵敏`: names that begin with a surname, of two or three letters; () for anything else."""
    *others, _ = items = phrase.strip().split("、")
    first = items[0]
    head = next((first[-n:] for n in (3, 2) if len(first) >= n and first[-n] in words("surnames")), None)
    if head is None or len(first) < len(head) + (0 if others else 2):
        return ()
    rest = items[1:]
    if any(
        not (2 <= len(i) <= 4) or not (i[0] in words("surnames") or i[:2] in words("surnames")) for i in rest
    ):
        return ()
    return (head, *rest)


def _plain(phrase: str) -> tuple[str, ...]:
    """A phrase that is no known name: `数学组党支部书记`, `甲、乙等企业`."""
    phrase = re.sub(r"\A(?:其中|目前|同时|此外|助力|推动|指导|培育的|推荐的|所在的?)+", "", phrase.strip())
    described = re.fullmatch(rf"[^“”]*(?:领衔|带领|组建|所在|成立|负责|牵头)的([{_H}]{{3,12}})", phrase)
    phrase = described[1] if described else phrase  # 由李某领衔的课题组
    phrase = re.sub(rf"\A(?:我[院校局厂市县区镇]|公司|学校|医院|集团|学院)(?=[{_H}]{{3,}})", "", phrase)
    listed = re.match(rf"((?:[{_H}A-Za-z]{{2,12}}、)+[{_H}A-Za-z]{{2,12}}?)等", phrase)
    parts = [p.removesuffix("同志") for p in (listed[1] if listed else phrase).split("、")]
    if any(not _can_hold(part) for part in parts):
        return ()
    return tuple(parts)


def _can_hold(part: str) -> bool:
    part = _NUMBERED_THING.sub("", part) if len(part) > 2 else part  # 5路线
    return (
        2 <= len(part) <= 20
        and part not in words("honour_holder_stop")
        and not _POINTING.match(part)
        and not re.match(r"(?:我[市县区省镇乡村校院局]|学校|公司|集团|[他她]们?)", part)
        and not re.search(r"[了在以将把让使是有对从向由被与于到为并而通得“”\d]", part)
        and not _stop_end().search(part)
    )


def _of_sentence(
    text: str, begin: int, verb: int, named: Sequence[Named], kind: str | None
) -> tuple[str, ...]:
    """The first name that is a subject: not behind 在 or 将. () where the sentence begins with a pointer (学校…，荣获…)."""
    if kind == "person":
        return _person_of_sentence(text, begin, verb, named)
    topics = list(_QUOTED_TOPIC.finditer(text, begin, verb)) if "”" in text else []
    if topics:
        return (_quoted_name(topics[-1]),)
    opening = re.match(rf"\s*({alternatives('honour_holder_stop')})", text[begin:])
    first = next(
        (
            n
            for n in named
            if begin <= n.start < verb
            and honour_kinds.fits(n, kind)
            and not _UNDER_PREPOSITION.search(text[max(0, n.start - 2) : n.start])
            and not _is_aside(text, n)
        ),
        None,
    )
    if first is None or first.mention.anaphor or (opening and first.start > begin + opening.end()):
        return ()
    if any(m.start() > first.end for m in _CARRIED.finditer(text, begin, verb)):
        return ()  # 与甲社区结对以来，支部累计…，今年获评…: the branch, not the community
    return (first.mention.name,)


def _is_aside(text: str, named: Named) -> bool:
    """Whether a name stands in a clause of purpose or behind a verb that makes it an object."""
    begin = stretches.opening(text, named.start, "，；。：")
    return bool(
        _OBJECT_VERB.search(text[max(begin, named.start - 2) : named.start])
        or _PURPOSE.match(text[begin : named.start])
        or _OBJECT_VERB.search(named.mention.surface[:2])
    )


def _person_of_sentence(text: str, begin: int, verb: int, named: Sequence[Named]) -> tuple[str, ...]:
    """The first person whom the sentence speaks of; () where it says 他, and where it names none."""
    if _PRONOUN_SUBJECT.search(text, begin, verb):
        return ()
    people = (
        n
        for n in named
        if begin <= n.start < verb
        and n.mention.kind == "person"
        and not n.mention.anaphor
        and not _UNDER_PREPOSITION.search(text[max(0, n.start - 2) : n.start])
    )
    return tuple(n.mention.name for n in people)[:1]


@cache
def _stop_end() -> re.Pattern[str]:
    return re.compile(
        r"(?:工作|建设|方面|期间|以来|之后|基础上|过程中|成绩|成效|能力|水平|努力|党员|干部|职工|同志|个人|所属[^，]*|下|时|中|上|里)\Z"
    )
