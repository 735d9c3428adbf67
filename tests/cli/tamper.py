"""tamper.py KULPYTAS PUBLIC VKEY: changes each file of a copy of public/ in
each way that comes to mind; verify must say so, with the file and a rule.

Files that no checkpoint needs, FORMAT 9.3: log/vkey and properties, which are
for convenience, and superseded partial tiles.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys

program, vkey = sys.argv[1], sys.argv[3]
public = pathlib.Path(sys.argv[2])
count = failed = 0


def verify():
    run = subprocess.run([program, "verify", str(public), "--vkey", vkey,
                          "--json"], capture_output=True, timeout=60,
                         env=dict(os.environ, XDG_STATE_HOME="/nonexistent"))
    return run.returncode, run.stdout, run.stderr


def told(path, rules):
    """Why the answer is not what it should be, or None."""
    code, out, err = verify()
    if code != 1:
        return f"exit {code} {err[-300:]!r}"
    try:
        answer = json.loads(out)
    except ValueError:
        return f"no JSON: {out[:300]!r} {err[-600:]!r}"
    if answer["ok"] or not answer["failures"]:
        return "no failure"
    for f in answer["failures"]:
        if f["rule"] in rules and (f["file"] == path or path in f["reason"]):
            return None
    return json.dumps(answer["failures"][:3])


def point(text, why):
    global count, failed
    count += 1
    print(f"{'not ' if why else ''}ok {count} - {text}")
    if why:
        failed += 1
        print(f"# {why}")


def rules_of(path):
    for head, rules in (("log/checkpoint", ("log.checkpoint", "log.root")),
                        ("log/tile/entries", ("log.entries",)),
                        ("log/tile", ("log.tile", "log.entries")),
                        ("payload", ("payload.line", "payload.missing")),
                        ("evidence", ("evidence.hash", "evidence.missing"))):
        if path.startswith(head):
            return rules
    raise SystemExit(f"what is {path}?")


def needed(size):
    for file in sorted(p for p in public.rglob("*") if p.is_file()):
        path = str(file.relative_to(public))
        if path in ("log/vkey", "properties"):
            continue
        if ".p/" in path and path.rsplit("/", 1)[1] != str(size):
            continue
        yield file, path


def ways(data):
    """Bytes that are not these."""
    for at in sorted({0, 1, len(data) // 3, len(data) // 2, len(data) - 2,
                      len(data) - 1}):
        yield f"byte {at} flipped", \
            data[:at] + bytes([data[at] ^ 1]) + data[at + 1:]
    yield "last byte gone", data[:-1]
    yield "half of it", data[:len(data) // 2]
    yield "empty", b""
    yield "a byte more", data + b"x"
    yield "a line more", data + b"\n"
    yield "twice", data + data


def change(file, path, others):
    data = file.read_bytes()
    wrong = []

    def expect(way):
        why = told(path, rules_of(path))
        if why:
            wrong.append(f"{way}: {why}")

    for way, other in ways(data):
        file.write_bytes(other)
        expect(way)
    lines = data.split(b"\n")
    if path.startswith("payload") and len(lines) > 2:
        file.write_bytes(b"\n".join([lines[1], lines[0]] + lines[2:]))
        expect("two lines swapped")
    for other in others:
        file.write_bytes(other.read_bytes())
        expect(f"with the bytes of {other.name}")
    file.unlink()
    expect("gone")
    elsewhere = public.parent / "elsewhere"
    elsewhere.write_bytes(data)
    file.symlink_to(elsewhere)
    expect("a symbolic link to the same bytes")
    file.unlink()
    file.mkdir()
    expect("a folder")
    file.rmdir()
    os.mkfifo(file)
    expect("a fifo")
    file.unlink()
    file.write_bytes(data)
    point(f"tampering with {path}", "; ".join(wrong))


code, out, err = verify()
answer = json.loads(out or b"{}")
point("the untouched copy verifies", None if code == 0 and answer["ok"]
      else f"{code} {out!r} {err!r}")
files = list(needed(answer["size"]))
for file, path in files:
    kind = path.split("/")[0]
    same = [f for f, p in files if p.split("/")[0] == kind and f != file and
            kind in ("payload", "evidence")]
    change(file, path, same[:2])
for path in ("log/vkey", "properties"):
    data = (public / path).read_bytes()
    (public / path).unlink()
    point(f"{path} is not needed", None if verify()[0] == 0 else "failed")
    (public / path).write_bytes(data)
(public / "payload/999").write_bytes(b"x\n")
point("a file that no checkpoint needs", None if verify()[0] == 0
      else "failed")
shutil.rmtree(public)
print(f"1..{count}")
sys.exit(failed > 0)
