#!/usr/bin/env python3
"""floors.py ROOT [BUILD]: check that the sources obey src/FLOORS and STYLE.md.

Who may include whom, how large things are, what may not be called, that each
header compiles alone and, where BUILD is given, that each module exports only
its own names.  Prints TAP, one point a rule, and the cure for each breach.
"""
import concurrent.futures
import pathlib
import re
import subprocess
import sys

FILE_MAX, HEADER_MAX, FUNCTION_MAX, INCLUDES_MAX = 800, 250, 100, 20

# word -> the modules that may call it.  Tests and benchmarks may call what
# any module may.
BANNED = {word: () for word in """strcpy strcat strncpy strncat sprintf
    vsprintf strtok strtok_r atoi atol atoll atof strtol strtoll strtoul
    strtoull sscanf fscanf scanf vsscanf vfscanf vscanf gets alloca ctime
    asctime localtime gmtime system popen rand srand setlocale toupper tolower
    isalpha isspace isdigit isupper islower isalnum ispunct isprint iscntrl
    isgraph isblank isxdigit""".split()}
BANNED |= {word: ("base",) for word in ("malloc", "realloc", "abort")}
BANNED |= {word: ("cli", "serve") for word in
           ("printf", "puts", "putchar", "perror")}
BANNED |= {"exit": ("cli",)}

# Headers of the C library and the kernel, open to everybody.
LIBC = set("""assert complex dirent endian errno fcntl float ftw inttypes iso646
    langinfo libintl limits locale math poll pthread pwd sched search signal
    spawn stdalign stdarg stdatomic stdbool stddef stdint stdio stdlib
    stdnoreturn string strings termios threads time unistd wchar
    """.split())
LIBC_FOLDERS = ("sys/", "netinet/", "arpa/", "linux/")

# What a module's object files may export, where it is not "<module>_".
EXPORTS = {"cli": ("main", "cli_", "cmd_")}

NOT_CODE = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"'
                      r"|'(?:\\.|[^'\\\n])*'", re.S)
INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)', re.M)


class Floors:
    """src/FLOORS, read and checked."""

    def __init__(self, path):
        self.may, self.foreign, self.power, self.lines = {}, {}, {}, {}
        for number, line in enumerate(path.read_text().splitlines(), 1):
            line = line.split("#")[0].strip()
            if line.startswith("power "):
                header, _, who = line[6:].partition(":")
                self.power[header.strip()] = who.split()
            elif line and not line.startswith("floor "):
                self.module(f"src/FLOORS:{number}", line.split(":"))

    def module(self, where, fields):
        if len(fields) != 4 or not fields[3].strip().isdigit():
            sys.exit(f"{where}: want module : may include : foreign : lines")
        name, may = fields[0].strip(), fields[1].split()
        for below in may:
            if below not in self.may:
                sys.exit(f"{where}: {name} names {below}, "
                         "which does not stand above it")
        self.may[name] = set(may) | {name}
        self.lines[name] = int(fields[3])
        for header in fields[2].split():
            self.foreign[header] = name

    def door(self, header):
        """The module that may open this foreign header, or None."""
        for known, module in self.foreign.items():
            if header == known or known[-1] == "/" and header.startswith(known):
                return module
        return None


def includes(floors, where, me, text):
    found = INCLUDE.findall(text)
    for mark, header in found:
        module = header.split("/")[0]
        door = floors.door(header)
        if mark == '"':
            if "/" not in header or module not in floors.may[me]:
                yield f'{where}: {me} may not include "{header}"'
            if me != module and me not in floors.power.get(header, [me]):
                yield f'{where}: {me} has no power to include "{header}"'
        elif door is not None:
            if door != me:
                yield f"{where}: only {door} may include <{header}>"
        elif header == "ctype.h":
            yield f"{where}: <ctype.h> depends on the locale; see base/scan.h"
        elif header.removesuffix(".h") not in LIBC and \
                not header.startswith(LIBC_FOLDERS):
            yield f"{where}: <{header}> is nobody's in src/FLOORS"
    if len(found) > INCLUDES_MAX:
        yield f"{where}: {len(found)} includes, at most {INCLUDES_MAX}"


def calls(where, me, code):
    for word in sorted(set(re.findall(r"\b([a-z_0-9]+)\s*\(", code))):
        may = BANNED.get(word, (me,))
        if me not in may and not (me is None and may):
            home = " outside " + " and ".join(may) if may else ""
            yield f"{where}: {word}() is banned{home}"


def sizes(where, suffix, text):
    lines = text.splitlines()
    most = HEADER_MAX if suffix == ".h" else FILE_MAX
    if len(lines) > most:
        yield f"{where}: {len(lines)} lines, at most {most}"
    start = None
    for number, line in enumerate(lines, 1):
        if line == "{":
            start = number
        elif line == "}" and start is not None:
            if number - start - 1 > FUNCTION_MAX:
                yield (f"{where}:{start}: a function of "
                       f"{number - start - 1} lines, at most {FUNCTION_MAX}")
            start = None


def sources(root, *folders):
    for folder in folders:
        for path in sorted((root / folder).rglob("*.[ch]")):
            text = path.read_text()
            code = NOT_CODE.sub(lambda m: "\n" * m[0].count("\n") or " ", text)
            yield path, path.relative_to(root), text, code


def check_src(root, floors):
    """may include: src/FLOORS, foreign headers, powers"""
    for path, where, text, code in sources(root, "src"):
        me = where.parts[1]
        if me not in floors.may:
            yield f"{where}: module '{me}' is not in src/FLOORS"
        else:
            yield from includes(floors, where, me, text)


def check_calls(root, floors):
    """banned calls"""
    for path, where, text, code in sources(root, "src"):
        yield from calls(where, where.parts[1], code)
    for path, where, text, code in sources(root, "tests", "bench"):
        yield from calls(where, None, code)


def check_sizes(root, floors):
    """sizes of functions, files and modules"""
    total = dict.fromkeys(floors.lines, 0)
    for path, where, text, code in sources(root, "src"):
        total[where.parts[1]] = total.get(where.parts[1], 0) + \
            len(text.splitlines())
        yield from sizes(where, path.suffix, text)
    for path, where, text, code in sources(root, "tests", "bench"):
        if len(text.splitlines()) > FILE_MAX:
            yield f"{where}: {len(text.splitlines())} lines, at most {FILE_MAX}"
    for module, most in floors.lines.items():
        if total[module] > most:
            yield (f"src/{module}: {total[module]} lines, at most {most} "
                   "in src/FLOORS")


def check_alone(root, floors):
    """each header compiles alone"""
    def compile_one(path):
        done = subprocess.run(
            ["gcc", "-std=c17", "-D_GNU_SOURCE", "-Wall", "-fsyntax-only",
             "-I", root / "src", "-x", "c", path],
            capture_output=True, text=True, check=False)
        text = done.stderr.strip()
        return f"{path.relative_to(root)}: {text}" if text and \
            done.returncode else None
    headers = sorted((root / "src").rglob("*.h"))
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        yield from filter(None, pool.map(compile_one, headers))


def check_exports(root, floors, build):
    """each module exports only its own names"""
    for module in floors.may:
        objects = [build / "src" / module / f"lib{module}.a"]
        prefixes = EXPORTS.get(module, (module + "_",))
        if module == "base": # each header is a door of its own
            prefixes = tuple(h.stem + "_" for h in
                             (root / "src/base").glob("*.h"))
        if module == "cli":
            objects = (build / "kulpytas.p").glob("*.o")
        objects = [o for o in objects if o.exists()]
        if not objects:
            continue
        out = subprocess.run(
            ["nm", "--defined-only", "--extern-only", "--format=posix",
             *objects], capture_output=True, text=True, check=True).stdout
        for name in sorted(set(re.findall(r"^(\S+) [A-Z] [0-9a-f]+", out, re.M))):
            if not name.startswith(("_", *prefixes)):
                yield (f"src/{module}: exports {name}; make it static or name "
                       f"it after its {'header' if module == 'base' else module}")


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()
    floors = Floors(root / "src" / "FLOORS")
    checks = [check_src, check_calls, check_sizes, check_alone]
    results = [(c.__doc__, list(c(root, floors))) for c in checks]
    if len(sys.argv) > 2:
        results.append((check_exports.__doc__, list(
            check_exports(root, floors, pathlib.Path(sys.argv[2])))))
    for number, (what, bad) in enumerate(results, 1):
        print(f"{'not ' if bad else ''}ok {number} - {what}")
        for line in "\n".join(bad).splitlines():
            print("# " + line)
    print(f"1..{len(results)}")
    return any(bad for _, bad in results)


if __name__ == "__main__":
    sys.exit(main())
