"""摘编.docx read by an independent reader: what stands in it is what the tables say, each with its source as a footnote."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import docx
import pytest
from docx.document import Document as Word
from docx.shared import Mm, Pt
from hypothesis import given
from hypothesis import strategies as st
from ledger_rows import count, document, place

from pipeline.ledger.store import Store
from pipeline.rows.activities import Activity
from pipeline.rows.articles import ArticleRow
from pipeline.rows.brands import BRANDS, Brand
from pipeline.rows.checks import CHECKS, Check
from pipeline.rows.counts import COUNTS
from pipeline.rows.documents import DocumentRow
from pipeline.rows.honours import HONOURS, Honour
from pipeline.rows.mechanisms import MECHANISMS, Mechanism
from pipeline.rows.numerals import NumeralRow
from pipeline.rows.quotes import QUOTES, Quote
from pipeline.rows.totals import TOTALS, LeftOut, Total
from pipeline.run import run
from pipeline.writers.characters import visible
from pipeline.writers.chronicle import spoken
from pipeline.writers.digest import NAME, write
from pipeline.writers.digest.sections import figures, named, open, table, told
from pipeline.writers.digest.wording import (
    CUT,
    MOST_SENTENCE,
    amount,
    chinese,
    cut,
    excerpt,
    listed,
    number,
    stated,
)

REPORTS = Path(__file__).parent.parent / "corpora" / "reports"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SECTIONS = [
    "一、数据摘编",
    "二、数据表",
    "三、荣誉",
    "四、品牌",
    "五、机制做法",
    "六、引语",
    "七、大事记",
    "附：待核对事项",
]
HOSTILE = [
    "=cmd|' /C calc'!A0",
    "{{7*7}}",
    "{% raw %}",
    "<w:p><w:r/></w:p>",
    "</w:t></w:r>]]>&amp;&#0;",
    "<!-- x --><?xml?>",
    "_x0041_",
    'TOC \\o "1-9"',
    "a\x00b\x0b\x1f\x7f",
    "\ud800半个",
    "\u202e倒着\u200f",
    "  两头空格  ",
    "上\n下\r\n末\t格",
    "\ufffe\uffff",
    "𠮷" * 20_000,
    "长" * 40_000,
]


def opened(store: Store, out: Path) -> Word:
    write(store, out)
    assert sorted(path.name for path in out.iterdir() if "docx" in path.name) == [NAME]
    return docx.Document(str(out / NAME))


def lines(word: Word) -> list[str]:
    return [paragraph.text for paragraph in word.paragraphs]


def part(out: Path, name: str) -> ElementTree.Element:
    with zipfile.ZipFile(out / NAME) as package:
        return ElementTree.fromstring(package.read(f"word/{name}.xml"))


def footnotes(out: Path) -> dict[int, str]:
    """The text of each footnote by its id, the separators left out; its paragraphs are parted by a line feed."""
    notes = {}
    for note in part(out, "footnotes"):
        if note.get(f"{W}type") is None:
            paragraphs = ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in note.iter(f"{W}p")]
            notes[int(note.get(f"{W}id") or 0)] = "\n".join(paragraphs).strip()
    return notes


def noted(out: Path) -> list[tuple[str, list[str]]]:
    """Every paragraph that has footnotes: its text, and theirs."""
    notes = footnotes(out)
    found = []
    for paragraph in part(out, "document").iter(f"{W}p"):
        marks = [int(mark.get(f"{W}id") or 0) for mark in paragraph.iter(f"{W}footnoteReference")]
        if marks:
            found.append(("".join(t.text or "" for t in paragraph.iter(f"{W}t")), [notes[m] for m in marks]))
    return found


def of_section(word: Word, title: str) -> list[str]:
    """The lines between a first-level heading and the next."""
    found: list[str] = []
    inside = False
    for paragraph in word.paragraphs:
        if paragraph.style.name == "Heading 1":
            inside = paragraph.text == title
        elif inside:
            found.append(paragraph.text)
    return found


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "ledger.sqlite") as made:
        yield made


@pytest.fixture
def filled(store: Store) -> Store:
    """A ledger with something for every section."""
    said = "全镇共有党员1285名，其中女党员420名，占32.7%，比上年增加15名，走访群众200余户。"
    members = count("1285名", "党员总数", owner="云峰镇", sentence=said, period="2024-06", paragraph=2)
    women = count("420名", "女党员", owner="云峰镇", sentence=said, period="2024-06", paragraph=2)
    share = count("32.7%", "女党员", owner="云峰镇", sentence=said, period="2024-06", paragraph=2,
                  aspect="share", action="占")  # fmt: skip
    grown = count(
        "15名", "党员总数", owner="云峰镇", sentence=said, period="2024-06", paragraph=2, aspect="change"
    )
    visits = count("200余户", "走访群众", owner="云峰镇", sentence=said, paragraph=2, aspect="cumulative")
    rate = count("98.4%", "办结率", owner="石桥村", sentence="办结率98.4%。", paragraph=3, aspect="share")
    planned = count("12个", "示范点", owner="石桥村", sentence="再建示范点12个。", paragraph=4, period="2025",
                    aspect="target")  # fmt: skip
    firms = count(
        "5家", "企业", owner="石桥村", sentence="引来5家企业。", paragraph=5, examples=("甲厂", "乙厂")
    )
    fewer = count("近2000人", "受益", owner="石桥村", sentence="受益近2000人。", paragraph=6)
    other = count(
        "1290名", "党员总数", owner="云峰镇", sentence="党员1290名。", document="乙.txt", period="2024-06"
    )
    loose = count("3.5个百分点", "入园率", sentence="入园率下降3.5个百分点。", paragraph=7, aspect="change",
                  value=Decimal("-3.5"))  # fmt: skip
    store.add(
        document("甲.txt"),
        [
            ArticleRow("甲.txt", 1, "云峰镇这一年", None, (), None, "2024-12-30", False, (), 80),
            ArticleRow("甲.txt", 2, "石桥村", None, (), None, None, False, (), 20),
            *(members, women, share, grown, visits, rate, planned, firms, fewer, loose),
            Honour(place("获评全省先进。", "全省先进"), "云峰镇", "全省先进", "province", "2024", "省委"),
            Honour(place("获评全省先进。", "全省先进"), "石桥村", "全省先进", "province", "2024", "省委"),
            Honour(place("评上了好集体。", "好集体"), None, "好集体"),
            Brand(place("打响“云上红”党建品牌。", "云上红"), "云上红", "党建品牌", "云峰镇"),
            Brand(place("“云上红”又上一层。", "云上红", paragraph=3), "云上红", "党建品牌", "云峰镇", "2021-03", "红在云上"),
            Mechanism(place("建起“三步走”机制。", "三步走"), "三步走", "机制", ("先问", "再议", "后办"), "石桥村"),
            Quote(place("他说：“路通了。”", "路通了。"), "赵三", "云峰镇党委书记", "路通了。"),
            Quote(place("有人说：“真好。”", "真好。"), None, None, "真好。"),
            Activity(place("3月5日，办邻里节。", "邻里节"), "邻里节", "云峰镇", "2024-03-05", "文化站"),
            Activity(place("三月里办插花比赛。", "插花比赛"), "插花比赛", None, "2024-03"),
            Activity(place("也办过读书会。", "读书会"), "读书会", None, None),
            NumeralRow(place("编成7册。", "7"), "7", "unassigned"),
            NumeralRow(place("2024年。", "2024"), "2024", "time"),
        ],
    )  # fmt: skip
    store.add(document("乙.txt"), [other])
    store.add(DocumentRow("坏.docx", None, "docx", None, None, 0, 0, "corrupt", "文件已损坏。"), [])
    store.add(
        DocumentRow("同.txt", None, "txt", None, None, 0, 0, "duplicate", "与甲.txt相同。", "甲.txt"), []
    )

    def total(fact: Any, low: int | None, high: int | None, *left: LeftOut) -> Total:
        bounds = (None if low is None else Decimal(low), None if high is None else Decimal(high))
        return Total(
            fact.indicator,
            None,
            fact.unit,
            fact.owner,
            fact.period,
            fact.value,
            *bounds,
            False,
            (fact.id,),
            left,
        )

    store.replace(
        TOTALS,
        [
            total(members, 1285, 1285, LeftOut(other.id, "conflict"), LeftOut(grown.id, "change")),
            total(women, 420, 420, LeftOut(share.id, "share")),
            total(visits, 200, None),
            total(firms, 5, 5),
            total(fewer, None, 2000),
            Total("党员总数", None, "名", None, "2024", Decimal(1705), Decimal(1705), Decimal(1705), True,
                  (members.id, women.id)),
        ],
    )  # fmt: skip
    store.replace(
        CHECKS,
        [
            Check(women.evidence, "sum", "同一句里两数不合。", "note", (women.id,), "甲.txt", 1, 2, said, 4, 9),
            Check(members.evidence, "contradiction", "两处不同。", "error", (members.id, other.id), "乙.txt", 1, 1,
                  "党员1290名。", 2, 7),
        ],
    )  # fmt: skip
    return store


def test_the_sections_stand_in_order_under_real_headings(filled: Store, tmp_path: Path) -> None:
    word = opened(filled, tmp_path)
    assert [p.text for p in word.paragraphs if p.style.name == "Heading 1"] == SECTIONS
    second = [p.text for p in word.paragraphs if p.style.name == "Heading 2"]
    assert second[:4] == ["（一）全部报告", "（二）石桥村", "（三）云峰镇", "（四）原文没有写明主体的数"]
    assert second[4:6] == ["（一）省级", "（二）原文没有写明级别的"]


def test_an_empty_ledger_makes_a_whole_digest(store: Store, tmp_path: Path) -> None:
    word = opened(store, tmp_path)
    assert [p.text for p in word.paragraphs if p.style.name == "Heading 1"] == SECTIONS
    assert lines(word).count("这些报告中没有找到。") == 5
    assert footnotes(tmp_path) == {} and word.tables == []


def test_a_figure_is_a_sentence_with_time_bounds_and_what_is_said_of_it(
    filled: Store, tmp_path: Path
) -> None:
    found = of_section(opened(filled, tmp_path), "一、数据摘编")
    assert found == [
        "（一）全部报告",
        "1. 2024年，党员总数合计1705名（由2项数据相加）。",
        "（二）石桥村",
        "1. 2025年，示范点目标为12个。",
        "以下原文没有写明时间：",
        "2. 办结率为98.4%。",
        "3. 企业5家（原文举出：甲厂、乙厂）。",
        "4. 受益至多2000人（原文“近2000人”）。",
        "（三）云峰镇",
        "1. 2024年6月，党员总数1285名，增加15名；女党员420名，占32.7%。",
        "以下原文没有写明时间：",
        "2. 走访群众累计至少200户（原文“200余户”）。",
        "（四）原文没有写明主体的数",
        "原文没有写明时间：",
        "1. 入园率减少3.5个百分点。",
    ]


def test_the_source_of_a_figure_is_a_footnote(filled: Store, tmp_path: Path) -> None:
    write(filled, tmp_path)
    notes = {text: said for text, said in noted(tmp_path)}
    said = "全镇共有党员1285名，其中女党员420名，占32.7%，比上年增加15名，走访群众200余户。"
    assert notes["1. 2024年6月，党员总数1285名，增加15名；女党员420名，占32.7%。"] == [
        f"甲.txt，第1篇第2段：{said}\n“党员总数”另一处（说法不一）：乙.txt，第1段，1290名。"
    ]
    assert notes["1. 2024年，党员总数合计1705名（由2项数据相加）。"] == [
        "由下列各数相加：云峰镇1285名（甲.txt，第1篇第2段）；云峰镇420名（甲.txt，第1篇第2段）。"
    ]
    bold = [
        "".join(t.text or "" for t in r.iter(f"{W}t"))
        for r in part(tmp_path, "footnotes").iter(f"{W}r")
        if any(style.get(f"{W}val") == "Strong" for style in r.iter(f"{W}rStyle"))
    ]
    assert bold[6:10] == ["1285名", "420名", "32.7%", "15名"]


def test_named_things_stand_once_with_all_that_is_said_of_them(filled: Store, tmp_path: Path) -> None:
    word = opened(filled, tmp_path)
    assert of_section(word, "三、荣誉") == [
        "（一）省级",
        "1. 2024年，全省先进（省委授予）：石桥村、云峰镇。",
        "（二）原文没有写明级别的",
        "1. 好集体：原文没有写明获得者。",
    ]
    assert of_section(word, "四、品牌") == ["1. 云峰镇“云上红”党建品牌（2021年3月创建；释义：红在云上）。"]
    assert of_section(word, "五、机制做法") == ["1. 石桥村“三步走”机制，构成：先问、再议、后办。"]
    brand = next(said for text, said in noted(tmp_path) if "云上红" in text)
    assert brand == ["甲.txt，第1篇第1段：打响“云上红”党建品牌。\n甲.txt，第1篇第3段：“云上红”又上一层。"]


def test_quotations_have_speakers_and_the_chronicle_its_order(filled: Store, tmp_path: Path) -> None:
    word = opened(filled, tmp_path)
    assert of_section(word, "六、引语") == [
        "1. 赵三（云峰镇党委书记）：“路通了。”",
        "2. 原文没有写明说话人：“真好。”",
    ]
    assert of_section(word, "七、大事记") == [
        "2024年3月5日　云峰镇：邻里节（地点：文化站）。",
        "2024年3月（是月）　插花比赛。",
        "2024年（是年）　石桥村、云峰镇：获得荣誉：全省先进。",
        "另有2条活动、荣誉，原文没有写明时间，未列入，见台账“活动”“荣誉”。",
    ]


def test_the_appendix_tells_what_is_open(filled: Store, tmp_path: Path) -> None:
    said = "全镇共有党员1285名，其中女党员420名，占32.7%，比上年增加15名，走访群众200余户。"
    assert of_section(opened(filled, tmp_path), "附：待核对事项") == [
        "（一）核对提示",
        "1. 【差错·前后不一】两处不同。",
        f"一处：甲.txt，第1篇第2段：{said}",
        "另一处：乙.txt，第1段：党员1290名。",
        "2. 【提示·分项合计】同一句里两数不合。",
        f"原文：甲.txt，第1篇第2段：{said}",
        "（二）没有归入任何一类的数字",
        "正文中有1个数字没有归入任何一类，可能有漏掉的数据，见台账“数字清点”。",
        "（三）没有读入的文件",
        "1. 坏.docx（文件损坏）：文件已损坏。",
    ]


def test_the_table_has_the_figures(filled: Store, tmp_path: Path) -> None:
    (grid,) = opened(filled, tmp_path).tables
    rows = [[cell.text for cell in row.cells] for row in grid.rows]
    assert rows[0] == ["指标", "单位", "时间", "主体", "数值", "来源"]
    assert rows[1] == ["党员总数", "名", "2024年", "全部报告", "1705", "合计（2处）"]
    assert rows[2] == ["党员总数", "名", "2024年6月", "云峰镇", "1285", "甲.txt，第1篇第2段"]
    assert ["走访群众", "户", "", "云峰镇", "至少200", "甲.txt，第1篇第2段"] in rows
    assert len(rows) == 1 + filled.size(TOTALS)
    assert grid.rows[0]._tr.trPr.find(f"{W}tblHeader") is not None


def test_every_style_names_its_font_in_all_four_slots(filled: Store, tmp_path: Path) -> None:
    word = opened(filled, tmp_path)
    eastern = {}
    for style in (s for s in word.styles if s.type == docx.enum.style.WD_STYLE_TYPE.PARAGRAPH):
        slots = style.element.rPr.find(f"{W}rFonts").attrib
        assert set(slots) == {f"{W}{slot}" for slot in ("ascii", "hAnsi", "eastAsia", "cs")}
        assert slots[f"{W}eastAsia"] == slots[f"{W}hAnsi"], "quotation marks would be in the Latin font"
        eastern[style.name] = (slots[f"{W}eastAsia"], style.font.size)
    assert eastern["Title"] == ("方正小标宋简体", Pt(22))
    assert eastern["Heading 1"] == ("黑体", Pt(16))
    assert eastern["Heading 2"] == ("楷体", Pt(16))
    assert eastern["Body Text"] == ("仿宋", Pt(16))
    assert eastern["Footer Odd"] == eastern["Footer Even"] == ("宋体", Pt(14))
    assert {p.style.name for p in word.paragraphs} <= set(eastern)
    used = {name for name, _ in eastern.values()}
    listed_fonts = {f.get(f"{W}name"): f.find(f"{W}altName") for f in part(tmp_path, "fontTable")}
    assert used < set(listed_fonts) and all(alternative is not None for alternative in listed_fonts.values())


def test_the_page_is_that_of_the_standard(filled: Store, tmp_path: Path) -> None:
    (section,) = opened(filled, tmp_path).sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    margins = (section.top_margin, section.left_margin, section.bottom_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins] == [37, 28, 35, 26]
    assert section.page_width - section.left_margin - section.right_margin == pytest.approx(
        Mm(156), abs=Mm(0.2)
    )
    body = docx.Document(str(tmp_path / NAME)).styles["Body Text"].paragraph_format
    assert (body.line_spacing, body.first_line_indent) == (Pt(28.95), Pt(32))


def test_pages_are_numbered_at_the_outer_edge(filled: Store, tmp_path: Path) -> None:
    word = opened(filled, tmp_path)
    assert word.settings.odd_and_even_pages_header_footer
    right, left = docx.enum.text.WD_ALIGN_PARAGRAPH.RIGHT, docx.enum.text.WD_ALIGN_PARAGRAPH.LEFT
    for footer, side in ((word.sections[0].footer, right), (word.sections[0].even_page_footer, left)):
        (paragraph,) = footer.paragraphs
        assert paragraph.text == "— 1 —" and paragraph.style.paragraph_format.alignment == side
        assert [i.text for i in paragraph._p.iter(f"{W}instrText")] == [" PAGE "]


def test_the_table_of_contents_is_a_field_with_its_entries(filled: Store, tmp_path: Path) -> None:
    word = opened(filled, tmp_path)
    (instruction,) = part(tmp_path, "document").iter(f"{W}instrText")
    assert instruction.text == ' TOC \\o "1-2" \\h \\z \\u '
    kinds = [f.get(f"{W}fldCharType") for f in part(tmp_path, "document").iter(f"{W}fldChar")]
    assert kinds == ["begin", "separate", "end"]
    entries = [p for p in word.paragraphs if p.style.name.startswith("toc ")]
    headings = [p for p in word.paragraphs if p.style.name.startswith("Heading ")]
    assert [p.text for p in entries] == [p.text for p in headings]
    marks = {mark.get(f"{W}name"): p.text for p in headings for mark in p._p.iter(f"{W}bookmarkStart")}
    for entry in entries:
        (link,) = entry._p.iter(f"{W}hyperlink")
        assert marks[link.get(f"{W}anchor")] == entry.text


def test_every_mark_has_its_footnote_and_every_footnote_its_mark(filled: Store, tmp_path: Path) -> None:
    write(filled, tmp_path)
    marks = [int(m.get(f"{W}id") or 0) for m in part(tmp_path, "document").iter(f"{W}footnoteReference")]
    assert marks == list(footnotes(tmp_path)) == list(range(1, len(marks) + 1))
    # 1 sum; 2 sentences of the town, 4 of the village, 1 of nobody; 2 honours, 1 brand, 1 mechanism; 2 quotes, 3 events
    assert len(marks) == 1 + 2 + 4 + 1 + 2 + 1 + 1 + 2 + 3
    rules = {n.get(f"{W}type") for n in part(tmp_path, "footnotes")} - {None}
    assert rules == {"separator", "continuationSeparator"}


def test_a_run_over_reports_puts_every_printable_figure_into_words(tmp_path: Path) -> None:
    run(REPORTS, tmp_path)
    word = docx.Document(str(tmp_path / NAME))
    with Store.open(tmp_path / "ledger.sqlite") as store:
        counts = {record["id"]: record for record in store.records(COUNTS)}
        entries = noted(tmp_path)
        shown = missing = 0
        for total in store.records(TOTALS):
            fact = None if total["derived"] else counts[total["facts"][0]]
            figure = stated(total["value"], total["low"], total["high"], total["unit"], fact)
            when = f"{spoken(total['period'])}，" if total["period"] else ""
            sentences = [counts[fact]["sentence"] for fact in total["facts"]][:1]
            if any(
                re.fullmatch(rf"\d+\. {re.escape(when)}.*", text)
                and re.search(rf"{re.escape(total['indicator'])}(累计|新增|合计)?{re.escape(figure)}", text)
                and (total["derived"] or all(visible(s) in note for s in sentences for note in notes))
                for text, notes in entries
            ):
                shown += 1
            else:
                missing += 1
        left = re.findall(r"另有(\d+)项，见台账“指标汇总”和“数据”。", "\n".join(lines(word)))
        assert shown > 200 and missing <= sum(map(int, left))
        body = "\n".join(lines(word))
        for row_type in (BRANDS, MECHANISMS, HONOURS, QUOTES):
            records = list(store.records(row_type))
            assert records
            for record in records:
                assert visible(record["text" if row_type is QUOTES else "name"]) in body
        for record in store.records(MECHANISMS):
            assert "、".join(record["components"]) in body


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:12]))
def test_hostile_text_is_text(store: Store, tmp_path: Path, text: str) -> None:
    fact = count("5个", text, owner=text, sentence=f"{text}共5个。", paragraph=1)
    honour = place(f"获得{text}。", text)
    store.add(
        DocumentRow(text[:80] or "空", "0", "txt", "text", None, 1, 1, "corrupt", f"{text}。"),
        [],
    )
    store.add(
        document("甲.txt"),
        [
            fact,
            Honour(honour, text, text, "city", "2024", text),
            Brand(honour, text, text, text, None, text),
            Mechanism(honour, text, text, (text, "乙"), text),
            Quote(honour, text, text, text),
            Activity(honour, text, text, "2024-05-01", text),
        ],
    )
    store.replace(
        TOTALS,
        [Total(text, None, text, text, text, Decimal(5), Decimal(5), None, False, (fact.id,))],
    )
    store.replace(CHECKS, [Check(fact.evidence, "sum", text, "error", (), text, 1, 1, text, 0, len(text))])
    word = opened(store, tmp_path)
    shown = visible(cut(text)).replace("\u202e", "‹U+202E›")
    for section, title in ((s, t) for t in SECTIONS if t != "二、数据表" for s in [of_section(word, t)]):
        assert shown in "\n".join(section), title
    assert shown[:60] in "\n".join(c.text for c in word.tables[0]._cells)
    assert "\u202e" not in "".join(lines(word)), "a figure behind it would be turned around"
    assert len(list(part(tmp_path, "document").iter(f"{W}instrText"))) == 1
    assert max(map(len, lines(word))) < 1500, "a name too long for a line of print"
    assert all(len(note) < 4 * MOST_SENTENCE for note in footnotes(tmp_path).values())


def test_what_is_left_to_the_workbook_is_said(store: Store, tmp_path: Path) -> None:
    many = figures.MOST_OF_OWNER + 7
    facts = [count(f"{n}个", f"指标{n}", owner="大村", paragraph=n) for n in range(1, many + 1)]
    facts += [
        count("2个", "水井", owner=f"{n}号村", paragraph=500 + n) for n in range(figures.MOST_OWNERS + 3)
    ]
    quotes_made = [
        Quote(place(f"他说：“{n}号话。”", f"{n}号话。", paragraph=n), "赵三", None, f"{n}号话。")
        for n in range(1, told.MOST_QUOTES + 3)
    ]
    brands = [
        Brand(place(f"“{n}号红”。", f"{n}号红", paragraph=n), f"{n}号红", None, None)
        for n in range(named.MOST_ENTRIES + 4)
    ]
    events_made = [
        Activity(place(f"{n}号活动。", f"{n}号活动", paragraph=n), f"{n}号活动", None, "2024-01-01")
        for n in range(told.MOST_EVENTS + 5)
    ]
    store.add(document("甲.txt"), [*facts, *quotes_made, *brands, *events_made])
    store.replace(
        TOTALS,
        [
            Total(f.indicator, None, f.unit, f.owner, None, f.value, f.value, f.value, False, (f.id,))
            for f in facts
        ],
    )
    checks_made = [
        Check(f.evidence, "sum", f"{n}号疑点。", "error", (f.id,))
        for n, f in enumerate(facts)
        if n < open.MOST_CHECKS + 6
    ]
    store.replace(CHECKS, checks_made)
    said = lines(opened(store, tmp_path))
    assert "另有7项，见台账“指标汇总”和“数据”。" in said
    assert "另有4个主体的4项数据，见台账“指标汇总”和“数据”。" in said
    assert f"另有{len(facts) - table.MOST_ROWS}项，见台账“指标汇总”。" in said
    assert {"另有2条，见台账“引语”。", "另有4项，见台账“品牌”。", "另有5件，见台账“大事记”。"} <= set(said)
    assert f"另有{len(checks_made) - open.MOST_CHECKS}条，见台账“核对”。" in said
    (instruction,) = part(tmp_path, "document").iter(f"{W}instrText")
    assert instruction.text == ' TOC \\o "1-1" \\h \\z \\u '


def test_two_digests_of_one_ledger_are_the_same_bytes(filled: Store, tmp_path: Path) -> None:
    write(filled, tmp_path)
    first = (tmp_path / NAME).read_bytes()
    write(filled, tmp_path)
    assert (tmp_path / NAME).read_bytes() == first
    with zipfile.ZipFile(tmp_path / NAME) as package:
        assert {member.date_time for member in package.infolist()} == {(2000, 1, 1, 0, 0, 0)}
        assert package.namelist()[0] == "[Content_Types].xml"


def test_a_digest_that_cannot_be_written_leaves_the_old_one(
    filled: Store, tmp_path: Path, monkeypatch: Any
) -> None:
    (tmp_path / NAME).write_bytes(b"old")

    def locked(self: Path, target: Path) -> Path:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(PermissionError):
        write(filled, tmp_path)
    assert (tmp_path / NAME).read_bytes() == b"old"
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0, "0"), (15, "15"), (4600, "4600"), (24600, "24600"), (99999, "99999"), (100000, "10万"), (1753000, "175.3万"),
     (1753001, "1753001"), (101286000, "10128.6万"), (470000000, "4.7亿"), (10**10, "100亿"), (-1500000, "-150万"),
     (3.2, "3.2"), (62.5, "62.5"), (123456.5, "123456.5"), (float("inf"), "inf"), (205000000, "2.05亿")],
)  # fmt: skip
def test_numbers_read_as_documents_print_them(value: float, shown: str) -> None:
    assert number(value) == shown


@given(st.integers(-(10**15), 10**15))
def test_a_number_in_words_is_the_number(value: int) -> None:
    digits, magnitude = re.fullmatch(r"(-?[\d.]+)([万亿]?)", number(value)).groups()
    assert Decimal(digits) * {"": 1, "万": 10**4, "亿": 10**8}[magnitude] == value


@pytest.mark.parametrize(
    ("value", "low", "high", "shown"),
    [(5, 5, 5, "5家"), (200, 200, None, "至少200家"), (2000, None, 2000, "至多2000家"), (80, None, None, "约80家"),
     (3, 3, 5, "3至5家"), (0, 0, None, "至少0家")],
)  # fmt: skip
def test_bounds_are_in_words(value: float, low: float | None, high: float | None, shown: str) -> None:
    assert amount(value, low, high, "家") == shown


@pytest.mark.parametrize(
    ("text", "value", "unit", "shown"),
    [("84.0%", 84, "%", "84.0%"), ("2.50亿元", 250000000, "元", "2.50亿元"), ("两本", 2, "本", "2本"), ("八成", 80, "%", "80%"),
     ("1406", 1406, "名", "1406名"), ("１２个", 12, "个", "12个"), ("1,285名", 1285, "名", "1,285名"), ("7", 7, None, "7")],
)  # fmt: skip
def test_an_exact_figure_keeps_its_digits(text: str, value: float, unit: str | None, shown: str) -> None:
    assert stated(value, value, value, unit, {"text": text}) == shown
    assert stated(value, value, None, unit, {"text": text}) == f"至少{number(value)}{unit or ''}"


@pytest.mark.parametrize(
    ("name", "kind", "shown"),
    [
        ("邻里红", "党建品牌", "“邻里红”党建品牌"),
        ("头雁工程", "工程", "“头雁工程”"),
        ("三步走", "", "“三步走”"),
    ],
)
def test_a_name_is_not_typed_twice(name: str, kind: str, shown: str) -> None:
    assert named.typed(name, kind) == shown


def test_times_and_headings_are_in_chinese() -> None:
    times = {"2024": "2024年", "2024-06/2024-07": "2024年6月至7月", "2023-12/2024-01": "2023年12月至2024年1月",
             "2024-06-01/2024-06-05": "2024年6月1日至5日", "2024/2024": "2024年", "某时": "某时"}  # fmt: skip
    assert {iso: spoken(iso) for iso in times} == times
    assert [chinese(n) for n in (1, 9, 10, 11, 20, 21, 60, 99)] == ["一", "九", "十", "十一", "二十", "二十一", "六十", "九十九"]  # fmt: skip


@given(st.text(max_size=900), st.lists(st.tuples(st.integers(-5, 900), st.integers(-5, 900)), max_size=4))
def test_an_excerpt_keeps_the_sentence(sentence: str, spans: list[tuple[int, int]]) -> None:
    shown = "".join(run if isinstance(run, str) else run.text for run in excerpt(sentence, spans))
    if len(sentence) <= MOST_SENTENCE:
        assert shown == sentence
    else:
        assert shown.removeprefix("……").removesuffix(CUT) in sentence and len(shown) < MOST_SENTENCE + 20


def test_long_lists_end_with_a_word() -> None:
    assert listed(["甲", "乙"]) == "甲、乙"
    assert listed([str(n) for n in range(5)], most=3) == "0、1、2等5项（余见台账）"
