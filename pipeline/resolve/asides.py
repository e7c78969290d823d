"""What is named in a sentence without being the doer: scene, object, example, quoted term, source of a report."""

from __future__ import annotations

import re
from functools import cache

from pipeline.extract.words import role
from pipeline.lexicons import alternatives, words
from pipeline.model.document import Sentence

CLAUSE = re.compile(r"[，,；;。！!？?：:（）()]")
# `甲厂、乙厂等5家企业`: an example of what is counted is not its owner
_EXAMPLE = re.compile(r"(?:[、和与及][^，,。；：“”、]{1,20}){0,12}等")
# `县统计局发布的数据显示`: who says it is not whose it is
_REPORTS = re.compile(
    r"[^，,。；：]{0,16}(?:显示|表明|获悉|公布|发布的|通报|统计|介绍|透露|披露)[^，,。；：]{0,12}?(?=[，,：]|$)"
)
# 甲市对口帮扶资金80万元落地: who helps is not whose it is, unless it is said to have done so (甲市投入)
_HELPER = re.compile(
    r"(?:的)?(?:对口|结对|定点|东西部)?(?:帮扶|支援|援建|协作|捐赠|捐助)(?:的)?(?:资金|项目|款|物资)"
)
_LONGEST_LEAD = 60  # characters of a clause before a name that are looked at
_LONGEST_TERM = 40  # characters; a longer quotation is speech, and who is named in it acts
# `甲市、乙区和丙公司6个单位`: the members of the row before the figure are what it counts
_ROW = re.compile(r"(?:[、和与及][^，,。；：“”、]{1,24}){1,15}")
_JOINED = re.compile(r"[\u4e00-\u9fff]{2,}(?:、|和|与|及)$")
_OF_A_ROW = (
    "个",
    "家",
    "所",
    "地",
    "大",
    "名",
    "位",
    "人",
    "县",
    "市",
    "区",
    "镇",
    "乡",
    "村",
    "省",
    "支",
    "处",
)
_COUNTED = re.compile(
    r"[^，,。；：]{0,10}?(?:单位|部门|村|镇|乡|街道|县|市|区|省|地区|企业|公司|学校|高校|院校|医院|社区|支部|党组织|党委|机构|分局|办事处|园区|景区|基地|站|点|中心|地)"
)
_LONGEST_ROW = 120  # characters of a row of names
_LEAD = re.compile(r"^[\s“”\"'‘’《》【】—\-]*")


def is_aside(sentence: Sentence, start: int, end: int, person: bool) -> bool:
    """Whether what is named at `start`..`end` is not the doer."""
    text = sentence.text
    if any(
        n.use == "count" and (n.end == start or (n.start == end and _is_class(text[start:end])))
        for n in sentence.numerals
    ):
        return True  # in 17个乙省重点企业 it belongs to the thing, in 党支部8个 it is the thing
    if (
        _EXAMPLE.match(text, end)
        or _HELPER.match(text, end)
        or _in_a_title(sentence, start, end)
        or _is_one_of(sentence, start, end)
    ):
        return True
    tail = _clause_tail(text[max(0, start - _LONGEST_LEAD) : start])
    if _behind_a_verb(sentence, start - len(tail), start) or _founded_of(tail):
        return True
    if person:
        return len(tail) > 1 and (bool(_aside().search(tail)) or bool(re.search(r"[0-9]", tail)))
    told = sentence.kind not in ("title", "subtitle", "heading") and bool(_REPORTS.match(text, end))
    return told or bool(_aside().search(tail))


def _is_one_of(sentence: Sentence, start: int, end: int) -> bool:
    """Whether what is named is one of a row that a figure counts: 甲市、乙区和丙公司6个单位发言."""
    text = sentence.text
    figure = next((n for n in sentence.numerals if n.use == "count" and n.start >= end), None)
    if figure is None or figure.unit not in _OF_A_ROW or figure.start - end > _LONGEST_ROW:
        return False
    behind = text[end : figure.start]
    row = _ROW.fullmatch(behind) if behind else _JOINED.search(text, max(0, start - _LONGEST_LEAD), start)
    return bool(row) and bool(_COUNTED.match(text, figure.end))


def _in_a_title(sentence: Sentence, start: int, end: int) -> bool:
    """Whether what is named is part of a quoted term or of the title of a work (《中国共产党章程》)."""
    text = sentence.text
    if text.rfind("《", 0, start + 1) > text.rfind("》", 0, start) and text.find("》", end) >= 0:
        return True
    return any(q.start < start and end < q.end and q.end - q.start <= _LONGEST_TERM for q in sentence.quoted)


def _founded_of(tail: str) -> bool:
    """成立由三个部门组成的联防队: what a verb at the head of the clause founds, behind what describes it."""
    return tail.endswith("的") and bool(_founds().match(tail))


@cache
def _founds() -> re.Pattern[str]:
    return re.compile(
        r"(?:先后|陆续|牵头|联合|共同|并|还|又)*(?:成立|组建|创建|建立|设立|打造|建成|评选|培育|走进|来到)了?"
    )


def _behind_a_verb(sentence: Sentence, begin: int, start: int) -> bool:
    """Whether a verb of the clause stands before a name, so that it is its object: 帮扶大坪村, 推广大坪村做法.
    Behind 的 it may be what the verb describes: 走出困境的大坪村."""
    verb = False
    last = ""
    for token in sentence.tokens:
        if token.start >= start:
            break
        if token.start >= begin:
            verb = token.text != "的" and (verb or role(token.text) == "act")
            last = token.text
    return verb or (role(last) == "soft" and sentence.text[start] not in "我本全咱俺")


def _is_class(said: str) -> bool:
    """Whether words name a class of bodies rather than one: 党支部 does, 全村 and 我校 do not."""
    return said in words("owner_words") and said[0] not in "全我该本咱俺"


def _clause_tail(before: str) -> str:
    border = max((m.end() for m in CLAUSE.finditer(before)), default=0)
    return _LEAD.sub("", before[border:])


@cache
def _aside() -> re.Pattern[str]:
    """A word that makes the name behind it no doer, also behind names in a row with it (在甲镇、乙镇举办)."""
    return re.compile(
        f"(?:{alternatives('aside_words')})[了过]?(?:[^，。、和及与]{{1,15}}[、和及与]){{0,4}}$"
    )


def aside_before(before: str) -> bool:
    """Whether the words before a name make it no doer."""
    return bool(_aside().search(before))
