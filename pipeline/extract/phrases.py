"""What stands before and behind a figure in its clause: the thing counted and the verb that governs it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract.words import Word
from pipeline.lexicons import words as word_list

_OF_A_BODY = re.compile(
    r"(?:[村镇乡县市区州省国校院局部委会厂站家户班组队]|社区|街道|企业|单位|部门|支部|党委|组织|公司|行业|领域|群体|小区)$"
)
_PEOPLE = frozenset("名位人户口家员")
_TO = frozenset(("到", "至", "为", "到了", "成"))
_PULLS = frozenset(("由", "从", "自", "以", "在", "比", "较", "至", "到", "达", "为", "与"))
_KEPT_MARKS = re.compile(r"[“”‘’《》〈〉、+＋·—\-A-Za-z0-9.%/]+")


@dataclass(frozen=True, slots=True)
class Before:
    """What a clause says before its figure. `sign` is that of the change that governs it, 0 where none does."""

    noun: str = ""
    verb: str | None = None
    subject: str = ""
    sign: int = 0
    reaches: bool = False  # 增长到: the figure is the new level, not the change
    share: bool = False  # 占
    level: bool = False  # 达, 为, 有
    hangs: bool = False  # 新引进的75亩樱桃: the thing comes behind


def joined(words: list[Word]) -> str:
    """The words as one phrase, without adverbs and particles inside."""
    kept = [
        w.text
        for w in words
        if w.role not in ("particle", "adverb", "number")
        and (w.role != "mark" or _KEPT_MARKS.fullmatch(w.text))
    ]
    text = "".join(kept).strip("、+＋·—-./")
    if text.count("“") != text.count("”"):
        text = text.replace("“", "").replace("”", "")
    return text


def before(words: list[Word], names: frozenset[tuple[int, int]]) -> Before:
    """Reads the words of a clause up to its figure. `names` are the spans of bodies and places named in the sentence."""
    rest, sign, reaches, share, level, hangs = _without_tail(words)
    rest = _behind_deng(rest)
    at = _governing(rest)
    if at is None:
        subject = _thing(_bare(rest, names))
        return Before(subject, None, "", sign, reaches, share, level, hangs)
    verb, behind = rest[at], rest[at + 1 :]
    if verb.role in ("up", "down") and not sign:
        sign = 1 if verb.role == "up" else -1
    noun = _thing(_led(behind))
    subject = _thing(_bare(rest[:at], names)) if verb.role == "light" or not noun else ""
    return Before(noun, verb.text, subject, sign, reaches, share, level, hangs)


def _without_tail(words: list[Word]) -> tuple[list[Word], int, bool, bool, bool, bool]:
    """The words without those that only say how much: 已达到, 比上年增长, 占."""
    rest = list(words)
    sign, to, reaches, share, level, hangs = 0, False, False, False, False, False
    while rest:
        last = rest[-1]
        if last.role in ("up", "down"):
            sign, reaches = (1 if last.role == "up" else -1), reaches or to or last.text[-1] in "到至为"
        elif last.role in ("level", "adverb", "particle") or last.text in _PULLS:
            to = to or last.text in _TO
            share = share or last.text.startswith("占")
            level = level or last.role == "level"
            hangs = hangs or (last.text == "的" and not level)
        elif last.role != "number":
            break
        rest.pop()
    return rest, sign, reaches, share, level, hangs


def _behind_deng(words: list[Word]) -> list[Word]:
    """`甲厂、乙厂等企业原料供应` names examples first: what is counted stands behind the last 等."""
    for at in range(len(words) - 2, -1, -1):
        if words[at].text in ("等", "等等") and joined(words[at + 1 :]):
            verb = next((w for w in reversed(words[:at]) if w.role in ("act", "light")), None)
            return ([verb] if verb else []) + words[at + 1 :]
    return words


def _governing(words: list[Word]) -> int | None:
    """Where the verb stands whose object or subject is counted."""
    if not words:
        return None
    for at in range(len(words) - 1, -1, -1):
        word = words[at]
        if word.role not in ("act", "light", "up", "down"):
            continue
        behind = words[at + 1 :]
        if not behind and word.role in ("act", "light"):
            return at
        text = joined(_led(behind))
        if len(text) >= 2 and text not in word_list("measure_nouns") and not _modifies(behind):
            if any(w.text == "的" for w in behind):
                further = _governing(words[:at])
                return further if further is not None and words[further].role == "act" else at
            return at
    first = next(
        (i for i, w in enumerate(words) if w.role not in ("adverb", "area", "particle", "mark")), None
    )
    if first is not None and words[first].role == "preposition":
        soft = [i for i, w in enumerate(words) if w.role == "soft" and len(joined(words[i + 1 :])) >= 2]
        first = soft[-1] if soft else None
    if first is not None and words[first].role == "soft":
        text = joined(words[first + 1 :])
        if len(text) >= 2 and text not in word_list("measure_nouns"):
            return first
    if words[-1].role == "soft" and len(words) > 1 and words[-2].role == "adverb":
        return len(words) - 1
    return None


def _modifies(behind: list[Word]) -> bool:
    """联系 in 联系点 is no verb."""
    return bool(behind) and len(behind[0].text) == 1 and behind[0].role == "" and len(behind) == 1


def _led(words: list[Word]) -> list[Word]:
    """The words without the adverbs and particles that lead them."""
    at = 0
    while at < len(words) and words[at].role in ("adverb", "particle", "number"):
        at += 1
    return words[at:]


def _bare(words: list[Word], names: frozenset[tuple[int, int]]) -> list[Word]:
    """A subject without what leads it: adverbs, prepositions with what they introduce, owners named or not."""
    rest = list(words)
    for at in range(len(rest) - 2, -1, -1):
        if rest[at].role == "preposition" and joined(rest[at + 1 :]):
            rest = rest[at + 1 :]
            break
    while len(rest) > 1 and (
        rest[0].role in ("adverb", "particle", "number", "area", "preposition", "level")
        or (rest[0].role == "mark" and rest[0].text != "“")
    ):
        rest = rest[1:]
    if rest:
        end = max((e for s, e in names if s == rest[0].start), default=None)
        behind = [w for w in rest if end is not None and w.start >= end]
        if behind and len(joined(behind)) >= 2:
            return _bare(behind, names)
    return rest if joined(rest) and not all(w.role == "area" for w in rest) else []


def _thing(words: list[Word]) -> str:
    """The noun phrase of a stretch: what stands behind its last 的, if anything does."""
    for at in range(len(words) - 2, -1, -1):
        if words[at].text == "的" and len(joined(words[at + 1 :])) >= 2:
            words = words[at + 1 :]
            break
    return joined(words)


@dataclass(frozen=True, slots=True)
class After:
    """What a clause says behind its figure: a noun phrase, or the verb phrase that begins there at once."""

    noun: str = ""
    verb: str | None = None
    act: str = ""  # verb and object
    linked: bool = False  # 68万元的低价


def after(words: list[Word], unit: str | None, people: frozenset[int]) -> After:
    """Reads the words behind a figure. `people` are the starts of persons' names in the sentence."""
    linked = bool(words) and words[0].text == "的"
    rest = words[1:] if linked else words
    collected: list[Word] = []
    for at, word in enumerate(rest):
        if collected and word.start in people:
            break
        if word.text == "的":
            if unit not in _PEOPLE and _OF_A_BODY.search(joined(collected)) and not linked:
                break
            if not joined(rest[at + 1 : at + 2]):
                break
            collected = []
            continue
        if word.role == "particle":
            collected = collected[:-1]
            break
        if _ends(word, rest[at + 1 :], bool(collected)):
            break
        collected.append(word)
    noun = joined(_without_doings(collected, unit))
    if noun:
        return After(noun, None, "", linked)
    verb, act = verb_phrase(rest)
    return After("", verb, act, linked)


def _ends(word: Word, behind: list[Word], begun: bool) -> bool:
    if word.role == "mark":
        return not re.fullmatch(r"[“”‘’《》+＋·\-A-Za-z0-9]+", word.text)
    if word.role == "act":
        return not begun or not _modifies(behind[:1] + [w for w in behind[1:2] if w.role == ""])
    return word.role in ("number", "adverb", "preposition", "level", "up", "down", "light")


def _without_doings(words: list[Word], unit: str | None) -> list[Word]:
    """`50户村民就业` counts 村民; `3期专题培训` keeps what is done."""
    rest = list(words)
    while unit in _PEOPLE and len(rest) > 1 and rest[-1].role == "soft":
        rest.pop()
    return rest


def verb_phrase(words: list[Word]) -> tuple[str | None, str]:
    """The first verb of a stretch and it with its object: 参加了会议 gives 参加, 参加会议."""
    for at, word in enumerate(words):
        if word.role not in ("act", "soft", "light"):
            continue
        taken = [word]
        for follower in words[at + 1 :]:
            if follower.role == "particle" and len(taken) == 1:
                continue
            if follower.role in ("", "soft", "area") and sum(len(w.text) for w in taken) < 12:
                taken.append(follower)
            else:
                break
        return word.text, joined(taken)
    return None, ""
