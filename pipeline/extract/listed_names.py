"""Ways of working that a list without quotation marks names: `甲、乙、丙三项制度`, `甲、乙等国家重点生态工程`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.extract.coined_names import Coined
from pipeline.extract.quoted_names import after_doing, curled_text, enclosed
from pipeline.lexicons import alternatives
from pipeline.model.document import Sentence

_H = "\u4e00-\u9fff"
_VALUE = {"二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_ITEM = rf"[{_H}]{{2,10}}"
_HINT = re.compile(r"[项大张份本套级]|等")
_COUNTED = re.compile(
    rf"((?:{_ITEM}、){{1,8}}{_ITEM}?)(等)?([二两三四五六七八九])(项|大|张|份|本|套|级)([{_H}]{{0,6}}?)(制度|机制|工程|行动|计划|体系|架构|网络)(?!化|建设|改革|创新|书|组|部)"
)
_NATIONAL = re.compile(
    rf"((?:{_ITEM}、){{1,5}}{_ITEM}?)等((?:国家级?|全国|省级)(?:重点|重大|战略)?[{_H}]{{0,6}}?工程)"
)
_GRAMMAR = re.compile(r"[的了在以将把让使是有对从向由与和及于到为并而等]")
_LEAST = {"工程": 2, "行动": 2, "计划": 2}  # letters; the items of 制度 and 机制 are longer


def find(sentence: Sentence) -> Iterator[tuple[Coined, tuple[str, ...]]]:
    """The names with the parts that they have: each member of `甲、乙、丙三项制度`, the `三张清单` that the members make up,
    or the list itself before `三级培训体系`."""
    if not _HINT.search(sentence.text):
        return
    flags = enclosed(curled_text(sentence.text))
    for match in _COUNTED.finditer(sentence.text):
        items = _items(sentence.text, match.start(1), match.end(1))
        if flags[match.start()] or len(items) != _VALUE[match[3]]:
            continue
        said = tuple(sentence.text[a:b] for a, b in items)
        shared = _shared_end(said)
        if shared and match[5].startswith(shared):
            yield _named(sentence, match, shared, said)
        elif match[4] == "级" and _are_names(said, match[6]):
            kind = sentence.text[match.start(3) : match.end()]
            yield Coined(sentence, items[0][0], items[-1][1], kind, match.end()), said
        elif match[4] in "项大" and _are_names(said, match[6]):
            kind = match[5] + match[6]
            for a, b in items:
                yield Coined(sentence, a, b, kind, match.end()), ()
    for match in _NATIONAL.finditer(sentence.text):
        items = _items(sentence.text, match.start(1), match.end(1))
        said = tuple(sentence.text[a:b] for a, b in items)
        if not flags[match.start()] and _are_names(said, "工程", works=False):
            for a, b in items:
                yield Coined(sentence, a, b, match[2], match.end()), ()


def _items(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The members of `建立甲、乙、丙` without the verb before the first."""
    first = text[start:end].split("、")[0]
    start += max(after_doing(first), max((m.end() for m in _GRAMMAR.finditer(first)), default=0))
    return [(start + m.start(), start + m.end()) for m in re.finditer("[^、]+", text[start:end])]


def _shared_end(said: tuple[str, ...]) -> str:
    """`清单` for 需求清单, 资源清单, 项目清单."""
    ends = {item[-2:] for item in said}
    return ends.pop() if len(ends) == 1 and all(len(item) > 2 for item in said) else ""


def _named(
    sentence: Sentence, match: re.Match[str], shared: str, said: tuple[str, ...]
) -> tuple[Coined, tuple[str, ...]]:
    """`三张清单` and its members in `甲清单、乙清单、丙清单三张清单管理机制`."""
    end = match.start(5) + len(shared)
    kind = sentence.text[end : match.end()]
    return Coined(sentence, match.start(3), end, kind, match.end()), said


def _are_names(said: tuple[str, ...], kind: str, works: bool = True) -> bool:
    """Whether the members can be names: no sentence grammar, none of building (道路、饮水、电网三大工程)."""
    return all(
        len(item) >= _LEAST.get(kind, 3)
        and not _GRAMMAR.search(item)
        and not (works and kind == "工程" and _works().search(item))
        for item in said
    )


@cache
def _works() -> re.Pattern[str]:
    return re.compile(alternatives("works_words"))
