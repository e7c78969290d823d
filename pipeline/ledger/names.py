"""Names as they are compared over documents: simplified, contracted, without blanks and legal form."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipeline.lexicons import table
from pipeline.resolve.aliases import contracted

MARKS = re.compile("[\\s“”\"‘’'「」《》〈〉·•・]")
LEGAL_FORM = re.compile("(?:股份)?(?:有限)?(?:责任)?公司$|(?<=集团)公司$")
LEVELS = ("街道", "社区", "自治县", "自治州", "省", "市", "县", "区", "旗", "州", "盟", "镇", "乡", "村")


@cache
def _simplified() -> dict[int, str]:
    return {ord(old): new for old, new in table("traditional")}


@lru_cache(maxsize=65536)
def simplified(name: str) -> str:
    """The name in simplified characters, without blanks and quotation marks: 佳禾農業 → 佳禾农业."""
    return MARKS.sub("", name).translate(_simplified())


@lru_cache(maxsize=65536)
def short_form(name: str) -> str:
    """As reports shorten it: 中共青石镇委员会 → 青石镇党委, 青石县农业发展有限责任公司 → 青石县农业发展."""
    return LEGAL_FORM.sub("", contracted(simplified(name))) or simplified(name)


@lru_cache(maxsize=65536)
def stem_and_level(name: str) -> tuple[str, str]:
    """A place's own name and the word for its level: 柳林乡 → 柳林, 乡."""
    level = next((level for level in LEVELS if name.endswith(level) and len(name) > len(level)), "")
    return name[: len(name) - len(level)], level
