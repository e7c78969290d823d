"""One report in several formats is read once; two reports made from one template are two."""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from magazine import Piece, pdf_of, wrapped
from runs import documents, tables, taizhang
from word_files import paragraph, word_file

from pipeline.ledger.copies import Copy, clauses_of, originals

TITLE = "柏林村2024年党建工作总结"
BODY = (
    "2024年，柏林村党支部有党员42名，全年开展主题党日12次，走访群众1,860户，帮助解决“急难愁盼”问题35个。",
    "村党支部书记周长顺带头领办项目，引进大棚种植企业2家，村集体收入达到36.5万元，比上年增长8.5%。",
    "下一步，柏林村党支部将继续抓好队伍建设，办好养老服务站，让群众的日子越过越好。",
)
TEXT = "\n".join((TITLE, *BODY))


def copy(name: str, text: str = TEXT, partial: bool = False) -> Copy:
    return Copy(name, partial, name.rsplit(".", 1)[1], tuple(clauses_of(text)))


SAME = [
    ("blanks and quotation marks", TEXT.replace("“", '"').replace("”", '"').replace("，", "， ")),
    ("figures of full width, thousands without a comma", TEXT.replace("1,860", "１８６０")),
    ("lines cut elsewhere", TEXT.replace("\n", "").replace("，", "，\n")),
    ("a running head that was left in", f"乡村先锋\n{TEXT}"),
    ("a headline that is missing", "\n".join(("2024年党建工作总结", *BODY))),
    ("a caption left in", f"{TEXT}\n村民在大棚里采摘。"),
]
OTHERS = [
    ("another figure", TEXT.replace("42名", "43名")),
    ("another village", TEXT.replace("柏林村", "石桥村")),
    ("another person", TEXT.replace("周长顺", "周长福")),
    (
        "two figures the other way round, their clauses differ",
        TEXT.replace("42", "#").replace("12", "42").replace("#", "12"),
    ),
    ("one word more that changes the sense", TEXT.replace("将继续", "未能继续")),
    ("figures spelled out", TEXT.replace("2家", "两家")),
    ("much more text", TEXT + "\n" + "全镇各村相互学习，取长补短，共同把工作抓实抓细。" * 4),
]


@pytest.mark.parametrize(("note", "text"), SAME)
def test_a_copy_in_another_format_is_known(note: str, text: str) -> None:
    assert originals([copy("总结.txt", text), copy("总结.docx")]) == {"总结.txt": "总结.docx"}


@pytest.mark.parametrize(("note", "text"), OTHERS)
def test_two_reports_of_one_template_are_two(note: str, text: str) -> None:
    assert originals([copy("甲.txt", text), copy("乙.docx")]) == {}
    assert originals([copy("甲.docx", text), copy("乙.docx")]) == {}


def test_the_order_decides_nothing_and_the_richest_format_is_read() -> None:
    copies = [copy("a.txt"), copy("b.pdf"), copy("z.docx"), copy("c.html"), copy("d.ofd"), copy("y.docx")]
    for order in itertools.permutations(copies):
        assert originals(order) == {
            name: "y.docx" for name in ("a.txt", "b.pdf", "z.docx", "c.html", "d.ofd")
        }


def test_what_is_not_whole_is_never_the_original() -> None:
    assert originals([copy("a.docx", partial=True), copy("b.txt")]) == {"a.docx": "b.txt"}


def test_too_little_text_is_no_copy() -> None:
    assert originals([copy("a.docx", "附件1"), copy("b.txt", "附件1")]) == {}


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(TEXT) - 1), st.sampled_from("0123456789村镇张王有无上下"))
def test_no_character_may_differ(place: int, character: str) -> None:
    changed = TEXT[:place] + character + TEXT[place + 1 :]
    same = tuple(clauses_of(changed)) == tuple(clauses_of(TEXT))
    lost = "".join(clauses_of(TEXT[:place] + TEXT[place + 1 :])) == "".join(clauses_of(TEXT))
    found = originals([copy("a.docx"), copy("b.txt", changed)])
    assert bool(found) == (same or (lost and not character.isdigit()))


def in_pdf(lines: tuple[str, ...]) -> bytes:
    pieces, y = [Piece(150, 90, lines[0], 16)], 130.0
    for line in lines[1:]:
        for indent, text in wrapped(line, 480.0, 10.5, 21.0):
            pieces.append(Piece(50 + indent, y, text, 10.5))
            y += 18
    return pdf_of([[*pieces, Piece(297, 815, "- 1 -", 9)]])


def fill(folder: Path) -> None:
    folder.mkdir()
    (folder / "总结.docx").write_bytes(word_file("".join(map(paragraph, (TITLE, *BODY)))))
    (folder / "总结.pdf").write_bytes(in_pdf((TITLE, *BODY)))
    (folder / "A.txt").write_bytes(TEXT.encode("gb18030"))
    body = "".join(f"<p>{line}</p>" for line in BODY)
    (folder / "网页.html").write_text(
        f"<html><meta charset=utf-8><title>{TITLE}_柏林先锋网</title><body><h1>{TITLE}</h1>"
        f"<p>来源：柏林先锋网　发布时间：2025-01-09 10:30</p><div id=zoom>{body}</div></body></html>", "utf-8"
    )  # fmt: skip
    (folder / "石桥.txt").write_text(TEXT.replace("柏林村", "石桥村").replace("42名", "28名"), "utf-8")


def copied(out: Path) -> dict[str, str]:
    return {name: row["duplicate_of"] for name, row in documents(out).items() if row["status"] == "duplicate"}


def test_a_folder_with_copies_and_what_later_runs_make_of_it(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    fill(folder)
    assert taizhang("run", folder, "-o", out).returncode == 0
    assert copied(out) == {"A.txt": "总结.docx", "总结.pdf": "总结.docx", "网页.html": "总结.docx"}
    row = documents(out)["总结.pdf"]
    assert (
        row["reader"] == "PDF"
        and row["articles"] == 0
        and row["reason"] == "与 总结.docx 是同一篇材料（另一种格式），只读一次。"
    )
    before = tables(out)
    again = taizhang("run", folder, "-o", out)
    assert again.returncode == 0 and tables(out) == before
    steps = [
        lambda: (folder / "总结.docx").rename(tmp_path / "away.docx"),  # the next richest copy is read
        lambda: shutil.move(tmp_path / "away.docx", folder / "总结.docx"),
        lambda: (folder / "A.txt").write_text(TEXT.replace("35个", "36个"), "utf-8"),
    ]
    originals_then = ["网页.html", "总结.docx", "总结.docx"]
    for number, (step, original) in enumerate(zip(steps, originals_then, strict=True)):
        step()
        assert taizhang("run", folder, "-o", out).returncode == 0
        fresh = tmp_path / f"fresh{number}"
        assert taizhang("run", folder, "-o", fresh).returncode == 0
        assert set(copied(out).values()) == {original}
        assert tables(out) == tables(fresh)
