"""The block that closes an official text: the body that issues it, and the day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.lexicons import alternatives
from pipeline.structure.dates import find_date

SIGNED_DAY = re.compile(
    "^[（(]?(?:(?:19|20)[0-9]{2}|[一二][〇○零ＯO０◯一二三四五六七八九]{3})\\s*年\\s*[0-9一二三四五六七八九十]{1,3}\\s*月(?:\\s*[0-9一二三四五六七八九十]{1,3}\\s*日)?[）)]?$"
)
LONGEST = 40


@cache
def _office() -> re.Pattern[str]:
    return re.compile(f"(?:{alternatives('office_endings')})$")


def names_office(text: str) -> bool:
    """Whether a line is the name of a body: `中共××县委办公室`, `××中学党委、校长室`."""
    bare = text.strip("（）() 　")
    return (
        3 <= len(bare) <= LONGEST
        and not re.search("[。，：；！？“”]", bare)
        and _office().search(bare) is not None
    )


def is_signature(office: str, day: str) -> bool:
    """Whether two lines are a signature: a body, and below it a day written with 年 and 月."""
    return names_office(office) and SIGNED_DAY.match(day.strip()) is not None


def signature_of(texts: Sequence[str]) -> tuple[str | None, str | None]:
    """Issuing body and ISO day of the last signature block among the paragraphs, (None, None) where there is none."""
    for place in range(len(texts) - 1, 0, -1):
        if not SIGNED_DAY.match(texts[place].strip()):
            continue
        found = find_date(texts[place])
        offices: list[str] = []
        above = place - 1
        while above >= 0 and names_office(texts[above]):
            offices.insert(0, re.sub("\\s{2,}", " ", texts[above].strip()))
            above -= 1
        if found:
            return ("、".join(offices) or None), found[0]
    return None, None
