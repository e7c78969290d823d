"""The level of an honour: as its own words tell it, else its competition, else the body that awards it."""

from __future__ import annotations

import re

from pipeline.extract import stretches
from pipeline.extract.gazetteer import divisions

_H = "\u4e00-\u9fff"
_NO_TITLE = "(?<!文明)(?<!卫生)(?<!园林)(?<!森林)(?<!模范)"  # 聊城市 is a city, 文明城市 a title
# An area's level word tells the level where something follows it: 绍河市劳动模范, not 绿化先进市.
_LEVELS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("national", re.compile("全国|国家级|国家(?!电网|能源)|中国(?!共产党)|中央|国务院")),
    ("province", re.compile(rf"省级|全省|[{_H}]省(?!\Z)|^省(?!\Z)|自治区(?!\Z)")),
    (
        "city",
        re.compile(
            rf"市级|全市|市属|[{_H}](?<!城)市(?!\Z)|(?<=[{_H}]){_NO_TITLE}城市(?!\Z|[基社管党建更治])|^市(?!\Z)|自治州(?!\Z)"
        ),
    ),
    (
        "county",
        re.compile(
            rf"县级|区级|区属|县属|全县|全区|^[县区](?!\Z)|[{_H}]县(?!\Z)|[{_H}](?<![社小园校厂矿景战住牧林灾片辖营库治])区(?![域\n]|\Z)"
        ),
    ),
    (
        "town",
        re.compile(
            rf"镇级|乡级|街道级|全镇|全乡|^[镇乡](?!\Z|[村土亲愁贤])|[{_H}](?<![文明示范城])(?:镇|街道)(?!\Z)"
        ),
    ),
)
# Of a body the lowest area in its name counts: 中共临江市清溪县委 is a county's.
_BODY_LEVELS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("town", re.compile("(?:镇|乡|街道|苏木)(?:党委|党工委|人民政府|政府|办事处|纪委|团委|妇联)")),
    (
        "county",
        re.compile(
            rf"(?<!自治)[县区旗](?:委|政府|人民政府|直|属|级|纪委|总工会|妇联|[{_H}]{{1,10}}[局办会])"
            rf"|[{_H}]{{2}}[县旗]|[{_H}](?<![社小园校厂矿景发治新示范])区(?!域)"
        ),
    ),
    (
        "city",
        re.compile(
            rf"(?:(?:^|[{_H}])市(?!场)|自治州|(?:^|[，、])州|盟|地区)(?:委|政府|人民政府|直|属|级|国资委|总工会|妇联|[{_H}]{{1,10}}[局办会委])"
            rf"|[{_H}]{{2}}(?:市(?!场)|州(?!省))|地委|州委"
        ),
    ),
    ("province", re.compile("省|自治区|共青团(?:内蒙古|广西|西藏|宁夏|新疆)")),
    (
        "national",
        re.compile("中共中央|国务院|中央|全国|中国共产党|国家|中华全国|教育部|财政部|公安部|人力资源"),
    ),
)
# Schools, companies and their kin award in their own name whatever area that name holds.
_OWN = re.compile("大学|学院|中学|小学|学校|公司|集团|医院|银行|支行|分行|[工电矿]厂|厂党")
_CONTEST = re.compile(
    rf"在([^，。；]{{2,40}}(?:大赛|竞赛|比赛|评比|比武|展演|锦标赛|挑战赛|邀请赛|运动会|[{_H}]赛|评选))(?:决赛|总决赛)?(?:活动)?(?:中|上|里)?"
)
_PRIZE = re.compile(
    r"[“]?(?:[特一二三四]等奖|[金银铜]奖|优[秀胜]奖|优秀组织奖|最佳[^，。“”]{1,8}奖|优胜奖)[”]?\Z"
)


def level_of_area(name: str) -> str | None:
    """The level of the province or city whose bare name opens an honour: 昆明好人榜 is a city's."""
    if _OWN.search(name):
        return None
    for length in (4, 3, 2):
        division = divisions().get(name[:length])
        if division and division.bare and division.level in ("province", "city"):
            return division.level
    return None


def level_of(words: str) -> str | None:
    """`national` to `town` as the words of an honour tell it, None where they do not."""
    return next((level for level, pattern in _LEVELS if pattern.search(words)), None)


def level_of_body(body: str | None) -> str | None:
    """The level of whoever awards: `县委组织部` is a county's, `临江市第一中学` nobody's."""
    if not body or _OWN.search(body):
        return None
    return next((level for level, pattern in _BODY_LEVELS if pattern.search(body)), None)


def level_of_contest(text: str, prize: str, start: int) -> str | None:
    """`national` for the 金奖 at `start` of `在全国技能大赛中摘得金奖`; a title of its own is no prize of a contest."""
    if not _PRIZE.match(prize):
        return None
    begin = stretches.opening(text, start, "。；")
    commas = [m.start() for m in re.finditer("，", text[begin:start])]
    near = begin + commas[-2] if len(commas) > 1 else begin
    contests = list(_CONTEST.finditer(text, near, start))
    told = contests[-1][1] + "奖" if contests else ""  # of 中国大赛自治区赛 the last stage counts
    return next((level for level, pattern in reversed(_LEVELS) if pattern.search(told)), None)
