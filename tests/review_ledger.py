"""A ledger for the tests of 核查.html, written for this project: crossing spans, two documents, and hostile text."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from ledger_rows import count, document, place

from pipeline.ledger.decisions import about, save
from pipeline.ledger.store import Store
from pipeline.model.row import Evidence
from pipeline.rows import CHECKS, ORGANISATIONS, QUOTES
from pipeline.rows.articles import ArticleRow
from pipeline.rows.checks import Check
from pipeline.rows.documents import DocumentRow
from pipeline.rows.mechanisms import Mechanism
from pipeline.rows.mentions import Mention
from pipeline.rows.numerals import NumeralRow
from pipeline.rows.organisations import Organisation
from pipeline.rows.paragraphs import ParagraphRow
from pipeline.rows.quotes import Quote

HOSTILE = [
    "</script><script>document.title='坏了'</script>",
    "<!--<script>",
    "]]></style></textarea></title><plaintext>",
    "<img src=x onerror=\"document.title='坏了'\">",
    "&lt;b&gt;&#60;&amp;",
    "javascript:alert(1)",
    "{{ data }}{% raw %}",
    "__proto__",
    "a\x00b\x0b\x1f\x7f\x85",
    "\ud800半个\udc00",
    "\u202e倒着\u200f\u2066隔开\u2069",
    "\u2028行\u2029段\ufeff\ufffe\uffff",
    "𠮷" * 300,
    "长" * 40_000,
    "שלום עולם",
]


def at(text: str, said: str, name: str = "甲.txt", paragraph: int = 2, offset: int = 0) -> Evidence:
    """Evidence for the first `said` in the paragraph `text`, of which the sentence is all from `offset` on."""
    return replace(place(text[offset:], said, name, paragraph), offset=offset)


def fill(store: Store) -> None:
    """Two reports that disagree, one file that could not be read; every kind of paragraph, crossing highlights."""
    text = "𠮷祥村有党员63名。“路修好了，全村63名党员一个不落。”建起“红心𠮷祥”工程，又写了8个字。"
    town = Organisation("𠮷祥村党支部", "party")
    whole = replace(count("63名", "党员", owner="𠮷祥村"), evidence=at(text, "63名"))
    other_text = "通报说𠮷祥村有党员65名。"
    other = replace(
        count("65名", "党员", owner="𠮷祥村", document="乙.txt"), evidence=at(other_text, "65名", "乙.txt", 1)
    )
    table = "甲组\t12\t34"
    cell = replace(count("12", "人数"), evidence=at(table, "12", paragraph=5))
    store.add(
        document("甲.txt"),
        [
            ArticleRow("甲.txt", 1, "𠮷祥村这一年", None, (), None, "2024", False, (), 80),
            ParagraphRow("甲.txt", 1, 1, "title", None, "𠮷祥村这一年"),
            ParagraphRow("甲.txt", 1, 2, "body", 1, text),
            ParagraphRow("甲.txt", 1, 3, "caption", 1, "图为村口。"),
            ParagraphRow("甲.txt", 1, 4, "table", 1, "组别\t人数\t户数"),
            ParagraphRow("甲.txt", 1, 5, "table", 1, table),
            whole,
            cell,
            replace(count("63名", "党员"), evidence=at(text, "63名", offset=11)),
            Quote(
                at(text, "路修好了，全村63名党员一个不落。"), None, None, "路修好了，全村63名党员一个不落。"
            ),
            Mechanism(at(text, "红心𠮷祥"), "红心𠮷祥", "工程"),
            Mention(at(text, "𠮷祥”工程"), "organisation", "𠮷祥”工程", "𠮷祥”工程", town.id),  # crosses
            Mention(
                place("不在文中的一句。", "一句", paragraph=9), "organisation", "一句", "一句", None, True
            ),
            NumeralRow(at(text, "63名"), "63名", "count", whole.id),
            NumeralRow(at(text, "8"), "8", "unassigned"),
            town,
        ],
    )
    store.add(
        replace(document("乙.txt"), sha256="1" * 64),
        [
            ArticleRow("乙.txt", 1, "通报", None, (), None, None, False, (), 20),
            ParagraphRow("乙.txt", 1, 1, "body", None, other_text),
            other,
        ],
    )
    store.add(DocumentRow("坏.docx", None, "docx", None, None, 0, 0, "corrupt", "文件已损坏。"), [])
    store.replace(ORGANISATIONS, [town])
    side = other.evidence
    store.replace(CHECKS, [
        Check(whole.evidence, "contradiction", "党员数前后不一。", "error", (whole.id, other.id), "乙.txt", 1, 1,
              side.sentence, side.start, side.end),
    ])  # fmt: skip


def put_lines(store: Store) -> None:
    """Where the second paragraph of the first report stands on its page, as a reader of PDF would tell it."""
    lines = [(0, 10, 80.2, 92.0), (10, 47, 96.0, 108.1)]
    with store.writing():
        store.database.executemany(
            "INSERT INTO boxes VALUES ('甲.txt', 1, 2, ?, ?, 1, 50.0, ?, 279.6, ?, 1.0)", lines
        )


def fill_lines(store: Store) -> None:
    """The reports of `fill`, one with its lines on the page and a quotation that was checked before."""
    fill(store)
    put_lines(store)
    (quote,) = store.rows(QUOTES)
    save(store, [replace(about(quote), state="confirmed", note="核过", reviewer="李四", now=quote.id)])


def fill_hostile(store: Store) -> None:
    """One document whose name, title, paragraphs, columns and rules are all hostile."""
    name = f"{HOSTILE[0]}.txt"
    rows: list[object] = [ArticleRow(name, 1, HOSTILE[3], None, (), None, None, False, (), 1)]
    for number, text in enumerate(HOSTILE, start=1):
        rows.append(ParagraphRow(name, 1, number, "table" if number % 5 == 0 else "body", None, text))
        found_at = Evidence(name, 1, None, number, text, 0, len(text), HOSTILE[0], 0.5)
        made = count("1个", text, owner=text, period=text)
        rows.append(replace(made, evidence=found_at, text=text, unit=text, value=Decimal(10) ** 400))
        rows.append(NumeralRow(found_at, text, "unassigned"))
    store.add(document(name), rows)  # type: ignore[arg-type]
    made_by = next(row for row in rows if hasattr(row, "indicator"))
    store.replace(
        CHECKS, [Check(made_by.evidence, "sum", HOSTILE[0], "error", (), HOSTILE[3], 1, 1, HOSTILE[3], 0, 3)]
    )  # type: ignore[attr-defined]
