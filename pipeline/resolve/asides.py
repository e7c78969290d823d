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
_LONGEST_LEAD = 60  # characters of a clause before a name that are looked at
_LONGEST_TERM = 40  # characters; a longer quotation is speech, and who is named in it acts
_LEAD = re.compile(r"^[\s“”\"'‘’《》【】—\-]*")


def is_aside(sentence: Sentence, start: int, end: int, person: bool) -> bool:
    """Whether what is named at `start`..`end` is not the doer."""
    text = sentence.text
    if any(
        n.use == "count" and (n.end == start or (n.start == end and _is_class(text[start:end])))
        for n in sentence.numerals
    ):
        return True  # in 17个乙省重点企业 it belongs to the thing, in 党支部8个 it is the thing
    if _EXAMPLE.match(text, end) or _in_a_title(sentence, start, end):
        return True
    tail = _clause_tail(text[max(0, start - _LONGEST_LEAD) : start])
    if _behind_a_verb(sentence, start - len(tail), start) or _founded_of(tail):
        return True
    if person:
        return len(tail) > 1 and (bool(_aside().search(tail)) or bool(re.search(r"[0-9]", tail)))
    told = sentence.kind not in ("title", "subtitle", "heading") and bool(_REPORTS.match(text, end))
    return told or bool(_aside().search(tail))


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
