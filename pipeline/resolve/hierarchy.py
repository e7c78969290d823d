"""Which place lies in which, as the text shows it, and which division of the country a place is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.extract.gazetteer import divisions, full_names, parents
from pipeline.rows.mentions import Mention

_RANK = {
    "province": 0,
    "city": 1,
    "county": 2,
    "zone": 2,
    "town": 3,
    "village": 4,
    "community": 4,
    "other": 5,
}


def place_parents(places: Sequence[Mention]) -> dict[str, str]:
    """For each name of a place the name that stands right before it in a chain (清水县 for 柳河镇 in 清水县柳河镇)."""
    found: dict[str, str] = {}
    for before, after in zip(places, places[1:], strict=False):
        if (
            _same_sentence(before, after)
            and before.evidence.end == after.evidence.start
            and _above(before, after)
        ):
            found.setdefault(after.name, before.name)
    return found


def _above(upper: Mention, lower: Mention) -> bool:
    return _RANK.get(upper.type or "other", 5) < _RANK.get(lower.type or "other", 5) or upper.type == "zone"


def _same_sentence(one: Mention, other: Mention) -> bool:
    a, b = one.evidence, other.evidence
    return (a.article, a.paragraph, a.offset) == (b.article, b.paragraph, b.offset)


def adcode(name: str, ancestors: Sequence[str], named: Iterable[str]) -> str | None:
    """The code of the division `name`; where several bear it, the one below an ancestor or a named division."""
    division = divisions().get(name)
    if division is None:
        return None
    if len(division.codes) == 1:
        return division.codes[0]
    fitting = [code for code in division.codes if _below(code, ancestors)] or [
        code for code in division.codes if _below(code, list(named))
    ]
    return fitting[0] if len(fitting) == 1 else None


def _below(code: str, names: Sequence[str]) -> bool:
    lineage: list[str] = []
    while len(lineage) < len(_RANK) and parents().get(code, "-") not in ("-", code):
        code = parents()[code]
        lineage.append(full_names().get(code, ""))
    return any(full == name or full.startswith(name) for full in lineage for name in names if len(name) >= 2)
