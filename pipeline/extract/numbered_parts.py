"""The parts of a way of working whose name counts them: “246”, “一箱两会三到场”, “三联三强”."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.model.document import Sentence

_H = "\u4e00-\u9fff"
_FAR = 260  # letters behind the type word in which the parts are told
_NEAR = 60  # letters within which the first of them stands
_VALUE = {"一": "1", "二": "2", "两": "2", "三": "3", "四": "4", "五": "5", "六": "6", "七": "7", "八": "8", "九": "9"}  # fmt: skip
_DIGITS = re.compile(r"[0-9NXnx]{2,6}\Z|[0-9]{1,2}(?:[+＋][0-9NXnx]{1,2})+\Z")
_QUANTITY = re.compile(
    r"(?<![0-9])([0-9]|[NXnx]|[一二两三四五六七八九])(?:个|名|支|条|项|级|类|家|大|位|套|批|张|本|所|份|种|道)([^，,。、；;：:（()）“”0-9\s]{1,12})"
)
_NOUN_END = re.compile(
    r"(?:参与|协助|联动|包保|(?:为|作)(?:支撑|补充|主体|引领)|等.*|和[^和]*|(?:深入|常态)?融合)\Z"
)
_SEGMENT = re.compile(r"[一二两三四五六七八九][^一二两三四五六七八九]{1,4}")
_IS = r"[”’]?[，,]?(?:指的是|就是|即是|是指|即|指|是|：)"
_STARTS = re.compile(rf"([二三四五六七八九])([{_H}])(?:[二三四五六七八九]?[{_H}]{{0,3}})\Z")
_ORDINAL = re.compile(r"\s*(?:[（(]?[一二三四五六七八九十\d]+[）)、.．]|[▲●■◆])?\s*")
_LEAD = re.compile(rf"([{_H}]{{3,8}})(?=[，,。：:、—\s]|\Z)")
_LISTED = re.compile(r"[，,：:]((?:[^，。；：、“”]{3,10}、){1,8}[^，。；：、“”]{3,10})(?=[，。；,;]|\Z)")


def of_digits(name: str, text: str, at: int) -> tuple[str, ...]:
    """(`重点`, `队伍`, `保障`) for `246` before `即突出2个重点、抓好4支队伍、落实6项保障`; () where the row is not told."""
    wanted = re.sub(r"[+＋]", "", name).upper()
    if not _DIGITS.match(name):
        return ()
    found: list[str] = []
    for match in _QUANTITY.finditer(text, at, min(len(text), at + _FAR)):
        if not found and match.start() > at + _NEAR:
            return ()
        value = _VALUE.get(match[1], match[1].upper())
        if value == wanted[len(found)]:
            found.append(_noun(match[2]))
            if len(found) == len(wanted):
                return tuple(found)
    return ()


def _noun(said: str) -> str:
    cut = _NOUN_END.sub("", said)
    return cut if len(cut) >= 2 else said


def of_segments(name: str, text: str, at: int) -> tuple[str, ...]:
    """What `一箱，就是…；两会，就是…` tells of each piece of `一箱两会三到场`."""
    pieces = _SEGMENT.findall(name)
    if len(pieces) < 2 or "".join(pieces) != name:
        return ()
    found: list[str] = []
    for piece in pieces:
        told = re.compile(rf"{piece}{_IS}([^；;。]{{2,80}})").search(text, at, min(len(text), at + 2 * _FAR))
        if not told:
            return ()
        found.append(told[1].strip("“”，, "))
    return tuple(found)


def of_list_behind(numbers: Sequence[int], text: str, at: int) -> tuple[str, ...]:
    """The three clauses of `“一水三用”养殖模式，上层养鸭、中层养鱼、底层养螺`: as many as the name states, alike in length."""
    match = _LISTED.match(text, at)
    parts = match[1].split("、") if match else []
    lengths = [len(part) for part in parts]
    fits = len(parts) > 2 and len(parts) in numbers and max(lengths) - min(lengths) <= 2
    return tuple(parts) if fits else ()


def of_leads(name: str, behind: Iterable[Sentence]) -> tuple[str, ...]:
    """The openings of the paragraphs that take up `三联三强` one by one: 党建联建，… 产业联营，… 治理联抓，…"""
    match = _STARTS.match(name)
    if not match:
        return ()
    wanted = int(_VALUE[match[1]])
    found: list[str] = []
    for sentence in behind:
        if sentence.offset:
            continue
        start = _ORDINAL.match(sentence.text).end()  # type: ignore[union-attr]  # matches the empty string
        lead = _LEAD.match(sentence.text, start)
        if lead and match[2] in lead[1] and lead[1] not in found:
            found.append(lead[1])
    return tuple(found) if len(found) == wanted else ()
