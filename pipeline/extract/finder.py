"""Many words at once in a text: the longest at each place, none overlapping.

Where daachorse is installed its automaton finds them in one pass at the speed of C, else a dictionary of their first
two characters does; both give the same, which a test holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

Places = list[tuple[int, int]]


class Finder:
    """`find` gives start and end of the words that stand in a text, the longest at each place, none overlapping."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = tuple(sorted(set(words)))
        self._automaton = automaton(self._words)
        self._pairs: dict[str, tuple[str, ...]] = {}
        self._singles: frozenset[str] = frozenset()
        if self._automaton is None:
            self._group()

    def find(self, text: str) -> Places:
        if self._automaton is None:
            return self.walked(text)
        try:
            return [(start, end) for start, end, _ in self._automaton(text)]
        except UnicodeEncodeError:  # half a surrogate pair, which UTF-8 cannot hold
            return self.walked(text)

    def walked(self, text: str) -> Places:
        """The same without the automaton."""
        if not self._pairs and not self._singles:
            self._group()
        pairs, singles = self._pairs, self._singles
        found: Places = []
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
                found.append((at, end))
                at = end
            else:
                at += 1
        return found

    def _group(self) -> None:
        grouped: dict[str, list[str]] = {}
        for word in self._words:
            if len(word) > 1:
                grouped.setdefault(word[:2], []).append(word)
        self._pairs = {
            start: tuple(sorted(group, key=lambda w: (-len(w), w))) for start, group in grouped.items()
        }
        self._singles = frozenset(word for word in self._words if len(word) == 1)


def automaton(words: tuple[str, ...]) -> Callable[[str], list[tuple[int, int, int]]] | None:
    """The search for `words` by daachorse; None where it is not installed or there are none."""
    if not words:
        return None
    try:
        import daachorse
    except ImportError:
        return None
    built = daachorse.CharwiseDoubleArrayAhoCorasick(
        list(words), match_kind=daachorse.MATCH_KIND_LEFTMOST_LONGEST
    )
    found: Callable[[str], list[tuple[int, int, int]]] = built.find
    return found
