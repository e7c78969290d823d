"""Names between quotation marks, one or several in a row, and the phrase that says what they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TypeVar

from pipeline.lexicons import alternatives, table
from pipeline.model.copying import replace
from pipeline.model.document import Quoted, Sentence
from pipeline.model.row import FoundRow

N = TypeVar("N", bound=FoundRow)  # a row with a name

_OTHER_MARKS = re.compile('["「」『』]')
_CORNERS = str.maketrans("「」『』", "“”‘’")
_JOINT = re.compile(r"\s*(?:、|和|与|及|以及|，|,)?\s*\Z")
_TITLE = re.compile(r"《[^《》]*》")
# What may stand between the last mark and the phrase that types the names: “甲”“乙”等一批交流平台
_LINK = re.compile(
    r"(?:等(?:系列)?|这一|这个|这种)?"
    r"(?:(?:一批|一系列|系列|[\d零一二两三四五六七八九十百]+余?(?:个|项|大|张|种|套|类|块|条|款))(?:具有)?)?"
    r"(?:的|为(?:主题|代表|主|核心|主要内容|依托|抓手)的|相结合的)?"
)
# 推进机制, 建设工程: these verbs stand right before a type word and belong to it.
_DOING_OF_TYPE = re.compile(
    r"(?:推进|提升|培育|培养|引进|落实|实施|创建|建设|推广|行动|整合|带动)\Z|(?:创建|建设|培育|推进|推广)(?=工作)"
)
# A word of grammar between name and type word: the two belong to different phrases.
# 结对 and 和谐 are words of such phrases.
_GRAMMAR = re.compile(r"[了在以将把让使是有从向由被与及于到并而]|(?<!结)对(?![接口标话])|和(?!谐)|(?<!行)为")


def curled(sentence: Sentence) -> Sentence:
    """The sentence with “ ” for straight and corner marks, letter for letter: what the patterns of this folder read."""
    return (
        replace(sentence, text=curled_text(sentence.text)) if _OTHER_MARKS.search(sentence.text) else sentence
    )


def curled_text(text: str) -> str:
    """`text` with “ ” for 「 」 and for straight marks, which open and close in turn; as long as it was."""
    if not _OTHER_MARKS.search(text):
        return text
    text = text.translate(_CORNERS)
    opening = False
    letters: list[str] = []
    for letter in text:
        opening = not opening if letter == '"' else opening
        letters.append(("“" if opening else "”") if letter == '"' else letter)
    return "".join(letters)


def as_read(row: N, sentence: Sentence) -> N:
    """A row that was found in the curled sentence, standing in the sentence as read."""
    if row.evidence.sentence == sentence.text:
        return row
    e = replace(row.evidence, sentence=sentence.text)
    return replace(row, evidence=e, name=e.said)


@dataclass(frozen=True, slots=True)
class Series:
    """Quoted names with nothing but 、 or 和 between them: one type word before or behind types them all."""

    names: tuple[Quoted, ...]

    @property
    def start(self) -> int:
        return self.names[0].start

    @property
    def end(self) -> int:
        return self.names[-1].end


def series(sentence: Sentence) -> tuple[Series, ...]:
    """The quoted stretches of the sentence in groups; those inside the title of a work (《…》) are left out."""
    titles = [m.span() for m in _TITLE.finditer(sentence.text)]
    outer = [
        q
        for q in sentence.quoted
        if q.depth == 0 and q.text.strip() and not any(a <= q.start and q.end <= b for a, b in titles)
    ]
    groups: list[list[Quoted]] = []
    for quoted in outer:
        if groups and _JOINT.match(sentence.text[groups[-1][-1].end : quoted.start]):
            groups[-1].append(quoted)
        else:
            groups.append([quoted])
    return tuple(Series(tuple(group)) for group in groups)


@lru_cache(maxsize=4)
def enclosed(text: str) -> bytes:
    """For each letter 1 where it stands between quotation marks or in the title of a work, else 0."""
    flags = bytearray(len(text))
    if "“" not in text and "《" not in text:
        return bytes(flags)
    marks = works = 0
    for at, letter in enumerate(text):
        marks -= letter == "”" and marks > 0
        works -= letter == "》" and works > 0
        flags[at] = 1 if marks or works else 0
        marks += letter == "“"
        works += letter == "《"
    return bytes(flags)


def link_end(text: str, at: int) -> int:
    """Where the phrase that types a name begins, counted from the closing mark."""
    match = _LINK.match(text, at)
    return match.end() if match else at


def is_modifier(words_between: str) -> bool:
    """Whether the words between a name and its type word can belong to the type word: `智慧党建线上`, not `打造的`."""
    return not _GRAMMAR.search(words_between) and not _doing().search(_DOING_OF_TYPE.sub("", words_between))


@cache
def _doing() -> re.Pattern[str]:
    """The verbs that stand in no phrase that types a name; 组织 and 发展 may (组织体系, 产业发展模式)."""
    only = [verb for verb, use in table("naming_verbs") if use == "only"]
    return re.compile("|".join(sorted(map(re.escape, only), key=lambda v: (-len(v), v))))


def starts_with_doing(text: str) -> bool:
    """Whether the phrase begins with a verb that begins no name: `打造服务平台` is none, `治理力提升工程` is one."""
    return any(text.startswith(verb) for verb, use in table("naming_verbs") if use == "only")


def after_doing(text: str) -> int:
    """Where the phrase at the end of `text` begins, behind the last verb of doing with its particles; 0 if there is none."""
    ends = [match.end() for match in _doing_with_particle().finditer(text)]
    return ends[-1] if ends else 0


@cache
def _doing_with_particle() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives('naming_verbs')})(?:了|起|出|好|成)?(?:一批|一个|一系列)?")


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without blanks and an outer pair of quotation marks."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end - start > 2 and (text[start], text[end - 1]) in (("“", "”"), ("‘", "’"), ("「", "」")):
        inner = text[start + 1 : end - 1]
        if text[start] not in inner and text[end - 1] not in inner:
            return start + 1, end - 1
    return start, end
