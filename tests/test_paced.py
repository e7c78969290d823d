"""Recognition stops before the file's time is over, so that what was recognised is kept."""

from __future__ import annotations

import time

import pytest

from pipeline.model.patience import within
from pipeline.readers import recognition


def recognised(pages: int, seconds: float | None, each: float) -> int:
    with within(seconds):
        done = 0
        for _ in recognition.paced(range(pages)):
            time.sleep(each)
            done += 1
    return done


@pytest.mark.parametrize(
    ("pages", "seconds", "fewest", "most"), [(4, None, 4, 4), (3, 60.0, 3, 3), (50, 1.6, 1, 20)]
)
def test_as_many_pages_as_there_is_time_for(
    pages: int, seconds: float | None, fewest: int, most: int
) -> None:
    assert fewest <= recognised(pages, seconds, 0.03) <= most


def test_the_first_page_is_always_begun() -> None:
    assert next(iter(recognition.paced([1]))) == 1
