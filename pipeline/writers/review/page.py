"""One file of 核查.html: the template, its styles and script under a strict content security policy, and the data.

What reports say is in the file only as JSON in which nothing can end the element that holds it; the script puts it
on the page as text. The styles and the script are let in by their digests, all else is refused (CSP level 2, and
trusted types, under which assigning markup from a string fails).
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
STYLES = "page.css"
SCRIPTS = ("data.js", "text.js", "marks.js", "article.js", "list.js", "details.js", "main.js")

# `<` ends elements and begins comments, `&` begins references; the rest is invisible, reorders lines for those who
# look at the source, or is no character at all.
_UNSAFE = re.compile(
    "[<>&\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)


def to_json(value: Any) -> str:
    """JSON that may stand inside a script element and in any UTF-8 file."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def data_of(record: dict[str, Any], bodies: Sequence[str]) -> str:
    """The data of one file: `record`, and under `bodies` the articles, which are JSON already."""
    return f'{to_json(record)[:-1]},"bodies":[{",".join(bodies)}]}}'


def render(data: str) -> str:
    """The whole file as text, with `data` as `data_of` made it."""
    from markupsafe import Markup

    styles, script = _styles(), _script()
    policy = (
        f"default-src 'none'; script-src '{digest(script)}'; style-src '{digest(styles)}'; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
    )
    return _template().render(  # type: ignore[no-any-return]
        policy=policy, styles=Markup(styles), script=Markup(script), data=Markup(data)
    )


@cache
def shell_size() -> int:
    """Bytes of a file without data."""
    return len(render("").encode())


@cache
def _template() -> Any:
    import jinja2

    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True)
    return environment.from_string((FOLDER / "page.html").read_text("utf-8"))


@cache
def _styles() -> str:
    return f"\n{(FOLDER / STYLES).read_text('utf-8')}"


@cache
def _script() -> str:
    parts = [(FOLDER / name).read_text("utf-8") for name in SCRIPTS]
    return "\n(() => {\n'use strict';\n" + "\n".join(parts) + "\n})();\n"


def digest(text: str) -> str:
    """The source expression under which a policy lets in an inline element with this text."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
