"""cutword: its network for names, on the processor."""

import contextlib
import json
import sys
import time
from importlib.metadata import version

with contextlib.redirect_stdout(sys.stderr):  # it talks while it is imported
    import torch
    from cutword import NER

TYPES = {"ORG": "ORG", "PERSON": "PER", "LOC": "LOC"}

texts = json.load(sys.stdin)
torch.set_num_threads(1)
with contextlib.redirect_stdout(sys.stderr):
    tagger = NER(device="cpu")
    tagger.predict(["武夷山市"])
    began = time.process_time()
    found = tagger.predict(list(texts))
    seconds = time.process_time() - began
answer = [
    [(e.begin, e.end, TYPES[e.ner_type_en]) for e in names if e.ner_type_en in TYPES] for names in found
]
print(json.dumps({"version": version("cutword"), "seconds": seconds, "names": answer}))
