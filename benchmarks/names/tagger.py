"""A linear tagger of characters (CRF), trained and asked here only: does such a model find what our rules miss?

    DIR/tagger/bin/python benchmarks/names/tagger.py DIR TRAIN.jsonl ...    writes DIR/tagger.crf

The training files are of the shape that run.py reads its sets in. Features: the characters around, the word that a
character stands in with its neighbours and their word classes (rjieba), and what our own word lists say of it.
"""

from __future__ import annotations

import json
import sys
from functools import lru_cache
from pathlib import Path

import pycrfsuite
import rjieba

LEXICONS = Path(__file__).parents[2] / "pipeline" / "lexicons"
TYPES = {
    "ORG": "ORG", "organization": "ORG", "company": "ORG", "government": "ORG",
    "PER": "PER", "name": "PER", "NAME": "PER",
    "LOC": "LOC", "address": "LOC", "scene": "LOC",
}  # fmt: skip
SETTINGS = {"c1": 0.05, "c2": 0.05, "max_iterations": 90, "feature.minfreq": 2}
Span = tuple[int, int, str]


@lru_cache
def listed(stem: str) -> frozenset[str]:
    """The words of one of our lists."""
    lines = (LEXICONS / f"{stem}.tsv").read_text("utf-8").splitlines()
    return frozenset(line.split("\t")[0] for line in lines if line and not line.startswith("#"))


def marks(text: str) -> list[str]:
    """What the word lists say of each character: S surname, T sound of a foreign name, D division, O ending of a body."""
    found = [
        ("S" if c in listed("surnames") else "") + ("T" if c in listed("transliteration") else "")
        for c in text
    ]
    for start in range(len(text)):
        for letter, stem, longest in (("D", "divisions", 6), ("O", "organisation_suffixes", 6)):
            for end in range(min(len(text), start + longest), start + 1, -1):
                if text[start:end] in listed(stem):
                    for at in range(start, end):
                        found[at] += letter + ("B" if at == start else "E" if at == end - 1 else "I")
                    break
    return found


def features(text: str) -> list[list[str]]:
    """The features of each character."""
    words: list[
        tuple[str, str, str]
    ] = []  # for each character: its word, the word's class, where it stands in it
    order: list[int] = []
    tagged = rjieba.tag(text)
    for number, (word, kind) in enumerate(tagged):
        for at in range(len(word)):
            place = "S" if len(word) == 1 else "B" if at == 0 else "E" if at == len(word) - 1 else "I"
            words.append((word, kind, place))
            order.append(number)
    around = [("<", "<")] * 2 + [(w, k) for w, k in tagged] + [(">", ">")] * 2
    said = ["", "", *marks(text), "", ""]
    c = f"<<{text}>>"
    rows = []
    for i, (word, kind, place) in enumerate(words):
        j, n = i + 2, order[i] + 2
        (w2, k2), (w1, k1), (v1, l1), (v2, l2) = around[n - 2], around[n - 1], around[n + 1], around[n + 2]
        rows.append([
            f"a{c[j]}", f"b{c[j-1]}", f"c{c[j+1]}", f"d{c[j-2]}", f"e{c[j+2]}",
            f"f{c[j-1:j+1]}", f"g{c[j:j+2]}", f"h{c[j-2:j]}", f"i{c[j+1:j+3]}", f"j{c[j-1:j+2]}", f"J{c[j-2:j+1]}", f"K{c[j:j+3]}",
            f"k{c[j-1]}{c[j+1]}", f"l{place}", f"m{word}{place}", f"n{kind}{place}", f"o{w1}{place}", f"p{v1}{place}",
            f"q{k1}{kind}{place}", f"r{kind}{l1}{place}", f"s{k1}{kind}{l1}", f"t{w1}{word}{place}", f"u{word}{v1}{place}",
            f"v{word[-1]}{kind}{place}", f"w{v1[-1]}{l1}{place}", f"x{v1[-1]}{v2[-1]}{place}", f"y{w1[-1]}{place}", f"z{w2}{place}", f"Z{v2}{place}", f"Y{k2}{k1}", f"X{l1}{l2}",
            f"1{said[j]}", f"2{said[j-1]}{said[j]}", f"3{said[j]}{said[j+1]}", f"4{said[j-1]}{said[j]}{said[j+1]}", f"5{said[j]}{kind}{place}", f"6{word[:1]}{place}", f"7{word[-2:]}{place}",
        ])  # fmt: skip
    return rows


def labels(length: int, spans: list[Span]) -> list[str]:
    found = ["O"] * length
    for start, end, kind in spans:
        if kind in TYPES:
            found[start:end] = [f"I-{TYPES[kind]}"] * (end - start)
            found[start] = f"B-{TYPES[kind]}"
    return found


def spans(found: list[str]) -> list[Span]:
    """The names that a sequence of labels says."""
    names: list[Span] = []
    for at, label in enumerate(found):
        if label[0] == "I" and names and names[-1][1] == at and names[-1][2] == label[2:]:
            names[-1] = (names[-1][0], at + 1, label[2:])
        elif label != "O":
            names.append((at, at + 1, label[2:]))
    return names


def main() -> int:
    folder, *paths = map(Path, sys.argv[1:])
    trainer = pycrfsuite.Trainer(verbose=False)
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            sentence = json.loads(line)
            if sentence["t"]:
                trainer.append(features(sentence["t"]), labels(len(sentence["t"]), sentence["e"]))
    trainer.set_params(SETTINGS)
    trainer.train(str(folder / "tagger.crf"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
