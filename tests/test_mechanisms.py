from __future__ import annotations

import pytest
from things import cases, mechanisms


@pytest.mark.parametrize(("text", "expected"), cases("mechanisms"))
def test_cases(text: str, expected: str) -> None:
    assert mechanisms(text) == expected
