"""What stands before a figure in its clause: the thing counted and the verb that governs it."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.extract.phrases import IDLE, joined, led
from pipeline.extract.words import Word, group
from pipeline.lexicons import words as word_list
from pipeline.model.copying import replace

_VERBAL = ("act", "soft", "light", "up", "down")  # 相当于节约标煤900吨
_VERBS = ("act", "light", "up", "down")


@dataclass(frozen=True, slots=True)
class Before:
    """What a clause says before its figure. `sign` is that of the change that governs it, 0 where none does."""

    noun: str = ""
    verb: str | None = None
    subject: str = ""
    sign: int = 0
    reaches: bool = False  # 增长到: the figure is the new level, not the change
    compared: str = ""  # 占, 高于: what stands behind that word is not what is measured
    level: bool = False  # 达, 为, 有
    hangs: bool = False  # 新引进的75亩樱桃: the thing comes behind
    counted_up: bool = False  # 已, 共 or 累计 stands at the verb


def read(words: list[Word], names: frozenset[tuple[int, int]]) -> Before:
    """Reads the words of a clause up to its figure. `names` are the spans of bodies and places named in the sentence."""
    words, compared = _uncompared(_without_start(words))
    rest, tail = _without_tail(words)
    rest = _past_owner(_behind_deng(_behind_having(rest)), names)
    at = _governing(rest)
    found = replace(tail, compared=compared, counted_up=_counted_up(words))
    if at is None:
        return replace(found, noun=_thing(_bare(rest, names)))
    verb, behind = rest[at], rest[at + 1 :]
    if verb.role in ("up", "down") and not found.sign:
        found = replace(found, sign=1 if verb.role == "up" else -1)
    noun = _thing(_second(behind))
    doer = [] if all(w.role == "manner" for w in rest[:at]) else _bare(rest[:at], names)
    subject = _thing(doer) if verb.role == "light" or not noun else ""
    return replace(found, noun=noun, verb=verb.text, subject=subject)


def _past_owner(words: list[Word], names: frozenset[tuple[int, int]]) -> list[Word]:
    """The words behind the body or area that a clause begins with, where something is left."""
    rest = list(words)
    while rest and (
        rest[0].role in ("adverb", "area") or (rest[0].role == "mark" and rest[0].text not in "“《")
    ):
        rest = rest[1:]
    end = max((e for s, e in names if rest and s == rest[0].start), default=None)
    behind = [w for w in rest if end is not None and w.start >= end]
    if behind and behind[0].text != "的" and len(joined(led(behind))) >= 2:
        return _past_owner(behind, names)
    return rest or words


def _without_start(words: list[Word]) -> list[Word]:
    """`合作社由当初的` measures 合作社: what there was at first is the figure itself."""
    for at in range(len(words) - 1, 0, -1):
        if words[at].text in ("由", "从"):
            behind = words[at + 1 :]
            idle = all(w.role in IDLE or w.text in group("once") for w in behind)
            return words[:at] if idle else words
    return words


def _uncompared(words: list[Word]) -> tuple[list[Word], str]:
    """The words up to the one that compares, and that one: `水田占耕地面积的` measures 水田."""
    last = words[-1].text if words else ""
    for at, word in enumerate(words):
        held = (word.text == "比" and last in group("more")) or (
            word.text in group("limit") and last == "的" and at + 2 < len(words)
        )
        saved = word.text == "相当于" and words[at + 1 : at + 2] and words[at + 1].role in _VERBAL
        if (word.role == "compare" and not saved) or held:
            return words[:at], word.text
    return words, ""


def _behind_having(words: list[Word]) -> list[Word]:
    """`集团党委下辖党总支6个` counts 党总支: what has it is its owner."""
    for at in range(len(words) - 2, -1, -1):
        if words[at].text in group("having") and len(joined(words[at + 1 :])) >= 2:
            return words[at + 1 :]
    return words


def _counted_up(words: list[Word]) -> bool:
    """Whether the verb is said to have summed up: 累计走访, 共发放, 已建成 (but not 已有, 共有)."""
    plain = [w for w in words if w.role != "manner"]
    for word, follower in zip(plain, plain[1:], strict=False):
        if word.text.endswith(("已", "共", "共计", "累计", "总共")) and follower.role in (
            "act",
            "soft",
            "light",
        ):
            return True
    return any("累计" in w.text for w in words)


def _without_tail(words: list[Word]) -> tuple[list[Word], Before]:
    """The words without those that only say how much (已达到, 比上年增长), and what those said."""
    rest = list(words)
    sign, to, reaches, level, hangs = 0, False, False, False, False
    if (
        len(rest) == 2
        and rest[0].text in ("多", "少")
        and rest[1].role in ("act", "soft", "light", "doing", "")
    ):
        return [], Before(sign=1 if rest[0].text == "多" else -1)  # 比上年少开会4次
    while rest:
        last = rest[-1]
        if (
            last.role in ("up", "down")
            or (to and last.text in group("grows"))
            or (last.text[-1] in "到至" and last.text[:-1] in group("grows"))
        ):
            reaches = reaches or to or last.text[-1] in "到至为"
            sign = sign or (-1 if last.role == "down" else 1)
        elif last.text in group("gains") and (
            rest[-2].text in ("同比", "环比", "较", "比") if rest[1:] else last.text[0] == "减"
        ):
            sign = sign or (-1 if last.text[0] == "减" else 1)  # 同比增收1.5亿元, but 户均增收2000元
        elif last.role in ("level", "adverb", "particle") or last.text in group("pulls"):
            to = to or last.text in group("to")
            level = level or last.role == "level"
            hangs = hangs or (last.text == "的" and not level)
        elif last.role != "number":
            break
        rest.pop()
    return rest, Before(sign=sign, reaches=reaches, level=level, hangs=hangs)


def _behind_deng(words: list[Word]) -> list[Word]:
    """`甲厂、乙厂等企业原料供应` names examples first: what is counted stands behind the last 等."""
    for at in range(len(words) - 2, -1, -1):
        if words[at].text in ("等", "等等") and joined(words[at + 1 :]):
            first = next((i for i, w in enumerate(words[:at]) if "、" in w.text), at)
            verb = next((w for w in reversed(words[:first]) if w.role in ("act", "light")), None)
            return ([verb] if verb else []) + words[at + 1 :]
    return words


def _governing(words: list[Word]) -> int | None:
    """Where the verb stands whose object or subject is counted."""
    for at in range(len(words) - 1, -1, -1):
        word, behind = words[at], words[at + 1 :]
        if word.role not in _VERBS:
            continue
        if word.role in ("up", "down") and joined(behind).endswith(tuple(sorted(group("events")))):
            continue
        if not behind:
            if word.role in ("act", "light"):
                return _opening(words, at)
            continue
        if _takes(word, behind):
            return _outer(words, at)
    return _soft_verb(words)


def _opening(words: list[Word], at: int) -> int:
    """`给予党纪处分79人` is governed by 给予: a verb at the end belongs to the object of one before it."""
    if words[at - 1 : at] and words[at - 1].role in ("adverb", "manner"):
        return at
    further = (
        i for i in range(at - 1, -1, -1) if words[i].role == "act" and len(joined(words[i + 1 : at])) >= 2
    )
    return next(further, at)


def _takes(word: Word, behind: list[Word]) -> bool:
    """Whether the words behind a verb are its object: not in 联系点 or 参加人数, where it is part of a noun."""
    text = joined(led(behind))
    if len(text) < 2 or (len(behind) == 1 and len(behind[0].text) == 1):
        return False
    if word.role == "light":
        return True
    if word.role == "soft" and text.endswith(tuple(sorted(group("money")))):
        return False
    return text not in word_list("measure_nouns") and not (len(behind) == 1 and text.endswith("率"))


def _outer(words: list[Word], at: int) -> int:
    """`建成覆盖全村的服务点`: 建成 governs 服务点, 覆盖 only describes it."""
    if any(w.text == "的" for w in words[at + 1 :]):
        for further in range(at - 1, -1, -1):
            if words[further].role in ("act", "light"):
                return further
    return at


def _soft_verb(words: list[Word]) -> int | None:
    """A verb that may be a modifier too is one at the head of its clause (培训党员) and behind an adverb at its end."""
    idle = ("adverb", "area", "particle", "mark", "manner", "link")
    first = next((i for i, w in enumerate(words) if w.role not in idle and w.text != "共"), None)
    if first is not None and words[first].role == "preposition":
        soft = [i for i, w in enumerate(words) if w.role == "soft" and _takes(w, words[i + 1 :])]
        first = soft[-1] if soft else None
    if first is not None and words[first].role == "soft" and _takes(words[first], words[first + 1 :]):
        return first
    if len(words) > 1 and words[-1].role == "soft" and words[-2].role in ("adverb", "manner"):
        return len(words) - 1
    return None


def _second(behind: list[Word]) -> list[Word]:
    """The object of two verbs: 新建和改造文化站 builds and mends 文化站."""
    rest = led(behind)
    if (
        behind
        and behind[0].role == "link"
        and rest
        and rest[0].role in ("act", "soft")
        and len(joined(rest[1:])) >= 2
    ):
        return rest[1:]
    return rest


def _bare(words: list[Word], names: frozenset[tuple[int, int]]) -> list[Word]:
    """A subject without what leads it: adverbs, prepositions with what they introduce, owners named or not."""
    rest = list(words)
    for at in range(len(rest) - 2, -1, -1):
        if rest[at].role == "preposition" and joined(rest[at + 1 :]):
            rest = rest[at + 1 :]
            break
    while rest and (
        rest[0].role in (*IDLE, "area", "preposition", "level")
        or (rest[0].role == "mark" and rest[0].text not in "“《")
        or (rest[0].role == "manner" and len(rest) > 1 and rest[1].role in ("act", "soft"))
    ):
        rest = rest[1:]
    end = max((e for s, e in names if rest and s == rest[0].start), default=None)
    behind = [w for w in rest if end is not None and w.start >= end]
    if len(joined(led(behind))) >= 2:
        return _bare(behind, names)
    return rest


def _thing(words: list[Word]) -> str:
    """The noun phrase of a stretch: what stands behind its last 的, if anything does."""
    for at in range(len(words) - 2, -1, -1):
        if words[at].text != "的":
            continue
        bound = at > 0 and words[at - 1].text[-2:] in ("以上", "以下", "以内")
        if bound:  # 50万元以上的村 is counted, not 村
            return words[at - 1].text + "的" + joined(led(words[at + 1 :]))
        if len(joined(words[at + 1 :])) >= 2:
            words = words[at + 1 :]
            break
    return joined(led(words))
