#!/usr/bin/env python3
"""test_floors.py ROOT: each rule of tools/floors.py refuses what it should.

One small tree a case: the tree that obeys, with one file replaced or added,
and a piece of what must be said about it (None: nothing).
"""
import pathlib
import subprocess
import sys
import tempfile

GOOD = {
    "src/FLOORS": "floor ground\nbase : : : 60\nfloor tools\n"
                  "low : base : foo/ bar.h : 60\nhigh : base low : : 60\n"
                  "side : base : : 60\npower low/secret.h : high\n",
    "src/base/span.h": "int span_eq(void);\n",
    "src/low/low.h": '#include "base/span.h"\nint low_x(void);\n',
    "src/low/secret.h": "int low_secret(void);\n",
    "src/high/high.c": '#include <stdio.h>\n#include "low/secret.h"\n'
                       "/* strcpy() */ static const char *s = \"gets(\";\n",
    "tests/unit/test_x.c": "int x; /* tests may */ void f(void) { exit(1); }\n",
}
MANY = "".join(f"#include <{h}.h>\n" for h in """assert errno fcntl float limits
    math poll sched search signal spawn stdarg stdbool stddef stdint stdio
    stdlib string strings threads time""".split())
CASES = [
    ("", "", None),
    ("src/side/a.c", '#include "low/low.h"\n', "side may not include"),
    ("src/low/a.c", '#include "high/high.h"\n', "low may not include"),
    ("src/low/a.c", '#include "inside.h"\n', "low may not include"),
    ("src/side/a.c", "#include <foo/x.h>\n", "only low may include <foo/x.h>"),
    ("src/high/a.c", "#  include <bar.h>\n", "only low may include <bar.h>"),
    ("src/low/a.c", "#include <bar.h>\n#include <foo/x.h>\n", None),
    ("src/high/a.c", "#include <curl/curl.h>\n", "is nobody's"),
    ("src/high/a.c", "#include <ctype.h>\n", "locale"),
    ("src/FLOORS", "base : : : 9\nlow : base : : 9\nhigh : low : : 9\n"
     "side : : : 9\npower low/secret.h : side\n", "no power"),
    ("src/FLOORS", "base : low : : 9\nlow : : : 9\n", "does not stand above"),
    ("src/FLOORS", "base : :\n", "want module"),
    ("src/new/a.c", "int x;\n", "'new' is not in src/FLOORS"),
    ("src/high/a.c", "int x = strcpy (a, b);\n", "strcpy() is banned"),
    ("src/high/a.c", "char c = '\"'; int x = gets(a);\n", "gets() is banned"),
    ("src/high/a.c", "void *p = malloc(9);\n", "malloc() is banned outside base"),
    ("src/base/a.c", "void *p = malloc(9);\n", None),
    ("src/high/a.c", 'void f(void) { printf("x"); }\n', "printf() is banned"),
    ("tests/unit/b.c", "int x = atoi(s);\n", "atoi() is banned"),
    ("bench/b.c", "int x = rand();\n", "rand() is banned"),
    ("src/high/a.c", "void f(void)\n{\n" + ";\n" * 20 + "}\n", None),
    ("src/high/a.c", "\n" * 61, "lines, at most 60 in src/FLOORS"),
    ("tests/b.c", "\n" * 801, "801 lines, at most 800"),
    ("src/high/a.c", "void f(void)\n{\n" + ";\n" * 101 + "}\n",
     "a function of 101 lines"),
    ("src/high/a.h", "\n" * 251, "251 lines, at most 250"),
    ("src/high/a.c", MANY, "21 includes, at most 20"),
    ("src/high/a.h", "uint16_t x;\n", "unknown type name"),
]


def run(floors, changed, text):
    with tempfile.TemporaryDirectory() as folder:
        for path, content in (GOOD | ({changed: text} if changed else {})).items():
            file = pathlib.Path(folder, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content)
        return subprocess.run([sys.executable, floors, folder], text=True,
                              capture_output=True, check=False)


def main():
    floors = pathlib.Path(sys.argv[1], "tools/floors.py")
    failed = 0
    for number, (path, text, want) in enumerate(CASES, 1):
        done = run(floors, path, text)
        said = done.stdout + done.stderr
        good = done.returncode == 0 if want is None else \
            done.returncode == 1 and want in said
        failed += not good
        print(f"{'' if good else 'not '}ok {number} - {want or 'no complaint'}")
        if not good:
            print("\n".join("# " + line for line in said.splitlines()))
    print(f"1..{len(CASES)}")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())
