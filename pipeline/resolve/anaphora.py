"""What short forms point to: 该村 to the nearest village, 我校 to the school of the report, 校党委 to its Party committee."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model.copying import replace
from pipeline.model.document import Reading
from pipeline.model.row import Findings
from pipeline.rows.mentions import Mention
from pipeline.rows.organisations import Organisation
from pipeline.rows.places import Place

_SCHOOL = r"学校|中学|小学|大学|学院|党校|幼儿园|附中|附小|中专|职高|技校|[一二三四五六七八九十]中"
_COMPANY = r"公司|集团|银行|厂|矿|煤矿|钢|电厂|合作社"
# What the name of a body or area must end in for the noun to point to it.
_ENDS = {
    "校": _SCHOOL,
    "学校": _SCHOOL,
    "院": "院|医院|学院|研究院|法院",
    "公司": "公司|集团|[^学]院公司",
    "集团": "集团|集团公司|公司",
    "集团公司": "集团|集团公司|公司",
    "企业": _COMPANY,
    "企": _COMPANY,
    "村": "村|庄|屯",
    "村里": "村|庄|屯",
    "村子": "村|庄|屯",
    "区": "区",
    "矿": "矿",
    "煤矿": "矿|煤矿",
}
_BRANCH = re.compile(
    r"(?P<bearer>村|社区|小区|街道|镇|乡|校|学校|公司|集团|医院|院|局|矿|厂|机关)?(?P<branch>党支部|支部|党总支|党委|党工委|党组|委会|居委会|政府|办事处|街道办)\Z"
)
_POINTERS = "该本我全"
_SOON = 2  # paragraphs


@dataclass(frozen=True, slots=True)
class Named:
    """A mention of a name with the canonical name of what it names."""

    mention: Mention
    name: str


def resolve(reading: Reading, findings: Findings) -> Findings:
    """The findings with each short form pointing to its entity; those that point to nothing named are left out."""
    names = {row.id: row.name for row in findings.of(Organisation)}
    names |= {row.id: row.name for row in findings.of(Place)}
    mentions = sorted(findings.of(Mention), key=lambda m: m.position)
    named = [Named(m, names[m.entity]) for m in mentions if m.entity in names and not m.anaphor]
    titles = {number: title for number, title in _title_paragraphs(reading)}
    kept: list[Mention] = []
    for mention in mentions:
        if not mention.anaphor or mention.kind == "person":
            kept.append(mention)
            continue
        fitting = [n for n in named if n.mention.evidence.article == mention.evidence.article]
        target = antecedent(mention, fitting, titles)
        if target is not None:
            kept.append(replace(mention, entity=target.mention.entity, kind=target.mention.kind))
    return findings.replacing(Mention, [m for m in kept if not (m.anaphor and m.entity is None)])


def _title_paragraphs(reading: Reading) -> list[tuple[tuple[int, int], str]]:
    return [
        ((article.number, paragraph.number), paragraph.kind)
        for article in reading.document.articles
        for paragraph in article.paragraphs
        if paragraph.kind in ("title", "subtitle")
    ]


def antecedent(mention: Mention, named: Sequence[Named], titles: dict[tuple[int, int], str]) -> Named | None:
    """The named body or area that the short form points to; None where the article names none that fits."""
    pointer = mention.surface[0] if mention.surface[0] in _POINTERS and len(mention.surface) > 1 else ""
    noun = mention.surface[1:] if pointer else mention.surface
    fitting = [n for n in named if fits(noun, mention, n)]
    if not fitting:
        return _bearer(noun, mention, named)
    before = [n for n in fitting if n.mention.position < mention.position]
    if pointer == "该" or (pointer == "全" and before):
        return before[-1] if before else None
    near = [n for n in before if n.mention.evidence.paragraph == mention.evidence.paragraph]
    if not pointer and near:
        return near[-1]
    if not before and not _central(fitting, mention, titles):
        return None
    return main(fitting, titles)


def _central(fitting: Sequence[Named], mention: Mention, titles: dict[tuple[int, int], str]) -> bool:
    """Whether a name that is told only behind its short form may be meant: it stands soon behind it, in a headline or
    in a line of its own (a signature), or several times."""
    return len(fitting) > 1 or any(
        (n.mention.evidence.article, n.mention.evidence.paragraph) in titles
        or n.mention.evidence.paragraph - mention.evidence.paragraph <= _SOON
        or n.mention.surface == n.mention.evidence.sentence.strip()
        for n in fitting
    )


def main(fitting: Sequence[Named], titles: dict[tuple[int, int], str]) -> Named:
    """The one that the report is about: named in its title, else named most often, else first."""
    in_title = [n for n in fitting if (n.mention.evidence.article, n.mention.evidence.paragraph) in titles]
    if in_title:
        return in_title[0]
    often = Counter(n.name for n in fitting)
    return max(fitting, key=lambda n: (often[n.name], -fitting.index(n)))


def fits(noun: str, mention: Mention, candidate: Named) -> bool:
    """Whether the noun can stand for the name: by its ending, for bare names of divisions by its level."""
    if candidate.mention.kind != mention.kind:
        return False
    name, kind = candidate.name, candidate.mention.type
    if mention.kind == "place":
        return name.endswith(tuple(_ENDS.get(noun, noun).split("|"))) or (
            kind == mention.type and mention.type in ("province", "city")
        )
    branch = _BRANCH.match(noun)
    if branch and mention.type in ("party", "community", "government"):
        return _fits_branch(branch["bearer"], branch["branch"], name, kind)
    if noun in ("单位", "中心", "队", "站", "局", "委", "办", "厅", "所", "馆", "社", "园", "台", "系"):
        return name.endswith(noun)
    if kind != mention.type and mention.type != "other":
        return False
    return bool(re.search(f"(?:{_ENDS.get(noun, noun)})\\Z", name)) or (
        noun in ("公司", "企业") and kind == "enterprise"
    )


def _fits_branch(bearer: str | None, branch: str, name: str, kind: str | None) -> bool:
    same = name.endswith(branch) or (branch in ("党支部", "支部") and name.endswith(("支部", "党组织")))
    committee = branch == "党委" and name.startswith("中共") and name.endswith("委员会")
    if not (same or committee):
        return False
    stem = re.sub(
        r"(?:党支部|党组织|支部|党总支|党委|党工委|党组|委员会|村委会|居委会|政府|办事处)\Z", "", name
    )
    if bearer is None or bearer in ("机关",):
        return True
    return bool(re.search(f"(?:{_ENDS.get(bearer, bearer)})\\Z", stem))


def _bearer(noun: str, mention: Mention, named: Sequence[Named]) -> Named | None:
    """Where no 校党委 is named: the school itself. Where no school is, its Party committee (我校)."""
    branch = _BRANCH.match(noun)
    ends = _ENDS.get(branch["bearer"] or "", branch["bearer"]) if branch else None
    if ends and branch and branch["bearer"] not in ("机关", "局"):
        owners = [n for n in named if re.search(f"(?:{ends})\\Z", n.name)]
        before = [n for n in owners if n.mention.position < mention.position]
        if owners:
            return before[-1] if before else owners[0]
    if noun in ("校", "学校"):
        committees = [
            n
            for n in named
            if n.mention.type == "party"
            and re.search(f"(?:{_SCHOOL})(?:委员会|党委|党总支|党支部)\\Z", n.name)
        ]
        return committees[0] if committees else None
    return None
