"""Who a sentence speaks of: the bodies and areas named or pointed to in it, and in which part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.lexicons import alternatives, table, words
from pipeline.model.copying import replace
from pipeline.model.document import Sentence
from pipeline.resolve.asides import CLAUSE, aside_before, is_aside
from pipeline.resolve.topics import Memory
from pipeline.rows.mentions import Mention

_FOUNDED = re.compile(r"(?:成立|建立|组建|创建|设立|创办|筹建)(?:了|起)?$")
# `在甲村，`: the scene that a sentence opens with
_SCENE = re.compile(r"^[^，,。；：]{0,20}?(?:在|走进|来到|走在)[^，,。；：]{0,20}$")
_POSTED = re.compile(r"驻村|第一书记|挂职|下派|包村")
_INSTRUCTS = re.compile(r"[^，。；：]{0,6}?(?:要求|强调|指出)")
_COMMAS = ("，", ",")
_LONGEST_LEAD = 60  # characters before a name that are looked at


@dataclass(frozen=True, slots=True)
class Subject:
    """A body, area or person at `start`..`end` of a sentence. `name` is the canonical name, None for a person who
    stands for no body; `aside` that it is not the doer; `founded` that the clause tells of its founding."""

    start: int
    end: int
    name: str | None
    said: str
    kind: str  # organisation place person
    aside: bool = False
    founded: bool = False
    speaks: bool = False  # a person who tells something: 书记张某介绍
    posted: bool = False  # 驻村第一书记、甲局科长张某: what he does is the village's
    instructs: bool = False  # 书记张某要求: what is to be done is not his own body's
    person: str | None = None  # the person's name
    scene: bool = False  # 在甲村，村民正在采茶: what follows is of 甲村 where none else is named


Named = tuple[Mention, str]  # a mention and the canonical name of what it names


def of(sentence: Sentence, named: Sequence[Named], memory: Memory) -> tuple[Subject, ...]:
    """The subjects of a sentence in reading order, each stretch once: the longest name, the last of a chain."""
    found = [
        _subject(sentence, m, _whole(m, name, memory))
        for m, name in _outermost(named)
        if not _in_brackets(sentence, m)
    ]
    found = _with(found, _said_again(sentence, memory))
    found = _with(found, [_back(s, found) for s in _pointing(sentence, memory)])
    return tuple(_spoken_for(sentence.text, _chained(found, sentence.text)))


def _whole(mention: Mention, name: str, memory: Memory) -> str:
    """全市 is the area that the article is about, though a smaller 市 may have been named last."""
    if not mention.anaphor or not mention.surface.startswith("全"):
        return name
    return memory.points_to(mention.surface) or name


def _with(subjects: list[Subject], more: list[Subject]) -> list[Subject]:
    """Both in reading order, those of `more` only where none stands yet."""
    free = [m for m in more if not any(s.start < m.end and m.start < s.end for s in subjects)]
    return sorted([*subjects, *free], key=lambda s: s.start)


def _in_brackets(sentence: Sentence, mention: Mention) -> bool:
    """Whether a short form only adds to the word before it: 各村（社区）."""
    start, end = mention.evidence.start, mention.evidence.end
    around = sentence.text[max(0, start - 1) : start] + sentence.text[end : end + 1]
    return mention.anaphor and around in ("（）", "()")


def _said_again(sentence: Sentence, memory: Memory) -> list[Subject]:
    """Names of the article, and the last words of names told before at the head of a clause (“先锋”攻关队, 攻关队)."""
    text = sentence.text
    found: list[Subject] = []
    for start, end, name, kind in memory.again(text, [0, *(m.end() for m in CLAUSE.finditer(text))]):
        aside = is_aside(sentence, start, end, False)
        found.append(Subject(start, end, name, text[start:end], kind, aside))
    return found


def _outermost(named: Sequence[Named]) -> list[Named]:
    spans = [(m.evidence.start, m.evidence.end) for m, _ in named]
    kept: list[Named] = []
    for (mention, name), (start, end) in zip(named, spans, strict=True):
        if not any(a <= start and end <= b and (a, b) != (start, end) for a, b in spans):
            kept.append((mention, name))
    return kept


def _subject(sentence: Sentence, mention: Mention, name: str) -> Subject:
    start, end = mention.evidence.start, mention.evidence.end
    person = mention.kind == "person"
    before = sentence.text[max(0, start - _LONGEST_LEAD) : start]
    return Subject(
        start,
        end,
        None if person else name,
        mention.surface,
        mention.kind,
        aside=is_aside(sentence, start, end, person),
        scene=not person
        and bool(_SCENE.search(sentence.text, 0, start))
        and sentence.text[end : end + 1] in _COMMAS,
        founded=bool(_FOUNDED.search(before))
        and bool(re.match(r"[，,；;。]|$", sentence.text[end : end + 1])),
    )


@cache
def _pointer() -> re.Pattern[str]:
    return re.compile(alternatives("owner_words"))


@cache
def _areas() -> frozenset[str]:
    """全县, 我市, 该镇: a figure of such an area is nobody else's, even where no name is told."""
    kinds = ("province", "city", "county", "area", "town", "country")
    return frozenset(w for w, kind in table("owner_words") if kind in kinds and w[0] in "全我该本")


def _pointing(sentence: Sentence, memory: Memory) -> list[Subject]:
    """Words such as 全村 and 我校, where the text lets one say what they point to."""
    found: list[Subject] = []
    for match in _pointer().finditer(sentence.text):
        behind_time = any(t.end == match.start() for t in sentence.times)  # 去年学校有11名学生
        if not behind_time and not _stands_alone(sentence.text, match):
            continue
        name = memory.points_to(match[0])
        if name or match[0] in _areas():
            aside = is_aside(sentence, match.start(), match.end(), False)
            found.append(Subject(match.start(), match.end(), name, match[0], "place", aside))
    return found


def _back(pointer: Subject, named: Sequence[Subject]) -> Subject:
    """村集体 of a list of villages (甲村养鱼，村集体收入8万元；乙村种茶…) is of the one before it, not of one behind it."""
    if pointer.said != "村集体":
        return pointer
    before = [s for s in named if s.end <= pointer.start and (s.name or "").endswith("村") and not s.aside]
    return replace(pointer, name=before[-1].name) if before else pointer


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """公司 in 保险公司 and 全国 in 全国先进 point to nothing; 我校, 全村 and the 全国 of a figure do."""
    if match[0] in ("全国", "我国"):
        return bool(re.match(r"(?:共有|共|现有|的)?[^，。；：“”]{0,6}\d", text[match.end() :]))
    if match[0][0] in "全我该本咱俺":
        return True
    if text[match.end() : match.end() + 1] in ("）", ")"):
        return False  # 各村（社区）
    before = text[max(0, match.start() - _LONGEST_LEAD) : match.start()]
    opens = not before or bool(re.search(r"[，,；;。：:（(“”、\s]$|^$", before))
    return opens or aside_before(before) or bool(_vague_before().search(before))


@cache
def _vague_before() -> re.Pattern[str]:
    """如今学校…: a word of time before what points to a body."""
    return re.compile(rf"(?:{alternatives('vague_times')})$")


def _chained(subjects: list[Subject], text: str) -> list[Subject]:
    """A place and what stands right behind it are one, named by the last: 甲镇乙村."""
    kept: list[Subject] = []
    for subject in subjects:
        if kept and kept[-1].end == subject.start and kept[-1].kind == "place" and subject.kind != "person":
            last = kept.pop()
            subject = Subject(
                last.start,
                subject.end,
                subject.name,
                subject.said,
                subject.kind,
                last.aside or subject.aside,
                last.founded,
            )
        kept.append(subject)
    return kept


@cache
def _speaks() -> re.Pattern[str]:
    return re.compile(rf"[^，。；：]{{0,6}}?(?:{alternatives('speech_verbs')})")


def _spoken_for(text: str, subjects: list[Subject]) -> list[Subject]:
    """A person whose title names a body stands for it: 乙村党支部书记张某介绍 speaks of 乙村."""
    kept: list[Subject] = []
    for subject in subjects:
        if subject.kind == "person":
            speaks = bool(_speaks().match(text, subject.end))
            body = kept[-1] if kept and _is_title(text[kept[-1].end : subject.start]) else None
            if body is not None:
                kept.pop()
            name = body.name if body else None
            said = text[body.start : subject.end] if body else subject.said
            start = body.start if body else subject.start
            subject = replace(
                subject,
                start=start,
                name=name,
                said=said,
                speaks=speaks,
                instructs=bool(_INSTRUCTS.match(text, subject.end)),
                posted=bool(_POSTED.search(text, max(0, start - 16), subject.end)),
                person=subject.said,
            )
        kept.append(subject)
    return kept


def _is_title(gap: str) -> bool:
    """Whether only a title stands between a body and a person (党支部书记、村委会主任)."""
    return len(gap) <= 24 and not re.search(r"[，。；：]|的(?!$)", gap) and gap.endswith(_titles())


@cache
def _titles() -> tuple[str, ...]:
    return tuple(sorted(words("titles"), key=lambda w: (-len(w), w)))
