"""What the lines around a headline say: who wrote it, who issued it, when."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from pipeline.lexicons import table, words
from pipeline.structure.byline_names import (
    MARKERS,
    SEPARATORS,
    ends_as_office,
    is_name,
    names,
    office_and_names,
    role_words,
)
from pipeline.structure.dates import find_date

LONGEST = 160  # characters of a dateline
BRACKETS = "[\\[\\]［］【】〖〗〔〕]"
PARENTHESISED = re.compile("^[（(【\\[〖［](.{2,60})[）)】\\]〗］]$")
PROGRAMME = re.compile("^《([^《》]{2,20})》")
ORIGIN = re.compile(
    "^(?:原载于?|转载自|转自|摘自|选自|刊于|载于|据)\\s*《(?P<source>[^《》]{2,20})》[^，。]{0,12}$"
)
EDITION = re.compile(
    "第?\\s*[0-9一二三四五六七八九十]{1,4}\\s*版(?:[：:]\\s*[\u3400-\u9fff]{2,4}$)?|[0-9]{4}年第?[0-9]{1,3}期|[（(]?(?:总第|第)\\s*[0-9]{1,4}\\s*期[）)]?|星期[一二三四五六日天]|周[一二三四五六日]"
)
ISSUE_YEAR = re.compile("((?:19|20)[0-9]{2})\\s*年?\\s*第\\s*[0-9一二三四五六七八九十]{1,4}\\s*期")
TOOLS = re.compile("(?<![\u3400-\u9fff])(?:放大|缩小|默认|打印|关闭|收藏|分享)(?![\u3400-\u9fff])")
CLOCK = re.compile("[0-2]?[0-9][:：][0-5][0-9](?:[:：][0-5][0-9])?(?:\\s+[\u3400-\u9fff]{2,3}$)?")
NUMBERS = re.compile("[0-9]+\\s*次?")
TITLED = re.compile(  # `××村党支部书记 张三` below the headline of a speech or a report on duty
    "^[^\\s，。：]{0,30}(?:书记|主任|[部局校院县区镇乡市站所组队会处科村园]长|主席|经理|董事长|委员|干部|教师|教授)[\\s\u3000]+(?P<name>[\u3400-\u9fff]{1,3}(?:[\\s\u3000]+[\u3400-\u9fff])?)$"
)
SENTENCE_MARKS = re.compile("[。！？!?…“”]")
PICTURED = "(?:文\\s*[/／、&和\\s]?\\s*图|图\\s*[/／、&和\\s]?\\s*文|图文)"
PICTURED_FIRST = re.compile(f"^{PICTURED}\\s*[/／丨|｜:：\\s]\\s*(?P<names>.+)$")
WORDED_LAST = re.compile(  # `张三/文`, `张三 文/图`, `张三 文　李四 图`, `第三党支部 供稿`
    f"^(?P<names>[^:：]{{2,20}}?)\\s*(?:[/／丨|｜]\\s*|(?<=\\s)|(?={PICTURED}))(?:{PICTURED}|文|撰文)(?:[\\s,，;；]+[^:：]{{2,12}}?[\\s/／丨|｜]*(?:图|摄|摄影))?$"
)
SENT_IN = re.compile("^(?P<who>[^\\s，。、：:]{2,20}?)(?:\\s+[\u3400-\u9fff]{2,4})?\\s*(?:供稿|投稿)$")

OLD_DAY = re.compile(
    "(?<=[年月])\\s*/\\s*(?=[0-9])|(?<=[\u3400-\u9fff])/(?=(?:19|20)[0-9]{2}年)|/(?=第[0-9]+版)"
)


@dataclass(frozen=True, slots=True)
class Byline:
    """What one line gives. `firm` is False where only its place below a headline makes it a byline."""

    authors: tuple[str, ...] = ()
    source: str | None = None
    date: str | None = None
    firm: bool = True
    furniture: bool = False  # nothing but clicks, font sizes and the like

    @property
    def says(self) -> bool:
        return bool(self.authors or self.source or self.date)


@cache
def _labels() -> re.Pattern[str]:
    """A label and its colon: `发布时间：`, also where blanks stand in it (`作 者：`), or a bar for it (`编辑丨`)."""

    def spaced(wanted: list[str]) -> str:
        ordered = sorted(wanted, key=lambda w: (-len(w), w))
        return "|".join("[ \u3000]*".join(re.escape(c) for c in word) for word in ordered)

    all_words = spaced(list(words("byline_words")))
    barred = spaced(
        [w for w, role in table("byline_words") if role in ("source", "author", "editor", "photo")]
    )
    return re.compile(
        f"(?<![\u3400-\u9fff])[\\[【(（]?({all_words})\\s*[：:]|({all_words})\\s*[：:](?=\\s*[0-9]|\\s*$)"
        f"|(?:^|(?<=[\\s\u3000]))({barred})\\s*[/／丨|｜]"
    )


@cache
def _roles() -> dict[str, str]:
    return {word: role for word, role in table("byline_words")}


@lru_cache(maxsize=4096)  # heads, furniture and ends of articles ask of the same lines
def parse_byline(text: str, *, below_title: bool = False) -> Byline | None:
    """What the line gives, None where it is no such line. `below_title` lets bare names and offices pass."""
    if len(text) > LONGEST:
        return None
    bare = text.strip().strip("\u3000")
    inner = PARENTHESISED.match(bare)
    if inner and not re.search("[）)】\\]〗］].*[（(【\\[〖［]", inner[1]):
        return _bracketed(inner[1], below_title)
    marked = bare[:1] in MARKERS
    bare = bare.lstrip(MARKERS + " \u3000")
    if not bare:
        return None
    return _worded(bare) or _labelled(bare, below_title) or _unlabelled(bare, marked, below_title)


def _bracketed(inner: str, below_title: bool) -> Byline | None:
    """`（记者 张三）`, `（责编：李四）`, `（第三党支部供稿）`."""
    found = parse_byline(inner, below_title=below_title)
    if found is None:
        sent, both = SENT_IN.match(inner), office_and_names(inner)
        if both:
            return Byline(both[1], both[0])
        return Byline(source=sent["who"]) if sent and ends_as_office(sent["who"]) else None
    if _labels().match(inner):
        return found if found.says or not found.furniture else None
    if found.source and not ends_as_office(found.source):  # （2024年2月26日，根据录音整理）
        found = replace(found, source=None)
    return found if found.says else None


def _worded(text: str) -> Byline | None:
    """Words and pictures by whom: `文/图 张三`, `图文/张三　2024年5月20日`, `张三/文`, `张三 文　李四 图`."""
    day, rest = _dated(text)
    rest = rest.strip(SEPARATORS)
    match = PICTURED_FIRST.match(rest) or WORDED_LAST.match(rest)
    authors = names(match["names"]) if match else ()
    return Byline(authors=authors, date=day) if authors else None


def _dated(text: str) -> tuple[str | None, str]:
    """The ISO day that `text` has, or the year of an issue (`2019年第7期`), and the text without it."""
    found = find_date(text)
    if found:
        return found[0], f"{text[: found[1]]} {text[found[2] :]}"
    issue = ISSUE_YEAR.search(text)
    return (issue[1], f"{text[: issue.start()]} {text[issue.end() :]}") if issue else (None, text)


def _labelled(text: str, below_title: bool) -> Byline | None:
    """`来源：…　作者：…　发布时间：…`, in any order, with empty values allowed."""
    matches = list(_labels().finditer(text))
    if not matches:
        return None
    parts = [
        (_role(m), text[m.end() : n].strip(SEPARATORS + "])】）［］〖〗[【"))
        for m, n in zip(matches, [*(m.start() for m in matches[1:]), len(text)], strict=True)
    ]
    before = text[: matches[0].start()].strip(SEPARATORS)
    head = _unlabelled(before, False, True) if before else Byline()
    if head is None or (
        len(parts) == 1 and not before and not _stands_alone(*parts[0], below_title, matches[0][3])
    ):
        return None
    if any(SENTENCE_MARKS.search(value) and role not in ("count", "control") for role, value in parts):
        return None
    authors, source, date = list(head.authors), head.source, head.date
    found_source: str | None = None
    for role, value in parts:
        if role not in ("count", "control"):
            day, value = _dated(value)
            date = date or day
        if role == "source":
            source = source or _source(value)
        if role == "author":
            given = names(value, labelled=True)
            authors += [name for name in given if name not in authors and not _issues(name)]
        if role in ("author", "editor") and not found_source and _issues(value):
            found_source = value  # 作者：党委办公室, 发布者：组织部: the office that issues it
    furniture = all(role in ("count", "control") for role, _ in parts) and not before
    return Byline(tuple(authors), source or found_source, date, furniture=furniture)


def _issues(value: str) -> bool:
    return 2 <= len(value) <= 20 and ends_as_office(value) and not is_name(value) and " " not in value


def _role(match: re.Match[str]) -> str:
    return _roles()[re.sub("[ \u3000]", "", match[1] or match[2] or match[3])]


def _stands_alone(role: str, value: str, below_title: bool, barred: str | None) -> bool:
    """Whether a single labelled value makes a byline: `时间：7月1日上午9点` in a notice is content.

    `barred`: the label has a bar or slash for its colon, as only bylines have (`文 / 应知秋`).
    """
    if not value:
        return below_title or role in ("count", "control")
    if role == "date":
        day, rest = _dated(value)
        rest = CLOCK.sub("", rest).strip(SEPARATORS)
        return day is not None and not rest and (below_title or len(day) == 10)
    if role == "author":
        value = _dated(value)[1].strip(SEPARATORS)
        known = barred or ends_as_office(value) or office_and_names(value)
        return bool(names(value, labelled=below_title or bool(known)))
    if role == "source":
        return len(value) <= 40 and not re.match("[万亿百千个人元%％名]", value)  # 单位：万元 heads a table
    return len(value) <= 40 and (role != "count" or bool(NUMBERS.match(value)))


def _source(value: str) -> str | None:
    value = EDITION.sub("", CLOCK.sub("", value))
    value = re.split("[\\s|｜丨]+(?=[0-9])|[|｜丨]", value)[0].strip(SEPARATORS + "《》")
    return value or None


def _unlabelled(text: str, marked: bool, below_title: bool) -> Byline | None:
    """`《新闻联播》 2026-06-27`, `2020.01.06　张三`, `人民日报 2024年1月2日 第5版`, `本报记者 张三 通讯员 李四`."""
    date, rest = _dated(OLD_DAY.sub(" ", text))
    rest = re.sub(BRACKETS, " ", TOOLS.sub(" ", EDITION.sub(" ", CLOCK.sub(" ", rest))))
    rest = re.sub("[（(]\\s*[）)]", " ", rest).strip(SEPARATORS)
    if not rest:
        return Byline(date=date) if date else None
    origin = ORIGIN.match(rest)
    if origin:
        return Byline(source=origin["source"], date=date)
    programme = PROGRAMME.match(rest)
    if programme:
        left = rest[programme.end() :].strip(SEPARATORS)
        fits = (date or below_title) and len(left) <= 12
        return Byline(names(left), programme[1], date) if fits else None
    if SENTENCE_MARKS.search(rest) or len(rest) > 60:
        return None
    return _people(rest, date, marked, below_title) or _issuer(rest, date, marked, below_title)


def _people(rest: str, date: str | None, marked: bool, below_title: bool) -> Byline | None:
    """Who wrote: names with a role, a mark or a day beside them; bare ones below a headline."""
    worded = role_words().match(rest)
    titled = TITLED.match(rest) if below_title else None
    if titled and is_name(re.sub("\\s", "", titled["name"])):
        return Byline((re.sub("\\s", "", titled["name"]),), date=date, firm=False)
    authors = names(rest)
    if authors and (worded or marked or date or below_title):
        return Byline(authors, date=date, firm=bool(worded or marked or date))
    account = re.sub("^原创\\s+", "", rest)
    both = office_and_names(account) if marked or date or below_title else None
    if both:
        return Byline(both[1], both[0], date, firm=bool(marked or date))
    if account != rest and date:  # 原创 张三 云溪先锋 2024-05-20: the account of a social network comes last
        pieces = account.split()
        if len(pieces) > 1 and len(pieces[-1]) <= 3:
            pieces.pop()  # the province that it was put up from
        return Byline(tuple(filter(is_name, pieces[:-1])), pieces[-1], date)
    return None


def _issuer(rest: str, date: str | None, marked: bool, below_title: bool) -> Byline | None:
    """Who issued: an office or a paper with a day or a mark beside it, or alone below a headline."""
    if len(rest) > 24 or re.search("[，,：:]", rest):
        return None
    if date and (ends_as_office(rest) or below_title):
        return Byline(source=rest, date=date)
    if not below_title or not ends_as_office(rest):
        return None
    if marked:
        return Byline(authors=(rest,))
    return None if re.search("[\\s、的]", rest) else Byline(source=rest, firm=False)
