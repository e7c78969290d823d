"""What a figure counts, and by which verb: the rules that choose between what stands before and behind it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pipeline.extract import after_figures, before_figures
from pipeline.extract.after_figures import After, verb_phrase
from pipeline.extract.before_figures import Before
from pipeline.extract.phrases import joined, led
from pipeline.extract.words import Word, group
from pipeline.language import units
from pipeline.lexicons import table
from pipeline.lexicons import words as word_list
from pipeline.model.copying import replace
from pipeline.model.document import Numeral

_DOES = ("act", "soft", "doing")


@dataclass(frozen=True, slots=True)
class Context:
    """A figure and the words around it: `lead` before and `tail` behind it in its clause, `following` those of the
    next clause; `carried` is what the figure before it counted, `names` and `people` are spans of names."""

    numeral: Numeral
    lead: list[Word]
    tail: list[Word]
    following: list[Word]
    carried: str
    same_unit: bool  # as the figure before
    opener: str  # the mark before its clause
    names: frozenset[tuple[int, int]]
    people: frozenset[int]


@dataclass(frozen=True, slots=True)
class Said:
    """What a figure counts. `change` is the sign of the change that it tells (0: none), `share` where it is a part
    of a whole, `counted_up` where its verb is said to have summed up, `carried` where the thing was said with the
    figure before."""

    indicator: str = ""
    action: str | None = None
    change: int = 0
    share: bool = False
    counted_up: bool = False
    carried: bool = False


@cache
def unit_kind(unit: str | None) -> str:
    """How a figure of this unit is read: share points ratio time age money measure act head, empty for the rest."""
    named = next((kind for word, kind in table("count_units") if word == unit), None)
    if named:
        return named
    dimension = units.dimension(unit)
    if dimension in ("share", "points", "ratio", "time", "age", "money"):
        return dimension
    return "measure" if dimension else ""


def choose(context: Context) -> Said:
    """What the figure of `context` counts."""
    before = before_figures.read(context.lead, context.names)
    if before.noun and not before.verb and _is_a_name(before.noun, context):
        before = replace(before, noun="")  # 石桥乡5万亩茭白
    if (
        before.verb
        and before.noun[:1] in ("全", "我", "本", "该")
        and before.noun in word_list("owner_words")
    ):
        before = replace(before, noun="")  # 覆盖全市六成以上的企业
    return replace(_chosen(context, before), counted_up=before.counted_up)


def _is_a_name(noun: str, context: Context) -> bool:
    """Whether what stands right before a figure is a body or a place, whose thing stands behind the figure."""
    end = context.lead[-1].end
    return context.tail[:1] != [] and (end - len(noun), end) in context.names


def _chosen(context: Context, before: Before) -> Said:
    kind = unit_kind(context.numeral.unit)
    if kind == "time":
        return _of_duration(context, before)
    if kind == "age":
        return Said(before.noun if "龄" in before.noun else "年龄")
    wanted = bool(before.verb) and not before.noun
    after = after_figures.read(context.tail, context.numeral.unit, context.people, wanted)
    if kind in ("share", "points", "ratio"):
        tenths = context.numeral.text.endswith("成") and not after.linked and not before.level
        if tenths and after.noun and not before.reaches and not before.sign:
            return Said(after.noun, before.verb, 0, kind == "share")  # 镇上近四成商户
        return _of_rate(kind, before, after, context.carried)
    if before.sign or before.reaches:
        own = _measured(before) or after.noun
        return Said(
            own or context.carried, before.verb, 0 if before.reaches else before.sign, carried=not own
        )
    if kind in ("money", "measure"):
        return _of_amount(before, after, context)
    if kind == "act":
        return _of_acts(before, after, context)
    return _of_things(kind, before, after, context)


def _measured(before: Before) -> str:
    """The thing that a clause measures: object, or subject where the verb only links it (产业实现增加值)."""
    return before.subject + before.noun


def _of_rate(kind: str, before: Before, after: After, carried: str) -> Said:
    own = _measured(before) if before.noun or not before.subject else before.subject + (before.verb or "")
    if before.sign and not before.reaches and not before.compared:
        return Said(own or carried, before.verb, before.sign, carried=not own)
    if own in _rates() and carried and not before.compared:
        return Said(carried, own, -1 if own in ("降幅", "跌幅", "减幅") else 1, carried=True)
    if any(own.endswith(word) for word in _rates()) and not before.compared:
        return Said(own, before.verb, -1 if own[-2:] in ("降幅", "跌幅", "减幅") else 1)
    share = kind == "share"
    done = before.hangs and before.verb in group("done") and carried  # 完成预算的98%
    if done:
        return Said(carried, before.verb, 0, share, carried=True)
    if before.compared or before.reaches:
        return Said(own or carried, before.verb or before.compared or None, 0, share, carried=not own)
    if own and (before.noun or before.subject):
        act = after.act if share and not before.level and not before.verb and not after.linked else ""
        return Said(own + act, before.verb or after.verb, 0, share)
    thing = after.noun or after.act
    return Said(
        thing or own or carried or (before.verb or ""),
        before.verb or after.verb,
        0,
        share,
        carried=not (thing or own),
    )


@cache
def _persons() -> tuple[str, ...]:
    return tuple(sorted(group("persons")))


@cache
def _rates() -> tuple[str, ...]:
    return tuple(word for word, kind in table("count_verbs") if kind == "rate")


def _of_duration(context: Context, before: Before) -> Said:
    """党龄30年, 工作13年, 10年时间累计撰写笔记, 三年来，全村修通了路."""
    tail = context.tail
    spanned = False
    if before.sign and not before.reaches and before.noun:
        return Said(before.noun, before.verb, before.sign)  # 办理时间缩短了半天
    while tail and (tail[0].text in group("span") or tail[0].role in ("particle", "adverb", "manner")):
        spanned = spanned or tail[0].text in group("span")
        tail = tail[1:]
    if before.noun.endswith(tuple(sorted(group("lasting")))) and before.noun not in group("passing"):
        return Said(before.noun, before.verb)
    if context.lead and context.lead[-1].role in ("soft", "doing") and not spanned:
        each = next((w.text for w in context.lead if w.role == "each"), "")
        return Said(each + context.lead[-1].text, context.lead[-1].text)
    of_name = bool(context.lead) and any(
        end == context.lead[-1].end for _, end in context.names
    )  # 甲厂60年历程
    if before.verb and before.verb not in group("passing") and not spanned and not of_name:
        return Said(before.verb + before.noun, before.verb)
    after = after_figures.read(tail, context.numeral.unit, context.people)
    verb, act = verb_phrase(tail) if tail and tail[0].role == "act" else (after.verb, after.act)
    thing = "" if act or after.noun in group("span") else after.noun
    if before.noun and before.noun not in group("passing") and not thing:
        return Said((before.verb or "") + before.noun, before.verb or verb)
    if thing or act:
        return Said(thing or act, verb)
    if before.verb and before.verb not in group("passing"):
        return Said(before.verb, before.verb)
    if before.subject:
        return Said(before.subject, before.verb)
    verb, act = verb_phrase(context.following)
    return Said(act or ("时间" if context.tail and context.tail[0].text == "时间" else ""), verb)


def _of_amount(before: Before, after: After, context: Context) -> Said:
    if any(w.text in ("距", "相距", "距离") for w in context.lead):
        return Said("距离", before.verb)  # 甲镇距县城30公里
    if len(context.tail) > 2 and context.tail[0].text in "重长高宽深" and context.tail[1].text == "的":
        heavy = after_figures.read(context.tail[1:], context.numeral.unit, context.people)  # 40斤重的药箱
        return Said(heavy.noun or before.noun, before.verb)
    if (
        context.lead
        and context.lead[-1].text in group("single")
        and after.noun
        and not _goes_on(context.tail)
    ):
        return Said(after.noun, context.lead[-1].text)  # 要走12公里山路
    thing = "" if _goes_on(context.tail) else after.noun
    states = after.linked and _measured(before) in group("states")  # 占地8亩的苗圃
    if (before.hangs or not before.noun or states) and thing:
        return Said(thing, before.verb)
    if before.verb in group("gets") and not before.noun and context.carried and context.same_unit:
        return Said(context.carried, before.verb, carried=True)
    if before.noun:
        return Said(_measured(before), before.verb)
    if before.subject or before.verb:
        return Said(before.subject + (before.verb or ""), before.verb)
    return Said(context.carried or after.act, after.verb, carried=bool(context.carried))


def _goes_on(tail: list[Word]) -> bool:
    """投入50万元改造校舍20间: what stands behind the amount is the next doing, with a figure of its own."""
    return bool(tail) and tail[0].role in ("soft", "act") and any(w.role == "number" for w in tail)


def _of_acts(before: Before, after: After, context: Context) -> Said:
    begins = context.tail[0].role if context.tail else ""
    told = bool(context.lead) and context.lead[-1].role == "adverb"  # 曾两度考察
    if after.act and begins in _DOES and (told or not before.verb):
        return Said(after.act, after.verb)
    if after.noun and begins in _DOES and (told or not before.verb):
        return Said(after.noun, context.tail[0].text)
    if after.noun and before.verb and not before.noun and not before.subject:
        return Said(after.noun, before.verb)  # 开了三次村民代表会
    if before.noun or before.verb:
        return Said(
            (before.subject if not before.noun else "") + (before.verb or "") + before.noun, before.verb
        )
    if after.noun or after.act:
        return Said(after.noun or after.act, after.verb)
    return Said(context.carried, None, carried=True)


def _of_things(kind: str, before: Before, after: After, context: Context) -> Said:
    own = before.noun or before.subject
    among = [w.text for w in context.tail[:3]]
    if own and len(among) > 1 and among[0] == "是" and context.tail[1].role == "" and before.level:
        return Said(joined(led(context.tail[1:2])), before.verb)  # 9名队员里有7名是党员
    if context.lead and context.lead[-1].text == "由" and after.verb in group("made_up"):
        return Said(joined(led(context.lead[:-1])), after.verb)  # 班子由7人组成
    if (
        kind == "head"
        and context.lead
        and context.lead[-1].text in ("等", "等等")
        and (after.noun or after.act)
    ):
        own = ""  # 王某、李某等23人: the names are no thing
    if after.verb in group("appoints") and len(after.act) > len(after.verb):
        return Said(after.act[len(after.verb) :], before.verb)
    if own == "".join(w.text for w in context.lead if w.role == "soft") and context.same_unit and own:
        return Said(own + _without_term(context.carried), own, carried=True)  # 检查餐馆96家，整改18家
    if len(own) <= 3 and own.endswith("均"):
        own += context.carried  # 储备干部210名，村均2名
    doing = kind == "head" and bool(context.tail) and context.tail[0].role == "doing"  # 监测户12户入社
    if after.noun and not (own and (after.linked or doing)):
        done = before.verb if kind == "head" and after.linked and before.verb else ""  # 解决300人的饮水问题
        return Said(done + after.noun, before.verb)
    grows = (
        (after.verb or "").rstrip("到至为") in group("grows")
        or bool(context.tail)
        and context.tail[0].text in group("grows")
    )
    acts = kind == "head" and bool(after.act) and not before.level and not grows
    if own and not (acts and not before.verb and not own.endswith(_persons())):
        return Said(_term(before.verb, own), before.verb)
    if kind == "head" and after.act:
        return Said(after.act, after.verb)
    if before.verb:
        # 认领心愿50个，完成48个 counts the done ones
        same = context.same_unit and before.verb not in context.carried
        thing = _without_term(context.carried) if same else ""
        return Said(before.verb + thing, before.verb, carried=same)
    if (
        context.carried
        and not (kind == "head" and after.act)
        and (before.level or context.opener == "、" or not kind or not (context.lead or context.tail))
    ):
        return Said(context.carried, after.verb, carried=True)
    return Said(after.act or _by_unit(context.numeral.unit), after.verb)


def _term(verb: str | None, noun: str) -> str:
    """发展党员 is what is counted, not 党员; 转入 and 转出 are not the same."""
    whole = (verb or "") + noun
    return whole if whole in word_list("count_terms") or verb in word_list("count_terms") else noun


def _without_term(said: str) -> str:
    """转出组织关系 without the verb that belongs to its own figure."""
    verb = next(
        (term for term in sorted(word_list("count_terms")) if said.startswith(term) and said != term), ""
    )
    return said[len(verb) :]


def _by_unit(unit: str | None) -> str:
    return {"户": "户数", "人": "人数"}.get(unit or "", "")
