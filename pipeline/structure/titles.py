"""What a headline looks like, and how one of several lines is joined."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.structure.bylines import parse_byline
from pipeline.structure.captions import is_credit, is_marked_caption
from pipeline.structure.headings import ATTACHMENT
from pipeline.structure.lines import Line

LONGEST_TITLE = 70
SUBTITLE = re.compile("^\\s*(?:——|—|--|－－|──|――)\\s*\\S")
WIDE_SET = re.compile("^[\u3400-\u9fff](?:\\s+[\u3400-\u9fff])+$")
NOT_A_TITLE_END = ("。", "；", "，", "、", "：", ":", ";", ",")


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


def joined_title(texts: Sequence[str]) -> str:
    """A headline of several lines: two clauses of one length keep a blank between them, a broken line none."""
    texts = [re.sub("\\s", "", text) if WIDE_SET.match(text) else text for text in texts]  # 通　知
    joined = texts[0]
    for above, text in zip(texts, texts[1:], strict=False):
        couplet = abs(len(above) - len(text)) <= 1 and len(text) >= 6 and not text.startswith(("关于", "的"))
        latin = above[-1].isascii() and text[0].isascii() and above[-1].isalnum() and text[0].isalnum()
        joined += (" " if couplet or latin else "") + text
    return joined


def body_follows(lines: Sequence[Line], place: int) -> bool:
    """Whether a body comes within the next lines: a signature at the end of a file has none below it."""
    return any(
        len(line.text) >= 25 or line.finished
        for line in lines[place : place + 4]
        if not ATTACHMENT.match(line.text)
    )
