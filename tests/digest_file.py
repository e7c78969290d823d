"""A ledger for the tests of 摘编.docx, and the file as an independent reader sees it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import docx
import pytest
from docx.document import Document as Word
from ledger_rows import count, document, place

from pipeline.ledger.store import Store
from pipeline.rows.activities import Activity
from pipeline.rows.articles import ArticleRow
from pipeline.rows.brands import Brand
from pipeline.rows.checks import CHECKS, Check
from pipeline.rows.documents import DocumentRow
from pipeline.rows.honours import Honour
from pipeline.rows.mechanisms import Mechanism
from pipeline.rows.numerals import NumeralRow
from pipeline.rows.quotes import Quote
from pipeline.rows.totals import TOTALS, LeftOut, Total
from pipeline.writers.digest import NAME, write

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
