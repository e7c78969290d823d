"""The gate for a change of the readers: what becomes of every file of a folder, beside what became of it before.

    python benchmarks/gate.py FOLDER                      runs taizhang on FOLDER, prints the outcomes by format
    python benchmarks/gate.py FOLDER --save BASE.json     and keeps them
    python benchmarks/gate.py FOLDER --against BASE.json  and prints each file whose outcome or text is another
    python benchmarks/gate.py FOLDER --peers              and asks pdfplumber and PDFium which PDF files hold text

FOLDER is any collection of files that readers break on: the test files of pdf.js, qpdf, veraPDF, Apache POI and Tika,
Open-XML-SDK or pandoc, brought in by whoever has them. Exit 1 where the run itself failed, a file has no outcome, a
file ended in an inner error, or (with --against) a file that was read is so no more.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

Outcomes = dict[str, dict[str, Any]]
HARM = ("crash", "timeout", "memory", "error")
PEER_SECONDS = 20
PEERS = {
    "pdfplumber": "import pdfplumber\nwith pdfplumber.open(path) as pdf:\n    print(any((p.extract_text() or '').strip() for p in pdf.pages[:15]))",
    "PDFium": "import pypdfium2\npdf = pypdfium2.PdfDocument(path)\nprint(any(pdf[i].get_textpage().get_text_range().strip() for i in range(min(15, len(pdf)))))",
}


def outcomes(folder: Path, options: list[str]) -> Outcomes:
    """What `taizhang run` says of each file: status, reason, characters. Raises RuntimeError where it did not end well."""
    with tempfile.TemporaryDirectory() as room:
        command = [sys.executable, "-m", "pipeline.cli", "run", folder, "-o", f"{room}/out", *options]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode not in (0, 3):
            raise RuntimeError(f"exit {done.returncode}: {done.stderr[-400:]}")
        lines = Path(room, "out", "tables", "documents.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return {
        row["document"]: {k: row[k] for k in ("format", "status", "reason", "characters")} for row in rows
    }


def table(found: Outcomes) -> str:
    """Outcomes by format."""
    counts = Counter((o["format"], o["status"]) for o in found.values())
    statuses = sorted({status for _, status in counts}, key=lambda s: (s in HARM, s != "ok", s))
    formats = sorted({kind for kind, _ in counts}, key=str)
    lines = [
        "| format | files | " + " | ".join(statuses) + " |",
        "| --- | ---: | " + " | ".join("---:" for _ in statuses) + " |",
    ]
    for kind in formats:
        cells = [counts[kind, status] for status in statuses]
        lines.append(f"| {kind} | {sum(cells)} | " + " | ".join(str(c or "") for c in cells) + " |")
    return "\n".join(lines)


def changes(before: Outcomes, after: Outcomes) -> list[str]:
    """A line for each file whose outcome is another, or whose text is longer or shorter by a tenth and more."""
    lines = []
    for name in sorted(before.keys() | after.keys()):
        was, now = before.get(name), after.get(name)
        if was is None or now is None:
            lines.append(f"{name}: {'new' if was is None else 'gone'}")
        elif was["status"] != now["status"]:
            lines.append(f"{name}: {was['status']} -> {now['status']} {now['reason'] or ''}")
        elif abs((now["characters"] or 0) - (was["characters"] or 0)) > (was["characters"] or 0) / 10:
            lines.append(f"{name}: {was['characters']} -> {now['characters']} characters")
    return lines


def holds_text(path: Path, peer: str) -> bool:
    """Whether a peer finds text on the first fifteen pages of a PDF file, within its seconds."""
    code = f"import sys\npath = sys.argv[1]\n{PEERS[peer]}"
    try:
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", code, path], capture_output=True, text=True, timeout=PEER_SECONDS
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return False
    return done.stdout.strip() == "True"


def beside_peers(folder: Path, found: Outcomes) -> str:
    paths = [name for name in sorted(found) if name.lower().endswith(".pdf") and (folder / name).is_file()]
    ours = sum(found[name]["status"] in ("ok", "duplicate") for name in paths)
    cells = [f"{peer} {sum(holds_text(folder / name, peer) for name in paths)}" for peer in PEERS]
    return f"PDF files with text ({len(paths)}): taizhang {ours}, " + ", ".join(cells)


def main() -> int:
    parser = argparse.ArgumentParser(description="What becomes of every file of a folder.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--save", type=Path, metavar="BASE")
    parser.add_argument("--against", type=Path, metavar="BASE")
    parser.add_argument("--peers", action="store_true")
    given, options = parser.parse_known_args()
    found = outcomes(given.folder, options)
    met = {name.split("!/")[0] for name in found}
    silent = [str(p) for p in sorted(given.folder.rglob("*")) if p.is_file() and p.relative_to(given.folder).as_posix() not in met]  # fmt: skip
    print(table(found))
    for name, outcome in sorted(found.items()):
        if outcome["status"] in HARM:
            print(f"{name}: {outcome['status']} {outcome['reason']}")
    for name in silent:
        print(f"{name}: no outcome")
    if given.peers:
        print(beside_peers(given.folder, found))
    if given.save:
        given.save.write_text(json.dumps(found, ensure_ascii=False, indent=0), "utf-8")
    before = json.loads(given.against.read_text("utf-8")) if given.against else {}
    lines = changes(before, found) if given.against else []
    print("\n".join(lines), end="\n" if lines else "")
    lost = [n for n, o in before.items() if o["status"] == "ok" and found.get(n, o)["status"] != "ok"]
    return 1 if silent or lost or any(o["status"] == "error" for o in found.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
