"""Which lines are headings, and what a heading says without its number."""

from __future__ import annotations

import re

from pipeline.lexicons import words
from pipeline.structure.byline_names import ABOUT, all_names, names
from pipeline.structure.captions import ANEW, NUMBERED, is_credit, is_marked_caption, reads_like_caption
from pipeline.structure.lines import Line, ends_sentence
from pipeline.structure.signatures import names_office

LONGEST = 40
NUMBER = re.compile(
    "^(?:第[一二三四五六七八九十百]+(?:部分|章|节)[、：:\\s]*|[一二三四五六七八九十]{1,3}\\s*[、.．]\\s*|[（(][一二三四五六七八九十]{1,3}[）)]\\s*、?"
    "|[（(]?[0-9]{1,2}[）)]\\s*|[0-9]{1,2}(?:\\.[0-9]{1,2})*\\s*[.．、](?![0-9])\\s*|[0-9]{1,2}(?:\\.[0-9]{1,2})+\\s+|[①-⑳]\\s*|0[1-9]\\s*|(?:PART|Part)\\s*\\.?\\s*(?:[0-9]{1,2}|[一二三四五六七八九])[\\s：:·]*)"
)
MARK = re.compile("^[■□◆◇●○★☆▲△►▶▷◎※✦✧❖]+\\s*(?=\\S)")
FIRST = re.compile("^(?:第一|[（(]?(?:一|0?1)[）)、.．]|[（(]一[）)]|①|01(?![0-9])|1\\.1\\s)")
ATTACHMENT = re.compile("^附(?:件|表|录)?\\s*[0-9一二三四五六七八九十]*\\s*[：:]?$")
ATTACHED = re.compile("^附(?:件|表|录)?\\s*[0-9一二三四五六七八九十]*\\s*[：:.．、]\\s*(?=\\S)")
LISTED = re.compile("[（(](?:共|计)?[0-9一二三四五六七八九十]{1,4}[名个人位支家户项件篇]{1,2}[）)]$|名单$")
INNER_STOP = re.compile("[。；！？!?;]")
MARKS = re.compile("[，。；：！？]")
ENDED = re.compile("[。！？…]")
CALL = re.compile("[：:]$")
LIST_LINE = re.compile("\\S\\s{2,}\\S|\t")
SIGNED = re.compile("[0-9〇○一二三四五六七八九十]{1,4}年.{1,4}月.{0,5}$|[0-9]{1,2}月[0-9]{1,2}日$")

DAY_ONLY = re.compile("^[0-9年月日时分.．/:：\\s-]+$")


def without_number(text: str) -> str:
    """`二、强化保障` gives `强化保障`, `附件1：先进名单` the `先进名单`; `（三）` alone stays."""
    bare = ATTACHED.sub("", NUMBER.sub("", MARK.sub("", text), count=1), count=1).strip(" \u3000")
    return bare or text


def is_heading(
    line: Line, following: Line | None, *, above: str = "", above_open: bool, numbered: bool = False
) -> bool:
    """Whether a line heads what follows. `above`: the paragraph above it, `above_open` if that has not come to its end.

    `numbered`: the heads of the text have numbers, so that the bare name of a body tells what a lost picture showed.
    """
    text = line.text
    if line.style == "heading":
        return len(text) <= 60
    if (
        line.table is not None
        or len(text) > LONGEST
        or following is None
        or line.full is True
        and line.scale <= 1.05
        and not (NUMBER.match(text) and opens_printed(following) and not MARKS.search(text))
    ):
        return False
    if NUMBER.match(text):
        return not _in_list(text, above) and _numbered_heading(line, following)
    if above_open or not _plain_short_line(text) or len(names(ABOUT.sub("", text))) > 1:
        return False
    if line.scale >= 1.08 or line.bold:
        return True
    if numbered and names_office(text) and not _heads_list(text, following.text):
        return False
    return _heads_list(text, following.text) or _leads(text, following)


def _in_list(text: str, above: str) -> bool:
    """Whether a numbered line goes on with a list: `2.汇总表` below `附件：1.推荐表` or below an entry `1.…；`."""
    listed = ATTACHED.sub("", above, count=1)
    one = len(above) <= LONGEST + 30 and not INNER_STOP.search(
        above[:-1]
    )  # （一）抓学习。全年…… heads its own text
    return one and same_level(text, listed) and not FIRST.match(text)


def _heads_list(text: str, following: str) -> bool:
    """`优秀共产党员（6名）` above the names of six."""
    return (
        LISTED.search(text) is not None
        and not NUMBERED.match(following)
        and not SIGNED.search(following)
        and not ATTACHED.match(following)
        and not following.endswith("：")
    )


def _numbered_heading(line: Line, following: Line) -> bool:
    """A number and a short phrase on a line of its own; an entry of a numbered list or agenda is none."""
    text = without_number(line.text)
    said = re.search("[：:](.+)$", text)
    if said and len(said[1]) > 2 and not re.search("^[^：:]{2,18}[：:][^，。；]{4,20}$", text):
        return False
    if CALL.search(text) or text.endswith(("，", "、", "；", ";")) or INNER_STOP.search(text[:-1]):
        return False
    if same_level(line.text, following.text):
        return False
    if text.endswith("。"):
        return len(text) <= 32 and (
            not NUMBER.match(following.text) or FIRST.match(following.text) is not None
        )
    return True


def same_level(one: str, other: str) -> bool:
    """Whether two lines are numbered alike: 一、 and 二、, 1. and 2."""
    return bool(NUMBER.match(one)) and bool(NUMBER.match(other)) and _level(one) == _level(other)


def _level(text: str) -> str:
    match = NUMBER.match(text)
    mark = match[0].strip() if match else ""
    return re.sub("[一二三四五六七八九十百]+", "一", re.sub("[0-9]+", "1", mark))


def _plain_short_line(text: str) -> bool:
    """A phrase: no end of a sentence, no call (`各支部：`), no date, no list of names, no picture."""
    if (
        len(text) < 3
        or len(text) > 36
        or text.endswith(("，", "、", "；", ";", ",", "。", "：", ":", "！", "？", "!", "?", "…"))
    ):
        return False
    if (
        re.search("[。；;]", text)
        or (len(text) > 30 and "，" in text)
        or LIST_LINE.search(text)
        or SIGNED.search(text)
        or ATTACHMENT.match(text)
    ):
        return False
    label = re.match("[^：:]{1,6}(?=[：:])", text)
    return not (
        ends_sentence(text)
        or ("，" in text and ANEW.match(text) is not None)  # 7月1日，党支部组织党员到纪念馆开 | 展活动
        or DAY_ONLY.match(text)
        or text.startswith(tuple(words("closing_words")))
        or text in words("field_labels")
        or (label is not None and label[0] in words("field_labels"))
        or is_credit(text)
        or reads_like_caption(text)
        or re.match("^[（(].*[）)]$", text)
        or re.search("[0-9]{7,}", text)
    )


def opens_printed(line: Line) -> bool:
    """The first printed line of a paragraph: indented, and to the edge."""
    return line.opens is True and line.full is True and line.scale < 1.08


def _leads(text: str, following: Line) -> bool:
    """Whether what follows can stand below a heading: a body, a table, or the first of numbered headings.

    A line above 二、 belongs to what 一、 heads; the name of a body above names says whose they are.
    """
    below = following.text
    if following.table is not None or FIRST.match(below) or opens_printed(following):
        return True
    if NUMBERED.match(below) or ATTACHED.match(below) or LIST_LINE.search(below):
        return False
    if names_office(text) and all_names(ABOUT.sub("", below)):
        return False
    return (
        len(below) >= 30 or (len(below) >= 12 and bool(ENDED.search(below))) or is_marked_caption(following)
    )
