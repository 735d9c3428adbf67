"""torture.py KULPYTAS FOLDER WORDS...: runs a command on copies of FOLDER/a,
with the first disk call failing, then the second, until none is left; and
killed at each.  After every one the archive verifies, with the old checkpoint
or the new, and the next command works.  Prints TAP.
"""
import concurrent.futures
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

program, folder, words = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3:]
FAULTS = ("kill", "eio", "enospc", "short")


def run(place, args, **more):
    env = dict(os.environ, XDG_STATE_HOME=str(place / "state"), **more)
    return subprocess.run([program, "-C", str(place / "a"), *args], env=env,
                          capture_output=True, timeout=120)


def once(fault, n):
    """(was the fault met, what went wrong or None)"""
    place = pathlib.Path(tempfile.mkdtemp(dir=folder))
    try:
        shutil.copytree(folder / "a", place / "a")
        shutil.copytree(folder / "state", place / "state")
        head = place / "a/public/log/checkpoint"
        before = head.read_bytes()
        hit = place / "hit"
        got = run(place, words, KULPYTAS_FAULT=f"{fault}:{n}",
                  KULPYTAS_FAULT_HIT=str(hit))
        if not hit.exists():
            return False, None if got.returncode == 0 else \
                f"no fault, but exit {got.returncode}: {got.stderr!r}"
        after = head.read_bytes()
        if b"Sanitizer" in got.stderr or got.returncode not in (0, 1, -9):
            return True, f"exit {got.returncode}: {got.stderr!r}"
        if got.returncode == 1 and not got.stderr:
            return True, "failed without a word"
        check = run(place, ["verify"])
        if check.returncode != 0:
            return True, f"verify: {check.stdout!r} {check.stderr!r} after" \
                f" {got.returncode} {got.stderr!r}"
        again = run(place, ["record", str(folder / "next.yaml")])
        if again.returncode != 0:
            return True, f"the next command: {again.stderr!r}"
        check = run(place, ["verify"])
        if check.returncode != 0:
            return True, f"verify at last: {check.stdout!r}"
        if after == before and got.returncode == 0 and \
                head.read_bytes() == before:
            return True, "said it was done, and nothing was"
        aside = [str(p) for p in (place / "a/public").rglob(".*.new")]
        if aside:
            return True, f"left behind: {aside}"
        return True, None
    finally:
        shutil.rmtree(place, ignore_errors=True)


def last(fault):
    """How many disk calls there are."""
    low, high = 0, 1
    while once(fault, high)[0]:
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        if once(fault, middle)[0]:
            low = middle
        else:
            high = middle
    return high


def main():
    calls = last("eio")
    bad = []
    # Killed at each call; each call fails in one of the three ways, and the
    # way that it fails is another one in the other command.
    jobs = [("kill", n) for n in range(calls)]
    jobs += [(FAULTS[1 + (n + len(words)) % 3], n) for n in range(calls)]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for job, (_, why) in zip(jobs, pool.map(lambda j: once(*j), jobs)):
            if why:
                bad.append(f"{job}: {why}")
    name = words[0]
    print(f"{'not ' if calls < 10 else ''}ok 1 - {name}: {calls} disk calls")
    print(f"{'not ' if bad else ''}ok 2 - {name}: fails and is killed at each")
    for line in bad[:8]:
        print("#", line[:1500])
    print("1..2")
    return calls < 10 or bool(bad)


sys.exit(main())
