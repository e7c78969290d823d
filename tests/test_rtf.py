"""RTF: the text as the author left it, in the order of the file. All files are written by the tests."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.issue import Unreadable
from pipeline.model.source import RawDocument
from pipeline.readers import choose

FONTS = "{\\fonttbl{\\f0\\froman\\fcharset0 Times;}{\\f1\\fnil\\fcharset134 SimSun{\\*\\falt \\'cb\\'ce\\'cc\\'e5};}}"
STYLES = "{\\stylesheet{\\s0 Normal;}{\\s1\\outlinelevel0 heading 1;}{\\s2 Title;}{\\*\\cs10 Default;}}"


def coded(text: str) -> str:
    """Chinese as Word writes it: Unicode with the bytes of GBK for readers that know none."""
    return "".join(
        c
        if c.isascii()
        else f"\\u{ord(c) - 65536 if ord(c) > 32767 else ord(c)}"
        + "".join(f"\\'{b:02x}" for b in c.encode("gbk"))
        for c in text
    )


def file_of(body: str, head: str = "\\ansi\\ansicpg936\\uc2") -> bytes:
    return f"{{\\rtf1{head}{FONTS}{STYLES}{body}}}".encode("latin-1")


def read(data: bytes, extension: str = ".rtf") -> RawDocument:
    reader = choose(data, extension)
    assert reader is not None and reader.name == "RTF"
    return reader.read(data)


def lines(body: str) -> list[tuple[str, str | int | None]]:
    return [(li.text, li.table or li.style) for li in read(file_of(body)).pages[0].lines if li.text.strip()]


def texts(body: str) -> list[str]:
    return [text for text, _ in lines(body)]


def hexed(text: str, encoding: str = "gbk") -> str:
    return "".join(f"\\'{b:02x}" for b in text.encode(encoding))


@pytest.mark.parametrize(
    "body",
    [
        "\\f1 " + coded("云溪镇有18个村。") + "\\par",
        "\\f1 " + hexed("云溪镇有") + "18" + hexed("个村。") + "\\par",
        "\\f0 " + hexed("云溪镇有18个村。"),
        "{\\f1 " + hexed("云溪镇") + "}{\\b\\f1 " + hexed("有") + "}18{\\f1 " + hexed("个村。") + "}\\par",
        "{\\upr{" + hexed("云") + "??}{\\*\\ud{" + coded("云溪镇有18个村。") + "}}}\\par",
        "{\\field{\\*\\fldinst HYPERLINK x}{\\fldrslt " + coded("云溪镇有18个村。") + "}}\\par",
        "{\\*\\bkmkstart a}"
        + coded("云溪镇")
        + "{\\*\\bkmkend a}\r\n"
        + coded("有18个村。")
        + "\\par{\\pict 0102ff}",
        coded("云溪镇有18个村。") + "{\\*\\unknown " + coded("不是正文") + "}\\par",
    ],
)
def test_chinese_in_every_way_of_writing_it(body: str) -> None:
    assert texts(body) == ["云溪镇有18个村。"]


def test_bytes_that_are_not_escaped() -> None:
    data = file_of("@@\\par").replace(b"@@", "云溪镇党委，全镇。".encode("gbk"))
    assert read(data).pages[0].lines[0].text == "云溪镇党委，全镇。"
    assert texts("\\u-10179?\\'a1\\u-8704?\\'a1\\uc0\\u20113 \\u-10176\\u-9216\\par") == [
        "\U0001f600云\U00020000"
    ]
    tricky = "党乗亄亇委"  # second bytes that are a backslash and braces
    assert {c.encode("gbk")[1:] for c in tricky[1:4]} == {b"\\", b"{", b"}"}
    assert read(file_of("@@\\par").replace(b"@@", tricky.encode("gbk"))).pages[0].lines[0].text == tricky


def test_deleted_struck_and_hidden_words_go_and_inserted_ones_stay() -> None:
    body = (
        coded("有")
        + "{\\deleted\\revauthdel0 15}{\\revised\\revauth0 18}{\\strike 16}{\\v 17}"
        + coded("个村。")
        + "\\par"
    )
    raw = read(file_of(body))
    assert [line.text for line in raw.pages[0].lines] == ["有18个村。"]
    assert raw.revisions == 2
    assert texts(coded("镇党委") + "{\\deleted\\par}" + coded("召开会议。") + "\\par") == ["镇党委召开会议。"]


def test_notes_boxes_headers_and_numbers() -> None:
    body = (
        "{\\header "
        + coded("云溪镇党委")
        + "\\par}\\pard\\s2 "
        + coded("总结")
        + "\\par\\pard\\s1 {\\listtext "
        + coded("一、")
        + "}"
        + coded("概况")
        + "\\par"
        "\\pard "
        + coded("据统计")
        + "{\\footnote\\pard {\\chftn} "
        + coded("数据来自年报。")
        + "}"
        + coded("，全镇向好。")
        + "\\par"
        "{\\shp{\\*\\shpinst\\shpleft0{\\sp{\\sn x}{\\sv 1}}{\\shptxt "
        + coded("框里的话。")
        + "\\par}}{\\shprslt "
        + coded("又一遍")
        + "}}\\par "
        "{\\*\\do\\dobxpage{\\dptxbx{\\dptxbxtext "
        + coded("旧框里的话。")
        + "\\par}}}"
        + coded("完。")
        + "{\\*\\annotation "
        + coded("批注")
        + "}\\par"
    )
    raw = read(file_of(body))
    assert [(li.text.strip(), li.style) for li in raw.pages[0].lines if li.text.strip()] == [
        ("总结", "title"), ("一、概况", "heading"), ("据统计，全镇向好。", None), ("数据来自年报。", "note"),
        ("框里的话。", None), ("完。", None), ("旧框里的话。", None),
    ]  # fmt: skip
    assert raw.set_aside == ("云溪镇党委",)


def row(cells: list[str], edges: list[int]) -> str:
    head = "\\trowd" + "".join(f"\\cellx{edge}" for edge in edges)
    return head + "".join(f"\\pard\\intbl {coded(cell)}\\cell" for cell in cells) + "\\row"


def test_tables_keep_their_columns() -> None:
    body = coded("表前。") + "\\par" + row(["单位", "人数"], [1000, 3000]) + row(["", "党员", "群众"], [1000, 2000, 3010]) + row(["东村", "32", "410"], [1000, 2000, 3000])  # fmt: skip
    assert lines(body + "\\pard " + coded("表后。") + "\\par" + row(["甲", "1"], [1, 2000])) == [
        ("表前。", None), ("单位\t人数\t", 1), ("\t党员\t群众", 1), ("东村\t32\t410", 1), ("表后。", None), ("甲\t1", 2),
    ]  # fmt: skip
    assert lines(row(["框里的话。"], [1000])) == [("框里的话。", None)]


def test_what_the_file_says_of_itself() -> None:
    info = (
        "{\\info{\\title "
        + coded("云溪镇总结")
        + "}{\\author "
        + coded("方小禾")
        + "}{\\creatim\\yr2024\\mo5\\dy1\\hr9}{\\revtim\\yr2024\\mo12\\dy31}}"
    )
    raw = read(file_of(info + "\\fs32\\b " + coded("总结") + "\\par"))
    assert (raw.title, raw.author, raw.date) == ("云溪镇总结", "方小禾", "2024-12-31")
    assert (raw.pages[0].lines[0].font_size, raw.pages[0].lines[0].bold) == (16.0, True)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"no rtf", "corrupt"),
        (b"{\\rtf1", "corrupt"),
        (file_of("\\par"), "empty"),
        (file_of("{\\pict 0102}"), "empty"),
        (file_of("{\\deleted " + coded("全删了") + "}\\par"), "empty"),
    ],
)
def test_files_that_cannot_be_read(data: bytes, expected: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(data)
    assert caught.value.status == expected
    assert caught.value.reason.endswith("。")


def test_a_file_cut_off_is_read_and_said_to_be_so() -> None:
    data = file_of(coded("第一段。") + "\\par" + coded("第二段。") + "\\par")
    raw = read(data[:-20])
    assert raw.partial and raw.pages[0].lines[0].text == "第一段。"
    assert not read(data).partial


def test_it_is_known_by_its_content() -> None:
    data = file_of(coded("正文。") + "\\par")
    assert [read(data, extension).pages[0].lines[0].text for extension in (".doc", ".txt", ".wps")] == [
        "正文。"
    ] * 3


SOURCE = file_of(
    "{\\info{\\title a}}"
    + coded("段落。")
    + "{\\deleted x}{\\footnote y}\\par"
    + row(["甲", "1"], [1, 2])
    + "{\\shp{\\*\\shpinst{\\shptxt z}}}\\bin3 abc\\u-10179?"
)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(SOURCE) - 1), st.binary(max_size=3), st.booleans())
def test_damage_never_raises_anything_else(place: int, given: bytes, cut: bool) -> None:
    data = SOURCE[:place] + given + (b"" if cut else SOURCE[place + 1 :])
    reader = choose(data, ".rtf")
    if reader is None:
        return
    try:
        reader.read(data)
    except Unreadable as unreadable:
        assert unreadable.reason.endswith("。")
