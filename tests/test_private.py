"""Private numbers: which are masked and which are not, at the same length, wherever they stand, and never a count."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from magazine import Piece, pdf_of

from pipeline.language import private
from pipeline.language.private import luhn, masked
from pipeline.model import limits
from pipeline.model.limits import Bounds, LimitError, bounds_of
from pipeline.run.one_file import outcome

CASES = [
    line.split("\t")
    for line in Path(__file__)
    .with_name("cases")
    .joinpath("language/private.tsv")
    .read_text("utf-8")
    .splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_what_is_masked(case: list[str]) -> None:
    assert masked(case[0]) == case[1]


@given(st.text(alphabet="0123456789xX１９ -*年电话身份证号卡", max_size=60))
def test_a_mask_has_the_length_of_what_it_hides_and_stays(text: str) -> None:
    once = masked(text)
    assert len(once) == len(text)
    assert all(new in (old, "*") for new, old in zip(once, text, strict=True))
    assert masked(once) == once


@given(st.integers(10**14, 10**15 - 1))
def test_one_check_digit_in_ten_is_right(number: int) -> None:
    assert sum(luhn(f"{number}{digit}") for digit in range(10)) == 1


@pytest.mark.parametrize("number", ["13812345678", "11010519491231002X", "6222021234567894"])
@pytest.mark.parametrize("keeps", [False, True])
def test_no_private_number_is_a_count(number: str, keeps: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(private, "kept", lambda: keeps)
    _, rows, _ = outcome("名单.txt", f"2024年，青石乡新建党支部3个，王小满{number}走访企业12家。".encode())
    values = [row.value for row in rows if row.table == "counts"]  # type: ignore[attr-defined]
    assert sorted(values) == [3, 12]
    uses = {row.evidence.said: row.use for row in rows if row.table == "numerals"}  # type: ignore[attr-defined]
    assert all(use == "code" for said, use in uses.items() if said.strip("个家年") not in ("3", "12", "2024"))
    assert any(number in getattr(row, "text", "") for row in rows) is keeps


def test_a_number_that_the_end_of_a_line_broke_is_masked() -> None:
    first, second = (
        "联系人王小满同志负责此项工作有事请打他的手机一三八号即1381234",
        "5678，身份证由支部保管。",
    )
    data = pdf_of([[Piece(60, 120, first, 12), Piece(60, 136, second, 12)]])
    _, rows, _ = outcome("断行.pdf", data)
    said = "".join(getattr(row, "text", "") for row in rows if row.table == "paragraphs")
    assert "13812345678" not in said.replace("\n", "")


@pytest.mark.parametrize("given_", [["页数=0"], ["页=5"], ["pages=-1"], ["rows=1e9"], ["字数"]])
def test_a_limit_that_is_none_is_told(given_: list[str]) -> None:
    with pytest.raises(LimitError, match="上限"):
        bounds_of(given_)


def test_limits_go_by_either_name_and_each_is_documented() -> None:
    assert bounds_of(["页数=5", "rows=7"]) == Bounds(pages=5, rows=7)
    assert set(limits.CHINESE.values()) == set(Bounds.__dataclass_fields__)
    document = (Path(__file__).parent.parent / "docs" / "security.md").read_text("utf-8")
    assert all(name in document for name in limits.CHINESE)
