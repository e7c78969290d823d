"""The styles of the digest after GB/T 9704-2012 and the table of fonts with what stands in for them.

Sizes are in half points: 2号 is 44, 3号 32, 4号 28, 小四 24, 五号 21, 小五 18. Lengths are in twentieths of a point.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline import lexicons
from pipeline.writers.digest.wordml import Element, w

LINE = 579  # 225 mm of type area in 22 lines
SIZE = 32  # of the body
TEXT_WIDTH = 8845  # 156 mm
TIGHTER = -5  # a quarter of a point, so that 28 characters of 3号 stand in a line


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style. `font` is a name of lexicons/digest.toml; `indent` is the first line's, in characters."""

    id: str
    name: str
    font: str = "body"
    size: int = SIZE
    line: int = LINE
    align: str = "both"
    indent: int = 0
    level: int | None = None  # in the outline, from 0
    bold: bool = False
    before: int = 0
    after: int = 0
    left: int = 0  # hundredths of a character
    right: int = 0
    leader: bool = False  # a tab to the right edge, with dots
    together: bool = False  # on one page with what follows


STYLES: tuple[Style, ...] = (
    Style("Normal", "Normal"),
    Style("Title", "Title", "title", 44, 700, "center", after=240),
    Style("Subtitle", "Subtitle", "subheading", align="center", after=200),
    Style("BodyText", "Body Text", indent=2),
    Style("Lead", "Lead", "subheading", indent=2, together=True),
    Style("Passage", "Passage", "subheading", 28, 520, "left", indent=2, left=200),
    Style("Heading1", "heading 1", "heading", indent=2, level=0, before=120),
    Style("Heading2", "heading 2", "subheading", indent=2, level=1),
    Style("Heading3", "heading 3", indent=2, level=2, bold=True),
    Style("TOCHeading", "TOC Heading", "heading", align="center", before=120),
    Style("TOC1", "toc 1", "heading", 28, 460, "left", leader=True),
    Style("TOC2", "toc 2", "body", 24, 400, "left", left=200, leader=True),
    Style("Remarks", "Remarks", "subheading", 28, 460, indent=2),
    Style("Caption", "caption", "heading", 28, 520, "center", before=120, together=True),
    Style("TableHead", "Table Head", "heading", 21, 360, "center"),
    Style("TableText", "Table Text", "body", 21, 300, "left"),
    Style("TableMiddle", "Table Middle", "body", 21, 300, "center"),
    Style("TableSource", "Table Source", "body", 18, 260, "left"),
    Style("TableNote", "Table Note", "body", 21, 340, "left"),
    Style("FootnoteText", "footnote text", "body", 18, 260, "left"),
    Style("FooterOdd", "Footer Odd", "page", 28, 400, "right", right=100),
    Style("FooterEven", "Footer Even", "page", 28, 400, "left", left=100),
)


OWN = ("Lead", "Passage", "Remarks", "Table", "Footer")  # how the names begin that Word does not know


def styles() -> Element:
    """styles.xml."""
    defaults = w(
        "docDefaults",
        w("rPrDefault", w("rPr", fonts("body"), *sizes(SIZE), w("lang", val="en-US", eastAsia="zh-CN"))),
        w("pPrDefault", w("pPr")),
    )
    return w("styles", defaults, *(style_element(style) for style in STYLES), *character_styles())


def style_element(style: Style) -> Element:
    own = {"customStyle": 1} if style.name.startswith(OWN) else {}
    default = {"default": 1} if style.id == "Normal" else {}
    element = w("style", w("name", val=style.name), type="paragraph", styleId=style.id, **default, **own)
    if not default:
        element.append(w("basedOn", val="Normal"))
    if style.level is not None:
        element.append(w("next", val="BodyText"))
    element.append(w("qFormat"))
    element.append(w("pPr", *paragraph_properties(style)))
    bold = [w("b"), w("bCs")] if style.bold else []
    spacing = [w("spacing", val=TIGHTER if style.size == SIZE else 0)]
    element.append(w("rPr", fonts(style.font), *bold, *spacing, *sizes(style.size)))
    return element


def paragraph_properties(style: Style) -> list[Element]:
    together = style.together or style.level is not None
    properties = [w("keepNext"), w("keepLines")] if together else []
    if style.leader:
        properties.append(w("tabs", w("tab", val="right", leader="dot", pos=TEXT_WIDTH)))
    if style.line != LINE:  # programs would stretch its lines to those of the body
        properties.append(w("snapToGrid", val=0))
    properties.append(w("spacing", before=style.before, after=style.after, line=style.line, lineRule="exact"))
    properties.append(w("ind", **indents(style)))
    properties.append(w("jc", val=style.align))
    if style.level is not None:
        properties.append(w("outlineLvl", val=style.level))
    return properties


def indents(style: Style) -> dict[str, int]:
    """In characters, for programs that know them, and in twentieths of a point for those that do not."""
    character = style.size * 10
    return {
        "leftChars": style.left,
        "left": style.left * character // 100,
        "rightChars": style.right,
        "right": style.right * character // 100,
        "firstLineChars": style.indent * 100,
        "firstLine": style.indent * character,
    }


def character_styles() -> list[Element]:
    reference = w(
        "style",
        w("name", val="footnote reference"),
        w("rPr", w("vertAlign", val="superscript")),
        type="character",
        styleId="FootnoteReference",
    )
    strong = w(
        "style", w("name", val="Strong"), w("rPr", w("b"), w("bCs")), type="character", styleId="Strong"
    )
    return [reference, strong]


def fonts(name: str) -> Element:
    """All four slots. Curly quotation marks and dashes come under hAnsi, so that slot has the Chinese font too."""
    chinese, latin = (lexicons.settings("digest")["fonts"][key]["name"] for key in (name, "latin"))
    ascii_font = chinese if name == "page" else latin
    return w("rFonts", ascii=ascii_font, hAnsi=chinese, eastAsia=chinese, cs=ascii_font)


def sizes(half_points: int) -> list[Element]:
    return [w("sz", val=half_points), w("szCs", val=half_points)]


def font_table() -> Element:
    """fontTable.xml: the fonts by name, with others to look for where a computer lacks one."""
    listed = lexicons.settings("digest")["fonts"].values()
    return w(
        "fonts",
        *(
            w(
                "font",
                w("altName", val=font["alternatives"]),
                w("charset", val="00" if font["name"].isascii() else "86"),
                w("family", val="roman" if font["name"].isascii() else "auto"),
                name=font["name"],
            )
            for font in listed
        ),
    )
