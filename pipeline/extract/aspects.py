"""How a figure is to be taken: counted up, new, a change, a share or a target."""

from __future__ import annotations

import re
from functools import cache

from pipeline.extract.clauses import Clause
from pipeline.extract.indicators import Said
from pipeline.lexicons import alternatives
from pipeline.model.document import Numeral, Sentence
from pipeline.rows.counts import Count

_SAME_DOER = "，,、"


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
    if _aim().search(lead):
        return "target"
    if said.change:
        return "change"
    if said.share:
        return "share"
    if _new().search(lead):
        return "new"
    before_ = before.aspect if before else None
    if clause.opener == "、" and before_ in ("new", "target") and said.action is None:
        return before_
    if said.counted_up:
        return "cumulative"
    return before_ if before_ in ("cumulative", "target") and _goes_on(clause, said, lead) else None


def _goes_on(clause: Clause, said: Said, lead: str) -> bool:
    """Whether a clause goes on with the doing of the one before: 累计走访农户300次，解决问题20个."""
    if clause.opener not in _SAME_DOER:
        return False
    return lead.startswith("其中") or (
        said.action is not None and lead.lstrip().find(said.action) in range(0, 5)
    )
