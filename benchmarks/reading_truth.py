"""How near a reading is to its truth: characters in order, whole sentences, whole paragraphs, captions in the body."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SENTENCE = re.compile("[^。！？]*[。！？][”’）]*|[^。！？]+$")
BODY = ("title", "byline", "heading", "body", "table")


@dataclass(frozen=True)
class Score:
    cer: float
    sentences: float
    paragraphs: float
    captions: int  # captions, credits and quotes set apart that stand in a paragraph of another kind
    missed: tuple[str, ...] = ()


def score(truth: Sequence[tuple[str, str]], aside: Iterable[str], read: Sequence[tuple[str, str]]) -> Score:
    """`truth` and `read` are (kind, text) of paragraphs in order; `aside` what must stand in no body."""
    wanted = [text for kind, text in truth if kind in BODY]
    found = [text for kind, text in read if kind in BODY]
    one, other = (re.sub(r"\s", "", "".join(texts)) for texts in (wanted, found))
    bodies = [text for kind, text in truth if kind == "body"]
    sentences = [s for text in bodies for s in SENTENCE.findall(text)]
    whole = [any(s in text for text in found) for s in sentences]
    kept = [text in found for text in bodies]
    left = sum(any(text in body for body in found) for text in aside)
    missed = tuple(s for s, ok in zip(sentences, whole, strict=True) if not ok)
    return Score(distance(one, other) / max(1, len(one)), sum(whole) / max(1, len(whole)), sum(kept) / max(1, len(kept)), left, missed)  # fmt: skip


def distance(one: str, other: str) -> int:
    """Edit distance, by bits (Myers 1999, Hyyrö 2003): one step for each character of `other`."""
    if not one:
        return len(other)
    peq: dict[str, int] = {}
    for place, character in enumerate(one):
        peq[character] = peq.get(character, 0) | 1 << place
    mask, last = (1 << len(one)) - 1, 1 << len(one) - 1
    plus, minus, value = mask, 0, len(one)
    for character in other:
        equal = peq.get(character, 0)
        vertical = equal | minus
        horizontal = (((equal & plus) + plus) ^ plus) | equal
        up, down = minus | ~(horizontal | plus) & mask, plus & horizontal
        value += bool(up & last) - bool(down & last)
        up, down = (up << 1 | 1) & mask, down << 1 & mask
        plus, minus = down | ~(vertical | up) & mask, up & vertical
    return value
