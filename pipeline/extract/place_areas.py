"""Smaller areas by the word that ends their name: 青塔乡, 文昌路社区, 临江高新区; with the place right before them."""

from __future__ import annotations

import re
from functools import cache

from pipeline.extract.edges import Walker
from pipeline.extract.person_names import torn_name_end
from pipeline.extract.place_spans import Found, ends_well
from pipeline.lexicons import alternatives, table, words

_LONGEST = {
    "town": 6,
    "village": 6,
    "community": 8,
    "zone": 12,
    "other": 6,
    "city": 10,
    "county": 10,
    "district": 4,
}
_VILLAGE_OFFICE = re.compile("干部|党组织书记|两委|“两委”|支书|会计")  # 培训村干部
_TOWN_OF_VILLAGE = re.compile("[\u4e00-\u9fff]村\\Z")  # 江村镇
_POINTING = frozenset("全本我各该每跨出进入县市乡村小大老新城都")
_OF_VILLAGES = frozenset("屯庄家店桥沟坪岭湾头东西南北新老前后上下大小")  # 东阳屯村 is no village of 东阳
_OTHER_LEVEL = re.compile("[县市区委府省]")
# 农村, 整村, 千村 are no names.
_NO_ENDS = tuple("农乡全该整千百万两双多驻")
_REST_OF_DATE = re.compile("(?:年度?|月份?|日|号|季度)[底末初内间]?(?=..)")
_VILLAGES = re.compile("集体|级|民|干部|两委|“两委”|党组织")  # 青塔镇村集体: of all its villages
_HALVES = tuple("东西南北中")  # 东校区, 西院区


@cache
def _suffixes() -> tuple[re.Pattern[str], dict[str, str]]:
    # In 江村镇 the 村 belongs to the name of the town.
    pattern = re.compile(f"村(?!镇|社区)|(?!村)(?:{alternatives('place_suffixes')})")
    return pattern, dict(table("place_suffixes"))  # type: ignore[arg-type]


def composed(walker: Walker, listed: list[Found]) -> list[Found]:
    """Names made with a level word: 青塔乡, 文昌路社区, 临江高新区."""
    pattern, levels = _suffixes()
    found: list[Found] = []
    for match in pattern.finditer(walker.text):
        if match.start() <= walker.floor or not ends_well(walker, match.end()):
            continue
        if levels[match.group()] == "zone" and walker.text.startswith("街道", match.end()):
            continue  # 南河新区街道 is a town
        if any(one.end == match.end() and not one.bare for one in listed):
            continue
        one = _named_area(walker, match.start(), match.end(), levels[match.group()], [*listed, *found])
        if one is not None:
            found.append(one)
    return found


def _named_area(walker: Walker, suffix: int, end: int, level: str, known: list[Found]) -> Found | None:
    start, parent = _start_of_area(walker, suffix, level, known)
    if parent is None and not walker.is_border(end) and not _goes_on(walker.text, start, end, level):
        return None
    if level == "zone" and parent is not None and (start == suffix or is_generic(walker, start, suffix)):
        return Found(parent.start, end, level, "area", 0.9)
    modifier = walker.text[start:suffix]
    if parent is not None and parent.bare and modifier in _ADDED and level in _ADDED[modifier]:
        return Found(parent.start, end, level, "area", 0.8)
    if _plainly_named(modifier, level, parent):
        return Found(start, end, level, "area", 0.8)
    if _misread(walker, modifier, end, level) or (modifier.endswith(_NO_ENDS) and parent is None):
        return None
    if not modifier or is_generic(walker, start, suffix) or holds_body(modifier):
        return None
    if parent is None and (len(modifier) == 1 or not _tells_apart(walker, start, suffix, level)):
        return None
    if level == "zone" and any(word in _describing() for word in walker.words(start, suffix)):
        return None
    return Found(start, end, level, "area", 0.95 if parent else 0.85)


# What may stand between the bare name of a division and a level word in one name: 南河新区街道, 东昌新村.
_ADDED = {"新区": ("town",), "新": ("village", "community", "town")}


def _plainly_named(modifier: str, level: str, parent: Found | None) -> bool:
    """Names that look generic and are none: 东校区, 红旗社区 right behind its town, 江村镇, 洋市镇."""
    if level == "other":
        return modifier in _HALVES
    if level == "town":
        of_market = len(modifier) == 2 and modifier[1] == "市" and modifier[0] not in _POINTING
        return of_market or bool(_TOWN_OF_VILLAGE.match(modifier)) and modifier[0] not in generic()
    return parent is not None and level in ("village", "community") and modifier in words("honour_places")


def _misread(walker: Walker, modifier: str, end: int, level: str) -> bool:
    """县镇, 培训村干部 and counties of five characters are none."""
    if level == "county":
        return len(modifier) > 4 or bool(_OTHER_LEVEL.search(modifier))
    if level == "town":
        return modifier.endswith(("县", "区", "市")) and not modifier.endswith("新区")
    if level != "village":
        return False
    if modifier.endswith("村"):
        return True  # 柳沟村|村民
    of_villages = modifier.endswith(("镇", "乡", "街道", "县")) and _VILLAGES.match(walker.text, end)
    office = modifier in words("name_verbs") and _VILLAGE_OFFICE.match(walker.text, end)
    return bool(of_villages or office)


def _start_of_area(walker: Walker, suffix: int, level: str, known: list[Found]) -> tuple[int, Found | None]:
    """Where the name begins, and the place that stands right before it, if one does."""
    edge = area_edge(walker, suffix, level)
    if walker.text[edge] in "省市县区驻辖" and suffix - edge > 1:
        edge += 1
    # 2024年青塔镇, 2024年底青塔镇: the rest of a date is no part of the name.
    if (
        edge
        and walker.text[edge - 1].isdecimal()
        and (date := _REST_OF_DATE.match(walker.text, edge, suffix))
    ):
        edge = date.end()
    parent: Found | None = None
    for one in known:
        # 河南街道, 西宁路社区: the bare name of a division is a part of the name.
        wide = one.level == "county" and level in ("community", "zone", "other")
        wide = wide or (level == "village" and suffix == one.end + 1 and walker.text[one.end] in _OF_VILLAGES)
        part = one.bare and (one.end == suffix or (wide and one.end < suffix)) and level != "zone"
        torn = not walker.is_border(one.end) and 1 <= suffix - one.end <= 3  # 独龙江|乡孔|当村
        if (
            (edge <= one.end or torn)
            and one.end <= suffix
            and not part
            and (not parent or one.end > parent.end)
        ):
            parent = one
    return (parent.end, parent) if parent else (edge, None)


def area_edge(walker: Walker, suffix: int, level: str) -> int:
    """As the walker's left edge, and no verb either: 建设大田村 is the place 大田村."""
    lane = level == "community" and walker.text[suffix - 1 : suffix] == "里"  # 幸福里小区
    edge = walker.left_edge(suffix - lane, _LONGEST[level])
    at = edge
    for word in walker.words(edge, suffix):
        at += len(word)
        verb = len(word) > 1 and word in words("name_verbs") and at < suffix - 1
        town = word == "街道" or (word in ("镇", "乡") and edge == at - 1 and suffix - at > 1)
        if level in ("village", "community") and at < suffix and len(word) > 1 and word[-1] in "镇乡":
            town = word not in ("乡镇", "城镇", "集镇")
        if verb or town or word == "中共" or not word[0] > "\u3400":
            edge = at
    return edge


def _tells_apart(walker: Walker, start: int, suffix: int, level: str) -> bool:
    """Whether the words before a level word make a name without a place before them: 柳树沟村, not 美丽乡村示范村."""
    parts = walker.words(start, suffix)
    if walker.text.startswith("小镇", suffix) and suffix - start >= 4:
        return parts[0] not in generic()  # 云溪康养小镇, not 康养旅游小镇
    if suffix - start == 2 and len(parts) == 2 and parts[1] == "集" and parts[0] not in generic() | _POINTING:
        return True  # 九集镇
    if parts[-1] in generic() or (len(parts) > 2 and any(word in generic() for word in parts)):
        return False
    return level != "zone" or walker.text[suffix:] == "" or len(parts) <= 3


@cache
def generic() -> frozenset[str]:
    return words("generic_words") | words("place_generic_words")


@cache
def _describing() -> frozenset[str]:
    """种植示范园, 养殖园区: described by what is grown there, not named."""
    return frozenset(("种植", "养殖", "加工", "规模", "主题", "景观", "茶园"))


@cache
def _body_words() -> re.Pattern[str]:
    return re.compile("小学|中学|大学|学院|学校|公司|集团|医院|支部|党委|协会|银行|中心|幼儿园")


def holds_body(modifier: str) -> bool:
    """鲁迅小学东校区 is a part of a school."""
    return bool(_body_words().search(modifier))


_STANDS_FREE = re.compile(
    r"(?:\A|[，。；：、！？（(“]|[在到赴往从])\Z"
)  # 柳河|镇距 at the beginning of a clause
_VILLAGE_NEXT = re.compile(r"[\u4e00-\u9fff]{1,5}?(?:村|社区)")


def _goes_on(text: str, start: int, end: int, level: str) -> bool:
    """Whether jieba joined the suffix with what follows, as in 石家庄|市委 or 代庄|村党支部."""
    if level == "village" and text[end : end + 1] == "民":
        return False  # 哈尼族|村民
    if level == "village" and (
        text.startswith(("村民", "村集体", "村级", "村两委"), end) or torn_name_end(text, end)
    ):
        return True
    if level == "village" and len(text[start:end]) > 2 and _STANDS_FREE.search(text, 0, start):
        return True  # ；枫林|村种茶叶
    if level == "town" and (_VILLAGE_NEXT.match(text, end) or _STANDS_FREE.search(text, 0, start)):
        return True
    return text[end : end + 1] in "委党两干支组民集农合人政公街工团妇老小居卫级里口边内"


def is_generic(walker: Walker, start: int, end: int) -> bool:
    """Whether only words that tell nothing apart stand in `text[start:end]` (老旧小区, 现代农业示范区)."""
    return walker.text[start:end] in generic() or all(word in generic() for word in walker.words(start, end))
