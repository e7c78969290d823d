"""Short names of bodies: members of a list that its last words type, schools by their number, quoted names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.extract.body_spans import Body, Span, chain_start, is_word
from pipeline.extract.edges import Walker, may_be_in_name
from pipeline.lexicons import alternatives, table

_NUMBER = r"(?:[0-9]+|[一二两三四五六七八九十百]+|多|数|几)?(?:余|多)?(?:家|所|个|户|批)?"
_OF_COMPANIES = "企业|公司|龙头企业|重点企业|成员企业|骨干企业|品牌企业|车企|药企|单位|会员单位|成员单位"
_OF_SCHOOLS = (
    "学校|高校|院校|中学|小学|兄弟学校|医院|媒体|新闻媒体|中央媒体|主流媒体|报刊|媒体代表|研究机构|科研院所"
)
_LISTED = re.compile(
    rf"(?P<list>[\u3400-\u9fffA-Za-z0-9、和与“”·]{{2,160}})等(?P<number>{_NUMBER})(?:[\u3400-\u9fff]{{0,6}}?)(?<!多)(?P<kind>{_OF_COMPANIES}|{_OF_SCHOOLS})"
)
_GRADE = re.compile("[一二三]级[甲乙丙]\\Z")  # 三级甲|等医院
_ITEM = re.compile(r"[\u3400-\u9fffA-Za-z0-9·]{2,12}\Z")
_NUMBERED_SCHOOL = re.compile(
    r"(?:第?[一二三四五六七八九十]{1,3}(?:中(?!全|央|心|国|队|间|个|小|学|等)|小(?!时|组|学|区|队|康|型|步)|幼|职高?|高中|院(?=[，。、的党]))|中专|职高|实验(?:中学|小学|学校|幼儿园)|师大附中|外国语学校|附中|附小)"
)
_QUOTED_NAME = re.compile(r"“(?P<name>[^“”，。；：！？]{2,12})”(?P<rest>[\u4e00-\u9fff]{2,12})")
# “五好”党支部 is an honour, “两新”党委 a kind.
_QUOTED_PRAISE = re.compile("[一二两三四五六七八九十双多0-9]|最|示范|红旗|标杆|星级|先进|优秀|过硬|标准|达标")
_STEEL = re.compile(
    r"(?P<name>[京南包鞍宝首武马攀本重太济莱邯唐酒涟韶柳沙安杭湘新八昆通凌建承宣河日永徐兖淄枣淮开平神陕龙]钢|[徐兖淄枣淮开平神陕龙皖晋]矿集团)(?![材铁琴筋丝管板厂化铸筑])"
)
_DISTRICT = re.compile(
    "(?:综采|综掘|采煤|掘进|开拓|机电|运输|通风|准备)第?[一二三四五六七八九十0-9]{1,2}(?:工区|[区队])(?![长域员伍])"
)


def listed(walker: Walker, found: Sequence[Body], places: Sequence[Span] = ()) -> list[Body]:
    """甲科技 and 乙化工 in 甲科技、乙化工等5家企业."""
    names: list[Body] = []
    for match in _LISTED.finditer(walker.text) if "等" in walker.text else ():
        kind = "institution" if re.fullmatch(_OF_SCHOOLS, match["kind"]) else "enterprise"
        counted = bool(match["number"])
        for start, end in reversed(_items(walker, match.start("list"), match.end("list"))):
            item = walker.text[start:end]
            if any(b.start < end and start < b.end for b in found) or (start, end) in places:
                continue
            if not _is_item(item) or (len(item) < 3 and not counted):
                break
            names.append(Body(start, end, kind, "list", 0.8))
    return names


def _items(walker: Walker, start: int, end: int) -> list[Span]:
    """The parts of a list; only the first has other words before it, as far as its name goes."""
    spans: list[Span] = []
    at = start
    for part in re.split(r"([、和与])", walker.text[start:end]):
        if part not in ("、", "和", "与") and part:
            spans.append((at, at + len(part)))
        at += len(part)
    if spans:
        first, last = spans[0]
        spans[0] = (max(first, walker.left_edge(last, 12)), last)
    return spans


def _is_item(item: str) -> bool:
    return (
        bool(_ITEM.match(item))
        and not _GRADE.match(item)
        and not is_word(item)
        and may_be_in_name(item)
        and not item.isdigit()
    )


def short_names(walker: Walker, places: Sequence[Span]) -> list[Body]:
    return [
        *_numbered_schools(walker, places),
        *_quoted(walker, places),
        *_steel(walker, places),
        *_districts(walker),
        *_groups(walker, places),
        *_stations(walker),
    ]


def _numbered_schools(walker: Walker, places: Sequence[Span]) -> list[Body]:
    """临江一中: the number of a school right behind a place."""
    found: list[Body] = []
    for match in _NUMBERED_SCHOOL.finditer(walker.text):
        place = next((p for p in places if p[1] == match.start()), None)
        if place is not None:
            found.append(Body(place[0], match.end(), "institution", "school number", 0.85))
    return found


@cache
def _quoted_bodies() -> tuple[re.Pattern[str], dict[str, str]]:
    """What may stand behind a quoted name: at most some words and the word for the body."""
    return re.compile(
        f"(?:区域化|区域|党建|创新|社会治理|应急|党员|青年|党群|巾帼|职工|劳模|教师|老年|便民|文化|群众|女子|老兵|专家|法律|医疗|科技|社区|民族|红色|服务|纠纷|矛盾){{0,3}}(?P<kind>{alternatives('quoted_bodies')})(?![长员])"
    ), dict(table("quoted_bodies"))  # type: ignore[arg-type]


_KINDS_COUNTED = re.compile(r"(?:[1-9][0-9]+|[2-9]|[二两三四五六七八九十]+)余?[个家支]")


def _quoted(walker: Walker, places: Sequence[Span]) -> list[Body]:
    """“红石榴”党群服务站, “铁牛先锋”党员攻关队: a quoted name with the word for the body behind it."""
    pattern, kinds = _quoted_bodies()
    found: list[Body] = []
    for match in _QUOTED_NAME.finditer(walker.text):
        behind = pattern.match(walker.text, match.start("rest"))
        if behind is None or match.start() < walker.floor:
            continue
        kind = kinds[behind["kind"]]
        if kind == "party" and _QUOTED_PRAISE.search(match["name"]):
            continue
        if _KINDS_COUNTED.match(walker.text, behind.end()):
            continue  # “双带头人”工作室2个
        start = match.start()
        if walker.text.endswith(("社区", "村"), 0, start):  # 清溪社区“邻里红”志愿服务队
            start = chain_start(start, places, walker.text)
        found.append(Body(start, behind.end(), kind, "quoted body", 0.8))
    return found


def _districts(walker: Walker) -> list[Body]:
    """综掘三区: the district of a mine, by its number."""
    return [
        Body(m.start(), m.end(), "enterprise", "district", 0.75)
        for m in _DISTRICT.finditer(walker.text)
        if walker.is_border(m.start()) and m.start() >= walker.floor
    ]


_GROUP = re.compile(
    r"第?(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})(?P<kind>组|社|村民小组|居民小组|网格)(?=组长|社长|网格[长员]|[^织成合区员长]|\Z)"
)


def _groups(walker: Walker, places: Sequence[Span]) -> list[Body]:
    """柳沟村三组, 文昌社区第二网格: a numbered group right behind its village or community."""
    found: list[Body] = []
    for start, end in places:
        match = _GROUP.match(walker.text, end) if walker.text[end - 1] in "村区屯庄" else None
        if match:
            first = chain_start(start, places, walker.text)
            found.append(Body(first, match.end(), "community", "group", 0.8))
    return found


_STATION = re.compile(r"[0-9]{2,4}(?:千伏|kV|KV)[\u4e00-\u9fff]{2,5}?(?:变电站|换流站|开关站)")


def _stations(walker: Walker) -> list[Body]:
    """220千伏云岭变电站, with its voltage."""
    if "千伏" not in walker.text and "kV" not in walker.text and "KV" not in walker.text:
        return []
    return [Body(m.start(), m.end(), "enterprise", "station", 0.85) for m in _STATION.finditer(walker.text)]


def _steel(walker: Walker, places: Sequence[Span]) -> list[Body]:
    return [
        Body(chain_start(m.start(), places, walker.text), m.end(), "enterprise", "trade short name", 0.8)
        for m in _STEEL.finditer(walker.text)
        if walker.is_border(m.start()) and m.start() >= walker.floor
    ]
