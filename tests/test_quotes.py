from __future__ import annotations

import pytest
from things import cases, quotes


@pytest.mark.parametrize(("text", "expected"), cases("quotes"))
def test_cases(text: str, expected: str) -> None:
    assert quotes(text) == expected
