"""六、引语 七、大事记: what was said and by whom; what took place and when."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.rows import ACTIVITIES, HONOURS, QUOTES
from pipeline.writers.chronicle import events
from pipeline.writers.digest.blocks import Block, Bold, Note, Paragraph
from pipeline.writers.digest.material import Material, Section
from pipeline.writers.digest.wording import Record, cut

MOST_QUOTES = 120
MOST_EVENTS = 200
MOST_QUOTE = 600  # characters
NOTHING = "这些报告中没有找到。"


def quotes(material: Material) -> Iterator[Block]:
    """1. 甲村党支部书记赵三：“……”; those whose speaker the text does not name come last."""
    found = sorted(material.records(QUOTES), key=lambda record: record["speaker"] is None)
    if not found:
        yield Paragraph((NOTHING,))
    for at, record in enumerate(found[:MOST_QUOTES], start=1):
        place = Note(((f"{material.place(record)}。",),))
        yield Paragraph((f"{at}. {speaker(record)}：“{cut(record['text'], MOST_QUOTE)}”", place))
    if len(found) > MOST_QUOTES:
        yield Paragraph((f"另有{len(found) - MOST_QUOTES}条，见台账“引语”。",))


def speaker(record: Record) -> str:
    if record["speaker"] is None:
        return "原文没有写明说话人"
    title = f"（{cut(record['title'])}）" if record["title"] else ""
    return f"{cut(record['speaker'])}{title}"


def chronicle(material: Material) -> Iterator[Block]:
    """2024年3月5日　云峰镇：邻里节（文化广场）; the rules are those of pipeline/writers/chronicle.py."""
    entries, undated = events(material.records(ACTIVITIES), material.records(HONOURS))
    if not entries:
        yield Paragraph((NOTHING,))
    for entry in entries[:MOST_EVENTS]:
        unit = f"{cut(entry['unit'])}：" if entry["unit"] else ""
        where = f"（地点：{cut(entry['where'])}）" if entry["where"] else ""
        said = f"　{unit}{cut(entry['event'])}"
        yield Paragraph((Bold(entry["when"].text), said, material.note([entry]), f"{where}。"))
    if len(entries) > MOST_EVENTS:
        yield Paragraph((f"另有{len(entries) - MOST_EVENTS}件，见台账“大事记”。",))
    if undated:
        yield Paragraph((f"另有{undated}条活动、荣誉，原文没有写明时间，未列入，见台账“活动”“荣誉”。",))


QUOTE_SECTION = Section(QUOTES.heading, quotes)
CHRONICLE_SECTION = Section("大事记", chronicle)
