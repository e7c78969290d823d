"""Lines that belong to pictures: captions and credits, also where they stand in the middle of a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.lexicons import alternatives, table
from pipeline.structure.lines import Line, ends_sentence
from pipeline.structure.signatures import SIGNED_DAY

LONGEST_CAPTION = 60
LONGEST_BETWEEN = 45  # a caption that interrupts a sentence without any mark of its own
CREDIT_WORDS = "供图|摄影报道|摄影|摄|制图|绘图|图片提供|提供图片"
CREDIT = re.compile(
    f"^[（(]?(?:[^。！？，：（(]{{1,24}}?(?:{CREDIT_WORDS})|(?:供图|摄影|图片来源|图片提供|图源|制图|摄|图)\\s*[：:/／丨](?!\\s*文).{{1,24}}|图片由[^。！？，：]{{2,24}}提供|资料图片?|资料照片)[）)]?$"
)
CREDITED = re.compile(
    f"[（(【][^（）()]{{1,24}}(?:{CREDIT_WORDS})[）)】]\\s*[。]?$|(?:本报|本刊|新华社)?(?:记者|通讯员)\\s*[\u3400-\u9fff ]{{2,12}}\\s*摄$"
)
MARKED = re.compile(
    "^[（(]?(?:图为|图片为|照片为|图片说明|图说|图[0-9一二三四五六七八九①-⑨]|[上下左右]图|[▲△↑↓][^，]+$|[【（(]图[0-9一二三]?[】）)])"
)
SPOKEN = re.compile(
    "(?:书记|主任|部长|局长|校长|院长|市长|县长|区长|镇长|乡长|主席|会长|经理|董事长|教授|老师|同志|代表|委员)[\u3400-\u9fff]{2,4}?(?:作|做|在)?[\u3400-\u9fff]{0,8}(?:讲话|致辞|发言|主持|报告|授课|点评|总结|宣讲)$"
)
INNER_MARKS = re.compile("[，；：。,;:]")
ENDS = re.compile("[。！？]")
ANEW = re.compile(  # how a new paragraph begins
    "^(?:近日|近年来|近期|日前|据悉|据了解|目前|下一步|会上|会后|会议|活动|同时|此外|截至|今年|去年|(?:19|20)[0-9]{2}年|[0-9]{1,2}月[0-9]{1,2}日|一是|首先|特此|附件|联系人|联系电话|抄送)"
)
CONTINUING = re.compile("^[，。、；：！？”’》）〉】%％]")
NUMBERED = re.compile(
    "^(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|[0-9]{1,2}(?:[.．](?![0-9])|[、）)])|第[一二三四五六七八九十]+[章节条部分]|[\\[［][0-9]{1,3}[\\]］])"
)
PAIRS = (("“", "”"), ("（", "）"), ("《", "》"), ("‘", "’"), ("(", ")"))


def is_credit(text: str) -> bool:
    """`××街道供图`, `张三 摄`, `摄影：李四`."""
    return len(text) <= 30 and CREDIT.match(text) is not None


def is_marked_caption(line: Line) -> bool:
    """A caption that shows itself: `图为……`, `示范基地（张三 摄）`, or set as one."""
    if line.style == "caption":
        return True
    text = line.text
    return len(text) <= 2 * LONGEST_CAPTION and bool(
        CREDITED.search(text) or (MARKED.match(text) and len(text) >= 4)
    )


@cache
def _endings() -> re.Pattern[str]:
    return re.compile(f"(?:{alternatives('caption_endings')})$")


def reads_like_caption(text: str) -> bool:
    """A short line that tells what a picture shows: `座谈会现场`, `党委书记张三讲话`."""
    if len(text) > 30 or re.search("[，。：！？；]", text):
        return False
    if SPOKEN.search(text):
        return True
    ending = _endings().search(text)
    return ending is not None and (len(text) <= 6 or ("act", ending[0]) not in _acts())


@cache
def _acts() -> frozenset[tuple[str, str]]:
    return frozenset((kind, word) for word, kind in table("caption_endings"))


def open_pairs(text: str) -> tuple[str, ...]:
    """The closing marks that `text` still waits for."""
    return tuple(close for open_, close in PAIRS if text.count(open_) > text.count(close))


def is_broken(text: str) -> bool:
    """Whether `text` plainly stops within a sentence: at a comma, or inside quotation marks."""
    return text.endswith(("，", "、", ",")) or (bool(open_pairs(text)) and not ends_sentence(text))


def is_unfinished(text: str) -> bool:
    """Whether a paragraph stops without the end of a sentence, so that what follows may go on with it."""
    if is_broken(text):
        return True
    if ends_sentence(text) or text.endswith(("：", ":", "”", "’", "》", "）", ")", "—", "】")):
        return False
    return (
        len(text) >= 25 and re.search("[，。；：,]", text) is not None and not re.search("[0-9]{5,}$", text)
    )


def captions_between(open_text: str, lines: Sequence[Line]) -> int:
    """How many of `lines`, which follow the unfinished `open_text`, are captions and credits put into its sentence.

    0 where the sentence goes on at once or does not go on at all.
    """
    reach = _reach(lines)
    if not reach or _is_printed_on(lines[0]):
        return 0
    waiting = open_pairs(open_text)
    for count in range(reach):
        if waiting and all(_closes(lines[count].text, mark) for mark in waiting[:1]):
            return count  # 由党委统筹、“支部 | 引领”的机制: the line that brings the missing quotation mark
        if _is_printed_on(lines[count]):
            break  # the text goes on here and brings the mark further down
    shown = [is_credit(line.text) or is_marked_caption(line) for line in lines[:reach]]
    pictured = (
        any(shown)
        or lines[0].gap >= 2
        and lines[0].gap > min((line.gap for line in lines[1 : reach + 1]), default=9)
    )
    whole = 0  # captions so far that are sentences; a picture has one
    for count in range(reach):
        if shown[count]:
            continue
        if whole and lines[count].finished or not _may_be_caption(lines, count, reach, pictured):
            return count
        whole += lines[count].finished
    return 0


def _is_printed_on(line: Line) -> bool:
    """A line set like the body, flush and to the edge: where text is printed in lines, it is one of the body."""
    return (
        line.full is True
        and line.opens is not True
        and line.scale > 0.95
        and not (is_credit(line.text) or is_marked_caption(line))
    )


def _reach(lines: Sequence[Line]) -> int:
    """How far to look: to the first line too long for a caption, and that line too; a numbered head ends it."""
    for count, line in enumerate(lines[:7]):
        if line.table is not None or line.style in ("heading", "title") or NUMBERED.match(line.text):
            return count
        if line.text.startswith(("附件", "特此")) or SIGNED_DAY.match(line.text):
            return max(0, count - 1)
        if len(line.text) > LONGEST_BETWEEN and not is_marked_caption(line):
            return count + 1
    return min(len(lines), 7)


def _closes(text: str, mark: str) -> bool:
    opening = next(open_ for open_, close in PAIRS if close == mark)
    place = text.find(mark)
    return place >= 0 and text[:place].count(opening) == 0


def _may_be_caption(lines: Sequence[Line], count: int, reach: int, pictured: bool) -> bool:
    """Whether the unmarked line `count` stands beside a picture rather than going on with the sentence."""
    line = lines[count]
    if count == reach - 1 or len(line.text) > LONGEST_BETWEEN or CONTINUING.match(line.text):
        return False
    if line.full is not None and line.opens is not True and line.scale > 0.95:
        return False  # in hard-wrapped text a short piece is simply the next printed line
    if not line.finished and (ENDS.search(line.text) or _abuts(lines, count) and not pictured):
        return False  # where lines are simply cut, the next one goes on: 到纪念馆开 | 展活动。党员们参观
    if line.finished and (INNER_MARKS.search(line.text[:-1]) or _begins_anew(lines[count + 1].text)):
        return False  # a caption is one clause; and what would go on with the sentence is another one
    return pictured or not line.finished


def _abuts(lines: Sequence[Line], count: int) -> bool:
    """Whether a line with a comma in it stands without a blank line on either side."""
    inner = INNER_MARKS.search(lines[count].text)
    return inner is not None and not lines[count].gap and not lines[count + 1].gap


def _begins_anew(text: str) -> bool:
    return text.startswith(("“", "【")) or ANEW.match(text) is not None
