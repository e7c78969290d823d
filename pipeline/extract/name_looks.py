"""How much characters look like a person's name, in bits, whatever stands around them."""

from __future__ import annotations

from functools import cache

from pipeline.lexicons import table

_UNSEEN = -3  # a character that names of the table do not show
_COMPOUND = 8  # 欧阳 is hardly anything but a surname


@cache
def _characters() -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    """Bits of a character as surname, first and last of a given name."""
    rows = table("name_characters")
    return (
        {c: int(bits) for c, bits, _, _ in rows if bits != "-"},
        {c: int(bits) for c, _, bits, _ in rows},
        {c: int(bits) for c, _, _, bits in rows},
    )


def look(name: str, surname: int) -> int:
    """How much the characters of `name`, whose first `surname` are the surname, look like a name."""
    surnames, firsts, lasts = _characters()
    bits = _COMPOUND if surname > 1 else surnames.get(name[0], _UNSEEN)
    given = name[surname:]
    if len(given) > 1:
        bits += firsts.get(given[0], _UNSEEN)
    return bits + lasts.get(given[-1], _UNSEEN)
