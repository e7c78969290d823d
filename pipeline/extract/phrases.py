"""What stands before and behind a figure in its clause: the thing counted and the verb that governs it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.extract.words import Word
from pipeline.lexicons import words as word_list

_OF_A_BODY = re.compile(
    r"(?:[村镇乡县市区州省国校院局部委会厂站家户班组队]|社区|街道|企业|单位|部门|支部|党委|组织|公司|农户|小区)$"
)
_OF_A_PERSON = frozenset("名位人户口家员")
_TO = frozenset(("到", "至", "为", "到了", "成"))
_GROWS = frozenset(("发展", "壮大", "扩展", "拓展", "调整", "优化"))  # 由5家发展到12家 tells a new level
_PULLS = frozenset(("由", "从", "自", "以", "在", "比", "较", "至", "到", "达", "为", "与", "成"))
_LIGHT = frozenset(
    (
        "已",
        "已经",
        "就",
        "也",
        "均",
        "都",
        "共",
        "累计",
        "共计",
        "则",
        "又",
        "还",
        "目前",
        "先后",
        "曾",
        "将",
        "只",
        "仅",
    )
)
_KEPT_MARKS = re.compile(r"[“”‘’《》〈〉、+＋·—\-A-Za-z0-9.%/]+")
_PLACE_WORDS = frozenset(("上", "中", "里", "内", "下", "间", "后", "前", "时"))
_VERBS = ("act", "light", "up", "down")
_ENDING = ("number", "adverb", "preposition", "level", "up", "down", "light", "compare", "link", "each")
_IDLE = ("adverb", "particle", "number", "link")


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


def joined(words: list[Word]) -> str:
    """The words as one phrase, without adverbs and particles inside."""
    kept = [
        w.text
        for w in words
        if w.role not in ("particle", "number")
        and not (w.role in ("adverb", "level") and w.text in _LIGHT)
        and (w.role != "mark" or _KEPT_MARKS.fullmatch(w.text))
    ]
    if len(kept) > 1 and kept[-1] in _PLACE_WORDS and len("".join(kept[:-1])) >= 2:
        kept.pop()
    text = "".join(kept).strip("、+＋·—-./")
    if text.count("“") != text.count("”"):
        text = text.replace("“", "").replace("”", "")
    return text


def before(words: list[Word], names: frozenset[tuple[int, int]]) -> Before:
    """Reads the words of a clause up to its figure. `names` are the spans of bodies and places named in the sentence."""
    words, compared = _uncompared(words)
    rest, tail = _without_tail(words)
    rest = _past_owner(_behind_deng(rest), names)
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
    if behind and behind[0].text != "的" and len(joined(_led(behind))) >= 2:
        return _past_owner(behind, names)
    return rest or words


def _uncompared(words: list[Word]) -> tuple[list[Word], str]:
    """The words up to the one that compares, and that one: `水田占耕地面积的` measures 水田."""
    for at, word in enumerate(words):
        if word.role == "compare":
            return words[:at], word.text
    return words, ""


def _counted_up(words: list[Word]) -> bool:
    """Whether the verb is said to have summed up: 累计走访, 共发放, 已建成 (but not 已有, 共有)."""
    for word, follower in zip(words, words[1:], strict=False):
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
    while rest:
        last = rest[-1]
        if last.role in ("up", "down") or (to and last.text in _GROWS):
            reaches = reaches or to or last.text[-1] in "到至为"
            sign = sign or (-1 if last.role == "down" else 1)
        elif last.role in ("level", "adverb", "particle") or last.text in _PULLS:
            to = to or last.text in _TO
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
        if not behind:
            if word.role in ("act", "light"):
                return at
            continue
        if _takes(word, behind):
            return _outer(words, at)
    return _soft_verb(words)


def _takes(word: Word, behind: list[Word]) -> bool:
    """Whether the words behind a verb are its object: not in 联系点 or 参加人数, where it is part of a noun."""
    text = joined(_led(behind))
    if len(text) < 2 or (len(behind) == 1 and len(behind[0].text) == 1):
        return False
    if word.role == "light":
        return True
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
    first = next((i for i, w in enumerate(words) if w.role not in idle), None)
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
    rest = _led(behind)
    if (
        behind
        and behind[0].role == "link"
        and rest
        and rest[0].role in ("act", "soft")
        and len(joined(rest[1:])) >= 2
    ):
        return rest[1:]
    return rest


def _led(words: list[Word]) -> list[Word]:
    """The words without the adverbs and particles that lead them."""
    at = 0
    while at < len(words) and words[at].role in _IDLE:
        at += 1
    return words[at:]


def _bare(words: list[Word], names: frozenset[tuple[int, int]]) -> list[Word]:
    """A subject without what leads it: adverbs, prepositions with what they introduce, owners named or not."""
    rest = list(words)
    for at in range(len(rest) - 2, -1, -1):
        if rest[at].role == "preposition" and joined(rest[at + 1 :]):
            rest = rest[at + 1 :]
            break
    while rest and (
        rest[0].role in (*_IDLE, "area", "preposition", "level")
        or (rest[0].role == "mark" and rest[0].text not in "“《")
        or (rest[0].role == "manner" and len(rest) > 1 and rest[1].role in ("act", "soft"))
    ):
        rest = rest[1:]
    end = max((e for s, e in names if rest and s == rest[0].start), default=None)
    behind = [w for w in rest if end is not None and w.start >= end]
    if len(joined(_led(behind))) >= 2:
        return _bare(behind, names)
    return rest


def _thing(words: list[Word]) -> str:
    """The noun phrase of a stretch: what stands behind its last 的, if anything does."""
    for at in range(len(words) - 2, -1, -1):
        if words[at].text == "的" and len(joined(words[at + 1 :])) >= 2:
            words = words[at + 1 :]
            break
    return joined(_led(words))


@dataclass(frozen=True, slots=True)
class After:
    """What a clause says behind its figure: a noun phrase, or the verb phrase that begins there at once."""

    noun: str = ""
    verb: str | None = None
    act: str = ""  # verb and object
    linked: bool = False  # 68万元的低价


def after(words: list[Word], unit: str | None, people: frozenset[int], wanted: bool = False) -> After:
    """Reads the words behind a figure. `people` are the starts of persons' names in the sentence; `wanted` says that
    a noun must follow since a verb before the figure has no other object (开展56项补充采集)."""
    linked = bool(words) and words[0].text == "的"
    rest = words[1:] if linked else words
    words_of_noun = _noun_words(rest, unit, people, linked, wanted)
    noun = joined(_without_measure(_without_doings(words_of_noun, unit), rest))
    behind = rest[len(words_of_noun)] if len(words_of_noun) < len(rest) else None
    if len(noun) > 2 and noun[-1] == "全" and behind is not None and behind.role == "act":
        noun = noun[:-1]  # 实现20个村全覆盖
    if noun:
        return After(noun, None, "", linked)
    verb, act = verb_phrase(rest)
    return After(_behind_clause(rest, unit, people), verb, act, linked)


def _noun_words(
    words: list[Word], unit: str | None, people: frozenset[int], linked: bool, wanted: bool
) -> list[Word]:
    """The words of the noun phrase that begins a stretch."""
    collected: list[Word] = []
    for at, word in enumerate(words):
        if collected and word.start in people:
            break
        if word.text == "的":
            described = unit in _OF_A_PERSON or linked or joined(collected) in word_list("describing_words")
            said = joined(collected)
            if (len(said) >= 2 or _OF_A_BODY.search(said)) and not described:
                break
            collected = []
            continue
        if word.role == "particle":
            return collected[:-1]
        if _ends(word, words[at + 1 :], bool(collected), wanted):
            break
        if collected and unit in _OF_A_PERSON and word.role == "" and word.text in word_list("verbs"):
            break
        collected.append(word)
    return collected


def _ends(word: Word, behind: list[Word], begun: bool, wanted: bool) -> bool:
    """Whether a noun phrase ends before this word."""
    follower = behind[0] if behind else None
    if word.role == "mark":
        return not re.fullmatch(r"[“”‘’《》+＋·\-A-Za-z0-9]+", word.text)
    if word.role == "act":
        part = len(behind) > 0 and len(behind[0].text) == 1 and behind[0].role == ""
        return not (part or (wanted and not begun and bool(behind)))
    if word.role in ("soft", "doing"):
        return follower is not None and follower.text in ("到", "至", "为", "了", "过")
    if word.role == "manner" and not begun:
        return follower is not None and follower.role in ("act", "light")
    if word.role == "manner":
        return follower is not None and follower.role in ("act", "soft", "doing", "manner", "light")
    return word.role in _ENDING


def _without_doings(words: list[Word], unit: str | None) -> list[Word]:
    """`50户村民就业` counts 村民; `3期专题培训` keeps what is done."""
    rest = list(words)
    while unit in _OF_A_PERSON and len(rest) > 1 and rest[-1].role in ("soft", "doing"):
        rest.pop()
    return rest


def _without_measure(words: list[Word], rest: list[Word]) -> list[Word]:
    """`3个村集体收入突破50万元` counts 村: the amount behind belongs to the measure."""
    more = next((w for w in rest[len(words) :] if w.role not in ("adverb", "level")), None)
    if (
        len(words) < 2
        or more is None
        or more.role != "number"
        or words[-1].text not in word_list("measure_nouns")
    ):
        return words
    at = next((i for i, w in enumerate(words[:-1]) if _OF_A_BODY.search(w.text)), None)
    return words if at is None else words[: at + 1]


def _behind_clause(words: list[Word], unit: str | None, people: frozenset[int]) -> str:
    """`30名来自各支部的党员`: the thing stands behind the clause that describes it."""
    if not words or words[0].role not in ("act", "preposition") or unit in ("人", "户", None):
        return ""
    for at, word in enumerate(words[:10]):
        if word.role in ("number", "mark"):
            return ""
        if word.text == "的":
            return joined(_noun_words(words[at + 1 :], unit, people, True, False))
    return ""


def verb_phrase(words: list[Word]) -> tuple[str | None, str]:
    """The first verb of a stretch and it with its object: 参加了会议 gives 参加, 参加会议."""
    for at, word in enumerate(words):
        if word.role not in ("act", "soft", "doing", "light"):
            continue
        taken = [word]
        for follower in words[at + 1 :]:
            if follower.role == "particle" and len(taken) == 1:
                continue
            if follower.role in ("", "soft", "doing", "area", "act") and sum(len(w.text) for w in taken) < 10:
                taken.append(follower)
            else:
                break
        return word.text, joined(taken)
    return None, ""
