"""Large characters that are no lines of their own: initials that reach down over two lines, headlines set downwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.model.source import Box
from pipeline.structure.placed import HEADLINE, Placed, by_place

INITIAL = 1.5  # of the size of the body
INDENT = 2.0  # characters; the paragraph of an initial opens like an indented one
FEWEST_DOWN = 4  # characters of a headline set downwards


def with_initials(lines: Sequence[Placed]) -> list[Placed]:
    """The lines, each initial put before the first of the lines that stand on its right."""
    done = list(lines)
    for cap in lines:
        if len(cap.text) > 2 or cap.scale < INITIAL or cap.raw.table is not None:
            continue
        beside = sorted((line for line in done if _beside_initial(line, cap)), key=by_place)
        if not beside:
            continue
        place = done.index(beside[0])
        box = beside[0].box
        done[place] = replace(
            beside[0], text=cap.text + beside[0].text, box=replace(box, x0=cap.box.x0 + INDENT * cap.em)
        )
        for line in beside[1:]:
            done[done.index(line)] = replace(line, box=replace(line.box, x0=cap.box.x0))
        done.remove(cap)
    return done


def _beside_initial(line: Placed, cap: Placed) -> bool:
    inside = min(line.box.y1, cap.box.y1) - max(line.box.y0, cap.box.y0)
    return (
        line is not cap
        and line.scale < HEADLINE
        and -0.3 * cap.em < line.box.x0 - cap.box.x1 < 1.5 * cap.em
        and inside > 0.3 * line.box.height
    )


def with_downward_titles(lines: Sequence[Placed]) -> list[Placed]:
    """The lines, large single characters below one another joined to one line."""
    single = [line for line in lines if len(line.text) == 1 and line.scale >= HEADLINE]
    if len(single) < FEWEST_DOWN:
        return list(lines)
    stacks: list[list[Placed]] = []
    for line in sorted(single, key=by_place):
        stack = next((s for s in stacks if _below(s[-1], line)), None)
        if stack:
            stack.append(line)
        else:
            stacks.append([line])
    tall = [stack for stack in stacks if len(stack) >= FEWEST_DOWN]
    taken = {id(line) for stack in tall for line in stack}
    return [
        *(_joined(stack) for stack in _beside_each_other(tall)),
        *(x for x in lines if id(x) not in taken),
    ]


def _beside_each_other(stacks: Sequence[list[Placed]]) -> list[list[Placed]]:
    """Stacks of one headline joined: they are read from right to left."""
    done: list[list[Placed]] = []
    for stack in sorted(stacks, key=lambda s: -s[0].box.x0):
        last = done[-1] if done else None
        if last and abs(last[0].box.y0 - stack[0].box.y0) < last[0].box.height and last[-1].box.x0 - stack[0].box.x1 < 1.5 * stack[0].box.width:  # fmt: skip
            last += stack
        else:
            done.append(list(stack))
    return done


def _below(above: Placed, line: Placed) -> bool:
    em = line.em * line.scale
    return abs(above.box.x0 - line.box.x0) < 0.4 * em and 0.6 * em < line.box.y0 - above.box.y0 < 2.2 * em


def _joined(stack: Sequence[Placed]) -> Placed:
    box = Box(
        min(line.box.x0 for line in stack),
        min(line.box.y0 for line in stack),
        max(line.box.x1 for line in stack),
        max(line.box.y1 for line in stack),
    )
    return replace(stack[0], text="".join(line.text for line in stack), box=box)
