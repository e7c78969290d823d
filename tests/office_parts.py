"""A report with every part that a Word file may hold text in, as raw XML."""

from __future__ import annotations

import io
import zipfile

from word_files import NAMESPACES, paragraph

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
PARTS = ("numbering", "footnotes", "endnotes", "comments", "header1", "footer1")
KINDS = {"header1": "header", "footer1": "footer"}

# what each part says; a word of its own tells whether it was read
SAID = {
    "table": "表格里写明柏林村",
    "text box": "文本框写着先锋驿站",
    "insertion": "后来补写的圆桌会",
    "block control": "整段控件里的大棚",
    "inline control": "行内控件里的鱼塘",
    "link": "链接里的茶园",
    "footnote": "脚注里的出处",
    "header": "页眉里的刊名",
    "footer": "页脚里的编号",
    "list item": "清单第一项修路",
    "endnote": "尾注里的说明",
}
DELETED, HIDDEN, COMMENT = "已经删去的旧话", "隐藏起来的密语", "批注里的意见"
BODY = "青云镇党委全年抓好各项工作，群众反映良好。"


def run(text: str, properties: str = "") -> str:
    return f"<w:r>{properties and f'<w:rPr>{properties}</w:rPr>'}<w:t>{text}</w:t></w:r>"


def body() -> str:
    said = SAID
    cell = '<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr>{}</w:tc>'
    grid = '<w:tblPr><w:tblW w:w="6000" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="3000"/><w:gridCol w:w="3000"/></w:tblGrid>'
    rows = "".join(
        f"<w:tr>{cell.format(paragraph(a))}{cell.format(paragraph(b))}</w:tr>"
        for a, b in (("项目", "内容"), ("地点", said["table"]))
    )
    box = (
        '<w:r><w:pict><v:shape type="#_x0000_t202" style="width:200pt;height:40pt"><v:textbox><w:txbxContent>'
        f"{paragraph(said['text box'])}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    mark = 'w:id="{}" w:author="某" w:date="2024-05-01T00:00:00Z"'
    return (
        f"<w:p>{run('青云镇2024年工作总结')}</w:p><w:p>{run(BODY)}{box}</w:p><w:tbl>{grid}{rows}</w:tbl>"
        f"<w:p>{run('会议议定，')}<w:ins {mark.format(1)}>{run(said['insertion'])}</w:ins><w:del {mark.format(2)}><w:r><w:delText>{DELETED}</w:delText></w:r></w:del>{run('如期举行。')}</w:p>"
        f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph(said['block control'] + '喜获丰收。')}</w:sdtContent></w:sdt>"
        f'<w:p>{run("今年，")}<w:sdt><w:sdtPr/><w:sdtContent>{run(said["inline control"])}</w:sdtContent></w:sdt>{run("见了效益，")}<w:hyperlink w:anchor="a">{run(said["link"])}</w:hyperlink>{run("也有收成。")}{run(HIDDEN, "<w:vanish/>")}</w:p>'
        f'<w:p><w:commentRangeStart w:id="0"/>{run("注释见下")}<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r><w:r><w:footnoteReference w:id="2"/></w:r>{run("，另见文末")}<w:r><w:endnoteReference w:id="2"/></w:r>{run("。")}</w:p>'
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>{run(said["list item"] + "。")}</w:p>'
        '<w:sectPr><w:headerReference w:type="default" r:id="rIdheader1"/><w:footerReference w:type="default" r:id="rIdfooter1"/><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    )


def report() -> bytes:
    """The .docx, complete enough for office programs to open and convert."""
    spaces = f'{NAMESPACES} xmlns:r="{RELATION[:-1]}"'
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    note = '<w:{0} w:type="separator" w:id="0"><w:p/></w:{0}><w:{0} w:id="2">{1}</w:{0}>'
    contents = {
        "numbering": f'<w:numbering {spaces}><w:abstractNum w:abstractNumId="0">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
        "footnotes": f"<w:footnotes {spaces}>{note.format('footnote', paragraph(SAID['footnote']))}</w:footnotes>",
        "endnotes": f"<w:endnotes {spaces}>{note.format('endnote', paragraph(SAID['endnote']))}</w:endnotes>",
        "comments": f'<w:comments {spaces}><w:comment w:id="0" w:author="某" w:date="2024-05-01T00:00:00Z">{paragraph(COMMENT)}</w:comment></w:comments>',
        "header1": f"<w:hdr {spaces}>{paragraph(SAID['header'])}</w:hdr>",
        "footer1": f"<w:ftr {spaces}>{paragraph(SAID['footer'])}</w:ftr>",
    }
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{TYPE}{KINDS.get(name, name)}+xml"/>'
        for name in PARTS
    )
    relations = "".join(
        f'<Relationship Id="rId{name}" Type="{RELATION}{KINDS.get(name, name)}" Target="{name}.xml"/>'
        for name in PARTS
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    types = (
        f'{head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{TYPE}document.main+xml"/>{overrides}</Types>'
    )
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr(
            "_rels/.rels",
            f'{head}<Relationships xmlns="{package}"><Relationship Id="rId1" Type="{RELATION}officeDocument" Target="word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'{head}<Relationships xmlns="{package}">{relations}</Relationships>',
        )
        archive.writestr(
            "word/document.xml", f"{head}<w:document {spaces}><w:body>{body()}</w:body></w:document>"
        )
        for name, content in contents.items():
            archive.writestr(f"word/{name}.xml", head + content)
    return file.getvalue()
