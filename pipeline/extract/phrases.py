"""Words of a figure's surroundings joined to phrases."""

from __future__ import annotations

import re

from pipeline.extract.words import Word, group

_KEPT_MARKS = re.compile(r"[“”‘’《》〈〉、+＋·—\-A-Za-z0-9.%/]+")
IDLE = ("adverb", "particle", "number", "link")


def joined(words: list[Word]) -> str:
    """The words as one phrase, without adverbs and particles inside."""
    kept = [
        w.text
        for w in words
        if w.role not in ("particle", "number")
        and not (w.role in ("adverb", "level") and w.text in group("light"))
        and (w.role != "mark" or _KEPT_MARKS.fullmatch(w.text))
    ]
    if len(kept) > 1 and kept[-1] in group("place") and len("".join(kept[:-1])) >= 2:
        kept.pop()
    text = "".join(kept).strip("、+＋·—-./")
    if text.count("“") != text.count("”"):
        text = text.replace("“", "").replace("”", "")
    return text


def led(words: list[Word]) -> list[Word]:
    """The words without the adverbs and particles that lead them."""
    at = 0
    while at < len(words) and words[at].role in IDLE:
        at += 1
    return words[at:]
