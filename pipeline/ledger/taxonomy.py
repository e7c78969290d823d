"""Which of the known figures a count is, and what may be done with it: added over owners, over periods, or never.

The figures themselves stand in lexicons/taxonomy.toml. A count that is none of them keeps its own wording.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from pipeline.lexicons import settings
from pipeline.rows.counts import Count

QUOTATION = re.compile("[“”\"‘’'「」《》〈〉\\s]")
HOLDING = re.compile(
    "^.*(?:现有|共有|下辖|下设|拥有|设有)(?=.)"
)  # 镇党委下辖党支部: what is held stands behind
# 6月底党员数, 上半年发展党员: heads of columns that tell the time too
TIME_HEAD = re.compile(
    r"^(?:截至|截止)?(?:20\d\d年(?:度)?)?(?:[上下]半年|[一二三四]季度|前[一二三]季度|\d{1,2}[-至—]?\d{0,2}月份?|年(?=[底末内]))?[底末内]?(?=[^年月底末]{2})"
)
OWNER_CHAIN = 8  # characters of what holds an owner, before its name
SINGLE = 2  # characters of a verb without an object
NATURES = ("stock", "flow", "ratio")


@dataclass(frozen=True)
class Figure:
    """An entry of the taxonomy; see lexicons/taxonomy.toml for what each field says."""

    name: str
    words: tuple[str, ...]
    units: frozenset[str]  # standing for all that mean the same
    dimension: str
    nature: str
    prefixes: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    verbs: frozenset[str] = frozenset()
    made: bool = False
    owners: bool = True

    @property
    def family(self) -> bool:
        """Whether different wordings of it are different figures."""
        return bool(self.prefixes or self.suffixes)


@cache
def figures() -> dict[str, Figure]:
    """The taxonomy by name. Raises ValueError for an entry of an unknown nature or a name given twice."""
    found: dict[str, Figure] = {}
    for entry in settings("taxonomy")["figure"]:
        if entry["name"] in found or entry["nature"] not in NATURES:
            raise ValueError(f"taxonomy.toml：指标“{entry['name']}”重复，或性质不是 {'、'.join(NATURES)}。")
        found[entry["name"]] = figure_of(entry)
    return found


def categorised(counts: Iterable[Count]) -> Iterator[Count]:
    """The counts with their category, where they are a known figure."""
    wholes: dict[str, Count] = {}  # by id; a whole stands before its parts, or in their table
    for count in counts:
        indicator = without_owner(count.indicator or "", count.owner)
        name = category(indicator, count.unit, count.action)
        whole = wholes.get(count.part_of or "")
        if (
            name is None
            and whole
            and is_named_by_its_owner(count)
            and unit_class(whole.unit) == unit_class(count.unit)
        ):
            name = whole.category
        known = dataclasses.replace(count, category=name)
        wholes[known.id] = known
        yield known


def is_named_by_its_owner(part: Count) -> bool:
    """Whether a part is told apart by whose it is alone: 全镇收入188万元，其中柳渡村46万元、松坪村72万元."""
    return bool(part.owner and part.indicator) and (part.owner or "").endswith(part.indicator or "")


def without_owner(indicator: str, owner: str | None) -> str:
    """The indicator without the owner at its head: 柳渡村党员 of 柳渡村, 青石镇柳渡村党员 of 柳渡村 or of 青石镇柳渡村."""
    if not owner or len(owner) < 2:
        return indicator
    at = indicator.find(owner)
    if 0 <= at <= OWNER_CHAIN and len(indicator) > at + len(owner):
        return indicator[at + len(owner) :]
    return indicator


def figure_of(entry: dict[str, Any]) -> Figure:
    return Figure(
        name=entry["name"],
        words=tuple(entry["words"]),
        units=frozenset(unit_class(unit) for unit in entry["units"]),
        dimension=entry["dimension"],
        nature=entry["nature"],
        prefixes=tuple(entry.get("prefixes", ())),
        suffixes=tuple(entry.get("suffixes", ())),
        verbs=frozenset(entry.get("verbs", ())),
        made=entry.get("made", False),
        owners=entry.get("owners", True),
    )


@lru_cache(maxsize=65536)
def category(indicator: str | None, unit: str | None, action: str | None) -> str | None:
    """The name of the figure that `indicator` counted in `unit` is, under the verb `action`; None if none.

    发展 12名党员 is 发展党员; 63名党员 is 党员总数; 组织 50名党员 is neither.
    """
    if not indicator:
        return None
    verb = QUOTATION.sub("", action or "")
    for wording in wordings(indicator, verb):
        for figure in candidates(wording):
            a_rate = figure.nature != "ratio" and is_ratio(wording, None)  # 人均耕地面积 is no 耕地
            if unit_class(unit) in figure.units and verb_fits(figure, wording, verb) and not a_rate:
                return figure.name
    return act_category(indicator, unit) or alone(verb, unit)


def alone(verb: str, unit: str | None) -> str | None:
    """The flow that a verb with its object names by itself: 为群众办实事96件, 到村讲党课27场."""
    for figure in candidates(verb) if len(verb) > SINGLE else ():
        if figure.nature == "flow" and verb in figure.words and unit_class(unit) in figure.units:
            return figure.name
    return None


def act_category(indicator: str, unit: str | None) -> str | None:
    """The figure that an indicator with its verb at the head counts: 召开党员大会 is 党员大会; 发展党员 is no 党员."""
    phrase = QUOTATION.sub("", indicator)
    verb = next((verb for verb in listed("wording", "acts") if phrase.startswith(verb)), "")
    rest = phrase[len(verb) :]
    for figure in candidates(rest) if verb and rest else ():
        counted = rest in figure.words and unit_class(unit) in figure.units
        if figure.nature == "flow" and counted and (not figure.verbs or verb in figure.verbs):
            return figure.name
    return None


def wordings(indicator: str, verb: str) -> Iterator[str]:
    """What to look up, best first: verb and object, the phrase as it stands, the phrase without neutral words."""
    phrase = HOLDING.sub("", TIME_HEAD.sub("", QUOTATION.sub("", indicator)))
    phrase = phrase.removeprefix("村") if phrase.startswith("村村") else phrase  # 柳渡村村集体 cut too early
    plain = without_neutral(phrase)
    served = next((w for w in listed("wording", "served") if plain.startswith(w)), "")
    act = plain[len(served) :]
    for candidate in dict.fromkeys((phrase, plain)):
        if verb and not candidate.startswith(verb):
            yield verb + candidate
    yield phrase
    if plain != phrase:
        yield plain
    if served and (act.startswith(listed("wording", "acts")) or is_case(act)):  # 帮助群众解决问题, 居民微心愿
        yield verb + act
        yield act


def is_case(wording: str) -> bool:
    """Whether what is counted is brought by people and has its own name: 群众诉求, 居民微心愿; 群众问题 is none without a verb."""
    return any(figure.dimension == "cases" and wording in figure.words for figure in figures().values())


@lru_cache(maxsize=4096)
def candidates(wording: str) -> tuple[Figure, ...]:
    """The figures that may be called so: by exact wording, those that want a verb first; then families."""
    exact = [figure for figure in figures().values() if wording in figure.words]
    family = [
        figure
        for figure in figures().values()
        if figure not in exact and (wording.startswith(figure.prefixes) or wording.endswith(figure.suffixes))
    ]
    return (*sorted(exact, key=lambda figure: not figure.verbs), *family)


def verb_fits(figure: Figure, wording: str, verb: str) -> bool:
    """Whether the figure can stand under `verb`; 63名党员 under 组织 are not all members that there are."""
    if figure.verbs:
        return verb in figure.verbs or any(wording.startswith(allowed) for allowed in figure.verbs)
    if not verb or verb in level_verbs() or wording.startswith(verb):
        return True
    return figure.nature == "flow" or (figure.made and verb in listed("wording", "makes"))


def without_neutral(phrase: str) -> str:
    """The phrase without the neutral words around it: 全镇现有党员总数 → 党员."""
    before, after = listed("wording", "before"), listed("wording", "after")
    changed = True
    while changed:
        changed = False
        for word in before:
            if phrase.startswith(word) and len(phrase) > len(word):
                phrase, changed = phrase[len(word) :].removeprefix("的"), True
        for word in after:
            if phrase.endswith(word) and len(phrase) > len(word):
                phrase, changed = phrase[: -len(word)].removesuffix("的"), True
    return phrase


def nature(count: Count) -> str | None:
    """`stock`, `flow` or `ratio`; None where neither the taxonomy nor the wording tells."""
    if count.category in figures():
        return figures()[count.category].nature
    if is_ratio(count.indicator or "", count.unit):
        return "ratio"
    happens = count.unit in listed("units", "of_flows") or count.aspect == "new"
    return "flow" if happens or (count.action or "") in listed("wording", "acts") else None


@lru_cache(maxsize=4096)
def is_ratio(indicator: str, unit: str | None) -> bool:
    """Whether figures so called are rates, means, measures or ranks, which are never added."""
    ratios = settings("taxonomy")["ratios"]
    return (
        unit in listed("units", "never_added")
        or indicator.startswith(tuple(ratios["before"]))
        or indicator.endswith(tuple(ratios["after"]))
        or "人均" in indicator
    )


def is_figure(count: Count) -> bool:
    """Whether the count is a figure of its owner at all, not the measure of a single thing (党龄30年)."""
    return count.category is not None or count.unit not in listed_set("units", "of_single_things")


def adds_over_owners(count: Count) -> bool:
    """Whether the figures of different owners add up. A bare number counts nothing that could be added."""
    if count.category in figures():
        figure = figures()[count.category]
        return figure.owners and figure.nature != "ratio"
    return count.unit is not None and not is_ratio(count.indicator or "", count.unit)


def unit_class(unit: str | None) -> str:
    """The unit that stands for all that count the same: 名 and 位 are 人."""
    return same_units().get(unit or "", unit or "")


@cache
def same_units() -> dict[str, str]:
    return {unit: group[0] for group in settings("taxonomy")["units"]["same"] for unit in group}


def level_verbs() -> frozenset[str]:
    return listed_set("wording", "level")


@cache
def listed(section: str, key: str) -> tuple[str, ...]:
    """A word list of the taxonomy, longest word first."""
    words: list[Any] = settings("taxonomy")[section][key]
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@cache
def listed_set(section: str, key: str) -> frozenset[str]:
    return frozenset(listed(section, key))
