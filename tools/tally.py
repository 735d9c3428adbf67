#!/usr/bin/env python3
"""tally.py TESTLOG [NAME=pass|fail|skip]...: sum up a run of meson test.

Counts TAP points; a test that crashed, timed out, or printed fewer points
than it planned is one more failure.  Shows the log of each test that failed.
The last line is "N passed, N failed[, N skipped]"; exit 0 when all is well.
"""
import json
import re
import sys

POINT = re.compile(r"^(not )?ok\b(.*)$", re.M)
PLAN = re.compile(r"^1\.\.(\d+)(.*)$", re.M)


def count(test):
    """(passed, failed, skipped) of one line of the log."""
    out = test.get("stdout") or ""
    passed = failed = skipped = 0
    for bad, rest in POINT.findall(out):
        if re.search(r"#\s*skip", rest, re.I):
            skipped += 1
        elif bad:
            failed += 1
        else:
            passed += 1
    plan = PLAN.search(out)
    points = passed + failed + skipped
    if plan and plan[1] == "0" and re.search(r"#\s*skip", plan[2], re.I):
        return 0, 0, 1
    well = test["result"] in ("OK", "SKIP") and plan and int(plan[1]) == points
    return passed, failed + (not well and not failed), skipped


def show(test):
    print(f"==== {test['name']}: {test['result']}")
    for stream in ("stdout", "stderr"):
        lines = (test.get(stream) or "").splitlines()
        if stream == "stdout":
            lines = [l for l in lines if not l.startswith("ok ")]
        print("\n".join(lines[-60:]))


def main():
    total = [0, 0, 0]
    try:
        with open(sys.argv[1], encoding="utf-8") as log:
            tests = [json.loads(line) for line in log]
        for test in tests: # "kulpytas:unit / base"
            test["name"] = test["name"].split(" / ")[-1]
    except FileNotFoundError:
        print("meson test did not run; see build-test/test.log")
        tests, total[1] = [], 1
    for test in sorted(tests, key=lambda t: t["name"]):
        one = count(test)
        total = [a + b for a, b in zip(total, one)]
        words = f"{one[0]} passed" + (f", {one[1]} failed" if one[1] else "") \
            + (f", {one[2]} skipped" if one[2] else "")
        print(f"{test['name']:<28} {words}  ({test['duration']:.1f} s)")
        if one[1]:
            show(test)
    for extra in sys.argv[2:]:
        name, _, result = extra.partition("=")
        if result != "skip":
            print(f"{name:<28} {result}")
            total[0 if result == "pass" else 1] += 1
    skipped = f", {total[2]} skipped" if total[2] else ""
    print(f"{total[0]} passed, {total[1]} failed{skipped}")
    return 1 if total[1] or total[0] == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
