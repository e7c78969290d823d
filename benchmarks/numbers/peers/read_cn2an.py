"""cn2an: values of numerals that are cut out for it. Runs in its own environment; see ../run.py."""

from __future__ import annotations

import json
import sys
import warnings
from importlib.metadata import version

import cn2an

warnings.simplefilter("ignore")


def values(text: str, numerals: list[list[int]]) -> list[dict]:
    found = []
    for start, end in numerals:
        try:
            value = cn2an.cn2an(text[start:end], "smart")
        except Exception:  # not a form that it knows
            continue
        found.append({"start": start, "end": end, "value": str(value)})
    return found


asked = json.load(sys.stdin)
numbers = [values(case["text"], case["numerals"]) for case in asked["numbers"]]
json.dump({"version": version("cn2an"), "numbers": numbers, "times": None}, sys.stdout)
