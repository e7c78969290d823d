"""Where the articles of a file begin, and what the lines at the head of each one say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.structure.bylines import Byline, parse_byline
from pipeline.structure.captions import NUMBERED, is_credit, is_marked_caption
from pipeline.structure.furniture import SEPARATOR
from pipeline.structure.headings import ATTACHMENT, SIGNED
from pipeline.structure.lines import Line
from pipeline.structure.reflow import Draft
from pipeline.structure.signatures import is_signature, names_office

LONGEST_TITLE = 70
LONGEST_HEAD = 16  # lines
TITLE_SCALE = 1.4
SUBTITLE = re.compile("^\\s*(?:——|—|--|－－|──|――)\\s*\\S")
DOCUMENT_NUMBER = re.compile(
    "^[^。，]{0,20}[〔\\[【（(]\\s*(?:19|20)[0-9]{2}\\s*[〕\\]】）)]\\s*第?\\s*[0-9]{1,4}\\s*号?$"
)
RED_HEAD = re.compile("(?:文件|简报|专报|工作动态|信息快报|会议纪要)$")
ISSUE = re.compile("^[（(]?(?:[0-9]{4}年)?(?:总)?第?\\s*[0-9一二三四五六七八九十]{1,4}\\s*期[）)]?$")
DOCUMENT_WORD = re.compile(
    "(?:通知|通报|决定|意见|报告|方案|办法|规定|细则|总结|要点|计划|讲话|名单|公告|公示|函|纪要|简报|请示|批复|倡议书|汇报|安排|规划|述职)(?:[（(].{1,8}[）)])?$"
)
TITLE_LABEL = re.compile("^(?:文章)?标\\s*题\\s*[：:]\\s*(?=\\S)")
NOT_A_TITLE_END = ("。", "；", "，", "、", "：", ":", ";", ",")


@dataclass(frozen=True, slots=True)
class Head:
    """The head of an article: what it says, its paragraphs, and how many lines it took."""

    title: str = ""
    subtitle: str | None = None
    bylines: tuple[Byline, ...] = ()
    drafts: tuple[Draft, ...] = ()
    length: int = 0


def article_starts(lines: Sequence[Line]) -> tuple[int, ...]:
    """Places of the first line of each article; the first is 0."""
    starts = [0]
    for place in range(1, len(lines)):
        begin = _start_at(lines, place)
        if begin is not None and begin > starts[-1] and _has_body(lines[starts[-1] : begin]):
            starts.append(begin)
    return tuple(starts)


def _start_at(lines: Sequence[Line], place: int) -> int | None:
    """Where the article begins whose headline is shown by the line at `place`: its byline, its size, a rule above it."""
    line = lines[place]
    if SEPARATOR.match(line.text):
        return place if place + 1 < len(lines) and looks_like_title(lines[place + 1]) else None
    if line.style == "title" or line.scale >= TITLE_SCALE:
        return place if looks_like_title(line) and not _title_line(lines[place - 1]) else None
    byline = parse_byline(line.text)
    if byline is None or not byline.firm or byline.furniture or not _body_follows(lines, place + 1):
        return None
    begin = place - 1
    if begin > 0 and SUBTITLE.match(lines[begin].text):
        begin -= 1
    if begin < 1 or not looks_like_title(lines[begin]) or NUMBERED.match(lines[begin].text):
        return None
    if is_signature(lines[begin].text, line.text) or not _is_over(lines, begin - 1):
        return _broken_title(lines, begin) if not is_signature(lines[begin].text, line.text) else None
    return begin


def _title_line(line: Line) -> bool:
    return (line.style == "title" or line.scale >= TITLE_SCALE) and looks_like_title(line)


def _broken_title(lines: Sequence[Line], place: int) -> int | None:
    """The first line of a headline of two lines, whose second is at `place`."""
    begin = place - 1
    return (
        begin
        if begin > 0
        and looks_like_title(lines[begin])
        and not NUMBERED.match(lines[begin].text)
        and _is_over(lines, begin - 1)
        else None
    )


def _is_over(lines: Sequence[Line], place: int) -> bool:
    """Whether the text may end with the line at `place`: an end of a sentence, a byline, a date, a table, a picture."""
    line = lines[place]
    return (
        line.finished or line.table is not None or parse_byline(line.text) is not None or SIGNED.search(line.text) is not None
        or is_credit(line.text) or is_marked_caption(line) or line.text.endswith(("）", ")", "”")) or SEPARATOR.match(line.text) is not None
    )  # fmt: skip


def _body_follows(lines: Sequence[Line], place: int) -> bool:
    """Whether a body comes within the next lines: a signature at the end of a file has none below it."""
    return any(
        len(line.text) >= 25 or line.finished
        for line in lines[place : place + 4]
        if not ATTACHMENT.match(line.text)
    )


def _has_body(lines: Sequence[Line]) -> bool:
    return any(
        line.table is not None or (len(line.text) >= 25 and "。" in line.text) or line.full for line in lines
    )


def looks_like_title(line: Line) -> bool:
    """A line that can be a headline: not too long, without the end of a statement, no picture, no dateline."""
    text = line.text
    if line.table is not None or len(text) > LONGEST_TITLE or len(text) < 2 or text.endswith(NOT_A_TITLE_END):
        return False
    if line.style in ("title", "subtitle"):
        return True
    if is_credit(text) or is_marked_caption(line) or ATTACHMENT.match(text):
        return False
    return parse_byline(text) is None and not (text.count("。") or (len(text) > 45 and text.count("，") >= 3))


def read_head(lines: Sequence[Line]) -> Head:
    """The head of the article that begins with the first of `lines`."""
    head = _above_title(lines)
    if head.length >= len(lines):
        return head
    size = _title_length(lines, head.length)
    if size:
        titles = lines[head.length : head.length + size]
        head = _with(head, Draft("title", joined_title([t.text for t in titles]), titles[0].page), size)
        head = replace(head, title=TITLE_LABEL.sub("", head.drafts[-1].text))
    while head.length < min(len(lines), LONGEST_HEAD):
        grown = _next_of_head(head, lines)
        if grown is None:
            return head
        head = grown
    return head


def _with(head: Head, draft: Draft, taken: int = 1, byline: Byline | None = None) -> Head:
    return replace(
        head, drafts=(*head.drafts, draft), length=head.length + taken,
        bylines=(*head.bylines, byline) if byline else head.bylines,
    )  # fmt: skip


def _above_title(lines: Sequence[Line]) -> Head:
    """What may stand above a headline: a rule, the red head of a document, its number, a dateline."""
    head = Head()
    for line in lines[:6]:
        text = line.text
        if SEPARATOR.match(text):
            head = replace(head, length=head.length + 1)
        elif (
            DOCUMENT_NUMBER.match(text)
            or ISSUE.match(text)
            or (
                RED_HEAD.search(text)
                and head.length + 1 < len(lines)
                and len(text) <= 24
                and _headline_below(lines, head.length + 1)
            )
        ) or _names_column(lines[head.length : head.length + 3]):
            head = _with(head, Draft("note", text, line.page))
        elif line.style != "title" and (byline := parse_byline(text)) and byline.firm:
            head = _with(head, Draft("byline", text, line.page), byline=byline)
        else:
            break
    return head


def _names_column(lines: Sequence[Line]) -> bool:
    """Whether the first line is the name of a column (`基层动态`) above a headline and its dateline."""
    if len(lines) < 3 or len(lines[0].text) > 8 or len(lines[1].text) < len(lines[0].text):
        return False
    byline = parse_byline(lines[2].text)
    return (
        lines[0].style is None and looks_like_title(lines[0]) and looks_like_title(lines[1])
        and not SUBTITLE.match(lines[1].text) and not NUMBERED.match(lines[1].text)
        and lines[1].text != lines[0].text and byline is not None and byline.firm
    )  # fmt: skip


def _headline_below(lines: Sequence[Line], place: int) -> bool:
    """Below a red head comes the number, an issue, or the headline itself."""
    text = lines[place].text
    return bool(
        DOCUMENT_NUMBER.match(text) or ISSUE.match(text) or "关于" in text or DOCUMENT_WORD.search(text)
    )


def _title_length(lines: Sequence[Line], place: int) -> int:
    """How many lines the headline takes that begins at `place`; 0 where there is none."""
    if not looks_like_title(lines[place]) or _begins_body(lines[place : place + 3]):
        return 0
    size = 1
    while (
        place + size < len(lines)
        and size < 4
        and _goes_on(lines[place : place + size], lines[place + size :])
    ):
        size += 1
    return size


def _begins_body(lines: Sequence[Line]) -> bool:
    """Whether the first line is a printed line of a paragraph: set like the body, to the edge, and going on below.

    A headline too long for its line has a short second one, and the dateline below.
    """
    if len(lines) < 2 or lines[0].style is not None or lines[0].scale >= 1.08 or not lines[0].full:
        return False
    broken_title = not lines[1].full and len(lines) > 2 and parse_byline(lines[2].text) is not None
    return lines[0].opens is not False and lines[1].opens is not True and not broken_title


def _goes_on(title: Sequence[Line], rest: Sequence[Line]) -> bool:
    """Whether the headline goes on with the first line of `rest`."""
    last, line = title[-1], rest[0]
    if (
        not looks_like_title(line)
        or SUBTITLE.match(line.text)
        or NUMBERED.match(line.text)
        or line.table is not None
    ):
        return False
    if line.style == "title" or last.style == "title":
        return line.style == last.style
    if last.scale >= 1.1:
        return abs(last.scale - line.scale) < 0.08 and line.text != last.text
    if line.scale >= 1.1 or len(line.text) > 40 or parse_byline(line.text, below_title=True) is not None:
        return False
    below = parse_byline(rest[1].text) if len(rest) > 1 else None
    if below is not None and below.firm and not below.furniture and line.text != last.text:
        return True
    so_far = "".join(part.text for part in title)
    if (
        line.text.startswith(("关于", "的"))
        or (so_far.count("“") > so_far.count("”"))
        or so_far.endswith(("关于", "的", "和", "与", "暨"))
    ):
        return not DOCUMENT_WORD.search(so_far)
    return (
        "关于" in so_far
        and not DOCUMENT_WORD.search(so_far)
        and any(DOCUMENT_WORD.search(part.text) for part in rest[:2])
    )


def joined_title(texts: Sequence[str]) -> str:
    """A headline of several lines: two clauses of one length keep a blank between them, a broken line none."""
    joined = texts[0]
    for above, text in zip(texts, texts[1:], strict=False):
        couplet = abs(len(above) - len(text)) <= 1 and len(text) >= 6 and not text.startswith(("关于", "的"))
        latin = above[-1].isascii() and text[0].isascii() and above[-1].isalnum() and text[0].isalnum()
        joined += (" " if couplet or latin else "") + text
    return joined


def _next_of_head(head: Head, lines: Sequence[Line]) -> Head | None:
    """The head with one more of its lines taken, None where the body begins."""
    line = lines[head.length]
    text = line.text
    if line.table is not None:
        return None
    if is_credit(text) or is_marked_caption(line):
        return _with_pictures(head, lines)
    repeated = _repeats(head.title, lines[head.length :])
    if repeated:
        texts = [part.text for part in lines[head.length : head.length + repeated]]
        return _with(head, Draft("title", joined_title(texts), line.page), repeated)
    if (
        (SUBTITLE.match(text) or line.style == "subtitle")
        and len(text) <= LONGEST_TITLE
        and head.subtitle is None
    ):
        bare = text.lstrip("—-－─― ")
        return replace(_with(head, Draft("subtitle", text, line.page)), subtitle=bare)
    if DOCUMENT_NUMBER.match(text) or ISSUE.match(text):
        return _with(head, Draft("note", text, line.page))
    byline = parse_byline(text, below_title=True)
    if byline is None or (not byline.firm and not _soft_byline(byline, text, lines[head.length + 1 :])):
        return None
    return _with(head, Draft("byline", text, line.page), byline=byline)


def _with_pictures(head: Head, lines: Sequence[Line]) -> Head | None:
    """The head with the captions that stand between its headline and its byline, None where no byline comes."""
    below = lines[head.length : head.length + 5]
    count = next((n for n, p in enumerate(below) if not (is_credit(p.text) or is_marked_caption(p))), 0)
    byline = parse_byline(below[count].text) if count else None
    if byline is None or not byline.firm or byline.furniture:
        return None
    for line in below[:count]:
        head = _with(head, Draft("credit" if is_credit(line.text) else "caption", line.text, line.page))
    return head


def _soft_byline(byline: Byline, text: str, rest: Sequence[Line]) -> bool:
    """A bare name or office below a headline: a byline if a body follows, and no call (`各党支部：`)."""
    if byline.source and not byline.authors and not names_office(text):
        return False
    return _body_follows(rest, 0)


def _repeats(title: str, lines: Sequence[Line]) -> int:
    """How many lines repeat the headline that the page gave already, 0 for none."""
    wanted = re.sub("\\s", "", title)
    said = ""
    for count, line in enumerate(lines[:5], start=1):
        said += re.sub("\\s", "", line.text)
        if wanted and said == wanted:
            return count
        if not wanted.startswith(said):
            return 0
    return 0
