"""OFD files made from raw XML: pages of text pieces, in the ways in which different makers write them."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
MM = 25.4 / 72


def text_object(x: float, y: float, text: str, size: float = 3.7, more: str = "", code: str = "") -> str:
    """A text whose base line begins at x, y (millimetres)."""
    delta = f'DeltaX="g {len(text) - 1} {size}"' if len(text) > 1 else ""
    return (
        f'<ofd:TextObject ID="9" Boundary="{x} {y - size} {size * len(text)} {size * 1.2}" Font="1" Size="{size}" {more}>'
        f'<ofd:TextCode X="0" Y="{size}" {code or delta}>{escape(text)}</ofd:TextCode></ofd:TextObject>'
    )


def page(content: str, template: str = "", area: str = "") -> str:
    head = f"<ofd:Area><ofd:PhysicalBox>{area}</ofd:PhysicalBox></ofd:Area>" if area else ""
    return f'<ofd:Page {NAMESPACE}>{head}{template}<ofd:Content><ofd:Layer ID="2">{content}</ofd:Layer></ofd:Content></ofd:Page>'


def ofd_file(
    pages: list[str], *, common: str = "", more: dict[str, str] | None = None, info: str = ""
) -> bytes:
    """An OFD of these page files; `more` are further parts by path under Doc_0."""
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    document = (
        f"<ofd:Document {NAMESPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        f"{common}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>"
    )
    parts = {
        "OFD.xml": f'<?xml version="1.0" encoding="UTF-8"?><ofd:OFD {NAMESPACE} Version="1.0" DocType="OFD"><ofd:DocBody>'
        f"<ofd:DocInfo>{info}</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": document,
        **{f"Doc_0/Pages/Page_{n}/Content.xml": content for n, content in enumerate(pages)},
        **{f"Doc_0/{path}": content for path, content in (more or {}).items()},
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in parts.items():
            archive.writestr(path, content)
    return file.getvalue()
