"""The ZIP package of a Word file (ECMA-376 part 2): parts, their types and relations. The same parts give the same bytes."""

from __future__ import annotations

import zipfile
from pathlib import Path

from lxml import etree

from pipeline.writers.digest.wordml import Element, serialised

TIME = (2000, 1, 1, 0, 0, 0)  # a fixed time, so that the same rows give the same bytes
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
CORE_RELATION = f"{PACKAGE}/relationships/metadata/core-properties"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
CORE = "application/vnd.openxmlformats-package.core-properties+xml"
RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
TYPES = {
    "document": f"{WORD}.document.main+xml",
    "styles": f"{WORD}.styles+xml",
    "settings": f"{WORD}.settings+xml",
    "fontTable": f"{WORD}.fontTable+xml",
    "footnotes": f"{WORD}.footnotes+xml",
    "footer": f"{WORD}.footer+xml",
}
CORE_PROPERTIES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" \
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title>\
<dc:creator>taizhang</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:created>\
<dcterms:modified xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:modified></cp:coreProperties>
"""

Part = tuple[str, str, Element]  # kind (of TYPES), file name without extension, content


def relation_id(name: str) -> str:
    """The id under which the document refers to a part: a function of its name."""
    return f"r{name.capitalize()}"


def write_package(path: Path, document: Element, parts: list[Part], title: str) -> None:
    """Writes the document and the parts that it refers to. `title` is for the file's properties; it is not escaped."""
    names = [("document", "document"), *((kind, name) for kind, name, _ in parts)]
    files = {
        "[Content_Types].xml": content_types(names),
        "_rels/.rels": relations(
            [
                ("rDocument", f"{OFFICE}/officeDocument", "word/document.xml"),
                ("rCore", CORE_RELATION, "docProps/core.xml"),
            ]
        ),
        "docProps/core.xml": CORE_PROPERTIES.format(title=title).encode(),
        "word/document.xml": serialised(document),
        "word/_rels/document.xml.rels": relations(
            [(relation_id(name), f"{OFFICE}/{kind}", f"{name}.xml") for kind, name, _ in parts]
        ),
    }
    files |= {f"word/{name}.xml": serialised(content) for _, name, content in parts}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            member = zipfile.ZipInfo(name, TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(member, data)


def content_types(names: list[tuple[str, str]]) -> bytes:
    root = etree.Element("Types", xmlns=f"{PACKAGE}/content-types")
    for extension, kind in (("rels", RELATIONS_TYPE), ("xml", "application/xml")):
        etree.SubElement(root, "Default", Extension=extension, ContentType=kind)
    overrides = [(f"/word/{name}.xml", TYPES[kind]) for kind, name in names]
    for part, kind in (*overrides, ("/docProps/core.xml", CORE)):
        etree.SubElement(root, "Override", PartName=part, ContentType=kind)
    return serialised(root)


def relations(links: list[tuple[str, str, str]]) -> bytes:
    """A .rels part of (id, type, target)."""
    root = etree.Element("Relationships", xmlns=f"{PACKAGE}/relationships")
    for identity, kind, target in links:
        etree.SubElement(root, "Relationship", Id=identity, Type=kind, Target=target)
    return serialised(root)
