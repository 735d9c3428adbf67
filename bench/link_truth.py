#!/usr/bin/env python3
"""How right a comparison is: link_truth.py LIST.csv PAIRS.csv ID TRUTH

Prints precision, recall and F1 at p >= 0.5 against the pairs of rows whose
TRUTH column is the same (of "rec-12-dup-1" the number counts), the expected
calibration error (ten bins of probability, weighted by pairs), and how often
pairs above 0.9 are right.
"""
import collections
import csv
import sys


def main():
    path, pairs, key, truth = sys.argv[1:5]
    who = {}
    with open(path, encoding="utf-8", newline="") as f:
        for r in csv.DictReader(f, skipinitialspace=True):
            t = r[truth]
            who[r[key]] = t.split("-")[1] if t.startswith("rec-") else t
    count = collections.Counter(who.values())
    all_pairs = sum(n * (n - 1) // 2 for n in count.values())
    right = wrong = sure = sure_right = 0
    bins = [[0, 0.0, 0] for _ in range(10)]
    with open(pairs, encoding="utf-8", newline="") as f:
        for r in csv.DictReader(f):
            p = float(r["probability"])
            same = who[r["a"]] == who[r["b"]]
            b = bins[min(9, int(p * 10))]
            b[0] += 1
            b[1] += p
            b[2] += same
            if p >= 0.5:
                right += same
                wrong += not same
            if p >= 0.9:
                sure += 1
                sure_right += same
    n = sum(b[0] for b in bins) or 1
    print("P %.4f R %.4f F1 %.4f ECE %.4f, above 0.9 right %.4f" % (
        right / max(1, right + wrong), right / max(1, all_pairs),
        2 * right / max(1, right + wrong + all_pairs),
        sum(abs(b[1] - b[2]) for b in bins) / n, sure_right / max(1, sure)))


if __name__ == "__main__":
    main()
