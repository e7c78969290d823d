"""OFD: characters at their places, from templates and composite objects too. All files are made by the tests."""

from __future__ import annotations

import io
import random
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from magazine import pieces
from ofd_files import MM, ofd_file, page, text_object
from word_files import paragraph, word_file

from pipeline.model.issue import Unreadable
from pipeline.model.source import RawDocument
from pipeline.readers import choose
from pipeline.structure import arrange


def read(data: bytes, extension: str = ".ofd") -> RawDocument:
    reader = choose(data, extension)
    assert reader is not None and reader.name == "OFD"
    return reader.read(data)


def texts(data: bytes) -> list[str]:
    return [line.text for p in read(data).pages for line in p.lines]


SENTENCE = "云溪镇有18个村。"


@pytest.mark.parametrize(
    "content",
    [
        text_object(20, 30, SENTENCE),
        text_object(20, 30, SENTENCE, code='DeltaX="3.7 3.7 3.7 3.7 1.9 1.9 g 2 3.7"'),
        text_object(20, 30, SENTENCE, code='DeltaX=" "'),
        "".join(text_object(20 + 3.7 * n, 30, c) for n, c in enumerate(SENTENCE)),
        text_object(20, 30, SENTENCE, more='CTM="1 0 0 1 0 0"'),
        text_object(20, 30, SENTENCE, size=1, more='CTM="3.7 0 0 3.7 0 0"'),
        f'<ofd:PageBlock ID="5"><ofd:PageBlock ID="6">{text_object(20, 30, SENTENCE)}</ofd:PageBlock></ofd:PageBlock>',
        text_object(20, 30, SENTENCE) + text_object(20, 60, "看不见的", more='Visible="false"'),
        text_object(20, 30, SENTENCE).replace("ofd:", ""),
    ],
)
def test_a_line_in_every_way_of_writing_it(content: str) -> None:
    assert texts(ofd_file([page(content)])) == [SENTENCE]


def test_boxes_are_in_points() -> None:
    raw = read(ofd_file([page(text_object(25.4, 50.8, "党建工作", size=3.7), area="0 0 200 100")]))
    (line,) = raw.pages[0].lines
    assert line.box is not None
    assert abs(line.box.x0 - 72) < 0.1 and abs(line.box.x1 - (72 + 4 * 3.7 / MM)) < 0.2
    assert 130 < line.box.y0 < 144 < line.box.y1 < 150 and line.font_size == round(3.7 / MM, 1)
    assert (round(raw.pages[0].width or 0), round(raw.pages[0].height or 0)) == (567, 283)


def test_templates_and_composite_objects() -> None:
    template = page(text_object(20, 10, "云溪党建"))
    unit = f'<ofd:CompositeGraphicUnit ID="77" Width="100" Height="10"><ofd:Content>{text_object(0, 5, "合成的话。")}</ofd:Content></ofd:CompositeGraphicUnit>'
    resources = f'<ofd:Res xmlns:ofd="http://www.ofdspec.org/2016" BaseLoc="Res"><ofd:CompositeGraphicUnits>{unit}</ofd:CompositeGraphicUnits></ofd:Res>'
    content = (
        '<ofd:CompositeObject ID="4" ResourceID="77" Boundary="20 50 100 10" CTM="1 0 0 1 5 0"/>'
        + text_object(20, 30, SENTENCE)
    )
    data = ofd_file(
        [page(content, template='<ofd:Template TemplateID="3" ZOrder="Background"/>')],
        common='<ofd:TemplatePage ID="3" BaseLoc="Tpls/Tpl_0/Content.xml"/><ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>',
        more={"Tpls/Tpl_0/Content.xml": template, "DocumentRes.xml": resources},
    )
    found = {line.text: line.box for line in read(data).pages[0].lines}
    assert set(found) == {"云溪党建", SENTENCE, "合成的话。"}
    box = found["合成的话。"]
    assert box is not None and abs(box.x0 - 25 / MM) < 0.1 and 145 < box.y0 < 156


def test_a_composite_object_of_itself_ends() -> None:
    unit = '<ofd:CompositeGraphicUnit ID="7"><ofd:Content><ofd:CompositeObject ResourceID="7"/><ofd:CompositeObject ResourceID="7"/></ofd:Content></ofd:CompositeGraphicUnit>'
    resources = f'<ofd:Res xmlns:ofd="http://www.ofdspec.org/2016"><ofd:CompositeGraphicUnits>{unit}</ofd:CompositeGraphicUnits></ofd:Res>'
    data = ofd_file(
        [page('<ofd:CompositeObject ResourceID="7"/>' + text_object(20, 30, SENTENCE))],
        common="<ofd:PublicRes>/Doc_0/PublicRes.xml</ofd:PublicRes>", more={"PublicRes.xml": resources},
    )  # fmt: skip
    assert texts(data) == [SENTENCE]


def test_a_watermark_is_set_aside() -> None:
    turned = text_object(50, 150, "内部资料", more='CTM="0.7 0.7 -0.7 0.7 0 0"')
    raw = read(ofd_file([page(text_object(20, 30, SENTENCE) + turned)] * 2))
    assert [line.text for line in raw.pages[1].lines] == [SENTENCE]
    assert raw.set_aside == ("内部资料",) and [p.number for p in raw.pages] == [1, 2]


@pytest.mark.parametrize("by_character", [False, True])
@pytest.mark.parametrize("shuffled", [False, True])
def test_a_page_of_three_columns_reads_like_its_pdf(by_character: bool, shuffled: bool) -> None:
    from magazine import magazine

    objects = []
    for piece in pieces():
        size = piece.size * MM
        if by_character:
            x = piece.x
            for character in piece.text:
                objects.append(text_object(x * MM, piece.y * MM, character, size=size))
                x += piece.size * (0.5 if ord(character) < 128 else 1)
        else:
            steps = " ".join(str(size * (0.5 if ord(c) < 128 else 1)) for c in piece.text[:-1])
            objects.append(
                text_object(piece.x * MM, piece.y * MM, piece.text, size, code=f'DeltaX="{steps}"')
            )
    if shuffled:
        random.Random(7).shuffle(objects)
    ofd = arrange(read(ofd_file([page("".join(objects), area=f"0 0 {595 * MM} {842 * MM}")])), "a.ofd")
    reader = choose(magazine(), ".pdf")
    assert reader is not None
    pdf = arrange(reader.read(magazine()), "a.pdf")
    assert [[p.text for p in a.paragraphs if p.kind == "body"] for a in ofd.articles] == [
        [p.text for p in a.paragraphs if p.kind == "body"] for a in pdf.articles
    ]


def test_what_the_file_says_of_itself() -> None:
    info = "<ofd:Title>云溪镇总结</ofd:Title><ofd:Author>方小禾</ofd:Author><ofd:CreationDate>2024-12-31</ofd:CreationDate>"
    raw = read(ofd_file([page(text_object(20, 30, SENTENCE))], info=info))
    assert (raw.title, raw.author, raw.date) == ("云溪镇总结", "方小禾", "2024-12-31")


def without(data: bytes, path: str, instead: str | None = None) -> bytes:
    source, file = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(file, "w") as target:
        for name in source.namelist():
            if name != path:
                target.writestr(name, source.read(name))
        if instead:
            target.writestr(instead, "x")
    return file.getvalue()


GOOD = ofd_file([page(text_object(20, 30, SENTENCE))])


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (ofd_file([page('<ofd:ImageObject ID="3" Boundary="0 0 210 297" ResourceID="4"/>')]), "empty"),
        (ofd_file([page(text_object(20, 30, "\ue001\ue002\ue003\ue004"))]), "unsupported"),
        (GOOD[:-40], "corrupt"),
        (b"no package", "corrupt"),
        (without(GOOD, "OFD.xml"), "corrupt"),
        (without(GOOD, "Doc_0/Document.xml"), "corrupt"),
        (without(GOOD, "Doc_0/Document.xml", "Doc_0/Encryptions.xml"), "encrypted"),
        (ofd_file(["<broken"]), "corrupt"),
        (word_file(paragraph("正文。")).replace(b"word/", b"w_rd/"), "corrupt"),
    ],
)
def test_files_that_cannot_be_read(data: bytes, expected: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(data)
    assert caught.value.status == expected
    assert "请" in caught.value.reason and caught.value.reason.endswith("。")


def test_it_is_known_by_its_content() -> None:
    assert [read(GOOD, extension).pages[0].lines[0].text for extension in (".zip", ".pdf", ".txt")] == [
        SENTENCE
    ] * 3


@settings(max_examples=100, deadline=None)
@given(
    st.integers(0, len(GOOD) - 1), st.integers(0, 255), st.booleans(), st.text("0123456789.-g ex", max_size=9)
)
def test_damage_never_raises_anything_else(place: int, byte: int, cut: bool, values: str) -> None:
    odd = ofd_file(
        [
            page(
                f'<ofd:TextObject Boundary="{values}" CTM="{values}" Size="{values}"><ofd:TextCode X="{values}" DeltaX="{values}">甲乙丙</ofd:TextCode></ofd:TextObject>'
            )
        ]
    )
    for data in (GOOD[:place] if cut else GOOD[:place] + bytes([byte]) + GOOD[place + 1 :], odd):
        reader = choose(data, ".ofd")
        assert reader is not None
        try:
            reader.read(data)
        except Unreadable as unreadable:
            assert unreadable.reason.endswith("。")


def test_a_ruled_table_and_its_turn() -> None:
    """Frame and lines as one path each, in a boundary of their own, one of them scaled."""

    def path(x: float, y: float, data: str, more: str = "") -> str:
        return f'<ofd:PathObject ID="8" Boundary="{x} {y} 100 40" LineWidth="0.25" {more}><ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>'

    lines = [path(20, 30, "M 0 0 L 60 0 L 60 24 L 0 24 C")]
    lines += [path(20, 30 + 8 * n, "M 0 0 L 30 0", 'CTM="2 0 0 2 0 0"') for n in (1, 2)]
    lines += [path(20 + 20 * n, 30, "M 0 0 L 0 24") for n in (1, 2)]
    lines.append(path(20, 30, "M 0 0 B 1 1 2 2 3 3"))
    rows = [("村名", "支部", "党员"), ("河湾", "3", "95"), ("北沟", "2", "41")]
    cells = [
        text_object(22 + 20 * c, 35 + 8 * r, text) for r, row in enumerate(rows) for c, text in enumerate(row)
    ]
    raw = read(ofd_file([page("".join([*lines, *cells, text_object(20, 80, SENTENCE)]))]))
    assert [(line.text, line.table) for line in raw.pages[0].lines] == [
        (SENTENCE, None), *(("\t".join(row), 1) for row in rows)
    ]  # fmt: skip
