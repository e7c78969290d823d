"""How a figure is to be taken: counted up, new, a change, a share or a target."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache

from pipeline.extract import words
from pipeline.extract.clauses import Clause
from pipeline.extract.indicators import Said
from pipeline.extract.words import group, role
from pipeline.language import once, units
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


def of(
    sentence: Sentence, clause: Clause, numeral: Numeral, said: Said, before: Count | None, future: int
) -> str | None:
    """One of ASPECTS or None. `before` is the count before it in the sentence, `future` that of `future_from`."""
    lead = sentence.text[clause.start : numeral.start]
    if words.bounds_a_class(sentence.text, numeral.text, numeral.end, numeral.unit):
        return None
    if _is_aimed(sentence, lead, numeral) or future < numeral.start and not _is_age(numeral):
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
    if _is_age(numeral):
        return False
    if _aim().search(lead):
        return True
    points = once.spans(_POINT, sentence.text)
    at = bisect_right(points, numeral.start, key=lambda span: span[1])
    point = points[at - 1][1] if at else 0
    if any(once.first(aims, sentence.text, point, numeral.start) for aims in (_AIMS, _AHEAD)):
        return True
    return bool(sentence.heading) and bool(_PLANS.search(sentence.heading or ""))


def _is_age(numeral: Numeral) -> bool:
    return units.dimension(numeral.unit) == "age"


def future_from(sentence: Sentence) -> int:
    """Where what is to come begins, behind its 将: 将举办, 将于 do; 将全镇划为 does not. Past the end for nowhere."""
    tokens = sentence.tokens
    for at, (token, follower) in enumerate(zip(tokens, tokens[1:], strict=False)):
        if (
            token.text in ("将", "还将", "也将", "均将", "又将")
            and token.start + len(token.text) == follower.start
        ):
            sure = token.text != "将" or (at > 0 and tokens[at - 1].text in ("还", "也", "均", "又"))
            verb = role(follower.text) == "act" or (sure and role(follower.text) in ("soft", "doing"))
            if verb or follower.text in group("futures"):
                return follower.start
    return len(sentence.text) + 1


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
    begin, end = (
        bisect_left(sentence.tokens, at, key=lambda t: t.start) for at in (clause.start, numeral.start)
    )
    before = sentence.tokens[begin:end]
    return any(role(t.text) in ("act", "soft") for t in before) or any(t.text == "了" for t in before[1:])


def _within_a_year(sentence: Sentence, numeral: Numeral) -> bool:
    """Whether months or days bound what is summed up: 一季度共办理 is of that quarter, and adds to the next."""
    before = sentence.times[: bisect_right(sentence.times, numeral.start, key=lambda t: t.end)]
    governing = next((t for t in reversed(before) if t.role == "point" and t.value), None)
    return governing is not None and "-" in (governing.value or "")


def _lasting(sentence: Sentence, numeral: Numeral) -> bool:
    """Whether it was done in a span that ends today and is not dated: 两年来, 十年间."""
    match = once.first(_UP_TO_NOW, sentence.text, 0, numeral.start)
    if match is None:
        return False
    at = bisect_right(sentence.times, match.start(), key=lambda t: t.end)
    return not any(t.value and t.start <= match.start() for t in sentence.times[at : at + 1])


def _up_to_a_day(sentence: Sentence, clause: Clause, numeral: Numeral) -> bool:
    """Whether 截至 and a day stand in the clause or right before it."""
    begin = bisect_left(sentence.times, clause.start - 1, key=lambda t: t.end)
    end = bisect_right(sentence.times, numeral.start, key=lambda t: t.end)
    return any(t.role == "as_of" for t in sentence.times[begin:end])


def _goes_on(clause: Clause, said: Said, lead: str) -> bool:
    """Whether a clause goes on with the doing of the one before: 累计走访农户300次，解决问题20个."""
    if clause.opener not in _SAME_DOER:
        return False
    return lead.startswith("其中") or (
        said.action is not None and lead.lstrip().find(said.action) in range(0, 5)
    )
