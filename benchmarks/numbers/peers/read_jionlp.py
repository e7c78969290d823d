"""JioNLP: money with its bounds, and times. Runs in its own environment; see ../run.py for what goes in and out."""

from __future__ import annotations

import contextlib
import datetime
import io
import json
import sys
from importlib.metadata import version

with contextlib.redirect_stdout(io.StringIO()):  # it greets on import
    import jionlp

BOUNDS = {"accurate": "exact", "blur": "about", "blur+": "at_least", "blur-": "at_most"}


def money(text: str) -> list[dict]:
    found = []
    for hit in jionlp.ner.extract_money(text):
        detail = hit["detail"]
        values = detail["num"] if isinstance(detail["num"], list) else [detail["num"]]
        high = {"high": values[1]} if len(values) > 1 else {}
        start, end = hit["offset"]
        found.append(
            {
                "start": start,
                "end": end,
                "value": values[0],
                "unit": detail["case"],
                "bound": BOUNDS.get(detail["definition"]),
                **high,
            }
        )
    return found


def times(text: str, date: str) -> list[dict]:
    base = datetime.datetime.fromisoformat(date).timestamp()
    found = []
    for hit in jionlp.ner.extract_time(text, time_base=base):
        if hit["type"] in ("time_point", "time_span"):  # a time_delta is a duration, a time_period recurs
            first, last = (str(day)[:10] for day in hit["detail"]["time"])
            start, end = hit["offset"]
            found.append({"start": start, "end": end, "days": [[first, last]]})
    return found


def safely(read, *given: str) -> list[dict]:
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            return read(*given)
    except Exception:  # what it cannot read it may raise on: nothing was found
        return []


asked = json.load(sys.stdin)
json.dump(
    {
        "version": version("jionlp"),
        "numbers": [safely(money, case["text"]) for case in asked["numbers"]],
        "times": [safely(times, case["text"], case["date"]) for case in asked["times"]],
    },
    sys.stdout,
)
