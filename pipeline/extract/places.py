"""Places: divisions of the country by their list, and smaller areas by the word that ends their name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from pipeline.extract import gazetteer
from pipeline.extract.edges import Walker, is_conjunction, may_be_in_name, usable
from pipeline.extract.extractor import Extractor
from pipeline.lexicons import alternatives, table, words
from pipeline.model.document import Reading, Sentence
from pipeline.model.row import Findings, evidence
from pipeline.rows.mentions import Mention

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
# 湖北区域 is no 河北区, 乡亲 no 乡: what shows that the last character of a suffix belongs to the next word.
_NOT_AFTER = {
    "区": "域间块划别分位级",
    "市": "场值容井集",
    "镇": "静定压痛级域村",
    "乡": "亲村愁土情贤音间镇级下",
    "村": "庄落镇街乡级均容规晚貌超",
    "县": "域城",
    "省": "会份",
}
_ABBREVIATED = re.compile(
    "(?<=[在来赴抵返离])(?P<name>[{}])(?=召开|举行|举办|开幕|闭幕|发布|启动|揭晓|成立|考察|调研|出席|参加|视察|会见|签约|[，。、；：）]|$)".format(
        "".join(sorted(words("place_abbreviations")))
    )
)


@dataclass(frozen=True, slots=True)
class Found:
    start: int
    end: int
    level: str
    rule: str
    confidence: float
    bare: bool = False


def extract(reading: Reading, findings: Findings) -> list[Mention]:
    """A mention for each place name, each level of a chain for itself, in reading order."""
    first = [(sentence, in_sentence(sentence)) for sentence in reading.sentences if usable(sentence)]
    again = _Again(_names(first))
    rows: list[Mention] = []
    for sentence, found in first:
        found = [*found, *again.found(sentence, found)]
        rows.extend(_mention(sentence, one) for one in sorted(found, key=lambda f: (f.start, -f.end)))
    return rows


EXTRACTOR = Extractor("places", extract)


def _mention(sentence: Sentence, one: Found) -> Mention:
    surface = sentence.text[one.start : one.end]
    return Mention(
        evidence(sentence, one.start, one.end, rule=one.rule, confidence=one.confidence),
        kind="place",
        surface=surface,
        name=surface,
        type=one.level,
    )


def in_sentence(sentence: Sentence) -> list[Found]:
    """The places that the sentence itself shows, without what other sentences of the document tell."""
    walker = Walker(sentence)
    listed = _listed(walker)
    listed = sorted([*listed, *_unlisted(walker, listed)], key=lambda f: (f.start, f.end))
    composed = _composed(walker, listed)
    kept = [
        one
        for one in listed
        if not any(
            c.start <= one.start and one.end <= c.end and (one.bare or c.end == one.end) for c in composed
        )
    ]
    return sorted([*kept, *composed, *_abbreviated(walker)], key=lambda f: (f.start, f.end))


# 云溪市委, 岚桥区枫林街道: what shows that a city or district lies before, though the list of divisions lacks it.
_UNLISTED = re.compile(
    r"[市区](?=[县区]?委(?![员托派])|政府|人民|人大|政协|纪委|监委|教育局|[\u4e00-\u9fff]{2,3}(?:县|区|镇|乡|街道)[\u4e00-\u9fff])"
)
_NO_DISTRICT = re.compile(
    "(?:开发|示范|[新园社小地景校库山牧林矿厂城郊辖片街灾老特军战疫禁专区本该全我各省县市州都超夜集门股楼上]|经开|功能|合作|试验|实验|保税|度假|管理|工业|自治|直辖|[县地]级|综合)\\Z"
)


def _unlisted(walker: Walker, listed: list[Found]) -> list[Found]:
    """Cities and districts that the list of divisions lacks, told by the committee or the town behind them."""
    found: list[Found] = []
    for match in _UNLISTED.finditer(walker.text):
        at, end = match.start(), match.end()
        if at <= walker.floor or any(one.start < end and at < one.end for one in listed):
            continue
        start = _area_edge(walker, at, "district")
        start = max([start, *(one.end for one in [*listed, *found] if one.end <= at)])
        name = walker.text[start:at]
        if not 2 <= len(name) <= 3 or _NO_DISTRICT.search(name) or is_generic(walker, start, at):
            continue
        if _holds_body(name) or name in words("name_verbs"):
            continue
        level = "city" if match.group() == "市" else "county"
        found.append(Found(start, end, level, "unlisted division", 0.75))
    return found


def _listed(walker: Walker) -> list[Found]:
    found: list[Found] = []
    for start, last, name in gazetteer.find(walker.text):
        end, division = (last, name) if _ends_well(walker, last) else _without_suffix(last, name)
        if start < walker.floor or division is None or is_conjunction(walker.text, start, end):
            continue
        beside = bool(found) and found[-1].end == start
        if division.bare and (
            (beside and _same_rank(found[-1].level, division.level)) or _in_coined_name(walker.text, start)
        ):
            continue
        if division.bare:
            borders = walker.is_border(start) and walker.is_border(end)
            if not (
                borders or beside or _level_follows(walker.text, end) or _chain_follows(walker.text, end)
            ):
                continue
            if division.doubtful and not _chain_follows(walker.text, end):
                continue
            if division.level == "county" and not beside and not _where(walker.text, start, end):
                continue
        elif not (beside or walker.is_border(start) or end - start > 3 or _chain_follows(walker.text, end)):
            continue
        level = "zone" if _ZONE.search(division.name) else division.level
        found.append(Found(start, end, level, "division", 0.9 if division.bare else 0.98, division.bare))
    return found


def _same_rank(upper: str, lower: str) -> bool:
    """鄂温克旗|巴彦 in 鄂温克旗巴彦托海镇: no county lies in a county."""
    return upper == lower or upper in ("town", "village")


_COINED = re.compile(r"(?:“[^“”，。；：！？、]{0,12}|《[^《》]{0,20})\Z")
_COINED_END = re.compile(r"[^“”，。；：！？、《》]{0,12}[”》]")


def _in_coined_name(text: str, start: int) -> bool:
    """“清水好人榜”, 《江南日报》: a bare division in a short quoted name is a part of it; “清水” alone is none."""
    opened = _COINED.search(text, max(0, start - 22), start)
    return opened is not None and bool(_COINED_END.match(text, start + 2))


_WHERE = re.compile(
    r"(?:\A|[，。；：、！？（）()\s—·]|[在到赴往从自于抵达离返和与及至由驻]|来自|走进|前往|位于|奔赴|支援|对口)\Z"
)
_WHERE_NEXT = re.compile(
    r"(?:等地|等[0-9一二三四五六七八九十]*[县市区]|[籍人]|当地|境内|各地|全域|[省市县州]|城区|乡村|老区|山区|[、和与，。；]|[县市区]?委|政府|行|站|[\u4e00-\u9fff]{1,4}(?:镇|乡|村|街道|社区))"
)


def _where(text: str, start: int, end: int) -> bool:
    """Whether the bare name of a county stands where a place may: in 银行商城销往北京 there is no 商城."""
    return bool(_WHERE.search(text, max(0, start - 3), start) or _WHERE_NEXT.match(text, end))


def _without_suffix(end: int, name: gazetteer.Division) -> tuple[int, gazetteer.Division | None]:
    """义乌 where 义乌市 goes on to 市场."""
    return end - 1, gazetteer.divisions().get(name.name[:-1])


_ZONE = re.compile("(?:开发区|园区|示范区|高新区|实验区)\\Z")


def _ends_well(walker: Walker, end: int) -> bool:
    text = walker.text
    return end >= len(text) or text[end] not in _NOT_AFTER.get(text[end - 1], "")


def _level_follows(text: str, end: int) -> bool:
    return text[end : end + 1] in ("省", "市", "县", "州") and text[end + 1 : end + 2] not in (
        "场",
        "级",
        "长",
        "会",
    )


def _chain_follows(text: str, end: int) -> bool:
    """Whether another division comes next (朝阳建平县)."""
    return any(start == 0 and not d.bare for start, _, d in gazetteer.find(text[end : end + 8]))


_VILLAGE_OFFICE = re.compile("干部|党组织书记|两委|“两委”|支书|会计")  # 培训村干部
_TOWN_OF_VILLAGE = re.compile("[\u4e00-\u9fff]村\\Z")  # 江村镇
_OTHER_LEVEL = re.compile("[县市区委府省]")
# 农村, 整村, 千村 are no names.
_NO_ENDS = tuple("农乡全该整千百万两双多驻")
_HALVES = tuple("东西南北中")  # 东校区, 西院区


@cache
def _suffixes() -> tuple[re.Pattern[str], dict[str, str]]:
    # In 江村镇 the 村 belongs to the name of the town.
    return re.compile(f"村(?!镇)|(?!村)(?:{alternatives('place_suffixes')})"), dict(table("place_suffixes"))  # type: ignore[arg-type]


def _composed(walker: Walker, listed: list[Found]) -> list[Found]:
    """Names made with a level word: 青塔乡, 文昌路社区, 临江高新区."""
    pattern, levels = _suffixes()
    found: list[Found] = []
    for match in pattern.finditer(walker.text):
        if match.start() <= walker.floor or not _ends_well(walker, match.end()):
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
    if parent is None and not walker.is_border(end) and not _goes_on(walker.text, end, level):
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
    if not modifier or is_generic(walker, start, suffix) or _holds_body(modifier):
        return None
    if parent is None and (len(modifier) == 1 or not _tells_apart(walker, start, suffix, level)):
        return None
    if level == "zone" and any(word in _describing() for word in walker.words(start, suffix)):
        return None
    return Found(start, end, level, "area", 0.95 if parent else 0.85)


# What may stand between the bare name of a division and a level word in one name: 南河新区街道, 东昌新村.
_ADDED = {"新区": ("town",), "新": ("village", "community", "town")}


def _plainly_named(modifier: str, level: str, parent: Found | None) -> bool:
    """Names that look generic and are none: 东校区, 红旗社区 right behind its town, 江村镇."""
    if level == "other":
        return modifier in _HALVES
    if level == "town":
        return bool(_TOWN_OF_VILLAGE.match(modifier)) and modifier[0] not in _generic()
    return parent is not None and level in ("village", "community") and modifier in words("honour_places")


def _misread(walker: Walker, modifier: str, end: int, level: str) -> bool:
    """县镇, 培训村干部 and counties of five characters are none."""
    if level == "county":
        return len(modifier) > 4 or bool(_OTHER_LEVEL.search(modifier))
    if level == "town":
        return modifier.endswith(("县", "区", "市")) and not modifier.endswith("新区")
    return (
        level == "village"
        and modifier in words("name_verbs")
        and bool(_VILLAGE_OFFICE.match(walker.text, end))
    )


def _start_of_area(walker: Walker, suffix: int, level: str, known: list[Found]) -> tuple[int, Found | None]:
    """Where the name begins, and the place that stands right before it, if one does."""
    edge = _area_edge(walker, suffix, level)
    if walker.text[edge] in "省市县区驻" and suffix - edge > 1:
        edge += 1
    parent: Found | None = None
    for one in known:
        # 河南街道, 西宁路社区: the bare name of a division is a part of the name.
        wide = one.level == "county" and level in ("community", "zone", "other")
        part = one.bare and (one.end == suffix or (wide and one.end < suffix)) and level != "zone"
        if edge <= one.end <= suffix and not part and (not parent or one.end > parent.end):
            parent = one
    return (parent.end, parent) if parent else (edge, None)


def _area_edge(walker: Walker, suffix: int, level: str) -> int:
    """As the walker's left edge, and no verb either: 建设大田村 is the place 大田村."""
    lane = level == "community" and walker.text[suffix - 1 : suffix] == "里"  # 幸福里小区
    edge = walker.left_edge(suffix - lane, _LONGEST[level])
    at = edge
    for word in walker.words(edge, suffix):
        at += len(word)
        verb = len(word) > 1 and word in words("name_verbs") and at < suffix - 1
        town = word == "街道" or (word in ("镇", "乡") and edge == at - 1 and suffix - at > 1)
        if verb or town or word == "中共" or not word[0] > "\u3400":
            edge = at
    return edge


def _tells_apart(walker: Walker, start: int, suffix: int, level: str) -> bool:
    """Whether the words before a level word make a name without a place before them: 柳树沟村, not 美丽乡村示范村."""
    parts = walker.words(start, suffix)
    if walker.text.startswith("小镇", suffix) and suffix - start >= 4:
        return parts[0] not in _generic()  # 云溪康养小镇, not 康养旅游小镇
    if parts[-1] in _generic() or (len(parts) > 2 and any(word in _generic() for word in parts)):
        return False
    return level != "zone" or walker.text[suffix:] == "" or len(parts) <= 3


@cache
def _generic() -> frozenset[str]:
    return words("generic_words") | words("place_generic_words")


@cache
def _describing() -> frozenset[str]:
    """种植示范园, 养殖园区: described by what is grown there, not named."""
    return frozenset(("种植", "养殖", "加工", "规模", "主题", "景观", "茶园"))


@cache
def _body_words() -> re.Pattern[str]:
    return re.compile("小学|中学|大学|学院|学校|公司|集团|医院|支部|党委|协会|银行|中心|幼儿园")


def _holds_body(modifier: str) -> bool:
    """鲁迅小学东校区 is a part of a school."""
    return bool(_body_words().search(modifier))


_VILLAGE_NEXT = re.compile(r"[\u4e00-\u9fff]{1,5}?(?:村|社区)")


def _goes_on(text: str, end: int, level: str) -> bool:
    """Whether jieba joined the suffix with what follows, as in 石家庄|市委 or 代庄|村党支部."""
    if level == "village" and text[end : end + 1] == "民":
        return False  # 哈尼族|村民
    if level == "town" and _VILLAGE_NEXT.match(text, end):
        return True
    return text[end : end + 1] in "委党两干支组民集农合人政公街工团妇老小居卫级里口边内"


def is_generic(walker: Walker, start: int, end: int) -> bool:
    """Whether only words that tell nothing apart stand in `text[start:end]` (老旧小区, 现代农业示范区)."""
    return walker.text[start:end] in _generic() or all(
        word in _generic() for word in walker.words(start, end)
    )


def _abbreviated(walker: Walker) -> list[Found]:
    """京 in 在京召开."""
    return [
        Found(m.start(), m.end(), "province", "abbreviation", 0.9)
        for m in _ABBREVIATED.finditer(walker.text)
        if m.start() >= walker.floor
    ]


def _names(first: Iterable[tuple[Sentence, list[Found]]]) -> dict[str, str]:
    """The names that stand in the document, with their levels."""
    return {
        sentence.text[f.start : f.end]: f.level
        for sentence, found in first
        for f in found
        if f.rule != "abbreviation"
    }


class _Again:
    """What is a name once is a name everywhere: full names, and their stems where these are no ordinary words."""

    def __init__(self, names: dict[str, str]) -> None:
        self.levels: dict[str, str] = {}
        suffixes = alternatives("place_suffixes") + "|[省市县区州旗]"
        tail = re.compile(f"(?:{suffixes})\\Z")
        for name, level in names.items():
            self.levels[name] = level
            stem = tail.sub("", name)
            if level in ("county", "town", "village") and len(stem) >= 2 and not _ordinary(stem):
                self.levels.setdefault(stem, level)
        ordered = sorted(self.levels, key=lambda name: (-len(name), name))
        self.pattern = re.compile("|".join(map(re.escape, ordered))) if ordered else None

    def found(self, sentence: Sentence, already: list[Found]) -> list[Found]:
        if self.pattern is None:
            return []
        walker = Walker(sentence)
        more: list[Found] = []
        for match in self.pattern.finditer(sentence.text):
            start, end = match.span()
            if start < walker.floor or any(one.start < end and start < one.end for one in already):
                continue
            full = match.group()[-1] in "省市县区州旗镇乡村道"
            borders = walker.is_border(start) and walker.is_border(end)
            if not full and not (borders and not _in_coined_name(sentence.text, start)):
                continue
            more.append(Found(start, end, self.levels[match.group()], "again", 0.8))
        return more


def _ordinary(stem: str) -> bool:
    return stem in words("place_ambiguous") or stem in words("generic_words") or not may_be_in_name(stem)
