"""Places: divisions of the country by their list, and smaller areas by the word that ends their name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from pipeline.extract import gazetteer
from pipeline.extract.edges import Walker, may_be_in_name, usable
from pipeline.extract.extractor import Extractor
from pipeline.lexicons import alternatives, table, words
from pipeline.model.document import Reading, Sentence
from pipeline.model.row import Findings, evidence
from pipeline.rows.mentions import Mention

_LONGEST = {"town": 6, "village": 6, "community": 8, "zone": 12, "other": 6, "city": 10, "county": 10}
# 湖北区域 is no 河北区, 乡亲 no 乡: what shows that the last character of a suffix belongs to the next word.
_NOT_AFTER = {
    "区": "域间块划别分位",
    "市": "场值容井集",
    "镇": "静定压痛级域村",
    "乡": "亲村愁土情贤音间镇级下",
    "村": "庄落镇街乡",
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
    composed = _composed(walker, listed)
    kept = [
        one
        for one in listed
        if not any(
            c.start <= one.start and one.end <= c.end and (one.bare or c.end == one.end) for c in composed
        )
    ]
    return sorted([*kept, *composed, *_abbreviated(walker)], key=lambda f: (f.start, f.end))


def _listed(walker: Walker) -> list[Found]:
    found: list[Found] = []
    for start, last, name in gazetteer.find(walker.text):
        end, division = (last, name) if _ends_well(walker, last) else _without_suffix(last, name)
        if start < walker.floor or division is None:
            continue
        beside = bool(found) and found[-1].end == start
        if division.bare:
            borders = walker.is_border(start) and walker.is_border(end)
            if not (
                borders or beside or _level_follows(walker.text, end) or _chain_follows(walker.text, end)
            ):
                continue
            if division.doubtful and not _chain_follows(walker.text, end):
                continue
        elif not (beside or walker.is_border(start) or end - start > 3):
            continue
        level = "zone" if _ZONE.search(division.name) else division.level
        found.append(Found(start, end, level, "division", 0.9 if division.bare else 0.98, division.bare))
    return found


def _without_suffix(end: int, name: gazetteer.Division) -> tuple[int, gazetteer.Division | None]:
    """义乌 where 义乌市 goes on to 市场."""
    return end - 1, gazetteer.divisions().get(name.name[:-1])


_ZONE = re.compile("(?:开发区|园区|示范区|高新区)\\Z")


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


_TOWN_OF_VILLAGE = re.compile("[\u4e00-\u9fff]村\\Z")  # 增村镇
_OTHER_LEVEL = re.compile("[县市区委府省]")
# 农村, 整村, 千村 are no names.
_NO_ENDS = tuple("农乡全该整千百万两双多")


@cache
def _suffixes() -> tuple[re.Pattern[str], dict[str, str]]:
    # In 增村镇 the 村 belongs to the name of the town.
    return re.compile(f"村(?!镇)|(?!村)(?:{alternatives('place_suffixes')})"), dict(table("place_suffixes"))  # type: ignore[arg-type]


def _composed(walker: Walker, listed: list[Found]) -> list[Found]:
    """Names made with a level word: 茅塔乡, 康乐西路社区, 大庆高新区."""
    pattern, levels = _suffixes()
    found: list[Found] = []
    for match in pattern.finditer(walker.text):
        if match.start() <= walker.floor or not _ends_well(walker, match.end()):
            continue
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
    if level == "town" and _TOWN_OF_VILLAGE.match(modifier) and modifier[0] not in _generic():
        return Found(start, end, level, "area", 0.8)
    if modifier.endswith(_NO_ENDS) and parent is None:
        return None
    if level == "county" and (len(modifier) > 4 or _OTHER_LEVEL.search(modifier)):
        return None
    if not modifier or is_generic(walker, start, suffix) or _holds_body(modifier):
        return None
    if parent is None and (len(modifier) == 1 or not _tells_apart(walker, start, suffix, level)):
        return None
    if level == "zone" and any(word in _describing() for word in walker.words(start, suffix)):
        return None
    return Found(start, end, level, "area", 0.95 if parent else 0.85)


def _start_of_area(walker: Walker, suffix: int, level: str, known: list[Found]) -> tuple[int, Found | None]:
    """Where the name begins, and the place that stands right before it, if one does."""
    edge = _area_edge(walker, suffix, level)
    if walker.text[edge] in "省市县区驻" and suffix - edge > 1:
        edge += 1
    parent: Found | None = None
    for one in known:
        # 河南街道, 康乐西路社区: the bare name of a division is a part of the name.
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
        if verb or word == "中共" or not word[0] > "\u3400":
            edge = at
    return edge


def _tells_apart(walker: Walker, start: int, suffix: int, level: str) -> bool:
    """Whether the words before a level word make a name without a place before them: 大慈邑村, not 乡村振兴样板村."""
    parts = walker.words(start, suffix)
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
            if not full and not (walker.is_border(start) and walker.is_border(end)):
                continue
            more.append(Found(start, end, self.levels[match.group()], "again", 0.8))
        return more


def _ordinary(stem: str) -> bool:
    return stem in words("place_ambiguous") or stem in words("generic_words") or not may_be_in_name(stem)
