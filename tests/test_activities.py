from __future__ import annotations

import pytest
from things import activities, cases, found

from pipeline.rows.activities import Activity


@pytest.mark.parametrize(("text", "expected"), cases("activities"))
def test_cases(text: str, expected: str) -> None:
    assert activities(text) == expected


def test_host_and_place_stand_in_the_sentence() -> None:
    (row,) = found("1月8日，石桥镇党委主办的“书香石桥”读书分享会在清溪村举行。").of(Activity)
    assert (row.name, row.host, row.place) == ("“书香石桥”读书分享会", "石桥镇党委", "清溪村")


def test_who_only_attends_is_no_host() -> None:
    (row,) = found("石桥镇党委书记刘洋出席“书香石桥”读书分享会。").of(Activity)
    assert row.host is None
