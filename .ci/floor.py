"""Compare a score with the floor beside this file: exit 1 where a figure has fallen. The floor only rises.

python .ci/floor.py SCORE.json          check
python .ci/floor.py SCORE.json --raise  raise the floor to the score, never lower it
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

FLOOR = Path(__file__).parent / "floor.json"
SLACK = 0.0005  # rounding only


def figures(score: dict) -> dict[str, float]:
    """The ledger score and the F1 of every table and of whole count rows, in per cent with one decimal."""
    named = {name: row["f1"] for name, row in score.items() if isinstance(row, dict)}
    return {
        name: round(100 * (f1 or 0.0), 1)
        for name, f1 in {"ledger_score": score["ledger_score"], **named}.items()
    }


def main() -> int:
    score = figures(json.loads(Path(sys.argv[1]).read_text("utf-8")))
    floor = json.loads(FLOOR.read_text("utf-8"))
    if "--raise" in sys.argv:
        raised = {name: max(figure, floor.get(name, 0.0)) for name, figure in score.items()}
        FLOOR.write_text(json.dumps(raised, indent=1) + "\n", "utf-8")
        return 0
    fallen = {
        name: (figure, score.get(name, 0.0))
        for name, figure in floor.items()
        if score.get(name, 0.0) < figure - SLACK
    }
    for name, (wanted, got) in fallen.items():
        sys.stdout.write(f"{name}: {got} is under the floor of {wanted}\n")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
