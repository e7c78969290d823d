"""Old names of places and bodies, where a text says so: 柳林镇（原柳林乡）, 甲公司更名为乙公司, 撤销青石乡设立青石镇."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from pipeline.ledger.names import simplified, stem_and_level

SHORT = re.compile(
    r"\s*[（(](?:以下|下文|下称|后文|又)?(?:简称|统称|称)(?:为)?[:：]?\s*[“\"]?(?P<short>[\u4e00-\u9fff]{2,12})[”\"]?[）)]"
)
HINTS = ("原", "（现", "更名", "改名", "改称", "撤", "改设", "改为", "改制", "前身", "（今")
HINT = re.compile("|".join(HINTS))
NEW_OLD = re.compile(r"\A(?:（|\()\s*(?:原名?|前身)(?:为|是|称|系|叫)?[“\"]?(?P<rest>.*)")
OLD_NEW = re.compile(
    r"\A(?:（|\()\s*(?:现|今|现更名|后更名|后改)(?:为|是|称|叫)?[“\"]?(?P<rest>.*)|"
    r"\A(?:正式|已|后|经批准|整体)*(?:更名|改名|改称|改设|改制|改)(?:为|成|设立?)[“\"]?(?P<after>.*)"
)
ABOLISHED = re.compile(r"(?:撤销|撤消|撤)\Z")
FOUNDED = re.compile(
    r"\A[”\"]?[，、]?(?:建制)?[，、]?(?:同时)?(?:设立|成立|组建|改设|新设|设)[“\"]?(?P<rest>.*)"
)
UPGRADED = re.compile("撤[乡村县镇](?:设|建|并|改)[镇市区街道]")


def renames(
    sentences: Iterable[tuple[str, str]], names: Mapping[str, Iterable[str]]
) -> Iterator[tuple[str, str, str]]:
    """(document, old name, new name) for each sentence that tells one. `sentences` and `names` by document."""
    for document, sentence in sentences:
        if HINT.search(sentence):
            known = [name for name in names.get(document, ()) if name in sentence]
            for name in known:
                yield from ((document, *pair) for pair in told_after(name, sentence, known))


def short_names(
    sentences: Iterable[tuple[str, str]], names: Mapping[str, Iterable[str]]
) -> Iterator[tuple[str, str, str]]:
    """(document, name, short name) where a text says 某某有限公司（以下简称“某某”）."""
    for document, sentence in sentences:
        for name in names.get(document, ()):
            at = sentence.find(name)
            found = SHORT.match(sentence, at + len(name)) if at >= 0 else None
            if found and found["short"] != name:
                yield document, name, found["short"]


def told_after(name: str, sentence: str, known: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(old, new) told in the words right after an occurrence of `name`."""
    at = sentence.find(name)
    while at >= 0:
        rest = sentence[at + len(name) : at + len(name) + 60].lstrip('”"党委政府')
        for other in sorted(known, key=len, reverse=True):
            if other == name:
                continue
            if (found := NEW_OLD.match(rest)) and found["rest"].startswith(other):
                yield other, name
            elif (
                (found := OLD_NEW.match(rest))
                and (found["rest"] or found["after"] or "").startswith(other)
                or (
                    ABOLISHED.search(sentence[:at])
                    and (found := FOUNDED.match(rest))
                    and found["rest"].startswith(other)
                )
            ):
                yield name, other
        at = sentence.find(name, at + 1)


def upgrades(sentences: Iterable[tuple[str, str]], names: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """(document, old, new) where a sentence says 撤乡设镇 of 柳林乡 and the run knows a 柳林镇."""
    levels: dict[str, dict[str, str]] = {}
    for name in names:
        stem, level = stem_and_level(simplified(name))
        if len(stem) > 1 and level:
            levels.setdefault(stem, {})[level] = name
    for document, sentence in sentences:
        found = UPGRADED.search(sentence)
        if not found:
            continue
        said = found.group()
        for stem in sorted(stem for stem in levels if stem in sentence):
            forms = levels[stem]
            if said[1] in forms and said[3:] in forms and forms[said[1]] in sentence + forms[said[3:]]:
                yield document, forms[said[1]], forms[said[3:]]
