from __future__ import annotations

import pytest
from things import activities, cases


@pytest.mark.parametrize(("text", "expected"), cases("activities"))
def test_cases(text: str, expected: str) -> None:
    assert activities(text) == expected
