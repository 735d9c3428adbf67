#!/usr/bin/env python3
"""Interface texts: po files to C, and a check that none is missing.

po.py OUT.c OUT.h PREFIX FILE.po...
    One table a language, sorted by the English text, and a search:
        bool PREFIX_find(const char *lang, struct span english,
            struct span *out);
po.py --check ROOT
    Prints each text of ROOT/templates/*.mustache ({{#_}}text{{/_}}) and of
    ROOT/src (TONGUE("text")) that a file of ROOT/po lacks, and each entry
    that nothing uses.  Exit 1 where there is any.

A po file is gettext's: msgid is the English text, msgstr the other, the entry
of msgid "" is the header with Language and charset.  Refused: duplicates,
fuzzy and obsolete entries, an empty or missing msgstr, contexts and plurals.
"""
import pathlib
import re
import sys

TEXT_MAX = 4000  # bytes; C promises no longer literals
ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}

HEADER = """\
/* Made by tools/po.py; changes are lost. */
#ifndef {guard}
#define {guard}

#include "base/span.h"

struct {prefix}_word {{
	struct span english, text;
}};
struct {prefix}_language {{
	const char *lang;
	const struct {prefix}_word *words; /* sorted by english */
	size_t count;
}};
extern const struct {prefix}_language {prefix}_languages[];
extern const size_t {prefix}_language_count;

/* The text for english in lang; false where there is none. */
bool {prefix}_find(const char *lang, struct span english, struct span *out);

#endif
"""

FIND = """
static bool find_word(const struct {prefix}_language *l, struct span english,
    struct span *out)
{{
	size_t low = 0, high = l->count;

	while (low < high) {{
		size_t mid = low + (high - low) / 2;
		int d = span_cmp(english, l->words[mid].english);

		if (d == 0) {{
			*out = l->words[mid].text;
			return true;
		}}
		if (d < 0)
			high = mid;
		else
			low = mid + 1;
	}}
	return false;
}}

bool {prefix}_find(const char *lang, struct span english, struct span *out)
{{
	for (size_t i = 0; i < {prefix}_language_count; i++)
		if (span_is(span_of(lang), {prefix}_languages[i].lang))
			return find_word(&{prefix}_languages[i], english,
			    out);
	return false;
}}
"""


class Bad(Exception):
    pass


# ---- po files ----
def unquote(literal):
    """The text of "..." with its escapes."""
    found = re.fullmatch(r'"((?:[^"\\]|\\.)*)"', literal)
    if not found:
        raise Bad("no quoted text")

    def escape(m):
        if m[1] not in ESCAPES:
            raise Bad(f"unknown escape \\{m[1]}")
        return ESCAPES[m[1]]
    return re.sub(r"\\(.)", escape, found[1])


class Reader:
    """Collects entries: msgid -> (msgstr, line)."""

    def __init__(self):
        self.entries = {}
        self.id = self.str = None
        self.line = 0

    def end_entry(self):
        if self.id is None:
            return
        if self.str is None:
            raise Bad(f"line {self.line}: no msgstr")
        if self.id in self.entries:
            raise Bad(f"line {self.line}: a second entry for '{self.id}'")
        if self.str == "":
            raise Bad(f"line {self.line}: empty msgstr of '{self.id}'")
        if max(len(self.id.encode()), len(self.str.encode())) > TEXT_MAX:
            raise Bad(f"line {self.line}: above {TEXT_MAX} bytes")
        self.entries[self.id] = self.str, self.line
        self.id = self.str = None

    def take(self, line, n):
        if line.startswith("#~"):
            raise Bad("an obsolete entry")
        if line.startswith("#,") and "fuzzy" in re.split(r"[\s,]+", line[2:]):
            raise Bad("a fuzzy entry")
        if line == "" or line.startswith("#"):
            if self.str is not None:
                self.end_entry()
        elif line.startswith('"'):
            if self.id is None:
                raise Bad("text outside an entry")
            if self.str is None:
                self.id += unquote(line)
            else:
                self.str += unquote(line)
        elif re.match(r"msgid[ \t]", line):
            self.end_entry()
            self.id, self.line = unquote(line[5:].strip()), n
        elif re.match(r"msgstr[ \t]", line):
            if self.id is None or self.str is not None:
                raise Bad("msgstr without msgid")
            self.str = unquote(line[6:].strip())
        else:
            raise Bad(f"'{line.split()[0]}' is not taken")


def check_header(entries, path):
    header, line = entries.pop("", ("", 1))
    fields = dict(re.findall(r"^([A-Za-z-]+):[ \t]*(.*)$", header, re.M))
    if fields.get("Language") != path.stem:
        raise Bad(f"line {line}: the header has no Language: {path.stem}")
    if "charset=UTF-8" not in fields.get("Content-Type", ""):
        raise Bad(f"line {line}: the header has no charset=UTF-8")


def read_po(path):
    """The entries of one file: msgid -> (msgstr, line)."""
    reader = Reader()
    try:
        lines = path.read_bytes().decode().split("\n")
        for n, line in enumerate(lines, 1):
            try:
                reader.take(line.strip(), n)
            except Bad as why:
                raise Bad(re.sub(r"^(?!line )", f"line {n}: ", str(why)))
        reader.end_entry()
        check_header(reader.entries, path)
    except OSError as why:
        raise Bad(f"{path}: {why.strerror}")
    except UnicodeDecodeError:
        raise Bad(f"{path}: no valid UTF-8")
    except Bad as why:
        raise Bad(f"{path}: {why}")
    return reader.entries


# ---- to C ----
def pair(text):
    data = text.encode()
    octal = "".join(chr(b) if 32 <= b < 127 and b not in b'"\\?'
                    else f"\\{b:03o}" for b in data)
    return f'{{ "{octal}", {len(data)} }}'


def make(out_c, out_h, prefix, paths):
    if not re.fullmatch(r"[a-z][a-z0-9_]*", prefix):
        raise Bad(f"'{prefix}' is no C name in small letters")
    tables = {path.stem: read_po(path) for path in paths}
    if len(tables) != len(paths):
        raise Bad("two files for one language")
    out = ["/* Made by tools/po.py; changes are lost. */",
           f'#include "{out_h.name}"', ""]
    rows = []
    for i, (lang, entries) in enumerate(sorted(tables.items())):
        words = sorted(entries.items(), key=lambda w: w[0].encode())
        # C has no empty tables; the count leaves this row out.
        lines = [f"\t{{ {pair(e)},\n\t    {pair(t)} }}," for e, (t, _)
                 in words] or ["\t{ { \"\", 0 }, { \"\", 0 } },"]
        out += [f"static const struct {prefix}_word w{i}[] = {{ /* {lang} */",
                *lines, "};", ""]
        rows.append(f'\t{{ "{lang}", w{i}, {len(words)} }},')
    out += [f"const struct {prefix}_language {prefix}_languages[] = {{",
            *rows, "};",
            f"const size_t {prefix}_language_count = {len(rows)};"]
    guard = prefix.upper() + "_WORDS_H"
    out_h.write_text(HEADER.format(guard=guard, prefix=prefix))
    out_c.write_text("\n".join(out) + "\n" + FIND.format(prefix=prefix))


# ---- the check ----
def words_of_template(text):
    """Pairs of place and words, as tmpl reads them: trimmed, one space.
    A tag in words or a missing end is tmpl's to refuse."""
    bare = re.sub(r"\{\{!.*?\}\}", lambda m: " " * len(m[0]), text,
                  flags=re.S)
    for m in re.finditer(r"\{\{#[ \t]*_[ \t]*\}\}(.*?)\{\{/[ \t]*_[ \t]*\}\}",
                         bare, re.S):
        yield m.start(), " ".join(re.split(r"[ \t\r\n]+",
                                           m[1].strip(" \t\r\n")))


STRING = r'"(?:[^"\\\n]|\\.)*"'
C_TOKEN = re.compile(r"/\*.*?\*/|//[^\n]*|#[ \t]*define[ \t]+TONGUE\b"
                     rf"|\bTONGUE[ \t\n]*\((?P<arg>(?:[ \t\n]*{STRING})*)"
                     rf"(?P<end>[ \t\n]*\))?|{STRING}|'(?:[^'\\\n]|\\.)+'",
                     re.S)


def words_of_c(text):
    for m in C_TOKEN.finditer(text):
        if m["arg"] is None:
            continue
        if m["end"] is None or m["arg"].strip() == "":
            raise Bad(f"line {line_of(text, m.start())}: TONGUE takes one"
                      " literal")
        try:
            yield m.start(), "".join(unquote(s) for s in
                                     re.findall(STRING, m["arg"]))
        except Bad as why:
            raise Bad(f"line {line_of(text, m.start())}: {why}")


def line_of(text, at):
    return text.count("\n", 0, at) + 1


def used_words(root):
    """English text -> the first place that uses it."""
    used = {}
    for folder, ending, read in (("templates", "*.mustache",
                                  words_of_template),
                                 ("src", "*.[ch]", words_of_c)):
        for path in sorted((root / folder).rglob(ending)):
            text = path.read_bytes().decode()
            place = path.relative_to(root)
            try:
                for at, words in read(text):
                    used.setdefault(words, f"{place}:{line_of(text, at)}")
            except Bad as why:
                raise Bad(f"{place}: {why}")
    return used


def check(root):
    """Lines about what is missing or unused."""
    used = used_words(root)
    paths = sorted((root / "po").glob("*.po"))
    if not paths:
        yield "po: no po files"
    for path in paths:
        place = path.relative_to(root)
        try:
            entries = read_po(path)
        except Bad as why:
            yield str(why)
            continue
        for words, where in used.items():
            if words not in entries:
                yield f"{place}: missing: '{words}' of {where}"
        for words, (_, line) in entries.items():
            if words not in used:
                yield f"{place}: line {line}: unused: '{words}'"


def main():
    args = sys.argv[1:]
    try:
        if len(args) == 2 and args[0] == "--check":
            found = list(check(pathlib.Path(args[1])))
            print("\n".join(found or ["po: ok"]))
            return bool(found)
        if len(args) < 4 or args[0].startswith("-"):
            print(__doc__.strip(), file=sys.stderr)
            return 2
        paths = [pathlib.Path(a) for a in args]
        make(paths[0], paths[1], args[2], paths[3:])
        return 0
    except Bad as why:
        print(f"po.py: {why}", file=sys.stderr)
        return 1


sys.exit(main())
