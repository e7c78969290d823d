from __future__ import annotations

import pytest
from things import cases, honours


@pytest.mark.parametrize(("text", "expected"), cases("honours"))
def test_cases(text: str, expected: str) -> None:
    assert honours(text) == expected
