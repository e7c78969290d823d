"""Words, as jieba cuts them, through one private tokenizer that knows the project's words.

rjieba cuts many times faster; where its wheel is installed it is used, with two mends that make its words identical
to jieba's (tests hold the two together), so a run gives the same bytes with and without it.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable
from functools import cache
from itertools import accumulate

from pipeline.lexicons import table
from pipeline.model.document import Token

Cut = Callable[[str], Iterable[str]]

# rjieba keeps runs such as 2006-07 whole where jieba splits them at the marks.
_MARKED = re.compile(r"[+#&._%\-]")
_MARKED_RUN = re.compile(r"[a-zA-Z0-9+#&._%\-]*[+#&._%\-][a-zA-Z0-9+#&._%\-]*\Z")
_JIEBA_SPLIT = re.compile(r"([a-zA-Z0-9]+(?:\.\d+)?%?)")


# The HMM of both gives equal scores where a character stands three times (哈哈哈哈); the two break such ties unlike.
_TRIPLED = re.compile(r"([\u4e00-\u9fff])\1\1")


def tokens(text: str) -> tuple[Token, ...]:
    """The words of `text` in order; joined they give the text again."""
    words = list(cutter()(text))
    return tuple(map(Token, words, accumulate(map(len, words), initial=0)))


@cache
def cutter() -> Cut:
    """The fastest tokenizer that is installed, loaded at first use."""
    return rjieba_cutter() or jieba_cutter()


def project_words() -> list[tuple[str, int]]:
    """The project's words with their frequencies, sorted: the order in which jieba gets them must not matter."""
    return sorted((word, int(frequency)) for word, frequency in table("jieba_words"))


@cache
def jieba_cutter() -> Cut:
    """jieba itself: the oracle."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba 0.42.1 imports pkg_resources where it can
        import jieba
    from platformdirs import user_cache_path

    jieba.setLogLevel(60)
    tokenizer = jieba.Tokenizer()
    # jieba caches its dictionary, by default in the shared temporary folder, where others can write.
    tokenizer.tmp_dir = str(user_cache_path("taizhang", ensure_exists=True))
    for word, frequency in project_words():
        tokenizer.add_word(word, frequency)
    return lambda text: tokenizer.cut(text)


def rjieba_cutter() -> Cut | None:
    """rjieba with the mend, or None where it is not installed."""
    try:
        import rjieba
    except ImportError:
        return None
    tokenizer = rjieba.Jieba()
    for word, frequency in project_words():
        tokenizer.add_word(word, frequency, "n")

    def cut(text: str) -> Iterable[str]:
        if _TRIPLED.search(text):
            return jieba_cutter()(text)
        words = tokenizer.cut(text)
        if not _MARKED.search(text):
            return words
        return [part for word in words for part in _as_jieba(word, tokenizer.has_word)]

    return cut


def _as_jieba(word: str, known: Callable[[str], bool]) -> list[str]:
    if len(word) > 1 and _MARKED_RUN.match(word) and not known(word):
        return [part for part in _JIEBA_SPLIT.split(word) if part]
    return [word]
