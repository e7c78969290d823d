"""How codes, places and times of the tables are called in what people read: shared by all writers."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from pipeline import lexicons


def labelled(table: str, key: str) -> Callable[[Any], Any]:
    """What a code of this column is called in Chinese; an unknown code, and a column without codes, stays as it is."""
    labels: dict[str, str] = lexicons.settings("labels").get(table, {}).get(key, {})
    return (lambda code: labels.get(code, code)) if labels else (lambda value: value)


def place_text(
    document: str, article: int, page: int | None, paragraph: int, several: Collection[str]
) -> str:
    """第2篇第3段（第5页）. The article is named where the file is one of `several`, which hold more than one."""
    text = f"第{article}篇" if document in several else ""
    return text + f"第{paragraph}段" + (f"（第{page}页）" if page else "")
