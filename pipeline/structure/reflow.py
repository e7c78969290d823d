"""Lines of a body to whole paragraphs: what a line end, a caption, a column or a page cut is one again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.structure.bylines import parse_byline
from pipeline.structure.captions import (
    ANEW,
    CONTINUING,
    NUMBERED,
    captions_between,
    is_broken,
    is_credit,
    is_marked_caption,
    is_unfinished,
    reads_like_caption,
)
from pipeline.structure.headings import (
    ATTACHED,
    ATTACHMENT,
    LIST_LINE,
    NUMBER,
    SIGNED,
    is_heading,
    opens_printed,
)
from pipeline.structure.leads import WRITER_WORDS
from pipeline.structure.lines import Line, ends_sentence
from pipeline.structure.signatures import SIGNED_DAY

ABOUT_WRITER = re.compile("^[（(*＊※]*(?:本文)?(?:第一)?(?:作者|笔者)(?:系|为|单位|简介|现任)")
OFFICIAL_FOOT = re.compile(
    "^(?:[（(]此件.{2,14}[）)]|(?:抄送|抄报|主送)[：:].+|[^，。]{2,24}[\\s\u3000]+(?:19|20)[0-9]{2}年.{2,6}日印发)$"
)
MARKS = re.compile("[，。；：！？、,;:!?]")
LONGEST_HEADING = 20  # characters of one without a number
REACH = 8  # lines looked at for the captions that cut a sentence
LONGEST_PARAGRAPH = 20_000  # characters; more is no paragraph but a file without any


@dataclass(frozen=True, slots=True)
class Draft:
    """A paragraph in the making; `last` is the last line joined to it."""

    kind: str
    text: str
    page: int | None = None
    table: int | None = None
    last: Line | None = None


@dataclass(frozen=True, slots=True)
class Met:
    """What has come so far: a heading with a number, the day of a signature."""

    numbered: bool = False
    signed: bool = False

    def with_line(self, kind: str, text: str) -> Met:
        numbered = kind == "heading" and NUMBER.match(text) is not None
        signed = len(text) <= 30 and SIGNED_DAY.match(text) is not None
        return Met(self.numbered or numbered, self.signed or signed) if numbered or signed else self


def reflow(lines: Sequence[Line]) -> tuple[Draft, ...]:
    """The paragraphs of a body, kinds `heading` `body` `table` `caption` `credit` `note` `byline`."""
    drafts: list[Draft] = []
    open_at: int | None = None  # the body paragraph that may go on
    met = Met()
    between = 0  # lines still to be taken as captions put into its sentence
    for place, line in enumerate(lines):
        kind = _marked_kind(line, lines, place) if not between else _picture_kind(line)
        between = max(0, between - 1)
        if (
            kind in (None, "credit", "caption")
            and open_at is not None
            and is_unfinished(drafts[open_at].text)
        ):
            count = 0 if between else captions_between(drafts[open_at].text, lines[place : place + REACH])
            if count:
                kind, between = _picture_kind(line), count - 1
        if kind in ("table", "caption", "credit", "note"):
            drafts.append(Draft(kind, line.text, line.page, line.table, line))
            continue
        if (
            kind is None
            and open_at is not None
            and goes_on(drafts[open_at], line, cut=open_at != len(drafts) - 1)
            and not _heads_printed(drafts[open_at], lines[place : place + 2])
        ):
            drafts[open_at] = _extended(drafts[open_at], line)
            continue
        if kind is None and open_at is not None and _set_apart(drafts[open_at], lines[place:]):
            drafts.append(Draft("note", line.text, line.page, last=line))
            continue
        kind = kind or _unmarked_kind(drafts, open_at, lines, place, met)
        met = met.with_line(kind, line.text)
        drafts.append(Draft(kind, line.text, line.page, last=line))
        open_at = len(drafts) - 1 if kind == "body" else open_at if kind == "caption" else None
    return tuple(drafts)


def _heads_printed(above: Draft, lines: Sequence[Line]) -> bool:
    """Whether a flush line heads the paragraph below it, though it reaches the edge of a narrow column."""
    if len(lines) < 2 or not ends_sentence(above.text) or lines[0].opens is not False:
        return False
    text = lines[0].text
    return len(text) <= LONGEST_HEADING and not MARKS.search(text) and opens_printed(lines[1])


def _set_apart(above: Draft, lines: Sequence[Line]) -> bool:
    """Large words put into the midst of a paragraph, which goes on below them: no heading cuts one."""
    line, last = lines[0], above.last
    if last is None or line.scale < 1.15 * last.scale or last.full is not True:
        return False
    if ends_sentence(above.text) and line.opens is False:
        return False  # a heading at the left edge, whatever comes below it
    below = next((other for other in lines[:REACH] if abs(other.scale - last.scale) < 0.05), None)
    return below is not None and below.opens is False and goes_on(above, below, cut=True)


def _marked_kind(line: Line, lines: Sequence[Line], place: int) -> str | None:
    """The kind that the line shows by itself."""
    if line.table is not None:
        return "table"
    if is_credit(line.text):
        return "credit"
    if line.style in ("note", "caption", "heading"):
        return line.style
    if is_marked_caption(line):
        return "caption"
    if line.style == "title" and place + 1 < len(lines):
        return "heading"
    if (ABOUT_WRITER.match(line.text) or OFFICIAL_FOOT.match(line.text)) and len(line.text) <= 80:
        return "note"
    return "byline" if _closing_byline(line.text) else None


def _closing_byline(text: str) -> bool:
    """`（记者 张三）`, `责任编辑：李四`, `来源：××日报` on a line of its own below the body."""
    byline = parse_byline(text)
    if byline is None or len(text) > 60:
        return False
    labelled = re.search("[：:|｜丨/／]", text) is not None and not SIGNED.search(text)
    return bool(labelled or WRITER_WORDS.search(text) or (byline.firm and byline.authors and not byline.date))


def _picture_kind(line: Line) -> str:
    return "credit" if is_credit(line.text) else "caption"


def _unmarked_kind(
    drafts: Sequence[Draft], open_at: int | None, lines: Sequence[Line], place: int, met: Met
) -> str:
    """`heading`, `caption` or `body` of a line that begins a paragraph."""
    line = lines[place]
    following = lines[place + 1] if place + 1 < len(lines) else None
    above_open = (
        open_at is not None and is_unfinished(drafts[open_at].text) and is_broken(drafts[open_at].text)
    )
    if (
        following is not None
        and place
        and ATTACHMENT.match(lines[place - 1].text)
        and len(line.text) <= 50
        and not line.finished
    ):
        return "heading"
    if ATTACHED.match(line.text):
        return "heading" if met.signed and _titles_attachment(line, following) else "body"
    above = drafts[-1].text if drafts else ""
    if is_heading(line, following, above=above, above_open=above_open, numbered=met.numbered):
        return "heading"
    beside = place > 0 and not SIGNED.search(line.text)
    return (
        "caption"
        if beside and reads_like_caption(line.text) and _between_bodies(drafts, following)
        else "body"
    )


def _titles_attachment(line: Line, following: Line | None) -> bool:
    """`附件1：先进名单` heads what follows once the text above is signed; before that it only lists what is enclosed."""
    return (
        following is not None
        and not line.finished
        and len(line.text) <= 60
        and not ATTACHED.match(following.text)
    )


def _between_bodies(drafts: Sequence[Draft], following: Line | None) -> bool:
    """A picture stands after a paragraph; below it the text goes on or ends."""
    return (
        bool(drafts)
        and drafts[-1].kind in ("body", "caption", "credit")
        and (
            following is None
            or len(following.text) >= 20
            or reads_like_caption(following.text)
            or is_credit(following.text)
        )
    )


def goes_on(above: Draft, line: Line, *, cut: bool) -> bool:
    """Whether the paragraph above goes on with `line`. `cut`: a picture or table stands between them."""
    last = above.last
    if last is None or above.kind != "body":
        return False
    if SIGNED.search(line.text) and len(line.text) < 16 and not _printed_below(last, line):
        return False
    if len(above.text) > LONGEST_PARAGRAPH:
        return False
    if CONTINUING.match(line.text):
        return True
    broken = is_broken(above.text)
    if NUMBERED.match(line.text) and not (broken and last.full is not False):
        return False
    if line.opens is True:
        return (
            broken
            and last.opens is not False
            and not LIST_LINE.search(above.text)
            and last.full is not False
            and cut
        )
    if last.full is not None:
        return _printed_on(above, last, line, cut)
    if line.scale > 1.05 * last.scale or (line.bold and not last.bold):
        return False
    return (
        broken
        and not LIST_LINE.search(above.text)
        or (is_unfinished(above.text) and not ANEW.match(line.text))
    )


def _printed_below(last: Line, line: Line) -> bool:
    """Both set flush and to the edge: `36页纸。2024年10月，龙` is no day of a signature."""
    return last.full is True and line.full is True and line.opens is not True


def _printed_on(above: Draft, last: Line, line: Line, cut: bool) -> bool:
    """In hard-wrapped text: a full line goes on, a short one ends its paragraph."""
    if abs(line.scale - last.scale) > 0.05:
        return False
    if not last.full:  # at the foot of a column: a flush line where paragraphs are indented goes on
        return cut and is_broken(above.text) or line.opens is False and is_unfinished(above.text)
    if not last.finished:
        return line.gap == 0 or line.gap <= 1 and line.opens is False or is_unfinished(above.text)
    ends_here = bool(line.full) or line.finished  # a heading or a signature set flush is neither
    if line.opens is None:  # nothing is indented: sentences end at the edge oftener than paragraphs do
        return last.reaches and line.gap == 0 and ends_here and not ANEW.match(line.text)
    return line.opens is False and (line.gap == 0 or cut) and ends_here


def _extended(above: Draft, line: Line) -> Draft:
    """Chinese is joined with nothing, two Latin words with a blank."""
    left, right = above.text[-1], line.text[0]
    latin = left.isascii() and right.isascii() and left.isalpha() and right.isalpha()
    return replace(above, text=above.text + (" " if latin else "") + line.text, last=line)
