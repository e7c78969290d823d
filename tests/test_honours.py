from __future__ import annotations

import pytest
from things import cases, found, honours

from pipeline.rows.honours import Honour


@pytest.mark.parametrize(("text", "expected"), cases("honours"))
def test_cases(text: str, expected: str) -> None:
    assert honours(text) == expected


def test_year_and_awarder_stand_beside_the_honour() -> None:
    (row,) = found("2023年，石桥村党支部被临河县委授予“先进基层党组织”称号。").of(Honour)
    assert (row.year, row.awarder) == ("2023", "临河县委")


def test_an_honour_told_twice_of_one_holder_is_one_row() -> None:
    text = "石桥村荣获“省级文明村”称号。\\n荣获省级文明村后，石桥村干劲更足。"
    assert [(h.holder, h.name) for h in found(text).of(Honour)] == [("石桥村", "省级文明村")]
