"""Many words at once in a text: the longest at each place, by their first two characters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


class Finder:
    """`find` yields start and end of the words that stand in a text, the longest at each place, none overlapping."""

    def __init__(self, words: Iterable[str]) -> None:
        grouped: dict[str, list[str]] = {}
        singles: set[str] = set()
        for word in words:
            if len(word) == 1:
                singles.add(word)
            else:
                grouped.setdefault(word[:2], []).append(word)
        self._pairs = {
            start: tuple(sorted(group, key=lambda w: (-len(w), w))) for start, group in grouped.items()
        }
        self._singles = frozenset(singles)

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        pairs, singles = self._pairs, self._singles
        at, last = 0, len(text)
        while at < last:
            end = at
            for word in pairs.get(text[at : at + 2], ()):
                if text.startswith(word, at):
                    end = at + len(word)
                    break
            if end == at and text[at] in singles:
                end = at + 1
            if end > at:
                yield at, end
                at = end
            else:
                at += 1
