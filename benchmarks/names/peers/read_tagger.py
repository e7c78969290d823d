"""The tagger of ../tagger.py, where it has been trained: its model lies in the folder given."""

import json
import sys
import time
from pathlib import Path

import pycrfsuite

sys.path.insert(0, str(Path(__file__).parents[1]))
from tagger import features, spans

texts = json.load(sys.stdin)
model = pycrfsuite.Tagger()
model.open(str(Path(sys.argv[1]) / "tagger.crf"))
model.tag(features("武夷山市"))
began = time.process_time()
answer = [spans(model.tag(features(text))) for text in texts]
print(json.dumps({"version": "CRF", "seconds": time.process_time() - began, "names": answer}))
