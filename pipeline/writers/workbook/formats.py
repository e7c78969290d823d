"""How cells look. One look for one meaning, each made once a workbook."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

FONT = {"font_name": "宋体", "font_size": 10}
HEADING_FONT = "黑体"
_CELL = {"border": 1, "border_color": "#A6A6A6", "valign": "top", "text_wrap": True}

STYLES: dict[str, dict[str, Any]] = {
    "text": _CELL,
    "plain": {**_CELL, "num_format": "0", "align": "center"},
    "centre": {**_CELL, "align": "center"},
    "right": {**_CELL, "align": "right"},
    "folded": {"align": "left"},
    "link": {**_CELL, "font_color": "#0563C1", "underline": 1},
    "head": {
        **_CELL,
        "font_name": HEADING_FONT,
        "bg_color": "#DCE6F1",
        "align": "center",
        "valign": "vcenter",
    },
    "title": {"font_name": HEADING_FONT, "font_size": 16, "valign": "vcenter"},
    "block": {"font_name": HEADING_FONT, "font_size": 12, "valign": "vcenter"},
    "line": {"valign": "vcenter", "text_wrap": True},
    "prose": {"text_wrap": True, "valign": "top"},
    "entry": {**_CELL, "bg_color": "#FFFBE6"},
    "run": {},
    "said": {"bold": True, "font_color": "#C00000"},
    "差错": {"bg_color": "#F8CBAD"},
    "存疑": {"bg_color": "#FFF2A8"},
    "提示": {"bg_color": "#E2EFDA"},
}


@dataclass
class Formats:
    """The formats of one workbook, by the names of STYLES; those of numbers by their decimals."""

    workbook: Any
    _made: dict[str, Any] = field(default_factory=dict)

    def of(self, style: str) -> Any:
        made = self._made.get(style)
        if made is None:
            made = self._made[style] = self.workbook.add_format({**FONT, **STYLES[style]})
        return made

    def colour(self, style: str) -> Any:
        """For a condition: nothing but what differs from the cell's own format."""
        made = self._made.get(f"?{style}")
        if made is None:
            made = self._made[f"?{style}"] = self.workbook.add_format(STYLES[style])
        return made

    def number(self, decimals: int) -> Any:
        """Thousands separated, as many decimals as there are, shrunk where the column is too narrow (never ####)."""
        key = f"number {decimals}"
        made = self._made.get(key)
        if made is None:
            look = "#,##0" + ("." + "0" * decimals if decimals else "")
            shape = {**FONT, **_CELL, "text_wrap": False, "shrink": True, "num_format": look}
            made = self._made[key] = self.workbook.add_format(shape)
        return made
