"""Short forms that point to a name told elsewhere: 该村, 我校, 全区, 公司, 社区党委. What they point to is found in resolve/."""

from __future__ import annotations

import re
from functools import cache

from pipeline.extract.edges import Walker, usable
from pipeline.extract.extractor import Extractor
from pipeline.lexicons import alternatives, table
from pipeline.model.document import Reading, Sentence
from pipeline.model.row import Findings, evidence
from pipeline.rows.mentions import Mention

Key = tuple[int, int, int]
Span = tuple[int, int]
# 公司 points to a company only where it stands as one: not in 各公司, 物业公司, 公司制.
_BEFORE_BARE = re.compile(
    r"(?:\A|[，。；：！？“”（）()《》\s]|[在由对向为把被将使让令给与和及以从到经受是于因的了着过]|作为|成为|带领|推动|根据|按照|随着|通过|围绕|结合|当时)\Z"
)
_NOT_BARE = re.compile(r"\A(?:们|制|法|化|级|类|型|式|群|章程|性|界|名|外|治理(?!中)|等)")


def extract(reading: Reading, findings: Findings) -> list[Mention]:
    """A mention with `anaphor` set for each short form, none inside a name."""
    taken = _names(findings)
    return [
        mention
        for sentence in reading.sentences
        if usable(sentence)
        for mention in in_sentence(
            sentence, taken.get((sentence.article, sentence.paragraph, sentence.offset), ())
        )
    ]


EXTRACTOR = Extractor("anaphors", extract)


def _names(findings: Findings) -> dict[Key, tuple[Span, ...]]:
    found: dict[Key, list[Span]] = {}
    for mention in findings.of(Mention):
        e = mention.evidence
        found.setdefault((e.article, e.paragraph, e.offset), []).append((e.start, e.end))
    return {key: tuple(spans) for key, spans in found.items()}


@cache
def _pattern() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, tuple[str, str]]]:
    """The pointing forms (该村), the bare ones (公司), and for each noun its kind and type."""
    kinds = {noun: (kind, level) for noun, kind, level, _ in table("anaphor_nouns")}
    bare = sorted(
        (noun for noun, _, _, alone in table("anaphor_nouns") if alone == "bare"), key=lambda n: (-len(n), n)
    )
    pointing = re.compile(f"(?P<pointer>该|本|我|全)(?P<noun>{alternatives('anaphor_nouns')})")
    return pointing, re.compile("|".join(map(re.escape, bare))), kinds


def in_sentence(sentence: Sentence, names: tuple[Span, ...] = ()) -> list[Mention]:
    pointing, bare, kinds = _pattern()
    walker = Walker(sentence)
    text = sentence.text
    found: list[Mention] = []
    for match in pointing.finditer(text):
        if (
            _free(walker, *match.span(), names)
            and walker.is_border(match.start())
            and _ends(walker, match.end())
        ):
            found.append(
                _mention(sentence, match.start(), match.end(), kinds[match["noun"]], "pointing word")
            )
    for match in bare.finditer(text):
        start, end = match.span()
        taken = any(m.evidence.start < end and start < m.evidence.end for m in found)
        if not taken and _free(walker, start, end, names) and _stands_as_one(walker, start, end):
            found.append(_mention(sentence, start, end, kinds[match.group()], "short form"))
    return sorted(found, key=lambda m: m.evidence.start)


def _free(walker: Walker, start: int, end: int, names: tuple[Span, ...]) -> bool:
    return start >= walker.floor and not any(start < last and first < end for first, last in names)


def _ends(walker: Walker, end: int) -> bool:
    return walker.is_border(end) or walker.text[end : end + 1] in "党村民居"


def _stands_as_one(walker: Walker, start: int, end: int) -> bool:
    return (
        bool(_BEFORE_BARE.search(walker.text[:start]))
        and walker.is_border(start)
        and walker.is_border(end)
        and not _NOT_BARE.match(walker.text, end)
    )


def _mention(sentence: Sentence, start: int, end: int, kind: tuple[str, str], rule: str) -> Mention:
    surface = sentence.text[start:end]
    return Mention(
        evidence(sentence, start, end, rule=rule, confidence=0.7),
        kind=kind[0],
        surface=surface,
        name=surface,
        anaphor=True,
        type=kind[1],
    )
