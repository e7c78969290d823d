"""Saved web pages (.html, .mht): the article of the page without menus, recommendations and scripts.

Nothing is fetched. Pages that were saved as .doc or .xls, as many systems export them, are known by their content.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from functools import cache
from typing import Any

from pipeline.lexicons import table
from pipeline.model.issue import Unreadable
from pipeline.model.limits import bounds
from pipeline.model.source import RawDocument, RawLine, RawPage, Reader
from pipeline.readers.encoding import BYTE_ORDER_MARKS, decoded, printed_share
from pipeline.readers.htmlparts import DATE, Parts, is_info, parts_of
from pipeline.readers.plain import CONTROLS, LEAST_PRINTED, OTHER_MAGIC

EXTENSIONS = (".html", ".htm", ".shtml", ".xhtml", ".mht", ".mhtml")
MOST_LINES = 200_000
MOST_REPLACED = 0.01  # share of unreadable characters up to which the encoding that a page names is believed
EMPTY = "网页里没有文字（正文可能要联网才显示）：请在浏览器里打开，把正文复制到 Word 另存后再试。"
NO_PAGE = "文件内容不是网页，请核对扩展名，改正后再试。"
HUGE = "网页太大，未读取：请在浏览器里打开，把正文复制到 Word 另存后再试。"
PAGE_START = re.compile(
    b"^\\s*(?:<\\?xml[^>]*>\\s*)?(?:<!--.{0,400}?-->\\s*)?<(?:!doctype\\s+html|html)\\b", re.I | re.S
)
LOOSE_START = re.compile(b"^\\s*<(?:head|body|table|meta|style|div|p|center|font|script)\\b", re.I)
EXPORTED = (".xls", ".et", ".doc", ".wps")  # names that systems give to the pages they export
MIME_START = re.compile(b"^\\s*(?:[\\w-]+:[^\\n]*\\n(?:[ \\t][^\\n]*\\n)*){0,20}?mime-version:", re.I)
CHARSET = re.compile(
    b"<(?:meta|\\?xml)\\b[^>]{0,200}?(?:charset|encoding)\\s*=\\s*[\"']?\\s*([\\w-]{2,20})", re.I
)
ENCODINGS = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "x-gbk": "gb18030", "gb_2312-80": "gb18030",
             "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "x-x-big5": "big5hkscs", "utf-8": "utf-8", "utf8": "utf-8",
             "utf-16": "utf-16", "unicode": "utf-16", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be"}  # fmt: skip
DATA_ADDRESS = re.compile("(?<=data:)[^\"'\\s)>]{200,}")
SCRIPT_TIMES = re.compile(
    "(?:\\bct|oriCreateTime|publish_time|datePublished)[\"']?\\s*[=:]\\s*[\"']([0-9]{10}|20[0-9]{2}-[0-9]{2}-[0-9]{2})"
)
OF_PAPER = re.compile(
    "(?P<author>[\u3400-\u9fff·]{2,4})?\\s*《(?P<paper>[\u3400-\u9fff]{2,10}[报刊])》?\\s*[（(]?\\s*(?P<date>(?:19|20)[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日)"
    "[^。]{0,24}"
)
CHINA = timezone(timedelta(hours=8))
LABEL = re.compile("^(?:文章|信息|稿件)?(?:来源|作者|撰稿|记者)\\s*[：:]\\s*")
HAN = re.compile("[\u3400-\u9fff]")


def sniff(head: bytes, extension: str) -> bool:
    if extension in EXTENSIONS:
        return not head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-", b"{\\rtf"))
    if extension in (".md", ".markdown"):
        return False
    start = _narrow(head)
    if extension in EXPORTED and LOOSE_START.match(start):
        return True
    return PAGE_START.match(start) is not None or (
        MIME_START.match(start) is not None and b"text/html" in head.lower()
    )


def read(data: bytes) -> RawDocument:
    """The lines of the page's article, headline and dateline first. Raises Unreadable."""
    if len(data) > bounds().text_mb << 20:
        raise Unreadable("unsupported", HUGE)
    if data.startswith(OTHER_MAGIC):
        raise Unreadable("unsupported", NO_PAGE)
    said: str | None = None
    if MIME_START.match(data[:4096]):
        data, said = _root_part(data)
    text, encoding, replaced = _text_of(data, said)
    if printed_share(text) < LEAST_PRINTED:
        raise Unreadable("unsupported", NO_PAGE)
    parts = parts_of(_tree(text))
    if not any(b.text.strip() for b in parts.lines):
        raise Unreadable("empty", EMPTY)
    lines = _lines(parts, _script_date(text))
    return RawDocument(
        pages=(RawPage(lines[:MOST_LINES]),),
        title=" ".join(parts.title) or next((line.text for line in lines if line.style == "title"), None),
        author=parts.author,
        date=None,
        encoding=encoding,
        partial=len(lines) > MOST_LINES,
        set_aside=tuple(dict.fromkeys(parts.left))[:200],
        replaced=replaced,
    )


def _narrow(head: bytes) -> bytes:
    """The head without byte order mark and, in UTF-16, without the zero bytes."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if head.startswith(mark):
            head = head[len(mark) :]
            return head.replace(b"\0", b"") if encoding != "utf-8" else head
    return head


def _root_part(data: bytes) -> tuple[bytes, str | None]:
    """The page within a page saved with its pictures as one file, and the encoding that its heading names."""
    import email

    message = email.message_from_bytes(data)
    pages = [
        part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")
    ]
    if not pages:
        raise Unreadable("empty", EMPTY)
    page = pages[0]
    try:
        content, charset = page.get_payload(decode=True), page.get_param("charset")
    except (ValueError, LookupError, TypeError) as error:
        raise Unreadable("corrupt", "网页已损坏，读不出正文：请重新保存网页后再试。") from error
    return content if isinstance(content, bytes) else b"", charset if isinstance(charset, str) else None


def _text_of(data: bytes, said: str | None) -> tuple[str, str, int]:
    """The page's text, its encoding and how many characters could not be read.

    Strict UTF-8 wins over what the page says of itself, since browsers save it so and leave the old name; else the
    name is believed, GB2312 read as GB18030, unless it gives too many unreadable characters.
    """
    if not any(data.startswith(mark) for mark, _ in BYTE_ORDER_MARKS) and b"\0" not in data[:4096]:
        match = CHARSET.search(data[:16384])
        name = ENCODINGS.get(
            (said or (match[1].decode("ascii", "replace") if match else "")).lower().strip("\"' "), ""
        )
        for encoding in ("utf-8", name):
            if not encoding or encoding.startswith("utf-16"):
                continue
            text = data.decode(encoding, "replace")
            replaced = text.count("\ufffd")
            if replaced <= (
                MOST_REPLACED * max(len(text.encode("utf-8")) - len(text), 0) / 2 if encoding == name else 0
            ):
                return text, encoding, replaced
    reading = decoded(data)
    return reading.text, reading.encoding, reading.replaced


def _tree(text: str) -> Any:
    from lxml import etree, html

    text = DATA_ADDRESS.sub("", CONTROLS.sub("", text)).replace("\ufeff", "")
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise Unreadable("empty", EMPTY) from error


def _script_date(text: str) -> str | None:
    """The day that a page's script sets as the day of publication, ISO."""
    match = SCRIPT_TIMES.search(text)
    if not match:
        return None
    return match[1] if "-" in match[1] else datetime.fromtimestamp(int(match[1]), CHINA).date().isoformat()


def _lines(parts: Parts, script_date: str | None) -> tuple[RawLine, ...]:
    """Headline, dateline, text and closing lines. What only the page's data say is put in a dateline of its own."""
    body = [RawLine(b.text, bold=b.bold, style=b.style, table=b.table) for b in parts.lines]
    above = next((i + 1 for i, line in enumerate(body[:7]) if line.style == "title"), 0)
    titles = [RawLine(text, style="title") for text in parts.title] if not above else []
    head = " ".join((*parts.info, *(line.text for line in body[:8] if is_info(line.text))))
    added = []
    source, author = _named(parts.source), _named(parts.author)
    if source and source not in head and "来源" not in head:
        added.append(f"来源：{source}")
    if author and author not in head and "作者" not in head:
        added.append(f"作者：{author}")
    date = DATE.search(parts.date or "") or (DATE.search(script_date) if script_date else None)
    if date and not DATE.search(head):
        added.append(f"发布时间：{date[0]}")
    info = [RawLine(text) for text in (*map(dateline, parts.info), "　".join(added)) if text]
    closing = [RawLine(text) for text in parts.closing]
    return (*titles, *body[:above], *info, *body[above:], *closing)


def dateline(text: str) -> str:
    """What a dateline says of the article: without the size of letters, the number of visits and the buttons beside it;
    `方小禾《青云日报》（2025年1月9日 第2版）`, as papers have it, with labels.
    """
    match = OF_PAPER.fullmatch(text.strip())
    if match:
        author = f"作者：{match['author']}　" if match["author"] else ""
        return f"{author}来源：{match['paper']}　{match['date']}"
    return _tools().sub(" ", text).strip(" \u3000|｜")


@cache
def _tools() -> re.Pattern[str]:
    label, alone = (
        "|".join(
            re.escape(word)
            for word, kind in sorted(table("page_tools"), key=lambda row: -len(row[0]))
            if kind == of
        )
        for of in ("label", "alone")
    )
    return re.compile(
        f"[【\\[(（]\\s*(?:{label})\\s*[:：][^】\\])）]*[】\\])）]"  # 【字体：大 中 小】
        f"|(?:{label})\\s*[:：]\\s*(?:[\\[【(（][^】\\])）]*[】\\])）]|[0-9]+\\s*次?|大\\s*中\\s*小|(?=[^0-9]|$))"
        f"|(?<![\u3400-\u9fff])[【\\[(（]?(?:{alone})[】\\])）]?(?![\u3400-\u9fff：:])"
    )


def _named(said: str | None) -> str | None:
    """A Chinese name without the label that the page may set before it; None for what is none (`admin`)."""
    name = LABEL.sub("", said or "").strip()
    return name if HAN.search(name) and len(name) <= 30 and not DATE.search(name) else None


READER = Reader("网页", EXTENSIONS, sniff, read)
