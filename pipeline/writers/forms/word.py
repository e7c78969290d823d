"""A Word form: marks like 【党员总数:望溪镇:2024】 replaced by figures, each with a comment naming its sources.

A mark names indicator, body and year, the year may be left out; a unit stands in brackets after the indicator or right
after the mark (【村集体经济收入:望溪镇:2024】万元).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.language import units
from pipeline.model.issue import Refused
from pipeline.writers.forms.answering import Answers
from pipeline.writers.forms.asking import Answer, Asked, Captions, Filled, asked, is_unit, piece
from pipeline.writers.forms.spreadsheet import comment
from pipeline.writers.forms.tables import DAMAGED

MARK = re.compile(r"【([^【】:：]{1,40})[:：]([^【】:：]{1,60})(?:[:：]([^【】:：]{0,20}))?】")
UNIT_AFTER = re.compile(r"\s*((?:万|亿|千|百)?[^\s，。；、：！？（）()【】\d]{1,4})")


def fill(answers: Answers, template: Path, target: Path | None) -> Filled:
    """Replaces the marks. Raises Refused for a file that is no document."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    damaged: tuple[type[Exception], ...] = (PackageNotFoundError, *DAMAGED)
    try:
        document = docx.Document(str(template))
    except damaged as error:
        raise Refused(f"{template} 打不开，不是完好的 .docx 文件（加了密码的请先去掉）。", 2) from error
    filled = Filled()
    for number, paragraph in enumerate(paragraphs(document), start=1):
        for match in reversed(list(MARK.finditer(paragraph.text))):
            answer = answers.answer(asked_by(match, paragraph.text, f"第{number}段 {match[0]}", answers))
            filled.answers.append(answer)
            if answer.value is not None and target:
                put(document, paragraph, match.span(), answer)
    if not filled.answers:
        filled.notices.append("文件里没有【指标:单位:年度】这样的标记。")
    if target:
        part = target.with_name(f"{target.name}.part")
        try:
            document.save(str(part))
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    return filled


def paragraphs(document: Any) -> Iterator[Any]:
    """Those of the body and of its tables, in tables too; of headers and footers."""
    from docx.text.paragraph import Paragraph

    parts = [document.element.body]
    for section in document.sections:
        parts += [section.header._element, section.footer._element]
    for part in parts:
        for element in part.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"):
            yield Paragraph(element, document._body)


def asked_by(match: re.Match[str], text: str, where: str, answers: Answers) -> Asked:
    """What a mark asks for."""
    indicator, owner, year = match[1], match[2].strip(), (match[3] or "").strip()
    indicator_piece = piece(indicator)
    after = UNIT_AFTER.match(text, match.end())
    unit = indicator_piece.unit or (unit_in(after[1]) if after else None)
    if not answers.is_owner(owner):
        return Asked(where, (indicator,), None, None, None, f"台账里没有“{owner}”")
    dated = piece(year) if year else None
    if year and dated and not dated.time:
        return Asked(where, (indicator,), owner, None, None, f"“{year}”不是年份")
    edges = [indicator_piece, *([dated] if dated else [])]
    made = asked(where, edges, Captions(owner=owner), answers.is_owner)
    return Asked(made.where, made.path, owner, made.time, unit, made.why_not)


def unit_in(text: str) -> str | None:
    """The longest beginning of a text that is a unit: 万元以上 begins with 万元."""
    for end in range(len(text), 0, -1):
        if is_unit(text[:end]) and (units.dimension(text[:end]) or end == len(text) or end <= 2):
            return text[:end]
    return None


def put(document: Any, paragraph: Any, span: tuple[int, int], answer: Answer) -> None:
    """The figure in the look of the mark's first character, with its comment."""
    from docx.enum.text import WD_COLOR_INDEX

    assert answer.value is not None
    run = replaced(paragraph, span, f"{answer.value.normalize():f}")
    if run is None:
        return
    if answer.doubts:
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    document.add_comment([run], text=comment(answer), author="台账", initials="台")


def replaced(paragraph: Any, span: tuple[int, int], text: str) -> Any:
    """Puts `text` in place of a stretch of the paragraph; returns a run that holds it alone."""
    import copy

    from docx.text.run import Run

    start, end = span
    at, first = 0, None
    for run in list(paragraph.runs):
        length = len(run.text)
        begin, finish = max(start - at, 0), min(end - at, length)
        if begin < finish:
            before, after = run.text[:begin], run.text[finish:]
            if first is None:
                own = copy.deepcopy(run._element)
                run._element.addnext(own)
                first = Run(own, paragraph)
                first.text = text
                run.text = before
                if after:
                    tail = copy.deepcopy(run._element)
                    own.addnext(tail)
                    Run(tail, paragraph).text = after
            else:
                run.text = after
        at += length
    return first
