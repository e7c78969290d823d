"""Bodies by the word that ends their name, with the longest name that goes on to it, where it tells the body apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.extract.body_spans import Body, Span, chain_start, ends_well, is_word
from pipeline.extract.edges import Walker, is_division
from pipeline.extract.finder import Finder
from pipeline.extract.gazetteer import divisions
from pipeline.lexicons import table, words

_OFFICE = re.compile(
    r"(?:书记|[局处科部市县区镇乡村厅院校园馆社台行会队班组站所厂矿总]长|委员|主任|主席|经理|理事|总裁|书记员)\Z"
)
# 市教育局, 县人民医院 are names in their report, 镇政府 and 校党委 point to one that was named.
_NAMING_UNITS = frozenset("省市县区州旗")
_NAMING_TYPES = frozenset({"government", "party", "institution", "social"})
_PARTY_BRANCH = re.compile(r"(?:党支部|支部|党总支|总支|党小组|党委|党组|党工委|纪委|纪检组|委员会|党组织)\Z")
_AND_OTHERS = re.compile("(?<![高中初均平对同])等(?![级专职师])")
_ANY_BRANCH = re.compile(
    "(?:企业|国企|基层|各级|村级|农村|全体|所属|下属|乡镇|(?<!年)级)\\Z|\\A(?:分行|支行|总行|分公司|子公司|总公司|集团|[市县省区州]局)\\Z"
)
_MEASURED = re.compile(r"[0-9一二两三四五六七八九十百千万余多数几各每某][个家所支名批类处项余多]*\Z")


@dataclass(frozen=True, slots=True)
class Suffix:
    type: str
    needs: str


@cache
def _suffixes() -> tuple[Finder, dict[str, Suffix]]:
    entries = {word: Suffix(kind, needs) for word, kind, needs in table("organisation_suffixes")}
    return Finder(entries), entries


@cache
def _long_lookalikes() -> tuple[str, ...]:
    return tuple(sorted(word for word, where in table("body_lookalikes") if where == "always"))


def _looks_alike(walker: Walker, end: int) -> bool:
    """Whether the word that ends here is no body: 格局, 培训班; but 财政局 is one, although 政局 is none."""
    start = walker.starts[walker.token_at(end - 1)]
    return walker.text[start:end] in words("body_lookalikes") or walker.text.endswith(
        _long_lookalikes(), 0, end
    )


# 磷矿探明储量, 党校大学学历: the thing that is dug and the degree, no bodies
_NO_BODY = re.compile(r"矿(?:探明|储量|资源|浮选|选矿|品位|产量|保有|开采权)|学(?:学历|文化程度)")


def _joined(start: int, places: Sequence[Span], before: list[Body]) -> int:
    """Where the name begins if another ends right before its place: 中国农业银行|清源市分行."""
    at_place = any(first == start for first, _ in places)
    for body in before:
        if body.end == start and at_place:
            start = body.start
    return start


def composed(walker: Walker, places: Sequence[Span], whole: list[Body]) -> list[Body]:
    finder, suffixes = _suffixes()
    found: list[Body] = []
    for at, end in finder.find(walker.text):
        if at < walker.floor or not ends_well(walker, end) or _looks_alike(walker, end):
            continue
        if _NO_BODY.match(walker.text, end - 1):
            continue
        word = walker.text[at:end]
        start = _start(walker, at, places)
        start = min([start, *(body.start for body in whole if body.start < start < body.end)])
        if suffixes[word].type == "party":  # 县教师进修学校|党总支
            start = min([start, *(body.start for body in (*whole, *found) if body.end == at)])
        if is_name(walker, start, at, word, suffixes[word], places):
            start = _joined(chain_start(start, places, walker.text), places, [*whole, *found])
            start = _abroad(walker.text, start, word, places)
            found.append(Body(start, end, _type(walker.text[start:end], suffixes[word]), "body", 0.85))
    return found


def _abroad(text: str, start: int, suffix: str, places: Sequence[Span]) -> int:
    """Back over what tells where a body of people from elsewhere is: 清源县|驻深圳流动党员党支部, 在|沪温州商会."""
    if text[start - 1 : start] == "驻":
        home = next((first for first, last in places if last == start - 1), None)
        return start if home is None else chain_start(home, places, text)
    abroad = suffix.endswith("商会") and text[start - 1 : start] == "在"
    return start - 1 if abroad and any(first == start + 1 for first, _ in places) else start


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
            or (word in _DOING and at < suffix and any(last == at - 1 for _, last in places))
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
    fields = text[edge - 1] == "与" and _of_disciplines(walker, left, edge)
    return left if (inside or fields) and not _ENDS_BODY.search(text[left : edge - 1]) else edge


def _of_disciplines(walker: Walker, left: int, edge: int) -> bool:
    """Whether a 与 stands between two fields of one faculty: 食品科学|与工程学院, 经济|与管理学院."""
    before = walker.words(left, edge - 1)
    return (
        bool(before) and bool(_DISCIPLINE.search(before[-1])) and bool(_OF_FACULTY.match(walker.text, edge))
    )


_DISCIPLINE = re.compile(
    "(?:科学|技术|工程|经济|管理|数学|物理|化学|化工|生物|信息|机械|电气|电子|通信|材料|能源|环境|建筑|土木|交通"
    "|艺术|音乐|新闻|文化|历史|政治|法律|教育|外语|旅游|金融|贸易|会计|农业|园艺|食品|海洋|资源|水利|动力|计算机"
    "|体育|医学|药学|公共管理|马克思主义)\\Z"
)
_OF_FACULTY = re.compile("[\u4e00-\u9fff]{2,8}?(?:学院|学部|研究院|研究所)")


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
_DOING = frozenset("开办")  # 在广东东莞开服装厂
_JOINING = frozenset(("联合", "协同", "携手", "会同"))


def _first_of(edge: int, at: int, word: str, suffix: int) -> bool:
    """联合 in 联合远山集团 is a verb: it stands first and a name is left behind it."""
    return edge == at - len(word) and suffix - at >= 2


def _ends_body(text: str) -> bool:
    return bool(_ENDS_BODY.search(text))


_ENDS_BODY = re.compile(
    r"(?:局|部|委|会|院|校|厅|办|队|公司|集团|支部|中心|大学|中学|小学|学院|银行|政府|所|站|厂|矿|村|社区|街道|镇|乡|县|市|区)\Z"
)


def is_name(
    walker: Walker, start: int, suffix_at: int, suffix: str, kind: Suffix, places: Sequence[Span]
) -> bool:
    """Whether what stands before the suffix tells the body apart from others of its kind."""
    modifier = walker.text[start:suffix_at]
    if kind.needs == "whole":
        return True
    if not modifier or "某" in modifier or _MEASURED.search(walker.text[:start].rstrip("“")):
        return False
    if _is_any_of_its_kind(modifier, suffix, kind) or _is_sort(
        walker, start, suffix_at, suffix, kind, places
    ):
        return False
    parts = walker.words(start, suffix_at)
    if _AND_OTHERS.search(modifier) or (suffix == "局" and modifier in _NAMING_UNITS):
        return False  # 安全科等科室|党支部
    if any(start <= p[0] < suffix_at for p in places) or any(map(is_division, parts)):
        return True
    if modifier[0] in "镇乡" and kind.type in _NAMING_TYPES and suffix.endswith("中心"):
        return True  # 镇综治中心
    named_unit = kind.type in _NAMING_TYPES or suffix == "供销社"
    if (
        modifier[0] in _NAMING_UNITS
        and modifier[1:2] != "级"
        and named_unit
        and (not _PARTY_BRANCH.search(suffix) or _OF_TRADE.search(modifier))
    ):
        return True
    if kind.needs == "strict":
        founded = suffix.endswith(_FOUNDED) and _FOUNDING.search(walker.text, 0, start)
        founded = founded or (suffix.endswith("队") and _BESIDE.search(walker.text, 0, start))
        if founded and len(modifier) > 2 + suffix.endswith("合作社"):
            return parts[0] not in words("generic_words") and parts[0] not in words("name_verbs")
        return (_holds_body(modifier) and not _is_kind(parts)) or (
            suffix.endswith(_OF_PERSONS) and _begins_with_person(parts)
        )
    generic = words("generic_words")
    if kind.needs == "unit":
        return not all(part in generic and part not in ("党委", "党工委", "机关") for part in parts)
    return not (modifier in generic or all(part in generic for part in parts) or len(modifier) < 2)


def _is_sort(
    walker: Walker, start: int, suffix_at: int, suffix: str, kind: Suffix, places: Sequence[Span]
) -> bool:
    """Whether what stands before the suffix tells a sort or a level of a chain: 江西|公立|医院, 三级甲等|医院,
    产业园党委—企业党支部."""
    modifier, placed = (
        walker.text[start:suffix_at],
        any(start <= first < suffix_at for first, _ in places),
    )
    if kind.type == "party":
        end = suffix_at + len(suffix)
        chained = _CHAINED.search(walker.text, 0, start) or _CHAINS_ON.match(walker.text, end)
        return bool(chained) and not placed
    if kind.type not in ("social", "institution", "enterprise"):
        return False
    last = max((end for first, end in places if start <= first and end <= suffix_at), default=start)
    return walker.text[last:suffix_at] in _SORTS or bool(_SORTED.search(modifier))


_SORTED = re.compile(
    r"\A[一二三]级(?:[甲乙丙]等|综合|公立|中医|专科|甲|乙)|[省市县区州镇乡](?:公立|民营|私立|异地)\Z"
)
_CHAINED = re.compile(r"(?<!—)—\Z")
_CHAINS_ON = re.compile(r"—(?!—)")
_SORTS = frozenset(
    ("公立", "民营", "私立", "民办", "异地", "中小", "高等", "各级", "各类", "小微", "非公", "四好")
)

# 红旗党委, 五星级党支部 are honours; 红旗村党支部 is a branch.
_FOUNDED = ("合作社", "农场", "加工厂", "服务队", "救援队", "志愿队", "突击队", "先锋队", "宣讲团", "宣讲队")
_BESIDE = re.compile(
    "(?:协会|商会|服务队|救援队|志愿队|公司|大学|中学|支部)[、和与]\\Z"
)  # 协会、小水滴志愿服务队
_FOUNDING = re.compile("(?:成立|创办|领办|组建|注册|办起|创建|加入)了?\\Z")  # 成立了云岭牧业合作社
_PRAISED = re.compile(
    "(?:示范|标杆|红旗|样板|星级?|先进|优秀|最强|过硬|模范|规范化?|标准化?|达标|文明|硬核|先锋|堡垒|明星|党建强|最美|好|软弱涣散|后进|薄弱)\\Z"
)


def _is_any_of_its_kind(modifier: str, suffix: str, kind: Suffix) -> bool:
    """Whether the words before the suffix only say what sort it is of: 基层党支部, 我行党支部, 研发车间, 某省医院."""
    if kind.type == "party":
        return bool(
            modifier in _BEARING
            or _ANY_BRANCH.search(modifier)
            or _PRAISED.search(modifier)
            or _POINTED.match(modifier)
        )
    if suffix == "车间":
        return bool(_ANY_WORKSHOP.search(modifier))
    of_province = (
        modifier.endswith("省") and len(modifier) <= 4
    )  # it stands for the hospitals of the province
    return suffix in _PLAIN_KINDS and (of_province or bool(_DRIVEN.search(modifier)))


_OF_TRADE = re.compile("(?:行业|产业链?|领域|系统|商圈|楼宇|协会|商会|企业|机构|组织)\\Z")  # 市快递行业|党委
_BEARING = frozenset(("商会", "协会", "产业园", "园区", "行业", "楼宇", "商圈", "合作社"))
_POINTED = re.compile("[我该]|本(?![科溪])")
_ANY_WORKSHOP = re.compile("(?:研发|智能|生产|加工|包装|装配|组装|焊接|数控|扶贫|帮扶|标准化?|样板|示范)\\Z")
_DRIVEN = re.compile("引领|赋能|助力|推动|促进")  # 以党建引领医院
_PLAIN_KINDS = frozenset(("医院", "学校", "公司", "集团", "银行", "大学", "中学", "小学", "幼儿园", "企业"))
_OF_PERSONS = ("工作室", "服务队", "宣讲团", "农场", "合作社", "志愿队", "突击队", "团队")
_BODY_INSIDE = re.compile(
    "[省市县区州]委|[省市县区]政府|大学|学院|中学|小学|公司|集团|银行|医院|研究院|研究所|煤矿|电厂|协会|商会|政府|机关工委|铁路|武警|消防|国网|[一二三四五六七八九十]中"
)


def _holds_body(modifier: str) -> bool:
    return bool(_BODY_INSIDE.search(modifier))


def _is_kind(parts: list[str]) -> bool:
    """异地商会: a kind of body and no name."""
    return all(part in words("generic_words") or part in _suffixes()[1] for part in parts)


def _begins_with_person(parts: list[str]) -> bool:
    """吴建国 in 吴建国劳模创新工作室."""
    first = parts[0] if len(parts[0]) > 1 or len(parts) < 2 else parts[0] + parts[1]
    return 2 <= len(first) <= 3 and first[0] in words("surnames") and not is_word(first)


def _type(name: str, suffix: Suffix) -> str:
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
