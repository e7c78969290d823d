"""What was read, held to the bounds on characters and with private numbers masked: what all later stages see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.language import private
from pipeline.model.document import Article, Document
from pipeline.model.limits import bounds
from pipeline.model.source import RawDocument, RawLine, RawPage
from pipeline.structure import Arranged

CUT = "字数太多，第 {} 字以后未读取"


def bounded(read: RawDocument) -> RawDocument:
    """What was read up to the bound on characters, marked partial where that cuts something off."""
    most = bounds().characters
    if sum(len(line.text) for page in read.pages for line in page.lines) <= most:
        return read
    return replace(
        read,
        pages=tuple(_up_to(most, read.pages)),
        partial=True,
        set_aside=(*read.set_aside, CUT.format(most)),
    )


def _up_to(left: int, pages: Sequence[RawPage]) -> Iterator[RawPage]:
    for page in pages:
        kept: list[RawLine] = []
        for line in page.lines:
            if left <= 0:
                break
            kept.append(line if len(line.text) <= left else replace(line, text=line.text[:left]))
            left -= len(line.text)
        if kept or left > 0:
            yield replace(page, lines=tuple(kept))


def without_private(read: RawDocument) -> RawDocument:
    """What was read with every private number masked, in the lines and in what the file says of itself."""
    if private.kept():
        return read
    return replace(
        read,
        pages=tuple(replace(page, lines=tuple(map(_masked_line, page.lines))) for page in read.pages),
        title=private.masked(read.title) if read.title else read.title,
        author=private.masked(read.author) if read.author else read.author,
        set_aside=tuple(map(private.masked, read.set_aside)),
    )


def _masked_line(line: RawLine) -> RawLine:
    text = private.masked(line.text)
    return line if text == line.text else replace(line, text=text)


def without_broken_private(text: Arranged) -> Arranged:
    """The same for numbers that the end of a printed line had broken: they are whole only in the paragraph."""
    if private.kept():
        return text
    articles = tuple(map(_masked_article, text.document.articles))
    return replace(
        text,
        document=Document(text.document.name, articles),
        left_out=tuple(map(private.masked, text.left_out)),
    )


def _masked_article(article: Article) -> Article:
    return replace(
        article,
        title=private.masked(article.title),
        subtitle=private.masked(article.subtitle) if article.subtitle else article.subtitle,
        sections=tuple(map(private.masked, article.sections)),
        paragraphs=tuple(
            p if (told := private.masked(p.text)) == p.text else replace(p, text=told)
            for p in article.paragraphs
        ),
    )
