"""The administrative divisions of the country, found in a text by their names, with and without suffix."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.extract.finder import Finder
from pipeline.lexicons import table, words

_PROVINCE_TAIL = re.compile(r"(?:壮族|回族|维吾尔)?自治区\Z|省\Z|市\Z|特别行政区\Z")
_PEOPLES = (
    "(?:藏族|回族|蒙古族|蒙古|维吾尔族|维吾尔|壮族|苗族|土家族|侗族|彝族|布依族|白族|傣族|哈尼族|景颇族|傈僳族|朝鲜族|哈萨克族"
    "|哈萨克|柯尔克孜族|柯尔克孜|羌族|黎族|瑶族|仫佬族|毛南族|水族|仡佬族|土族|撒拉族|东乡族|保安族|裕固族|满族|畲族|拉祜族|佤族"
    "|纳西族|独龙族|怒族|普米族|布朗族|各族|锡伯|塔吉克|达斡尔族|鄂温克族)+"
)
_CITY_TAIL = re.compile(f"(?:{_PEOPLES})?自治州\\Z|市\\Z|地区\\Z|盟\\Z")
_COUNTY_TAIL = re.compile(f"(?:{_PEOPLES})?自治[县旗]\\Z|[县市区旗]\\Z|林区\\Z|特区\\Z")
_AUTONOMOUS = re.compile(f"(?:{_PEOPLES})?自治(?P<level>[州县旗])\\Z")
_TAILS = {"province": _PROVINCE_TAIL, "city": _CITY_TAIL, "county": _COUNTY_TAIL}
_NO_NAMES = frozenset(
    {"市辖区", "城区", "郊区", "矿区", "东区", "西区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
)


@dataclass(frozen=True, slots=True)
class Division:
    """A name of one or several divisions. `codes` are the adcodes that bear it; `bare` where its suffix is left off."""

    name: str
    level: str
    codes: tuple[str, ...]
    bare: bool = False
    doubtful: bool = False  # an ordinary word as well: counts beside another place only


@cache
def divisions() -> dict[str, Division]:
    """Every name of a division, full and bare; a full name wins over a bare one, a higher level over a lower."""
    found: dict[str, Division] = {}
    doubtful = words("place_ambiguous")
    rows = [(code, name, level) for code, name, level, _ in table("divisions") if name not in _NO_NAMES]
    for code, name, level in rows:
        known = found.get(name)
        codes = (*known.codes, code) if known else (code,)
        found[name] = Division(name, known.level if known else level, codes)
    for code, name, level in rows:  # 积石山县, 积石山自治县, 临夏州
        for short in _short_forms(name):
            found.setdefault(short, Division(short, level, (code,)))
    full = frozenset(found)
    for code, name, level in rows:
        stem = _TAILS[level].sub("", name)
        if len(stem) < 2 or stem in full:
            continue
        known = found.get(stem)
        if known and known.level != level:
            continue
        codes = (*known.codes, code) if known else (code,)
        found[stem] = Division(stem, level, codes, True, stem in doubtful and level != "province")
    return found


def _short_forms(name: str) -> tuple[str, ...]:
    """The everyday names of an autonomous area: its stem with 县 and 自治县; 鄂温克旗 where the people is the whole stem."""
    match = _AUTONOMOUS.search(name)
    if match is None:
        return ()
    stem = name[: match.start()]
    if len(stem) >= 2:
        return (stem + match["level"], f"{stem}自治{match['level']}")
    people = name[: name.index("自治")].removesuffix("族")
    return (people + match["level"],) if len(people) >= 3 else ()


@cache
def _names() -> Finder:
    return Finder(divisions())


def find(text: str) -> list[tuple[int, int, Division]]:
    """The names of divisions in `text`, the longest at each place, none overlapping."""
    known = divisions()
    return [(start, end, known[text[start:end]]) for start, end in _names().find(text)]


@cache
def parents() -> dict[str, str]:
    """adcode to the adcode of its parent, `-` for provinces."""
    return {code: parent for code, _, _, parent in table("divisions")}


@cache
def full_names() -> dict[str, str]:
    """adcode to full name."""
    return {code: name for code, name, _, _ in table("divisions")}
