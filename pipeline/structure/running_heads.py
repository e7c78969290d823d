"""The line that runs along the pages of a periodical: `20 | 云溪党建 2023.05`. It is no text, but names paper and issue."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.structure.dates import iso

NAME = "《?(?P<name>[\u3400-\u9fff]{2,12})》?"
ISSUE = (
    "(?P<year>(?:19|20)[0-9]{2})\\s*(?:年\\s*)?"
    "(?:[.·•/．－-]\\s*(?P<m1>0?[1-9]|1[0-2])(?![0-9.·/-])|(?P<m2>0?[1-9]|1[0-2])\\s*月(?:号|刊|上|下)?|第?\\s*[0-9]{1,2}\\s*期)"
    "(?:\\s*[（(]?总第?\\s*[0-9]{1,4}\\s*期[）)]?)?"
)
BAR = "[|｜丨·•/／—-]"
RUNNING = re.compile(
    f"^(?P<before>[0-9]{{1,4}}\\s*{BAR}?\\s*)?(?:{NAME}\\s*{BAR}?\\s*{ISSUE}|{ISSUE.replace('P<', 'P<x')}\\s*{BAR}?\\s*{NAME.replace('P<', 'P<x')})"
    f"(?P<after>(?:\\s*[|｜丨]\\s*|\\s+(?:{BAR}\\s*)?)[0-9]{{1,4}}\\s*{BAR}?)?$"
)
NUMBERED_LAST = re.compile("[0-9]{1,4}")


@dataclass(frozen=True, slots=True)
class Running:
    """What a running head says. `page` is None where it has no page number."""

    source: str
    date: str | None
    page: int | None


def running_head(text: str) -> Running | None:
    """The periodical, issue and page that a line gives, None where it is no such line."""
    match = RUNNING.match(text.strip()) if len(text) <= 50 else None
    if match is None:
        return None
    said = match.groupdict()
    month = said["m1"] or said["m2"] or said["xm1"] or said["xm2"]
    page = NUMBERED_LAST.search(said["before"] or said["after"] or "")
    return Running(
        said["name"] or said["xname"],
        iso(int(said["year"] or said["xyear"]), int(month) if month else None),
        int(page[0]) if page else None,
    )


def issue_of(left_out: Iterable[str]) -> Running | None:
    """The first running head among the texts that were left out."""
    return next((found for text in left_out if (found := running_head(text))), None)
