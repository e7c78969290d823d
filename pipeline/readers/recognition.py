"""Characters in pictures, by rapidocr with the models in its own package: the optional extra `ocr`. Nothing is fetched.

The boxes that come back are turned level and measured, so that the geometry of printed pages serves for scans too.
"""

from __future__ import annotations

import math
import re
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, TypeVar

from pipeline.lexicons import alternatives
from pipeline.model.patience import left
from pipeline.model.source import Box, RawLine, RawPage

INSTALL = "装上 OCR 组件后可读，请运行：pip install 'taizhang[ocr]'"
LEAST_SCORE = 0.5  # what is read with less confidence is a stain
LONG = 6.0  # characters of a line long enough to measure its size and slope by
DOUBTFUL = 0.9  # lines read with less confidence are counted for the user
STEEPEST = math.radians(8)
NEAR_BODY, SHORT_NEAR_BODY = 0.09, 0.25  # sizes so near to the body's are the body's
MARKS = re.compile("[，。、；：！？“”‘’（）《》]")
NARROW = {",": "，", "!": "！", "?": "？", ";": "；", ":": "：", "(": "（", ")": "）"}
NARROW_MARK = re.compile(
    "(?<=[\u3400-\u9fff”’》）])[,!?;:](?![0-9A-Za-z])|\\((?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])\\)"
)
USUAL_SHARE = 0.75  # character size by height of the box
MOST_SIDE = 2400  # pixels of a picture's longer side that is looked at
MORE = "可用 --timeout 放宽时限、用 --limit 识别页数 放宽页数，或拆成几个文件"
Item = TypeVar("Item")
ALIKE = "一"  # the numeral that a dash is read as


@dataclass(frozen=True)
class Quad:
    """A line as the recogniser gives it: corners clockwise from the top left in pixels, text, confidence."""

    corners: tuple[tuple[float, float], ...]
    text: str
    score: float


@cache
def engine() -> Callable[[Any], Sequence[Quad]] | None:
    """What reads the lines of a picture (an array of height x width x 3, bytes); None without the extra."""
    try:
        import onnxruntime  # noqa: F401
        from rapidocr import RapidOCR
    except (ImportError, OSError):
        return None
    threads = {f"EngineConfig.onnxruntime.{kind}_op_num_threads": 1 for kind in ("intra", "inter")}
    made = RapidOCR(params={"Global.log_level": "critical", "Global.max_side_len": MOST_SIDE, **threads})

    def lines(picture: Any) -> Sequence[Quad]:
        found = asked(made, picture)
        if found.txts is None:
            return ()
        return [
            Quad(tuple((float(x), float(y)) for x, y in corners), text, float(score))
            for corners, text, score in zip(found.boxes, found.txts, found.scores, strict=True)
            if score >= LEAST_SCORE
        ]

    return lines


def asked(made: Any, picture: Any) -> Any:
    """What the library finds in a picture. It has an error of its own for too little memory: here that is MemoryError,

    so that the file is read once more, alone, by a fresh process.
    """
    try:
        return made(picture, use_cls=False)
    except Exception as error:
        if "alloc" in str(error).lower():
            raise MemoryError from error
        raise


def paced(items: Iterable[Item]) -> Iterator[Item]:
    """The items, up to the one for which the file's time has no room: as slow as the slowest, and the rest of the work."""
    slowest = 0.0
    for item in items:
        if slowest and left() < 2 * slowest + 1.0:
            return
        began = time.monotonic()
        yield item
        slowest = max(slowest, time.monotonic() - began)


def recognised(picture: Any, number: int, width: float) -> RawPage | None:
    """The page that a picture shows, `width` points wide; None without the extra."""
    read = engine()
    if read is None:
        return None
    high, wide = picture.shape[:2]
    scale = width / max(1, wide)
    return RawPage(level_lines(read(picture), scale), number, width, high * scale)


def level_lines(quads: Sequence[Quad], scale: float) -> tuple[RawLine, ...]:
    """The lines with their boxes in points (`scale` of a pixel), turned so that most of them are level."""
    slope = _slope(quads)
    lines = [_line(quad, slope, scale) for quad in quads if quad.text.strip()]
    return tuple(_evened(lines))


def _slope(quads: Sequence[Quad]) -> float:
    """The angle of the long lines, radians."""
    slopes = [
        math.atan2(q.corners[1][1] - q.corners[0][1], q.corners[1][0] - q.corners[0][0])
        for q in quads
        if len(q.text) >= LONG
    ]
    level = [slope for slope in slopes if abs(slope) < STEEPEST]
    return statistics.median(level) if level else 0.0


def _line(quad: Quad, slope: float, scale: float) -> RawLine:
    across, down = math.cos(-slope), math.sin(-slope)
    places = [(x * across - y * down, x * down + y * across) for x, y in quad.corners]
    left = (places[0][0] + places[3][0]) / 2
    right = (places[1][0] + places[2][0]) / 2
    top = (places[0][1] + places[1][1]) / 2
    bottom = (places[2][1] + places[3][1]) / 2
    box = Box(left * scale, top * scale, right * scale, bottom * scale)
    return RawLine(mended(quad.text.strip()), box, confidence=round(quad.score, 4))


def _evened(lines: Sequence[RawLine]) -> list[RawLine]:
    """Each line with its size. The height of its box tells it roughly, its width over its characters closely, but for
    marks, which may be set narrow. What is near the body's size has the body's.
    """
    long = [line for line in lines if line.box and line.box.height > 0 and _units(line.text) >= LONG]
    shares = [_by_width(line) / line.box.height for line in long if line.box]
    share = statistics.median(shares) if shares else USUAL_SHARE
    weights: dict[float, float] = {}
    for line in long:
        size = round(2 * _by_width(line)) / 2
        weights[size] = weights.get(size, 0.0) + _units(line.text)
    common = max(weights, key=lambda size: (weights[size], size)) if weights else 0.0
    body = statistics.median([w for x in long if abs((w := _by_width(x)) - common) <= 0.6] or [common])
    return [replace(line, font_size=round(_size(line, body, share), 1)) for line in lines]


def _size(line: RawLine, body: float, share: float) -> float:
    by_height = share * line.box.height if line.box else body
    if _units(line.text) < LONG:
        return body if abs(by_height - body) < SHORT_NEAR_BODY * body else by_height
    size = _by_width(line)
    if len(MARKS.findall(line.text)) >= 2 and abs(by_height - body) < 0.15 * body and size < 1.2 * body:
        return body
    return body if abs(size - body) < NEAR_BODY * body else size


def _by_width(line: RawLine) -> float:
    return line.box.width / _units(line.text) if line.box and line.text else 0.0


def _units(text: str) -> float:
    """The width of a text in characters: half for what is Latin."""
    return sum(0.5 if c.isascii() or c in "“”‘’" else 1.0 for c in text[:-1]) + (
        0.5 if text[-1:].isascii() or MARKS.match(text[-1:]) else 1.0
    )


def mended(text: str) -> str:
    """The text, with marks that were read narrow after Chinese set wide again, and dashes that were read as the numeral
    一 put right: between two bodies of one chain (党委一党支部), two figures, or two Latin letters, and doubled at the
    head of a line. 一 in words stays.
    """
    text = NARROW_MARK.sub(lambda m: NARROW[m[0]], text)
    if ALIKE not in text:
        return text
    text = re.sub(f"^{ALIKE}{{2}}(?=\\S)(?!{ALIKE})", _head_dash, text)
    text = re.sub(f"(?<=[0-9A-Za-z]){ALIKE}(?=[0-9A-Za-z])", "—", text)
    return _chained().sub("—", text)


def _head_dash(match: re.Match[str]) -> str:
    return "——" if match.string[match.end() :][:1] in "记写访来在从" else match[0]


@cache
def _chained() -> re.Pattern[str]:
    words = alternatives("chain_links")
    behind = "|".join(f"(?<={word})" for word in words.split("|"))
    return re.compile(f"(?:{behind}){ALIKE}(?={words})")


def note(pages: Sequence[RawPage]) -> str:
    """How sure the reading of recognised pages is, for the user."""
    scores = [line.confidence for page in pages for line in page.lines]
    if not scores:
        return f"{_numbers(pages)}为图片，识别后没有文字。"
    doubtful = sum(score < DOUBTFUL for score in scores)
    mean = sum(scores) / len(scores)
    return f"{_numbers(pages)}由图片识别（OCR），平均置信度 {mean:.3f}，其中 {doubtful} 行低于 {DOUBTFUL:g}：数字请对照原件。"


def _numbers(pages: Sequence[RawPage]) -> str:
    """`第1、2页`."""
    return f"第{'、'.join(str(page.number) for page in pages[:20])}{'…' if len(pages) > 20 else ''}页"
