"""Decisions on rows: found again by content, applied, taken back, and carried over to a ledger made anew."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from ledger_rows import count, document, place

from pipeline.ledger import decisions, entities, verdicts
from pipeline.ledger.corrections import Unusable, corrected, is_correction, parsed, time
from pipeline.ledger.decisions import Decision, about
from pipeline.ledger.store import Store
from pipeline.rows import BRANDS, COUNTS, HONOURS, MENTIONS, ORGANISATIONS, QUOTES
from pipeline.rows.brands import Brand
from pipeline.rows.honours import Honour
from pipeline.rows.mentions import Mention
from pipeline.rows.organisations import Organisation

SENTENCE = "苇塘乡党委新建党支部4个，走访农户120户。"


def filled(path: Path, paragraph: int = 1) -> Store:
    store = Store.create(path)
    body, other = Organisation("苇塘乡党委", "party"), Organisation("苇塘党委", "party", aliases=("乡党委",))
    store.add(
        document("甲.txt"),
        [
            count("4个", "党支部", owner="苇塘乡党委", sentence=SENTENCE, paragraph=paragraph),
            count("120户", "农户", owner="苇塘党委", sentence=SENTENCE, paragraph=paragraph),
            Honour(place("苇塘乡党委获评先进集体。", "先进集体"), "苇塘党委", "先进集体"),
            Brand(place("擦亮“苇叶红”党建品牌。", "苇叶红"), "苇叶红", "党建品牌", "苇塘乡党委"),
            Mention(place(SENTENCE, "苇塘乡党委"), "organisation", "苇塘乡党委", "苇塘乡党委", body.id),
            Mention(place("乡党委开会。", "乡党委"), "organisation", "乡党委", "乡党委", other.id),
            body,
            other,
        ],
    )
    return store


def applied(store: Store, *made: Decision) -> list[tuple[Decision, str]]:
    decisions.save(store, made)
    verdicts.undo(store)
    entities.merge(store)
    return verdicts.apply(store)


def decided(store: Store, state: str, **changes: str) -> Decision:
    """A decision on the first count."""
    row = next(iter(store.rows(COUNTS)))
    return replace(about(row), state=state, changes=tuple(changes.items()))


def test_a_rejected_row_goes_and_comes_back(tmp_path: Path) -> None:
    with filled(tmp_path / "l") as store:
        before = list(store.rows(COUNTS))
        no = decided(store, "rejected")
        applied(store, no)
        assert list(store.rows(COUNTS)) == before[1:]
        (kept,) = decisions.load(store)
        assert (kept.key, kept.row, kept.now) == (no.key, before[0].id, None)
        applied(store)
        assert list(store.rows(COUNTS)) == before


def test_a_corrected_row_says_what_was_written_and_comes_back(tmp_path: Path) -> None:
    with filled(tmp_path / "l") as store:
        before = list(store.rows(COUNTS))
        applied(store, decided(store, "confirmed", value="1.2万", unit="人次", period="2024年3月至5月"))
        row = next(iter(store.rows(COUNTS)))
        assert (row.value, row.unit, row.period, row.base_value) == (12000, "人次", "2024-03/2024-05", 12000)
        assert (row.evidence.rule, row.text) == ("review", "4个")
        applied(store)
        assert list(store.rows(COUNTS)) == before


def test_a_correction_of_what_identifies_a_row_is_found_again(tmp_path: Path) -> None:
    with filled(tmp_path / "l") as store:
        before = list(store.rows(HONOURS))
        no = replace(about(before[0]), state="confirmed", changes=(("holder", "苇塘乡党委"),))
        for _ in range(3):  # each run begins from the rows as read
            applied(store, no)
            (row,) = store.rows(HONOURS)
            (kept,) = decisions.load(store)
            assert (
                row.holder == "苇塘乡党委" and kept.row == before[0].id and kept.now == row.id != before[0].id
            )
        applied(store)
        assert list(store.rows(HONOURS)) == before


def test_a_name_is_put_right_on_the_words_that_say_it(tmp_path: Path) -> None:
    with filled(tmp_path / "l") as store:
        (row,) = store.rows(BRANDS)
        longer = replace(about(row), state="confirmed", changes=(("name", "“苇叶红”"),))
        applied(store, longer)
        (row,) = store.rows(BRANDS)
        assert row.evidence.said == row.name == "“苇叶红”"


def test_two_bodies_joined_are_one_in_every_table(tmp_path: Path) -> None:
    with filled(tmp_path / "l") as store:
        other = next(o for o in store.contributions(ORGANISATIONS) if o[1].name == "苇塘党委")[1]
        applied(store, replace(about(other), changes=(("合并到", "苇塘乡党委"),)))
        (body,) = store.rows(ORGANISATIONS)
        assert body.name == "苇塘乡党委" and body.aliases == ("乡党委", "苇塘党委")
        assert {row.owner for row in store.rows(COUNTS)} == {"苇塘乡党委"}
        assert [row.holder for row in store.rows(HONOURS)] == ["苇塘乡党委"]
        assert {row.entity for row in store.rows(MENTIONS)} == {body.id}


def test_a_name_taken_for_a_body_that_it_is_not_is_parted_from_it(tmp_path: Path) -> None:
    with filled(tmp_path / "l") as store:
        other = next(o for o in store.contributions(ORGANISATIONS) if o[1].name == "苇塘党委")[1]
        applied(store, replace(about(other), changes=(("拆出", "乡党委"),)))
        names = [row.name for row in store.rows(ORGANISATIONS)]
        assert sorted(names) == ["乡党委", "苇塘乡党委", "苇塘党委"]
        entity = {row.name: row.entity for row in store.rows(MENTIONS)}
        assert entity["乡党委"] == next(r.id for r in store.rows(ORGANISATIONS) if r.name == "乡党委")


def test_what_is_no_body_owns_nothing(tmp_path: Path) -> None:
    with filled(tmp_path / "l") as store:
        other = next(o for o in store.contributions(ORGANISATIONS) if o[1].name == "苇塘党委")[1]
        applied(store, replace(about(other), state="rejected"))
        assert [row.owner for row in store.rows(COUNTS)] == ["苇塘乡党委", None]
        assert [row.holder for row in store.rows(HONOURS)] == [None]


def test_a_join_with_nobody_is_a_problem_and_changes_nothing(tmp_path: Path) -> None:
    with filled(tmp_path / "l") as store:
        other = next(o for o in store.contributions(ORGANISATIONS) if o[1].name == "苇塘党委")[1]
        problems = applied(store, replace(about(other), changes=(("合并到", "没有这个党委"),)))
        assert len(problems) == 1 and "没有这个党委" in problems[0][1]
        assert len(list(store.rows(ORGANISATIONS))) == 2
        assert {row.owner for row in store.rows(COUNTS)} == {"苇塘乡党委", "苇塘党委"}


def test_a_moved_paragraph_keeps_its_decision_and_a_lost_sentence_says_so(tmp_path: Path) -> None:
    with filled(tmp_path / "l") as store:
        no = decided(store, "rejected")
    with filled(tmp_path / "l", paragraph=9) as store:
        lost = replace(no, sentence="没有这一句4个。")
        applied(store, no, lost)
        assert [row.text for row in store.rows(COUNTS)] == ["120户"]
        assert [d.row is None for d in decisions.load(store)] == [False, True]


def test_equal_sentences_are_told_apart(tmp_path: Path) -> None:
    with Store.create(tmp_path / "l") as store:
        rows = [count("3人", "党员", sentence="新增党员3人。", paragraph=n) for n in (1, 2, 3)]
        store.add(document("甲.txt"), rows)
        applied(store, replace(about(rows[1], 1), state="rejected"))
        assert [row.evidence.paragraph for row in store.rows(COUNTS)] == [1, 3]


def test_a_document_read_again_drops_what_was_set_aside(tmp_path: Path) -> None:
    with filled(tmp_path / "l") as store:
        no = decided(store, "rejected")
        applied(store, no)
        store.add(replace(document("甲.txt"), sha256="1" * 64), [count("9个", "党支部")])
        applied(store, no)
        assert [row.text for row in store.rows(COUNTS)] == ["9个"]
        assert decisions.load(store)[0].row is None


@pytest.mark.parametrize("how", ["the ledger", "the backup", "neither"])
def test_decisions_outlive_a_ledger_made_anew(how: str, tmp_path: Path) -> None:
    with filled(tmp_path / "ledger.sqlite") as store:
        no = decided(store, "rejected", value="5")
        decisions.save(store, [no])
        decisions.back_up(store, tmp_path / decisions.BACKUP)
    if how != "the ledger":
        (tmp_path / "ledger.sqlite").write_bytes(b"not a database" * 100)
    if how == "neither":
        (tmp_path / decisions.BACKUP).write_text("{", "utf-8")
    with Store.create(tmp_path / "part") as fresh:
        held = decisions.carried_over(tmp_path, fresh, "ledger.sqlite")
        assert held == (how != "neither")
        assert decisions.load(fresh) == ([no] if held else [])


@pytest.mark.parametrize(
    ("table", "written", "changes"),
    [
        (COUNTS, "数值：63", (("value", "63"),)),
        (COUNTS, "63", (("value", "63"),)),
        (COUNTS, "主体=望溪镇；时间: 2024年", (("owner", "望溪镇"), ("period", "2024年"))),
        (BRANDS, "溪畔红", (("name", "溪畔红"),)),
        (QUOTES, "说话人：李河", (("speaker", "李河"),)),
        (ORGANISATIONS, "合并到：望溪镇党委", (("合并到", "望溪镇党委"),)),
        (COUNTS, "  ", ()),
    ],
)
def test_a_correction_is_read(table: object, written: str, changes: object) -> None:
    assert parsed(table, written) == changes  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "why"),
    [("原文数字：63", "不是可以更正的栏目"), ("数值：很多", "读不懂"), ("界限：大概", "只能是"), ("数值：无", "不能为空"),
     ("时间：去年", "读不懂"), ("时间：2024年13月", "读不懂")],
)  # fmt: skip
def test_a_correction_that_cannot_be_taken_says_why(written: str, why: str) -> None:
    with pytest.raises(Unusable, match=why):
        corrected(count("4个", "党支部"), COUNTS, parsed(COUNTS, written))


def test_a_note_is_told_from_a_correction() -> None:
    assert is_correction(COUNTS, "数值：5；单位：名")
    assert not is_correction(COUNTS, "电话核实过：没有问题")
    assert not is_correction(COUNTS, "5")


@pytest.mark.parametrize(
    ("written", "iso"),
    [("2024", "2024"), ("2024年", "2024"), ("2024年3月", "2024-03"), ("2024-3-5", "2024-03-05"),
     ("2024年3月5日", "2024-03-05"), ("2024-06 至 2024-07", "2024-06/2024-07"), ("2024年6月至7月", "2024-06/2024-07")],
)  # fmt: skip
def test_times_are_read_as_people_write_them(written: str, iso: str) -> None:
    assert time(written) == iso
