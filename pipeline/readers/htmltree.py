"""A page's tree as the lines that a reader of the page sees, each with the element that it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pipeline.lexicons import table

BLOCKS = frozenset(name for name, kind in table("html_elements") if kind == "block")
GONE = frozenset(name for name, kind in table("html_elements") if kind == "gone")
STRONG = frozenset(("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6"))
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
CAPTIONS = frozenset(("caption", "figcaption"))
HIDDEN = re.compile("(?:^|;)\\s*display\\s*:\\s*none", re.I)
BOLD = re.compile("font-weight\\s*:\\s*(?:bold|[6-9]00)", re.I)
STRUCK = re.compile("text-decoration[^;]*line-through", re.I)
CJK = "\u2014\u2018-\u201d\u2026\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
SOURCE_BREAK = re.compile(f"(?<=[{CJK}])[ \\t]*[\\r\\n][ \\t\\r\\n]*(?=[{CJK}])")
SPACE = re.compile("[ \t\r\n\f\v]+")
LONGEST_CELL = 300  # characters: longer ones are prose laid out with a table
MOST_CELLS = 200_000
WIDEST = 64  # columns that one cell may cover


@dataclass(frozen=True, slots=True)
class Block:
    """One line of a page. `linked` is how many of its characters are links, `element` the block that it stands in."""

    text: str
    element: Any
    style: str | None = None
    bold: bool = False
    linked: int = 0
    table: int | None = None

    @property
    def weight(self) -> int:
        """How much prose the line holds: a menu, a list of headlines, an address have none."""
        if self.table is not None:
            return len(self.text)
        said = "。" in self.text or self.text.count("，") >= 2
        return len(self.text) if said and self.linked < 0.5 * len(self.text) else 0


@dataclass
class Walk:
    """Goes once through the tree. `weights` holds for each block element the prose in it."""

    borders: frozenset[Any] = frozenset()  # elements that begin a line of their own, whatever their name
    keep_hidden: bool = False
    without: frozenset[Any] = frozenset()  # elements that are passed over
    blocks: list[Block] = field(default_factory=list)
    weights: dict[Any, int] = field(default_factory=dict)
    tables: int = 0
    cells: int = 0
    hidden: bool = False  # whether anything was met that a browser does not show
    _open: list[Any] = field(default_factory=list)
    _pieces: list[tuple[str, bool, bool]] = field(default_factory=list)  # text, linked, bold
    _linked: int = 0
    _bold: int = 0
    _set: int = 0  # depth of <pre>
    _broken: bool = False
    _entries: dict[Any, int] = field(default_factory=dict)  # entries met of each ordered list

    @property
    def weight(self) -> int:
        return sum(b.weight for b in self.blocks)

    def over(self, root: Any) -> Walk:
        from lxml import etree

        walker = etree.iterwalk(root, events=("start", "end"))
        skipped: Any = None
        for event, element in walker:
            if not isinstance(element.tag, str):
                continue
            if event == "start":
                if self._is_gone(element) or self._is_table(element):
                    skipped = element
                    walker.skip_subtree()
                else:
                    self._enter(element)
            else:
                if element is skipped:
                    skipped = None
                else:
                    self._leave(element)
                if element is not root:
                    self._text(element.tail)
        self._flush()
        return self

    def _is_gone(self, element: Any) -> bool:
        if element.tag in GONE or element in self.without:
            return True
        style = element.get("style") or ""
        if STRUCK.search(style) and element.tag in ("span", "font"):
            return True
        hidden = element.get("hidden") is not None or HIDDEN.search(style) is not None
        self.hidden = self.hidden or hidden
        return hidden and not self.keep_hidden

    def _enter(self, element: Any) -> None:
        tag = element.tag
        if tag == "br":
            self._break()
        elif tag in BLOCKS or element in self.borders:
            self._flush()
            self._open.append(element)
            self.weights.setdefault(element, 0)
            if tag == "li":
                self._pieces.append((self._list_number(element), False, False))
        self._linked += tag == "a"
        self._bold += _is_bold(element)
        self._set += tag == "pre"
        self._text(element.text)

    def _leave(self, element: Any) -> None:
        tag = element.tag
        self._linked -= tag == "a"
        self._bold -= _is_bold(element)
        self._set -= tag == "pre"
        if self._open and self._open[-1] is element:
            self._flush()
            self._open.pop()
            if self._open:
                self.weights[self._open[-1]] += self.weights[element]

    def _list_number(self, item: Any) -> str:
        """The number that a browser prints before an entry of an ordered list."""
        parent = item.getparent()
        if parent.tag != "ol" or "none" in (parent.get("style") or "") + (item.get("style") or ""):
            return ""
        start = (parent.get("start") or "1").strip()
        first = int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 1
        self._entries[parent] = self._entries.get(parent, first - 1) + 1
        return f"{self._entries[parent]}. "

    def _text(self, text: str | None) -> None:
        if not text:
            return
        parts = text.split("\n") if self._set else [text]
        for place, part in enumerate(parts):
            if place:
                self._break()
            self._pieces.append((part, self._linked > 0, self._bold > 0))

    def _break(self) -> None:
        if not self._flush(broken=True) and self._broken and self._open:
            self.blocks.append(Block("", self._open[-1]))
        self._broken = True

    def _flush(self, broken: bool = False) -> bool:
        """Ends the line. Whether there was one."""
        pieces, self._pieces = self._pieces, []
        text = visible("".join(piece for piece, _, _ in pieces))
        self._broken = self._broken and broken
        if not text.strip("\u3000\xa0 \u200b\ufeff") or not self._open:
            return False
        size = sum(len(piece.strip()) for piece, _, _ in pieces) or 1
        linked = sum(len(piece.strip()) for piece, is_link, _ in pieces if is_link)
        bold = sum(len(piece.strip()) for piece, _, is_bold in pieces if is_bold)
        element = self._open[-1]
        self._add(Block(text, element, _style(self._open), bold >= 0.9 * size, linked))
        return True

    def _add(self, block: Block) -> None:
        self.blocks.append(block)
        self.weights[block.element] = self.weights.get(block.element, 0) + block.weight

    def _is_table(self, element: Any) -> bool:
        """Reads a table of data whole; one that only lays out the page is left to be walked through."""
        if element.tag != "table" or self.cells > MOST_CELLS:
            return False
        rows = table_rows(element)
        self.cells += sum(map(len, rows)) if rows else 0
        if not rows:
            return False
        self._flush()
        self.tables += 1
        for caption in element.iterchildren("caption"):
            text = visible("".join(caption.itertext()))
            if text.strip() and self._open:
                self._add(Block(text.strip(), element, "caption"))
        for row in rows:
            self._add(Block("\t".join(row), element, table=self.tables))
        if self._open:
            self.weights[self._open[-1]] += self.weights.get(element, 0)
        return True


def visible(text: str) -> str:
    """Text as it is shown: line breaks of the source between Chinese characters are no blanks."""
    return SPACE.sub(" ", SOURCE_BREAK.sub("", text)).strip(" ")


def table_rows(element: Any) -> list[list[str]] | None:
    """The rows of a table of data, cells below or beside a merged one empty; None for a table that lays out prose."""
    trs = [e for e in _rows(element)]
    cells = [[cell for cell in tr.iterchildren("td", "th")] for tr in trs]
    if sum(len(row) >= 2 for row in cells) < 2 or sum(map(len, cells)) > MOST_CELLS:
        return None
    if any(_holds_more(cell) for row in cells for cell in row):
        return None
    texts = [[_cell_text(cell) for cell in row] for row in cells]
    if any(len(text) > LONGEST_CELL for row in texts for text in row):
        return None
    linked = sum(len("".join(a.itertext())) for a in element.iter("a"))
    if linked > 0.5 * sum(len(text) for row in texts for text in row):
        return None
    return [row for row in _gridded(cells, texts) if any(row)]


def _rows(element: Any) -> Iterator[Any]:
    for child in element:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from child.iterchildren("tr")


def _holds_more(cell: Any) -> bool:
    """Whether a cell holds what no cell of data holds."""
    return next(cell.iter("table", "form", "h1", "h2", "ul", "ol", "iframe"), None) is not None


def _cell_text(cell: Any) -> str:
    return SPACE.sub(" ", visible("".join(_seen_texts(cell))).replace("\xa0", " ")).strip(" \u3000")


def _seen_texts(element: Any) -> Iterator[str]:
    """The texts in an element that are shown, a line break where a new line begins."""
    from lxml import etree

    walker = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walker:
        if event == "start":
            if not isinstance(inner.tag, str) or inner.tag in GONE or HIDDEN.search(inner.get("style") or ""):
                walker.skip_subtree()
            elif inner.text:
                yield inner.text
        elif inner is not element:
            if inner.tag == "br" or inner.tag in BLOCKS:
                yield "\n"
            yield inner.tail or ""


def _gridded(cells: list[list[Any]], texts: list[list[str]]) -> list[list[str]]:
    """Every cell in its column. A cell over several rows or columns fills the first and leaves the others empty."""
    below: dict[int, int] = {}  # column: rows that a cell above still covers
    done: list[list[str]] = []
    for row, said in zip(cells, texts, strict=True):
        line: list[str] = []

        def past_covered(line: list[str] = line) -> None:
            while below.get(len(line), 0) > 0:
                below[len(line)] -= 1
                line.append("")

        for cell, text in zip(row, said, strict=True):
            past_covered()
            for column in range(min(_span(cell, "colspan"), WIDEST)):
                below[len(line)] = min(_span(cell, "rowspan"), MOST_CELLS) - 1
                line.append("" if column else text)
        past_covered()
        done.append(line)
    widest = max(map(len, done), default=0)
    return [line + [""] * (min(widest, 256) - len(line)) for line in done]


def _span(cell: Any, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return max(int(value), 1) if value.isascii() and value.isdigit() and len(value) < 6 else 1


def _is_bold(element: Any) -> bool:
    return element.tag in STRONG or BOLD.search(element.get("style") or "") is not None


def _style(chain: list[Any]) -> str | None:
    for element in reversed(chain[-3:]):
        if element.tag in HEADINGS:
            return "heading"
        if element.tag in CAPTIONS:
            return "caption"
    return None
