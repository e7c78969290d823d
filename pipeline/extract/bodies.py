"""Bodies in one sentence: what ends in the word for a body, with the longest name that goes on to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipeline.extract.edges import Walker, is_division
from pipeline.extract.finder import Finder
from pipeline.extract.gazetteer import divisions
from pipeline.lexicons import table, words

Span = tuple[int, int]
_OFFICE = re.compile(
    r"(?:书记|[局处科部市县区镇乡村厅院校园馆社台行会队班组站所厂矿总]长|委员|主任|主席|经理|理事|总裁|书记员)\Z"
)
# 市教育局, 县人民医院 are names in their report, 镇政府 and 校党委 point to one that was named.
_NAMING_UNITS = frozenset("省市县区州旗")
_NAMING_TYPES = frozenset({"government", "party", "institution", "social"})
_STATE_ORGANS = re.compile(
    r"(?P<unit>自治区|[省市县区州旗])(?P<organ>委(?![员托派屈身会培])|人大常委会|人大(?!代表|附)|政协(?!委员)|政府(?!性)|纪委监委|纪委|监委|法院|检察院)"
)
_PARTY_BRANCH = re.compile(r"(?:党支部|支部|党总支|总支|党小组|党委|党组|党工委|纪委|纪检组|委员会|党组织)\Z")
_ANY_BRANCH = re.compile("(?:基层|各级|村级|农村|全体|所属|下属|乡镇|(?<!年)级)\\Z")
_NATION_MEMBER = re.compile("人(?!民)|员|代表(?!大会)|委员(?!会)")  # 中国共产党人
_MEASURED = re.compile(r"[0-9一二两三四五六七八九十百千万余多数几各每某][个家所支名批类处项余多]*\Z")


@dataclass(frozen=True, slots=True)
class Body:
    """A body found: `text[start:end]` is its name, `type` as the contract has it."""

    start: int
    end: int
    type: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class _Suffix:
    type: str
    needs: str


@cache
def _suffixes() -> tuple[Finder, dict[str, _Suffix]]:
    entries = {word: _Suffix(kind, needs) for word, kind, needs in table("organisation_suffixes")}
    return Finder(entries), entries


@cache
def _national() -> tuple[Finder, dict[str, str]]:
    types = {name: kind for name, kind in table("national_bodies")}
    return Finder(types), types


@cache
def _long_lookalikes() -> tuple[str, ...]:
    return tuple(sorted(word for word, where in table("body_lookalikes") if where == "always"))


def _looks_alike(walker: Walker, end: int) -> bool:
    """Whether the word that ends here is no body: 格局, 培训班; but 财政局 is one, although 政局 is none."""
    start = walker.starts[walker.token_at(end - 1)]
    return walker.text[start:end] in words("body_lookalikes") or walker.text.endswith(
        _long_lookalikes(), 0, end
    )


@cache
def _followers() -> dict[str, str]:
    return dict(table("body_endings"))  # type: ignore[arg-type]


def find(walker: Walker, places: Sequence[Span]) -> list[Body]:
    """The bodies that the sentence itself shows, none overlapping, in reading order. `places` are spans of places."""
    whole = [*_national_bodies(walker), *_state_organs(walker, places)]
    return with_parts(walker, longest([*whole, *_composed(walker, places, whole)]))


_PARTS = (
    (re.compile(r"(?:中心|公司|集团|学院|大学)\Z"), re.compile("(?:党建|文化|党史|荣誉|成果|校史)?展厅")),
    (
        re.compile(r"(?:部|(?<![党省市县区工团纪])委|总局)\Z"),
        re.compile(r"[\u4e00-\u9fff]{2,10}?司(?![机法令])"),
    ),
    (
        re.compile(r"(?:校|学|院|中|小|团|幼|中心|幼儿园)\Z"),
        re.compile(r"(?![在到由对向从及])[\u4e00-\u9fff]{1,4}(?:校区|园区|分校|分园|院区)"),
    ),
    (
        re.compile(r"(?:大学|学院)\Z"),
        re.compile(r"(?![在到由对向从及])[\u4e00-\u9fff]{1,6}?系(?![统列数])"),
    ),
    (
        re.compile(r"(?:医院|保健院)\Z"),
        re.compile(
            r"[\u4e00-\u9fff]{0,6}?(?:科|护理部|门诊部|手术室|病区|急诊部)(?=[医护主副的党、，。专教技团支]|负责|荣|被|获|\Z)"
        ),
    ),
    (
        re.compile(r"(?:法院|检察院)\Z"),
        re.compile(
            r"(?:第[一二三四五六七八九十]{1,2})?[\u4e00-\u9fff]{2,6}?(?:庭|检察部|执行局|处|室)(?=[庭局处]长|主任|法官|干警|检察官|被|荣|获|的|党|、|，|。|\Z)"
        ),
    ),
    (
        re.compile(r"(?:矿|煤业|公司|集团)\Z"),
        re.compile(
            r"(?:综采|综掘|采煤|掘进|开拓|机电|运输|通防|通风|准备)(?:第?[一二三四五六七八九十0-9]{1,2})?(?:工区|[区队])(?![长域员伍])"
        ),
    ),
)


def with_parts(walker: Walker, bodies: list[Body]) -> list[Body]:
    """Bodies with the part of them that is named right behind: 综掘三区 of a mine, 儿科 of a hospital, 东校区 of a school."""
    return [_with_part(walker.text, body) for body in bodies]


def _with_part(text: str, body: Body) -> Body:
    end = _part_end(text, body)
    kind = "institution" if end > body.end and text.endswith("展厅", 0, end) else body.type
    return replace(body, end=end, type=kind)


def _part_end(text: str, body: Body) -> int:
    name = text[body.start : body.end]
    for whole, part in _PARTS:
        match = part.match(text, body.end) if whole.search(name) else None
        if match:
            return match.end()
    return body.end


def longest(candidates: list[Body]) -> list[Body]:
    """Without those that overlap a longer one."""
    kept: list[Body] = []
    for one in sorted(candidates, key=lambda b: (b.start - b.end, b.start)):
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda b: b.start)


def _national_bodies(walker: Walker) -> list[Body]:
    pattern, types = _national()
    return [
        Body(start, end, types[walker.text[start:end]], "national body", 0.95)
        for start, end in pattern.find(walker.text)
        if start >= walker.floor and ends_well(walker, end) and not _NATION_MEMBER.match(walker.text, end)
    ]


def _state_organs(walker: Walker, places: Sequence[Span]) -> list[Body]:
    """市委, 县政府; with the place before them where one stands there (青石县委)."""
    found: list[Body] = []
    for match in _STATE_ORGANS.finditer(walker.text):
        start, end = match.span()
        if start < walker.floor or walker.text[start - 1 : start] in tuple("社小校园地片辖各城郊全"):
            continue
        place = next((p for p in places if p[0] <= start < p[1] or _repeats_level(walker, p, start)), None)
        if place is None and not walker.is_border(start):
            continue
        kind = "party" if match["organ"] in ("委", "纪委", "纪委监委") else "government"
        first = chain_start(place[0], places, walker.text) if place else start
        if match["organ"] == "委" and walker.text.endswith("共青团", 0, first):
            first, kind = first - 3, "social"
        found.append(Body(first, end, kind, "state organ", 0.9))
    return found


def _repeats_level(walker: Walker, place: Span, start: int) -> bool:
    """清源自治县县委 is the committee of 清源自治县."""
    return place[1] == start and walker.text[start - 1] == walker.text[start]


def chain_start(start: int, places: Sequence[Span], text: str) -> int:
    """Where the chain of places begins that goes on to `start`; a village is followed by no province of the same chain."""
    before = next((p for p in places if p[1] == start), None)
    if before is None or (before[1] - before[0] > 2 and text[start - 1] in "村庄屯"):
        return start
    return chain_start(before[0], places, text)


def _joined(start: int, places: Sequence[Span], before: list[Body]) -> int:
    """Where the name begins if another ends right before its place: 中国农业银行|清源市分行."""
    at_place = any(first == start for first, _ in places)
    for body in before:
        if body.end == start and at_place:
            start = body.start
    return start


def _composed(walker: Walker, places: Sequence[Span], whole: list[Body]) -> list[Body]:
    finder, suffixes = _suffixes()
    found: list[Body] = []
    for at, end in finder.find(walker.text):
        if at < walker.floor or not ends_well(walker, end) or _looks_alike(walker, end):
            continue
        word = walker.text[at:end]
        start = _start(walker, at, places)
        if suffixes[word].type == "party":  # 县教师进修学校|党总支
            start = min([start, *(body.start for body in (*whole, *found) if body.end == at)])
        if _is_name(walker, start, at, word, suffixes[word], places):
            start = _joined(chain_start(start, places, walker.text), places, [*whole, *found])
            found.append(Body(start, end, _type(walker.text[start:end], suffixes[word]), "body", 0.85))
    return found


def ends_well(walker: Walker, end: int) -> bool:
    """Whether what follows leaves the suffix one: not 局|长, 党组|织."""
    text = walker.text
    if text.startswith("党组成员", end - 2):
        return True  # a member of 县水利局党组; 组成 is another word
    return end >= len(text) or text[end] not in _followers().get(text[end - 1], "")


def _start(walker: Walker, suffix: int, places: Sequence[Span]) -> int:
    """Where the name begins that goes on to `suffix`: behind offices, and behind a verb before a place."""
    text = walker.text
    if text[suffix - 1 : suffix] in _NAMING_UNITS and text[suffix - 2 : suffix - 1] in (
        "委",
        "府",
        "大",
        "协",
    ):
        return suffix - 1  # 县委县政府 are two
    left = walker.left_edge(suffix)
    edge = _over_and(walker, left, places) if left < suffix else left
    edge = next((first for first, last in places if first < edge < last), edge)
    edge = max(
        [edge, *(first for first, last in places if edge < first < suffix and _new_chain(text, first, last))]
    )
    edge = max(edge, walker.text.rfind("中共", edge, suffix))  # 名单|中共清水县委员会
    at = edge
    for word in walker.words(edge, suffix):
        at += len(word)
        behind_body = _ends_body(text[edge : at - len(word)])
        office = bool(_OFFICE.search(word)) and word in words("titles")
        verb = word in words("name_verbs") and any(start == at for start, _ in places)
        if (
            office
            or (edge == at - len(word) and _leads(walker, at, word, suffix))
            or _before_unit(walker, edge, at, word, suffix)
            or (word in _JOINING and (behind_body or _first_of(edge, at, word, suffix)))
            or (verb and (behind_body or edge == at - len(word)))
        ):
            edge = at
    return edge


def _new_chain(text: str, start: int, end: int) -> bool:
    """Whether a chain of places begins anew: the province in 清水镇大田村|贵州清源食品有限公司."""
    division = divisions().get(text[start:end])
    return text[start - 1] in "村庄屯" and division is not None and division.level == "province"


def _over_and(walker: Walker, edge: int, places: Sequence[Span]) -> int:
    """Back over an 和 inside a name: 省人力资源和社会保障厅, 某省物流与采购协会; not from one name to another."""
    text = walker.text
    if text[edge - 1 : edge] not in ("和", "与") or edge < 3 or text[edge : edge + 1] in _NAMING_UNITS:
        return edge
    if any(start == edge for start, _ in places):
        return edge
    left = walker.left_edge(edge - 1, 12)
    first = max(
        (last for start, last in places if start == left),
        default=left + (text[left : left + 1] in _NAMING_UNITS),
    )
    inside = left < first < edge - 1 or _FACULTY.search(text[left : edge - 1])
    return left if inside and not _ENDS_BODY.search(text[left : edge - 1]) else edge


def _leads(walker: Walker, at: int, word: str, suffix: int) -> bool:
    """组织 in 组织远山银行 and 学院 in 学院车辆工程党支部: first words that are no part of the name behind them."""
    return (
        (word in words("leading_verbs") or word in _BEARERS)
        and suffix - at >= 2
        and any(part not in words("generic_words") for part in walker.words(at, suffix))
    )


_BEARERS = frozenset(("学院", "学校", "公司", "医院", "集团"))


def _before_unit(walker: Walker, edge: int, at: int, word: str, suffix: int) -> bool:
    """整合 in 整合县林业局 is a verb, 开发 in 开发区税务局 is none."""
    unit = walker.text[at : at + 1] in _NAMING_UNITS and walker.is_border(at) and suffix - at >= 1
    return unit and edge == at - len(word) and word in words("name_verbs") and word not in _OF_ZONES


# 江州大学汽车 before 与交通学院
_FACULTY = re.compile(r"(?:大学|学院|研究院|医院|集团|公司)[\u4e00-\u9fff]{2,6}\Z")
_OF_ZONES = frozenset(
    ("开发", "试验", "实验", "合作", "保护", "示范", "管理", "服务", "保税", "旅游", "度假")
)
_JOINING = frozenset(("联合", "协同", "携手", "会同"))


def _first_of(edge: int, at: int, word: str, suffix: int) -> bool:
    """联合 in 联合远山集团 is a verb: it stands first and a name is left behind it."""
    return edge == at - len(word) and suffix - at >= 2


def _ends_body(text: str) -> bool:
    return bool(_ENDS_BODY.search(text))


_ENDS_BODY = re.compile(
    r"(?:局|部|委|会|院|校|厅|办|公司|集团|支部|中心|大学|中学|小学|学院|银行|政府|所|站|厂|矿|村|社区|街道|镇|乡|县|市|区)\Z"
)


def _is_name(
    walker: Walker, start: int, suffix_at: int, suffix: str, kind: _Suffix, places: Sequence[Span]
) -> bool:
    """Whether what stands before the suffix tells the body apart from others of its kind."""
    modifier = walker.text[start:suffix_at]
    if kind.needs == "whole":
        return True
    if not modifier or "某" in modifier or _MEASURED.search(walker.text[:start]):
        return False
    if kind.type == "party" and (_ANY_BRANCH.search(modifier) or _PRAISED.search(modifier)):
        return False
    if suffix in _PLAIN_KINDS and modifier.endswith("省") and len(modifier) <= 4:
        return False  # 某省医院 stands for the hospitals of the province
    parts = walker.words(start, suffix_at)
    if any(start <= p[0] < suffix_at for p in places) or any(map(is_division, parts)):
        return True
    if modifier[0] in "镇乡" and kind.type in _NAMING_TYPES and suffix.endswith("中心"):
        return True  # 镇综治中心
    named_unit = kind.type in _NAMING_TYPES or suffix == "供销社"
    if (
        modifier[0] in _NAMING_UNITS
        and modifier[1:2] != "级"
        and named_unit
        and not _PARTY_BRANCH.search(suffix)
    ):
        return True
    if kind.needs == "strict":
        return _holds_body(modifier) or (suffix.endswith(_OF_PERSONS) and _begins_with_person(parts))
    generic = words("generic_words")
    if kind.needs == "unit":
        return not all(part in generic and part not in ("党委", "党工委", "机关") for part in parts)
    return not (modifier in generic or all(part in generic for part in parts) or len(modifier) < 2)


# 红旗党委, 五星级党支部 are honours; 红旗村党支部 is a branch.
_PRAISED = re.compile(
    "(?:示范|标杆|红旗|样板|星级?|先进|优秀|最强|过硬|模范|规范化?|标准化?|达标|文明|先锋|堡垒|明星|党建强|最美|好)\\Z"
)
_PLAIN_KINDS = frozenset(("医院", "学校", "公司", "集团", "银行", "大学", "中学", "小学", "幼儿园", "企业"))
_OF_PERSONS = ("工作室", "服务队", "宣讲团", "农场", "合作社", "志愿队", "突击队", "团队")
_BODY_INSIDE = re.compile(
    "[省市县区州]委|[省市县区]政府|大学|学院|中学|小学|公司|集团|银行|医院|研究院|研究所|煤矿|电厂|协会|商会|政府|机关工委|铁路|武警|消防|国网|[一二三四五六七八九十]中"
)


def _holds_body(modifier: str) -> bool:
    return bool(_BODY_INSIDE.search(modifier))


def _begins_with_person(parts: list[str]) -> bool:
    """吴建国 in 吴建国劳模创新工作室."""
    first = parts[0] if len(parts[0]) > 1 or len(parts) < 2 else parts[0] + parts[1]
    return 2 <= len(first) <= 3 and first[0] in words("surnames") and not is_word(first)


def is_word(text: str) -> bool:
    """Whether the text is an ordinary word of the genre and so no name."""
    return any(text in words(name) for name in _WORD_LISTS)


_WORD_LISTS = ("verbs", "name_stop", "name_verbs", "generic_words", "place_generic_words", "surname_words")


def _type(name: str, suffix: _Suffix) -> str:
    if name.endswith(("支队", "大队", "总队", "中队")):
        return "government" if re.search("公安|交警|刑侦|巡警|特警|城管|执法|监察", name) else "other"
    if name.startswith("中共") and name.endswith("委员会"):
        return "party"
    if name.endswith("委员会") and not name.endswith(("村民委员会", "居民委员会", "业主委员会")):
        return (
            "party"
            if name.startswith("中国共产党")
            else suffix.type
            if suffix.type != "party"
            else "government"
        )
    return suffix.type
