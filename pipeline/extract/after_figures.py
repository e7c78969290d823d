"""What stands behind a figure in its clause: the thing counted, or what is done."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract.phrases import joined
from pipeline.extract.words import Word, group
from pipeline.lexicons import words as word_list

OF_A_BODY = re.compile(
    r"(?:[村镇乡县市区州省国校院局部委会厂站家户班组队]|社区|街道|企业|机构|院校|院所|单位|部门|支部|党委|组织|公司|农户|小区)$"
)
_OF_A_PERSON = frozenset("名位人户口家员")
_ENDING = ("number", "adverb", "preposition", "level", "up", "down", "light", "compare", "link", "each")


@dataclass(frozen=True, slots=True)
class After:
    """What a clause says behind its figure: a noun phrase, or the verb phrase that begins there at once."""

    noun: str = ""
    verb: str | None = None
    act: str = ""  # verb and object
    linked: bool = False  # 68万元的低价


def read(words: list[Word], unit: str | None, people: frozenset[int], wanted: bool = False) -> After:
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
    skipped = 0
    for at, word in enumerate(words):
        if at < skipped:
            continue
        quality = _past_quality(words, at) if collected else None
        if quality is not None:
            collected, skipped = [], quality
            continue
        if collected and word.start in people:
            break
        if word.text == "的":
            said = joined(collected)
            described = (
                linked
                or said in word_list("describing_words")
                or _describes(collected, said, unit, words[at + 1 :])
            )
            if (len(said) >= 2 or OF_A_BODY.search(said)) and not described:
                break
            collected = []
            continue
        if word.role == "particle":
            return collected[:-1]
        if _ends(word, words[at + 1 :], bool(collected), wanted, joined(collected) in group("bare")):
            break
        if collected and unit in _OF_A_PERSON and word.role == "" and word.text in word_list("verbs"):
            break
        collected.append(word)
    return collected


def _describes(words: list[Word], said: str, unit: str | None, behind: list[Word]) -> bool:
    """Whether words before 的 only describe: 30名优秀的党员, 6家刚创业的企业; not 11家金融机构的代表."""
    if unit in ("家", "户") and OF_A_BODY.search(said):
        return False
    if unit in _OF_A_PERSON:
        return True
    return bool(words) and words[-1].role == "doing" and any(OF_A_BODY.search(w.text) for w in behind[:2])


def _past_quality(words: list[Word], at: int) -> int | None:
    """Where the thing begins behind a quality of it: 20个基础较好的村."""
    if words[at].text not in group("degrees"):
        return None
    return next((i + 1 for i in range(at + 1, min(at + 4, len(words) - 1)) if words[i].text == "的"), None)


def _ends(word: Word, behind: list[Word], begun: bool, wanted: bool, bare: bool = False) -> bool:
    """Whether a noun phrase ends before this word."""
    follower = behind[0] if behind else None
    if word.role == "mark":
        return not re.fullmatch(r"[“”‘’《》+＋·\-A-Za-z0-9]+", word.text)
    if word.role == "act":
        part = len(behind) > 0 and len(behind[0].text) == 1 and behind[0].role == ""
        return not (part or (wanted and not begun and bool(behind)))
    if word.role == "soft" and bare and follower is not None and len(follower.text) > 1:
        return follower.role == ""  # 17个村发展脆柿
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
    while (unit in _OF_A_PERSON or unit == "%") and len(rest) > 1 and rest[-1].role in ("soft", "doing"):
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
    at = next((i for i, w in enumerate(words[:-1]) if OF_A_BODY.search(w.text)), None)
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
            quotes = follower.role == "mark" and follower.text in "“”《》"
            if (quotes or follower.role in ("", "soft", "doing", "area", "act")) and sum(
                len(w.text) for w in taken
            ) < 10:
                taken.append(follower)
            else:
                break
        return word.text, joined(taken)
    return None, ""
