"""Readers: bytes to the lines that stand in the file. Every file here is made by the test itself."""

from __future__ import annotations

import io

import pytest
from magazine import LEADING, Piece, magazine, pdf_of
from word_files import paragraph, word_file

from pipeline.model.issue import Unreadable
from pipeline.model.source import RawDocument
from pipeline.readers import choose, docx
from pipeline.readers.encoding import decoded
from pipeline.readers.numbering import chinese, numeral

REPORT = "云溪镇党委召开推进会\n7月1日，云溪镇党委召开基层党建工作推进会，部署全年的重点任务，6个村党支部书记作了发言。\n"


def read(data: bytes, extension: str) -> RawDocument:
    reader = choose(data, extension)
    assert reader is not None
    return reader.read(data)


def texts(data: bytes, extension: str = ".docx") -> list[str]:
    return [line.text for page in read(data, extension).pages for line in page.lines if line.text.strip()]


def status(data: bytes, extension: str) -> tuple[str, str]:
    reader = choose(data, extension)
    assert reader is not None
    with pytest.raises(Unreadable) as caught:
        reader.read(data)
    return caught.value.status, caught.value.reason


# ---- encodings


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (REPORT.encode("utf-8"), REPORT, "utf-8"),
        (REPORT.encode("utf-8-sig"), REPORT, "utf-8"),
        (REPORT.encode("gb18030"), REPORT, "gb18030"),
        ("王䶮同志".encode("gb18030"), "王䶮同志", "gb18030"),
        ("党建工作".encode("gbk"), "党建工作", "gb18030"),
        (("name,count\n" * 40 + "云溪村,12\n").encode("gbk"), "name,count\n" * 40 + "云溪村,12\n", "gb18030"),
        (REPORT.encode("utf-16"), REPORT, "utf-16-le"),
        (REPORT.encode("utf-16-le"), REPORT, "utf-16-le"),
        (REPORT.encode("utf-16-be"), REPORT, "utf-16-be"),
        ("云溪镇党委召开会议部署工作".encode("utf-16-le"), "云溪镇党委召开会议部署工作", "utf-16-le"),
        ("本鎮黨委召開會議，部署全年的工作，要求各村加強學習。".encode("big5"), "本鎮黨委召開會議，部署全年的工作，要求各村加強學習。", "big5hkscs"),
        (b"", "", "utf-8"),
        (b"plain ascii\n", "plain ascii\n", "utf-8"),
    ],
)  # fmt: skip
def test_the_encoding_is_found(data: bytes, text: str, encoding: str) -> None:
    reading = decoded(data)
    assert (reading.text, reading.encoding, reading.replaced) == (text, encoding, 0)


def test_a_damaged_byte_is_counted_and_the_rest_read() -> None:
    damaged = REPORT.encode("gbk")[:40] + b"\xff" + REPORT.encode("gbk")[40:]
    reading = decoded(damaged)
    assert reading.encoding == "gb18030" and reading.replaced >= 1 and "基层党建工作推进会" in reading.text
    cut = REPORT.encode("utf-8")[:-5]
    assert decoded(cut).encoding == "utf-8"
    assert decoded(cut).replaced == 1


def test_plain_text_keeps_blank_lines() -> None:
    raw = read("甲\r\n\r\n乙\r丙".encode(), ".txt")
    assert [line.text for line in raw.pages[0].lines] == ["甲", "", "乙", "丙"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b" \n\n\t", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "unsupported"),
        (bytes(range(1, 32)) * 50, "corrupt"),
    ],
)
def test_what_is_no_text_is_refused_with_what_to_do(data: bytes, expected: str) -> None:
    found, reason = status(data, ".txt")
    assert found == expected
    assert reason.endswith("。")


def test_markdown_marks_are_no_text() -> None:
    source = "# 云溪镇总结\n\n## 一、概况\n\n全镇有**18个**村，见[附表](a.xlsx)。\n\n- 第一项\n\n| 村 | 党员 |\n| --- | ---: |\n| 东村 | 32 |\n"
    lines = [line for line in read(source.encode(), ".md").pages[0].lines if line.text]
    assert [(line.text, line.style, line.table) for line in lines] == [
        ("云溪镇总结", "title", None), ("一、概况", "heading", None), ("全镇有18个村，见附表。", None, None),
        ("第一项", None, None), ("村\t党员", None, 1), ("东村\t32", None, 1),
    ]  # fmt: skip


def test_unknown_formats_have_no_reader() -> None:
    assert choose(b"abc", ".xyz") is None


# ---- Word


def test_insertions_stay_and_deletions_go() -> None:
    body = (
        "<w:p><w:r><w:t>全镇有</w:t></w:r><w:del><w:r><w:delText>15</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>18</w:t></w:r></w:ins><w:r><w:t>个村。</w:t></w:r></w:p>"
    )
    raw = read(word_file(body), ".docx")
    assert [line.text for line in raw.pages[0].lines] == ["全镇有18个村。"]
    assert raw.revisions == 2


def test_moved_text_stands_where_it_was_moved_to() -> None:
    body = (
        "<w:p><w:moveFrom><w:r><w:t>先表彰。</w:t></w:r></w:moveFrom><w:r><w:t>后部署。</w:t></w:r></w:p>"
        "<w:p><w:moveTo><w:r><w:t>先表彰。</w:t></w:r></w:moveTo></w:p>"
    )
    assert texts(word_file(body)) == ["后部署。", "先表彰。"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    body = paragraph("镇党委", "<w:rPr><w:del/></w:rPr>") + paragraph("召开会议。")
    assert texts(word_file(body)) == ["镇党委召开会议。"]


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('文本框里的话。')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>正文。</w:t></w:r><w:r><mc:AlternateContent>"
        f"<mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert texts(word_file(body)) == ["正文。", "文本框里的话。"]


def test_content_controls_links_fields_and_hidden_text() -> None:
    body = (
        f"<w:sdt><w:sdtPr><w:alias w:val='不是正文'/></w:sdtPr><w:sdtContent>{paragraph('控件里的段落。')}</w:sdtContent></w:sdt>"
        "<w:p><w:r><w:t>见</w:t></w:r><w:sdt><w:sdtContent><w:r><w:t>行内控件</w:t></w:r></w:sdtContent></w:sdt>"
        "<w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink><w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:r><w:tab/><w:t>完</w:t></w:r></w:p>"
    )
    assert texts(word_file(body)) == ["控件里的段落。", "见行内控件链接 完"]


@pytest.mark.parametrize("mark", ["strike", "dstrike"])
def test_what_an_author_crossed_out_is_not_read_and_is_noted(mark: str) -> None:
    body = (
        "<w:p><w:r><w:t>发展党员</w:t></w:r>"
        f"<w:r><w:rPr><w:{mark}/></w:rPr><w:t>58</w:t></w:r><w:r><w:rPr><w:{mark} w:val='0'/></w:rPr><w:t>63</w:t></w:r>"
        "<w:r><w:t>名。</w:t></w:r></w:p>"
    )
    document = docx.READER.read(word_file(body))
    assert [line.text for page in document.pages for line in page.lines] == ["发展党员63名。"]
    assert document.set_aside == ("另有 1 处隐藏或带删除线的文字未读入。",)


def test_footnotes_follow_their_paragraph_as_notes() -> None:
    body = (
        paragraph("甲。")
        + "<w:p><w:r><w:t>据统计</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r></w:p>"
        + paragraph("乙。")
    )
    notes = (
        "<w:footnote w:type='separator' w:id='0'><w:p/></w:footnote>"
        f"<w:footnote w:id='2'>{paragraph('数据来自年报。')}</w:footnote>"
    )
    lines = read(word_file(body, footnotes=notes), ".docx").pages[0].lines
    assert [(line.text, line.style) for line in lines] == [
        ("甲。", None),
        ("据统计", None),
        ("数据来自年报。", "note"),
        ("乙。", None),
    ]


def test_merged_cells_leave_their_places_empty() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"

    start, below, wide = "<w:vMerge w:val='restart'/>", "<w:vMerge/>", "<w:gridSpan w:val='2'/>"
    rows = (
        f"<w:tr>{cell('单位', start)}{cell('人数', wide)}</w:tr>"
        f"<w:tr>{cell('', below)}{cell('党员')}{cell('群众')}</w:tr>"
        f"<w:tr>{cell('东村')}{cell('32')}{cell('410')}</w:tr>"
        f"<w:tr><w:trPr><w:del/></w:trPr>{cell('西村')}{cell('9')}{cell('9')}</w:tr>"
    )
    raw = read(word_file(paragraph("表前。") + f"<w:tbl>{rows}</w:tbl>" + paragraph("表后。")), ".docx")
    assert [(line.text, line.table) for line in raw.pages[0].lines] == [
        ("表前。", None), ("单位\t人数\t", 1), ("\t党员\t群众", 1), ("东村\t32\t410", 1), ("表后。", None),
    ]  # fmt: skip


def test_a_frame_of_one_cell_is_no_table() -> None:
    body = f"<w:tbl><w:tr><w:tc>{paragraph('框里的话。')}</w:tc></w:tr></w:tbl>"
    assert [(line.text, line.table) for line in read(word_file(body), ".docx").pages[0].lines] == [
        ("框里的话。", None)
    ]


def test_automatic_numbers_are_printed() -> None:
    def level(depth: int, form: str, text: str) -> str:
        return f"<w:lvl w:ilvl='{depth}'><w:start w:val='1'/><w:numFmt w:val='{form}'/><w:lvlText w:val='{text}'/></w:lvl>"

    levels = (
        level(0, "chineseCountingThousand", "%1、")
        + level(1, "chineseCounting", "（%2）")
        + level(2, "decimal", "%1.%3")
    )
    numbering = f"<w:abstractNum w:abstractNumId='3'>{levels}</w:abstractNum><w:num w:numId='5'><w:abstractNumId w:val='3'/></w:num>"

    def entry(text: str, depth: int) -> str:
        return paragraph(text, f"<w:numPr><w:ilvl w:val='{depth}'/><w:numId w:val='5'/></w:numPr>")

    body = (
        entry("总体要求", 0) + entry("学习", 1) + entry("服务", 1) + entry("重点任务", 0) + entry("宣传", 1)
    )
    assert texts(word_file(body, numbering=numbering)) == [
        "一、总体要求",
        "（一）学习",
        "（二）服务",
        "二、重点任务",
        "（一）宣传",
    ]


@pytest.mark.parametrize(
    ("number", "form", "expected"),
    [(12, "chineseCounting", "十二"), (21, "chineseCounting", "二十一"), (3, "decimalEnclosedCircle", "③"),
     (2, "upperLetter", "B"), (14, "lowerRoman", "xiv"), (4, "ideographTraditional", "丁"), (7, "decimal", "7")],
)  # fmt: skip
def test_numerals_of_lists(number: int, form: str, expected: str) -> None:
    assert numeral(number, form) == expected


def test_chinese_counting_has_its_bounds() -> None:
    assert [chinese(n) for n in (1, 10, 20, 99, 100)] == ["一", "十", "二十", "九十九", "100"]


def test_headers_are_set_aside_and_styles_told() -> None:
    import docx

    document = docx.Document()
    document.add_heading("云溪镇总结", 0)
    document.add_heading("一、概况", 1)
    document.add_paragraph("全镇有18个村。")
    document.add_paragraph("图为会场。", style="Caption")
    document.sections[0].header.paragraphs[0].text = "云溪镇党委"
    file = io.BytesIO()
    document.save(file)
    raw = read(file.getvalue(), ".docx")
    assert [(line.text, line.style) for line in raw.pages[0].lines] == [
        ("云溪镇总结", "title"), ("一、概况", "heading"), ("全镇有18个村。", None), ("图为会场。", "caption"),
    ]  # fmt: skip
    assert raw.set_aside == ("云溪镇党委",)
    assert raw.date is None  # what python-docx's template says of itself


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
            "encrypted",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le"),
            "corrupt",
        ),
        (b"PK\x03\x04 not an archive", "corrupt"),
        (b"nothing of the kind", "corrupt"),
        (word_file("<w:p/>"), "empty"),
        (word_file(paragraph("正文。"))[:-60], "corrupt"),
        (word_file("<w:p><w:r><w:t>没有合上"), "corrupt"),
        (word_file(paragraph("&amp;"), prolog='<!DOCTYPE w:document [<!ENTITY a "aaaa">]>'), "corrupt"),
    ],
)
def test_word_files_that_cannot_be_read(data: bytes, expected: str) -> None:
    found, reason = status(data, ".docx")
    assert found == expected
    assert "请" in reason and reason.endswith("。")


# ---- PDF


def test_a_pdf_gives_lines_with_boxes() -> None:
    raw = read(
        pdf_of([[Piece(72, 100, "云溪镇党委召开会议，", 12), Piece(72, 100 + LEADING, "部署3项工作。", 12)]]),
        ".pdf",
    )
    lines = raw.pages[0].lines
    assert [line.text for line in lines] == ["云溪镇党委召开会议，", "部署3项工作。"]
    assert raw.pages[0].number == 1
    box = lines[0].box
    assert box is not None and abs(box.x0 - 72) < 1 and abs(box.x1 - 192) < 7 and 85 < box.y0 < box.y1 < 108
    assert lines[0].font_size == 12


def test_a_ruled_table_gives_rows() -> None:
    rows = [("单位", "党员"), ("东村", "32"), ("西村", "27")]
    pieces = [
        Piece(80 + 120 * c, 120 + 30 * r, text, 10)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    ]
    rules = tuple((70.0, 100.0 + 30 * r, 310.0, 100.0 + 30 * r) for r in range(4))
    rules += tuple((70.0 + 120 * c, 100.0, 70.0 + 120 * c, 190.0) for c in range(3))
    raw = read(pdf_of([[Piece(72, 80, "各村党员情况如下。", 12), *pieces]], rules=rules), ".pdf")
    assert [(line.text, line.table) for line in raw.pages[0].lines] == [
        ("各村党员情况如下。", None), ("单位\t党员", 1), ("东村\t32", 1), ("西村\t27", 1),
    ]  # fmt: skip


def test_without_pdfium_the_slow_way_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    def bare() -> list[str]:
        """Its lines without the marks that the font's table of characters does not tell."""
        return sorted(text.translate(str.maketrans("", "", "►· ")) for text in texts(magazine(), ".pdf"))

    fast = bare()
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    assert bare() == fast
    assert status(pdf_of([[Piece(72, 100, "密", 12)]], password="x"), ".pdf")[0] == "encrypted"
    assert status(b"%PDF-1.4\nrubbish", ".pdf")[0] == "corrupt"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (pdf_of([[]], rules=((10.0, 10.0, 50.0, 50.0),)), "empty"),
        (pdf_of([[Piece(72, 100, "密", 12)]], password="x"), "encrypted"),
        (b"%PDF-1.4\nrubbish", "corrupt"),
        (b"no pdf at all", "corrupt"),
    ],
)
def test_pdf_files_that_cannot_be_read(data: bytes, expected: str) -> None:
    found, reason = status(data, ".pdf")
    assert found == expected
    assert "请" in reason


def test_a_pdf_is_known_by_its_content() -> None:
    reader = choose(magazine(), ".txt")
    assert reader is not None and reader.name == "PDF"
