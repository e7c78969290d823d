"""Which names of a document are names of one body: 大田村党支部 and 清水县大田村党支部, 江州市第一中学 and 江州一中."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from pipeline.extract.company_cores import cores
from pipeline.extract.gazetteer import divisions
from pipeline.lexicons import alternatives, table

_PARTY = re.compile(r"(?P<stem>.*?)(?:党组织|党支部委员会|党支部|党总支|党委|支部)\Z")
_NUMBERED_SHORT = {"中学": "中", "高级中学": "中", "小学": "小", "幼儿园": "幼"}
_NUMBERED_KINDS = tuple(
    (kind, re.compile(rf"市?第([一二三四五六七八九十]+){kind}")) for kind in _NUMBERED_SHORT
)
_ENDINGS = ("工作室", "矿", "厂", "合作社")  # before which reports leave a part out
_CHAIN = re.compile(r"(?:[\u4e00-\u9fff]{1,8}?(?:省|市|自治区|自治州|自治县|县|区|旗|镇|乡|街道|村|社区))+\Z")
_LEGAL_FORM = re.compile(
    "(?<=集团)(?:股份|责任)?有限(?:责任)?公司|(?<=集团)公司|(?:股份|责任)?有限(?:责任)?(?=公司)"
)
_PARENT_BODIES = ("国务院", "中共中央", "中国", "中华人民共和国")


def groups(names: Mapping[str, int], stated: Iterable[tuple[str, str]] = ()) -> dict[str, str]:
    """For each name of a body its canonical name, the fullest of the same body.

    `names` maps each name to the place of its first mention; `stated` are pairs that the text itself calls one (简称).
    """
    ordered = sorted(names, key=lambda name: (-len(name), names[name]))
    canonical = {name: name for name in ordered}
    pairs = {frozenset(pair) for pair in stated}
    index = _by_form(ordered, pairs)
    for short in ordered:
        likely = sorted({place for form in _forms_sought(short) for place in index.get(form, ())})
        fuller = [
            full
            for full in map(ordered.__getitem__, likely)
            if len(full) > len(short) and (same(full, short) or frozenset((full, short)) in pairs)
        ]
        roots = list(dict.fromkeys(canonical[full] for full in fuller))
        if len(roots) == 1:
            canonical[short] = roots[0]
    return _with_party_forms(canonical, ordered)


def _by_form(ordered: Sequence[str], pairs: Iterable[frozenset[str]]) -> dict[tuple[str, str], list[int]]:
    """Where the names stand that have a form: of all that `same` may find equal, they share one with the shorter name.

    A list of a county's schools has thousands of names, of which each would else be compared with every other.
    """
    index: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, name in enumerate(ordered):
        whole, written = contracted(name), _numbered_form(name)
        forms = [("end", name[at:]) for at in range(len(name))]
        forms += [("contracted", whole[at:]) for at in range(len(whole))]
        forms += [("numbered", written[at:]) for at in range(len(written or ""))] if written else []
        forms += [("legal", _LEGAL_FORM.sub("", name)), ("begin", name[:3] + _ending(name))]
        for form in dict.fromkeys(forms):
            index[form].append(place)
    places = {name: place for place, name in enumerate(ordered)}
    for pair in pairs:
        for one in pair:
            index["stated", one] += [places[other] for other in pair if other != one and other in places]
    return index


def _forms_sought(short: str) -> Iterator[tuple[str, str]]:
    yield "end", short
    yield "contracted", contracted(short)
    yield "numbered", short
    yield "legal", _LEGAL_FORM.sub("", short)
    if _ending(short):
        yield "begin", short[:3] + _ending(short)
    yield "stated", short


def same(full: str, short: str) -> bool:
    """Whether the shorter name is the longer one without what stands before it or between its parts."""
    if short in cores(full):
        return True
    if full.endswith(short):
        return _only_where(full[: len(full) - len(short)], short)
    long, brief = contracted(full), contracted(short)
    if long.endswith(brief) and (long, brief) != (full, short):
        return long == brief or _only_where(long[: len(long) - len(brief)], brief)
    return (
        _numbered(full, short)
        or _contracted(full, short)
        or _LEGAL_FORM.sub("", full) == _LEGAL_FORM.sub("", short)
    )


def _only_where(before: str, short: str) -> bool:
    """Whether `before` only says where the body is: 清水县 before 大田村党支部, 清水 before 县教育局."""
    if before in divisions() or before in _PARENT_BODIES or _CHAIN.match(before):
        return True
    return short[0] in "省市县区州旗" and bool(_NAME_OF_UNIT.match(before))


_NAME_OF_UNIT = re.compile(r"(?:中共)?(?![全各本我该多])[\u4e00-\u9fff]{2,4}\Z")
_COMMITTEE = (
    (re.compile(r"(?<=[省市县区州旗])委员会\Z"), "委"),
    (re.compile(r"(?<=[镇乡校院中学小厂矿司团局])委员会\Z"), "党委"),
)


@cache
def _contractions() -> tuple[re.Pattern[str], dict[str, str]]:
    return re.compile(alternatives("name_contractions")), dict(table("name_contractions"))  # type: ignore[arg-type]


@cache
def contracted(name: str) -> str:
    """The name as reports shorten it: 清水县委 for 中共清水县委员会, 清水县人社局 for 清水县人力资源和社会保障局."""
    pattern, short = _contractions()
    body = name.removeprefix("中国共产党").removeprefix("中共")
    written = pattern.sub(lambda match: short[match.group()], body)
    if body != name:
        for committee, form in _COMMITTEE:
            written = committee.sub(form, written)
    return written or name


def _numbered(full: str, short: str) -> bool:
    """江州市第一中学 is 江州一中; so are their bodies (江州市第一中学党委)."""
    written = _numbered_form(full)
    return written is not None and (written == short or written.endswith(short) and len(short) >= 2)


@cache
def _numbered_form(name: str) -> str | None:
    """江州一中党委 of 江州市第一中学党委; None of a name without such a number."""
    for kind, number in _NUMBERED_KINDS:
        if kind in name and number.search(name):
            return number.sub(rf"\1{_NUMBERED_SHORT[kind]}", name)
    return None


def _contracted(full: str, short: str) -> bool:
    """赵大山劳模创新工作室 is 赵大山劳模工作室, 青石沟煤矿 is 青石沟矿: the same beginning and end, a part left out."""
    if len(short) < 4 or full[:3] != short[:3] or len(short) * 2 < len(full):
        return False
    if not _ending(full) or _ending(full) != _ending(short):
        return False
    rest = iter(full)
    return all(character in rest for character in short)


def _ending(name: str) -> str:
    return next((end for end in _ENDINGS if name.endswith(end)), "")


def _with_party_forms(canonical: dict[str, str], ordered: list[str]) -> dict[str, str]:
    """大田村党组织 is 大田村党支部 where the text names one Party body of 大田村 besides."""
    for name in ordered:
        match = _PARTY.match(name)
        if not match or not name.endswith("党组织"):
            continue
        twins = [
            other
            for other in ordered
            if other != name and (m := _PARTY.match(other)) and _same_stem(match["stem"], m["stem"])
        ]
        roots = list(dict.fromkeys(canonical[twin] for twin in twins))
        if len(roots) == 1:
            root = max((roots[0], canonical[name]), key=lambda n: (not n.endswith("党组织"), len(n)))
            old = {roots[0], canonical[name]}
            for other in ordered:
                if canonical[other] in old:
                    canonical[other] = root
    return canonical


def _same_stem(one: str, other: str) -> bool:
    return bool(one) and bool(other) and (one == other or same_place(one, other))


def same_place(one: str, other: str) -> bool:
    """清水县大田村 and 大田村."""
    full, short = (one, other) if len(one) >= len(other) else (other, one)
    return full.endswith(short) and bool(_CHAIN.match(full[: len(full) - len(short)]))
