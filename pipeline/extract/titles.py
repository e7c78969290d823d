"""The titles of a person as they stand: before the name, cut at 、 only, or told right behind it."""

from __future__ import annotations

import re
from functools import cache

from pipeline.extract.edges import Walker
from pipeline.extract.name_looks import look
from pipeline.extract.person_names import surname_length
from pipeline.lexicons import table

Span = tuple[int, int]
_TOLD = re.compile(
    r"[，,]?(?:是|系|现任|现为|时任|担任|当选为?|出任|兼任)(?P<title>[\u4e00-\u9fff、]{2,40}?)(?=[，。；,;]|\Z)"
)

# 汪岚，女，1979年5月生，大学，中共党员，现任县水利局副局长: the lines of an announcement
_RESUME = re.compile(
    r"[，,](?:男|女)[，,](?:[^，。；;]{1,16}[，,]){0,8}?(?:现任|现为|现系|历任|时任)(?P<title>[\u4e00-\u9fff、（）]{2,60}?)(?=[，。；,;]|\Z)"
)

_BRACKETED = re.compile(r"[（(](?:兼任?|时任|现任|原任?)?(?P<title>[\u4e00-\u9fff、]{2,40})[）)]")
_POST = re.compile(r"，(?P<post>[\u4e00-\u9fff、]{2,30})(?=[，。；]|\Z)")
_RANK = re.compile(r"(?P<title>副?教授|副?研究员|讲师|院士|老师|医生|高级工程师)(?=[^的节队们]|\Z)")


@cache
def _offices() -> tuple[str, ...]:
    """The words for offices, the longest first."""
    return tuple(
        sorted((word for word, kind in table("titles") if kind == "title"), key=lambda w: (-len(w), w))
    )


def title_pieces(walker: Walker, office: int, end: int, bodies: tuple[Span, ...]) -> tuple[str, ...]:
    """The titles in `text[:end]` of which the last has its office at `office`; earlier ones go before a 、."""
    pieces: list[str] = []
    while True:
        start = _piece_start(walker, office, bodies)
        pieces.insert(0, walker.text[start:end])
        if start == 0 or walker.text[start - 1] != "、":
            return tuple(pieces)
        end = start - 1
        word = office_before(walker.text, end)
        if word is None or _named(walker.text, end - len(word)):
            return tuple(pieces)
        office = end - len(word)


_CLEAR = 8


def _named(text: str, end: int) -> bool:
    """Whether a name ends at `end`: 段晓明 in 校长段晓明教授、书记…, whose titles are another's."""
    for start in (end - 3, end - 2):
        length = surname_length(text, start) if start >= 0 else 0
        if length and end - start > length and look(text[start:end], length) >= _CLEAR:
            return True
    return False


@cache
def _offices_by_length() -> tuple[tuple[int, ...], frozenset[str]]:
    """The lengths of the words for offices, longest first, and the words."""
    return tuple(sorted({len(word) for word in _offices()}, reverse=True)), frozenset(_offices())


def titles_before(walker: Walker, end: int, bodies: tuple[Span, ...]) -> tuple[str, ...]:
    """The titles of which the last ends at `end`; none where no office ends there."""
    word = office_before(walker.text, end)
    return title_pieces(walker, end - len(word), end, bodies) if word else ()


def office_before(text: str, end: int) -> str | None:
    lengths, offices = _offices_by_length()
    return next((text[end - n : end] for n in lengths if n <= end and text[end - n : end] in offices), None)


_QUOTED_LONGEST = 16
_WIDE = re.compile(r"(?:\A|[、，])全[国省市县区镇校]\Z")  # 全市 in 书记、全市“头雁”


def _piece_start(walker: Walker, office: int, bodies: tuple[Span, ...]) -> int:
    """Where the title begins: with the body that goes before the office, if one does, else as far as its words go."""
    start = _plain_start(walker, office, bodies)
    text = walker.text
    if text[start - 1 : start] == "兼":  # 行长兼工会主席
        first = office_before(text, start - 1)
        return _piece_start(walker, start - 1 - len(first), bodies) if first else start
    opening = text.rfind("“", 0, start) if text[start - 1 : start] == "”" else -1
    if opening > walker.floor and start - opening <= _QUOTED_LONGEST:  # 全市“火种”工作室负责人
        start = walker.left_edge(opening)
    return start - 2 if _WIDE.search(text[:start]) else start


def _plain_start(walker: Walker, office: int, bodies: tuple[Span, ...]) -> int:
    start = walker.left_edge(office)
    reaching = [
        first for first, last in bodies if first < start <= last <= office or first < start < office <= last
    ]
    if reaching:
        return min(reaching)
    inside = [first for first, last in bodies if start < first < office and last <= office]
    return min(inside) if inside and not any(first == start for first, _ in bodies) else start


def post_behind(walker: Walker, end: int) -> Span | None:
    """Where the post stands that is put behind a name as a clause of its own: 宫长河，镇水利站站长，…"""
    match = _POST.match(walker.text, end)
    word = office_before(walker.text, match.end("post")) if match else None
    if not match or word is None or _named(walker.text, match.end("post") - len(word)):
        return None  # 院长晏飞，系主任伍红教授
    first = match["post"].split("、")[0]
    start = match.start("post")
    office = office_before(walker.text, start + len(first))
    whole = office is not None and walker.left_edge(start + len(first) - len(office)) == start
    return match.span("post") if whole else None


def title_behind(walker: Walker, end: int, bodies: tuple[Span, ...]) -> tuple[str, ...]:
    """The titles that are told right behind a name that ends at `end`: …，是某某煤矿高级技师."""
    rank = _RANK.match(walker.text, end)
    if rank:  # 由段晓明教授主讲
        return (rank["title"],)
    post = post_behind(walker, end)
    if post:
        return title_pieces(walker, post[1] - len(office_before(walker.text, post[1]) or ""), post[1], bodies)
    match = _TOLD.match(walker.text, end) or _BRACKETED.match(walker.text, end)
    match = match or _RESUME.match(walker.text, end)
    return titles_before(walker, match.end("title"), bodies) if match else ()
