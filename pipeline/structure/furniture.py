"""What a page or a site puts around a text: running heads, page numbers, click counts, navigation. Left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.structure.bylines import parse_byline
from pipeline.structure.captions import is_unfinished
from pipeline.structure.lines import Line

PAGE_NUMBER = re.compile(
    "^(?:[-—–－·•\\s]*[—–－·•-]\\s*[0-9]{1,4}\\s*[-—–－·•][-—–－·•\\s]*|第\\s*[0-9]{1,4}\\s*页(?:\\s*[/／,，]?\\s*共\\s*[0-9]{1,4}\\s*页)?"
    "|[0-9]{1,4}\\s*/\\s*[0-9]{1,4}|[Pp]age\\s*[0-9]{1,4}(?:\\s*of\\s*[0-9]{1,4})?)$"
)
BARE_NUMBER = re.compile("^[0-9]{1,4}$")
NAVIGATION = re.compile(
    "^(?:(?:您的|你的)?当前(?:所在)?位置|您(?:现在)?的?(?:所在)?位置|您现在的位置是?|首页\\s*[>＞»/·-]|上一篇|下一篇|上一条|下一条|返回(?:首页|顶部|列表|上一页)?$|"
    "相关(?:链接|阅读|文章|新闻|附件)[：:]?$|扫一扫|版权所有|Copyright|copyright|©|[京沪津渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]ICP备|"
    "[【\\[]?(?:打印|关闭|收藏|大\\s*中\\s*小|字体)|分享到|分享至|微信扫|网站地图|联系我们|发表于[\u3400-\u9fff]{2,4}$|设为首页|加入收藏|技术支持[：:]|主办单位[：:].*ICP)"
)
SEPARATOR = re.compile("^[=＝*＊#_~～—–\\-－·.。…]{4,}$")
LONGEST_HEAD = 30


def without_furniture(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """The lines that are text, and the texts of those left out, in order."""
    repeated = _running_heads(lines)
    numbers = _page_numbers(lines)
    kept: list[Line] = []
    left: list[str] = []
    for place, line in enumerate(lines):
        if line.table is None and (line.text in repeated or place in numbers or is_furniture(line.text)):
            left.append(line.text)
        else:
            kept.append(line)
    return tuple(kept), tuple(left)


def is_furniture(text: str) -> bool:
    """A page number with its marks, a line of navigation, a line of click counts only."""
    if PAGE_NUMBER.match(text) or (len(text) <= 60 and NAVIGATION.match(text)):
        return True
    byline = parse_byline(text) if len(text) <= 60 and ("：" in text or ":" in text) else None
    return byline is not None and byline.furniture


def _running_heads(lines: Sequence[Line]) -> frozenset[str]:
    """Short lines that come back three times or more, at least once in the middle of a sentence."""
    counts = Counter(line.text for line in lines if line.table is None and len(line.text) <= LONGEST_HEAD)
    often = {
        text
        for text, count in counts.items()
        if 3 <= count <= 0.3 * len(lines) and not text.endswith(("。", "：", "！", "？"))
    }
    if not often:
        return frozenset()
    cutting = set()
    for above, line in zip(lines, lines[1:], strict=False):
        if line.text in often and (is_unfinished(above.text) or PAGE_NUMBER.match(above.text)):
            cutting.add(line.text)
    return frozenset(cutting)


def _page_numbers(lines: Sequence[Line]) -> frozenset[int]:
    """Places of bare numbers alone on a line that go up by one through the document, two at least."""
    bare = [
        (place, int(line.text))
        for place, line in enumerate(lines)
        if line.table is None and BARE_NUMBER.match(line.text)
    ]
    numbers = [number for _, number in bare]
    if len(bare) < 2 or any(b - a != 1 for a, b in zip(numbers, numbers[1:], strict=False)):
        return frozenset()
    apart = all(b - a > 5 for a, b in zip([p for p, _ in bare], [p for p, _ in bare][1:], strict=False))
    return frozenset(place for place, _ in bare) if apart else frozenset()
