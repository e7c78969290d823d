from __future__ import annotations

import pytest
from things import brands, cases


@pytest.mark.parametrize(("text", "expected"), cases("brands"))
def test_cases(text: str, expected: str) -> None:
    assert brands(text) == expected
