"""Whether two characters make a word: the dictionary of jieba, read only where a name may hold a slip."""

from __future__ import annotations

from functools import cache
from importlib import util
from pathlib import Path

COMMON = 20  # rarer ones are names and leftovers


@cache
def _words() -> frozenset[str]:
    found = util.find_spec("jieba")
    if found is None or found.origin is None:
        return frozenset()
    entries = (Path(found.origin).parent / "dict.txt").read_text("utf-8").splitlines()
    parts = (entry.split(" ") for entry in entries)
    return frozenset(part[0] for part in parts if len(part[0]) == 2 and int(part[1]) >= COMMON)


def is_word(text: str) -> bool:
    """Whether `text`, two characters, is a word of some use: 科技 is, 科枝 is not."""
    return text in _words()
