"""Where a name begins: the walk to the left from the word that ends it, over the words that it can hold."""

from __future__ import annotations

import re
from bisect import bisect_right

from pipeline.extract import gazetteer
from pipeline.lexicons import words
from pipeline.model.document import Sentence

NAMELESS_KINDS = frozenset({"byline", "credit"})
_WORD = re.compile(r"[\u3400-\u9fff〇·]+\Z|[A-Za-z][A-Za-z0-9]*\Z|[0-9]+\Z")
_FURNITURE = re.compile(
    r"(?:文章)?(?:来源|作者|发布时间|发布日期|浏览次数|点击数?|编辑|责任编辑|责编|供稿|摄影|审核|校对)\s*[:：]"
)
_LEAD = re.compile(
    r"[\u4e00-\u9fff]{2,12}(?:[0-9]{1,2}月[0-9]{1,2}日)?(?:消息|讯|电)\s*(?:（[^（）]{1,20}）|\([^()]{1,20}\))?\s*[:：]?"
)
_MEASURE = re.compile(
    r"(?=[0-9一两二三四五六七八九十多几数百千万亿])[0-9一两二三四五六七八九十]*[多余几数]?[十百千万亿]*[多余]?[个名家所位处支条项批户座趟场次轮回间栋]\Z"
    "|第[0-9一二三四五六七八九十]+[场次个批轮期回天年步项位名]\\Z|[一二三四五六七八九十]是\\Z"
)  # 多万个 in 490多万个, 第一场 and 三是 before a name
# 余 is a measure in 20余家 and a surname in 余家沟; 下 a place word in 会下 and a part of 下党乡.
_MEASURES = frozenset("余家座条支处种名位件届级多几数约近批项个所次户")
_COHORT = re.compile("(?:19|20)[0-9]{2}[级届]\\Z")  # 2023级 in the name of a student branch
_LOCATIVES = frozenset("上下里中内外前后")
_NUMERIC = re.compile(r"[0-9一二两三四五六七八九十百千万亿余多几数各每某这那整半%]\Z")
_UNIT_NUMBER = frozenset("军部医厂研团旅师局矿中队院所工号级届")
_UNIT_NUMBERED = re.compile(r"第?[一二三四五六七八九十]{1,3}[处局院所]\Z")
_ENDS_OF_BODIES = frozenset("局委办厅部院校县市区镇乡村会")
_LIGHT = frozenset("被已也又将曾就都还再均正要会可不未所能")
_BRACKETED_PART = re.compile(
    r"[（(](?:集团|控股|股份|中国|[\u4e00-\u9fff]{2,3}|公司|分公司|有限合伙|总公司)[）)]"
)
_STOPS = words("name_stop") | words("verbs")
_BORDERS = words("border_words")
_GENERIC = words("generic_words") | words("place_generic_words")
# A word of nothing but these (可为, 已在) is no part of a name.
_EMPTY_WORD = re.compile(
    "[可能会要应须将已曾还再也都均皆则即又就仅只更最很太颇不没无非是为于由被把从对往给让使令与和及或且但并若如因所以之者此该这那某每各我你他她它们个些什么怎谁哪几岂其等]{2,}\\Z"
)
# 到南 in 到南坡村 is no word: a token that begins so is cut behind its first character, unless it is one of these.
_STOP_CHARACTERS = frozenset("同往咱在由被把向对从与和及到赴为于让将给是的了就各每某该此这那获其任")
_ENDING_PARTICLES = frozenset("在到向被把从与的了将于和离距")
_KEPT_WORDS = words("stop_character_words")


def usable(sentence: Sentence) -> bool:
    """Whether names in this sentence count: bylines, credits and site furniture name nobody of the report."""
    return sentence.kind not in NAMELESS_KINDS and not _FURNITURE.match(sentence.text)


def body_start(sentence: Sentence) -> int:
    """Where the report begins in the sentence, behind a lead such as `某某网消息（新闻联播）：`."""
    lead = _LEAD.match(sentence.text) if sentence.offset == 0 else None
    return lead.end() if lead and (lead.group()[-1] in "：:）)" or _NET_LEAD.match(lead.group())) else 0


_NET_LEAD = re.compile(r"[\u4e00-\u9fff]{2,10}(?:网讯|报讯|台讯|电)[ \u3000]+\Z")  # 清水晚报网讯 天热了


class Walker:
    """The words of one sentence, walked to the left."""

    def __init__(self, sentence: Sentence) -> None:
        self.text = sentence.text
        self.floor = body_start(sentence)
        self.tokens = sentence.tokens
        self.starts = [token.start for token in sentence.tokens]

    def token_at(self, position: int) -> int:
        """The number of the token that holds the character at `position`."""
        return bisect_right(self.starts, position) - 1

    def is_border(self, position: int) -> bool:
        """Whether a token begins (or the text ends) at `position`."""
        return position >= len(self.text) or self.starts[self.token_at(position)] == position

    def words(self, start: int, end: int) -> list[str]:
        """The words of `text[start:end]`, cut off at its ends."""
        found: list[str] = []
        at, end = start, min(end, len(self.text))
        while at < end:
            number = self.token_at(at)
            stop = min(end, self.starts[number] + len(self.tokens[number].text))
            found.append(self.text[at:stop])
            at = stop
        return found

    def left_edge(self, end: int, longest: int = 30) -> int:
        """The leftmost start of a name that goes on to `end`; `end` itself where nothing before it can belong to it."""
        edge = end
        number = self.token_at(end - 1) if end else -1
        while number >= 0:
            start = self.starts[number]
            word = self.text[start : min(edge, start + len(self.tokens[number].text))]
            if is_conjunction(self.text, start, start + len(word)) or self._torn(number, start, word):
                return start + 1
            if word in "）)" and edge < end:
                opening = self._bracketed_part(start)
                if opening is None:
                    return edge
                edge, number = opening, self.token_at(opening - 1) if opening else -1
                continue
            if start < self.floor or end - start > longest or not self._holds(word, start):
                return edge
            if word in _BORDERS and edge < end and self._name_without(edge, end):
                return edge
            if word.isdigit() and self.text[edge : edge + 1] not in _UNIT_NUMBER:
                return edge
            if (
                word[0] in _MEASURES
                and not _COHORT.search(self.text[: start + 1])
                and _NUMERIC.search(self.text[:start])
            ):
                return edge
            if word in _LOCATIVES:
                return start if edge < end and self._nothing_before(number) else edge
            if cut := _cut_inside(word):
                return start + cut
            if ends_with_particle(word):
                return edge
            edge = start
            number -= 1
        return edge

    def _holds(self, word: str, start: int) -> bool:
        """Whether a name may go on over the word; 二处 may in 远山集团|二处|有限公司."""
        if may_be_in_name(word) or is_division(word):
            return True
        numbered = _UNIT_NUMBERED.match(word)
        return bool(numbered) and self.text.endswith(
            ("集团", "公司", "局"), max(start - 2, self.floor), start
        )

    def _torn(self, number: int, start: int, word: str) -> bool:
        """Whether the token has torn a verb apart: 走|访华|鹏集团 is 走访|华鹏集团."""
        before = self.tokens[number - 1].text if number else ""
        if (
            len(word) < 2
            or len(before) != 1
            or (word in _STOPS and (before in _LIGHT or word[-1] in "为到了"))
        ):
            return False  # 已|成为 is not torn
        return self.text[start - 1 : start + 1] in _STOPS

    def _bracketed_part(self, closing: int) -> int | None:
        """Where the bracket opens that closes at `closing`, if a part of a name stands in it: 清源化工（集团）有限公司."""
        match = _BRACKETED_PART.search(self.text, max(closing - 8, self.floor), closing + 1)
        return match.start() if match and match.end() == closing + 1 else None

    def _name_without(self, edge: int, end: int) -> bool:
        """Whether `text[edge:end]` is a name without the word before it; in 育新|镇 the word is the name of the town."""
        return self.text[edge] not in "旗镇乡村" and self.text[edge:end] not in _GENERIC

    def _nothing_before(self, number: int) -> bool:
        """Whether the token begins a phrase: behind a mark, a particle, a verb or a level word (下党乡|下党村)."""
        if number == 0 or self.starts[number] == self.floor:
            return True
        before = self.tokens[number - 1].text
        return not may_be_in_name(before) or before[-1] in "省市县区旗镇乡道"


def _cut_inside(word: str) -> int:
    """After how many of its characters a name begins inside a token: 到|南坡, 局和|乡 (县农业局和乡综治中心); else 0."""
    if begins_with_particle(word):
        return 1
    return 2 if len(word) > 2 and word[1] in "和与" and word[0] in _ENDS_OF_BODIES else 0


def begins_with_particle(word: str) -> bool:
    """Whether a token is a particle and a piece of a name (`到南`)."""
    return len(word) > 1 and word[0] in _STOP_CHARACTERS and word not in _KEPT_WORDS


def ends_with_particle(word: str) -> bool:
    """Whether a token has swallowed the particle behind it (`丽华到`)."""
    return len(word) > 1 and word[-1] in _ENDING_PARTICLES and word not in _KEPT_WORDS


def is_conjunction(text: str, start: int, end: int) -> bool:
    """Whether the county 和县 is 和 and 县: 市城管局和县农机局."""
    before = text[start - 1 : start]
    return (
        end - start == 2
        and text[start] == "和"
        and text[start + 1] == "县"
        and before > "\u3400"
        and before not in "省市在到赴"
    )


def is_division(word: str) -> bool:
    """包头, 遵义: words of the verb list by mistake of the dictionary, and 会同县 with its suffix."""
    division = gazetteer.divisions().get(word)
    return division is not None and not division.doubtful


def may_be_in_name(word: str) -> bool:
    if _EMPTY_WORD.match(word) and word not in _KEPT_WORDS:
        return False
    if word in _STOPS or word[0] == "不" or not _WORD.match(word) or _MEASURE.match(word):
        return False
    return not (len(word) == 4 and word[:2] in _STOPS and word[2:] in _STOPS)  # 充分发挥 is one token
