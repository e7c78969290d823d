"""Events that are only planned, wished for or asked for: they are not held."""

from __future__ import annotations

import re

from pipeline.extract import stretches
from pipeline.model.document import Article, Sentence

_NOTICE = re.compile(r"通知|方案|公告|邀请函|议程|日程|启事|倡议书|预告")
_DECISION = re.compile(r"关于.*(?:决定|通报|意见|办法)\s*\Z")
_PLAN_HEADING = re.compile(
    r"打算|计划|下一步|下步|展望|目标任务|努力方向|今后|改进措施|整改措施|工作思路|工作安排"
)
_PLANNED = re.compile(
    r"(?:计划|拟(?!定)|打算|筹备|筹划|准备|力争|争取|建议|希望|鼓励|引导|如需|凡|适时|(?<![即])将(?!军)|要求|应当|必须|有望|着手|约定)[^，。；：]{0,16}\Z"
)
# 年内，要举办…，开展…: what a speech asks for, over all its clauses
_ASKED = re.compile(
    r"(?:\A|[，。；：])\s*(?:[（(]?[一二三四五六七八九十\d]+[）)、.．]|[一二三四五]是|年内|今年|年底前|同时|各级|各单位|各支部|各地)?[，,]?(?:还|都|也)?要(?!求|素|闻|点|事|务|说|不是)"
)
_HELD = re.compile("强调|指出|要求|会议|已|了(?![解])|先后|近日|日前")
_LATER = re.compile(r"\A\s*(?:下一步|下步|接下来|今后|明年|下半年|未来|下一阶段)")
_ONE_EACH = re.compile(r"[三四五六七八九十]个一”?[：:]")


def is_notice(article: Article) -> bool:
    """Whether an article announces: what it sets down is to take place."""
    return bool(_NOTICE.search(article.title))


def is_decision(article: Article) -> bool:
    """Whether an article is a decision of a body, such as one to commend."""
    return bool(_DECISION.search(article.title))


def is_plan(sentence: Sentence, start: int, verb: int) -> bool:
    """Whether an event at `start`, with its verb at `verb`, is told as something to be done: 计划举办…, 下一步，将开展…"""
    text = sentence.text
    if sentence.heading and _PLAN_HEADING.search(sentence.heading):
        return True
    begin = stretches.opening(text, verb, "，。；：")
    if _PLANNED.search(text[begin:verb]) or _LATER.match(text):
        return True
    if _ASKED.search(stretches.before(text, verb)) and not _HELD.search(text, 0, verb):
        return True
    listed = _ONE_EACH.search(stretches.before(text, start))  # 做到“六个一”：组织一次…、开展一轮…
    return bool(listed) and bool(re.search(r"一[次场轮个堂]", text[verb:start]))
