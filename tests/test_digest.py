"""摘编.docx read by an independent reader: what stands in it is what the tables say, each with its source as a footnote."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import docx
import pytest
from digest_file import SECTIONS, W, filled, footnotes, lines, noted, of_section, opened, part, store
from ledger_rows import count, document, place

from pipeline.ledger.store import Store
from pipeline.rows.activities import Activity
from pipeline.rows.brands import BRANDS, Brand
from pipeline.rows.checks import CHECKS, Check
from pipeline.rows.counts import COUNTS
from pipeline.rows.documents import DocumentRow
from pipeline.rows.honours import HONOURS, Honour
from pipeline.rows.mechanisms import MECHANISMS, Mechanism
from pipeline.rows.quotes import QUOTES, Quote
from pipeline.rows.totals import TOTALS, Total
from pipeline.run import run
from pipeline.writers.characters import visible
from pipeline.writers.chronicle import spoken
from pipeline.writers.digest import NAME, write
from pipeline.writers.digest.sections import figures, named, open, table, told
from pipeline.writers.digest.wording import (
    MOST_SENTENCE,
    cut,
    stated,
)

__all__ = ["filled", "store"]  # fixtures

REPORTS = Path(__file__).parent.parent / "corpora" / "reports"
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


def test_the_sections_stand_in_order_under_real_headings(filled: Store, tmp_path: Path) -> None:
    word = opened(filled, tmp_path)
    assert [p.text for p in word.paragraphs if p.style.name == "Heading 1"] == SECTIONS
    second = [p.text for p in word.paragraphs if p.style.name == "Heading 2"]
    assert second[:4] == ["（一）全部报告", "（二）石桥村", "（三）云峰镇", "（四）原文没有写明主体的数"]
    assert second[4:6] == ["（一）省级", "（二）原文没有写明级别的"]


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
