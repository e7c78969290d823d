"""The parts of a way of working whose name counts them: “246”, “一箱两会三到场”, “三联三强”."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.extract.quoted_names import after_doing
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
_MARKED = re.compile(
    r"(?<![0-9A-Za-z])([0-9]{1,2}|[NXnx])[”’]?(?:就是指|就是|是指|指的是|即是|即为|代表|是|即|指|为)([^；;。“”]{2,80}?)(?=[；;。]|[，,](?:而|再|以及)?[“‘]?(?:[0-9]{1,2}|[NXnx])[”’]?(?:就|是|即|指|为|代表)|\Z)"
)
_COUNT_LEAD = re.compile(
    r"\A(?:建立|建强|组建|配备|设立|打造)?(?:[0-9]+|[NXnx]|[一二两三四五六七八九十]|多|若干)(?:个|名|支|条|项|级|类|家|大|位|套|批)"
)
_COUNT_TAIL = re.compile(
    r"等?(?:[0-9]+|[一二两三四五六七八九十多])(?:个|类|支|项|种|方|股)[^、，]{1,8}\Z|等\Z"
)
_FORCES = re.compile("力量|人员|主体|角色")
_LISTED_BEFORE = re.compile(r"((?:[^，,。；;、：:“”]{2,10}、)+[^，,。；;、：:“”]{2,10}?)等?\Z")
_STEP = re.compile(r"第([一二三四五六七八九])步[”’]?(?:就是|是|为|即)?[，,：:]?\s*([^。；;，,]{2,40})")
_POINT = re.compile(r"(?:\A|(?<=[。；;，,：:]))\s*([一二三四五六七八九])是([^。；;，,]{2,40})")
_SET_UP = re.compile(r"\A(?:设置|设立|设|做到|实现|明确|划定)(?=[\u4e00-\u9fff]{3})")
_PAIR = re.compile(rf"([一二双两三四五六七八九])([{_H}])")
_LED_CLAUSES = re.compile(r"[^，,。；：“”]{0,4}[，,：:]([^。；]{6,160})")
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
            found.append(_told_before(text, match, at) or _noun(match[2]))
            if len(found) == len(wanted):
                return tuple(found)
    return ()


def _told_before(text: str, quantity: re.Match[str], at: int) -> str | None:
    """`民警、经理、楼长` of `民警、经理、楼长3支力量`: the members stand for the word that only gathers them."""
    value = _VALUE.get(quantity[1], quantity[1])
    listed = _LISTED_BEFORE.search(text[max(at, quantity.start() - 60) : quantity.start()])
    same = listed and value == str(listed[1].count("、") + 1)
    return listed[1] if listed and same and _FORCES.search(quantity[2]) else None


def of_marked(name: str, text: str, at: int) -> tuple[str, ...]:
    """What `“1”是1名网格长，“3”是民警、经理、楼长，“N”是志愿者` tells of each sign of `1+3+N`."""
    if not _DIGITS.match(name):
        return ()
    wanted = re.split("[+＋]", name.upper()) if re.search("[+＋]", name) else list(name.upper())
    found: list[str] = []
    for match in _MARKED.finditer(text, at, min(len(text), at + 2 * _FAR)):
        if len(found) < len(wanted) and match[1].upper() == wanted[len(found)]:
            said = _COUNT_TAIL.sub("", _COUNT_LEAD.sub("", match[2].strip("，, ")))
            found.append(said)
    return tuple(found) if len(found) == len(wanted) > 1 else ()


def of_steps(numbers: Sequence[int], text: str, at: int) -> tuple[str, ...]:
    """The steps of `四步法：第一步，…；第二步，…` and the points of `三项机制，一是…；二是…`: as many as the name or its kind states."""
    for pattern in (_STEP, _POINT):
        found = [(m[1], m[2]) for m in pattern.finditer(text, at, min(len(text), at + 3 * _FAR))]
        in_order = [int(_VALUE.get(n, "1")) for n, _ in found] == list(range(1, len(found) + 1))
        if len(found) > 1 and in_order and len(found) in numbers:
            return tuple(said for _, said in found)
    return ()


def of_alike(name: str, text: str, start: int, end: int) -> tuple[str, ...]:
    """The three posts of `“一区三岗”责任制，设巡检岗、防洪岗、抢险岗`, and the list before `这就是“三亮”`: as many as stated,
    each with the letter that the name counts."""
    pairs = _PAIR.findall(name)
    if "".join(a + b for a, b in pairs) != name:
        return ()
    around = (text[max(0, start - 80) : start], text[end : end + _FAR])
    found: list[str] = []
    for value, letter in pairs:
        count = 2 if value == "双" else int(_VALUE.get(value, "1"))
        if count > 1:
            found += next((parts for part in around if (parts := _alike(part, letter, count))), ())
    return tuple(found)


def _alike(text: str, letter: str, count: int) -> tuple[str, ...]:
    if letter not in text:
        return ()
    letter = re.escape(letter)
    others = rf"[{_H}]{{1,8}}"
    for item in (rf"{letter}{others}?", rf"{others}?{letter}"):
        match = re.search(
            rf"(?<![{_H}])(?:[{_H}]{{0,4}}?)((?:{item}[、，]){{{count - 1}}}{item})(?=[，。；、”）]|\Z|，这|的)",
            text,
        )
        if match:
            parts = re.split("[、，]", match[1])
            if len(parts) == count:
                parts[0] = _SET_UP.sub("", parts[0][after_doing(parts[0]) :])
                return tuple(parts)
    return ()


def of_clauses(numbers: Sequence[int], text: str, at: int) -> tuple[str, ...]:
    """`把A培养成B，把B培养成C` behind `“双培养”机制，`: clauses that begin with the same word, as many as stated."""
    match = _LED_CLAUSES.match(text, at)
    clauses = re.split("[，,、]", match[1]) if match else []
    first = clauses[0][:1] if clauses else ""
    if first not in ("把", "让", "使", "对", "以", "从", "由", "向"):
        return ()
    same = [clause for clause in clauses if clause.startswith(first)]
    stated = bool(numbers) and len(same) in (*numbers, max(numbers) + 1)  # 双培养一输送: two and one
    return tuple(same) if len(same) > 1 and stated and clauses[: len(same)] == same else ()


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
    parts = _SET_UP.sub("", match[1]).split("、") if match else []
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
