"""Quotes: direct speech of at least a clause. Slogans, terms, titles and mottoes stand in the same marks and are none."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from pipeline.extract import mentioned
from pipeline.extract.extractor import Extractor
from pipeline.extract.mentioned import Named
from pipeline.extract.quoted_names import curled_text
from pipeline.language import quoting
from pipeline.lexicons import alternatives, table
from pipeline.model.document import Article, Paragraph, Quoted, Reading, Sentence
from pipeline.model.row import Evidence, Findings
from pipeline.rows.mentions import Mention
from pipeline.rows.quotes import Quote

_ENDS = re.compile(r"[。！？!?…，,；]\s*\Z")
_WHOLE = re.compile(r"[。！？!?…]\s*\Z")
_PERSON_WORD = re.compile(r"[我你您咱俺]")
_PRONOUN = re.compile(r"[他她]")
_SENTENCE_BORDER = re.compile(r"[。！？!?；\n]")
_CLAUSE_MARK = re.compile(r"[，。！？；：、,!? ]")
_DATELINE = re.compile(r"讯\s*(?:[（(][^（()）]*[）)])?\Z")  # 本报讯（记者…）“我们…
_TO_HIM = re.compile(r"对[^，。]{1,30}来(?=[说讲])")  # “…”对张立来说 is nobody's speech
_FIRST_PERSON = re.compile(r"(?<![对跟给向诉和])我(?!们|[国市县区镇村校院])")
_WHOSE = re.compile(r"的(?![是说话]|时候|(?:一|这)?[句番席]话)|家(?=[，里中门的])")
_WORDS_OF = re.compile(r"的(?:一|这)?[句番席]话")
_TO_OTHER = re.compile(r"[\u4e00-\u9fff]{1,4}[他她][：:]\s*[“「]")
# 罗小雨埋怨周桂芳：“…”
_ADDRESSING = re.compile(
    "[地着]?(?:埋怨|叮嘱|告诉|劝|对|问|夸|提醒|安慰|鼓励|嘱咐|拉住|握住|催促|跟|向)(?:着|起)?"
)
# “…。”这是张立写在扉页上的话, “…”，是街道的承诺: a motto or a promise, unless it is said to be spoken
_IS_MOTTO = re.compile(
    r"[，,]?\s*(?:这|那)?(?:句话|句)?(?:[，,])?(?:既|就|正|也|便|一直|始终)?(?:是|成为|成了|已成为|已成)(?![因从为否])([^。！？；”]{2,40})"
)
_MOTTO = re.compile(
    "承诺|口号|信条|座右铭|理念|宗旨|誓言|追求|目标|共识|写照|写在|写下|标语|准则|信念|初心|诺言|愿望|格言|家训|民谣|歌谣|谚语|诗|名言|题词|警句|校训|院训|店训|使命|法宝|经验"
)
_RECITED = re.compile(
    "[^。！？；”]{0,16}(?:引用|出自|语出|诗句|古诗|歌声|歌词|朗诵|诵读|唱[起响道]|民谚)|[^。！？；”]{0,24}(?:挂着|写着|贴着|刻着|印着|题写|这幅字|横幅|标语|条幅)"
)
_POSTED = re.compile(
    "(?:写着|写有|印着|挂着|刻着|贴着|标语|横幅|条幅|牌匾|对联|字样)[^，。]{0,4}[：:]?\\s*\\Z"
)
_THE_OLD = re.compile("(?:老人家?|老支书|老党员|老书记|老兵|大娘|大爷|奶奶|爷爷|小伙子|姑娘)")
_SPOKEN = re.compile("常说|说的|说过|常讲|讲的|的心声|心里话|口头禅|挂在嘴边|评价|心声|肺腑之言|感受")
# who is held, addressed or only an owner does not speak: 拉着志愿者的手说, 对村民说
_NOT_SUBJECT = re.compile(
    r"(?:[对向跟和与同给为让请替]|告诉|安慰|鼓励|提醒|[拉握拽扶搂看望指带领陪教帮问劝围迎招送][着住起到呼]?)[^，。：]{0,5}\Z"
)
_INSERTED = 40  # letters between two pieces of one utterance
_KEPT_FOR = 3  # paragraphs over which 她 still means who was named last
_CLOSING_CLAUSE = 14  # letters behind the name of who spoke, at the end of its sentence
_FAR = 120  # letters around a quotation that are looked at
_SHORTEST = 4  # letters: “好！” is no clause
_SPOKEN_LENGTH = 8  # letters that make a stretch without punctuation a clause


@dataclass(frozen=True, slots=True)
class _Page:
    """A paragraph with its quoted stretches and the people named outside them."""

    text: str
    quoted: tuple[Quoted, ...]
    people: tuple[Named, ...]
    earlier: Named | None  # the last person named in the paragraph before
    main: Named | None  # the person of the headline


def extract(reading: Reading, findings: Findings) -> list[Quote]:
    people = mentioned.by_paragraph(findings, "person")
    sentences: dict[tuple[int, int], list[Sentence]] = {}
    for sentence in reading.sentences:
        sentences.setdefault((sentence.article, sentence.paragraph), []).append(sentence)
    found: list[Quote] = []
    for article in reading.document.articles:
        earlier: Named | None = None
        main = _of_headline(article, people)
        since = 0
        for paragraph in article.paragraphs:
            here = (article.number, paragraph.number)
            named = people.get(here, ())
            if paragraph.kind in ("body", "caption", "note"):
                found += _of_paragraph(paragraph, sentences.get(here, []), named, earlier, main)
            since = 0 if named else since + 1
            earlier = named[-1] if named else (earlier if since < _KEPT_FOR else None)
    return _titled(found, findings)


def _of_headline(article: Article, people: dict[mentioned.Place, tuple[Named, ...]]) -> Named | None:
    """The only person whom the headline names, where the body names him too."""
    names = {
        n.mention.name: n
        for p in article.paragraphs
        for n in people.get((article.number, p.number), ())
        if not n.mention.anaphor and n.mention.name in article.title
    }
    return next(iter(names.values())) if len(names) == 1 else None


def _of_paragraph(
    paragraph: Paragraph,
    sentences: list[Sentence],
    named: tuple[Named, ...],
    earlier: Named | None,
    main: Named | None,
) -> Iterator[Quote]:
    outer = tuple(q for q in quoting.find(paragraph.text) if q.depth == 0)
    people = tuple(n for n in named if not any(q.start < n.start < q.end for q in outer))
    page = _Page(curled_text(paragraph.text), outer, people, earlier, main)
    for quoted in outer:
        if len(quoted.text.strip()) < _SHORTEST:
            continue
        said = _said_before(page, quoted) or _goes_on(page, quoted)
        if not said and (_PERSON_WORD.search(quoted.text) or not _is_motto(page.text, quoted.end)):
            said = _said_behind(page, quoted) or _said_around(page, quoted) or _spoken_alone(page, quoted)
        if said:
            rule, speaker = said
            yield _row(paragraph.text, quoted, sentences, rule, speaker)


def _titled(quotes: list[Quote], findings: Findings) -> list[Quote]:
    """With the title that the article gives a speaker elsewhere, where his name stands bare beside the speech."""
    titles: dict[tuple[int, str], str] = {}
    for mention in findings.of(Mention):
        if mention.kind == "person" and mention.titles:
            titles.setdefault((mention.evidence.article, mention.name), "、".join(mention.titles))
    return [
        q if q.title or not q.speaker else replace(q, title=titles.get((q.evidence.article, q.speaker)))
        for q in quotes
    ]


def _row(text: str, quoted: Quoted, sentences: list[Sentence], rule: str, speaker: Named | None) -> Quote:
    """The row with its evidence: the sentences over which the speech runs, as one stretch of the paragraph."""
    offsets = [s.offset for s in sentences]
    first = sentences[bisect_right(offsets, quoted.start) - 1]
    last = sentences[bisect_left(offsets, quoted.end) - 1]
    start = quoted.start + 1 - first.offset
    mention = speaker.mention if speaker else None
    return Quote(
        evidence=Evidence(
            document=first.document,
            article=first.article,
            page=first.page,
            paragraph=first.paragraph,
            sentence=text[first.offset : last.offset + len(last.text)],
            start=start,
            end=start + len(quoted.text),
            rule=rule,
            confidence=0.9 if mention else 0.7,
            offset=first.offset,
        ),
        speaker=mention.name if mention else None,
        title=("、".join(mention.titles) or None) if mention else None,
        text=quoted.text,
    )


def _said_before(page: _Page, quoted: Quoted) -> tuple[str, Named | None] | None:
    """`甲说：“…”`, `甲介绍，“…”`, `甲表示“…”`; `她满怀信心：“…。”` needs a whole sentence between the marks."""
    left = max(0, quoted.start - _FAR)
    before = page.text[left : quoted.start]
    behind = page.text[quoted.end : quoted.end + _FAR]
    verb = _verb_before().search(before)
    if (
        verb
        and not verb[2]
        and not (_is_direct(verb[1]) and _is_clause(quoted.text) and not _names_term(behind))
    ):
        verb = None
    if verb and not _term_before().search(before[: verb.start()] + verb[0]):
        if verb[2] and not (_ENDS.search(quoted.text) or _is_clause(quoted.text)):
            return None
        vowed = _next_person(page, quoted.end, 24) if behind.startswith("的") else None  # 誓言“…”的张立
        return "quote-before", vowed or _speaker_before(page, left + verb.start())
    if _POSTED.search(before):
        return None
    if re.search(r"[：:]\s*\Z", before) and _WHOLE.search(quoted.text) and not _term_before().search(before):
        return "quote-colon", _speaker_before(page, quoted.start)
    return None


def _goes_on(page: _Page, quoted: Quoted) -> tuple[str, Named | None] | None:
    """`张立说，明年还要扩种，“我们有信心。”`: the end of an utterance that began without marks."""
    earliest = max(0, quoted.start - 2 * _FAR)
    begin = max(
        (m.end() for m in _SENTENCE_BORDER.finditer(page.text, earliest, quoted.start)), default=earliest
    )
    verb = _telling().search(page.text, begin, quoted.start)
    ends = page.text[quoted.start - 1 : quoted.start] in ("，", ",") and bool(_WHOLE.search(quoted.text))
    if (
        not verb
        or not ends
        or len(quoted.text) < _SPOKEN_LENGTH
        or any(q.end > verb.end() and q.end < quoted.start for q in page.quoted)
    ):
        return None
    return "quote-goes-on", _speaker_before(page, verb.start(1))


def _said_around(page: _Page, quoted: Quoted) -> tuple[str, Named | None] | None:
    """Both pieces of `“图个啥？”妻子何芳想不通，“回来受罪！”`: a short clause with a person stands between them."""
    at = page.quoted.index(quoted)
    near = page.quoted[max(0, at - 1) : at + 2]
    for one, other in zip(near, near[1:], strict=False):
        between = page.text[one.end : other.start]
        if (
            not 2 < len(between) <= _INSERTED
            or not between.endswith(("，", "："))
            or _SENTENCE_BORDER.search(between)
        ):
            continue
        if not _ENDS.search(one.text) or not _WHOLE.search(other.text):
            continue
        people = [
            n
            for n in page.people
            if one.end <= n.start and n.end <= other.start and not _is_owner(page.text, n)
        ]
        if people:
            return "quote-around", people[-1]
        if _PRONOUN.search(between):
            return "quote-around", _speaker_before(page, one.start)
    return None


def _is_motto(text: str, at: int) -> bool:
    """Whether what is quoted up to `at` is told to be a promise, a motto or a verse, not speech."""
    if _RECITED.match(text, at):
        return True
    match = _IS_MOTTO.match(text, at)
    return bool(match and _MOTTO.search(match[1]) and not _SPOKEN.search(match[1]))


def _said_behind(page: _Page, quoted: Quoted) -> tuple[str, Named | None] | None:
    """`“…。”甲说` and `“…”甲介绍，…`: the speaker stands right behind the marks."""
    match = _verb_behind().match(page.text, quoted.end)
    if not match or _TO_HIM.search(page.text, quoted.end, match.end()):
        return None
    subject = (quoted.end, match.start(2))
    names = [n for n in page.people if subject[0] <= n.start and n.end <= subject[1]]
    known = bool(names) or bool(_unnamed().search(match[1])) or bool(_PRONOUN.search(match[1]))
    if not (_ENDS.search(quoted.text) or (known and _is_clause(quoted.text))):
        return None
    if names:
        return "quote-behind", names[-1]
    if _unnamed().search(match[1]):
        before = {n.mention.name for n in page.people if n.end <= quoted.start}
        same = len(before) == 1 and _THE_OLD.match(match[1])  # 周德福今年82岁。“…”老人感慨道
        return "quote-behind", _speaker_before(page, quoted.start) if same else None
    return "quote-behind", _speaker_before(page, quoted.start) if _PRONOUN.search(match[1]) or not match[
        1
    ] else None


def _spoken_alone(page: _Page, quoted: Quoted) -> tuple[str, Named | None] | None:
    """Speech that opens a sentence: a whole sentence between the marks, one said with 我, 你, 咱, or one of several in a
    row (“几口人？”“收入怎么样？”张立边看边问)."""
    row = _row_of(page, quoted)
    first, last = row[0], row[-1]
    opening = page.text[max(0, first.start - _FAR) : first.start].rstrip()
    opens = not opening or opening[-1] in "。！？…”" or bool(_DATELINE.search(opening))
    together = len(row) > 1 and all(_WHOLE.search(q.text) for q in row)
    speaker = _speaker_of_next(page, last) if opens else None
    if opens and speaker is None and _PRONOUN.match(page.text, last.end):
        speaker = _speaker_before(page, first.start)  # 张立扶起老人。“您慢点。”她边扶边说
    whole = bool(_WHOLE.search(quoted.text))
    long = len(quoted.text) >= _SPOKEN_LENGTH and _is_clause(quoted.text)
    if not opens or not (together or long or (whole and speaker)):
        return None
    behind = page.text[last.end : last.end + _FAR]
    if whole or (_PERSON_WORD.search(quoted.text) and re.match(r"\Z|[“…。！？，\n]", behind)):
        return "quote-opening", speaker
    return None


def _row_of(page: _Page, quoted: Quoted) -> tuple[Quoted, ...]:
    """The quotations that stand mark to mark with this one."""
    first = last = page.quoted.index(quoted)
    while first and page.quoted[first - 1].end == page.quoted[first].start:
        first -= 1
    while last + 1 < len(page.quoted) and page.quoted[last].end == page.quoted[last + 1].start:
        last += 1
    return page.quoted[first : last + 1]


def _speaker_of_next(page: _Page, quoted: Quoted) -> Named | None:
    """The first person of the sentence behind the speech: `“…。”甲谈及…时`, who acts in its first clause: `“…。”甲点点头。`,
    or the only one of it, in its last clause: `“…。”在村口，甲快人快语。`"""
    border = _SENTENCE_BORDER.search(page.text, quoted.end)
    end = border.start() if border else len(page.text)
    people = [n for n in page.people if quoted.end <= n.start < end and not _is_owner(page.text, n)]
    verb = _speaking().search(page.text, quoted.end, end)
    if verb:
        before = [n for n in people if n.end <= verb.start()]
        unnamed = not before and _speaks_unnamed(page.text[quoted.end : verb.start()], False)
        return None if unnamed else next(iter(before or people), None)
    if any(q.end == quoted.start for q in page.quoted):
        return None
    comma = re.compile(r"[，,]").search(page.text, quoted.end, end)
    first = _next_person(page, quoted.end, (comma.start() if comma else end) - quoted.end)
    if first or len(people) != 1:
        return first
    if _WORDS_OF.match(page.text, people[0].end):
        return people[0]  # “…。”会上，某公司党支部书记张立的一席话引来掌声
    clause = max(page.text.rfind(mark, quoted.end, people[0].start) for mark in "，,")
    return people[0] if clause >= 0 and people[0].start - clause <= _CLOSING_CLAUSE else None


def _next_person(page: _Page, at: int, within: int) -> Named | None:
    return next((n for n in page.people if at <= n.start < at + within and not _is_owner(page.text, n)), None)


def _speaker_before(page: _Page, at: int) -> Named | None:
    """The person nearest before `at`: of its sentence, else of the sentences before. None where an unnamed one speaks."""
    earliest = max(0, at - 5 * _FAR)
    begin = max((m.end() for m in _SENTENCE_BORDER.finditer(page.text, earliest, at)), default=earliest)
    inside = [n for n in page.people if begin <= n.start and n.end <= at and not _is_owner(page.text, n)]
    subject = page.text[inside[-1].end if inside else begin : at]
    if _FIRST_PERSON.search(subject) and (teller := _teller(page)):
        return teller
    if inside and not _speaks_unnamed(subject, True):
        addressed = len(inside) > 1 and _ADDRESSING.fullmatch(page.text[inside[-2].end : inside[-1].start])
        return inside[-2] if addressed else inside[-1]
    told = re.split(
        "[。！？]", page.text[max((n.end for n in page.people if n.end <= begin), default=0) : at]
    )
    if page.main and not inside and any(_THE_OLD.match(clause) for clause in told):
        return page.main  # 儿媳李芳说。老人耳朵有些背，他摆摆手：“…”
    if _speaks_unnamed(subject, False) and not _PRONOUN.search(subject):
        return None
    earlier = [n for n in page.people if n.end <= begin and not _is_owner(page.text, n)]
    if earlier and _PRONOUN.search(subject) and _spoke_to_pronoun(page, earlier[-1], begin):
        return earlier[-2] if len(earlier) > 1 else page.earlier
    return earlier[-1] if earlier else page.earlier


def _speaks_unnamed(subject: str, named: bool) -> bool:
    """Whether a noun for people (村民, 工友) is who speaks: not the honorific behind a name, not who is spoken to."""
    return any(
        not (named and match.start() == 0)
        and subject[match.end() : match.end() + 1] != "的"
        and not _NOT_SUBJECT.search(subject[: match.start()])
        for match in _unnamed().finditer(subject)
    )


def _is_owner(text: str, named: Named) -> bool:
    """Whether a name only says whose something is: 拍着张立的肩膀."""
    return bool(_WHOSE.match(text, named.end))


def _teller(page: _Page) -> Named | None:
    """Who answers in the paragraph of an interview: `张立：…我常跟他们讲：“…”`"""
    first = page.people[0] if page.people else None
    opens = first is not None and not _SENTENCE_BORDER.search(page.text, 0, first.start)
    return first if first and opens and page.text[first.end : first.end + 1] in "：:" else None


def _spoke_to_pronoun(page: _Page, named: Named, at: int) -> bool:
    """Whether the last to speak spoke to the other: `女儿小雨埋怨她：“…”她笑笑：“…”`"""
    return bool(_TO_OTHER.search(page.text, named.end, at))


def _is_direct(verb: str) -> bool:
    return (verb, "direct") in table("quoting_verbs")


def _is_clause(text: str) -> bool:
    return len(text) >= _SPOKEN_LENGTH or (len(text) > _SHORTEST and bool(_CLAUSE_MARK.search(text)))


def _names_term(behind: str) -> bool:
    """Whether a noun behind the marks makes them a term: `“…”的理念`."""
    return bool(_term_behind().match(behind))


@cache
def _telling() -> re.Pattern[str]:
    return re.compile(rf"({alternatives('quoting_verbs')})(?:着|了)?[，,：]")


@cache
def _verb_before() -> re.Pattern[str]:
    """The speech verb before the opening mark, and the mark between (empty where there is none)."""
    return re.compile(rf"({alternatives('quoting_verbs')})(?:时|着|了)?([：:，,]?)\s*\Z")


@cache
def _verb_behind() -> re.Pattern[str]:
    """Subject and speech verb behind the closing mark; the verb ends its clause or has an adverbial before it."""
    return re.compile(
        rf"[，,]?\s*([^，,。！？；“”\n]{{0,60}}?)({alternatives('quoting_verbs')})(?:[着了]|的?时候?)?(?=[，,。：:；！…\n]|\Z)"
    )


@cache
def _term_before() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives('quoted_terms')})(?:就是|是|为|即|：|:)*\s*\Z")


@cache
def _term_behind() -> re.Pattern[str]:
    return re.compile(rf"的?[\u4e00-\u9fff]{{0,6}}(?:{alternatives('quoted_terms')})")


@cache
def _unnamed() -> re.Pattern[str]:
    return re.compile(alternatives("speaker_nouns"))


@cache
def _speaking() -> re.Pattern[str]:
    return re.compile(alternatives("quoting_verbs"))


EXTRACTOR = Extractor("quotes", extract)
