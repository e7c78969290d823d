"""The part of a body that is named right behind it: 综掘三区 of a mine, 儿科 of a hospital, 东校区 of a school."""

from __future__ import annotations

import re

from pipeline.extract.body_spans import Body
from pipeline.extract.edges import Walker
from pipeline.model.copying import replace

_PARTS = (
    (  # 某大学外国语学院|英语专业学生第一党支部
        re.compile(r"(?:学院|大学|系|研究院|公司|局|医院|中学)\Z"),
        re.compile(
            r"(?![和与及在到由对向从是把各])[\u4e00-\u9fff]{0,8}?(?:专业|[0-9]{4}级|年级)?"
            r"(?:学生|本科生|硕士生|博士生|研究生|教工|教师|职工|机关|离退休)?(?:党员)?第[一二三四五六七八九十]{1,3}(?:联合)?(?:党支部|党总支)"
        ),
    ),
    (  # 救援股 of 县应急管理局, 组织二科 of 市委组织部
        re.compile(r"(?:[局厅委办部]|办公室)\Z"),
        re.compile(
            r"(?![^股科室处]{0,6}[长会的在和与及是把对向])[\u4e00-\u9fff]{2,8}?(?:[股科]|(?<!办公)(?<![教浴居卧])室|(?<![何到好用害坏])处)"
            r"(?=副?[股科处]长|[一二三四]级|主任|干部|民警|工作人员|负责|牵头|反映|联系|的|、|，|。|；|）|被|荣|获|党|\Z)"
        ),
    ),
    (re.compile(r"(?:中心|公司|集团|学院|大学)\Z"), re.compile("(?:党建|文化|党史|荣誉|成果|校史)?展厅")),
    (
        re.compile(r"(?:(?<![支干分队项武学业组宣统])部|(?<![党省市县区工团纪])委|总局)\Z"),
        re.compile(r"(?![和与及、])[\u4e00-\u9fff]{2,10}?(?<!公)司(?![机法令])"),
    ),
    (
        re.compile(r"(?:校|学|院|中|小|团|幼|中心|幼儿园)\Z"),
        re.compile(r"(?![在到由对向从及])[\u4e00-\u9fff]{1,4}(?:校区|园区|分校|分园|院区)"),
    ),
    (
        re.compile(r"(?:大学|学院)\Z"),
        re.compile(r"(?![在到由对向从及])[\u4e00-\u9fff]{1,6}?系(?![统列数])"),
    ),
    (
        re.compile(r"(?:医院|保健院)\Z"),
        re.compile(
            r"[\u4e00-\u9fff]{0,6}?(?:科|护理部|门诊部|手术室|病区|急诊部)(?=[医护主副的党、，。专教技团支]|负责|荣|被|获|\Z)"
        ),
    ),
    (
        re.compile(r"(?:法院|检察院)\Z"),
        re.compile(
            r"(?:第[一二三四五六七八九十]{1,2})?[\u4e00-\u9fff]{2,6}?(?:庭|检察部|执行局|处|室)(?=[庭局处]长|主任|法官|干警|检察官|被|荣|获|的|党|、|，|。|\Z)"
        ),
    ),
    (
        re.compile(r"(?:公司|集团|工务段|供电段|机务段)\Z"),
        re.compile(
            r"[\u4e00-\u9fff]{2,14}?(?:项目部|项目经理部|产业园)(?=[^\u4e00-\u9fff]|党|[副项]|的|负责|\Z)"
            r"|[\u4e00-\u9fff]{2,6}?[一二三四五六七八九十]车间(?=[^\u4e00-\u9fff]|党|班长|主任|的|\Z)"
        ),
    ),
    (
        re.compile(r"(?:学院|学校|大学|中学|小学|职教中心|技校|[一二三四五六七八九十]中)\Z"),
        re.compile(r"(?![党支在和与的])[\u4e00-\u9fff]{2,4}?处(?=副?(?:处长|主任)|干事|职员)"),
    ),
    (re.compile(r"医院\Z"), re.compile(r"[\u4e00-\u9fff]{2,4}分院")),
    (
        re.compile(r"(?:矿|煤业|公司|集团)\Z"),
        re.compile(
            r"(?:综采|综掘|采煤|掘进|开拓|机电|运输|通防|通风|准备)(?:第?[一二三四五六七八九十0-9]{1,2})?(?:工区|[区队])(?![长域员伍])"
        ),
    ),
)


def with_parts(walker: Walker, bodies: list[Body]) -> list[Body]:
    """Bodies with the part of them that is named right behind: 综掘三区 of a mine, 儿科 of a hospital, 东校区 of a school."""
    return [_with_part(walker.text, body) for body in bodies]


def _with_part(text: str, body: Body) -> Body:
    end = _part_end(text, body)
    kind = "institution" if end > body.end and text.endswith("展厅", 0, end) else body.type
    kind = "party" if end > body.end and text.endswith(("党支部", "党总支"), 0, end) else kind
    return replace(body, end=end, type=kind)


def _part_end(text: str, body: Body) -> int:
    name = text[body.start : body.end]
    for whole, part in _PARTS:
        match = part.match(text, body.end) if whole.search(name) else None
        if match:
            return match.end()
    return body.end
