"""What the lines around a headline say: who wrote it, who issued it, when."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.lexicons import alternatives, table, words
from pipeline.structure.dates import find_date

LONGEST = 160  # characters of a dateline
MARKERS = "►▶▷▸➤□■○●◎◆◇△▲☆★※◁◀/／|｜"
SEPARATORS = " \t\u3000\xa0|｜丨/／,，、;；·•:：-－—_"
PARENTHESISED = re.compile("^[（(【\\[](.{2,60})[）)】\\]]$")
PROGRAMME = re.compile("^《([^《》]{2,20})》")
ORIGIN = re.compile("^(?:原载于?|转载自|转自|摘自|选自|据)\\s*《(?P<source>[^《》]{2,20})》[^，。]{0,12}$")
EDITION = re.compile(
    "第?\\s*[0-9一二三四五六七八九十]{1,4}\\s*版|[0-9]{4}年第?[0-9]{1,3}期|(?:总第|第)\\s*[0-9]{1,4}\\s*期|星期[一二三四五六日天]|周[一二三四五六日]"
)
CLOCK = re.compile("[0-2]?[0-9][:：][0-5][0-9](?:[:：][0-5][0-9])?")
NUMBERS = re.compile("[0-9]+\\s*次?")
HAN_NAME = re.compile(
    "[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{1,6}[·•][\u3400-\u9fff]{1,8}(?:[·•][\u3400-\u9fff]{1,8})?"
)
TITLED = re.compile(  # `××村党支部书记 张三` below the headline of a speech or a report on duty
    "^[^\\s，。：]{0,30}(?:书记|主任|[部局校院县区镇乡市站所组队会处科村园]长|主席|经理|董事长|委员|干部|教师|教授)[\\s\u3000]+(?P<name>[\u3400-\u9fff]{1,3}(?:[\\s\u3000]+[\u3400-\u9fff])?)$"
)
SENTENCE_MARKS = re.compile("[。！？!?…“”]")
SLASHED = re.compile(
    "^(?:图文|文图|文|撰文)\\s*[/／丨|｜:：]\\s*(?P<after>.+)$|^(?P<before>.{2,20}?)\\s*[/／丨|｜]\\s*(?:图文|文图|文|撰文)$"
)
REPORTED = re.compile("(?:本报|本刊|本网|本台)?(?:综合)?报道$")


@dataclass(frozen=True, slots=True)
class Byline:
    """What one line gives. `firm` is False where only its place below a headline makes it a byline."""

    authors: tuple[str, ...] = ()
    source: str | None = None
    date: str | None = None
    firm: bool = True
    furniture: bool = False  # nothing but clicks, font sizes and the like


@cache
def _labels() -> re.Pattern[str]:
    """A label and its colon: `发布时间：`, also where blanks stand in it (`作 者：`)."""
    spaced = "|".join(
        "[ \u3000]*".join(re.escape(c) for c in word)
        for word in sorted(words("byline_words"), key=lambda w: (-len(w), w))
    )
    return re.compile(
        f"(?<![\u3400-\u9fff])[\\[【(（]?({spaced})\\s*[：:]|({spaced})\\s*[：:](?=\\s*[0-9]|\\s*$)"
    )


@cache
def _role_words() -> re.Pattern[str]:
    """`本报记者 张三`: the word before names, without a colon."""
    roles = sorted(
        (w for w, role in table("byline_words") if role == "author" and len(w) > 1),
        key=lambda w: (-len(w), w),
    )
    return re.compile(
        f"^(?:本报|本刊|本网|本台|本社|特约|见习|实习|[\u3400-\u9fff]{{2,8}}(?:报|网|社|台|刊)(?=记者|通讯员))*(?:{'|'.join(map(re.escape, roles))})[ \u3000]*"
    )


@cache
def _roles() -> dict[str, str]:
    return {word: role for word, role in table("byline_words")}


@cache
def _office() -> re.Pattern[str]:
    return re.compile(f"(?:{alternatives('office_endings')})$")


@lru_cache(maxsize=4096)  # heads, furniture and ends of articles ask of the same lines
def parse_byline(text: str, *, below_title: bool = False) -> Byline | None:
    """What the line gives, None where it is no such line. `below_title` lets bare names and offices pass."""
    if len(text) > LONGEST:
        return None
    bare = text.strip().strip("\u3000")
    inner = PARENTHESISED.match(bare)
    if inner:
        found = parse_byline(inner[1], below_title=below_title)
        return found if found and (found.authors or found.date or found.source) else None
    marked = bare[:1] in MARKERS
    bare = bare.lstrip(MARKERS + " \u3000")
    if not bare:
        return None
    return _slashed(bare) or _labelled(bare, below_title) or _unlabelled(bare, marked, below_title)


def _slashed(text: str) -> Byline | None:
    """`文/张三 图/李四`, `张三/文`."""
    match = SLASHED.match(text)
    if not match:
        return None
    said = re.split("(?:^|\\s|[,，;；])(?:图|摄影|供图)\\s*[/／丨|｜:：]", match["after"] or match["before"])[
        0
    ]
    authors = names(said)
    return Byline(authors=authors) if authors else None


def _labelled(text: str, below_title: bool) -> Byline | None:
    """`来源：…　作者：…　发布时间：…`, in any order, with empty values allowed."""
    matches = list(_labels().finditer(text))
    if not matches:
        return None
    parts = [
        (_role(m), text[m.end() : n].strip(SEPARATORS + "])】）"))
        for m, n in zip(matches, [*(m.start() for m in matches[1:]), len(text)], strict=True)
    ]
    before = text[: matches[0].start()].strip(SEPARATORS)
    head = _unlabelled(before, False, True) if before else Byline()
    if head is None or (len(parts) == 1 and not _stands_alone(*parts[0], below_title)):
        return None
    if any(SENTENCE_MARKS.search(value) and role not in ("count", "control") for role, value in parts):
        return None
    authors, source, date = list(head.authors), head.source, head.date
    for role, value in parts:
        found = find_date(value)
        if role in ("date", "source", "author") and found:
            date = date or found[0]
            value = (value[: found[1]] + value[found[2] :]).strip(SEPARATORS)
        if role == "source":
            source = source or _source(value)
        if role == "author":
            given = names(value, labelled=True)
            authors += [name for name in given if name not in authors]
    furniture = all(role in ("count", "control") for role, _ in parts) and not before
    return Byline(tuple(authors), source, date, furniture=furniture)


def _role(match: re.Match[str]) -> str:
    return _roles()[re.sub("[ \u3000]", "", match[1] or match[2])]


def _stands_alone(role: str, value: str, below_title: bool) -> bool:
    """Whether a single labelled value makes a byline: `时间：7月1日上午9点` in a notice is content."""
    if not value:
        return below_title or role in ("count", "control")
    if role == "date":
        found = find_date(value)
        rest = (
            value and CLOCK.sub("", value[: found[1]] + value[found[2] :]).strip(SEPARATORS)
            if found
            else value
        )
        return found is not None and not rest and (below_title or len(found[0]) == 10)
    if role == "author":
        return bool(names(value, labelled=below_title))
    return len(value) <= 40 and (role != "count" or bool(NUMBERS.match(value)))


def _source(value: str) -> str | None:
    value = re.split("[\\s|｜丨]+(?=[0-9])|[|｜丨]", EDITION.sub("", value))[0].strip(SEPARATORS + "《》")
    return value or None


def _unlabelled(text: str, marked: bool, below_title: bool) -> Byline | None:
    """`《新闻联播》 2026-06-27`, `2020.01.06　张三`, `人民日报 2024年1月2日 第5版`, `本报记者 张三 通讯员 李四`."""
    date = find_date(text)
    rest = (text[: date[1]] + " " + text[date[2] :]) if date else text
    rest = re.sub("[（(]\\s*[）)]", " ", CLOCK.sub(" ", EDITION.sub(" ", rest))).strip(SEPARATORS)
    if not rest:
        return Byline(date=date[0]) if date else None
    origin = ORIGIN.match(rest)
    if origin:
        return Byline(source=origin["source"], date=date and date[0])
    programme = PROGRAMME.match(rest)
    if programme:
        left = rest[programme.end() :].strip(SEPARATORS)
        return (
            Byline(names(left), programme[1], date and date[0])
            if (date or below_title) and len(left) <= 12
            else None
        )
    if SENTENCE_MARKS.search(rest) or len(rest) > 60:
        return None
    worded = _role_words().match(rest)
    titled = TITLED.match(rest) if below_title else None
    if titled and is_name(re.sub("\\s", "", titled["name"])):
        return Byline((re.sub("\\s", "", titled["name"]),), date=date and date[0], firm=False)
    authors = names(rest)
    if authors and (worded or marked or date or below_title):
        return Byline(authors, date=date and date[0], firm=bool(worded or marked or date))
    if (
        date
        and len(rest) <= 24
        and not re.search("[，,：:]", rest)
        and (_office().search(rest) or below_title)
    ):
        return Byline(source=rest, date=date[0])
    if marked and below_title and len(rest) <= 24 and _office().search(rest):
        return Byline(authors=(rest,))
    if below_title and _office().search(rest) and len(rest) <= 24 and not re.search("[\\s，,、：:的]", rest):
        return Byline(source=rest, firm=False)
    return None


def names(text: str, *, labelled: bool = False) -> tuple[str, ...]:
    """The names that make up `text`, () if it holds anything else. `labelled`: a pen name or an office passes too."""
    text = REPORTED.sub("", text.strip(SEPARATORS + MARKERS + "（）()"))
    found: list[str] = []
    worded = _role_words().match(text) is not None
    for piece in _pieces(text):
        if not piece or piece in words("no_authors"):
            continue
        if not (is_name(piece) or (worded and HAN_NAME.fullmatch(piece)) or (labelled and _pen_name(piece))):
            return ()
        found.append(piece)
    return tuple(dict.fromkeys(found))


def _pieces(text: str) -> list[str]:
    """Split at blanks and marks; `陈  锋` and `陈 晓 东` set wide are one name each."""
    pieces: list[str] = []
    for block in re.split("[,，、;；/／|｜丨&:：\u3000]|[ \t\xa0]{2,}", text):
        words_of = block.split()
        pieces += ["".join(words_of)] if all(len(word) == 1 for word in words_of) else words_of
    joined: list[str] = []
    for piece in filter(None, pieces):
        if joined and len(piece) == 1 and len(joined[-1]) == 1:
            joined[-1] += piece
        else:
            joined.append(piece)
    return [part for piece in joined for part in _after_role(piece)]


def _after_role(piece: str) -> list[str]:
    """`记者张三` is a role and a name; `张三通讯员李四` does not occur in one piece."""
    match = _role_words().match(piece)
    return [piece[match.end() :]] if match else [piece]


def is_name(text: str) -> bool:
    """Whether `text` has the form of a person's name: a surname and one or two characters, or with a dot."""
    if not HAN_NAME.fullmatch(text):
        return False
    if "·" in text or "•" in text:
        return True
    surnames = words("surnames")
    return (
        (text[0] in surnames and len(text) <= 3)
        or (text[:2] in surnames and len(text) >= 3)
        or (len(text) == 4 and text[0] in surnames and text[1] in surnames)
    )


def _pen_name(text: str) -> bool:
    return 2 <= len(text) <= 20 and not re.search("[：:。，,0-9]", text)


CLOSING = re.compile("[（(\\[【](?P<inner>[^（）()\\[\\]【】]{2,60})[）)\\]】]\\s*$")
LEAD = re.compile(
    "^(?:本报|本刊|本网|本台|[\u3400-\u9fff]{1,12}?(?:网|报|社|台)[\u3400-\u9fff]{0,8}?)?[\u3400-\u9fff0-9（）()]{0,20}?"
    "(?:讯|电|消息|报道)\\s*[（(【](?P<inner>[^（）()【】]{2,60})[）)】]"
)
AGENCY = re.compile(
    "^[—\\s]*(?P<source>(?:[\u3400-\u9fff]{1,8}(?:社|网|报|台|客户端)|本报|本刊))[\u3400-\u9fff]{0,8}(?:[0-9]{1,2}月[0-9]{1,2}日)?(?:讯|电|消息)"
)
WRITER_WORDS = re.compile("记者|通讯员|撰稿|作者|撰文|供稿|实习生|文[/／:：]")


def closing_authors(texts: Iterable[str], last: bool = True) -> tuple[str, ...]:
    """Authors at the end of a paragraph: `……再上新台阶。（通讯员 张三）`; bare names only in the `last` one."""
    found: tuple[str, ...] = ()
    for text in texts:
        match = CLOSING.search(text)
        if not match:
            continue
        inner = match["inner"]
        if WRITER_WORDS.search(inner) and "摄" not in inner and "图" not in inner:
            byline = parse_byline(inner, below_title=True)
            found = byline.authors if byline and byline.authors else found
        elif (
            last
            and all(is_name(piece) for piece in _pieces(inner))
            and text[: match.start()].rstrip().endswith(("。", "！", "”"))
        ):
            found = names(inner) or found
    return found


def lead_authors(text: str) -> tuple[str, ...]:
    """Authors in the lead of a report: `本报讯（记者 张三 通讯员 李四）近日，……`."""
    match = LEAD.match(text[:80])
    if not match or not WRITER_WORDS.search(match["inner"]):
        return ()
    byline = parse_byline(match["inner"], below_title=True)
    return byline.authors if byline else ()


def lead_source(text: str) -> str | None:
    """`央视网消息（新闻联播）：……` names the programme, `新华社北京7月1日电` the agency."""
    programme = re.match("^[\u3400-\u9fff]{2,6}消息\\s*[（(]([\u3400-\u9fff]{2,10})[）)][：:]", text)
    if programme and not WRITER_WORDS.search(programme[1]):
        return programme[1]
    match = AGENCY.match(text[:40])
    return match["source"] if match and not match["source"].startswith("本") else None
