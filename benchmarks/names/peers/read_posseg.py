"""jieba.posseg: nt, nr and ns words are the names."""

import json
import sys
import time

import jieba
import jieba.posseg

TYPES = {"nt": "ORG", "nr": "PER", "nrt": "PER", "nrfg": "PER", "ns": "LOC"}


def names(text):
    found, at = [], 0
    for word, flag in jieba.posseg.lcut(text):
        if flag in TYPES:
            found.append((at, at + len(word), TYPES[flag]))
        at += len(word)
    return found


texts = json.load(sys.stdin)
jieba.setLogLevel(60)
names("武夷山市")
began = time.process_time()
answer = [names(text) for text in texts]
print(json.dumps({"version": jieba.__version__, "seconds": time.process_time() - began, "names": answer}))
