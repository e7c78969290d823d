"""How a figure is to be taken: counted up, new, a change, a share or a target."""

from __future__ import annotations

import re
from functools import cache

from pipeline.extract import words
from pipeline.extract.clauses import Clause
from pipeline.extract.indicators import Said
from pipeline.extract.words import group, role
from pipeline.language import units
from pipeline.lexicons import alternatives
from pipeline.model.document import Numeral, Sentence
from pipeline.rows.counts import Count

_SAME_DOER = "，,、"
# what is aimed at goes on to the end of the sentence: 力争新建广场3个；完成改造5处
_AIMS = re.compile(
    r"力争|争取(?=在|到[今明年\d“]|于|今|明|年|实现|达|建|完成|把|使|用|让)|(?<!的)打算|拟(?=[建新投培发举开组选招引])|计划(?=到|在|用|于|再|新|今|明|年|投|建|发|培|招|选|组|开|举|完|实)"
    r"|准备(?=再|新|建|把|投)|预期(?=\d|实现|完成|增长|达)"
)
_PLANS = re.compile(
    r"打算|下一?步|下阶段|工作计划|今后|未来|工作思路|努力方向|奋斗目标|发展目标|(?:目标|主要|重点)任务(?!完成|落实|推进|进展)|(?:预算|工作)安排(?!情况|执行|落实)"
)
# 下一步，学校将用两年; 达产后年产值可达3亿元: all of it lies ahead
_AHEAD = re.compile(
    r"^(?:下一步|下阶段|接下来|今后|未来|明年)|[，。；]下一步|(?:达产|投产|建成|竣工|完工)后[^。；]{0,20}?可"
)
# 一要…；二要…: what one point aims at is not aimed at by the next
_POINT = re.compile(r"；(?:[一二三四五六七八九十]|其[一二三四五六])[是要]")
_UP_TO_NOW = re.compile(r"[\d一二两三四五六七八九十几]多?(?:年|个月)多?(?:来|间)(?=[，,\u4e00-\u9fff])")
_EACH = re.compile(r"(?:日|月|年|人|户|村)均|平均|每")


@cache
def _new() -> re.Pattern[str]:
    """新建 makes a figure new, 新建和改造 does not."""
    return re.compile(rf"(?:{alternatives('new_words')})(?!和|与|及|、)")


@cache
def _aim() -> re.Pattern[str]:
    """力争 and 计划 aim; 完成年度计划的98% does not."""
    return re.compile(rf"(?:{alternatives('target_words')})(?!的|数|任务|书)")


def of(sentence: Sentence, clause: Clause, numeral: Numeral, said: Said, before: Count | None) -> str | None:
    """One of ASPECTS or None. `before` is the count before it in the sentence."""
    lead = sentence.text[clause.start : numeral.start]
    if words.bounds_a_class(sentence.text, numeral.text, numeral.end, numeral.unit):
        return None
    if _is_aimed(sentence, lead, numeral):
        return "target"
    if said.change:
        return "change"
    if said.share:
        return "share"
    if _new().search(lead):
        return "new"
    apart = before is not None and bool(_POINT.search(sentence.text, before.evidence.end, numeral.start))
    before_ = before.aspect if before and not apart else None
    if clause.opener == "、" and before_ in ("new", "target", "cumulative") and said.action is None:
        return before_
    if _is_counted_up(sentence, clause, numeral, said, lead):
        return "cumulative"
    return before_ if before_ in ("cumulative", "target") and _goes_on(clause, said, lead) else None


def _is_aimed(sentence: Sentence, lead: str, numeral: Numeral) -> bool:
    """Whether a figure is only aimed at: by its clause, by a clause before it, or by the heading above."""
    if units.dimension(numeral.unit) == "age":
        return False
    if _aim().search(lead):
        return True
    point = max((m.end() for m in _POINT.finditer(sentence.text, 0, numeral.start)), default=0)
    aimed = _AIMS.search(sentence.text, point, numeral.start) or _AHEAD.search(
        sentence.text, point, numeral.start
    )
    planned = bool(sentence.heading) and bool(_PLANS.search(sentence.heading or ""))
    return bool(aimed) or planned or _future(sentence, numeral.start)


def _future(sentence: Sentence, end: int) -> bool:
    """Whether 将 before `end` tells of what is to come: 将举办, 将于 do; 将全镇划为 does not."""
    tokens = sentence.tokens
    for at, (token, follower) in enumerate(zip(tokens, tokens[1:], strict=False)):
        if follower.start >= end:
            return False
        if (
            token.text in ("将", "还将", "也将", "均将", "又将")
            and token.start + len(token.text) == follower.start
        ):
            sure = token.text != "将" or (at > 0 and tokens[at - 1].text in ("还", "也", "均", "又"))
            verb = role(follower.text) == "act" or (sure and role(follower.text) in ("soft", "doing"))
            if verb or follower.text in group("futures"):
                return True
    return False


def _is_counted_up(sentence: Sentence, clause: Clause, numeral: Numeral, said: Said, lead: str) -> bool:
    """Whether a figure sums up: 累计, 已, 共 at its verb, what was done in two years or up to a day."""
    if _EACH.search(lead) or units.dimension(numeral.unit) == "time" and lead.endswith(("共", "共计")):
        return False  # 培训共12天 says how long
    does = said.action is not None and role(said.action) in ("act", "soft")
    if said.counted_up or (does and lead.endswith(("共", "共计", "合计"))):
        return "累计" in lead or "已" in lead or not _within_a_year(sentence, numeral)
    return (
        (does or _done(sentence, clause, numeral))
        and units.dimension(numeral.unit) not in ("share", "points")
        and (_lasting(sentence, numeral) or _up_to_a_day(sentence, clause, numeral))
    )


def _done(sentence: Sentence, clause: Clause, numeral: Numeral) -> bool:
    """Whether a verb stands before a figure in its clause: 议事厅开了88期."""
    before = [t for t in sentence.tokens if clause.start <= t.start < numeral.start]
    return any(role(t.text) in ("act", "soft") for t in before) or any(t.text == "了" for t in before[1:])


def _within_a_year(sentence: Sentence, numeral: Numeral) -> bool:
    """Whether months or days bound what is summed up: 一季度共办理 is of that quarter, and adds to the next."""
    governing = [t for t in sentence.times if t.end <= numeral.start and t.role == "point" and t.value]
    return bool(governing) and "-" in (governing[-1].value or "")


def _lasting(sentence: Sentence, numeral: Numeral) -> bool:
    """Whether it was done in a span that ends today and is not dated: 两年来, 十年间."""
    match = _UP_TO_NOW.search(sentence.text, 0, numeral.start)
    return bool(match) and not any(
        t.value and match and t.start <= match.start() < t.end for t in sentence.times
    )


def _up_to_a_day(sentence: Sentence, clause: Clause, numeral: Numeral) -> bool:
    """Whether 截至 and a day stand in the clause or right before it."""
    return any(t.role == "as_of" and clause.start - 1 <= t.end <= numeral.start for t in sentence.times)


def _goes_on(clause: Clause, said: Said, lead: str) -> bool:
    """Whether a clause goes on with the doing of the one before: 累计走访农户300次，解决问题20个."""
    if clause.opener not in _SAME_DOER:
        return False
    return lead.startswith("其中") or (
        said.action is not None and lead.lstrip().find(said.action) in range(0, 5)
    )
