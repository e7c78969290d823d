"""Writers and sources that the text itself names: in its first words, or in brackets at its end."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.structure.byline_names import all_names, names, office_and_names
from pipeline.structure.bylines import parse_byline

CLOSING = re.compile("[（(\\[【](?P<inner>[^（）()\\[\\]【】]{2,60})[）)\\]】]\\s*$")
LEAD = re.compile(
    "^(?:(?:本报|本刊|本网|本台|[\u3400-\u9fff]{1,12}?(?:网|报|社|台|融媒|客户端)[\u3400-\u9fff]{0,8}?)?[\u3400-\u9fff0-9（）()]{0,20}?"
    "(?:讯|电|消息|报道))?\\s*[（(【](?P<inner>[^（）()【】]{2,60})[）)】]"
)
AGENCY = re.compile(
    "^[—\\s]*(?P<source>(?:[\u3400-\u9fff]{1,8}(?:社|网|报|台|客户端|融媒)|本报|本刊))[\u3400-\u9fff]{0,8}(?:[0-9]{1,2}月[0-9]{1,2}日)?(?:讯|电|消息)"
)
PROGRAMME = re.compile("^[\u3400-\u9fff]{2,6}消息\\s*[（(]([\u3400-\u9fff]{2,10})[）)][：:]")
WRITER_WORDS = re.compile("记者|通讯员|撰稿|作者|撰文|供稿|实习生|文[/：:]")


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
        elif last and text[: match.start()].rstrip().endswith(("。", "！", "”")):
            both = office_and_names(inner)
            found = both[1] if both else names(inner) if all_names(inner) else found
    return found


def lead_authors(text: str) -> tuple[str, ...]:
    """Authors in the lead of a report: `本报讯（记者 张三 通讯员 李四）近日，……`, `（记者 张三）近日，……`."""
    match = LEAD.match(text[:80])
    if not match or not WRITER_WORDS.search(match["inner"]):
        return ()
    byline = parse_byline(match["inner"], below_title=True)
    return byline.authors if byline else ()


def lead_source(text: str) -> str | None:
    """`央视网消息（新闻联播）：……` names the programme, `新华社北京7月1日电` the agency."""
    programme = PROGRAMME.match(text)
    if programme and not WRITER_WORDS.search(programme[1]):
        return programme[1]
    match = AGENCY.match(text[:40])
    return match["source"] if match and not match["source"].startswith("本") else None
