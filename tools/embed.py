#!/usr/bin/env python3
"""Put files into the program: one C source and its header.

embed.py [--etag] [--root DIR] OUT.c OUT.h PREFIX FILE...

The header declares a table sorted by name and a search in it:

    struct PREFIX_file { const char *name; struct span bytes;
        const char *etag; };
    extern const struct PREFIX_file PREFIX_files[];
    extern const size_t PREFIX_file_count;
    const struct PREFIX_file *PREFIX_find(struct span name);

A name is the file's last part, or with --root its path below DIR.  With
--etag a file has a strong ETag, quotes included, made from its SHA-256;
without, etag is NULL.  In meson:

    custom_target(input : files(...), output : ['x.c', 'x.h'], command :
      [python, files('tools/embed.py'), '@OUTPUT@', 'page_static', '@INPUT@'])
"""
import argparse
import hashlib
import pathlib
import re
import sys

HEADER = """\
/* Made by tools/embed.py; changes are lost. */
#ifndef {guard}
#define {guard}

#include "base/span.h"

struct {prefix}_file {{
	const char *name;
	struct span bytes; /* a NUL that does not count stands behind them */
	const char *etag;  /* with its quotes, or NULL */
}};
extern const struct {prefix}_file {prefix}_files[]; /* sorted by name */
extern const size_t {prefix}_file_count;

/* NULL where there is none of that name. */
const struct {prefix}_file *{prefix}_find(struct span name);

#endif
"""

FIND = """
const struct {prefix}_file *{prefix}_find(struct span name)
{{
	size_t low = 0, high = {prefix}_file_count;

	while (low < high) {{
		size_t mid = low + (high - low) / 2;
		int d = span_cmp(name, span_of({prefix}_files[mid].name));

		if (d == 0)
			return &{prefix}_files[mid];
		if (d < 0)
			high = mid;
		else
			low = mid + 1;
	}}
	return NULL;
}}
"""


def quoted(text):
    """A C literal; what is not plain is octal, so that no digit behind it
    can join it."""
    return '"' + "".join(chr(b) if 32 <= b < 127 and b not in b'"\\?'
                         else f"\\{b:03o}" for b in text.encode()) + '"'


def numbers(data):
    data += b"\0"
    for at in range(0, len(data), 20):
        yield "\t" + ",".join(map(str, data[at:at + 20])) + ","


def source(header, prefix, files, etags):
    out = ["/* Made by tools/embed.py; changes are lost. */",
           f'#include "{header}"', ""]
    rows = []
    for i, (name, data) in enumerate(files):
        out += [f"static const unsigned char f{i}[] = {{ /* {len(data)}"
                " bytes */", *numbers(data), "};", ""]
        tag = '"' + hashlib.sha256(data).hexdigest()[:32] + '"'
        rows += [f"\t{{ {quoted(name)},",
                 f"\t    {{ (const char *)f{i}, {len(data)} }},",
                 f"\t    {quoted(tag) if etags else 'NULL'} }},"]
    out += [f"const struct {prefix}_file {prefix}_files[] = {{", *rows, "};",
            f"const size_t {prefix}_file_count = {len(files)};"]
    return "\n".join(out) + "\n" + FIND.format(prefix=prefix)


def names_of(paths, root):
    """Pairs of name and bytes, sorted as span_cmp sorts names."""
    files = {}
    for path in map(pathlib.Path, paths):
        if root is None:
            name = path.name
        else:
            try:
                name = path.resolve().relative_to(root.resolve()).as_posix()
            except ValueError:
                sys.exit(f"embed.py: {path} is not below {root}")
        if name in files:
            sys.exit(f"embed.py: two files are named {name}")
        try:
            files[name] = path.read_bytes()
        except OSError as why:
            sys.exit(f"embed.py: {path}: {why.strerror}")
    return sorted(files.items(), key=lambda f: f[0].encode())


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--etag", action="store_true")
    parser.add_argument("--root", type=pathlib.Path)
    parser.add_argument("out_c", type=pathlib.Path)
    parser.add_argument("out_h", type=pathlib.Path)
    parser.add_argument("prefix")
    parser.add_argument("files", nargs="+")
    args = parser.parse_args()
    if not re.fullmatch(r"[a-z][a-z0-9_]*", args.prefix):
        parser.error(f"'{args.prefix}' is no C name in small letters")
    files = names_of(args.files, args.root)
    guard = args.prefix.upper() + "_FILES_H"
    args.out_h.write_text(HEADER.format(guard=guard, prefix=args.prefix))
    args.out_c.write_text(source(args.out_h.name, args.prefix, files,
                                 args.etag))


main()
