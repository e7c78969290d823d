"""What the ledger answers to a form: one printable figure of the same body, indicator, time and kind of unit, or none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from pipeline.language import units
from pipeline.ledger.hierarchy import Hierarchy
from pipeline.ledger.store import Store
from pipeline.ledger.taxonomy import category, figures, level_verbs, unit_class, without_neutral
from pipeline.rows import ARTICLES, CHECKS, COUNTS, ORGANISATIONS, PLACES, TOTALS
from pipeline.rows.counts import Count
from pipeline.rows.totals import Total
from pipeline.writers.forms.asking import Answer, Asked, Source, split_unit, wordings
from pipeline.writers.labels import place_text

SURE = 0.6  # confidence of the fact under a figure
YEAR_ENDS = ("-12", "-12-31")
NEW = ("新增", "新建", "新发展", "新")


class Answers:
    """The ledger, indexed by body. Bodies are known by name, by another name, and by the place that they speak for."""

    def __init__(self, store: Store) -> None:
        organisations, places = list(store.rows(ORGANISATIONS)), list(store.rows(PLACES))
        self._counts: dict[str, Count] = {count.id: count for count in store.rows(COUNTS)}
        self._dates = {(a.document, a.article): a.date or "" for a in store.rows(ARTICLES)}
        self._disputed = {fact for c in store.rows(CHECKS) if c.severity != "note" for fact in c.facts}
        self._several = {a.document for a in store.rows(ARTICLES) if a.article > 1}
        self._frame = Hierarchy(organisations, places)
        self._names: dict[str, set[str]] = {}
        bodies: list[Any] = [*organisations, *places]
        for body in bodies:
            for name in (body.name, *body.aliases):
                self._names.setdefault(name, set()).add(body.name)
        self._totals: dict[str, list[Total]] = {}
        for total in store.rows(TOTALS):
            if total.owner:
                self._totals.setdefault(total.owner, []).append(total)
                self._names.setdefault(total.owner, set()).add(total.owner)
        self._of_place: dict[str, list[str]] = {}
        for owner in self._totals:
            self._of_place.setdefault(self._frame.node(owner), []).append(owner)

    def is_owner(self, name: str) -> bool:
        return name in self._names

    def answer(self, asked: Asked) -> Answer:
        """The figure for a cell, or why there is none."""
        if asked.why_not:
            return Answer(asked, None, why_not=asked.why_not)
        assert asked.owner is not None
        names = self._names.get(asked.owner, set())
        if len(names) > 1 and asked.owner not in names:
            return Answer(asked, None, why_not=f"“{asked.owner}”在台账里指几个单位")
        for owners, doubt in self._owners(asked.owner, names):
            said = [t for owner in owners for t in self._totals.get(owner, ()) if self._measures(t, asked)]
            if said:
                return self._chosen(asked, said, doubt)
        return Answer(asked, None, why_not="台账里没有这个单位的这项数")

    def _owners(self, name: str, names: set[str]) -> Iterator[tuple[list[str], str]]:
        """The bodies to ask, the one itself first, each group with what is doubtful about taking it."""
        if name in self._totals:
            yield [name], ""
        proper = [other for other in sorted(names) if other != name and other in self._totals]
        if proper:
            yield proper, f"台账里写作“{proper[0]}”"
        node = self._frame.node(next(iter(sorted(names)), name))
        beside = [owner for owner in self._of_place.get(node, ()) if owner != name and owner not in proper]
        if beside:
            yield beside, f"取自“{beside[0]}”"

    def _measures(self, total: Total, asked: Asked) -> bool:
        """Whether the figure is what the form counts, in a unit of the same kind."""
        fact = self._fact(total)
        unit = asked.unit and split_unit(asked.unit)
        if unit and converted(Decimal(1), total.unit, asked.unit) is None:
            return False
        is_new = bool(fact and fact.aspect == "new")
        for wording in wordings(asked.path):
            says_new = wording.startswith("新") or "新增" in wording
            code = coded(wording, unit[0] if unit else total.unit)
            figure = figures().get(code or "")
            flow = bool(figure and figure.nature == "flow")
            if figure and not figure.family and total.category == code and (flow or says_new == is_new):
                return True
            plain = bare(wording)
            if any(plain == name for name in self._said(total, fact)):
                return True
        return False

    def _said(self, total: Total, fact: Count | None) -> Iterator[str]:
        """What a figure is called: by its wording, and by the verb that makes it another figure than its bare wording."""
        indicator = "".join(total.indicator.split()).removeprefix(total.owner or "")
        action = fact.action if fact else None
        is_new = bool(fact and fact.aspect == "new")
        if is_new:
            yield from (bare(f"{word}{indicator}") for word in NEW if not indicator.startswith("新"))
            if indicator.startswith("新"):
                yield bare(indicator)
        if action and action not in level_verbs():
            yield bare(f"{action}{indicator}")
        elif not is_new:
            yield bare(indicator)
        if action and indicator.startswith(action):
            yield bare(indicator)

    def _chosen(self, asked: Asked, said: list[Total], doubt: str) -> Answer:
        """The one figure for the time of the form."""
        fitting = [(total, why) for total in said if (why := self._in_time(total, asked)) is not None]
        if not fitting:
            return Answer(
                asked, None, why_not=f"台账里没有{asked.time or ''}年的这项数".replace("年年", "年")
            )
        sure = [pair for pair in fitting if not pair[1]] or fitting
        stated = [pair for pair in sure if not pair[0].derived] or sure
        made = [self._given(asked, total, [d for d in (doubt, why) if d]) for total, why in stated]
        if asked.time is None:
            made = latest(stated, made)
        usable = [answer for answer in made if answer.value is not None]
        if not usable:
            return made[0]
        if len({answer.value for answer in usable}) > 1:
            values = "、".join(f"{answer.label}" for answer in usable[:4])
            return Answer(asked, None, why_not=f"台账里有几个数（{values}），不知填哪个")
        return usable[0]

    def _in_time(self, total: Total, asked: Asked) -> str | None:
        """None where the figure is of another time; else what is doubtful about its time."""
        wanted, period = asked.time, total.period
        if wanted is None:
            return "" if period is None else f"表里没有写年份，这是{period}的数"
        if period is None:
            fact = self._fact(total)
            e = fact.evidence if fact else None
            dated = self._dates.get((e.document, e.article), "") if e else ""
            return "原文没有写明时间，按报告日期认定" if dated[:4] == wanted[:4] else None
        if period in (wanted, *(wanted + end for end in YEAR_ENDS if len(wanted) == 4)):
            return ""
        if period == f"{wanted}-01/{wanted}-12" or period == f"{wanted}/{wanted}":
            return ""
        return None

    def _given(self, asked: Asked, total: Total, doubts: list[str]) -> Answer:
        fact = self._fact(total)
        value = converted(total.value, total.unit, asked.unit) if asked.unit else total.value
        if value is None:
            return Answer(asked, None, why_not=f"单位不同（{total.unit}），不能换算")
        said = fact.text if fact else f"{total.value}{total.unit or ''}"
        if total.low != total.high or total.low is None:
            doubts.append(f"原文是“{said}”，不是确数")
        if total.derived:
            doubts.append(f"由 {len(total.facts)} 项数据相加得出")
        disputed = any(fact in self._disputed for fact in total.facts)
        if disputed or any(left.why == "conflict" for left in total.left_out):
            doubts.append("别处另有不同的数，见核对")
        if fact and fact.evidence.confidence < SURE:
            doubts.append("提取把握不大")
        if asked.unit is None and units.dimension(total.unit) is not None:
            doubts.append(f"表里没有写单位，这里以“{total.unit}”计")
        label = f"{total.owner}·{total.indicator}·{total.period or '时间未写明'}：{said}"
        sources = tuple(self._source(f) for f in total.facts if f in self._counts)
        return Answer(asked, value, asked.unit or total.unit, label, sources, tuple(doubts))

    def _fact(self, total: Total) -> Count | None:
        return next((self._counts[fact] for fact in total.facts if fact in self._counts), None)

    def _source(self, id_: str) -> Source:
        count = self._counts[id_]
        e = count.evidence
        where = place_text(e.document, e.article, e.page, e.paragraph, self._several)
        return Source(e.document, where, count.text, e.sentence)


def latest(totals: Sequence[tuple[Total, str]], made: Sequence[Answer]) -> list[Answer]:
    """Of figures of several times those of the last one, for a form that names no year; all where none tells its time."""
    ends = [(total.period or "").split("/")[-1] for total, _ in totals]
    return [answer for answer, end in zip(made, ends, strict=True) if end == max(ends)]


@lru_cache(maxsize=65536)
def coded(wording: str, unit: str | None) -> str | None:
    return category(wording, unit, None)


@lru_cache(maxsize=65536)
def bare(wording: str) -> str:
    return without_neutral(wording)


def converted(value: Decimal, unit: str | None, wanted: str | None) -> Decimal | None:
    """The value in another unit of the same kind, exactly; None where they are of different kinds."""
    asked, said = split_unit(wanted), split_unit(unit)
    if asked is None or said is None:
        return None
    given, given_unit = units.base(value * said[1], said[0])
    one, asked_unit = units.base(asked[1], asked[0])
    if unit_class(given_unit) != unit_class(asked_unit):
        return None
    made = given / one
    return made if made * one == given else None
