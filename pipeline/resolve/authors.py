"""Whose report a report is by the post of its author: 河东街道党工委书记 李某 reports for 河东街道党工委."""

from __future__ import annotations

import re

from pipeline.model.document import Article

_POST = re.compile(
    r"(?P<body>[\u4e00-\u9fff]{2,30}?(?:党工委|党委|党总支|党支部|党组|街道|[局委办部厅院校会区县市镇乡村厂站所]|公司|集团|中心|社区|大学|中学|小学))"
    r"(?:党委|党组|党总支|党支部|第一)?(?:副?书记|副?主任|副?[局部厅院校县市镇乡村厂站所行]长|董事长|总经理|主席|会长)"
)


def body_of(article: Article) -> str | None:
    """The body whose post stands at the author's name: 河东街道党工委书记 李某 reports for 河东街道党工委."""
    for paragraph in article.paragraphs:
        if paragraph.kind != "byline":
            continue
        said = paragraph.text
        for author in article.authors:
            said = said.replace(author, "")
        post = _POST.match(said.strip(" 　，,（）()"))
        if post:
            return post["body"]
    return None
