"""Elements of WordprocessingML, the language of Word files (ECMA-376 part 1, clause 17), built with lxml.

Text from reports becomes text of an element, never markup.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from lxml import etree

from pipeline.writers.characters import visible

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
NAMESPACES = {"w": MAIN, "r": RELATIONS}

# They would turn around the words and figures of the template that follow, and LibreOffice hangs on lines of them.
TURNING = {code: f"‹U+{code:04X}›" for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}

Element = Any  # lxml has no public type for it


def w(tag: str, *children: Element, **attributes: str | int) -> Element:
    """`w("jc", val="center")` is <w:jc w:val="center"/>; a leading `r_` of an attribute stands for r: (r_id)."""
    element = etree.Element(f"{{{MAIN}}}{tag}", nsmap=NAMESPACES)
    for name, value in attributes.items():
        space, local = (RELATIONS, name[2:]) if name.startswith("r_") else (MAIN, name)
        element.set(f"{{{space}}}{local}", str(value))
    element.extend(children)
    return element


def paragraph(style: str, *children: Element) -> Element:
    return w("p", w("pPr", w("pStyle", val=style)), *children)


def text(words: str, *properties: Element) -> list[Element]:
    """Runs with these words; a line break in them is one on paper, what would turn their direction is shown by code."""
    runs: list[Element] = []
    for at, line in enumerate(visible(words).translate(TURNING).split("\n")):
        content = w("t")
        content.text = line
        content.set(SPACE, "preserve")
        breaks = [w("br")] if at else []
        runs.append(run(*breaks, content, properties=properties))
    return runs


def run(*children: Element, properties: Iterable[Element] = ()) -> Element:
    copies = [deepcopy(each) for each in properties]  # an element stands in one place only
    return w("r", *([w("rPr", *copies)] if copies else []), *children)


def field(instruction: str, *shown: Element) -> list[Element]:
    """A field with the result that is shown until a program updates it."""
    code = w("instrText")
    code.text = f" {instruction} "
    code.set(SPACE, "preserve")
    begin, separate, end = (run(w("fldChar", fldCharType=kind)) for kind in ("begin", "separate", "end"))
    return [begin, run(code), separate, *shown, end]


def serialised(root: Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
