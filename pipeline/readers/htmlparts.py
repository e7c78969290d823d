"""Which lines of a page are its article: the block that holds it, its headline, and the lines that date and sign it.

What the makers of sites call these parts stands in the word lists page_parts and page_metas.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.lexicons import alternatives, table
from pipeline.readers.htmltree import Block, Walk

OWN_SHARE = 0.5  # of the prose of a page: what a part named as the content must hold at least
NEARLY_ALL = 0.9  # of the prose: a block is narrowed down to an inner one that holds this much
NARROWED = frozenset(
    ("html", "body", "form", "div", "section", "main", "table", "tbody", "tr", "td", "center", "article")
)
LEAST_SHOWN = 1 / 3  # of the prose: a page that shows less waits for its script
MOST_ASIDE = 0.2  # of the prose: what is called a menu and holds more is none
SEPARATOR = re.compile("\\s*[_|｜丨]\\s*|\\s+[-–—]+\\s+|(?<=[\\u3400-\\u9fff])-+(?=[\\u3400-\\u9fff])")
DATE = re.compile("(?:19|20)[0-9]{2}\\s*[-年./]\\s*[0-9]{1,2}\\s*[-月./]\\s*[0-9]{1,2}")
CAMEL = re.compile("[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
LONGEST_TITLE, SHORTEST_TITLE = 120, 5
LONGEST_INFO = 150
ATTACHED = re.compile("\\.(?:docx?|wps|pdf|xlsx?|et|zip|rar|ofd)\\b|附件", re.I)


@dataclass(frozen=True, slots=True)
class Parts:
    """The lines of an article, and what the page says of it outside of them."""

    title: tuple[
        str, ...
    ]  # lines of the headline, () where the lines have it themselves or nothing gives one
    info: tuple[str, ...]  # lines below the headline that say source, author or date
    lines: tuple[Block, ...]
    closing: tuple[str, ...]  # lines after the end that name writer or editor
    source: str | None
    author: str | None
    date: str | None  # as the page writes it
    left: tuple[str, ...]  # the other lines


@cache
def _rules(part: str) -> tuple[tuple[str, str], ...]:
    return tuple((attribute, value) for name, attribute, value in table("page_parts") if name == part)


@cache
def _info_words() -> re.Pattern[str]:
    return re.compile(f"(?:{alternatives('byline_words')})\\s*[：:]")


def named(root: Any, part: str) -> list[Any]:
    """The elements that the rules of a part name, in the order of the rules."""
    rules = frozenset(_rules(part))
    by_name: dict[tuple[str, str], list[Any]] = {}
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        keys = [("tag", element.tag), ("id", element.get("id")), ("itemprop", element.get("itemprop"))]
        keys += [("class", name) for name in (element.get("class") or "").split()]
        for key in keys:
            if key in rules:
                by_name.setdefault(key, []).append(element)
    return [element for rule in _rules(part) for element in by_name.get(rule, ())]


def parts_of(root: Any) -> Parts:
    """The article of a page. Its `lines` are empty where the page shows no text."""
    whole = _shown(root, frozenset(named(root, "content")))
    dropped = _dropped(root, whole)
    walk = Walk(whole.borders, whole.keep_hidden, dropped).over(root) if dropped else whole
    blocks = walk.blocks
    own = _members(blocks, _content(root, walk))
    inside = [b.element in own for b in blocks]
    if not any(inside):
        inside = [True] * len(blocks)
    begin = inside.index(True) if blocks else 0
    end = len(inside) - inside[::-1].index(True) if blocks else 0
    said = _metas(root)
    title, place = _title(root, blocks, begin, said)
    first = place + 1 if place is not None and place < begin else max(begin - 8, 0)
    lines = [b for b, is_own in zip(blocks, inside, strict=True) if is_own and not _is_menu(b)]
    lines = _without_site_names(lines, title, said) if place is not None and place >= begin else lines
    info = [text for text in _joined(blocks[first:begin]) if is_info(text)]
    if place is not None and place < begin:  # an abstract above the text
        lines = [b for b in blocks[first:begin] if b.weight and not is_info(b.text)] + lines
    closing = [
        b.text.strip() for b in blocks[end : end + 6] if _info_words().search(b.text) and len(b.text) <= 60
    ]
    found = {part: said.get(part) or _text(named(root, part)) for part in ("source", "author", "date")}
    kept = {*(_squeezed(b.text) for b in lines), *map(_squeezed, (*title, *info, *closing)), ""}
    return Parts(
        title=() if place is not None and place >= begin else title,
        info=tuple(info),
        lines=_with_title_style(lines, title),
        closing=tuple(closing),
        source=found["source"], author=found["author"], date=found["date"],
        left=tuple(b.text.strip() for b in whole.blocks if _squeezed(b.text) not in kept),
    )  # fmt: skip


def _shown(root: Any, borders: frozenset[Any]) -> Walk:
    """All lines of the page; those that are hidden too, where a page hides its article until a script shows it."""
    walk = Walk(borders).over(root)
    if not walk.hidden:
        return walk
    hidden = Walk(borders, keep_hidden=True).over(root)
    return hidden if walk.weight < LEAST_SHOWN * hidden.weight else walk


def is_info(text: str) -> bool:
    """Whether a line says source, author or date (`来源：云溪先锋　2025-01-09`); a sentence does not."""
    if len(text) > LONGEST_INFO or "。" in text:
        return False
    return _info_words().search(text) is not None or DATE.search(text) is not None


def _content(root: Any, walk: Walk) -> frozenset[Any]:
    """The elements that hold the article: what a rule names if it holds enough, else the block with the prose."""
    body = root.find("body") if root.tag == "html" else root
    body = root if body is None else body
    total = walk.weights.get(body, 0)
    candidates = named(root, "content")
    for attribute, value in _rules("content"):
        same = [e for e in candidates if _has(e, attribute, value) and walk.weights.get(e, 0)]
        outermost = [
            e for e in same if not any(other is not e and other in same for other in e.iterancestors())
        ]
        if outermost and sum(walk.weights[e] for e in outermost) >= OWN_SHARE * total:
            return frozenset(outermost)
    if not total:
        with_text = next((e for e in candidates if _members(walk.blocks, frozenset((e,)))), body)
        return frozenset((with_text,))
    return frozenset((_densest(body, walk, total),))


def _densest(body: Any, walk: Walk, total: int) -> Any:
    """The innermost block that holds nearly all prose of the page."""
    place = body
    while True:
        inner = next((e for e in _inner_blocks(place) if walk.weights.get(e, 0) >= NEARLY_ALL * total), None)
        if inner is None:
            return place
        place = inner


def _inner_blocks(element: Any) -> Iterable[Any]:
    """The nearest blocks within an element that an article may be narrowed down to."""
    for child in element:
        if isinstance(child.tag, str):
            yield from (
                (child,)
                if child.tag in NARROWED
                else _inner_blocks(child)
                if child.tag in ("span", "font")
                else ()
            )


def _has(element: Any, attribute: str, value: str) -> bool:
    if attribute == "tag":
        return bool(element.tag == value)
    said = element.get(attribute) or ""
    return value in said.split() if attribute == "class" else said == value


def _dropped(root: Any, walk: Walk) -> frozenset[Any]:
    """Menus, shares, recommendations and the like, by what the page calls them, if they hold little prose."""
    total = max(sum(b.weight for b in walk.blocks), 1)
    words = {value for _, value in _rules("drop")}
    return frozenset(
        e
        for e in root.iter()
        if isinstance(e.tag, str)
        and (e.tag in ("nav", "footer", "aside") or words & _name_words(e))
        and walk.weights.get(e, 0) < MOST_ASIDE * total
    )


def _name_words(element: Any) -> set[str]:
    """The words of its id and classes: `class="relatedNews share-box"` has related, news, share, box."""
    if element.tag in ("html", "body"):
        return set()
    names = f"{element.get('id') or ''} {element.get('class') or ''}"[:400]
    return {word.lower() for word in CAMEL.findall(names)} if names.strip() else set()


def _within(element: Any, elements: frozenset[Any]) -> bool:
    while element is not None:
        if element in elements:
            return True
        element = element.getparent()
    return False


def _members(blocks: Sequence[Block], elements: frozenset[Any]) -> frozenset[Any]:
    """The elements of lines that stand within one of `elements`."""
    known: dict[Any, bool] = {None: False}
    for block in blocks:
        chain = []
        place = block.element
        while place not in known and place not in elements:
            chain.append(place)
            place = place.getparent()
        answer = place in elements or known.get(place, False)
        known.update((e, answer) for e in (*chain, place))
    return frozenset(b.element for b in blocks if known[b.element])


def _mostly_link(block: Block) -> bool:
    return block.linked > 0.7 * len(block.text)


def _is_menu(block: Block) -> bool:
    """A line of several links side by side; the name of an attachment is none."""
    if block.table is not None or not _mostly_link(block) or ATTACHED.search(block.text):
        return False
    return len(re.findall("[|｜>＞»]", block.text)) >= 2


def _metas(root: Any) -> dict[str, str]:
    """What <meta> and <title> say of the page: title, date, source, author; `page` is the whole <title>."""
    roles = {name: role for name, role in table("page_metas")}
    said: dict[str, str] = {}
    for meta in root.iter("meta"):
        role = roles.get(
            (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").strip().lower()
        )
        value = " ".join((meta.get("content") or "").split())
        if role and value and role not in said:
            said[role] = value
    page = next((" ".join("".join(e.itertext()).split()) for e in root.iter("title")), "")
    return {**said, "page": page} if page else said


def _title(
    root: Any, blocks: Sequence[Block], begin: int, said: dict[str, str]
) -> tuple[tuple[str, ...], int | None]:
    """The lines of the headline and the place of the last of them among the blocks, None where no line is the headline."""
    near = [
        (i, b) for i, b in enumerate(blocks[: begin + 6]) if b.table is None and b.linked <= 0.5 * len(b.text)
    ]
    named_titles = named(root, "title")
    headlines = _squeezed(said.get("title", "") + "\n" + said.get("page", ""))
    groups = [
        group
        for group in _by_element(near)
        if 4 <= len(_squeezed("".join(b.text for _, b in group))) <= LONGEST_TITLE
    ]
    told = [
        g
        for g in groups
        if len(t := _squeezed("".join(b.text for _, b in g))) >= SHORTEST_TITLE and t in headlines
    ]
    if told:
        best = max(told, key=lambda g: sum(len(b.text) for _, b in g))
        return tuple(b.text.strip() for _, b in best), best[-1][0]
    for title in named_titles:
        group = next((g for g in reversed(groups) if _within(g[0][1].element, frozenset((title,)))), None)
        if group:
            return tuple(b.text.strip() for _, b in group), group[-1][0]
    alone = said.get("title") or _without_site(said.get("page", ""))
    return ((alone,) if alone else ()), None


def _by_element(near: Sequence[tuple[int, Block]]) -> list[list[tuple[int, Block]]]:
    """Neighbouring lines of one element together, and each line alone."""
    groups: list[list[tuple[int, Block]]] = []
    for place, block in near:
        if groups and groups[-1][-1][1].element is block.element and block.text:
            groups[-1].append((place, block))
        elif block.text:
            groups.append([(place, block)])
    return groups + [[one] for group in groups if len(group) > 1 for one in group]


def _without_site(title: str) -> str | None:
    """`云溪镇召开会议_基层动态_云溪先锋网` without the names of column and site."""
    first = next((part for part in SEPARATOR.split(title) if len(part) >= SHORTEST_TITLE), "")
    return first if re.search("[\u3400-\u9fff]", first) else None


def _without_site_names(lines: Sequence[Block], title: Sequence[str], said: dict[str, str]) -> list[Block]:
    """The lines without names of site and column above the headline: links, a few characters, parts of <title>."""
    wanted = {_squeezed(text) for text in title}
    above = next((i for i, b in enumerate(lines[:7]) if _squeezed(b.text) in wanted), 0)
    page = _squeezed(said.get("page", ""))
    kept = [
        b for b in lines[:above] if not _mostly_link(b) and len(b.text) >= 8 and _squeezed(b.text) not in page
    ]
    return [*kept, *lines[above:]]


def _with_title_style(lines: Sequence[Block], title: Sequence[str]) -> tuple[Block, ...]:
    """The lines of the headline among the first lines marked as such; a repetition of it further down is left."""
    from dataclasses import replace

    wanted = {_squeezed(text) for text in title}
    return tuple(
        replace(b, style="title") if place < 7 and _squeezed(b.text) in wanted else b
        for place, b in enumerate(lines)
    )


def _squeezed(text: str) -> str:
    return re.sub("[\\s\u3000\xa0\u200b]+", "", text)


def _joined(blocks: Sequence[Block]) -> list[str]:
    """Texts of lines, those with a label alone (`来源：`) joined with what follows them."""
    done: list[str] = []
    for text in (b.text.strip(" \u3000\xa0") for b in blocks if not _mostly_link(b)):
        if done and done[-1].endswith(("：", ":")):
            done[-1] += text
        elif text:
            done.append(text)
    return done


def _text(elements: Sequence[Any]) -> str | None:
    texts = (" ".join("".join(e.itertext()).split()) for e in elements)
    return next((text for text in texts if 0 < len(text) <= 60), None)
