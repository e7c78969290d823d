"""Who can hold an honour, as its last word tells: a person (劳动模范), a body (先进集体) or a thing (优秀案例)."""

from __future__ import annotations

import re
from functools import cache

from pipeline.extract.mentioned import Named
from pipeline.lexicons import alternatives, table

_MARKS = re.compile(r"[“”‘’（）()\s]")


def kind_of(name: str) -> str | None:
    """`person`, `body` or `thing`; None where the name does not tell (先锋)."""
    match = _ending().search(_MARKS.sub("", name))
    return _kinds()[match[0]] if match else None


def fits(named: Named, kind: str | None) -> bool:
    """Whether what is named can hold an honour of the kind."""
    person = named.mention.kind == "person"
    return kind not in ("person", "body") or person == (kind == "person")


@cache
def _kinds() -> dict[str, str]:
    return {ending: kind for ending, kind in table("honour_kinds")}


@cache
def _ending() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives('honour_kinds')})\Z")
