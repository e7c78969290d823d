"""What the lines at the head of an article say: title, subtitle, bylines, and what stands around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.structure.bylines import Byline, parse_byline
from pipeline.structure.captions import NUMBERED, is_credit, is_marked_caption
from pipeline.structure.furniture import SEPARATOR
from pipeline.structure.headings import ATTACHMENT, opens_printed
from pipeline.structure.lines import Line
from pipeline.structure.reflow import Draft
from pipeline.structure.signatures import names_office
from pipeline.structure.titles import LONGEST_TITLE, SUBTITLE, body_follows, joined_title, looks_like_title

LONGEST_HEAD = 16  # lines
DOCUMENT_NUMBER = re.compile(
    "^[^。，]{0,20}[〔\\[【（(]\\s*(?:19|20)[0-9]{2}\\s*[〕\\]】）)]\\s*第?\\s*[0-9]{1,4}\\s*号?$"
)
RED_HEAD = re.compile("(?:文件|简报|专报|工作动态|信息快报|会议纪要)$")
ISSUE = re.compile("^[（(]?(?:[0-9]{4}年)?(?:总)?第?\\s*[0-9一二三四五六七八九十]{1,4}\\s*期[）)]?$")
DOCUMENT_WORD = re.compile(
    "(?:通知|通报|决定|意见|报告|方案|办法|规定|细则|总结|要点|计划|讲话|名单|公告|公示|函|纪要|简报|请示|批复|倡议书|汇报|安排|规划|述职)(?:[（(].{1,8}[）)])?$"
)
NEWSPAPER_PAGE = re.compile("^第?\\s*[0-9A-Z]{1,4}\\s*版(?:[：:\\s].{0,10})?$")
TITLE_LABEL = re.compile("^(?:文章)?标\\s*题\\s*[：:]\\s*(?=\\S)")


@dataclass(frozen=True, slots=True)
class Head:
    """The head of an article: what it says, its paragraphs, and how many lines it took."""

    title: str = ""
    subtitle: str | None = None
    bylines: tuple[Byline, ...] = ()
    drafts: tuple[Draft, ...] = ()
    length: int = 0


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
    else:
        head = _red_head_as_title(head)
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
            or NEWSPAPER_PAGE.match(text)
            or ATTACHMENT.match(text)
            or _letter_head(lines[head.length : head.length + 3])
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


def _red_head_as_title(head: Head) -> Head:
    """Minutes and bulletins may have no other headline than their red head: `××领导小组会议纪要`."""
    place = next((n for n, draft in enumerate(head.drafts) if RED_HEAD.search(draft.text)), None)
    if place is None:
        return head
    titled = replace(head.drafts[place], kind="title")
    return replace(head, title=titled.text, drafts=(*head.drafts[:place], titled, *head.drafts[place + 1 :]))


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


def _letter_head(lines: Sequence[Line]) -> bool:
    """`云溪县教育局` above the number of its letter, whose headline follows."""
    return (
        len(lines) == 3
        and names_office(lines[0].text)
        and DOCUMENT_NUMBER.match(lines[1].text) is not None
        and looks_like_title(lines[2])
    )


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
    long = len(line.text) > 40 and not (line.text.startswith("关于") and DOCUMENT_WORD.search(line.text))
    if line.scale >= 1.1 or long or parse_byline(line.text, below_title=True) is not None:
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


def _next_of_head(head: Head, lines: Sequence[Line]) -> Head | None:
    """The head with one more of its lines taken, None where the body begins."""
    line = lines[head.length]
    text = line.text
    if line.table is not None or _opens_printed(lines[head.length : head.length + 5]):
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
    if line.full is True and "，" in text:
        return None  # the first printed line of the body: 2023年6月，河湾镇被评为县级先
    byline = parse_byline(text, below_title=True)
    if byline is None or (not byline.firm and not _soft_byline(byline, text, lines[head.length + 1 :])):
        return None
    return _with(head, Draft("byline", text, line.page), byline=byline)


def _opens_printed(lines: Sequence[Line]) -> bool:
    """Whether the first line opens a paragraph set in printed lines: indented, to the edge, the next one flush."""
    first = lines[0]
    if not opens_printed(first):
        return False
    following = next((line for line in lines[1:] if abs(line.scale - first.scale) < 0.05), None)
    return following is not None and following.opens is False and following.full is not None


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
    return body_follows(rest, 0)


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
