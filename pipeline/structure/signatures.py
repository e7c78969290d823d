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
FIGURE_DAY = re.compile("^(?:19|20)[0-9]{2}[-./][01]?[0-9][-./][0-3]?[0-9]$")
OFFICE_AND_DAY = re.compile(
    f"^(?P<office>[^，。：；！？]{{3,40}}?)[\\s\u3000]+(?P<day>{SIGNED_DAY.pattern[1:-1]})$"
)
SEAL = re.compile("[（(](?:盖章|公章|印章|章|代章|印)[）)]$")
BRACKETS = "（）() \u3000"
LONGEST = 40


@cache
def _office() -> re.Pattern[str]:
    return re.compile(f"(?:{alternatives('office_endings')})$")


def names_office(text: str) -> bool:
    """Whether a line is the name of a body: `中共××县委办公室`, `××中学党委、校长室`."""
    bare = SEAL.sub("", text.strip()).strip(BRACKETS)
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
    for place in range(len(texts) - 1, -1, -1):
        text = texts[place].strip(BRACKETS)
        together = OFFICE_AND_DAY.match(text)
        if together and names_office(together["office"]):
            return _bare(together["office"]), _day(together["day"])
        written = SIGNED_DAY.match(text)
        if place and (written or FIGURE_DAY.match(text)) and (day := _day(text)):
            offices = _offices_above(texts, place)
            if offices or written:
                return ("、".join(offices) or None), day
    return None, None


def _offices_above(texts: Sequence[str], place: int) -> list[str]:
    offices: list[str] = []
    while place and names_office(texts[place - 1]):
        place -= 1
        offices.insert(0, _bare(texts[place]))
    return offices


def _bare(office: str) -> str:
    return re.sub("\\s+", " ", SEAL.sub("", office).strip())


def _day(text: str) -> str | None:
    found = find_date(text)
    return found[0] if found else None
