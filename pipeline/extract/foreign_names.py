"""Names of other languages in Chinese writing: 艾力·买买提 by its letters, 次仁多吉 by the pieces that it is made of."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from pipeline.extract.finder import Finder
from pipeline.extract.person_names import clear_end
from pipeline.lexicons import words

_DOTS = "·•"
_LAST = frozenset(
    "江汗娜措吉加姆玛布呷牛木曲草尼友"
)  # 扎西措, 努尔江: may stand behind a piece as the last syllable
_LONGEST_PIECE = 5


def foreign_name_end(text: str, start: int) -> int | None:
    """Where a name of another language that begins at `start` ends: 阿依古丽, 艾力·买买提, 次仁多吉."""
    ends = [end for end in (_by_letters(text, start), pieced_end(text, start)) if end is not None]
    return max(ends, default=None)


def _by_letters(text: str, start: int) -> int | None:
    letters = words("transliteration")
    end = start
    while end < len(text) and (text[end] in letters or text[end] in _DOTS):
        end += 1
    while end > start and text[end - 1] in _DOTS:
        end -= 1
    size = end - start
    dotted = any(mark in text[start:end] for mark in _DOTS)
    if size >= 4 or (dotted and size >= 3) or (size == 3 and clear_end(text, end)):
        return end
    return None


def pieced_end(text: str, start: int) -> int | None:
    """Where the pieces end that make a name from `start` on; None where they make none."""
    ends = _piece_ends(text, start)
    if not ends:
        return None
    end = ends[-1]
    if text[end : end + 1] in _LAST and end < len(text) and clear_end(text, end + 1):
        end += 1  # 扎西措说
    if len(ends) > 1 or end - start > 2:
        return end if len(ends) > 1 or clear_end(text, end) else None
    return end if clear_end(text, end) else None


def is_pieced(name: str) -> bool:
    """Whether the whole of it is made of pieces, two or more, or one of three characters."""
    return len(name) >= 3 and pieced_end(name, 0) == len(name)


def _piece_ends(text: str, start: int) -> list[int]:
    """Where the pieces end that follow each other from `start` on, the longest each."""
    ends: list[int] = []
    known = words("name_pieces")
    at = start
    while True:
        longest = min(_LONGEST_PIECE, len(text) - at)
        size = next((n for n in range(longest, 1, -1) if text[at : at + n] in known), 0)
        if not size:
            return ends
        at += size
        ends.append(at)


@cache
def _pieces() -> Finder:
    return Finder(words("name_pieces"))


def pieced_names(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of four characters and more that pieces make up, wherever they stand."""
    last = 0
    for start, _ in _pieces().find(text):
        if start < last:
            continue
        end = pieced_end(text, start)
        if end is not None and end - start >= 4 and len(_piece_ends(text, start)) > 1:
            yield start, end
            last = end
