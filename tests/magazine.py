"""A magazine page set for the tests: three columns, two articles, pictures with captions and credits, running head."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass

WIDTH, HEIGHT = 595.0, 842.0
BODY, SMALL, TITLE, SUBHEAD = 10.5, 8.5, 20.0, 12.0
LEADING = 17.0
COLUMN, GUTTER, LEFT = 160.0, 17.5, 40.0
FONT = "STSong-Light"  # one of the fonts that a PDF reader brings itself: no font file is needed
NO_LINE_START = "，。、；：！？”’》）"

TITLE_1 = "青石岭街道以“红色驿站”串起服务网"
BYLINE_1 = "► 郑文山 贺小梅"
BODY_1 = (
    "今年以来，青石岭街道坚持把党组织建在楼栋里、把服务送到家门口，依托12个“红色驿站”开展便民服务，累计办理群众诉求1860余件，办结率达到98.6%。",
    "走进柳溪社区驿站，志愿者正在为老人测量血压。社区党总支书记高永明介绍，驿站由3名专职网格员和15名在职党员轮流值守，每周三集中受理物业、停车、养老等方面的问题。",
    "“过去办一张老年卡要跑两趟，现在下楼就能办。”家住柳溪小区的居民孙桂芳说。",
    "#建好一张网",
    "街道党工委建立“街道吹哨、驿站响应”机制，把辖区划分为46个网格，选派210名党员担任楼栋长，推动力量下沉、资源下沉、服务下沉，形成了上下联动、左右协同的工作格局。",
    "去年10月，街道又投入35万元改造了4处老旧驿站，增设母婴室、图书角和议事厅，让群众愿意来、坐得住、聊得开。",
    "#用好一支队",
    "街道组建“银发先锋”志愿服务队，吸纳退休党员86人，围绕邻里调解、垃圾分类、安全巡查等开展活动320余场次，有效化解矛盾纠纷97起。",
)
TITLE_2 = "白河村:小蘑菇撑起致富伞"
BYLINE_2 = "► 江一帆"
BODY_2 = (
    "清晨，白河村的食用菌大棚里热气腾腾，村民们忙着采摘、分拣、装箱。村党支部书记杜长海告诉记者，全村建成标准化大棚138座，年产鲜菇900多吨，产值突破1200万元。",
    "三年前，这里还是远近闻名的薄弱村。新一届村“两委”班子上任后，带领党员外出考察，引进优良菌种，成立白河菌业专业合作社，采取“支部+合作社+农户”的办法，让216户村民入了股。",
    "合作社实行统一供种、统一管理、统一销售，户均年增收1.8万元。2024年11月，白河村被评为市级乡村振兴示范村。",
    "“下一步，我们准备再建一座冷库，把蘑菇卖得更远。”杜长海说。",
)
PICTURES = (
    (0, 190.0, 90.0, "青石岭街道供图", "志愿者在驿站为老人测量血压。"),
    (1, 430.0, 80.0, "赵立群 摄", "白河村村民在大棚里采摘蘑菇。"),
)
RUNNING_HEAD, PAGE_NUMBER = "基层视野  2025年第3期", "· 17 ·"


@dataclass(frozen=True)
class Piece:
    """A line to draw: place of its baseline from the top left of the page."""

    x: float
    y: float
    text: str
    size: float


def _font() -> str:
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.pdfmetrics import registerFont

    registerFont(UnicodeCIDFont(FONT))
    return FONT


def wrapped(text: str, width: float, size: float, indent: float = 0.0) -> list[tuple[float, str]]:
    """Indent and text of each printed line; no line begins with a closing mark."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    font = _font()
    lines: list[tuple[float, str]] = []
    current, room = "", width - indent
    for character in text:
        if stringWidth(current + character, font, size) > room and character not in NO_LINE_START:
            lines.append((indent if not lines else 0.0, current))
            current, room = "", width
        current += character
    return [*lines, (indent if not lines else 0.0, current)]


def pieces() -> list[Piece]:
    """The lines of the page in the order in which they are read."""
    drawn = [
        Piece(LEFT, 40.0, RUNNING_HEAD, SMALL),
        Piece(LEFT, 95.0, TITLE_1, TITLE),
        Piece(LEFT, 122.0, BYLINE_1, BODY),
    ]
    column, y = 0, 150.0
    for title, byline, body in ((None, None, BODY_1), (TITLE_2, BYLINE_2, BODY_2)):
        if title and byline:
            column, y = column, y + 22.0
            for _, text in wrapped(title, COLUMN, 16.0):
                drawn.append(Piece(LEFT + column * (COLUMN + GUTTER), y, text, 16.0))
                y += 22.0
            drawn.append(Piece(LEFT + column * (COLUMN + GUTTER), y, byline, BODY))
            y += LEADING
        for paragraph in body:
            heading = paragraph.startswith("#")
            size = SUBHEAD if heading else BODY
            for indent, text in wrapped(paragraph.lstrip("#"), COLUMN, size, 0.0 if heading else 2 * BODY):
                for place, top, height, credit, caption in PICTURES:
                    if place == column and top <= y < top + height + 30:
                        x = LEFT + column * (COLUMN + GUTTER)
                        drawn += [
                            Piece(x + 95, top + height, credit, SMALL),
                            Piece(x, top + height + 14, caption, SMALL),
                        ]
                        y = top + height + 40
                drawn.append(Piece(LEFT + column * (COLUMN + GUTTER) + indent, y, text, size))
                y += LEADING
                if y > 640.0 and column < 2:
                    column, y = column + 1, 150.0
    return [*drawn, Piece(WIDTH / 2, 815.0, PAGE_NUMBER, SMALL)]


def magazine(shuffled: bool = False) -> bytes:
    """The page as a PDF, its lines drawn in reading order or in a random one, as layout programs do."""
    drawn = pieces()
    if shuffled:
        random.Random(7).shuffle(drawn)
    return pdf_of([drawn])


def pdf_of(
    pages: list[list[Piece]],
    password: str | None = None,
    rules: tuple[tuple[float, float, float, float], ...] = (),
) -> bytes:
    """A PDF of the given lines; `rules` are drawn on every page, from the top left."""
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    font = _font()
    file = io.BytesIO()
    canvas = Canvas(
        file,
        pagesize=(WIDTH, HEIGHT),
        invariant=True,
        encrypt=StandardEncryption(password) if password else None,
    )
    for page in pages:
        for piece in page:
            canvas.setFont(font, piece.size)
            canvas.drawString(piece.x, HEIGHT - piece.y, piece.text)
        for x0, y0, x1, y1 in rules:
            canvas.line(x0, HEIGHT - y0, x1, HEIGHT - y1)
        canvas.showPage()
    canvas.save()
    return file.getvalue()
