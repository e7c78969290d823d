"""How much a stretch of characters looks like a person's name where it stands: the look of its characters, how the
words are cut there, and what stands on either side, added up with the weights of name_weights.toml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.extract.edges import Walker
from pipeline.extract.name_looks import look
from pipeline.extract.person_names import becomes, is_memorial, may_be_given, neighbours, surname_length
from pipeline.extract.titles import post_behind
from pipeline.lexicons import settings, table, words

_OPENING = frozenset("，。；：！？“”‘’（）《》【】—…,;:!?()\"' \t\u3000·►●◆")
_UNITS = frozenset("科部室处队组班所站局院")
_LONGEST_NEIGHBOUR = 4


@dataclass(frozen=True, slots=True)
class Scored:
    """A stretch that may be a name, and the bits that speak for it."""

    start: int
    end: int
    score: float
    left: str
    right: str


def scored(walker: Walker) -> Iterator[Scored]:
    """The best stretch at each place of the sentence where a surname begins a word; the score may be low."""
    accept = weights("accept")
    for start in _starts(walker):
        if walker.text[start - 1 : start] == "《":
            continue  # 越剧《梁祝》
        length = surname_length(walker.text, start, rare=True) if start >= walker.floor else 0
        if not length:
            continue
        best: Scored | None = None
        for given in (2, 1):
            one = _stretch(walker, start, length, start + length + given)
            if one is not None and (best is None or one.score > best.score):
                best = one
        if best is not None and best.score >= accept["listed"]:
            yield best


def _starts(walker: Walker) -> Iterator[int]:
    """Where words begin, and where one does behind a particle that its word has swallowed: 为许|佩兰."""
    near = neighbours("left")
    for token in walker.tokens:
        yield token.start
        if len(token.text) in (2, 3) and token.text[0] in near and not is_listed(token.text):
            yield token.start + 1


def _stretch(walker: Walker, start: int, surname: int, end: int) -> Scored | None:
    text = walker.text
    if end > len(text) or not may_be_given(text, start + surname, end) or becomes(text, end):
        return None
    looks = float(look(text[start:end], surname))
    accept = weights("accept")
    if looks < accept["looks"] or _is_word(walker, start, end):
        return None
    if credited(text, start, end) or is_memorial(text, end):
        return None
    left, right = left_kind(walker, start), right_kind(walker, end)
    if right in ("honorific", "title") and text[end - 1] in _UNITS:
        return None  # 麻醉科|医生
    if _foreign(text, start + surname, end):
        looks += weights("tokens")["foreign"]
    score = looks + _cut(walker, start, surname, end) + weights("left")[left] + weights("right")[right]
    return Scored(start, end, score, left, right)


@cache
def weights(group: str) -> dict[str, float]:
    return {key: float(value) for key, value in settings("name_weights")[group].items()}


def _is_word(walker: Walker, start: int, end: int) -> bool:
    text = walker.text[start:end]
    if text in words("unnamed_words") or is_listed(text) or text[1:] in words("titles", "honorifics"):
        return True  # 马校长, 徐先生
    token = walker.tokens[walker.token_at(start)]
    return len(token.text) > len(text) and is_listed(token.text)


_LISTS = ("generic_words", "titles", "verbs", "name_verbs", "surname_words", "name_stop", "honorifics")


def is_listed(text: str) -> bool:
    """Whether it is an ordinary word of the lists."""
    return text in words(*_LISTS)


def _cut(walker: Walker, start: int, surname: int, end: int) -> float:
    """How the words are cut there."""
    bits = weights("tokens")
    total = bits["short"] if end - start - surname == 1 else 0.0
    if surname_length(walker.text, start) != surname:
        total += bits["rare"]
    parts = walker.words(start, end)
    if not walker.is_border(end):
        total += bits["glued"] if _glued(walker, end) else bits["cut"]
    if len(parts) == 1:
        total += bits["one_word"]
    elif len(parts) == end - start:
        total += bits["scattered"]
    elif len(parts[0]) == surname:
        total += bits["surname_and_given"]
    else:
        total += bits["split_given"]
    if len(parts) > 1 and len(parts[0]) > 1 and is_listed(parts[0]):
        total += bits["word_first"]
    if len(parts) > 1 and len(parts[-1]) > 1 and is_listed(parts[-1]):
        total += bits["word_last"]
    return total


def _glued(walker: Walker, end: int) -> bool:
    """Whether the word has only swallowed what follows a name: 刘达成说, 春美的."""
    token = walker.tokens[walker.token_at(end)]
    rest = walker.text[end : token.start + len(token.text)]
    return rest in neighbours("right") or rest in words("speech_verbs")


_CREDIT_BEHIND = re.compile(
    r"\s*(?:[/／、\s]\s*)?(?:摄影?|供图|供稿|图|文|制图|插图|报道|编辑|整理)\s*(?:[）)】\]/／]|\Z)"
)
_CREDIT_BEFORE = re.compile(
    r"(?:记者|通讯员|实习生|特约记者|作者|编辑|摄影|供图|供稿|制图|[（(\s/／](?:文|图|摄))\s*[/／|｜：:\s]?\s*\Z"
)


def credited(text: str, start: int, end: int) -> bool:
    """Whether the name is a credit's: （李明 摄）, 文/李明, 记者李明."""
    before = text[max(start - 8, 0) : start]
    return bool(_CREDIT_BEHIND.match(text, end) or _CREDIT_BEFORE.search(before))


def _foreign(text: str, given: int, end: int) -> bool:
    """Whether the characters write a name of another language, or go on to one: 阿富汗, 斯库|拉托夫, 金克尔."""
    letters = words("foreign_characters")
    if text[end : end + 1] in ("·", "•") or (given > 1 and text[given - 2] in "·•"):
        return True
    goes_on = text[end : end + 1] in letters
    return all(c in letters for c in text[given:end]) or (
        goes_on and any(c in letters for c in text[given:end])
    )


@cache
def _kinds_of_titles() -> dict[str, str]:
    return {word: kind for word, kind in table("titles")}


def left_kind(walker: Walker, start: int) -> str:
    """What stands before a name that begins at `start`."""
    text = walker.text
    if start <= walker.floor:
        return "start"
    if text[start - 1] == "、":
        return "pause"
    if text[start - 1] in _OPENING:
        return "mark"
    kinds, near = _kinds_of_titles(), neighbours("left")
    for length in range(6, 1, -1):
        word = text[max(start - length, 0) : start]
        if word in kinds:
            return "title" if kinds[word] == "title" else "person"
    for length in (2, 1):
        word = text[max(start - length, 0) : start]
        if word in near:
            return near[word]
    return "unit" if text[start - 1] in _UNITS and walker.is_border(start) else "other"


def right_kind(walker: Walker, end: int) -> str:
    """What stands behind a name that ends at `end`."""
    text = walker.text
    if end >= len(text):
        return "end"
    if text[end] == "、":
        return "pause"
    if text[end] in "（(":
        return "bracket"
    if text[end] in "“”《":
        return "quote"
    if text[end] in _OPENING:
        return "post" if post_behind(walker, end) else "mark"
    if text[end].isdigit():
        return "digit"
    near = neighbours("right")
    ahead = [text[end : end + n] for n in range(_LONGEST_NEIGHBOUR, 0, -1)]
    if any(word in words("speech_verbs") for word in ahead):
        return "speech"
    if any(word in words("honorifics") for word in ahead):
        return "honorific"
    for word in ahead:
        if word in near:
            return near[word]
        if len(word) > 1 and (word in words("verbs") or word in words("name_stop")):
            return "verb"
    return "other"
